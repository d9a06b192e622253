"""Lanes: who held what, one lane a place, the holder named in the block."""

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from contested_ground.charts.labels import day_number, per_px, rows_apart, year_axis
from contested_ground.charts.style import GROUND, HOLDERS, INK, MUTED, RULE, narrow, on, settled, text_width, wrap

NEEDED = ["lane", "since", "until", "holders", "level", "sure", "open_start", "open_end", "words"]
PLATE = {"facecolor": GROUND, "edgecolor": "none", "pad": 1, "alpha": 0.85}  # behind words on stripes and lines
TALL = {"held": 26, "present": 10}  # px
PALE, FADE, STRIPE, LEAST = 0.5, 8, 6, 4  # opacity of an uncertain stretch; px of a soft edge, a stripe, a short block

SOFT = (0.7, 0.5, 0.3, 0.15)  # a soft edge's opacities, outward


def lanes(table, ax, turns=None, first=None, last=None):
    """Draw who held what: a lane a place, a block a run of days, the holder in words in it or beside it.

    `table`: what `analysis.holdings.held` returns: `lane`, `since`, `until`, `holders` (keys of style.HOLDERS joined by
    ";": two are striped), `level` (`held` a full block, `present` a low one), `sure` (else pale), `open_start`,
    `open_end` (a soft edge) and `words` (long and short form joined by "|"); lanes keep its order, and where nothing is
    told a thin line runs on. With a column `track` (of `analysis.holdings.posts`) a lane has several lines, and the
    words are the places. `turns`: `date` and `words`, dotted lines with their words on top. `first`, `last`: the days
    that the axis spans, by default those of the table. On a narrow sheet the lanes' names stand above them. About 52 px
    a line, 66 on a narrow sheet, and 80 more.
    Raises ValueError for an empty table, a missing column or a holder without a colour.

        from contested_ground import load
        from contested_ground.analysis.holdings import held
        from contested_ground.charts.lanes import lanes
        runs = held(load(), {"Baku": "baku", "Goris": "goris"})
        lanes(runs, ax=plt.gca())
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"lanes needs the column {missing[0]}; analysis.holdings.held makes it")
    if table.empty:
        raise ValueError("lanes needs at least one row; this table has none")
    keys = set(";".join(table["holders"]).split(";"))
    if unknown := keys - set(HOLDERS):
        raise ValueError(f"no colour for the holder {sorted(unknown)[0]}; style.HOLDERS has {', '.join(HOLDERS)}")
    tracks = table["track"] if "track" in table else pd.Series(0, table.index)
    # what is named once: the holder, or in lanes of several tracks the place
    named = table["words"] if "track" in table else table["holders"].str.removesuffix(";other")
    table = table.assign(track=tracks, name=named)
    names, tight = list(dict.fromkeys(zip(table["lane"], table["track"], strict=True))), narrow(ax)
    titles = ["" if track else lane for lane, track in names]
    first, last = pd.Timestamp(first or table["since"].min()), pd.Timestamp(last or table["until"].max())
    ax.set(xlim=day_number([first, last]), ylim=(len(names) - 0.4, -0.8 if tight else -0.6))
    ax.set_yticks(range(len(names)), [] if tight else titles, size=14)
    ax.tick_params(length=0, pad=6)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    settled(ax)  # settles the margins, so that px below are right
    year_axis(ax)
    ax.vlines(ax.get_xticks(), *ax.get_ylim(), color=RULE, linewidth=1, zorder=0)
    if turns is not None:
        _turns(turns, ax, tight)
    settled(ax, for_good=True)
    for at, ((lane, track), title) in enumerate(zip(names, titles, strict=True)):
        ax.hlines(at, *ax.get_xlim(), color=RULE, linewidth=2, zorder=1)
        if tight:
            name_at = (0, at - 17 * per_px(ax)[1])
            ax.text(*name_at, title, transform=ax.get_yaxis_transform(), size=13, weight=600, va="bottom", zorder=5)
        mine = table["lane"].eq(lane) & table["track"].eq(track)
        _lane(table[mine].sort_values("since").to_dict("records"), at, ax, tight)


def _lane(runs, at, ax, tight):
    day = per_px(ax)[0]
    edge = ax.get_xlim()[1]
    for number, run in enumerate(runs):
        run["left"], run["right"] = day_number(run["since"]), min(day_number(run["until"]), edge)
        after = day_number(runs[number + 1]["since"]) if number + 1 < len(runs) else edge
        run["free"] = after
        if run["right"] - run["left"] < LEAST * day:
            # a day that is certain may stand before what is not, never before another certain block
            covers = run["sure"] and number + 1 < len(runs) and not runs[number + 1]["sure"]
            run["right"] = (
                run["left"] + LEAST * day if covers else min(run["left"] + LEAST * day, max(after, run["right"]))
            )
    order = sorted(range(len(runs)), key=lambda at: runs[at]["sure"])  # what is certain in front
    for number in order:
        run = runs[number]
        before = runs[number - 1]["right"] if number else ax.get_xlim()[0]
        _block(run, before, at, ax)
    _names(runs, at, ax, tight)


def _block(run, before, at, ax):
    """A run as a rectangle, striped for two holders, with soft edges where it begins or ends out of sight."""
    day, unit = per_px(ax)
    high, keys = TALL[run["level"]] * unit, run["holders"].split(";")
    left, right, shade = run["left"], run["right"], 1 if run["sure"] else PALE

    def fill(begin, end, colour, opacity, front):
        if begin != end:
            box = Rectangle((min(begin, end), at - high / 2), abs(end - begin), high, color=colour, alpha=opacity)
            ax.add_artist(box).set(linewidth=0, zorder=front)  # add_patch would measure each for limits that are set

    fill(left, right, GROUND, 1, 2)  # so that the thin line does not shine through
    fill(left, right, HOLDERS[keys[0]], shade, 3)
    for number, key in enumerate(keys[1:], 1):
        _stripes(left, right, at, high, number / len(keys), 1 / len(keys), HOLDERS[key], shade, ax)
    if on(HOLDERS[keys[0]]) != "#ffffff":  # light fills get an outline
        ax.hlines([at - high / 2, at + high / 2], left, right, color=MUTED, linewidth=0.7, alpha=shade, zorder=4)
    for soft, start, stop in (
        (run["open_start"], left, max(left - FADE * day, before)),
        (run["open_end"], right, min(right + FADE * day, run["free"])),
    ):
        if soft and run["sure"]:
            step = (stop - start) / len(SOFT)
            for number, opacity in enumerate(SOFT):
                fill(start + number * step, start + (number + 1) * step, HOLDERS[keys[0]], opacity, 3)


def _stripes(left, right, at, high, begin, share, colour, opacity, ax):
    """Slanted bands of a second holder's colour, cut to the block."""
    day, unit = per_px(ax)
    period, slant = STRIPE * 2 * day, high / unit * day
    block, bands = Bbox.from_extents(left, at - high / 2, right, at + high / 2), []
    for low in np.arange(left - left % period - slant - period, right, period) + begin * period:
        corners = [(low, at + high / 2), (low + share * period, at + high / 2)]
        corners += [(x + slant, at - high / 2) for x, _ in reversed(corners)]
        band = Path([*corners, corners[0]])
        bands.append(band.clip_to_bbox(block))
    ax.add_patch(PathPatch(Path.make_compound_path(*bands), color=colour, alpha=opacity, linewidth=0, zorder=3))


def _names(runs, at, ax, tight):
    """Each holder named in its block, else beside it where the line is free, else below; neighbours alike once."""
    (day, unit), size = per_px(ax), 12 if tight else 13
    groups = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        alike = last and last["name"] == run["name"] and last["level"] == run["level"]
        if alike and run["left"] - last["right"] < 2 * FADE * day:
            groups[-1].append(run)
        else:
            groups.append([run])
    spans = [(group[0]["left"] / day, group[-1]["right"] / day) for group in groups]
    edges, said, below = [edge / day for edge in ax.get_xlim()], [], []
    for number in sorted(range(len(groups)), key=lambda at: spans[at][0] - spans[at][1]):  # the longest first
        group, (left, right) = groups[number], spans[number]
        longest = max(group, key=lambda run: run["right"] - run["left"])
        forms = list(dict.fromkeys(longest["words"].split("|")))
        wide = {form: text_width(form, size, 600) for form in forms}
        core = longest["left"] / day, longest["right"] / day
        plain = longest["sure"] and ";" not in longest["holders"]
        if longest["level"] == "held":
            best = [(form, core, plain) for form in forms if wide[form] + 6 < core[1] - core[0]]
            best += [(form, (left, right), False) for form in forms if wide[form] + 6 < right - left]
            if best:
                form, place, plain = best[0]
                text = ax.text(sum(place) / 2 * day, at, form, ha="center", va="center_baseline", zorder=6)
                text.set(size=size, weight=600, color=on(HOLDERS[longest["holders"].split(";")[0]]) if plain else INK)
                text.set_bbox(PLATE if ";" in longest["holders"] or place != core else None)
                said.append((longest["name"], (left + right) / 2))
                continue
            if any(key == longest["name"] and abs(x - (left + right) / 2) < 160 for key, x in said):
                continue
        follows = spans[number + 1][0] if number + 1 < len(spans) else edges[1]
        start = right + FADE * group[-1]["open_end"] + 3
        beside = next((form for form in forms if start + wide[form] + 4 < follows), None)
        short = min(forms, key=wide.get)
        under = min(max((left + right - wide[short]) / 2, edges[0]), edges[1] - wide[short])
        free = all(under > end + 6 or under + wide[short] < begin - 6 for begin, end in below)
        if beside:
            text = ax.text(start * day, at, beside, va="center_baseline", size=size, zorder=5)
        elif free and wide[short] < right - left + (115 if tight else 130):
            below.append((under, under + wide[short]))
            text = ax.text(under * day, at + (TALL["held"] / 2 + 2) * unit, short, va="top", size=12, zorder=5)
        else:
            continue
        text.set_bbox(PLATE)
        said.append((longest["name"], (left + right) / 2))


def _turns(turns, ax, tight):
    """What changed everywhere at once: dotted lines, their words on top in as few rows as they need."""
    day, unit = per_px(ax)
    size, leading = (12, 14) if tight else (13, 15)
    right = ax.get_xlim()[1] / day
    turns = turns.sort_values("date")
    texts, spans = [], []
    for turn in turns.itertuples():
        lines = wrap(turn.words, 92 if tight else 165, size)
        wide = max(text_width(line, size, 400) for line in lines)
        start = min(day_number(turn.date) / day + 4, right - wide)
        texts.append(("\n".join(lines), day_number(turn.date), start))
        spans.append((start, start + wide))
    rows = rows_apart(spans, 10)
    step = leading * max(text.count("\n") + 1 for text, *_ in texts) + 4
    top = ax.get_ylim()[1]
    ceiling = top - step * (max(rows) + 1) * unit
    ax.set_ylim(ax.get_ylim()[0], ceiling)
    unit = per_px(ax)[1]
    for (text, at, start), row in zip(texts, rows, strict=True):
        high = top - (step * row + 4) * unit
        ax.vlines(at, high, ax.get_ylim()[0], color=INK, linewidth=1.2, linestyle=(0, (1.5, 3)))
        label = ax.text(start * day, high, text, va="bottom", size=size, linespacing=0.9, zorder=7)
        label.set_bbox(PLATE)
