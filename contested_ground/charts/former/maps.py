"""Where: points, routes, days and compositions on a map of relief and water, without borders.

Every table has one row for each thing told, with `place_id`, `label`, `lat`, `lon` (degrees, WGS 84) and `precision`
of the place (`places.precision`). A filled mark is an exact place, a hollow one is near it, a broken ring a district
or landscape at its centre. What has no point (unlocated, a river or sea, outside the map) is named in the note.

`extent` is west, east, south, north in degrees; without it all points fit. `towns` (label, lat, lon) are further
places, small and grey, to find one's way by.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from contested_ground.charts.former import base_map
from contested_ground.charts.former.axes import LEADING, Sheet, mark, patch, text_width
from contested_ground.charts.former.chronology import shape_of
from contested_ground.charts.former.figures import Figure, checked, figure, number, percent
from contested_ground.charts.former.map_page import AREAS, PANEL, Plan, Site, Squares, bend, page, split
from contested_ground.charts.former.palette import GROUND, MUTED, Look, look
from contested_ground.data.dates import words as date_words

PLACE = ["place_id", "label", "lat", "lon", "precision"]
POINT = ["lon", "lat"]
NOWHERE = "no named place"
LINEAR = ("river", "lake", "sea")  # kinds of place that a point misrepresents
EXACTNESS = {
    "exact": mark("exact place", "o", MUTED),
    "near": mark("near this point", "o", MUTED, hollow=True),
    "area": mark("district or landscape, at its centre", "o", MUTED, hollow=True),
}
EXACTNESS["area"].set(markersize=13, markerfacecolor="none")


def points(table: pd.DataFrame, *, extent=None, towns: pd.DataFrame | None = None, **words) -> Figure:
    """Places on the map, each with its label; one that finds no room for it has a number and stands in a key below.

    `table`: PLACE; optionally `group` (a key of the palette: colour and marker), `kind` (of event: marker), `title` and
    `date` (EDTF; both for the text alternative), `place_kind` (`places.kind`: rivers and seas are no points). Rows at
    one point share a mark. Raises ValueError when no row has a point on the map.
    """
    table = checked(table, PLACE, "maps.points")
    shown = _on_map(table, extent)

    def draw(layout):
        frame = base_map.around(shown["lon"], shown["lat"], layout.width, extent)
        sites = [_site(frame, rows) for _, rows in shown.groupby(POINT, sort=False)]
        return page(layout, [("", Plan(frame, layout, sites, towns))], _legend(shown)).page

    lines = []
    for at, (_, rows) in enumerate(shown.groupby("place_id", sort=False), 1):
        precision = rows["precision"].iloc[0]
        told = "; ".join(_told(row) for row in rows.to_dict("records") if _text(row.get("title")))
        inexact = "" if precision == "exact" else f" ({precision})"
        lines.append(f"{at}. {rows['label'].iloc[0]}{inexact}{': ' * bool(told)}{told}")
    return _figure(draw, table, shown, f"Places in order. {'. '.join(lines)}.", words, extent)


def route(table: pd.DataFrame, *, extent=None, towns: pd.DataFrame | None = None, **words) -> Figure:
    """A route: its stages numbered in the table's order, joined by arrows, and listed below with their dates.

    `table`: PLACE, `date` (EDTF), `title` (what is told of the stage); optionally `place_kind`. An arrow leads from
    stage to stage, not along the way taken; it is broken where it passes over a stage without a point of its own
    (unlocated, a district, landscape or river).
    """
    table = checked(table, [*PLACE, "date", "title"], "maps.route").assign(stage=lambda t: np.arange(1, len(t) + 1))
    shown = _on_map(table[~table["precision"].isin(AREAS)].drop(columns="kind", errors="ignore"), extent)

    def draw(layout):
        frame = base_map.around(shown["lon"], shown["lat"], layout.width, extent)
        sites = []
        for _, rows in shown.groupby(POINT, sort=False):
            stages = ", ".join(map(str, rows["stage"]))
            sites.append(_site(frame, rows, f"{stages} {rows['label'].iloc[0]}", short=stages))
        stops = frame.pixels(shown["lon"], shown["lat"])
        gaps = shown["stage"].diff().gt(1)
        legs = [
            (bend(start, end), gap)
            for start, end, gap in zip(stops[:-1], stops[1:], gaps[1:], strict=True)
            if (start != end).any()
        ]
        return page(layout, [("", Plan(frame, layout, sites, towns, legs=legs))], _legend(shown), key).page

    on_map = set(shown["stage"])
    key = [
        (str(at), f"{_when(date)}, {_text(label) or NOWHERE}{' (no point)' * (at not in on_map)}: {title}")
        for at, date, label, title in table[["stage", "date", "label", "title"]].itertuples(index=False)
    ]
    describe = f"Stages in order. {'. '.join(f'{at}. {text}' for at, text in key)}."
    note = "Arrows join the stages; they are not the way taken."
    return _figure(draw, table.drop(columns="stage"), shown, describe, words, extent, note)


def days(
    table: pd.DataFrame,
    *,
    panels: Mapping[str, tuple[str, str]],
    extent=None,
    towns: pd.DataFrame | None = None,
    **words,
) -> Figure:
    """The same map once for each span of days, with the places of which something is told.

    `table`: PLACE, `date` (EDTF), `date_start`, `date_end` (its bounds), `title`; optionally `group`, `kind` and
    `place_kind` as in `points`. `panels`: each panel's title with its first and last day, as 1919-07-20. A date within
    a panel's days puts its place there; one that only reaches into them does so in grey, with a question mark: the
    event may belong to other days. Places of earlier panels stay as dots.
    """
    table = checked(table, [*PLACE, "date", "date_start", "date_end", "title"], "maps.days")
    begins, ends = (table[side].astype("datetime64[s]") for side in ("date_start", "date_end"))
    told = {}
    for title, span in panels.items():
        first, last = map(pd.Timestamp, span)
        reaches = (begins.isna() | (begins <= last)) & (ends.isna() | (ends >= first))
        told[title] = table.assign(sure=(begins >= first) & (ends <= last))[reaches]
    within = table[table.index.isin(pd.concat(told.values()).index)]
    if within.empty:
        raise ValueError("maps.days: no row falls into one of the panels")
    shown = _on_map(within, extent)

    def draw(layout):
        frame = base_map.around(shown["lon"], shown["lat"], PANEL, extent)
        plans, key, before = [], {}, set()
        for title, rows in told.items():
            sites = []
            for _, at in rows[rows.index.isin(shown.index)].groupby(POINT, sort=False):
                sure = at[at["sure"]]
                sites.append(_site(frame, at if sure.empty else sure, muted=sure.empty))
            here = {(site.x, site.y) for site in sites}
            plans.append((title, Plan(frame, layout, sites, towns, dots=sorted(before - here), key=key)))
            before |= here
        legend = _legend(shown)
        if any(site.muted for _, plan in plans for site in plan.sites):
            legend.append(mark("perhaps on other days", "$?$", MUTED))
        return page(layout, plans, legend).page

    lines = []
    for title, rows in told.items():
        entries = [
            f"{_text(row['label']) or NOWHERE}: {_told(row)}{' (perhaps)' * (not row['sure'])}"
            for row in rows.to_dict("records")
        ]
        lines.append(f"{title}: {'; '.join(entries) or 'nothing told'}")
    outside = len(table) - len(within)
    note = f"Rows that fall into none of these days: {number(outside)} of {number(len(table))}." if outside else ""
    return _figure(draw, within, shown, f"By panel. {'. '.join(lines)}.", words, extent, note)


def bubbles(table: pd.DataFrame, *, extent=None, towns: pd.DataFrame | None = None, **words) -> Figure:
    """Compositions at the centres of districts, side by side for one to three dates.

    On a page a square for each date, its area the whole population, parted by group; on a phone numbered points and
    below them bars, their length to the same measure. What the groups leave of `total` stays blank: not stated.

    `table`: PLACE, `date` (the date's name), `group`, `count` (persons); optionally `total` (persons, the same in all
    rows of a place and date; else the sum). Give two territories that are compared the same `place_id`. Groups and
    dates keep the table's order. Raises ValueError for more than three dates, or places too close for their squares.
    """
    table = checked(table, [*PLACE, "date", "group", "count"], "maps.bubbles")
    dates, groups = (list(dict.fromkeys(table[column])) for column in ("date", "group"))
    if len(dates) > 3:
        raise ValueError(f"maps.bubbles: {len(dates)} dates; three is the most")
    for column in {"count", "total"} & set(table.columns):
        table[column] = table[column].astype("Float64").astype(float)  # missing as NaN, whatever the column was
    shown = _on_map(table, extent)
    persons = shown.pivot(index=["place_id", "date"], columns="group", values="count").reindex(columns=groups)
    whole = persons.sum(axis=1, min_count=1)
    if "total" in shown.columns:
        whole = shown.groupby(["place_id", "date"])["total"].first().fillna(whole)
    shares = persons.div(whole, axis=0)
    totals = whole.unstack().reindex(columns=dates)
    places = shown.drop_duplicates("place_id").set_index("place_id", drop=False)
    order = places.assign(most=totals.max(axis=1)).sort_values(["most", "label"], ascending=[False, True]).index
    places, totals = places.loc[order], totals.loc[order]
    parts = dict(iter(shares.iterrows()))

    def draw(layout):
        frame = base_map.around(shown["lon"], shown["lat"], layout.width, extent)
        legend = [patch(look(group)) for group in groups]
        if shares.sum(axis=1).lt(0.995).any():
            legend.append(patch(Look("not stated", GROUND)))
        if layout.narrow:
            centres = frame.pixels(places["lon"], places["lat"])
            sites = [Site(*centre, (("", "o", "exact"),), str(at)) for at, centre in enumerate(centres, 1)]
            step = layout.size * LEADING + 17 * len(dates) + 8
            sheet = page(layout, [("", Plan(frame, layout, sites, towns))], legend, below=step * len(places))
            _bars(sheet, step, places, totals, parts)
            return sheet.page
        largest = number(totals.max(axis=None))
        measure = f"Squares from left to right: {', '.join(dates)}. The largest: {largest} persons."
        return page(layout, [("", Squares(frame, layout, places, totals, parts, towns))], legend, [("", measure)]).page

    lines = []
    for place_id, row in totals.iterrows():
        said = []
        for date, total in row.items():
            split_ = parts.get((place_id, date), pd.Series(dtype=float)).dropna().items()
            split_ = ", ".join(f"{group} {percent(100 * share)}" for group, share in split_)
            said.append(f"{date} not stated" if pd.isna(total) else f"{date} {number(total)} persons ({split_})")
        lines.append(f"{places.at[place_id, 'label']}: {'; '.join(said)}")
    describe = f"Places by population, the largest first. {'. '.join(lines)}."
    return _figure(draw, table, shown, describe, words, extent)


def _bars(sheet: Sheet, step: float, places: pd.DataFrame, totals: pd.DataFrame, parts: Mapping) -> None:
    """The phone's key to the numbered points: under each name a bar for each date."""
    size = sheet.layout.size
    left = max(text_width(date, size) for date in totals.columns) + 8
    pixels = (sheet.layout.width - left - 66) / totals.max(axis=None)
    for at, (place_id, row) in enumerate(totals.iterrows()):
        top = sheet.bottom - step * (len(places) - at)
        sheet.write(0, top + size / 2, f"{at + 1}  {places.at[place_id, 'label']}")
        for line, (date, total) in enumerate(row.items()):
            y = top + size * LEADING + 17 * line + 2
            sheet.write(0, y + 6, date, color=MUTED)
            if pd.isna(total):
                sheet.write(left, y + 6, "not stated", color=MUTED)
            else:
                split(sheet.ax, (left, y), total * pixels, 13, parts[place_id, date])
                sheet.write(left + total * pixels + 5, y + 6, number(total), color=MUTED)


def _on_map(table: pd.DataFrame, extent) -> pd.DataFrame:
    """The rows that have a point on the map."""
    linear = table.get("place_kind", pd.Series("", table.index)).isin(LINEAR)
    west, south, east, north = base_map.layers()["about"]["extent"]
    if extent:
        west, east, south, north = extent
    inside = table["lon"].between(west, east) & table["lat"].between(south, north)
    shown = table[inside & table["precision"].ne("unlocated") & ~linear]
    if shown.empty:
        raise ValueError("maps: no row has a point on the map")
    return shown


def _figure(draw, table, shown, describe: str, words: dict, extent, note: str = "") -> Figure:
    """The figure, its note lengthened by what the map leaves out and what it is made of."""
    missing = table.loc[~table.index.isin(shown.index), "label"]
    left_out = [*dict.fromkeys(missing.dropna())]
    left_out += [f"{NOWHERE}: {number(missing.isna().sum())}"] * bool(missing.isna().any())
    rows = f"{number(len(missing))} of {number(len(table))} rows"
    absent = f"Not drawn, having no single point on this map: {rows} ({', '.join(left_out)})." if left_out else ""
    ground = base_map.limits(base_map.around(shown["lon"], shown["lat"], PANEL, extent))
    words = {**words, "note": " ".join(filter(None, [words["note"], note, absent, ground]))}
    return figure(draw, table, describe, **words)


def _site(frame, rows: pd.DataFrame, text: str = "", short: str = "", muted: bool = False) -> Site:
    """The rows at one point as marks and one label."""
    marks = []
    for row in rows.filter(["group", "kind", "precision"]).drop_duplicates().to_dict("records"):
        group = _text(row.get("group"))
        marker = shape_of(row["kind"])[1] if "kind" in row else look(group).marker if group else "o"
        marks.append((group, marker, row["precision"]))
    x, y = frame.pixels(rows["lon"].iloc[0], rows["lat"].iloc[0])[0]
    return Site(x, y, tuple(dict.fromkeys(marks)), text or " / ".join(dict.fromkeys(rows["label"])), short, muted)


def _legend(shown: pd.DataFrame) -> list[Line2D]:
    """Groups by colour, kinds by shape, and how exact the points are when not all are."""
    kinds = "kind" in shown.columns
    groups = [look(group) for group in dict.fromkeys(shown.get("group", pd.Series(dtype=str)).dropna()) if group]
    handles = [mark(one.label, "o" if kinds else one.marker, one.colour) for one in groups]
    if groups and not shown["group"].map(_text).all():
        handles.append(mark("not stated", "o"))
    if kinds:
        handles += [mark(*shape, MUTED) for shape in dict.fromkeys(map(shape_of, shown["kind"]))]
    found = {"area" if precision in AREAS else precision for precision in shown["precision"]}
    return handles + [handle for name, handle in EXACTNESS.items() if name in found and found != {"exact"}]


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def _when(date) -> str:
    return date_words(date) if _text(date) else "no date told"


def _told(row: Mapping) -> str:
    return f"{row['title']}, {_when(row['date'])}" if _text(row.get("date")) else _text(row.get("title"))
