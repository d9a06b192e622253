"""Rules of form: cells, numbers, dates, order, identifiers, few words."""

import re

from contested_ground.check.rows import IDENTIFIERS
from contested_ground.data import dates
from contested_ground.data.order import natural
from contested_ground.data.tables import is_date, number_fault

WORD_LIMITS = {"quote": 8, "date_text": 8, "label_text": 8, "claimant_as": 6, "incipit": 6}


def plain_numbers(data):
    """Digits only: frictionless would take 1_000, 1e5, 12.000 or NaN."""
    for table, resource in data.package["tables"].items():
        fields = [field for field in resource["schema"]["fields"] if field["type"] in ("integer", "number")]
        for row in data.rows(table) if fields else ():
            for field in fields:
                if fault := number_fault(row.cells[field["name"]], field):
                    yield table, row, field["name"], fault


def readable_dates(data):
    """Every date is in one of the forms and on the calendar."""
    for table, resource in data.package["tables"].items():
        columns = [field["name"] for field in resource["schema"]["fields"] if is_date(field)]
        for row in data.rows(table) if columns else ():
            for column in filter(row.cells.get, columns):
                try:
                    dates.parse(row.cells[column])
                except ValueError as error:
                    yield table, row, column, str(error)


def sorted_by_key(data):
    """Rows stand in the order of their key, so that a change shows as one line."""
    for table, resource in data.package["tables"].items():
        fields, last = resource["schema"]["primaryKey"], None
        for row in data.rows(table):
            key = natural([row.cells[field] for field in fields])
            if last is not None and key < last:
                value = ",".join(row.cells[field] for field in fields)
                yield table, row, ",".join(fields), f"'{value}' stands out of order; make sort"
            last = key


def unique_identifiers(data):
    """An identifier is used once in the whole data set, so that a link needs no table."""
    seen = {}
    for table, keys in data.keys.items():
        for key, row in keys.items():
            if key and key in seen:
                yield table, row, IDENTIFIERS[table], f"'{key}' is also an identifier in {seen[key]}; choose another"
            seen[key] = table


def few_words(data):
    """Verbatim cells hold a few words only; a hyphen or an apostrophe divides words."""
    for table, resource in data.package["tables"].items():
        limits = [(f["name"], WORD_LIMITS[f["name"]]) for f in resource["schema"]["fields"] if f["name"] in WORD_LIMITS]
        for row in data.rows(table) if limits else ():
            for column, limit in limits:
                if len(re.findall("[A-Za-z0-9]+", row.cells[column])) > limit:
                    yield table, row, column, f"'{row.cells[column]}' has more than {limit} words; shorten it"


def years_in_identifiers(data):
    """An event's identifier carries a year; that it is the date's, `years.events` says."""
    for row in data.rows("events"):
        key = row.cells["event_id"]
        if "-century-" not in key and not re.search(r"(?<!\d)\d{4}(?!\d)", key):
            yield "events", row, "event_id", f"'{key}' names no year; write place-year[-month[-day]]-what"


RULES = (
    plain_numbers,
    readable_dates,
    sorted_by_key,
    unique_identifiers,
    few_words,
    years_in_identifiers,
)
