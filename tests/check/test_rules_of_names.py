"""Rules of who and where at their edges, on a few rows each: identifiers, speakers, beneficiaries, passages."""

import pytest
from support import given

from contested_ground.check import agreement, meaning, own_words, titles

ACTORS = [
    {"actor_id": "republic-of-armenia", "label": "Republic of Armenia", "kind": "state"},
    {"actor_id": "azerbaijan-democratic-republic", "label": "Azerbaijan Democratic Republic", "kind": "state"},
    {"actor_id": "khosrov-bey-sultanov", "label": "Khosrov bey Sultanov", "kind": "person",
     "part_of": "azerbaijan-democratic-republic"},
    {"actor_id": "red-army", "label": "Red Army", "kind": "force"},
]  # fmt: skip
PLACES = [
    {"place_id": "shusha", "label": "Shusha", "parent_id": "karabakh"},
    {"place_id": "shusha-uezd-1897", "label": "Shusha uezd (1897)"},
    {"place_id": "karabakh", "label": "Karabakh"},
    {"place_id": "goris", "label": "Goris", "parent_id": "shusha-uezd-1897"},
    {"place_id": "goris-plain", "label": "Goris plain"},
]


def told(rule, passages=None, **tables):
    """What a rule says: (first cell of the row, column). `passages`: text by paragraph of the article."""
    data = given(actors=ACTORS, places=PLACES, **tables)
    if passages is not None:
        codes = {("article", number): own_words.coded(text) for number, text in passages.items()}
        meaning.names_of(data).ledger.codes = codes
    return [(next(iter(row.cells.values())), column) for _, row, column, _ in rule(data)]


@pytest.mark.parametrize(
    ("key", "place", "holder", "found"),
    [
        ("shusha-azerbaijan-1919-control", "shusha", "azerbaijan-democratic-republic", False),
        ("shusha-azerbaijan-p183-control", "shusha", "azerbaijan-democratic-republic", False),
        ("shusha-azerbaijan-1919-control", "shusha", "republic-of-armenia", True),
        ("shusha-azerbaijan-democratic-1919", "shusha", "azerbaijan-democratic-republic", False),
        ("shusha-azerbaijan-army-1919", "shusha", "azerbaijan-democratic-republic", True),
        ("shusha-uezd-azerbaijan-1919", "shusha-uezd-1897", "azerbaijan-democratic-republic", False),
        ("shusha-azerbaijan-1919", "shusha-uezd-1897", "azerbaijan-democratic-republic", False),
        ("shusha-red-army-of-1919", "shusha", "red-army", False),
        ("shusha-reds-1919", "shusha", "red-army", False),  # by its former name
        ("shusha-blues-1919", "shusha", "red-army", True),
    ],
)
def test_the_holder_is_the_one_that_the_identifier_names(key, place, holder, found):
    row = {"control_id": key, "place_id": place, "holder_id": holder}
    retired = [{"table": "actors", "identifier": "reds", "successor": "red-army"}]
    assert told(agreement.own_holder, control=[row], retired=retired) == [(key, "holder_id")] * found


@pytest.mark.parametrize(
    ("key", "cells", "found"),
    [
        ("shusha-1919-fire", {"place_id": "shusha"}, False),
        ("shusha-1919-fire", {"place_id": "goris"}, True),
        ("shusha-1919-fire", {"place_id": "shusha-uezd-1897"}, True),
        ("shusha-uezd-1919-fire", {"place_id": "shusha-uezd-1897"}, False),
        ("shusha-1919-fire", {"place_id": "goris", "title": "Fire in Goris"}, False),
        ("shusha-1919-fire", {"place_id": "goris", "quote": "at Goris"}, False),
        ("shusha-1919-fire", {"place_id": "goris", "title": "Fire in Gorki"}, True),
        ("goris-plain-1919-fire", {"place_id": "goris", "title": "Fire in Goris"}, True),  # of the longer name
        ("shusha-1919-fire", {"place_id": "goris", "part_of": "goris-1919-war"}, False),
        ("shusha-1919-fire", {"place_id": "karabakh", "part_of": "goris-1919-war"}, True),
        ("shusha-1919-fire", {"place_id": "nowhere"}, False),  # which another rule tells
        ("shushi-1919-fire", {"place_id": "shusha"}, False),  # by its former name
    ],
)
def test_the_place_is_the_one_that_the_identifier_begins_with(key, cells, found):
    events = [{"event_id": key} | cells, {"event_id": "goris-1919-war", "place_id": "goris"}]
    retired = [{"table": "places", "identifier": "shushi", "successor": "shusha"}]
    assert told(agreement.own_place, events=events, retired=retired) == [(key, "place_id")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"to_id": "republic-of-armenia", "value": "to Armenia"}, False),
        ({"to_id": "republic-of-armenia", "value": "to Azerbaijan"}, True),
        ({"to_id": "republic-of-armenia", "value": "to be ceded", "quote": "by Azerbaijan"}, True),
        ({"to_id": "republic-of-armenia", "value": "to Armenia", "quote": "by Azerbaijan"}, False),
        ({"to_id": "republic-of-armenia", "event_id": "e"}, True),  # whose title names another state
        ({"to_id": "republic-of-armenia"}, False),
        ({"value": "to Azerbaijan"}, False),
    ],
)
def test_who_is_to_have_it_is_the_first_state_that_the_row_names(cells, found):
    events = [{"event_id": "e", "title": "Azerbaijan is to have it"}]
    row = {"term_id": "1919-cedes-term"} | cells
    assert told(own_words.beneficiaries, terms=[row], events=events) == [("1919-cedes-term", "to_id")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"claimant_id": "khosrov-bey-sultanov", "claimant_as": "Sultanov"}, False),
        ({"claimant_id": "khosrov-bey-sultanov", "answer": "as Sultanov says"}, False),
        ({"claimant_id": "khosrov-bey-sultanov", "quote": "Sultanov"}, False),
        ({"claimant_id": "khosrov-bey-sultanov", "claimant_as": "the governor"}, True),
        ({"claimant_id": "khosrov-bey-sultanov", "claimant_as": "Khosrov bey"}, True),  # no surname
        ({"claimant_id": "khosrov-bey-sultanov", "source_id": "book"}, False),  # who wrote it
        ({"claim_id": "killed-sultanov", "claimant_id": "khosrov-bey-sultanov"}, False),
        ({"claimant_id": ""}, False),
    ],
)
def test_a_speaker_is_named_by_the_row_or_wrote_the_source(cells, found):
    row = {"claim_id": "killed", "source_id": "article", "locator": "5"} | cells
    sources = [{"source_id": "book", "author": "Sultanov, K."}]
    assert told(own_words.speakers, claims=[row], sources=sources) == [(row["claim_id"], "claimant_id")] * found


PASSAGES = {"3": "In Karabakh", "5": "Sultanov left Shusha", "20": "The Red Army came"}


@pytest.mark.parametrize(
    ("actor", "cells", "found"),
    [
        ("khosrov-bey-sultanov", {}, False),
        ("khosrov-bey-sultanov", {"locator": "20"}, True),
        ("khosrov-bey-sultanov", {"locator": "20", "also": "5"}, False),
        ("khosrov-bey-sultanov", {"locator": "20", "basis": "inferred"}, False),
        ("khosrov-bey-sultanov", {"locator": "99"}, False),  # not in the ledger
        ("red-army", {}, True),
        ("red-army", {"locator": "20"}, False),
    ],
)
def test_an_actor_is_named_in_the_passages_of_the_row(actor, cells, found):
    row = {"event_id": "e", "actor_id": actor, "basis": "stated", "source_id": "article", "locator": "5"} | cells
    assert told(meaning.actors_are_named, PASSAGES, participations=[row]) == [("e", "actor_id")] * found


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"place_id": "shusha", "holder_id": "azerbaijan-democratic-republic"}, ["holder_id"]),
        ({"place_id": "shusha", "holder_id": "khosrov-bey-sultanov"}, []),
        ({"place_id": "karabakh", "holder_id": "khosrov-bey-sultanov"}, []),  # two paragraphs before
        ({"place_id": "karabakh", "locator": "20", "holder_id": "red-army"}, ["place_id"]),  # seventeen before
        ({"place_id": "goris", "holder_id": "khosrov-bey-sultanov"}, []),  # the uezd that it lies in
        ({"place_id": "shusha", "holder_id": "red-army", "locator": "20"}, ["place_id"]),
        ({"place_id": "shusha", "holder_id": "red-army", "locator": "20", "also": "3"}, []),  # what it is part of
        ({"place_id": "shusha", "holder_id": "red-army", "locator": "99"}, []),  # not in the ledger
        ({"holder_id": "red-army", "via_id": "khosrov-bey-sultanov"}, ["holder_id"]),
    ],
)
def test_holder_and_place_are_named_where_the_row_stands_or_just_before(cells, columns):
    row = {"control_id": "c", "source_id": "article", "locator": "5"} | cells
    assert told(meaning.parties_are_named, PASSAGES, control=[row]) == [("c", column) for column in columns]


def test_what_an_actor_belongs_to_stands_for_it():
    row = {"control_id": "c", "source_id": "article", "locator": "7", "holder_id": "khosrov-bey-sultanov"}
    assert told(meaning.parties_are_named, {"7": "Azerbaijan held it"}, control=[row]) == []
    assert told(meaning.parties_are_named, {"7": "Armenia held it"}, control=[row]) == [("c", "holder_id")]


def test_a_name_without_a_word_is_named_nowhere():
    row = {"event_id": "e", "actor_id": "red-army", "basis": "stated", "source_id": "article", "locator": "5"}
    names = [{"actor_id": "red-army", "name": "…"}]
    assert told(meaning.actors_are_named, PASSAGES, participations=[row], names=names) == [("e", "actor_id")]


CAST = {"event_id": "e", "role": "initiator", "basis": "stated", "source_id": "article", "locator": "5"}
HERE = {"source_id": "article", "locator": "5"}


@pytest.mark.parametrize(
    ("event", "more", "found"),
    [
        ({"title": "Red Army takes Goris"}, {}, False),
        ({"title": "Goris is taken"}, {}, True),
        ({"title": "Goris is taken", "quote": "by the Red side"}, {}, False),
        ({"title": "Goris is taken", "outcome": "the Red Army stays"}, {}, False),
        ({"title": "Goris is taken", "claimant_as": "the red side"}, {}, False),
        ({"title": "Goris is taken"}, {"control": [HERE | {"control_id": "c", "holder_id": "red-army"}]}, False),
        ({"title": "Goris is taken"}, {"control": [{"control_id": "c", "holder_id": "red-army",
                                                    "source_id": "article", "locator": "6"}]}, True),
        ({"title": "Goris is taken", "also": "6"}, {"control": [{"control_id": "c", "holder_id": "red-army",
                                                                 "source_id": "article", "locator": "6"}]}, False),
        ({"title": "Goris is taken"}, {"terms": [HERE | {"term_id": "t", "to_id": "red-army"}]}, False),
        ({"title": "Goris is taken"}, {"questions": [HERE | {"question_id": "q", "about_id": "red-army"}]}, False),
        ({"title": "Goris is taken"}, {"claims": [HERE | {"claim_id": "a", "claimant_id": "red-army"}]}, False),
        ({"title": "Goris is taken"}, {"claims": [HERE | {"claim_id": "a", "via_id": "red-army"}]}, True),
    ],
)  # fmt: skip
def test_a_body_acts_where_its_event_or_another_row_of_the_paragraph_names_it(event, more, found):
    events = [HERE | {"event_id": "e"} | event]
    parts = [CAST | {"actor_id": "red-army"}]
    due = [("e", "actor_id")] * found
    assert told(titles.actors_act_here, events=events, participations=parts, **more) == due


def test_who_acts_in_another_event_of_the_paragraph_acts_here():
    events = [HERE | {"event_id": key, "title": "Goris is taken"} for key in ("e", "f")]
    parts = [CAST | {"actor_id": "red-army"}, CAST | {"event_id": "f", "actor_id": "red-army"}]
    assert told(titles.actors_act_here, events=events, participations=parts) == []
    assert told(titles.actors_act_here, events=events, participations=parts[:1]) == [("e", "actor_id")]


@pytest.mark.parametrize("cells", [{"basis": "inferred"}, {"actor_id": "khosrov-bey-sultanov"}, {"actor_id": "nobody"}])
def test_inferred_parts_and_persons_are_judged_elsewhere(cells):
    events = [HERE | {"event_id": "e", "title": "Goris is taken"}]
    assert told(titles.actors_act_here, events=events, participations=[CAST | {"actor_id": "red-army"} | cells]) == []
