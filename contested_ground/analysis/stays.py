"""Where outside powers were, when and as what: from control and from missions told as events; for `charts.stays`."""

import pandas as pd

from contested_ground.analysis.holdings import DAY, held

GAP = pd.Timedelta(days=45)  # runs nearer than this are one stay
COLUMNS = ["power", "words", "since", "until", "holder", "level", "open_start", "open_end"]


def stays_of(tables, power, holder, actors, places, first="1918-01-01", last="1921-03-31") -> pd.DataFrame:
    """The stays of a power's forces and offices, place by place; one row a stay.

    `power`: its name in words; `holder`: a key of style.HOLDERS for its colour; `actors`: the actor_ids that count to
    it; `places`: words to a place_id or a list of them told of together. A place's runs (`analysis.holdings.held`) less
    than 45 days apart are one stay; it ruled there (`held`) when it is told to have held the place on any day of it,
    else it had troops or rule in name (`present`).

    Returns `power`, `words`, `since`, `until` (datetime64; the day after the last), `holder`, `level`, `open_start`,
    `open_end` (bool: that edge is vague, inferred or not told). Raises KeyError for an unknown place or actor,
    ValueError when nothing is told.

        from contested_ground import load
        from contested_ground.analysis.stays import stays_of
        stays_of(load(), "Britain", "britain", ["british-forces"], {"Kars": "kars", "Tiflis": "tiflis"})
    """
    if unknown := set(actors) - set(tables["actors"]["actor_id"]):
        raise KeyError(f"no actor {', '.join(sorted(unknown))}")
    mine = {**tables, "control": tables["control"][tables["control"]["holder_id"].isin(list(actors))]}
    runs = held(mine, places, first, last).sort_values(["lane", "since"])
    new = runs["lane"].ne(runs["lane"].shift()) | (runs["since"] - runs["until"].shift() >= GAP)
    rows = []
    for _, stay in runs.groupby(new.cumsum()):
        begin, end = stay.iloc[0], stay.iloc[-1]
        rows.append(
            {
                "power": power,
                "words": begin["lane"],
                "since": begin["since"],
                "until": end["until"],
                "holder": holder,
                "level": "held" if stay["level"].eq("held").any() else "present",
                "open_start": bool(begin["open_start"] or not begin["sure"]),
                "open_end": bool(end["open_end"] or not end["sure"]),
            }
        )
    return pd.DataFrame(rows).sort_values(["since", "words"]).reset_index(drop=True)


def missions_of(tables, power, holder, missions) -> pd.DataFrame:
    """Missions that held nothing: `missions` is words to event_ids, a mission lasting from the first to the last told.

    Returns the columns of `stays_of`, all at level `present`. Raises KeyError for an unknown event.
    """
    events = tables["events"].set_index("event_id")
    rows = []
    for words, told in missions.items():
        told = events.loc[list(told)]
        begin, end = told["date_start"].min(), told["date_end"].max()
        vague = told["date_start"].ne(told["date_end"])
        ends = bool(vague[told["date_start"].eq(begin)].all()), bool(vague[told["date_end"].eq(end)].all())
        rows.append(dict(zip(COLUMNS, (power, words, begin, end + DAY, holder, "present", *ends), strict=True)))
    return pd.DataFrame(rows, columns=COLUMNS)
