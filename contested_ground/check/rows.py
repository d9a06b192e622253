"""The rows as the rules see them: text by table, with keys, indexes and the few readings that rules share."""

from datetime import date, timedelta

from contested_ground.data import dates
from contested_ground.data.tables import NUMBER

IDENTIFIERS = {
    "sources": "source_id", "actors": "actor_id", "places": "place_id", "events": "event_id", "control": "control_id",
    "terms": "term_id", "questions": "question_id", "claims": "claim_id", "population": "observation_id",
    "discrepancies": "discrepancy_id",
}  # fmt: skip


class Data:
    """The rows of every table with what the rules share: keys, parsed dates, indexes."""

    def __init__(self, package, tables, folder=None):
        self.package, self.tables, self.folder = package, tables, folder
        self.keys = {table: {row.cells[key]: row for row in self.rows(table)} for table, key in IDENTIFIERS.items()}
        self.passages = {(row.cells["source_id"], row.cells["locator"]) for row in self.rows("passages")}

    def rows(self, table):
        return self.tables.get(table, [])

    def called(self, key):
        """An identifier and those that it had before, by retired.csv: identifiers of other rows still hold them."""
        if not hasattr(self, "_former"):
            self._former = {}
            for row in self.rows("retired"):
                self._former.setdefault(row.cells["successor"], set()).add(row.cells["identifier"])
        found, new = {key}, {key}
        while new := {old for name in new for old in self._former.get(name, ())} - found:
            found |= new
        return found

    def key(self, table, cells):
        """The key of a row as discrepancies and mentions write it."""
        fields = self.package["tables"][table]["schema"]["primaryKey"]
        return "/".join(cells[field] for field in fields)

    def named(self, reference):
        """The row behind ``table:key``, or None."""
        table, _, key = reference.partition(":")
        return self.index.get(table, {}).get(key)

    @property
    def index(self):
        if not hasattr(self, "_index"):
            self._index = {
                table: {self.key(table, row.cells): row for row in self.rows(table)} for table in self.package["tables"]
            }
        return self._index


def days_of(text):
    """First and last day of a date cell, open sides filled with the ends of time; None when it cannot be read."""
    try:
        when = dates.parse(text)
    except ValueError:
        return None
    return when.start or date.min, when.end or date.max


def parts_of(cell):
    return [part for part in cell.split(";") if part]


def number_in(cell):
    return float(cell) if NUMBER["coordinate"].fullmatch(cell) else None


def meet(a, b, slack=0):
    """Whether two spans of days overlap, with some days of slack."""
    room = timedelta(days=slack)
    return a[0] <= b[1] or a[0] - room <= b[1] if a[1] >= b[0] else a[1] + room >= b[0]


def passages_of(cells):
    """The passages that a row cites: (source, locator)."""
    return {(cells["source_id"], locator) for locator in [cells["locator"], *parts_of(cells.get("also", ""))]}


def each(name, table, column, holds, message, of=lambda cells, data: True):
    """A rule on single rows: a finding in ``column`` of each row that ``of`` takes and for which ``holds`` is not so.

    Both are functions of the cells and the data. The message follows the cell's value; ``{column}`` in it is a cell.
    """

    def rule(data):
        for row in data.rows(table):
            if of(row.cells, data) and not holds(row.cells, data):
                yield table, row, column, f"'{row.cells[column]}' {message.format(**row.cells)}"

    rule.__name__ = name
    return rule
