"""Who is said to have held a district: the control table unrolled over months."""

import pandas as pd

MONTHS = ("1917-03", "1921-12")


def by_month(control, first=MONTHS[0], last=MONTHS[1]):
    """Each control statement in each month that it covers.

    ``control``: the control table. ``first``, ``last``: months as ``1917-03``. Returns one row per statement and month
    with ``place_id``, ``month`` (first day), ``holder_id``, ``mode``, ``extent``, ``control_id``, ``edge``
    (``stated``, or ``inferred`` in a month that only the reach of a vague or inferred bound covers) and
    ``contradictory`` (another holder is stated as effective in the same place, month and extent, although both hold
    for certain). A statement without a start or an end is drawn in the months of the bound that it has; it is never
    stretched to where the text says nothing.
    """
    months = pd.date_range(f"{first}-01", f"{last}-01", freq="MS")
    ends = months + pd.offsets.MonthEnd(0)
    rows = []
    for row in control.itertuples():
        starts = [row.from_date_start, row.from_date_end]
        stops = [row.until_date_start, row.until_date_end]
        widest = _first(starts[0], starts[1], stops[0], stops[1]), _last(stops[1], stops[0], starts[1], starts[0])
        if pd.isna(widest[0]):
            continue
        surest = _first(starts[1], starts[0], widest[0], widest[0]), _last(stops[0], stops[1], widest[1], widest[1])
        for month, end in zip(months, ends, strict=True):
            if month <= widest[1] and end >= widest[0]:
                sure = month <= surest[1] and end >= surest[0]
                opening, closing = month <= surest[0], end >= surest[1]
                inferred = (opening and row.from_basis == "inferred") or (closing and row.until_basis == "inferred")
                edge = "stated" if sure and not inferred else "inferred"
                rows.append((row.place_id, month, row.holder_id, row.mode, row.extent, row.control_id, edge))
    columns = ["place_id", "month", "holder_id", "mode", "extent", "control_id", "edge"]
    months = pd.DataFrame(rows, columns=columns)
    certain = months[(months["mode"] == "effective") & (months["edge"] == "stated")]
    rivals = certain.groupby(["place_id", "month", "extent"])["holder_id"].transform("nunique") > 1
    return months.assign(contradictory=rivals.reindex(months.index, fill_value=False))


def _first(*days):
    return next((day for day in days if pd.notna(day)), pd.NaT)


_last = _first  # the arguments come in order of preference
