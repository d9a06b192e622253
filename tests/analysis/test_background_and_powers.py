"""Composition, treaties and stays: what is computed from the tables, and that nothing is filled in."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from contested_ground import load
from contested_ground.analysis import stays as stays_module
from contested_ground.analysis.composition import composition
from contested_ground.analysis.stays import missions_of, stays_of
from contested_ground.analysis.treaties import named_points
from contested_ground.charts.parts import parts
from contested_ground.charts.stays import stays, stays_height
from contested_ground.charts.treaties import treaty
from contested_ground.data.tables import Tables


@pytest.fixture(scope="module")
def tables():
    return load()


@pytest.fixture
def sheet():
    figure, ax = plt.subplots(figsize=(760 / 72, 400 / 72), dpi=72)
    yield ax
    plt.close(figure)


def test_shares_are_counts_over_the_printed_total(tables):
    shares = composition(tables, ["surmali-uezd-1897"]).set_index("group")["share"]
    assert shares["Kurds"] == pytest.approx(19_099 / 89_055 * 100)
    assert shares.sum() < 100  # what is not named is not put among the others
    assert "others" not in shares


def test_a_place_is_read_from_one_source(tables):
    counted = composition(tables, ["alexandropol-uezd-1897", "erivan-uezd-1897"]).set_index(["place_id", "group"])
    assert counted.index.is_unique
    assert not counted.loc["alexandropol-uezd-1897", "rounded"].any()
    assert counted.loc["erivan-uezd-1897", "rounded"].all()


def test_of_two_sources_that_is_read_which_names_more_groups(tables):
    counts = tables["population"]
    fewer = counts[counts["place_id"].eq("shusha-uezd-1897") & counts["date"].str.startswith("1897")]
    fewer = fewer[~fewer["observation_id"].str.contains("russian")].assign(source_id="swietochowski-1995")
    fewer = fewer.assign(observation_id=fewer["observation_id"] + "-fewer", count=fewer["count"] + 1)
    both = {**tables, "population": pd.concat([fewer, counts])}
    told = composition(both, ["shusha-uezd-1897"])
    pd.testing.assert_frame_equal(told, composition(tables, ["shusha-uezd-1897"]))


def test_what_is_not_printed_has_no_row_and_alone_is_refused(tables):
    assert "qazakh-uezd-1897" not in set(composition(tables, ["qazakh-uezd-1897", "shusha-uezd-1897"])["place_id"])
    with pytest.raises(ValueError, match="no groups are printed for qazakh-uezd-1897"):
        composition(tables, ["qazakh-uezd-1897"])


@pytest.mark.parametrize(("column", "was"), [("to_id", "ottoman-empire"), ("by_id", "republic-of-georgia")])
def test_who_takes_or_claims_land_must_be_known(tables, column, was):
    terms = tables["terms"].assign(**{column: tables["terms"][column].replace({was: "mountain-republic"})})
    with pytest.raises(ValueError, match="terms: 'mountain-republic' takes or claims land in 1918; say in analysis"):
        named_points(Tables(tables | {"terms": terms}))


def test_treaties_give_each_place_once_and_to_whom_the_terms_say(tables):
    moved = named_points(tables)
    assert not moved.duplicated(["panel", "place_id"]).any()
    batum = moved[moved["panel"].str.startswith("Batum")].set_index("place_id")["to"]
    assert batum["erivan"] == "armenia"
    assert batum["ordubad-district"] == "azerbaijan"
    assert batum["akhaltsikhe-uezd-1897"] == batum["nakhchivan"] == "turkey"
    assert "erivan-governorate-1897" not in batum  # of which less than half was left to Armenia


def test_after_mudros_a_place_that_only_two_claim_is_not_claimed_by_all(tables):
    without = tables["terms"][~tables["terms"]["term_id"].eq("1918-after-mudros-georgia-claims-kars-term")]
    last = named_points({**tables, "terms": without}).set_index(["panel", "place_id"])["words"]
    assert last["After Mudros, 30 October"]["batumi"] == "claimed by all three republics"
    assert last["After Mudros, 30 October"]["kars"] == "claimed by Armenia and Azerbaijan"
    alone = tables["terms"][~tables["terms"]["by_id"].eq("azerbaijan-democratic-republic")]
    last = named_points({**tables, "terms": alone}).set_index(["panel", "place_id"])["words"]
    assert last["After Mudros, 30 October"]["kars"] == "claimed by Armenia and Georgia"


def test_stays_keep_an_untold_end_open_and_ruling_apart_from_troops(tables):
    there = stays_of(tables, "Britain", "britain", ["british-forces"], {"Kars": "kars", "Tiflis": "tiflis"})
    there = there.set_index("words")
    assert there.at["Kars", "open_end"]
    assert not there.at["Kars", "open_start"]
    assert there.at["Kars", "since"] == pd.Timestamp("1919-01-12")
    assert list(there.loc[["Kars", "Tiflis"], "level"]) == ["held", "present"]
    with pytest.raises(KeyError, match="no actor martians"):
        stays_of(tables, "Mars", "other", ["martians"], {"Kars": "kars"})


def test_runs_nearer_than_the_gap_are_one_stay(tables, monkeypatch):
    run = {"level": "held", "sure": True, "open_start": False, "open_end": False}
    for days, stays_told in ((44, 1), (45, 2)):
        since = pd.to_datetime(["1918-11-01", "1919-02-01"])
        until = [since[1] - pd.Timedelta(days=days), pd.Timestamp("1919-03-01")]
        runs = pd.DataFrame([run, run]).assign(lane="Kars", since=since, until=until)
        monkeypatch.setattr(stays_module, "held", lambda *told, runs=runs: runs)
        assert len(stays_of(tables, "Britain", "britain", ["british-forces"], {"Kars": "kars"})) == stays_told


def test_a_mission_lasts_from_the_first_event_to_the_last(tables):
    told = ["nakhchivan-1918-12-23-iranian-delegation", "erivan-1918-12-25-iranian-delegation-leaves"]
    (mission,) = missions_of(tables, "Iran", "other", {"mediators": told}).itertuples()
    assert (mission.since, mission.until) == (pd.Timestamp("1918-12-23"), pd.Timestamp("1918-12-26"))
    assert mission.level == "present"


def test_drawings_refuse_what_they_cannot_show(tables, sheet):
    there = missions_of(tables, "Iran", "other", {"mediators": ["nakhchivan-1918-12-23-iranian-delegation"]})
    shares = composition(tables, ["surmali-uezd-1897"])
    for draw, table in ((stays, there), (parts, shares)):
        with pytest.raises(ValueError, match="needs the column"):
            draw(table.drop(columns=table.columns[0 if draw is stays else 1]), ax=sheet)
        with pytest.raises(ValueError, match="at least one row"):
            draw(table.iloc[:0], ax=sheet)
    with pytest.raises(ValueError, match="no colour for Martians"):
        parts(shares.assign(group="Martians"), ax=sheet)
    with pytest.raises(ValueError, match="treaty needs at least one place"):
        treaty(named_points(tables).iloc[:0], "Batum", ax=sheet)
    with pytest.raises(ValueError, match=r"stays needs \d+ px"):
        stays(pd.concat([there] * 40), ax=sheet)


def test_stays_that_overlap_stand_in_rows_of_their_own(tables):
    days = {"since": pd.Timestamp("1919-01-01"), "until": pd.Timestamp("1919-03-01")}
    one = {"power": "Britain", "holder": "britain", "level": "held", "open_start": False, "open_end": False, **days}
    table = pd.DataFrame([{**one, "words": "Kars"}, {**one, "words": "Baku"}])
    assert stays_height(table, 760) > stays_height(table.iloc[:1], 760)
