"""The order of rows: by their key, paragraph 9 before 10. `python -m contested_ground.data.order` puts them in it."""

import csv
import re
from io import StringIO
from pathlib import Path

from contested_ground.data.tables import DATA, contract


def natural(cells):
    """A sort key that puts paragraph 9 before 10 and is otherwise by code point."""
    return [
        tuple((int(part) if part.isdigit() else -1, part) for part in re.split(r"(\d+)", cell) if part)
        for cell in cells
    ]


def ordered(text, key):
    """A table's CSV text with its rows in order of the columns `key`, each cell quoted only where it must be."""
    header, *rows = csv.reader(StringIO(text.removeprefix("\ufeff")))
    columns = [header.index(name) for name in key]
    rows = [row for row in rows if any(row)]
    rows.sort(key=lambda row: natural([row[column] for column in columns]))
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows([header, *rows])
    return target.getvalue()


def sort(folder=DATA, only=None):
    """Put the rows of every table of a data folder, or of the one named, in order; the files that changed."""
    changed = []
    for name, resource in contract(folder)["tables"].items():
        if only not in (None, name):
            continue
        path = Path(folder) / resource["path"]
        text = path.read_bytes().decode("utf-8")
        if (new := ordered(text, resource["schema"]["primaryKey"])) != text:
            path.write_text(new, encoding="utf-8", newline="")
            changed.append(resource["path"])
    return changed


if __name__ == "__main__":
    print(", ".join(sort()) or "every row stands in its place")
