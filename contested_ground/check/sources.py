"""Rules of sources: who speaks, where it stands, and whether every number told leads to a row."""

from contested_ground.check import mentions
from contested_ground.check.rows import number_in, parts_of

ARTICLE_PARAGRAPHS = 282
ARTICLE_MENTIONS = 691


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
    """Rows named in a discrepancy exist."""
    for row in data.rows("discrepancies"):
        for reference in parts_of(row.cells["rows"]):
            if data.named(reference) is None:
                yield "discrepancies", row, "rows", f"'{reference}' is no row; correct it"


RULES = (
    speakers,
    locators,
    article_is_whole,
    numbers_are_told,
    mentions_lead_to_rows,
    discrepancies_name_rows,
)
