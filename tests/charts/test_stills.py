"""The Explorer's still maps, on two spots and a lake."""

import pandas as pd
import pytest
from lxml import html

from contested_ground.charts.explorer.stills import RELIEF, STILLS, holding, key, stills


def day(text):
    return (pd.Timestamp(text) - pd.Timestamp("1970-01-01")).days


def run(place, first, last, holders, sure=True, whole=True, words="held"):
    return [place, day(first), day(last), holders, whole, sure, words]


def event(title, turn, date="1920-04-10", part=None):
    return ["id", title, None, None, None, day(date) if date else None, None, part, None, None, turn]


@pytest.fixture
def told():
    return {
        "windows": {"whole": (40, -42, 50, -38)},
        "extent": (39, -43, 51, -37),
        "water": ["M0", "L1"],
        "rivers": ["M2"],
        "holders": {"a": ("#aa0000", "Side A"), "b": ("#0000bb", "Side B"), "c": ("#00cc00", "Side C")},
        "places": {"goris": ["goris", "Goris"], "hamlet": ["hamlet", "Hamlet"], "never": ["never", "Never"]},
        "spots": [
            [46000, -39500, None, True, ["goris"]],
            [47000, -40500, None, False, ["hamlet"]],
            [48000, -41500, None, True, ["never"]],
        ],
        "runs": [
            run("goris", "1920-04-01", "1920-04-10", ["b"], words="held by B"),
            run("goris", "1920-04-10", "1920-05-01", ["a", "b"], words="held by A"),
            run("hamlet", "1918-06-10", "1918-06-20", ["a"], sure=False, whole=False, words="troops"),
            run("hamlet", "1919-08-01", "1919-08-20", ["a"], whole=False),
            run("hamlet", "1917-01-01", "1918-01-01", ["c"], words="held by C"),
        ],
        "events": [event("Taken & lost", "turns"), event("Small", ""), event("Later", "x", "1920-05-01"),
                   event("Part", "x", part="whole"), event("Undated", "x", None)],
    }  # fmt: skip


def test_the_last_run_of_a_month_holds(told):
    assert {spot: run[6] for spot, run in holding(told, "1920-04").items()} == {0: "held by A"}
    assert {spot: run[6] for spot, run in holding(told, "1918-06").items()} == {1: "troops"}
    assert holding(told, "1918-10") == {}
    told["runs"] = [run("goris", "1919-07-01", "1919-08-01", ["a"]), run("hamlet", "1919-09-01", "1919-10-01", ["a"])]
    assert holding(told, "1919-08") == {}  # what ended as the month began, and what began as it ended


def test_a_still_shows_ground_dots_and_turns(told):
    figures = html.fromstring(f"<div>{stills(told, '../up/')}</div>").findall("figure")
    assert len(figures) == len(STILLS)
    first, spring = figures[0], figures[STILLS.index("1920-04")]
    (image,) = first.xpath(".//image")
    assert [image.get(name) for name in ("href", "x", "y", "width", "height")] == [
        f"../up/{RELIEF}", "39", "-43", "12", "6",
    ]  # fmt: skip
    assert first.xpath(".//path[starts-with(@class, 'cg-x-')]/@d") == ["M0L1", "M2"]
    assert [len(figure.xpath(".//*[@id='cg-x-ground']")) for figure in figures] == [1, 0, 0, 0, 0, 0]
    assert spring.xpath("svg/@*[name()='viewbox' or name()='viewBox']") == ["40 -42 10 4"]
    assert spring.xpath("svg/@aria-label") == ["Map, April 1920: 1 places with a holder told; holders: held by A"]
    assert spring.xpath(".//figcaption/b/text()") == ["April 1920"]
    assert spring.xpath(".//li/text()") == ["Taken & lost: turns"]
    dots = [tuple(c.get(name) for name in ("cx", "cy", "r", "fill", "opacity")) for c in spring.iter("circle")]
    assert dots == [("46000", "-39500", "62", "#aa0000", "1"), ("47000", "-40500", "40", "none", "1")]
    assert spring.xpath(".//g[@class='cg-x-dots']/path/@d") == ["M46000 -39562a62 62 0 0 1 0 124z"]
    assert spring.xpath(".//g[@class='cg-x-dots']/path/@fill") == ["#0000bb"]
    assert [(t.get("x"), t.get("y"), t.text) for t in spring.iter("text")] == [("46085", "-39455", "Goris")]
    assert [c.get("opacity") for c in first.iter("circle")] == ["1", "0.65"]
    assert [c.get("r") for c in first.iter("circle")] == ["40", "40"]
    part = figures[STILLS.index("1919-08")].findall(".//circle")[1]
    assert (part.get("r"), part.get("opacity")) == ("40", "1")  # a part of it, for sure


def test_the_key_names_only_whom_the_stills_show(told):
    chips = html.fromstring(f"<div>{key(told)}</div>").findall("span")
    assert [(chip.text_content(), chip.find(".//circle").get("fill")) for chip in chips] == [
        ("Side A", "#aa0000"),
        ("Side B", "#0000bb"),
    ]
