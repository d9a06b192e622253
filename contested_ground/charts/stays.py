"""Stays: where a power was, when and as what; a band a power, in it a block a place."""

from matplotlib.patches import Rectangle

from contested_ground.charts.labels import day_number, per_px, rows_apart, year_axis
from contested_ground.charts.style import GROUND, HOLDERS, MUTED, RULE, narrow, on, settled, text_width

NEEDED = ["power", "words", "since", "until", "holder", "level", "open_start", "open_end"]
HIGH = {"held": 20, "present": 8}  # px
ROW, PAD, FADE, LEAST, SIZE = 24, 12, 10, 5, 13  # px; FADE a soft edge, LEAST a short block


def stays(table, ax, first=None, last=None):
    """Draw where each power was: a band a power in the table's order, a block a stay, its place in words.

    `table`: a row a stay with `power`, `words` (the place), `since`, `until` (datetime64; the day after the last),
    `holder` (a key of style.HOLDERS, for the colour), `level` (`held` a full block: it ruled there; `present` a low
    one: troops, a mission, or in name), `open_start`, `open_end` (bool: a soft edge). Stays that overlap stand in rows
    below one another. `first`, `last`: the days that the axis spans. The sheet must be as high as `stays_height` says.
    Raises ValueError for an empty table, a missing column, or a sheet too low.

        from contested_ground.charts.stays import stays, stays_height
        stays(table, ax=plt.gca())  # a sheet of stays_height(table, 760) px
    """
    first, last = _span(table, first, last)
    ax.set(xlim=day_number([first, last]), yticks=[])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, pad=4)
    box, tight = settled(ax), narrow(ax)
    rows, bands, needed = _plan(table, box.width, tight, first, last)
    if needed > box.height + 1:
        raise ValueError(f"stays needs {needed:.0f} px for {len(table)} rows; this drawing has {box.height:.0f}")
    ax.set_ylim(box.height, 0)
    year_axis(ax)
    ax.vlines(ax.get_xticks(), 0, box.height, color=RULE, linewidth=1, zorder=0)
    day = per_px(ax)[0]
    side = 0 if tight else 132
    for name, top in bands:
        ax.axhline(top, color=RULE, linewidth=1, zorder=0)
        at = (4 / box.width, top + 5) if tight else (-side / box.width, top + PAD / 2)
        ax.text(*at, name, transform=ax.get_yaxis_transform(), size=SIZE, weight=600, va="top")
    for stay, left, right, words_at, align, y in rows:
        _block(stay, left, right, y, day, ax)
        text = ax.text(day_number(first) + words_at * day, y, stay["words"], va="center_baseline", ha=align, size=SIZE)
        text.set_zorder(5)


def stays_height(table, width, first=None, last=None) -> int:
    """How many px high a sheet of some width must be for `stays` to draw the table; for `figure(height=…)`."""
    return int(_plan(table, width - (6 if width < 500 else 138), width < 500, *_span(table, first, last))[-1] + 26)


def _span(table, first, last):
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"stays needs the column {missing[0]}; it has {', '.join(map(str, table.columns))}")
    if table.empty:
        raise ValueError("stays needs at least one row; this table has none")
    return first or table["since"].min(), last or table["until"].max()


def _plan(table, width, tight, first, last):
    """Each stay with its ends in px, where its words stand and its level; each band's name and top; the height."""
    start, stop = day_number([first, last])
    scale = width / (stop - start)
    rows, bands, y = [], [], 0.0
    for name in table["power"].unique():
        bands.append((name, y))
        y += 22 if tight else 4
        mine, spans, placed = table[table["power"].eq(name)].to_dict("records"), [], []
        for stay in mine:
            left, right = ((day_number(stay[end]) - start) * scale for end in ("since", "until"))
            right = max(right, left + LEAST)
            wide = text_width(stay["words"], SIZE) + 2
            after = right + FADE * stay["open_end"] + 4
            if after + wide < width:
                placed.append((left, right, after, "left"))
                spans.append((left - FADE, after + wide))
            else:
                before = max(left - FADE * stay["open_start"] - 4, wide)
                placed.append((left, right, before, "right"))
                spans.append((before - wide, right + FADE))
        levels = rows_apart(spans, 8)
        rows += [(stay, *at, y + PAD + level * ROW) for stay, at, level in zip(mine, placed, levels, strict=True)]
        y += (max(levels) + 1) * ROW + 4
    return rows, bands, y


def _block(stay, left, right, y, day, ax):
    start, high, colour = ax.get_xlim()[0], HIGH[stay["level"]], HOLDERS[stay["holder"]]
    starts = left + FADE if stay["open_start"] and right - left > 2 * FADE else left  # a vague day: within the block
    ends = right - FADE if stay["open_end"] and right - left > 3 * FADE else right  # none told: beyond it
    pieces, step = [(starts, ends, 1.0)], FADE / 4
    for number, share in enumerate((0.7, 0.5, 0.3, 0.15)):
        if starts > left:
            pieces.append((starts - (number + 1) * step, starts - number * step, share))
        if stay["open_end"]:
            pieces.append((ends + number * step, ends + (number + 1) * step, share))
    for low, up, share in pieces:
        for fill, opacity, order in ((GROUND, 1, 2), (colour, share, 3)):
            patch = Rectangle((start + low * day, y - high / 2), (up - low) * day, high, color=fill, alpha=opacity)
            ax.add_artist(patch).set(linewidth=0, zorder=order)
        if on(colour) != "#ffffff":
            edges = [y - high / 2, y + high / 2]
            ax.hlines(edges, start + low * day, start + up * day, color=MUTED, linewidth=0.7, alpha=share, zorder=4)
