"""Statements as tables: the terms of documents, and who is said to have held what."""

from contested_ground.site.reference.html import (
    Shelf,
    day,
    listed,
    table,
    text,
    words,
)
from contested_ground.site.reference.index import Index


def terms(tables):
    """What documents, parties and congresses say of places and actors: a table of all terms."""
    index = tables.once(Index)

    def one(row):
        key, event = row["term_id"], index.event.get(row["event_id"])
        ground = f"ground: {words(row['ground'])}" if row["ground"] is not None else ""
        cells = [
            index.actor_link(row["by_id"]),
            words(row["action"]),
            index.party_link(row["object_id"]),
            index.party_link(row["to_id"]),
            listed([text(row["value"]), ground, "provisional" if row["provisional"] is True else ""]),
            (event and event["first"], index.dated_link(event) if event else ""),
            index.named("term", "terms", key, [index.told(row)]),
        ]
        return key, {"action": row["action"], "ground": row["ground"], "voice": row["voice"]}, cells

    rows = sorted(index.terms, key=lambda row: (_first(index.event.get(row["event_id"])), row["term_id"]))
    columns = {"Who": 13, "Does": 10, "Of": 13, "To or from": 12, "What": 15, "In": 16, "Told": 21}
    body = table("terms", "Terms, by the date of their document", columns, map(one, rows))
    return Shelf("terms", len(rows), body)


def _first(event):
    """The first possible day of an event as a key; rows without one come last."""
    return str(event["first"]) if event and event["first"] is not None else "9"


def control(tables):
    """Who is said to have held what, how and when: a table of all statements of control."""
    index = tables.once(Index)

    def bound(row, side):
        basis = row[f"{side}_basis"]
        when = day(row[f"{side}_date"]) or "not stated"
        key = row[f"{side}_date_start"] if row[f"{side}_date_start"] is not None else row[f"{side}_date_end"]
        return key, f"{when} (inferred)" if basis == "inferred" and row[f"{side}_date"] is not None else when

    def one(row):
        key = row["control_id"]
        cells = [
            index.place_link(row["place_id"]),
            index.actor_link(row["holder_id"]),
            words(row["mode"]) + ("" if row["extent"] == "whole" else f", {words(row['extent'])}"),
            bound(row, "from"),
            bound(row, "until"),
            index.named("control", "control", key, [index.told(row)]),
        ]
        return key, {"mode": row["mode"], "voice": row["voice"]}, cells

    rows = sorted(index.control, key=lambda row: index.place[row["place_id"]].casefold())
    columns = {"Place": 14, "Held by": 18, "How": 11, "From": 15, "Until": 15, "Told": 27}
    body = table("control", "Statements of control, by place", columns, map(one, rows))
    return Shelf("statements of control", len(rows), body)
