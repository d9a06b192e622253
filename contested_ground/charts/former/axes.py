"""The sheets that charts are drawn on: labelled rows, axes in time and number, legends.

Every chart puts its rows on one sheet whose vertical unit is the CSS pixel, counted downwards. On a wide sheet a row's
label stands in a column on the left; on a narrow one it stands above the row, so that the drawing keeps its width.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil

import matplotlib.figure
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import TextToPath
from matplotlib.transforms import IdentityTransform, blended_transform_factory

from contested_ground.charts.former.figures import Layout
from contested_ground.charts.former.palette import GROUND, INK, MUTED, RULE, Look

# English on every machine: strftime follows the locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LEADING = 1.25  # line height of labels, in text sizes


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of `text` in pixels, measured in DejaVu Sans, the widest font of the family that readers see."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break `text` between words into lines of at most `width` pixels; a longer word keeps a line of its own."""
    lines = [""]
    for word in str(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its label, a muted line under it, the height of its band; a heading has no band."""

    label: str
    detail: str = ""
    band: float = 18
    heading: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page with one axes: x in the data's unit, y in pixels downwards from the top."""

    layout: Layout
    page: matplotlib.figure.Figure
    ax: Axes
    top: float  # where the rows begin, below legend and axis
    bottom: float
    middles: tuple[float, ...] = ()  # of each row's band
    floors: tuple[float, ...] = ()  # half-way between each row and the next

    def write(self, x: float, y: float, text: str, **style) -> None:
        """Write `text` at `x` pixels from the sheet's left edge."""
        pixels = blended_transform_factory(IdentityTransform(), self.ax.transData)
        self.ax.text(x, y, text, **{"va": "center_baseline", "color": INK, "transform": pixels, **style})

    def _label_spans(self, places: Sequence[float], labels: Sequence[str]) -> list[tuple[float, float]]:
        """Where labels over `places` begin and end, in pixels; those at the ends are pushed onto the sheet."""
        spans = []
        for place, label in zip(places, labels, strict=True):
            wide = text_width(label, self.layout.size)
            start = self.ax.transData.transform((place, 0))[0] - wide / 2
            start = min(max(start, 0), self.layout.width - wide)
            spans.append((start, start + wide))
        return spans

    def fits(self, places: Sequence[float], labels: Sequence[str]) -> bool:
        """Whether the labels of an axis stand clear of each other."""
        return all(one[1] + 6 <= other[0] for one, other in pairwise(self._label_spans(places, labels)))

    def ticks(self, places: Sequence[float], labels: Sequence[str]) -> None:
        """Label the axis above the rows and draw light rules down from it."""
        for place, label, (start, _) in zip(places, labels, self._label_spans(places, labels), strict=True):
            self.ax.plot([place, place], [self.top - 3, self.bottom], color=RULE, linewidth=1, zorder=0)
            self.write(start, self.top - 11, label, color=MUTED)


def blank(
    layout: Layout, height: float, left: float, right: float, legend: Sequence = (), head: float = 24, foot: float = 0
) -> Sheet:
    """A sheet with `height` pixels for its rows; added are legend and `head` pixels for an axis above, `foot` below."""
    top = _legend_height(layout, legend) + head
    width, full = layout.width, ceil(top + height + foot)
    page = matplotlib.figure.Figure(figsize=(width / 72, full / 72), dpi=72)
    page.patch.set_visible(False)
    ax = page.add_axes((left / width, 0, 1 - (left + right) / width, 1))
    ax.set_axis_off()
    ax.set_ylim(full, 0)
    if legend:
        page.legend(
            handles=list(legend),
            loc="upper left",
            bbox_to_anchor=(0, 1),
            ncols=_legend_columns(layout, legend),
            borderpad=0,
            borderaxespad=0.2,
            handlelength=1.8,
            handletextpad=0.6,
            columnspacing=1.4,
            labelspacing=LEADING - 1,
        )
    return Sheet(layout, page, ax, top, top + height)


def rows(
    layout: Layout,
    items: Sequence[Row],
    *,
    left: float = 190,
    right: float = 20,
    legend: Sequence = (),
    head: float = 24,
    foot: float = 4,
    gap: float = 8,
) -> Sheet:
    """A sheet of labelled rows. `left` is the label column of the wide sheet, `right` its right margin."""
    line = layout.size * LEADING
    blocks, at = [], 0.0
    for item in items:
        room = layout.width - 4 if item.heading or layout.narrow else left - 14
        weight = "bold" if item.heading else "normal"
        lines = [(text, INK, weight) for text in wrap(item.label, room, layout.size, weight) if text]
        lines += [(text, MUTED, "normal") for text in wrap(item.detail, room, layout.size) if text]
        text_height, band = len(lines) * line, 0 if item.heading else item.band
        stacked = layout.narrow or item.heading
        height = text_height + band if stacked else max(text_height, band)
        text_top = at if stacked else at + (height - text_height) / 2
        middle = at + height - band / 2 if stacked else at + height / 2
        blocks.append((lines, text_top, middle, at + height + gap / 2))
        at += height + gap
    page = blank(layout, at, layout.pick(left, 12), layout.pick(right, min(right, 16)), legend, head, foot)
    for lines, text_top, *_ in blocks:
        for number, (text, colour, weight) in enumerate(lines):
            page.write(0, page.top + text_top + line * (number + 0.5), text, color=colour, fontweight=weight)
    middles, floors = zip(*((page.top + middle, page.top + floor) for *_, middle, floor in blocks), strict=True)
    return replace(page, middles=middles, floors=floors)


def patch(look: Look) -> Patch:
    """A legend's swatch for a look."""
    return Patch(label=look.label, **fill(look))


def fill(look: Look) -> dict:
    """How matplotlib fills a shape with a look: hue, and its texture in the ground's colour."""
    edge = MUTED if look.colour == GROUND else GROUND
    return {"facecolor": look.colour, "hatch": look.hatch or None, "edgecolor": edge, "linewidth": 0.8}


def mark(label: str, marker: str, colour: str = INK, *, hollow: bool = False, line: str = "none") -> Line2D:
    """A legend's marker; with `line`, a line of that style."""
    return Line2D(
        [],
        [],
        label=label,
        marker=marker,
        color=colour,
        linestyle=line,
        markersize=7,
        markerfacecolor=GROUND if hollow else colour,
        markeredgecolor=colour,
    )


def _legend_columns(layout: Layout, handles: Sequence) -> int:
    """The most columns that fit, filled from top to bottom as matplotlib fills them."""
    widths = [text_width(handle.get_label(), layout.size) + layout.size * 3.8 for handle in handles]
    for columns in range(len(widths), 1, -1):
        tall, extra = divmod(len(widths), columns)
        ends = [column * tall + min(column, extra) for column in range(columns + 1)]
        if sum(max(widths[a:b]) for a, b in pairwise(ends)) <= layout.width:
            return columns
    return 1


def _legend_height(layout: Layout, handles: Sequence) -> float:
    if not handles:
        return 0
    return -(-len(handles) // _legend_columns(layout, handles)) * layout.size * LEADING + 8
