"""Room for labels on a map: each goes to the nearest free spot beside its mark, with a leader line when that is far.

What is taken is kept in a grid of pixels, so that placing a label costs the same however many there are.
"""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

import numpy as np

# Right, left, then round the mark; twelve directions.
DIRECTIONS = [turn * pi / 6 for turn in (0, 6, 1, 11, 5, 7, 2, 10, 4, 8, 3, 9)]
REACH = (9, 15, 22, 31, 42, 55, 70, 87, 106)  # pixels from the mark; from the second on with a leader
PAD = 2


@dataclass(frozen=True)
class Spot:
    """Where a box stands: its left and upper edge, and the leader's end when it needs one."""

    x: float
    y: float
    leader: tuple[float, float] | None = None


class Room:
    """The pixels of a frame that are taken: by marks and labels, and by lines, which a leader may cross."""

    def __init__(self, width: float, height: float):
        self.solid = np.zeros((int(height) + 1, int(width) + 1), bool)
        self.crossed = np.zeros_like(self.solid)

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """Take a box by its left and upper edge."""
        self.solid[self._window(x, y, width, height)] = True

    def take_line(self, points: np.ndarray) -> None:
        """Take what lies under a line, given as pixels no more than a few apart."""
        inside = ((points >= 0) & (points < np.array(self.solid.shape)[::-1])).all(axis=1)
        columns, rows = points[inside].astype(int).T
        self.crossed[rows, columns] = True

    def place(self, x: float, y: float, width: float, height: float, reach=REACH, clear: float = 0) -> Spot | None:
        """Take the first free spot for a box beside the mark at x, y; None when there is none within `reach`.

        `clear`: the mark's radius, where the mark is a large one.
        """
        for distance in reach:
            for angle in DIRECTIONS:
                far = distance + clear
                end = x + far * cos(angle), y + far * sin(angle)
                left = end[0] - width * (0.5 - np.sign(round(cos(angle), 2)) / 2)
                top = end[1] - height * (0.5 - sin(angle) / 2)
                leader = end if distance > reach[0] else None
                if self._free(left, top, width, height) and (not leader or self._open(x, y, *end, clear + 7)):
                    self.take(left, top, width, height)
                    if leader:
                        self.take_line(_between((x, y), end))
                    return Spot(left, top, leader)
        return None

    def _window(self, x, y, width, height):
        rows, columns = self.solid.shape
        return (
            slice(max(int(y - PAD), 0), min(int(y + height + PAD) + 1, rows)),
            slice(max(int(x - PAD), 0), min(int(x + width + PAD) + 1, columns)),
        )

    def _free(self, x, y, width, height) -> bool:
        rows, columns = self.solid.shape
        if x < 2 or y < 2 or x + width > columns - 3 or y + height > rows - 3:
            return False
        window = self._window(x, y, width, height)
        return not (self.solid[window].any() or self.crossed[window].any())

    def _open(self, x, y, to_x, to_y, near) -> bool:
        """Whether a leader meets no mark or label once it has left its own mark."""
        points = _between((x, y), (to_x, to_y))
        points = points[np.hypot(*(points - [x, y]).T) > near]
        columns, rows = points.astype(int).T
        inside = (columns >= 0) & (rows >= 0) & (columns < self.solid.shape[1]) & (rows < self.solid.shape[0])
        return not self.solid[rows[inside], columns[inside]].any()


def _between(start, end) -> np.ndarray:
    """Points on a straight line, a pixel apart."""
    steps = max(int(hypot(end[0] - start[0], end[1] - start[1])), 1)
    return np.linspace(start, end, steps + 1)
