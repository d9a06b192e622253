"""What editors add to the article's events, actors and places: weights, turning points, harm, summaries, groups."""

import pandas as pd
import pytest

from contested_ground.check.words import LABELS
from contested_ground.data.tables import load

KINDS = ["killed", "wounded", "captured", "expelled", "destroyed"]
# Theatres where the article tells of harm to both communities: its turning points must show both.
BOTH_HARMED = ["background", "baku", "demography", "karabakh", "nakhchivan", "qazakh", "zangezur"]


@pytest.fixture(scope="module")
def tables():
    return load()


@pytest.fixture(scope="module")
def turns(tables):
    return tables.events[tables.events["weight"].eq(3)]


def test_turning_points_and_only_they_have_words(tables, turns):
    assert set(tables.events.dropna(subset="turn")["event_id"]) == set(turns["event_id"])
    assert turns["turn"].str.len().max() <= 45
    assert not turns["turn"].str.contains(LABELS).any()
    assert turns["turn"].is_unique


def test_a_theatre_has_at_most_twelve_turning_points(turns):
    assert turns.groupby("theatre")["event_id"].count().max() <= 12


@pytest.mark.parametrize("theatre", BOTH_HARMED)
def test_turning_points_show_harm_to_both_communities(tables, turns, theatre):
    harmed = turns[turns["theatre"].eq(theatre) & turns["harm"].notna()]["event_id"]
    cast = tables.participations.query("role == 'victims'")
    people = tables.groups.query("scheme == 'people'").set_index("actor_id")["group"]
    of = set(cast[cast["event_id"].isin(harmed)]["actor_id"].map(people).dropna())
    assert "armenians" in of
    assert of & {"azerbaijanis", "muslims", "tatars"}


def test_harm_kinds_stand_in_their_order_beside_harm(tables):
    kinds = tables.events.dropna(subset="harm_kind")
    assert kinds["harm"].notna().all()
    for told in kinds["harm_kind"].str.split(";"):
        assert told == [kind for kind in KINDS if kind in told]


def test_no_event_of_violence_is_without_harm(tables):
    violent = tables.events[tables.events["kind"].isin(["violence_against_civilians", "destruction"])]
    assert violent["harm"].notna().all()


@pytest.mark.parametrize("table", ["actors", "places"])
def test_each_has_a_summary_of_one_line_without_labels(tables, table):
    summaries = tables[table]["summary"].astype("string")
    assert summaries.notna().all()
    assert summaries.str.len().max() <= 140
    assert summaries.str.endswith(".").all()
    assert not summaries.str.contains(LABELS).any()


def test_whoever_holds_a_place_has_a_group(tables):
    held = tables.groups.query("scheme == 'holder'").set_index("actor_id")["group"]
    part_of = tables.actors.set_index("actor_id")["part_of"]

    def group(actor):
        while pd.notna(actor) and actor not in held.index:
            actor = part_of.get(actor)
        return actor

    assert tables.control["holder_id"].map(group).notna().all()


def test_communities_stay_apart(tables):
    people = tables.groups.query("scheme == 'people'").set_index("actor_id")["group"]
    assert people["muslim-civilians"] != people["azerbaijani-civilians"] != people["tatars"]
    assert people[["kurds", "nomads"]].isin(["azerbaijanis", "muslims"]).sum() == 0
    holders = tables.groups.query("scheme == 'holder'").set_index("actor_id")["group"]
    assert not {"kurds", "nomads"} & set(holders[holders.eq("azerbaijan")].index)
