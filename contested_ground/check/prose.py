"""Rules of what is written: sentences of our own in their form, and words that stand where they are said to."""

import re
from collections import defaultdict
from datetime import date

from contested_ground.check.ledger import stands, words
from contested_ground.check.meaning import names_of
from contested_ground.check.rows import IDENTIFIERS, days_of, each, parts_of, passages_of
from contested_ground.data.order import natural

ENDS = {  # the sign that a text of our own ends with; "" for none
    ("events", "title"): "", ("events", "turn"): "", ("questions", "question"): "?", ("claims", "answer"): "",
    ("terms", "value"): "", ("places", "label"): "", ("actors", "summary"): ".", ("places", "summary"): ".",
}  # fmt: skip
ALIKE = {  # the columns by which two rows of a table say one thing
    "events": "title place_id date kind source_id locator", "questions": "question",
    "control": "place_id holder_id mode extent from_date until_date source_id locator",
    "terms": "event_id by_id action object_id to_id addressee_id ground value locator",
}  # fmt: skip
LETTERS = {"en": "ğəışĞƏİŞ", "tr": "əƏ"}  # what no name in a language is written with
# Read and meant: the other calendar's day is told with the event before.
BOTH_BEFORE = {"transcaucasia-1917-12-19-commissariat-decisions", "transcaucasia-1918-01-01-muslim-corps-created"}
OLD_STYLE = date(1917, 1, 1), date(1918, 6, 30)  # between them days were told by both calendars


def texts_in_form(data):
    """A text begins with a capital where it is a sentence, ends as its column does, and says no word twice."""
    for (table, column), end in ENDS.items():
        for row in data.rows(table):
            text = row.cells[column]
            if not text:
                continue
            twice = re.search(r"\b(\w+) \1\b", text)
            if twice:
                fault = f"has the word '{twice[1]}' twice in a row"
            elif text.count("(") != text.count(")"):
                fault = "has a bracket that is not closed"
            elif found := re.search(r"[*_|~^’]", text):
                fault = f"has the sign {found[0]}, which is no part of a text here"
            elif end and text[-1] not in (end, "?"):
                fault = f"does not end with '{end}'"
            elif not end and text[-1] in ".?!;:,":
                fault = f"ends with '{text[-1]}'"
            elif column in ("title", "question") and text[0].islower():
                fault = "begins with a small letter"
            else:
                continue
            yield table, row, column, f"'{text[:60]}' {fault}; correct it"


def no_two_alike(data):
    """No two rows say one thing under two identifiers."""
    for table, columns in ALIKE.items():
        seen = defaultdict(list)
        for row in data.rows(table):
            told = tuple(row.cells[column] for column in columns.split())
            if seen[told]:
                key = IDENTIFIERS[table]
                yield table, row, key, f"'{row.cells[key]}' says what {seen[told][0]} says; keep one"
            seen[told].append(row.cells[IDENTIFIERS[table]])


def also_in_order(data):
    """Further paragraphs are listed in their order."""
    for table in ("events", "control", "claims", "terms", "questions", "names", "participations"):
        for row in data.rows(table):
            also = parts_of(row.cells["also"])
            if also != sorted(also, key=lambda number: natural([number])):
                yield table, row, "also", f"'{row.cells['also']}' is out of order; put the smaller number first"


def near_its_cause(it, data):
    """Whether the event that it answers, if both are the article's, stands within three paragraphs."""
    event = data.keys["events"].get(it["response_to"])
    if not event or {it["source_id"], event.cells["source_id"]} != {"article"}:
        return True
    mine, its = ([int(n) for _, n in passages_of(cells) if n.isdigit()] for cells in (it, event.cells))
    return not mine or not its or min(abs(a - b) for a in mine for b in its) <= 3


def calendar_of_the_day(it, data):
    first, last = days_of(it["date"])
    return first <= OLD_STYLE[1] and last >= OLD_STYLE[0]


def stand(text, it, data):
    there = names_of(data).ledger.cited(it)
    return there is None or all(stands(word, there) for word in words(text))


def name_stands(it, data):
    """In each passage that the name is said to stand in."""
    ledger = names_of(data).ledger
    passages = [ledger.codes.get(place) for place in passages_of(it)]
    return all(stands(word, there) for there in passages if there for word in words(it["name"]))


def mention_stands(it, data):
    there = names_of(data).ledger.codes.get(("article", it["mention"].split(".")[0].lstrip("0")))
    return there is None or all(stands(word, there) for word in words(it["token"]))


RULES = (
    texts_in_form,
    no_two_alike,
    also_in_order,
    each(
        "verb_stands_there", "events", "verb", lambda it, data: stand(it["verb"], it, data),
        "is no word of the paragraph; write the text's own verb", of=lambda it, data: it["verb"],
    ),
    each(
        "calendar_of_old_days", "events", "calendar", calendar_of_the_day,
        "goes with days from January 1917 to June 1918 only; empty it, or correct the date",
        of=lambda it, data: it["calendar"] and days_of(it["date"]),
    ),
    each(
        "both_calendars_in_the_text", "events", "calendar",
        lambda it, data: (it["calendar"] == "both") == ("(" in it["date_text"]),
        "is not how the text has the day; both goes with a second day in brackets",
        of=lambda it, data: it["date_text"] and days_of(it["date"]) and calendar_of_the_day(it, data)
        and it["event_id"] not in BOTH_BEFORE,
    ),
    each(
        "ends_of_a_range", "events", "date", lambda it, data: len(set(re.findall(r"[\d-]{4,}", it["date"]))) > 1,
        "is a range with one end; write the one date", of=lambda it, data: re.search(r"\.\.|/", it["date"])
        and len(re.findall(r"[\d-]{4,}", it["date"])) > 1,
    ),
    each(
        "answer_near_its_cause", "events", "response_to",
        lambda it, data: near_its_cause(it, data) and it["response_to"] != it["part_of"],
        "is what it is part of, or is told more than three paragraphs away; correct it",
        of=lambda it, data: it["response_to"],
    ),
    each(
        "addressee_is_another", "terms", "addressee_id",
        lambda it, data: it["addressee_id"] not in (it["by_id"], it["to_id"]),
        "is who says it or who is to have it; correct one", of=lambda it, data: it["addressee_id"],
    ),
    each(
        "name_stands_there", "names", "name", name_stands,
        "does not stand in each of its passages; correct it, or the passages (also)",
        of=lambda it, data: it["name_type"] == "in_source",
    ),
    each(
        "type_of_a_name_with_a_source", "names", "name_type",
        lambda it, data: it["name_type"] in ("in_source", "current"),
        "goes with no source; a name that one prints is in_source, one of today current",
        of=lambda it, data: it["source_id"],
    ),
    each(
        "letters_of_the_language", "names", "language",
        lambda it, data: not set(LETTERS.get(it["language"], "")) & set(it["name"]),
        "has no such letter as {name} has; correct one",
    ),
    each(
        "name_as_a_name", "names", "name",
        lambda it, data: not re.search("[«»“”\"]", it["name"]) and not (len(it["name"]) > 4 and it["name"].isupper()),
        "is in capitals or in quotation marks; write it as a name",
    ),
    each(
        "mention_stands_there", "mentions", "token", mention_stands,
        "is no word of its paragraph; correct it", of=lambda it, data: it["mention"] not in ("271.a",),
    ),
    each(
        "date_mention_has_rows", "mentions", "rows", lambda it, data: it["rows"] or it["note"],
        "is empty; a date leads to rows, or a note says why not", of=lambda it, data: it["use"] == "date",
    ),
)  # fmt: skip
