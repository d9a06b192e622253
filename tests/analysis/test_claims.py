"""Claims: their values in words."""

import pytest

from contested_ground.analysis.claims import value_words

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
