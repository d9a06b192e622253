"""Verbatim words and their proof: each quote is compared with the article once and sealed by its hash.

The article itself is not part of the project. ``data/quotes.sha256`` holds one line for each verbatim cell,
``table,key,column,locator,hash``; a cell whose hash is not there was never proved, or was changed since.
"""

import hashlib
import re
from pathlib import Path

from contested_ground.data.tables import Finding

VERBATIM = ("quote", "date_text", "label_text")
SEALS = "quotes.sha256"


def paragraphs(path):
    """The article's paragraphs, number to text, from a file of lines ``[017] text``."""
    text = Path(path).read_text(encoding="utf-8")
    return {int(number): body for number, body in re.findall(r"^\[(\d+)\] (.*)$", text, re.MULTILINE)}


def _cells(tables):
    """Every verbatim cell of the article: table, line, key, column, words, its locators."""
    for table, rows in tables.items():
        if not rows or not {"locator", *VERBATIM}.intersection(rows[0].cells) > {"locator"}:
            continue
        key = next(iter(rows[0].cells))
        for row in rows:
            if row.cells.get("source_id") != "article":
                continue
            locators = [row.cells["locator"], *filter(None, row.cells.get("also", "").split(";"))]
            for column in VERBATIM:
                if row.cells.get(column):
                    yield table, row.line, row.cells[key], column, row.cells[column], locators


def _digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


def _seal(table, key, column, locator, words):
    return f"{table},{key},{column},{locator},{_digest(words)}"


def findings(folder, tables, article=None):
    """Findings on verbatim cells. With ``article`` the quotes are proved against it and the seals written anew.

    Without it a cell whose seal is missing is a finding, since nobody has compared it with the article.
    """
    folder, faults, seals = Path(folder), [], set()
    text = paragraphs(article) if article else {}
    path = folder / SEALS
    sealed = set(path.read_text(encoding="utf-8").split("\n")) if path.exists() else set()
    for table, line, key, column, words, locators in _cells(tables):
        if article:
            where = next(
                (number for number in locators if number.isdigit() and words in text.get(int(number), "")), None
            )
            if where:
                seals.add(_seal(table, key, column, where, words))
            else:
                message = (
                    f"'{words}' is not in paragraph {', '.join(locators)}; copy it from there or correct the locator"
                )
                faults.append(Finding(folder / f"{table}.csv", line, column, message))
        elif not any(_seal(table, key, column, number, words) in sealed for number in locators):
            message = f"'{words}' is not sealed in {SEALS}; prove it with --article FILE, or put the old words back"
            faults.append(Finding(folder / f"{table}.csv", line, column, message))
    for row in tables.get("passages", ()) if article else ():
        number, digest = row.cells["locator"], row.cells["sha256"]
        if row.cells["source_id"] == "article" and digest != _digest(text.get(int(number), "")):
            message = (
                f"'{digest[:12]}…' is not the hash of paragraph {number} of {Path(article).name}; is it the same copy?"
            )
            faults.append(Finding(folder / "passages.csv", row.line, "sha256", message))
    if article and not faults:  # a wrong file must not cost the seals that are there
        path.write_text("".join(f"{seal}\n" for seal in sorted(seals)), encoding="utf-8")
    return faults
