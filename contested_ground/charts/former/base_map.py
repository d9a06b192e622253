"""The ground that maps are drawn on: relief, water and rivers between 41 and 51°E, 38 and 43°N. No borders.

`base_map.json` is made once by `scripts/make_base_map.py` and says in its `about` where everything comes from.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Bbox

from contested_ground.charts.former.palette import INK, PALETTE, RULE

FILE = Path(__file__).with_name("base_map.json")
SHADE = 0.045  # opacity of one step of relief; the steps lie on each other
WATER = PALETTE["teal"]
KM_A_DEGREE = 111.2  # along a meridian
STRAY = 0.4  # pixels that a drawn line may stray from the stored one


@cache
def layers() -> dict:
    """The stored base map, each ring and line an array of degrees: longitude, latitude."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    for entry in (*stored["relief"], *stored["water"], *stored["rivers"]):
        for key in {"rings", "lines"} & entry.keys():
            entry[key] = [np.array(line, float).reshape(-1, 2) / 1000 for line in entry[key]]
    return stored


@dataclass(frozen=True)
class Frame:
    """A piece of the base map: its edges in degrees and its width in pixels.

    Equirectangular: a degree of longitude is shortened by the cosine of the middle latitude, so that distances agree
    north–south and east–west (to 3 percent over the whole base map).
    """

    west: float
    east: float
    south: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """Pixels in a kilometre."""
        middle = radians((self.south + self.north) / 2)
        return self.width / (self.east - self.west) / cos(middle) / KM_A_DEGREE

    @property
    def height(self) -> float:
        return (self.north - self.south) * KM_A_DEGREE * self.scale

    def pixels(self, lon, lat) -> np.ndarray:
        """Places as pixels from the frame's upper left corner, one row (x, y) for each."""
        x = (np.asarray(lon, float) - self.west) / (self.east - self.west) * self.width
        y = (self.north - np.asarray(lat, float)) / (self.north - self.south) * self.height
        return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])

    def holds(self, lon, lat) -> np.ndarray:
        """Which places lie within the frame."""
        lon, lat = np.asarray(lon, float), np.asarray(lat, float)
        return (self.west <= lon) & (lon <= self.east) & (self.south <= lat) & (lat <= self.north)

    def areas(self, rings: list[np.ndarray]) -> Outline | None:
        """Rings in pixels, cut at the frame; None when nothing is left."""
        box = Bbox([[0, 0], [self.width, self.height]])
        cut = []
        for ring in rings:
            corners = self.pixels(*ring.T)
            if (corners.max(axis=0) > 0).all() and (corners.min(axis=0) < [self.width, self.height]).all():
                path = Outline(corners, closed=True)
                path.simplify_threshold = STRAY
                path = path.cleaned(simplify=True)
                path = Outline(path.vertices[path.codes != Outline.STOP], closed=True).clip_to_bbox(box)
                cut += [path] if len(path.vertices) > 3 else []
        return Outline.make_compound_path(*cut) if cut else None

    def lines(self, lines: list[np.ndarray]) -> Outline | None:
        """Lines in pixels, cut at the frame; None when nothing is left."""
        cut = []
        for line in lines:
            path = Outline(self.pixels(*line.T))
            path.simplify_threshold = STRAY
            path = path.cleaned(clip=(0, 0, self.width, self.height), simplify=True)
            drawn = path.codes != Outline.STOP
            cut += [Outline(path.vertices[drawn], path.codes[drawn])] if drawn.sum() > 1 else []
        return Outline.make_compound_path(*cut) if cut else None


def around(lon, lat, width: float, extent: tuple[float, float, float, float] | None = None) -> Frame:
    """The frame of `extent` (west, east, south, north), else one that holds all places with room for their labels.

    It lies within the base map; its height is at least half its width and at most all of it.
    """
    if extent:
        return Frame(*extent, width)
    edges = layers()["about"]["extent"]
    (west, east), (south, north) = ((np.min(side), np.max(side)) for side in (lon, lat))
    short = cos(radians((south + north) / 2))
    wide, high = (max(span * 1.3, 0.5) for span in ((east - west) * short, north - south))
    wide, high = max(wide, high), max(high, wide / 2)
    west, east = _within((west + east) / 2, wide / short, edges[0], edges[2])
    south, north = _within((south + north) / 2, high, edges[1], edges[3])
    return Frame(west, east, south, north, width)


def _within(middle: float, span: float, least: float, most: float) -> tuple[float, float]:
    span = min(span, most - least)
    start = min(max(middle - span / 2, least), most - span)
    return start, start + span


def draw(ax: Axes, frame: Frame, corners: list[tuple[float, float]]) -> int:
    """Draw the frame's ground at each of `corners` (pixels), once in the file however many they are.

    Returns the highest level of relief that shows, in metres.
    """

    def put(path, **style):
        if path is not None:
            # The sheet counts pixels downwards, the collection's own paths count them upwards.
            flip = Affine2D().scale(1, -1)
            ax.add_collection(
                PathCollection([path], offsets=corners, offset_transform=ax.transData, clip_on=False, **style)
            ).set_transform(flip)
        return path is not None

    top = 0
    for band in layers()["relief"]:
        if put(frame.areas(band["rings"]), facecolor=INK, alpha=SHADE, linewidth=0, zorder=0):
            top = band["metres"]
    for water in layers()["water"]:
        put(frame.areas(water["rings"]), facecolor=WATER, alpha=0.35, linewidth=0, zorder=0.1)
    for river in layers()["rivers"]:
        style = {"linestyle": (0, (4, 2.5))} if river["schematic"] else {}
        put(
            frame.lines(river["lines"]),
            **{"facecolor": "none", "edgecolor": WATER, "alpha": 0.75, "linewidth": 1.2, "zorder": 0.2, **style},
        )
    box = Outline([(0, 0), (frame.width, 0), (frame.width, frame.height), (0, frame.height), (0, 0)], closed=True)
    put(box, facecolor="none", edgecolor=RULE, linewidth=1, zorder=0.3)
    return top


def limits(frame: Frame) -> str:
    """What a map's note has to say of its ground, for what shows in the frame."""
    shown = {
        entry["name"]
        for entry in (*layers()["water"], *layers()["rivers"])
        if (frame.areas(entry["rings"]) if "rings" in entry else frame.lines(entry["lines"])) is not None
    }
    said = ["No borders are drawn"]
    if "Lake Sevan" in shown:
        said.append("Lake Sevan has its lowered level of after the 1930s")
    if "Caspian Sea" in shown:
        said.append("the Caspian Sea a modern one" if "Lake Sevan" in shown else "the Caspian Sea has a modern level")
    if any(river["schematic"] and river["name"] in shown for river in layers()["rivers"]):
        said.append("broken river lines are schematic")
    return (
        ", ".join(said) + ". Relief and water: Natural Earth (public domain), Mapzen terrain tiles (USGS, NOAA); "
        "points mostly from GeoNames (CC BY 4.0)."
    )
