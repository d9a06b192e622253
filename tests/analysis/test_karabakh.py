"""The views of Karabakh: congresses, the campaign of spring 1920, people harmed."""

from types import SimpleNamespace

import pandas as pd
import pytest

from contested_ground.analysis import campaign, casualties, congresses
from contested_ground.data.kinds import FIGHTING
from contested_ground.data.tables import load


@pytest.fixture(scope="module")
def tables():
    return load()


def test_answers_are_in_order_of_time_and_name_their_term(tables):
    answers = congresses.answers(tables)
    assert answers["date_start"].is_monotonic_increasing
    actions = tables.terms.set_index("term_id")["action"].astype(str)
    assert list(answers["action"].astype(str)) == list(actions[answers["term_id"]])


def test_answers_of_an_unknown_term_fail(tables):
    lacking = tables.terms[tables.terms["term_id"] != congresses.ANSWERS[-1][3]]
    with pytest.raises(KeyError):
        congresses.answers({**tables, "terms": lacking})


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("1920-01-10", "1920-01-20", ["Britain, contested", "Azerbaijan, in part"]),
        ("1919-01-10", "1919-01-20", ["Britain, a mission"]),  # covered
        ("1919-02-28", "1919-02-28", ["Britain, a mission"]),  # its last day
        ("1919-05-01", "1919-05-02", ["Azerbaijan, last told 1 March 1919"]),  # the last one told, which has no end
        ("1918-01-01", "1918-01-02", []),  # before any
    ],
)
def test_held_takes_what_covers_else_the_last_without_an_end(tables, first, last, expected):
    rows = [
        ("p", "great-britain", "mission", "1919-01-01", "1919-02-28"),
        ("p", "azerbaijan-democratic-republic", "effective", "1919-03-01", None),
        ("p", "republic-of-armenia", "presence", "1919-01-01", None),
        ("q", "republic-of-armenia", "effective", "1919-01-01", None),
        ("p", "great-britain", "contested", "1920-01-01", "1920-01-31"),
        ("p", "azerbaijan-democratic-republic", "partial", "1920-01-01", "1920-01-31"),
    ]
    control = pd.DataFrame(rows, columns=["place_id", "holder_id", "mode", "from_date", "until_date"])
    control = control.assign(
        control_id=[str(at) for at in control.index],
        from_date_start=pd.to_datetime(control["from_date"]),
        until_date_end=pd.to_datetime(control["until_date"]),
    )
    held = congresses.held({**tables, "control": control}, "p", pd.Timestamp(first), pd.Timestamp(last))
    assert list(held["words"]) == expected


def test_every_place_of_a_direction_exists_and_stands_once(tables):
    named = " ".join(campaign.DIRECTIONS.values()).split()
    assert len(named) == len(set(named))
    assert set(named) <= set(tables.places["place_id"])


def test_a_direction_holds_the_place_that_it_is_named_for():
    own = {"karabakh": "All Karabakh", "khankendi": "Khankendi", "shusha": "Shusha", "askeran": "Askeran"}
    own |= {"khachen": "Khachen", "tartar": "Tartar and Gulistan", "gulistan": "Tartar and Gulistan"}
    own |= {"jabrail": "Jabrail", "qazakh": "Qazakh"}
    assert {place: campaign.OF_PLACE[place] for place in own} == own


def test_a_span_of_control_is_told_in_words():
    row = SimpleNamespace(from_date="1919-03-01", until_date="1919-05")
    assert congresses.span(row) == "1 March 1919 – May 1919"
    assert congresses.span(SimpleNamespace(from_date=None, until_date="1919")) == "not told – 1919"
    assert congresses.span(SimpleNamespace(from_date="1919", until_date=None)) == "1919; end not told"


def test_no_event_of_spring_1920_lacks_a_direction(tables):
    events = tables.events
    days = events["date_start"].between(campaign.FIRST, campaign.LAST) & (events["date_precision"] <= 3)
    fought = events["kind"].isin([*FIGHTING, "control_change"])
    told = events[days & events["theatre"].isin(["karabakh", "qazakh"]) & fought]
    placed = told["place_id"].isin(campaign.OF_PLACE)
    assert set(told.loc[~placed, "place_id"].dropna()) <= {"mountainous-yelizavetpol", "western-azerbaijan"}


def test_a_side_is_the_initiators_or_what_the_parties_share(tables):
    cast = pd.DataFrame(
        [
            ("a", "azerbaijani-army", "initiator"),
            ("a", "karabakh-insurgents", "party"),
            ("b", "azerbaijani-army", "party"),
            ("b", "karabakh-insurgents", "party"),
            ("c", "karabakh-insurgents", "party"),
            ("d", "azerbaijani-army", "target"),
        ],
        columns=["event_id", "actor_id", "role"],
    )
    assert campaign.sides({**tables, "participations": cast}).to_dict() == {"a": "azerbaijan", "c": "karabakh-councils"}


def test_harm_without_a_claim_stands_once_and_has_no_number(tables):
    asked = casualties.asked(tables, [152])
    silent = asked[asked["question_id"] == "karkijahan-1919-06-killed"]
    assert len(silent) == 1
    assert not silent["numbered"].any()
    assert set(asked["paragraph"]) == {152}


def test_harm_with_one_number_among_its_claims_is_numbered(tables):
    beaten = casualties.asked(tables, [190]).query("question_id == 'khankendi-1920-02-beaten-armenians'")
    assert len(beaten) == 2
    assert beaten["numbered"].all()
