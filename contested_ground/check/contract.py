"""What the contract must keep: ``contract.txt`` beside this module, one line for each table, key and column.

The list is written by hand, or by ``python -m contested_ground.check.contract`` after a change that is meant: nothing
that renews seals touches it, so what is dropped from ``datapackage.json``, or added to it, is found.
"""

import sys
from pathlib import Path

from contested_ground.data.descriptor import line_in
from contested_ground.data.tables import DATA, Finding, contract

KEPT = Path(__file__).with_name("contract.txt")


def lines(package):
    """The contract as facts, each one line: ``claims.point number minimum=0``."""
    about = {key: [package.get(key)] for key in ("$schema", "name", "title")}
    for key in ("licenses", "sources"):
        about[key] = [value for entry in package.get(key, ()) for value in entry.values()]
    for key, values in about.items():
        for value in values:
            yield f"package {key}={str(value).replace(' ', '_')}"
    for name, resource in package["tables"].items():
        schema = resource["schema"]
        yield f"{name} primaryKey={','.join(schema['primaryKey'])}"
        for key in schema["foreignKeys"]:
            there = key["reference"]
            yield f"{name} {','.join(key['fields'])}->{there['resource'] or name}.{','.join(there['fields'])}"
        for field in schema["fields"]:
            constraints = field.get("constraints", {})
            yield f"{name}.{field['name']} type={field['type']}"
            for key, value in constraints.items():
                for part in value if key == "enum" else [value]:
                    yield f"{name}.{field['name']} {key}={str(part).replace(' ', '_')}"


def findings(folder, package):
    """What ``contract.txt`` lists and the descriptor no longer says; where that is nothing, what it says anew."""
    path = Path(folder) / "datapackage.json"
    there, text, lost, listed = set(lines(package)), "", set(), set()
    for kept in KEPT.read_text(encoding="utf-8").splitlines():
        facts = kept.split(" ")
        table = facts[0].partition(".")[0]
        listed |= {f"{facts[0]} {fact}" for fact in facts[1:]}
        if table != "package" and table not in package["tables"]:
            if table not in lost:
                yield Finding(path, 1, table, f"'{table}' is gone from the contract; put the table back (git restore)")
            lost.add(table)
            continue
        for fact in facts[1:]:
            if f"{facts[0]} {fact}" not in there:
                text = text or path.read_text(encoding="utf-8")
                message = f"'{fact}' is gone from the contract; put it back, or take it out of check/contract.txt"
                yield Finding(path, line_in(text, facts[0]), facts[0], message)
    if (added := sorted(there - listed)) and not text and not lost:
        where, _, fact = added[0].partition(" ")
        many = f" (and {len(added) - 1} more)" if len(added) > 1 else ""
        message = f"'{fact}' is new in the contract{many}; if it is meant, python -m contested_ground.check.contract"
        yield Finding(path, line_in(path.read_text(encoding="utf-8"), where), where, message)


def write(package):
    """Write the list anew: facts of one table or column on one line."""
    kept = {}
    for line in lines(package):
        where, _, fact = line.partition(" ")
        kept.setdefault(where, []).append(fact)
    KEPT.write_text("".join(f"{where} {' '.join(facts)}\n" for where, facts in kept.items()), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(write(contract(DATA)))
