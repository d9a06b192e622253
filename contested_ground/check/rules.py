"""What a table schema cannot say: the rules of the data set, each a function that yields findings.

A rule is a generator ``rule(data)`` of ``(table, row, column, message)``; :func:`findings` runs all of them on the rows
as text (:class:`.tables.Row`). The message begins with the value in quotation marks and ends with what
to do.
"""

import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from contested_ground.check import mentions
from contested_ground.data import dates
from contested_ground.data.tables import NUMBER, Finding, is_date, number_fault

LABELS = re.compile(
    r"massacr|pogrom|ethnic cleans|genocid|liberat|\boccup(?:y|ies|ied|ation)|terroris|bandit|treacher|atrocit|invad|"
    r"invasion|martyr|barbar|butcher|slaughter|hero",
    re.IGNORECASE,
)
WORD_LIMITS = {"quote": 8, "date_text": 8, "label_text": 8, "claimant_as": 6, "incipit": 6}
IDENTIFIERS = {
    "sources": "source_id", "actors": "actor_id", "places": "place_id", "events": "event_id", "control": "control_id",
    "terms": "term_id", "questions": "question_id", "claims": "claim_id", "population": "observation_id",
    "discrepancies": "discrepancy_id",
}  # fmt: skip
EITHER = {  # columns that name a row of one table or another
    ("terms", "object_id"): ("places", "actors"),
    ("terms", "to_id"): ("places", "actors"),
    ("questions", "about_id"): ("actors", "places"),
}
FILLED = {  # the bounds that each qualifier fills
    "exact": {"point"}, "about": {"point"}, "nearly": {"point"}, "relative": {"point"}, "up_to": {"high"},
    "over": {"low"}, "at_least": {"low"}, "range": {"low", "high"}, "several": set(), "unquantified": set(),
}  # fmt: skip
HARMED = {"killed", "wounded", "captured", "casualties", "missing"}
WIDE = {"background", "status", "demography"}  # theatres whose events reach beyond the war
UNLABELLED = {
    "events": ("title", "event_id"), "questions": ("question", "question_id"), "claims": ("claim_id",),
    "control": ("control_id",), "terms": ("term_id",),
}  # fmt: skip
VOTES = {"votes_for", "votes_against", "abstains", "present_no_vote"}
ARTICLE_PARAGRAPHS = 282
ARTICLE_MENTIONS = 691


class Data:
    """The rows of every table with what the rules share: keys, parsed dates, indexes."""

    def __init__(self, package, tables):
        self.package, self.tables = package, tables
        self.keys = {table: {row.cells[key]: row for row in self.rows(table)} for table, key in IDENTIFIERS.items()}
        self.passages = {(row.cells["source_id"], row.cells["locator"]) for row in self.rows("passages")}

    def rows(self, table):
        return self.tables.get(table, [])

    def key(self, table, cells):
        """The key of a row as discrepancies and mentions write it."""
        fields = self.package["tables"][table]["schema"]["primaryKey"]
        return "/".join(cells[field] for field in fields)

    def named(self, reference):
        """The row behind ``table:key``, or None."""
        table, _, key = reference.partition(":")
        return self.index.get(table, {}).get(key)

    @property
    def index(self):
        if not hasattr(self, "_index"):
            self._index = {
                table: {self.key(table, row.cells): row for row in self.rows(table)} for table in self.package["tables"]
            }
        return self._index


def findings(folder, package, tables):
    """All findings of all rules on the rows of a data folder."""
    data = Data(package, tables)
    return [
        Finding(Path(folder) / package["tables"][table]["path"], row.line if row else 1, column, message)
        for rule in RULES
        for table, row, column, message in rule(data)
    ]


def _bounds(text):
    """First and last day of a date cell, open sides filled with the ends of time; None when it cannot be read."""
    try:
        when = dates.parse(text)
    except ValueError:
        return None
    return when.start or date.min, when.end or date.max


def _split(cell):
    return [part for part in cell.split(";") if part]


def _number(cell):
    return float(cell) if NUMBER["coordinate"].fullmatch(cell) else None


def _meet(a, b, slack=0):
    """Whether two spans of days overlap, with some days of slack."""
    room = timedelta(days=slack)
    return a[0] <= b[1] or a[0] - room <= b[1] if a[1] >= b[0] else a[1] + room >= b[0]


def clean_cells(data):
    """No control character, outer or double space; text in Unicode NFC."""
    for table in data.tables:
        for row in data.rows(table):
            for column, cell in row.cells.items():
                if not cell:
                    continue
                if cell != cell.strip() or "  " in cell or not cell.isprintable():
                    yield (
                        table,
                        row,
                        column,
                        f"{cell[:60]!r} has an outer or double space, a tab or an unprintable character; remove it",
                    )
                elif not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
                    yield table, row, column, f"'{cell[:60]}' is not in Unicode NFC; write its accents composed"


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


def natural(cells):
    """A sort key that puts paragraph 9 before 10 and is otherwise by code point."""
    return [
        tuple((int(part) if part.isdigit() else -1, part) for part in re.split(r"(\d+)", cell) if part)
        for cell in cells
    ]


def sorted_by_key(data):
    """Rows stand in the order of their key, so that a change shows as one line."""
    for table, resource in data.package["tables"].items():
        fields, last = resource["schema"]["primaryKey"], None
        for row in data.rows(table):
            key = natural([row.cells[field] for field in fields])
            if last is not None and key < last:
                value = ",".join(row.cells[field] for field in fields)
                yield table, row, ",".join(fields), f"'{value}' stands out of order; move it up"
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


def no_labels(data):
    """Titles and questions are free of the labels that belong to a voice; so are identifiers."""
    for table, columns in UNLABELLED.items():
        for row in data.rows(table):
            for column in columns:
                label = LABELS.search(row.cells[column])
                if label:
                    yield (
                        table,
                        row,
                        column,
                        f"'{label[0]}' is a label; say plainly what was done, and put the label in label_text",
                    )


def years_in_identifiers(data):
    """An event's identifier carries the year of its date."""
    for row in data.rows("events"):
        bounds, years = _bounds(row.cells["date"]), re.findall(r"(?<!\d)\d{4}(?!\d)", row.cells["event_id"])
        if "-century-" in row.cells["event_id"]:
            continue
        if bounds and years and not any(bounds[0].year <= int(year) <= bounds[1].year for year in years):
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' is not in the year that {row.cells['event_id']} names; correct one",
            )
        elif not years:
            yield (
                "events",
                row,
                "event_id",
                f"'{row.cells['event_id']}' names no year; write place-year[-month[-day]]-what",
            )


def speakers(data):
    """Who says it: the narrator has no claimant; an attributed or quoted word has one; others are introduced."""
    for table, rows in data.tables.items():
        if not rows or not {"voice", "claimant_id"} <= rows[0].cells.keys():
            continue
        for row in rows:
            voice, claimant, words = (row.cells[column] for column in ("voice", "claimant_id", "claimant_as"))
            if voice == "narrator" and claimant:
                yield table, row, "claimant_id", f"'{claimant}' speaks, so the voice is not narrator; correct one"
            elif voice in ("attributed", "quoted") and not claimant:
                yield table, row, "claimant_id", f"'' is empty though the voice is {voice}; name who says it"
            elif voice == "reported" and not claimant and not words:
                yield (
                    table,
                    row,
                    "claimant_as",
                    "'' is empty; a reported word without a claimant keeps how the text introduces it",
                )
            if row.cells["via_id"] and row.cells["via_id"] == claimant:
                yield table, row, "via_id", f"'{claimant}' relays its own word; empty via_id"


def locators(data):
    """The article's locators are paragraph numbers, every other work's holds a letter; all of them exist."""
    for table, rows in data.tables.items():
        if not rows or "source_id" not in rows[0].cells or table == "sources":
            continue
        for row in rows:
            source, locator = row.cells["source_id"], row.cells["locator"]
            if locator and (source == "article") != locator.isdigit():
                yield (
                    table,
                    row,
                    "locator",
                    f"'{locator}' cannot be a locator of {source}; the article's are numbers, others hold a letter",
                )
            if bool(source) != bool(locator):
                yield table, row, "locator", "'' is empty; a source and its locator go together"
            for column in ("also", "other_locator"):
                others = _split(row.cells.get(column, ""))
                for other in others:
                    if (source, other) not in data.passages:
                        yield (
                            table,
                            row,
                            column,
                            f"'{other}' is no passage of {source}; correct it or add it to passages",
                        )
                if column == "also" and (locator in others or len(set(others)) < len(others)):
                    yield table, row, column, f"'{row.cells[column]}' repeats a locator; name each once"


def article_is_whole(data):
    """Every paragraph of the article is a passage and every number in it a mention."""
    numbers = {row.cells["locator"] for row in data.rows("passages") if row.cells["source_id"] == "article"}
    for number in sorted(set(map(str, range(1, ARTICLE_PARAGRAPHS + 1))) - numbers, key=int):
        yield "passages", None, "locator", f"'{number}' is missing; the article has {ARTICLE_PARAGRAPHS} paragraphs"
    listed = [row for row in data.rows("mentions") if row.cells["mention"][-1:].isdigit()]
    if len(listed) != ARTICLE_MENTIONS:
        yield (
            "mentions",
            None,
            "mention",
            f"'{len(listed)}' mentions are listed, not {ARTICLE_MENTIONS}; put the missing ones back",
        )
    for row in data.rows("passages"):
        if row.cells["source_id"] == "article" and not (
            row.cells["sha256"] and row.cells["incipit"] and row.cells["date_style"]
        ):
            yield (
                "passages",
                row,
                "sha256",
                "'' is empty; a paragraph of the article has its incipit, date style and hash",
            )


def either_table(data):
    """Columns that name a place or an actor."""
    for (table, column), others in EITHER.items():
        for row in data.rows(table):
            cell = row.cells[column]
            if cell and not any(cell in data.keys[other] for other in others):
                yield (
                    table,
                    row,
                    column,
                    f"'{cell}' is neither in {' nor in '.join(others)}; add it there or correct it",
                )


def no_cycles(data):
    """Nothing is part of itself, and nothing answers itself."""
    for table, column in (
        ("actors", "part_of"),
        ("places", "parent_id"),
        ("events", "part_of"),
        ("events", "response_to"),
    ):
        for key, row in data.keys[table].items():
            seen, parent = {key}, row.cells[column]
            while parent and parent not in seen:
                seen.add(parent)
                parent = data.keys[table][parent].cells[column] if parent in data.keys[table] else ""
            if parent == key:
                yield table, row, column, f"'{row.cells[column]}' leads back to {key}; break the circle"


def coordinates(data):
    """Places lie in the region, and say how exact they are."""
    for row in data.rows("places"):
        lat, lon = _number(row.cells["lat"]), _number(row.cells["lon"])
        if (lat is None) != (lon is None):
            yield (
                "places",
                row,
                "lat",
                f"'{row.cells['lat']}' and '{row.cells['lon']}': a coordinate has both; fill or empty the two",
            )
        elif (lat is None) != (row.cells["precision"] == "unlocated"):
            yield (
                "places",
                row,
                "precision",
                f"'{row.cells['precision']}' does not fit the coordinate; unlocated goes with none",
            )
        elif lat is not None and not row.cells["coordinate_source"]:
            yield "places", row, "coordinate_source", "'' is empty; say where the coordinate is from"
        elif lat is not None and row.cells["kind"] != "distant_city" and not (36 <= lat <= 44 and 38 <= lon <= 52):
            yield (
                "places",
                row,
                "lat",
                f"'{lat:g}, {lon:g}' is outside 36–44° N, 38–52° E; correct it, or the kind is distant_city",
            )


def one_named(data):
    """A name names one place or one actor, and says where the article has it."""
    for row in data.rows("names"):
        if bool(row.cells["place_id"]) == bool(row.cells["actor_id"]):
            yield "names", row, "place_id", f"'{row.cells['name']}' must name one place or one actor; fill exactly one"
        if row.cells["name_type"] == "in_source" and not row.cells["source_id"]:
            yield "names", row, "source_id", f"'' is empty; '{row.cells['name']}' is a spelling in a source, so name it"


def event_dates(data):
    """Events lie in 1914–1930, wider themes in 1000–2025; Old Style is accounted for; parts meet the whole."""
    for row in data.rows("events"):
        bounds = _bounds(row.cells["date"])
        if not bounds:
            continue
        first, last = (1000, 2025) if row.cells["theatre"] in WIDE else (1914, 1930)
        ends = [day.year for day in bounds if day not in (date.min, date.max)]
        if any(not first <= year <= last for year in ends):
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' is outside {first}–{last}; correct the year or the theatre",
            )
        if date(1918, 1, 1) <= bounds[0] and bounds[1] <= date(1918, 6, 30) and not row.cells["calendar"]:
            yield "events", row, "calendar", "'' is empty; from January to June 1918 say both, converted or unmarked"
        whole = data.keys["events"].get(row.cells["part_of"])
        limits = whole and _bounds(whole.cells["date"])
        if limits and not _meet(bounds, limits):
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' lies outside the whole, {whole.cells['event_id']}; correct one",
            )
        cause = data.keys["events"].get(row.cells["response_to"])
        limits = cause and _bounds(cause.cells["date"])
        if limits and bounds[1] < limits[0]:
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' is before what it answers, {row.cells['response_to']}; correct one",
            )


def control_dates(data):
    """Control lies in 1914–1930, ends after it begins, and its bases fit its dates."""
    for row in data.rows("control"):
        since, until = _bounds(row.cells["from_date"]), _bounds(row.cells["until_date"])
        for column, bounds in (("from_date", since), ("until_date", until)):
            basis = row.cells[column.replace("date", "basis")]
            if bool(row.cells[column]) == (basis == "unknown"):
                yield (
                    "control",
                    row,
                    column,
                    f"'{row.cells[column]}' does not fit its basis {basis}; unknown goes with no date",
                )
            ends = [day.year for day in bounds or () if day not in (date.min, date.max)]
            if any(not 1914 <= year <= 1930 for year in ends):
                yield "control", row, column, f"'{row.cells[column]}' is outside 1914–1930; correct the year"
        if since and until and until[1] < since[0]:
            yield (
                "control",
                row,
                "until_date",
                f"'{row.cells['until_date']}' is before the start {row.cells['from_date']}; correct one",
            )


def certain_days(cells):
    """The days on which a control row certainly holds: from the end of its start to the start of its end, or None."""
    since, until = _bounds(cells["from_date"]), _bounds(cells["until_date"])
    return (since[1], until[0]) if since and until and since[1] < until[0] else None


def rival_control(data):
    """Two effective holders of the whole of one place at one time are a contradiction that a discrepancy names."""
    noted = [set(_split(row.cells["rows"])) for row in data.rows("discrepancies")]
    by_place = defaultdict(list)
    for row in data.rows("control"):
        span = certain_days(row.cells)
        if span and row.cells["mode"] == "effective" and row.cells["extent"] == "whole":
            by_place[row.cells["place_id"]].append((row, span))
    for held in by_place.values():
        for i, (one, a) in enumerate(held):
            for two, b in held[:i]:
                pair = {f"control:{one.cells['control_id']}", f"control:{two.cells['control_id']}"}
                overlap = max(a[0], b[0]) < min(a[1], b[1])
                if (
                    overlap
                    and one.cells["holder_id"] != two.cells["holder_id"]
                    and not any(pair <= rows for rows in noted)
                ):
                    yield (
                        "control",
                        one,
                        "holder_id",
                        f"'{one.cells['holder_id']}' holds it during {two.cells['control_id']}; add a discrepancy",
                    )


def votes(data):
    """Votes are cast in events of kind vote, and each member once."""
    cast = {}
    for row in data.rows("participations"):
        if row.cells["role"] not in VOTES:
            continue
        event = data.keys["events"].get(row.cells["event_id"])
        if event and event.cells["kind"] not in ("vote", "decision") and row.cells["role"] != "present_no_vote":
            yield (
                "participations",
                row,
                "role",
                f"'{row.cells['role']}' in an event of kind {event.cells['kind']}; the kind is vote",
            )
        voter = row.cells["event_id"], row.cells["actor_id"]
        if voter in cast:
            yield (
                "participations",
                row,
                "role",
                f"'{row.cells['role']}' after '{cast[voter]}' by {voter[1]} in one vote; keep what the text says",
            )
        cast[voter] = row.cells["role"]


def questions_are_full(data):
    """A counted question says what is counted, and of the harmed who they were and how it happened."""
    for row in data.rows("questions"):
        cells = row.cells
        if cells["kind"] in ("count", "share"):
            for column in ("measure", "of"):
                if not cells[column]:
                    yield "questions", row, column, f"'' is empty; a {cells['kind']} says what is counted"
        elif cells["measure"] or cells["of"]:
            yield (
                "questions",
                row,
                "measure",
                f"'{cells['measure'] or cells['of']}' goes with a count or a share; empty it, or the kind is count",
            )
        if cells["measure"] in HARMED and cells["of"] in ("men", "officers", "civilians", "persons"):
            for column in ("victim_status", "circumstance"):
                if not cells[column]:
                    yield (
                        "questions",
                        row,
                        column,
                        f"'' is empty; of people {cells['measure']} say who they were and how it happened, or unknown",
                    )
        event = data.keys["events"].get(cells["event_id"])
        mine, its = _bounds(cells["date"]), event and _bounds(event.cells["date"])
        if mine and its and not _meet(mine, its, slack=31):
            yield (
                "questions",
                row,
                "date",
                f"'{cells['date']}' is far from its event {cells['event_id']} ({event.cells['date']}); correct one",
            )


def claims_are_numbers(data):
    """Qualifier and bounds fit together, and both fit the question."""
    seen = {}
    for row in data.rows("claims"):
        cells = row.cells
        filled = {column for column in ("low", "point", "high") if cells[column]}
        question = data.keys["questions"].get(cells["question_id"])
        kind = question.cells["kind"] if question else ""
        if cells["qualifier"] in FILLED and filled != FILLED[cells["qualifier"]]:
            due = ", ".join(sorted(FILLED[cells["qualifier"]])) or "no number"
            yield (
                "claims",
                row,
                "qualifier",
                f"'{cells['qualifier']}' goes with {due}; here {', '.join(sorted(filled)) or 'none'} is filled",
            )
        elif filled and not cells["qualifier"]:
            yield "claims", row, "qualifier", "'' is empty; say how the number is qualified (exact, about, …)"
        low, high = _number(cells["low"]), _number(cells["high"])
        if low is not None and high is not None and low >= high:
            yield (
                "claims",
                row,
                "low",
                f"'{cells['low']}' is not below high {cells['high']}; put the smaller number first",
            )
        if cells["polarity"] == "denies" and filled:
            yield "claims", row, "polarity", "'denies' repeats no number; empty low, point and high"
        if (cells["qualifier"] == "relative") != bool(cells["relative_to"]):
            yield (
                "claims",
                row,
                "relative_to",
                f"'{cells['relative_to']}' does not fit the qualifier; relative, and it alone, names its question",
            )
        if cells["relative_to"] and cells["relative_to"] == cells["question_id"]:
            yield "claims", row, "relative_to", f"'{cells['relative_to']}' is its own question; name the other one"
        if not filled and not cells["answer"] and cells["polarity"] == "asserts":
            yield "claims", row, "answer", "'' is empty; a claim without a number says its answer in words"
        if filled and kind and kind not in ("count", "share"):
            yield (
                "claims",
                row,
                sorted(filled)[0],
                f"'{cells[sorted(filled)[0]]}' answers a question of kind {kind}; a number answers a count or a share",
            )
        numbers = [number for number in (_number(cells[column]) for column in filled) if number is not None]
        if kind == "share" and any(number > 100 for number in numbers):
            yield (
                "claims",
                row,
                sorted(filled)[0],
                f"'{max(numbers):g}' is more than 100 percent; a share is in percent",
            )
        same = tuple(
            cells[c]
            for c in ("question_id", "claimant_id", "via_id", "low", "point", "high", "answer", "polarity", "locator")
        )
        if same in seen:
            yield "claims", row, "claim_id", f"'{cells['claim_id']}' repeats {seen[same]}; keep one"
        seen[same] = cells["claim_id"]


def numbers_are_told(data):
    """A number in a row of the article is among the numbers that its paragraphs mention."""
    told = mentions.values(row.cells for row in data.rows("mentions"))
    for table, columns in {
        "claims": ("low", "point", "high"),
        "population": ("low", "count", "high", "share_percent"),
    }.items():
        for row in data.rows(table):
            if row.cells["source_id"] != "article":
                continue
            paragraphs = [row.cells["locator"], *_split(row.cells.get("also", ""))]
            there = set().union(*(told.get(paragraph, ()) for paragraph in paragraphs))
            for column in columns:
                number = _number(row.cells[column])
                if number is not None and round(number, 1) not in there:
                    yield (
                        table,
                        row,
                        column,
                        f"'{row.cells[column]}' is no number of paragraph {', '.join(paragraphs)}; correct one",
                    )


def mentions_lead_to_rows(data):
    """Every mention that was used names rows that exist, cite its paragraph and hold its number."""
    tables = {"claim": "claims", "population": "population", "event": "events", "control": "control", "term": "terms"}
    for row in data.rows("mentions"):
        use, references = row.cells["use"], _split(row.cells["rows"])
        if use in tables and not references:
            yield "mentions", row, "rows", f"'' is empty though the use is {use}; name the row that holds it"
        if use in tables and references and not any(r.startswith(tables[use] + ":") for r in references):
            yield "mentions", row, "rows", f"'{row.cells['rows']}' names no row of {tables[use]}; the use is {use}"
        paragraph = str(int(row.cells["mention"][:3])) if row.cells["mention"][:3].isdigit() else ""
        for reference in references:
            target = data.named(reference)
            if target is None:
                yield "mentions", row, "rows", f"'{reference}' is no row; correct it"
                continue
            cited = [target.cells.get("locator"), *_split(target.cells.get("also", ""))]
            if paragraph not in cited:
                yield (
                    "mentions",
                    row,
                    "rows",
                    f"'{reference}' does not cite paragraph {paragraph}; add it to its also, or name another row",
                )
            elif use == "date" and row.cells["note"]:
                continue  # "four days before": the note says how the date is computed
            elif not mentions.agrees(row.cells, target.cells, use, reference):
                yield (
                    "mentions",
                    row,
                    "token",
                    f"'{row.cells['token']}' does not match {reference}; correct the number, the date or the reference",
                )


def discrepancies_name_rows(data):
    """Rows named in a discrepancy exist."""
    for row in data.rows("discrepancies"):
        for reference in _split(row.cells["rows"]):
            if data.named(reference) is None:
                yield "discrepancies", row, "rows", f"'{reference}' is no row; correct it"


def population_adds_up(data):
    """Bounds in order, a number in each row, no count twice, and no group larger than its total."""
    seen, groups = {}, {}
    categories = {(row.cells["scheme"], row.cells["category"]): row.cells["group"] for row in data.rows("categories")}
    for row in data.rows("population"):
        cells = row.cells
        if not any(cells[column] for column in ("low", "count", "high", "share_percent")):
            yield "population", row, "count", "'' is empty; an observation has a count, bounds or a share"
        low, high = _number(cells["low"]), _number(cells["high"])
        if low is not None and high is not None and low >= high:
            yield (
                "population",
                row,
                "low",
                f"'{cells['low']}' is not below high {cells['high']}; put the smaller number first",
            )
        place = tuple(cells[column] for column in ("place_id", "date", "scheme", "universe"))
        same = (
            *place,
            cells["category"],
            cells["count"],
            cells["low"],
            cells["high"],
            cells["share_percent"],
            cells["source_id"],
        )
        if same in seen:
            yield (
                "population",
                row,
                "observation_id",
                f"'{cells['observation_id']}' repeats {seen[same]}; a count stands once",
            )
        seen[same] = cells["observation_id"]
        if categories.get((cells["scheme"], cells["category"])) == "total" and cells["count"].isdigit():
            groups[place] = max(groups.get(place, 0), int(cells["count"]))
    for row in data.rows("population"):
        total = groups.get(tuple(row.cells[column] for column in ("place_id", "date", "scheme", "universe")))
        if total and row.cells["count"].isdigit() and int(row.cells["count"]) > total:
            yield (
                "population",
                row,
                "count",
                f"'{row.cells['count']}' is more than the total {total} of that place, date and scheme; correct one",
            )


def comparisons_differ(data):
    """A place is compared with itself only where it stayed the same."""
    for row in data.rows("comparisons"):
        if row.cells["from_place"] == row.cells["to_place"] and row.cells["grade"] != "same":
            yield (
                "comparisons",
                row,
                "to_place",
                f"'{row.cells['to_place']}' is compared with itself; name the later territory, or the grade is same",
            )


RULES = (
    clean_cells, plain_numbers, readable_dates, sorted_by_key, unique_identifiers, few_words, no_labels,
    years_in_identifiers, speakers, locators, article_is_whole, either_table, no_cycles, coordinates, one_named,
    event_dates, control_dates, rival_control, votes, questions_are_full, claims_are_numbers, numbers_are_told,
    mentions_lead_to_rows, discrepancies_name_rows, population_adds_up, comparisons_differ,
)  # fmt: skip
