"""The words of a campaign's steps: a list beside the map; below it on the phone, and where the map is a wide one."""

from dataclasses import dataclass
from math import cos, radians

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from contested_ground.charts.maps.ground import settle, window
from contested_ground.charts.style import GROUND, INK, MUTED, narrow, on, wrap

BESIDE = 0.36  # the list's part of a wide sheet
WIDE = 1.45  # from this shape on a map keeps the whole width
GAP, COLUMN_GAP = 18.0, 24.0  # pixels between map and list, and between columns
SIZE, LEAD = 13.0, 17.0  # of the words, pixels
BETWEEN, INDENT = 9.0, 28.0  # pixels between two steps, and left of their words


@dataclass
class Layout:
    """How the words of `steps` stand on a sheet with a map of `area`: their blocks, columns and heights in pixels.

    `width` is the axes' and `narrow` says that the sheet is the phone's. `least` is the height that both want.
    """

    steps: pd.DataFrame
    legend: list[tuple[str, str]]
    taken_words: str
    area: object
    width: float
    narrow: bool

    def __post_init__(self):
        west, east, south, north = window(self.area)
        self.shape = (east - west) * cos(radians((south + north) / 2)) / (north - south)
        count = 1 if self.narrow or self.shape < WIDE else 3
        self.below = self.narrow or count > 1
        self.column = (self.width - (count - 1) * COLUMN_GAP) / count if self.below else BESIDE * self.width - GAP
        told = self.steps.drop_duplicates("number").itertuples()
        blocks = [_key(self.legend, self.taken_words, self.column), *(_step(step, self.column) for step in told)]
        self.columns = _columns([block for block in blocks if block], count)
        self.words = max(sum(map(_height, part)) for part in self.columns)
        if self.below:
            self.least = self.words + GAP + self.width / max(self.shape, 1.0 if self.narrow else 1.2)
        else:
            self.least = max(self.words, (1 - BESIDE) * self.width / max(self.shape, 1.0))


def write_story(ax: Axes, steps: pd.DataFrame, legend: list[tuple[str, str]], area, taken_words="") -> None:
    """Shrink `ax` to the map's part and write the list in the rest.

    `steps` has number, date, text and `fill`, the colour of its number; `legend` are words and colours. Raises
    ValueError with the height that is wanted when the axes are too low for the words.
    """
    figure = settle(ax)
    box, (wide, high) = ax.get_position(), figure.get_size_inches() * 72
    layout = Layout(steps, legend, taken_words, area, box.width * wide, narrow(ax))
    low = layout.words + (GAP + 180 if layout.below else 0)
    if box.height * high < low - 1:
        raise ValueError(
            f"campaign_map: its words and map want axes at least {low:.0f} px high, better {layout.least:.0f}, on a "
            f"sheet {wide:.0f} px wide; these are {box.height * high:.0f}"
        )
    if layout.below:
        rest = (box.x0, box.y0, box.width, layout.words / high)
        part = (layout.words + GAP) / high
        ax.set_position((box.x0, box.y0 + part, box.width, box.height - part))
    else:
        rest = (box.x1 - layout.column / wide, box.y0, layout.column / wide, box.height)
        ax.set_position((box.x0, box.y0, box.width * (1 - BESIDE), box.height))
    words = figure.add_axes(rest, facecolor="none")
    words.set(xlim=(0, rest[2] * wide), ylim=(rest[3] * high, 0))
    words.set_axis_off()
    for number, blocks in enumerate(layout.columns):
        y = 0.0
        for block in blocks:
            _write(words, block, number * (layout.column + COLUMN_GAP), y)
            y += _height(block)


def pale(fill, part) -> tuple[float, float, float]:
    """A colour of which only this part is left, the rest paper."""
    return tuple(part * c + (1 - part) * paper for c, paper in zip(to_rgb(fill), to_rgb(GROUND), strict=True))


def _key(legend, taken_words, column):
    """The parties' names as a block: rows of (mark, colour, words, weight)."""
    rows = [("line", fill, words, 600) for words, fill in legend]
    for number, line in enumerate(wrap(taken_words, column - INDENT, SIZE) if taken_words else ()):
        rows.append(("" if number else "dot", legend[-1][1], line, 400))
    return rows


def _step(step, column):
    rows = [(str(step.number), step.fill, step.date, 600)]
    return rows + [("", MUTED, line, 400) for line in wrap(step.text, column - INDENT, SIZE) if line]


def _height(block) -> float:
    return len(block) * LEAD + BETWEEN


def _columns(blocks, columns):
    """The blocks in columns of about one height, in order."""
    part = sum(map(_height, blocks)) / columns
    found, used = [[] for _ in range(columns)], 0.0
    for block in blocks:
        found[min(int((used + _height(block) / 2) / part), columns - 1)].append(block)
        used += _height(block)
    return found


def _write(ax, block, x, y) -> None:
    for mark, fill, words, weight in block:
        middle = y + LEAD / 2
        if mark == "line":
            ax.plot([x + 2, x + 20], [middle] * 2, color=fill, lw=4, solid_capstyle="butt")
        elif mark == "dot":
            for number, part in enumerate((1, 0.65, 0.3)):
                ax.plot(x + 4 + 8 * number, middle, "o", ms=7, mfc=pale(fill, part), mec=MUTED, mew=0.5)
        elif mark:
            ax.plot(x + 11, middle, "o", ms=18, mfc=fill, mew=0 if on(fill) == "#ffffff" else 1, mec=INK)
            ax.text(x + 11, middle, mark, size=12, weight=600, color=on(fill), ha="center", va="center")
        ax.text(x + INDENT, middle, words, size=SIZE, weight=weight, va="center")
        y += LEAD
