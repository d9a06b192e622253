"""Paths: decisions above control, on a small table."""

import pandas as pd
import pytest

from contested_ground.charts.former import paths
from contested_ground.charts.former.figures import Layout

WORDS = {"id": "sample", "title": "A title", "subtitle": "Months", "note": "A note"}
TERMS = pd.DataFrame(
    [
        ("Upland", "1920-12-01", "1920-12-01", "recognises", "Armenia", "A committee", True),
        ("Upland", "1921-01-01", "1921-12-31", "assigns", "Azerbaijan", "A treaty", pd.NA),
        ("Lowland", "1921-07-05", "1921-07-05", "grants_autonomy", pd.NA, "A bureau", False),
    ],
    columns=["place", "date_start", "date_end", "action", "to", "by", "provisional"],
).astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})
MONTHS = pd.DataFrame(
    [("Upland", "1920-12-01", "soviet", "nominal", "stated", False, "upland-1920")],
    columns=["place", "month", "holder", "mode", "edge", "contradictory", "control_id"],
).astype({"month": "datetime64[s]"})


def test_alternative_tells_both_layers():
    told = paths.paths(MONTHS, TERMS, **WORDS).alt
    assert "Upland. Decided: 1 Dec 1920, A committee recognises (to Armenia), provisional; 1 Jan 1921, A treaty" in told
    assert "Held: Soviet Russia, Soviet republics Dec 1920–Dec 1920 (nominal)" in told
    assert "Lowland. Decided: 5 Jul 1921, A bureau grants autonomy. Held: not stated" in told


def test_marks_that_would_overlap_stand_on_levels_of_their_own():
    begins = pd.Timestamp("1920-01-01")
    terms = TERMS[TERMS["place"] == "Upland"].to_dict("records")
    layout = Layout("wide", 700, 13)
    assert [level for _, level in paths._pack(terms, begins, 1.0, layout)] == [0, 1]
    assert [level for _, level in paths._pack(terms, begins, 9.0, layout)] == [0, 0]


def test_empty_tables_and_missing_columns_are_refused():
    with pytest.raises(ValueError, match="paths"):
        paths.paths(MONTHS, TERMS.drop(columns="by"), **WORDS)
    with pytest.raises(ValueError, match="paths"):
        paths.paths(MONTHS.iloc[:0], TERMS, **WORDS)
