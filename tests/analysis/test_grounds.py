"""Counts on the same ground: which pairs are taken, groups under another reading, conclusions that hold."""

import pandas as pd
import pytest

from contested_ground.analysis import populations
from contested_ground.analysis.derived import value
from contested_ground.data.tables import shared


def test_same_ground_takes_its_grades_alone_and_counts_no_territory_twice():
    for grades in (["same"], ["same", "close"], ["same", "close", "split"]):
        pairs = populations.same_ground(shared(), grades)
        assert set(pairs["grade"]) <= set(grades)
        for end in ("from_place", "to_place"):
            assert not pairs.duplicated([end, "group"]).any()


def test_shusha_is_the_census_and_not_the_article():
    pairs = populations.same_ground(shared(), ["same"]).set_index(["from_place", "group"])
    assert pairs.loc[("shusha", "Armenians"), ["before", "after"]].tolist() == [14_420, 93]


def test_kurds_counted_as_azerbaijanis_are_added_and_others_stay():
    tables = shared()
    parts = populations.parts({"z": populations.GROUNDS["Zangezur, nearer ground"]})
    plain, other = (
        populations.joined(tables["population"], tables["categories"], parts, reading).set_index("group")
        for reading in (None, {"Kurds": "Azerbaijanis"})
    )
    added = other.loc["Azerbaijanis", "count_after"] - plain.loc["Azerbaijanis", "count_after"]
    assert added == value("zangezur-pieces-kurds-1926", tables)
    assert other.loc["Armenians"].tolist() == plain.loc["Armenians"].tolist()


def test_counts_puts_together_what_is_not_named():
    found = populations.counts(shared(), ["erivan"], ["Armenians", "Azerbaijanis"])
    census = found[found["date"].eq("1897-02-09")].set_index("group")
    assert census.loc["others", "persons"] == 3_575
    assert census["persons"].sum() == pytest.approx(29_006, rel=0.03)
    with pytest.raises(ValueError, match="no count"):
        populations.counts(shared(), ["nowhere"])


@pytest.mark.parametrize(
    ("near", "verb", "verdict"),
    [((30, 20), "fell", "holds, smaller"), ((30, 5), "fell", "holds"), ((20, 30), "fell", "does not hold")],
)
def test_a_conclusion_holds_when_both_grounds_agree(near, verb, verdict):
    rows = [("X, as named", "A", 40, 20), ("X, nearer ground", "A", *near)]
    ground = pd.DataFrame(rows, columns=["ground", "group", "share_before", "share_after"])
    assert populations.tested(ground, [("X", "A", verb)])["verdict"].tolist() == [verdict]
