"""The page of a map: what stands where in its frame, and the frame with legend, scale, shades and key.

A `Plan` settles all places in pixels before anything is drawn, since the key's length decides the height of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from contested_ground import base_map
from contested_ground.axes import LEADING, Sheet, blank, fill, text_width, wrap
from contested_ground.base_map import Frame
from contested_ground.figures import Layout, number
from contested_ground.palette import GROUND, INK, MUTED, look
from contested_ground.placement import REACH, Room, Spot

AREAS = ("district", "landscape")  # precisions whose point is the centre of something large
RING = 11  # radius of the ring round an area's centre, pixels
PANEL, GUTTER = 340, 20  # pixels: a panel of small multiples is as wide as a phone's drawing
SCALES = (2, 5, 10, 20, 50, 100, 200)  # kilometres
SQUARE, GAP = 44, 3  # pixels: side of the largest square, and between two


@dataclass(frozen=True)
class Site:
    """A point on a map: its pixels in the frame, its marks (group, marker, precision) and the text beside them.

    `short` stands there when the text finds no room; without it a number does, explained in the key.
    """

    x: float
    y: float
    marks: tuple[tuple[str, str, str], ...]
    text: str
    short: str = ""
    muted: bool = False

    def places(self) -> list[tuple[float, float]]:
        """Where the marks stand, side by side, and their radius; a ring stands round the point itself."""
        small = [precision not in AREAS for *_, precision in self.marks]
        places, at = [], -(sum(small) - 1) / 2
        for point in small:
            places.append((self.x + 10 * at, 5) if point else (self.x, RING))
            at += point
        return places


class Plan:
    """What stands where in a frame: marks, arrows, labels, names of waters. `key` lists what has only a number.

    `towns` (label, lat, lon) are named where they find room, as are waters. `legs` are arrows: three corners of a
    curve, and whether it is broken. `dots` are pixels of unnamed points. `first` is the key's first number.
    """

    def __init__(self, frame: Frame, layout: Layout, sites=(), towns=None, *, legs=(), dots=(), first: int = 1):
        self.frame, self.layout, self.sites, self.legs, self.dots = frame, layout, sites, legs, dots
        self.texts: list[tuple[str, Spot, Site]] = []
        self.key: list[str] = []
        self.room = Room(frame.width, frame.height)
        for site in sites:
            for x, radius in site.places():
                self.room.take(x - radius, site.y - radius, 2 * radius, 2 * radius)
        for corners, _ in legs:
            self.room.take_line(_curve(corners))
        for site in sites:
            self._label(site, first)
        self._more()
        self.towns = self._towns(towns)
        self.waters = self._waters()

    def _more(self) -> None:
        """Room for what a kind of plan adds, before the grey names."""

    def _label(self, site: Site, first: int) -> None:
        clear = max(radius for _, radius in site.places()) - 5
        short = site.short or str(first + len(self.key))
        # A phone's map is too small for long leaders.
        for text, reach in ((site.text, self.layout.pick(REACH, REACH[:5])), (short, REACH)):
            if spot := self.room.place(site.x, site.y, *self._size(text), reach, clear):
                self.texts.append((text, spot, site))
                if text == site.text:
                    return
                break
        if not site.short:
            self.key.append(f"{short}  {site.text}")

    def _size(self, text: str) -> tuple[float, float]:
        return text_width(text, self.layout.size), self.layout.size

    def _towns(self, towns: pd.DataFrame | None) -> list[tuple[str, Spot, float, float]]:
        found = []
        if towns is not None:
            towns = towns[self.frame.holds(towns["lon"], towns["lat"])]
            for label, (x, y) in zip(towns["label"], self.frame.pixels(towns["lon"], towns["lat"]), strict=True):
                known = any(abs(site.x - x) + abs(site.y - y) < 8 for site in self.sites)
                if not known and (spot := self.room.place(x, y, *self._size(label), REACH[:1])):
                    found.append((label, spot, x, y))
        return found

    def _waters(self) -> list[tuple[str, Spot]]:
        """Lakes are named in the middle, rivers near the middle of what shows; too small ones are not."""
        found = []
        for entry in (*base_map.layers()["water"], *base_map.layers()["rivers"]):
            area = "rings" in entry
            path = self.frame.areas(entry["rings"]) if area else self.frame.lines(entry["lines"])
            width, height = self._size(entry["name"])
            if path is None or not entry["name"] or max(np.ptp(path.vertices, axis=0)) < width:
                continue
            if area:
                x, y = path.vertices[path.codes != Outline.CLOSEPOLY].mean(axis=0)
                tries, reach = [(x - width / 2, y)], (0,)
            else:
                tries, reach = path.vertices[np.argsort(abs(np.arange(len(path)) - len(path) / 2))], (5,)
            spots = (self.room.place(x, y, width, height, reach) for x, y in tries)
            if spot := next(filter(None, spots), None):
                found.append((entry["name"], spot))
        return found

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the plan with the frame's upper left corner at `left`, `top`."""
        ax = sheet.ax

        def write(spot, text, **style):
            ax.text(left + spot.x, top + spot.y + self.layout.size / 2, text, **{"va": "center_baseline", **style})

        for x, y in self.dots:
            ax.plot([left + x], [top + y], "o", color=MUTED, markersize=3, zorder=1)
        for corners, broken in self.legs:
            _arrow(ax, np.add(corners, (left, top)), broken)
        for text, spot in self.waters:
            write(spot, text, color=MUTED, style="italic")
        for text, spot, x, y in self.towns:
            write(spot, text, color=MUTED)
            ax.plot([left + x], [top + y], "s", color=MUTED, markersize=4, zorder=1)
        for text, spot, site in self.texts:
            leader(ax, left, top, site.x, site.y, spot)
            write(spot, text, color=MUTED if site.muted else INK)
        for site in self.sites:
            for (x, _), (group, marker, precision) in zip(site.places(), site.marks, strict=True):
                colour = MUTED if site.muted else look(group).colour if group else INK
                _mark(ax, left + x, top + site.y, marker, colour, precision)


class Squares(Plan):
    """A plan with split squares in place of labels: one for each date, under them the place's name.

    `places`: label, lat, lon, the largest first; `totals` and `counts`: persons by place (rows, in that order) and
    date, and by place, date and group. Raises ValueError when a place finds no room.
    """

    def __init__(self, frame, layout, places: pd.DataFrame, totals: pd.DataFrame, counts: dict, towns=None):
        self.places, self.totals, self.counts = places, totals, counts
        self.boxes = []
        super().__init__(frame, layout, towns=towns)

    def _more(self) -> None:
        sides = SQUARE * np.sqrt(self.totals.fillna(0) / self.totals.max(axis=None))
        centres = self.frame.pixels(self.places["lon"], self.places["lat"])
        for x, y in centres:
            self.room.take(x - 2, y - 2, 4, 4)
        for place, (x, y), (_, row) in zip(self.places.itertuples(), centres, sides.iterrows(), strict=True):
            label = text_width(place.label, self.layout.size)
            width = max(row.sum() + GAP * (len(row) - 1), label)
            spot = self.room.place(x, y, width, row.max() + self.layout.size * LEADING, (6, *REACH[1:]))
            if spot is None:
                raise ValueError(f"maps.bubbles: no room for {place.label}; choose fewer places or a smaller extent")
            self.boxes.append((place, x, y, spot, row, (width - label) / 2))

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        super().paint(sheet, left, top)
        for place, x, y, spot, sides, inset in self.boxes:
            leader(sheet.ax, left, top, x, y, spot)
            sheet.ax.plot([left + x], [top + y], "o", color=INK, markersize=4, markeredgecolor=GROUND, zorder=3)
            base = top + spot.y + sides.max()
            at = left + spot.x
            for date, side in sides.items():
                if side:
                    split(sheet.ax, (at, base - side), side, side, self.counts[place.place_id, date])
                at += side + GAP
            sheet.write(left + spot.x + inset, base + self.layout.size * 0.7, place.label)


def split(ax: Axes, corner: tuple[float, float], width: float, height: float, shares: pd.Series) -> None:
    """A rectangle parted among groups by their `shares` (of 1); what they leave stays blank."""
    x, y = corner
    ax.add_patch(Rectangle((x, y), width, height, facecolor=GROUND, edgecolor=MUTED, linewidth=0.8, zorder=2))
    for group, share in shares.dropna().items():
        ax.add_patch(Rectangle((x, y), width * share, height, zorder=2, **fill(look(group))))
        x += width * share


def leader(ax: Axes, left: float, top: float, x: float, y: float, spot: Spot) -> None:
    """The line from a mark to its label, when that stands apart."""
    if spot.leader:
        ends = np.add([(x, y), spot.leader], (left, top))
        ax.plot(*ends.T, color=MUTED, linewidth=0.8, zorder=1)


def _mark(ax: Axes, x: float, y: float, marker: str, colour: str, precision: str) -> None:
    if precision in AREAS:
        ring = {"facecolor": "none", "edgecolor": colour, "linewidth": 1.4, "linestyle": (0, (3, 2))}
        ax.add_patch(Circle((x, y), RING, zorder=2, **ring))
        ax.plot([x], [y], marker, color=colour, markersize=4, zorder=2)
    elif precision == "exact":  # edged with the ground's colour, to stand out from dark relief
        ax.plot([x], [y], marker, color=colour, markersize=9, markeredgecolor=GROUND, zorder=3)
    else:
        ax.plot([x], [y], marker, color=colour, markersize=7.5, markerfacecolor=GROUND, markeredgewidth=1.8, zorder=3)


def bend(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Three corners of a slight curve; bent to one side, so that a way there and the way back lie apart."""
    across, down = end - start
    return np.array([start, (start + end) / 2 + [-0.14 * down, 0.14 * across], end])


def _curve(corners: np.ndarray) -> np.ndarray:
    """Points on a quadratic curve, close enough to leave no gap between pixels."""
    steps = int(np.abs(np.diff(corners, axis=0)).sum()) + 2
    t = np.linspace(0, 1, steps)[:, None]
    return (1 - t) ** 2 * corners[0] + 2 * t * (1 - t) * corners[1] + t**2 * corners[2]


def _arrow(ax: Axes, corners: np.ndarray, broken: bool) -> None:
    codes = [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3]
    style = {"linestyle": (0, (4, 3))} if broken else {}
    ax.add_patch(PathPatch(Outline(corners, codes), facecolor="none", edgecolor=INK, linewidth=1.6, zorder=1, **style))
    across, down = corners[2] - corners[0]
    points = _curve(corners)
    x, y = points[len(points) * 6 // 10]
    ax.plot([x], [y], marker=(3, 0, np.degrees(np.arctan2(-down, across)) - 90), color=INK, markersize=8, zorder=1)


def page(
    layout: Layout,
    plans: Sequence[tuple[str, Plan]],
    legend: Sequence = (),
    key: Sequence[str] = (),
    below: float = 0,
) -> Sheet:
    """The sheet: legend, maps under their titles, scale and shades, the key, and `below` pixels left free."""
    frame, line = plans[0][1].frame, layout.size * LEADING
    columns = int((layout.width + GUTTER) // (frame.width + GUTTER))
    head = line + 4 if plans[0][0] else 0
    tall = frame.height + head + 12
    maps_height, foot = -(-len(plans) // columns) * tall, layout.pick(24, 44)
    lines, across = _columns(layout, key)
    deep = -(-len(lines) // across)
    sheet = blank(layout, maps_height + foot + deep * line + 6 + below, 0, 0, legend, head=6)
    sheet.ax.set_xlim(0, layout.width)
    corners = []
    for at, (title, plan) in enumerate(plans):
        left, top = at % columns * (frame.width + GUTTER), sheet.top + at // columns * tall
        sheet.write(left, top + line / 2, title, fontweight="bold")
        plan.paint(sheet, left, top + head)
        corners.append((left, top + head))
    levels = base_map.draw(sheet.ax, frame, corners)
    under = sheet.top + maps_height
    _scale(sheet, frame, under + 6)
    _shades(sheet, levels, layout.pick(260, 0), under + layout.pick(6, 28))
    for at, text in enumerate(lines):
        sheet.write(at // deep * layout.width / across, under + foot + line * (at % deep + 0.5), text)
    return sheet


def _columns(layout: Layout, key: Sequence[str]) -> tuple[list[str], int]:
    """The key's lines, and in how many columns they stand: several when all are short, else one."""
    widest = max((text_width(text, layout.size) for text in key), default=layout.width)
    across = int(layout.width // (widest + 16))
    if across > 1:
        return list(key), across
    return [line for text in key for line in wrap(text, layout.width - 4, layout.size)], 1


def _scale(sheet: Sheet, frame: Frame, y: float) -> None:
    """A bar of round kilometres, at most a quarter of the sheet."""
    km = max((km for km in SCALES if km * frame.scale <= sheet.layout.width / 4), default=SCALES[0])
    end = 1 + km * frame.scale
    sheet.ax.plot([1, 1, end, end], [y - 4, y, y, y - 4], color=MUTED, linewidth=1.2)
    sheet.write(end + 8, y - 1, f"{km} km", color=MUTED)


def _shades(sheet: Sheet, top: int, left: float, y: float) -> None:
    """What the shades of relief mean, up to the highest level that shows."""
    levels = [band["metres"] for band in base_map.layers()["relief"] if band["metres"] <= top]
    for at in range(1, len(levels) + 1):
        opacity = 1 - (1 - base_map.SHADE) ** at
        box = Rectangle((left + 1 + 13 * at, y - 6), 13, 11, facecolor=INK, alpha=opacity, linewidth=0)
        sheet.ax.add_patch(box)
    width = 13 * (len(levels) + 1)
    edge = Rectangle((left + 1, y - 6), width, 11, facecolor="none", edgecolor=MUTED, linewidth=0.8)
    sheet.ax.add_patch(edge)
    text = f"a shade each {levels[0]} m, to {number(top)} m" if levels else "below 500 m"
    sheet.write(left + width + 10, y - 1, text, color=MUTED)
