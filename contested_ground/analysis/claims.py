"""Questions and their claims: what range each answer allows, and whether the answers agree."""

import math

import numpy as np
import pandas as pd

# How far "about" and "nearly" reach is ours: a tenth, the coarseness of the rounded numbers that they introduce.
LEEWAY = 0.1
STATUSES = ["silent", "single", "agree", "compatible", "incompatible"]


def bounds(claims):
    """The least and the greatest value that each claim allows.

    ``claims``: the claims table. Returns it with two more columns, ``least`` and ``greatest`` (float; ``NaN`` where the
    claim is no number): a point is itself, "about" reaches a tenth to both sides and "nearly" a tenth down, "over" and
    "at least" have no upper end, "up to" begins at zero. Relative claims (a ratio) get none.
    """
    point, low, high = (
        claims[column].astype("Float64").to_numpy(float, na_value=np.nan) for column in ("point", "low", "high")
    )
    qualifier = claims["qualifier"].astype("string").fillna("").to_numpy(str)
    least = np.select(
        [np.isin(qualifier, ["about", "nearly"]), qualifier == "exact", qualifier == "up_to"],
        [point * (1 - LEEWAY), point, 0.0],
        low,
    )
    greatest = np.select(
        [qualifier == "about", np.isin(qualifier, ["nearly", "exact"]), np.isin(qualifier, ["over", "at_least"])],
        [point * (1 + LEEWAY), point, math.inf],
        high,
    )
    relative = qualifier == "relative"
    return claims.assign(least=np.where(relative, np.nan, least), greatest=np.where(relative, np.nan, greatest))


def status(questions, claims):
    """Whether the answers to each question agree.

    Returns ``questions`` with ``answers`` (number of claims) and ``status``, a categorical: ``silent`` (no claim),
    ``single`` (one), ``agree`` (all say the same), ``compatible`` (no denial, and some value satisfies all of them),
    ``incompatible`` (a denial, no common value, or different dates). Answers in words that differ without a denial
    count as compatible, since several motives or doers may all be true.
    """
    ranged = bounds(claims)
    ranged = ranged.assign(
        denied=ranged["polarity"].eq("denies"), asserted=ranged["polarity"].eq("asserts"),
        numbered=ranged["least"].notna(), words=ranged["answer"].str.casefold(),
    )  # fmt: skip
    by_question = ranged.groupby("question_id")
    one = by_question[["least", "greatest", "words"]].nunique().eq(1)
    found = by_question.agg(
        answers=("polarity", "size"), denied=("denied", "any"), asserted=("asserted", "any"),
        floor=("least", "max"), ceiling=("greatest", "min"), numbered=("numbered", "all"),
    ).assign(same_number=one["least"] & one["greatest"], same_words=one["words"])  # fmt: skip
    found = found.reindex(questions["question_id"])
    answers = found.pop("answers").fillna(0).astype(int).to_numpy()
    ends = found[["floor", "ceiling"]].to_numpy(float)
    denied, asserted, numbered, same_number, same_words = (
        found[name].eq(True).to_numpy() for name in ("denied", "asserted", "numbered", "same_number", "same_words")
    )
    cases = [
        (answers == 0, "silent"),
        (answers == 1, "single"),
        (denied & asserted, "incompatible"),
        (denied, "agree"),
        (ends[:, 0] > ends[:, 1], "incompatible"),  # of the numbers; other answers may be in words
        (numbered & same_number, "agree"),
        (numbered, "compatible"),
        (same_words, "agree"),
        (questions["kind"].eq("date").to_numpy(bool), "incompatible"),
    ]
    decided = np.select([case for case, _ in cases], [word for _, word in cases], "compatible")
    return questions.assign(answers=answers, status=pd.Categorical(decided, categories=STATUSES, ordered=True))


def value_words(claim):
    """A claim's value as a reader would write it: ``nearly 2,000``, ``400–500``, ``over 100``, or its answer in words.

    ``claim``: a row of the claims table.
    """
    number = {column: f"{claim[column]:,.10g}" for column in ("low", "point", "high") if pd.notna(claim[column])}
    match claim["qualifier"]:
        case "exact" | "relative":
            text = number["point"]
        case "about" | "nearly" as word:
            text = f"{word} {number['point']}"
        case "over":
            text = f"over {number['low']}"
        case "at_least":
            text = f"at least {number['low']}"
        case "up_to":
            text = f"up to {number['high']}"
        case "range":
            text = f"{number['low']}–{number['high']}"
        case _:
            text = "" if pd.isna(claim["answer"]) else claim["answer"]
    if claim["polarity"] == "denies":
        return "denied" + f": {text}" * bool(text)
    return text


def rivals(tables, question_id):
    """Every answer to one question, those of further sources beside the article's; what a chapter shows side by side.

    Returns one row a speaker and value, in order of size, answers without a number last: `words` (the value as told),
    `who` (label of the claimant; the source itself where nobody is named), `source` (titles with the year of the state
    read, joined by "; "), `least` (float, for the order). Raises KeyError for an unknown question.

        from contested_ground import load
        from contested_ground.analysis.claims import rivals
        rivals(load(), "shusha-1920-03-23-killed-armenian-inhabitants")
    """
    if question_id not in set(tables["questions"]["question_id"]):
        raise KeyError(f"no question {question_id}")
    mine = bounds(tables["claims"].query("question_id == @question_id"))
    labels = tables["actors"].set_index("actor_id")["label"]
    sources = tables["sources"].set_index("source_id")
    state = sources["state_date"].str.extract(r"(\d{4})")[0].fillna(sources["year"])
    titles = sources["title"].mask(state.notna(), sources["title"] + " (" + state + ")")
    titles["article"] = "the article, ¶"
    marks = mine["source_id"].map(titles) + mine["locator"].where(mine["source_id"].eq("article"), "")
    told = mine.assign(
        words=[value_words(row) for _, row in mine.iterrows()],
        who=mine["claimant_id"].map(labels).fillna(mine["source_id"].eq("article").map({True: "nobody named"})),
        source=marks,
    )
    told["who"] = told["who"].fillna("the page itself")
    order = told["least"].fillna(math.inf)
    told = told.assign(least=order).sort_values(["least", "who"])
    kept = told.groupby(["words", "who"], sort=False).agg(source=("source", "; ".join), least=("least", "first"))
    return kept.reset_index()[["words", "who", "source", "least"]]
