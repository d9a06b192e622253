"""Trying a row: what the check would say of it, before anything is changed."""

import csv
import io
import shutil
import tempfile
from pathlib import Path

from contested_ground.check.schema import check
from contested_ground.data.lines import str_finding
from contested_ground.data.order import sort
from contested_ground.data.tables import DATA


def try_row(table, row, folder=DATA):
    """What `make check` says of a row that is added to a copy of the tables: one line a finding, none when it is sound.

    `table`: a table's name, such as `population`. `row`: column to cell, as in the CSV; columns that are left out are
    empty. The tables themselves stay as they are. Raises ValueError for a table or a column that there is not.

        from contested_ground.check.trial import try_row
        try_row("population", {"observation_id": "goris-1917-total", "place_id": "goris", "count": "12.000"})
    """
    source = Path(folder) / f"{table}.csv"
    if not source.exists():
        known = ", ".join(sorted(path.stem for path in source.parent.glob("*.csv")))
        raise ValueError(f"no table {table}; the tables are {known}")
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "data"
        shutil.copytree(folder, copy)
        lines = source.read_text(encoding="utf-8").splitlines()
        columns = next(csv.reader(lines[:1]))
        if unknown := set(row) - set(columns):
            raise ValueError(f"{table} has no column {sorted(unknown)[0]}; its columns are {', '.join(columns)}")
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([row.get(column, "") for column in columns])
        (copy / source.name).write_text("\n".join([*lines, out.getvalue()]) + "\n", encoding="utf-8")
        sort(copy, only=table)
        return [str_finding(finding).replace(f"{place}/", "") for finding in check(copy, only=table)]
