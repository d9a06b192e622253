"""EDTF dates: every form, the strict bounds against the edtf package, precision, refusals, words."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from contested_ground.data import dates

DAYS = st.dates(date(1800, 1, 1), date(2025, 12, 31))
SINGLE = DAYS.flatmap(lambda day: st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"]))
PAIRS = st.tuples(DAYS, DAYS).map(sorted)


def read(text):
    """The date, or the error that refuses it."""
    try:
        return dates.parse(text)
    except ValueError as error:
        return error


def day(struct):
    return date(*struct[:3])


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "precision"),
    [
        ("1921-07-05", "1921-07-05", "1921-07-05", "point", 1),
        ("1918-09", "1918-09-01", "1918-09-30", "point", 4),
        ("1919", "1919-01-01", "1919-12-31", "point", 5),
        ("1920-04-09/1920-04-12", "1920-04-09", "1920-04-12", "interval", 1),
        ("1920-02/1920-03-04", "1920-02-01", "1920-03-04", "interval", 4),
        ("[1919-07-17..1919-07-18]", "1919-07-17", "1919-07-18", "within", 2),
        ("[1918-08-01..1918-08-10]", "1918-08-01", "1918-08-10", "within", 3),
        ("[..1919-04-30]", None, "1919-04-30", "within", 5),
        ("[1920-07-28..]", "1920-07-28", None, "within", 5),
        ("[1919-12-24,1920-04-24]", "1919-12-24", "1920-04-24", "one_of", 5),
    ],
)
@pytest.mark.parametrize("mark", ["", "?", "~"])
def test_every_form(text, start, end, kind, precision, mark):
    when = dates.parse(text + mark)
    assert (when.start and when.start.isoformat(), when.end and when.end.isoformat()) == (start, end)
    assert (when.kind, when.precision, when.mark) == (kind, precision, mark)


@settings(max_examples=60, deadline=None)
@given(SINGLE)
def test_single_dates_have_the_bounds_of_the_edtf_package(text):
    when, oracle = dates.parse(text), parse_edtf(text)
    assert (when.start, when.end) == (day(oracle.lower_strict()), day(oracle.upper_strict()))


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_intervals_have_the_bounds_of_the_edtf_package(pair):
    text = "/".join(map(str, pair))
    when, oracle = dates.parse(text), parse_edtf(text)
    assert (when.start, when.end) == (day(oracle.lower_strict()), day(oracle.upper_strict())) == tuple(pair)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_sets_have_the_bounds_of_the_edtf_package(pair):
    first, last = pair
    for text in (f"[{first}..{last}]", f"[{first},{last}]"):
        oracle = parse_edtf(text)
        assert (dates.parse(text).start, dates.parse(text).end) == (first, last)
        assert (day(oracle.lower_strict()), day(oracle.upper_strict())) == (first, last)


@given(DAYS, st.integers(0, 400))
def test_precision_never_falls_as_a_span_grows(first, length):
    shorter = dates.parse(f"[{first}..{first + timedelta(days=length)}]")
    longer = dates.parse(f"[{first}..{first + timedelta(days=length + 1)}]")
    assert 1 <= shorter.precision <= longer.precision <= 5


@given(st.text(max_size=24))
def test_other_text_is_refused_with_a_remedy_or_read(text):
    outcome = read(text)
    if isinstance(outcome, ValueError):
        assert text in str(outcome)
        assert ";" in str(outcome)
    else:
        assert outcome.text == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("12.5.1920", "write one of"),
        ("1920-4-1", "write one of"),
        ("1920-04-01T12:00", "write one of"),
        ("[..]", "write one of"),
        ("1920-04-09..1920-04-12", "write one of"),
        ("1919-02-29", "calendar does not have"),
        ("1921-13", "calendar does not have"),
        ("1920-05/1920-04", "earlier date first"),
        ("[1920..1919]", "earlier date first"),
        ("[1920-04-24,1919-12-24]", "earlier date first"),
        ("１９２０", "write one of"),
    ],
)
def test_bad_dates_name_value_and_remedy(text, remedy):
    with pytest.raises(ValueError, match=remedy) as refused:
        dates.parse(text)
    assert text in str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1921-07-05", "5 July 1921"),
        ("1918-09", "September 1918"),
        ("1919?", "1919 (doubtful)"),
        ("1905~", "about 1905"),
        ("1920-04-09/1920-04-12", "9–12 April 1920"),
        ("1920-03-29/1920-04-01", "29 March – 1 April 1920"),
        ("1918-12-30/1919-01-02", "30 December 1918 – 2 January 1919"),
        ("1918-11/1918-12", "November–December 1918"),
        ("1918-12/1919-01", "December 1918 – January 1919"),
        ("1918/1920", "1918–1920"),
        ("1920-03/1920-03-12", "March – 12 March 1920"),
        ("1920-03-12/1920-04", "12 March – April 1920"),
        ("1919/1920-03", "1919 – March 1920"),
        ("[1919-07-17..1919-07-18]", "within 17–18 July 1919"),
        ("[1801..1900]~", "about 1801–1900"),
        ("[..1919-04-30]", "by 30 April 1919"),
        ("[1920-07-28..]", "since 28 July 1920"),
        ("[1919-12-24,1920-04-24]", "24 December 1919 or 24 April 1920"),
    ],
)
def test_words(text, words):
    assert dates.words(text) == words
