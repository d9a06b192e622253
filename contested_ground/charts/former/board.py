"""A board: one row for each thing told, one column for each aspect of it, in words, with a swatch or a shape beside."""

from collections.abc import Mapping

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from contested_ground.charts.former.axes import LEADING, blank, fill, wrap
from contested_ground.charts.former.figures import Figure, checked, figure
from contested_ground.charts.former.matrix import ACTIONS
from contested_ground.charts.former.palette import INK, MUTED, RULE, VOICES, look

SIGN = 18  # pixels that a swatch or a shape takes before its cell's text
GAP = 14  # between columns


def board(
    table,
    *,
    columns: Mapping[str, str],
    widths: Mapping[str, float] | None = None,
    swatches: Mapping[str, str] | None = None,
    shapes: Mapping[str, str] | None = None,
    **words,
) -> Figure:
    """Rows of short texts under heads; on a narrow sheet the cells of a row stand below each other.

    `table`: the `columns`, each with its head; the first names the row. `widths`: shares of the wide sheet, else equal
    ones. `swatches`, `shapes`: a column and the column that holds its sign, for a swatch a key of the palette (holder,
    group or voice), for a shape a key of `matrix.ACTIONS`. An empty cell stays empty: not stated. Rows keep the
    table's order.
    """
    table = checked(table, columns, "board.board")
    swatches, shapes = dict(swatches or {}), dict(shapes or {})
    shares = {name: (widths or {}).get(name, 1) for name in columns}
    first, *others = columns
    records = [{k: v if isinstance(v, str) else "" for k, v in row.items()} for row in table.to_dict("records")]

    def draw(layout):
        line, whole = layout.size * LEADING, sum(shares.values())
        lefts, at = {}, 0.0
        for name, share in shares.items():
            lefts[name] = at
            at += share / whole * (layout.width + GAP)
        texts, signs, floors, y = [], [], [], 0.0
        for row in records:
            top = deepest = y
            for name, head in columns.items():
                signed = SIGN if row.get(swatches.get(name) or shapes.get(name), "") else 0
                room = layout.pick(shares[name] / whole * (layout.width + GAP) - GAP, layout.width - 4) - signed
                x, at = layout.pick(lefts[name], 0), layout.pick(top, deepest)
                text = row[name] if name == first or not layout.narrow else f"{head}: {row[name]}" * bool(row[name])
                style = {"color": INK, "fontweight": "bold" if name == first else "normal"}
                if text and signed:
                    signs.append((x, at + line / 2, row, name))
                for part in wrap(text, room, layout.size, style["fontweight"]) if text else []:
                    texts.append((x + signed, at + line / 2, part, style))
                    at += line
                deepest = max(deepest, at)
            y = deepest + 12
            floors.append(y - 6)
        heads = {
            name: wrap(head, shares[name] / whole * layout.width - GAP, layout.size) for name, head in columns.items()
        }
        head = layout.pick(max(map(len, heads.values())) * line + 10, 4)
        sheet = blank(layout, y, 0, 0, head=head)
        sheet.ax.set_xlim(0, layout.width)
        for floor in [-6, *floors[:-1]][layout.pick(0, 1) :]:
            sheet.ax.plot([0, layout.width], [sheet.top + floor] * 2, color=RULE, linewidth=1)
        for name, lines in heads.items() if not layout.narrow else ():
            for number, text in enumerate(lines):
                sheet.write(lefts[name], (number + 0.5) * line, text, color=MUTED)
        for x, at, text, style in texts:
            sheet.write(x, sheet.top + at, text, **style)
        for x, at, row, name in signs:
            _sign(sheet.ax, x, sheet.top + at, row.get(swatches.get(name), ""), row.get(shapes.get(name), ""))
        return sheet.page

    lines = []
    for row in records:
        cells = "; ".join(f"{columns[name]}: {row[name]}" for name in others if row[name])
        lines.append(f"{row[first]}{': ' * bool(cells)}{cells}")
    return figure(draw, table, "Row by row. " + ". ".join(lines) + ".", **words)


def _sign(ax, x: float, y: float, key: str, action: str) -> None:
    if action:
        ax.add_line(Line2D([x + 6], [y], marker=ACTIONS[action], color=INK, markersize=8, linestyle="none"))
    elif key in VOICES:
        shown = look(key)
        ax.add_line(Line2D([x + 6], [y], marker=shown.marker, color=shown.colour, markersize=7, linestyle="none"))
    else:
        ax.add_patch(Rectangle((x, y - 6), 12, 12, **fill(look(key))))
