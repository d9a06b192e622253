"""Measured words: how wide a text is and how it breaks into lines."""

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

PATHS = TextToPath()


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight=400) -> float:
    """Pixels that a line of text takes."""
    return PATHS.get_text_width_height_descent(text, FontProperties(size=size, weight=weight), False)[0]


def wrap(text: str, most: float, size: float, weight=400) -> list[str]:
    """The text in lines of at most `most` pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, weight) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
