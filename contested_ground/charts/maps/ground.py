"""The ground that maps are drawn on: shaded relief, sea, lakes and rivers, 43-50°E, 38.5-42°N. No borders.

`ground.json` and `relief.webp` are made once by scripts/make_ground.py; the former says in its `about` where all comes
from.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from PIL import Image

from contested_ground.charts.style import RIVER, WATER, narrow, settled

HERE = Path(__file__).parent
KM_A_DEGREE = 111.2  # along a meridian
WINDOWS = {  # west, east, south, north
    "whole": (43.0, 50.0, 38.5, 42.0),
    "nakhchivan": (44.2, 46.35, 38.75, 40.3),
    "karabakh": (46.1, 47.35, 39.3, 40.56),
    "zangezur": (45.55, 47.15, 38.8, 39.95),
    "qazakh": (44.6, 46.0, 40.55, 41.4),
}
SEVAN = "Lake Sevan is drawn at its level of after the 1930s, about 20 metres lower than in these years."
CREDIT = (
    "No borders are drawn. Relief: NOAA GLOBE; water: Natural Earth (both free of restrictions); points mostly from "
    "GeoNames (CC BY 4.0)."
)


@cache
def layers() -> dict:
    """The stored layers: `about`, and `water`, `rivers`, `around` by name as arrays of longitude and latitude."""
    stored = json.loads((HERE / "ground.json").read_text(encoding="utf-8"))
    for kind in ("water", "rivers", "around"):
        stored[kind] = {
            entry["name"]: [np.reshape(line, (-1, 2)) / 1000 for line in entry.get("rings", entry.get("lines"))]
            for entry in stored[kind]
        }
    return stored


@cache
def picture() -> Image.Image:
    """The whole relief."""
    with Image.open(HERE / "relief.webp") as file:
        return file.convert("RGB")


@dataclass(frozen=True)
class Sheet:
    """A map's axes and what is needed to place things on it by CSS pixels, counted from its lower left corner."""

    ax: Axes
    width: float
    height: float
    narrow: bool

    def pixels(self, lon, lat) -> np.ndarray:
        """Places in pixels, one row (x, y) for each."""
        (west, east), (south, north) = self.ax.get_xlim(), self.ax.get_ylim()
        x = (np.asarray(lon, float) - west) / (east - west) * self.width
        y = (np.asarray(lat, float) - south) / (north - south) * self.height
        return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])

    def degrees(self, x, y) -> tuple[float, float]:
        """The longitude and latitude of a pixel."""
        (west, east), (south, north) = self.ax.get_xlim(), self.ax.get_ylim()
        return west + x / self.width * (east - west), south + y / self.height * (north - south)

    def holds(self, lon, lat, margin: float = 0) -> np.ndarray:
        """Which places lie on the sheet, at least `margin` pixels from its edge."""
        xy = self.pixels(lon, lat)
        return ((xy >= margin) & (xy <= (self.width - margin, self.height - margin))).all(axis=1)

    def require(self, places) -> None:
        """Raise ValueError when a place (columns label, lat, lon) lies outside: what is asked for must show."""
        outside = places.loc[~self.holds(places["lon"], places["lat"], margin=3), "label"]
        if len(outside):
            raise ValueError(f"{', '.join(outside)}: outside of the map's area; leave out or widen the area")

    @property
    def km(self) -> float:
        """Pixels in a kilometre."""
        south, north = self.ax.get_ylim()
        return self.height / (north - south) / KM_A_DEGREE


def area_for(ax: Axes, area):
    """The area for the sheet of `ax`: of a pair the first on the page, the second on the phone."""
    if isinstance(area, (tuple, list)) and len(area) == 2:
        return area[narrow(ax)]
    return area


def window(area) -> tuple[float, float, float, float]:
    """West, east, south and north of an area: a key of WINDOWS, or these four degrees.

    Raises ValueError for another name and for degrees that leave the ground.
    """
    if isinstance(area, str):
        if area not in WINDOWS:
            raise ValueError(f"a map's area is one of {', '.join(WINDOWS)} or west, east, south, north; not {area!r}")
        return WINDOWS[area]
    west, east, south, north = area
    least, most, bottom, top = layers()["about"]["extent"]
    if not (least <= west < east <= most and bottom <= south < north <= top):
        raise ValueError(f"the ground reaches from {least} to {most}°E and {bottom} to {top}°N; {area} leaves it")
    return west, east, south, north


def around(places, margin: float = 0.15) -> tuple[float, float, float, float]:
    """The window that holds all `places` (columns lat, lon) with a margin of that part of its larger side."""
    lon, lat = places["lon"].dropna(), places["lat"].dropna()
    if lon.empty:
        raise ValueError("none of the places has a point, so there is nothing to frame")
    far = margin * max(np.ptp(lon), np.ptp(lat), 0.4)
    least, most, bottom, top = layers()["about"]["extent"]
    return (
        max(lon.min() - far, least),
        min(lon.max() + far, most),
        max(lat.min() - far, bottom),
        min(lat.max() + far, top),
    )


def settle(ax: Axes):
    """Bare axes of which the place on the sheet is final: names are placed by pixels. Returns their figure."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    if ax.figure.get_layout_engine():
        settled(ax)  # only then do the axes know their size
        ax.figure.set_layout_engine("none")
    return ax.figure


def draw_ground(ax: Axes, area="whole", sharp: float | None = None) -> Sheet:
    """Draw relief, water and rivers of `area` on `ax`, grown to the shape of the axes, and return its Sheet.

    `area` is a key of WINDOWS or (west, east, south, north) in degrees. A degree of longitude is as wide as it is in
    the middle of the map. `sharp` is the relief's pixels for one of the page (more on the phone, which has finer ones).
    Where the ground ends before the axes do, the axes shrink.

        fig, ax = plt.subplots(figsize=(760 / 72, 600 / 72), dpi=72)
        sheet = draw_ground(ax, "karabakh")
        ax.plot(46.75, 39.76, "o")
    """
    figure = settle(ax)
    west, east, south, north = window(area)
    box = ax.get_position().transformed(figure.transSubfigure)
    per_pixel = 72 / figure.dpi
    shape = box.width / box.height
    short = cos(radians((south + north) / 2))
    wide, high = (east - west) * short, north - south
    wide, high = max(wide, high * shape), max(high, wide / shape)
    west, east = _within((west + east) / 2, wide / short, *layers()["about"]["extent"][:2])
    south, north = _within((south + north) / 2, high, *layers()["about"]["extent"][2:])
    ax.set(xlim=(west, east), ylim=(south, north), facecolor="none")
    ax.set_aspect(1 / short, anchor="N")
    ax.apply_aspect()
    box = ax.get_window_extent()
    sheet = Sheet(ax, box.width * per_pixel, box.height * per_pixel, narrow(ax))
    _relief(sheet, sharp or (1.5 if sheet.narrow else min(1.25, 960 / sheet.width)))
    for rings in layers()["water"].values():
        for ring in _inside(rings, sheet):
            ax.fill(*ring.T, color=WATER, lw=0.8, ec=RIVER)
    for lines in layers()["rivers"].values():
        for line in _inside(lines, sheet):
            ax.plot(*line.T, color=RIVER, lw=1.2 if sheet.narrow else 1.5, zorder=1)
    return sheet


def _within(middle: float, span: float, least: float, most: float) -> tuple[float, float]:
    span = min(span, most - least)
    start = min(max(middle - span / 2, least), most - span)
    return start, start + span


def _relief(sheet: Sheet, sharp: float) -> None:
    """The piece of relief that shows. The SVG keeps it as it is; charts/svg.py writes it anew as WebP."""
    (west, east), (south, north) = sheet.ax.get_xlim(), sheet.ax.get_ylim()
    left, right, bottom, top = layers()["about"]["extent"]
    whole = picture()
    across, down = whole.width / (right - left), whole.height / (top - bottom)
    box = ((west - left) * across, (top - north) * down, (east - left) * across, (top - south) * down)
    size = round(sheet.width * sharp), round(sheet.height * sharp)
    piece = whole.resize(size, Image.Resampling.BICUBIC, box=box)
    sheet.ax.imshow(np.asarray(piece), extent=(west, east, south, north), interpolation="none", gid="cg-relief")
    sheet.ax.set_aspect(1 / cos(radians((south + north) / 2)), anchor="N")
    sheet.ax.set(xlim=(west, east), ylim=(south, north))


def _inside(lines, sheet: Sheet, margin=6.0):
    """The lines that touch the sheet, thinned to what shows and cut where they leave it; rings are not cut."""
    for line in lines:
        xy = sheet.pixels(*line.T)
        inside = ((xy > -margin) & (xy < (sheet.width + margin, sheet.height + margin))).all(axis=1)
        ring = (line[0] == line[-1]).all()
        near = (xy.max(axis=0) > 0).all() and (xy.min(axis=0) < (sheet.width, sheet.height)).all()
        if ring:
            inside[:] = near
        for run in np.split(np.arange(len(line)), np.flatnonzero(np.diff(inside.astype(int))) + 1):
            if inside[run[0]] and len(run) > 1:
                run = np.arange(max(run[0] - 1, 0), min(run[-1] + 2, len(line)))  # to the first point beyond the edge
                steps = np.floor(np.hypot(*np.diff(xy[run], axis=0).T).cumsum() / 2.5)
                yield line[run[np.concatenate([[True], steps[1:] != steps[:-1], [True]])]]
