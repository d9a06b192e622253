"""What is wrong with the data, as every reader and rule tells it; and a row with its line."""

from collections import namedtuple

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
