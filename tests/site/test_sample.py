"""A sample of rows in each shape that the site gives it, kept as files: a change of code shows there what it changes.

`.venv/bin/python -m pytest tests/site/test_sample.py --snapshot-update` writes them anew, after a change that is meant.
The rows of sample.json were picked so that every column is filled once and empty once, with all that they lead to.
"""

import json
import re
from pathlib import Path

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from contested_ground.analysis import cards
from contested_ground.charts import explorer
from contested_ground.data import tables
from contested_ground.data.references import TABLES
from contested_ground.site import downloads, metadata, rows, search, shelf

KEYS = json.loads(Path(__file__).with_name("sample.json").read_text(encoding="utf-8"))
ALL_ROWS = {"agreement", "derived"}  # parts that name rows of their own


@pytest.fixture(scope="module")
def sample():
    """The tables, of each the rows in sample.json."""
    picked = tables.Tables()
    for name, resource in tables.contract()["tables"].items():
        table = tables.shared()[name]
        keys = table[resource["schema"]["primaryKey"]].astype("string").fillna("").agg("|".join, axis=1)
        assert set(KEYS[name]) <= set(keys), f"tests/site/sample.json names rows of {name} that are gone: pick others"
        picked[name] = table[keys.isin(KEYS[name])].reset_index(drop=True)
    return picked


class Kept(SingleFileSnapshotExtension):
    """A text in a file beside this one, under the name that is asked for."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def get_snapshot_name(cls, *, test_location, index):
        return index

    @classmethod
    def dirname(cls, *, test_location):
        return str(Path(test_location.filepath).with_name("sample"))


@pytest.fixture
def kept(snapshot):
    """A function that compares a text with the file of a name."""

    def compare(text, name):
        stem, ending = name.split(".")
        assert text == snapshot(name=stem, extension_class=type(ending, (Kept,), {"file_extension": ending}))

    return compare


def lines(thing):
    """JSON, an entry to a line."""
    return re.sub(r"\n {2,}", " ", json.dumps(thing, ensure_ascii=False, indent=1, default=str))


PARTS = sorted(shelf.PARTS.keys() - ALL_ROWS)
PARTS += [f"{part} {theatre}" for part in shelf.BY_THEATRE for theatre in ("karabakh", "status")]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_shelf(sample, kept, part):
    html = shelf.part(sample, *part.split()).html
    kept(
        re.sub(r"(?=<(?:details|summary|section|h\d|p|li|tr|td|dt|dd|nav|style|figure)\b)", "\n", html),
        f"{part.replace(' ', '-')}.html",
    )


def test_cards(sample, kept):
    keys = {kind: sample[table][key] for kind, (table, key) in TABLES.items()} | {"article": ["112"]}
    kept(
        lines([[kind, key, cards.card(kind, key, sample)] for kind, names in keys.items() for key in names]),
        "cards.json",
    )


def test_documents_of_the_search(sample, kept):
    kept(lines(list(search.entries(sample))), "search.json")


def test_addresses(sample, kept):
    kept(
        lines([[*row, *place] for row, place in rows.addresses(sample).items() if row[0] != "derived"]),
        "addresses.json",
    )


def test_what_the_explorer_draws_from(sample, kept):
    drawn = explorer.stored(sample)
    kept(lines({name: part for name, part in drawn.items() if name not in ("rivers", "water")}), "drawn.json")


def test_the_gazetteer_as_linked_places(sample, kept):
    kept(lines(metadata.linked_places(sample, tables.contract())), "linked-places.json")


def test_the_descriptions_of_the_data(kept):
    package = tables.contract() | {"homepage": "https://example.org/", "version": "1.2.3"}
    sums = {resource["path"]: "0" * 64 for resource in package["resources"]}
    made = [metadata.schema_org(package, downloads.media(package)), metadata.croissant(package, sums)]
    kept("\n".join([*map(lines, made), metadata.citation_cff(package), metadata.licence(package)]), "descriptions.txt")


def test_the_database(sample, kept):
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.deserialize(downloads.sqlite(sample, tables.contract()))
    kept("\n".join(base.iterdump()), "database.sql")
