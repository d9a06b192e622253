"""What is kept of texts that are not here: seals of quotes, words, roll calls, and the numbers that mentions mean."""

import json

import pytest

from contested_ground.check import ledger, mentions, rolls, seals
from contested_ground.data.lines import Row

ARTICLE = (
    "[001] First, a quiet day, opposed by Alpha and Beta.\n[017] On 3 June the town fell, they say.\nno paragraph\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder with the ledgers of two texts, and beside it the texts."""
    monkeypatch.setattr(ledger, "ARTICLE_PARAGRAPHS", 2)
    monkeypatch.setattr(ledger, "PAGES", 0)
    data = tmp_path / "data"
    data.mkdir()
    plan = {"sources": {"diary": "diary.txt#Here begins", "letter": "one.txt;two.txt"}, "tables": ["counts.csv"]}
    (data / "texts.json").write_text(json.dumps(plan))
    (data / "rolls.txt").write_text("article,1,a b,c\n")
    (data / "words.txt").write_text("article,1,abcd\narticle,17,abcd\ndiary,*,abcd\nletter,*,abcd\n")
    (data / "quotes.sha256").write_text("")
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "diary.txt").write_text("Before.\nHere begins the diary: snow fell.\n[next] the diary ended.\n")
    (tmp_path / "one.txt").write_text("Dear friend,")
    (tmp_path / "two.txt").write_text("all is well.")
    (tmp_path / "counts.csv").write_text(
        "source_url,second_url,count,value,value_unit\n"
        "http://pop.example/a_b.php,,1.200,,\nhttp://pop.example/a_b.php,http://pop.example/c.php,,07,in 1926\n"
    )
    return data


def cell(table, key, column, words, source="article", locator="17", also=""):
    cells = {"id": key, "source_id": source, "locator": locator, "also": also, column: words}
    return table, Row(5, cells | {name: cells.get(name, "") for name in seals.VERBATIM})


def tables(*cells):
    found = {}
    for table, row in cells:
        found.setdefault(table, []).append(row)
    return found


GOOD = (
    cell("events", "fall", "date_text", "On 3 June"),
    cell("events", "calm", "quote", "a quiet day", locator="17", also="1"),
    cell("claims", "snow", "quote", "snow fell", "diary", "p1"),
    cell("claims", "well", "label_text", "all is well", "letter", "p1"),
    cell("claims", "other", "quote", "of a text that is not listed", "elsewhere", "p1"),
)


def told(findings):
    return [(finding.file.name, finding.line, finding.column, finding.message.split(";")[0]) for finding in findings]


def proved(folder, *cells):
    return seals.findings(folder, tables(*cells), folder.parent / "article.txt", folder.parent)


def test_quotes_are_proved_sealed_and_then_known(folder):
    assert [message for *_, message in told(seals.findings(folder, tables(*GOOD)))] == [
        f"'{words}' is not sealed in quotes.sha256"
        for words in ("On 3 June", "a quiet day", "snow fell", "all is well")
    ]
    assert proved(folder, *GOOD) == []
    lines = (folder / "quotes.sha256").read_text().splitlines()
    assert [line.rpartition(",")[0] for line in lines] == [
        "claims,snow,quote,p1",
        "claims,well,label_text,p1",
        "events,calm,quote,1",
        "events,fall,date_text,17",
    ]
    assert seals.findings(folder, tables(*GOOD)) == []
    known = ledger.read(folder)
    assert {source for source, _ in known} >= {"article", "diary", "letter"}
    assert ledger.code("fell") in known["article", "17"]
    assert ledger.code("snow") in known["diary", "*"]
    assert ledger.code("ended") not in known["diary", "*"]
    assert ledger.code("well") in known["letter", "*"]


def test_what_changed_since_it_was_sealed_is_found(folder):
    assert proved(folder, *GOOD) == []
    changed = cell("events", "fall", "date_text", "On 4 June")
    assert told(seals.findings(folder, tables(changed, *GOOD[1:]))) == [
        ("events.csv", 5, "date_text", "'On 4 June' is not sealed in quotes.sha256")
    ]
    elsewhere = cell("events", "fall", "date_text", "On 3 June", locator="1")
    assert len(seals.findings(folder, tables(elsewhere, *GOOD[1:]))) == 1


def test_seals_that_nothing_bears_are_one_finding_and_are_trimmed(folder):
    assert proved(folder, *GOOD) == []
    (found,) = seals.findings(folder, tables(*GOOD[2:]))
    assert (found.file.name, found.line) == ("quotes.sha256", 3)
    assert "and 1 more lines seal no cell of the data" in found.message
    (found,) = seals.findings(folder, tables(*GOOD[1:]))
    assert "' seals no cell of the data" in found.message
    assert seals.trim(folder, tables(*GOOD[2:])) == 2
    assert seals.findings(folder, tables(*GOOD[2:])) == []
    assert seals.trim(folder, tables(*GOOD[2:])) == 0


def test_a_wrong_quote_costs_no_seal(folder):
    assert proved(folder, *GOOD) == []
    kept = (folder / "quotes.sha256").read_text(), (folder / "words.txt").read_text()
    wrong = (
        cell("events", "fall", "date_text", "On 4 June"),
        cell("claims", "snow", "quote", "rain fell", "diary", "p1"),
    )
    assert told(proved(folder, *wrong)) == [
        ("events.csv", 5, "date_text", "'On 4 June' is not in paragraph 17"),
        ("claims.csv", 5, "quote", "'rain fell' is not in diary p1"),
    ]
    assert ((folder / "quotes.sha256").read_text(), (folder / "words.txt").read_text()) == kept


def test_an_article_alone_leaves_the_seals_of_other_texts(folder):
    assert proved(folder, *GOOD) == []
    kept = (folder / "quotes.sha256").read_text()
    assert seals.findings(folder, tables(*GOOD), folder.parent / "article.txt") == []
    assert (folder / "quotes.sha256").read_text() == kept
    assert seals.findings(folder, tables(*GOOD), None, folder.parent) == []
    assert (folder / "quotes.sha256").read_text() == kept


def test_another_copy_of_the_article_is_told(folder):
    rows = [
        Row(number, {"source_id": source, "locator": locator, "sha256": "0" * 64})
        for number, (source, locator) in enumerate((("article", "1"), ("diary", "p1"), ("article", "99")), 2)
    ]
    found = told(seals.findings(folder, {"passages": rows}, folder.parent / "article.txt"))
    assert [(line, message) for _, line, _, message in found] == [
        (2, "'000000000000…' is not the hash of paragraph 1 of article.txt"),
        (4, "'000000000000…' is not the hash of paragraph 99 of article.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "line", "message"),
    [
        ("texts.json", None, 1, "the file is not there"),
        ("texts.json", '{"sources": {},\n"tables": {}}', 1, "sources is an object, tables a list"),
        ("texts.json", '{"sources": {},\n"tables": ]', 2, "the file cannot be read"),
        ("texts.json", '{"tables": []}', 1, "'sources'"),
        ("quotes.sha256", b"a\n\xe9b\n", 2, "byte 0xe9 is not UTF-8"),
        ("quotes.sha256", b"a\r\nb\n", 1, "CR LF"),
        ("words.txt", None, 1, "'words.txt' is not there"),
        ("words.txt", "article,1,abcd\narticle,17,abc\nx\n", 2, "'article,17,abc' is no line of the ledger (2)"),
        ("words.txt", "article,1,abcd\n", 1, "'1' paragraphs of 2"),
        ("rolls.txt", "", 1, "'rolls.txt' is no roll call"),
        ("rolls.txt", "article,1,a b,c\nJunk\n", 2, "'Junk' is no roll call"),
        ("rolls.txt", "article,1,a b,c", 1, "is no roll call"),
    ],
)
def test_a_ledger_that_cannot_be_read_is_told(folder, name, content, line, message):
    path = folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = seals.findings(folder, {})
    assert seals.findings(folder, {}, texts=folder.parent) == found  # nor with the texts at hand
    assert [(it.file.name, it.line) for it in found] == [(name, line)]
    assert message in found[0].message
    assert "put" in found[0].message or "save" in found[0].message


def test_no_seals_at_all_are_no_fault_of_the_file(folder):
    (folder / "quotes.sha256").unlink()
    assert seals.findings(folder, {}) == []
    assert len(seals.findings(folder, tables(GOOD[0]))) == 1


def test_words_are_coded_by_stem_and_numbers_by_digits():
    assert ledger.words("The Übermen’s 12,000 kalpakli, a lossDash; Ağdam’s gas") == {
        "the", "uberme", "s", "12000", "kalpak", "a", "loss", "dash", "agdam", "gas", "los",
    }  # fmt: skip
    assert ledger.words("1.5 and 2 000") == {"1", "5", "and", "2000"}
    assert ledger.plain("Şuşa, Ərəb, Xankəndı") == "susa, ereb, xankendi"
    there = {ledger.code("uberme"), ledger.code("12000")}
    assert ledger.stands("ubermensch", there)
    assert ledger.stands("12000", there)
    assert not ledger.stands("120001", there)


def test_what_a_row_cites(tmp_path):
    rare = "".join(f"{number:04x}" for number in range(ledger.EXTRACT))
    (tmp_path / "words.txt").write_text(f"article,1,00010002\narticle,2,0003\nbook,*,{rare}\nnote,p1,0001\nbad\n")
    there = ledger.Ledger(tmp_path)
    cited = {
        ("article", "1", ""): {"0001", "0002"},
        ("article", "1", "2"): {"0001", "0002", "0003"},
        ("article", "1", "3"): None,
        ("article", "3", ""): None,
        ("note", "p1", ""): None,
    }
    for (source, locator, also), codes in cited.items():
        assert there.cited({"source_id": source, "locator": locator, "also": also}) == codes
    assert len(there.cited({"source_id": "book", "locator": "p9"})) == ledger.EXTRACT
    assert ledger.read(tmp_path / "nowhere") == {}


def test_the_ledger_is_written_in_order_and_keeps_what_it_knew(tmp_path):
    (tmp_path / "words.txt").write_text("article,2,0001\nbook,p2,0002\nold,p1,0003\n")
    ledger.write(tmp_path, {("article", "10"): "ten", ("article", "2"): "two", ("book", "p10"): "x"})
    lines = [line.rpartition(",") for line in (tmp_path / "words.txt").read_text().splitlines()]
    assert [place for place, _, _ in lines] == ["article,2", "article,10", "book,p10", "book,p2", "old,p1"]
    assert lines[0][2] == ledger.code("two")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was supported by Stalin, Orjonikidze and Kirov.", [(["stalin", "orjonikidze", "kirov"], [])]),
        ("It was opposed by Narimanov and Makharadze.", [([], ["narimanov", "makharadze"])]),
        ("Supported by Stalin alone.", []),
        ("Nothing was voted.", []),
        (
            "Voted for – Orjonikidze, Myasnikov; voted against – Makharadze, Narimanov.",
            [(["orjonikidze", "myasnikov"], ["makharadze", "narimanov"])],
        ),
    ],
)
def test_roll_calls_of_a_text(text, found):
    assert rolls.lists(text) == found


def test_roll_calls_are_written_and_read(tmp_path):
    (tmp_path / "rolls.txt").write_text("article,1,a b,c\nbook,*,d,\n")
    rolls.write(tmp_path, {("article", "1"): "Opposed by Narimanov and Makharadze.", ("article", "2"): "Nothing."})
    assert (tmp_path / "rolls.txt").read_text() == "article,1,,narimanov makharadze\nbook,*,d,\n"
    assert rolls.read(tmp_path) == {
        ("article", "1"): [([], ["narimanov", "makharadze"])],
        ("book", "*"): [(["d"], [])],
    }
    assert rolls.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("token", "numbers"),
    [
        ("4005", {4005, 4, 5, 40, 400}),
        ("12,000", {12000, 1, 2000, 12, 0, 120, 1200}),
        ("46.2", {46.2}),
        ("Dozen", {12}),
        ("million", {1_000_000}),
        ("10–20", {10, 20}),
        ("many", set()),
        ("pair", {2}),
        ("hundred", {100}),
        ("one-third", {33.3}),
        ("two-thirds", {66.7}),
        ("quarter", {25}),
        ("fifth", {20}),
    ],
)
def test_what_a_token_can_mean(token, numbers):
    assert mentions.readings(token) == numbers


def test_neighbours_are_joined_as_the_text_joins_them():
    rows = [
        {"mention": f"{place}.{number:02}", "token": token}
        for number, (place, token) in enumerate(
            [("017", "four"), ("017", "million"), ("017", "two"), ("017", "thirds"), ("018", "one"), ("xx", "9")]
        )
    ]
    told = mentions.values(rows)
    assert told.keys() == {"17", "18"}
    assert told["17"] >= {4, 4_000_000, 66.7}
    assert 2_000_000 not in told["17"]
    assert 100 not in told["17"]
    assert 1 in told["18"]


@pytest.mark.parametrize(
    ("token", "row", "use", "reference", "fits"),
    [
        ("600", {"point": "600"}, "claim", "claims:x", True),
        ("600", {"point": "601"}, "claim", "claims:x", False),
        ("600", {"point": "601"}, "claim", "events:x", True),
        ("600", {"point": "601"}, "ordinal", "claims:x", True),
        ("six", {"point": "6000"}, "claim", "claims:x", True),
        ("thousand", {"low": "7000"}, "claim", "claims:x", True),
        ("thousand", {"low": "7500"}, "claim", "claims:x", False),
        ("thousand", {"low": "7500", "high": "9000"}, "claim", "claims:x", True),
        ("two", {"share_percent": "66.7"}, "population", "population:x", True),
        ("600", {"answer": "several"}, "claim", "claims:x", True),
        ("600", {}, "claim", "claims:x", False),
        ("many", {"point": "5"}, "claim", "claims:x", True),
        ("1920", {"date": "1920-03"}, "date", "events:x", True),
        ("3", {"date": "1920-03-04"}, "date", "events:x", True),
        ("5", {"date": "1920-03-04"}, "date", "events:x", False),
        ("5", {"date": "1920-03-04", "date_text": "5 March"}, "date", "events:x", True),
        ("5", {"date": "1920-03-04"}, "date", "events:x-5", True),
        ("spring", {"date": "1920-03", "date_text": "In spring"}, "date", "events:x", True),
        ("1921", {"from_date": "1920-03/1921-02"}, "date", "control:x", True),
        ("1922", {"date": "soon"}, "date", "events:x", False),
    ],
)
def test_whether_a_mention_fits_its_row(token, row, use, reference, fits):
    assert mentions.agrees({"token": token}, row, use, reference) is fits
