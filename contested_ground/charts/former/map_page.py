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

from contested_ground.charts.former import base_map
from contested_ground.charts.former.axes import LEADING, Sheet, blank, fill, mark, text_width, wrap
from contested_ground.charts.former.base_map import Frame
from contested_ground.charts.former.figures import Layout, number
from contested_ground.charts.former.palette import GROUND, INK, MUTED, look
from contested_ground.charts.former.placement import REACH, Room, Spot

AREAS = ("district", "landscape")  # precisions whose point is the centre of something large
RING = 11  # radius of the ring round an area's centre, pixels
PANEL, GUTTER = 340, 20  # pixels: a panel of small multiples is as wide as a phone's drawing
SCALES = (2, 5, 10, 20, 50, 100, 200)  # kilometres
MOST = 120  # labels that a map can hold; for more places room isn't even sought
SQUARE, GAP = 44, 3  # pixels: side of the largest square, and between two


@dataclass(frozen=True)
class Site:
    """A point on a map: its pixels in the frame, its marks (group, marker, precision) and the text beside them.

    `short` stands there when the text finds no room; without it a number does, explained in the key. A `muted` site is
    grey and its text has a question mark.
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
    """What stands where in a frame: marks, arrows, labels, names of waters.

    `towns` (label, lat, lon) are named where they find room, as are waters. `legs` are arrows: three corners of a
    curve, and whether it is broken. `dots` are pixels of unnamed points. `key` numbers the labels that find no room
    (label to number); it is added to, so that several plans can share it. `unlabelled` found none for a number either.
    """

    def __init__(self, frame: Frame, layout: Layout, sites=(), towns=None, *, legs=(), dots=(), key=None):
        self.frame, self.layout, self.sites, self.legs, self.dots = frame, layout, sites, legs, dots
        self.key: dict[str, int] = {} if key is None else key
        self.unlabelled: list[str] = []
        self.room = Room(frame.width, frame.height)
        for site in sites:
            for x, radius in site.places():
                self.room.mark(x, site.y, radius)
        for x, y in dots:
            self.room.mark(x, y, 2)
        for corners, _ in legs:
            self.room.line(_curve(corners))
        self.texts = self._labels()
        self.points = [(site.x, site.y) for site in sites]
        self._more()
        self.towns = self._towns(towns)
        self.waters = self._waters()

    def _more(self) -> None:
        """Room for what a kind of plan adds, before the grey names."""

    def _labels(self) -> list[tuple[str, Spot, Site]]:
        """Text and spot of each label, the most crowded placed first, the key numbered in the sites' order."""
        crowds = [self.room.crowd(site.x, site.y) for site in self.sites]
        order = sorted(range(len(self.sites)), key=lambda at: -crowds[at])
        spots = {at: self._spot(self.sites[at]) for at in order[:MOST]}
        texts = []
        for at, site in enumerate(self.sites):
            spot, whole = spots.get(at, (None, False))
            if spot is None:
                self.unlabelled.append(site.text)
                continue
            text = site.text if whole else site.short or str(self.key.setdefault(site.text, len(self.key) + 1))
            texts.append((text + " ?" * site.muted, spot, site))
        return texts

    def _spot(self, site: Site) -> tuple[Spot | None, bool]:
        """A site's spot, and whether it is for the whole text."""
        clear = max(abs(x - site.x) + radius for x, radius in site.places()) - 5
        mark = " ?" * site.muted
        # A phone's map is too small for long leaders.
        tries = ((site.text + mark, self.layout.pick(REACH, REACH[:5])), ((site.short or "88") + mark, REACH))
        for over_marks in (False, True):
            for text, reach in tries:
                size = self._size(text)
                if spot := self.room.place(site.x, site.y, *size, reach, clear=clear, over_marks=over_marks):
                    return spot, text == tries[0][0]
        return None, False

    def _size(self, text: str) -> tuple[float, float]:
        return text_width(text, self.layout.size), self.layout.size

    def _towns(self, towns: pd.DataFrame | None) -> list[tuple[str, Spot, float, float]]:
        found = []
        if towns is not None:
            towns = towns[self.frame.holds(towns["lon"], towns["lat"])]
            for label, (x, y) in zip(towns["label"], self.frame.pixels(towns["lon"], towns["lat"]), strict=True):
                known = any(abs(point[0] - x) + abs(point[1] - y) < 8 for point in self.points)
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
                middle = path.vertices[path.codes != Outline.CLOSEPOLY].mean(axis=0)
                spots = [self.room.centre(*middle, width, height)]
            else:
                middle_first = np.argsort(abs(np.arange(len(path)) - len(path) / 2), kind="stable")
                spots = (self.room.place(x, y, width, height, (5,)) for x, y in path.vertices[middle_first])
            if spot := next(filter(None, spots), None):
                found.append((entry["name"], spot))
        return found

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the plan with the frame's upper left corner at `left`, `top`."""
        ax = sheet.ax

        def write(spot, text, **style):
            x, y = left + spot.x + spot.side * spot.width, top + spot.y + self.layout.size / 2
            align = {0: "left", 0.5: "center", 1: "right"}[spot.side]
            ax.text(x, y, text, ha=align, va="center_baseline", **style)

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
        centres = self.points = self.frame.pixels(self.places["lon"], self.places["lat"])
        for place, (x, y), (_, row) in zip(self.places.itertuples(), centres, sides.iterrows(), strict=True):
            label = text_width(place.label, self.layout.size)
            squares = row.sum() + GAP * (len(row) - 1)
            size = max(squares, label), row.max() + self.layout.size * LEADING
            centred = self.room.centre(x, y, *size)
            spot = centred or self.room.place(x, y, *size, over_marks=True)
            if spot is None:
                raise ValueError(f"maps.bubbles: no room for {place.label}; choose fewer places or a smaller extent")
            self.boxes.append((place, x, y, spot, row, squares, bool(centred)))

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        super().paint(sheet, left, top)
        for place, x, y, spot, sides, squares, centred in self.boxes:
            if not centred:
                leader(sheet.ax, left, top, x, y, spot)
                sheet.ax.plot([left + x], [top + y], "o", color=INK, markersize=4, zorder=3)
            base, middle = top + spot.y + sides.max(), left + spot.x + spot.width / 2
            at = middle - squares / 2
            for date, side in sides.items():
                if side:
                    split(sheet.ax, (at, base - side), side, side, self.counts[place.place_id, date])
                at += side + GAP
            sheet.write(middle, base + self.layout.size * 0.7, place.label, ha="center")


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
        ax.add_patch(Circle((x, y), RING, facecolor="none", edgecolor=colour, linewidth=1.2, zorder=2))
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
    if len(points) > 30:  # a shorter one has no room for its head
        x, y = points[len(points) * 6 // 10]
        ax.plot([x], [y], marker=(3, 0, np.degrees(np.arctan2(-down, across)) - 90), color=INK, markersize=8, zorder=1)


def page(
    layout: Layout,
    plans: Sequence[tuple[str, Plan]],
    legend: Sequence = (),
    key: Sequence[tuple[str, str]] = (),
    below: float = 0,
) -> Sheet:
    """The sheet: legend, maps under their titles, scale and shades, the key, and `below` pixels left free.

    The key (number, text) is what is given; then the numbers of the plans, which share one, and what has no label.
    """
    key = [*key, *((str(at), text) for text, at in plans[0][1].key.items())]
    if unlabelled := dict.fromkeys(text for _, plan in plans for text in plan.unlabelled):
        key.append(("", f"No room for a label: {', '.join(unlabelled)}."))
    legend = [*legend]
    if any(plan.dots for _, plan in plans):
        legend.append(mark("told of in an earlier panel", ".", MUTED))
    if any(plan.towns for _, plan in plans):
        legend.append(mark("town, to find one's way by", "s", MUTED))
        legend[-1].set_markersize(4)
    frame, line = plans[0][1].frame, layout.size * LEADING
    columns = int((layout.width + GUTTER) // (frame.width + GUTTER))
    head = line + 4 if plans[0][0] else 0
    tall = frame.height + head + 12
    maps_height, foot = -(-len(plans) // columns) * tall, layout.pick(24, 44)
    indent = max((text_width(at, layout.size) + 8 for at, _ in key if at), default=0)
    lines, across = _columns(layout, key, indent)
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
    for at, (number_, text) in enumerate(lines):
        left, y = at // deep * layout.width / across, under + foot + line * (at % deep + 0.5)
        sheet.write(left, y, number_, color=MUTED)
        sheet.write(left + indent, y, text)
    return sheet


def _columns(layout: Layout, key: Sequence[tuple[str, str]], indent: float) -> tuple[list[tuple[str, str]], int]:
    """The key's lines, and in how many columns they stand: several when all are short, else one."""
    widest = max((text_width(text, layout.size) for _, text in key), default=layout.width)
    across = int(layout.width // (widest + indent + 16))
    if across > 1:
        return list(key), across
    lines = []
    for at, text in key:
        first, *rest = wrap(text, layout.width - indent - 4, layout.size)
        lines += [(at, first), *(("", line) for line in rest)]
    return lines, 1


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
