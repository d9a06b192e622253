"""Which answers are independent: shared words, one author and one claimant make one voice."""

import pandas as pd
import pytest

from contested_ground.analysis import independence
from contested_ground.data.tables import shared

COLUMNS = ["claim_id", "question_id", "source_id", "claimant_id", "note", "answer", "polarity", "qualifier"]
COLUMNS += ["low", "point", "high"]


def tables(claims, notes):
    """Small tables: claims as (question, source, claimant, note, number), notes of sources by identifier."""
    rows = [
        (f"c{at}", question, source, who, note, str(number), "asserts", "exact", None, number, None)
        for at, (question, source, who, note, number) in enumerate(claims)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"claimant_id": "string", "note": "string", "qualifier": "string"}
    )
    asked = sorted(set(frame["question_id"]))
    questions = pd.DataFrame({"question_id": asked, "question": asked, "kind": "count", "source_id": "article"})
    sources = pd.DataFrame(
        {"source_id": list(notes), "note": pd.array(list(notes.values()), dtype="string"), "author": ""}
    )
    return {"claims": frame, "questions": questions, "sources": sources}


@pytest.mark.parametrize(
    ("second", "voices"),
    [
        (("q", "b", None, None, 2), 2),  # another source
        (("q", "old", None, None, 2), 1),  # a state of the same text
        (("q", "older", None, None, 2), 1),  # over a step between
        (("q", "b", "khoyski", None, 2), 1),  # one claimant in two sources
        (("q", "b", None, "Not independent of: article. It retells it.", 2), 1),  # as the claim's note says
    ],
)
def test_shared_words_and_one_claimant_are_one_voice(second, voices):
    notes = {
        "article": None,
        "b": "A page.",
        "old": "Not independent of: article. X.",
        "older": "Not independent of: old.",
    }
    found = independence.second_sources(tables([("q", "article", "khoyski", None, 1), second], notes))
    assert found["voices"].tolist() == [voices]
    assert found["independent"].tolist() == [voices > 1]


def test_two_speakers_of_one_source_are_no_second_source():
    notes = {"article": None, "b": None}
    found = independence.second_sources(
        tables([("q", "b", "one", None, 1), ("q", "b", "other", None, 2), ("r", "article", None, None, 1)], notes)
    )
    assert found.empty


def test_numbers_that_exclude_each_other_are_so_beside_an_answer_in_words():
    small = tables([("q", "article", None, None, 500), ("q", "b", None, None, 20_000)], {"article": None, "b": None})
    word = small["claims"].iloc[[0]].assign(claim_id="w", qualifier="unquantified", point=None, answer="everybody")
    small["claims"] = pd.concat([small["claims"], word])
    assert independence.second_sources(small)["status"].tolist() == ["incompatible"]


def test_every_note_names_sources_that_are_there():
    real = shared()
    known = set(real["sources"]["source_id"])
    for table in ("sources", "claims"):
        named = real[table]["note"].str.extract(independence.SHARED, expand=False).dropna().str.split(";").explode()
        assert set(named) <= known


def test_the_earlier_state_is_the_articles_voice_and_shares_its_end():
    real = shared()
    family = independence.families(real["sources"])
    assert family["enwiki-war-2022"] == family["article"]
    assert {2, 274, 282} <= set(independence.shared_paragraphs(real["sources"], "enwiki-war-2022"))


def test_one_encyclopaedia_leaves_fewer_independent_questions():
    real = shared()
    as_one = {**real, "sources": independence.one_encyclopaedia(real["sources"])}
    apart, joined = (independence.second_sources(each)["independent"].sum() for each in (real, as_one))
    assert 0 < joined < apart


def test_a_silence_is_filled_by_another_source_alone():
    real = shared()
    filled = independence.silences_filled(real)
    article = real["claims"].loc[real["claims"]["source_id"].eq("article"), "question_id"]
    assert not set(filled["question_id"]) & set(article)
    assert filled.loc[filled["answered"], "question_id"].isin(real["claims"]["question_id"]).all()


def test_withdrawn_claims_are_those_whose_note_begins_so():
    real = shared()
    gone = real["claims"][independence.withdrawn(real["claims"])]
    assert set(gone["source_id"]) == {"enwiki-azerbaijanis-killed-2022"}


def test_answers_stand_side_by_side_one_row_a_source():
    told = [
        ("q", "b", "one", None, 2),
        ("q", "b", None, "Removed from the page in 2024.", 3),
        ("q", "article", None, None, 1),
        ("p", "b", None, "Removed from the page.", 4),
        ("p", "article", None, None, 5),
        ("o", "article", None, None, 6),
    ]
    small = tables(told, {"article": None, "b": "A page."})
    small["actors"] = pd.DataFrame({"actor_id": ["one"], "label": ["One"]})
    found = independence.side_by_side(small, ["q", "p"])
    assert found["question_id"].tolist() == ["q", "q", "p", "p"]
    said = {(row.question_id, row.source_id): (row.words, row.withdrawn) for row in found.itertuples()}
    assert said == {
        ("q", "b"): ("2 (One); 3", False),
        ("q", "article"): ("1", False),
        ("p", "b"): ("4", True),
        ("p", "article"): ("5", False),
    }
    assert set(independence.side_by_side(small)["question_id"]) == {"p", "q"}
