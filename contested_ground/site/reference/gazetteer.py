"""Places: their names, where they lay and lie, and all that is told of them."""

from collections import defaultdict
from itertools import chain

from contested_ground.data.languages import language_name
from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    chapter,
    counted,
    entry,
    grouped,
    jumps,
    link,
    listed,
    records,
    tag,
    text,
    words,
    years,
)
from contested_ground.site.reference.index import ARTICLE, Index
from contested_ground.site.reference.locator import ground, locator
from contested_ground.site.reference.population import persons

NAME_TYPES = {
    "in_source": "In the sources",
    "imperial": "Before 1917",
    "soviet": "Soviet",
    "current": "Today",
    "transliteration": "Transliterated",
    "other": "Other names",
}


def named(rows):
    """The names of a place or an actor: (kind of name, HTML) pairs, languages in alphabetical order."""
    pairs = []
    for kind, label in NAME_TYPES.items():
        found = [row for row in rows if row["name_type"] == kind]
        found.sort(key=lambda row: (language_name(row["language"]), row["name"]))
        spelt = []
        for language, same in grouped(found, "language").items():
            mark = NOTHING if language == "und" else tag(' lang="{}"', language)
            names = listed((tag("<span{}>{}</span>{}", mark, row["name"], _numbers(row)) for row in same), ", ")
            spelt.append(listed([language_name(language), names], ": "))
        pairs.append((label, listed(spelt, "; ")))
    return pairs


def _numbers(row):
    """The paragraphs of the article that have a name, as links in brackets."""
    if row["source_id"] != ARTICLE:
        return ""
    numbers = f"{row['locator']};{row['also'] or ''}".strip(";").split(";")
    return tag(" ({})", listed((link("article", number, number) for number in numbers), ", "))


def rows_of(items):
    """Pieces of HTML as a list, one a line; nothing when there is none."""
    items = [tag("<li>{}</li>", item) for item in items]
    return tag("<ul>{}</ul>", NOTHING.join(items)) if items else NOTHING


def places(tables):
    """The gazetteer: each place with its names, where it lay and lies, and what is told of it."""
    index = tables.once(Index)
    names, events = grouped(index.names, "place_id"), grouped(index.events, "place_id")
    held, terms = grouped(index.control, "place_id"), grouped(index.terms, "object_id", "to_id")
    asked = grouped(index.questions, "place_id", "about_id", "counterparty_id")
    counts = grouped(index.observations, "place_id")
    rows = sorted(records(tables["places"]), key=lambda row: row["label"].casefold())
    parts = grouped(rows, "parent_id")
    compared = grouped(records(tables["comparisons"]), "from_place", "to_place")

    def one(row):
        key = row["place_id"]
        where = f"{row['lat']:.4f} N, {row['lon']:.4f} E" if row["lat"] is not None else ""
        pairs = [
            ("What", text(row["summary"])),
            ("Kind", words(row["kind"])),
            ("Lay in", index.place_link(row["parent_id"])),
            ("Holds", listed(index.place_link(part["place_id"]) for part in parts[key])),
            ("Name today", listed([text(row["modern_name"]), text(row["modern_country"])])),
            *named(names[key]),
            ("Where", listed([where, words(row["precision"]), text(row["coordinate_source"])])),
            ("Note", text(row["note"])),
            ("Held by", rows_of(index.control_link(row, index.actor[row["holder_id"]]) for row in held[key])),
            ("Events", rows_of(map(index.dated_link, events[key]))),
            ("Counted", rows_of(_counts(counts[key]))),
            ("Terms", listed(map(index.term_link, terms[key]))),
            ("Questions", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("Set beside", listed(_comparison(index, key, other) for other in compared[key])),
            ("At odds", index.wrong("places", key)),
        ]
        told = counted(events=len(events[key]), counts=len(counts[key]), holders=len(held[key]))
        line = listed([words(row["kind"]), years(event["first"] for event in events[key]), told])
        facets = {"kind": row["kind"], "country": row["modern_country"]}
        return entry("place", key, text(row["label"]), pairs, line, picture=locator(row), **facets)

    return Shelf("places", chain([ground()], alphabet(rows, one)))


def _counts(rows):
    """The counts of a place through the years, totals first, as links with a bar as long as the count."""
    rows = sorted(rows, key=lambda row: (row["date"], row["source_id"], row["group"] != "total", -(row["count"] or 0)))
    most = max((row["count"] or 0 for row in rows), default=0)
    for row in rows:
        told = persons(row) or f"{row['share_percent']:g} %"
        everyone = row["group"] == row["universe"] == "total"  # and not all men, say
        label = f"{row['date'][:4]}, {'all' if everyone else row['category']}: {told}"
        bar = tag('<i style="width:{:.1f}%"></i>', 100 * (row["count"] or 0) / most) if most else NOTHING
        yield tag('<span class="cg-count">{}{}</span>', link("population", row["observation_id"], label), bar)


def _comparison(index, key, row):
    other = row["to_place"] if row["from_place"] == key else row["from_place"]
    said = [tag("{}: {}", index.place_link(other), words(row["grade"]))]
    said += [f"{side} {row[side]}" for side in ("gained", "lost") if row[side] is not None]
    return tag("{} ({})", listed([*said, text(row["note"])], "; "), index.source_links(row))


def alphabet(rows, one):
    """Rows as entries under their labels' first letters, with links to these, piece by piece. ``one`` gives the HTML of
    a row."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["label"][0].upper() if row["label"][0].isalpha() else "0–9"].append(row)
    yield jumps("Letters", [(f"letter-{name[0].lower()}", name) for name in groups])
    for name, same in groups.items():
        yield from chapter(name, map(one, same), f"letter-{name[0].lower()}")
