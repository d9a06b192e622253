"""Who gave what to whom, where a number is told; what `charts.flows` draws."""

import re

import pandas as pd

from contested_ground.analysis.claims import value_words

NUMBER = re.compile(r"\d|hundred|thousand|million")


def gifts(tables, ends, theatres=None) -> pd.DataFrame:
    """What is told with a number to have been given, a row a claim, in date order.

    `ends`: question_id to (giver, receiver), two actor_ids; the text seldom names both in the question, so the caller
    says them and what is left out has no end that our tables tell. `theatres`: of the questions' events, where wanted.

    Returns `giver`, `receiver` (labels), `what` (the number and its unit, as told), `who` (label of the claimant, empty
    for an unattributed claim), `start`, `end` (datetime64), `question_id`, `claim_id` and `locator`. Raises KeyError
    for an unknown question or actor, ValueError when no claim to any of them gives a number.

        from contested_ground import load
        from contested_ground.analysis.gifts import gifts
        tables = load()
        given = gifts(tables, {"karabakh-1920-04-supplied-shells": ("zangezur-forces", "dro-forces")})
        given[["giver", "what", "receiver"]]
    """
    questions, labels = tables["questions"].set_index("question_id"), tables["actors"].set_index("actor_id")["label"]
    if unknown := [key for key in ends if key not in questions.index]:
        raise KeyError(f"no question {unknown[0]}")
    if unknown := [actor for pair in ends.values() for actor in pair if actor not in labels.index]:
        raise KeyError(f"no actor {unknown[0]}")
    asked = questions.loc[list(ends)]
    if theatres is not None:
        theatre = tables["events"].set_index("event_id")["theatre"].astype("string")
        asked = asked[asked["event_id"].map(theatre).isin([theatres] if isinstance(theatres, str) else list(theatres))]
    rows = []
    for _, claim in tables["claims"][tables["claims"]["question_id"].isin(asked.index)].iterrows():
        question = asked.loc[claim["question_id"]]
        if not NUMBER.search(value_words(claim)):
            continue
        unit = str(question["of"]).replace("_", " ")
        giver, receiver = (labels[actor] for actor in ends[claim["question_id"]])
        rows.append(
            {
                "giver": giver,
                "receiver": receiver,
                "what": f"{value_words(claim)} {unit}",
                "who": labels.get(claim["claimant_id"], "") if pd.notna(claim["claimant_id"]) else "",
                "start": question["date_start"],
                "end": question["date_end"],
                "question_id": claim["question_id"],
                "claim_id": claim["claim_id"],
                "locator": claim["locator"],
            }
        )
    if not rows:
        raise ValueError(f"no claim to {', '.join(ends)} gives a number")
    table = pd.DataFrame(rows)
    return table.assign(day=table["start"].fillna(table["end"])).sort_values(["day", "claim_id"]).drop(columns="day")
