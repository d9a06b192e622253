"""Turning points of a theatre, and how many events are told of each week: what `charts.timeline` draws."""

import pandas as pd

MONTHLY = 4  # date_precision: a month or better


def turning_points(tables, theatres) -> pd.DataFrame:
    """The turning points of a theatre, or of several, in date order.

    `theatres`: a theatre of events.csv or a list of them. An event is a turning point when its `weight` is 3, the
    editors' choice. Returns `event_id`, `date_start`, `date_end`, `middle` (datetime64; the day told where one side is
    open), `turn` (at most 45 characters), `kind` and `locator`. Raises ValueError when there is none.

        from contested_ground import load
        from contested_ground.analysis.turning import turning_points
        tables = load()
        points = turning_points(tables, "karabakh")
        points[["middle", "turn"]]
    """
    mine = _dated(tables["events"], theatres)
    mine = mine[mine["weight"].eq(3)].dropna(subset=["middle", "turn"]).sort_values(["middle", "date_end", "event_id"])
    if mine.empty:
        raise ValueError(f"no event of {theatres} has weight 3 with a turn and a date")
    return mine[["event_id", "date_start", "date_end", "middle", "turn", "kind", "locator"]].reset_index(drop=True)


def dated_events(tables, theatres, first=None, last=None) -> pd.DataFrame:
    """The events of a theatre, or of several, that are dated to a month or better: `event_id` and `middle`.

    `first`, `last`: days; events outside them are left out. The middle of the days that a date allows decides the week
    in which an event is counted.
    """
    mine = _dated(tables["events"], theatres)
    mine = mine[mine["date_precision"].le(MONTHLY) & mine["date_start"].notna() & mine["date_end"].notna()]
    mine = mine[mine["middle"].between(pd.Timestamp(first or mine["middle"].min()), pd.Timestamp(last or "2000"))]
    return mine[["event_id", "middle"]].sort_values(["middle", "event_id"]).reset_index(drop=True)


def _dated(events, theatres):
    theatres = [theatres] if isinstance(theatres, str) else list(theatres)
    mine = events[events["theatre"].astype("string").isin(theatres)]
    start, end = mine["date_start"].fillna(mine["date_end"]), mine["date_end"].fillna(mine["date_start"])
    return mine.assign(middle=(start + (end - start) / 2).dt.normalize())
