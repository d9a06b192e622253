"""People and bodies: who they were, what they did in date order, how they voted, what they said and what was said."""

from contested_ground.data.kinds import VOTES
from contested_ground.site.reference.gazetteer import alphabet, named, rows_of
from contested_ground.site.reference.html import (
    Shelf,
    counted,
    entry,
    grouped,
    link,
    listed,
    records,
    tag,
    text,
    words,
    years,
)
from contested_ground.site.reference.index import Index


def persons(tables):
    """Every person: summary, names, roles in date order, votes, statements."""
    return _actors(tables, "persons", lambda kind: kind == "person")


def bodies(tables):
    """Every state, government, body, mission, force, group, party, community and newspaper, in the same form."""
    return _actors(tables, "bodies and groups", lambda kind: kind != "person")


def _actors(tables, what, wanted):
    index = tables.once(Index)
    names, parts = grouped(index.names, "actor_id"), grouped(records(tables["actors"]), "part_of")
    roles = grouped(index.participations, "actor_id")
    said = {name: grouped(getattr(index, name), "claimant_id", "via_id") for name in ("events", "claims")}
    held, by = grouped(index.control, "holder_id"), grouped(index.terms, "by_id")
    of = grouped(index.terms, "object_id", "to_id", "addressee_id")
    asked = grouped(index.questions, "about_id", "counterparty_id")

    def part(row):
        as_what = words(row["role"]) + (", inferred" if row["basis"] == "inferred" else "")
        return tag("{} <em>({})</em>", index.dated_link(index.event[row["event_id"]]), as_what)

    def one(row):
        key = row["actor_id"]
        votes = [it for it in roles[key] if it["role"] in VOTES]
        did = [it for it in roles[key] if it["role"] not in VOTES]
        answered = dict.fromkeys(claim["question_id"] for claim in said["claims"][key])
        pairs = [
            ("Who" if row["kind"] == "person" else "What", text(row["summary"])),
            ("Kind", "" if row["kind"] == "person" else words(row["kind"])),
            ("Belongs to", index.actor_link(row["part_of"])),
            ("Parts", listed(index.actor_link(other["actor_id"]) for other in parts[key])),
            *named(names[key]),
            ("Part in events", rows_of(map(part, did))),
            ("Votes", rows_of(map(part, votes))),
            ("Holds", rows_of(index.control_link(row, index.place[row["place_id"]]) for row in held[key])),
            ("Asks, offers, decides", rows_of(map(index.term_link, by[key]))),
            ("Says or relays", rows_of(map(index.dated_link, said["events"][key]))),
            ("Answers", rows_of(link("question", name, index.question[name]["question"]) for name in answered)),
            ("Terms about it", rows_of(map(index.term_link, of[key]))),
            ("Asked about", rows_of(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("First told in", index.source_links(row)),
            ("Note", text(row["note"])),
        ]
        told = counted(events=len(roles[key]), claims=len(said["claims"][key]), holdings=len(held[key]))
        when = years(index.event[it["event_id"]]["first"] for it in roles[key])
        kind = None if row["kind"] == "person" else row["kind"]
        line = listed([text(row["summary"]).rstrip("."), when, told])
        return entry("actor", key, text(row["label"]), pairs, line, kind=kind)

    rows = [row for row in records(tables["actors"]) if wanted(row["kind"])]
    rows.sort(key=lambda row: row["label"].casefold())
    return Shelf(what, alphabet(rows, one))
