"""Figures: the object, its determinism and its palette, and every chart on a small table."""

import base64
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from contested_ground.charts.former import axes, chronology, figures, matrix, palette
from contested_ground.charts.former import face as charts
from contested_ground.charts.former.axes import text_width, wrap
from contested_ground.charts.former.composition import hundred
from contested_ground.charts.former.marks import magnitudes, value_text

WORDS = {
    "id": "sample",
    "title": "One title & 2 more",
    "subtitle": "Persons",
    "note": "See [paragraph 269](article:269).",
}
NONE = np.nan

CHANGE = pd.DataFrame(
    [
        ("Here", "Armenians", 46.2, 89.5, 63_600, 56_900, "split", 45.0, 47.0),
        ("Here", "Azerbaijanis", 51.7, 10.2, 71_200, 6_500, "split", NONE, NONE),
        ("There", "Armenians", 56.5, 66.0, 14_420, 104, "same", NONE, NONE),
        ("There", "Azerbaijanis", 42.9, NONE, 10_778, NONE, "same", NONE, NONE),
        ("Beyond", "Armenians", 1.0, 99.0, 10, 990, "not_comparable", NONE, NONE),
    ],
    columns=[
        *("place", "group", "share_before", "share_after", "count_before", "count_after", "grade"),
        *("low_before", "high_before"),
    ],
)  # fmt: skip
SHARES = pd.DataFrame(
    [
        ("Here", "Armenians", 46.2),
        ("Here", "Azerbaijanis", 51.7),
        ("There", "Armenians", 30.0),
        ("There", "Kurds", 20.0),
    ],
    columns=["row", "group", "share"],
)
SERIES = pd.DataFrame(
    [
        (1886, "Armenians", 15_188, "a", "printed"),
        (1897, "Armenians", 14_420, "a", "derived"),
        (1926, "Armenians", 93, "b", "printed"),
    ],
    columns=["year", "group", "value", "line", "status"],
)
CLAIMS = pd.DataFrame(
    [
        ("Killed", NONE, 400, NONE, "about", "attributed", "Sultanov [170]"),
        ("Killed", NONE, NONE, 5_000, "up_to", "reported", "[171]"),
        ("Killed", 20, NONE, NONE, "over", "quoted", "[172]"),
        ("Killed", 30, NONE, 60, "range", "narrator", "[173]"),
        ("Wounded", NONE, NONE, NONE, "", "", ""),
    ],
    columns=["question", "low", "point", "high", "qualifier", "voice", "claimant"],
)

EVENTS = pd.DataFrame(
    [
        ("Baku", "clash", "Shots", "1918-03-30", "1918-03-30", "1918-03-30", "unmarked", "narrator"),
        ("Baku", "treaty", "A treaty", "1918-06", "1918-06-01", "1918-06-30", "both", "attributed"),
        (
            "Karabakh",
            "uprising",
            "An uprising",
            "1920-03-22/1920-04-05",
            "1920-03-22",
            "1920-04-05",
            "both",
            "narrator",
        ),
        ("Karabakh", "other", "Something", "[..1919-04-30]", None, "1919-04-30", "both", "narrator"),
    ],
    columns=["lane", "kind", "title", "date", "date_start", "date_end", "calendar", "voice"],
).astype({"date_start": "datetime64[s]", "date_end": "datetime64[s]"})
MONTHS = pd.DataFrame(
    [
        ("Sharur", "1919-04", "local-muslim", "effective", "stated", False, "a"),
        ("Sharur", "1919-05", "local-muslim", "effective", "inferred", False, "a"),
        ("Sharur", "1919-05", "armenia", "effective", "stated", True, "b"),
        ("Sharur", "1919-06", "armenia", "effective", "stated", False, "c"),
        ("Goris", "1919-04", "britain", "mission", "stated", False, "d"),
        ("Goris", "1919-06", "azerbaijan", "nominal", "stated", False, "e"),
    ],
    columns=["place", "month", "holder", "mode", "edge", "contradictory", "control_id"],
).assign(month=lambda table: pd.to_datetime(table["month"]))
TICKS = pd.DataFrame({"place": ["Sharur"], "date_start": [pd.Timestamp("1919-05-12")], "title": ["Uprising"]})
VOTES = pd.DataFrame(
    [("A", "Q1", "votes_for"), ("A", "Q2", "against"), ("B", "Q1", "present_no_vote"), ("C", "Q2", "abstains")],
    columns=["member", "question", "vote"],
)
TERMS = pd.DataFrame(
    [
        ("Zangezur", "Armenia", "claims", "armenia", False),
        ("Zangezur", "Draft", "assigns", "azerbaijan", True),
        ("Zangezur", "Draft", "rejects", None, False),
        ("Nakhchivan", "Draft", "grants_autonomy", None, False),
    ],
    columns=["row", "column", "action", "to", "provisional"],
)
BARCODE = pd.DataFrame({"paragraph": [1, 2, 3, 9, 282], "category": ["narrator"] * 4 + ["quoted"]})
ARCS = pd.DataFrame(
    [
        ("contradiction", 3, 282, "two dates"),
        ("contradiction", 17, 18, "two sums"),
        ("calendar", 195, NONE, "no calendar"),
    ],
    columns=["kind", "paragraph", "other", "title"],
)
LEDGER = pd.DataFrame(
    [
        ("Britain", "Armenia", "August 1919", "cartridges", NONE, 6_500_000, NONE, "about", "narrator", "[1]"),
        ("Russia", "Turkey", "1920", "roubles", 100, NONE, NONE, "over", "reported", "[2]"),
        ("Turkey", "Azerbaijan", "1918", "cartridges", NONE, NONE, NONE, "unquantified", "narrator", "[3]"),
    ],
    columns=["giver", "receiver", "item", "unit", "low", "point", "high", "qualifier", "voice", "claimant"],
)
BARS = pd.DataFrame(
    [("Karabakh", "narrator", 80), ("Karabakh", "quoted", 5), ("Zangezur", "narrator", NONE)],
    columns=["label", "part", "value"],
)
TILES = pd.DataFrame([("Kazakh", 0, 0, 57.0), ("Nukha", 2, 1, NONE)], columns=["place", "column", "row", "value"])

# name: the chart, a table for it, and its other arguments
CHARTS = {
    "change": (charts.change, CHANGE, {"before": "1897", "after": "1926"}),
    "stacked": (charts.stacked, SHARES, {}),
    "waffle": (charts.waffle, SHARES.rename(columns={"row": "panel"}), {}),
    "series": (charts.series, SERIES, {"breaks": {1920: "a fire"}}),
    "disputed": (charts.disputed, CLAIMS, {}),
    "lanes": (charts.lanes, EVENTS, {}),
    "strips": (charts.strips, MONTHS, {"events": TICKS}),
    "rollcall": (charts.roll_call, VOTES, {}),
    "terms": (charts.terms, TERMS, {}),
    "barcode": (charts.barcode, BARCODE, {"paragraphs": 282}),
    "arcs": (charts.arcs, ARCS, {"paragraphs": 282}),
    "ledger": (charts.ledger, LEDGER, {}),
    "bars": (charts.bars, BARS, {"unit": "claims"}),
    "tiles": (charts.tiles, TILES, {}),
}


def draw_all() -> dict[str, figures.Figure]:
    return {name: chart(table, **{**WORDS, **extra, "id": name}) for name, (chart, table, extra) in CHARTS.items()}


@pytest.fixture(scope="module")
def drawn():
    return draw_all()


@pytest.mark.parametrize("name", CHARTS)
class TestEveryChart:
    def test_is_small_scalable_and_named(self, drawn, name):
        for layout in ("wide", "narrow"):
            svg = getattr(drawn[name], layout)
            root = ET.fromstring(svg)
            assert root.get("viewBox").split()[2] == str(getattr(figures, layout.upper()).width)
            assert len(svg) < 25_000
            assert all(id_.startswith(f"{name}-") for id_ in re.findall(r' id="([^"]+)"', svg))
            used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
            assert used == set(re.findall(r' id="([^"]+)"', svg)), "dead or unused ids"
            assert not re.search(r"\d\.\d{2,}", re.sub(r"opacity:[\d.]+", "", svg)), "coordinates are rounded to 0.1 px"

    def test_text_is_large_enough_and_stays_on_the_sheet(self, drawn, name):
        for layout in (figures.WIDE, figures.NARROW):
            for text in ET.fromstring(getattr(drawn[name], layout.name)).iter(f"{figures.SVG}text"):
                style = text.get("style")
                size = float(re.search(r"font-size:([\d.]+)px", style)[1])
                assert size >= 11.5
                width = text_width(text.text, size, "bold" if "700" in style else "normal")
                x = float(text.get("x")) - width * {"middle": 0.5, "end": 1}.get(
                    (re.search(r"text-anchor:(\w+)", style) or [0, ""])[1], 0
                )
                assert x > -2, text.text
                assert x + width < layout.width + 2, text.text

    def test_empty_or_wrong_table_is_an_error(self, name):
        chart, table, extra = CHARTS[name]
        with pytest.raises(ValueError, match="no rows"):
            chart(table.iloc[:0], **extra, **WORDS)
        with pytest.raises(ValueError, match="lacks"):
            chart(table.iloc[:, 1:], **extra, **WORDS)

    def test_alternative_holds_the_numbers(self, drawn, name):
        alt = drawn[name].alt.replace(",", "")
        numbers = drawn[name].data.select_dtypes("number").drop(columns=["column", "row"], errors="ignore")
        shown = set(re.findall(r"\d+(?:\.\d)?", alt.replace("1–3", "1 2 3")))
        for column in numbers:
            for value in numbers[column].dropna():
                assert {f"{value:.0f}", f"{value:.1f}"} & shown, (column, value)


def test_drawing_does_not_depend_on_the_machine():
    """Same bytes under another time zone, locale and hash seed."""
    code = (
        "import hashlib, test_figures as t;"
        "page = ''.join(f._repr_mimebundle_()['text/html'] for f in t.draw_all().values());"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Baku", "LC_ALL": "de_DE.UTF-8"},
    ]
    folder = os.path.dirname(__file__)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=folder,
            text=True,
            stdout=subprocess.PIPE,
            env={**os.environ, **setting, "PYTHONPATH": os.path.dirname(folder)},
        )
        for setting in settings
    ]
    digests = [process.communicate(timeout=120)[0].strip() for process in running]
    assert len(digests[0]) == 64
    assert digests[0] == digests[1]


def test_plain_text_and_html(drawn):
    bundle = drawn["disputed"]._repr_mimebundle_()
    assert bundle["text/plain"].startswith("One title & 2 more\nPersons\n\nIn persons. Killed — ")
    assert "See paragraph 269." in bundle["text/plain"]
    page = bundle["text/html"]
    assert '<figure class="cg-figure" id="fig-disputed" data-figure="disputed">' in page
    assert "One title &amp; 2 more" in page
    assert '<a class="row-link" href="article:269">paragraph 269</a>' in page
    assert len(re.findall(r'<svg class="cg-(?:wide|narrow)" role="img" aria-label="In persons', page)) == 2
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    links = dict(re.findall(r'download="([^"]+)" href="data:[\w/+]+;base64,([^"]+)"', page))
    table = base64.b64decode(links["disputed.csv"]).decode()
    assert table.splitlines()[0] == ",".join(CLAIMS.columns)
    assert len(table.splitlines()) == 1 + len(CLAIMS)
    image = base64.b64decode(links["disputed.svg"]).decode()
    ET.fromstring(image)
    assert "var(" not in image
    assert "One title &amp; 2 more" in image


def test_dark_page_changes_every_neutral_colour(drawn):
    for figure in drawn.values():
        bare = re.sub(r"var\([^)]*\)", "", figure.wide)
        assert not [light for light, _ in palette.NEUTRALS.values() if light in bare]


@pytest.mark.parametrize(("part", "value"), [("id", "Not a slug"), ("title", " "), ("subtitle", ""), ("note", "")])
def test_figure_refuses_bad_words(part, value):
    with pytest.raises(ValueError, match=part):
        charts.disputed(CLAIMS, **{**WORDS, part: value})


def test_change_is_sorted_with_the_incomparable_last(drawn):
    assert list(dict.fromkeys(drawn["change"].data["place"])) == ["Here", "There", "Beyond"]


def test_stacked_refuses_too_many_groups_and_too_much():
    with pytest.raises(ValueError, match="6 groups"):
        charts.stacked(pd.DataFrame({"row": "a", "group": list("abcdef"), "share": 10.0}), **WORDS)
    with pytest.raises(ValueError, match=r"add up to 120\.0"):
        charts.stacked(pd.DataFrame({"row": "a", "group": list("ab"), "share": 60.0}), **WORDS)


def lines_of(figure, word):
    return next(line for line in figure.alt.split(". ") if line.startswith(word))


def test_lanes_say_how_sharp_a_date_is(drawn):
    assert lines_of(drawn["lanes"], "Events by lane") == "Events by lane, in order of time"
    assert lines_of(drawn["lanes"], "Baku") == "Baku: 30 March 1918 (calendar not named), Shots; June 1918, A treaty"
    # a tick for the one day, a box for each of the other three
    boxes = re.findall(r'<path d="M [^"]+ z"', drawn["lanes"].wide)
    assert len(boxes) >= 3


def test_strips_merge_months_and_show_contradictions_apart(drawn):
    told = lines_of(drawn["strips"], "Sharur").split("; ")
    assert told == [
        "Sharur: local Muslim bodies and forces Apr 1919–Apr 1919 (effective)",
        "Republic of Armenia May 1919–May 1919 (contested)",
        "local Muslim bodies and forces May 1919–May 1919 (effective, inferred)",
        "Republic of Armenia Jun 1919–Jun 1919 (effective)",
    ]
    assert list(drawn["strips"].data["statements"]) == ["d", "a", "b", "a", "c", "e"]


def test_roll_call_infers_nothing(drawn):
    assert "Q1: for 1 (A); present, no vote 1 (B); not recorded 1 (C)" in drawn["rollcall"].alt
    with pytest.raises(ValueError, match="unknown vote yes"):
        charts.roll_call(VOTES.assign(vote="yes"), **WORDS)


def test_a_matrix_too_wide_is_refused():
    many = pd.DataFrame({"member": "A", "question": [f"Question {n}" for n in range(27)], "vote": "for"})
    with pytest.raises(ValueError, match="27 columns"):
        charts.roll_call(many, **WORDS)
    assert "Z: Question 25" in charts.roll_call(many[:26], **WORDS).narrow


def test_terms_keep_provisional_apart(drawn):
    assert "Zangezur, Draft: assigns (to Republic of Azerbaijan), provisional; rejects." in drawn["terms"].alt
    with pytest.raises(ValueError, match="unknown action gives"):
        charts.terms(TERMS.assign(action="gives"), **WORDS)


def test_ledger_stands_by_unit(drawn):
    assert list(drawn["ledger"].data["unit"]) == ["cartridges", "cartridges", "roubles"]
    assert "Turkey → Azerbaijan, 1918 — [3], unattributed in our copy: no number given" in drawn["ledger"].alt


@pytest.mark.parametrize("values", [[3.0, 40_000.0], [0.0, 40.0]])
def test_claims_without_a_number_stand_off_the_axis(values):
    sheet = axes.blank(figures.WIDE, 50, 190, 20)
    magnitudes(sheet, np.array([values]))
    edge, first, last = sheet.ax.transData.transform([(x, 0) for x in (sheet.ax.get_xlim()[0], *values)])[:, 0]
    assert first - edge > 15
    assert first < last <= 680


def test_silence_is_no_zero(drawn):
    assert "Wounded — no answer told" in drawn["disputed"].alt
    assert "Zangezur: not stated" in drawn["bars"].alt
    assert "Nukha: not stated" in drawn["tiles"].alt
    assert "Azerbaijanis 42.9\u00a0% → not stated (10,778 → not stated)" in drawn["change"].alt


def test_tiles_refuse_a_value_they_cannot_show():
    with pytest.raises(ValueError, match="outside 0 to 100"):
        charts.tiles(TILES.assign(value=101.0), **WORDS)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("1920-03-20", "1920-04-20", ["20 Mar 1920", "27", "3 Apr", "10", "17"]),
        ("1918-05-10", "1919-02-01", ["Jun 1918", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "1919", "Feb"]),
        ("1905-01-01", "1922-01-01", ["1906", "1908", "1910", "1912", "1914", "1916", "1918", "1920", "1922"]),
    ],
)
def test_time_axis_takes_the_finest_step_that_fits(first, last, labels):
    sheet = axes.blank(figures.WIDE, 50, 190, 20)
    chronology.time_axis(sheet, pd.Timestamp(first), pd.Timestamp(last))
    assert [text.get_text() for text in sheet.ax.texts] == labels


def test_a_phone_has_more_than_one_tick_for_a_month():
    sheet = axes.blank(figures.NARROW, 50, 12, 16)
    chronology.time_axis(sheet, pd.Timestamp("1920-03-22"), pd.Timestamp("1920-04-24"))
    assert [text.get_text() for text in sheet.ax.texts] == ["22 Mar 1920", "5 Apr", "19"]


def spans(svg):
    """Each text with its height, left and right end in pixels."""
    for text in ET.fromstring(svg).iter(f"{figures.SVG}text"):
        style = text.get("style")
        width = text_width(text.text, float(re.search(r"font-size:([\d.]+)px", style)[1]))
        left = float(text.get("x")) - width * ("text-anchor:end" in style)
        yield float(text.get("y")), left, left + width


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_long_labels_of_claims_stay_on_the_sheet_and_off_each_other(layout):
    long = CLAIMS.assign(claimant="a speaker whose name and office are longer than any line of a page can be, [170]")
    found = sorted(spans(getattr(charts.disputed(long, **WORDS), layout)))
    assert min(left for _, left, _ in found) > -2
    assert max(right for *_, right in found) < getattr(figures, layout.upper()).width + 2
    for at, (y, left, right) in enumerate(found):
        for other, other_left, other_right in found[at + 1 :]:
            assert other - y > 9 or right <= other_left or other_right <= left


@pytest.mark.parametrize("action", matrix.ACTIONS)
def test_every_action_has_a_mark_in_its_cell(action):
    row = {"row": "Here", "column": "A paper", "action": action, "to": None, "provisional": False}
    svg = charts.terms(pd.DataFrame([row]), left=150, **WORDS).wide
    places = [float(use.get("x")) for use in ET.fromstring(svg).iter(f"{figures.SVG}use")]
    assert sum(150 < x < 700 for x in places) == 1


def test_bubble_slices_a_square():
    sheet = axes.blank(figures.WIDE, 100, 0, 0)
    charts.bubble(sheet.ax, 0.5, 50, 40, {"Armenians": 25.0, "Azerbaijanis": 50.0})
    frame, *slices = sheet.ax.patches
    assert [round(part.get_width(), 6) for part in (frame, *slices)] == [40, 10, 20]
    assert slices[1].get_x() == pytest.approx(frame.get_x() + 10)


def test_whole_numbers_stay_whole_in_the_csv(drawn):
    assert "Here,Armenians,46.2,89.5,63600,56900,split,45,47" in drawn["change"].csv
    assert "2,,," not in drawn["barcode"].csv
    assert "1918-03-30,1918-03-30" in drawn["lanes"].csv


def test_typed_tables_of_the_data_set_are_taken():
    """Categoricals, strings with pd.NA and nullable integers, as `tables.load` gives them."""
    typed = CLAIMS.astype({"point": "Int64", "voice": "category", "qualifier": "category", "question": "string"})
    assert charts.disputed(typed, **WORDS).alt == charts.disputed(CLAIMS, **WORDS).alt


def test_hundred_squares():
    assert hundred([46.2, 51.7, 1.3, 0.5, 0.3]) == [46, 52, 1, 1, 0]
    assert hundred([33.3, 33.3, 33.4]) == [33, 33, 34]
    assert hundred([50.0, 20.0]) == [50, 20]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ({"point": 400.0, "qualifier": "exact"}, "400"),
        ({"point": 1_500.0, "qualifier": "about"}, "about 1,500"),
        ({"low": 3_000.0, "high": 5_000.0, "qualifier": "range"}, "3,000–5,000"),
        ({"high": 700.0, "qualifier": "up_to"}, "up to 700"),
        ({"low": 700.0, "qualifier": "over"}, "over 700"),
        ({"low": 700.0, "qualifier": "at_least"}, "at least 700"),
        ({"point": 2.0, "qualifier": "relative", "answer": "twice as many"}, "twice as many"),
        ({"answer": "heavy"}, "heavy"),
        ({"polarity": "denies"}, "denied"),
        ({"voice": ""}, "no answer told"),
    ],
)
def test_claims_in_words(claim, text):
    blank = {"voice": "narrator", "qualifier": "", "low": NONE, "point": NONE, "high": NONE}
    assert value_text({**blank, **claim}) == text


def test_wrapping_keeps_words_whole():
    lines = wrap("Nakhchivan uezd and Nakhichevan ASSR", 120, 13)
    assert " ".join(lines) == "Nakhchivan uezd and Nakhichevan ASSR"
    assert all(text_width(line, 13) <= 120 for line in lines)


def test_holder_of_follows_part_of():
    part_of = {"azerbaijani-army": "azerbaijan-democratic-republic", "a": "b", "b": "a"}
    assert palette.holder_of("azerbaijani-army", part_of) == "azerbaijan"
    assert palette.holder_of("britain") == "britain"
    assert palette.holder_of("a", part_of) == "other"
    assert palette.holder_of(None) == "other"
    actors = pd.DataFrame({"actor_id": ["a", "azerbaijani-army"], "part_of": [pd.NA, part_of["azerbaijani-army"]]})
    column = pd.Series(["azerbaijani-army", pd.NA, "a"], index=[7, 8, 9], dtype="string")
    assert palette.holders(column, actors).to_dict() == {7: "azerbaijan", 8: "other", 9: "other"}


# The palette, measured as its comment in figures.py claims.


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _luminance(linear: np.ndarray) -> float:
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    low, high = sorted(_luminance(_linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _lightness(colour: str) -> float:
    """CIELAB L*."""
    return 116 * np.cbrt(_luminance(_linear(colour))) - 16


def _oklab(linear: np.ndarray) -> np.ndarray:
    """Ottosson 2020: distances in it are near to even; black to white is 1."""
    cone = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return lab @ np.cbrt(cone @ linear)


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
HUES = {name: colour for name, colour in palette.PALETTE.items() if name != "stone"}
FLAGS = {
    "Armenia": ["#D90012", "#0033A0", "#F2A800"],
    "Azerbaijan": ["#0092BC", "#E4002B", "#00AF66"],
    "Turkey": ["#E30A17"],
}


@pytest.mark.parametrize("colour", palette.PALETTE.values(), ids=palette.PALETTE)
def test_contrast_on_both_grounds(colour):
    assert all(_contrast(colour, ground) >= 3 for ground in palette.NEUTRALS["ground"])


def test_text_contrast_in_both_modes():
    for mode in (0, 1):
        ground = palette.NEUTRALS["ground"][mode]
        assert all(_contrast(palette.NEUTRALS[name][mode], ground) >= 4.5 for name in ("ink", "muted"))


def test_hues_are_equally_light():
    assert {round(_lightness(colour)) for colour in HUES.values()} == {45}


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_differ_for_every_sight(sight):
    seen = {
        name: _oklab(np.clip(np.array(SIGHT[sight]) @ _linear(colour), 0, 1))
        for name, colour in palette.PALETTE.items()
    }
    names = list(seen)
    least = min(np.linalg.norm(seen[a] - seen[b]) for i, a in enumerate(names) for b in names[:i])
    assert least >= 0.03  # 0.02 is about what is just told apart side by side


@pytest.mark.parametrize("flag", FLAGS)
def test_hues_keep_away_from_flags(flag):
    for colour in HUES.values():
        assert min(np.linalg.norm(_oklab(_linear(colour)) - _oklab(_linear(other))) for other in FLAGS[flag]) >= 0.1


@pytest.mark.parametrize("looks", [palette.HOLDERS, palette.GROUPS], ids=["holders", "groups"])
def test_looks_differ_without_colour(looks):
    """In greyscale the six hues are one grey: texture and marker alone must tell any two apart."""
    greys = [look.colour if look.hue in ("stone", figures.GROUND) else "hue" for look in looks.values()]
    textures = list(zip(greys, (look.hatch for look in looks.values()), strict=True))
    assert len(set(textures)) == len(textures)
    assert len({look.marker for look in looks.values()}) == len(looks)
