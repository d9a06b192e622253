"""Nothing right gets lost: the key of every row is sealed, and so is the number of rows of every table.

``data/keys.sha256`` holds one line for each table: its name, its number of rows, and for each row the first six
hexadecimal digits of the hash of its key, in the order of the rows. A row that is gone is found by its neighbour. Rows
that are new raise nothing until they are sealed; ``make seal`` does that, and refuses to let a published identifier
go that ``retired.csv`` does not list.
"""

import hashlib
import re
from pathlib import Path

from contested_ground.check.rows import IDENTIFIERS
from contested_ground.data.tables import Finding

SEALED = "keys.sha256"
LINE = re.compile(r"([a-z_]+),([0-9]+),((?:[0-9a-f]{6})*)")


def digest(key):
    """Six hexadecimal digits for a key as its table writes it."""
    return hashlib.sha256(key.encode()).hexdigest()[:6]


def keys(package, tables):
    """The keys of every table as text, in the order of the rows."""
    return {
        table: ["/".join(row.cells[field] for field in resource["schema"]["primaryKey"]) for row in tables[table]]
        for table, resource in package["tables"].items()
    }


def read(folder):
    """What is sealed, ``table: [digest, …]``, and findings on lines that cannot be read."""
    path, sealed, faults = Path(folder) / SEALED, {}, []
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError:
        return {}, [Finding(path, 1, "", f"'{SEALED}' is not there; put it back (git restore), or make seal")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return {}, [Finding(path, line, "", f"'{error.object[error.start]:02x}' is not UTF-8; git restore the file")]
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        found = LINE.fullmatch(line)
        if found and int(found[2]) * 6 == len(found[3]):
            sealed[found[1]] = [found[3][i : i + 6] for i in range(0, len(found[3]), 6)]
        else:
            faults.append(Finding(path, number, "", f"'{line[:40]}' is no line of seals; git restore it, or make seal"))
    return sealed, faults


def retired(tables):
    """Digests of the identifiers that were retired: their rows may go."""
    return {digest(row.cells["identifier"]) for row in tables.get("retired", ())}


def findings(folder, package, tables, broken=()):
    """Rows that were sealed and are gone; neighbours that went together are one finding. ``broken``: unread files."""
    sealed, faults = read(folder)
    if faults:
        return faults
    gone_with_leave, here = retired(tables), keys(package, tables)
    for table in package["tables"]:
        path = Path(folder) / package["tables"][table]["path"]
        if str(path) in broken:
            continue
        if table not in sealed:
            message = f"'{table}' has no line; make seal"
            faults.append(Finding(Path(folder) / SEALED, 1, table, message))
            continue
        lines = {digest(key): (row.line, key) for row, key in zip(tables[table], here[table], strict=True)}
        if len(here[table]) != len(sealed[table]) or lines.keys() != set(sealed[table]):
            faults += _lost(path, package, table, sealed[table], lines, gone_with_leave)
    return faults


def _lost(path, package, table, sealed, lines, freed):
    """Findings for each run of sealed rows that are not among the lines any more."""
    run, after = 0, None
    for seal in [*sealed, None]:
        if seal is not None and seal not in lines:
            run += seal not in freed
            continue
        if run:
            line, key = lines[after] if after else (1, "the header")
            column = ",".join(package["tables"][table]["schema"]["primaryKey"])
            many = f"{run} sealed rows are" if run > 1 else "a sealed row is"
            remedy = ", or retire it in retired.csv" if table in IDENTIFIERS else ", or make seal"
            message = f"'{key}': {many} gone after it; git restore{remedy if table != 'retired' else ''}"
            yield Finding(path, line, column, message)
        run, after = 0, seal


def write(folder, package, tables):
    """Seal the rows as they are."""
    lines = (f"{table},{len(there)},{''.join(map(digest, there))}\n" for table, there in keys(package, tables).items())
    (Path(folder) / SEALED).write_text("".join(lines), encoding="utf-8")


def unpublished(folder, package, tables):
    """Findings that stand against sealing anew: identifiers that were published and neither stand nor are retired."""
    sealed, _ = read(folder)
    here, freed = keys(package, tables), retired(tables)
    for table in [*IDENTIFIERS, "retired"]:  # what was retired stays so
        path = Path(folder) / package["tables"][table]["path"]
        lines = {digest(key): (row.line, key) for row, key in zip(tables[table], here[table], strict=True)}
        yield from _lost(path, package, table, sealed.get(table, []), lines, freed)
