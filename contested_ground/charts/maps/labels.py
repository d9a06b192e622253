"""Names on a map without collisions: each goes to the best free spot beside its mark, a far one with a leader."""

from math import atan2, cos, degrees, hypot, radians, sin

import matplotlib.patheffects as effects
import numpy as np
from matplotlib.text import Text

from contested_ground.charts.maps.ground import Sheet
from contested_ground.charts.style import GROUND, INK, LAND_INK, MUTED, SERIF, WATER_INK

# East and west first: names read best beside their mark; then the slants, then above and below.
TURNS = (0, 180, 30, 150, -30, 210, 60, 120, -60, 240, 90, -90, 15, 165, -15, 195)
NUMBER_TURNS = (180, 240, 120, -90, 210, 150, 90, -60, 60, 0, 30, -30)  # a number leaves the east to the name
REACH = (3, 9, 15, 22, 31, 43, 57, 73, 90, 110, 130)  # pixels between mark and name; from the second on with a leader
LEADER_FROM = 9
AIR = 2.0  # pixels that a name keeps from everything
LETTERS = 0.75  # of its size, how much lower a line of letters is than matplotlib's box for it
HALO = 3.0  # pixels of paper round each letter


class Haloed(Text):
    """Text with a rim of paper. In an SVG it stays text, and the class cg-halo gives it its rim."""

    def draw(self, renderer):
        """Draw the rim too, unless the page's style sheet will."""
        vector = "SVG" in type(getattr(renderer, "_renderer", renderer)).__name__
        rim = [] if vector else [effects.withStroke(linewidth=HALO, foreground=GROUND)]
        self.set_path_effects(rim)
        super().draw(renderer)
        self.set_path_effects([])


class NoRoomError(ValueError):
    """A name that must stand finds no room on its map."""

    def __init__(self, name):
        self.name = name
        super().__init__(f"the map has no room for the name {name!r}: leave names out or make it larger")


class Labels:
    """What is taken on a sheet, and the placing of names on what is free. Pixels count from the lower left corner."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.taken = np.zeros((0, 4))  # boxes: left, lower, right, upper
        self.words = np.zeros((0, 4))  # those of them that are names, which no leader may cross
        self.dots = np.zeros((0, 2))  # middles of marks, none of which another's name should seem to name
        self.crossed = np.zeros((0, 2))  # points of lines that a name should not lie on, but may

    def attempt(self, place, tries=8) -> None:
        """Call `place(first)` until all names find room; `first` are the names that found none before, the last first.

        Raises NoRoomError when that doesn't help.
        """
        first, kept = [], (self.taken, self.words, self.dots)
        for _ in range(tries):
            before = {*self.sheet.ax.texts, *self.sheet.ax.lines, *self.sheet.ax.artists}
            try:
                return place(first)
            except NoRoomError as error:
                failed = error
                for artist in {*self.sheet.ax.texts, *self.sheet.ax.lines, *self.sheet.ax.artists} - before:
                    artist.remove()
                self.taken, self.words, self.dots = kept
                first = [error.name, *(name for name in first if name != error.name)]
        raise failed

    def take(self, left, lower, right, upper) -> None:
        """Keep a box free of names."""
        self.taken = np.vstack([self.taken, (left, lower, right, upper)])

    def mark(self, x, y, radius) -> None:
        """Keep a dot free of names."""
        self.take(x - radius, y - radius, x + radius, y + radius)
        self.dots = np.vstack([self.dots, (x, y)])

    def line(self, points) -> None:
        """Let names avoid a line, given as points a few pixels apart."""
        self.crossed = np.vstack([self.crossed, points])

    def crowd(self, x, y, near=60) -> int:
        """How many boxes are taken within `near` pixels."""
        middle = (self.taken[:, :2] + self.taken[:, 2:]) / 2
        return int((np.hypot(*(middle - (x, y)).T) < near).sum())

    def beside(self, x, y, words, *, clear=5.0, gid="cg-halo", must=True, **style) -> Text | None:
        """Put `words` beside the mark at x, y, whose radius is `clear`; None when there is no room and it need not be.

        Raises NoRoomError when a name that must stand finds none: fewer names or a larger map is wanted.
        """
        text = self._text(words, gid, **style)
        width, height = self._size(text)
        found = self._best(x, y, width, height, clear, self.taken) or self._best(x, y, width, height, clear, self.words)
        if found is None:
            text.remove()
            if must:
                raise NoRoomError(words)
            return None
        box, side, end, reach = found
        if reach >= LEADER_FROM:
            part = clear / hypot(end[0] - x, end[1] - y)
            self._leader((x + part * (end[0] - x), y + part * (end[1] - y)), end, gid)
        return self._stand(text, box, side)

    def room(self, x, y, width, height, clear, gid) -> tuple[float, float]:
        """The middle of the best free box of this size beside the mark at x, y; it is taken then.

        A far one gets a leader. Raises ValueError when there is none.
        """
        size = width, height, clear
        found = self._best(x, y, *size, self.taken, NUMBER_TURNS) or self._best(x, y, *size, self.words)
        if found is None:
            raise ValueError("the map has no room for a step's number: leave names out or make it larger")
        left, lower, right, upper = found[0]
        if found[3] >= LEADER_FROM:
            self._leader((x, y), found[2], gid)
        self.take(left, lower, right, upper)
        return (left + right) / 2, (lower + upper) / 2

    def _best(self, x, y, width, height, clear, barred, turns=TURNS):
        """The best free box beside a mark, where its text begins, its leader's end and how far that is, or None.

        A leader crosses none of the boxes `barred`.
        """
        best = None
        others = self.dots[np.hypot(*(self.dots - (x, y)).T) > 1]
        for rank, turn in enumerate(turns):
            for reach in REACH:
                price = 0.6 * rank + 0.35 * reach + (8 if reach >= LEADER_FROM else 0)
                if best and price >= best[0]:
                    break  # farther out it only grows
                far = clear + reach
                end = x + far * cos(radians(turn)), y + far * sin(radians(turn))
                side = 0.5 if turn in (90, -90) else float(cos(radians(turn)) < 0)  # 0: it begins at the mark
                lower = end[1] - (0.5 - 0.5 * sin(radians(turn))) * height
                box = end[0] - side * width, lower, end[0] + (1 - side) * width, lower + height
                price += 5 * self._crossings(box)
                price += 14 if len(others) and _distance(box, others).min() < 9 else 0
                if best and price >= best[0]:
                    continue
                if self._free(box) and (reach < LEADER_FROM or _open((x, y), end, clear + 2, barred)):
                    best = price, box, side, end, reach
        return best and best[1:]

    def over(self, x, y, words, reach=(0, 8, 16, 24, 32), *, gid="cg-halo", crossings=3, **style) -> Text | None:
        """Put `words` at x, y or near it, where nothing else is; None when there is no room."""
        text = self._text(words, gid, **style)
        width, height = self._size(text)
        for far in reach:
            for turn in (0, 180, 90, -90, 45, 135, -45, 225)[: 8 if far else 1]:
                left, lower = x + 1.6 * far * cos(radians(turn)) - width / 2, y + far * sin(radians(turn)) - height / 2
                box = (left, lower, left + width, lower + height)
                if self._free(box, air=4) and self._crossings(box) <= crossings:
                    return self._stand(text, box, 0.5)
        text.remove()
        return None

    def land(self, lon, lat, name, size, must=False) -> None:
        """A landscape's name, letterspaced; one that must stand goes without the spaces where there is no room.

        It stays within about 50 pixels of its point, for a name that drifts is wrong. Raises NoRoomError when a
        name that must stand finds none.
        """
        (x, y), *_ = self.sheet.pixels(lon, lat)
        style = {"size": size, "color": LAND_INK, "family": SERIF, "weight": 600, "zorder": 3, "gid": "cg-halo cg-land"}
        spaced = "\u00a0\u00a0 ".join(" ".join(word.upper()) for word in name.split())
        text = self.over(x, y, spaced, **style)
        if text is None and must:
            text = self.over(x, y, name, reach=(0, 8, 16, 24, 32, 42), crossings=99, **style | {"size": 12})
            if text is None:
                raise NoRoomError(name)

    def along(self, line, words, size) -> Text | None:
        """A river's name along its course (longitude and latitude), where it runs straightest and nothing else is."""
        text = self._text(words, "cg-halo", size=size, color=WATER_INK, style="italic", zorder=3)
        width, height = self._size(text)
        course = even(self.sheet.pixels(*line.T), 4)
        count, best = max(int(width / 4), 2), None
        for start in range(0, len(course) - count, 3):
            piece = course[start : start + count + 1]
            way = piece[-1] - piece[0]
            if np.hypot(*way) < 0.85 * width:
                continue
            angle = atan2(way[1], way[0])
            angle = (angle + np.pi / 2) % np.pi - np.pi / 2  # read from the left
            across = np.array([-sin(angle), cos(angle)])
            sway = (piece - piece.mean(axis=0)) @ across
            for side in (1, -1):
                centre = piece.mean(axis=0) + across * side * (height / 2 + 2 + (side * sway).max())
                price = np.ptp(sway) + 8 * abs(angle) + 0.02 * np.hypot(*(centre - self._middle()))
                boxes = tilted_boxes(*centre, width, height, angle)
                if (best is None or price < best[0]) and all(self._free(box) for box in boxes):
                    best = price, centre, angle, boxes
        if best is None:
            text.remove()
            return None
        _, centre, angle, boxes = best
        self.taken, self.words = np.vstack([self.taken, *boxes]), np.vstack([self.words, *boxes])
        text.set(rotation=degrees(angle), rotation_mode="anchor", ha="center", va="center")
        text.set_position(self.sheet.degrees(*centre))
        return text

    def _middle(self):
        return np.array([self.sheet.width, self.sheet.height]) / 2

    def _text(self, words, gid, **style) -> Text:
        style = {"color": INK, "size": 12, "zorder": 7, "linespacing": 0.82, **style}
        text = Haloed(0, 0, words, gid=gid, **style)
        self.sheet.ax.add_artist(text)
        text.set_clip_on(False)  # it lies within anyway, and a clip path for each weighs
        return text

    def _size(self, text) -> tuple[float, float]:
        """Width and height in pixels of the letters; matplotlib counts the font's leading in."""
        box = text.get_window_extent()
        leading = text.get_fontsize() * (1 - LETTERS)
        return box.width * 72 / text.figure.dpi, box.height * 72 / text.figure.dpi - leading

    def _free(self, box, air=AIR) -> bool:
        left, lower, right, upper = box
        if left < 4 or lower < 4 or right > self.sheet.width - 4 or upper > self.sheet.height - 4:
            return False
        a = self.taken
        return not (
            (a[:, 0] < right + air) & (a[:, 2] > left - air) & (a[:, 1] < upper + air) & (a[:, 3] > lower - air)
        ).any()

    def _crossings(self, box) -> int:
        low, high = np.array(box[:2]), np.array(box[2:])
        return int(((self.crossed >= low) & (self.crossed <= high)).all(axis=1).sum())

    def _leader(self, start, end, gid) -> None:
        points = np.array([self.sheet.degrees(*start), self.sheet.degrees(*end)])
        self.sheet.ax.plot(*points.T, color=MUTED, lw=0.9, zorder=4, gid=gid.replace("cg-halo", "cg-leader"))
        for x, y in even(np.array([start, end]), 4):
            self.take(x - 1, y - 1, x + 1, y + 1)

    def _stand(self, text, box, side) -> Text:
        self.take(*box)
        self.words = np.vstack([self.words, box])
        text.set(ha={0: "left", 1: "right"}.get(side, "center"), va="center")
        text.set_position(self.sheet.degrees(box[0] + side * (box[2] - box[0]), (box[1] + box[3]) / 2))
        return text


def tilted_boxes(x, y, width, height, angle) -> list[tuple[float, float, float, float]]:
    """Upright boxes that together cover a tilted one, given by its centre, sides and angle (radians)."""
    steps = np.linspace(-0.5, 0.5, max(int(width / height * 1.5), 2)) * (width - height)
    half = height / 2
    return [
        (x + s * cos(angle) - half, y + s * sin(angle) - half, x + s * cos(angle) + half, y + s * sin(angle) + half)
        for s in steps
    ]


def even(points, step) -> np.ndarray:
    """Points on a line, `step` pixels apart."""
    far = np.concatenate([[0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    at = np.arange(0, far[-1] + step, step).clip(max=far[-1])
    return np.column_stack([np.interp(at, far, points[:, 0]), np.interp(at, far, points[:, 1])])


def _open(start, end, near, barred) -> bool:
    """Whether a leader meets none of the boxes once it has left its own mark."""
    way = even(np.array([start, end]), 2)
    x, y = way[np.hypot(*(way - start).T) > near].T[:, :, None]
    return not ((barred[:, 0] <= x) & (barred[:, 2] >= x) & (barred[:, 1] <= y) & (barred[:, 3] >= y)).any()


def _distance(box, points) -> np.ndarray:
    """How far points lie from a box, in pixels."""
    low, high = np.array(box[:2]), np.array(box[2:])
    return np.hypot(*np.maximum(np.maximum(low - points, points - high), 0).T)
