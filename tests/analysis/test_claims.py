"""Claims: their values in words, and in the tables the same number twice, in words and in digits."""

import pandas as pd
import pytest

from contested_ground.analysis.claims import rivals, value_words
from contested_ground.analysis.voices import marks

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


def test_rivals_stand_in_order_of_size_each_speaker_and_value_once():
    kinds = {"low": "Float64", "point": "Float64", "high": "Float64", "claimant_id": "string", "qualifier": "string"}
    columns = ["question_id", "source_id", "locator", "claimant_id", "qualifier", "low", "point", "high", "answer"]
    told = [
        ("q", "article", "7", None, "exact", None, 500, None, ""),
        ("q", "page", "p1", None, "about", None, 600, None, ""),
        ("q", "page", "p2", "dro", "over", 100, None, None, ""),
        ("q", "book", "p3", "dro", "over", 100, None, None, ""),
        ("q", "book", "p4", None, None, None, None, None, "many"),
        ("r", "book", "p5", None, "exact", None, 1, None, ""),
    ]
    tables = {
        "claims": pd.DataFrame(told, columns=columns).astype(kinds).assign(polarity="asserts"),
        "questions": pd.DataFrame({"question_id": ["q", "r"]}),
        "actors": pd.DataFrame({"actor_id": ["dro"], "label": ["Dro"]}),
        "sources": pd.DataFrame(
            {
                "source_id": ["article", "page", "book"],
                "title": ["A", "Page", "Book"],
                "year": pd.array([None, None, "1930"], dtype="string"),
                "state_date": pd.array([None, "2022-05", None], dtype="string"),
            }
        ),
    }
    assert rivals(tables, "q").to_numpy().tolist() == [
        ["over 100", "Dro", "Page (2022); Book (1930)", 100],
        ["500", "nobody named", "the article, ¶7", 500],
        ["about 600", "the page itself", "Page (2022)", 540],
        ["many", "the page itself", "Book (1930)", float("inf")],
    ]
    with pytest.raises(KeyError, match="no question s"):
        rivals(tables, "s")
    assert marks(tables["claims"].head(2), tables).tolist() == ["[¶7](article:7)", "[Page](source:page)"]
