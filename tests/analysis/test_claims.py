"""Claims: their values in words, and in the tables the same number twice, in words and in digits."""

import pandas as pd
import pytest

from contested_ground.analysis.claims import value_words
from contested_ground.data.tables import shared
from contested_ground.site.numbers import numbers

BLANK = dict.fromkeys(("low", "point", "high", "qualifier", "answer")) | {"polarity": "asserts"}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ({"point": 400.0, "qualifier": "exact"}, "400"),
        ({"point": 1_500.0, "qualifier": "about"}, "about 1,500"),
        ({"low": 3_000.0, "high": 5_000.0, "qualifier": "range"}, "3,000–5,000"),
        ({"high": 700.0, "qualifier": "up_to"}, "up to 700"),
        ({"low": 700.0, "qualifier": "over"}, "over 700"),
        ({"low": 700.0, "qualifier": "at_least"}, "at least 700"),
        ({"answer": "heavy"}, "heavy"),
        ({"polarity": "denies"}, "denied"),
        ({"polarity": "denies", "point": 12.0, "qualifier": "exact"}, "denied: 12"),
        ({}, ""),
    ],
)
def test_claims_in_words(claim, text):
    assert value_words(BLANK | claim) == text


SAID_OTHERWISE = {"none": [0], "nine to thirty thousand": [9_000, 30_000]}


def test_the_words_of_an_answer_are_its_numbers():
    wrong = []
    for claim in shared().claims.itertuples():
        stored = [float(number) for number in (claim.low, claim.point, claim.high) if pd.notna(number)]
        if stored:
            told = SAID_OTHERWISE.get(claim.answer) or [value for value, _ in numbers(claim.answer)]
            if not all(min(abs(value - number) for value in told) <= 0.05 for number in stored):
                wrong.append(f"{claim.claim_id}: {stored} beside '{claim.answer}'")
    assert wrong == []
