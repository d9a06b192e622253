"""A timeline: turning points in words above the weekly pulse of what is told."""

from itertools import product

import numpy as np
import pandas as pd
import seaborn as sns

from contested_ground.charts.labels import date_words, day_number, per_px, year_axis
from contested_ground.charts.style import INK, MUTED, RULE, narrow, settled, text_width, wrap

SIZE, SMALL, LEADING = 13, 12, 15.5  # px: the words, the dates, from line to line
GREY = "#aaa59b"
ELBOW = 30  # px in which a stem bends from its date to its words
REACHES = (180, 420)  # by how many px it may; the second where the first finds no room
BEAM = 60  # how many ways of placing the words are followed at once


def timeline(table, ax, events=None, first=None, last=None, pulse=90):
    """Draw turning points in words, each on a neutral stem at its date, above the number of events told a week.

    `table`: what `analysis.turning.turning_points` returns: `turn` (the words), `middle` (datetime64, where the stem
    stands), `date_start`, `date_end`. `events`: what `dated_events` returns (`middle`), a seaborn histogram by weeks; a
    tall week is one of which much is told. `first`, `last`: the days that the axis spans, by default those of the
    points with a month before and after. `pulse`: its height in px. No stem crosses words and no words meet. On a
    narrow sheet time runs down the page, the words beside it. About 420 px high; 48 px a point on a narrow sheet.
    Raises ValueError for an empty table, a missing column, or a point outside the days of the axis.

        from contested_ground import load
        from contested_ground.analysis.turning import dated_events, turning_points
        from contested_ground.charts.timeline import timeline
        tables = load()
        timeline(turning_points(tables, "karabakh"), ax=plt.gca(), events=dated_events(tables, "karabakh"))
    """
    if missing := [column for column in ("turn", "middle", "date_start", "date_end") if column not in table]:
        raise ValueError(f"timeline needs the column {missing[0]}; analysis.turning.turning_points makes it")
    if table.empty:
        raise ValueError("timeline needs at least one turning point; this table has none")
    table, month = table.sort_values(["middle", "date_end"]), pd.Timedelta(days=30)
    first = pd.Timestamp(first) if first else table["middle"].min() - month
    last = pd.Timestamp(last) if last else table["middle"].max() + month
    outside = table[~table["middle"].between(first, last)]
    if len(outside):
        raise ValueError(f"'{outside['turn'].iloc[0]}' lies outside {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    edges = np.arange(day_number(first), day_number(last) + 7, 7)
    days = day_number(events["middle"]) if events is not None else np.array([])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, pad=4)
    ax.grid(visible=False)
    (_down if narrow(ax) else _across)(table, ax, edges, days, pulse)


def _across(table, ax, edges, days, pulse):
    most = max(np.histogram(days, edges)[0].max(), 1)
    ax.set(xlim=(edges[0], edges[-1]), ylim=(0, most), yticks=[])
    settled(ax)
    year_axis(ax)
    if len(days):
        sns.histplot(x=days, bins=edges, color=GREY, alpha=1, linewidth=0, shrink=0.8, ax=ax)
    ax.set_ylabel("")
    settled(ax, for_good=True)
    ax.axhline(0, color=INK, linewidth=1.5)
    high, day = ax.get_window_extent().height, per_px(ax)[0]
    room = high - pulse - ELBOW
    texts = [_two_lines(turn) for turn in table["turn"]]
    dates = [date_words(row.date_start, row.date_end) for row in table.itertuples()]
    wide = [
        max([text_width(date, SMALL), *(text_width(line, SIZE, 600) for line in lines)])
        for date, lines in zip(dates, texts, strict=True)
    ]
    at = [day_number(middle) / day for middle in table["middle"]]
    step = LEADING * (max(map(len, texts)) + 1) + 8
    placed = place(at, wide, edges[0] / day, edges[-1] / day, int(room // step))
    used = max(row * step + LEADING * (len(lines) + 1) for lines, (_, row, _) in zip(texts, placed, strict=True))
    pulse += max(room - used - 4, 0)  # what the words leave free goes to the pulse, not to a gap above them
    unit = most / pulse  # events a px
    ax.set_ylim(0, high * unit)
    counts = np.histogram(days, edges)[0]
    for x, lines, date, (stem, row, side) in zip(at, texts, dates, placed, strict=True):
        top = pulse + ELBOW + row * step + LEADING * (len(lines) + 1)  # px above the axis
        bar = counts[min(int(np.searchsorted(edges, x * day, "right")) - 1, len(counts) - 1)]
        line = np.array([bar / unit + 3, pulse + 6, pulse + ELBOW - 4, top]) * unit
        ax.plot(np.array([x, x, stem, stem]) * day, line, color=MUTED, zorder=1)
        style = {"ha": "left" if side > 0 else "right", "va": "top", "zorder": 4}
        for number, words in enumerate([date, *lines]):
            text = ax.text((stem + 5 * side) * day, (top - number * LEADING) * unit, words, **style)
            text.set(size=SIZE if number else SMALL, weight=600 if number else 400, color=INK if number else MUTED)
    if len(days):
        peak = int(counts.argmax())
        words = f"{counts[peak]} events told in one week" if counts[peak] > 1 else "one event a week"
        free = _free(words, edges[peak] / day, at, edges[0] / day)
        if free:
            ax.text(edges[peak] - 4 * day, most, words, ha="right", va="top", size=SMALL, color=MUTED)


def _free(words, right, stems, left) -> bool:
    """Whether the words for the tallest week stand beside it without a stem through them."""
    start = right - text_width(words, SMALL) - 8
    return start > left and not any(start < x < right - 1 for x in stems)


def _two_lines(words) -> list[str]:
    """The words in two lines of about one length, or in one when they are short."""
    return next((lines for width in range(90, 400, 6) if len(lines := wrap(words, width, SIZE, 600)) <= 2), [words])


def place(at, wide, left, right, rows) -> list[tuple[float, int, int]]:
    """Where each stem stands above its elbow, its row (0 the lowest) and the side of its words (1 right, -1 left).

    `at`: where the dates stand, in order; `wide`: how wide the words run; `left`, `right`: between which they stay; all
    in px; `rows`: how many there may be. Words of one row keep apart, no stem passes through words, and stems keep
    their order, so that no two cross. Of the ways that are followed, the one that shifts and climbs least is taken.
    Raises ValueError when there is no room.
    """
    for reach in REACHES:
        shifts = np.linspace(-reach, reach, 25).tolist()
        found = [_ways(at, wide, left, right, rows, shifts)]
        mirrored = _ways([-x for x in reversed(at)], list(reversed(wide)), -right, -left, rows, shifts)
        found.append(mirrored and (mirrored[0], [(-stem, row, -side) for stem, row, side in reversed(mirrored[1])]))
        if any(found):
            return min(filter(None, found), key=lambda way: way[0])[1]
    raise ValueError(f"no room for {len(at)} turning points in {rows} rows; make the sheet higher or wider")


def _ways(at, wide, left, right, rows, shifts):
    """The cheapest placing found from left to right: its cost and (stem, row, side) for each; None when none is found.

    What a way leaves for the next word is how far in each row the words and the stems that pass it reach: of ways
    that agree in this (to 8 px) only the cheapest is followed.
    """
    ways = [(0.0, left - 9, (left,) * rows, (left,) * rows, ())]
    for x, width in zip(at, wide, strict=True):
        best = {}
        for (cost, last, words, stems, way), shift in product(ways, shifts):
            stem = x + shift
            if not last + 9 <= stem <= right:
                continue
            for row in range(rows):
                if words[row] + 6 > stem:
                    break  # the stem would pass through these words, to a higher row too
                for side in (1, -1):
                    begin, end = (stem + 5, stem + 5 + width) if side > 0 else (stem - 5 - width, stem - 5)
                    if end > right or begin < left or words[row] + 10 > begin or stems[row] + 6 > begin:
                        continue
                    price = cost + abs(shift) * 0.03 + row + (side < 0) * 0.5
                    reach = (*words[:row], max(words[row], end), *words[row + 1 :])
                    key = int(stem // 8), *(int(max(edge - stem, 0) // 8) for edge in reach)
                    if key not in best or price < best[key][0]:
                        passed = (stem,) * (row + 1) + stems[row + 1 :]
                        best[key] = price, stem, reach, passed, (*way, (stem, row, side))
        ways = sorted(best.values(), key=lambda way: way[0])[:BEAM]
    return (ways[0][0], list(ways[0][-1])) if ways else None


def _down(table, ax, edges, days, pulse):
    """Time runs down: the pulse at the left, the words at the right, a line from each date to its words."""
    ax.set(ylim=(edges[-1], edges[0]), xticks=[])
    years = pd.date_range(pd.Timestamp(edges[0], unit="D"), pd.Timestamp(edges[-1], unit="D"), freq="YS")
    ax.set_yticks(day_number(years), [str(year.year) for year in years], size=SIZE, weight=600)
    settled(ax, for_good=True)
    counts = np.histogram(days, edges)[0]
    most, width = max(counts.max(), 1), ax.get_window_extent().width
    pulse = min(pulse, 56)
    if len(days):
        sns.histplot(y=days, bins=edges, color=GREY, alpha=1, linewidth=0, shrink=0.8, ax=ax)
    unit = most / pulse
    ax.set(xlim=(0, width * unit), xlabel="")
    ax.axvline(0, color=INK, linewidth=1.5)
    down = per_px(ax)[1]
    start = pulse + 32
    texts = [wrap(turn, width - start - 10, SIZE, 600) for turn in table["turn"]]
    highs = [LEADING * (len(lines) + 1) + 8 for lines in texts]
    wanted = [(day_number(middle) - edges[0]) / down for middle in table["middle"]]
    tops = spread(wanted, highs, ax.get_window_extent().height)
    for row, want, top, lines in zip(table.itertuples(), wanted, tops, texts, strict=True):
        bar = counts[min(int(np.searchsorted(edges, day_number(row.middle), "right")) - 1, len(counts) - 1)]
        y = edges[0] + want * down
        path = [bar + 2 * unit, (pulse + 6) * unit, (start - 10) * unit, (start - 3) * unit]
        level = edges[0] + (top + 8) * down
        ax.plot(path, [y, y, level, level], color=RULE, linewidth=1.2, zorder=1)
        for number, line in enumerate([date_words(row.date_start, row.date_end), *lines]):
            text = ax.text(start * unit, edges[0] + (top + number * LEADING) * down, line, va="top", zorder=4)
            text.set(size=SIZE if number else SMALL, weight=600 if number else 400, color=INK if number else MUTED)


def spread(wanted, highs, room) -> list[float]:
    """Tops of blocks in order, each as near its wanted middle as they can stand without meeting, within `room` px."""
    tops = [want - 8 for want in wanted]
    for _ in range(200):
        for at in range(len(tops) - 1):
            over = tops[at] + highs[at] - tops[at + 1]
            if over > 0.01:
                tops[at], tops[at + 1] = tops[at] - over / 2, tops[at + 1] + over / 2
        tops[0] = max(tops[0], 0)
        tops[-1] = min(tops[-1], room - highs[-1])
    if any(a + high > b + 1 for a, high, b in zip(tops, highs, tops[1:], strict=False)):
        raise ValueError(f"the turning points need {sum(highs):.0f} px; the sheet has {room:.0f}")
    return tops
