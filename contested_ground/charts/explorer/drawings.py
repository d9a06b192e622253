"""The Explorer's drawings: altair says what to draw, vl-convert turns it into Vega, which site and JupyterLab run."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

import altair as alt
import vl_convert

from contested_ground.charts.explorer.events import (
    BAR,
    DAY,
    MAP,
    TICK,
    WIDTH,
    YEARS,
    day_number,
    lay,
    plain,
    rows,
)
from contested_ground.charts.former import base_map
from contested_ground.charts.former.axes import text_width
from contested_ground.charts.former.chronology import CALENDAR_GAP
from contested_ground.charts.former.figures import FONTS, VARIABLES
from contested_ground.charts.former.palette import GROUND, INK, MUTED, RULE, VOICES

AXIS = 24  # pixels below the lanes
SMALLEST, LARGEST = 28, 900  # square pixels: a point with one event, and the one with the most
TOWNS, LEAST = 10, 330  # how many points are named, where a map this many pixels wide has room
VEGA = "application/vnd.vega.v5+json"  # what JupyterLab 4 draws of a chart
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


def drawings(tables):
    """Timeline and map of the events in `tables`, for JupyterLab.

    A span dragged on the timeline filters the map, a clicked point the timeline.
    """
    events, lanes, height = laid(tables)
    pick = alt.selection_point(name="pick", fields=["spot"])
    during = f"!span.start || (datum.until * {DAY} > span.start[0] && datum.from * {DAY} < span.start[1])"
    spec = vega(alt.vconcat(timeline(lanes, height, pick), map_of(events, during, pick), spacing=40))
    next(data for data in spec["data"] if data["name"] == "events")["values"] = [stated(event) for event in events]
    # JupyterLab 4 brings Vega 5, for which nothing here differs
    spec |= {"$schema": "https://vega.github.io/schema/vega/v5.json", "autosize": "pad", "padding": 5}
    spec |= {"background": GROUND, "usermeta": {"embedOptions": {"renderer": "svg"}}}  # a canvas knows no variables
    return Drawings(len(events), spec)


def laid(tables):
    events = rows(tables)
    return events, *lay(events, map(plain, tables["events"]["theatre"].cat.categories))


def stated(event):
    return {name: value for name, value in event.items() if value is not None}


def paint(stored):
    """Neutral colours as those of the page, light or dark."""
    for light, variable in VARIABLES.items():
        stored = stored.replace(light, variable)
    return stored


def _colours():
    """The scale of the voices' colours."""
    return alt.Scale(domain=list(VOICES), range=[look.colour for look in VOICES.values()])


def timeline(lanes, height, keep="true"):
    """Lanes by theatre: a line for a day, a bar for more, a wedge where a side is open.

    The axis reaches from `first` to `last`; dragging selects a `span`. `keep`: what filters the events.
    """
    begin, end = (day_number(f"{year}-01-01") * DAY for year in (YEARS[0], YEARS[1] + 1))
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


def map_of(events, keep="true", *params):
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


def vega(chart, below=0):
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
    return json.loads(paint(json.dumps(vega)))
