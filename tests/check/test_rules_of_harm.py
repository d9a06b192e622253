"""Rules of harm at their edges, on a few rows each: who was hurt, of which status, by whom."""

from datetime import date

import pytest
from support import said

from contested_ground.check import harm, meaning
from contested_ground.check.rows import meet

ACTORS = [
    {"actor_id": "dro-forces", "kind": "force", "label": "Dro’s forces"},
    {"actor_id": "guard", "kind": "militia", "label": "Guard"},
    {"actor_id": "armenian-civilians", "kind": "community", "label": "Armenians"},
    {"actor_id": "azerbaijan", "kind": "state", "label": "Azerbaijan"},
]


@pytest.mark.parametrize(
    ("about", "status", "found"),
    [
        ("armenian-civilians", "combatant", True),
        ("armenian-civilians", "prisoner", True),
        ("armenian-civilians", "civilian", False),
        ("dro-forces", "civilian", True),
        ("guard", "civilian", True),
        ("dro-forces", "prisoner", False),
        ("azerbaijan", "civilian", False),
        ("dro-forces", "", False),
        ("nobody", "civilian", False),
    ],
)
def test_a_status_fits_whom_it_is_of(about, status, found):
    row = {"question_id": "q", "about_id": about, "victim_status": status}
    told = said(meaning.victims_fit, questions=[row], actors=ACTORS)
    assert told == [("questions", "q", "victim_status")] * found


@pytest.mark.parametrize(
    ("actor", "roles", "kind", "found"),
    [
        ("dro-forces", ("initiator", "victims"), "violence_against_civilians", True),
        ("dro-forces", ("initiator", "victims"), "destruction", True),
        ("dro-forces", ("initiator", "victims"), "displacement", True),
        ("dro-forces", ("initiator", "victims"), "clash", False),
        ("armenian-civilians", ("initiator", "victims"), "displacement", False),
        ("dro-forces", ("commander", "victims"), "displacement", False),
        ("dro-forces", ("initiator", "commander"), "displacement", False),
    ],
)
def test_nobody_is_the_victim_of_its_own_deed(actor, roles, kind, found):
    cast = [{"event_id": "e", "actor_id": actor, "role": role} for role in roles]
    events = [{"event_id": "e", "kind": kind}]
    told = said(meaning.sides_differ, participations=cast, events=events, actors=ACTORS)
    assert told == [("participations", "e", "role")] * found


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("questions", {"question_id": "r", "about_id": "guard", "counterparty_id": "guard"}, "counterparty_id"),
        ("questions", {"question_id": "r", "about_id": "guard", "counterparty_id": "dro-forces"}, None),
        ("questions", {"question_id": "r"}, None),
        ("terms", {"term_id": "r", "action": "cedes", "to_id": "guard", "by_id": "guard"}, "to_id"),
        ("terms", {"term_id": "r", "action": "cedes", "to_id": "guard", "by_id": "dro-forces"}, None),
        ("terms", {"term_id": "r", "action": "claims", "to_id": "guard", "by_id": "guard"}, None),
    ],
)
def test_two_sides_are_two(table, cells, column):
    assert said(meaning.sides_differ, **{table: [cells]}) == ([(table, "r", column)] if column else [])


@pytest.mark.parametrize(
    ("question", "status", "found"),
    [
        ("How many villagers were killed?", "civilian", False),
        ("How many soldiers were killed?", "civilian", True),
        ("How many villagers and soldiers were killed?", "civilian", False),
        ("How many villagers were killed by soldiers?", "civilian", False),
        ("How many were killed by soldiers?", "combatant", True),
        ("How many soldiers were killed?", "combatant", False),
        ("How many were killed?", "combatant", True),
        ("How many officers were killed?", "combatant", False),
        ("How many families of officers fled?", "combatant", True),
        ("How many were captured?", "prisoner", False),
        ("How many were killed?", "prisoner", True),
        ("How many were killed?", "unknown", False),
        ("How many were killed?", "", False),
    ],
)
def test_a_status_is_in_the_words(question, status, found):
    row = {"question_id": "q", "question": question, "victim_status": status}
    assert said(harm.status_in_words, questions=[row]) == [("questions", "q", "victim_status")] * found


@pytest.mark.parametrize(
    ("question", "measure", "found"),
    [
        ("How many Armenians did the Guard kill?", "killed", True),
        ("How many of the Guard were killed by Armenians?", "killed", False),
        ("How many men did the Guard lose to Armenians?", "killed", False),
        ("How many men did Armenians lose to the Guard?", "killed", True),
        ("How many of the Guard came?", "deployed", False),
        ("How many were killed by Armenians?", "killed", False),
        ("How many Armenians were killed?", "killed", True),
    ],
)
def test_the_one_who_does_it_is_not_the_one_it_is_done_to(question, measure, found):
    row = {"question_id": "q", "question": question, "measure": measure, "about_id": "guard"}
    row |= {"counterparty_id": "armenian-civilians"}
    told = said(harm.doer_in_words, questions=[row], actors=ACTORS)
    assert told == [("questions", "q", "about_id")] * found


@pytest.mark.parametrize(
    ("first", "last", "slack", "found"),
    [(1, 4, 0, False), (1, 5, 0, True), (6, 9, 0, True), (10, 12, 0, True), (11, 12, 0, False), (11, 12, 1, True),
     (12, 12, 1, False), (1, 4, 1, True), (1, 3, 1, False), (1, 20, 0, True)],
)  # fmt: skip
def test_two_spans_of_days_meet(first, last, slack, found):
    span = date(1920, 3, first), date(1920, 3, last)
    assert meet(span, (date(1920, 3, 5), date(1920, 3, 10)), slack) is found
    assert meet((date.min, date(1920, 3, 5)), span, slack) is (first - slack <= 5)
    assert meet((date(1920, 3, 10), date.max), span, slack) is (last + slack >= 10)
