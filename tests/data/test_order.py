"""The order of rows, and renaming one everywhere."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from contested_ground.check.schema import check, main
from contested_ground.data import rename as rename_module
from contested_ground.data.order import natural, ordered, sort
from contested_ground.data.rename import rename, renamed
from contested_ground.data.tables import DATA


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def test_nine_stands_before_ten():
    assert sorted(["10", "9", "p2", "p10"], key=lambda cell: natural([cell])) == ["p2", "p10", "9", "10"]


def test_a_table_is_put_in_order_and_unquoted():
    text = '\ufeff"id","a"\r\n"x10","1, or 2"\r\n"x9",""\r\n\r\n'
    assert ordered(text, ["id"]) == 'id,a\nx9,\nx10,"1, or 2"\n'


def test_the_tables_stand_in_order(copy):
    assert sort(copy) == []
    path = copy / "places.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8").splitlines(True)
    path.write_text("".join([head, second, first, *rest]), encoding="utf-8")
    assert sort(copy) == ["places.csv"]
    assert path.read_bytes() == (DATA / "places.csv").read_bytes()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("shusha", "shushi"),
        ("shusha-district", "shusha-district"),
        ("a;shusha;b", "a;shushi;b"),
        ("places:shusha;events:x", "places:shushi;events:x"),
        ("the town of shusha", "the town of shusha"),
        ("Shusha", "Shusha"),
        ("Read 2:shusha", "Read 2:shusha"),
    ],
)
def test_only_whole_identifiers_are_renamed(cell, expected):
    assert renamed(cell, "shusha", "shushi") == expected


def test_a_renamed_place_leaves_the_data_sound(copy):
    (copy.parent / "notebooks").mkdir()
    notebook = copy.parent / "notebooks/00.ipynb"
    notebook.write_text(json.dumps({"source": "[the town](place:goris), [x](place:goris-uezd), = 'goris'"}))
    changed = rename("goris", "goris-town", copy)
    assert {path.name for path in changed} >= {"places.csv", "events.csv", "control.csv", "00.ipynb"}
    assert "sources.csv" not in {path.name for path in changed}
    assert all(changed.values())
    assert {finding.file.name for finding in check(copy)} <= {"names.csv", "participations.csv", "groups.csv"}
    assert main([str(copy), "--seal"]) == 0  # which is to say that the check finds nothing any more
    text = notebook.read_text()
    assert "(place:goris-town)" in text
    assert "(place:goris-uezd)" in text
    assert "'goris-town'" in text
    with (copy / "retired.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["identifier"] == "goris")
    assert (row["table"], row["successor"]) == ("places", "goris-town")


def test_the_first_row_of_a_table_is_renamed_like_any(copy):
    with (copy / "places.csv").open(encoding="utf-8") as file:
        first = next(csv.DictReader(file))["place_id"]
    assert "places.csv" in {path.name for path in rename(first, f"{first}-anew", copy)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("no-such", "x", "of no row"), ("goris", "shusha", "already"), ("goris", "Goris", "no identifier")],
)
def test_what_cannot_be_renamed_is_said(copy, old, new, message):
    with pytest.raises(ValueError, match=message):
        rename(old, new, copy)


def test_what_was_renamed_is_told(monkeypatch, capsys):
    monkeypatch.setattr(rename_module, "rename", lambda old, new: {Path("claims.csv"): 2, Path(f"{old}-{new}.csv"): 1})
    assert rename_module.main(["a", "b"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["claims.csv: 2", "a-b.csv: 1"]
    assert "make seal" in said[2]
    assert rename_module.main(["a"]) == 2
    assert "OLD NEW" in capsys.readouterr().err
