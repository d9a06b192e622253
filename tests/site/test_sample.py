"""A sample of rows in each shape that the site gives it, kept as files: a change of code shows there what it changes.

`.venv/bin/python -m pytest tests/site/test_sample.py --snapshot-update` writes them anew, after a change that is meant.
The rows of tests/sample.json were picked so that each column is filled once and empty once, with what they lead to.
"""

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest
from support import with_a_shared_column

from contested_ground.analysis import cards, derived
from contested_ground.charts import explorer
from contested_ground.data import tables
from contested_ground.data.references import TABLES
from contested_ground.site import downloads, metadata, rows, search, shelf
from contested_ground.site.reference import codebook

ALL_ROWS = {"agreement", "derived"}  # parts that name rows of their own


def lines(thing):
    """JSON, an entry to a line."""
    return re.sub(r"\n {2,}", " ", json.dumps(thing, ensure_ascii=False, indent=1, default=str))


THEATRES = tables.shared()["passages"]["theatre"].cat.categories
PARTS = sorted(shelf.PARTS.keys() - ALL_ROWS)
PARTS += [f"{part} {theatre}" for part in shelf.BY_THEATRE for theatre in THEATRES]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_shelf(sample, kept, part):
    html = shelf.part(sample, *part.split()).html
    kept(
        re.sub(r"(?<!\n)\n?(?=<(?:details|summary|section|h\d|p|li|tr|td|dt|dd|nav|style|figure)\b)", "\n", html),
        f"{part.replace(' ', '-')}.html",
    )


def test_the_list_of_derived_numbers(sample, kept, monkeypatch):
    some = ("questions-of-killing", "narrator-share", "changes-of-control", "withdrawn-claims")
    monkeypatch.setattr(derived.registry, "REGISTRY", {name: derived.REGISTRY[name] for name in some})
    monkeypatch.setattr(derived, "REGISTRY", derived.registry.REGISTRY)
    kept(re.sub(r"(?<!\n)\n?(?=<t)", "\n", shelf.part(sample, "derived").html), "derived.html")


def test_the_agreement_of_two_readers(kept):
    rows = [("events: found", 1200, 1100, 91.666, 0.876), ("voices", 3, 3, None, None)]
    read = pd.DataFrame(rows, columns=["measure", "compared", "agreed", "share", "kappa"])
    kept(re.sub(r"(?<!\n)\n?(?=<t)", "\n", codebook.agreed(read).html), "agreement.html")


def test_cards(sample, kept):
    keys = {kind: sample[table][key] for kind, (table, key) in TABLES.items()} | {"article": ["112"]}
    kept(
        lines([[kind, key, cards.card(kind, key, sample)] for kind, names in keys.items() for key in names]),
        "cards.json",
    )


@pytest.mark.parametrize("part", ["population", "questions karabakh"])
def test_a_column_that_tables_come_to_share_changes_no_part(sample, part):
    """Tables are joined by the columns that are meant."""
    assert shelf.part(with_a_shared_column(sample), *part.split()).html == shelf.part(sample, *part.split()).html


def test_a_column_that_tables_come_to_share_changes_no_card(sample):
    more = with_a_shared_column(sample)
    for key in sample["population"]["observation_id"]:
        assert cards.card("population", key, more) == cards.card("population", key, sample)


def test_documents_of_the_search(sample, kept):
    kept(lines(list(search.entries(sample))), "search.json")


def test_what_the_search_loads(sample, kept, monkeypatch, tmp_path):
    told = [("a.html", "chapter", "Gəncə", "Words"), ("a.html#b", "section", "B", "More words")]
    drawn = [("a.html#fig-c", "figure", "Figure 1: Shusha & its people", "Figure 1", "Percent")]
    monkeypatch.setattr(search, "sections", lambda app: told)
    monkeypatch.setattr(search, "figures", lambda app: drawn)
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(get_target_uri=lambda page: f"{page}.html"))
    search.write(app, SimpleNamespace(tables=sample, addresses=rows.addresses(sample)))
    kept((tmp_path / search.FILE).read_text(encoding="utf-8").replace("],[", "],\n["), "search-data.js")


def test_addresses(sample, kept):
    kept(
        lines([[*row, *place] for row, place in rows.addresses(sample).items() if row[0] != "derived"]),
        "addresses.json",
    )


def test_what_the_explorer_draws_from(sample, kept):
    drawn = explorer.stored(sample)
    kept(lines({name: part for name, part in drawn.items() if name not in ("rivers", "water")}), "drawn.json")
    stored = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))  # no letter of a name as six signs
    assert explorer.script(sample) == f"window.cgExplorer = {stored};\n"


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
