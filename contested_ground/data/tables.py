"""The shared data set: reading ``data/*.csv`` as ``data/datapackage.json`` describes them."""

import hashlib
import json
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pandas as pd

from contested_ground.data import dates, descriptor
from contested_ground.data.lines import DataError, Finding, read_rows

PACKAGE = Path(__file__).resolve().parents[1]
CLONE = PACKAGE.parent / "data"
DATA = CLONE if (CLONE / "datapackage.json").exists() else PACKAGE / "_data"  # in a wheel the tables come along

# Digits only. Coordinates apart, more than two decimals are taken for a thousands separator: 12.000 is not 12.
NUMBER = {
    "integer": re.compile(r"[0-9]+"),  # not \d, which takes the digits of every script
    "number": re.compile(r"[0-9]+(\.[0-9]{1,2})?"),
    "coordinate": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
}
NUMBER_HELP = {
    "integer": "a whole number; write digits only, 12000",
    "number": "a number; write digits only, 12000 or 46.2",
}


class Tables(dict):
    """The tables by name, also as attributes: ``tables.claims``. Each is a typed :class:`pandas.DataFrame`.

    ``Tables.read`` names all that this process has looked into, so that a build knows what a notebook rests on.
    """

    read = set()  # noqa: RUF012 (meant to be shared)

    def __getitem__(self, name):
        table = super().__getitem__(name)
        self.read.add(name)
        return table

    __getattr__ = __getitem__

    def __iter__(self):  # without a method of its own, `dict(tables)` would copy past __getitem__
        return super().__iter__()

    def get(self, name, default=None):
        return self[name] if name in self else default  # noqa: SIM401

    def values(self):
        return [self[name] for name in self]

    def items(self):
        return [(name, self[name]) for name in self]

    def once(self, view):
        """``view(self)``, computed when first asked for: for views that many numbers and pages share.

        Like the tables themselves, the result is to be treated as read-only.
        """
        views = self.__dict__.setdefault("views", {})
        if view not in views:
            views[view] = view(self)
        return views[view]

    def forget(self, view):
        """Give up what :meth:`once` keeps of a view, which may be large."""
        self.__dict__.get("views", {}).pop(view, None)


def contract(folder=DATA):
    """The data package descriptor as a dict, with its resources by name. Raises :class:`DataError`."""
    path = Path(folder) / "datapackage.json"
    try:
        text = path.read_text(encoding="utf-8")
        package = json.loads(text, object_pairs_hook=descriptor.once, parse_constant=descriptor.no_number)
        if faults := [
            Finding(path, descriptor.line_in(text, where), where, m) for where, m in descriptor.faults(package)
        ]:
            raise DataError(faults)
        return package | {"tables": {resource["name"]: resource for resource in package["resources"]}}
    except FileNotFoundError:
        message = "the file is not there; put it back (git restore) or name another folder"
        raise DataError([Finding(path, 1, "", message)]) from None
    except DataError:
        raise
    except (ValueError, RecursionError) as error:
        message = f"not a data package ({error}); mend the JSON"
        raise DataError([Finding(path, getattr(error, "lineno", 1), "", message)]) from None


def is_date(field):
    """Whether a field of the contract holds an EDTF date: its name ends in ``date`` and its type is string."""
    return field["type"] == "string" and field["name"].endswith("date")


def number_fault(cell, field):
    """What is wrong with a number as a cell has it, or an empty string. ``field``: its entry in the contract."""
    form = NUMBER["coordinate" if field["name"] in ("lat", "lon") else field["type"]]
    return "" if not cell or form.fullmatch(cell) else f"'{cell}' is not {NUMBER_HELP[field['type']]}"


def _typed(text, field):
    constraints = field.get("constraints", {})
    if field["type"] in NUMBER_HELP and (fault := next(filter(None, (number_fault(cell, field) for cell in text)), "")):
        raise ValueError(fault)
    text = text.where(text != "")
    match field["type"]:
        case "integer":
            return pd.to_numeric(text).astype("Int64")
        case "number":
            return pd.to_numeric(text).astype("float64")
        case "boolean":
            return text.map({"true": True, "false": False}).astype("boolean")
        case "date":
            return pd.to_datetime(text, format="%Y-%m-%d")
    if "enum" in constraints:
        return pd.Categorical(text, categories=constraints["enum"])
    return text.astype("string")


def load(folder=DATA):
    """Read the data set.

    Returns :class:`Tables`: for each resource of the contract a DataFrame with the contract's columns: strings,
    enumerations as categoricals in the contract's order, integers as ``Int64``, numbers as ``float64``. Each EDTF
    column ``x`` is followed by ``x_start`` and ``x_end`` (``datetime64``, the strict bounds, ``NaT`` where open) and
    ``x_precision`` (1 a day … 5 longer than a month). Empty cells are missing values: *not stated*.

    Raises :class:`DataError` for a file that is missing or cannot be read as the contract says, naming file, line,
    column, value and remedy. ``python -m contested_ground.check`` finds everything else.

    Tables that this process has read before, from files with the same contents, are copied and not read again.
    """
    folder = Path(folder)
    state = hashlib.sha256()
    for path in sorted([*folder.glob("*.csv"), *folder.glob("datapackage.json")]):
        state.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    key = folder.resolve(), state.digest()
    if key not in _loaded:
        tables = _read(folder)
        _loaded.clear()  # one state of one folder: tests read many
        _loaded[key] = tables
    return Tables({name: table.copy(deep=False) for name, table in dict.items(_loaded[key])})  # pandas copies on write


_loaded = {}


def _read(folder):
    package, tables, findings = contract(folder), Tables(), []
    for name, resource in package["tables"].items():
        path = Path(folder) / resource["path"]
        fields = resource["schema"]["fields"]
        rows, faults = read_rows(path, [field["name"] for field in fields])
        findings += faults
        columns = {}
        for field in fields:
            column = field["name"]
            text = pd.Series([row.cells[column] for row in rows])
            try:
                columns[column] = _typed(text, field)
                if is_date(field):
                    parsed = [dates.parse(value) if value else None for value in text]
                    for side in ("start", "end"):
                        days = [getattr(day, side, None) for day in parsed]
                        columns[f"{column}_{side}"] = pd.Series(days, dtype="datetime64[s]")
                    precision = [day and day.precision for day in parsed]
                    columns[f"{column}_precision"] = pd.Series(precision, dtype="Int64")
            except ValueError as error:
                findings.append(Finding(path, _line_of(rows, field, error), column, f"{error}; run make check"))
        tables[name] = pd.DataFrame(columns)
    if findings:
        raise DataError(findings)
    return tables


def _line_of(rows, field, error):
    """The first line whose cell is named in the error, for a message that leads there."""
    cells = ((row.line, row.cells[field["name"]]) for row in rows)
    return next((line for line, cell in cells if cell and cell in str(error)), 1)


@lru_cache(maxsize=1)
def shared():
    """The data set of this clone, read once in a process; treat it as read-only."""
    return load()


def records(table):
    """The rows of a table as dicts, with None for what is not stated."""
    known, columns = {}, {}  # what stands in many rows is kept once
    for name, column in table.items():
        stated = column.astype(object).where(column.notna(), None)
        columns[name] = [known.setdefault(value, value) if isinstance(value, str) else value for value in stated]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def grouped(rows, *columns):
    """Rows (dicts) by the value of a column; by each value when several columns are named."""
    groups = defaultdict(list)
    for row in rows:
        for value in dict.fromkeys(row[column] for column in columns):
            if value is not None:
                groups[value].append(row)
    return groups
