"""Files of the data folder that are spoilt as a whole: one finding with a remedy, never a traceback."""

import shutil

import pytest

from contested_ground.check import bibliography, schema, seals
from contested_ground.data import tables


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The data folder and what lies beside it, to be copied and spoilt."""
    root = tmp_path_factory.mktemp("whole")
    shutil.copytree(tables.DATA, root / "data")
    shutil.copy(tables.DATA.parent / "references.bib", root)
    return root


@pytest.fixture
def root(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "root")


def swap(old, new):
    def change(raw):
        assert old.encode() in raw
        return raw.replace(old.encode(), new.encode(), 1)

    return change


def without(begin):
    def change(raw):
        return b"".join(line for line in raw.splitlines(keepends=True) if not line.startswith(begin))

    return change


def spoilt(root, name, change):
    path = root / name
    path.write_bytes(change(path.read_bytes()))
    return root / "data"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (swap("{", "{,"), "not a data package"),
        (lambda raw: b"[" * 100_000, "not a data package"),
        (swap('"version"', '"name": "x", "version"'), "'name' stands twice"),
        (swap('"minimum": 0', '"minimum": NaN'), "'NaN' is no number"),
        (swap('"required": true', '"required": true, "unique": true'), "'unique=True' is new in the contract"),
        (swap('"title": "', '"title": "Other: '), "is gone from the contract"),
    ],
)
def test_a_spoilt_contract_is_one_finding_and_seals_nothing(root, change, says):
    folder = spoilt(root, "data/datapackage.json", change)
    (finding,) = schema.check(folder)
    assert says in finding.message
    kept = (folder / "keys.sha256").read_bytes()
    assert schema.sealed_anew(folder, [finding]) == [finding]
    assert (folder / "keys.sha256").read_bytes() == kept


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("texts.json", lambda raw: b"[" * 100_000, "cannot be read"),
        ("texts.json", swap('"zengezur-229"', '"zengezur-228"'), "'zengezur-228' is in one of"),
        ("words.txt", without(b"zengezur-229,"), "'zengezur-229' is in one of"),
        ("words.txt", without(b"page,00"), "pages of 168 are in the ledger"),
        ("words.txt", swap("article,144,", "article,144,\nx,"), "'article,144,' is no line"),
    ],
)
def test_a_spoilt_ledger_is_one_finding(root, rows, name, change, says):
    (finding,) = seals.findings(spoilt(root, f"data/{name}", change), rows)
    assert says in finding.message


def test_a_file_of_seals_that_is_not_there_is_one_finding(root, rows):
    (root / "data/quotes.sha256").unlink()
    (finding,) = seals.findings(root / "data", rows)
    assert finding.message == "the file is not there; put it back (git restore)"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw + b"% \xe9\n", "byte 0xe9 is not UTF-8"),
        (lambda raw: raw + raw[: raw.index(b"\n}\n") + 3], "has two entries"),
        (lambda raw: raw + b"@book{nobody2000,\n  title = {None},\n}\n", "'nobody2000' is no source"),
        (lambda raw: raw + b"@book{nobody2000,\n", "entries begin and not all end"),
        (swap("@book{altstadt1992", "@book{altstadt92"), "'altstadt1992' has no entry"),
        (swap("year = {1992}", "year = {1929}"), "'1992' is '1929' in references.bib"),
        (swap("title = {{Turks in Shushi}}", "title = {{Turks in Shusha}}"), "'Turks in Shushi' is 'Turks in Shusha'"),
        (swap("url = {https://allinnet.info/history/turks", "url = {https://allinnet.info/turks"), "is 'https://"),
        (swap("language = {en}", "language = {ru}"), "'en' is 'ru'"),
    ],
)
def test_a_bibliography_says_what_the_sources_say(root, rows, change, says):
    assert list(bibliography.findings(root / "data", rows)) == []
    found = [finding.message for finding in bibliography.findings(spoilt(root, "references.bib", change), rows)]
    assert any(says in message and "; " in message for message in found), found
    assert len(found) <= 2


def test_line_ends_of_old_machines_are_one_finding(root):
    (finding,) = schema.check(spoilt(root, "data/names.csv", lambda raw: raw.replace(b"\n", b"\r")))
    assert finding.message == "line ends in CR LF; save the file with LF line ends"


def test_what_was_retired_stays_so(root):
    folder = spoilt(root, "data/retired.csv", lambda raw: raw[: raw.index(b"\n") + 1])
    findings = schema.check(folder)
    left = [finding.message for finding in schema.sealed_anew(folder, findings) if finding.file.name == "retired.csv"]
    assert left[0] == "'the header': 39 sealed rows are gone after it; git restore"


def test_words_that_were_proved_are_not_lost_by_sealing(root):
    folder = spoilt(root, "data/events.csv", swap(",Nzhdehs forces captured 20 villages,", ",,"))
    (finding,) = schema.check(folder)
    assert (finding.column, finding.message[:26]) == ("quote", "'' is empty and was sealed")
    assert schema.sealed_anew(folder, [finding]) == [finding]
