"""What a table schema cannot say: the rules of the data set, by theme.

A rule is a generator ``rule(data)`` of ``(table, row, column, message)``: ``data`` is a :class:`.rows.Data`, ``row``
one of its rows, None for the table as a whole. The message begins with the value in quotation marks and ends with
what to do. To add a rule, write it in the module of its theme and name it in that module's ``RULES``; a new theme is a
new module, named in THEMES.
"""

from pathlib import Path

from contested_ground.check import (
    agreement,
    answers,
    cells,
    census,
    days,
    eras,
    form,
    grounds,
    harm,
    keys_say,
    meaning,
    names,
    numbers,
    own_words,
    places_and_days,
    prose,
    roles,
    rolls,
    sources,
    titles,
    words,
    works,
    years,
)
from contested_ground.check.rows import Data
from contested_ground.data.tables import Finding

THEMES = (
    form,
    cells,
    words,
    names,
    years,
    sources,
    places_and_days,
    numbers,
    meaning,
    agreement,
    own_words,
    titles,
    harm,
    rolls,
    days,
    eras,
    census,
    keys_say,
    roles,
    answers,
    works,
    grounds,
    prose,
)
RULES = tuple(rule for theme in THEMES for rule in theme.RULES)


def findings(folder, package, tables):
    """All findings of all rules on the rows of a data folder."""
    data = Data(package, tables, folder)
    found = []
    for rule in RULES:
        try:
            for table, row, column, message in rule(data):
                path = Path(folder) / package["tables"][table]["path"]
                found.append(Finding(path, row.line if row else 1, column, message))
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # of cells that other findings name
            message = f"'{error}' stops the rule {rule.__name__}; mend the other findings first"
            found.append(Finding(Path(folder) / "datapackage.json", 1, "", message))
    return found
