"""Styles come with the page, without the rules that no page can use."""

import gzip
import re

import pytest

from contested_ground.site import styles

CSS = """@charset "utf-8"; /* a word, and .another */
.used, .unused:is(.used) { color: var(--ink); --local: 1 }
.unused { --only: 2; color: red }
html:not(.unused) a:is(.unused, .used) > b { margin: 0; }
.term .-Color[class*=-C244] { color: grey }
@media (max-width: 600px) { .unused { color: red } }
@media print { .used { color: #000 } .unused { color: red } }
:root { --ink: black; --twice: var(--once); --once: 3; --said: 4; --far: 5; --light: }
:root { --icon: url("data:image/svg;x='1'") }
@font-face { font-family: "F"; src: url("fonts/f.woff2") }
@font-face { font-family: "I"; src: url("fontawesome.woff2") }"""
WANTED = (
    ".used{color: var(--ink)}"
    "html:not(.unused) a:is(.unused, .used) > b{margin: 0}"
    "@media print{.used{color: #000}}"
    ":root{--ink: black;--said: 4;--far: 5}"
    '@font-face{font-family: "F";src: url("fonts/f.woff2")}'
)


def test_rules_and_properties_stay_that_a_page_can_use():
    kept = styles.asked({"one": styles.pruned(CSS, {"used", "term"}), "two": "a{top: var(--far)}"}, {"--said"})
    assert kept == {"one": WANTED, "two": "a{top: var(--far)}"}


@pytest.mark.parametrize("css", ["a{--light: }", "a{--light: ;color: red}"])
def test_an_empty_property_keeps_its_space(css):
    """`--x:` alone is no declaration to older browsers."""
    assert styles.squeezed(css) == css


def test_classes_are_those_of_pages_and_words_of_scripts():
    words, variables = styles.in_use(
        ['<p class="one two">three</p><script>add("four")</script><i style="--five: 5">'], ["six(`seven-8`, '--nine')"]
    )
    assert {"one", "two", "four", "seven-8"} <= words
    assert "three" not in words
    assert variables == {"--five", "--nine"}


ANOTHER = '<link rel="stylesheet" href="../_static/another.css" />'  # which is not ours to inline


def test_links_become_one_style_where_the_first_stands():
    page = (
        '<head><link rel="stylesheet" href="../_static/a.css" />\n'
        '<link rel="icon" href="x"><link rel="stylesheet" type="text/css" href="../_static/b.css?v=1" />'
        f"{ANOTHER}</head>"
    )
    sheets = {"a.css": 'a{src: url("fonts/a.woff2")}', "b.css": "b{top: 0}", "c.css": "c{top: 0}"}
    new = styles.inlined(page, sheets)
    assert new == (
        '<head>\n  <style>a{src: url("../_static/fonts/a.woff2")}b{top: 0}</style>\n<link rel="icon" href="x">'
        f"{ANOTHER}</head>"
    )
    assert styles.inlined(new, sheets) == new


def test_first_words_stand_early_and_wait_for_no_sheet(site, pages):
    """Compressed, so many bytes reach a slow phone (1.6 Mbps) within the first 200 ms after the answer begins."""
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        if "<article" not in text:
            continue  # the front door, and pages that only lead on
        assert "stylesheet" not in text.partition("</head>")[0], page
        assert len(gzip.compress(text.partition("</h1>")[0].encode())) < 40_000, page


def test_what_a_drawing_takes_from_the_styles_is_there(site, pages):
    """No page asks for a custom property that was pruned."""
    for page in pages:
        text = (site / page).read_text(encoding="utf-8")
        asked = set(re.findall(r"var\((--cg-[\w-]+)\)", text))  # without a value for the case that it is missing
        assert asked <= set(re.findall(r"(--[\w-]+):", text)), page


def test_each_rule_is_whole(site):
    """What is cut out of a sheet ends where it should: quotes and parentheses come in pairs."""
    text = (site / "notebooks/00_cover.html").read_text(encoding="utf-8")
    css = max(re.findall(r"<style>(.*?)</style>", text, re.DOTALL), key=len)
    assert css.count("{") == css.count("}") > 500
    for rule in styles.RULE.finditer(css):
        assert rule[0].count('"') % 2 == 0, rule[0][:100]
        assert rule[0].count("(") == rule[0].count(")"), rule[0][:100]
