"""From claim to status: what was decided about a place, above who is said to have held it."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

import pandas as pd

from contested_ground.charts.former.axes import Row, Sheet, mark, patch, rows, text_width
from contested_ground.charts.former.chronology import _levels, _modes, _runs, _strip, _when, day, time_axis
from contested_ground.charts.former.figures import Figure, Layout, checked, figure
from contested_ground.charts.former.matrix import ACTIONS
from contested_ground.charts.former.palette import GROUND, HOLDERS, INK, MUTED, coarse

LEVEL = 17  # pixels of a level of marks or strips
GAP = 20  # pixels that a mark takes beside its label


def paths(months: pd.DataFrame, terms: pd.DataFrame, *, left: float = 120, **words) -> Figure:
    """Each place in two layers over the months: marks for what was decided about it, strips for who held it.

    `months`: as for `chronology.strips`. `terms`: `place`, `date_start`, `date_end` (days), `action` (key of ACTIONS),
    `to` (a short name, written beside the mark; empty: nobody), `by` (who decided), `provisional` (true is drawn
    hollow). A mark stands at the first day; a line under it runs to the last of a date of more than a month. Places
    keep the order of `terms`.
    """
    months = checked(months, ["place", "month", "holder", "mode", "edge", "contradictory", "control_id"], "paths")
    terms = checked(terms, ["place", "date_start", "date_end", "action", "to", "by", "provisional"], "paths, terms")
    terms["provisional"] = terms["provisional"].eq(True).fillna(False).astype(bool)
    runs = _runs(months.assign(holder=months["holder"].map(coarse)))
    places = list(dict.fromkeys([*terms["place"], *months["place"]]))
    held = {place: list(runs[runs["place"] == place].itertuples()) for place in places}
    in_time = terms.sort_values(["date_start", "by"])
    told = {place: in_time[in_time["place"] == place].to_dict("records") for place in places}
    begins = min(months["month"].min(), terms["date_start"].min())
    ends = max(months["month"].max() + pd.offsets.MonthBegin(1), terms["date_end"].max())

    def draw(layout):
        scale = (layout.width - layout.pick(left + 20, 28)) / (day(ends) - day(begins))
        marks = {place: _pack(told[place], begins, scale, layout) for place in places}
        levels = {place: _levels(held[place]) for place in places}
        over = {place: 1 + max((level for _, level in marks[place]), default=-1) for place in places}
        bands = {place: LEVEL * (over[place] + 1 + max(levels[place], default=-1)) + 4 for place in places}
        used = set(terms["action"])
        legend = [mark(action.replace("_", " "), shape) for action, shape in ACTIONS.items() if action in used]
        if terms["provisional"].any():
            legend.append(mark("provisional: hollow", "o", hollow=True))
        if any(map(_is_long, terms.to_dict("records"))):
            legend.append(mark("date of more than a month", "None", MUTED, line="-"))
        legend += [patch(HOLDERS[key]) for key in HOLDERS if key in set(runs["holder"])]
        legend += _modes(runs)
        sheet = rows(layout, [Row(place, band=bands[place]) for place in places], left=left, legend=legend)
        time_axis(sheet, begins, ends)
        for middle, place in zip(sheet.middles, places, strict=True):
            top = middle - bands[place] / 2
            for term, level in marks[place]:
                _term(sheet, term, top + LEVEL * level + 9)
            for run, level in zip(held[place], levels[place], strict=True):
                _strip(sheet, run, top + LEVEL * (over[place] + level) + 13)
        return sheet.page

    lines = []
    for place in places:
        decided = [f"{_when(term['date_start'])}, {_words(term)}" for term in told[place]]
        spans = [
            f"{HOLDERS[run.holder].label} {_when(run.start, False)}–{_when(run.end, False)} ({run.mode}"
            f"{', inferred' * (run.edge == 'inferred')})"
            for run in held[place]
        ]
        lines.append(f"{place}. Decided: {'; '.join(decided) or 'nothing'}. Held: {'; '.join(spans) or 'not stated'}")
    return figure(draw, terms, "Decisions and control by place. " + ". ".join(lines) + ".", **words)


def _words(term: Mapping) -> str:
    to = f" (to {term['to']})" if pd.notna(term["to"]) else ""
    return f"{term['by']} {term['action'].replace('_', ' ')}{to}{', provisional' * term['provisional']}"


def _pack(terms: Sequence[Mapping], begins: pd.Timestamp, scale: float, layout: Layout) -> list[tuple[Mapping, int]]:
    """Each decision with a level that is free where its mark and label stand."""
    free, packed = [], []  # free: a heap of (where the level is free again, level)
    for term in terms:
        start = (day(term["date_start"]) - day(begins)) * scale - 9
        wide = GAP + (text_width(term["to"], layout.size) if pd.notna(term["to"]) else 0)
        level = heappop(free)[1] if free and free[0][0] <= start else len(free)
        heappush(free, (start + wide + 9, level))
        packed.append((term, level))
    return packed


def _is_long(term: Mapping) -> bool:
    return day(term["date_end"]) - day(term["date_start"]) > 31


def _term(sheet: Sheet, term: Mapping, y: float) -> None:
    start, end = day(term["date_start"]), day(term["date_end"])
    if _is_long(term):
        sheet.ax.plot([start, end], [y + 8, y + 8], color=MUTED, linewidth=1)
    face = GROUND if term["provisional"] else INK
    size = 7 if ACTIONS[term["action"]] in ("D", "s") else 9
    sheet.ax.plot(
        [start], [y], marker=ACTIONS[term["action"]], color=INK, markersize=size, markerfacecolor=face, clip_on=False
    )
    if pd.notna(term["to"]):
        at = sheet.ax.transData.transform((start, 0))[0]
        beyond = at + GAP + text_width(term["to"], sheet.layout.size) > sheet.layout.width
        sheet.write(at - 9 if beyond else at + 8, y, term["to"], ha="right" if beyond else "left", color=MUTED)
