"""Along the article: which paragraphs hold what, and which contradict each other."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.patches import Arc, PathPatch
from matplotlib.path import Path

from contested_ground.charts.former.axes import Row, Sheet, rows
from contested_ground.charts.former.figures import Figure, checked, figure
from contested_ground.charts.former.palette import INK, MUTED, RULE, look


def barcode(table: pd.DataFrame, *, paragraphs: int, left: float = 150, **words) -> Figure:
    """A row for each category, a stroke for each paragraph that has it; beside it, how many.

    `table`: `paragraph` (number), `category` (voice, theatre, …; a key of the palette takes its colour). `paragraphs`:
    how many the article has. Categories keep the table's order.
    """
    table = checked(table, ["paragraph", "category"], "paragraphs.barcode")
    found = {
        category: sorted(set(numbers))
        for category, numbers in table.astype({"paragraph": int}).groupby("category", sort=False)["paragraph"]
    }

    def draw(layout):
        items = [Row(f"{look(category).label}: {len(numbers)}", band=22) for category, numbers in found.items()]
        sheet = rows(layout, items, left=left)
        _paragraph_axis(sheet, paragraphs)
        for middle, (category, numbers) in zip(sheet.middles, found.items(), strict=True):
            colour = look(category).colour
            strokes = [((a - 0.5, middle - 11), (b + 0.5, middle + 11)) for a, b in ranges(numbers)]
            vertices = [
                point for (x0, y0), (x1, y1) in strokes for point in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
            ]
            codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(strokes)
            sheet.ax.add_patch(
                PathPatch(Path(vertices, codes), facecolor=INK if colour == MUTED else colour, linewidth=0)
            )
        return sheet.page

    lines = []
    for category, numbers in found.items():
        stretches = ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in ranges(numbers))
        lines.append(f"{look(category).label}: {len(numbers)} ({stretches})")
    return figure(draw, table, f"Of {paragraphs} paragraphs. " + ". ".join(lines) + ".", **words)


def ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as stretches without a gap: [1, 2, 5] gives [(1, 2), (5, 5)]."""
    cuts = [0, *(np.flatnonzero(np.diff(numbers) > 1) + 1), len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(cuts)]


def arcs(table: pd.DataFrame, *, paragraphs: int, left: float = 150, **words) -> Figure:
    """An arc from each paragraph to the one that it is at odds with, in a row for each kind.

    `table`: `kind`, `paragraph`, `other` (number; empty for a fault within one paragraph, drawn as a stroke), `title`.
    `paragraphs`: how many the article has. Kinds keep the table's order.
    """
    table = checked(table, ["kind", "paragraph", "other", "title"], "paragraphs.arcs")
    kinds = dict(iter(table.groupby("kind", sort=False)))

    def draw(layout):
        tall = {kind: _height(block, paragraphs).fillna(10).max() for kind, block in kinds.items()}
        items = [Row(f"{kind}: {len(block)}", band=tall[kind] + 4) for kind, block in kinds.items()]
        sheet = rows(layout, items, left=left)
        _paragraph_axis(sheet, paragraphs)
        for middle, item, block in zip(sheet.middles, items, kinds.values(), strict=True):
            floor = middle + item.band / 2
            sheet.ax.plot([1, paragraphs], [floor, floor], color=RULE, linewidth=1)
            for row, height in zip(block.itertuples(), _height(block, paragraphs), strict=True):
                if pd.isna(height):
                    sheet.ax.plot([row.paragraph] * 2, [floor - 10, floor], color=INK, linewidth=1.2)
                else:
                    centre, span = (row.paragraph + row.other) / 2, abs(row.other - row.paragraph)
                    half = {"theta1": 180, "theta2": 360}  # the upper half: y counts downwards
                    sheet.ax.add_patch(Arc((centre, floor), span, 2 * height, color=INK, linewidth=1.2, **half))
        return sheet.page

    def told(row) -> str:
        other = "" if pd.isna(row.other) else f" and {row.other:.0f}"
        return f"{row.paragraph:.0f}{other}, {row.title}"

    lines = [f"{kind}, {len(block)}: {'; '.join(map(told, block.itertuples()))}" for kind, block in kinds.items()]
    return figure(draw, table, "Paragraphs at odds, by kind. " + ". ".join(lines) + ".", **words)


def _height(block: pd.DataFrame, paragraphs: int) -> pd.Series:
    """Pixels that each arc rises: by the root of its span, so that short ones show; missing within one paragraph."""
    span = (block["other"] - block["paragraph"]).abs()
    return 80 * np.sqrt(span.where(span > 0) / paragraphs)


def _paragraph_axis(sheet: Sheet, paragraphs: int) -> None:
    sheet.ax.set_xlim(0.5, paragraphs + 0.5)
    places = [1, *range(50, paragraphs - 20, 50), paragraphs]
    sheet.ticks(places, list(map(str, places)))
