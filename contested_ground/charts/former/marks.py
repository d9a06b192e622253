"""Numbers as told: one mark for each claim, counts as bars, and ledgers of what was given to whom."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from contested_ground.analysis.claims import value_words
from contested_ground.charts.former.axes import LEADING, Row, Sheet, blank, fill, mark, patch, rows, text_width, wrap
from contested_ground.charts.former.figures import Figure, Layout, checked, figure, number
from contested_ground.charts.former.palette import GROUND, MUTED, VOICES, Look, look

BOUNDS = ["low", "point", "high"]
SOCKET = 22  # pixels left of the axis, where claims without a number stand


def value_text(claim: Mapping) -> str:
    """A claim's number in words; without a number its answer, without a voice that nobody answers."""
    if not _text(claim.get("voice")):
        return "no answer told"
    if claim["qualifier"] == "relative":
        return _text(claim.get("answer")) or f"{number(claim['point'])} times as many"
    return value_words({"answer": np.nan, "polarity": "asserts", **claim}) or "no number given"


def disputed(table: pd.DataFrame, *, unit: str = "persons", left: float = 230, **words) -> Figure:
    """One row for each question, one mark for each claim, on a logarithmic axis (from zero when a zero is claimed).

    `table`: `question`, `low`, `point`, `high` (numbers in `unit`), `qualifier`, `voice` (key of VOICES), `claimant`
    (label: who says so and where); optionally `heading` (rows with the same one stand under it), `detail` (a line under
    the question), `answer` (text of a claim without number) and `polarity`. A dot is a number, ◂— "up to", —▸ "over" or
    "at least", a bar a range; a claim without a number is an open socket, a question without a claim (one row, `voice`
    empty) an empty one. Colour and shape tell the voice. The table's order is kept.
    """
    table = checked(table, ["question", *BOUNDS, "qualifier", "voice", "claimant"], "marks.disputed")
    keys = [key for key in ("heading", "question", "detail") if key in table.columns]
    blocks = [block for _, block in table.groupby(keys, sort=False, dropna=False)]
    on_axis = table.loc[table["qualifier"].ne("relative"), BOUNDS].to_numpy(float)
    voices = [voice for voice in VOICES if voice in set(table["voice"])]

    def draw(layout):
        legend = [mark(VOICES[voice].label, VOICES[voice].marker, VOICES[voice].colour) for voice in voices]
        if np.isnan(on_axis).all(axis=1).any():
            legend.append(mark("no number", "o", MUTED, hollow=True))
        # Where a mark stands says how much room its label has, and so how tall its row must be.
        trial = blank(layout, 0, layout.pick(left, 12), layout.pick(24, 16))
        magnitudes(trial, on_axis)
        labels = [[_label(trial, claim, left) for claim in block.to_dict("records")] for block in blocks]
        heights = [[_height(layout, lines) for *_, lines in block] for block in labels]
        items, heading = [], ""
        for block, tall in zip(blocks, heights, strict=True):
            first = block.iloc[0]
            if _text(first.get("heading")) not in ("", heading):
                heading = first["heading"]
                items.append(Row(heading, heading=True))
            items.append(Row(first["question"], _text(first.get("detail")), sum(tall)))
        sheet = rows(layout, items, left=left, right=24, legend=legend)
        magnitudes(sheet, on_axis)
        middles = [middle for middle, item in zip(sheet.middles, items, strict=True) if not item.heading]
        for middle, block, label, tall in zip(middles, blocks, labels, heights, strict=True):
            top = middle - sum(tall) / 2
            for claim, words_, height in zip(block.to_dict("records"), label, tall, strict=True):
                _claim(sheet, top + layout.pick(height / 2, height - 9), claim)
                _write(sheet, top, height, *words_)
                top += height
        return sheet.page

    lines = []
    for block in blocks:
        asked = ", ".join(filter(None, (_text(block.iloc[0][key]) for key in keys)))
        answers = (": ".join(filter(None, [_speaker(claim), value_text(claim)])) for claim in block.to_dict("records"))
        lines.append(f"{asked} — {'; '.join(answers)}")
    return figure(draw, table, f"In {unit}. " + ". ".join(lines) + ".", **words)


def ledger(table: pd.DataFrame, *, left: float = 230, **words) -> Figure:
    """What was supplied or paid, by giver and receiver, under a heading for each unit; marks as in `disputed`.

    `table`: `giver`, `receiver`, `item` (what and when), `unit`, `low`, `point`, `high`, `qualifier`, `voice`,
    `claimant`; optionally `answer` for what is not in numbers. The table's order is kept within a unit.
    """
    table = checked(
        table, ["giver", "receiver", "item", "unit", *BOUNDS, "qualifier", "voice", "claimant"], "marks.ledger"
    )
    table = table.sort_values("unit", kind="stable", key=_first_seen)
    table = table.assign(
        question=table["giver"] + " → " + table["receiver"], detail=table["item"], heading=table["unit"]
    )
    return disputed(table, unit="the unit of each heading", left=left, **words)


def _first_seen(column: pd.Series) -> pd.Series:
    """Sorting key that groups equal values in the order in which they first stand."""
    return pd.Series(pd.factorize(column)[0], index=column.index)


def bars(table: pd.DataFrame, *, unit: str, left: float = 190, **words) -> Figure:
    """Counts as horizontal bars, in parts where the table has them, the number at the end.

    `table`: `label`, `value`; optionally `part` (key of the palette, or a name; one row for each label and part) and
    `detail` (a line under the label). Labels and parts keep the table's order. `unit` names what is counted.
    """
    table = checked(table, ["label", "value"], "marks.bars")
    if "part" not in table.columns:
        table = table.assign(part="")
    labels, parts = (list(dict.fromkeys(table[column])) for column in ("label", "part"))
    values = table.pivot(index="label", columns="part", values="value").loc[labels, parts]
    details = table.drop_duplicates("label").set_index("label").get("detail", pd.Series(dtype=str))
    looks = {part: look(part) if part else Look("", MUTED) for part in parts}
    greatest = values.sum(axis=1).max()

    def draw(layout):
        legend = [patch(looks[part]) for part in parts if part]
        items = [Row(label, _text(details.get(label)), 16) for label in labels]
        sheet = rows(layout, items, left=left, right=16, legend=legend)
        room = layout.width - layout.pick(left + 16, 28)
        sheet.ax.set_xlim(0, greatest * room / (room - 60))
        steps = MaxNLocator(nbins=4, integer=True, steps=[1, 2, 5, 10]).tick_values(0, greatest)
        sheet.ticks(steps[steps <= greatest], [number(step) for step in steps[steps <= greatest]])
        for middle, (_, row) in zip(sheet.middles, values.iterrows(), strict=True):
            start = 0.0
            for part, value in row.dropna().items():
                sheet.ax.add_patch(Rectangle((start, middle - 8), value, 16, **fill(looks[part])))
                start += value
            at = sheet.ax.transData.transform((start, 0))[0]
            sheet.write(at + 6, middle, "not stated" if row.isna().all() else number(start))
        return sheet.page

    lines = []
    for label, row in values.iterrows():
        told = row.dropna()
        split = ", ".join(f"{looks[part].label} {number(value)}" for part, value in told.items() if part)
        total = number(told.sum()) if len(told) else "not stated"
        lines.append(f"{label}: {total}{f' ({split})' * bool(split)}")
    return figure(draw, table, f"In {unit}. " + ". ".join(lines) + ".", **words)


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def _speaker(claim: Mapping) -> str:
    voice = _text(claim["voice"])
    return ", ".join(filter(None, [_text(claim["claimant"]), voice and VOICES[voice].label]))


def magnitudes(sheet: Sheet, values: np.ndarray) -> None:
    """A logarithmic axis with powers of ten that spans `values`; one that begins at zero when a zero is among them.

    Left of its first rule is room for the sockets of claims without a number.
    """
    values = values[np.isfinite(values)]
    positive = values[values > 0]
    low, high = (positive.min(), positive.max()) if positive.size else (1, 10)
    first, last = int(np.floor(np.log10(low))), int(np.floor(np.log10(high))) + 1
    zero = [0.0] * bool((values == 0).any())
    if zero:
        sheet.ax.set_xscale("symlog", linthresh=10.0**first, linscale=0.5)
    else:
        sheet.ax.set_xscale("log")
    sheet.ax.set_xlim(0 if zero else 10.0**first, 10.0**last)
    sheet.ax.set_xlim(left=_shift(sheet, 0 if zero else 10.0**first, -SOCKET))
    for step in range(1, last - first + 1):
        places = zero + [10.0**power for power in range(first, last + 1, step)]
        labels = [f"{place / 1e6:g} million" if place >= 1e6 else f"{place:,g}" for place in places]
        if sheet.fits(places, labels):
            break
    sheet.ticks(places, labels)


def _shift(sheet: Sheet, x: float, pixels: float) -> float:
    """The value that stands `pixels` to the right of the value x."""
    at = sheet.ax.transData.transform((x, 0))[0]
    return sheet.ax.transData.inverted().transform((at + pixels, 0))[0]


def _claim(sheet: Sheet, y: float, claim: Mapping) -> tuple[float, float]:
    """Draw one claim; returns the pixels from the sheet's left edge where its mark begins and ends."""
    ax, shown = sheet.ax, VOICES.get(claim["voice"], Look("", MUTED))
    low, point, high = (claim[bound] for bound in BOUNDS)
    left_edge = ax.get_xlim()[0]
    style = {"color": shown.colour, "linewidth": 2.4, "solid_capstyle": "butt", "clip_on": False}
    if claim.get("qualifier") == "relative" or all(map(pd.isna, (low, point, high))):
        marker = "X" if claim.get("polarity") == "denies" else shown.marker
        ax.plot([left_edge], [y], marker, color=shown.colour, markerfacecolor=GROUND, markersize=8, clip_on=False)
        ends = left_edge, left_edge
    elif pd.notna(low) and pd.notna(high):
        ax.plot([low, high], [y, y], **{**style, "linewidth": 7})
        ends = low, high
    elif pd.notna(point):
        ax.plot([point], [y], shown.marker, color=shown.colour, markersize=8, clip_on=False)
        ends = point, point
    else:
        start, side = (low, 1) if pd.notna(low) else (high, -1)
        end = max(_shift(sheet, start, 26 * side), left_edge)
        ax.plot([start, start], [y - 6, y + 6], **style)
        ax.plot([start, end], [y, y], **style)
        ax.plot([end], [y], ">" if side > 0 else "<", color=shown.colour, markersize=7, clip_on=False)
        ends = min(start, end), max(start, end)
    return tuple(ax.transData.transform([(end, 0) for end in ends])[:, 0])


def _label(trial: Sheet, claim: Mapping, left: float) -> tuple[float, str, list[str]]:
    """A claim's label: its place, which side of it is there, and its lines.

    A narrow sheet has it above the mark. On a wide one it stands right of the mark if it fits there, else left, else,
    on several lines, where more room is.
    """
    text = " · ".join(filter(None, [value_text(claim), _text(claim["claimant"])]))
    width, size = trial.layout.width, trial.layout.size
    if trial.layout.narrow:
        return 0, "left", wrap(text, width, size)
    start, end = _claim(trial, 0, claim)
    rooms = {"left": width - end - 10, "right": start - 10 - left}
    side = next((side for side, room in rooms.items() if text_width(text, size) <= room), max(rooms, key=rooms.get))
    return end + 10 if side == "left" else start - 10, side, wrap(text, rooms[side], size)


def _height(layout: Layout, lines: list[str]) -> float:
    """Pixels that a claim takes, with its label."""
    return len(lines) * layout.size * LEADING + layout.pick(3, 18)


def _write(sheet: Sheet, top: float, height: float, x: float, side: str, lines: list[str]) -> None:
    line = sheet.layout.size * LEADING
    first = top + sheet.layout.pick((height - len(lines) * line) / 2, 0)
    for at, text in enumerate(lines):
        sheet.write(x, first + (at + 0.5) * line, text, color=MUTED, ha=side)
