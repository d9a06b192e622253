"""Rules of counts and claims at their edges, on a few rows each."""

from types import SimpleNamespace

import pytest
from support import said

from contested_ground.check import census

HEADINGS = [{"scheme": "s", "category": "t", "group": "total"}]


def count(number, category="a", **cells):
    row = {"observation_id": f"{category}-{number}", "place_id": "p", "date": "1886", "scheme": "s"}
    return (
        row | {"category": category, "universe": "total", "source_id": "x", "locator": "1"} | cells | {"count": number}
    )


def counted(rule, *rows):
    return [key for _, key, column in said(rule, population=rows, categories=HEADINGS) if column == "count"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([count("30", "t"), count("10", "a"), count("20", "b")], False),
        ([count("31", "t"), count("10", "a"), count("20", "b")], True),
        ([count("29", "t"), count("10", "a"), count("20", "b")], True),
        ([count("31", "t"), count("10", "a")], False),  # one part of several
        ([count("31", "t"), count("10", "a"), count("20", "b", status="doubtful")], False),
        ([count("31", "t"), count("10", "a"), count("", "b")], False),
        ([count("31", "t"), count("10", "a"), count("20", "b", locator="2")], False),
        ([count("31", "t"), count("10", "a"), count("20", "b", universe="men")], False),
        ([count("31", "t"), count("31", "t", source_id="y"), count("10", "a"), count("20", "b")], True),
    ],
)
def test_parts_make_their_total(rows, found):
    assert counted(census.parts_and_totals, *rows) == [rows[0]["observation_id"]] * found


def test_a_difference_that_is_known_is_no_finding_and_another_is():
    page = {"place_id": "erivan", "date": "1897-02-09", "source_id": "census1897"}
    page["locator"] = "demoscope-1897-languages-570"
    assert census.KNOWN[tuple(page.values())] == -12_908
    rows = [count("13008", "t", **page), count("60", "a", **page), count("40", "b", **page)]
    assert counted(census.parts_and_totals, *rows) == []
    rows[2] = count("41", "b", **page)
    assert counted(census.parts_and_totals, *rows) == ["t-13008"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([count("30", "t"), count("10", "a"), count("20", "b")], None),
        ([count("30", "t"), count("10", "a"), count("21", "b")], "b-21"),
        ([count("30", "t"), count("31", "a")], "a-31"),
        ([count("30", "t"), count("130", "a", status="rounded")], None),
        ([count("30", "t"), count("131", "a", status="rounded")], "a-131"),
        ([count("30", "t"), count("31", "a", status="doubtful")], None),
        ([count("30", "t"), count("20", "a"), count("21", "b", source_id="y")], None),
        ([count("30", "t"), count("31", "t", source_id="y"), count("31", "a")], None),
        ([count("31", "a")], None),
    ],
)
def test_parts_stay_below_the_largest_total(rows, found):
    assert counted(census.parts_stay_below, *rows) == ([found] if found else [])


@pytest.mark.parametrize("column", ["scheme", "source_id"])
@pytest.mark.parametrize(("name", "day"), census.DAYS.items())
def test_a_census_is_of_its_day(name, day, column):
    year = day[:4]
    rows = [count("1", date=day), count("2", date=year), count("3", date=f"{year}?"), count("4", date=f"{day[:-2]}30")]
    rows = [row | {column: name} for row in rows]
    told = said(census.census_days, population=[*rows, count("5", date=year)])
    assert told == [("population", "a-2", "date"), ("population", "a-4", "date")]


@pytest.mark.parametrize(
    ("part", "whole", "column"),
    [
        ({"point": "10"}, {"point": "10"}, None),
        ({"point": "11"}, {"point": "10"}, "point"),
        ({"low": "11", "high": "20"}, {"point": "10"}, "low"),
        ({"low": "5", "high": "20"}, {"point": "10"}, None),
        ({"low": "5", "point": "11"}, {"point": "10"}, "point"),
        ({"point": "11"}, {"low": "5", "high": "12"}, None),
        ({"point": "11"}, {"low": "5", "point": "6", "high": "10"}, "point"),
        ({"point": "11"}, {"low": "10"}, "point"),
        ({"point": "11"}, {"point": "10", "qualifier": "over"}, None),
        ({"point": "11"}, {"point": "10", "qualifier": "at_least"}, None),
        ({"point": "11", "qualifier": "over"}, {"point": "10"}, "point"),
        ({"point": "11", "qualifier": "relative"}, {"point": "10"}, None),
        ({"point": "11"}, {"point": "10", "qualifier": "relative"}, None),
        ({"point": "11", "source_id": "y"}, {"point": "10"}, None),
        ({"point": "11", "claimant_id": "y"}, {"point": "10"}, None),
        ({"point": "11", "via_id": "y"}, {"point": "10"}, None),
        ({"point": "11"}, {}, None),
        ({}, {"point": "10"}, None),
    ],
)
def test_a_part_is_no_larger_than_its_whole(part, whole, column):
    questions = [{"question_id": "some", "part_of": "all"}, {"question_id": "all"}, {"question_id": "other"}]
    claims = [{"claim_id": f"c-{of}", "question_id": of} | cells for of, cells in (("some", part), ("all", whole))]
    claims.append({"claim_id": "c-other", "question_id": "other", "point": "99"})
    told = said(census.wholes_hold_parts, questions=questions, claims=claims)
    assert told == ([("claims", "c-some", column)] if column else [])


@pytest.mark.parametrize(
    ("value", "quote", "found"),
    [
        ("345", "", True),
        ("345", "345 killed", False),
        ("1345", "1,345 or 1 346", False),
        ("1346", "1,345 or 1 346", False),
        ("346", "", False),  # in the text
        ("13", "", True),
        ("12", "", False),  # small numbers and round thousands may be in words
        ("3000", "", False),
        ("3100", "", True),
    ],
)
def test_a_further_voices_number_stands_in_its_quote_or_text(monkeypatch, value, quote, found):
    text = SimpleNamespace(cited=lambda cells: {"346"})
    monkeypatch.setattr(census, "Ledger", lambda folder: text)
    monkeypatch.setattr(census, "stands", lambda number, there: number in there)
    for source in ("bristol", "article"):
        row = {"claim_id": "c", "source_id": source, "point": value, "quote": quote}
        told = said(census.numbers_of_further_voices, claims=[row])
        assert told == [("claims", "c", "point")] * (found and source != "article")
