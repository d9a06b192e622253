"""Who is counted among the killed, the wounded, the taken and the driven out, and of whom no number is told."""

import pandas as pd

from contested_ground.analysis.claims import bounds
from contested_ground.data.kinds import HARMED


def asked(tables, paragraphs) -> pd.DataFrame:
    """The questions about people harmed that rest on some paragraphs of the article, each with its claims.

    `paragraphs`: the numbers (int). One row per claim, or one with empty claim columns where nothing is claimed: the
    columns of claims, with `question`, `measure`, `about` (label of those harmed; missing where the source does not say
    who they were), `numbered` (whether any claim to the question gives a number), in order of `measure` and paragraph.
    """
    questions, labels = tables["questions"], tables["actors"].set_index("actor_id")["label"]
    paragraph = pd.to_numeric(questions["locator"].where(questions["source_id"] == "article"), errors="coerce")
    counts = questions["kind"].eq("count") & questions["measure"].isin(HARMED)
    harm = questions[counts & paragraph.isin(list(paragraphs))].assign(paragraph=paragraph.astype("Int64"))
    harm = harm.assign(
        about=harm["about_id"].map(labels), order=harm["measure"].astype(object).map(HARMED.index).astype(int)
    )
    columns = ["question_id", "question", "measure", "about_id", "about", "paragraph", "order"]
    rows = harm[columns].merge(bounds(tables["claims"]), on="question_id", how="left")
    number = rows["least"].notna() | rows["greatest"].notna()
    rows = rows.assign(numbered=number.groupby(rows["question_id"]).transform("any"))
    return rows.sort_values(["order", "paragraph", "question_id", "claim_id"]).drop(columns="order")
