"""Rules of years: an identifier, the date beside it and the rows that it leads to are of one year."""

import re
from datetime import date

from contested_ground.check.rows import days_of

YEAR = re.compile(r"(?<![0-9])(1[0-9]{3}|20[0-9]{2})(?![0-9])")
# Holdings, events and questions whose identifier names the year of the telling.
TOLD_LATER = {
    "erivan-bolsheviks-1921-p280", "julfa-district-muslim-civilians-1920-06-contested",
    "nakhchivan-1919-influx-muslim-refugees", "nakhchivan-1919-refugees-from-zangezur",
    "nakhchivan-district-muslim-civilians-1920-06-contested", "shusha-1920-03-burning-half-war-2022",
    "zangezur-1919-casualties-muslims-khoyski", "zangezur-1919-violence-muslims-khoyski",
}  # fmt: skip
LASTS = {"karabakh-1918-1919-outcome"}  # the question of an end asks of its last day, its identifier names the whole


def years_of(key):
    return [int(year) for year in YEAR.findall(key)]


def counts_and_holdings(data):
    """A holding's identifier names a year of its start, a count's one that its date prints."""
    for key, row in data.keys["control"].items():
        since, years = days_of(row.cells["from_date"]), years_of(key)
        if since and years and key not in TOLD_LATER and not any(since[0].year <= y <= since[1].year for y in years):
            value = row.cells["from_date"]
            yield "control", row, "from_date", f"'{value}' is not in the year that {key} names; correct one"
    for key, row in data.keys["population"].items():
        years, printed = years_of(key), re.findall(r"[0-9]{4}", row.cells["date"])
        if printed and years and not any(year in map(int, printed) for year in years):
            yield "population", row, "date", f"'{row.cells['date']}' is of no year that {key} names; correct one"


def terms_and_events(data):
    """A term's identifier names a year of the event that it belongs to."""
    for key, row in data.keys["terms"].items():
        event = data.keys["events"].get(row.cells["event_id"])
        years = years_of(key)
        told = event and {*years_of(row.cells["event_id"]), *map(int, re.findall(r"[0-9]{4}", event.cells["date"]))}
        if told and years and not told & set(years):
            yield "terms", row, "event_id", f"'{row.cells['event_id']}' is of another year than {key}; correct one"


def _odd(bounds, years):
    """The years that a date does not reach, or all where its one known end is in none of them."""
    ends = [day.year for day in bounds if day not in (date.min, date.max)]
    odd = [year for year in years if not bounds[0].year <= year <= bounds[1].year]
    return odd or (years if len(ends) == 1 and ends[0] not in years else [])


def events(data):
    """An event's date reaches over each year that its identifier names."""
    for key, row in data.keys["events"].items():
        bounds = days_of(row.cells["date"])
        odd = _odd(bounds, years_of(key)) if bounds and key not in TOLD_LATER else []
        if odd:
            yield "events", row, "date", f"'{row.cells['date']}' is not in {odd[0]}, which {key} names; correct one"


def questions_and_words(data):
    """A question's date reaches over each year that its identifier and its words name."""
    for key, row in data.keys["questions"].items():
        cells, bounds = row.cells, days_of(row.cells["date"])
        if not bounds or key in LASTS or key in TOLD_LATER:
            continue
        odd = _odd(bounds, years_of(f"{key} {cells['question']}"))
        if odd:
            message = f"'{cells['date']}' is not in {odd[0]}, which {key} or its words name; correct one"
            yield "questions", row, "date", message


def territories(data):
    """A unit of a count leads to a territory of its years: of 1897 before the war, of 1926 for 1921 and later."""
    for row in data.rows("crosswalk"):
        year, there = row.cells["year"], years_of(row.cells["place_id"])
        if not there or not re.fullmatch(r"[0-9]{4}", year):
            continue
        era = {1897: range(1800, 1918), 1916: range(1914, 1918), 1926: range(1920, 1937), 1939: range(1937, 2000)}
        if not any(int(year) in era.get(named, range(named, named + 1)) for named in there):
            message = f"'{row.cells['place_id']}' is no territory of {year}; name the one of that year"
            yield "crosswalk", row, "place_id", message


def own_place(data):
    """A count's identifier begins with its place."""
    for key, row in data.keys["population"].items():
        place = row.cells["place_id"]
        if key.split("-")[0] != place.split("-")[0]:
            yield "population", row, "place_id", f"'{place}' is not the place that {key} names; correct one"


RULES = (counts_and_holdings, events, terms_and_events, questions_and_words, territories, own_place)
