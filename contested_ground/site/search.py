"""Search: one document an entry, a section and a figure, as a script that a page opened from a file can load too.

The index itself is made in the reader's browser by MiniSearch (`_static/search.js`), on first use.
"""

import json
from pathlib import Path

from docutils import nodes

from contested_ground.analysis import claims
from contested_ground.data import dates
from contested_ground.data.tables import grouped, records
from contested_ground.site.figures import captions

FILE = "search-data.js"
EXCERPT = 160  # characters of a section's first words
# How much a hit of a kind counts beside others: what a reader looks for by name comes before rows that mention it.
RANK = {
    "chapter": 3,
    "section": 2.5,
    "figure": 2,
    "person": 4,
    "body": 3.5,
    "place": 4,
    "event": 1,
    "question": 1.1,
    "count": 0.8,
}
RANK |= {"list": 3, "source": 1.5, "discrepancy": 0.5, "paragraph": 0.4, "number": 1}


def _day(row):
    return dates.words(row["date"]) if row["date"] is not None else ""


def _number(row):
    """A count's value as one would type it: its point, or its bounds."""
    values = [row[column] for column in ("count", "point", "low", "high") if row.get(column) is not None]
    return " ".join(f"{value:,.0f}" if float(value).is_integer() else f"{value:g}" for value in values)


def entries(tables):
    """A document for each row that has an entry, as (link kind, identifier, kind in words, title, names, text, weight).

    `names` holds every spelling of a place or an actor, and the label that a source gives an event; `text` is what
    stands under the title in a list of hits.
    """
    named = [grouped(records(tables.names), column) for column in ("actor_id", "place_id")]
    labels = {row["place_id"]: row["label"] for row in records(tables.places)}
    labels |= {row["actor_id"]: row["label"] for row in records(tables.actors)}
    answers = grouped(records(tables.claims), "question_id")

    def spellings(rows):
        return " · ".join(dict.fromkeys(row["name"] for row in rows))

    for row in records(tables.actors):
        kind = "person" if row["kind"] == "person" else "body"
        yield "actor", row["actor_id"], kind, row["label"], spellings(named[0][row["actor_id"]]), row["summary"], 1
    for row in records(tables.places):
        yield "place", row["place_id"], "place", row["label"], spellings(named[1][row["place_id"]]), row["summary"], 1
    for row in records(tables.events):
        text = " · ".join(filter(None, [_day(row), labels.get(row["place_id"]), row["turn"]]))
        label = (row["label_text"] or "").replace(" or ", " · ")
        yield "event", row["event_id"], "event", row["title"], label, text, row["weight"]
    for row in records(tables.questions):
        told = dict.fromkeys(filter(None, map(claims.value_words, answers[row["question_id"]])))
        text = "; ".join(told) or "no answer told"
        yield "question", row["question_id"], "question", row["question"], "", text, 1
    for row in records(tables.population):
        title = f"{labels[row['place_id']]}, {row['date'][:4]}: {row['category']}"
        yield "population", row["observation_id"], "count", title, "", f"{_number(row)} · {row['source_id']}", 1
    for row in records(tables.sources):
        text = ", ".join(filter(None, [row["author"], row["year"]]))
        yield "source", row["source_id"], "source", row["title"], "", text, 1
    for row in records(tables.discrepancies):
        yield "discrepancy", row["discrepancy_id"], "discrepancy", row["description"], "", "", row["weight"]
    for row in records(tables.passages):
        if row["source_id"] == "article":
            yield "article", row["locator"], "paragraph", f"¶{row['locator']}: {row['section']}", "", "", 1


def sections(app):
    """A document for each chapter and each of its sections: (address, kind, title, first words)."""
    for docname in sorted(app.env.found_docs):
        page = app.builder.get_target_uri(docname)
        title = app.env.titles[docname].astext()
        reference = docname.startswith("reference/")
        for section in app.env.get_doctree(docname).findall(nodes.section):
            heading = section.next_node(nodes.title).astext()
            words = next((node.astext() for node in section.findall(nodes.paragraph)), "")
            words = " ".join(words.split())
            first = f"{words[:EXCERPT].rsplit(' ', 1)[0]} …" if len(words) > EXCERPT else words
            if isinstance(section.parent, nodes.document):
                yield page, "list" if reference else "chapter", heading, first
            elif not reference:
                yield f"{page}#{section['ids'][0]}", "section", f"{heading} ({title})", first


def figures(app):
    """A document for each figure: (address, kind, title with its number, the number alone, subtitle)."""
    for docname in sorted(app.env.found_docs):
        page = app.builder.get_target_uri(docname)
        for anchor, number, title, subtitle in captions(docname, app.env.get_doctree(docname)):
            yield f"{page}#{anchor}", "figure", f"{number}: {title}", number, subtitle


def documents(app, rows):
    """All documents as lists [address, kind, title, names, text, rank], the largest rank first.

    `rows`: the build's Rows, which know where each row stands.
    """
    found = [[address, kind, title, "", text, RANK[kind]] for address, kind, title, text in sections(app)]
    found += [[address, kind, title, names, text, RANK[kind]] for address, kind, title, names, text in figures(app)]
    for link, identifier, kind, title, names, text, weight in entries(rows.tables):
        docname, anchor = rows.addresses[link, identifier]
        address = f"{app.builder.get_target_uri(docname)}#{anchor}"
        found.append([address, kind, title, names, text or "", round(RANK[kind] * (1 + int(weight)) / 2, 2)])
    return sorted(found, key=lambda document: (-document[5], document[0]))


def write(app, rows):
    """Write `search-data.js` into the site's folder."""
    with (Path(app.outdir) / FILE).open("w", encoding="utf-8") as file:
        between = "window.contestedGround=["
        for document in documents(app, rows):  # one by one: together they may fill the memory
            file.write(between + json.dumps(document, ensure_ascii=False, separators=(",", ":")))
            between = ","
        file.write("];\n")
