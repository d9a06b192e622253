"""Rules of harm: who was hurt, of which status and by whom, as a question's own words and an event's title have it."""

import re

from contested_ground.check.meaning import names_of
from contested_ground.check.own_words import coded

ARMED = re.compile(
    r"\b(soldiers?|troops|forces|army|fighters|(?<!of )officers|regiment|battalion|detachment|attackers|"
    r"militia\w*|units?|garrison|police\w*|insurgents|volunteers|guards?|guarding|"
    r"infantry|cavalry|combatants?|columns?|men lost)\b",
    re.IGNORECASE,
)
UNARMED = re.compile(
    r"\b(inhabitants|villagers?|people|residents|women|children|population|refugees|famil\w+|nomads|survivors|peasants|"
    r"civilians?|delegates|delegation|intellectuals|officials|leaders|groups|orphans|Muslims|Armenians|Azerbaijanis|Turks)\b",
    re.IGNORECASE,
)
HELD = re.compile(r"\b(prisoners?|captured|captives|held|exchanged?|wounded)\b", re.IGNORECASE)
# Read and meant: the text tells who they were though the question's words do not.
STATUS = {"boyuk-vedi-1919-08-casualties-counterattack"}


def status_in_words(data):
    """Combatants are called by a word of arms, prisoners by one of captivity, civilians by neither alone."""
    for key, row in data.keys["questions"].items():
        status, asked = row.cells["victim_status"], row.cells["question"].partition(" by ")[0]
        asked = f"{asked} {key.replace('-', ' ')}"
        armed, held = ARMED.search(asked), HELD.search(asked)
        wrong = {
            "civilian": armed and not UNARMED.search(row.cells["question"].partition(" by ")[0]),
            "combatant": not armed,
            "prisoner": not held,
        }
        if wrong.get(status) and key not in STATUS:
            yield "questions", row, "victim_status", f"'{status}' is not what the question calls them; correct one"


DEEDS = {"burned", "captured", "destroyed", "displaced", "killed", "taken", "wounded"}  # measures
DOER = re.compile(r"\b(?:by|did|had)((?: [\w’'-]+){1,9})")  # who stands after these words did the deed
SUFFERS = re.compile(r"\b(lose|lost|losses|suffer|casualties)\b")
# Read and meant: people who are only called unprotected.
SIDES = {
    "armenia-1920-groups-violence", "armenia-1920-killed-unprotected-groups",
}  # fmt: skip


def doer_in_words(data):
    """Whom a question names after "by", "did" or "had" did it, and the one it is about is named when only one is."""
    names = names_of(data)
    for key, row in data.keys["questions"].items():
        about, other = row.cells["about_id"], row.cells["counterparty_id"]
        if not about or not other or key in SIDES:
            continue
        asked = row.cells["question"]
        there, suffers = coded(asked), SUFFERS.search(asked)
        done = coded(" ".join(SUFFERS.split(words)[0] for words in DOER.findall(asked)))
        deed = row.cells["measure"] in DEEDS and not suffers
        one, two = (about, other) if deed else (other, about)
        rest = there - done if deed else there
        if (deed or suffers) and names.named(one, done) and not names.named(two, done):
            message = f"'{about}' {'does' if deed else 'does not suffer'} it in the words of {key}; exchange the sides"
            yield "questions", row, "about_id", message
        elif about not in data.keys["places"] and names.named(other, rest) and not names.named(about, there):
            message = f"'{about}' is not named by {key}, '{other}' is; exchange the two"
            yield "questions", row, "about_id", message


RULES = (status_in_words, doer_in_words)
