"""Rules of years and of what a question is asked in full, at their edges, on a few rows each."""

import pytest
from support import said

from contested_ground.check import eras, numbers, years
from contested_ground.data.tables import shared


@pytest.mark.parametrize(
    ("table", "cells", "found"),
    [
        ("population", {"observation_id": "shusha-1897-a", "date": "1897-02-09"}, 0),
        ("population", {"observation_id": "shusha-1897-a", "date": "1898"}, 1),
        ("population", {"observation_id": "shusha-1897-a", "date": "1896/1898"}, 1),
        ("population", {"observation_id": "shusha-1897-a", "date": "1886/1897"}, 0),
        ("population", {"observation_id": "shusha-a", "date": "1898"}, 0),
        ("population", {"observation_id": "census-1897-shusha-1898-a", "date": "1898"}, 0),
        ("population", {"observation_id": "shusha-18971-a", "date": "1898"}, 0),
        ("population", {"observation_id": "shusha-1897-a", "date": ""}, 0),
        ("control", {"control_id": "shusha-1920-a", "from_date": "1920-12-31"}, 0),
        ("control", {"control_id": "shusha-1920-a", "from_date": "1921-01-01"}, 1),
        ("control", {"control_id": "shusha-1918-1920-a", "from_date": "1920"}, 0),
        ("control", {"control_id": "erivan-bolsheviks-1921-p280", "from_date": "1920"}, 0),
    ],
)
def test_a_count_and_a_holding_are_of_a_year_of_their_identifier(table, cells, found):
    column = "date" if table == "population" else "from_date"
    told = said(years.counts_and_holdings, **{table: [cells]})
    assert [(name, where) for name, _, where in told] == [(table, column)] * found


@pytest.mark.parametrize(
    ("key", "date", "named"),
    [
        ("shusha-1920-fire", "1920-03", None),
        ("shusha-1920-fire", "1921-03", "1920"),
        ("shusha-1919-1920-fire", "1919-12/1920-02", None),
        ("shusha-1919-1920-fire", "1920-02", "1919"),
        ("shusha-1919-1920-fire", "1919", "1920"),
        ("shusha-1920-fire", "[1920..]", None),
        ("shusha-1920-fire", "[1919..]", "1920"),
        ("shusha-1920-fire", "[..1920]", None),
        ("shusha-1919-1920-fire", "[1920..]", "1919"),
        ("shusha-1920-fire", "", None),
    ],
)
def test_a_date_reaches_over_the_years_that_are_named(key, date, named):
    row = {"event_id": key, "date": date}
    assert said(years.events, events=[row]) == ([("events", key, "date")] if named else [])
    row = {"question_id": key, "date": date}
    assert said(years.questions_and_words, questions=[row]) == ([("questions", key, "date")] if named else [])
    row = {"question_id": "q", "date": date, "question": f"How many in {key}?"}
    assert said(years.questions_and_words, questions=[row]) == ([("questions", "q", "date")] if named else [])


def test_the_year_of_the_telling_binds_no_date():
    key = "zangezur-1919-violence-muslims-khoyski"
    assert said(years.events, events=[{"event_id": key, "date": "1918"}]) == []
    assert said(years.questions_and_words, questions=[{"question_id": key, "date": "1918"}]) == []


def test_the_question_of_an_end_is_of_its_last_day():
    row = {"question_id": "karabakh-1918-1919-outcome", "date": "1919-08"}
    assert said(years.questions_and_words, questions=[row]) == []


@pytest.mark.parametrize(
    ("key", "event", "date", "found"),
    [
        ("t-1920-a", "shusha-1920-fire", "1920", False),
        ("t-1921-a", "shusha-1920-fire", "1920", True),
        ("t-1921-a", "shusha-1920-fire", "1920/1921", False),
        ("t-1920-a", "shusha-1920-fire", "1921", False),
        ("t-a", "shusha-1920-fire", "1920", False),
        ("t-1921-a", "other", "1920", False),
        ("t-1919-1920-a", "shusha-1920-fire", "1920", False),
    ],
)
def test_a_term_is_of_a_year_of_its_event(key, event, date, found):
    rows = {"events": [{"event_id": "shusha-1920-fire", "date": date}], "terms": [{"term_id": key, "event_id": event}]}
    assert said(years.terms_and_events, **rows) == [("terms", key, "event_id")] * found


def test_a_count_begins_with_its_place():
    rows = [{"observation_id": "shusha-1897-a", "place_id": place} for place in ("shusha", "shusha-uezd-1897", "baku")]
    assert len(said(years.own_place, population=rows)) == 1


FULL = {"question_id": "q", "kind": "count", "measure": "killed", "of": "persons", "victim_status": "civilian"}
FULL |= {"circumstance": "battle"}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({}, []),
        ({"measure": ""}, ["measure"]),
        ({"of": ""}, ["of"]),
        ({"measure": "", "of": "", "kind": "share"}, ["measure", "of"]),
        ({"kind": "motive"}, ["measure"]),
        ({"kind": "motive", "measure": "", "of": ""}, []),
        ({"kind": "motive", "measure": ""}, ["measure"]),
        ({"victim_status": ""}, ["victim_status"]),
        ({"victim_status": "", "circumstance": ""}, ["victim_status", "circumstance"]),
        ({"victim_status": "", "of": "villages"}, []),
        ({"circumstance": "", "measure": "deployed"}, []),
    ],
)
def test_a_question_says_all_that_it_asks(cells, columns):
    told = said(numbers.questions_are_full, questions=[FULL | cells])
    assert told == [("questions", "q", column) for column in columns]


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("1920-03-22", False),
        ("1920-04-23", False),  # 31 days later
        ("1920-04-24", True),
        ("1920-02-20", False),
        ("1920-02-19", True),
        ("", False),
    ],
)
def test_a_question_is_of_the_days_of_its_event(date, found):
    rows = {"events": [{"event_id": "e", "date": "1920-03-22/1920-03-23"}]}
    told = said(numbers.questions_are_full, questions=[FULL | {"event_id": "e", "date": date}], **rows)
    assert told == [("questions", "q", "date")] * found


@pytest.mark.parametrize(("to", "grade", "found"), [("a", "same", 0), ("a", "split", 1), ("b", "split", 0)])
def test_only_what_stayed_the_same_is_compared_with_itself(to, grade, found):
    row = {"from_place": "a", "to_place": to, "grade": grade}
    assert said(numbers.comparisons_differ, comparisons=[row]) == [("comparisons", "a", "to_place")] * found


def test_the_months_in_which_each_body_may_act(kept):
    actors = shared()["actors"]
    bodies = actors.loc[actors["kind"] != "person", "actor_id"]
    months = [f"{year}-{month:02}" for year in range(1917, 1925) for month in range(1, 13)]
    rows = [
        {"control_id": f"{body} {month}", "holder_id": body, "from_date": month} for body in bodies for month in months
    ]
    refused = {key for _, key, _ in said(eras.in_their_days, control=rows)}
    lines = []
    for body in bodies:
        may = [month for month in months if f"{body} {month}" not in refused]
        if len(may) < len(months):
            assert months[months.index(may[0]) : months.index(may[-1]) + 1] == may  # without a gap
            lines.append(f"{body} {may[0]} {may[-1]}\n")
    kept("".join(lines), "eras.txt")


@pytest.mark.parametrize(
    ("place", "year", "found"),
    [
        ("shusha-uezd-1897", "1897", False),
        ("shusha-uezd-1897", "1917", False),
        ("shusha-uezd-1897", "1918", True),
        ("shusha-uezd-1916", "1913", True),
        ("shusha-uezd-1916", "1914", False),
        ("shusha-uezd-1926", "1919", True),
        ("shusha-uezd-1926", "1920", False),
        ("shusha-uezd-1926", "1936", False),
        ("shusha-uezd-1926", "1937", True),
        ("shusha-uezd-1939", "1937", False),
        ("shusha-uezd-1922", "1922", False),  # a year of its own
        ("shusha-uezd-1922", "1923", True),
        ("shusha-1897-part-1926", "1926", False),
        ("shusha", "1926", False),
        ("shusha-uezd-1897", "1921-22", False),  # another rule's
    ],
)
def test_a_unit_of_a_count_leads_to_a_territory_of_its_years(place, year, found):
    told = said(years.territories, crosswalk=[{"place_id": place, "year": year}])
    assert [column for *_, column in told] == ["place_id"] * found
