"""The shared look of every figure: fonts, theme, palettes.

A sheet has 72 dots an inch, so that one unit of a drawing, and one point of type, is one CSS pixel.
"""

import logging
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Bbox

SANS, SERIF = ["Source Sans 3", "DejaVu Sans"], ["Source Serif 4", "DejaVu Serif"]  # the second for signs like "→"
# A weight that a fallback font lacks is no news: what it says would stand in a page.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
for _file in sorted((Path(__file__).parent / "fonts").glob("*.ttf")):
    font_manager.fontManager.addfont(_file)

WIDE, NARROW = 760, 340  # the sheets' widths in CSS pixels; maps and lanes are 960 wide
SIZE, SMALL = 14, 13  # type; nothing is under 12

# Neutral colours: (CSS variable, on light pages, on dark pages). Drawings name the light value; in the page's SVG it
# becomes the variable, so that one drawing serves both. White stays white: it is for words on a dark fill.
NEUTRALS = {
    "ink": ("#22211f", "#ecebe8"),
    "muted": ("#65625c", "#b3b0a9"),
    "rule": ("#dad6cd", "#403e3a"),
    "ground": ("#fdfcf9", "#161513"),
    "water": ("#c6d7db", "#24363d"),  # these four on maps alone
    "river": ("#87abb5", "#4f7480"),
    "waterink": ("#44707d", "#9cc3cd"),
    "landink": ("#6e6249", "#c2b69c"),
}
INK, MUTED, RULE, GROUND, WATER, RIVER, WATER_INK, LAND_INK = (light for light, _ in NEUTRALS.values())

# Who holds or acts: the keys of `groups.csv`, scheme `holder`. A hue for each state; every local body has one of its
# own, so that nobody looks like a state's agent; powers from outside are cool or black. Lightness goes up in steps of
# about six, for greyscale and for the colour-blind; the colours of the region's flags are kept away from.
# tests/charts/test_style.py measures all of this.
HOLDERS = {
    "soviet": "#2e2f36",
    "armenia": "#67327e",
    "turkey": "#1a6367",
    "zangezur-armenians": "#8f5a43",
    "azerbaijan": "#7e7900",
    "karabakh-councils": "#db6f82",
    "britain": "#93a0b0",
    "nakhchivan-muslims": "#d7a784",
    "local-armenian": "#a8c2f2",
    "local-muslim": "#b7dbb1",
    "other": "#e8e5e1",
}
# The darkest fills are lighter on dark pages; _static/book.css has the same values.
MODES = NEUTRALS | {
    "soviet": (HOLDERS["soviet"], "#66676f"),
    "armenia": (HOLDERS["armenia"], "#9257b0"),
    "turkey": (HOLDERS["turkey"], "#1d7290"),
}
# What people were called when they were counted. "Muslims" is a heading of its own and no shade of another.
PEOPLE = {
    "Armenians": HOLDERS["armenia"],
    "Azerbaijanis": HOLDERS["azerbaijan"],
    "Muslims": HOLDERS["nakhchivan-muslims"],
    "Kurds": "#459aa0",
    "Russians": "#b9bcc9",
    "others": HOLDERS["other"],
}

RC = {
    "figure.dpi": 72,
    "figure.facecolor": GROUND,
    "savefig.facecolor": GROUND,
    "savefig.dpi": 72,
    "font.family": SANS,
    "font.size": SIZE,
    "axes.titlesize": SIZE,
    "axes.titleweight": 600,
    "axes.titlelocation": "left",
    "axes.labelsize": SMALL,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SIZE,
    "legend.fontsize": SMALL,
    "legend.title_fontsize": SMALL,
    "legend.frameon": False,
    "text.color": INK,
    "axes.facecolor": GROUND,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 1,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=[INK, MUTED]),
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 1,
    "hatch.linewidth": 3,
    "patch.linewidth": 1,
    "patch.edgecolor": GROUND,
    "path.simplify": False,
    "text.hinting": "none",  # the page's own type is not hinted either, and it is the fastest
    "text.parse_math": False,  # a dollar sign in a label is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "contested-ground",
}


def theme() -> None:
    """Set the figures' look for all that is drawn from now on: seaborn's own theme with our `RC`.

    A figure draws under it by itself; call it to have the look in drawings of your own.
    """
    import seaborn  # here, since it takes a second and measuring type should not

    seaborn.set_theme(context="paper", style="white", rc=RC)


def narrow(ax: Axes) -> bool:
    """Whether `ax` stands on the phone's sheet: a figure less than 500 pixels wide."""
    return bool(ax.figure.bbox.width < 500)


def settled(ax: Axes, for_good: bool = False) -> Bbox:
    """Lay the sheet of `ax` out, so that pixels can be counted on it, and return the box of `ax` in pixels.

    `for_good`: what is drawn later does not move it, if it stands alone on its sheet.
    """
    if engine := ax.figure.get_layout_engine():
        engine.execute(ax.figure)
        if for_good and len(ax.figure.axes) == 1:
            ax.figure.set_layout_engine("none")
    ax.apply_aspect()
    return ax.get_window_extent()


def on(colour: str) -> str:
    """The colour of words on a fill: white or INK, whichever stands out more (WCAG contrast)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.065 else "#222222"


@lru_cache(maxsize=8192)
def _word_width(word: str, weight: int | str, family: str) -> float:
    """Width of a word of size 1 without hinting, by which widths grow straight with size."""
    font = FontProperties(family=[family, "DejaVu Sans"], size=1, weight=weight)
    return TextToPath().get_text_width_height_descent(word, font, ismath=False)[0]


def text_width(text: str, size: float = SIZE, weight: int | str = 400, family: str = SANS[0]) -> float:
    """Width of `text` in pixels, as set in the figures' sans (or another registered `family`).

    Words are measured one by one, since they recur: none of the fonts kerns a space (a test measures that).
    """
    words = str(text).split(" ")
    spaces = (len(words) - 1) * _word_width(" ", weight, family)
    return size * (sum(_word_width(word, weight, family) for word in words) + spaces)


def wrap(text: str, width: float, size: float = SIZE, weight: int | str = 400, family: str = SANS[0]) -> list[str]:
    """Break `text` between words into lines of at most `width` pixels; a longer word keeps a line of its own."""
    lines = [""]
    for word in str(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size, weight, family) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
