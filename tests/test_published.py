"""What is published stays: one version everywhere, identifiers and addresses kept or led on, pinned actions."""

import json
import re
import tomllib

import pytest
import yaml

import contested_ground
from contested_ground import build
from contested_ground.check import keys
from contested_ground.data import tables
from contested_ground.data.lines import Row, read_rows

ROOT = build.ROOT
ADDRESSES = ROOT / "tests/addresses.txt"  # every page that was ever published, one a line


def rows():
    package = tables.contract()
    columns = {name: [f["name"] for f in r["schema"]["fields"]] for name, r in package["tables"].items()}
    return package, {n: read_rows(tables.DATA / r["path"], columns[n])[0] for n, r in package["tables"].items()}


def test_one_version_everywhere():
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    versions = {package["version"], project["project"]["version"], str(citation["version"]), newest[1]}
    assert versions == {contested_ground.__version__}


def test_published_identifiers_stand_or_are_retired():
    package, here = rows()
    assert list(keys.unpublished(tables.DATA, package, here)) == []


@pytest.mark.proof
def test_every_row_is_sealed():
    package, here = rows()
    sealed, faults = keys.read(tables.DATA)
    assert faults == []
    assert sealed == {table: [keys.digest(key) for key in there] for table, there in keys.keys(package, here).items()}


def test_an_identifier_that_goes_without_leave_is_told():
    package, here = rows()
    gone = here["events"].pop(7)
    found = list(keys.unpublished(tables.DATA, package, here))
    assert [finding.file.name for finding in found] == ["events.csv"]
    here["retired"].append(Row(99, {"identifier": gone.cells["event_id"], "table": "events"}))
    assert list(keys.unpublished(tables.DATA, package, here)) == []


def pages():
    """Every page that the table of contents makes."""
    text = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    return {f"{name}.html" for name in re.findall(r"(?:root|file): (\S+)", text)} | {"index.html", "search.html"}


def test_published_addresses_are_kept():
    """A page that is renamed keeps its old address in the list, and a page there that leads on."""
    published = ADDRESSES.read_text(encoding="utf-8").split()
    assert published == sorted(set(published))
    assert set(published) - pages() == set()
    assert pages() - set(published) == set(), f"new pages: add them to {ADDRESSES.name}"


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_actions_are_pinned_and_read_only(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
