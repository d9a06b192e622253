"""Room for labels on a map: each goes to the nearest free spot beside its mark, with a leader line when that is far.

What is taken is kept in a grid of pixels, so that placing a label costs the same however many there are.
"""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

import numpy as np

# Right, left, then round the mark, every 15 degrees.
TURNS = (0, 12, 2, 22, 10, 14, 4, 20, 8, 16, 6, 18, 1, 23, 11, 13, 3, 21, 9, 15, 5, 19, 7, 17)
DIRECTIONS = [turn * pi / 12 for turn in TURNS]
REACH = (9, 15, 22, 31, 42, 55, 70, 87, 106, 130, 160)  # pixels from the mark; from the second on with a leader
AIR = 2  # pixels that a label keeps from everything


@dataclass(frozen=True)
class Spot:
    """Where a box stands: its left and upper edge, its width, and the leader's end when it needs one.

    `side` is where its text begins: 0 at the left edge, 1 (set flush right) at the right one, 0.5 in the middle.
    """

    x: float
    y: float
    width: float
    side: float = 0
    leader: tuple[float, float] | None = None


class Room:
    """The pixels of a frame that are taken by marks, by labels and by lines.

    A label keeps clear of all three, a leader of labels and, where it can, of marks.
    """

    def __init__(self, width: float, height: float):
        self.marks, self.labels, self.lines = np.zeros((3, int(height) + 1, int(width) + 1), bool)

    def mark(self, x: float, y: float, radius: float) -> None:
        """Take the square round a mark."""
        self.marks[self._window(x - radius, y - radius, 2 * radius, 2 * radius)] = True

    def line(self, points: np.ndarray) -> None:
        """Take what lies under a line, given as points no more than a pixel apart."""
        self.lines[self._inside(points)] = True

    def crowd(self, x: float, y: float) -> int:
        """How much of the neighbourhood marks take up."""
        return int(self.marks[self._window(x - 40, y - 40, 80, 80)].sum())

    def centre(self, x: float, y: float, width: float, height: float) -> Spot | None:
        """Take the box round x, y if it is free."""
        spot = Spot(x - width / 2, y - height / 2, width, 0.5)
        return self._take(spot, height) if self._free(spot, height) else None

    def place(self, x, y, width, height, reach=REACH, *, clear=0.0, over_marks=False) -> Spot | None:
        """Take the first free spot for a box beside the mark at x, y; None when there is none within `reach`.

        `clear` is what the mark is larger than a small one (pixels); `over_marks` lets a leader cross other marks.
        """
        for distance in reach:
            for angle in DIRECTIONS:
                far = distance + clear
                end = x + far * cos(angle), y + far * sin(angle)
                side = 0.5 - np.sign(round(cos(angle), 2)) / 2
                leader = end if distance > reach[0] else None
                spot = Spot(end[0] - width * side, end[1] - height * (0.5 - sin(angle) / 2), width, side, leader)
                if self._free(spot, height) and (not leader or self._open((x, y), end, clear + 7, over_marks)):
                    if leader:
                        self.line(_between((x, y), end))
                    return self._take(spot, height)
        return None

    def _free(self, spot: Spot, height: float) -> bool:
        rows, columns = self.labels.shape
        if min(spot.x, spot.y) < 2 or spot.x + spot.width > columns - 3 or spot.y + height > rows - 3:
            return False
        box = self._box(spot, height)
        return not any(taken[box].any() for taken in (self.labels, self.marks, self.lines))

    def _take(self, spot: Spot, height: float) -> Spot:
        self.labels[self._box(spot, height)] = True
        return spot

    def _box(self, spot: Spot, height: float):
        return self._window(spot.x - AIR, spot.y - AIR, spot.width + 2 * AIR, height + 2 * AIR)

    def _open(self, start, end, near: float, over_marks: bool) -> bool:
        """Whether a leader meets no label, nor a mark once it has left its own."""
        points = _between(start, end)
        inside = self._inside(points[np.hypot(*(points - start).T) > near])
        return not self.labels[inside].any() and (over_marks or not self.marks[inside].any())

    def _window(self, x, y, width, height):
        rows, columns = self.labels.shape
        return (
            slice(max(int(y), 0), max(min(int(y + height) + 1, rows), 0)),
            slice(max(int(x), 0), max(min(int(x + width) + 1, columns), 0)),
        )

    def _inside(self, points: np.ndarray):
        """Rows and columns of the points that lie in the frame."""
        inside = ((points >= 0) & (points < self.labels.shape[::-1])).all(axis=1)
        columns, rows = points[inside].astype(int).T
        return rows, columns


def _between(start, end) -> np.ndarray:
    """Points on a straight line, a pixel apart."""
    steps = max(int(hypot(end[0] - start[0], end[1] - start[1])), 1)
    return np.linspace(start, end, steps + 1)
