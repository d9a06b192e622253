"""Rules of sources: who speaks, where it stands, and whether every number told leads to a row."""

import hashlib
import re

from contested_ground.check import mentions
from contested_ground.check.ledger import ARTICLE_PARAGRAPHS, Ledger, stands
from contested_ground.check.rows import number_in, parts_of

ARTICLE_MENTIONS = 691
# two hexadecimal digits for each paragraph, of the hash of its number and of the hash in passages.csv
PARAGRAPHS = (
    "49686232fea4f9e2ba62b25a786a2e7c4fb53bbc8393a77e6958c53cb16dc6f0494410ba3c08666b589f80311713f35c1cafd7f9fece62"
    "5b4ceb1a7f3902e190888eff08dc2f6b4aa11677413414fa85a85a773de0f97921a2a6f6f58a7fca8186eef28ce145433caac6c84cc7fc"
    "70e9ba27eed834720a9837a882effcebd19ca261554b93ab0f9f96d9c5b805dc4d6ce4bc518650abb42d4649b9bce9745e444438b1fd6e"
    "0bade09b0ea6d3db2b4a534831c7e068188ef394bbf840b78abfb60358946a8592480d9a128c9a7a28f7e46dbd3e001dcd9e35569515be"
    "a5e051727ced41330115376b336b1af627ab854a267d73b345cb87bcae0fbd700243fe7ead6f4f75f0863cf011091b12d4eac58df13804"
    "37fdd535d3cca8"
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
            elif voice == "narrator" and (words or row.cells["via_id"]):
                column = "claimant_as" if words else "via_id"
                yield table, row, column, f"'{row.cells[column]}' speaks, so the voice is not narrator; correct one"
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
                others = parts_of(row.cells.get(column, ""))
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


def stored_sources(data):
    """A source with an address says under which licence it stands there."""
    for row in data.rows("sources"):
        if row.cells["url"] and not row.cells["licence"]:
            yield "sources", row, "licence", "'' is empty; say the licence of the text, or: not stated"


def paragraphs_are_ours(data):
    """A paragraph's hash is that of our copy of the article, by two hexadecimal digits that stand here."""
    for row in data.rows("passages"):
        number = row.cells["locator"]
        if row.cells["source_id"] != "article" or not number.isdigit() or not 1 <= int(number) <= ARTICLE_PARAGRAPHS:
            continue
        due, seal = PARAGRAPHS[2 * int(number) - 2 : 2 * int(number)], row.cells["sha256"]
        if hashlib.sha256(f"{number}{seal}".encode()).hexdigest()[:2] != due:
            message = f"'{seal[:12]}…' is not the hash of paragraph {number} in our copy; put it back (git restore)"
            yield "passages", row, "sha256", message


def mentions_are_there(data):
    """A mention's token stands in its paragraph; a number in digits that is no date is used, or says why not."""
    codes = Ledger(data.folder).codes
    for row in data.rows("mentions"):
        number, token, use = (row.cells[column] for column in ("mention", "token", "use"))
        there = codes.get(("article", str(int(number[:3]))) if number[:3].isdigit() else None)
        digits = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", token)
        if there and digits.isdigit() and not stands(digits, there):
            yield "mentions", row, "token", f"'{token}' is no number of paragraph {int(number[:3])}; correct it"
        if use == "rhetoric" and (digits.isdigit() or row.cells["rows"]):
            yield "mentions", row, "use", f"'rhetoric', but {token} is a number of a row or a name; say what it is"


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
            paragraphs = [row.cells["locator"], *parts_of(row.cells.get("also", ""))]
            there = set().union(*(told.get(paragraph, ()) for paragraph in paragraphs))
            for column in columns:
                number = number_in(row.cells[column])
                if number is not None and round(number, 1) not in there:
                    yield (
                        table,
                        row,
                        column,
                        f"'{row.cells[column]}' is no number of paragraph {', '.join(paragraphs)}; correct one",
                    )


def second_readings_are_told(data):
    """A number of the second reading is one that the token which it reads can stand for."""
    tokens = {row.cells["mention"]: row.cells["token"] for row in data.rows("mentions")}
    for row in data.rows("second_reading"):
        token = tokens.get(row.cells["item"], "")
        for column in ("low", "point", "high"):
            number = number_in(row.cells[column])
            if number is not None and number not in mentions.readings(token):
                yield "second_reading", row, column, f"'{row.cells[column]}' is no reading of '{token}'; correct it"


def mentions_lead_to_rows(data):
    """Every mention that was used names rows that exist, cite its paragraph and hold its number."""
    tables = {"claim": "claims", "population": "population", "event": "events", "control": "control", "term": "terms"}
    for row in data.rows("mentions"):
        use, references = row.cells["use"], parts_of(row.cells["rows"])
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
            cited = [target.cells.get("locator"), *parts_of(target.cells.get("also", ""))]
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
    """Rows named in a discrepancy exist, and there are some, but for two bearers of one name."""
    for row in data.rows("discrepancies"):
        if not row.cells["rows"] and row.cells["kind"] != "naming":
            yield "discrepancies", row, "rows", f"'' is empty; name the rows that are at odds ({row.cells['kind']})"
        for reference in parts_of(row.cells["rows"]):
            if data.named(reference) is None:
                yield "discrepancies", row, "rows", f"'{reference}' is no row; correct it"


RULES = (
    speakers,
    locators,
    article_is_whole,
    stored_sources,
    paragraphs_are_ours,
    mentions_are_there,
    numbers_are_told,
    second_readings_are_told,
    mentions_lead_to_rows,
    discrepancies_name_rows,
)
