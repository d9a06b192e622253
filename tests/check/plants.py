"""Errors to plant in a copy of the data, by kind, and how they are judged: with every seal renewed.

Cells: ``change(data, random)`` gives one edit, ``(table, row, {column: value})``, or None; ``row`` None adds a row.
Files: ``change(folder, random)`` spoils a file and gives its name. Contract:
``change(package, random)`` spoils the parsed descriptor, and returns where.
"""

import copy
import csv
import json
import random
import re
import shutil
from collections import Counter, defaultdict, namedtuple
from io import StringIO

from contested_ground.check import seals
from contested_ground.check.schema import check
from contested_ground.data import tables
from contested_ground.data.lines import Row, read_rows

PACKAGE = tables.contract()
Plant = namedtuple("Plant", "kind file line column value key")
FIELDS = {name: resource["schema"]["fields"] for name, resource in PACKAGE["tables"].items()}
COLUMNS = {name: [field["name"] for field in fields] for name, fields in FIELDS.items()}
WORDY = [  # columns of free text in our own words
    ("events", "title"), ("events", "note"), ("events", "outcome"), ("questions", "question"), ("claims", "note"),
    ("claims", "answer"), ("actors", "label"), ("actors", "summary"), ("places", "label"), ("places", "summary"),
    ("discrepancies", "description"), ("terms", "value"), ("population", "note"), ("sources", "title"),
]  # fmt: skip
TITLES = [("events", "title"), ("questions", "question")]
NOTES = [("events", "note"), ("events", "outcome"), ("actors", "label"), ("places", "label"), ("terms", "value"),
         ("discrepancies", "description"), ("claims", "note"), ("actors", "summary")]  # fmt: skip


def any_row(data, rng, table, where=lambda cells: True):
    rows = [row for row in data[table] if where(row.cells)]
    return rng.choice(rows) if rows else None


def text(change, spots=WORDY):
    """A kind that rewrites a cell of free text."""

    def plant(data, rng):
        table, column = rng.choice(spots)
        row = any_row(data, rng, table, lambda cells: len(cells[column]) > 3)
        return row and (table, row, {column: change(row.cells[column], rng)})

    return plant


def put(table, column, value, where=lambda cells: True):
    """A kind that writes a value, or what a function makes of the old one."""

    def plant(data, rng):
        row = any_row(data, rng, table, where)
        new = row and (value(row.cells, rng) if callable(value) else value)
        return (table, row, {column: new}) if row and new is not None and new != row.cells[column] else None

    return plant


def of(*kinds):
    """One of several ways."""
    return lambda data, rng: rng.choice(kinds)(data, rng)


def inside(word, sign):
    """A text with a sign put in the middle of one of its long words."""
    found = list(re.finditer(r"[A-Za-z]{5,}", word))
    at = (found[-1].start() + 2) if found else 1
    return word[:at] + sign + word[at:]


def swap_look(cell, rng):
    """One Latin letter of a word as its Cyrillic look-alike."""
    pairs = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "y": "у"}
    found = [match.start() for match in re.finditer(r"(?<=[A-Za-z])[aeocpxy](?=[A-Za-z])", cell)]
    at = rng.choice(found) if found else None
    return cell + " Gülüstаn" if at is None else cell[:at] + pairs[cell[at]] + cell[at + 1 :]


def numeric(value):
    """A kind that writes into any column of numbers."""

    def plant(data, rng):
        table, column = rng.choice(
            [(t, f["name"]) for t, fields in FIELDS.items() for f in fields if f["type"] in ("integer", "number")]
        )
        row = any_row(data, rng, table, lambda cells: cells[column])
        return row and (table, row, {column: value(row.cells[column])})

    return plant


def constrained(key, value):
    """A kind that breaks a constraint of any column that has it."""

    def plant(data, rng):
        spots = [(t, f) for t, fields in FIELDS.items() for f in fields if f.get("constraints", {}).get(key)]
        table, field = rng.choice(spots)
        row = any_row(data, rng, table, lambda cells: cells[field["name"]])
        return row and (table, row, {field["name"]: value})

    return plant


def dates(value):
    def plant(data, rng):
        table, column = rng.choice(
            [(t, f["name"]) for t, fields in FIELDS.items() for f in fields if tables.is_date(f)]
        )
        row = any_row(data, rng, table, lambda cells: cells[column])
        return row and (table, row, {column: rng.choice(value)})

    return plant


def dead_link(data, rng):
    table = rng.choice([t for t, r in PACKAGE["tables"].items() if r["schema"]["foreignKeys"]])
    key = rng.choice(PACKAGE["tables"][table]["schema"]["foreignKeys"])
    column = key["fields"][-1]
    row = any_row(data, rng, table, lambda cells: cells[column])
    return row and (table, row, {column: "no-such-row" if column != "locator" else "p999"})


def moved(axis, by):
    def value(cells, rng):
        return f"{float(cells[axis]) + rng.choice((-by, by)):.5f}"

    kinds = ("village", "town", "city", "station", "uezd", "district")
    return put("places", axis, value, lambda c: c["lat"] and c["kind"] in kinds)


def added(table, key, where, **changes):
    """A kind that adds a row like another one, under an identifier of its own."""

    def plant(data, rng):
        row = any_row(data, rng, table, where)
        if row is None:
            return None
        cells = dict(row.cells) | {key: f"{row.cells[key]}-zz"}
        cells |= {column: change(row.cells) if callable(change) else change for column, change in changes.items()}
        return table, None, cells

    return plant


def same_spot(data, rng):
    settled = ("village", "town", "station")
    other = any_row(data, rng, "places", lambda c: c["lat"] and c["kind"] in settled)
    row = any_row(data, rng, "places", lambda c: c["lat"] and c["kind"] == other.cells["kind"] and c != other.cells)
    return row and ("places", row, {"lat": other.cells["lat"], "lon": other.cells["lon"]})


def other_event(data, rng):
    row = any_row(data, rng, "terms", lambda c: re.search(r"-19[12]\d", c["term_id"]))
    years = set(re.findall(r"\d{4}", row.cells["term_id"]))
    event = any_row(data, rng, "events", lambda c: not years & set(re.findall(r"\d{4}", c["event_id"] + c["date"])))
    return "terms", row, {"event_id": event.cells["event_id"]}


def another_year(column="date", step=(-3, -2, -1, 1, 2, 3)):
    def value(cells, rng):
        by = rng.choice(step)
        return re.sub(r"\d{4}", lambda found: str(int(found[0]) + by), cells[column])

    return value


def above_total(data, rng):
    groups = {(r.cells["scheme"], r.cells["category"]): r.cells["group"] for r in data["categories"]}
    totals = {
        tuple(r.cells[c] for c in ("place_id", "date", "scheme", "universe")): int(r.cells["count"])
        for r in data["population"]
        if groups.get((r.cells["scheme"], r.cells["category"])) == "total" and r.cells["count"].isdigit()
    }
    counts = [
        r
        for r in data["population"]
        if groups.get((r.cells["scheme"], r.cells["category"])) != "total"
        and r.cells["count"].isdigit()
        and tuple(r.cells[c] for c in ("place_id", "date", "scheme", "universe")) in totals
    ]
    row = rng.choice(counts)
    total = totals[tuple(row.cells[c] for c in ("place_id", "date", "scheme", "universe"))]
    return "population", row, {"count": str(total - rng.randrange(max(total // 50, 1)))}


def later_territory(data, rng):
    row = any_row(data, rng, "crosswalk", lambda c: re.search(r"-(1897|1926)$", c["place_id"]) and c["year"].isdigit())
    swapped = row.cells["place_id"][:-4] + ("1926" if row.cells["place_id"].endswith("1897") else "1897")
    there = any(r.cells["place_id"] == swapped for r in data["places"])
    return ("crosswalk", row, {"place_id": swapped}) if there else None


def transposed(cells, rng):
    token = cells["token"]
    swaps = [i for i in range(len(token) - 1) if token[i] != token[i + 1] and token[i : i + 2].isdigit()]
    if not swaps:
        return None
    i = rng.choice(swaps)
    return token[:i] + token[i + 1] + token[i] + token[i + 2 :]


def labelled(words, disguise=lambda word, rng: word):
    return lambda cell, rng: f"{cell} {disguise(rng.choice(words), rng)}".strip()[-600:]


LABELS = [
    "a massacre",
    "the pogrom",
    "genocide",
    "ethnic cleansing",
    "was liberated",
    "the occupation",
    "terrorists",
    "bandits",
    "an atrocity",
    "invaders",
    "martyrs",
    "barbarians",
    "butchered",
    "the slaughter",
    "heroic",
]
CHARGED = ["the so-called republic", "a puppet state", "was exterminated", "ethnically cleansed"]


def disguised(word, rng):
    how = rng.randrange(4)
    if how == 0:
        return word.replace(" ", "-") if " c" in word else word.replace("a", "а", 2)
    if how == 1:
        return word[:-4] + "\u200b" + word[-4:]
    return (
        word.translate(str.maketrans("aeoc", "аеос"))
        if how == 2
        else word.replace("i", "ı̇")[:-3] + "\u00ad" + word[-3:]
    )


def unlike_its_key(table, column, words):
    """A kind that writes another value of a closed list where the identifier has the word of the old one."""
    words = words.split()

    def plant(data, rng):
        key = PACKAGE["tables"][table]["schema"]["primaryKey"][0]
        row = any_row(data, rng, table, lambda c: c[column] in words and f"-{c[column]}" in c[key])
        return row and (table, row, {column: rng.choice([word for word in words if word != row.cells[column]])})

    return plant


def misspelt(name, rng):
    """Two letters near a word's beginning exchanged: of a word six letters are known."""
    spots = [i for i in range(1, 4) if name[i : i + 2].isalpha() and name[i] != name[i + 1]]
    if not spots:
        return None
    at = rng.choice(spots)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def tenfold(cells, rng):
    return f"{int(cells['point'])}0"


VOICED = ("events", "control", "terms", "claims", "population")
CELLS = {
    "digits of other scripts": numeric(lambda cell: cell.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))),
    "wide digits": numeric(lambda cell: cell.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
    "foreign digits in text": text(lambda cell, rng: f"{cell} {rng.choice('٣５३')}"),
    "no number": of(*(numeric(lambda c, v=v: v) for v in ("1_000", "1e5", "NaN", "ten", "1,000", "0x10", "∞", "-3"))),
    "a day of reading": put("sources", "accessed", lambda c, rng: rng.choice(["2025-2-3", "2199-01-01", "3.2.2025"])),
    "wrong encoding": text(lambda cell, rng: inside(cell, rng.choice(["\ufffd", "Ã¼", "â€™", "Ð°"]))),
    "markup": text(lambda c, rng: f"{c} {rng.choice(['<b>x</b>', '<script>', '&nbsp;x', '<img src=x>', '<!-- x'])}"),
    "a formula": text(lambda c, rng: rng.choice(["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "=HYPERLINK(1)"])),
    "a word for nothing": text(lambda c, rng: rng.choice(["N/A", "NaN", "null", "n/a", "#REF!", "TBD"])),
    "heaped marks": text(lambda c, rng: inside(c, "e\u0335\u0336\u0337")),
    "mixed scripts": text(swap_look),
    "invisible signs": text(lambda c, rng: inside(c, rng.choice("\u200b\u00ad\u2060\u202e\u200d\ufeff"))),
    "control signs": text(lambda c, rng: inside(c, rng.choice("\x07\x1b\x7f"))),
    "outer or double space": text(lambda c, rng: rng.choice([f" {c}", f"{c} ", c.replace(" ", "  ", 1) + "  x"])),
    "a very long cell": text(lambda c, rng: "word " * 1_500 + "end"),
    "accents apart": text(lambda c, rng: c + " Lu\u0308ks"),
    "letters in disguise": text(lambda c, rng: f"{c} {rng.choice(['ｗｉｄｅ', 'ﬁne', '𝐛𝐨𝐥𝐝'])}"),
    "empty though required": constrained("required", ""),
    "no member of the list": constrained("enum", "guess"),
    "not the form": constrained("pattern", "Bad Form! " * 9 + "x"),
    "a bad date": dates(("31.12.1919", "1919-13-01", "1919-02-30", "[1920..1919]", "1919/", "about 1919")),
    "a dead link": dead_link,
    "a language that is not": put("names", "language", lambda c, rng: rng.choice(["xx", "az-Cyrillic", "zz", "qq"])),
    "another language": put("names", "language", lambda c, rng: {"hy": "az", "ru": "hy", "az": "ru", "en": "ru",
                                                                "ru-Latn": "ru", "tr": "fa"}.get(c["language"])),
    "two headwords for a place": added("places", "place_id", lambda c: c["kind"] == "village",
                                       lat="", lon="", precision="unlocated", coordinate_source=""),
    "two headwords for a person": added("actors", "actor_id", lambda c: c["kind"] == "person"),
    "another's coordinate": same_spot,
    "a degree off north": moved("lat", 1),
    "a degree off east": moved("lon", 1),
    "zero coordinates": lambda data, rng: ("places", any_row(data, rng, "places", lambda c: c["lat"]),
                                           {"lat": "0", "lon": "0"}),
    "a misspelt country": put("places", "modern_country", lambda c, rng: c["modern_country"][:-2] + "ia",
                              lambda c: c["modern_country"].endswith("an") or c["modern_country"].endswith("ey")),
    "a village as parent": put("places", "parent_id", "karakilisa-village", lambda c: c["kind"] == "uezd"),
    "year of a count": put("population", "date", another_year()),
    "year of a holding": put("control", "from_date", another_year("from_date"), lambda c: c["from_date"]),
    "year of an event": put("events", "date", another_year("date", (-1, 1)), lambda c: c["date"]),
    "a term of another year": other_event,
    "a territory of another year": later_territory,
    "a group above its total": above_total,
    "two counts of one cell": added("population", "observation_id", lambda c: c["count"].isdigit(),
                                    count=lambda c: str(int(c["count"]) + 7)),
    "a qualifier of a count": put("population", "qualifier", lambda c, rng: rng.choice(["over", "up_to", "range"]),
                                  lambda c: c["qualifier"] == "exact" and c["count"]),
    "a qualifier of a claim": put("claims", "qualifier", lambda c, rng: rng.choice(["over", "up_to", "range"]),
                                  lambda c: c["qualifier"] == "exact"),
    "a label in a title": text(labelled(LABELS), TITLES),
    "a charged word in a title": text(labelled(CHARGED), TITLES),
    "a label in a note": text(labelled(LABELS), NOTES),
    "a charged word in a note": text(labelled(CHARGED), NOTES),
    "a label in disguise": text(labelled([*LABELS[:10], *CHARGED], disguised), TITLES),
    "a narrator who is introduced": lambda data, rng: put(
        rng.choice(VOICED), "claimant_as", "local press", lambda c: c["voice"] == "narrator")(data, rng),
    "a narrator with a claimant": lambda data, rng: put(
        rng.choice(VOICED), "claimant_id", "dro", lambda c: c["voice"] == "narrator")(data, rng),
    "attributed to nobody": lambda data, rng: put(
        rng.choice(("events", "claims")), "claimant_id", "", lambda c: c["voice"] == "attributed")(data, rng),
    "a source without a licence": put("sources", "licence", "", lambda c: c["url"]),
    "a mention made rhetoric": put("mentions", "use", "rhetoric", lambda c: c["use"] != "rhetoric"),
    "a mention's digits": put("mentions", "token", transposed, lambda c: c["token"].isdigit()),
    "a discrepancy without rows": put("discrepancies", "rows", "", lambda c: c["kind"] != "naming"),
    "a paragraph's hash": put("passages", "sha256", lambda c, rng: f"{rng.getrandbits(256):064x}",
                              lambda c: c["source_id"] == "article"),
    "a range upside down": put("population", "low", lambda c, rng: str(int(c["high"]) + 1),
                              lambda c: c["high"].isdigit()),
    "a measure unlike its identifier": unlike_its_key(
        "questions", "measure", "killed wounded captured displaced strength taken lost duration"),
    "an action unlike its identifier": unlike_its_key(
        "terms", "action", "claims demands proposes rejects undertakes recognises assigns cedes"),
    "a mode unlike its identifier": unlike_its_key("control", "mode", "presence contested mission"),
    "a kind unlike its identifier": unlike_its_key("events", "kind", "appointment protest vote truce reply arrest"),
    "a role of another event": put("participations", "role", lambda c, rng: rng.choice(
        ["signatory", "protester", "votes_for", "convenor", "supplier"]),
        lambda c: re.search("-(capture|retreat|killings|burning|clash)$", c["event_id"])),
    "a number beside its answer": put("claims", "point", tenfold, lambda c: c["point"].isdigit() and c["answer"]),
    "a hedge lost": put("claims", "qualifier", "exact", lambda c: re.match("(about|over|nearly) ", c["answer"])),
    "a name misspelt": put("names", "name", lambda c, rng: misspelt(c["name"], rng), lambda c: len(c["name"]) > 6 and (
        c["name_type"], c["source_id"]) == ("in_source", "article")),
    "a verb misspelt": put("events", "verb", lambda c, rng: misspelt(c["verb"], rng),
                           lambda c: c["source_id"] == "article" and len(c["verb"]) > 6),
    "a heading of another people": put(
        "population", "category", lambda c, rng: {"Armenians": "Azerbaijanis", "Azerbaijanis": "Armenians"}.get(
            c["category"]), lambda c: c["scheme"] in ("census-1926", "census-1989")),
    "an address in pieces": put("sources", "url", lambda c, rng: c["url"].replace("//", "/", 1), lambda c: c["url"]),
    "a year of a book": put("sources", "year", lambda c, rng: str(int(c["year"]) + rng.choice((-10, 10))),
                            lambda c: c["year"].isdigit() and c["kind"] == "book" and c["source_id"][-4:].isdigit()),
    "an end without its basis": put("control", "until_basis", "stated", lambda c: c["until_event"]),
    "a sentence without its end": put("actors", "summary", lambda c, rng: c["summary"].rstrip("."),
                                      lambda c: c["summary"].endswith(".")),
    "a word twice": text(lambda c, rng: re.sub(r"\b([a-z]{3,})\b", r"\1 \1", c, count=1), TITLES),
    "a country out of order": put("places", "modern_country", lambda c, rng: "; ".join(
        reversed(c["modern_country"].split("; "))), lambda c: "; " in c["modern_country"]),
    "a repeated locator": put("events", "also", lambda c, rng: f"{c['also']};{c['also']}", lambda c: c["also"]),
}  # fmt: skip


def raw(table, change):
    """A kind that spoils the bytes of a table's file."""

    def plant(folder, rng):
        name = PACKAGE["tables"][table]["path"] if table in PACKAGE["tables"] else table
        path = folder / name
        path.write_bytes(change(path.read_bytes(), rng))
        return name

    return plant


def lost_row(content, rng):
    lines = content.split(b"\n")
    del lines[rng.randrange(1, len(lines) - 1)]
    return b"\n".join(lines)


def cut(content, rng):
    lines = content.split(b"\n")
    return b"\n".join(lines[: rng.randrange(max(len(lines) // 2, 2), len(lines) - 1)]) + b"\n"


def quoted(content, rng):
    target = StringIO()
    csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(csv.reader(StringIO(content.decode())))
    return target.getvalue().encode()


def beside(name):
    def plant(folder, rng):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
        return name.split("/")[0]

    return plant


def late_byte(content, rng):
    at = content.index(b"\n", len(content) // 3)
    return content[:at] + b"\xe9" + content[at:]


SPOILT = {  # a table's file
    "a row lost": lost_row,
    "cut at a line's end": cut,
    "header only": lambda content, rng: content.split(b"\n")[0] + b"\n",
    "all cells quoted": quoted,
    "CR LF": lambda content, rng: content.replace(b"\n", b"\r\n"),
    "Latin-1": late_byte,
    "a mark before it": lambda content, rng: b"\xef\xbb\xbf" + content,
    "no last line end": lambda content, rng: content[:-1],
    "empty": lambda content, rng: b"",
    "a column renamed": lambda content, rng: content.replace(b",", b"_x,", 1),
    "a line of air": lambda content, rng: content + b"\n",
    "a cell of ten megabytes": lambda content, rng: content[:-1] + b"x" * 10_000_000 + b"\n",
    "semicolons": lambda content, rng: content.replace(b",", b";"),
}
LEDGERS = ("quotes.sha256", "keys.sha256", "texts.json", "words.txt", "rolls.txt")
FILES = {
    **{f"{kind}: {table}": raw(table, change) for kind, change in SPOILT.items() for table in PACKAGE["tables"]},
    **{f"a ledger in Latin-1: {name}": raw(name, late_byte) for name in LEDGERS},
    **{f"a ledger cut: {name}": raw(name, lambda content, rng: content[: len(content) // 2]) for name in LEDGERS},
    "a ledger with CR LF: quotes.sha256": raw("quotes.sha256", SPOILT["CR LF"]),
    "a ledger with idle lines: quotes.sha256": raw(
        "quotes.sha256", lambda content, rng: b"claims,a,quote,1,0\n" + content),
    **{f"a file beside: {name}": beside(name) for name in (
        "claims.csv.bak", "claims.xlsx", "CLAIMS.CSV", "old/claims.csv", "~claims.csv", ".~lock.claims.csv#",
        "more.csv")},
}  # fmt: skip


def dropped(key):
    """A kind of contract: a constraint, or one value of a list, goes."""

    def plant(package, rng):
        fields = [(r["name"], f) for r in package["resources"] for f in r["schema"]["fields"]]
        _table, field = rng.choice([(t, f) for t, f in fields if key in f.get("constraints", {})])
        if key == "enum":
            values = field["constraints"]["enum"]
            values.remove(rng.choice(values))
        else:
            del field["constraints"][key]

    return plant


def some(change):
    def plant(package, rng):
        change(rng.choice([r for r in package["resources"] if r["schema"]["foreignKeys"]]), rng)

    return plant


CONTRACT = {
    "a type misspelt": some(lambda r, rng: rng.choice(r["schema"]["fields"]).update(type="strnig")),
    "another type": some(lambda r, rng: rng.choice(r["schema"]["fields"]).update(type="boolean")),
    "no primary key": some(lambda r, rng: r["schema"].pop("primaryKey")),
    "an empty primary key": some(lambda r, rng: r["schema"].update(primaryKey=[])),
    "foreign keys emptied": some(lambda r, rng: r["schema"].update(foreignKeys=[])),
    "a foreign key dropped": some(lambda r, rng: r["schema"]["foreignKeys"].pop()),
    "a foreign key to nowhere": some(
        lambda r, rng: rng.choice(r["schema"]["foreignKeys"])["reference"].update(resource="nowhere")
    ),
    "a foreign key to no field": some(
        lambda r, rng: rng.choice(r["schema"]["foreignKeys"])["reference"].update(fields=["nothing"])
    ),
    "required dropped": dropped("required"),
    "a pattern dropped": dropped("pattern"),
    "a value of a list dropped": dropped("enum"),
    "a maximum dropped": dropped("maximum"),
    "a minimum dropped": dropped("minimum"),
    "a constraint added": some(
        lambda r, rng: rng.choice(r["schema"]["fields"]).setdefault("constraints", {}).update(unique=True)
    ),
    "another nothing": some(lambda r, rng: r["schema"].update(missingValues=["", "0"])),
    "another encoding": some(lambda r, rng: r.update(encoding="latin-1")),
    "another delimiter": some(lambda r, rng: r.update(dialect={"delimiter": ";"})),
    "no version": lambda package, rng: package.update(version="two"),
    "another title": lambda package, rng: package.update(title="Other"),
    "licences dropped": lambda package, rng: package.pop("licenses"),
    "a table dropped": lambda package, rng: package["resources"].pop(rng.randrange(len(package["resources"]))),
    "a column dropped": some(lambda r, rng: r["schema"]["fields"].pop()),
    "fields are no list": some(lambda r, rng: r["schema"].update(fields={})),
    "a description emptied": some(lambda r, rng: rng.choice(r["schema"]["fields"]).update(description="")),
    "a path out of the folder": some(lambda r, rng: r.update(path="../claims.csv")),
    "no resources": lambda package, rng: package.update(resources=None),
}


def read():
    """The rows of every table."""
    return {name: read_rows(tables.DATA / f"{name}.csv", COLUMNS[name])[0] for name in PACKAGE["tables"]}


def key_of(table, cells):
    return "/".join(cells[field] for field in PACKAGE["tables"][table]["schema"]["primaryKey"])


def renew(folder, data):
    """Seal every verbatim cell and every row as they are, so that no plant is found by a hash alone."""
    sources = {"article", *json.loads((folder / seals.TEXTS).read_text(encoding="utf-8"))["sources"]}
    lines = {seals._seal(c.table, c.key, c.column, c.locators[0], c.words) for c in seals._cells(data, sources)}
    (folder / seals.SEALS).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    try:
        from contested_ground.check import keys
    except ImportError:  # an older check
        return
    keys.write(folder, PACKAGE, data)


def planted(data, kinds, number, rng):
    """Up to ``number`` edits, one a row, of some kinds in turn, made in ``data``; gives the plants without lines."""
    from contested_ground.data.order import natural

    touched, made, tries = set(), [], 0
    while len(made) < number and tries < 20 * number:
        kind, tries = kinds[tries % len(kinds)], tries + 1
        edit = CELLS[kind](data, rng)
        if not edit:
            continue
        table, row, cells = edit
        if row is None:
            row = Row(0, cells)
            data[table].append(row)
        elif id(row) in touched:
            continue
        else:
            row.cells.update(cells)
        touched.add(id(row))
        made.append((kind, table, row, cells))
    for table, rows in data.items():
        fields = PACKAGE["tables"][table]["schema"]["primaryKey"]
        rows.sort(key=lambda row: natural([row.cells[field] for field in fields]))
        data[table] = [Row(line, row.cells) for line, row in enumerate(rows, 2)]
    lines = {(table, id(row.cells)): row.line for table, rows in data.items() for row in rows}
    return [
        Plant(kind, f"{table}.csv", lines[table, id(row.cells)], list(cells), cells, key_of(table, row.cells))
        for kind, table, row, cells in made
    ]


def write(folder, data):
    for table, rows in data.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[table])
            writer.writerows(row.cells.values() for row in rows)


def judge_cells(folder, kinds, number, rng):
    """Plant and judge: ``(plants, the plants that were missed, findings whose message is not whole)``."""
    data = copy.deepcopy(read())
    plants = planted(data, kinds, number, rng)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tables.DATA, folder)
    write(folder, data)
    renew(folder, data)
    found = check(folder)
    where = defaultdict(list)
    for finding in found:
        where[finding.file.name, finding.line].append(finding)
    words = Counter(word for finding in found for word in re.findall(r"[\w.-]{4,}", finding.message))
    counts = {
        tuple(row.cells[c] for c in ("place_id", "date"))
        for row in data["population"]
        if where[("population.csv", row.line)]
    }
    by_line = {
        ("population.csv", row.line): tuple(row.cells[c] for c in ("place_id", "date")) for row in data["population"]
    }
    missed = [
        plant
        for plant in plants
        if not where[plant.file, plant.line]
        and not words[plant.key]
        and by_line.get((plant.file, plant.line)) not in counts
    ]
    return plants, missed, [finding for finding in found if not whole(finding)]


def whole(finding):
    """Whether a finding names a file, a line, a value in quotation marks or a fault, and a remedy."""
    remedy = any(words in finding.message for words in (";", "add one", "make sort"))
    value = re.search(r"['\"]|line|byte|column|file|cell", finding.message)
    return finding.file.name and finding.line >= 1 and value and remedy


def judge_files(folder, kinds, rng):
    """Spoil one file for each kind of a batch (no file twice); which kinds no finding on that file names."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tables.DATA, folder)
    names = {kind: FILES[kind](folder, rng) for kind in kinds}
    found = check(folder)
    by_file = Counter(finding.file.name for finding in found)
    missed = [kind for kind, name in names.items() if not by_file[name] and not (name == seals.SEALS and found)]
    many = [f"{kind}: {by_file[name]} findings" for kind, name in names.items() if by_file[name] > 8]
    return missed + many, [finding for finding in found if not whole(finding)]


def judge_contract(folder, kind, rng):
    """Spoil the contract alone; whether a finding names datapackage.json."""
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    CONTRACT[kind](package, rng)
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")
    found = check(folder)
    return any(f.file.name == "datapackage.json" for f in found), [finding for finding in found if not whole(finding)]


def batches(kinds, size, rng):
    """Kinds of files in batches, none with two kinds of one file or of one table."""
    left = list(kinds)
    rng.shuffle(left)
    while left:
        taken = {}
        for kind in left:
            name = kind.split(": ")[1].partition(".")[0].lower()
            alone = kind.split(": ")[1] in LEDGERS  # a ledger that cannot be read hides what rests on it
            if not taken or (len(taken) < size and name not in taken and not alone):
                taken[name] = kind
            if alone and len(taken) == 1 and kind in taken.values():
                break
        left = [kind for kind in left if kind not in taken.values()]
        yield list(taken.values())


def seeded(seed):
    return random.Random(seed)
