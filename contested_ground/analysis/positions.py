"""Who wanted a land where: proposals, refusals and decisions, each with who spoke; what `charts.positions` draws."""

import pandas as pd

BANDS = ["Armenia", "Azerbaijan", "another power", "local choice", "undecided"]
TO = {  # to whom a land is to go, by the actor that a term names
    "Armenia": "armenia republic-of-armenia armenian-ssr",
    "Azerbaijan": "azerbaijan azerbaijan-democratic-republic azerbaijan-ssr governor-general-karabakh "
    "khosrov-bey-sultanov",
    "another power": "ottoman-empire turkish-nationalists turkey-state soviet-russia great-britain united-states "
    "sharur-nakhchivan-governorate",
    "local choice": "karabakh-national-council peoples-government-of-karabakh zangezur-national-council "
    "zangezur-armenian-leaders nakhchivan-ssr nakhchivan-national-council nakhchivan-government aras-republic",
    "undecided": "paris-peace-conference russian-communist-party",
}
BAND = {actor: band for band, actors in TO.items() for actor in actors.split()}
BINDING = ["assigns", "cedes", "grants_autonomy"]
DECIDED = ["treaty", "agreement", "decision"]  # kinds of event in which what is accepted binds
SAYS = ["claims", "proposes", "accepts", "accepts_conditionally", "recognises", "rejects", "withdraws"]
COLUMNS = ["date_start", "date_end", "who", "band", "stance", "words", "voices", "event_id", "term_ids", "locator"]


def positions(tables, lands, weight=2, also=(), decisions=(), bands=None, words=None) -> pd.DataFrame:
    """What each who spoke wanted to become of a land, in date order, a row a speaker (or several of one mind).

    `lands`: a place_id or several, the `object_id` of terms.csv. The rule: a term counts that names to whom the land is
    to go (`to_id`); every binding one (assigns, cedes, grants autonomy) is taken, and of the others (claims, proposes,
    accepts, recognises, rejects, withdraws) those of an event of at least `weight`. `also`: event_ids of which every
    term with a band is taken, of whatever weight and action. `decisions`: event_ids that decided, beside the binding
    terms and what is recognised or accepted in a treaty, an agreement or a decision. `bands`: term_id to band, for a
    term that names no receiver or another than meant (None leaves it out). `words`: term_id to words that stand for its
    value, such as the verb of a translation. The caller's note says what was added so.

    Returns `date_start`, `date_end`, `who` (labels), `band` (one of BANDS), `stance` (`decides`, `wants`, `refuses`),
    `words` (conditions as told), `voices`, `event_id`, `term_ids` (joined by ";") and `locator`. A refusal is of the
    band that it refuses. Raises ValueError when no term is left.

        from contested_ground import load
        from contested_ground.analysis.positions import positions
        tables = load()
        table = positions(tables, ["karabakh", "nagorno-karabakh"])
        table[["date_start", "who", "stance", "band"]]
    """
    lands, bands, words = [lands] if isinstance(lands, str) else list(lands), bands or {}, words or {}
    events = tables["events"][["event_id", "date_start", "date_end", "weight", "kind"]]
    terms = tables["terms"].merge(events, on="event_id")
    terms = terms[terms["object_id"].isin(lands)]
    ids = zip(terms["term_id"], terms["to_id"].fillna(""), strict=True)
    band = pd.Series([bands[term] if term in bands else BAND.get(to) for term, to in ids], terms.index, dtype=object)
    action = terms["action"].astype(str)
    by_rule = action.isin(BINDING) | (action.isin(SAYS) & terms["weight"].ge(weight))
    taken = by_rule | terms["event_id"].isin(also) | terms["term_id"].isin(bands)
    terms = terms.assign(band=band, action=action)[taken & band.notna()]
    if terms.empty:
        raise ValueError(f"no term says to whom {', '.join(lands)} should go")
    stance = {"rejects": "refuses", "withdraws": "refuses", **dict.fromkeys(BINDING, "decides")}
    firm = terms["kind"].isin(DECIDED) & terms["action"].isin(["recognises", "accepts"])
    decided = firm | terms["event_id"].isin(decisions)
    labels = tables["actors"].set_index("actor_id")["label"]
    terms = terms.assign(
        stance=terms["action"].map(stance).fillna("wants").mask(decided & ~terms["action"].isin(stance), "decides"),
        who=terms["by_id"].map(labels).str.replace(r" \(.*?\)| of the Russian Communist Party", "", regex=True),
        said=[words.get(*pair) for pair in zip(terms["term_id"], terms["value"], strict=True)],
        # a day for the order, where one side of the date is open the other
        day=terms["date_start"].fillna(terms["date_end"]),
    ).sort_values(["day", "date_end", "event_id", "term_id"])
    rows = []
    for (event, stands, where), group in terms.groupby(["event_id", "stance", "band"]):
        rows.append(
            {
                "day": group["day"].iloc[0],
                "date_start": group["date_start"].iloc[0],
                "date_end": group["date_end"].iloc[0],
                "who": ", ".join(dict.fromkeys(group["who"])),
                "band": where,
                "stance": stands,
                "words": _brief(group["said"].dropna()),
                "voices": ", ".join(dict.fromkeys(group["voice"].astype(str))),
                "event_id": event,
                "term_ids": ";".join(group["term_id"]),
                "locator": group["locator"].iloc[0],
            }
        )
    return pd.DataFrame(rows).sort_values(["day", "date_end"])[COLUMNS].reset_index(drop=True)


def _brief(said) -> str:
    """The first two things said that do not begin alike; the rest stands in the rows."""
    unlike = {words.split(":")[0][:20]: words for words in reversed(list(said))}
    return "; ".join(list(reversed(unlike.values()))[:2])
