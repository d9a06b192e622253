"""Silences: the numbers of killed that are told as dots with their words, and a square for each killing without one."""

import math

import pandas as pd
from markupsafe import Markup
from matplotlib.patches import Rectangle

from contested_ground.analysis.silences import grouped
from contested_ground.charts.labels import date_words
from contested_ground.charts.style import INK, MUTED, RULE, narrow, settled, text_width, wrap

NEEDED = [
    "theatre",
    "status",
    "victims",
    "counted",
    "place",
    "start",
    "end",
    "low",
    "high",
    "words",
    "who",
    "question_id",
]
SQUARE, GAP = 10, 3  # px
HEADS = {
    True: "Told with a number, each on a scale where a step is ten times the last",
    False: "Told without a number: a square for each killing",
}
PARTS = {"people": "", "soldiers": "Soldiers and other armed men"}


def silences(table, ax):
    """Draw what is told of people killed: the numbers as dots with their words, and a square for each without one.

    `table`: what `analysis.silences.killings` returns, a row a claim with a number (`low`, `high`, `words`, `who`) or a
    killing without one (`low` missing). Every number has a dot and a line of its own, two for a range; civilians, and
    those of whom it is not said, stand before soldiers; squares stand by theatre in date order with the victims in
    words. One neutral colour; nothing is added up or ordered by community. The sheet must be as high as
    `silences_height` says. Raises ValueError for an empty table, a missing column, or a sheet too low.

        from contested_ground import load
        from contested_ground.analysis.silences import killings
        from contested_ground.charts.silences import silences, silences_height
        table = killings(load(), "karabakh")
        silences(table, ax=plt.gca())  # a sheet of silences_height(table, 760) px
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"silences needs the column {missing[0]}; analysis.silences.killings makes it")
    if table.empty:
        raise ValueError("silences needs at least one killing; this table has none")
    ax.set_axis_off()
    ax.set_xscale("log")
    box, tight = settled(ax, for_good=True), narrow(ax)
    texts, dots, squares, height = _plan(table, box.width, tight)
    if height > box.height + 1:
        raise ValueError(f"silences needs {height:.0f} px for {len(table)} rows; this sheet has {box.height:.0f}")
    scale = _scale(box.width, tight)
    most = table["high"].max() * 1.6 if table["high"].notna().any() else 1
    most = most if most > 1_000 else max(10 ** math.ceil(math.log10(most)), 10) * 1.15
    # the scale ends where the words begin; the axis goes on to the sheet's edge
    ax.set(xlim=(0.8, 0.8 * (most / 0.8) ** (box.width / scale)), ylim=(box.height, 0))
    for at, low, high in dots:
        ax.plot([low, high], [at, at], color=INK, linewidth=3)
        ax.plot(sorted({low, high}), [at] * len({low, high}), "o", color=INK, markersize=9, markeredgewidth=0, zorder=3)
    if dots:
        first, last = dots[0][0] - 12, dots[-1][0] + 10
        for number in (1, 10, 100, 1_000, 10_000, 100_000):
            if number < most and (not tight or number in (1, 100, 10_000)):
                ax.vlines(number, first, last, color=RULE, linewidth=1, zorder=0)
                ax.text(number, first - 4, f"{number:,}", ha="center", va="bottom", size=12, color=MUTED)
    for x, y, words, style in texts:
        ax.text(x / box.width, 1 - y / box.height, words, transform=ax.transAxes, va="top", **style)
    for x, y in squares:
        side, high = SQUARE / box.width, SQUARE / box.height
        mark = Rectangle((x / box.width, 1 - y / box.height - high), side, high, transform=ax.transAxes)
        ax.add_patch(mark).set(facecolor="none", edgecolor=INK, linewidth=1.4)


def silences_height(table, width) -> int:
    """How many px high a sheet of some width must be for `silences` to draw the table; for `figure(height=…)`."""
    return int(_plan(table, width - 12, width < 500)[-1] + 14)


def _scale(width, tight):
    return 116 if tight else width * 0.42


def _plan(table, width, tight):
    """What stands where, in px from the upper left: texts, dots, squares, and the height of it all."""
    size, line = (12, 15) if tight else (13, 16.5)
    texts, dots, squares, y = [], [], [], 0.0

    def write(x, words, room, y, **style):
        lines = wrap(words, room, size, style.get("weight", 400))
        for number, text in enumerate(lines):
            texts.append((x, y + number * line, text, {"size": size, **style}))
        return y + len(lines) * line

    soldiers = table["status"].eq("soldiers")
    told = table["low"].notna()
    if told.any():
        y = write(0, HEADS[True], width - 6, y, weight=600) + 26
        for part, rows in (("people", table[told & ~soldiers]), ("soldiers", table[told & soldiers])):
            if PARTS[part] and len(rows):
                y = write(0 if not tight else _scale(width, tight) + 14, PARTS[part], width, y + 6, color=MUTED)
            last = None
            for row in rows.itertuples():
                said = f"{row.words}, {f'says {row.who}' if row.who else 'by the article'}"
                left = _scale(width, tight) + 14
                whom = _whom(row.counted, row.place, row.status, row.start, row.end, tight)
                dots.append((y + line / 2, row.low, row.high))
                said = wrap(said, width - left, size, 600)
                after = write(left, " ".join(said), width - left, y, weight=600)
                # rivals' numbers of one killing stand below each other, its words with the first
                again, last = row.question_id == last, row.question_id
                whom = "of the same" if again else whom
                tone = {"size": size, "color": MUTED} if again else {"size": size}
                beside = text_width(said[-1], size, 600) * 1.05 + 8  # heavy type is drawn a little wider than measured
                first, rest = _flow(whom, width - left - beside, size)
                if first:
                    texts.append((left + beside, after - line, first, tone))
                after = write(left, rest, width - left, after, **tone) if rest else after
                y = after + (3 if tight else 4)
        y += 14
    silent = grouped(table, "Y" if tight else "M")
    if silent.empty:
        return texts, dots, squares, y
    y = write(0, HEADS[False], width, y, weight=600) + 6
    armed, blocks = silent["status"].eq("soldiers"), []
    for part, rows in (("people", silent[~armed]), ("soldiers", silent[armed])):
        blocks += [(part, theatre, block) for theatre, block in rows.groupby("theatre", sort=False)]
    columns = 1 if tight or len(blocks) == 1 else 2
    room = (width - 28 * (columns - 1)) / columns
    tall = [_block(block, part, theatre, room, size, line)[-1] for part, theatre, block in blocks]
    half, x, top, lowest = sum(tall) / columns, 0, y, y
    for (part, theatre, block), high in zip(blocks, tall, strict=True):
        if columns == 2 and x == 0 and y > top and y - top + high / 2 > half:
            x, y = room + 28, top
        own, marks, _ = _block(block, part, theatre, room, size, line)
        texts += [(x + left, y + down, words, style) for left, down, words, style in own]
        squares += [(x + left, y + down) for left, down in marks]
        y += high
        lowest = max(lowest, y)
    return texts, dots, squares, lowest


def _flow(words, room, size):
    """What of the words still has room on a line that is begun, and the rest."""
    first = wrap(words, room, size)[0]
    first = first if text_width(first, size) <= room else ""
    return first, words[len(first) :].strip()


def _block(rows, part, theatre, room, size, line):
    """One theatre's squares with their words, from its own upper left."""
    head = f"{theatre}: {PARTS[part].lower()}" if PARTS[part] else theatre
    texts, marks, y = [(0, 0, head, {"size": size, "color": MUTED})], [], line + 2
    for row in rows.itertuples():
        left = row.squares * (SQUARE + GAP) + 4
        marks += [(number * (SQUARE + GAP), y + (line - SQUARE) / 2 - 1) for number in range(row.squares)]
        whom = _whom(row.victims, row.places, row.status, row.start, row.end, room < 400 and size == 12)
        for words in wrap(whom, 0.97 * (room - left), size):
            texts.append((left, y, words, {"size": size}))
            y += line
        y += 3 if size > 12 else 2
    return texts, marks, y + (6 if size > 12 else 4)


def _whom(victims, place, status, start, end, years):
    """Whom, where and when in words: ``Armenian inhabitants of Chiva, August–November 1919``, or the years alone."""
    where = "" if not place or place in victims else f"{',' if status == 'soldiers' else ' of'} {place}"
    if years and pd.notna(start) and pd.notna(end):
        return f"{victims}{where}, {'–'.join(dict.fromkeys((str(start.year), str(end.year))))}"
    return f"{victims}{where}, {date_words(start, end)}"


class Inline:
    """The silences of a sentence: a square for each, and how many; as text (`str`), and as HTML for a page.

    `table`: what `killings` returns, cut to what the sentence is about.

        from contested_ground import load
        from contested_ground.analysis.silences import killings
        from contested_ground.charts.silences import Inline
        Inline(killings(load(), "qazakh"))
        # ▢▢▢ 3 told without a number
    """

    def __init__(self, table):
        self.silent = table[table["low"].isna()]
        self.count = len(self.silent)

    def __str__(self):
        told = f"{self.count} told without a number" if self.count else "each told with a number"
        return f"{'▢' * self.count} {told}".strip()

    def __html__(self):
        lines = "; ".join(
            _whom(row.victims, row.place, row.status, row.start, row.end) for row in self.silent.itertuples()
        )
        squares = Markup('<span aria-hidden="true">{}</span> ').format("▢" * self.count) if self.count else ""
        return Markup('<span class="cg-silence" title="{}">{}{}</span>').format(lines, squares, str(self).lstrip("▢ "))

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": str(self.__html__())}
