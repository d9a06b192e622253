"""Statements as tables: the terms of documents, and who is said to have held what."""

from collections import defaultdict
from itertools import chain

from contested_ground.site.reference.html import (
    Shelf,
    chapter,
    day,
    entry,
    group,
    grouped,
    jumps,
    link,
    listed,
    table,
    tag,
    text,
    words,
    years,
)
from contested_ground.site.reference.index import Index


def terms(tables):
    """What documents, parties and congresses say of places and actors, by year."""
    index = tables.once(Index)

    def one(row):
        key, event = row["term_id"], index.event.get(row["event_id"])
        pairs = [
            ("Who", index.actor_link(row["by_id"])),
            ("Does", words(row["action"])),
            ("Of", index.party_link(row["object_id"])),
            ("Who is to have it", index.party_link(row["to_id"])),
            ("Said to", index.party_link(row["addressee_id"])),
            ("What", text(row["value"])),
            ("Ground", words(row["ground"])),
            ("For a time", "yes" if row["provisional"] is True else ""),
            ("In", index.dated_link(event) if event else ""),
            ("Told", index.told(row)),
            ("At odds", index.wrong("terms", key)),
        ]
        line = listed([day(event["date"]) if event else "", text(row["value"])])
        facets = {"action": row["action"], "ground": row["ground"], "voice": row["voice"]}
        return entry("term", key, text(index.term_words(row)), pairs, line, **facets)

    rows = sorted(index.terms, key=lambda row: (_first(index.event.get(row["event_id"])), row["term_id"]))
    groups = defaultdict(list)
    for row in rows:
        event = index.event.get(row["event_id"])
        groups[event["first"].year if event and event["first"] is not None else "undated"].append(row)
    chapters = (chapter(str(year).capitalize(), map(one, rows), f"year-{year}") for year, rows in groups.items())
    return Shelf("terms", chain([jumps("Years", [(f"year-{year}", year) for year in groups])], *chapters))


def _first(event):
    """The first possible day of an event as a key; rows without one come last."""
    return str(event["first"]) if event and event["first"] is not None else "9"


def control(tables):
    """Who is said to have held what, how and when, by place."""
    index = tables.once(Index)

    def bound(row, side):
        basis = row[f"{side}_basis"]
        when = day(row[f"{side}_date"]) or "not told"
        if side == "until" and row["until_event"] is not None:
            when = link("event", row["until_event"], when)
        key = row[f"{side}_date_start"] if row[f"{side}_date_start"] is not None else row[f"{side}_date_end"]
        return key, tag("{} (inferred)", when) if basis == "inferred" and row[f"{side}_date"] is not None else when

    def one(row):
        key = row["control_id"]
        cells = [
            index.actor_link(row["holder_id"]),
            words(row["mode"]) + ("" if row["extent"] == "whole" else f", {words(row['extent'])}"),
            bound(row, "from"),
            bound(row, "until"),
            index.named("control", "control", key, [index.told(row)]),
        ]
        return key, {"mode": row["mode"], "voice": row["voice"]}, cells

    def place(key, rows):
        label = index.place[key]
        caption = tag("Statements of who held {}", index.place_link(key))
        holders = dict.fromkeys(index.actor[row["holder_id"]] for row in rows)
        line = listed([years(row["from_date_start"] for row in rows), ", ".join(holders)])
        return group(label, line, table("control", caption, columns, map(one, rows)))

    columns = {"Held by": 22, "How": 13, "From": 18, "Until": 18, "Told": 29}
    places = grouped(index.control, "place_id")
    names = sorted(places, key=lambda key: index.place[key].casefold())
    return Shelf("statements of control", (place(key, places[key]) for key in names))
