"""Rules at their edges: rows that just pass and rows that just don't."""

import pytest
from support import said

from contested_ground.check import agreement, days, eras, form, meaning, numbers, places_and_days, sources, words, years


def event(date="", **cells):
    return {"event_id": "e", "date": date} | cells


@pytest.mark.parametrize(
    ("date", "text", "found"),
    [
        ("1920-03-04", "On 4 March", False),
        ("1920-03-04", "on 5 march", True),
        ("1920-03-04", "On 4 April", True),
        ("1920-03-04", "in March", False),
        ("1920-03-04", "no month, 9 men", False),
        ("1920-03-04?", "On 5 March", True),
        ("1920-03-04~", "On 4 March", False),
        ("1920-03", "in April", True),
        ("1920-03", "in March or April", False),
        ("1920-03/1920-05", "April", False),
        ("1920-03/1920-05", "June", True),
        ("[1920-03..]", "June", False),
        ("[1920-03..]", "February", False),
        ("[..1920-03-04]", "April", False),
        ("1917-11-07", "the October revolution", False),
        ("1918-03-31", "the March days", False),
        ("1920-03-04", "15 January 4 February", True),
        ("1920-02-29/1920-03-04", "4 March", False),
        ("1919-12-30/1920-01-02", "30 December", False),
        ("1919-12-30/1920-01-02", "2 January", False),
        ("1919-12-30/1920-01-02", "2 February", True),
        ("1920-02-28/1920-03-02", "28 February to 2 March", False),
    ],
)
def test_a_date_has_the_month_and_the_day_of_its_words(date, text, found):
    assert said(days.wording_of_events, events=[event(date, date_text=text)]) == [("events", "e", "date")] * found


def test_a_month_of_another_calendar_is_accounted_for():
    row = event("1918-04-04", date_text="4 March 4 April")
    assert said(days.wording_of_events, events=[row]) == []
    row = event("1918-02-04/1918-03-04", date_text="4 January")
    assert said(days.wording_of_events, events=[row]) == [("events", "e", "date")]


@pytest.mark.parametrize(
    ("table", "key", "cells", "found"),
    [
        ("events", "shusha-1920-03-22-x", {"date": "1920-03-22"}, False),
        ("events", "shusha-1920-03-22-x", {"date": "1920-03-23"}, True),
        ("events", "shusha-1920-03-x", {"date": "1920-03-31"}, False),
        ("events", "shusha-1920-03-x", {"date": "1920-04-01"}, True),
        ("events", "shusha-1920-x", {"date": "1920-12-31"}, False),
        ("events", "shusha-1920-x", {"date": "1921-01-01"}, True),
        ("events", "shusha-1920-13-x", {"date": "1921-01-01"}, False),
        ("events", "shusha-x", {"date": "1921-01-01"}, False),
        ("events", "shusha-1920-02-x", {"date": "1920-02-29"}, False),
        ("events", "a-1919-b-1920", {"date": "1920-05-01"}, False),
        ("events", "shusha-1920-03-22-x", {"date": ""}, False),
        ("questions", "shusha-1920-03-killed", {"date": "1920-05-01"}, False),
        ("questions", "shusha-1920-03-killed", {"date": "1920-05-02"}, True),
        ("control", "goris-1920-08-x", {"from_date": "1920-08-31", "until_date": ""}, False),
        ("control", "goris-1920-08-x", {"from_date": "1920-09-01", "until_date": "1920-10"}, True),
        ("control", "goris-1920-08-x", {"from_date": "", "until_date": "1920-09"}, False),
        ("control", "goris-1920-08-x", {"from_date": "", "until_date": "1920-07"}, True),
        ("control", "goris-1920-08-x", {"from_date": "soon", "until_date": "1920-08"}, False),  # which form refuses
        ("events", "goris-1920-08-x", {"date": "soon"}, False),
    ],
)
def test_a_date_is_that_of_its_identifier(table, key, cells, found):
    name = {"events": "event_id", "questions": "question_id", "control": "control_id"}[table]
    column = "from_date" if table == "control" else "date"
    assert said(days.days_in_identifiers, **{table: [{name: key} | cells]}) == [(table, key, column)] * found


def holding(**cells):
    return {
        "control_id": "c",
        "source_id": "article",
        "locator": "5",
        "from_basis": "stated",
        "until_basis": "stated",
    } | (cells)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"from_date": "1920-03-05"}, None),
        ({"from_date": "1920-03-06"}, "from_date"),
        ({"until_date": "1920-03-06"}, "until_date"),
        ({"until_date": "1920-03-06", "until_event": "e"}, None),
        ({"from_date": "1920-03-06", "until_event": "e"}, "from_date"),
        ({"from_date": "1920-03"}, None),
        ({"from_date": "1920-04"}, "from_date"),
        ({"from_date": "1920-03-05", "locator": "9", "also": "5"}, None),
        ({"from_date": "1920-03-05", "locator": "6"}, "from_date"),
        ({"from_date": "1920-03-05", "locator": "6", "from_basis": "inferred"}, None),
        ({"from_date": "1920-03-07", "locator": "6", "from_basis": "inferred"}, "from_date"),
        ({"from_date": "[1920-03-05..]"}, None),
        ({"from_date": "[..1920-03-05]"}, None),
        ({"from_date": "1920-02-20/1920-03-21"}, None),
        ({"from_date": "1920-02-20/1920-03-22"}, "from_date"),
    ],
)
def test_a_holding_begins_and_ends_with_an_event_told_there(cells, column):
    there = event("1920-03-05", source_id="article", locator="5")
    told = said(days.holdings_have_events, control=[holding(**cells)], events=[there])
    assert told == ([("control", "c", column)] if column else [])


@pytest.mark.parametrize(
    ("until", "found"), [("1920-03-05", False), ("1920-03-06", False), ("1920-03-07", True), ("1920-03-03", True)]
)
def test_an_end_meets_the_event_that_ends_it(until, found):
    row = holding(until_date=until, until_event="e")
    told = said(days.ends_fit_their_event, control=[row], events=[event("1920-03-05")])
    assert told == [("control", "c", "until_date")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"year_basis": "stated"}, False),
        ({"year_basis": "stated", "date": "1921-03"}, True),
        ({"year_basis": "stated", "date": "1921-03", "also": "6"}, False),
        ({"year_basis": "stated", "date": "1921-03", "source_id": "book"}, False),
        ({"year_basis": "stated", "date": "1921-03", "locator": "7"}, False),
        ({"year_basis": "stated", "date": "1921-03", "event_id": "in-the-18-century"}, False),
        ({"year_basis": "inferred", "date_text": "3 June"}, False),
        ({"year_basis": "inferred", "date_text": "June 1920"}, True),
        ({"year_basis": "inferred", "date_text": "June 1921"}, False),
    ],
)
def test_a_year_that_is_stated_is_printed(cells, found):
    row = event("1920-03", source_id="article", locator="5") | cells
    told = [
        {"mention": "005.01", "token": "1920"},
        {"mention": "006.01", "token": "1921"},
        {"mention": "x", "token": "3"},
    ]
    shown = said(days.years_are_told, events=[row], mentions=told)
    assert shown == [("events", row["event_id"], "year_basis")] * found


@pytest.mark.parametrize(
    ("actor", "cells", "found"),
    [
        ("republic-of-armenia", {"from_date": "1918-05"}, False),
        ("republic-of-armenia", {"from_date": "1918-04"}, True),
        ("republic-of-armenia", {"from_date": "1920-12-31"}, False),
        ("republic-of-armenia", {"from_date": "1921-01"}, True),
        ("republic-of-armenia", {"from_date": "", "until_date": "1921-01"}, True),
        ("republic-of-armenia", {"from_date": ""}, False),
        ("german-empire", {"from_date": "1914-01"}, False),
        ("german-empire", {"from_date": "1918-12"}, True),
        ("red-army", {"from_date": "1930-01"}, False),
        ("units-1918", {"from_date": "1918-06"}, False),
        ("units-1918", {"from_date": "1919-06"}, True),
        ("dro", {"from_date": "1819"}, False),
    ],
)
def test_a_body_stands_in_rows_of_its_days(actor, cells, found):
    row = {"control_id": "c", "holder_id": actor} | cells
    assert said(eras.in_their_days, control=[row]) == [("control", "c", "holder_id")] * found


def test_terms_and_questions_take_the_days_of_their_event():
    rows = {
        "events": [event("1921-01-05")],
        "terms": [{"term_id": "t", "event_id": "e", "to_id": "republic-of-armenia"}],
    }
    rows["questions"] = [{"question_id": "q", "event_id": "e", "date": "1920-01", "about_id": "republic-of-armenia"}]
    assert said(eras.in_their_days, **rows) == [("terms", "t", "to_id")]
    rows["questions"][0]["date"] = ""
    assert set(said(eras.in_their_days, **rows)) == {("terms", "t", "to_id"), ("questions", "q", "about_id")}


@pytest.mark.parametrize(
    ("year", "place", "found"),
    [
        ("1897", "shusha-uezd-1897", False),
        ("1917", "shusha-uezd-1897", False),
        ("1918", "shusha-uezd-1897", True),
        ("1800", "shusha-uezd-1897", False),
        ("1799", "shusha-uezd-1897", True),
        ("1914", "plan-1916", False),
        ("1913", "plan-1916", True),
        ("1920", "shusha-uezd-1926", False),
        ("1919", "shusha-uezd-1926", True),
        ("1937", "shusha-uezd-1926", True),
        ("1937", "shusha-1939", False),
        ("1936", "shusha-1939", True),
        ("1922", "shusha-1922", False),
        ("1923", "shusha-1922", True),
        ("1926", "shusha", False),
        ("192x", "shusha-uezd-1897", False),
    ],
)
def test_a_territory_is_of_its_year(year, place, found):
    row = {"unit": "u", "year": year, "place_id": place}
    assert said(years.territories, crosswalk=[row]) == [("crosswalk", "u", "place_id")] * found


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("1850", True),
        ("1879/1880", True),
        ("1879/1882", False),
        ("1881", False),
        ("1921", False),
        ("1922-01", True),
        ("1921/1930", False),
    ],
)
def test_nobody_acts_before_birth_or_after_death(date, found):
    rows = {"actors": [{"actor_id": "a", "kind": "person", "summary": "A soldier (1881–1921)."}]}
    rows |= {"events": [event(date)], "participations": [{"event_id": "e", "actor_id": "a", "role": "commander"}]}
    assert said(meaning.lives, **rows) == [("participations", "e", "actor_id")] * found
    rows["actors"][0]["kind"] = "force"
    assert said(meaning.lives, **rows) == []


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Andranik calls it a massacre.", False),
        ("It was a massacre.", True),
        ("It was a massacre (his word).", False),
        ("They speak of it, as many others did in those days and afterwards, as a massacre.", True),
        ("A pogrom in his word.", False),  # twelve signs after the label
        ("A pogrom now his word.", True),
        (f"He calls {'x' * 52} a massacre.", True),
        (f"He calls {'x' * 51} a massacre.", False),  # sixty before it
        ("So called heroes.", True),
        ("The herons of the tale.", False),
        ("Heroism.", True),
        ("An ethnic-cleansing.", True),
        ("A mаssacre.", True),
        ("A mas\u200bsacre.", True),
    ],
)
def test_a_note_says_whose_label_it_is(note, found):
    row = {"event_id": "e", "note": note}
    assert said(words.no_labels, events=[row]) == [("events", "e", "note")] * found
    assert bool(said(words.no_labels, events=[{"event_id": "e", "title": note}])) is (note != "The herons of the tale.")


@pytest.mark.parametrize(
    ("kind", "lat", "found"),
    [("republic", 44.0, False), ("republic", 44.2, True), ("uezd", 40.8, False), ("uezd", 40.82, True),
     ("country", 48.0, False), ("country", 48.2, True), ("governorate", 41.7, False), ("governorate", 41.9, True),
     ("oblast", 41.3, False), ("oblast", 41.4, True),
     ("valley", 40.5, False), ("valley", 40.6, True), ("valley", "", False)],
)  # fmt: skip
def test_a_place_is_near_its_parent(kind, lat, found):
    rows = [{"place_id": "p", "parent_id": "q", "lat": "40", "lon": "45", "kind": "village"}]
    rows.append({"place_id": "q", "lat": str(lat), "lon": "45", "kind": kind})
    assert said(agreement.near_parents, places=rows) == [("places", "p", "parent_id")] * found


def held(number, since, until, holder, place="p", mode="effective", extent="whole"):
    row = {"control_id": f"c{number}", "place_id": place, "holder_id": holder, "mode": mode, "extent": extent}
    return row | {"from_date": since, "until_date": until}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (("1920-02-01", "1920-05-01", "y"), True),
        (("1920-03-31", "1920-05-01", "y"), True),
        (("1920-04-01", "1920-05-01", "y"), False),
        (("1920-02-01", "1920-05-01", "x"), False),
        (("1920-02-01", "1920-05-01", "y", "q"), False),
        (("1920-02-01", "1920-05-01", "y", "p", "nominal"), False),
        (("1920-02-01", "1920-05-01", "y", "p", "effective", "part"), False),
        (("1920-02/1920-04", "1920-05-01", "y"), False),
        (("1920-02-01", "", "y"), False),
    ],
)
def test_two_holders_of_one_place_need_a_discrepancy(other, found):
    rows = [held(1, "1920-01-01", "1920-04-01", "x"), held(2, *other)]
    assert said(places_and_days.rival_control, control=rows) == [("control", "c2", "holder_id")] * found
    noted = [{"discrepancy_id": "d", "rows": "control:c1;control:c2"}]
    assert said(places_and_days.rival_control, control=rows, discrepancies=noted) == []
    noted = [{"discrepancy_id": "d", "rows": "control:c1"}, {"discrepancy_id": "e", "rows": "control:c2"}]
    assert bool(said(places_and_days.rival_control, control=rows, discrepancies=noted)) is found


def test_each_member_votes_once_and_in_a_vote():
    cast = [("e", "a", "votes_for"), ("e", "b", "votes_against"), ("e", "a", "abstains"), ("f", "a", "votes_for")]
    cast += [("f", "c", "present_no_vote"), ("f", "d", "commander"), ("g", "d", "votes_for"), ("d", "d", "votes_for")]
    rows = [dict(zip(("event_id", "actor_id", "role"), row, strict=True)) for row in cast]
    events = [{"event_id": key, "kind": kind} for key, kind in (("e", "vote"), ("f", "clash"), ("d", "decision"))]
    assert said(places_and_days.votes, participations=rows, events=events) == [
        ("participations", "e", "role"), ("participations", "f", "role"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "most"),
    [("events", "quote", 8), ("events", "date_text", 8), ("events", "label_text", 8), ("claims", "claimant_as", 6),
     ("passages", "incipit", 6)],
)  # fmt: skip
def test_words_are_few_and_hyphens_divide_them(table, column, most):
    key = {"events": "event_id", "claims": "claim_id", "passages": "source_id"}[table]
    for text, found in ((("one " * most).strip(), False), (f"a-b {'h ' * (most - 2)}i", True)):
        assert said(form.few_words, **{table: [{key: "e", column: text}]}) == [(table, "e", column)] * found


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("shusha-1920-fire", False),
        ("shusha-fire", True),
        ("shusha-19-century-fire", False),
        ("shusha-1919-1920-fire", False),
        ("shusha-19201-fire", True),
    ],
)
def test_an_event_carries_a_year(key, found):
    assert said(form.years_in_identifiers, events=[event(event_id=key)]) == [("events", key, "event_id")] * found


def claim(**cells):
    return {"claim_id": "c", "question_id": "q", "polarity": "asserts", "answer": "yes"} | cells


@pytest.mark.parametrize(
    ("kind", "cells", "columns"),
    [
        ("count", {"point": "5", "qualifier": "exact"}, []),
        ("count", {"point": "5", "qualifier": "over"}, ["qualifier"]),
        ("count", {"point": "5"}, ["qualifier"]),
        ("count", {"low": "5", "high": "6", "qualifier": "range"}, []),
        ("count", {"low": "5", "high": "5", "qualifier": "range"}, ["low"]),
        ("count", {"qualifier": "several"}, []),
        ("count", {"qualifier": "unquantified"}, []),
        *[("count", {"qualifier": of, "point": "5"}, []) for of in ("about", "nearly")],
        *[("count", {"qualifier": of, "low": "5"}, []) for of in ("over", "at_least")],
        ("count", {"qualifier": "up_to", "high": "5"}, []),
        ("count", {"qualifier": "up_to", "low": "5"}, ["qualifier"]),
        ("count", {"point": "5", "qualifier": "exact", "polarity": "denies"}, ["polarity"]),
        ("count", {"point": "5", "qualifier": "relative"}, ["relative_to"]),
        ("count", {"point": "5", "qualifier": "relative", "relative_to": "r"}, []),
        ("count", {"point": "5", "qualifier": "relative", "relative_to": "q"}, ["relative_to"]),
        ("count", {"point": "5", "qualifier": "exact", "relative_to": "r"}, ["relative_to"]),
        ("count", {"answer": ""}, ["answer"]),
        ("count", {"answer": "", "polarity": "denies"}, []),
        ("motive", {"point": "5", "qualifier": "exact"}, ["point"]),
        ("share", {"point": "100", "qualifier": "exact"}, []),
        ("share", {"point": "100.1", "qualifier": "exact"}, ["point"]),
        ("share", {"point": "1o1", "qualifier": "exact"}, []),  # no number: of that another rule speaks
        ("share", {"low": "3", "high": "101", "qualifier": "range"}, ["high"]),
        ("count", {"point": "101", "qualifier": "exact"}, []),
        ("", {"point": "101", "qualifier": "exact"}, []),
    ],
)
def test_numbers_of_a_claim_fit_together(kind, cells, columns):
    questions = [{"question_id": "q", "kind": kind}] * bool(kind)
    told = said(numbers.claims_are_numbers, claims=[claim(**cells)], questions=questions)
    assert told == [("claims", "c", column) for column in columns]


def test_a_claim_stands_once():
    rows = [claim(), claim(claim_id="d"), claim(claim_id="e", answer="no"), claim(claim_id="f", locator="9")]
    assert said(numbers.claims_are_numbers, claims=rows) == [("claims", "d", "claim_id")]


def count(**cells):
    row = {"observation_id": "o", "place_id": "p", "date": "1897", "scheme": "s", "category": "a", "source_id": "x"}
    return row | {"universe": "total", "count": "10"} | cells


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([count()], []),
        ([count(count="")], [("o", "count")]),
        ([count(count="", share_percent="5")], []),
        ([count(count="", low="5", high="5")], [("o", "low")]),
        ([count(qualifier="over")], [("o", "qualifier")]),
        ([count(qualifier="about")], []),
        ([count(count="", low="5", qualifier="over")], []),
        ([count(), count(observation_id="o2")], [("o2", "observation_id")]),
        ([count(), count(observation_id="o2", count="11")], [("o2", "observation_id")]),
        ([count(), count(observation_id="o2", count="11", locator="2")], []),
        ([count(), count(observation_id="o2", source_id="y")], []),
        ([count(category="t"), count(observation_id="o2")], []),
        ([count(category="t"), count(observation_id="o2", count="11")], [("o2", "count")]),
        ([count(category="t"), count(observation_id="o2", count="11", place_id="q")], []),
        ([count(category="t"), count(observation_id="o2", count="11"), count(observation_id="o3", category="t",
                                                                            source_id="y", count="11")], []),
    ],
)  # fmt: skip
def test_counts_add_up(rows, found):
    told = said(
        numbers.population_adds_up, population=rows, categories=[{"scheme": "s", "category": "t", "group": "total"}]
    )
    assert told == [("population", *it) for it in found]


def test_paragraphs_of_the_article_are_whole(monkeypatch):
    monkeypatch.setattr(sources, "ARTICLE_PARAGRAPHS", 2)
    monkeypatch.setattr(sources, "ARTICLE_MENTIONS", 1)
    full = {"sha256": "0", "incipit": "First", "date_style": "new"}
    rows = [{"source_id": "article", "locator": "1"} | full, {"source_id": "book", "locator": "p1"}]
    mentions = [{"mention": "001.01"}, {"mention": "words"}]
    assert said(sources.article_is_whole, passages=rows, mentions=mentions) == [("passages", None, "locator")]
    rows.append({"source_id": "article", "locator": "2"} | full)
    assert said(sources.article_is_whole, passages=rows, mentions=mentions) == []
    assert said(sources.article_is_whole, passages=rows, mentions=mentions[1:]) == [("mentions", None, "mention")]
    for column in full:
        lacks = [rows[0], rows[1], rows[2] | {column: ""}]
        assert said(sources.article_is_whole, passages=lacks, mentions=mentions) == [("passages", "article", "sha256")]
