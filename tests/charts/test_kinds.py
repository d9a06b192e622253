"""What the kinds of picture say of real data: nothing invented, nothing joined, nobody added up."""

import re
from functools import partial
from importlib import import_module

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from contested_ground import load
from contested_ground.analysis import holdings, positions, silences, turning
from contested_ground.analysis.allegations import stances
from contested_ground.analysis.composition import composition
from contested_ground.analysis.gifts import gifts
from contested_ground.charts.boxes import names_box, people_box
from contested_ground.charts.cards import cards
from contested_ground.charts.flows import flows
from contested_ground.charts.lanes import lanes
from contested_ground.charts.parts import parts
from contested_ground.charts.positions import positions as draw_positions
from contested_ground.charts.silences import Inline
from contested_ground.charts.silences import silences as draw_silences
from contested_ground.charts.slopes import slopes
from contested_ground.charts.stays import stays
from contested_ground.charts.tables import small_table
from contested_ground.charts.timeline import place, spread, timeline
from contested_ground.charts.treaties import treaty


@pytest.fixture(scope="module")
def tables():
    return load()


def control_of(tables, **cells):
    """The tables with one row of control, whose cells are given, about Baku and the Red Army."""
    row = tables["control"].iloc[[0]].assign(place_id="baku", holder_id="red-army", mode="effective", until_event=pd.NA)
    days = {name: pd.NaT for side in ("from", "until") for name in (f"{side}_date_start", f"{side}_date_end")}
    row = row.assign(
        until_basis="unknown", **{name: pd.to_datetime(cells.get(name, day)) for name, day in days.items()}
    )
    return {**tables, "control": row.assign(**{k: v for k, v in cells.items() if k not in days})}


def runs_of(tables, **cells):
    return holdings.held(control_of(tables, **cells), {"Baku": "baku"})


def test_a_holding_without_an_end_lasts_its_last_told_day(tables):
    run = runs_of(tables, from_date_start="1919-03-04", from_date_end="1919-03-04").iloc[0]
    assert (run["until"] - run["since"]).days == 1
    assert run["sure"]
    assert run["open_end"]


def test_an_end_inferred_from_an_event_is_drawn_but_not_certain(tables):
    ends = {"until_date_start": "1920-04-27", "until_date_end": "1920-04-28", "until_basis": "inferred"}
    told = runs_of(tables, from_date_start="1919-03-04", from_date_end="1919-03-04", until_event="some-event", **ends)
    assert list(told["sure"]) == [True, False]
    assert told["until"].max() == pd.Timestamp("1920-04-27")


def test_vague_dates_are_pale_and_certain_ones_are_not(tables):
    told = runs_of(
        tables,
        from_date_start="1919-03-01",
        from_date_end="1919-03-31",
        until_date_start="1919-05-01",
        until_date_end="1919-05-31",
        until_basis="stated",
    )
    assert list(told["sure"]) == [False, True, False]
    assert [day.strftime("%m-%d") for day in told["since"]] == ["03-01", "03-31", "05-01"]


def test_contested_without_a_rival_is_striped_and_says_so(tables):
    run = runs_of(tables, mode="contested", from_date_start="1919-03-04", from_date_end="1919-03-04").iloc[0]
    assert run["holders"] == "soviet;other"
    assert all(form.endswith(", contested") for form in run["words"].split("|"))


def test_runs_of_a_lane_never_overlap_and_gaps_stay(tables):
    runs = holdings.held(tables, {"Kars": ["kars", "kars-region"], "Baku": "baku"})
    for _, lane in runs.groupby("lane"):
        assert (lane["until"].to_numpy()[:-1] <= lane["since"].to_numpy()[1:]).all()
    kars = runs[runs["lane"].eq("Kars")]
    assert not ((kars["since"] < "1919-10-01") & (kars["until"] > "1919-10-01")).any()  # nobody is told to hold it then


def test_baku_is_not_empty_before_the_red_army(tables):
    runs = holdings.held(tables, {"Baku": "baku"})
    then = runs[(runs["since"] <= "1919-06-01") & (runs["until"] > "1919-06-01")]
    assert list(then["holders"]) == ["azerbaijan"]
    assert not then["sure"].any()


def test_every_number_and_every_silence_is_a_row(tables):
    table = silences.killings(tables)
    asked = tables["questions"].query("measure == 'killed' and kind == 'count'")
    assert set(table["question_id"]) == set(asked["question_id"])
    claims = table["claim_id"].dropna().str.split(";").explode()
    assert not claims.duplicated().any()
    numbers = tables["claims"][tables["claims"]["question_id"].isin(asked["question_id"])]
    numbers = numbers[numbers[["low", "point", "high"]].notna().any(axis=1) & numbers["polarity"].ne("denies")]
    assert set(claims) == set(numbers["claim_id"])
    silent = table[table["low"].isna()]
    assert silences.grouped(table)["squares"].sum() == len(silent)
    assert list(dict.fromkeys(silences.grouped(table)["theatre"])) == list(dict.fromkeys(silent["theatre"]))
    assert silences.grouped(table, "Y")["squares"].sum() == len(silent)
    assert str(Inline(table)).startswith("▢" * len(silent) + f" {len(silent)} told")


def test_a_scale_of_small_numbers_ends_with_a_power_of_ten(tables):
    table = silences.killings(tables, "karabakh")
    for most, last in ((300, "1,000"), (4, "10")):
        page, ax = plt.subplots(figsize=(760 / 72, 1500 / 72), dpi=72)
        draw_silences(table.assign(low=table["low"].clip(upper=most), high=table["high"].clip(upper=most)), ax)
        powers = [text.get_text() for text in ax.texts if re.fullmatch("10*|1,0+", text.get_text())]
        plt.close(page)
        assert powers[-1] == last


def test_soldiers_stand_apart_from_civilians(tables):
    table = silences.killings(tables, "nakhchivan")
    assert "soldiers" in set(table["status"])
    assert silences.grouped(table).groupby(["theatre", "status", "victims"], sort=False).ngroups > 1
    assert table.loc[table["victims"].str.contains("army"), "status"].eq("soldiers").all()


def test_turning_points_are_those_of_weight_three(tables):
    points = turning.turning_points(tables, "karabakh")
    weights = tables["events"].set_index("event_id").loc[points["event_id"], "weight"]
    assert weights.eq(3).all()
    assert 8 <= len(points) <= 12
    assert points["middle"].is_monotonic_increasing


def test_no_stem_crosses_words():
    at, wide = [40, 60, 65, 300, 310, 480], [120, 130, 90, 110, 140, 100]
    placed = place(at, wide, 0, 620, 4)
    spans = [
        (x + 5, x + 5 + w) if side > 0 else (x - 5 - w, x - 5) for (x, _, side), w in zip(placed, wide, strict=True)
    ]
    for (x, row, _), _span in zip(placed, spans, strict=True):
        for (_, other, _), (left, right) in zip(placed, spans, strict=True):
            assert not (other <= row and left < x < right)
    assert [x for x, *_ in placed] == sorted(x for x, *_ in placed)
    # from the right the second and third would stand right of the first's words, 6.4 dearer
    assert place([40, 60, 110], [120] * 3, 0, 300, 2) == [(10, 1, 1), (30, 0, 1), (170, 0, 1)]
    assert place([100], [95], 0, 200, 1) == [(100, 0, 1)]  # words that just fit, 5 px from their stem
    assert place([100], [95], 0, 150, 1) == [(100, 0, -1)]
    assert place([100, 109], [40, 40], 0, 300, 3) == [(100, 0, -1), (109, 0, 1)]  # stems 9 px apart need no more
    with pytest.raises(ValueError, match="no room"):
        place([10, 11, 12, 13], [100] * 4, 0, 120, 2)


def test_positions_hold_refusals_and_decisions(tables):
    table = positions.positions(tables, ["karabakh", "nagorno-karabakh"])
    assert {"decides", "wants", "refuses"} == set(table["stance"])
    fifth = table[table["event_id"].eq("tiflis-1921-07-05-decision-nagorno-karabakh")]
    assert list(fifth["band"]) == ["Azerbaijan"]
    assert list(fifth["stance"]) == ["decides"]
    term = fifth["term_ids"].iloc[0].split(";")[0]
    said = positions.positions(tables, ["nagorno-karabakh"], words={term: "to remain"})
    assert said["words"].str.contains("to remain").sum() == 1
    assert term not in ";".join(positions.positions(tables, ["nagorno-karabakh"], bands={term: None})["term_ids"])


def test_cards_keep_stances_apart(tables):
    key = "khojaly-1920-02-22-killed-armenians"
    html = str(cards(stances(tables, [key], accused=["fatali-khan-khoyski"])).html)
    assert "<dt>Admitted" in html
    assert "Charged" not in html
    assert 'href="article:190"' in html
    silent = cards(stances(tables, ["chayli-1920-03-26-killed-villagers"], accused=[]))
    assert "this source gives no answer" in str(silent)


def test_tables_escape_link_and_mark_thousands():
    frame = pd.DataFrame({"who": ["<b>"], "n": [12_345], "where": ["[¶9](article:9)"], "none": [None]})
    shown = small_table(
        frame, columns={"who": "Who", "n": "Persons", "where": "Where", "none": "Blank"}, caption="A & B"
    )
    assert "&lt;b&gt;" in shown.html
    assert '<td class="cg-number" data-label="Persons">12,345</td>' in shown.html
    assert '<a href="article:9">¶9</a>' in shown.html
    assert '<td data-label="Blank"></td>' in shown.html
    assert "<style" not in shown.html
    assert set(shown._repr_mimebundle_()) == {"text/plain", "text/html"}
    assert small_table(frame, rows=1).html
    with pytest.raises(ValueError, match="2 rows; 1 are the most"):
        small_table(pd.concat([frame, frame]), rows=1)
    with pytest.raises(KeyError, match="no column missing"):
        small_table(frame, columns={"missing": "x"})


def test_boxes_name_people_and_places(tables):
    people = people_box(tables, ["dro", "khosrov-bey-sultanov"])
    assert people.html.index("Dro") < people.html.index("Sultanov")
    names = names_box(tables, ["shusha"])
    assert '<span lang="hy">' in names.html
    assert '<span lang="az">' in names.html
    with pytest.raises(KeyError, match="no place nowhere"):
        names_box(tables, ["nowhere"])


KINDS = [
    partial(cards),
    partial(draw_positions, ax=None),
    partial(draw_silences, ax=None),
    partial(flows, ax=None),
    partial(lanes, ax=None),
    partial(parts, ax=None),
    partial(slopes, axes=None),
    partial(stays, ax=None),
    partial(timeline, ax=None),
    partial(treaty, title="Batum", ax=None),
]


@pytest.mark.parametrize("draw", KINDS, ids=lambda draw: draw.func.__name__)
def test_each_missing_column_and_an_empty_table_are_told_before_anything_is_drawn(draw):
    columns, refused = [], "needs the column"
    while "needs the column" in refused:
        with pytest.raises(ValueError, match=r"needs (the column|at least one|rows)") as error:
            draw(pd.DataFrame(columns=columns))
        refused = str(error.value)
        columns += re.findall(r"needs the column (\w+)", refused)
        assert len(columns) == len(set(columns)), refused
    assert columns


def test_blocks_are_spread_or_refused():
    assert spread([100, 140, 290], [40, 40, 40], 400) == [92, 132, 282]
    assert spread([100, 120, 390], [40, 40, 40], 400) == pytest.approx([82, 122, 360], abs=0.01)
    assert spread([10, 12, 300], [40, 40, 40], 400) == pytest.approx([0, 40, 292], abs=0.01)
    with pytest.raises(ValueError, match="need 120 px; the sheet has 100"):
        spread([10, 12, 30], [40, 40, 40], 100)
    with pytest.raises(ValueError, match="need 120 px; the sheet has 118"):  # only the first two meet
        spread([10, 12, 30], [40, 40, 40], 118)


def test_groups_stand_below_the_later_count_of_a_narrow_panel():
    rows = [("Shusha", "Armenians", 14_420, 93), ("Shusha", "Azerbaijanis", 10_778, 4_900)]
    page, ax = plt.subplots(figsize=(220 / 72, 300 / 72), dpi=72)
    slopes(pd.DataFrame(rows, columns=["ground", "group", "before", "after"]), ax)
    said = {text.get_text() for text in ax.texts}
    plt.close(page)
    assert {"14,420", "10,778", "93\nArmenians", "4,900\nAzerbaijanis"} <= said


TWO = pd.DataFrame(
    [("Shusha", "Armenians", 14_420, 93), ("Shusha", "Azerbaijanis", 10_778, 4_900)],
    columns=["ground", "group", "before", "after"],
)
DRAWN = {
    "lanes": lambda tables, ax: lanes(holdings.held(tables, {"Baku": "baku"}), ax),
    "slopes": lambda tables, ax: slopes(TWO, ax),
    "timeline": lambda tables, ax: timeline(turning.turning_points(tables, "karabakh"), ax),
}


SHELLS = {"karabakh-1920-04-supplied-shells": ("zangezur-forces", "dro-forces")}
SETTLED = {
    "lanes": DRAWN["lanes"],
    "timeline": DRAWN["timeline"],
    "silences": lambda tables, ax: draw_silences(silences.killings(tables, "baku"), ax),
    "parts": lambda tables, ax: parts(composition(tables, ["shusha-uezd-1897"]), ax),
    "positions": lambda tables, ax: draw_positions(positions.positions(tables, ["nagorno-karabakh"]), ax),
    "flows": lambda tables, ax: flows(gifts(tables, SHELLS), ax),
}


@pytest.mark.parametrize("kind", ["silences", "positions", "flows"])
def test_a_sheet_as_high_as_is_wanted_is_enough_and_one_two_pixels_lower_is_not(tables, kind):
    def draw(high):
        page = plt.figure(figsize=(760 / 72, high / 72), dpi=72)
        try:
            SETTLED[kind](tables, page.add_axes((0, 0, 1, 1)))
        finally:
            plt.close(page)

    with pytest.raises(ValueError, match="needs") as refused:
        draw(20)
    wanted = int(re.search(r"needs (\d+) px", str(refused.value))[1])
    draw(wanted)
    with pytest.raises(ValueError, match="needs"):
        draw(wanted - 2)


@pytest.mark.parametrize("size", [(760, 440), (340, 700)])
def test_a_turn_on_the_last_day_of_the_axis_is_drawn(tables, size):
    points = turning.turning_points(tables, "karabakh").iloc[:3]
    points = points.assign(middle=pd.to_datetime(["1919-03-01", "1919-05-03", "1919-07-05"]))  # whole weeks apart
    page, ax = plt.subplots(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    timeline(points, ax, events=points, first="1919-03-01", last="1919-07-05")
    assert len(ax.texts) > 6
    plt.close(page)


@pytest.mark.parametrize("kind", SETTLED)
@pytest.mark.parametrize("size", [(760, 1000), (340, 2000)])
def test_words_that_come_last_do_not_move_what_was_counted_in_pixels(tables, kind, size):
    page, ax = plt.subplots(figsize=(size[0] / 72, size[1] / 72), dpi=72, layout="constrained")
    SETTLED[kind](tables, ax)
    ax.text(0, 1.3, "Words above", transform=ax.transAxes)
    before = ax.get_window_extent().bounds
    page.draw_without_rendering()
    assert ax.get_window_extent().bounds == before
    plt.close(page)


@pytest.mark.parametrize("kind", DRAWN)
def test_ticks_have_words_but_no_marks_on_axes_of_ones_own(tables, kind):
    with mpl.rc_context():
        mpl.rcdefaults()
        page, ax = plt.subplots(figsize=(1400 / 72, 900 / 72), dpi=72)
        DRAWN[kind](tables, ax)
        ticks = [*ax.xaxis.get_major_ticks(), *ax.yaxis.get_major_ticks()]
        words = [*ax.texts, *(tick.label1 for tick in ticks)]
        plt.close(page)
    assert {tick.tick1line.get_markersize() for tick in ticks if tick.tick1line.get_visible()} <= {0}
    assert all(text.get_size() >= 12 for text in words if text.get_text())


COLUMNS = {
    "flows": "giver receiver what who start end",
    "lanes": "lane since until holders level sure open_start open_end words",
    "positions": "date_start date_end who band stance words",
    "silences": "theatre status victims counted place start end low high words who question_id",
    "slopes": "ground group before after",
    "stays": "power words since until holder level open_start open_end",
}


@pytest.mark.parametrize(("kind", "columns"), COLUMNS.items())
def test_a_missing_column_is_named(kind, columns):
    draw = getattr(import_module(f"contested_ground.charts.{kind}"), kind)
    for name in columns.split():
        table = pd.DataFrame(columns=[column for column in columns.split() if column != name])
        with pytest.raises(ValueError, match=f"{kind} needs the column {name}(;|$)"):
            draw(table, None)


def test_a_position_in_no_band_is_refused(tables):
    table = pd.DataFrame([dict.fromkeys(import_module("contested_ground.charts.positions").NEEDED, "x")])
    with pytest.raises(ValueError, match="'x' is no band; the bands are "):
        draw_positions(table, None)


def test_a_year_that_begins_in_the_first_week_is_named(tables):
    points = turning.turning_points(tables, "karabakh").iloc[:3]
    page, ax = plt.subplots(figsize=(340 / 72, 700 / 72), dpi=72)
    timeline(points.assign(middle=pd.Timestamp("1919-04-01")), ax, first="1919-01-01", last="1919-12-01")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["1919"]
    plt.close(page)


@pytest.mark.parametrize(("size", "least"), [((760, 300), 8), ((340, 300), 14)])
def test_a_share_is_written_where_it_has_room(tables, size, least):
    shares = composition(tables, ["surmali-uezd-1897"]).iloc[:2].assign(group=["Armenians", "Kurds"])
    page, ax = plt.subplots(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    parts(shares.assign(share=[least, least - 0.4]), ax)
    assert [text.get_text() for text in ax.texts].count(f"{least}") == 1
    plt.close(page)


@pytest.mark.parametrize(
    ("groups", "rows"),
    [
        (["Armenians", "Azerbaijanis", "Russians"], [-0.85]),
        (["Armenians", "Azerbaijanis", "Kurds", "Russians"], [-1.5, -0.85]),
    ],
)
def test_on_the_phone_more_than_three_groups_are_named_in_two_lines(tables, groups, rows):
    shares = composition(tables, ["surmali-uezd-1897", "shusha-uezd-1897"], groups=groups)
    page, ax = plt.subplots(figsize=(340 / 72, 400 / 72), dpi=72)
    parts(shares[shares["group"].isin(groups)], ax)
    named = {text.get_text(): text.get_position()[1] for text in ax.texts}
    plt.close(page)
    assert sorted({named[group] for group in groups}) == rows
