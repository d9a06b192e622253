"""The Explorer: all events on a timeline and a map that filter each other, over the table of the events shown.

altair says what to draw; vl-convert turns that into Vega, which the site and JupyterLab both run. On the site
`_static/explorer.js` picks the rows that form, timeline and map ask for and gives them to both drawings and the table.
"""

import html
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush

import altair as alt
import pandas as pd
import vl_convert

from contested_ground.build import VEGA
from contested_ground.charts.former import base_map
from contested_ground.charts.former.axes import text_width
from contested_ground.charts.former.base_map import Frame
from contested_ground.charts.former.chronology import CALENDAR_GAP
from contested_ground.charts.former.figures import FONTS, VARIABLES
from contested_ground.charts.former.palette import GROUND, INK, MUTED, RULE, VOICES
from contested_ground.site.reference.html import Shelf, day, grouped, records, table, text, words
from contested_ground.site.reference.index import ARTICLE, Index

YEARS = (1917, 1924)  # what the timeline spans, war and settlement; the events outside stand in the table
WIDTH = 700  # pixels, of the stored drawings; the site fits them to the page
MAP = Frame(41.4, 50.4, 38.0, 42.0, WIDTH)  # all that is told of, but for a few capitals far away
LABEL, TICK, BAR, SPACE = 15, 8, 1.4, 5  # pixels: a lane's name, its row of ticks, one level of bars, the gap below
AXIS = 24  # pixels below the lanes
SMALLEST, LARGEST = 28, 900  # square pixels: a point with one event, and the one with the most
TOWNS, LEAST = 10, 330  # how many points are named, where a map this many pixels wide has room
DAY = 24 * 60 * 60 * 1000  # milliseconds, in which Vega counts
SCRIPT = "vega.js"  # where the site puts Vega, from its root


@dataclass(frozen=True)
class Drawings:
    """Both drawings in one, as Vega: JupyterLab draws it, without a network."""

    events: int
    spec: dict

    def __str__(self):
        return f"Timeline and map of {self.events:,} events"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), VEGA: self.spec}


@cache
def script():
    """Vega with its embedder as one script, out of the installed vl-convert: the text of the site's `vega.js`."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return f"(() => {{{bundle}}})();\n"  # whose names are its own


def page(tables):
    """The Explorer of the events in `tables` as the site shows it: form, drawings and table."""
    events, lanes, height = _laid(tables)
    rows = [_stated(event) for event in events]
    stored = {"events": rows, "timeline": _vega(_timeline(lanes, height), AXIS), "map": _vega(_map(events))}
    stored = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).replace("</", r"<\/")
    columns = {"Date": 18, "Event": 38, "Place": 17, "Paragraph": 11, "Voice": 16}
    body = (
        '<p class="cg-lab">On the site, a form, timeline, map and table stand here.</p>'
        f"{_without_script(tables)}"
        f'<div class="cg-explorer" hidden>{_form(events)}'
        f'<div class="cg-chart" id="cg-timeline" style="height:{height + AXIS}px"></div>{_key()}'
        f'<div class="cg-chart" id="cg-map" style="aspect-ratio:{WIDTH}/{MAP.height:.0f}"></div>'
        '<p class="cg-key">Click a point for its events. The more it has, the larger it is; a hollow one lies near the '
        "place told of, or at the centre of a district or landscape. Events told without a place, or of one that has "
        f"no point or lies far away, are in the table alone. {text(base_map.limits(MAP))}</p>"
        f"{table('events', 'The events shown, by date', columns, [])}"
        '<button type="button" id="cg-more" hidden></button></div>'
        f'<script type="application/json" id="cg-explorer">{stored}</script>'
        f'<script defer src="../../{SCRIPT}"></script>'
    )
    return Shelf(_told(events), len(events), body)


def drawings(tables):
    """Timeline and map of the events in `tables`, for JupyterLab.

    A span dragged on the timeline filters the map, a clicked point the timeline.
    """
    events, lanes, height = _laid(tables)
    pick = alt.selection_point(name="pick", fields=["spot"])
    during = f"!span.start || (datum.until * {DAY} > span.start[0] && datum.from * {DAY} < span.start[1])"
    spec = _vega(alt.vconcat(_timeline(lanes, height, pick), _map(events, during, pick), spacing=40))
    next(data for data in spec["data"] if data["name"] == "events")["values"] = [_stated(event) for event in events]
    # JupyterLab 4 brings Vega 5, for which nothing here differs
    spec |= {"$schema": "https://vega.github.io/schema/vega/v5.json", "autosize": "pad", "padding": 5}
    spec |= {"background": GROUND, "usermeta": {"embedOptions": {"renderer": "svg"}}}  # a canvas knows no variables
    return Drawings(len(events), spec)


def _laid(tables):
    events = _events(tables)
    return events, *_lay(events, map(words, tables["events"]["theatre"].cat.categories))


def _stated(event):
    return {name: value for name, value in event.items() if value is not None}


def _told(events):
    """What there is, in words: the events by theatre, and how many stand on neither drawing."""
    theatres = Counter(event["theatre"] for event in events)
    undated = sum(event["from"] is None for event in events)
    outside = sum(event["from"] is not None and "height" not in event for event in events)
    without = sum("x" not in event for event in events)
    return (
        f"events: {', '.join(f'{count} {theatre}' for theatre, count in theatres.most_common())}; {undated} undated, "
        f"{outside} before {YEARS[0]} or after {YEARS[1]}, {without} without a point on the map"
    )


def _without_script(tables):
    names = tables["events"]["theatre"].cat.categories
    links = ", ".join(
        f'<a href="chronology-{name.replace("_", "-")}.html">{words(name).capitalize()}</a>' for name in names
    )
    return (
        "<noscript><p>The Explorer needs JavaScript. Without it, the <a href='chronology.html'>Chronology</a> lists "
        f"every event: {links}.</p></noscript>"
    )


def _form(events):
    """The fields that filter; the script shows the count in `output`."""

    def choice(name, label, all_of, key):
        counts = Counter(event[key] for event in events if event.get(key))
        options = "".join(
            f'<option value="{html.escape(value)}">{text(value[0].upper() + value[1:])} ({counts[value]:,})</option>'
            for value in sorted(counts, key=str.casefold)
        )
        return f'<label>{label}<select name="{name}"><option value="">{all_of}</option>{options}</select></label>'

    return (
        '<form class="cg-form" role="search" aria-label="Choose events">'
        + choice("theatre", "Theatre", "all", "theatre")
        + choice("kind", "Kind of event", "all", "kind")
        + choice("voice", "Voice", "all", "voice")
        + choice("place", "Place", "all", "spot")
        + '<label>Words<input type="search" name="words"></label>'
        '<label>From<input type="date" name="from"></label><label>To<input type="date" name="to"></label>'
        '<button type="button">Reset</button><output></output></form>'
    )


def _key():
    """How to read the timeline, and the colours of the voices."""
    voices = "".join(f'<span><i style="background:{_paint(v.colour)}"></i>{name}</span> ' for name, v in VOICES.items())
    return (
        '<p class="cg-key">Drag across the timeline for a closer look at a span. A line is a day; a bar covers all '
        "days on or within which something happened; a wedge points to the open side of “by” and “since”; dots "
        "lead to where a day would lie whose calendar is not named and may be the old one. An event stays in a span "
        "that any of its days, as told, may fall into; of “by” and “since” that is the day named. Voices (narrator "
        f"means unattributed in our copy): {voices}</p>"
    )


def _paint(stored):
    """Neutral colours as those of the page, light or dark."""
    for light, variable in VARIABLES.items():
        stored = stored.replace(light, variable)
    return stored


def _number(date):
    """A day as its number, counted from 1970."""
    return (pd.Timestamp(date) - pd.Timestamp(1970, 1, 1)).days


def _events(tables):
    """The events by date, as dicts of what the drawings and the table need, None for what is not stated.

    `from` and `until` are numbers of days, `until` the one after the last; an `unmarked` date may be thirteen days
    later. Of a date with an open side only the known day counts: `open` is 1 for what came since, -1 for what came by
    then. `_spots` says what else there is.
    """
    index, spots = tables.once(Index), _spots(tables)
    rows = []
    for row in index.events:
        first, last = row["first"], row["date_end"] if row["date_end"] is not None else row["date_start"]
        side = -1 if row["date_start"] is None else 1 if row["date_end"] is None else None
        numbers = [row["locator"], *(row["also"] or "").split(";")] if row["source_id"] == ARTICLE else []
        rows.append(
            {
                "id": row["event_id"],
                "date": (day(row["date"]) or "no date told") + ", calendar not named" * (row["calendar"] == "unmarked"),
                "title": row["title"],
                "theatre": words(row["theatre"]),
                "kind": words(row["kind"]),
                "voice": row["voice"],
                "who": index.actor.get(row["claimant_id"]) or row["claimant_as"],
                "place": index.place.get(row["place_id"]),
                "placeId": row["place_id"],
                "paragraphs": [number for number in dict.fromkeys(numbers) if number],
                "from": None if first is None else _number(first),
                "until": None if last is None else _number(last) + 1,
                "open": side if first is not None else None,
                "unmarked": row["calendar"] == "unmarked" or None,
                **spots.get(row["place_id"], {}),
            }
        )
    return rows


def _spots(tables):
    """By place, where its events stand on the map: the point in pixels, whether it is exact, whether a town is there.

    `spot` names all places of events at that point, the town first; of a place without a point it is the place's name.
    """
    told = set(tables["events"]["place_id"].dropna())
    places = [row for row in records(tables["places"]) if row["place_id"] in told]
    found = {row["place_id"]: {"spot": row["label"]} for row in places}
    points = defaultdict(list)
    for row in places:
        if row["lat"] is not None and MAP.holds(row["lon"], row["lat"]):
            points[row["lon"], row["lat"]].append(row)
    for point, here in points.items():
        here.sort(key=lambda row: (row["precision"] != "exact", row["kind"] not in ("city", "town"), row["label"]))
        (x, y), *_ = MAP.pixels(*point).round(1).tolist()
        exact, town = here[0]["precision"] == "exact", here[0]["kind"] in ("city", "town")
        spot = {"spot": " · ".join(row["label"] for row in here), "x": x, "y": y, "exact": exact, "town": town}
        found |= {row["place_id"]: spot for row in here}
    return found


def _lay(events, theatres):
    """Give each event of YEARS its height on the timeline, `height`, in pixels: lanes by theatre, ticks above bars.

    A bar takes the first level of its lane that is free on all its days. Returns the lanes as {theatre: top}, and
    where the last one ends.
    """
    begin, end = _number(f"{YEARS[0]}-01-01"), _number(f"{YEARS[1] + 1}-01-01")
    lanes, top = {}, 0
    rows = grouped(events, "theatre")
    for theatre in filter(rows.get, theatres):
        lanes[theatre], free, bars = top, [], top + LABEL + TICK + 2  # free: a heap of (first free day, level)
        levels = 0
        for row in rows[theatre]:
            if row["from"] is None or row["until"] <= begin or row["from"] >= end:
                continue
            row["height"] = top + LABEL + TICK / 2
            if row["until"] - row["from"] > 1 or row["open"]:
                level = heappop(free)[1] if free and free[0][0] <= row["from"] else levels
                levels = max(levels, level + 1)
                heappush(free, (row["until"], level))
                row["height"] = round(bars + BAR * level, 1)
        top = round(bars + BAR * levels + SPACE)
    return lanes, top


def _colours():
    """The scale of the voices' colours."""
    return alt.Scale(domain=list(VOICES), range=[look.colour for look in VOICES.values()])


def _timeline(lanes, height, keep="true"):
    """Lanes by theatre: a line for a day, a bar for more, a wedge where a side is open.

    The axis reaches from `first` to `last`; dragging selects a `span`. `keep`: what filters the events.
    """
    begin, end = (_number(f"{year}-01-01") * DAY for year in (YEARS[0], YEARS[1] + 1))
    first, last = alt.param("first", value=begin), alt.param("last", value=end)
    # Months and days where there is room for them. No locale: Vega's own is English.
    form = "last - first > 1.6e11 ? '%Y' : last - first > 1e10 ? '%b %Y' : '%-d %b %Y'"
    axis = alt.Axis(
        title=None,
        grid=True,
        tickCount=7,
        labelExpr=f"utcFormat(datum.value, {form})",
        labelOverlap="greedy",
        labelBound=4,
    )
    across = alt.Scale(type="utc", domain=[begin, end], domainRaw=alt.ExprRef("[first, last]"))
    down = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False))
    base = (
        alt.Chart(alt.NamedData("events"))
        .transform_filter("isValid(datum.height)")
        .transform_filter(keep)
        .transform_calculate(
            start=f"datum.from * {DAY}",
            end=f"datum.until * {DAY}",
            middle=f"(datum.from + datum.until) / 2 * {DAY}",
            shape="datum.open == 1 ? 'triangle-right' : 'triangle-left'",
            tip="datum.date + ': ' + datum.title",
        )
    )
    colour = alt.Color("voice:N", scale=_colours(), legend=None)
    bars = base.transform_filter("datum.until - datum.from > 1").mark_rule(
        strokeWidth=BAR - 0.4, strokeCap="square", clip=True
    )
    bars = bars.encode(alt.X("start:T", scale=across, axis=axis), down, alt.X2("end"), color=colour, tooltip="tip:N")
    ticks = base.transform_filter("datum.until - datum.from == 1 && !datum.open").mark_tick(
        orient="vertical", height=TICK, thickness=1.4, clip=True
    )
    ticks = ticks.encode(alt.X("middle:T", scale=across), down, color=colour, tooltip="tip:N")
    wedges = base.transform_filter("datum.open").mark_point(filled=True, size=22, opacity=1, clip=True)
    wedges = wedges.encode(
        alt.X("middle:T", scale=across), down, alt.Shape("shape:N", scale=None), color=colour, tooltip="tip:N"
    )
    late = base.transform_filter("datum.unmarked").transform_calculate(late=f"datum.end + {CALENDAR_GAP.days * DAY}")
    late = late.mark_rule(strokeDash=[1, 2], clip=True)
    late = late.encode(alt.X("end:T", scale=across), down, alt.X2("late"), color=colour, tooltip="tip:N")
    tops = alt.Chart(alt.Data(values=[{"height": top, "label": name.capitalize()} for name, top in lanes.items()]))
    lines = tops.mark_rule(color=RULE).encode(down)
    names = tops.mark_text(align="left", baseline="top", dy=3, fontWeight="bold", color=INK).encode(
        down, x=alt.value(0), text="label:N"
    )
    span = alt.selection_interval(
        name="span", encodings=["x"], translate=False, zoom=False, mark=alt.BrushConfig(fill=MUTED)
    )
    return (
        alt.layer(lines, bars.add_params(span), ticks, wedges, late, names)
        .add_params(first, last)
        .properties(width=WIDTH, height=height)
    )


def _ground():
    """The layers of the base map as charts of GeoJSON shapes, in pixels."""

    def shapes(kind, paths, **mark):
        lines = [[line.round(1).tolist() for line in path.to_polygons(closed_only=False)] for path in paths if path]
        values = [{"type": "Feature", "geometry": {"type": kind, "coordinates": line}} for line in lines]
        return alt.Chart(alt.Data(values=values)).mark_geoshape(**mark)

    ground, water = base_map.layers(), {"strokeWidth": 1.2, "strokeOpacity": 0.75, "stroke": base_map.WATER}
    natural, schematic = ([r for r in ground["rivers"] if r["schematic"] == kind] for kind in (False, True))
    corners = [[0, 0], [WIDTH, 0], [WIDTH, MAP.height], [0, MAP.height], [0, 0]]
    frame = alt.Data(values=[{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [corners]}}])
    return [
        shapes("Polygon", (MAP.areas(r["rings"]) for r in ground["relief"]), color=INK, opacity=base_map.SHADE),
        shapes("Polygon", (MAP.areas(w["rings"]) for w in ground["water"]), color=base_map.WATER, opacity=0.35),
        *(
            shapes("MultiLineString", (MAP.lines(r["lines"]) for r in rivers), filled=False, strokeDash=dash, **water)
            for dash, rivers in (([1, 0], natural), ([4, 2.5], schematic))
        ),
        alt.Chart(frame).mark_geoshape(filled=False, stroke=RULE),
    ]


def _map(events, keep="true", *params):
    """A point wherever something is told of, on the base map; its area goes with the number of events.

    `chosen` is the spot that stands out. `keep`: what filters the events; `params` go to the
    points.
    """
    most = Counter(event["spot"] for event in events if "x" in event)
    chosen = alt.param("chosen", value="")
    points = (
        alt.Chart(alt.NamedData("events"))
        .transform_filter("isValid(datum.x)")
        .transform_filter(keep)
        .transform_aggregate(events="count()", groupby=["spot", "x", "y", "exact"])
        .transform_calculate(tip="datum.spot + ': ' + datum.events + (datum.events == 1 ? ' event' : ' events')")
        .mark_circle(strokeWidth=1.5, cursor="pointer")
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            size=alt.Size(
                "events:Q", scale=alt.Scale(domain=[1, max(most.values())], range=[SMALLEST, LARGEST]), legend=None
            ),
            order=alt.Order("events:Q", sort="descending"),
            fill=alt.when("datum.spot == chosen")
            .then(alt.value(INK))
            .when("datum.exact")
            .then(alt.value(MUTED))
            .otherwise(alt.value(GROUND)),
            stroke=alt.when("datum.exact").then(alt.value(GROUND)).otherwise(alt.value(INK)),
            opacity=alt.when("!chosen || datum.spot == chosen").then(alt.value(0.85)).otherwise(alt.value(0.4)),
            tooltip="tip:N",
        )
    )
    points = points.add_params(*params)
    towns = alt.Chart(alt.Data(values=_towns(events, most))).encode(longitude="x:Q", latitude="y:Q", text="label:N")
    place = {"dy": -10, "align": alt.ExprRef("datum.align"), "cursor": "pointer"}
    halo = towns.mark_text(**place, color=GROUND, stroke=GROUND, strokeWidth=3, opacity=0.8)
    return (
        alt.layer(*_ground(), points, halo, towns.mark_text(**place, color=INK))
        .project("identity")
        .add_params(chosen)
        .properties(width=WIDTH, height=round(MAP.height))
    )


def _towns(events, most):
    """The cities and towns with the most events whose names have room on a phone, as {spot, label, x, y, align}."""
    scale, found, boxes = LEAST / WIDTH, [], []
    towns = {event["spot"]: event for event in events if event.get("town")}
    for spot in sorted(towns, key=lambda spot: (-most[spot], spot)):
        label, x, y = spot.partition(" · ")[0], towns[spot]["x"] * scale, towns[spot]["y"] * scale
        half = text_width(label, 12) / 2 + 3
        align = "right" if x + half > LEAST else "left" if x < half else "center"
        middle = x + {"right": -half, "left": half, "center": 0}[align]
        if all(abs(middle - other[0]) > half + other[2] or abs(y - other[1]) > 15 for other in boxes):
            boxes.append((middle, y, half))
            found.append({"spot": spot, "label": label, "x": towns[spot]["x"], "y": towns[spot]["y"], "align": align})
    return found[:TOWNS]


def _vega(chart, below=0):
    """A chart as Vega, with `below` pixels for its axis. Its rows are the data `events`, to be given to it."""
    config = {
        "aria": False,  # each drawing has one name, and the table says the same in words
        "font": FONTS,
        "background": "transparent",
        "view": {"stroke": None},
        "text": {"fontSize": 12},
        "axis": {
            "labelColor": MUTED,
            "labelFontSize": 12,
            "gridColor": RULE,
            "domainColor": MUTED,
            "tickColor": MUTED,
        },
    }
    # One padding and no other, so that the page can keep the room
    room = {"left": 0, "top": 0, "right": 0, "bottom": below}
    drawn = chart.properties(config=config, padding=room, autosize="none").to_dict()
    vega = vl_convert.vegalite_to_vega(drawn, vl_version=alt.VEGALITE_VERSION.rpartition(".")[0])
    for mark in vega["marks"]:
        mark["aria"] = False  # the brush's own too
    return json.loads(_paint(json.dumps(vega)))
