"""Words on a drawing: dates as a reader says them, and rows in which none meets its neighbour."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd

from contested_ground.charts.style import INK, MUTED

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def rows_apart(spans, gap=8) -> list[int]:
    """A row for each (left, right) so that no two of one row come nearer than `gap`; as few rows as that takes."""
    ends, rows = [], [0] * len(spans)
    for at in sorted(range(len(spans)), key=lambda index: spans[index]):
        left, right = spans[at]
        row = next((row for row, end in enumerate(ends) if end + gap <= left), len(ends))
        ends[row:] = [right, *ends[row + 1 :]]
        rows[at] = row
    return rows


def day_number(days):
    """Days (Timestamp, or a column of them) as matplotlib counts them."""
    return mdates.date2num(pd.to_datetime(days))


def pixels(ax, days):
    """Where days stand on an Axes, in px from the figure's left edge, its limits and place being settled."""
    at = np.atleast_1d(day_number(days)).astype(float)
    return ax.transData.transform(np.column_stack([at, np.zeros(len(at))]))[:, 0]


def per_px(ax) -> tuple[float, float]:
    """How much of each axis of an Axes a px covers: days (or other units) across, units down."""
    box, (left, right), (low, high) = ax.get_window_extent(), ax.get_xlim(), ax.get_ylim()
    return (right - left) / box.width, abs(high - low) / box.height


def year_axis(ax):
    """Years named where they begin, and between them as many months as have room."""
    first, last = (mdates.num2date(day).replace(tzinfo=None) for day in ax.get_xlim())
    room = ax.get_window_extent().width / max((last - first).days, 1) * 30.4  # px a month
    step = next((step for step in (1, 3, 6) if room * step > 44), 12)
    months = pd.date_range(pd.Timestamp(first).normalize(), last, freq="MS")
    months = [month for month in months if (month.month - 1) % step == 0]
    ax.set_xticks(day_number(months), [str(m.year) if m.month == 1 else MONTHS[m.month - 1] for m in months], size=13)
    for month, label in zip(months, ax.get_xticklabels(), strict=True):
        label.set(color=INK if month.month == 1 else MUTED, fontweight=600 if month.month == 1 else 400)


def date_words(start, end) -> str:
    """The days that a date allows, as a reader would say them: ``22 August 1919``, ``late April 1920``, ``1918–1920``.

    `start`, `end`: Timestamps, or NaT where that side is open. Early, mid and late are the thirds of a month.
    """
    if pd.isna(start) or pd.isna(end):
        word, day = ("by", end) if pd.isna(start) else ("from", start)
        return f"{word} {_day(day)}"
    if start == end:
        return f"{start.day} {start:%B} {start.year}"
    days, month = (end - start).days + 1, (start.year, start.month) == (end.year, end.month)
    last = end.days_in_month
    if month and (start.day, end.day) in ((1, last), (1, 10), (11, 20), (21, last)):
        third = "" if days > 11 else {1: "early ", 11: "mid-"}.get(start.day, "late ")
        return f"{third}{start:%B} {end.year}"
    if month:
        return f"{start.day}–{end.day} {end:%B} {end.year}"
    if days <= 14:
        year = "" if start.year == end.year else f" {start.year}"
        return f"{start.day} {start:%B}{year} – {end.day} {end:%B} {end.year}"
    if start.year == end.year:
        return str(end.year) if days > 360 else f"{start:%B}–{end:%B} {end.year}"
    return (
        f"{start.year}–{end.year}"
        if days > 360
        else f"{MONTHS[start.month - 1]} {start.year} – {MONTHS[end.month - 1]} {end.year}"
    )


def _day(day):
    if (day.month, day.day) in ((1, 1), (12, 31)):  # the open side of a year
        return str(day.year)
    return f"{day.day} {day:%B} {day.year}"
