"""The chronology: the events of a theatre by date, and the way into it."""

from collections import defaultdict
from itertools import chain

from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    chapter,
    day,
    entry,
    grouped,
    jumps,
    link,
    listed,
    quoted,
    table,
    tag,
    text,
    words,
)
from contested_ground.site.reference.index import Index
from contested_ground.site.reference.questions import _theatre


def _years(rows, year):
    """Rows (in order) by year, with a line of links to the years before them."""
    groups = defaultdict(list)
    for row in rows:
        groups[year(row)].append(row)
    return groups, jumps("Years", [(f"year-{name}", name) for name in groups]) if len(groups) > 1 else NOTHING


def chronology(tables, theatre):
    """The events of one theatre by date. Raises ValueError for a theatre that is not in the list."""
    _theatre(tables, theatre)
    index = tables.once(Index)
    parts = grouped(index.events, "part_of")
    replies = grouped(index.events, "response_to")
    takers = grouped(index.participations, "event_id")
    asked = grouped(index.questions, "event_id")
    terms = grouped(index.terms, "event_id")

    def roles(row):
        people = grouped(takers[row["event_id"]], "role")
        lines = (
            tag("{}: {}", words(role), listed((_with_note(index.actor_link(it["actor_id"]), it) for it in rows), ", "))
            for role, rows in people.items()
        )
        return listed(lines, "; ")

    def harm(row):
        befell = ", ".join((row["harm_kind"] or "").split(";"))
        return listed(filter(None, [row["harm"], befell]), ": ") if row["harm"] is not None else NOTHING

    def one(row):
        key = row["event_id"]
        when = day(row["date"]) or "no date told"
        when += " (year inferred)" if row["year_basis"] == "inferred" and row["date"] is not None else ""
        if row["calendar"] is not None:
            when += {
                "both": ", printed in both calendars",
                "converted": ", converted from the Old Style",
                "unmarked": ", calendar not named: perhaps thirteen days off",
            }[row["calendar"]]
        pairs = [
            ("When", listed([when, quoted(row["date_text"])])),
            ("Kind", words(row["kind"])),
            ("Where", index.place_link(row["place_id"])),
            ("Taking part", roles(row)),
            ("Harm to people", harm(row)),
            ("Outcome", text(row["outcome"])),
            ("Source’s verb", quoted(row["verb"])),
            ("Source’s label", quoted(row["label_text"])),
            ("Part of", index.event_link(row["part_of"])),
            ("Parts", listed(index.event_link(part["event_id"]) for part in parts[key])),
            ("In response to", index.event_link(row["response_to"])),
            ("Answered by", listed(index.event_link(reply["event_id"]) for reply in replies[key])),
            ("Questions", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("Terms", listed(map(index.term_link, terms[key]))),
            ("Denied" if row["polarity"] == "denies" else "Says", index.told(row)),
            ("Note", text(row["note"])),
            ("At odds", index.wrong("events", key)),
        ]
        line = listed([day(row["date"]) or "no date told", index.place.get(row["place_id"], "")])
        facets = {"kind": row["kind"], "harm": row["harm"], "voice": row["voice"]}
        return entry("event", key, text(row["title"]), pairs, line, **facets)

    rows = [row for row in index.events if row["theatre"] == theatre]
    groups, links = _years(rows, lambda row: row["first"].year if row["first"] is not None else "undated")
    chapters = (chapter(str(year).capitalize(), map(one, rows), f"year-{year}") for year, rows in groups.items())
    on_map = tag('<p><a href="explorer.html#theatre={}&amp;when=all">On the map, month by month</a></p>', theatre)
    return Shelf(f"events, {words(theatre)}", chain([on_map + links], *chapters))


def theatres_of_events(tables):
    """How many events each theatre has, and over which years: the way into the chronology."""

    def one(theatre, rows):
        first, last = rows["date_start"].min(), rows["date_end"].max()
        page = tag('<a href="chronology-{}.html">{}</a>', theatre.replace("_", "-"), words(theatre).capitalize())
        return "", {}, [page, f"{len(rows):,}", f"{first:%Y}", f"{last:%Y}"]

    rows = tables["events"].groupby("theatre")
    body = table(
        "theatres",
        "Events by theatre",
        {"Theatre": 40, "Events": 20, "From": 20, "To": 20},
        (one(*pair) for pair in rows),
    )
    return Shelf("theatres", [body])


def _with_note(label, row):
    notes = listed(filter(None, ["inferred" if row["basis"] == "inferred" else "", row["note"]]), "; ")
    return tag("{} ({})", label, notes) if notes else label
