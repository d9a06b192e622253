"""The numbers of chapters and figures: what `[chapter 4](chapter:karabakh)` and `[figure 4.2](figure:…)` lead to."""

import json
import re
from functools import lru_cache
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CHAPTER = re.compile(r"0*([1-9]\d*)_(\w+)")
FIGURE = re.compile(r'^\s*id="([a-z0-9-]+)",$', re.MULTILINE)


@lru_cache(maxsize=4)
def numbered(folder=NOTEBOOKS):
    """Every chapter and figure as {(kind, key): (number, docname, anchor)}: a chapter's key is its file's name.

    `folder`: the notebooks. A figure is told by the literal `id="…"` of the cell that makes it, in the order of cells.
    """
    found = {}
    for path in sorted(Path(folder).glob("*.ipynb")):
        if not (chapter := CHAPTER.fullmatch(path.stem)):
            continue
        docname = f"notebooks/{path.stem}"
        found["chapter", chapter[2].replace("_", "-")] = (chapter[1], docname, "")
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        for number, key in enumerate(FIGURE.findall(code), 1):
            found["figure", key] = (f"{chapter[1]}.{number}", docname, f"fig-{key}")
    return found
