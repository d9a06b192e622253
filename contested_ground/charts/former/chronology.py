"""When: lanes of events, sharp or vague, and strips of who is said to have held a district from month to month."""

from collections.abc import Sequence
from heapq import heappop, heappush

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from contested_ground.charts.former.axes import Row, Sheet, fill, mark, patch, rows, text_width, wrap
from contested_ground.charts.former.figures import Figure, Layout, checked, figure
from contested_ground.charts.former.palette import GROUND, HOLDERS, INK, MUTED, VOICES, Look, coarse
from contested_ground.data.dates import words

# not calendar.month_abbr, which follows the locale
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
STEPS = (
    ("day", 1),
    ("day", 2),
    ("day", 7),
    ("day", 14),
    ("month", 1),
    ("month", 3),
    ("month", 6),
    *(("year", years) for years in (1, 2, 5, 10, 20, 50, 100, 200)),
)
CALENDAR_GAP = pd.Timedelta(days=13)  # Julian to Gregorian, 1900–2100

# Kinds of event (`events.kind`) by shape: (label, matplotlib marker, kinds).
SHAPES = (
    ("fighting", "^", ("clash", "offensive", "uprising")),
    ("people killed, driven out, places destroyed", "X", ("violence_against_civilians", "destruction", "displacement")),
    ("agreement, truce, treaty", "o", ("agreement", "treaty", "truce")),
    ("congress, conference, vote", "s", ("congress", "meeting", "conference", "vote")),
    ("decision, demand, declaration", "D", ("decision", "law", "ultimatum", "protest", "reply", "declaration")),
    ("change of control", "P", ("control_change",)),
    ("movement, return, mission, supply", ">", ("movement", "return", "mission", "supply")),
    ("other", "*", ()),
)


def shape_of(kind: str) -> tuple[str, str]:
    """Legend label and marker for a kind of event."""
    return next((shape[:2] for shape in SHAPES if kind in shape[2]), SHAPES[-1][:2])


def day(date) -> float:
    """A date as a place on a time axis: days since 1970."""
    return (pd.Timestamp(date) - pd.Timestamp(1970, 1, 1)) / pd.Timedelta(days=1)


def time_axis(sheet: Sheet, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """A time axis from `first` to `last`, in the finest of STEPS whose labels fit."""
    sheet.ax.set_xlim(day(first), day(last))
    for step in STEPS:
        if step == ("day", 14) and last - first > pd.Timedelta(days=62):
            continue  # months say more
        places = _places(first.normalize(), last, *step)
        labels = [_tick(place, step[0], before) for before, place in zip([None, *places], places, strict=False)]
        if sheet.fits([day(place) for place in places], labels):
            break
    sheet.ticks([day(place) for place in places], labels)


def _places(first: pd.Timestamp, last: pd.Timestamp, unit: str, step: int) -> list[pd.Timestamp]:
    if unit == "day":
        return list(pd.date_range(first, last, freq=f"{step}D"))
    starts = pd.date_range(first, last, freq="MS" if unit == "month" else "YS")
    return [start for start in starts if ((start.month - 1) if unit == "month" else start.year) % step == 0]


def _tick(place: pd.Timestamp, unit: str, before: pd.Timestamp | None) -> str:
    """A tick's label, given the tick before it: a day names its month where that is new."""
    year, month = f" {place.year}" * (before is None), MONTHS[place.month - 1]
    if unit == "year" or (unit == "month" and place.month == 1):
        return str(place.year)
    if unit == "month":
        return month + year
    return str(place.day) if before is not None and before.month == place.month else f"{place.day} {month}{year}"


def lanes(table: pd.DataFrame, *, first: str = "", last: str = "", left: float = 120, **words_) -> Figure:
    """Events in lanes along the time: a day is a tick, what lasted a bar, a vague date an open bar over all its days.

    `table`: `lane` (theatre or place), `kind` (of event), `title`, `date` (EDTF), `date_start`, `date_end` (its
    bounds; an open side ends at the axis), `calendar` (`unmarked` adds a dotted line of thirteen days to the right: the
    date may be Old Style); optionally `label` (a few words beside the mark) and `voice` (colours the marks). Lanes keep
    the table's order. `first`, `last`: the axis, as 1918-05-01; else all events fit.
    """
    table = checked(table, ["lane", "kind", "title", "date", "date_start", "date_end", "calendar"], "chronology.lanes")
    begins = pd.Timestamp(first or table[["date_start", "date_end"]].min(axis=None))
    ends = pd.Timestamp(last or table[["date_start", "date_end"]].max(axis=None)) + pd.Timedelta(days=1)
    table = table.assign(
        from_=table["date_start"].fillna(begins).clip(begins, ends),
        to=table["date_end"].fillna(ends).clip(begins, ends),
        lasted=table["date"].str.contains("/"),
    ).sort_values(["from_", "to", "title"], kind="stable")
    names, by_lane = list(dict.fromkeys(table.sort_index()["lane"])), dict(iter(table.groupby("lane")))
    kinds = [shape for shape in SHAPES if shape[0] in {shape_of(kind)[0] for kind in table["kind"]}]
    voices = [voice for voice in VOICES if voice in set(table.get("voice", ()))]
    coloured = len(voices) > 1

    def draw(layout):
        scale = (layout.width - layout.pick(left + 20, 28)) / (day(ends) - day(begins))
        packed = {name: _pack(by_lane[name], begins, scale, layout, layout.pick(left, 12)) for name in names}
        legend = [mark(label, marker, MUTED if coloured else INK) for label, marker, _ in kinds]
        legend += [mark(VOICES[voice].label, "o", VOICES[voice].colour) for voice in voices if coloured]
        if (table["calendar"] == "unmarked").any():
            legend.append(mark("calendar not named", "None", INK, line=":"))
        long = table[table["from_"] != table["to"]]
        if not long["lasted"].all():
            legend.append(patch(Look("on a day or days within", GROUND)))
        if long["lasted"].any():
            legend.append(patch(Look("on all of these days", MUTED if coloured else INK)))
        items = [Row(name, band=17 * (1 + max(level for _, level, _ in events))) for name, events in packed.items()]
        sheet = rows(layout, items, left=left, legend=legend, gap=12)
        time_axis(sheet, begins, ends)
        for middle, item, events in zip(sheet.middles, items, packed.values(), strict=True):
            for event, level, right in events:
                _event(sheet, event, middle - item.band / 2 + 17 * level + 9, right)
        return sheet.page

    lines = []
    for name in names:
        told = [
            f"{words(event['date'])}{' (calendar not named)' * (event['calendar'] == 'unmarked')}, {event['title']}"
            for event in by_lane[name].to_dict("records")
        ]
        lines.append(f"{name}: {'; '.join(told)}")
    data = table.drop(columns=["from_", "to", "lasted"])
    return figure(draw, data, "Events by lane, in order of time. " + ". ".join(lines) + ".", **words_)


def _reach(event: dict) -> tuple[float, float]:
    """Where an event's mark begins and ends, in days: a sharp one on its day, a doubtful calendar's with its line."""
    start, end = day(event["from_"]), day(event["to"]) + (event["from_"] != event["to"])
    return start, end + CALENDAR_GAP.days * (event["calendar"] == "unmarked")


def _pack(
    events: pd.DataFrame, begins: pd.Timestamp, scale: float, layout: Layout, left: float
) -> list[tuple[dict, int, bool]]:
    """Each event with a level of its lane that is free where it and its label stand, on as few levels as it takes.

    Third is whether the label stands to the right: where there is room, or more than on the left.
    """
    free, packed = [], []  # free: a heap of (where the level is free again, level)
    for event in events.to_dict("records"):
        start, end = ((at - day(begins)) * scale for at in _reach(event))
        label = event.get("label")
        wide = text_width(label, layout.size) + 9 if isinstance(label, str) and label else 0
        over = wide - start - layout.pick(0, left)  # pixels by which the left side is too small
        right = end + wide - (layout.width - left) <= max(over, 0)
        if right:
            end += wide
        else:
            start -= wide
        level = heappop(free)[1] if free and free[0][0] < start else len(free)
        heappush(free, (end + 26, level))
        packed.append((event, level, right))
    return packed


def _event(sheet: Sheet, event: dict, y: float, right: bool) -> None:
    ax, (_, marker) = sheet.ax, shape_of(event["kind"])
    colour = VOICES[event["voice"]].colour if event.get("voice") in VOICES else INK
    start, end = day(event["from_"]), min(day(event["to"]) + 1, ax.get_xlim()[1])
    if event["calendar"] == "unmarked":
        reach = min(end + CALENDAR_GAP.days, ax.get_xlim()[1])
        ax.plot([end, reach], [y, y], color=colour, linewidth=1.4, linestyle=(0, (1, 2)))
    sharp = event["from_"] == event["to"]
    if sharp:
        ax.plot([start, start], [y - 8, y + 8], color=colour, linewidth=1)
    else:
        face = colour if event["lasted"] else GROUND
        ax.add_patch(Rectangle((start, y - 3), end - start, 6, facecolor=face, edgecolor=colour, clip_on=False))
    middle = start if sharp else (start + end) / 2
    ax.plot(
        [middle],
        [y],
        marker,
        color=GROUND if event["lasted"] and not sharp else colour,
        clip_on=False,
        markersize=9 if event["lasted"] else 7,
        markerfacecolor=colour if sharp or event["lasted"] else GROUND,
    )
    label = event.get("label")
    if isinstance(label, str) and label:
        low, high = ax.transData.transform([(at, 0) for at in _reach(event)])[:, 0]
        sheet.write(high + 9 if right else low - 9, y, label, ha="left" if right else "right", color=MUTED)


# How a statement's mode is drawn (`control.mode`): height of its strip in pixels, and how it is filled.
MODES = {
    "effective": (14, "full", "held"),
    "contested": (14, "hatched", "contested, or statements contradict each other"),
    "nominal": (14, "outline", "in name only"),
    "partial": (6, "full", "in part, present, or a mission (thin)"),
    "presence": (6, "full", "in part, present, or a mission (thin)"),
    "mission": (6, "full", "in part, present, or a mission (thin)"),
}
FADED = 0.6  # opacity of an inferred month; fainter outlines are lost on a dark page


def strips(months: pd.DataFrame, events: pd.DataFrame | None = None, *, left: float = 120, **words_) -> Figure:
    """Who is said to have held each district, month by month: one strip for each holder at a time.

    `months`: what `control.by_month` returns, with `place` (label) and `holder` (key of HOLDERS): `place`, `month`,
    `holder`, `mode`, `edge` (`stated`; an `inferred` month is faded), `contradictory`, `control_id`. Statements of one
    holder merge, those of different holders stand one below the other. Full height is held, thin partial or present, an
    open hatch contested or contradictory, an outline nominal, blank not stated. Places keep the table's order. The
    figure's data are the stretches drawn, each with the statements it rests on.
    `events` (optional): `place`, `date_start` (a day), `title`: numbered ticks on the strip, listed below.
    """
    months = checked(
        months, ["place", "month", "holder", "mode", "edge", "contradictory", "control_id"], "chronology.strips"
    )
    runs = _runs(months.assign(holder=months["holder"].map(coarse)))
    places = list(dict.fromkeys(months["place"]))
    marked = _marked(events, places)
    of_place = {name: list(block.itertuples()) for name, block in runs.groupby("place")}
    ticks_of = {name: list(block.itertuples()) for name, block in marked.groupby("place")}
    begins, ends = months["month"].min(), months["month"].max() + pd.offsets.MonthBegin(1)

    def draw(layout):
        items, levels = [], {}
        for place in places:
            levels[place] = _levels(of_place[place])
            top = 13 if place in ticks_of else 0
            items.append(Row(place, band=17 * (1 + max(levels[place])) + top))
        legend = [patch(HOLDERS[key]) for key in HOLDERS if key in set(runs["holder"])]
        legend += _modes(runs)
        key = [
            line
            for row in marked.itertuples()
            for line in wrap(f"{row.number}. {_when(row.date_start)}: {row.title}", layout.width - 4, layout.size)
        ]
        sheet = rows(layout, items, left=left, legend=legend, foot=len(key) * layout.size * 1.3 + 12)
        time_axis(sheet, begins, ends)
        for middle, item in zip(sheet.middles, items, strict=True):
            top, ticks = middle - item.band / 2, ticks_of.get(item.label, [])
            for tick in ticks:
                at = day(tick.date_start)
                sheet.ax.plot([at, at], [top + 12, top + item.band], color=INK, linewidth=1.3, zorder=4)
                sheet.ax.text(at, top + 5, str(tick.number), ha="center", va="center_baseline", color=INK)
            top += 13 if ticks else 0
            for run, level in zip(of_place[item.label], levels[item.label], strict=True):
                _strip(sheet, run, top + 17 * level + 8)
        for at, line in enumerate(key):
            sheet.write(0, sheet.bottom + 8 + (at + 0.5) * layout.size * 1.3, line, color=MUTED)
        return sheet.page

    lines = []
    for place in places:
        told = [
            f"{HOLDERS[run.holder].label} {_when(run.start, False)}–{_when(run.end, False)} ({run.mode}"
            f"{', inferred' * (run.edge == 'inferred')})"
            for run in of_place[place]
        ]
        lines.append(f"{place}: {'; '.join(told)}")
    lines += [f"{row.number}, {row.place}, {_when(row.date_start)}: {row.title}" for row in marked.itertuples()]
    return figure(draw, runs, "Statements by place from the top. " + ". ".join(lines) + ".", **words_)


def _marked(events: pd.DataFrame | None, places: Sequence[str]) -> pd.DataFrame:
    """The events to mark, in order of time and numbered."""
    if events is None:
        return pd.DataFrame(columns=["place", "date_start", "title", "number"])
    events = checked(events, ["place", "date_start", "title"], "chronology.strips, events")
    events = events[events["place"].isin(places)].sort_values(["date_start", "place", "title"])
    return events.assign(number=range(1, len(events) + 1))


def _when(date: pd.Timestamp, with_day: bool = True) -> str:
    return f"{f'{date.day} ' * with_day}{MONTHS[date.month - 1]} {date.year}"


def _runs(months: pd.DataFrame) -> pd.DataFrame:
    """Consecutive months of one place, holder, mode and edge as one run; start and end are its first and last month.

    A month that one statement gives as stated and another as inferred is stated.
    """
    months = months.assign(mode=months["mode"].mask(months["contradictory"].astype(bool), "contested"))
    keys = ["place", "holder", "mode"]
    merged = months.groupby([*keys, "month"]).agg(edge=("edge", "max"), ids=("control_id", set)).reset_index()
    number = merged["month"].dt.year * 12 + merged["month"].dt.month
    breaks = (number.diff() != 1) | (merged[[*keys, "edge"]] != merged[[*keys, "edge"]].shift()).any(axis=1)
    runs = merged.groupby(breaks.cumsum()).agg(
        place=("place", "first"),
        holder=("holder", "first"),
        mode=("mode", "first"),
        edge=("edge", "first"),
        start=("month", "first"),
        end=("month", "last"),
        statements=("ids", lambda ids: ";".join(sorted(set().union(*ids)))),
    )
    return runs.sort_values(["start", "end", "holder"]).reset_index(drop=True)


def _levels(runs: Sequence) -> list[int]:
    """The level of each run of a place: the one its holder had, if that is free, else the first free one."""
    busy, last, levels = [], {}, []
    for run in runs:
        level = last.get(run.holder)
        if level is None or busy[level] >= run.start:
            level = next((at for at, until in enumerate(busy) if until < run.start), len(busy))
        busy[level : level + 1] = [run.end]
        last[run.holder] = level
        levels.append(level)
    return levels


def _modes(runs: pd.DataFrame) -> list[Patch]:
    """The legend's swatches for the modes of `runs`, without a holder, and for what is inferred."""
    styles = {MODES[mode][2]: MODES[mode][1] for mode in MODES if mode != "effective" and mode in set(runs["mode"])}
    looks = [
        Look(label, MUTED if style == "full" else GROUND, "xxx" if style == "hatched" else "")
        for label, style in styles.items()
    ]
    swatches = [patch(look) for look in looks]
    if (runs["edge"] == "inferred").any():
        swatches.append(patch(Look("vague or inferred month (faded)", MUTED)))
        swatches[-1].set_alpha(FADED)
    return swatches


def _strip(sheet: Sheet, run, y: float) -> None:
    height, style, _ = MODES[run.mode]
    look = HOLDERS[run.holder]
    looks = {
        "full": fill(look),
        "hatched": {"facecolor": GROUND, "edgecolor": look.colour, "hatch": "xxx", "linewidth": 1},
        "outline": {"facecolor": GROUND, "edgecolor": look.colour, "linewidth": 1.4},
    }
    start, end = day(run.start), day(run.end + pd.offsets.MonthBegin(1))
    alpha = FADED if run.edge == "inferred" else None
    sheet.ax.add_patch(Rectangle((start, y - height / 2), end - start, height, alpha=alpha, **looks[style]))
    low, high = sheet.ax.transData.transform([(start, 0), (end, 0)])[:, 0]
    if height > 10 and text_width(look.short, sheet.layout.size) + 14 < high - low:
        sheet.ax.text(
            (start + end) / 2,
            y,
            look.short,
            ha="center",
            va="center_baseline",
            color=INK,
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1},
            zorder=5,
        )
