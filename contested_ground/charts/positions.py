"""Positions: who wanted a land where, an unjoined dot for each who spoke, refusals and decisions among them."""

from contested_ground.analysis.positions import BANDS
from contested_ground.charts.labels import date_words
from contested_ground.charts.style import GROUND, INK, MUTED, RULE, narrow, settled, text_width, wrap

NEEDED = ["date_start", "date_end", "who", "band", "stance", "words"]
LEADING, HEAD = 15, 28  # px


def positions(table, ax, words=True):
    """Draw a row for each who spoke, in date order, with a dot in the column of whom the land was to go to.

    `table`: what `analysis.positions.positions` returns. A decision is a large dot and its words are heavy, a
    wish a small one, a refusal a crossed ring in the column that it refuses; nothing is joined. `words`: whether the
    conditions stand behind who spoke. The rows are evenly apart, so time runs down but not to scale; each year is named
    where it begins. The sheet must be as high as `positions_height` says. Raises ValueError for an empty table, a
    missing column, an unknown band, or a sheet too low.

        from contested_ground import load
        from contested_ground.analysis import positions as told
        from contested_ground.charts.positions import positions, positions_height
        table = told.positions(load(), ["zangezur"])
        positions(table, ax=plt.gca())  # a sheet of positions_height(table, 760) px
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"positions needs the column {missing[0]}; analysis.positions.positions makes it")
    if table.empty:
        raise ValueError("positions needs at least one row; this table has none")
    if unknown := set(table["band"]) - set(BANDS):
        raise ValueError(f"'{sorted(unknown)[0]}' is no band; the bands are {', '.join(BANDS)}")
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    box = settled(ax, for_good=True)
    bands = [band for band in BANDS if band in set(table["band"])]
    left, step, rows, height = _plan(table, bands, box.width, narrow(ax), words)
    if height > box.height + 1:
        raise ValueError(f"positions needs {height:.0f} px for {len(table)} rows; this sheet has {box.height:.0f}")
    ax.set(xlim=(0, box.width), ylim=(box.height, 0))
    for number, band in enumerate(bands):
        x = left + (number + 0.5) * step
        ax.axvspan(x - step / 2 + 1, x + step / 2 - 1, color=RULE, alpha=0.35, linewidth=0, zorder=0)
        low = 26 * (number % 2) if narrow(ax) else 0  # on a narrow sheet the heads take turns
        for line, word in enumerate(wrap(band, step * (1.9 if narrow(ax) else 1) - (2 if narrow(ax) else 8), 12)):
            ax.text(
                max(x, text_width(word, 12, 600) / 2),
                2 + low + line * 13,
                word,
                ha="center",
                va="top",
                size=12,
                weight=600,
            )
    for row, y, lines, year in rows:
        if year:
            ax.text(2, y, year, va="top", size=13, weight=600)
            ax.hlines(y - 2, 0, box.width, color=RULE, linewidth=1)
            y += LEADING + 3
        _mark(ax, left + (bands.index(row.band) + 0.5) * step, y + 7, row.stance)
        for x, said, style in lines:
            ax.text(x, y + style["down"], said, va="top", size=12, weight=style["weight"], color=style["color"])


def positions_height(table, width, words=True) -> int:
    """How many px high a sheet of some width must be for `positions` to draw the table; for `figure(height=…)`."""
    bands = [band for band in BANDS if band in set(table["band"])]
    return int(_plan(table, bands, width - 12, width < 500, words)[-1] + 14)


def _mark(ax, x, y, stance):
    """A large dot for a decision, a small one for a wish, a crossed ring for a refusal."""
    if stance == "refuses":
        ax.plot(x, y, "o", markersize=11, markerfacecolor=GROUND, markeredgecolor=INK, markeredgewidth=1.4, zorder=3)
        ax.plot(x, y, "x", markersize=6, markeredgecolor=INK, markeredgewidth=1.4, zorder=4)
    else:
        ax.plot(x, y, "o", markersize=13 if stance == "decides" else 8, color=INK, markeredgewidth=0, zorder=3)


def _plan(table, bands, width, tight, with_words):
    """Where the columns begin, how wide each is, the rows with their lines, and the height of it all, in px.

    Wide: date, columns, words. Narrow: the columns, with date and words behind them.
    """
    step = (34 if tight else 68) if len(bands) > 3 else (44 if tight else 76)
    left = 0 if tight else 116
    start = left + step * len(bands) + 10
    room = width - start
    rows, y, year = [], HEAD + (32 if tight else 8), None
    for row in table.itertuples():
        day = row.date_start if row.date_start == row.date_start else row.date_end
        head = "" if day.year == year else str(day.year)
        year = day.year
        date = date_words(row.date_start, row.date_end).removesuffix(f" {year}")
        heavy = 600 if row.stance == "decides" else 400
        refuses = row.stance == "refuses" and not row.words.startswith("refuses")
        said = f"{row.who}{', refusing' if refuses else ''}"
        lines, down = [], 0
        if tight:
            lines.append((start, date, {"down": 0, "weight": 400, "color": MUTED}))
            down = LEADING
        else:
            for number, part in enumerate(wrap(date, left - 8, 12)):
                lines.append((2, part, {"down": number * LEADING, "weight": 400, "color": MUTED}))
        after = text_width(date, 12) + 7 if tight else room
        if after + text_width(said, 12, 600) < room:
            lines.append((start + after, said, {"down": 0, "weight": 600, "color": INK}))
        else:
            for part in wrap(said, room, 12, 600):
                lines.append((start, part, {"down": down, "weight": 600, "color": INK}))
                down += LEADING
        if with_words and row.words:
            last = lines[-1]
            beside = text_width(last[1], 12, 600) * 1.02 + 10
            if not tight and beside + text_width(row.words, 12, heavy) < room:
                lines.append((start + beside, row.words, {"down": last[2]["down"], "weight": heavy, "color": INK}))
            else:
                for part in wrap(row.words, room, 12, heavy):
                    lines.append((start, part, {"down": down, "weight": heavy, "color": INK}))
                    down += LEADING
        rows.append((row, y, lines, head))
        y += max(down, *(style["down"] + LEADING for *_, style in lines)) + 6 + (LEADING + 3 if head else 0)
    return left, step, rows, y
