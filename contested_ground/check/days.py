"""Rules of dates: day and month stand in the date's wording and in the identifier, and a holding ends at an event."""

import re
from calendar import monthrange
from collections import defaultdict
from datetime import date

from contested_ground.check.mentions import readings
from contested_ground.check.rows import days_of, meet, parts_of

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
NAMED = re.compile("|".join(MONTHS))
NO_MONTH = re.compile(r"(february|october|april|march|may|september|june) (revolution|days|uprising)")


def wording_of_events(data):
    """Month and day of an event's date are those of its date_text."""
    for row in data.rows("events"):
        text, when = row.cells["date_text"].lower(), days_of(row.cells["date"])
        months = [MONTHS.index(name) + 1 for name in NAMED.findall(NO_MONTH.sub("", text))]
        if not when or not months:
            continue
        years = range(when[0].year, when[1].year + 1)
        if not any(_in_month(when, y, m) for y in years for m in months):
            yield "events", row, "date", f"'{row.cells['date']}' has another month than '{text}'; correct one"
        elif re.fullmatch(r"\d{4}-\d\d-\d\d[?~]?", row.cells["date"]):
            told = {number for digits in re.findall(r"\d+", text) for number in readings(digits)}
            if told and float(when[0].day) not in told:
                yield "events", row, "date", f"'{row.cells['date']}' has another day than '{text}'; correct one"


def _in_month(when, year, month):
    return meet(when, (date(year, month, 1), date(year, month, monthrange(year, month)[1])))


def days_in_identifiers(data):
    """The month and the day that an event's, a question's or a holding's identifier names fit its date."""
    for table, columns in {"events": ("date",), "questions": ("date",), "control": ("from_date", "until_date")}.items():
        for key, row in data.keys[table].items():
            spans = [span for span in (days_of(row.cells[column]) for column in columns) if span]
            if not spans:
                continue
            when = min(span[0] for span in spans), max(span[1] for span in spans)
            if not row.cells[columns[0]]:  # a holding whose start is not told may be older than its identifier
                when = date.min, when[1]
            named = [_span(*found) for found in re.findall(r"(?<!\d)(1[89]\d\d)(?:-(\d\d))?(?:-(\d\d))?(?!\d)", key)]
            named = [span for span in named if span]
            slack = 31 if table == "questions" else 0  # a question may ask of what came soon after its event
            if named and not any(meet(when, span, slack) for span in named):
                value = row.cells[columns[0]] or row.cells[columns[-1]]
                yield table, row, columns[0], f"'{value}' is not the date that {key} names; correct one"


def _span(year, month, day):
    """The days that a year, or a month, or a day of an identifier stands for."""
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    last = first if day else date(first.year, int(month or 12), monthrange(first.year, int(month or 12))[1])
    return first, last


def holdings_have_events(data):
    """A holding's start and end are days of an event told in its paragraphs, or of its until_event."""
    by_passage, every = defaultdict(set), set()
    for row in data.rows("events"):
        ends = set(days_of(row.cells["date"]) or ())
        every |= ends
        for locator in [row.cells["locator"], *parts_of(row.cells["also"])]:
            by_passage[row.cells["source_id"], locator] |= ends
    for row in data.rows("control"):
        cells = row.cells
        here = set().union(*(by_passage[cells["source_id"], n] for n in [cells["locator"], *parts_of(cells["also"])]))
        for column in ("from_date", "until_date"):
            when = days_of(cells[column]) if cells[column] else None
            if not when or (column == "until_date" and cells["until_event"]):
                continue
            told = every if cells[column.replace("date", "basis")] == "inferred" else here
            ends = [day for day in when if day not in (date.min, date.max)]
            if len(ends) == 2 and (ends[1] - ends[0]).days < 31 and any(when[0] <= day <= when[1] for day in here):
                continue
            if ends and not here.intersection(ends) and not told.intersection(ends):
                yield "control", row, column, f"'{cells[column]}' is the date of no event told there; correct one"
            elif cells[column.replace("date", "basis")] == "stated" and ends and not here.intersection(ends):
                yield "control", row, column, f"'{cells[column]}' is no date told in its paragraphs; it is inferred"


def ends_fit_their_event(data):
    """An end that is inferred from an event meets that event's date."""
    for row in data.rows("control"):
        event = data.keys["events"].get(row.cells["until_event"])
        until, when = days_of(row.cells["until_date"]), event and days_of(event.cells["date"])
        if row.cells["until_date"] and until and when and not meet(until, when, slack=1):
            yield (
                "control",
                row,
                "until_date",
                f"'{row.cells['until_date']}' is not of {row.cells['until_event']}; correct it",
            )


def years_are_told(data):
    """A year that is stated is printed in a paragraph that the row cites; one in the wording is stated."""
    told = defaultdict(set)
    for row in data.rows("mentions"):
        paragraph = str(int(row.cells["mention"][:3])) if row.cells["mention"][:3].isdigit() else ""
        token = row.cells["token"]
        told[paragraph] |= {int(part) for part in re.findall(r"\d{4}", token)}
    for row in data.rows("events"):
        cells, when = row.cells, days_of(row.cells["date"])
        if cells["source_id"] != "article" or not when or "century" in cells["event_id"]:
            continue
        first, last = when[0].year, when[1].year
        printed = set().union(*(told[number] for number in [cells["locator"], *parts_of(cells["also"])]))
        worded = {int(part) for part in re.findall(r"(?<!\d)\d{4}(?!\d)", cells["date_text"])}
        if cells["year_basis"] == "stated" and printed and not any(first <= year <= last for year in printed):
            yield (
                "events",
                row,
                "year_basis",
                f"'stated', but paragraph {cells['locator']} prints no such year; inferred",
            )
        elif cells["year_basis"] == "inferred" and any(first <= year <= last for year in worded):
            yield "events", row, "year_basis", f"'inferred', but '{cells['date_text']}' prints the year; stated"


RULES = (
    wording_of_events, days_in_identifiers, holdings_have_events, ends_fit_their_event, years_are_told,
)  # fmt: skip
