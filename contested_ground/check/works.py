"""Rules of works and notes on them: sources, passages, discrepancies, the second reading, retired identifiers."""

import re

from contested_ground.check.ledger import stands, words
from contested_ground.check.meaning import names_of
from contested_ground.check.rows import days_of, each, meet, parts_of, passages_of

LICENCES = {"CC BY-SA", "CC BY-SA 4.0", "in copyright", "not stated", "public domain"}
ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/(?!\S*://)\S*)?")
WIKI = re.compile(r"^([a-z]{2})wiki|//([a-z]{2})\.(?:m\.)?wikipedia")
READ = 6, 3  # of every six paragraphs the third was read a second time
# Read and meant: the row stands for a passage beside it.
ELSEWHERE = {
    "armenia-1926-date", "kapan-1920-09-capture-contradiction", "khatisian-kharabakh-p217-naming",
    "mesyan-rank-naming", "shikhlinski-aliaga-naming", "zangezur-1897-lost-digit",
}  # fmt: skip


def language_of(it):
    found = WIKI.search(it["source_id"]) or WIKI.search(it["url"])
    return found and (found[1] or found[2])


def year_of_key(it, data):
    year = it["source_id"][-4:]
    return year in (it["year"][:4], it["state_date"][:4])


def sections_are_runs(data):
    """A section of the article is one run of paragraphs, of one theatre."""
    rows = [row for row in data.rows("passages") if row.cells["source_id"] == "article"]
    seen, last = {}, None
    for row in sorted(rows, key=lambda row: int(row.cells["locator"]) if row.cells["locator"].isdigit() else 0):
        section, theatre = row.cells["section"], row.cells["theatre"]
        if section in seen and section != last:
            yield "passages", row, "section", f"'{section}' has ended some paragraphs before; correct it"
        elif seen.setdefault(section, theatre) != theatre:
            yield "passages", row, "theatre", f"'{theatre}' is not that of its section, {seen[section]}; correct one"
        last = section


def there(it, data):
    return names_of(data).ledger.cited(it)


def rows_of(it, data):
    return [row for row in map(data.named, parts_of(it["rows"])) if row]


def rows_are_where_it_is(it, data):
    mine = {(it["source_id"], place) for place in [it["locator"], *parts_of(it["other_locator"])]}
    cited = [passages_of(row.cells) for row in rows_of(it, data) if row.cells.get("source_id") == it["source_id"]]
    return all(places & mine for places in cited)


def once(cell):
    return len(set(parts_of(cell))) == len(parts_of(cell))


def successor_stands(it, data):
    table, successor = it["table"], it["successor"]
    known = data.index.get(table, {})
    return table in data.index and it["identifier"] not in known and (not successor or successor in known)


def read_event_is_told(it, data):
    when = days_of(it["date"])
    told = (row.cells for row in data.rows("events") if ("article", it["locator"]) in passages_of(row.cells))
    return not when or any(meet(when, days) for event in told if (days := days_of(event["date"])))


RULES = (
    sections_are_runs,
    each(
        "licence_is_known", "sources", "licence", lambda it, data: it["licence"] in LICENCES,
        "is none of " + ", ".join(sorted(LICENCES)) + "; correct it", of=lambda it, data: it["licence"],
    ),
    each(
        "address_is_one", "sources", "url", lambda it, data: ADDRESS.fullmatch(it["url"]),
        "is no single address; write one with its host", of=lambda it, data: it["url"],
    ),
    each(
        "addresses_of_counts", "population", "also_url",
        lambda it, data: once(it["also_url"]) and all(map(ADDRESS.fullmatch, parts_of(it["also_url"]))),
        "holds no address, or one twice; write each once, with its host", of=lambda it, data: it["also_url"],
    ),
    each(
        "language_of_the_wiki", "sources", "language", lambda it, data: it["language"] == language_of(it),
        "is not the language of {source_id} {url}; correct one", of=lambda it, data: language_of(it),
    ),
    each(
        "year_in_the_key", "sources", "year", year_of_key, "is not the year of {source_id}; correct one",
        of=lambda it, data: re.search(r"[12]\d{3}$", it["source_id"])
        and (it["kind"] in ("book", "article", "census") or it["state_date"][:1].isdigit()),
    ),
    each(
        "incipit_stands_there", "passages", "incipit",
        lambda it, data: all(stands(word, there(it, data)) for word in words(it["incipit"])),
        "does not stand in this passage; correct it",
        of=lambda it, data: it["source_id"] == "article" and there(it, data) is not None,
    ),
    each(
        "rows_of_the_discrepancy", "discrepancies", "rows", rows_are_where_it_is,
        "holds a row that cites none of its passages; correct it, or name the passage (other_locator)",
        of=lambda it, data: it["discrepancy_id"] not in ELSEWHERE,
    ),
    each(
        "rows_once", "discrepancies", "rows", lambda it, data: once(it["rows"]) and once(it["other_locator"]),
        "or its other passages name one thing twice; name each once",
    ),
    each(
        "retired_has_a_successor", "retired", "successor", successor_stands,
        "is no row of {table}, or {identifier} is one still; correct one",
    ),
    each(
        "second_reading_of_its_paragraphs", "second_reading", "locator",
        lambda it, data: it["locator"].isdigit() and int(it["locator"]) % READ[0] == READ[1],
        "is no paragraph that was read a second time (3, 9, 15, …); correct it",
    ),
    each(
        "second_reading_by_unit", "second_reading", "unit",
        lambda it, data: all(
            bool(it[column]) == (it["unit"] == unit)
            for unit, columns in (("event", ("date", "theatre", "title")), ("quantity", ("use",)))
            for column in columns
        ),
        "has other columns filled than its own: date, theatre and title of an event, use of a quantity; correct one",
    ),
    each(
        "second_reading_meets_events", "second_reading", "date", read_event_is_told,
        "meets no event of paragraph {locator}; correct it, or the row is a discrepancy of the readers",
        of=lambda it, data: it["unit"] == "event",
    ),
)  # fmt: skip
