"""Who is said to have held a district: the control table unrolled over months."""

import pandas as pd

from contested_ground.data.sides import group_of

MONTHS = ("1917-03", "1921-12")


def by_month(control, first=MONTHS[0], last=MONTHS[1], discrepancies=None):
    """Each control statement in each month that it covers.

    ``control``: the control table. ``first``, ``last``: months as ``1917-03``. Returns one row per statement and month
    with ``place_id``, ``month`` (first day), ``holder_id``, ``mode``, ``extent``, ``control_id``, ``edge``
    (``stated``, or ``inferred`` in a month that only the reach of a vague or inferred bound covers) and
    ``contradictory`` (in this month two holders are for certain effective in the same place and extent on the same
    days; a plain change of hands is no contradiction). With ``discrepancies``, the table, statements on one place that
    a contradiction names together are contradictory too, in the months that they share. A statement
    without a start or an end is drawn in the months of the bound that it has; it is never stretched to where the text
    says nothing.
    """
    months = pd.date_range(f"{first}-01", f"{last}-01", freq="MS")
    spans = list(zip(months, months + pd.offsets.MonthEnd(0), strict=True))
    rows = []
    for row in control.itertuples():
        starts = [row.from_date_start, row.from_date_end]
        stops = [row.until_date_start, row.until_date_end]
        widest = _first(starts[0], starts[1], stops[0], stops[1]), _last(stops[1], stops[0], starts[1], starts[0])
        if pd.isna(widest[0]):
            continue
        surest = _first(starts[1], starts[0], widest[0], widest[0]), _last(stops[0], stops[1], widest[1], widest[1])
        for month, end in spans:
            if month <= widest[1] and end >= widest[0]:
                sure = month <= surest[1] and end >= surest[0]
                opening, closing = month <= surest[0], end >= surest[1]
                inferred = (opening and row.from_basis == "inferred") or (closing and row.until_basis == "inferred")
                edge = "stated" if sure and not inferred else "inferred"
                days = max(surest[0], month), min(surest[1], end)
                told = row.place_id, month, row.holder_id, row.mode, row.extent, row.control_id, edge
                rows.append((*told, *days))
    columns = ["place_id", "month", "holder_id", "mode", "extent", "control_id", "edge", "since", "until"]
    unrolled = pd.DataFrame(rows, columns=columns)
    contradictory = _contradictory(unrolled)
    if discrepancies is not None:
        contradictory |= _named_together(unrolled, discrepancies)
    return unrolled.assign(contradictory=contradictory).drop(columns=["since", "until"])


def placed(months, places, tables):
    """The months of some places as ``charts.strips`` takes them.

    ``months``: what ``by_month`` returns. ``places``: place_id to label. Returns the months of those places, in
    their order, with ``place`` (label) and ``holder`` (group, see ``data.sides``).
    """
    mine = months[months["place_id"].isin(places)]
    mine = mine.assign(place=mine["place_id"].map(places), holder=group_of(mine["holder_id"], tables))
    return mine.sort_values("place_id", key=lambda ids: ids.map(list(places).index), kind="stable")


def _contradictory(unrolled):
    """Which rows of one place, extent and month hold for certain on days on which another holder does too."""
    certain = unrolled[(unrolled["mode"] == "effective") & (unrolled["since"] <= unrolled["until"])]
    keys = ["place_id", "extent", "month"]
    held = certain.groupby([*keys, "holder_id"]).agg(since=("since", "min"), until=("until", "max"))
    pairs = held.reset_index().merge(held.reset_index(), on=keys, suffixes=("", "_other"))
    pairs = pairs[pairs["holder_id"] != pairs["holder_id_other"]]
    begun, ended = pairs[["since", "since_other"]].max(axis=1), pairs[["until", "until_other"]].min(axis=1)
    inside = pairs["since"].eq(pairs["until"]) | pairs["since_other"].eq(pairs["until_other"])
    touching = pairs["since"].eq(pairs["until_other"]) | pairs["since_other"].eq(pairs["until"])
    rivals = pairs[(begun < ended) | (inside & (begun == ended) & ~touching)]
    named = pd.MultiIndex.from_frame(rivals[[*keys, "holder_id"]].drop_duplicates())
    rows = pd.MultiIndex.from_frame(certain[[*keys, "holder_id"]])
    return pd.Series(rows.isin(named), index=certain.index).reindex(unrolled.index, fill_value=False)


def _named_together(unrolled, discrepancies):
    """Which rows share place and month with another holder's statement that a contradiction names beside them."""
    named = discrepancies[discrepancies["kind"] == "contradiction"].dropna(subset=["rows"])
    named = named.assign(row=named["rows"].str.split(";")).explode("row")[["discrepancy_id", "row"]]
    named = named[named["row"].str.startswith("control:")].assign(
        control_id=lambda t: t["row"].str.removeprefix("control:")
    )
    told = unrolled.reset_index().merge(named[["discrepancy_id", "control_id"]], on="control_id")
    holders = told.groupby(["discrepancy_id", "place_id", "month"])["holder_id"].transform("nunique")
    return pd.Series(unrolled.index.isin(told.loc[holders > 1, "index"]))


def _first(*days):
    return next((day for day in days if pd.notna(day)), pd.NaT)


_last = _first  # the arguments come in order of preference
