"""Rules of sources at their edges, on a few rows each: who speaks, where it stands, what a number leads to."""

from types import SimpleNamespace

import pytest
from support import given, said

from contested_ground.check import census, form, ledger, sources
from contested_ground.data.tables import shared


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"voice": "narrator"}, None),
        ({"voice": "narrator", "claimant_id": "a"}, "claimant_id"),
        ({"voice": "narrator", "claimant_as": "some"}, "claimant_as"),
        ({"voice": "narrator", "via_id": "b"}, "via_id"),
        ({"voice": "narrator", "claimant_as": "some", "via_id": "b"}, "claimant_as"),
        ({"voice": "attributed"}, "claimant_id"),
        ({"voice": "quoted"}, "claimant_id"),
        ({"voice": "quoted", "claimant_as": "some"}, "claimant_id"),
        ({"voice": "attributed", "claimant_id": "a"}, None),
        ({"voice": "attributed", "claimant_id": "a", "via_id": "b"}, None),
        ({"voice": "attributed", "claimant_id": "a", "via_id": "a"}, "via_id"),
        ({"voice": "reported"}, "claimant_as"),
        ({"voice": "reported", "claimant_as": "some"}, None),
        ({"voice": "reported", "claimant_id": "a"}, None),
    ],
)
def test_a_voice_says_who_speaks(cells, column):
    for table, key in (("events", "event_id"), ("claims", "claim_id"), ("control", "control_id")):
        told = said(sources.speakers, **{table: [{key: "r"} | cells]})
        assert told == ([(table, "r", column)] if column else [])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"source_id": "article", "locator": "5"}, None),
        ({"source_id": "article", "locator": "p5"}, "locator"),
        ({"source_id": "book", "locator": "p5"}, None),
        ({"source_id": "book", "locator": "5"}, "locator"),
        ({"source_id": "article"}, "locator"),
        ({"locator": "p5"}, "locator"),
        ({}, None),
        ({"source_id": "article", "locator": "5", "also": "6"}, None),
        ({"source_id": "article", "locator": "5", "also": "6;7"}, "also"),
        ({"source_id": "article", "locator": "5", "also": "6;6"}, "also"),
        ({"source_id": "article", "locator": "6", "also": "6"}, "also"),
        ({"source_id": "book", "locator": "p5", "also": "6"}, "also"),
    ],
)
def test_a_locator_is_of_its_source(cells, column):
    passages = [{"source_id": "article", "locator": number} for number in "56"]
    passages.append({"source_id": "book", "locator": "p5"})
    told = said(sources.locators, events=[{"event_id": "e"} | cells], passages=passages)
    assert told == ([("events", "e", column)] if column else [])


def test_the_other_place_of_a_discrepancy_is_a_passage():
    passages = [{"source_id": "article", "locator": number} for number in "56"]
    row = {"discrepancy_id": "d", "source_id": "article", "locator": "5"}
    for other, found in (("6", False), ("7", True), ("5", False)):
        told = said(sources.locators, discrepancies=[row | {"other_locator": other}], passages=passages)
        assert told == [("discrepancies", "d", "other_locator")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [({"url": "https://a"}, True), ({"url": "https://a", "licence": "not stated"}, False), ({}, False)],
)
def test_a_source_with_an_address_has_a_licence(cells, found):
    told = said(sources.stored_sources, sources=[{"source_id": "s"} | cells])
    assert told == [("sources", "s", "licence")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"kind": "date", "rows": ""}, True),
        ({"kind": "naming", "rows": ""}, False),
        ({"kind": "date", "rows": "events:e"}, False),
        ({"kind": "date", "rows": "events:e;events:f"}, True),
        ({"kind": "date", "rows": "claims:e"}, True),
    ],
)
def test_a_discrepancy_names_rows_that_are_there(cells, found):
    row = {"discrepancy_id": "d"} | cells
    told = said(sources.discrepancies_name_rows, discrepancies=[row], events=[{"event_id": "e"}])
    assert told == [("discrepancies", "d", "rows")] * found


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"point": "400", "locator": "5"}, []),
        ({"low": "400", "high": "500", "locator": "5"}, ["high"]),
        ({"point": "401", "locator": "5"}, ["point"]),
        ({"point": "400", "locator": "6"}, ["point"]),
        ({"point": "400", "locator": "6", "also": "7;5"}, []),
        ({"point": "401", "locator": "5", "source_id": "book"}, []),
        ({"locator": "5"}, []),
    ],
)
def test_a_number_of_the_article_is_one_that_it_mentions(cells, columns):
    row = {"claim_id": "c", "source_id": "article"} | cells
    mentions = [{"mention": "005.01", "token": "400", "use": "claim"}]
    told = said(sources.numbers_are_told, claims=[row], mentions=mentions)
    assert told == [("claims", "c", column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"low": "400", "high": "500"}, []),
        ({"point": "400500"}, []),
        ({"low": "400", "high": "600"}, ["high"]),
        ({"low": "300", "point": "401"}, ["low", "point"]),
        ({"item": "005.02", "point": "400"}, ["point"]),
        ({"date": "1920"}, []),
    ],
)
def test_a_number_that_the_second_reader_gave_stands_in_what_was_read(cells, columns):
    row = {"item": "005.01", "unit": "quantity"} | cells
    told = said(
        sources.second_readings_are_told, second_reading=[row], mentions=[{"mention": "005.01", "token": "400500"}]
    )
    assert [(table, column) for table, _, column in told] == [("second_reading", column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"use": "claim", "rows": "claims:c"}, []),
        *[({"use": use}, ["rows"]) for use in ("claim", "population", "event", "control", "term")],
        ({"use": "date"}, []),
        ({"use": "rhetoric"}, []),
        ({"use": "claim", "rows": "claims:d"}, ["rows"]),
        ({"use": "claim", "rows": "events:e"}, ["rows"]),
        ({"use": "claim", "rows": "events:e;claims:c"}, []),
        ({"use": "claim", "rows": "claims:far"}, ["rows"]),
        ({"use": "claim", "rows": "claims:also"}, []),
        ({"use": "claim", "rows": "claims:c", "token": "401"}, ["token"]),
    ],
)
def test_a_mention_leads_to_a_row_of_its_paragraph_with_its_number(cells, columns):
    claims = [("c", "5", ""), ("far", "6", ""), ("also", "6", "7;5")]
    claims = [{"claim_id": key, "point": "400", "locator": here, "also": also} for key, here, also in claims]
    rows = {"claims": claims, "events": [{"event_id": "e", "locator": "5", "date": "1920"}]}
    told = said(sources.mentions_lead_to_rows, mentions=[{"mention": "005.01", "token": "400"} | cells], **rows)
    assert [column for _, _, column in told] == columns


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"count": "137871", "share_percent": "46.2"}, []),
        ({"count": "137872"}, ["count"]),
        ({"low": "137872", "high": "1"}, ["low", "high"]),
        ({"share_percent": "0.62"}, []),  # its digits, without the nought before the point
        ({"share_percent": "46.3"}, ["share_percent"]),
        ({"count": "137872", "status": "derived"}, []),  # stands on no page
        ({"count": "137872", "status": "rounded"}, ["count"]),
        ({"count": "137872", "also_url": "https://other.org/x"}, []),  # a page that was not read
        ({"count": "137872", "also_url": "https://other.org/x;https://example.org/%D0%B0"}, ["count"]),
        ({"count": "9000", "also_url": "https://example.org/two;https://example.org/а"}, []),
        ({"count": "137872", "also_url": ""}, []),
    ],
)
def test_the_digits_of_a_count_stand_on_one_of_its_pages(cells, columns, monkeypatch):
    read = {"https://example.org/а": ("137871", "462", "62"), "https://example.org/two": ("9000",)}
    codes = {census.page(url): {ledger.code(number) for number in numbers} for url, numbers in read.items()}
    monkeypatch.setattr(census, "Ledger", lambda folder: SimpleNamespace(codes=codes))
    row = {"observation_id": "o", "status": "printed", "also_url": "https://example.org/а"} | cells
    assert said(census.digits_on_the_page, population=[row]) == [("population", "o", column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"point": "137"}, []),
        ({"point": "138"}, ["point"]),
        ({"low": "138", "high": "139"}, ["low", "high"]),
        ({"point": "138", "quote": "of the 138 men"}, []),
        ({"point": "1380", "quote": "some 1,380"}, []),
        ({"point": "12"}, []),  # may be in words
        ({"point": "13"}, ["point"]),
        ({"point": "4000"}, []),
        ({"point": "4100"}, ["point"]),
        ({"point": "138", "source_id": "article"}, []),  # judged by the mentions
        ({"point": "138", "locator": "p2"}, []),  # a passage that was not read
    ],
)
def test_the_number_of_a_further_voice_stands_in_its_text(cells, columns, monkeypatch):
    there = {ledger.code("137")}
    cited = SimpleNamespace(cited=lambda row: there if row["locator"] == "p1" else None)
    monkeypatch.setattr(census, "Ledger", lambda folder: cited)
    row = {"claim_id": "c", "source_id": "war-2022", "locator": "p1"} | cells
    assert said(census.numbers_of_further_voices, claims=[row]) == [("claims", "c", column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"token": "600"}, []),
        ({"token": "1,200"}, []),
        ({"token": "601"}, ["token"]),
        ({"token": "several"}, []),  # no digits
        ({"token": "601", "mention": "007.01"}, []),  # a paragraph that was not read
        ({"token": "600", "mention": "006.01"}, ["token"]),
        ({"token": "600", "use": "rhetoric"}, ["use"]),
        ({"token": "many", "use": "rhetoric"}, []),
        ({"token": "many", "use": "rhetoric", "rows": "claims:c"}, ["use"]),
    ],
)
def test_a_mention_stands_in_its_paragraph(cells, columns, monkeypatch):
    codes = {("article", "5"): {ledger.code("600"), ledger.code("1200")}, ("article", "6"): {ledger.code("7")}}
    monkeypatch.setattr(sources, "Ledger", lambda folder: SimpleNamespace(codes=codes))
    row = {"mention": "005.01", "use": "claim"} | cells
    assert said(sources.mentions_are_there, mentions=[row]) == [
        ("mentions", row["mention"], column) for column in columns
    ]


@pytest.mark.parametrize(
    ("cells", "found"),
    [({}, False), ({"sha256": "0" * 64}, True), ({"source_id": "book", "sha256": "0"}, False),
     ({"locator": "p5", "sha256": "0"}, False), ({"locator": "0", "sha256": "0"}, False),
     ({"locator": "283", "sha256": "0"}, False), ({"locator": "282"}, True)],
)  # fmt: skip
def test_a_paragraph_is_ours(cells, found):
    first = next(row for row in shared()["passages"].to_dict("records") if row["locator"] == "1")
    row = {"source_id": "article", "locator": "1", "sha256": first["sha256"]} | cells
    assert said(sources.paragraphs_are_ours, passages=[row]) == [("passages", "article", "sha256")] * found


def test_a_known_difference_is_said_beside_another(monkeypatch):
    heads = [{"scheme": "s", "category": "all", "group": "total"}, {"scheme": "s", "category": "a", "group": "a"}]
    heads += [{"scheme": "s", "category": "b", "group": "b"}]
    rows = [{"observation_id": key, "place_id": "p", "scheme": "s", "category": key, "count": count}
            for key, count in (("all", "31"), ("a", "10"), ("b", "20"))]  # fmt: skip
    says = [message for *_, message in census.parts_and_totals(given(population=rows, categories=heads))]
    assert says == ["'31' is not the sum, its parts make 30; correct a count"]
    monkeypatch.setitem(census.KNOWN, ("p", "", "", ""), 5)
    says = [message for *_, message in census.parts_and_totals(given(population=rows, categories=heads))]
    assert says == ["'31' is not the sum, its parts make 30, known to differ by 5; correct a count"]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"low": "1200", "point": "46.2"}, []),
        ({"low": "1_200", "point": "NaN", "high": "1e5"}, ["low", "point", "high"]),
        ({"low": "٣", "answer": "1_200"}, ["low"]),
    ],
)
def test_numbers_are_digits(cells, columns):
    assert said(form.plain_numbers, claims=[{"claim_id": "c"} | cells]) == [("claims", "c", name) for name in columns]


def test_dates_are_readable_and_rows_in_order():
    events = [{"event_id": key, "date": day} for key, day in (("b-9", "1919-02-29"), ("b-10", "soon"), ("a", "1919"))]
    assert said(form.readable_dates, events=events) == [("events", "b-9", "date"), ("events", "b-10", "date")]
    assert said(form.sorted_by_key, events=events) == [("events", "a", "event_id")]
