"""Reading the tables again: copies of what is read, and never an older state."""

import shutil

import numpy as np
import pandas as pd
import pytest

from contested_ground.data import tables
from contested_ground.data.lines import Finding, read_rows, str_finding
from contested_ground.data.tables import Tables


def test_what_one_changes_in_a_table_stays_ones_own():
    first = tables.load()
    first["events"]["title"] = "changed"
    assert not tables.load()["events"]["title"].eq("changed").any()


def test_a_changed_file_is_read_anew(tmp_path):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    before = len(tables.load(folder)["terms"])
    path = folder / "terms.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert len(tables.load(folder)["terms"]) == before - 1
    assert len(tables.load()["terms"]) == before


@pytest.mark.parametrize(
    "look",
    [
        lambda tables: tables["events"],
        lambda tables: tables.events,
        lambda tables: tables.get("events"),
        lambda tables: tables.values()[0],
        lambda tables: tables.items()[0][1],
        lambda tables: dict(tables)["events"],
    ],
)
def test_every_way_to_look_into_a_table_is_noted(monkeypatch, look):
    monkeypatch.setattr(Tables, "read", set())
    one = Tables(events="rows")
    assert one.get("claims", "none") == "none"
    assert list(one) == ["events"]
    assert Tables.read == set()
    assert look(one) == "rows"
    assert Tables.read == {"events"}


def test_a_finding_is_a_line_with_the_column_where_there_is_one():
    assert str_finding(Finding("terms.csv", 7, "to_id", "is empty")) == "terms.csv:7: to_id: is empty"
    assert str_finding(Finding("terms.csv", 7, "", "is empty")) == "terms.csv:7: is empty"


def test_tables_share_their_memory_until_one_is_written():
    one, other = tables.load(), tables.load()
    assert np.shares_memory(one["claims"]["low"].to_numpy(), other["claims"]["low"].to_numpy())
    before = other["claims"]["low"].copy()
    one["claims"]["low"] = 0.0
    one["events"].loc[0, "title"] = "Another"
    pd.testing.assert_series_equal(other["claims"]["low"], before)
    pd.testing.assert_series_equal(tables.load()["claims"]["low"], before)
    assert "Another" not in {other["events"].loc[0, "title"], tables.load()["events"].loc[0, "title"]}


ROW = {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("given", "rows", "faults"),
    [
        (b"a,b\n1,2\n", [ROW], []),
        (b"a,b\n", [], []),
        (b"", [], ["the file is empty"]),
        (b"\n", [], ["'' has no comma"]),
        (b"a;b\n1;2\n", [], ["'a;b' has no comma"]),
        (b"b,a\n2,1\n", [], ["the columns are out of order"]),
        (b"a,c\n1,2\n", [], ["the column is missing", "'c' is no column"]),
        (b"a,b\n1,\xe9\n", [], ["byte 0xe9 is not UTF-8"]),
        (b"\xef\xbb\xbfa,b\n1,2\n", [ROW], ["the file begins with a byte order mark"]),
        (b"a,b\r\n1,2\r\n", [ROW], ["line ends in CR LF"]),
        (b"a,b\n1,2", [ROW], ["the last line has no line end"]),
        (b'"a","b"\n"1","2"\n', [ROW], ["every cell is quoted"]),
        (b'a,b\n1,"2"\n', [ROW], ["stray quotation mark"]),
        (b"a,b\n1,2\n1,2,3\n\n", [ROW], ["'1,2,3' has 3 cells", "'' has 0 cells"]),
        (b'a,b\n1,"2"3\n', [], ["stray quotation mark"]),
    ],
)
def test_the_rows_of_a_file_and_what_is_wrong_with_it(tmp_path, given, rows, faults):
    path = tmp_path / "x.csv"
    path.write_bytes(given)
    read, findings = read_rows(path, ["a", "b"])
    assert [row.cells for row in read] == rows
    assert len(findings) == len(faults)
    assert all(finding.message.startswith(fault) for finding, fault in zip(findings, faults, strict=True))


def test_a_view_is_kept_until_it_is_given_up():
    told, calls = tables.Tables(), []
    for _ in range(2):
        told.once(calls.append)
    assert len(calls) == 1
    told.forget(calls.append)
    told.forget("what nobody asked for")
    told.once(calls.append)
    assert len(calls) == 2


def test_a_file_that_is_gone_is_one_finding(tmp_path):
    read, findings = read_rows(tmp_path / "x.csv", ["a", "b"])
    assert (read, len(findings)) == ([], 1)
