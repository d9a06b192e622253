"""No text of any kind of picture overlaps another, is cut or is under 12 px, on real data and at both widths."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from contested_ground import load
from contested_ground.analysis import gifts, holdings, turning
from contested_ground.analysis import positions as told
from contested_ground.analysis import silences as killed
from contested_ground.charts.flows import flows, flows_height
from contested_ground.charts.lanes import lanes
from contested_ground.charts.layout import faults
from contested_ground.charts.positions import positions, positions_height
from contested_ground.charts.silences import silences, silences_height
from contested_ground.charts.slopes import slopes
from contested_ground.charts.style import theme
from contested_ground.charts.timeline import timeline

COVER = {
    "Baku": "baku",
    "Ganja": "ganja",
    "Karabakh": "karabakh",
    "Shusha": "shusha",
    "Zangezur": "zangezur",
    "Goris": "goris",
    "Sharur": ["sharur", "sharur-nakhchivan"],
    "Nakhchivan": ["nakhchivan", "nakhchivan-district"],
    "Erivan": "erivan",
    "Kars": ["kars", "kars-region", "kars-oblast-1897"],
}
TURNS = pd.DataFrame(
    {
        "date": pd.to_datetime(["1918-05-28", "1918-10-30", "1919-08-15", "1920-04-27"]),
        "words": ["Three republics, May 1918", "Ottoman armistice", "The British leave", "The Red Army enters Baku"],
    }
)
LANDS = {
    "Karabakh": ["karabakh", "nagorno-karabakh"],
    "Zangezur": "zangezur",
    "Nakhchivan": ["nakhchivan-district", "nakhchivan", "sharur-nakhchivan"],
}
ENDS = {
    "armenia-1919-07-rounds-from-south-russia": ("armed-forces-of-south-russia", "republic-of-armenia"),
    "karabakh-1920-03-cartridges-from-zangezur": ("zangezur-forces", "arsen-mikaelyan"),
    "karabakh-1920-04-supplied-cartridges": ("zangezur-forces", "dro-forces"),
    "karabakh-1920-04-supplied-shells": ("zangezur-forces", "dro-forces"),
}
GROUNDS = pd.DataFrame(
    [
        ("Shusha", "Armenians", 14_420, 93),
        ("Shusha", "Azerbaijanis", 10_778, 4_900),
        ("Zangezur", "Armenians", 63_600, 66_816),
        ("Zangezur", "Azerbaijanis", 71_200, 19_317),
        ("Zangezur", "Kurds", 1_800, 25_215),
    ],
    columns=["ground", "group", "before", "after"],
)
THEATRES = ["baku", "nakhchivan", "karabakh", "zangezur", "sovietisation"]


@pytest.fixture(scope="module")
def tables():
    theme()
    return load()


def sheet(width, height, panels=1):
    """A sheet of the book's and its Axes: panels side by side, on the phone below each other."""
    shape = (panels, 1) if width < 500 else (1, panels)
    figure, axes = plt.subplots(*shape, figsize=(width / 72, height / 72), dpi=72, layout="constrained")
    return figure, axes


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize(("width", "height"), [(960, 620), (340, 800)])
def test_lanes(tables, width, height):
    figure, ax = sheet(width, height)
    lanes(holdings.held(tables, COVER), ax, turns=TURNS)
    assert faults(figure) == []
    words = " ".join(text.get_text() for text in ax.texts)
    assert all(holder in words for holder in ("Soviets", "Ottomans", "Azerbaijan", "Armenia", "local Armenians"))


@pytest.mark.parametrize(("width", "height"), [(960, 460), (340, 560)])
def test_lanes_of_powers(tables, width, height):
    figure, ax = sheet(width, height)
    places = ["baku", "nakhchivan", "sharur-nakhchivan", "kars", "batumi", "erivan-governorate-1897"]
    lanes(holdings.posts(tables, {"Ottomans, Turkey": "turkey", "Britain": "britain"}, places=places), ax)
    assert faults(figure) == []
    assert "Batumi" in " ".join(text.get_text() for text in ax.texts)


@pytest.mark.parametrize("theatre", THEATRES)
@pytest.mark.parametrize(("width", "height"), [(760, 440), (340, 700)])
def test_timeline(tables, theatre, width, height):
    figure, ax = sheet(width, height)
    points = turning.turning_points(tables, theatre)
    timeline(points, ax, events=turning.dated_events(tables, theatre))
    assert faults(figure) == []
    words = " ".join(" ".join(text.get_text() for text in ax.texts).split())
    assert all(turn in words for turn in points["turn"])


def test_turns_of_one_line_and_of_two_stand_in_rows_that_hold_both(tables):
    figure, ax = sheet(760, 440)
    points = turning.turning_points(tables, "karabakh")
    timeline(points.assign(turn=[f"{turn} and on" if at % 2 else "Turn" for at, turn in enumerate(points["turn"])]), ax)
    assert faults(figure) == []


@pytest.mark.parametrize("theatre", [None, "nakhchivan", "karabakh", "zangezur"])
@pytest.mark.parametrize("width", [760, 340])
def test_silences(tables, theatre, width):
    table = killed.killings(tables, theatre)
    figure, ax = sheet(width, silences_height(table, width))
    silences(table, ax)
    assert faults(figure) == []
    assert len(ax.patches) == table["low"].isna().sum()  # a square each
    told = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(told) == table["low"].notna().sum()  # a dot, or the two of a range, for each number


@pytest.mark.parametrize("theatre", THEATRES[:4])
def test_silences_of_a_theatre_fit_two_phone_screens(tables, theatre):
    assert silences_height(killed.killings(tables, theatre), 340) <= 1_480


@pytest.mark.parametrize("land", LANDS)
@pytest.mark.parametrize("width", [760, 340])
def test_positions(tables, land, width):
    table = told.positions(tables, LANDS[land])
    figure, ax = sheet(width, positions_height(table, width))
    positions(table, ax)
    assert faults(figure) == []


@pytest.mark.parametrize(("width", "height"), [(760, 360), (340, 620)])
def test_slopes(width, height):
    theme()
    figure, axes = sheet(width, height, panels=2)
    slopes(GROUNDS, axes, between="1905–06; the world war; the genocide and its refugees; this war; resettlement")
    assert faults(figure) == []
    assert {text.get_text().split()[0] for ax in axes for text in ax.texts} >= {"14,420", "93", "25,215"}


@pytest.mark.parametrize("most", [1, 40])
def test_slopes_of_groups_of_like_size_are_told_apart(most):
    """At the top of a panel, and at its foot."""
    groups = [("Armenians", 100, 99), ("Azerbaijanis", 99, 98.5), ("Russians", 98, 98), ("Kurds", 5 * most, 6 * most)]
    figure, ax = sheet(400, 300)
    slopes(pd.DataFrame([("Here", *row) for row in groups], columns=["ground", "group", "before", "after"]), ax)
    assert faults(figure) == []


@pytest.mark.parametrize("width", [760, 340])
def test_flows(tables, width):
    table = gifts.gifts(tables, ENDS)
    figure, ax = sheet(width, flows_height(table, width))
    flows(table, ax)
    assert faults(figure) == []


@pytest.mark.parametrize("side", ["giver", "receiver"])
def test_flows_leave_room_for_a_long_name_on_either_side(side):
    rows = {"giver": "Dro", "receiver": "Goris", "what": "7", "who": ""} | dict.fromkeys(
        ("start", "end"), pd.Timestamp("1919-05-01")
    )
    name = "the council of all peoples of the land, the lake and the mountains beyond it"
    short, long = pd.DataFrame([rows]), pd.DataFrame([rows | {side: name}])
    assert flows_height(long, 340) > flows_height(short, 340) + 30
    figure, ax = sheet(340, flows_height(long, 340))
    flows(long, ax)
    assert faults(figure) == []


def test_faults_sees_each_kind():
    figure, ax = sheet(300, 200)
    ax.set_axis_off()
    ax.text(0.2, 0.5, "small", size=8)
    ax.text(0.6, 0.5, "one on", size=14)
    ax.text(0.62, 0.5, "the other", size=14)
    figure.text(0.95, 0.9, "beyond the edge", size=14, in_layout=False)
    ax.text(0.2, 0.2, "large", size=40, va="center")
    ax.text(0.2, 0.265, "little", size=14, va="bottom")
    found = " | ".join(faults(figure))
    assert "'large' and 'little' overlap" in found  # by more than the smaller's own room above its letters
    assert "'small' is 8 px" in found
    assert "'one on' and 'the other' overlap" in found
    assert "'beyond the edge' is cut" in found


def test_faults_sees_names_of_ticks_that_are_drawn():
    figure, ax = sheet(300, 200)
    ax.set_xticks([0.5, 0.55, 1.5], ["twenty", "thirty", "beyond"], size=14)
    ax.set(xlim=(0, 1), yticks=[])
    assert [fault.partition(" by ")[0] for fault in faults(figure)] == ["'twenty' and 'thirty' overlap"]
    ax.set_axis_off()
    assert faults(figure) == []
