"""What a date allows, as a reader would say it."""

import pandas as pd
import pytest

from contested_ground.charts.labels import date_words

SAID = {
    ("1920-04-27", "1920-04-27"): "27 April 1920",
    ("1920-04-27", None): "from 27 April 1920",
    (None, "1920-12-31"): "by 1920",
    ("1921-01-01", None): "from 1921",
    ("1920-04-21", "1920-04-30"): "late April 1920",
    ("1920-02-11", "1920-02-20"): "mid-February 1920",
    ("1920-04-01", "1920-04-10"): "early April 1920",
    ("1920-04-01", "1920-04-30"): "April 1920",
    ("1919-02-21", "1919-02-28"): "late February 1919",
    ("1920-04-02", "1920-04-10"): "2–10 April 1920",
    ("1920-04-25", "1920-05-08"): "25 April – 8 May 1920",  # fourteen days
    ("1920-04-25", "1920-05-09"): "April–May 1920",
    ("1919-12-25", "1920-01-07"): "25 December 1919 – 7 January 1920",
    ("1919-12-28", "1920-01-01"): "28 December 1919 – 1 January 1920",
    ("1919-12-25", "1920-01-08"): "Dec 1919 – Jan 1920",
    ("1920-01-01", "1920-12-26"): "1920",  # 361 days
    ("1920-01-01", "1920-12-25"): "January–December 1920",
    ("1919-02-01", "1920-01-27"): "1919–1920",
    ("1919-02-01", "1920-01-26"): "Feb 1919 – Jan 1920",
}


@pytest.mark.parametrize(("days", "words"), SAID.items())
def test_the_days_that_a_date_allows_in_words(days, words):
    assert date_words(*map(pd.to_datetime, days)) == words
