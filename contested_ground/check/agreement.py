"""Rules of agreement: a row's identifier, words, polarity, tally and place say the same."""

import re
from collections import Counter

from contested_ground.check.elsewhere import ELSEWHERE, WIDER
from contested_ground.check.ledger import plain
from contested_ground.check.rows import number_in

SURVEYED = re.compile(r"-(1897|1922|1926)$")  # a territory of a count: identifiers of rows leave its year out


def place_named(key, places):
    """The longest place that an identifier begins with, or ''. ``places``: identifiers with and without their year."""
    words = key.split("-")
    return next((name for n in range(len(words), 0, -1) if (name := "-".join(words[:n])) in places), "")


def own_place(data):
    """The place of a holding, an event or a question is the one that its identifier begins with.

    Else its title names it in full, or it is the place of the whole or of the question's event, or one that these
    words of identifiers are known to stand for (``WIDER``, and the rows of ``ELSEWHERE``).
    """
    places = data.keys["places"]
    former = {key: _once(data, key) for key in places}
    known = set().union(*former.values())
    titles = {"events": "title", "questions": "question"}
    for table, whole in (("control", ""), ("events", "part_of"), ("questions", "event_id")):
        for key, row in data.keys[table].items():
            place = row.cells["place_id"]
            if place not in places or key in ELSEWHERE:
                continue
            first = place_named(key, known)
            event = data.keys["events"].get(row.cells.get(whole, ""))
            if first in former[place] or any((first or key.split("-")[0], name) in WIDER for name in former[place]):
                continue
            if event and event.cells["place_id"] == place:
                continue
            text = plain(f"{row.cells[titles[table]]} {row.cells['quote']}") if table in titles else ""
            label, longer = (_label(places[key]) if key in places else [] for key in (place, first))
            if not all(re.search(rf"\b{word[:6]}", text) for word in label) or set(label) < set(longer):
                named = f"{key}, whose event is {event.cells['event_id']}," if event else key
                yield table, row, "place_id", f"'{place}' is not the place that {named} or its words name; correct one"


def _once(data, key):
    """What other identifiers may call a place or an actor: its identifier and former ones, with their year or not."""
    return {name for was in data.called(key) for name in (was, SURVEYED.sub("", was))}


def _label(place):
    words = re.findall(r"\w+", plain(re.sub(r"\(.*", "", place.cells["label"])))
    return [word for word in words if word not in ("of", "the")]


def own_holder(data):
    """The words of a holding's identifier between its place and its year are those of the holder's identifier."""
    for key, row in data.keys["control"].items():
        places, holders = _once(data, row.cells["place_id"]), _once(data, row.cells["holder_id"])
        # of several beginnings of one text the longest is the greatest
        place = max((name for name in places if key.startswith(f"{name}-")), default=key.split("-")[0])
        rest = re.split(r"-(?=p?\d)", key.removeprefix(f"{place}-"))[0].split("-")
        named = set(rest).difference(*(name.split("-") for name in places))
        told = any(f"-{holder}-" in f"-{key}-" or named <= set(holder.split("-")) for holder in holders)
        if key not in ELSEWHERE and not told:
            message = f"'{row.cells['holder_id']}' is not the holder that {key} names; correct one"
            yield "control", row, "holder_id", message


NEGATIVE = re.compile(r"\b(no|none|never|not|unfounded|false|exaggerated)\b", re.IGNORECASE)


def denials_deny(data):
    """A denial says no, and a bare no is a denial; an event that is denied is not told as harm."""
    for row in data.rows("claims"):
        answer, polarity = row.cells["answer"], row.cells["polarity"]
        if polarity == "denies" and answer and not NEGATIVE.search(answer):
            yield "claims", row, "polarity", f"'denies' with the answer '{answer}'; say no, or it asserts"
        elif polarity == "asserts" and answer.lower() in ("the allegation is false", "the report was unfounded"):
            yield "claims", row, "polarity", f"'asserts' with the answer '{answer}'; it denies"
    for row in data.rows("events"):
        told = not re.search(r"den(y|ie)|not? |never", row.cells["title"])
        if row.cells["polarity"] == "denies" and (row.cells["harm"] == "told" or told):
            yield (
                "events",
                row,
                "polarity",
                "'denies', but the title tells it; asserts, or say in the title what is denied",
            )


def votes_make_the_tally(data):
    """Where an event's outcome gives a tally, ``4 for, 3 against``, as many votes are listed."""
    votes = Counter((row.cells["event_id"], row.cells["role"]) for row in data.rows("participations"))
    for key, row in data.keys["events"].items():
        tally = (
            re.search(r"(\d+) for(?:, (\d+) against)?", row.cells["outcome"]) if row.cells["kind"] == "vote" else None
        )
        if tally:
            listed = votes[key, "votes_for"], votes[key, "votes_against"]
            if any(listed) and listed != (int(tally[1]), int(tally[2] or 0)):
                yield "events", row, "outcome", f"'{tally[0]}', but {listed[0]} for and {listed[1]} against are listed"


def near_parents(data):
    """A place lies within reach of the territory that it is in."""
    reach = {"republic": 450, "country": 900, "governorate": 200, "oblast": 150, "uezd": 90}
    places = data.keys["places"]
    for key, row in places.items():
        parent = places.get(row.cells["parent_id"])
        ends = (
            [number_in(cells[c]) for c in ("lat", "lon") for cells in (row.cells, parent.cells)] if parent else [None]
        )
        if None in ends:
            continue
        north, east = ends[0] - ends[1], ends[2] - ends[3]
        km = ((north * 111.2) ** 2 + (east * 85) ** 2) ** 0.5
        if km > reach.get(parent.cells["kind"], 60):
            yield "places", row, "parent_id", f"'{row.cells['parent_id']}' is {km:.0f} km from {key}; correct one"


RULES = (own_place, own_holder, denials_deny, votes_make_the_tally, near_parents)
