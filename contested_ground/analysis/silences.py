"""Killings as they are told: every number that is given, and every killing of which a source gives none."""

import re

import pandas as pd

from contested_ground.analysis.claims import bounds, value_words

# whom a question counts, in its own words: between "How many" and the verb
NOUN = r"How many (?:of the )?(.+?)(?:,? if any,?)? (?:were|did|was|had|drowned)\b"
STATUS = {"civilian": "civilians", "combatant": "soldiers"}  # else: not said
THEATRES = {
    "background": "Before the war, and 1918",
    "baku": "Baku",
    "foreign_powers": "Foreign powers",
    "nakhchivan": "Nakhchivan and Sharur",
    "karabakh": "Karabakh",
    "zangezur": "Zangezur",
    "qazakh": "Qazakh",
    "sovietisation": "Coming of Soviet rule",
    "status": "Status of the lands",
    "demography": "Whole districts and regions",
}
COLUMNS = ["question_id", "claim_id", "theatre", "status", "victims", "counted", "place", "start", "end"]
COLUMNS += ["low", "high", "words", "who", "source_id", "locator"]


def killings(tables, theatres=None, measure="killed") -> pd.DataFrame:
    """Each number told of people killed, and each killing told without one; what `charts.silences` draws.

    A killing is a question of questions.csv that counts the killed and rests on an event. `theatres`: of the events,
    one or a list; by default all. `measure`: another measure of harm, such as `wounded`.

    Returns one row a voice that gives a number (`claim_id` joined by ";" where several states of a page repeat it), and
    one row with empty `claim_id`, `low` and `high` for each question to which no source of ours gives one:
    `question_id`, `claim_id`, `theatre` (in words), `status` (`civilians`, `soldiers`, `not said`), `victims` (label of
    those killed, as told), `counted` (the same in the question's words), `place` (label; empty where none is told),
    `start`, `end` (datetime64; missing where that side is open), `low`, `high` (persons, float: alike for a single
    number, the bound that is told where only one is), `words` (the number as told), `who` (label of the claimant; for
    an unattributed claim the work's author, nothing for the article), `source_id`, `locator`; by theatre, then in date
    order. Nobody is added up, and no row says how many a silence hides.
    Raises ValueError when nothing is told.

        from contested_ground import load
        from contested_ground.analysis.silences import killings
        tables = load()
        table = killings(tables, "karabakh")
        table[table["low"].isna()]
    """
    events, actors = tables["events"].set_index("event_id"), tables["actors"].set_index("actor_id")["label"]
    places = tables["places"].set_index("place_id")["label"]
    works = tables["sources"].set_index("source_id").drop("article")
    kinds = ("a " + works["kind"].astype("string").str.replace("_", " ")).str.replace(
        "^a (?=[aeio])", "an ", regex=True
    )
    works = works["author"].fillna(kinds)
    works = works.str.replace("Wikipedia contributors", "Wikipedia")  # not its titles: they carry labels
    asked = tables["questions"]
    asked = asked[asked["kind"].eq("count") & asked["measure"].eq(measure)]
    asked = asked.assign(theatre=_theatres(asked, events))
    if theatres is not None:
        asked = asked[asked["theatre"].isin([theatres] if isinstance(theatres, str) else list(theatres))]
    if asked.empty:
        raise ValueError(f"no question counts the {measure} in {theatres}")
    asked = asked.assign(
        status=asked["victim_status"].astype(object).map(STATUS).fillna("not said"),
        victims=asked["about_id"].map(actors).fillna("people").str.replace(r" \(.*\)", "", regex=True),
        counted=asked["question"].str.extract(NOUN)[0].fillna("people"),
        place=asked["place_id"].map(places).fillna("").str.replace(r" \(.*\)|^.* of (?=[A-Z])", "", regex=True),
        start=asked["date_start"],
        end=asked["date_end"],
        day=asked["date_start"].fillna(asked["date_end"]),
        order=asked["theatre"].map(list(THEATRES).index),
    )
    told = bounds(tables["claims"])
    told = told[told["least"].notna() & told["polarity"].ne("denies") & told["question_id"].isin(asked["question_id"])]
    number = told["point"].astype("float64")
    phrase = told["claimant_as"].str.replace(r"^According to | claims?$", "", regex=True)
    told = told.assign(
        low=number.fillna(told["low"].astype("float64")).fillna(told["high"].astype("float64")),
        high=number.fillna(told["high"].astype("float64")).fillna(told["low"].astype("float64")),
        words=[value_words(claim) for _, claim in told.iterrows()],
        who=told["claimant_id"].map(actors).fillna(phrase).fillna(told["source_id"].map(works)).fillna(""),
    )
    # several states of one page may repeat one voice's number; it is one mark
    told = told.groupby(["question_id", "words", "who"], as_index=False, sort=False).agg(
        {"claim_id": ";".join, **dict.fromkeys(["low", "high", "source_id", "locator"], "first")}
    )
    # two states of a page that give one author's number are one claim told twice
    named = told["who"].ne("")
    told = told[~(named & told.duplicated(["question_id", "who", "low", "high"]))]
    keep = ["question_id", "claim_id", "low", "high", "words", "who", "source_id", "locator"]
    mine = asked.drop(columns=["source_id", "locator"]).merge(told[keep], on="question_id", how="left")
    own = mine["question_id"].map(asked.set_index("question_id")["locator"])
    source = mine["question_id"].map(asked.set_index("question_id")["source_id"])
    mine = mine.assign(
        theatre=mine["theatre"].map(THEATRES),
        words=mine["words"].fillna(""),
        who=mine["who"].fillna(""),
        source_id=mine["source_id"].fillna(source),
        locator=mine["locator"].fillna(own),
    )
    return mine.sort_values(["order", "day", "end", "question_id", "low"])[COLUMNS].reset_index(drop=True)


def _theatres(asked, events) -> pd.Series:
    """Each question's theatre: its event's, else the one of which most is told at its place, else `demography`."""
    theatre = events["theatre"].astype("string")
    usual = theatre.groupby(events["place_id"]).agg(lambda group: group.mode().iloc[0])
    return asked["event_id"].map(theatre).fillna(asked["place_id"].map(usual)).fillna("demography")


def grouped(table, period="M") -> pd.DataFrame:
    """The killings told without a number, those alike together: same theatre, status, victims and month.

    `table`: what `killings` returns. `period`: a pandas period, `Y` for coarser groups. Returns `theatre`, `status`,
    `squares` (how many killings, one square each), `victims`, `places` (in words), `start`, `end` and `question_ids`
    (joined by ";"), in date order within a theatre; no rows when every killing has a number.
    """
    silent, rows = table[table["low"].isna()], []
    alike = ["theatre", "status", "victims", silent["start"].fillna(silent["end"]).dt.to_period(period).astype(str)]
    for (theatre, status, victims, _), group in silent.groupby(alike, sort=False):
        where = list(dict.fromkeys(name for name in group["place"] if name and name not in victims))
        rows.append(
            {
                "theatre": theatre,
                "status": status,
                "squares": len(group),
                "victims": victims,
                "places": re.sub(r", ([^,]+)$", r" and \1", ", ".join(where)),
                "start": group["start"].min(skipna=False),
                "end": group["end"].max(skipna=False),
                "question_ids": ";".join(group["question_id"]),
            }
        )
    columns = ["theatre", "status", "squares", "victims", "places", "start", "end", "question_ids"]
    return pd.DataFrame(rows, columns=columns)
