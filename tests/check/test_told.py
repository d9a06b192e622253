"""What the check says of a sample of rows in which one cell is changed, kept as a file: each rule where it finds fault.

`.venv/bin/python -m pytest tests/check/test_told.py --snapshot-update` writes it anew, after a change that is meant.
"""

from collections import defaultdict
from itertools import cycle, pairwise

import pytest
from support import SAMPLE

from contested_ground.check import ledger, rules
from contested_ground.check.rows import Data
from contested_ground.data import tables
from contested_ground.data.lines import Row

PACKAGE = tables.contract()
TOGETHER = 8  # rows of a table that are spoilt at once: a rule speaks of the row that it finds fault with


@pytest.fixture
def picked_rows(rows, monkeypatch):
    """The rows of tests/sample.json, by table."""
    known = ledger.read(tables.DATA)
    monkeypatch.setattr(ledger, "read", lambda folder: known)
    picked = {}
    for name, resource in PACKAGE["tables"].items():
        keys = resource["schema"]["primaryKey"]
        picked[name] = [row for row in rows[name] if "|".join(row.cells[key] for key in keys) in SAMPLE[name]]
    return picked


def other_values(field, cell, column, key):
    """What to write over a cell: nothing, another's value, what nobody can read, a bit more, a label behind it."""
    year = next((part for part in map(str, range(1897, 1931)) if part in cell), "1920")
    if key:
        yield from (cell.replace(year, str(int(year) + 1)), f"{cell}-1931")
        return
    yield ""
    others = sorted(set(column) - {cell, ""})
    yield from [*others[:1], *others[-1:], "soon"]
    if cell and tables.is_date(field):
        yield cell.replace(year, str(int(year) + 1))
        yield cell.replace("-03", "-04") if "-03" in cell else f"{year}-03-31"
    elif cell and field["type"] in ("integer", "number"):
        yield from (f"{cell}0", f"{float(cell) + 1:g}")
    elif enum := field.get("constraints", {}).get("enum"):
        yield from enum[:1] + enum[-1:]
    elif cell:
        yield f"{cell} massacre"


def spoilings(name, rows):
    """(row's number, {column: value}) for each column of a table, each value in the next five rows that take it, and
    once all that the row before says."""
    numbers, schema = cycle(range(len(rows))), PACKAGE["tables"][name]["schema"]
    for field in schema["fields"]:
        column = field["name"]
        cells = [row.cells[column] for row in rows]
        for kind in range(7):
            for _ in range(5):
                number = next(numbers)
                values = other_values(field, cells[number], cells, [column] == schema["primaryKey"])
                values = [value for value in values if value != cells[number]]
                if kind < len(values):
                    yield number, {column: values[kind]}
    for number, (one, row) in enumerate(pairwise(rows), 1):
        yield (
            number,
            {column: cell for column, cell in one.cells.items() if column not in schema["primaryKey"]}
            | {column: row.cells[column] for column in schema["primaryKey"]},
        )


def found(sample):
    """The rules that speak, by table and line: {(table, line): {"column by rule"}}."""
    told, data = defaultdict(set), Data(PACKAGE, sample, tables.DATA)
    for rule in rules.RULES:
        try:
            for table, row, column, _ in rule(data):
                told[table, row.line if row else 1].add(f"{column} by {rule.__name__}")
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            told["stopped", 0].add(f"{rule.__name__}: {error!r}")
    return told


def test_what_the_rules_say_of_a_changed_cell(picked_rows, kept):
    sound, lines = found(picked_rows), []
    keys = {(name, row.line): next(iter(row.cells.values())) for name, rows in picked_rows.items() for row in rows}
    queues = {name: list(spoilings(name, rows)) for name, rows in picked_rows.items()}
    while any(queues.values()):
        spoilt, planted = dict(picked_rows), {}
        for name, queue in queues.items():
            here = {}
            for plant in list(queue):
                if len(here) < TOGETHER and plant[0] not in here:
                    here[plant[0]] = plant[1]
                    queue.remove(plant)
            spoilt[name] = list(picked_rows[name])
            for number, cells in here.items():
                row = picked_rows[name][number]
                spoilt[name][number] = Row(row.line, row.cells | cells)
                (column, value), *more = cells.items()
                planted[name, row.line] = "as the row before" if more else f"{column} = '{value}'"
        told = found(spoilt)
        for where in sorted(planted.keys() | told.keys() | sound.keys()):
            new, gone = told[where] - sound[where], sound[where] - told[where]
            if where in planted or new or gone:
                parts = [planted.get(where, "by what changed elsewhere"), *sorted(new)]
                parts += [f"no more {it}" for it in sorted(gone)]
                lines.append(f"{where[0]} {keys.get(where, '')}: {' | '.join(parts)}")
        lines.append("")
    kept("\n".join(lines), "told.txt")
