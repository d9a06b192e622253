"""What tests of several folders share."""

import fcntl
import json
import os
from pathlib import Path

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from contested_ground.check.rows import Data
from contested_ground.data.lines import Row
from contested_ground.data.tables import DATA, Tables, contract

SAMPLE = json.loads(Path(__file__).with_name("sample.json").read_text(encoding="utf-8"))  # keys of rows, by table


def url(path: Path) -> str:
    """The address of a file."""
    return path.resolve().as_uri()


def kinds(pages):
    """One page of each kind: chapters all, of reference pages that are split by theatre or language the first."""
    seen = set()
    for page in pages:
        kind = page.stem.partition("-")[0] if "reference" in page.parts else str(page)
        if kind not in seen:
            seen.add(kind)
            yield page


def once(tmp_path_factory, name, make):
    """What `make(folder)` gives, as JSON keeps it: made by the first test process that wants it, read by the others."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    kept = folder / f"{name}.json"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(make(folder)), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


class Kept(SingleFileSnapshotExtension):
    """A text in a file beside this one, under the name that is asked for."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def get_snapshot_name(cls, *, test_location, index):
        return index

    @classmethod
    def dirname(cls, *, test_location):
        return str(Path(test_location.filepath).with_name("sample"))


def picked(tables, file):
    """The tables, those that a file names cut to the rows whose keys it has. A row that is gone fails the test."""
    cut = Tables()
    kept = json.loads((Path(__file__).parents[1] / file).read_text(encoding="utf-8"))
    for name, resource in contract()["tables"].items():
        table = tables[name]
        keys = table[resource["schema"]["primaryKey"]].astype("string").fillna("").agg("|".join, axis=1)
        wanted = set(kept.get(name, keys))
        assert wanted <= set(keys), f"{file} names rows of {name} that are gone: pick others"
        cut[name] = table[keys.isin(wanted)].reset_index(drop=True)
    return cut


def with_a_shared_column(tables):
    """The tables, each with one column more, of the same name in all, whose cells are found nowhere else."""
    names = {key: [f"{key} {number}" for number in range(len(table))] for key, table in tables.items()}
    return Tables({key: table.assign(extra=names[key]) for key, table in tables.items()})


def given(**tables):
    """What a rule takes, of some rows, {column: cell} without what is empty."""
    package = contract()
    columns = {name: [field["name"] for field in it["schema"]["fields"]] for name, it in package["tables"].items()}
    rows = {
        name: [
            Row(line, dict.fromkeys(columns[name], "") | cells) for line, cells in enumerate(tables.get(name, ()), 2)
        ]
        for name in columns
    }
    return Data(package, rows, DATA)


def said(rule, **tables):
    """What a rule says of some rows: (table, first cell of the row, column)."""
    told = rule(given(**tables))
    return [(table, next(iter(row.cells.values())) if row else None, column) for table, row, column, _ in told]
