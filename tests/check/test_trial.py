"""Trying a row: faults are named, a sound row passes, the tables stay as they are."""

import pytest

from contested_ground.check.trial import try_row
from contested_ground.data.tables import DATA

ROW = {
    "observation_id": "goris-1897-total-mine",
    "place_id": "goris",
    "date": "1897-02-09",
    "scheme": "census-1897",
    "category": "Total",
    "count": "2000",
    "qualifier": "exact",
    "universe": "total",
    "status": "printed",
    "voice": "narrator",
    "source_id": "census1897",
    "locator": "azwiki-zangezur-uezd",
}


def test_a_sound_row_passes_and_nothing_is_written():
    before = (DATA / "population.csv").read_bytes()
    assert try_row("population", ROW) == []
    assert (DATA / "population.csv").read_bytes() == before


def test_faults_are_named_with_their_column():
    (number, place) = try_row("population", ROW | {"count": "2.000", "locator": "my-page"})
    assert "count: '2.000'" in number
    assert "'census1897,my-page' is not in passages" in place


@pytest.mark.parametrize(
    ("table", "row", "says"), [("folk", {}, "no table folk"), ("claims", {"x": ""}, "no column x")]
)
def test_unknown_names_are_said(table, row, says):
    with pytest.raises(ValueError, match=says):
        try_row(table, row)
