"""Derived numbers of the further sources: how many answers they give, and which are voices of their own."""

import re

from contested_ground.analysis.derived.registry import derived
from contested_ground.analysis.independence import (
    ARTICLE,
    one_encyclopaedia,
    second_sources,
    silences_filled,
    withdrawn,
)

ASKED = ["questions", "claims", "sources"]


@derived("sources", ["claims"])
def further_sources_with_claims(tables):
    """Sources besides the article whose answers stand among the claims."""
    return tables["claims"]["source_id"].nunique() - 1


@derived("claims", ["claims"])
def claims_of_further_sources(tables):
    """Claims that come from another source than the article."""
    return int(tables["claims"]["source_id"].ne(ARTICLE).sum())


@derived("questions", ASKED)
def questions_with_answers_of_several_sources(tables):
    """Questions that more than one source answers, sources that share words counted apart."""
    return len(tables.once(second_sources))


@derived("questions", ASKED)
def questions_with_independent_answers(tables):
    """Questions that two sources or more answer of which none shares words or its speaker with the other."""
    return int(tables.once(second_sources)["independent"].sum())


@derived("questions", ASKED)
def questions_where_independent_answers_exclude_each_other(tables):
    """Of these questions, those whose answers cannot all be true."""
    found = tables.once(second_sources)
    return int((found["independent"] & found["status"].eq("incompatible")).sum())


@derived("questions", ASKED)
def questions_with_answers_from_outside_the_encyclopaedia(tables):
    """Questions with independent answers when all pages of the article's encyclopaedia count as one voice with it."""
    found = second_sources({**tables, "sources": one_encyclopaedia(tables["sources"])})
    return int(found["independent"].sum())


@derived("contradictions", ["discrepancies"])
def contradictions_that_matter_most(tables):
    """Contradictions of the article with itself that have the greatest weight, an editors' choice."""
    found = tables["discrepancies"]
    return int((found["weight"].astype(str).eq("3") & found["scope"].eq("article")).sum())


@derived("questions", ["questions", "claims"])
def silent_questions_of_the_article(tables):
    """Questions that the article raises and gives no answer to, not even in words."""
    return len(tables.once(silences_filled))


@derived("questions", ["questions", "claims"])
def silent_questions_answered_elsewhere(tables):
    """Of these questions, those that a further source answers."""
    return int(tables.once(silences_filled)["answered"].sum())


@derived("claims", ["claims"])
def withdrawn_claims(tables):
    """Claims that a later state of their own page no longer has."""
    return int(withdrawn(tables["claims"]).sum())


def _earlier(tables, which):
    note = tables["sources"].set_index("source_id").at["enwiki-war-2022", "note"]
    return int(re.search(r"(\d+) of its (\d+) longer paragraphs", note)[which])


@derived("paragraphs", ["sources:enwiki-war-2022"])
def paragraphs_of_the_earlier_state(tables):
    """Longer paragraphs of the article in its state of 2022, as the note on that source counts them."""
    return _earlier(tables, 2)


@derived("paragraphs", ["sources:enwiki-war-2022"])
def paragraphs_of_the_earlier_state_that_stand(tables):
    """Of these paragraphs, those that stand in the article too."""
    return _earlier(tables, 1)
