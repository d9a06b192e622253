"""The palette measured: apart for every sight and in grey, legible, away from flags; the fonts are there."""

import re
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from contested_ground import build
from contested_ground.charts import style

CSS = (build.ROOT / "_static/book.css").read_text(encoding="utf-8")


def linear(colour):
    """sRGB to linear light."""
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    """WCAG 2 contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour):
    """CIELAB L*."""
    return 116 * np.cbrt(luminance(colour)) - 16


CONE = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
FLAGS = {
    "Armenia": ["#D90012", "#0033A0", "#F2A800"],
    "Azerbaijan": ["#0092BC", "#E4002B", "#00AF66"],
    "Turkey": ["#E30A17"],
}


def seen(colour, sight="normal"):
    """OKLab (Ottosson 2020), in which black to white is 1, of a colour as `sight` sees it."""
    return np.array(LAB) @ np.cbrt(np.array(CONE) @ np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, None))


def distance(one, other, sight="normal"):
    return np.linalg.norm(seen(one, sight) - seen(other, sight))


def hue(colour):
    """(hue in degrees, chroma) in OKLab."""
    _, a, b = seen(colour)
    return np.degrees(np.arctan2(b, a)) % 360, np.hypot(a, b)


PALETTES = {"holders": style.HOLDERS, "people": style.PEOPLE}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_are_apart_for_every_sight(palette, sight):
    close = {
        pair: round(distance(palette[pair[0]], palette[pair[1]], sight), 3)
        for pair in combinations(palette, 2)
        if distance(palette[pair[0]], palette[pair[1]], sight) < (0.08 if sight == "normal" else 0.055)
    }
    assert not close


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_grey_keeps_them_apart(palette):
    steps = sorted(lightness(colour) for colour in palette.values())
    assert np.diff(steps).min() > 3.5


def test_states_are_further_apart_in_grey():
    states = [lightness(style.HOLDERS[name]) for name in ("armenia", "azerbaijan")]
    assert abs(np.diff(states)[0]) > 15


@pytest.mark.parametrize("state", ["armenia", "azerbaijan", "turkey"])
@pytest.mark.parametrize(
    "local", ["karabakh-councils", "zangezur-armenians", "nakhchivan-muslims", "local-armenian", "local-muslim"]
)
def test_no_local_body_wears_a_states_hue(local, state):
    one, other = hue(style.HOLDERS[local])[0], hue(style.HOLDERS[state])[0]
    assert min(abs(one - other), 360 - abs(one - other)) > 25


def test_kurds_and_muslims_are_no_shade_of_azerbaijanis():
    own = hue(style.PEOPLE["Azerbaijanis"])[0]
    assert all(abs(hue(style.PEOPLE[name])[0] - own) > 25 for name in ("Kurds", "Muslims"))


@pytest.mark.parametrize("name", style.HOLDERS)
def test_away_from_flags(name):
    assert all(distance(style.HOLDERS[name], colour) > 0.09 for flag in FLAGS.values() for colour in flag)


@pytest.mark.parametrize("colour", sorted({*style.HOLDERS.values(), *style.PEOPLE.values()}))
def test_words_on_a_fill_are_legible(colour):
    assert contrast(style.on(colour), colour) >= 4.5


def test_text_stands_out_in_both_modes():
    for mode in (0, 1):
        ground = style.NEUTRALS["ground"][mode]
        assert all(contrast(style.NEUTRALS[name][mode], ground) >= 4.5 for name in ("ink", "muted"))


@pytest.mark.parametrize("name", style.HOLDERS)
def test_fills_stand_out_on_dark_pages(name):
    light = style.HOLDERS[name]
    dark = dict(style.MODES.values()).get(light, light)
    assert contrast(dark, style.NEUTRALS["ground"][1]) >= 3
    assert contrast(style.on(light), dark) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_are_apart_on_dark_pages_too(palette, sight):
    night = dict(style.MODES.values())
    colours = [night.get(colour, colour) for colour in palette.values()]
    assert min(distance(*pair, sight) for pair in combinations(colours, 2)) > 0.04


def test_the_sites_colours_are_the_figures():
    rules = re.findall(r'html\[data-theme="(\w+)"\] \{(.*?)\}', CSS, re.DOTALL)
    assert [mode for mode, _ in rules] == ["light", "dark"]
    for number, (_, rule) in enumerate(rules):
        assert {name: pair[number] for name, pair in style.MODES.items()}.items() <= dict(
            re.findall(r"--cg-(\w+): (#\w+);", rule)
        ).items()


def test_fonts_are_ours():
    for family in (style.SANS[0], style.SERIF[0]):
        path = font_manager.findfont(family, fallback_to_default=False)
        assert "contested_ground/charts/fonts" in path


def test_text_width_grows_with_size_and_weight():
    assert style.text_width("Nakhchivan", 28) == pytest.approx(2 * style.text_width("Nakhchivan", 14), rel=0.03)
    assert style.text_width("Nakhchivan", 14, 600) > style.text_width("Nakhchivan", 14)


@pytest.mark.parametrize("family", [style.SANS[0], style.SERIF[0]])
@pytest.mark.parametrize("weight", [400, 600])
def test_no_font_kerns_a_space_so_that_words_are_measured_one_by_one(family, weight):
    font = FontProperties(family=[family, "DejaVu Sans"], size=13, weight=weight)
    for text in ("To Van, A. V. Tatar", "W. A  T → Y", "11,000 Tatars said 1,100", " Kars "):
        whole = TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]
        assert style.text_width(text, 13, weight, family) == pytest.approx(whole, abs=0.01)


def test_narrow_is_the_phone():
    for width, answer in ((340, True), (760, False)):
        page, ax = plt.subplots(figsize=(width / 72, 4), dpi=72)
        assert style.narrow(ax) is answer
        plt.close(page)


@pytest.mark.parametrize(("fill", "words"), [("#4070ff", "#ffffff"), ("#4878ff", "#222222"), ("#d05800", "#ffffff")])
def test_all_of_a_fills_light_counts_for_the_words_on_it(fill, words):
    """By WCAG 2 the three have a luminance of 0.20, 0.22 and 0.20; 0.21 is between white and ink."""
    assert style.on(fill) == words


def test_what_has_no_colour_of_its_own_is_ink_and_then_muted():
    with plt.rc_context():
        style.theme()
        page, ax = plt.subplots()
        lines = [*ax.plot([0, 1]), *ax.plot([1, 0])]
        plt.close(page)
    assert [line.get_color() for line in lines] == [style.INK, style.MUTED]


def test_the_theme_leaves_a_legend_without_a_frame():
    with plt.rc_context():
        style.theme()
        page, ax = plt.subplots()
        ax.plot([0, 1], label="a line")
        assert not ax.legend().get_frame_on()
        plt.close(page)
