"""Maps: nothing overlaps, is cut or too small; arrows join what rows give; rivers meet their mouths; weights."""

import gzip
import itertools
import re
from types import SimpleNamespace

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from contested_ground import FIGURE as MIME
from contested_ground import load
from contested_ground.charts import style
from contested_ground.charts.figure import VARIABLES
from contested_ground.charts.maps import ground, story, theatre
from contested_ground.charts.maps.campaign import campaign_height, campaign_map
from contested_ground.charts.maps.labels import Haloed, Labels, NoRoomError, tilted_boxes
from contested_ground.charts.maps.stepper import stepper
from contested_ground.charts.maps.steps import steps
from contested_ground.charts.maps.theatre import theatre_map
from contested_ground.charts.svg import drawn
from contested_ground.data.tables import shared

SHEETS = {"wide": 760, "narrow": 340}
LEAST_TEXT = 12  # pixels
MOST_BYTES = 40_000  # of one drawing, packed as servers send it
LEADING = 0.25  # of a font's size: what matplotlib's box for a line has above and below its letters
NEAR_MOUTH = 4  # kilometres

THEATRES = {  # a theatre's places as a chapter names them, and the height of page and phone
    "karabakh": (
        "shusha khankendi askeran aghdam tartar jabrail abdallar goris shushakend turshsu khaibalikend chayli "
        "dashbashi korindzor gulistan",
        (600, 470),
    ),
    "nakhchivan": (
        "nakhchivan julfa ordubad agulis davalu boyuk-vedi bash-norashen erivan ulukhanli shakhtakhti khor-virap "
        "abrakunis nehram yayji jannab sharur vedibasar daralayaz martiros zangibasar",
        (600, 470),
    ),
    "zangezur": (
        "goris sisian kapan meghri tatev angalavit abdallar darabas teqe ordubad agulis achibachi kajaran dondarly "
        "jabrail korindzor",
        (600, 440),
    ),
    "qazakh": ("qazakh kemerli tatl yaradulli kotkend kalaja dilijan aghstafa", (520, 400)),
    "whole": ("baku yevlakh ganja qazakh erivan tiflis shusha goris nakhchivan alexandropol kars lankaran", (480, 300)),
}
CAMPAIGNS = {  # (date, party, from, to) of real steps, words of the parties, area, further places
    "red-army-1920": (
        [
            ("27–28 April 1920", "soviet", None, "baku", "The 11th Red Army enters Baku."),
            ("early May", "soviet", "yevlakh", "ganja", "From Yevlakh it goes on towards Ganja."),
            ("15 June", "soviet", None, "shusha", "Shusha falls."),
            ("5 July", "soviet", "shusha", "goris", "Soviet forces take Goris."),
            ("28 July", "soviet", "goris", "nakhchivan", "They take Nakhchivan together with Turkish forces."),
            ("22 November", "zangezur-armenians", None, "goris", "Zangezur's forces retake Goris."),
            ("4 December", "soviet", None, "erivan", "The Red Army enters Erivan."),
        ],
        {"soviet": "Red Army", "zangezur-armenians": "Zangezur's militias"},
        "whole",
        ["qazakh"],
    ),
    "andranik-1918": (
        [
            ("20 June 1918", "zangezur-armenians", None, "nakhchivan", "Andranik arrives in Nakhchivan."),
            ("21 June", "zangezur-armenians", "nakhchivan", "julfa", "His forces reach Julfa and cross into Iran."),
            ("24 June", "turkey", None, "khoy", "The 12th Ottoman regiment beats him near Khoy."),
            ("late June", "zangezur-armenians", None, "jannab", "His troops attack villages from Jannab."),
            ("16–17 July", "zangezur-armenians", "abrakunis", "nehram", "They are repelled at Nehram."),
            ("late October", "zangezur-armenians", None, "goris", "He gathers his forces near Goris."),
            ("29 November", "zangezur-armenians", "goris", "abdallar", "Battle on the road to Shusha."),
        ],
        {"zangezur-armenians": "Andranik's forces", "turkey": "Ottoman forces"},
        (44.5, 47.0, 38.5, 39.95),
        ["ordubad"],
    ),
    "aras-1919": (
        [
            ("1–14 July 1919", "armenia", None, "boyuk-vedi", "A unit sent against Boyuk Vedi is ambushed."),
            ("by 24 July", "armenia", "boyuk-vedi", "iova", "After another assault Armenian troops retreat to Iova."),
            ("22 July", "nakhchivan-muslims", None, "nakhchivan", "Insurgents surround the garrison."),
            ("22–24 July", "armenia", "shakhtakhti", "bash-norashen", "Beaten platoons join a garrison."),
            ("25 July", "armenia", "nakhchivan", "martiros", "General Shelkovnikov leads his soldiers to Martiros."),
            ("28 July", None, None, "julfa", "British officers and American charity workers leave."),
        ],
        {"nakhchivan-muslims": "Insurgents", "armenia": "Armenian forces"},
        "nakhchivan",
        ["erivan"],
    ),
    "zangezur-1919": (
        [
            ("early November 1919", "nakhchivan-muslims", None, "sisian", "Khalil Bey takes villages near Sisian."),
            ("early November", "nakhchivan-muslims", None, "angalavit", "Fighting around Angalavit."),
            ("1–3 December", "azerbaijan", None, "kapan", "Local Azerbaijanis nearly surround a battalion."),
            ("7 December", "armenia", "geghadzor-valley", "achibachi", "Achibachi is looted and burned."),
        ],
        {"azerbaijan": "Azerbaijani forces", "nakhchivan-muslims": "Nakhchivan units", "armenia": "Armenian forces"},
        "zangezur",
        ["goris", "tatev"],
    ),
    "karabakh-1920": (
        [
            ("22–23 March 1920", "karabakh-councils", None, "askeran", "Insurgents take Askeran."),
            ("23 March", "azerbaijan", None, "shusha", "Armenian inhabitants are killed; their quarter burns."),
            ("24 March", "karabakh-councils", None, "tartar", "Insurgents fail to take Tartar."),
            ("29 March", "azerbaijan", "aghdam", "askeran", "Azerbaijani forces take Askeran."),
            ("3–4 April", "azerbaijan", "askeran", "shusha", "They open the road to Shusha."),
        ],
        {"karabakh-councils": "Insurgents of Karabakh", "azerbaijan": "Azerbaijani forces"},
        "karabakh",
        ["khankendi", "jabrail"],
    ),
}


@pytest.fixture(autouse=True)
def our_style():
    with mpl.rc_context(style.RC):
        yield


@pytest.fixture(scope="module")
def tables():
    return load()


def sheet(width, height):
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    return figure, figure.add_axes((0, 0, 1, 1))


def frame(steps):
    return pd.DataFrame(steps, columns=["date", "party", "from_place", "to_place", "text"])


def rows(tables, ids):
    places = tables["places"]
    found = places[places["place_id"].isin(ids.split())]
    assert len(found) == len(ids.split())
    return found


def texts(figure):
    """Each text that shows: its words, size and the upright boxes that cover it, in pixels."""
    found = []
    for text in figure.findobj(Text):
        if (
            text.get_visible()
            and text.get_text().strip()
            and text.axes is not None
            and (text in text.axes.texts or type(text) is Haloed)
        ):
            angle = text.get_rotation()
            if angle % 360:
                middle = text.axes.transData.transform(text.get_position())
                text.set_rotation(0)
                box = text.get_window_extent()
                text.set_rotation(angle)
                boxes = tilted_boxes(*middle, box.width, box.height - LEADING * text.get_fontsize(), np.radians(angle))
            else:
                box, leading = text.get_window_extent(), LEADING / 2 * text.get_fontsize()
                boxes = [(box.x0, box.y0 + leading, box.x1, box.y1 - leading)]
            found.append((text.get_text(), text.get_fontsize(), boxes))
    return found


def assert_readable(figure):
    found = texts(figure)
    assert len(found) > 5  # a map has names
    width, height = figure.get_size_inches() * 72
    for words, size, boxes in found:
        assert size >= LEAST_TEXT, words
        for left, lower, right, upper in boxes:
            assert min(left, lower) > -1, f"{words} is cut"
            assert right < width + 1, f"{words} is cut"
            assert upper < height + 1, f"{words} is cut"
    for (a, _, first), (b, _, second) in itertools.combinations(found, 2):
        for (l1, b1, r1, t1), (l2, b2, r2, t2) in itertools.product(first, second):
            assert min(r1, r2) - max(l1, l2) < 1 or min(t1, t2) - max(b1, b2) < 1, f"{a} lies on {b}"


def test_a_map_drawn_as_svg_stays_as_it_was(tables):
    figure, ax = plt.subplots(figsize=(5, 4), dpi=72)
    ground.draw_ground(ax, "karabakh")
    before = [image.get_array().copy() for image in ax.images]
    svg_of(figure)
    assert figure.patch.get_visible()
    assert before
    assert all((image.get_array() == array).all() for image, array in zip(ax.images, before, strict=True))
    plt.close(figure)


def svg_of(figure):
    return drawn(figure, "map", VARIABLES, "sans-serif")


@pytest.mark.parametrize("name", THEATRES)
@pytest.mark.parametrize("width", SHEETS.values(), ids=SHEETS)
def test_a_theatre_is_readable_and_names_every_place(tables, name, width):
    ids, heights = THEATRES[name]
    places = rows(tables, ids)
    figure, ax = sheet(width, heights[width < 500])
    theatre_map(places, ax=ax, area=name)
    assert_readable(figure)
    words = {words for words, _, _ in texts(figure)}
    bare = {word.upper().replace(" ", "").replace("\u00a0", "") for word in words}
    assert {label.upper().replace(" ", "") for label in places["label"]} <= bare
    assert any(re.fullmatch(r"\d+ km", word) for word in words)


@pytest.mark.parametrize("name", CAMPAIGNS)
@pytest.mark.parametrize("width", [960, 340], ids=SHEETS)
def test_a_campaign_is_readable_and_numbers_every_step(tables, name, width):
    steps, parties, area, also = CAMPAIGNS[name]
    height = campaign_height(frame(steps), tables["places"], parties, area=area, also=also, width=width)
    figure, ax = sheet(width, height)
    drawn = campaign_map(frame(steps), tables["places"], ax, parties, area=area, also=also)
    assert_readable(figure)
    numbers = [words for words, _, _ in texts(figure) if words.isdigit()]
    assert sorted(numbers, key=int) == sorted([str(n) for n in range(1, len(steps) + 1)] * 2, key=int)
    arrows = [patch for patch in drawn.ax.patches if "cg-arrow" in (patch.get_gid() or "")]
    assert len(arrows) == sum(bool(start and end) for _, _, start, end, _ in steps)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"from_place": "karabakh"}, "karabakh has no point of its own"),
        ({"from_place": "jabrail-district"}, "no arrow can start or end there"),
        ({"from_place": "the-north"}, "which no row of places gives"),
        ({"party": "britain"}, "no words for britain"),
    ],
)
def test_an_arrow_without_rows_at_both_ends_is_refused(tables, change, message):
    step = {"date": "May", "text": "Words.", "party": "soviet", "from_place": "shusha", "to_place": "goris", **change}
    with pytest.raises(ValueError, match=message):
        campaign_map(pd.DataFrame([step]), tables["places"], sheet(960, 600)[1], {"soviet": "Red Army"})


def test_more_than_three_parties_and_too_low_axes_are_refused(tables):
    steps, parties, area, _ = CAMPAIGNS["karabakh-1920"]
    more = dict.fromkeys(["armenia", "turkey", "soviet", *parties], "words")
    with pytest.raises(ValueError, match="is two maps"):
        campaign_map(frame(steps), tables["places"], sheet(960, 600)[1], more, area=area)
    with pytest.raises(ValueError, match="px high"):
        campaign_map(frame(steps), tables["places"], sheet(340, 250)[1], parties, area=area)


def test_missing_columns_empty_tables_and_unknown_areas_are_refused(tables):
    places, ax = tables["places"], sheet(760, 500)[1]
    for table, area, message in (
        (places.drop(columns="lat"), "karabakh", "lacks lat"),
        (places.head(0), "karabakh", "no rows"),
        (places, "moon", "not 'moon'"),
        (places, (40, 41, 39, 40), "leaves it"),
        (places[places["lat"].isna()], None, "none of the places has a point"),
    ):
        with pytest.raises(ValueError, match=message):
            theatre_map(table, ax=ax, area=area)


def test_a_name_without_room_raises():
    labels = Labels(ground.Sheet(sheet(760, 500)[1], 760, 500, False))
    labels.take(0, 0, 760, 500)
    with pytest.raises(ValueError, match="no room for the name 'Shusha'"):
        labels.beside(380, 250, "Shusha")


def test_rivers_meet_their_mouths():
    mouths = {  # where each ends by its documents (scripts/make_ground.py)
        "Hakari": (46.8325, 39.13833),
        "Bargushad": (46.717, 39.2037),
        "Okhchuchay": (46.75627, 39.03145),
        "Arpa": (44.94694, 39.46861),
        "Terter": (47.30722, 40.44694),
    }
    rivers = ground.layers()["rivers"]
    for name, mouth in mouths.items():
        (course,) = rivers[name]
        others = np.vstack([line for other, lines in rivers.items() if other != name for line in lines])
        for points in ([mouth], others):
            off = np.hypot(*((np.array(points) - course[-1]) * (0.77, 1)).T).min() * ground.KM_A_DEGREE
            assert off <= NEAR_MOUTH, f"{name} ends {off:.1f} km away"
    tartar = np.array([46.93161, 40.34201])  # the town on the Terter
    assert np.hypot(*((rivers["Terter"][0] - tartar) * (0.77, 1)).T).min() * ground.KM_A_DEGREE < 3


def test_the_ground_says_where_it_comes_from_and_is_light():
    about = ground.layers()["about"]
    assert all(about[key] for key in ("relief", "water_and_rivers", "traced_rivers", "licence", "limits", "made_by"))
    assert (ground.HERE / "relief.webp").stat().st_size <= 82_000
    assert (ground.HERE / "ground.json").stat().st_size <= 25_000


@pytest.mark.parametrize(("width", "height"), [(960, 620), (340, 300)])
def test_a_map_is_light_in_the_page(tables, width, height):
    figure, ax = sheet(width, height)
    theatre_map(rows(tables, THEATRES["whole"][0]), ax=ax, area="whole")
    svg = svg_of(figure)
    assert svg.count("data:image/webp") == 1
    assert "image/png" not in svg
    assert "pixelated" not in svg
    assert len(gzip.compress(svg.encode())) <= MOST_BYTES


def test_names_stay_text_with_a_rim_that_the_style_sheet_gives(tables):
    figure, ax = sheet(760, 600)
    theatre_map(rows(tables, THEATRES["karabakh"][0]), ax=ax, area="karabakh")
    svg = svg_of(figure)
    assert re.search(r'class="cg-halo">\s*<text[^>]*>Shusha</text>', svg)


@pytest.fixture(scope="module")
def told(tables):
    steps, parties, area, also = CAMPAIGNS["karabakh-1920"]
    return stepper(
        [
            (date, f"{text} [¶200](article:200)", [{"party": party, "from_place": start, "to_place": end}])
            for date, party, start, end, text in steps
        ],
        tables["places"],
        id="karabakh-spring",
        title="Karabakh in the spring of 1920",
        subtitle="One change a paragraph",
        note="No borders are drawn.",
        alt="Insurgents take Askeran; Azerbaijani forces take it back and open the road to Shusha.",
        parties=parties,
        area=area,
        also=also,
    )


def test_a_stepper_holds_each_drawing_once_and_a_still_for_each_step(told):
    page, count = told.html(), len(told.words)
    assert page.count("data:image/webp") == 2
    assert page.count('class="cg-still"') == count
    for number in range(1, count + 1):
        assert f"opacity:var(--s{number},1)" in page
    assert "--s1:0.35;--s2:1;--s3:0;" in page
    assert page.count('<a class="row-link" href="article:200">') == count
    page = re.sub(r'href="data:(text/csv|image/jpeg)[^"]*"', "", page)  # which the site makes files
    assert len(gzip.compress(page.encode())) <= 60_000
    assert len(re.findall(r'\bid="([^"]+)"', page)) == len(set(re.findall(r'\bid="([^"]+)"', page)))


def test_a_stepper_in_a_notebook_is_a_picture_and_its_words(told):
    bundle, about = told._repr_mimebundle_()
    assert about == {"image/jpeg": {"alt": told.alt}}
    assert set(bundle) == {"text/plain", "image/jpeg", MIME}
    assert len(bundle["image/jpeg"]) < 120_000
    for number, (date, _) in enumerate(told.words, 1):
        assert f"{number}. {date}: " in bundle["text/plain"]
    assert "](" not in bundle["text/plain"]


def test_a_stepper_follows_the_text(told, chromium, tmp_path):
    static = ground.HERE.parents[2] / "_static"
    page = (
        f"<!doctype html><html lang=en><style>{(static / 'maps.css').read_text()}.cg-narrow{{display:none}}</style>"
        f"<body style='max-width:960px'>{told.html()}<script>{(static / 'stepper.js').read_text()}</script>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    view = chromium.new_page(viewport={"width": 1100, "height": 700})
    view.goto((tmp_path / "page.html").as_uri())

    def shown():
        return view.evaluate(
            "[1, 2, 3, 4, 5].map(n => document.querySelector('.cg-stage').style.getPropertyValue(`--s${n}`))"
        )

    assert shown() == ["1", "0", "0", "0", "0"]
    view.evaluate("document.querySelectorAll('.cg-told')[2].scrollIntoView({block: 'center'})")
    view.wait_for_function("document.querySelectorAll('.cg-told')[2].matches('.cg-now[aria-current=step]')")
    assert shown() == ["0.35", "0.35", "1", "0", "0"]
    view.locator(".cg-told").nth(4).focus()
    assert shown()[4] == "1"
    assert not view.locator(".cg-still").first.is_visible()
    view.emulate_media(media="print")
    assert view.locator(".cg-still").first.is_visible()
    still = chromium.new_context(java_script_enabled=False).new_page()
    still.goto((tmp_path / "page.html").as_uri())
    assert still.locator(".cg-still").nth(3).is_visible()


def test_a_step_has_the_date_of_its_event():
    tables = shared()
    march = steps(tables, [("goris-1920-07-05-capture", "Goris is taken.", "soviet", "shusha", "goris")])
    assert march[["date", "to_place"]].values.tolist() == [["5 July 1920", "goris"]]
    with pytest.raises(KeyError, match="no event goris-1920"):
        steps(tables, [("goris-1920", "Goris is taken.", "soviet", None, "goris")])
    with pytest.raises(ValueError, match="at least one step"):
        steps(tables, [])


def test_a_river_is_named_along_its_longest_line_on_the_sheet(monkeypatch):
    def line(*east):
        return np.array([(x, 40.0) for x in east])

    rivers = {"Aras": [line(0, 1), line(2, 3, 4), line(20, 21, 22, 23)], "Kura": [line(20, 21)], "": [line(1, 2, 3)]}
    monkeypatch.setattr(theatre, "layers", lambda: {"water": {}, "rivers": rivers})
    named = []
    sheet = SimpleNamespace(narrow=False, km=1, holds=lambda lon, lat, margin=0: np.asarray(lon) < 10)
    labels = SimpleNamespace(sheet=sheet, along=lambda line, name, size: named.append((name, line[:, 0].tolist())))
    theatre.backdrop(labels, landscapes=False)
    assert named == [("Aras", [2, 3, 4])]


def test_a_step_without_words_is_its_date_alone():
    steps = pd.DataFrame({"number": [1], "date": ["March 1920"], "text": [""], "fill": ["#333333"]})
    assert story.Layout(steps, [], "", "karabakh", 760, False).words == story.LEAD + story.BETWEEN


def test_a_place_shown_beside_the_steps_stands_on_both_drawings(tables):
    words = dict.fromkeys(("title", "subtitle", "note", "alt"), "x")
    one = [("15 June 1920", "Shusha falls.", [{"party": "soviet", "to_place": "shusha"}])]
    made = stepper(one, tables.places, id="one", parties={"soviet": "Red Army"}, also=["goris"], **words)
    assert all("Goris" in drawing.svg() for drawing in (made, made.stage))


def test_names_that_found_no_room_come_first_and_each_once():
    """A name that fails twice would else be written twice."""
    _, ax = sheet(760, 600)
    labels, failing, tried = Labels(ground.draw_ground(ax, "karabakh")), ["a", "b", "a"], []

    def place(first):
        tried.append(first)
        if failing:
            raise NoRoomError(failing.pop(0))

    labels.attempt(place)
    assert tried == [[], ["a"], ["b", "a"], ["a", "b"]]
    failing += ["c"] * 8
    with pytest.raises(NoRoomError):
        labels.attempt(place)
