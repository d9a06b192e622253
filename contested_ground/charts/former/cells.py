"""How many of how many, by row and column: a box for each pair, filled from below by the part of its whole."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.patches import Rectangle

from contested_ground.charts.former.axes import Row, text_width
from contested_ground.charts.former.figures import Figure, checked, figure, number
from contested_ground.charts.former.matrix import grid
from contested_ground.charts.former.palette import MUTED, PALETTE

HIGH = 26  # pixels of a box


def cells(table: pd.DataFrame, *, columns: Sequence[str], part: str, whole: str, left: float = 170, **words) -> Figure:
    """A box for each row and column, filled in proportion, with the whole written in it; nothing where nothing is.

    `table`: `row`, `column`, `value` and `total` (numbers, the one a part of the other). `part` and `whole` name what
    is counted: "dated to the day", "events". `columns` in their order; rows keep the table's. Raises ValueError for a
    value that is greater than its total.
    """
    table = checked(table, ["row", "column", "value", "total"], "cells.cells")
    if (table["value"] > table["total"]).any() or (table["value"] < 0).any():
        raise ValueError("cells.cells: a value is no part of its total")
    table = table[table["total"] > 0]
    names = list(dict.fromkeys(table["row"]))
    found = table.set_index(["row", "column"])[["value", "total"]].T.to_dict("list")
    sums = table.groupby("row", sort=False)[["value", "total"]].sum()

    def draw(layout):
        items = [Row(name, f"{number(value)} of {number(total)}", HIGH) for name, value, total in sums.itertuples()]
        sheet, places = grid(layout, items, columns, [], left)
        wide = (layout.width - layout.pick(left, 0)) / len(columns) - 4
        for middle, name in zip(sheet.middles, names, strict=True):
            for place, column in zip(places, columns, strict=True):
                if (name, column) not in found:
                    continue
                value, total = found[name, column]
                x, floor, level = place - wide / 2, middle + HIGH / 2, HIGH * value / total
                box = {"facecolor": "none", "edgecolor": MUTED, "linewidth": 0.8, "clip_on": False}
                sheet.ax.add_patch(
                    Rectangle((x, floor - level), wide, level, facecolor=PALETTE["teal"], alpha=0.45, clip_on=False)
                )
                sheet.ax.add_patch(Rectangle((x, floor - HIGH), wide, HIGH, **box))
                if text_width(number(total), layout.size) <= wide - 2:
                    sheet.write(place, middle, number(total), ha="center")
        return sheet.page

    lines = []
    for name in names:
        told = (f"{column} {number(found[name, column][0])} of {number(found[name, column][1])}" for column in columns
                if (name, column) in found)  # fmt: skip
        lines.append(f"{name}: {', '.join(told)}")
    describe = f"{part.capitalize()}, of all {whole}, by row. {'. '.join(lines)}."
    return figure(draw, table, describe, **words)
