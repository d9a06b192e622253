"""Cards: what a row says in a few lines, beside what others say of the same."""

import pandas as pd
import pytest

from contested_ground.analysis import cards
from contested_ground.data.references import TABLES, LinkError
from contested_ground.data.tables import Tables, shared

NONE = pd.NA


@pytest.mark.parametrize(
    ("low", "count", "high", "share", "words"),
    [
        (NONE, 63_600, NONE, 46.2, "63,600 (46.2 %)"),
        (NONE, 63_600, NONE, NONE, "63,600"),
        (1_000, NONE, 2_000, NONE, "1,000–2,000"),
        (1_000, NONE, NONE, 5.0, "1,000 (5 %)"),
        (NONE, NONE, NONE, 33.3, "33.3 %"),
    ],
)
def test_a_count_in_words(low, count, high, share, words):
    assert cards.population_words({"low": low, "count": count, "high": high, "share_percent": share}) == words


def test_rival_counts_are_of_the_same_people_place_and_year_in_another_source():
    rows = [
        ("own", "goris", "1897-02-09", "Armenian", "total", "census"),
        ("rival", "goris", "1897", "Armenians", "total", "book"),
        ("same source", "goris", "1897", "Armenians", "total", "census"),
        ("another year", "goris", "1916", "Armenians", "total", "book"),
        ("another place", "shusha", "1897", "Armenians", "total", "book"),
        ("others", "goris", "1897", "Tatar", "total", "book"),
        ("men", "goris", "1897", "Armenians", "men", "book"),
        ("Greek", "goris", "1897", "Greek", "total", "book"),
        ("Greek again", "goris", "1897", "Greek", "total", "census"),
        ("Pole", "goris", "1897", "Pole", "total", "census"),
    ]
    columns = ["observation_id", "place_id", "date", "category", "universe", "source_id"]
    population = pd.DataFrame(rows, columns=columns).assign(scheme="s")
    groups = [("Armenian", "Armenians"), ("Armenians", "Armenians"), ("Tatar", "Azerbaijanis")]
    groups += [("Greek", "others"), ("Pole", "others")]
    categories = pd.DataFrame(groups, columns=["category", "group"]).assign(scheme="s")
    tables = Tables(population=population, categories=categories)
    for own, rival in (("own", "rival"), ("Greek", "Greek again")):
        observation = population.set_index("observation_id", drop=False).loc[own]
        assert [row["observation_id"] for row in cards.rival_counts(observation, tables)] == [rival]


def test_a_card_has_the_lines_of_its_kind():
    told = cards.card("derived", "karabakh-congress-answers", shared())
    assert told["lines"] == [("Value", "11 answers"), ("From", "terms")]
    claims = shared().claims
    one = claims[claims["question_id"].duplicated(keep=False)].iloc[0]
    rest = claims[claims["question_id"] == one["question_id"]]
    labels = [label for label, _ in cards.card("claim", one["claim_id"], shared())["lines"]]
    assert labels == ["Value", *["Also answered"] * (len(rest) - 1), "Says", "Source"]
    asked = dict(enumerate(cards.card("question", one["question_id"], shared())["lines"]))
    assert [label for label, _ in asked.values()].count("Answer") == len(rest)
    silent = shared().questions.loc[lambda t: ~t["question_id"].isin(claims["question_id"]), "question_id"].iloc[0]
    assert ("Answer", "none told") in cards.card("question", silent, shared())["lines"]
    count = cards.card("population", "nakhchivan-uezd-1897-armenian", shared())
    assert ("Value", "34,672") in count["lines"]
    assert ("Counted", "9 February 1897, total, printed") in count["lines"]
    assert not [label for label, _ in count["lines"] if label == "Date"]
    place = dict(cards.card("place", "abdallar", shared())["lines"])
    assert place["Today"] == "Laçın"
    assert place["Who or what"].startswith("Village between Shusha and Goris")
    event = dict(cards.card("event", "nakhchivan-1920-07-02-encounter", shared())["lines"])
    assert event["Date"] == "2 July 1920"
    bare = shared().terms.loc[lambda t: t["value"].isna()].iloc[0]
    title = shared().events.set_index("event_id").loc[bare["event_id"], "title"]
    assert cards.card("term", bare["term_id"], shared())["title"] == title
    with pytest.raises(LinkError, match="nearest: karabakh-congress-answers"):
        cards.card("derived", "karabakh-congress-answer", shared())


@pytest.mark.parametrize("kind", TABLES)
def test_every_row_has_a_card_with_a_title(kind):
    """A term without a value once had none, and a link to it would have ended the build."""
    table, key = TABLES[kind]
    assert [name for name in shared()[table][key] if not cards.card(kind, name, shared())["title"].strip()] == []


def test_the_rows_of_a_paragraph_say_their_title_and_value():
    found = cards.paragraph_rows("268", shared()).set_index("identifier")["says"]
    claim = "shamakhi-uezd-1918-1920-killed-armenians-narrator"
    assert found[claim].endswith(": 17,000")
    assert found[claim].count(": ") == 1
    assert "article" not in found.index
