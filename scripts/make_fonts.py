"""Make the book's fonts anew: `python scripts/make_fonts.py`. Needs npm, fonttools and brotli, and a network once.

From npm's fontsource packages (all under the SIL Open Font License) come
- `_static/fonts/*.woff2` and `_static/fonts.css`: subsets for the site, one file a script, so that a page loads only
  the scripts that stand in it; weights 400 to 700 in one file;
- `contested_ground/charts/fonts/*.ttf`: single weights in Latin, by which figures are measured and pictures drawn.
"""

import os
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

os.environ["SOURCE_DATE_EPOCH"] = "1577836800"  # fonts bear the date they were made: the same files every time
ROOT = Path(__file__).resolve().parents[1]
WEB, DRAWN = ROOT / "_static/fonts", ROOT / "contested_ground/charts/fonts"
VERSIONS = {
    "source-serif-4": "5.3.1",
    "source-sans-3": "5.3.1",
    "noto-serif-armenian": "5.3.0",
    "noto-serif-georgian": "5.3.0",
    "noto-naskh-arabic": "5.3.0",
}
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x131,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2020,
    0x2026,
    0x2212,
]
EXTENDED = [ord(sign) for sign in "ĀāĂăĆćČčĎďĐđĒēĘęĚěĞğĪīİŁłŃńŇňŌōŐőŘřŚśŞşŠšŢţŤťŪūŮůŰűŹźŻżŽžƏəȘșȚț"]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491, 0x2116]
ARMENIAN, GEORGIAN, ARABIC = range(0x531, 0x590), range(0x10D0, 0x1100), range(0x600, 0x700)
# family in CSS, package, its subset, style, signs
WOFF = [
    ("Source Serif 4", "source-serif-4", "latin", "normal", LATIN),
    ("Source Serif 4", "source-serif-4", "latin", "italic", LATIN),
    ("Source Serif 4", "source-serif-4", "latin-ext", "normal", EXTENDED),
    ("Source Serif 4", "source-serif-4", "latin-ext", "italic", EXTENDED),
    ("Source Serif 4", "source-serif-4", "cyrillic", "normal", CYRILLIC),
    ("Source Serif 4", "noto-serif-armenian", "armenian", "normal", ARMENIAN),
    ("Source Serif 4", "noto-serif-georgian", "georgian", "normal", GEORGIAN),
    ("Source Serif 4", "noto-naskh-arabic", "arabic", "normal", ARABIC),
    ("Source Sans 3", "source-sans-3", "latin", "normal", LATIN),
    ("Source Sans 3", "source-sans-3", "latin-ext", "normal", EXTENDED),
    ("Source Sans 3", "source-sans-3", "cyrillic", "normal", CYRILLIC),
]
TTF = [
    ("Source Sans 3", "source-sans-3", 400, "normal"),
    ("Source Sans 3", "source-sans-3", 400, "italic"),
    ("Source Sans 3", "source-sans-3", 600, "normal"),
    ("Source Serif 4", "source-serif-4", 600, "normal"),
]
# What stands until a font has come, stretched to its width, so that nothing moves: (family, candidates).
FALLBACKS = [
    ("Source Serif 4", "source-serif-4", ("Georgia", "Noto Serif", "Liberation Serif", "Times New Roman"), 0.93),
    ("Source Sans 3", "source-sans-3", ("Arial", "Liberation Sans", "Roboto", "Helvetica Neue"), 0.92),
]
STYLES = {400: "Regular", 600: "SemiBold"}


def fetch(folder: Path) -> None:
    """Put the packages' files into `folder`/<package>/files."""
    for name, version in VERSIONS.items():
        spec = f"@fontsource-variable/{name}@{version}"
        pack = subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True, text=True)
        (folder / name).mkdir()
        archive = ["tar", "xzf", pack.stdout.split()[-1], "-C", name, "--strip-components=1"]
        subprocess.run(archive, cwd=folder, check=True)


def ranges(signs) -> str:
    """Code points as CSS has them: 'U+41-5A,U+61'."""
    runs = []
    for sign in sorted(signs):
        if runs and sign == runs[-1][1] + 1:
            runs[-1][1] = sign
        else:
            runs.append([sign, sign])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def web_font(path: Path, signs) -> tuple[bytes, list[int]]:
    """The font at `path` with `signs` and weights 400–700 alone, as woff2, and which of them it has."""
    font = TTFont(path)
    options = subset.Options(
        flavor="woff2",
        layout_features=[
            "kern",
            "liga",
            "mark",
            "mkmk",
            "ccmp",
            "locl",
            "lnum",
            "tnum",
            "init",
            "medi",
            "fina",
            "isol",
            "rlig",
        ],
        hinting=False,
        name_IDs=[0, 1, 2, 13, 14],
    )
    kept = sorted(set(signs) & set(font.getBestCmap()))
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 700)})
    file = BytesIO()
    font.flavor = "woff2"
    font.save(file)
    return file.getvalue(), kept


def drawn_font(folder: Path, family: str, package: str, weight: int, style: str) -> None:
    """One weight of `package` in Latin and Latin Extended, as TTF for matplotlib."""
    parts = []
    for name in ("latin", "latin-ext"):
        font = TTFont(folder / package / f"files/{package}-{name}-wght-{style}.woff2")
        font.flavor = None
        part = folder / f"{package}-{name}.ttf"
        instancer.instantiateVariableFont(font, {"wght": weight}).save(part)
        parts.append(str(part))
    font = Merger().merge(parts)
    label = STYLES[weight] + " Italic" * (style == "italic")
    names = {
        1: family,
        16: family,
        2: label,
        17: label,
        4: f"{family} {label}",
        6: f"{family} {label}".replace(" ", ""),
    }
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())
    font["OS/2"].usWeightClass = weight
    font.save(DRAWN / f"{package}-{weight}-{style}.ttf")


def main() -> None:
    WEB.mkdir(exist_ok=True)
    css = ["/* Made by scripts/make_fonts.py. A browser loads only the files whose signs stand in the page. */"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch(folder)
        for family, package, part, style, signs in WOFF:
            content, kept = web_font(folder / package / f"files/{package}-{part}-wght-{style}.woff2", signs)
            file = WEB / f"{package}-{part}{'-italic' * (style == 'italic')}.woff2"
            file.write_bytes(content)
            print(f"{file.name}: {len(content) / 1000:.1f} KB, {len(kept)} signs")
            face = (
                f'font-style:{style};font-weight:400 700;src:url("fonts/{file.name}") format("woff2");'
                f"unicode-range:{ranges(kept)}}}"
            )
            # Text takes its font when it comes at once and else on the next page, so that nothing moves. Words in
            # drawings have their place anyway, and a book opened from a file has its fonts soon: they may change.
            css.append(f'@font-face{{font-family:"{family}";font-display:optional;{face}')
            css.append(f'@font-face{{font-family:"{family} late";font-display:swap;{face}')
        for family, package, candidates, scale in FALLBACKS:
            font = TTFont(folder / package / f"files/{package}-latin-wght-normal.woff2")
            high = font["hhea"].ascent / font["head"].unitsPerEm, -font["hhea"].descent / font["head"].unitsPerEm
            sources = ",".join(f'local("{candidate}")' for candidate in candidates)
            css.append(
                f'@font-face{{font-family:"{family} fallback";src:{sources};size-adjust:{scale:.0%};'
                f"ascent-override:{high[0] / scale:.1%};descent-override:{high[1] / scale:.1%};line-gap-override:0%}}"
            )
        for job in TTF:
            drawn_font(folder, *job)
    (WEB.parent / "fonts.css").write_text("\n".join(css) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
