"""The source through the tables: what each paragraph yields, who speaks, and which labels it uses about whom."""

import pandas as pd

from contested_ground.analysis import casualties
from contested_ground.data.sides import group_of, groups

VOICED = ["events", "control", "terms", "claims", "population"]
ROWS = [*VOICED, "participations", "questions", "discrepancies"]


def by_paragraph(tables):
    """How many rows of each table rest on each paragraph of the article.

    Returns one row per paragraph (index ``locator``, 1–282) with a column of counts for each table, ``mentions`` (the
    numbers that the paragraph holds) and ``rows`` (the sum without the mentions). A row counts in each paragraph that
    it cites, in ``locator`` or ``also``.
    """
    passages = tables["passages"]
    article = passages.loc[passages["source_id"] == "article", "locator"].astype(int).sort_values()
    counts = {}
    for name in ROWS:
        counts[name] = cited(tables[name])["paragraph"].value_counts()
    counts["mentions"] = tables["mentions"]["mention"].str[:3].astype(int).value_counts()
    table = pd.DataFrame(counts, index=pd.Index(article)).fillna(0).astype(int)
    return table.assign(rows=table[ROWS].sum(axis=1))


def cited(rows, *columns):
    """``columns`` of one table's rows, once for each paragraph of the article that they cite: ``paragraph`` (int)."""
    mine = rows[rows["source_id"] == "article"]
    others = "also" if "also" in mine else "other_locator" if "other_locator" in mine else None
    more = mine[others].fillna("") if others else ""
    every = (mine["locator"] + ";" + more).str.split(";")
    exploded = mine[[*columns]].assign(paragraph=every).explode("paragraph")
    exploded = exploded[exploded["paragraph"] != ""]
    return exploded.assign(paragraph=exploded["paragraph"].astype(int))


def voices(tables):
    """Who speaks, by theatre: counts of the rows of events, control, terms, claims and population of the article.

    Returns one row per row of those tables: ``table``, ``theatre`` (of the event, or of the paragraph where the row has
    none), ``voice``, ``claimant_id``.
    """
    passages = tables["passages"]
    theatre = passages[passages["source_id"] == "article"].set_index("locator")["theatre"]
    found = []
    for name in VOICED:
        rows = tables[name][tables[name]["source_id"] == "article"]
        own = rows["theatre"] if "theatre" in rows else rows["locator"].map(theatre)
        found.append(rows[["voice", "claimant_id"]].assign(table=name, theatre=own.astype("string")))
    return pd.concat(found, ignore_index=True)[["table", "theatre", "voice", "claimant_id"]]


def labels(tables):
    """The labels that the article gives events, and about whom: one row per labelled event and victim or target.

    Returns ``event_id``, ``label_text``, ``voice``, ``claimant_id``, ``theatre``, ``actor_id`` (the one recorded as
    victims, else as target; missing where neither is named), ``role``.
    """
    labelled = tables["events"].dropna(subset=["label_text"])
    roles = tables["participations"]
    about = roles[roles["role"].isin(["victims", "target"])][["event_id", "actor_id", "role"]]
    about = about.assign(role=about["role"].astype("string"))
    victims = set(about.loc[about["role"] == "victims", "event_id"])
    about = about[(about["role"] == "victims") | ~about["event_id"].isin(victims)]
    columns = ["event_id", "label_text", "voice", "claimant_id", "theatre"]
    return labelled[columns].merge(about, on="event_id", how="left")


# Under which heading those stand who were harmed, by their group in the schemes people and side. Those whom the text
# calls Muslims or Tatars stand apart from those whom it calls Azerbaijanis.
PEOPLE = {
    "armenians": "Armenian inhabitants and refugees",
    "azerbaijanis": "Azerbaijani inhabitants",
    "muslims": "Muslim or Tatar inhabitants and refugees",
    "tatars": "Muslim or Tatar inhabitants and refugees",
    "russian-soldiers": "Russian soldiers",
}
FORCES = {
    "armenia": "Armenian forces",
    "karabakh-councils": "Armenian forces",
    "local-armenian": "Armenian forces",
    "zangezur-armenians": "Armenian forces",
    "azerbaijan": "Azerbaijani forces",
    "turkey": "Ottoman forces",
    "local-muslim": "local Muslim forces",
    "nakhchivan-muslims": "local Muslim forces",
}


def headings(tables):
    """The heading under which each actor stands as harmed, {actor_id: value of PEOPLE or FORCES}."""
    forces = {actor: FORCES[side] for actor, side in groups(tables, "side").items() if side in FORCES}
    people = {actor: PEOPLE[name] for actor, name in groups(tables, "people").items() if name in PEOPLE}
    return forces | people


def harmed(tables):
    """The questions about people killed, wounded, taken, missing or driven out, and whether they are answered.

    Returns one row per question of the article: ``question_id``, ``people`` (see ``headings``, else ``others``),
    ``measure``, ``theatre`` (of the paragraph), ``answered`` (any claim) and ``numbered`` (a claim with a number).
    """
    passages = tables["passages"].query("source_id == 'article'")
    theatre = passages.set_index(passages["locator"].astype(int))["theatre"].astype("string")
    asked = casualties.asked(tables, theatre.index)
    answered = asked.groupby("question_id")["claim_id"].count().gt(0)
    asked = asked.drop_duplicates("question_id")
    return asked.assign(
        people=asked["about_id"].map(headings(tables)).fillna("others"),
        theatre=asked["paragraph"].map(theatre),
        answered=asked["question_id"].map(answered),
    )[["question_id", "people", "measure", "theatre", "answered", "numbered"]]


def takings(tables):
    """Changes of control: the article's verb, and who came into control.

    Returns one row per event of kind control_change in the article: ``event_id``, ``verb``, ``holder`` (group,
    see ``data.sides``) and ``actor_id``: the one recorded as beneficiary, else the one who acted; missing where
    neither is told.
    """
    events = tables["events"]
    changes = events[events["kind"].eq("control_change") & events["source_id"].eq("article")]
    acted = tables["participations"].assign(role=tables["participations"]["role"].astype("string"))
    acted = acted[acted["role"].isin(["beneficiary", "initiator"])].sort_values("role", kind="stable")
    by = acted.drop_duplicates("event_id").set_index("event_id")["actor_id"]
    changes = changes.assign(actor_id=changes["event_id"].map(by))
    holder = group_of(changes["actor_id"], tables).where(changes["actor_id"].notna(), None)
    return changes.assign(holder=holder)[["event_id", "verb", "holder", "actor_id"]]


# What the article asks and tells of the killed, the driven out and the settled as a whole: questions by the people that
# they are about. The choice is ours, made alike for each: the uezds and regions of its section on demography, and the
# cases elsewhere that are told as large.
OUTCOMES = {
    "Armenians": [
        "shamakhi-uezd-1918-1920-killed-armenians",
        "nukha-uezd-1918-1920-killed-armenians",
        "aghdam-1918-1920-killed-armenians",
        "ganja-1918-1920-killed-armenians",
        "shusha-1920-03-23-killed-armenian-inhabitants",
        "baku-1918-09-killed-armenians",
        "nakhchivan-1919-07-killed-armenians",
        "agulis-1919-12-24-killed-armenians",
        "azerbaijan-1918-1920-displaced-armenians",
        "erivan-governorate-1918-displaced-armenians",
        "sharur-nakhchivan-1918-displaced-armenians",
        "eastern-anatolia-1918-fled-armenians",
        "nakhchivan-1919-01-refugees-to-repatriate",
        "daralayaz-1918-settled-armenians",
    ],
    "Azerbaijanis": [
        "baku-1918-03-killed-azerbaijanis",
        "baku-governorate-1918-killed-azerbaijanis",
        "armenia-1918-1920-killed-azerbaijanis",
        "daralayaz-1918-killed-villagers",
        "zangezur-1919-12-killed-four-villages",
        "zangezur-1919-12-survivors-four-villages",
        "armenia-1918-1920-displaced-azerbaijanis",
        "new-bayazid-uezd-1918-1920-displaced-azerbaijanis",
        "erivan-uezd-1918-1920-displaced-azerbaijanis",
        "echmiadzin-uezd-1918-1920-displaced-azerbaijanis",
        "sharur-daralayaz-uezd-1918-1920-displaced-azerbaijanis",
        "zangezur-1920-01-displaced-azerbaijani-turks",
        "zangezur-1921-displaced-azerbaijanis",
        "azerbaijan-1918-1920-settled-azerbaijanis",
    ],
    "Muslims, by religion": [
        "eastern-anatolia-1918-killed-muslims",
        "zangezur-uezd-1918-1919-killed-muslims",
        "erivan-governorate-1914-1926-muslims-killed-or-expelled-number",
        "central-zangezur-1919-displaced-muslims",
        "ottoman-empire-1922-refugees-from-south-caucasus",
        "ottoman-empire-1922-refugees-with-those-who-died",
        "south-caucasus-1922-refugees-died",
    ],
    "Russians": [
        "shamkhor-1918-01-killed-russian-soldiers",
        "transcaucasia-1918-01-killed-russian-soldiers-other-stations",
    ],
}
