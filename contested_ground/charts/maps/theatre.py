"""A theatre with every place that a chapter names: dots in three sizes, names, rivers, landscapes, scale, locator."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline

from contested_ground.charts.maps.ground import (
    KM_A_DEGREE,
    Sheet,
    area_for,
    around,
    draw_ground,
    layers,
)
from contested_ground.charts.maps.labels import Haloed, Labels, even
from contested_ground.charts.style import GROUND, INK, MUTED, RIVER, WATER, WATER_INK

# What a place is drawn as, by its kind: the radius of its dot in pixels, size and weight of its name, wide and narrow.
SIZES = {"city": (4.6, 15.5, 14, 600), "town": (3.6, 13.5, 12.5, 600), "village": (2.6, 12.5, 12, 400)}
OF_KIND = {"city": "city", "distant_city": "city", "town": "town", "station": "town"}
LANDS = {"region", "district", "uezd", "okrug", "oblast", "valley", "republic", "country", "governorate"}
KILOMETRES = (5, 10, 20, 50, 100)
# Landscapes and countries to find one's way by, where the tables have no point: in the middle of what the name is
# commonly given to. They are names, no areas. Which maps they stand on: only those at least so many pixels a degree.
LANDSCAPES = (  # name, longitude, latitude, least and most pixels a degree of latitude, size
    ("Armenia", 44.35, 40.55, 0, 200, 17),
    ("Azerbaijan", 48.3, 40.45, 0, 200, 17),
    ("Georgia", 44.3, 41.6, 0, 400, 16),
    ("Persia", 47.1, 38.75, 0, 200, 16),
    ("Persia", 45.2, 38.72, 200, 900, 15),
    ("Persia", 46.75, 38.95, 200, 900, 15),
    ("Dagestan", 47.1, 41.85, 0, 200, 14),
    ("Karabakh", 46.5, 40.0, 0, 900, 15),
    ("Karabakh plain", 47.25, 39.95, 300, 900, 13),
    ("Zangezur", 46.28, 39.45, 0, 900, 15),
    ("Daralayaz", 45.33, 39.83, 200, 900, 13),
    ("Sharur", 44.98, 39.62, 350, 900, 13),
)


def theatre_map(places: pd.DataFrame, ax: Axes, area=None, landscapes=True) -> Sheet:
    """Draw the ground with all `places` that have a point, named without collisions; return the Sheet to draw on.

    `places` has label, kind, lat and lon (degrees), as the places table; the large ones get the best
    spots. Rows of a kind of land (district, region …) are letterspaced names without a dot; rows without a point are
    left out. `area` is a key of ground.WINDOWS or (west, east, south, north), or a pair of them for page and phone;
    without it all places fit.
    Raises ValueError when a column lacks, nothing has a point, a place lies outside, or a name finds no room.

        named = tables.places[tables.places["place_id"].isin(["shusha", "goris", "aghdam"])]

        @figure(id="karabakh-map", title="…", height=(640, 460), data=named, …)
        def karabakh_map(ax):
            theatre_map(named, ax=ax, area="karabakh")
    """
    shown = checked(places, ("label", "kind", "lat", "lon"), "theatre_map").dropna(subset=["lat", "lon"])
    sheet = draw_ground(ax, area_for(ax, area) or around(shown))
    sheet.require(shown)
    labels = Labels(sheet)
    river_lines(labels)
    dots = shown[~shown["kind"].isin(LANDS)]
    lands = shown[shown["kind"].isin(LANDS)]
    marks(dots, labels)
    furniture(labels)
    named(dots, lands, labels)
    backdrop(labels, set(lands["label"]), landscapes)
    return sheet


def checked(table: pd.DataFrame, columns, chart: str) -> pd.DataFrame:
    """The table, or ValueError when it lacks one of `columns` or has no rows: an empty map shows nothing true."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"{chart}: the table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    if table.empty:
        raise ValueError(f"{chart}: the table has no rows, so there is nothing to draw")
    return table


def river_lines(labels: Labels) -> None:
    """Let names avoid the rivers."""
    for lines in layers()["rivers"].values():
        for line in lines:
            labels.line(even(labels.sheet.pixels(*line.T), 5))


def size_of(kind) -> str:
    """The key of SIZES for a place's kind: what is no city, town or station is drawn as a village."""
    return OF_KIND.get(kind, "village")


def marks(dots: pd.DataFrame, labels: Labels, **style) -> None:
    """Draw the dots: rings for cities and towns, points for villages."""
    for row in dots.itertuples():
        radius = SIZES[size_of(row.kind)][0]
        ring = size_of(row.kind) != "village"
        look = {"mfc": GROUND if ring else INK, "mec": INK if ring else GROUND, "mew": 1.6 if ring else 0.8, **style}
        labels.sheet.ax.plot(row.lon, row.lat, "o", ms=2 * radius, zorder=6, **look)
        labels.mark(*labels.sheet.pixels(row.lon, row.lat)[0], radius + 1.5)


def names(dots: pd.DataFrame, labels: Labels) -> None:
    """Name the dots, those in a crowd first."""
    crowd = [-labels.crowd(*xy) for xy in labels.sheet.pixels(dots["lon"], dots["lat"])]
    for row in dots.assign(crowd=crowd).sort_values("crowd", kind="stable").itertuples():
        radius, wide, narrow, weight = SIZES[size_of(row.kind)]
        x, y = labels.sheet.pixels(row.lon, row.lat)[0]
        size = narrow if labels.sheet.narrow else wide
        labels.beside(x, y, row.label, clear=radius + 1.5, size=size, weight=weight)


def furniture(labels: Labels) -> None:
    """A locator and a scale, where there is most room for them at the edge."""
    sheet = labels.sheet
    whole = np.ptp(sheet.ax.get_xlim()) > 4
    width = 86 if sheet.narrow else 132
    height = width * (0.66 if not whole else 0.74)
    left, lower = _corner(labels, width, height)
    inset = sheet.ax.inset_axes((left / sheet.width, lower / sheet.height, width / sheet.width, height / sheet.height))
    inset.set(facecolor=GROUND, xticks=[], yticks=[], zorder=8)
    inset.spines[:].set(color=MUTED, linewidth=0.8, visible=True)
    stored = layers()
    for rings in stored["around" if whole else "water"].values():
        for ring in rings:
            inset.fill(*ring[:: 1 + len(ring) // 50].T, color=WATER, lw=0)
    west, east, south, north = (24, 60, 29, 50) if whole else stored["about"]["extent"]
    if not whole:
        for name in ("Kura", "Aras"):
            for line in stored["rivers"][name]:
                inset.plot(*line[::6].T, color=RIVER, lw=0.8)
    inset.set(xlim=(west, east), ylim=(south, north))
    (a, b), (c, d) = sheet.ax.get_xlim(), sheet.ax.get_ylim()
    inset.add_patch(Rectangle((a, c), b - a, d - c, fc=INK, alpha=0.18, lw=0))
    inset.add_patch(Rectangle((a, c), b - a, d - c, fc="none", ec=INK, lw=1.4))
    far = next((km for km in KILOMETRES[::-1] if km * sheet.km < (90 if sheet.narrow else 130)), KILOMETRES[0])
    long = far * sheet.km
    left, lower = _corner(labels, long, 22)
    ends = np.array([sheet.degrees(left, lower + 3), sheet.degrees(left + long, lower + 3)])
    sheet.ax.plot(*ends.T, color=INK, lw=2, solid_capstyle="butt", zorder=8)
    words = Haloed(
        *sheet.degrees(left + long / 2, lower + 6), f"{far} km", size=12, ha="center", va="bottom", color=INK, zorder=8,
        gid="cg-halo",
    )  # fmt: skip
    sheet.ax.add_artist(words)


def _corner(labels: Labels, width, height, edge=10) -> tuple[float, float]:
    """The lower left of a box in a corner, or at an edge, where least is taken; the box is taken then."""
    sheet, air = labels.sheet, 26  # marks near it want room for their names
    best = None
    across, up = sheet.width - width - edge, sheet.height - height - edge
    spots = [(left, lower) for left in (edge, across) for lower in np.linspace(edge, up, 9)]
    spots += [(left, lower) for lower in (edge, up) for left in np.linspace(edge, across, 9)]
    for left, lower in spots:
        a = labels.taken
        gap = np.maximum(np.maximum(a[:, :2] - (left + width, lower + height), (left, lower) - a[:, 2:]), 0)
        near = np.hypot(*gap.T)
        corner = min(left - edge, across - left) + min(lower - edge, up - lower)
        price = 200 * (near < 3).sum() + (near < air).sum() + 0.015 * corner
        if best is None or price < best[0]:
            best = price, left, lower
    _, left, lower = best
    labels.take(left - 2, lower - 2, left + width + 2, lower + height + 2)
    return left, lower


def named(dots: pd.DataFrame, lands: pd.DataFrame, labels: Labels) -> None:
    """Name all places: cities, towns, then landscapes, which can't go far, then villages; and anew where that fails."""
    size = dots["kind"].map(size_of)

    def place(first):
        for name in first:
            names(dots[dots["label"].eq(name)], labels)
        rest = ~dots["label"].isin(first)
        for large in ("city", "town"):
            names(dots[rest & size.eq(large)], labels)
        for row in sorted(lands.itertuples(), key=lambda row: row.label not in first):
            labels.land(row.lon, row.lat, row.label, 12 if labels.sheet.narrow else 13, must=True)
        names(dots[rest & size.eq("village")], labels)

    labels.attempt(place)


def backdrop(labels: Labels, done=(), landscapes=True) -> None:
    """Name the waters, and those of LANDSCAPES that belong to a map of this scale and are not `done`."""
    sheet = labels.sheet
    size, done = 12 if sheet.narrow else 13, set(done)
    for name, rings in layers()["water"].items():
        spot = _widest(sheet, rings) if name else None
        if spot is not None:
            words = name.replace(" ", "\n")
            labels.over(
                *spot, words, size=size + (1 if "Sea" in name else 0), color=WATER_INK, style="italic", zorder=3
            )
    for name, lines in layers()["rivers"].items():
        shown = [line for line in lines if name and sheet.holds(*line.T).sum() > 1]
        for line in sorted(shown, key=len)[-1:]:
            labels.along(_kept(line, sheet), name, 12 if sheet.narrow else 12.5)
    scale = sheet.km * KM_A_DEGREE * (2 if sheet.narrow else 1)
    for name, lon, lat, least, most, large in LANDSCAPES if landscapes else ():
        if name not in done and least <= scale < most and sheet.holds(lon, lat, margin=8)[0]:
            done.add(name)
            labels.land(lon, lat, name, max(12, large - 3) if sheet.narrow else large)


def _kept(line, sheet: Sheet):
    """The longest piece of a river that runs on the sheet."""
    inside = sheet.holds(*line.T, margin=6)
    pieces = np.split(np.arange(len(line)), np.flatnonzero(np.diff(inside.astype(int))) + 1)
    longest = max((piece for piece in pieces if inside[piece[0]]), key=len, default=np.arange(2))
    return line[longest]


def _widest(sheet: Sheet, rings):
    """The pixel in the water that is farthest from all shores and from the sheet's edge; None when there is little."""
    x, y = np.meshgrid(np.arange(10, sheet.width, 8), np.arange(10, sheet.height, 8))
    grid, best = np.column_stack([x.ravel(), y.ravel()]), None
    for ring in rings:
        shore = sheet.pixels(*ring.T)
        wet = grid[Outline(shore).contains_points(grid)]
        if len(wet) < 6:
            continue
        edge = np.minimum(wet, (sheet.width, sheet.height) - wet).min(axis=1)
        far = np.minimum(np.hypot(*(wet[:, None] - shore[None]).transpose(2, 0, 1)).min(axis=1), edge)
        if best is None or far.max() > best[0]:
            best = far.max(), wet[far.argmax()]
    return None if best is None else best[1]
