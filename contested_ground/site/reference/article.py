"""The sources: the article by paragraph, what is at odds, derived numbers, the bibliography."""

from collections import defaultdict
from itertools import chain
from urllib.parse import quote

from contested_ground.analysis import claims, derived
from contested_ground.data.languages import language_name
from contested_ground.data.references import TABLES
from contested_ground.site.reference.html import (
    Shelf,
    chapter,
    counted,
    day,
    entry,
    grouped,
    link,
    listed,
    permalink,
    records,
    table,
    tag,
    text,
    used,
    words,
)
from contested_ground.site.reference.index import ARTICLE, Index


def discrepancies(tables):
    """What is wrong or at odds in the sources, by kind: what, where, and what the book did about it."""
    index = tables.once(Index)

    def one(row):
        others = [link("article", n, n) for n in (row["other_locator"] or "").split(";") if n.isdigit()]
        pairs = [
            ("Where", listed([index.source_links(row), others and tag("against {}", listed(others, ", "))])),
            ("Treatment", text(row["treatment"])),
            ("Rows", listed(index_row(index, name) for name in (row["rows"] or "").split(";"))),
        ]
        key = row["discrepancy_id"]
        facets = {"scope": row["scope"], "kind": row["kind"], "weight": row["weight"]}
        return entry("discrepancy", key, text(row["description"]), pairs, _where(row), **facets)

    kinds = grouped(sorted(records(tables["discrepancies"]), key=lambda row: -row["weight"]), "scope")
    order = [kind for kind in tables["discrepancies"]["scope"].cat.categories if kind in kinds]
    chapters = (chapter(SCOPES[kind], map(one, kinds[kind])) for kind in order)
    return Shelf("discrepancies", chain.from_iterable(chapters))


def _where(row):
    """Where a discrepancy stands, in words: no link, since the line that it stands in opens the entry."""
    return text(f"¶{row['locator']}" if row["source_id"] == ARTICLE else row["source_id"])


SCOPES = {
    "article": "The article against itself",
    "our_copy": "In our copy of it: lost dashes and letters",
    "between_voices": "Between voices of one source",
    "between_sources": "Between sources",
    "counts": "Between counts",
}
KINDS = {table: kind for kind, (table, _) in TABLES.items()}


def index_row(index, name):
    """A link to a row named `table:key`; plain text for a table without a page of its own."""
    kind, _, key = name.partition(":")
    if kind not in KINDS:
        return text(name)
    row = index.event.get(key) or index.question.get(key) or {}
    return link(KINDS[kind], key, row.get("title") or row.get("question") or key)


def article(tables):
    """The article by paragraph: number, section, first words, its numbers, and every row that rests on it."""
    index = tables.once(Index)
    address = tables["sources"].set_index("source_id")["url"].get(ARTICLE)

    def resting(rows, label):
        """By paragraph: the links to the rows that cite it."""
        found = defaultdict(list)
        for row in rows:
            if row["source_id"] == ARTICLE:
                for number in f"{row['locator']};{row.get('also') or ''}".split(";"):
                    found[number].append(label(row))
        return found

    kinds = {
        "Events": resting(index.events, index.dated_link),
        "Questions": resting(index.questions, lambda row: link("question", row["question_id"], row["question"])),
        "Claims": resting(index.claims, lambda row: link("claim", row["claim_id"], claims.value_words(row) or "…")),
        "Control": resting(index.control, index.control_link),
        "Terms": resting(index.terms, index.term_link),
        "Population": resting(
            index.observations,
            lambda row: link("population", row["observation_id"], f"{index.place[row['place_id']]}: {row['category']}"),
        ),
        "First names": resting(records(tables["actors"]), lambda row: index.actor_link(row["actor_id"])),
        "At odds": resting(
            records(tables["discrepancies"]), lambda row: link("discrepancy", row["discrepancy_id"], row["description"])
        ),
    }
    numbers = defaultdict(list)
    for row in records(tables["mentions"]):
        numbers[str(int(row["mention"][:3]))].append(f"{row['token']} ({words(row['use'])})")

    def one(row):
        number = row["locator"]
        pairs = [
            ("Theatre", words(row["theatre"])),
            ("Its numbers", listed(numbers[number])),
            *((label, listed(found[number])) for label, found in kinds.items()),
            # a browser that knows text fragments goes to the first words, any other to the top
            ("Read it", tag('<a href="{}#:~:text={}">the article</a>', address, quote(row["incipit"]))),
        ]
        title = f"{number}: {row['incipit']} …"
        told = counted(events=len(kinds["Events"][number]), claims=len(kinds["Claims"][number]))
        return entry("article", number, title, pairs, told, anchor=f"p{number}", theatre=row["theatre"])

    rows = [row for row in records(tables["passages"]) if row["source_id"] == ARTICLE]
    rows.sort(key=lambda row: int(row["locator"]))
    sections = grouped(rows, "section")
    chapters = (chapter(section, map(one, same)) for section, same in sections.items())
    return Shelf("paragraphs of the article", chain.from_iterable(chapters))


def derived_numbers(tables):
    """The numbers that are computed: value, unit, what they are made from, and the function that makes them."""

    def row_link(name):
        kind, _, key = name.partition(":")
        return link(KINDS.get(kind, kind), key, key) if key else f"the table {name}"

    def one(number):
        value = derived.value(number.name, tables)
        shown = f"{value:,.4g}" if number.unit == "percent" else f"{value:,.10g}"
        cells = [
            text(number.text),
            (float(value), shown),
            text(number.unit),
            listed(map(row_link, number.inputs)),
            tag("<code>{}</code>", number.function.__module__.removeprefix("contested_ground.analysis.")),
            permalink(number.name) + used("derived", number.name),
        ]
        return number.name, {"unit": number.unit}, cells

    rows = sorted(derived.REGISTRY.values())
    columns = {"What": 28, "Value": 9, "Unit": 9, "Made from": 22, "Made by": 16, "Identifier": 16}
    body = table("derived", "Derived numbers, by identifier", columns, map(one, rows))
    return Shelf("derived numbers", [body])


def sources(tables):
    """The bibliography: each work with its licence, how we know it, the pages read and the rows that rest on it."""
    passages = grouped(records(tables["passages"]), "source_id")
    resting = {
        name: rows["source_id"].value_counts()
        for name, rows in tables.items()
        if "source_id" in rows and name not in ("sources", "passages")
    }

    def one(row):
        key = row["source_id"]
        rows = [f"{counts[key]:,} in {words(name)}" for name, counts in resting.items() if counts.get(key)]
        pages = [p for p in passages[key] if key != ARTICLE]
        pairs = [
            ("Author", text(row["author"])),
            ("Year", text(row["year"])),
            ("State read", day(row["state_date"])),
            ("Kind", words(row["kind"])),
            ("Language", text(row["language"] and language_name(row["language"]))),
            ("Address", tag('<a href="{0}">{0}</a>', row["url"]) if row["url"] is not None else ""),
            ("Licence", text(row["licence"])),
            ("Known through", text(row["via"])),
            ("Read on", row["accessed"] and f"{row['accessed']:%Y-%m-%d}"),
            ("Note", text(row["note"])),
            ("Pages", listed(f"{p['section']} ({p['locator']})" for p in pages)),
            ("Paragraphs", link("article", "1", "by number") if key == ARTICLE else ""),
            ("Rows", listed(rows)),
        ]
        rests = counted(rows=sum(counts.get(key, 0) for counts in resting.values()))
        line = listed([text(row["author"]), text(row["year"]), rests])
        return entry("source", key, text(row["title"]), pairs, line, kind=row["kind"])

    kinds = grouped(records(tables["sources"]), "kind")
    order = [kind for kind in tables["sources"]["kind"].cat.categories if kind in kinds]
    chapters = (chapter(words(kind).capitalize(), map(one, kinds[kind])) for kind in order)
    return Shelf("sources", chain.from_iterable(chapters))
