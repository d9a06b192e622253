"""Rules of meaning: an actor, a place or a speaker that a row names is named in its text, as far as words can tell.

The texts are not here; :mod:`.ledger` knows which words stand in which paragraph. Two names exchanged within one
paragraph pass every rule of this module: for them the rows are read a second time.
"""

import re
from collections import defaultdict

from contested_ground.check.ledger import Ledger, plain, stands

# Words by which the texts call an actor whose names.csv rows are its formal names.
CALLED = {
    "great-britain": "british english", "france": "french", "italy": "italian", "united-states": "american",
    "ottoman-empire": "turkish turks turkey porte", "ottoman-army": "turkish turks", "turkish-army": "ottoman turks",
    "caucasus-islamic-army": "turkish turks ottoman", "bolsheviks": "soviet communist", "red-army": "soviet",
    "eleventh-red-army": "soviet", "soviet-russia": "russian bolshevik", "aras-republic": "araz",
    "tatars": "tatar tartar tartars turkic", "dashnaktsutyun": "federation", "zangezur": "zangazour",
    "azerbaijani-army": "tartars", "azerbaijani-government": "tartars", "zangezur-national-council": "zangazour",
}  # fmt: skip
# Words of names that say what kind of thing it is, and so tell nobody from another.
COMMON = {
    "army", "forces", "force", "government", "civilians", "republic", "council", "troops", "militia", "militias",
    "soldiers", "delegation", "of", "the", "and", "in", "at", "from", "for", "representatives", "committee",
    "detachment", "units", "unit", "party", "national", "officers", "members", "population", "detachments",
    "residents", "villagers", "people", "refugees", "leaders", "local", "authorities", "command", "commission",
    "district", "division", "regiment", "first", "democratic", "general", "bey", "khan", "pasha", "region", "city",
    "town", "village", "uezd", "valley",
}  # fmt: skip
DATED = re.compile(r"[0-9]{4}|january|february|march|april|june|july|august|september|october|november|december")
# Read and found meant though not named: the other side of an armistice, the disputed lands of all three republics, the
# accused peoples of a district, a detachment called by its leader, and those whom this paragraph calls Azerbaijanis.
MEANT = {
    ("article", "99", "allied-powers"), ("article", "148", "transcaucasia"),
    ("article", "225", "nakhchivan-inhabitants"),
    ("article", "133", "nzhdeh-forces"), ("article", "11", "tatars"),
}  # fmt: skip
BEFORE = 6  # paragraphs before the one cited in which a place or a speaker may have been named, then a pronoun


class Names:
    """The names of actors and places as words, and whether one of them stands in a passage."""

    def __init__(self, data):
        self.actors, self.places = data.keys["actors"], data.keys["places"]
        self.ledger = Ledger(data.folder)
        written = defaultdict(set)
        for row in data.rows("names"):
            written[row.cells["actor_id"] or row.cells["place_id"]].add(row.cells["name"])
        for table in (self.actors, self.places):
            for key, row in table.items():
                written[key].add(row.cells["label"])
        for key, called in CALLED.items():
            written[key] |= set(called.split())
        self.words = {key: self._words(key, names) for key, names in written.items()}

    def _words(self, key, names):
        """Alternatives, each a list of words that all must stand there."""
        found = set()
        for name in names:
            words = [
                word
                for word in re.findall(r"\d+|[^\W\d_]+", plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))
                if word not in ("of", "the", "and") and len(word) > 1
            ]
            if not words:
                continue
            found.add(tuple(words))
            row = self.actors.get(key)
            telling = [word for word in words if word not in COMMON and len(word) > 2 and not DATED.fullmatch(word)]
            if row and row.cells["kind"] == "person":  # a surname is enough
                telling = [word for word in words[-1:] if word not in COMMON]
            found |= {(word,) for word in telling}
        return found

    def named(self, key, there):
        """Whether the actor or place is named among the codes of a passage."""
        return any(all(stands(word, there) for word in words) for words in self.words.get(key, ()))

    def around(self, cells):
        """The codes of the passages cited and of those just before; None when the ledger has not all of them."""
        there = self.ledger.cited(cells)
        if there is None or not cells["locator"].isdigit():
            return there
        number = int(cells["locator"])
        before = (self.ledger.codes.get((cells["source_id"], str(n)), set()) for n in range(number - BEFORE, number))
        return there.union(*before)


def names_of(data):
    """The names of a data set, read once."""
    if not hasattr(data, "_names"):
        data._names = Names(data)
    return data._names


def actors_are_named(data):
    """An actor in a role is named in the passages that the row cites, or its basis is inferred."""
    names = names_of(data)
    for row in data.rows("participations"):
        cells = row.cells
        there = names.ledger.cited(cells) if cells["basis"] == "stated" else None
        if there is not None and not names.named(cells["actor_id"], there):
            yield (
                "participations",
                row,
                "actor_id",
                f"'{cells['actor_id']}' is not named in {cells['source_id']} {cells['locator']}; correct it, cite "
                "where it is named (also), add the name to names.csv, or the basis is inferred",
            )


HARMS = ("violence_against_civilians", "destruction", "displacement")
PARTIES = {
    "control": ("holder_id", "place_id", "claimant_id", "via_id"),
    "terms": ("by_id", "object_id", "to_id", "addressee_id", "claimant_id", "via_id"),
    "claims": ("claimant_id", "via_id"),
    "events": ("claimant_id", "via_id", "place_id"),
    "questions": ("about_id", "counterparty_id", "place_id"),
}


def parties_are_named(data):
    """Holders, speakers, beneficiaries and places are named where the row stands, or in the paragraphs just before."""
    names = names_of(data)
    for table, columns in PARTIES.items():
        for row in data.rows(table):
            there = None
            for column in columns:
                key = row.cells[column]
                if not key:
                    continue
                there = there or names.around(row.cells)
                if there is None:
                    break
                if (row.cells["source_id"], row.cells["locator"], key) in MEANT:
                    continue
                if not (names.named(key, there) or _implied(data, names, row.cells, column, there)):
                    yield (
                        table,
                        row,
                        column,
                        f"'{key}' is not named in {row.cells['source_id']} {row.cells['locator']} or just before; "
                        "correct it, cite where it is named (also), or add the name to names.csv",
                    )


def _implied(data, names, cells, column, there):
    """Whether a place's parent or a part of it is named, or what an actor belongs to: said in other words."""
    key = cells[column]
    place, actor = names.places.get(key), names.actors.get(key)
    if place:
        parent = place.cells["parent_id"]
        return bool(parent) and names.named(parent, there)
    return bool(actor and actor.cells["part_of"]) and names.named(actor.cells["part_of"], there)


def lives(data):
    """Nobody acts before birth or after death, where a summary gives both years as ``(1881–1921)``."""
    roles = defaultdict(list)
    for part in data.rows("participations"):
        roles[part.cells["actor_id"]].append(part)
    for actor, row in data.keys["actors"].items():
        years = re.search(r"\((1[89]\d\d)–(1[89]\d\d|20\d\d)\)", row.cells["summary"])
        if not years or row.cells["kind"] != "person":
            continue
        born, died = int(years[1]), int(years[2])
        for part in roles[actor]:
            event = data.keys["events"].get(part.cells["event_id"])
            told = re.findall(r"\d{4}", event.cells["date"]) if event else ()
            if told and (int(max(told)) < born or int(min(told)) > died):
                yield (
                    "participations",
                    part,
                    "actor_id",
                    f"'{actor}' lived {born}–{died}, the event is of {min(told)}; another person of that name is meant",
                )


def victims_fit(data):
    """Civilians as victims are civilians, and a force's own dead are combatants or prisoners, unless unknown."""
    for row in data.rows("questions"):
        status, about = row.cells["victim_status"], row.cells["about_id"]
        actor = data.keys["actors"].get(about)
        if not status or not actor:
            continue
        if "civilian" in about and status in ("combatant", "prisoner"):
            yield "questions", row, "victim_status", f"'{status}' does not fit {about}; correct one"
        elif actor.cells["kind"] in ("force", "militia") and status == "civilian":
            yield "questions", row, "victim_status", f"'{status}' does not fit {about}, which bears arms; correct one"


def sides_differ(data):
    """Whoever does harm is not its victim too, and nobody cedes or assigns a thing to itself by its own word."""
    for row in data.rows("questions"):
        if row.cells["about_id"] and row.cells["about_id"] == row.cells["counterparty_id"]:
            yield "questions", row, "counterparty_id", f"'{row.cells['about_id']}' is about_id too; name the other side"
    roles = defaultdict(set)
    for row in data.rows("participations"):
        roles[row.cells["event_id"], row.cells["actor_id"]].add(row.cells["role"])
    for row in data.rows("participations"):
        actor = data.keys["actors"].get(row.cells["actor_id"])
        event = data.keys["events"].get(row.cells["event_id"])
        mutual = actor and actor.cells["kind"] == "community"  # of two communities each may do harm and suffer it
        mutual = mutual or (event and event.cells["kind"] not in HARMS)
        own = "initiator" in roles[row.cells["event_id"], row.cells["actor_id"]]
        if row.cells["role"] == "victims" and own and not mutual:
            yield "participations", row, "role", f"'victims' of its own deed: {row.cells['actor_id']}; correct one role"
    for row in data.rows("terms"):
        if row.cells["action"] == "cedes" and row.cells["to_id"] == row.cells["by_id"]:
            yield "terms", row, "to_id", f"'{row.cells['to_id']}' cedes to itself; name who is to have it"


RULES = (actors_are_named, parties_are_named, lives, victims_fit, sides_differ)
