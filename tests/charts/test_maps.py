"""Maps: the base map against known heights and places, labels that keep clear of each other, and each kind of map."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from math import asin, cos, radians, sin, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.path import Path as Outline

from contested_ground.charts.former import base_map, maps, palette
from contested_ground.charts.former.base_map import Frame
from contested_ground.charts.former.figures import NARROW, WIDE
from contested_ground.charts.former.map_page import Plan, Site, Squares
from contested_ground.charts.former.placement import Room
from contested_ground.data import tables

WORDS = {"id": "sample", "title": "A finding", "subtitle": "Places", "note": "As told."}
NONE = np.nan
PLACES = pd.DataFrame(
    [
        ("nakhchivan", "Nakhchivan", 39.209, 45.412, "exact"),
        ("julfa", "Julfa", 38.954, 45.630, "exact"),
        ("iova", "Iova", 39.942, 44.572, "near"),
        ("sharur", "Sharur", 39.553, 44.980, "landscape"),
        ("yarma", "Yarma", NONE, NONE, "unlocated"),
        ("moscow", "Moscow", 55.752, 37.618, "exact"),
        ("araz-river", "Araz River", 40.131, 43.649, "landscape"),
    ],
    columns=maps.PLACE,
).assign(place_kind=[*["town"] * 6, "river"])
TOLD = PLACES.assign(
    date=["1919-07-22", "[1919-07-20..1919-07-24]", "1919-07-24", "1919-07-30", "1919-07-22", "1919-07-22", "1919-07"],
    date_start=pd.to_datetime(["1919-07-22", "1919-07-20", "1919-07-24", "1919-07-30", *["1919-07-22"] * 2, None]),
    date_end=pd.to_datetime(["1919-07-22", "1919-07-24", "1919-07-24", "1919-07-30", *["1919-07-22"] * 3]),
    title=[f"Event {letter}" for letter in "ABCDEFG"],
    kind=["clash", "movement", "clash", "truce", "clash", "other", "movement"],
)
PANELS = {"22 July": ("1919-07-22", "1919-07-22"), "23–24 July": ("1919-07-23", "1919-07-24")}
PERSONS = pd.DataFrame(
    [
        ("a", "Here", 39.5, 46.0, "district", "1897", "Armenians", 100, 400),
        ("a", "Here", 39.5, 46.0, "district", "1897", "Azerbaijanis", 100, 400),
        ("a", "Here", 39.5, 46.0, "district", "1926", "Armenians", 100, 100),
        ("b", "There", 40.5, 47.0, "district", "1897", "Kurds", 25, 25),
    ],
    columns=[*maps.PLACE, "date", "group", "count", "total"],
)
MAPS = {
    "points": (maps.points, TOLD, {"towns": PLACES}),
    "route": (maps.route, TOLD, {}),
    "days": (maps.days, TOLD, {"panels": PANELS}),
    "bubbles": (maps.bubbles, PERSONS, {}),
}


def drawn(name, table=None, **more):
    chart, sample, arguments = MAPS[name]
    return chart(sample if table is None else table, **arguments, **WORDS, **more)


def texts(svg):
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


# The base map


def test_the_base_map_says_where_it_comes_from_and_is_light():
    about = base_map.layers()["about"]
    assert {"water_and_rivers", "relief", "schematic_rivers", "licence", "made_by", "limits"} <= about.keys()
    assert base_map.FILE.stat().st_size <= 120_000


def test_everything_lies_in_the_extent():
    west, south, east, north = base_map.layers()["about"]["extent"]
    entries = [entry for layer in ("relief", "water", "rivers") for entry in base_map.layers()[layer]]
    corners = np.vstack([line for entry in entries for line in entry.get("rings", entry.get("lines"))])
    assert (corners >= [west, south]).all()
    assert (corners <= [east, north]).all()


@pytest.mark.parametrize(
    ("name", "lon", "lat", "over", "under"),
    [
        ("Baku", 49.89, 40.38, -30, 500),
        ("Erivan", 44.51, 40.18, 500, 1500),
        ("Nakhchivan", 45.41, 39.21, 500, 1500),
        ("Mount Ararat", 44.30, 39.70, 3000, 5200),
        ("Mount Kapudzhukh", 46.00, 39.16, 2500, 4000),
        ("Barda", 47.13, 40.37, -30, 500),
    ],
)
def test_relief_agrees_with_known_heights(name, lon, lat, over, under):
    for band in base_map.layers()["relief"]:
        # Holes run the other way round, so each ring that holds the point counts for or against.
        rings = [ring for ring in band["rings"] if Outline(ring).contains_point((lon, lat))]
        winding = sum(np.sign((ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1]).sum()) for ring in rings)
        assert winding == (band["metres"] <= over) or over < band["metres"] < under, (name, band["metres"])


def test_water_is_where_it_was_before_the_dams():
    lakes = {water["name"]: water["rings"] for water in base_map.layers()["water"]}
    assert set(lakes) == {"Black Sea", "Caspian Sea", "Lake Sevan", "Lake Urmia", "Lake Van"}
    assert Outline(lakes["Lake Sevan"][0]).contains_point((45.3, 40.4))
    assert Outline(lakes["Caspian Sea"][0]).contains_point((50.8, 40.0))
    mingechevir = (46.8, 40.9)  # dammed in 1953
    assert not any(Outline(ring).contains_point(mingechevir) for rings in lakes.values() for ring in rings)


def kilometres(lon, lat, to_lon, to_lat):
    """Great circle distance."""
    a = sin(radians(to_lat - lat) / 2) ** 2
    a += cos(radians(lat)) * cos(radians(to_lat)) * sin(radians(to_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(a))


@pytest.mark.parametrize(
    ("river", "schematic", "lon", "lat"),
    [
        ("Araz", False, 45.63, 38.954),  # Julfa
        ("Kura", False, 44.83, 41.69),  # Tiflis
        ("Hakari", True, 46.8325, 39.1383),  # its mouth
        ("Terter", True, 46.93, 40.34),  # Tartar
        ("Arpa", True, 44.947, 39.469),  # its mouth
        ("Bargushad (Vorotan)", True, 46.58, 39.34),  # Qubadli
        ("Okhchuchay (Voghji)", True, 46.41, 39.21),  # Kapan
    ],
)
def test_rivers_pass_where_they_should(river, schematic, lon, lat):
    (entry,) = [entry for entry in base_map.layers()["rivers"] if entry["name"] == river]
    assert entry["schematic"] is schematic
    steps = np.linspace(0, 1, 50)[:, None]
    points = [a + (b - a) * steps for line in entry["lines"] for a, b in pairwise(line)]
    assert min(kilometres(*point, lon, lat) for point in np.vstack(points)) < 3


@given(*[st.tuples(st.floats(44, 48), st.floats(39, 41.5))] * 2)
@settings(deadline=None, max_examples=50, derandomize=True)
def test_distances_on_the_map_are_those_on_the_ground(one, other):
    frame = Frame(44, 48, 38.9, 41.5, 700)
    ground = kilometres(*one, *other)
    on_map = np.hypot(*(frame.pixels(*one) - frame.pixels(*other))[0]) / frame.scale
    assert on_map == pytest.approx(ground, rel=0.025, abs=0.1)


@pytest.mark.parametrize("places", [[(45.4, 39.2)], [(45.4, 39.2), (45.6, 38.9)], [(41, 38), (51, 43)]])
def test_a_frame_holds_its_places_within_the_base_map(places):
    lon, lat = np.transpose(places)
    frame = base_map.around(lon, lat, 700)
    west, south, east, north = base_map.layers()["about"]["extent"]
    assert frame.holds(lon, lat).all()
    assert west <= frame.west < frame.east <= east
    assert south <= frame.south < frame.north <= north
    assert 0.45 * 700 < frame.height < 1.05 * 700


# Labels


@given(st.lists(st.tuples(st.floats(10, 330), st.floats(10, 290)), min_size=1, max_size=60))
@settings(deadline=None, max_examples=40, derandomize=True)
def test_labels_meet_neither_each_other_nor_marks_nor_the_edge(sites):
    room = Room(340, 300)
    for x, y in sites:
        room.mark(x, y, 5)
    boxes = []
    for number, (x, y) in enumerate(sites):
        if spot := room.place(x, y, 40 + number % 3 * 20, 13):
            boxes.append((spot.x, spot.y, spot.x + spot.width, spot.y + 13))
    for left, top, right, bottom in boxes:
        assert min(left, top) > 0
        assert right < 340
        assert bottom < 300
        assert not any(left < x < right and top < y < bottom for x, y in sites)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_what_finds_no_room_is_numbered_and_what_finds_none_at_all_is_listed():
    frame = base_map.around([45], [40], 340)
    crowd = [Site(170, 150, (("", "o", "exact"),), f"A rather long name of place {at}") for at in range(150)]
    plan = Plan(frame, NARROW, crowd)
    names = {text for text, *_ in plan.texts} | set(plan.key) | set(plan.unlabelled)
    assert {site.text for site in crowd} <= names
    assert plan.key
    assert plan.unlabelled
    assert list(plan.key.values()) == list(range(1, len(plan.key) + 1))


# The maps


@pytest.mark.parametrize("name", MAPS)
def test_maps_are_deterministic_small_and_in_the_palette(name):
    one, other = drawn(name), drawn(name)
    allowed = {light for light, _ in palette.NEUTRALS.values()} | set(palette.PALETTE.values())
    for layout in ("wide", "narrow"):
        svg = getattr(one, layout)
        assert svg == getattr(other, layout)
        assert len(svg) < 60_000
        ET.fromstring(svg)
        assert {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", svg)} <= {c.lower() for c in allowed}
    assert one.data.equals(other.data)


@pytest.mark.parametrize("name", MAPS)
def test_maps_want_their_columns_and_a_point(name):
    chart, table, arguments = MAPS[name]
    with pytest.raises(ValueError, match="lacks precision"):
        chart(table.drop(columns="precision"), **arguments, **WORDS)
    with pytest.raises(ValueError, match="no rows"):
        chart(table.iloc[:0], **arguments, **WORDS)
    with pytest.raises(ValueError, match="no row has a point"):
        chart(table.assign(lat=NONE, lon=NONE), **arguments, **WORDS)


@pytest.mark.parametrize("name", MAPS)
def test_notes_say_what_the_ground_is(name):
    note = drawn(name).note
    assert note.startswith("As told.")
    assert "No borders are drawn" in note
    assert "Natural Earth (public domain)" in note
    assert "GeoNames (CC BY 4.0)" in note


def test_the_note_tells_of_sevan_and_the_caspian_only_where_they_show():
    inland = drawn("points", extent=(44.5, 46.5, 38.6, 39.8)).note
    wide = drawn("points", extent=(44.0, 50.5, 38.6, 41.0)).note
    assert "Sevan" not in inland
    assert "Caspian" not in inland
    assert "Lake Sevan has its lowered level" in wide
    assert "the Caspian Sea a modern one" in wide


def test_places_without_a_point_are_counted_and_named_and_not_drawn():
    figure = drawn("points")
    assert "3 of 7 rows (Yarma, Moscow, Araz River)" in figure.note
    for svg in (figure.wide, figure.narrow):
        assert {"Nakhchivan", "Julfa", "Iova", "Sharur"} <= set(texts(svg))
        assert not {"Yarma", "Moscow", "Araz River"} & set(texts(svg))
    assert len(figure.data) == 7


@pytest.mark.parametrize("name", ["points", "route", "days"])
def test_a_row_of_no_named_place_is_counted_as_such(name):
    figure = drawn(name, pd.concat([TOLD, TOLD.iloc[[4]].assign(place_id=None, label=None)], ignore_index=True))
    assert "no named place: 1)" in figure.note
    assert "nan" not in str(figure)


def test_points_are_told_in_order_with_their_precision():
    alt = drawn("points").alt
    assert "1. Nakhchivan: Event A, 22 July 1919. 2. Julfa: Event B, within 20–24 July 1919. 3. Iova (near)" in alt
    assert "4. Sharur (landscape): Event D" in alt


def test_precision_changes_the_mark():
    def look(precision):
        table = PLACES.head(2).assign(precision=["exact", precision])
        return re.sub("sample", "", maps.points(table, **WORDS).wide)

    exact, near, district = map(look, ("exact", "near", "district"))
    assert len({exact, near, district}) == 3
    assert "near this point" in near
    assert "district or landscape, at its centre" in district
    assert "exact place" not in exact  # nothing to tell apart


def test_one_point_has_one_label_for_all_that_is_told_there():
    told = pd.concat([PLACES.head(2), PLACES.head(1)]).assign(kind=["clash", "truce", "truce"])
    figure = maps.points(told, **WORDS)
    assert texts(figure.wide).count("Nakhchivan") == 1


def test_a_route_is_numbered_and_broken_over_stages_without_a_point():
    extent = (45.2, 45.9, 38.8, 39.4)  # without schematic rivers, which are broken lines too
    stages = TOLD.iloc[[0, 1, 4, 0]]
    whole = maps.route(stages.drop(index=4), extent=extent, **WORDS)
    broken = maps.route(stages, extent=extent, **WORDS)
    assert "stroke-dasharray" not in whole.wide
    assert broken.wide.count("stroke-dasharray") == 1
    assert {"1, 4 Nakhchivan", "2 Julfa"} <= set(texts(broken.wide))
    assert "3. 22 July 1919, Yarma (no point): Event E. 4. 22 July 1919, Nakhchivan" in broken.alt
    assert "22 July 1919, Yarma (no point): Event E" in texts(broken.wide)
    assert "not the way taken" in broken.note


def test_a_route_does_not_pass_through_the_centre_of_a_district():
    figure = maps.route(TOLD.iloc[[0, 3, 1]], **WORDS)
    assert "2. 30 July 1919, Sharur (no point)" in figure.alt
    assert not any(text.endswith("2 Sharur") for text in texts(figure.wide))


def test_days_tell_the_certain_from_the_possible():
    figure = drawn("days")
    first, second = figure.alt.split("23–24 July: ")
    assert "Nakhchivan: Event A, 22 July 1919" in first
    assert "Julfa: Event B, within 20–24 July 1919 (perhaps)" in first
    assert "Julfa: Event B, within 20–24 July 1919 (perhaps)" in second
    assert "Nakhchivan" not in second
    assert "Iova: Event C, 24 July 1919" in second
    assert texts(figure.wide).count("Julfa ?") == 2
    assert {"Nakhchivan", "Iova", "22 July", "23–24 July"} <= set(texts(figure.wide))
    assert "Rows that fall into none of these days: 1 of 7." in figure.note
    assert set(figure.data["label"]) == set(TOLD["label"]) - {"Sharur"}


def test_the_ground_of_small_multiples_is_stored_once():
    four = {f"{day} July": (f"1919-07-{day}",) * 2 for day in range(22, 26)}
    extent = (44, 47, 38.5, 41)
    one = maps.days(TOLD, panels={"22 July": four["22 July"]}, extent=extent, **WORDS)
    assert len(maps.days(TOLD, panels=four, extent=extent, **WORDS).wide) < 2 * len(one.wide)


def test_days_without_rows_are_an_error():
    with pytest.raises(ValueError, match="no row falls into"):
        maps.days(TOLD.drop(index=6), panels={"May": ("1919-05-01", "1919-05-31")}, **WORDS)


def test_the_area_of_a_square_is_the_population():
    totals = pd.DataFrame({"1897": [400.0, 25], "1926": [100.0, NONE]}, index=["a", "b"])
    places = PERSONS.drop_duplicates("place_id").set_index("place_id", drop=False)
    plan = Squares(Frame(45, 48, 39, 41, 700), WIDE, places, totals, {})
    sides = [box[4] for box in plan.boxes]
    assert sides[0]["1897"] ** 2 / sides[0]["1926"] ** 2 == pytest.approx(4)
    assert sides[0]["1897"] ** 2 / sides[1]["1897"] ** 2 == pytest.approx(16)
    assert sides[1]["1926"] == 0


def test_bubbles_tell_shares_totals_and_what_is_not_stated():
    figure = drawn("bubbles")
    assert "Here: 1897 400 persons (Armenians 25.0\u00a0%, Azerbaijanis 25.0\u00a0%)" in figure.alt
    assert "1926 100 persons (Armenians 100.0\u00a0%)" in figure.alt
    assert "There: 1897 25 persons (Kurds 100.0\u00a0%); 1926 not stated" in figure.alt
    assert {"Here", "There", "not stated"} <= set(texts(figure.wide))
    assert {"1", "2", "1  Here", "2  There", "1897", "1926", "400", "not stated"} <= set(texts(figure.narrow))


def test_bubbles_take_missing_counts_of_any_kind():
    sparse = PERSONS.assign(count=pd.Series([100, pd.NA, pd.NA, 25], dtype=object)).drop(columns="total")
    figure = maps.bubbles(sparse, **WORDS)
    assert "Here: 1897 100 persons (Armenians 100.0\u00a0%); 1926 not stated" in figure.alt


def test_bubbles_refuse_what_does_not_fit():
    four = pd.concat([PERSONS.head(1).assign(date=str(year)) for year in range(4)])
    with pytest.raises(ValueError, match="three is the most"):
        maps.bubbles(four, **WORDS)
    crowd = pd.concat(
        [PERSONS.head(1).assign(place_id=str(at), label=f"Place {at}", lat=39.5 + at / 1e4) for at in range(150)]
    )
    with pytest.raises(ValueError, match="no room for Place"):
        maps.bubbles(crowd, **WORDS)


def test_the_shared_data_can_be_drawn():
    data = tables.shared()
    places = data.places[maps.PLACE].assign(place_kind=data.places["kind"].astype(str))
    events = data.events[data.events["theatre"] == "karabakh"]
    told = events[["event_id", "title", "kind", "date", "place_id"]].merge(places, on="place_id", how="left")
    drawn_rows = told[told["lat"].between(38, 43) & told["lon"].between(41, 51) & (told["precision"] != "unlocated")]
    figure = maps.points(told, **WORDS)
    left = len(told) - (~drawn_rows["place_kind"].isin(maps.LINEAR)).sum()
    assert f"{left:,} of {len(told):,} rows" in figure.note
    assert len(figure.data) == len(told)
