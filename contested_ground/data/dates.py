"""Dates in the twelve EDTF forms (ISO 8601-2) that the data set uses, with strict bounds and a computed precision.

==========================  =====================================================
``1921-07-05``              a day; likewise ``1918-09`` a month, ``1919`` a year
``1920-04-09/1920-04-12``   it lasted from the one to the other
``[1919-07-17..1919-07-18]``  once, within these bounds
``[..1919-04-30]``          by that day
``[1920-07-28..]``          since that day
``[1919-12-24,1920-04-24]``  one of these
``…?`` and ``…~``           doubtful, about
==========================  =====================================================
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

FORMS = "1921-07-05, 1918-09, 1919, A/B, [A..B], [..A], [A..], [A,B], each with a trailing ? or ~"

# not calendar.month_name, which follows the locale
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
_DAY = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_PATTERN = re.compile(
    rf"(?:(?P<single>{_DAY})"
    rf"|(?P<first>{_DAY})/(?P<last>{_DAY})"
    rf"|\[(?P<low>{_DAY})?\.\.(?P<high>{_DAY})?\]"
    rf"|\[(?P<one_of>{_DAY}(?:,{_DAY})+)\])(?P<mark>[?~]?)"
)


@dataclass(frozen=True)
class Date:
    """An EDTF date: its text, the first and last day that it allows, and what kind of statement it is.

    ``start`` and ``end`` are ``None`` where the date is open on that side. ``kind`` is ``point`` (a day, month or
    year), ``interval`` (it lasted), ``within`` (once, in a span or open to one side) or ``one_of``. ``mark`` is
    ``?`` (doubtful), ``~`` (about) or empty. ``precision`` is 1 for a day, 2 up to six days, 3 up to eleven,
    4 a month, 5 longer, by the less precise end.
    """

    text: str
    start: date | None
    end: date | None
    kind: str
    mark: str
    precision: int


def _bounds(text):
    """First and last day of a day, month or year."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, calendar.monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _precision(start, end):
    days = (end - start).days + 1
    return next((grade for grade, limit in ((1, 1), (2, 6), (3, 11), (4, 31)) if days <= limit), 5)


@cache
def parse(text):
    """Read one EDTF date.

    Returns a :class:`Date`. Raises ``ValueError`` with the remedy when the text is in none of the forms, names a
    day that the calendar lacks, or ends before it begins.
    """
    match = _PATTERN.fullmatch(text)
    if not match or text.startswith("[..]"):
        raise ValueError(f"'{text}' is not a date; write one of {FORMS}")
    part = match.groupdict()
    try:
        if part["single"]:
            kind, (start, end) = "point", _bounds(part["single"])
            precision = _precision(start, end)
        elif part["first"]:
            kind, first, last = "interval", _bounds(part["first"]), _bounds(part["last"])
            start, end = first[0], last[1]
            precision = max(_precision(*first), _precision(*last))
        elif part["one_of"]:
            days = [_bounds(day) for day in part["one_of"].split(",")]
            kind, start, end = "one_of", days[0][0], days[-1][1]
            precision = _precision(start, end) if days == sorted(days) else 0
        else:
            kind = "within"
            start = _bounds(part["low"])[0] if part["low"] else None
            end = _bounds(part["high"])[1] if part["high"] else None
            precision = _precision(start, end) if start and end else 5
    except ValueError:
        raise ValueError(
            f"'{text}' names a day that the calendar does not have; correct the month or the day"
        ) from None
    if (start and end and start > end) or not precision:
        raise ValueError(f"'{text}' ends before it begins; put the earlier date first")
    return Date(text, start, end, kind, part["mark"], precision)


def words(text):
    """An EDTF date as a reader would write it: ``9–12 April 1920``, ``by 30 April 1919``, ``1919 (doubtful)``."""
    when = parse(text)

    def day(value):
        year, *rest = value.split("-")
        month = [MONTHS[int(rest[0]) - 1]] if rest else []
        return " ".join([part.lstrip("0") for part in rest[1:]] + month + [year])

    def span(first, last):
        a, b = day(first).split(" "), day(last).split(" ")
        shared = 0
        while shared < min(len(a), len(b)) - 1 and a[-1 - shared] == b[-1 - shared]:
            shared += 1
        a, own = a[: len(a) - shared], b[: len(b) - shared]
        joint = "–" if len(a) == len(own) == 1 else " – "
        return " ".join(a) + joint + " ".join(b)

    part = _PATTERN.fullmatch(text).groupdict()
    if when.kind == "point":
        out = day(part["single"])
    elif when.kind == "interval":
        out = span(part["first"], part["last"])
    elif when.kind == "one_of":
        out = " or ".join(day(value) for value in part["one_of"].split(","))
    elif not part["low"]:
        out = f"by {day(part['high'])}"
    elif not part["high"]:
        out = f"since {day(part['low'])}"
    else:
        out = f"within {span(part['low'], part['high'])}"
    return {"?": f"{out} (doubtful)", "~": f"about {out.removeprefix('within ')}", "": out}[when.mark]
