"""The site's fonts: the files are there, light for an English page, and hold every sign of the book."""

import re

import pytest

from contested_ground import build

STATIC = build.ROOT / "_static"
FACES = re.findall(
    r'font-family:"([^"]+)";font-display:optional;font-style:(\w+);.*?src:url\("([^"]+)"\).*?unicode-range:([^}]+)\}',
    (STATIC / "fonts.css").read_text(encoding="utf-8"),
)


def signs(ranges):
    """A unicode-range as a set of code points."""
    pairs = [run.removeprefix("U+").split("-") for run in ranges.split(",")]
    return {sign for pair in pairs for sign in range(int(pair[0], 16), int(pair[-1], 16) + 1)}


def test_files_and_licence_are_there():
    assert len(FACES) >= 10
    assert {f"fonts/{path.name}" for path in (STATIC / "fonts").glob("*.woff2")} == {face[2] for face in FACES}
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts/OFL.txt").read_text(encoding="utf-8")


def test_an_english_page_loads_about_sixty_kilobytes():
    wanted = [file for _, style, file, ranges in FACES if style == "normal" and ord("e") in signs(ranges)]
    assert len(wanted) == 2, "one serif, one sans"
    assert sum((STATIC / file).stat().st_size for file in wanted) < 60_000
    latin = [file for _, style, file, ranges in FACES if style == "normal" and signs(ranges) & {ord("e"), ord("ə")}]
    assert sum((STATIC / file).stat().st_size for file in latin) < 75_000


@pytest.mark.parametrize("family", ["Source Serif 4"])
def test_every_letter_of_the_names_has_its_font(family):
    text = (build.ROOT / "data/names.csv").read_text(encoding="utf-8")
    letters = {ord(sign) for sign in text if sign.isalpha()}
    held = {sign for name, style, _, ranges in FACES if name == family and style == "normal" for sign in signs(ranges)}
    assert sorted(map(chr, letters - held)) == []


def test_scripts_do_not_overlap():
    for style in ("normal", "italic"):
        for family in {face[0] for face in FACES}:
            sets = [signs(face[3]) for face in FACES if face[:2] == (family, style)]
            assert sum(map(len, sets)) == len(set().union(*sets))
