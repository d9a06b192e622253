"""Places, people and bodies: their names and all that is told of them; who held what; what was said of whom."""

from collections import defaultdict

from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    chapter,
    entry,
    grouped,
    link,
    listed,
    records,
    tag,
    text,
    words,
)
from contested_ground.site.reference.index import ARTICLE, Index

LANGUAGES = {
    "az": "Azerbaijani",
    "en": "English",
    "fa": "Persian",
    "hy": "Armenian",
    "ka": "Georgian",
    "ku": "Kurdish",
    "ru": "Russian",
    "ru-Latn": "Russian, transliterated",
    "tr": "Turkish",
    "und": "",
}
NAME_TYPES = {
    "in_source": "In the sources",
    "imperial": "Before 1917",
    "soviet": "Soviet",
    "current": "Today",
    "transliteration": "Transliterated",
    "other": "Other names",
}


def _named(rows):
    """The names of a place or an actor: (kind of name, HTML) pairs, languages in alphabetical order."""
    pairs = []
    for kind, label in NAME_TYPES.items():
        found = [row for row in rows if row["name_type"] == kind]
        found.sort(key=lambda row: (LANGUAGES.get(row["language"], row["language"]), row["name"]))
        spelt = []
        for language, same in grouped(found, "language").items():
            mark = NOTHING if language == "und" else tag(' lang="{}"', language)
            names = listed((tag("<span{}>{}</span>{}", mark, row["name"], _numbers(row)) for row in same), ", ")
            spelt.append(listed([LANGUAGES.get(language, language), names], ": "))
        pairs.append((label, listed(spelt, "; ")))
    return pairs


def _numbers(row):
    """The paragraphs of the article that have a name, as links in brackets."""
    if row["source_id"] != ARTICLE:
        return ""
    numbers = f"{row['locator']};{row['also'] or ''}".strip(";").split(";")
    return tag(" ({})", listed((link("article", number, number) for number in numbers), ", "))


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
        when = sorted({observation["date"][:4] for observation in counts[key]})
        pairs = [
            ("Kind", words(row["kind"])),
            ("Lay in", index.place_link(row["parent_id"])),
            ("Holds", listed(index.place_link(part["place_id"]) for part in parts[key])),
            ("Name today", listed([text(row["modern_name"]), text(row["modern_country"])])),
            *_named(names[key]),
            ("Where", listed([where, words(row["precision"]), text(row["coordinate_source"])])),
            ("Note", text(row["note"])),
            ("Events", listed(map(index.dated_link, events[key]))),
            ("Held by", listed(index.control_link(row, index.actor[row["holder_id"]]) for row in held[key])),
            ("Terms", listed(map(index.term_link, terms[key]))),
            ("Questions", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("Counted in", when and link("population", counts[key][0]["observation_id"], ", ".join(when))),
            ("Set beside", listed(_comparison(index, key, other) for other in compared[key])),
            ("At odds", index.wrong("places", key)),
        ]
        return entry("place", key, text(row["label"]), pairs, kind=row["kind"], located=row["precision"])

    return Shelf("places", len(rows), _alphabet(rows, one))


def _comparison(index, key, row):
    other = row["to_place"] if row["from_place"] == key else row["from_place"]
    said = [tag("{}: {}", index.place_link(other), words(row["grade"]))]
    said += [f"{side} {row[side]}" for side in ("gained", "lost") if row[side] is not None]
    return tag("{} ({})", listed([*said, text(row["note"])], "; "), index.source_links(row))


def _alphabet(rows, one):
    groups = defaultdict(list)
    for row in rows:
        groups[row["label"][0].upper() if row["label"][0].isalpha() else "0–9"].append(row)
    jumps = listed((tag('<a href="#letter-{}">{}</a>', name[0].lower(), name) for name in groups), " ")
    body = NOTHING.join(
        chapter(name, map(one, rows), anchor=f"letter-{name[0].lower()}") for name, rows in groups.items()
    )
    return tag('<nav class="cg-jump" aria-label="Letters">{}</nav>{}', jumps, body)


def people(tables):
    """People and bodies: each with its names, what it belongs to, its part in events, its votes and its claims."""
    index = tables.once(Index)
    names, parts = grouped(index.names, "actor_id"), grouped(records(tables["actors"]), "part_of")
    roles = grouped(index.participations, "actor_id")
    said = {name: grouped(getattr(index, name), "claimant_id", "via_id") for name in ("events", "claims")}
    held, by = grouped(index.control, "holder_id"), grouped(index.terms, "by_id")
    of, asked = grouped(index.terms, "object_id", "to_id"), grouped(index.questions, "about_id", "counterparty_id")

    def one(row):
        key = row["actor_id"]
        pairs = [
            ("Kind", words(row["kind"])),
            ("Belongs to", index.actor_link(row["part_of"])),
            ("Parts", listed(index.actor_link(part["actor_id"]) for part in parts[key])),
            *_named(names[key]),
            ("First told in", index.source_links(row)),
            ("Note", text(row["note"])),
        ]
        for role, rows in grouped(roles[key], "role").items():
            pairs.append((words(role).capitalize(), listed(index.dated_link(index.event[r["event_id"]]) for r in rows)))
        answered = dict.fromkeys(claim["question_id"] for claim in said["claims"][key])
        pairs += [
            ("Holds", listed(index.control_link(row, index.place[row["place_id"]]) for row in held[key])),
            ("Its terms", listed(map(index.term_link, by[key]))),
            ("Terms about it", listed(map(index.term_link, of[key]))),
            ("Says or relays", listed(map(index.dated_link, said["events"][key]))),
            ("Answers", listed(link("question", name, index.question[name]["question"]) for name in answered)),
            ("Asked about", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
        ]
        return entry("actor", key, text(row["label"]), pairs, kind=row["kind"])

    rows = sorted(records(tables["actors"]), key=lambda row: row["label"].casefold())
    return Shelf("people and bodies", len(rows), _alphabet(rows, one))
