"""Giver to receiver: who gave what to whom, an arrow a number that is told."""

from contested_ground.charts.labels import date_words
from contested_ground.charts.style import INK, MUTED, RULE, narrow, settled, text_width, wrap

NEEDED = ["giver", "receiver", "what", "who", "start", "end"]
LEADING = 15.5  # px


def flows(table, ax):
    """Draw who gave what to whom: an arrow from a named giver to a named receiver, the number and its unit on it.

    `table`: what `analysis.gifts.gifts` returns, a row an arrow, in date order: `giver`, `receiver`, `what`, `who` (who
    says so; empty where nobody is named), `start`, `end`. A giver that gives several things running is named once. All
    arrows are alike, since cartridges and roubles are of no one scale. The sheet must be as high as `flows_height`
    says. Raises ValueError for an empty table, a missing column, or a sheet too low.

        from contested_ground import load
        from contested_ground.analysis.gifts import gifts
        from contested_ground.charts.flows import flows, flows_height
        table = gifts(load(), {"karabakh-1920-04-supplied-shells": ("zangezur-forces", "dro-forces")})
        flows(table, ax=plt.gca())  # a sheet of flows_height(table, 760) px
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"flows needs the column {missing[0]}; analysis.gifts.gifts makes it")
    if table.empty:
        raise ValueError("flows needs at least one row; this table has none")
    ax.set_axis_off()
    box = settled(ax, for_good=True)
    rows, ends, height = _plan(table, box.width, narrow(ax))
    if height > box.height + 1:
        raise ValueError(f"flows needs {height:.0f} px for {len(table)} rows; this sheet has {box.height:.0f}")
    ax.set(xlim=(0, box.width), ylim=(box.height, 0))
    for texts, level, rule in rows:
        if rule is not None:
            ax.hlines(rule, 0, box.width, color=RULE, linewidth=1)
        ax.annotate("", (ends[1], level), (ends[0], level), arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4})
        for x, y, words, style in texts:
            ax.text(x, y, words, va="top", **style)


def flows_height(table, width) -> int:
    """How many px high a sheet of some width must be for `flows` to draw the table; for `figure(height=…)`."""
    return int(_plan(table, width - 12, width < 500)[-1] + 14)


def _plan(table, width, tight):
    """Rows of texts with the arrow's level and the rule above, the arrow's ends, and the height of it all, in px."""
    size = 12 if tight else 13
    names = [*table["giver"], *table["receiver"]]
    side = min(width * 0.3, max(text_width(name, size, 600) for name in names))
    left, right = side + 8, width - side - 8
    rows, y, giver = [], 0.0, None
    for row in table.itertuples():
        texts, rule = [], None
        if row.giver != giver:
            rule, y = y + 2, y + 8
        words = [(line, {"size": size, "weight": 600}) for line in wrap(row.what, right - left - 12, size, 600)]
        level = y + len(words) * LEADING + 3
        below = f"{date_words(row.start, row.end)}{f', says {row.who}' * bool(row.who)}"
        small = wrap(below, right - left - 12, 12)
        for number, (line, style) in enumerate(words):
            texts.append(((left + right) / 2, y + number * LEADING, line, {"ha": "center", **style}))
        for number, line in enumerate(small):
            style = {"ha": "center", "size": 12, "color": MUTED}
            texts.append(((left + right) / 2, level + 4 + number * LEADING, line, style))
        giving = wrap(row.giver, side, size, 600) if row.giver != giver else []
        taking = wrap(row.receiver, side, size)
        for x, align, lines, weight in ((0, "left", giving, 600), (width, "right", taking, 400)):
            top = max(y, level - len(lines) * LEADING / 2)
            for number, line in enumerate(lines):
                texts.append((x, top + number * LEADING, line, {"ha": align, "size": size, "weight": weight}))
        rows.append((texts, level, rule))
        low = max(len(giving), len(taking)) * LEADING
        y, giver = max(level + 4 + len(small) * LEADING, y + low, level + low / 2) + 8, row.giver
    return rows, (left, right), y
