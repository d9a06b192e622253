"""What a cell of text may hold, sign by sign."""

from datetime import date, timedelta

import pytest
from support import said

from contested_ground.check import cells


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * 1000, ""),
        ("x" * 1001, "has 1001 characters"),
        (" outer", "outer or double space"),
        ("two  spaces", "outer or double space"),
        ("=1+1", "begins as a spreadsheet's formula"),
        ("+cmd", "begins as a spreadsheet's formula"),
        ("@SUM", "begins as a spreadsheet's formula"),
        ("-x", "begins as a spreadsheet's formula"),
        ("-44.5", ""),
        ("-44.", "begins as a spreadsheet's formula"),
        ("N/A", "stands for nothing"),
        ("…", "stands for nothing"),
        ("naught", ""),
        ("a <b> c", "holds markup"),
        ("a &amp; c", "holds markup"),
        ("a < b & c", ""),
        ("caf\ufffd", "wrong encoding"),
        ("GÃ¼listan", "wrong encoding"),
        ("a\tb", "unprintable character, '\\t'"),
        ("a\u200bb", "unprintable character"),
        ("می\u200cخواهم", ""),
        ("می\ufe0fخواهم", "unprintable character"),
        ("می\u200c", "unprintable character"),
        ("\u200cمی", "unprintable character"),
        ("ab\u200ccd", "unprintable character"),
        ("🏴\u200d☠\ufe0f", ""),
        ("☠\ufe0f", ""),
        ("٣ men", "digit of another script, ٣"),
        ("５", "digit of another script, ５"),
        ("²", ""),
        ("ﬁne", "letter in disguise, ﬁ"),
        ("Երևան", ""),
        ("1ª", ""),
        ("ʰ", ""),
        ("ﻻ", ""),
        ("e\u0301", "not in Unicode NFC"),
        ("x\u0301", ""),
        ("x\u0301\u0302", "heaps marks on one letter"),
        ("Gülüstаn", "'Gülüstаn' mixes letters of Cyrillic and Latin"),
        ("Gülüstan Гюлистан", ""),
        ("№ 3 “Դիվան”", ""),
    ],
)
def test_a_cell_of_text(text, fault):
    told = cells.fault(text)
    assert fault in told
    assert bool(told) is bool(fault)
    assert not told or ";" in told


@pytest.mark.parametrize(
    ("text", "found"), [("x" * 61 + " y", True), ("x" * 60 + " y", False), ("y " + "x-" * 31, False), ("=1", True)]
)
def test_the_rule_finds_it_in_any_column(text, found):
    rows = [{"event_id": "e", "note": text}, {"event_id": "f", "note": "sound"}]
    assert said(cells.clean_cells, events=rows) == [("events", "e", "note")] * found


def test_long_words_are_for_addresses_alone():
    address = f"see https://example.org/{'x' * 300} there"
    row = {"source_id": "s", "url": address, "title": address}
    assert said(cells.clean_cells, sources=[row]) == [("sources", "s", "title")]


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("accessed", "2025-2-3", True),
        ("accessed", "2025-02-03", False),
        ("accessed", "2999-01-01", True),
        ("state_date", "2999-01-01", True),
        ("state_date", "spring", False),
        ("state_date", "2025", False),
        ("accessed", str(date.today()), False),
        ("accessed", str(date.today() + timedelta(2)), True),
    ],
)
def test_days_of_reading(column, value, found):
    shown = said(cells.days_of_reading, sources=[{"source_id": "s", column: value}])
    assert shown == [("sources", "s", column)] * found
