"""A question's numbers as marks on one axis, in a few hundred bytes of SVG.

All counts share one logarithmic axis from 1 to ten million, all shares one from 0 to 100 percent, so that a reader can
compare questions. A disc is a number (open where it is only about so), a bar a range, a line with an arrow "over" or
"up to", an empty socket silence. Colour tells the voice, as in the figures. What the marks say stands beside them.
"""

import math

from markupsafe import Markup

WIDTH, EDGE, STEP = 320, 10, 14
COUNTS = (7, [(1, "1"), (1_000, "1,000"), (1_000_000, "1 million")])
SHARES = (100, [(0, "0"), (50, "50"), (100, "100 %")])


def strip(kind, answers):
    """The drawing of one question: SVG, empty where the question asks for no number.

    ``kind``: of the question; only ``count`` and ``share`` are drawn. ``answers``: its claims as dicts with ``low``,
    ``point``, ``high``, ``qualifier``, ``polarity`` and ``voice``; a relative claim or one in words leaves no mark.
    """
    if kind not in ("count", "share"):
        return ""
    marks = [marked for row in answers if (marked := _mark(kind, row))]
    if answers and not marks:
        return ""
    marks = marks or [lambda y: f'<circle class="socket" cx="{EDGE}" cy="{y}" r="4"/>']
    base = len(marks) * STEP
    drawn = "".join(mark(STEP * n + STEP // 2) for n, mark in enumerate(marks))
    ticks = "".join(
        f'<text x="{_x(kind, value):g}" y="{base + 12}">{label}</text>'
        for value, label in (SHARES if kind == "share" else COUNTS)[1]
    )
    return Markup(  # numbers, and voices of the contract's list
        f'<svg class="cg-strip" viewBox="0 0 {WIDTH + 30} {base + 15}" width="{WIDTH + 30}" height="{base + 15}" '
        f'aria-hidden="true"><path d="M{EDGE} {base}h{WIDTH - 2 * EDGE}"/>{ticks}{drawn}</svg>'
    )


def _x(kind, value):
    part = value / SHARES[0] if kind == "share" else math.log10(max(value, 1)) / COUNTS[0]
    return round(EDGE + min(part, 1) * (WIDTH - 2 * EDGE), 1)


def _mark(kind, row):
    """A function of the height that gives a claim's mark, or None."""
    low, point, high = (None if row[name] is None else _x(kind, row[name]) for name in ("low", "point", "high"))
    if row["qualifier"] == "relative" or (low, point, high) == (None, None, None):
        return None
    voice = row["voice"]
    if point is not None:
        shape = "about" if row["qualifier"] in ("about", "nearly") else "exact"
        return lambda y: f'<circle class="{voice} {shape}" cx="{point:g}" cy="{y}" r="4"/>'
    if low is not None and high is not None:
        return lambda y: f'<path class="{voice}" d="M{low:g} {y}H{high:g}M{low:g} {y - 4}v8M{high:g} {y - 4}v8"/>'
    end, way = (low, 1) if high is None else (high, -1)
    # "over 100" leads on from 100; "up to 100" leads back from it
    return lambda y: (
        f'<path class="{voice}" d="M{end:g} {y - 4}v8m0-4h{22 * way}m{-4 * way}-3l{4 * way} 3l{-4 * way} 3"/>'
    )
