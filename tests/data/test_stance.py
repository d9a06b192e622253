"""What the book says in one form: every notebook that speaks of the Armenian genocide as called or denied uses it."""

import json
import re
from pathlib import Path

import pytest

from contested_ground.data.stance import ARMENIAN_GENOCIDE

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def prose(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def in_other_words(text):
    """Sentences on the word genocide and who rejects it, other than the one agreed."""
    rest = " ".join(text.split()).replace(ARMENIAN_GENOCIDE.removesuffix("."), "")  # works may be cited before the stop
    return [one for one in re.split(r"(?<=[.!?])\s", rest) if re.search(r"genocide", one) and re.search("reject", one)]


def test_the_background_says_it_whole():
    (background,) = [path for path in NOTEBOOKS if path.stem.endswith("background")]
    assert ARMENIAN_GENOCIDE in prose(background)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_says_it_otherwise(path):
    assert in_other_words(prose(path)) == []


def test_another_wording_is_seen():
    assert in_other_words("Historians call it genocide; Turkey's government rejects the term.")
    assert not in_other_words(f"So it was. {ARMENIAN_GENOCIDE} And more.")
