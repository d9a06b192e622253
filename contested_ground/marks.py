"""Numbers as told: one mark for each claim, counts as bars, and ledgers of what was given to whom."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from contested_ground.axes import Row, Sheet, mark, rows, text_width
from contested_ground.figures import Figure, check_columns, figure, number
from contested_ground.palette import GROUND, MUTED, VOICES, Look

BOUNDS = ["low", "point", "high"]
WORDS = {"about": "about ", "nearly": "nearly ", "over": "over ", "at_least": "at least ", "up_to": "up to "}


def value_text(claim: Mapping) -> str:
    """A claim's number in words, from `low`, `point`, `high` and `qualifier`; without a number, its `answer`."""
    if not _text(claim.get("voice")):
        return "no answer told"
    low, point, high = (claim.get(bound, np.nan) for bound in BOUNDS)
    if claim.get("polarity") == "denies":
        return "denied"
    if claim.get("qualifier") == "relative" or all(map(pd.isna, (low, point, high))):
        return _text(claim.get("answer")) or "no number given"
    if pd.notna(low) and pd.notna(high):
        return f"{number(low)}–{number(high)}"
    qualifier = claim.get("qualifier") or ("over" if pd.notna(low) else "up_to" if pd.notna(high) else "exact")
    return WORDS.get(qualifier, "") + number(next(value for value in (point, low, high) if pd.notna(value)))


def disputed(table: pd.DataFrame, *, unit: str = "persons", left: float = 230, **words) -> Figure:
    """One row for each question, one mark for each claim, on a logarithmic axis (from zero when a zero is claimed).

    `table`: `question`, `low`, `point`, `high` (numbers in `unit`; see BOOK's claims), `qualifier`, `voice` (key of
    VOICES), `claimant` (label: who says so and where); optionally `detail` (a line under the question), `answer` (text
    of a claim without number) and `polarity`. A dot is a number, ◂— "up to", —▸ "over" or "at least", a bar a range; a
    claim without a number is an open socket, a question without a claim (one row, `voice` empty) an empty one.
    Colour and shape tell the voice. The table's order is kept.
    """
    check_columns(table, ["question", *BOUNDS, "qualifier", "voice", "claimant"], "marks.disputed")
    blocks = [(question, table[table["question"] == question]) for question in dict.fromkeys(table["question"])]
    on_axis = table.loc[table["qualifier"].ne("relative"), BOUNDS].to_numpy(float)
    voices = [voice for voice in VOICES if voice in set(table["voice"])]

    def draw(layout):
        step = layout.pick(19, 33)
        legend = [mark(VOICES[voice].label, VOICES[voice].marker, VOICES[voice].colour) for voice in voices]
        legend.append(mark("no number", "o", MUTED, hollow=True))
        items = [Row(question, _text(block.iloc[0].get("detail")), step * len(block)) for question, block in blocks]
        sheet = rows(layout, items, left=left, right=24, legend=legend)
        magnitudes(sheet, on_axis)
        for middle, (_, block) in zip(sheet.middles, blocks, strict=True):
            for at, claim in enumerate(block.to_dict("records")):
                y = middle + (at - len(block) / 2 + layout.pick(0.5, 0.72)) * step
                end = _claim(sheet, y, claim)
                _beside(sheet, end, y, " · ".join(filter(None, [value_text(claim), _text(claim["claimant"])])))
        return sheet.page

    lines = []
    for question, block in blocks:
        answers = (": ".join(filter(None, [_speaker(claim), value_text(claim)])) for claim in block.to_dict("records"))
        lines.append(f"{question} — {'; '.join(answers)}")
    return figure(draw, table, f"In {unit}. " + ". ".join(lines) + ".", **words)


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def _speaker(claim: Mapping) -> str:
    voice = _text(claim["voice"])
    return ", ".join(filter(None, [_text(claim["claimant"]), voice and VOICES[voice].label]))


def magnitudes(sheet: Sheet, values: np.ndarray) -> None:
    """A logarithmic axis with powers of ten that spans `values`; one that begins at zero when a zero is among them."""
    values = values[np.isfinite(values)]
    positive = values[values > 0]
    low, high = (positive.min(), positive.max()) if positive.size else (1, 10)
    first, last = int(np.floor(np.log10(low / 1.3))), int(np.ceil(np.log10(high * 1.3)))
    places = [10.0**power for power in range(first, last + 1)]
    if (values == 0).any():
        sheet.ax.set_xscale("symlog", linthresh=places[0], linscale=0.5)
        places = [0.0, *places]
    else:
        sheet.ax.set_xscale("log")
    sheet.ax.set_xlim(places[0], places[-1])
    sheet.ticks(places, [number(place) if place >= 1 or place == 0 else f"{place:g}" for place in places])


def _shift(sheet: Sheet, x: float, pixels: float) -> float:
    """The value that stands `pixels` to the right of the value x."""
    at = sheet.ax.transData.transform((x, 0))[0]
    return sheet.ax.transData.inverted().transform((at + pixels, 0))[0]


def _claim(sheet: Sheet, y: float, claim: Mapping) -> tuple[float, float]:
    """Draw one claim; returns the pixels from the sheet's left edge where its mark begins and ends."""
    ax, look = sheet.ax, VOICES.get(claim["voice"], Look("", MUTED))
    low, point, high = (claim[bound] for bound in BOUNDS)
    left_edge = ax.get_xlim()[0]
    style = {"color": look.colour, "linewidth": 2.4, "solid_capstyle": "butt", "clip_on": False}
    if claim.get("qualifier") == "relative" or all(map(pd.isna, (low, point, high))):
        marker = "X" if claim.get("polarity") == "denies" else look.marker
        ax.plot([left_edge], [y], marker, color=look.colour, markerfacecolor=GROUND, markersize=8, clip_on=False)
        ends = left_edge, left_edge
    elif pd.notna(low) and pd.notna(high):
        ax.plot([low, high], [y, y], **{**style, "linewidth": 7})
        ends = low, high
    elif pd.notna(point):
        ax.plot([point], [y], look.marker, color=look.colour, markersize=8, clip_on=False)
        ends = point, point
    else:
        start, side = (low, 1) if pd.notna(low) else (high, -1)
        end = max(_shift(sheet, start, 26 * side), left_edge)
        ax.plot([start, start], [y - 6, y + 6], **style)
        ax.plot([start, end], [y, y], **style)
        ax.plot([end], [y], ">" if side > 0 else "<", color=look.colour, markersize=7, clip_on=False)
        ends = min(start, end), max(start, end)
    return tuple(ax.transData.transform([(end, 0) for end in ends])[:, 0])


def _beside(sheet: Sheet, ends: tuple[float, float], y: float, label: str) -> None:
    """Write a mark's label: above it on a narrow sheet, else on the side that has the room."""
    if sheet.layout.narrow:
        sheet.write(0, y - 16, label, color=MUTED)
    elif ends[1] + 10 + text_width(label, sheet.layout.size) <= sheet.layout.width:
        sheet.write(ends[1] + 10, y, label, color=MUTED)
    else:
        sheet.write(ends[0] - 10, y, label, color=MUTED, ha="right")
