"""The sources in references.bib, which lies beside the data: each has one entry there that says what its row says."""

import re
from pathlib import Path

from contested_ground.data.tables import Finding

NAME = "references.bib"
ENTRY = re.compile(r"^@\w+\{([^,\s]+),\n(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^\s*(\w+)\s*=\s*\{+(.*?)\}+,?$", re.MULTILINE)


def _bare(text):
    return re.sub(r"[{}\\]", "", text)


def findings(folder, tables):
    """Findings on references.bib and on sources that differ from it; none where the file is not there."""
    path = Path(folder).parent / NAME
    if not path.exists():
        return
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        yield Finding(path, line, "", f"byte 0x{error.object[error.start]:02x} is not UTF-8; save the file as UTF-8")
        return
    rows = {row.cells["source_id"]: row for row in tables.get("sources", ())}
    seen, heads = {}, len(re.findall(r"^@", text, re.MULTILINE))
    for entry in ENTRY.finditer(text):
        key, line = entry[1], text[: entry.start()].count("\n") + 1
        if key in seen:
            yield Finding(path, line, "", f"'{key}' has two entries; keep one")
        elif key not in rows:
            yield Finding(path, line, "", f"'{key}' is no source; remove the entry, or add the row")
        seen[key] = dict(FIELD.findall(entry[2]))
    if len(list(ENTRY.finditer(text))) != heads:
        yield Finding(path, 1, "", f"'{heads}' entries begin and not all end; close each with a line of its own brace")
    for key, row in rows.items():
        where = Path(folder) / "sources.csv", row.line
        if key not in seen:
            yield Finding(*where, "source_id", f"'{key}' has no entry in {NAME}; add it there under this key")
            continue
        for column, field in (("title", "title"), ("year", "year"), ("url", "url"), ("language", "language")):
            mine, its = row.cells[column], _bare(seen[key].get(field, ""))
            if mine and its and mine != its:
                yield Finding(*where, column, f"'{mine}' is '{its}' in {NAME}; correct one")
