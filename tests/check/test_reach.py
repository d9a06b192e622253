"""What rules look at: every column that names a party or a place, and identifiers that hold no date."""

from types import SimpleNamespace

import pytest

from contested_ground.check.days import days_in_identifiers
from contested_ground.check.meaning import PARTIES, Names
from contested_ground.data import tables

ELSEWHERE = {("terms", "object_id"), ("terms", "to_id"), ("terms", "addressee_id"), ("questions", "about_id")}


def test_every_column_that_names_a_party_or_a_place_is_looked_for():
    named = {
        (table, key["fields"][0])
        for table in PARTIES
        for key in tables.contract()["tables"][table]["schema"]["foreignKeys"]
        if key["reference"]["resource"] in ("actors", "places")
    }
    looked_for = {(table, column) for table, columns in PARTIES.items() for column in columns}
    assert looked_for == named | ELSEWHERE  # those may name an actor or a place, which no foreign key can say


def found(table, key, **cells):
    keys = {"events": {}, "questions": {}, "control": {}} | {table: {key: SimpleNamespace(cells=cells)}}
    return [message for *_, message in days_in_identifiers(SimpleNamespace(keys=keys))]


def test_a_date_meets_what_its_identifier_names():
    assert found("events", "a-1918-06-20-fight", date="1918-06-20") == []
    assert found("events", "a-1918-06-20-fight", date="1918-06-21") != []
    assert found("events", "a-1918-06-fight", date="1918-06-30") == []
    assert found("events", "a-1918-06-fight", date="1918-07-01") != []
    assert found("events", "a-1918-fight", date="1918-12-31") == []
    assert found("events", "a-1918-fight", date="1919-01-01") != []
    assert found("events", "a-1914-15-winter", date="1914-12-31") == []  # a fifteenth month is no date
    assert found("events", "a-1914-15-winter-1916", date="1917-01-01") != []
    assert found("events", "a-1918-12-fight", date="") == []


def test_a_question_may_ask_of_the_month_after_and_a_holding_begin_before():
    assert found("questions", "a-1918-06-20-killed", date="1918-07-21") == []
    assert found("questions", "a-1918-06-20-killed", date="1918-07-22") != []
    assert found("control", "a-1919-06", from_date="", until_date="1920-01-01") == []
    assert found("control", "a-1919-06", from_date="", until_date="1919-05-31") != []
    assert found("control", "a-1919-06", from_date="1919-07-01", until_date="1920-01-01") != []
    assert found("control", "a-1919-06", from_date="1919-05-01", until_date="1919-08-01") == []


GENERAL = (
    "army forces force government republic council troops militia militias soldiers delegation committee detachment "
    "units unit party national officers members detachments residents people refugees leaders local authorities "
    "command commission district division regiment first democratic general bey khan pasha region city uezd valley "
    "representatives civilians town village population villagers"
)


@pytest.mark.parametrize("word", GENERAL.split())
def test_a_word_for_a_kind_of_thing_names_nobody(word):
    label = SimpleNamespace(cells={"label": f"Xanadu {word}", "kind": "formation"})
    data = SimpleNamespace(keys={"actors": {"x": label}, "places": {}}, rows=lambda table: [], folder=tables.DATA)
    assert Names(data).words["x"] == {("xanadu", word), ("xanadu",)}


@pytest.mark.parametrize(
    ("actor", "called"),
    {
        "great-britain": "british",
        "france": "french",
        "italy": "italian",
        "united-states": "american",
        "ottoman-empire": "porte",
        "ottoman-army": "turks",
        "turkish-army": "ottoman",
        "bolsheviks": "communist",
        "caucasus-islamic-army": "turkish",
        "red-army": "soviet",
        "eleventh-red-army": "soviet",
        "soviet-russia": "bolshevik",
        "aras-republic": "araz",
        "tatars": "tartars",
        "zangezur": "zangazour",
        "dashnaktsutyun": "federation",
        "azerbaijani-army": "tartars",
        "azerbaijani-government": "tartars",
        "zangezur-national-council": "zangazour",
    }.items(),
)
def test_the_texts_call_an_actor_by_other_words(actor, called):
    data = SimpleNamespace(keys={"actors": {}, "places": {}}, rows=lambda table: [], folder=tables.DATA)
    assert (called,) in Names(data).words[actor]
