"""Verbatim words and their proof: each quote is compared with its text once and sealed by its hash.

The texts are not part of the project. ``data/quotes.sha256`` holds one line for each verbatim cell,
``table,key,column,locator,hash``; a cell whose hash is not there was never proved, or was changed since.
``data/texts.json`` says which file of a folder holds the text of a further source, and which tables hold counts.
"""

import csv
import hashlib
import json
import re
from pathlib import Path
from types import SimpleNamespace

from contested_ground.check import census, ledger, rolls
from contested_ground.data.tables import Finding

VERBATIM = ("quote", "date_text", "label_text")
SEALS = "quotes.sha256"
TEXTS = "texts.json"


def paragraphs(path):
    """The article's paragraphs, number to text, from a file of lines ``[017] text``."""
    text = Path(path).read_text(encoding="utf-8")
    return {int(number): body for number, body in re.findall(r"^\[(\d+)\] (.*)$", text, re.MULTILINE)}


def further(folder, texts):
    """Texts of further sources, by source, from a folder by ``texts.json``; and the numbers of each page of counts.

    ``sources`` maps a source to files, separated by semicolons, each
    ``file`` or ``file#start``: the part from the words ``start`` to the next line that
    begins with ``[``. ``tables`` lists CSV files whose columns ``source_url`` and ``second_url`` name the page.
    """
    plan = _plan(folder)[0]
    found, pages = {}, {}
    for source, names in plan["sources"].items():
        for name in names.split(";"):
            name, _, start = name.partition("#")
            text = (Path(texts) / name).read_text(encoding="utf-8")
            part = start + text.partition(start)[2].partition("\n[")[0] if start else text
            found[source] = f"{found.get(source, '')}\n{part}"
    for name in plan["tables"]:
        with (Path(texts) / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                numbers = (row.get("count") or row.get("value") or "").replace(".", "").lstrip("0") or "0"
                numbers += " " + " ".join(re.findall(r"\d+", row.get("value_unit", "")))
                for url in re.split(r"\s*;\s*|\s+and\s+", f"{row['source_url']};{row.get('second_url', '')}"):
                    pages.setdefault(census.page(url), set()).update(numbers.split())
    return found, {place: " , ".join(sorted(numbers)) for place, numbers in pages.items()}


def _cells(tables, sources):
    """Every verbatim cell of some sources: table, line, key, column, words, its source and locators."""
    for table, rows in tables.items():
        if not rows or not {"locator", *VERBATIM}.intersection(rows[0].cells) > {"locator"}:
            continue
        key = next(iter(rows[0].cells))
        for row in rows:
            if row.cells.get("source_id") not in sources:
                continue
            locators = [row.cells["locator"], *filter(None, row.cells.get("also", "").split(";"))]
            for column in VERBATIM:
                if row.cells.get(column):
                    yield SimpleNamespace(
                        table=table, line=row.line, key=row.cells[key], column=column, words=row.cells[column],
                        source=row.cells["source_id"], locators=locators,
                    )  # fmt: skip


def _digest(words):
    return hashlib.sha256(words.encode()).hexdigest()


def _seal(table, key, column, locator, words):
    return f"{table},{key},{column},{locator},{_digest(words)}"


def _sealed(path):
    """The lines of the seals' file by their number, and a finding when it cannot be read."""
    if not path.exists():
        return {}, []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; put the file back (git restore)"
        return {}, [Finding(path, line, "", message)]
    if "\r" in text:
        return {}, [Finding(path, 1, "", "line ends in CR LF; save the file with LF line ends")]
    return {line: number for number, line in enumerate(text.split("\n"), 1) if line}, []


def _emptied(path, sealed, tables):
    """Verbatim cells that are empty now and were sealed, of rows that stand: `make seal` doesn't take their seals."""
    rows = {(table, next(iter(row.cells.values()))): row for table, there in tables.items() for row in there}
    for line, number in sealed.items():
        table, key, column, _ = line.split(",")[:4]
        row = rows.get((table, key))
        if row and not row.cells.get(column, "-"):
            message = f"'' is empty and was sealed; put the words back, or take line {number} out of {SEALS}"
            yield Finding(path.parent / f"{table}.csv", row.line, column, message)


def _unused(path, sealed, used):
    """One finding for all seals that no cell of the data bears."""
    idle = [line for line in sealed if line not in used]
    if idle:
        many = f"and {len(idle) - 1} more lines seal" if len(idle) > 1 else "seals"
        yield Finding(path, sealed[idle[0]], "", f"'{idle[0][:60]}' {many} no cell of the data; make seal, or remove")


def trim(folder, tables):
    """Remove the seals that no cell bears; gives their number."""
    path = Path(folder) / SEALS
    sealed, _ = _sealed(path)
    used = {
        _seal(cell.table, cell.key, cell.column, locator, cell.words)
        for cell in _cells(tables, _plan(folder)[0]["sources"].keys() | {"article"})
        for locator in cell.locators
    }
    kept = [line for line in sealed if line in used]
    path.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return len(sealed) - len(kept)


def _plan(folder):
    """``texts.json``, and findings when it cannot be read."""
    path = Path(folder) / TEXTS
    try:
        plan = json.loads(path.read_bytes().decode("utf-8"))
        if not isinstance(plan["sources"], dict) or not isinstance(plan["tables"], list):
            raise ValueError("sources is an object, tables a list")
        return plan, []
    except OSError:
        return {"sources": {}, "tables": []}, [Finding(path, 1, "", "the file is not there; put it back (git restore)")]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"'{error}': the file cannot be read; put it back (git restore), or mend the JSON"
        return {"sources": {}, "tables": []}, [Finding(path, getattr(error, "lineno", 1), "", message)]


def findings(folder, tables, article=None, texts=None):
    """Findings on verbatim cells. A text that is given proves its quotes, and their seals are written anew.

    ``article``: the article's file; ``texts``: the folder of further texts. Quotes of sources whose text is not given
    keep their seal; one whose seal is missing is a finding, since nobody has compared it with its text.
    """
    folder, faults, seals = Path(folder), [], set()
    text = paragraphs(article) if article else {}
    voices, pages = further(folder, texts) if texts else ({}, {})
    plan, unread = _plan(folder)
    unread += ledger.faults(folder, None if texts or unread else plan["sources"]) + rolls.faults(folder)
    if unread:
        return unread
    sources = {"article", *plan["sources"]}
    path = folder / SEALS
    sealed, unread = _sealed(path)
    if unread:
        return unread
    if not path.exists() and not (article or texts) and any(_cells(tables, sources)):
        return [Finding(path, 1, "", "the file is not there; put it back (git restore)")]
    for cell in _cells(tables, sources):
        possible = {n: _seal(cell.table, cell.key, cell.column, n, cell.words) for n in cell.locators}
        if cell.source == "article" and article:
            where = next((n for n in cell.locators if n.isdigit() and cell.words in text.get(int(n), "")), None)
        elif cell.source in voices:
            where = cell.locators[0] if cell.words in voices[cell.source] else None
        else:
            every = [n for n, seal in possible.items() if seal in sealed]
            where = every[0] if every else None
            seals |= {possible[n] for n in every}
            if not where:
                message = (
                    f"'{cell.words}' is not sealed in {SEALS}; prove it with --article FILE or --texts FOLDER, or "
                )
                message += "put the old words back"
                faults.append(Finding(folder / f"{cell.table}.csv", cell.line, cell.column, message))
                continue
        if where:
            seals.add(possible[where])
        else:
            there = "paragraph" if cell.source == "article" else cell.source
            message = f"'{cell.words}' is not in {there} {', '.join(cell.locators)}; copy it from there or correct the "
            faults.append(Finding(folder / f"{cell.table}.csv", cell.line, cell.column, f"{message}locator"))
    for row in tables.get("passages", ()) if article else ():
        number, digest = row.cells["locator"], row.cells["sha256"]
        if row.cells["source_id"] == "article" and digest != _digest(text.get(int(number), "")):
            message = (
                f"'{digest[:12]}…' is not the hash of paragraph {number} of {Path(article).name}; is it the same copy?"
            )
            faults.append(Finding(folder / "passages.csv", row.line, "sha256", message))
    if not (article or texts or faults):
        emptied = list(_emptied(path, sealed, tables))
        faults += emptied or _unused(path, sealed, seals)
    if (article or texts) and not faults:  # a wrong file must not cost the seals that are there
        path.write_text("".join(f"{seal}\n" for seal in sorted(seals)), encoding="utf-8")
        known = {("article", str(number)): body for number, body in text.items()}
        known |= {(source, ledger.WHOLE): body for source, body in voices.items()}
        ledger.write(folder, known | pages)
        rolls.write(folder, known)
    return faults
