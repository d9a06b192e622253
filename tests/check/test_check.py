"""The check: the real data is sound; planted errors of every kind are caught by file, line, column and remedy."""

import csv
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from support import once

from contested_ground.check import keys, schema, seals
from contested_ground.check.form import WORD_LIMITS
from contested_ground.check.schema import check, main, sealed_anew
from contested_ground.data import tables
from contested_ground.data.lines import Row, read_rows, str_finding
from contested_ground.data.tables import Finding

PACKAGE = tables.contract()["tables"]
COLUMNS = {name: [field["name"] for field in resource["schema"]["fields"]] for name, resource in PACKAGE.items()}
KEYS = {name: resource["schema"]["primaryKey"] for name, resource in PACKAGE.items()}


def read(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder, table, rows):
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    (folder / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8")


def renew(folder):
    """Seal the keys as they are, so that what is judged is the rules."""
    there = {name: read_rows(folder / f"{name}.csv", COLUMNS[name])[0] for name in PACKAGE}
    keys.write(folder, tables.contract(), there)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(tables.DATA, tmp_path / "data")


def test_the_data_is_sound():
    assert [str_finding(finding) for finding in check()] == []


def spoiled(table, field, linked):
    """The errors to plant in one column: (what it is, the wrong value, what the message must hold)."""
    name, constraints = field["name"], field.get("constraints", {})
    if constraints.get("required"):
        yield "empty", "", "is empty"
    if "enum" in constraints:
        yield "no such kind", "guess", "write one of"
    if "pattern" in constraints and "enum" not in constraints:
        bad = next(text for text in ("Bad Form!", "Bad form " * 40) if not re.fullmatch(constraints["pattern"], text))
        yield "bad form", bad.strip(), bad.strip()[:9]
    if field["type"] in ("number", "integer"):
        for value in ("1_000", "1e5", "NaN", "ten", "1,000", *["12.000"] * (name not in ("lat", "lon"))):
            yield "no number", value, f"'{value}' is not a"
    if field["type"] == "integer":
        yield "a fraction", "12.5", "'12.5' is not a whole number"
    if field["type"] in ("number", "integer") and constraints.get("minimum") == 0:
        yield "negative", "-3", "must lie within"
    if field["type"] == "boolean":
        yield "no truth value", "yes", "true or false"
    if field["type"] == "date":
        yield "no day", "5 July 1921", "1921-07-05"
    if tables.is_date(field):
        for value in ("31.12.1919", "1919-13-01", "1919-02-30", "[1920..1919]", "1919/", "about 1919"):
            yield "bad date", value, value
    if name in linked:
        yield "dead key", "no-such-row", "no-such-row"
    if name in WORD_LIMITS:
        yield "too many words", " ".join(["word"] * 12), "more than"
    if field["type"] == "string" and "enum" not in constraints:
        yield "outer space", "  spaced", "space"
        yield "a tab", "a\tb", "tab"


def planted():
    """Every error of :func:`spoiled` over all tables and columns: (table, column, what, value, message)."""
    for table, resource in PACKAGE.items():
        linked = {
            field for key in resource["schema"]["foreignKeys"] for field in key["fields"] if len(key["fields"]) == 1
        }
        linked |= {
            column
            for name, column in (("terms", "object_id"), ("terms", "to_id"), ("questions", "about_id"))
            if name == table
        }
        for field in resource["schema"]["fields"]:
            for what, value, message in spoiled(table, field, linked):
                yield table, field["name"], what, value, message


def test_planted_errors_are_all_caught(copy):
    """Each error stands in a row of its own; a table with few rows gets its errors in several rounds."""
    queue = {table: [error for error in planted() if error[0] == table] for table in PACKAGE}
    total = sum(map(len, queue.values()))
    assert total >= 500
    missed, bare = [], []
    while any(queue.values()):
        expected = []
        for table in PACKAGE:
            rows = read(tables.DATA, table)
            if len(rows) == 1:  # a table that is still empty gets rows to spoil, else the rounds would never end
                rows += [[f"x-{number}"] * len(rows[0]) for number in range(len(queue[table]))]
            for line in range(2, len(rows) + 1):
                if not queue[table]:
                    break
                _, column, what, value, message = queue[table].pop()
                rows[line - 1][rows[0].index(column)] = value
                expected.append((f"{table}.csv", line, column, what, message))
            write(copy, table, rows)
        renew(copy)
        found = {}
        for finding in check(copy):
            found.setdefault((finding.file.name, finding.line), []).append(finding)
        for name, line, column, what, message in expected:
            here = found.get((name, line), [])
            if not any(column in finding.column.split(",") and message in finding.message for finding in here):
                missed.append((name, line, column, what, [finding.message for finding in here]))
            bare += [finding.message for finding in here if ";" not in finding.message]
    assert (missed, bare) == ([], [])


SPOILT = set()  # file and line of the rows of the copy at hand


def change(table, where, **cells):
    """A planter that rewrites cells of the first row for which ``where`` holds, but for those spoilt already."""

    def plant(folder):
        """Returns file and line."""
        rows = read(folder, table)
        header = rows[0]
        for line, row in enumerate(rows[1:], 2):
            if (f"{table}.csv", line) not in SPOILT and where(dict(zip(header, row, strict=True))):
                for column, value in cells.items():
                    row[header.index(column)] = value(row[header.index(column)]) if callable(value) else value
                write(folder, table, rows)
                return f"{table}.csv", line
        raise AssertionError(f"no row of {table} to spoil")

    return plant


def always(_):
    return True


def of(table, key, column, value):
    """The keys of the rows of a table with `value` in `column`."""
    return {row[key] for row in dicts(table) if row[column] == value}


def dicts(table):
    header, *rows = read(tables.DATA, table)
    return [dict(zip(header, row, strict=True)) for row in rows]


WHY, BATTLES = of("questions", "question_id", "kind", "motive"), of("events", "event_id", "kind", "clash")
RULES = {
    "narrator with a claimant": (change("events", lambda r: r["voice"] == "narrator", claimant_id="dro"), "narrator"),
    "attributed to nobody": (
        change("claims", lambda r: r["voice"] == "attributed", claimant_id=""),
        "name who says it",
    ),
    "a label in a title": (change("events", always, title="The massacre of a village"), "is a label"),
    "a label in a question": (change("questions", always, question="How many died in the pogrom?"), "is a label"),
    "an event of another century": (
        change("events", lambda r: r["theatre"] == "karabakh", date="1819-03-01"),
        "1914–1930",
    ),
    "an event in another year": (
        change("events", lambda r: r["date"].startswith("1920-03"), date="1921-03-01"),
        "is not in 1920, which",
    ),
    "a quote that was changed": (change("events", lambda r: r["quote"], quote=lambda q: q + "s"), "not sealed"),
    "a date text that was changed": (change("events", lambda r: r["date_text"], date_text="On 3 June"), "not sealed"),
    "a paragraph that is not there": (change("events", always, locator="283"), "283"),
    "a locator of another work": (change("events", always, locator="table-3"), "table-3"),
    "a number that nobody told": (
        change("claims", lambda r: r["point"] and r["source_id"] == "article", point="98765"),
        "is no number of paragraph",
    ),
    "a range upside down": (
        change("claims", lambda r: r["qualifier"] == "range", low="9000", high="8000"),
        "not below",
    ),
    "a qualifier that does not fit": (
        change("claims", lambda r: r["qualifier"] == "exact", qualifier="up_to"),
        "goes with",
    ),
    "a denial with a number": (change("claims", lambda r: r["point"], polarity="denies"), "repeats no number"),
    "a relative number alone": (change("claims", lambda r: r["qualifier"] == "relative", relative_to=""), "relative"),
    "a share over 100": (change("population", lambda r: r["share_percent"], share_percent="146.2"), "must lie within"),
    "a group above its total": (
        change("population", lambda r: r["observation_id"] == "nakhchivan-uezd-1897-tatar", count="641510"),
        "the total",
    ),
    "a census of the next day": (
        change("population", lambda r: r["scheme"] == "census-1926", date="1926-12-18"),
        "not the day of census-1926",
    ),
    "a count of killed without their status": (
        change("questions", lambda r: r["measure"] == "killed", victim_status=""),
        "who they were",
    ),
    "a count of nothing": (change("questions", lambda r: r["kind"] == "count", measure=""), "what is counted"),
    "a place in the sea of Japan": (
        change("places", lambda r: r["kind"] == "village" and r["lat"], lon="138.5"),
        "outside",
    ),
    "half a coordinate": (change("places", lambda r: r["lat"] and r["kind"] == "village", lon=""), "both"),
    "a coordinate from nowhere": (change("places", lambda r: r["lat"], coordinate_source=""), "where the coordinate"),
    "a name of nothing": (change("names", lambda r: r["place_id"], place_id=""), "one place or one actor"),
    "control that ends before it begins": (
        change(
            "control", lambda r: r["until_date"][:2] == "19" and r["from_date"][:2] == "19", until_date="1915-01-01"
        ),
        "before the start",
    ),
    "an unknown start with a date": (change("control", lambda r: r["from_date"], from_basis="unknown"), "unknown"),
    "spring 1918 without a calendar": (
        change("events", lambda r: r["date"].startswith("1918-03") and r["calendar"], calendar=""),
        "converted or unmarked",
    ),
    "a vote at a clash": (
        change("participations", lambda r: "1920-03" in r["event_id"] and r["role"] == "commander", role="votes_for"),
        "vote",
    ),
    "a discrepancy of no row": (
        change("discrepancies", lambda r: r["rows"], rows="events:no-such-event"),
        "no-such-event",
    ),
    "a mention that leads astray": (
        change("mentions", lambda r: r["use"] == "claim", rows="claims:no-claim"),
        "no-claim",
    ),
    "a mention of another number": (
        change("mentions", lambda r: r["use"] == "claim" and r["token"].isdigit(), token="87654"),
        "does not match",
    ),
    "a mention with no row": (change("mentions", lambda r: r["use"] == "claim", rows=""), "name the row"),
    "a part of itself": (change("actors", always, part_of=lambda _: "self"), "self"),
    "an identifier used twice": (
        change("places", lambda r: r["kind"] == "village", place_id="dro"),
        "also an identifier",
    ),
    "a territory compared with itself": (
        change("comparisons", lambda r: r["grade"] == "split", to_place="shusha", from_place="shusha"),
        "itself",
    ),
    "a repeated locator": (change("events", lambda r: r["also"], also=lambda a: f"{a};{a}"), "repeats a locator"),
    "a locator list of air": (change("events", lambda r: r["also"], also="999"), "999"),
    "a denial told as a false allegation": (
        change(
            "claims",
            lambda r: r["polarity"] == "asserts" and not any((r["low"], r["point"], r["high"])),
            answer="the allegation is false",
        ),
        "it denies",
    ),
    "an event denied and told": (
        change("events", lambda r: r["harm"] == "told", polarity="denies"),
        "say in the title what is denied",
    ),
    "a tally that is not the votes": (
        change(
            "events",
            lambda r: r["event_id"] == "tiflis-1921-07-04-vote-karabakh-to-azerbaijan",
            outcome="2 for, 4 against",
        ),
        "3 for and 4 against are listed",
    ),
    "another month than the text": (
        change("events", lambda r: r["date"] == "1920-04-03", date="1920-05-03"),
        "has another month",
    ),
    "a printed year called inferred": (
        change(
            "events",
            lambda r: r["year_basis"] == "stated" and re.search("19[12][0-9]", r["date_text"]),
            year_basis="inferred",
        ),
        "prints the year",
    ),
    "a soldier counted as a civilian": (
        change(
            "questions", lambda r: r["about_id"] == "armenian-army" and r["victim_status"], victim_status="civilian"
        ),
        "bears arms",
    ),
    "a civilian counted as a soldier": (
        change("questions", lambda r: "civilian" in r["about_id"] and r["victim_status"], victim_status="combatant"),
        "does not fit",
    ),
    "who harms and is harmed": (
        change("questions", lambda r: r["about_id"] == "armenians", counterparty_id="armenians"),
        "name the other side",
    ),
    "a cession to oneself": (
        change(
            "terms",
            lambda r: r["action"] == "cedes" and r["by_id"] == "republic-of-georgia",
            to_id="republic-of-georgia",
        ),
        "cedes to itself",
    ),
    "a claim without an answer": (
        change("claims", lambda r: r["qualifier"] == "several", answer="", qualifier=""),
        "says its answer in words",
    ),
    "a number for a motive": (
        change("claims", lambda r: r["question_id"] in WHY and not r["point"], point="3", qualifier="exact"),
        "a number answers a count or a share",
    ),
    "a count without a number": (
        change("population", lambda r: r["count"] and not r["share_percent"], count=""),
        "an observation has a count",
    ),
    "bounds of a count upside down": (
        change("population", lambda r: r["low"] and r["high"], low="99999999"),
        "put the smaller number first",
    ),
    "a located place called unlocated": (
        change("places", lambda r: r["lat"] and r["kind"] == "town", precision="unlocated"),
        "unlocated goes with none",
    ),
    "a spelling without its source": (
        change("names", lambda r: r["name_type"] == "in_source", source_id=""),
        "is a spelling in a source",
    ),
    "control in another century": (
        change("control", lambda r: r["from_date"].startswith("1918-"), from_date="1818-03-01"),
        "outside 1914–1930",
    ),
    "a vote in a battle": (
        change("participations", lambda r: r["event_id"] in BATTLES, role="votes_for"),
        "the kind is vote",
    ),
    "a narrator with a name": (
        change("control", lambda r: r["voice"] == "narrator", claimant_as="General Dro"),
        "speaks, so the voice is not narrator",
    ),
    "a mention of another table": (
        change(
            "mentions",
            lambda r: r["use"] == "claim" and r["rows"].startswith("claims:"),
            rows="events:tiflis-1919-11-23-agreement",
        ),
        "names no row of claims",
    ),
    "a discrepancy of nothing": (change("discrepancies", lambda r: r["kind"] == "contradiction", rows=""), "at odds"),
    "a territory of another year": (
        change("crosswalk", lambda r: r["year"] == "1897", place_id="zangezur-uezd-1926"),
        "is no territory of 1897",
    ),
    "Latin letters called Russian": (
        change("names", lambda r: r["language"] == "az" and r["name"].isascii(), language="ru"),
        "is not the language of Latin letters",
    ),
}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """The messages of the check on each rule's spoilt row, by the rule's name."""
    return once(tmp_path_factory, "spoilt", lambda folder: spoil_all(tmp_path_factory))


def spoil_all(tmp_path_factory):
    """One copy for each rule is slow; all rules but those that touch one row together share a few copies."""
    left, results = dict(RULES), {}
    while left:
        folder = shutil.copytree(tables.DATA, tmp_path_factory.mktemp("spoilt") / "data")
        SPOILT.clear()
        here = {}
        for name, (plant, _) in list(left.items()):
            backup = {path: path.read_bytes() for path in folder.glob("*.csv")}
            at = plant(folder)
            if at in SPOILT:  # the row is spoilt already: undo, and wait for the next copy
                for path, raw in backup.items():
                    path.write_bytes(raw)
                continue
            SPOILT.add(at)
            here[name] = at
            del left[name]
        SPOILT.clear()
        renew(folder)
        found = check(folder)
        for name, (file, line) in here.items():
            results[name] = [f.message for f in found if f.file.name == file and f.line == line]
    return results


@pytest.mark.parametrize("name", RULES)
def test_broken_rules_are_caught(spoilt, name):
    assert any(RULES[name][1] in message for message in spoilt[name]), spoilt[name]


def test_a_missing_file(copy):
    (copy / "claims.csv").unlink()
    assert any(f.file.name == "claims.csv" and "not there" in f.message for f in check(copy))


def test_a_missing_contract(copy):
    (copy / "datapackage.json").unlink()
    assert [f.file.name for f in check(copy)] == ["datapackage.json"]


def test_a_misspelt_schema_property(copy):
    path = copy / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"required"', '"requierd"', 1), encoding="utf-8")
    assert any("requierd" in f.message for f in check(copy))


@pytest.mark.parametrize(
    ("spoil", "line", "message"),
    [
        (lambda raw: raw.replace(b"answer", b"reply", 1), 1, "column is missing"),
        (lambda raw: raw.replace(b"claim_id,question_id", b"question_id,claim_id", 1), 1, "out of order"),
        (lambda raw: b"\xef\xbb\xbf" + raw, 1, "byte order mark"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), 1, "LF"),
        (lambda raw: raw + b"stray,row\n", None, "cells where the header has"),
        (lambda raw: raw.replace(b"\n", b'\n"', 2).replace(b'\n"', b"\n", 1), 3, "stray quotation mark"),
        (lambda raw: raw.replace(b"\n", b"\n\xff", 2), 2, "not UTF-8"),
        (lambda raw: raw[:-1], None, "no line end"),
        (lambda raw: b"", 1, "empty"),
        (lambda raw: raw + raw.split(b"\n")[1] + b"\n", None, "stands twice"),
    ],
)
def test_a_broken_file(copy, spoil, line, message):
    path = copy / "claims.csv"
    path.write_bytes(spoil(path.read_bytes()))
    found = [f for f in check(copy, only="claims") if f.file.name == "claims.csv" and message in f.message]
    assert found
    assert line is None or found[0].line == line


def test_rows_out_of_order(copy):
    rows = read(copy, "claims")
    rows[1], rows[2] = rows[2], rows[1]
    write(copy, "claims", rows)
    assert any(
        f.file.name == "claims.csv" and f.line == 3 and "out of order" in f.message for f in check(copy, only="claims")
    )


def test_a_file_that_the_contract_lacks(copy):
    (copy / "more.csv").write_text("a\n", encoding="utf-8")
    assert any(f.file.name == "more.csv" and "datapackage.json" in f.message for f in check(copy, only="claims"))


def test_the_command_prints_each_finding_and_a_count(copy, capsys):
    rows = read(copy, "claims")
    line = next(n for n, row in enumerate(rows) if n and row[rows[0].index("high")])
    rows[line][rows[0].index("high")] = "12.000.000"
    write(copy, "claims", rows)
    assert main([str(copy)]) == 1
    printed = capsys.readouterr().out.splitlines()
    pattern = rf".*claims\.csv:{line + 1}: high: '12\.000\.000' is not a number; write digits only.*"
    assert any(re.fullmatch(pattern, out) for out in printed)
    assert re.fullmatch(r"\d+ findings?", printed[-1])


def test_each_of_very_many_faults_is_told(copy):
    """frictionless ends a table's report after a thousand, if not told otherwise."""
    head, *rows = read(copy, "participations")
    at = head.index("basis")
    write(copy, "participations", [head, *([*row[:at], f"{row[at]}x", *row[at + 1 :]] for row in rows)])
    told = {finding.line for finding in check(copy, only="participations") if finding.column == "basis"}
    assert len(told) == len(rows) > 1_000


def test_many_rows_lost_together_are_one_finding(copy):
    """What led to them is not told, too."""
    rows = read(copy, "events")
    write(copy, "events", rows[:40])
    (finding,) = check(copy)
    assert finding.file.name == "events.csv"
    assert "retire it in retired.csv" in finding.message


def test_what_lost_rows_hid_is_told_when_they_are_sealed(copy):
    rows = read(copy, "participations")
    write(copy, "participations", rows[: len(rows) // 2])
    hiding = check(copy)
    assert {finding.file.name for finding in hiding} == {"participations.csv"}
    assert all(finding.message.endswith("git restore, or make seal") for finding in hiding)
    hidden = sealed_anew(copy, hiding)
    assert {finding.file.name for finding in hidden} > {"events.csv"}


def test_rows_are_sealed_anew_only_where_nothing_else_is_wrong(copy):
    """A row that goes with its finding costs no seal while another finding stands."""
    sealed = (copy / keys.SEALED).read_bytes()
    rows = read(copy, "participations")
    at = next(n for n, row in enumerate(rows) if row[2] == "party" and row[0] == rows[n - 1][0])
    write(copy, "participations", rows[:at] + rows[at + 1 :])
    lost = check(copy, only="participations")
    assert [finding.file.name for finding in lost] == ["participations.csv"]
    other = Finding(copy / "claims.csv", 2, "low", "wrong")
    assert sealed_anew(copy, [*lost, other]) == [other]
    assert (copy / keys.SEALED).read_bytes() == sealed
    assert sealed_anew(copy, lost) == []
    assert (copy / keys.SEALED).read_bytes() != sealed


def test_a_wrong_article_costs_no_seal(copy, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("[001] Another text\n", encoding="utf-8")
    before = (copy / "quotes.sha256").read_bytes()
    assert check(copy, other)
    assert (copy / "quotes.sha256").read_bytes() == before


def test_reading_a_broken_table_names_the_line(copy):
    rows = read(copy, "population")
    rows[4][rows[0].index("count")] = "12.000"
    write(copy, "population", rows)
    with pytest.raises(tables.DataError, match=r"population\.csv:5: count: .*12\.000") as refused:
        tables.load(copy)
    assert len(refused.value.findings) == 1


def test_a_source_without_an_entry_in_the_bibliography(copy):
    entries = (tables.DATA.parent / "references.bib").read_text(encoding="utf-8")
    (copy.parent / "references.bib").write_text(entries.replace("{article,", "{artikle,", 1), encoding="utf-8")
    found = [finding for finding in check(copy, only="sources") if "references.bib" in finding.message]
    assert [(finding.file.name, finding.column) for finding in found] == [("sources.csv", "source_id")]
    assert "'article' has no entry" in found[0].message


def test_a_table_saved_with_every_cell_quoted_is_one_finding(copy):
    rows = read(copy, "terms")
    text = StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    (copy / "terms.csv").write_text(text.getvalue(), encoding="utf-8")
    found = check(copy)
    assert len(found) == 1
    assert "make sort unquotes" in found[0].message


@pytest.mark.parametrize("ledger", [keys.SEALED, seals.SEALS])
def test_seals_in_another_encoding_are_one_finding(copy, ledger):
    sound = (copy / ledger).read_bytes()
    (copy / ledger).write_bytes(sound + "é\n".encode("latin-1"))
    last = sound.count(b"\n") + 1
    assert [(f.file.name, f.line) for f in check(copy, only="claims") if "is not UTF-8" in f.message] == [
        (ledger, last)
    ]


def test_keys_that_lead_nowhere_name_their_row_and_columns():
    """Keys of two columns and keys into the own table too; an empty one leads nowhere with leave."""

    def resource(path, *keys):
        leads = [{"fields": [*own], "reference": {"resource": other, "fields": [*there]}} for own, other, there in keys]
        return {"path": path, "schema": {"foreignKeys": leads}}

    def rows(*cells):
        return [Row(line, dict(zip("abp", row, strict=True))) for line, row in enumerate(cells, 2)]

    pages = resource("pages.csv", (("p",), "", ("a",)), (("b",), "gone", ("a",)))
    package = {"tables": {"pages": pages, "uses": resource("uses.csv", (("a", "b"), "pages", ("a", "b")))}}
    there = {"pages": rows(("x", "1", ""), ("y", "2", "x"), ("z", "3", "w")), "uses": rows(
        ("x", "1", ""), ("x", "2", ""), ("", "", ""), ("", "1", ""))}  # fmt: skip
    found = sorted(schema._nowhere(Path("data"), package, there, {"pages", "uses"}))
    assert [str_finding(finding).partition(";")[0] for finding in found] == [
        "data/pages.csv:4: p: 'w' is not in pages",
        "data/uses.csv:3: a,b: 'x,2' is not in pages",
        "data/uses.csv:5: a,b: ',1' is not in pages",
    ]
    assert [*schema._nowhere(Path("data"), package, {"uses": there["uses"]}, {"uses"})] == []
