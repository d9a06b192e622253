"""Who lived where: changes between two dates, waffles, stacked bars, and series over the years.

Groups are keys of `palette.GROUPS` (others are drawn as a plain grey with their own name). Shares are in percent.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import IdentityTransform

from contested_ground.charts.former.axes import Row, blank, fill, mark, patch, rows, text_width, wrap
from contested_ground.charts.former.figures import Figure, checked, figure, number, percent
from contested_ground.charts.former.palette import GROUND, INK, MUTED, RULE, look

# How far two territories can be compared (`comparisons.grade`): in words, and as a line style.
GRADES = {
    "same": ("same territory", "-"),
    "close": ("close: small parts differ", (0, (7, 2))),
    "split": ("split: only a part of it", (0, (3, 2.5))),
    "not_comparable": ("not comparable", (0, (1, 2.5))),
}
BAND = [Line2D([], [], color=MUTED, alpha=0.35, linewidth=9, solid_capstyle="butt", label="strict to wide categories")]
PERCENTS = ((0, 25, 50, 75, 100), ("0", "25", "50", "75", "100 %"))


def group_mark(group: str, **style):
    """The legend's marker for a group."""
    shown = look(group)
    return mark(shown.label, shown.marker, shown.colour, **style)


def change(table: pd.DataFrame, *, before: str, after: str, **words) -> Figure:
    """Shares of groups at two dates, a hollow and a filled mark joined by a line, sorted by change.

    `table`: one row for each place and group, with `place`, `group`, `share_before`, `share_after` (percent, empty when
    not stated), `count_before`, `count_after` (persons, may be empty), `grade` (a key of GRADES); optionally
    `low_before`, `high_before`, `low_after`, `high_after` (percent: strict and wide mapping of categories, drawn as a
    band). Places are sorted by the change of the first group, those that cannot be compared last.
    `before` and `after` name the dates.
    """
    table = checked(
        table,
        ["place", "group", "share_before", "share_after", "count_before", "count_after", "grade"],
        "composition.change",
    )
    groups = list(dict.fromkeys(table["group"]))
    lead = table[table["group"] == groups[0]].assign(
        apart=lambda t: t["grade"] == "not_comparable", change=lambda t: t["share_after"] - t["share_before"]
    )
    order = list(lead.sort_values(["apart", "change", "place"], ascending=[True, False, True])["place"])
    order = list(dict.fromkeys([*order, *table["place"]]))
    by_place = dict(iter(table.groupby("place", sort=False)))
    blocks = {place: by_place[place] for place in order}

    def draw(layout):
        step = layout.pick(20, 34)
        sheet = rows(
            layout,
            [Row(place, GRADES[block["grade"].iloc[0]][0], step * len(block)) for place, block in blocks.items()],
            left=190,
            right=165,
            legend=[
                *map(group_mark, groups),
                mark(before, "o", hollow=True),
                mark(after, "o"),
                *BAND[: int("low_before" in table or "low_after" in table)],
            ],
        )
        ax = sheet.ax
        ax.set_xlim(0, 100)
        sheet.ticks(*PERCENTS)
        for middle, block in zip(sheet.middles, blocks.values(), strict=True):
            for at, row in enumerate(block.to_dict("records")):
                y = middle + (at - len(block) / 2 + layout.pick(0.5, 0.72)) * step
                _arrow(ax, y, row)
                counts = _from_to(row["count_before"], row["count_after"], number)
                if layout.narrow:
                    sheet.write(0, y - 15, f"{row['group']} {counts}", color=MUTED)
                else:
                    sheet.write(layout.width, y, counts, color=MUTED, ha="right")
        return sheet.page

    lines = [
        f"{place} ({GRADES[block['grade'].iloc[0]][0]}): "
        + "; ".join(
            f"{row['group']} {_from_to(row['share_before'], row['share_after'], percent)}"
            f" ({_from_to(row['count_before'], row['count_after'], number)}{_bands(row, before, after)})"
            for row in block.to_dict("records")
        )
        for place, block in blocks.items()
    ]
    describe = f"Shares and, in brackets, persons, {before} → {after}, by place from the top. " + ". ".join(lines) + "."
    data = pd.concat(blocks.values())
    return figure(draw, data, describe, **words)


def _arrow(ax, y: float, row: Mapping) -> None:
    shown = look(row["group"])
    ends = row["share_before"], row["share_after"]
    for end in ("before", "after"):
        low, high = (row.get(f"{bound}_{end}", np.nan) for bound in ("low", "high"))
        if pd.notna(low) and pd.notna(high) and high > low:
            ax.plot([low, high], [y, y], color=shown.colour, alpha=0.35, linewidth=9, solid_capstyle="butt")
    if all(map(pd.notna, ends)):
        ax.plot(ends, [y, y], color=shown.colour, linewidth=2, linestyle=GRADES[row["grade"]][1])
    for share, face in zip(ends, (GROUND, shown.colour), strict=True):
        if pd.notna(share):
            ax.plot(
                [share],
                [y],
                shown.marker,
                color=shown.colour,
                markerfacecolor=face,
                markersize=8,
                markeredgewidth=1.8,
                clip_on=False,
            )


def _bands(row: Mapping, before: str, after: str) -> str:
    bounds = (
        (name, row.get(f"low_{end}", np.nan), row.get(f"high_{end}", np.nan))
        for name, end in ((before, "before"), (after, "after"))
    )
    return "".join(
        f"; {name} between {percent(low)} and {percent(high)} by mapping of categories"
        for name, low, high in bounds
        if pd.notna(low) and pd.notna(high)
    )


def _from_to(before: float, after: float, form) -> str:
    return " → ".join("not stated" if pd.isna(value) else form(value) for value in (before, after))


def stacked(table: pd.DataFrame, **words) -> Figure:
    """One bar of 100 percent for each row, up to five parts; what the parts leave is drawn blank: not stated.

    `table`: `row`, `group`, `share` (percent), optionally `detail` (a line under the row's label, such as its total).
    Rows and groups keep the table's order. Raises ValueError for more than five groups: fold the small ones first.
    """
    table = checked(table, ["row", "group", "share"], "composition.stacked")
    groups = list(dict.fromkeys(table["group"]))
    if len(groups) > 5:
        raise ValueError(f"composition.stacked: {len(groups)} groups; four and 'others' is the most")
    shares = table.pivot(index="row", columns="group", values="share").loc[list(dict.fromkeys(table["row"])), groups]
    over = shares.sum(axis=1)
    if (over > 100.5).any():
        raise ValueError(f"composition.stacked: the shares of {over.idxmax()} add up to {over.max():.1f}")
    details = table.drop_duplicates("row").set_index("row").get("detail", pd.Series(dtype=str))

    def draw(layout):
        sheet = rows(
            layout,
            [Row(row, details.get(row, ""), 32) for row in shares.index],
            legend=[patch(look(group)) for group in groups],
        )
        sheet.ax.set_xlim(0, 100)
        sheet.ticks(*PERCENTS)
        for middle, (_, values) in zip(sheet.middles, shares.iterrows(), strict=True):
            start = 0.0
            sheet.ax.add_patch(Rectangle((0, middle), 100, 15, facecolor="none", edgecolor=MUTED, linewidth=0.8))
            for group, share in values.dropna().items():
                sheet.ax.add_patch(Rectangle((start, middle), share, 15, **fill(look(group))))
                label = f"{share:.0f}"
                room = share / 100 * (layout.width - layout.pick(210, 28))
                if text_width(label, layout.size) + 2 < room:
                    sheet.ax.text(start, middle - 8, label, va="center_baseline", color=INK)
                start += share
        return sheet.page

    lines = [
        f"{row}: "
        + ", ".join(f"{group} {percent(share)}" for group, share in values.dropna().items())
        + (f", not stated {percent(100 - values.sum())}" if values.sum() < 99 else "")
        for row, values in shares.iterrows()
    ]
    return figure(draw, table, "Shares by row from the top. " + ". ".join(lines) + ".", **words)


def hundred(shares: Sequence[float]) -> list[int]:
    """Whole squares out of a hundred for shares in percent, by largest remainder; what is missing stays missing."""
    shares = np.asarray(shares, float)
    squares = np.floor(shares).astype(int)
    for at in np.argsort(-(shares - squares), kind="stable")[: round(shares.sum()) - squares.sum()]:
        squares[at] += 1
    return squares.tolist()


def waffle(table: pd.DataFrame, **words) -> Figure:
    """Small multiples of 100 squares, one square for each percent; squares that no group fills are outlined.

    `table`: `panel`, `group`, `share` (percent), optionally `detail` (a line under the panel's name). The table's order
    is kept.
    """
    table = checked(table, ["panel", "group", "share"], "composition.waffle")
    panels = dict(iter(table.groupby("panel", sort=False)))

    def draw(layout):
        columns = min(len(panels), layout.pick(5, 3))
        wide = min(layout.width / columns, 200)
        cell = (wide - layout.pick(28, 14)) / 10
        names = {
            panel: wrap(panel, wide - 8, layout.size, "bold")
            + wrap(block.get("detail", pd.Series([""])).iloc[0], wide - 8, layout.size)
            for panel, block in panels.items()
        }
        head = max(map(len, names.values())) * layout.size * 1.25 + 6
        tall = head + 10 * cell + 18
        legend = [patch(look(group)) for group in dict.fromkeys(table["group"])]
        sheet = blank(layout, -(-len(panels) // columns) * tall, 0, 0, legend, head=4)
        sheet.ax.set_xlim(0, layout.width)
        for at, (panel, block) in enumerate(panels.items()):
            x, y = at % columns * wide, sheet.top + at // columns * tall
            bold = len(wrap(panel, wide - 8, layout.size, "bold"))
            for line, text in enumerate(names[panel]):
                sheet.write(
                    x,
                    y + (line + 0.5) * layout.size * 1.25,
                    text,
                    fontweight="bold" if line < bold else "normal",
                    color=INK if line < bold else MUTED,
                )
            squares = hundred(block["share"])
            start = 0
            for group, count in zip(block["group"], squares, strict=True):
                sheet.ax.add_patch(PathPatch(_squares(start, count, x, y + head, cell), **fill(look(group))))
                start += count
            sheet.ax.add_patch(
                PathPatch(_squares(start, 100 - start, x, y + head, cell), facecolor="none", edgecolor=RULE)
            )
        return sheet.page

    lines = [
        f"{panel}: " + ", ".join(f"{row['group']} {percent(row['share'])}" for row in block.to_dict("records"))
        for panel, block in panels.items()
    ]
    return figure(draw, table, "Shares by panel. " + ". ".join(lines) + ".", **words)


def _squares(start: int, count: int, x: float, y: float, cell: float) -> Path:
    """Squares `start` to `start + count` of a waffle that fills row by row from the top left corner (x, y)."""
    box = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * (cell - 1)
    corners = [(x + at % 10 * cell, y + at // 10 * cell) for at in range(start, start + count)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    vertices = np.concatenate([box + corner for corner in corners]) if corners else np.empty((0, 2))
    return Path(vertices, codes * len(corners))


def series(table: pd.DataFrame, *, breaks: Mapping[int, str] | None = None, unit: str = "persons", **words) -> Figure:
    """Numbers over the years, one panel below the other, each from zero, joined only within the same `line`.

    `table`: `year`, `group`, `value`; optionally `panel`, `line` (a label: points with the same one are comparable and
    joined; without it all of a group are) and `status` (anything but `printed` is drawn hollow). `breaks`: a year and
    what changed in it, drawn as a dashed upright.
    """
    table = checked(table, ["year", "group", "value"], "composition.series")
    table = table.assign(
        **{
            name: value
            for name, value in (("panel", ""), ("line", ""), ("status", "printed"))
            if name not in table.columns
        }
    ).sort_values("year", kind="stable")
    groups, panels = (list(dict.fromkeys(table.sort_index()[name])) for name in ("group", "panel"))
    years, breaks = sorted(table["year"].unique()), dict(breaks or {})

    def draw(layout):
        tall, head = layout.pick(150, 130), 34 if any(panels) else 20  # room for a panel's name over letters and axis
        legend = [group_mark(group, line="-") for group in groups]
        if (table["status"] != "printed").any():
            legend.append(mark("derived, rounded or doubtful", "o", MUTED, hollow=True))
        notes = [f"{letter}: {year}, {text}" for letter, (year, text) in zip("abcdefgh", breaks.items(), strict=False)]
        foot = [line for note in notes for line in wrap(note, layout.width - 4, layout.size)]
        line_height = layout.size * 1.25
        sheet = blank(layout, len(panels) * (tall + head + 14) + 24 + len(foot) * line_height, 56, 16, legend, head=4)
        ax = sheet.ax
        ax.set_xlim(min(years), max(years))
        for at, panel in enumerate(panels):
            block = table[table["panel"] == panel]
            floor = sheet.top + at * (tall + head + 14) + head + tall
            steps = MaxNLocator(nbins=4, steps=[1, 2, 5, 10]).tick_values(0, block["value"].max())
            sheet.write(0, floor - tall - head + 8, str(panel), fontweight="bold")
            for step in steps:
                y = floor - step / steps[-1] * tall
                ax.plot([min(years), max(years)], [y, y], color=RULE, linewidth=1, zorder=0)
                sheet.write(50, y, number(step), color=MUTED, ha="right")
            for letter, year in zip("abcdefgh", breaks, strict=False):
                ax.plot([year, year], [floor - tall, floor], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
                ax.text(year, floor - tall - 9, letter, ha="center", va="center_baseline", color=MUTED)
            for (group, _), points in block.groupby(["group", "line"], sort=False):
                shown = look(group)
                heights = floor - points["value"] / steps[-1] * tall
                ax.plot(points["year"], heights, color=shown.colour, linewidth=1.8)
                for year, height, status in zip(points["year"], heights, points["status"], strict=True):
                    ax.plot(
                        [year],
                        [height],
                        shown.marker,
                        color=shown.colour,
                        markersize=7,
                        clip_on=False,
                        markerfacecolor=shown.colour if status == "printed" else GROUND,
                        markeredgewidth=1.5,
                    )
        last = -1e9
        for year in years:
            x = ax.transData.transform((year, 0))[0]
            if x - last > 38:
                ax.text(year, floor + 14, f"{year:.0f}", ha="center", va="center_baseline", color=MUTED)
                last = x
        for at, line in enumerate(foot):
            sheet.write(0, floor + 34 + at * line_height, line, color=MUTED)
        return sheet.page

    lines = []
    for (panel, group), points in table.groupby(["panel", "group"], sort=False):
        values = ", ".join(f"{number(v)} in {y:.0f}" for y, v in zip(points["year"], points["value"], strict=True))
        lines.append(" ".join(filter(None, [str(panel), f"{group}:", values])))
    ends = [f"Break in {year}: {text}" for year, text in breaks.items()]
    return figure(draw, table, f"In {unit}. " + ". ".join(lines + ends) + ".", **words)


def tiles(table: pd.DataFrame, *, unit: str = "percent", full: float = 100, **words) -> Figure:
    """A tile for each district, roughly where it lies, filled from below in proportion to its value.

    `table`: `place`, `column`, `row` (its tile, counted from 0 at the north-west), `value` (in `unit`; empty: not
    stated, an empty tile) and optionally `group` (key of the palette: the fill). `full` is the value of a full tile.
    """
    table = checked(table, ["place", "column", "row", "value"], "composition.tiles")
    if (table["value"] > full).any() or (table["value"] < 0).any():
        raise ValueError(f"composition.tiles: a value is outside 0 to {full:g}, so its tile could not show it")
    columns, deep = int(table["column"].max()) + 1, int(table["row"].max()) + 1
    groups = [group for group in dict.fromkeys(table.get("group", ())) if isinstance(group, str)]

    def draw(layout):
        side = min(layout.width / columns, 120)
        lines = 2 if side > 90 else 3
        tall = layout.size * 1.2 * lines + side * 0.62 + 14
        sheet = blank(layout, deep * tall, 0, 0, [patch(look(group)) for group in groups], head=4)
        sheet.ax.set_xlim(0, layout.width)
        for tile in table.to_dict("records"):
            x, y = tile["column"] * side, sheet.top + tile["row"] * tall
            name = wrap(tile["place"], side - 6, layout.size)[:lines]
            for at, text in enumerate(name, lines - len(name)):
                sheet.write(x, y + (at + 0.5) * layout.size * 1.2, text)
            box, high = y + layout.size * 1.2 * lines + 2, side * 0.62
            shown = look(tile["group"]) if isinstance(tile.get("group"), str) else look("stone")
            if pd.notna(tile["value"]):
                level = high * tile["value"] / full
                sheet.ax.add_patch(Rectangle((x, box + high - level), side - 8, level, **fill(shown)))
            sheet.ax.add_patch(Rectangle((x, box), side - 8, high, facecolor="none", edgecolor=MUTED, linewidth=0.8))
            text = "–" if pd.isna(tile["value"]) else number(tile["value"])
            sheet.write(
                x + side - 12,
                box + layout.size * 0.75,
                text,
                ha="right",
                bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1},
            )
        return sheet.page

    lines = [
        f"{row['place']}: {'not stated' if pd.isna(row['value']) else number(row['value'])}"
        for row in table.to_dict("records")
    ]
    return figure(draw, table, f"In {unit}, from the north-west. " + ". ".join(lines) + ".", **words)


def bubble(ax: Axes, x: float, y: float, side: float, shares: Mapping[str, float]) -> None:
    """A square of `side` pixels at a point of a map, sliced upright into its groups' shares (percent).

    `ax`: the map's axes, its limits set. The slices take the looks of the groups; what they leave to 100 stays open.
    """
    left, middle = ax.transData.transform((x, y)) - (side / 2, 0)
    pixels = {"transform": IdentityTransform(), "clip_on": False, "zorder": 3}
    bottom = middle - side / 2
    ax.add_patch(Rectangle((left, bottom), side, side, facecolor=GROUND, edgecolor=INK, linewidth=0.8, **pixels))
    for group, share in shares.items():
        ax.add_patch(Rectangle((left, bottom), side * share / 100, side, **fill(look(group)), **pixels))
        left += side * share / 100
