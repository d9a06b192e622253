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


@pytest.mark.parametrize("turn", [1, -1])
def test_of_several_pairs_the_better_grade_is_taken_then_the_one_with_most_people(turn):
    rows = [("erivan-uezd-1926", "split"), ("nakhichevan-assr-1926", "split"), ("zangezur-uezd-1926", "close")]
    rows = [("zangezur-uezd-1897", *row) for row in rows]

    def taken(rows):
        comparisons = pd.DataFrame(rows[::turn], columns=["from_place", "to_place", "grade"])
        pairs = populations.same_ground({**shared(), "comparisons": comparisons}, ["close", "split"])
        return list(pairs["to_place"]), pairs["after"].sum()

    assert taken(rows[:2]) == (["erivan-uezd-1926"] * 2, 173_213)
    assert taken(rows[1:2]) == (["nakhichevan-assr-1926"] * 2, 99_709)
    assert taken(rows) == (["zangezur-uezd-1926"] * 2, 64_371)


def test_a_ground_is_named_without_its_year():
    rows = pd.DataFrame([("zangezur-uezd-1897", "zangezur-uezd-1926", "close")])
    rows.columns = ["from_place", "to_place", "grade"]
    pairs = populations.same_ground({**shared(), "comparisons": rows})
    assert set(pairs["ground"]) == {"Zangezur uezd"}
    assert list(pairs) == ["ground", "from_place", "to_place", "grade", "group", "before", "after", "share_before",
                           "share_after"]  # fmt: skip


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
    [
        ((30, 29.5), "fell", "holds, smaller"),
        ((30, 30.5), "fell", "does not hold"),
        ((30, 20), "fell", "holds, smaller"),
        ((30, 5), "fell", "holds"),
        ((20, 30), "fell", "does not hold"),
    ],
)
def test_a_conclusion_holds_when_both_grounds_agree(near, verb, verdict):
    rows = [("X, as named", "A", 40, 20), ("X, nearer ground", "A", *near)]
    ground = pd.DataFrame(rows, columns=["ground", "group", "share_before", "share_after"])
    assert populations.tested(ground, [("X", "A", verb)])["verdict"].tolist() == [verdict]


def test_grounds_stand_in_the_order_that_is_asked_for():
    tables, ground = shared(), populations.GROUNDS["Zangezur, nearer ground"]
    parts = populations.parts({"z": ground, "a": ground})
    joined = populations.joined(tables["population"], tables["categories"], parts)
    assert list(dict.fromkeys(joined["ground"])) == ["z", "a"]
