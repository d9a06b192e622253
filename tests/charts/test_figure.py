"""The figure object on counts of 1897 and 1926: real axes, one row a mark, what is stored, what is shown."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from io import BytesIO

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from PIL import Image

from contested_ground import FIGURE as MIME
from contested_ground import build
from contested_ground.analysis import populations
from contested_ground.charts import figure as figures
from contested_ground.charts import frame, style, svg
from contested_ground.charts.figure import figure
from contested_ground.data.tables import load
from contested_ground.site.figures import Figures, number_figures

WORDS = {
    "title": "Zangezur’s Azerbaijanis were 71,200 in 1897 & fewer in 1926",
    "subtitle": "Persons counted",
    "note": "As [¶269](article:269) has it.",
    "alt": "A bar for each group.",
}


def counted(place="shusha"):
    """Armenians and Azerbaijanis of a place as its counts have them: year, group, strict (persons)."""
    data = load()
    counts = populations.by_group(data.population, data.categories).query(f"place_id == '{place}' and strict > 0")
    rows = counts[counts["group"].isin(["Armenians", "Azerbaijanis"])].assign(year=counts["date"].astype(str).str[:4])
    return rows.drop_duplicates(["year", "group"])[["year", "group", "strict"]]


TABLE = pd.DataFrame(
    [
        ("1897", "Armenians", 63_600),
        ("1897", "Azerbaijanis", 71_200),
        ("1926", "Armenians", 500),
        ("1926", "Kurds", 80),
    ],
    columns=["year", "group", "persons"],
)


def bars(table=TABLE, **other):
    @figure(id="sample", data=table, height=(260, 300), **WORDS | other)
    def sample(ax):
        sns.barplot(table, x="persons", y="year", hue="group", orient="h", errorbar=None, palette=style.PEOPLE, ax=ax)
        sns.move_legend(ax, "lower right", title=None)

    return sample


@pytest.fixture(scope="module")
def shown():
    """The figure, what a cell stores of it, and about that."""
    sample = bars()
    return sample, *sample._repr_mimebundle_()


def test_plot_draws_into_any_axes_with_real_numbers():
    page, ax = plt.subplots()
    assert bars().plot(ax) is ax
    widths = {round(bar.get_width()) for group in ax.containers for bar in group}
    assert widths >= set(TABLE["persons"])
    line = ax.axvline(1000)
    left = ax.transData.transform((0, 0))[0]
    unit = ax.transData.transform((71_200, 0))[0] - left
    assert line.get_xdata()[0] == 1000
    assert ax.transData.transform((1000, 0))[0] - left == pytest.approx(unit / 71.2)
    plt.close(page)


def test_counts_of_the_data_set_are_drawn_as_told():
    table = counted()
    assert len(table) > 10

    @figure(id="counted", data=table, height=(300, 300), **WORDS)
    def drawn(ax):
        sns.barplot(table, x="year", y="strict", hue="group", errorbar=None, palette=style.PEOPLE, ax=ax)

    ax = drawn.sheet().axes[0]
    heights = sorted(bar.get_height() for group in ax.containers for bar in group if bar.get_height() > 0)
    assert heights == sorted(table["strict"])
    assert ax.axhline(1000).get_ydata()[0] == 1000


def test_theme_and_state_of_matplotlib_stay_the_callers():
    before = dict(plt.rcParams)
    ax = bars().sheet().axes[0]
    assert ax.get_yticklabels()[0].get_fontfamily() == style.SANS
    assert dict(plt.rcParams) == before


def test_no_panel_is_narrower_than_its_words():
    make = figure(id="panels", data=TABLE, height=(200, 400), width=900, panels=10, **WORDS)
    assert make(lambda axes: None).panels == 10
    make = figure(id="panels", data=TABLE, height=(200, 400), width=899, panels=10, **WORDS)
    with pytest.raises(ValueError, match="figure panels: 10 panels, a page 899 px wide has room for 9"):
        make(lambda axes: None)


def test_panels_stand_side_by_side_and_on_the_phone_below_each_other():
    @figure(id="panels", data=TABLE, height=(200, 400), panels=2, **WORDS)
    def panels(axes):
        for ax, (year, rows) in zip(axes, TABLE.groupby("year"), strict=True):
            ax.barh(rows["group"], rows["persons"])
            ax.set_title(year)

    first, second = (ax.get_position() for ax in panels.sheet().axes)
    assert first.x1 < second.x0
    first, second = (ax.get_position() for ax in panels.sheet(narrow=True).axes)
    assert first.y0 > second.y1
    with pytest.raises(ValueError, match="2 panels"):
        panels.plot(plt.figure().subplots())
    plt.close("all")


class TestOneRowAMark:
    """500 and 8,000 never become 4,250."""

    ROWS = pd.DataFrame([("a", 500), ("a", 8000)], columns=["where", "killed"])

    @pytest.mark.parametrize("plot", [sns.barplot, sns.pointplot, sns.lineplot])
    @pytest.mark.parametrize("estimator", ["mean", "sum", "median"])
    def test_seaborn_may_not_make_one_of_two(self, plot, estimator):
        @figure(id="two", data=self.ROWS, height=(200, 200), **WORDS)
        def two(ax):
            plot(self.ROWS, x="where", y="killed", estimator=estimator, ax=ax)

        with pytest.raises(ValueError, match=r"2 rows fall on one mark.*500, 8,000"):
            two.svg()

    def test_of_many_the_first_four_are_named(self):
        rows = pd.DataFrame({"where": ["a"] * 5, "killed": [500, 8000, 10, 20, 30]})

        @figure(id="five", data=rows, height=(200, 200), **WORDS)
        def five(ax):
            sns.barplot(rows, x="where", y="killed", ax=ax)

        with pytest.raises(ValueError, match=r"5 rows fall on one mark \(y: 500, 8,000, 10, 20\)"):
            five.svg()

    def test_bars_may_not_cover_each_other(self):
        rows = pd.DataFrame([("a", 500), ("a", 500)], columns=["where", "killed"])

        @figure(id="two", data=rows, height=(200, 200), **WORDS)
        def two(ax):
            ax.bar(rows["where"], rows["killed"])

        with pytest.raises(ValueError, match="two bars"):
            two.svg()

    def test_dots_may_not_cover_each_other(self):
        rows = pd.DataFrame([(1918, 500), (1918, 500)], columns=["year", "killed"])

        @figure(id="two", data=rows, height=(200, 200), **WORDS)
        def two(ax):
            sns.scatterplot(rows, x="year", y="killed", ax=ax)

        with pytest.raises(ValueError, match="two dots"):
            two.svg()

    def test_dots_without_a_place_cover_nothing(self):
        rows = pd.DataFrame([(1918, None), (1918, None), (1919, 5)], columns=["year", "killed"], dtype="Float64")

        @figure(id="two", data=rows, height=(200, 200), **WORDS)
        def two(ax):
            ax.scatter(rows["year"].astype(float), np.ma.masked_invalid(rows["killed"].astype(float)))

        assert two.svg()

    def test_counting_rows_is_allowed(self):
        @figure(id="two", data=self.ROWS, height=(200, 200), **WORDS)
        def two(ax):
            sns.countplot(self.ROWS, x="where", ax=ax)

        assert two.sheet().axes[0].patches[0].get_height() == 2

    def test_seaborn_is_left_as_it_was(self):
        with pytest.raises(ValueError, match="one mark"):
            bars(pd.concat([TABLE, TABLE])).svg()
        page, ax = plt.subplots()
        sns.barplot(self.ROWS, x="where", y="killed", errorbar=None, ax=ax)
        assert ax.patches[0].get_height() == 4250
        plt.close(page)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"id": "No slug"}, "lower-case"),
        ({"title": "x" * 71}, "71 characters"),
        ({"alt": "word " * 121}, "121 words"),
        ({"note": " "}, "note is empty"),
        ({"table": TABLE.iloc[:0]}, "no rows"),
    ],
)
def test_words_are_held_to_their_measure(part, message):
    with pytest.raises(ValueError, match=message):
        figure(**{"id": "x", "data": part.pop("table", TABLE), "height": (9, 9), **WORDS, **part})(lambda ax: None)


def test_words_that_fill_their_measure_are_taken():
    whole = WORDS | {"title": "x" * 70, "alt": "word " * 120}
    made = figure(id="x", data=TABLE, height=(9, 9), **whole)(lambda ax: None)
    assert (len(made.title), len(made.alt.split())) == (70, 120)


def test_stored_is_text_picture_and_our_own_type(shown):
    assert set(shown[1]) == {"text/plain", "image/png", MIME}
    json.dumps(shown[1][MIME])
    assert shown[2] == {"image/png": {"alt": WORDS["alt"]}}  # where viewers look for a picture's words
    assert build.FIGURE == MIME


def test_plain_text_holds_the_table(shown):
    text = shown[1]["text/plain"]
    assert text.startswith(WORDS["title"])
    assert WORDS["alt"] in text
    assert "1897,Armenians,63600" in text


def test_plain_text_of_a_long_table_is_sealed():
    long = pd.DataFrame({"number": range(41)})
    other = long.assign(number=[*range(40), 99])
    one, two = (str(figure(id="x", data=table, height=(9, 9), **WORDS)(print)) for table in (long, other))
    assert one.splitlines()[:-1] == two.splitlines()[:-1]
    assert one.splitlines()[-1] != two.splitlines()[-1]
    assert "\n19\n" in one
    assert "\n20\n" not in one
    assert str(figure(id="x", data=long[:40], height=(9, 9), **WORDS)(print)).endswith("\n38\n39")


def test_picture_is_small_and_in_the_books_type(shown):
    assert len(shown[0].png) < 60_000
    picture = Image.open(BytesIO(shown[0].png))
    assert picture.width in ((style.WIDE + 32) * 2, style.WIDE + 32)
    assert picture.mode == "P"


@pytest.mark.parametrize("narrow", [False, True])
def test_svg_is_small_scalable_and_follows_the_mode(shown, narrow):
    svg = shown[0].svg(narrow)
    assert ET.fromstring(svg).get("viewBox").split()[2] == str(style.NARROW if narrow else style.WIDE)
    assert len(svg) < 15_000
    assert "var(--cg-ink,#22211f)" in svg
    assert "font-family:" not in svg
    assert f"var(--cg-armenia,{style.PEOPLE['Armenians']})" in svg, "the palette's own colour, lighter at night"
    assert min(map(float, re.findall(r"font-size:([\d.]+)px", svg))) >= 12


def test_same_words_same_drawing_in_another_process(shown):
    code = (
        "import sys; sys.path.insert(0, 'tests/charts'); from test_figure import bars; import hashlib;"
        "b, _ = bars()._repr_mimebundle_(); print(hashlib.sha256(repr(sorted(b.items())).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=build.ROOT, env={"PYTHONHASHSEED": "7"}, capture_output=True, check=True
    ).stdout.decode()
    assert other.strip() == hashlib.sha256(repr(sorted(shown[1].items())).encode()).hexdigest()


def test_site_html_escapes_links_and_carries_files(shown):
    page = shown[1][MIME]["html"]
    assert "1897 &amp; fewer" in page
    assert '<a class="row-link" href="article:269">¶269</a>' in page
    assert page.count("<svg") == 2
    found = dict(re.findall(r'download="sample\.(csv|png)" href="data:[^;]+;base64,([^"]+)"', page))
    assert base64.b64decode(found["csv"]).decode() == shown[0].csv
    assert base64.b64decode(found["png"]) == shown[0].png


def test_renderer_takes_our_type_alone(shown):
    class Output:
        mime_type, content = MIME, shown[1][MIME]

    assert Figures.handle_mime(None, Output, False)[0].rawsource == ""
    assert Figures.handle_mime(None, Output, False)[0].astext() == shown[1][MIME]["html"]
    Output.mime_type = "text/html"
    assert Figures.handle_mime(None, Output, False) is None


def test_numbers_follow_the_page(shown):
    page = shown[1][MIME]["html"]
    assert re.findall(r">(Figure [^<]*)<", number_figures("notebooks/07_demography", page + page)) == [
        "Figure 7.1",
        "Figure 7.2",
    ]
    assert ">Figure 1<" in number_figures("notebooks/00_cover", page)


def test_save(shown, tmp_path):
    assert shown[0].save(tmp_path / "x.png").read_bytes() == shown[0].png
    drawing = shown[0].save(str(tmp_path / "x.svg")).read_text()
    assert "var(" not in drawing
    assert ET.fromstring(drawing).get("font-family") == "'Source Sans 3',sans-serif"
    with pytest.raises(ValueError, match=r"\.png or \.svg"):
        shown[0].save("x.gif")


def test_each_sheet_is_drawn_once():
    calls = []

    @figure(id="once", data=TABLE, height=(200, 200), **WORDS)
    def once(ax):
        calls.append(style.narrow(ax))
        ax.plot([1, 2])

    once._repr_mimebundle_()
    assert sorted(calls) == [False, True]


def test_a_picture_full_of_letters_has_one_dot_a_pixel():
    def width(letters):
        @figure(id="words", data=TABLE, height=(100, 100), **WORDS)
        def words(ax):
            ax.set_axis_off()
            ax.text(0, 0, "x" * letters).set_in_layout(False)

        return Image.open(BytesIO(words.png)).width

    assert width(figures.LETTERS) == 2 * width(figures.LETTERS + 1)


def test_a_figure_as_svg_is_the_pages_unless_the_phones_is_asked_for():
    made = bars()
    sizes = [re.search(r'viewBox="0 0 (\d+)', svg)[1] for svg in (made.svg(), made.svg(narrow=True))]
    assert [float(size) for size in sizes] == [made.width, style.NARROW]


def test_words_beside_a_picture_are_as_wide_as_it_whatever_matplotlib_is_set_to():
    with mpl.rc_context():
        mpl.rcdefaults()
        image = frame._strip((14, 400, tuple(style.SANS), "#000000", "Words " * 40), width=301, sharp=2)
    assert (image.width, image.height > 4 * 14) == (602, True)


def test_coordinates_have_no_digit_too_many():
    assert svg._round("-0.04  1.26e2 -7.05\n0.96") == "0 126 -7 1"
