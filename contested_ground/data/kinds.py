"""Members of the contract's closed lists that are spoken of together: one list each, for all who need it."""

VOTES = ["votes_for", "votes_against", "abstains", "present_no_vote"]  # roles of participations
AGREEMENTS = ["agreement", "treaty", "truce"]  # kinds of events
FIGHTING = ["clash", "offensive", "uprising"]
HARM = ["destruction", "violence_against_civilians", "displacement"]
CLASHES = [*FIGHTING, "violence_against_civilians", "destruction"]  # what breaks a quiet
HURT = ["killed", "wounded", "casualties", "captured", "missing"]  # measures of questions
HARMED = [*HURT, "displaced"]
