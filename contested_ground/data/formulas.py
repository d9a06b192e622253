"""Cells that a spreadsheet would run: how a CSV that is given away holds them as text, and how they are whole again."""

import csv
import re
from io import StringIO

RUNS = re.compile(r"[=+@\t\r]|-(?![0-9]+(?:\.[0-9]+)?$)")
HELD = re.compile(r"'(?='*[=+@\t\r-])")
MAYBE = re.compile(r"(?:^|[,\"\n])[=+@\t\r-]", re.MULTILINE)


def held(cell):
    """A cell as a spreadsheet shows it and does not run it: an apostrophe before what begins a formula."""
    return f"'{cell}" if RUNS.match(cell) or HELD.match(cell) else cell


def whole(cell):
    """The cell that :func:`held` was given."""
    return HELD.sub("", cell, count=1) if HELD.match(cell) else cell


def disarmed(text):
    """The text of a CSV with every cell held; the same text where none need be."""
    if not MAYBE.search(text) and "'" not in text:
        return text
    rows = list(csv.reader(StringIO(text)))
    safe = [[held(cell) for cell in row] for row in rows]
    if safe == rows:
        return text
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows(safe)
    return target.getvalue()
