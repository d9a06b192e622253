"""Roll calls as the texts print them: who voted for and against, read from the text, not from the rows.

``data/rolls.txt`` holds one line for each list of voters, ``source,locator,for,against``: surnames as printed, lower
case, separated by spaces. It is written with the seals, when the texts are at hand; so a vote that is turned round in
the rows meets a second witness.
"""

import re
from collections import defaultdict
from pathlib import Path

from contested_ground.check.ledger import WHOLE, plain
from contested_ground.check.meaning import names_of
from contested_ground.check.rows import parts_of
from contested_ground.data.tables import Finding

ROLLS = "rolls.txt"
LINE = re.compile(r"[A-Za-z0-9-]+,[^,]+,[a-z ]*,[a-z ]*")
NAMES = r"[A-Z]\w+(?:(?:, and|,| and) [A-Z]\w+)*"
LISTS = re.compile(
    rf"(?P<said>[Ss]upported by|[Oo]pposed by|[Vv]oted (?:for|against) –|votes against from) (?P<names>{NAMES})"
    rf"|(?P<first>{NAMES}),? (?:also supported|supporting)\b"
)


def lists(text):
    """The roll calls of a text: pairs of surnames for and against; a list against goes with the one just before it."""
    found, end = [], None
    for match in LISTS.finditer(text):
        names = re.findall(r"[a-z]+", plain(match["names"] or match["first"]).replace(" and ", " "))
        no = bool(re.search("against|pposed", match["said"] or ""))
        if no and end is not None and not found[-1][1] and re.fullmatch(r"[;. ]*", text[end : match.start()]):
            found[-1] = found[-1][0], names
        elif len(names) > 1:
            found.append(([], names) if no else (names, []))
        else:
            continue
        end = match.end()
    return found


def write(folder, texts):
    """Write the roll calls of ``texts``, text by source and locator; those of other passages stay as they were."""
    kept = [line for line in _lines(folder) if tuple(line.split(",")[:2]) not in texts]
    for (source, locator), text in texts.items():
        kept += [f"{source},{locator},{' '.join(yes)},{' '.join(no)}" for yes, no in lists(text)]
    (Path(folder) / ROLLS).write_text("".join(f"{line}\n" for line in sorted(kept)), encoding="utf-8")


def _lines(folder):
    path = Path(folder) / ROLLS
    return path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []


def faults(folder):
    """A finding for the first line that cannot be read, or for a file that is not there or has no line."""
    path, lines = Path(folder) / ROLLS, _lines(folder)
    odd = [number for number, line in enumerate(lines, 1) if not LINE.fullmatch(line)]
    if lines and not path.read_bytes().endswith(b"\n"):
        odd.append(len(lines))
    if odd or not lines:
        line, value = (odd[0], lines[odd[0] - 1][:40]) if odd else (1, ROLLS)
        return [Finding(path, line, "", f"'{value}' is no roll call; put the file back (git restore)")]
    return []


def read(folder):
    """The roll calls by source and locator: pairs of surnames for and against."""
    found = defaultdict(list)
    for line in filter(LINE.fullmatch, _lines(folder)):
        source, locator, yes, no = line.split(",")
        found[source, locator].append((yes.split(), no.split()))
    return found


def votes_as_printed(data):
    """Each voter of a vote stands in one of its passage's roll calls on the same side, and nobody is left out."""
    rolls, names = read(data.folder), names_of(data)
    cast = defaultdict(list)
    for row in data.rows("participations"):
        if row.cells["role"] in ("votes_for", "votes_against", "abstains"):
            cast[row.cells["event_id"]].append(row)
    for key, rows in cast.items():
        event = data.keys["events"].get(key)
        if not event:
            continue
        cells, persons = event.cells, [row for row in rows if _surnames(names, row)]
        where = [cells["locator"], *parts_of(cells["also"]), WHOLE]
        here = [roll for locator in where for roll in rolls.get((cells["source_id"], locator), ())]
        for row in rows if cells["verb"] == "voted against" else ():
            if row.cells["role"] != "votes_against":
                yield _turned(row, "the event was 'voted against'")
        if not here or not persons:
            continue
        odd = min((_unlike(names, persons, roll) for roll in here), key=lambda found: len(found[0]) + len(found[1]))
        for row in odd[0]:
            yield _turned(row, f"{cells['source_id']} {cells['locator']} prints no such vote in {key}")
        if odd[1] and not odd[0]:
            message = f"'{odd[1][0]}' votes in {cells['source_id']} {cells['locator']}; add the vote to {key}"
            yield "participations", persons[0], "actor_id", message


def _turned(row, why):
    return "participations", row, "role", f"'{row.cells['role']}' by {row.cells['actor_id']}: {why}; correct one"


def _surnames(names, row):
    actor = names.actors.get(row.cells["actor_id"])
    person = actor and actor.cells["kind"] == "person"
    return {words[0] for words in names.words[row.cells["actor_id"]] if len(words) == 1} if person else set()


def _unlike(names, persons, roll):
    """Rows whose voter the roll call has not on that side, and surnames of it that no row has."""
    sides = {"votes_for": set(roll[0]), "votes_against": set(roll[1]), "abstains": set()}
    wrong, met = [], set()
    for row in persons:
        there = _surnames(names, row) & sides[row.cells["role"]]
        met |= there
        if not there:
            wrong.append(row)
    return wrong, sorted({*roll[0], *roll[1]} - met)


RULES = (votes_as_printed,)
