"""Charges and the answers to them: what is told, alleged, denied and admitted, question by question."""

from collections.abc import Sequence

import pandas as pd

from contested_ground.analysis.claims import value_words
from contested_ground.analysis.voices import speaker

STANCES = {"told": "Told", "alleged": "Charged", "denied": "Denied, or not known", "admitted": "Admitted, or answered"}


def stances(tables, question_ids: Sequence[str], accused: Sequence[str], unknowing: Sequence[str] = ()) -> pd.DataFrame:
    """The answers to some questions, each with the stance (key of STANCES) that it takes.

    `accused`: actors who answer for those under charge. What they deny is `denied`, and so is a claim not to know
    (`unknowing`: claim_ids, since such a claim asserts nothing about the deed); what else they say is `admitted`. What
    others are named as saying is `alleged`, what nobody is named for `told`.

    Returns `question_id`, `question`, `stance`, `answer`, `who`, `paragraph`, `claim_id`, in the order of
    `question_ids`; a question without an answer has one row with only its first two filled. Raises KeyError for an
    unknown question.
    """
    questions = tables["questions"].set_index("question_id")["question"]
    rows = []
    for key in question_ids:
        asked = {"question_id": key, "question": questions[key]}
        answers = tables["claims"][tables["claims"]["question_id"] == key]
        rows += [] if len(answers) else [asked]
        for _, claim in answers.iterrows():
            if claim["voice"] == "narrator":
                stance = "told"
            elif claim["claimant_id"] not in accused:
                stance = "alleged"
            else:
                denies = claim["polarity"] == "denies" or claim["claim_id"] in unknowing
                stance = "denied" if denies else "admitted"
            rows.append(
                asked
                | {
                    "stance": stance,
                    "answer": value_words(claim).removeprefix("denied: "),
                    "who": "" if stance == "told" else speaker(claim, tables),
                    "paragraph": claim["locator"],
                    "claim_id": claim["claim_id"],
                }
            )
    columns = ["question_id", "question", "stance", "answer", "who", "paragraph", "claim_id"]
    return pd.DataFrame(rows, columns=columns)
