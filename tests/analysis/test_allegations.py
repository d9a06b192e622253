"""What is told, alleged, denied and admitted: the stances."""

import pandas as pd
import pytest

from contested_ground.analysis import allegations

QUESTIONS = pd.DataFrame({"question_id": ["deed", "number"], "question": ["Was it done?", "How many?"]})
COLUMNS = ["claim_id", "voice", "claimant_id", "polarity", "answer"]
CLAIMS = pd.DataFrame(
    [
        ("narrator-yes", "narrator", pd.NA, "asserts", "yes"),
        ("accuser-yes", "quoted", "accuser", "asserts", "yes"),
        ("accused-no", "attributed", "accused", "denies", "no"),
        ("accused-unaware", "attributed", "accused", "asserts", "nothing is known"),
        ("accused-partly", "attributed", "accused", "asserts", "in part"),
        ("unnamed-yes", "reported", pd.NA, "asserts", "yes"),
    ],
    columns=COLUMNS,
).assign(
    question_id="deed",
    locator="180",
    source_id="article",
    qualifier=pd.NA,
    low=pd.NA,
    point=pd.NA,
    high=pd.NA,
    claimant_as="witnesses",
    via_id=pd.NA,
)
ACTORS = pd.DataFrame({"actor_id": ["accuser", "accused"], "label": ["Accuser", "Accused"]})
TABLES = {"questions": QUESTIONS, "claims": CLAIMS, "actors": ACTORS}


def stances(**arguments):
    return allegations.stances(TABLES, ["number", "deed"], accused=["accused"], **arguments)


def test_each_answer_takes_the_stance_of_who_gives_it():
    found = stances(unknowing=["accused-unaware"]).set_index("claim_id")["stance"].dropna().to_dict()
    assert found == {
        "narrator-yes": "told",
        "accuser-yes": "alleged",
        "unnamed-yes": "alleged",
        "accused-no": "denied",
        "accused-unaware": "denied",
        "accused-partly": "admitted",
    }


def test_not_knowing_is_an_admission_unless_it_is_named():
    found = stances().set_index("claim_id")["stance"]
    assert found["accused-unaware"] == "admitted"


def test_a_silent_question_keeps_its_row_and_its_place():
    first = stances().iloc[0]
    assert first["question"] == "How many?"
    assert pd.isna(first["stance"])


def test_an_unknown_question_is_an_error():
    with pytest.raises(KeyError):
        allegations.stances(TABLES, ["other"], accused=[])
