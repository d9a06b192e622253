"""Rules of agreement: a row's identifier, words, polarity, tally and place say the same."""

import re
from collections import Counter

from contested_ground.check.elsewhere import ELSEWHERE
from contested_ground.check.ledger import plain
from contested_ground.check.meaning import COMMON, names_of
from contested_ground.check.rows import number_in


def identifiers_agree(data):
    """A holding's identifier begins with its place and names its holder; an event's own place is in its words."""
    for key, row in data.keys["control"].items():
        place, holder = row.cells["place_id"], row.cells["holder_id"]
        if key.split("-")[0] != place.split("-")[0]:
            yield "control", row, "place_id", f"'{place}' is not the place that {key} names; correct one"
        telling = [word[:5] for word in holder.split("-") if word not in COMMON and len(word) > 3]
        if key not in ELSEWHERE and holder not in key and not any(word in key for word in telling):
            yield "control", row, "holder_id", f"'{holder}' is not the holder that {key} names; correct one"
    names = names_of(data)
    for table, column in (("events", "title"), ("questions", "question")):
        for key, row in data.keys[table].items():
            place, before = row.cells["place_id"], re.split(r"-(?=\d{4}(?:-|$))", key)[0]
            words = plain(f"{row.cells[column]} {row.cells['quote']}")
            if (
                place
                and key not in ELSEWHERE
                and before in data.keys["places"]
                and before.split("-")[0] not in place.split("-")
                and place.split("-")[0] not in before.split("-")
                and not any(all(word[:5] in words for word in name) for name in names.words[place])
                and not related(data, before, place)
            ):
                yield table, row, "place_id", f"'{place}' is neither in {key} nor in its words; correct one"


def related(data, place, other):
    """Whether `other` is a place, one of its parents, or within one of these."""
    places, found = data.keys["places"], {place}
    while place in places and (place := places[place].cells["parent_id"]) and place not in found:
        found.add(place)
    return other in found or (other in places and places[other].cells["parent_id"] in found)


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


RULES = (identifiers_agree, denials_deny, votes_make_the_tally, near_parents)
