"""The congresses of the Karabakh Armenians: what each was asked, what it answered, who held Shusha meanwhile."""

import pandas as pd

from contested_ground.data.dates import words
from contested_ground.data.sides import NAMES, group_of

# Congress, its event, the term that it was to answer (none is told of the Ninth), the term that answers it. The Seventh
# answered twice. That one term answers another is our reading of the paragraphs that tell them.
ANSWERS = [
    ("First", "karabakh-1918-08-first-congress",
     "1918-08-nuri-pasha-demands-azerbaijani-authority-term",
     "1918-08-peoples-government-rejects-azerbaijani-authority-term"),
    ("Second", "karabakh-1918-09-20-second-congress",
     "1918-08-nuri-pasha-demands-azerbaijani-authority-term",
     "1918-09-second-congress-rejects-azerbaijani-authority-term"),
    ("Third", "karabakh-1918-10-third-congress",
     "1918-08-nuri-pasha-demands-azerbaijani-authority-term",
     "1918-10-third-congress-accepts-azerbaijani-authority-term"),
    ("Fourth", "karabakh-1919-02-10-fourth-congress",
     "1919-01-azerbaijan-claims-governor-generalship-karabakh-term",
     "1919-02-fourth-congress-rejects-nagorno-karabakh-term"),
    ("Fifth", "karabakh-1919-04-23-fifth-congress",
     "1919-04-shuttleworth-undertakes-rights-security-term",
     "1919-04-fifth-congress-rejects-azerbaijani-authority-term"),
    ("Sixth", "shushakend-1919-06-29-sixth-congress",
     "1919-06-sultanov-demands-submission-term",
     "1919-07-sixth-congress-accepts-azerbaijani-authority-term"),
    ("Seventh", "shushakend-1919-08-12-seventh-congress",
     "1919-07-azerbaijani-government-demands-stricter-conditions-term",
     "1919-08-seventh-congress-rejects-conciliation-term"),
    ("Seventh, again", "karabakh-1919-08-22-agreement",
     "1919-08-14-sultanov-demands-acceptance-term",
     "1919-08-22-congress-recognises-azerbaijan-nagorno-karabakh-term"),
    ("Eighth, in Shusha", "shusha-1920-02-28-congress-karabakh-armenians",
     "1920-02-sultanov-proposes-integration-karabakh-term",
     "1920-02-shusha-congress-accepts-conditionally-karabakh-term"),
    ("Eighth, in Shushakend", "shushakend-1920-02-28-congress",
     "1920-02-sultanov-proposes-integration-karabakh-term",
     "1920-02-shushakend-congress-rejects-azerbaijan-term"),
    ("Ninth", "karabakh-1920-04-22-ninth-congress",
     "", "1920-04-22-karabakh-congress-9-demands-unification-nagorno-karabakh"),
]  # fmt: skip
SHOWN = {"effective": "", "contested": ", contested", "partial": ", in part", "mission": ", a mission"}


def answers(tables) -> pd.DataFrame:
    """Each congress's answer beside what it was asked: one row per answer, in order of time.

    Returns `congress`, `date` (in words), `date_start`, `date_end`, `asked`, `action` (of the contract's list),
    `answer`, `told` (its words), `paragraph`, `event_id`, `term_id`. Raises KeyError for an unknown event or term.
    """
    terms, events = tables["terms"].set_index("term_id"), tables["events"].set_index("event_id")
    labels = tables["actors"].set_index("actor_id")["label"]
    rows = []
    for congress, event_id, asked_id, answer_id in ANSWERS:
        answer, event = terms.loc[answer_id], events.loc[event_id]
        asked = terms.loc[asked_id] if asked_id else None
        provisional = answer["provisional"] if pd.notna(answer["provisional"]) else False
        rows.append(
            {
                "congress": congress,
                "date": day(event["date"]),
                "date_start": event["date_start"],
                "date_end": event["date_end"],
                "asked": "" if asked is None else f"{labels[asked['by_id']]} {asked['action']}: {asked['value']}",
                "action": answer["action"],
                "answer": answer["action"].replace("_", " ") + ", for a time" * bool(provisional),
                "told": answer["value"],
                "paragraph": answer["locator"],
                "event_id": event_id,
                "term_id": answer_id,
            }
        )
    return pd.DataFrame(rows)


def held(tables, place_id: str, first, last) -> pd.DataFrame:
    """Who is told to have held a place from `first` to `last`: statements that cover it, else the last one before.

    Only a statement without an end is taken for the last one told. Presence of troops and holding in name are left out.
    Returns `holder` (group, see `data.sides`), `words`, `control_id`.
    """
    control = tables["control"]
    here = control[(control["place_id"] == place_id) & control["mode"].isin(SHOWN) & control["from_date_start"].notna()]
    last = first if pd.isna(last) else last
    begun = here[here["from_date_start"] <= last]
    covering = begun[begun["until_date_end"] >= first]
    told = covering if len(covering) else begun[begun["until_date"].isna()].nlargest(1, "from_date_start")
    rows = []
    for key, row in zip(group_of(told["holder_id"], tables), told.itertuples(), strict=True):
        since = "" if len(covering) else f", last told {day(row.from_date)}"
        rows.append((key, f"{NAMES[key][1]}{SHOWN[row.mode]}{since}", row.control_id))
    return pd.DataFrame(rows, columns=["holder", "words", "control_id"])


def span(row) -> str:
    """From when to when a control statement (a row of the table) holds, in words; open ends are said to be not told."""
    ends = [words(day) if isinstance(day, str) else "not told" for day in (row.from_date, row.until_date)]
    return f"{ends[0]} – {ends[1]}" if ends[1] != "not told" else f"{ends[0]}; end not told"


def day(date: str) -> str:
    """A date (EDTF) in words, as in a table's cell: without "within", since its bounds say as much."""
    return words(date).removeprefix("within ")
