"""The words of a campaign's steps: a list beside the map, below it on the phone, with at most three parties named."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from contested_ground.charts.maps.ground import GROUND, INK, MUTED
from contested_ground.charts.maps.words import wrap

BESIDE = 0.36  # the list's part of a wide sheet
GAP = 18.0  # pixels between map and list
SIZE, LEAD = 13.0, 17.0  # of the words, pixels
BETWEEN = 9.0  # pixels between two steps
LEAST_MAP = 200.0  # pixels


@dataclass
class Story:
    """Divides axes into a map and a list, and writes the list.

    `steps` has number, date, text and party; `parties` and `colours` give a party's words and colour. Raises ValueError
    with the height that is wanted when the axes are too low.
    """

    ax: Axes
    steps: pd.DataFrame
    parties: dict[str, str]
    colours: dict[str, str]

    def __post_init__(self):
        figure = self.ax.figure
        if figure.get_layout_engine():
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
        box = self.ax.get_position()
        wide, high = figure.get_size_inches() * 72
        width, height = box.width * wide, box.height * high
        self.narrow = wide < 500
        column = width if self.narrow else BESIDE * width - GAP
        need = self.height(column)
        if height < need + (LEAST_MAP if self.narrow else 0):
            least = need + (LEAST_MAP + high - height if self.narrow else high - height)
            raise ValueError(
                f"campaign_map: the words of {len(self.steps)} steps want a sheet at least {least:.0f} px high"
            )
        if self.narrow:
            parts = (box.x0, box.y0 + (need + 8) / high, box.width, box.height - (need + 8) / high)
            words = (box.x0, box.y0, box.width, need / high)
        else:
            parts = (box.x0, box.y0, box.width * (1 - BESIDE), box.height)
            words = (box.x0 + box.width * (1 - BESIDE) + GAP / wide, box.y0, column / wide, box.height)
        self.map_axes = self.ax
        self.ax.set_position(parts)
        self._write(figure.add_axes(words), words[2] * wide, words[3] * high)

    @cached_property
    def legend(self) -> list[tuple[str, str]]:
        return list(self.parties.items())

    def lines(self, text, column) -> list[str]:
        return wrap(text, column - 28, SIZE)

    def height(self, column) -> float:
        """Pixels that the list takes in a column of this width."""
        rows = sum(1 + len(self.lines(step.text, column)) for step in self.steps.itertuples())
        return rows * LEAD + len(self.steps) * BETWEEN + len(self.legend) * (LEAD + 3) + 14

    def _write(self, ax, width, height) -> None:
        ax.set(xlim=(0, width), ylim=(height, 0), facecolor="none")
        ax.set_axis_off()
        y = 4.0
        for party, words in self.legend:
            ax.plot([2, 20], [y + LEAD / 2] * 2, color=self.colours[party], lw=4, solid_capstyle="butt")
            ax.text(28, y + LEAD / 2, words, size=SIZE, va="center", color=INK, weight=600)
            y += LEAD + 3
        y += 10
        for step in self.steps.itertuples():
            fill = self.colours.get(step.party, MUTED)
            from contested_ground.charts.maps.campaign import on

            ax.plot(11, y + LEAD / 2, "o", ms=18, mfc=fill, mec=GROUND, mew=0)
            ax.text(
                11,
                y + LEAD / 2,
                str(step.number),
                size=12,
                weight=600,
                color=on(fill),
                ha="center",
                va="center_baseline",
            )
            ax.text(28, y + LEAD / 2, step.date, size=SIZE, weight=600, color=INK, va="center")
            for line in self.lines(step.text, width):
                y += LEAD
                ax.text(28, y + LEAD / 2, line, size=SIZE, color=INK, va="center")
            y += LEAD + BETWEEN
