"""`python -m contested_ground.data.rename OLD NEW`: give a row another identifier, everywhere it is named.

Changes whole cells, members of lists and `table:key` references in `data/*.csv` and links in notebooks and reference
pages; puts rows back in order, enters the old name in `retired.csv`, and says what is left for `make seal`.
"""

import csv
import re
import sys
from io import StringIO
from pathlib import Path

from contested_ground.data.order import sort
from contested_ground.data.tables import DATA, contract

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def renamed(cell, old, new):
    """A cell with the identifier `old` replaced where it stands as a whole: alone, in a list, after ``table:``."""
    parts = [f"{head}{mark}{new if key == old else key}" for head, mark, key in map(_split, cell.split(";"))]
    return ";".join(parts)


def _split(part):
    head, mark, key = part.rpartition(":")
    return (head, mark, key) if SLUG.fullmatch(key) and re.fullmatch("[a-z_]*", head) else ("", "", part)


def rename(old, new, folder=DATA, version=None):
    """Rename an identifier in the tables of `folder` and the pages beside it. Returns {path: number of places}.

    Raises ValueError for an identifier that is in no table, one that is taken, or no slug. ``version``: the first
    version without the old name, by default this package's.
    """
    folder, package = Path(folder), contract(folder)
    if not SLUG.fullmatch(new):
        raise ValueError(f"'{new}' is no identifier; write lower-case words with hyphens")
    tables, owner = {}, None
    for name, resource in package["tables"].items():
        tables[name] = list(csv.reader(StringIO((folder / resource["path"]).read_text(encoding="utf-8"))))
        if len(resource["schema"]["primaryKey"]) == 1:
            at = tables[name][0].index(resource["schema"]["primaryKey"][0])
            keys = {row[at] for row in tables[name][1:]}
            owner = name if old in keys else owner
            if new in keys:
                raise ValueError(f"'{new}' is already an identifier in {name}; choose another")
    if owner is None:
        raise ValueError(f"'{old}' is the identifier of no row")
    changed = {}
    for name, rows in tables.items():
        told = [[renamed(cell, old, new) for cell in row] for row in rows]
        count = sum(a != b for row, other in zip(rows, told, strict=True) for a, b in zip(row, other, strict=True))
        if count and name != "retired":
            _write(folder / package["tables"][name]["path"], told)
            changed[folder / package["tables"][name]["path"]] = count
    if "retired" in tables:
        columns = {"table": owner, "old": old, "identifier": old, "retired": old, "successor": new, "new": new}
        columns |= {"reason": "renamed", "version": version or _version()}
        _write(folder / "retired.csv", [*tables["retired"], [columns.get(name, "") for name in tables["retired"][0]]])
    sort(folder)
    links = re.compile(rf"(\]\([a-z]+:|href=\\?\"[a-z]+:|[\"'][a-z]+:|[\"']){re.escape(old)}(?=[)\"'\\])")
    for path in [*folder.parent.glob("notebooks/*.ipynb"), *folder.parent.glob("reference/*.md")]:
        text, count = links.subn(rf"\g<1>{new}", path.read_text(encoding="utf-8"))
        if count:
            path.write_text(text, encoding="utf-8")
            changed[path] = count
    return changed


def _version():
    from contested_ground import __version__

    return __version__


def _write(path, rows):
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    path.write_text(target.getvalue(), encoding="utf-8", newline="")


def main(arguments):
    """Command line: OLD NEW. Prints the files changed; the exit status says whether it could."""
    if len(arguments) != 2:
        print("usage: python -m contested_ground.data.rename OLD NEW", file=sys.stderr)
        return 2
    try:
        for path, count in rename(*arguments).items():
            print(f"{path.name}: {count}")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("Derived numbers, rules and tests may name it: git grep it. Then make check; its quotes need make seal.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
