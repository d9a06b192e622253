"""Looking rows up: cards of every kind, rival answers, a paragraph's rows, completion."""

import pytest

from contested_ground import show
from contested_ground.analysis import cards, derived
from contested_ground.data.references import TABLES, LinkError
from contested_ground.data.tables import shared


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_of_row_has_a_card(kind):
    table, key = TABLES[kind]
    for identifier in shared()[table][key].head(3):
        card = cards.card(kind, identifier, shared())
        assert card["title"]
        assert all(label and text for label, text in card["lines"]), card
        shown = show(f"{kind}:{identifier}")
        assert shown.data.iloc[0][key] == identifier
        assert card["title"] in shown.text


def test_it_says_how_it_is_asked():
    assert repr(show) == 'show("kind:identifier")'


def test_rival_answers_stand_on_the_card():
    claims = shared()["claims"]
    question = "baku-1918-03-killed-azerbaijanis"
    own, *others = claims[claims["question_id"].eq(question)]["claim_id"]
    assert others
    assert show(f"claim:{own}").text.count("Also answered") == len(others)
    assert show(f"question:{question}").text.count("Answer:") == len(others) + 1
    silent = next(key for key in shared()["questions"]["question_id"] if key not in set(claims["question_id"]))
    assert "none told" in show(f"question:{silent}").text


def test_a_paragraph_gives_the_rows_that_rest_on_it():
    rows = show("article:23").data
    assert {"baku-1918-03-killed-azerbaijanis-over-10000-p23", "baku-1918-03-killings-azerbaijanis"} <= set(
        rows["identifier"]
    )
    events = shared()["events"].set_index("event_id").loc[rows.query("kind == 'event'")["identifier"]]
    told = events["locator"] + ";" + events["also"].fillna("")
    assert all("23" in places.split(";") for places in told)


def test_a_derived_number_says_what_it_is():
    name = next(iter(derived.REGISTRY))
    assert derived.REGISTRY[name].text in show(f"derived:{name}").text


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("population:zangezur-1897-totl", "zangezur-1897-total"),
        ("article:999", "1 to 282"),
        ("derived:changes-of-controls", "changes-of-control"),
        ("zangezur-1897-total", "kind:identifier"),
        ("folk:x", "kind:identifier"),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(reference, says):
    with pytest.raises(LinkError, match=says):
        show(reference)


def test_identifiers_complete_in_ipython():
    from IPython.core.completer import provisionalcompleter
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.user_ns["show"] = show
    typed = 'show["population:zangezur-1897-t'
    with provisionalcompleter():
        found = [one.text for one in shell.Completer.completions(typed, len(typed))]
    assert any("zangezur-1897-total" in name for name in found)
