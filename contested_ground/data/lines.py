"""Reading a CSV file strictly, line by line: what is sound, and what is wrong where."""

import csv
from collections import namedtuple
from io import StringIO
from pathlib import Path
from sys import intern

from contested_ground.data import formulas

LONGEST = 20_000  # characters of a line
MANY = 5  # faults of one kind in a file that are told one by one
Finding = namedtuple("Finding", "file line column message")
Row = namedtuple("Row", "line cells")  # the line in the file, a dict of column to text


class DataError(ValueError):
    """The data cannot be read; the message lists each fault as ``file:line: column: what is wrong; remedy``."""

    def __init__(self, findings):
        self.findings = list(findings)
        super().__init__("\n".join(str_finding(finding) for finding in self.findings))


def str_finding(finding):
    """One finding as the line that ``make check`` prints."""
    return ": ".join(part for part in (f"{finding.file}:{finding.line}", finding.column, finding.message) if part)


def read_rows(path, columns):
    """Read one CSV strictly: UTF-8, LF, one record a line, the columns in order.

    Returns ``(rows, findings)``: the :class:`Row` of each sound line and a :class:`Finding` for each unsound one.
    No cell may hold a line break, so a quotation mark that is never closed is found on its own line.
    """
    path = Path(path)
    rows, findings = [], []
    try:
        raw = path.read_bytes()
    except OSError:
        return rows, [Finding(path, 1, "", "the file is not there; put it back (git restore)")]

    def found(line, message, column=""):
        findings.append(Finding(path, line, column, message))

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found(line, f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8")
        return rows, findings
    if text.startswith("\ufeff"):
        found(1, "the file begins with a byte order mark; save it as UTF-8 without BOM")
        text = text[1:]
    if "\r" in text:
        found(text[: text.index("\r")].count("\n") + 1, "line ends in CR LF; save the file with LF line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines.pop():
        found(len(lines) + 1, "the last line has no line end; add one")
        lines = text.split("\n")
    if not lines:
        return rows, [*findings, Finding(path, 1, "", f"the file is empty; its first line is {','.join(columns)}")]
    if lines[0] == ",".join(f'"{column}"' for column in columns):
        found(1, "every cell is quoted, as some spreadsheets do; make sort unquotes those that need no quotes")
        lines = [_plainly(line) for line in lines]
    header = lines[0].split(",")
    if len(header) == 1 < len(columns):
        found(1, f"'{lines[0][:40]}' has no comma; separate the cells by commas: {','.join(columns)[:80]}")
        return rows, findings
    if header != columns:
        for column in columns:
            if column not in header:
                found(1, f"the column is missing; the header is {','.join(columns)}", column)
        for column in header:
            if column not in columns:
                found(1, f"'{column}' is no column of this table; the header is {','.join(columns)}", column)
        if sorted(header) == sorted(columns):
            found(1, f"the columns are out of order; the header is {','.join(columns)}")
        return rows, findings
    needless = []
    for number, line in enumerate(lines[1:], 2):
        if len(line) > LONGEST:
            found(number, f"'{line[:40]}…' is a line of {len(line)} characters; a row is shorter than {LONGEST}")
            continue
        try:
            cells = next(csv.reader([line], strict=True))
        except csv.Error:
            found(number, f"stray quotation mark {line[:40]!r}; double each mark inside a quoted cell")
            continue
        if len(cells) != len(columns):
            message = f"'{line[:30]}' has {len(cells)} cells where the header has {len(columns)}"
            found(number, f"{message}; quote a cell that holds a comma")
        elif '"' in line and (plain := _plainly(line)) != line:
            needless.append((number, f"stray quotation mark; make sort, or write the line as {plain[:200]}"))
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
        else:
            if "'" in line:
                cells = map(formulas.whole, cells)
            # what stands in many rows is kept once: a hundred times the rows would fill the memory otherwise
            rows.append(Row(number, dict(zip(columns, map(intern, cells), strict=True))))
    if len(needless) > MANY:  # a spreadsheet quoted them all: one fault, one finding
        found(needless[0][0], f"{len(needless)} lines have quotation marks that no cell needs; make sort")
    else:
        findings += (Finding(path, number, "", message) for number, message in needless)
    return rows, findings


def _plainly(line):
    """A line of CSV with only those cells quoted that must be; as it is where it can't be read."""
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error:
        return line
    written = StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()
