"""Is the data sound? ``python -m contested_ground.check [DATA_DIR] [--article FILE] [--texts FOLDER]``

Prints one line for each finding, ``data/claims.csv:17: high: '12.000' is not a number; write digits only, 12000``, then
a count, and exits 1 when there was any. Files and lines come first (:func:`.lines.read_rows`), then
types, enumerations and keys (by ``datapackage.json``, mostly frictionless), then what a table schema cannot say
(:mod:`contested_ground.check.rules`). With ``--article`` and ``--texts`` the quotes are compared with
the article and with further texts, and sealed.
"""

import argparse
import os
import sys
from pathlib import Path

from contested_ground.check import bibliography, keys, ledger, rolls, rules, seals
from contested_ground.check import contract as kept
from contested_ground.data.lines import DataError, Finding, read_rows, str_finding
from contested_ground.data.tables import DATA, NUMBER_HELP, contract

LEDGERS = {
    "datapackage.json",
    keys.SEALED,
    seals.SEALS,
    seals.TEXTS,
    ledger.WORDS,
    rolls.ROLLS,
}  # what data/ holds beside its tables
KINDS = {
    **NUMBER_HELP,
    "date": "a day; write it as 1921-07-05",
    "boolean": "true or false; write one of the two",
}


def check(folder=DATA, article=None, texts=None, only=None):
    """All findings on a data folder, sorted by file and line; with the article's text file, also its quotes.

    `only`: the one table that changed since the folder was sound, whose types and keys alone are looked at.
    """
    folder = Path(folder)
    try:
        package = contract(folder)
    except DataError as error:
        return error.findings
    if findings := list(kept.findings(folder, package)):
        return findings
    tables = {}
    for name, resource in package["tables"].items():
        columns = [field["name"] for field in resource["schema"]["fields"]]
        tables[name], faults = read_rows(folder / resource["path"], columns)
        findings += faults
    broken = {str(finding.file) for finding in findings}
    lost = keys.findings(folder, package, tables, broken)
    unsound = broken | {str(finding.file) for finding in lost}
    sound = {name for name, resource in package["tables"].items() if str(folder / resource["path"]) not in unsound}
    looked_at = sound & {only} if only else sound
    findings += _schema(folder, package, looked_at)
    findings += _nowhere(folder, package, {name: tables[name] for name in sound}, looked_at)
    findings += _unlisted(folder, package)
    findings += bibliography.findings(folder, tables)
    findings += lost
    if not broken and not lost:  # of tables that are not whole, the rest would find fault with all that leads to them
        findings += rules.findings(folder, package, tables)
        findings += seals.findings(folder, tables, article, texts)
    return sorted(set(findings), key=lambda finding: (str(finding.file), finding.line, finding.column))


def _unlisted(folder, package):
    """Whatever lies in the data folder and is neither a table nor a ledger: copies, other formats, other folders."""
    known = LEDGERS | {resource["path"] for resource in package["tables"].values()}
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            message = f"'{path.name}' is not in datapackage.json; describe it there or remove it"
            yield Finding(path, 1, "", message)


def _nowhere(folder, package, tables, looked_at):
    """Foreign keys that lead to no row. (frictionless would read a table anew for each key that leads to it.)"""
    for name in looked_at:
        for key in package["tables"][name]["schema"]["foreignKeys"]:
            fields, other = key["fields"], key["reference"]["resource"] or name
            if other not in tables:  # which is broken, and says so itself
                continue
            there = {tuple(row.cells[field] for field in key["reference"]["fields"]) for row in tables[other]}
            for row in tables[name]:
                value = tuple(row.cells[field] for field in fields)
                if any(value) and value not in there:
                    message = f"'{','.join(value)}' is not in {other}; add it there or correct it"
                    yield Finding(folder / package["tables"][name]["path"], row.line, ",".join(fields), message)


def _schema(folder, package, looked_at):
    """What frictionless finds in the files that can be read, in our words: types, constraints and primary keys."""
    # jsonschema, if it can, builds a grammar for internationalised addresses, which takes longer than all the rest
    sys.modules.setdefault("rfc3987_syntax", None)
    from frictionless import Resource  # slow to import, and needed only here

    for name in looked_at:
        resource = package["tables"][name]
        schema = resource["schema"]
        alone = resource | {"schema": schema | {"foreignKeys": []}}
        report = Resource.from_descriptor(alone, basepath=str(folder)).validate(limit_errors=100_000)
        fields = {field["name"]: field for field in schema["fields"]}
        for error in [error for task in report.tasks for error in task.errors]:
            yield _worded(folder / package["tables"][name]["path"], schema, fields, error.to_dict())


def _worded(path, schema, fields, error):
    line, column, cell = error.get("rowNumber", 1), error.get("fieldName", ""), error.get("cell", "")
    field = fields.get(column, {})
    constraints = field.get("constraints", {})
    match error["type"]:
        case "type-error":
            message = f"'{cell}' is not {KINDS[field['type']]}"
        case "constraint-error" if '"required"' in error["note"]:
            message = f"'' is empty; fill it: {field['description']}"
        case "constraint-error" if '"enum"' in error["note"]:
            message = f"'{cell}' is not in the list; write one of {', '.join(constraints['enum'])}"
        case "constraint-error" if '"pattern"' in error["note"]:
            message = f"'{cell}' has not the form {constraints['pattern']}; {field['description']}"
        case "constraint-error":
            bounds = f"{constraints.get('minimum', '…')} to {constraints.get('maximum', '…')}"
            message = f"'{cell}' is out of bounds; it must lie within {bounds}"
        case "primary-key":
            column = ",".join(schema["primaryKey"])
            names = list(fields)
            value = ",".join(error["cells"][names.index(name)] for name in schema["primaryKey"])
            message = f"'{value}' is a key that stands twice ({error['note']}); give each row its own"
        case _:
            message = f"'{cell}': {error['note']}; mend the cell or the contract"
    return Finding(path, line, column, message)


def sealed_anew(folder, findings):
    """Seal all rows when nothing but seals of rows stands against it; gives the findings that are left."""
    try:
        package = contract(folder)
    except DataError as error:
        return error.findings
    columns = {name: [f["name"] for f in r["schema"]["fields"]] for name, r in package["tables"].items()}
    tables = {name: read_rows(Path(folder) / r["path"], columns[name])[0] for name, r in package["tables"].items()}
    gone = list(keys.unpublished(folder, package, tables))
    lost = [finding for finding in keys.findings(folder, package, tables) if finding in findings]
    idle = [finding for finding in findings if finding.file.name == seals.SEALS and "no cell" in finding.message]
    if gone or set(findings) - {*lost, *idle}:
        return gone + [finding for finding in findings if finding not in {*lost, *idle}]
    keys.write(folder, package, tables)
    seals.trim(folder, tables)
    return check(folder) if lost else []


def main(arguments=None):
    """Command line: prints the findings and a count; the exit status says whether there was any."""
    parser = argparse.ArgumentParser(prog="python -m contested_ground.check", description="Is the data sound?")
    parser.add_argument("folder", nargs="?", default=DATA, type=Path, help="the data folder (default: data)")
    parser.add_argument("--seal", action="store_true", help="seal the keys of all rows as they are")
    parser.add_argument("--article", type=Path, help="the article's text: prove each quote and seal it")
    parser.add_argument(
        "--texts", type=Path, help="a folder with further texts, named in texts.json: the same for them"
    )
    options = parser.parse_args(arguments)
    if options.article and not options.article.is_file():
        parser.error(f"{options.article} is not there; name the article's text file")
    if options.texts and not options.texts.is_dir():
        parser.error(f"{options.texts} is not there; name the folder of the texts")
    findings = check(options.folder, options.article, options.texts)
    if options.seal:
        findings = sealed_anew(options.folder, findings)
    for finding in findings:
        print(str_finding(finding._replace(file=os.path.relpath(finding.file))))
    print(f"{len(findings)} finding{'s' * (len(findings) != 1)}")
    return 1 if findings else 0
