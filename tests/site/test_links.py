"""Linked numbers: reading numbers, comparing link and row, finding bare quantities; and the book's own notebooks."""

import json
from pathlib import Path

import pandas as pd
import pytest

from contested_ground.analysis import derived
from contested_ground.analysis.derived import registry
from contested_ground.data.numbers import numbers
from contested_ground.data.tables import Tables, shared
from contested_ground.site import links

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("notebooks/*.ipynb")), *sorted(ROOT.glob("reference/*.md"))]


def prose(path):
    """The Markdown of a page as (number of the cell, text)."""
    if path.suffix == ".md":
        return [(1, path.read_text(encoding="utf-8"))]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        (number, "".join(cell["source"])) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "markdown"
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_linked_number_equals_its_row(path):
    wrong = []
    for cell, text in prose(path):
        for link in links.find(text):
            try:
                links.check(link, shared())
            except links.LinkError as error:
                wrong.append(f"cell {cell}: [{link.text}]({link.kind}:{link.key}): {error}")
    assert not wrong, "mend the text of the link, or the row: " + "; ".join(wrong)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_quantity_is_bare(path):
    bare = [f"cell {cell}: {found}" for cell, text in prose(path) for found in links.bare_quantities(text)]
    assert not bare, f"link each to its row, [137,900](population:zangezur-1897-total), or write no number: {bare}"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("137,900", [137900]),
        ("nine villages", [9]),
        ("Twenty-five officers", [25]),
        ("four million roubles", [4_000_000]),
        ("1.12 million", [1_120_000]),
        ("two hundred", [200]),
        ("400–500", [400, 500]),
        ("two-thirds", [200 / 3]),
        ("a third", [100 / 3]),
        ("half", [50]),
        ("a quarter, three quarters, a fifth, three-fifths", [25, 75, 20, 60]),
        ("twice as many", [2]),
        ("a single day, once, a dozen and double", [1, 1, 12, 2]),
        ("46.2 percent", [46.2]),
        ("no number at all", []),
        ("in 5 villages they asked for millions", [5, 1_000_000]),
        ("in 5 villages a third left", [5, 100 / 3]),
    ],
)
def test_numbers_in_words_and_digits(text, values):
    assert [value for value, _ in numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("137,900", 100),
        ("15,000", 1000),
        ("46.2", 0.1),
        ("1.12 million", 10_000),
        ("20 thousand", 1000),
        ("four million", 1_000_000),
        ("a hundred", 100),
        ("two-thirds", 1),
    ],
)
def test_how_far_a_number_may_be_rounded(text, unit):
    assert [digit for _, digit in numbers(text)] == pytest.approx([unit])


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("On 22 August 1919, from 4–12 April 1920 and 29 March – 1 April, in 1918–20, at 22:00, the 11th Army.", []),
        ("See paragraph 12, paragraphs 40–47, [040–047], chapter 3 and [here](article:17).", []),
        ("# 12 headings\n\nText with `12 code` and ``` 13 ```.", []),
        ("# A heading\n\nThen 12 of them, see [269](article:269).", ["12"]),
        ("[nine villages](claim:x) and [137,900](population:y) people, [12](derived:z) of them.", []),
        ("The third time, one of them.", []),
        ("It has 12 points.", ["12"]),
        ("Nine villages, two-thirds of them.", ["Nine", "two", "thirds"]),
        ("A third of the members, half a day.", ["third", "half"]),
        ("Two hundred men", ["Two", "hundred"]),
        ("46.2 % of 1,200", ["46.2", "1,200"]),
        ("[12 agreements](event:x)", ["12"]),
    ],
)
def test_bare_quantities(text, bare):
    assert links.bare_quantities(text) == bare


NONE = pd.NA


def claim(qualifier, low=NONE, point=NONE, high=NONE, answer=NONE, polarity="asserts"):
    row = {"claim_id": "c", "question_id": "q", "qualifier": qualifier, "answer": answer, "polarity": polarity}
    return row | {"low": low, "point": point, "high": high}


def tables_with(row, kind="count"):
    population = {"observation_id": "o", "count": 137871, "low": NONE, "high": NONE, "share_percent": NONE}
    share = {"observation_id": "s", "count": 63600, "low": NONE, "high": NONE, "share_percent": 46.2}
    bounds = {"observation_id": "b", "count": NONE, "low": 200, "high": 300, "share_percent": NONE}
    floor = bounds | {"observation_id": "f", "high": NONE}
    return Tables(
        claims=pd.DataFrame([row]),
        questions=pd.DataFrame([{"question_id": "q", "kind": kind}]),
        population=pd.DataFrame([population, share, bounds, floor]),
        passages=pd.DataFrame([{"source_id": "article", "locator": "1"}]),
    )


@pytest.mark.parametrize(
    ("row", "right", "wrong"),
    [
        (claim("exact", point=25), ["25 officers", "twenty-five"], ["26", "about 40", "over 25", "25 %", "some"]),
        (claim("exact", point=2000), ["2,000", "2,000 soldiers"], ["2.000", "200", "20,000"]),
        (claim("nearly", point=2000), ["nearly 2,000", "almost 2,000"], ["2,000", "over 2,000", "nearly 3,000"]),
        (claim("about", point=15000), ["about 15,000", "some 15,000"], ["15,000", "nearly 15,000"]),
        (claim("over", low=10000), ["more than 10,000", "over 10,000"], ["10,000", "at least 10,000"]),
        (claim("up_to", high=12000), ["up to 12,000"], ["12,000", "about 12,000"]),
        (claim("range", low=400, high=500), ["400–500", "400 to 500"], ["400", "400–600", "up to 500"]),
        (claim("relative", point=2), ["twice as many"], ["three times"]),
        (claim("several", answer="several thousand"), ["several thousand"], ["thousands", "3,000"]),
    ],
)
def test_claims_and_their_wording(row, right, wrong):
    data = tables_with(row)
    for text in right:
        links.check(links.Link(text, "claim", "c"), data)
    for text in wrong:
        with pytest.raises(links.LinkError, match=text.replace("%", ".")):
            links.check(links.Link(text, "claim", "c"), data)


def test_a_claim_that_is_no_number_is_linked_by_any_words_without_a_number():
    data = tables_with(claim(NONE, answer="20 November"), kind="date")
    links.check(links.Link("the day first planned", "claim", "c"), data)
    with pytest.raises(links.LinkError, match="21"):
        links.check(links.Link("21 November", "claim", "c"), data)


def test_shares_need_their_percent():
    data = tables_with(claim("up_to", high=33.3), kind="share")
    links.check(links.Link("no more than one-third", "claim", "c"), data)
    with pytest.raises(links.LinkError, match="percent sign"):
        links.check(links.Link("no more than 33", "claim", "c"), data)


@pytest.mark.parametrize("text", ["137,871", "about 138,000", "137.9 thousand"])
def test_population_may_be_rounded_when_it_says_so(text):
    links.check(links.Link(text, "population", "o"), tables_with(claim("exact", point=1)))


@pytest.mark.parametrize("text", ["138,000", "about 139,000", "137,870", "137871 %"])
def test_population_that_is_wrong(text):
    with pytest.raises(links.LinkError):
        links.check(links.Link(text, "population", "o"), tables_with(claim("exact", point=1)))


def test_population_within_bounds():
    data = tables_with(claim("exact", point=1))
    for text in ("200–300", "200 to 300"):
        links.check(links.Link(text, "population", "b"), data)
    for text in ("200", "200–301", "300"):
        with pytest.raises(links.LinkError, match="should be 200 to 300"):
            links.check(links.Link(text, "population", "b"), data)


def test_population_with_one_bound():
    data = tables_with(claim("exact", point=1))
    links.check(links.Link("over 200", "population", "f"), data)
    with pytest.raises(links.LinkError, match=r"should be 200$"):
        links.check(links.Link("over 300", "population", "f"), data)


def test_population_shares():
    data = tables_with(claim("exact", point=1))
    links.check(links.Link("46.2 percent", "population", "s"), data)
    links.check(links.Link("63,600", "population", "s"), data)
    with pytest.raises(links.LinkError, match=r"46\.2"):
        links.check(links.Link("46.3 %", "population", "s"), data)


@pytest.mark.parametrize(
    ("kind", "key", "nearest"),
    [
        ("claim", "cc", "nearest: c"),
        ("population", "oo", "nearest: o"),
        ("derived", "nakhchivan-uezd-armenian-share-1879", "nakhchivan-uezd-armenian-share-1897"),
        ("article", "283", "the paragraphs are"),
    ],
)
def test_dead_links_name_the_nearest(kind, key, nearest):
    with pytest.raises(links.LinkError, match=nearest):
        links.check(links.Link("1", kind, key), tables_with(claim("exact", point=1)))


@pytest.mark.parametrize("name", sorted(derived.REGISTRY))
def test_inputs_of_derived_numbers_exist(name):
    number = derived.REGISTRY[name]
    assert number.text.endswith(".")
    for item in number.inputs:
        table, _, key = item.partition(":")
        assert table in shared()
        if key:
            rows = shared()[table]
            assert key in set(rows[rows.columns[0]]), item


def test_a_name_is_registered_once():
    def goris_months_told(tables):
        """Again."""

    with pytest.raises(ValueError, match="twice"):
        registry.derived("months", [])(goris_months_told)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[chapter 4](chapter:karabakh)", ""),
        ("[chapter 5](chapter:karabakh)", "should name chapter 4"),
        ("[figure 4.1](figure:karabakh-map)", ""),
        ("[figure 4.9](figure:karabakh-map)", "should name figure 4.1"),
        ("[figure 4.1](figure:karabach-map)", "nearest: karabakh-map"),
        ("[chapter 4.1](chapter:karabakh-map)", "no chapter"),
        ("[figure 4](figure:karabakh)", "no figure"),
        ("[Explorer](explorer:theatre=karabakh&when=1920-03)", ""),
        ("[Explorer](explorer:)", "no address"),
        ("[Explorer](explorer:place=shusha)", "place"),
        ("[Explorer](explorer:place=)", "place"),
    ],
)
def test_chapters_figures_and_what_the_explorer_shows(text, wrong):
    (link,) = links.find(text)
    if wrong:
        with pytest.raises(links.LinkError, match=wrong):
            links.check(link, shared())
    else:
        links.check(link, shared())
