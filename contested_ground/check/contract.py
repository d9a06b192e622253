"""What the contract must keep: ``contract.txt`` beside this module, one line for each table, key and column.

The list is written by hand, or by ``python -m contested_ground.check.contract`` after a change that is meant: nothing
that renews seals touches it, so what is dropped from ``datapackage.json`` is found. Of what is added it says nothing.
"""

import sys
from pathlib import Path

from contested_ground.data.descriptor import line_in
from contested_ground.data.tables import DATA, Finding, contract

KEPT = Path(__file__).with_name("contract.txt")


def lines(package):
    """The contract as facts, each one line: ``claims.point number minimum=0``."""
    for licence in package.get("licenses", ()):
        yield f"licence {licence.get('name')}"
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
    """What ``contract.txt`` lists and the descriptor no longer says."""
    path = Path(folder) / "datapackage.json"
    there, text, lost = set(lines(package)), None, set()
    for kept in KEPT.read_text(encoding="utf-8").splitlines():
        facts = kept.split(" ")
        table = facts[0].partition(".")[0]
        if facts[0] != "licence" and table not in package["tables"]:
            if table not in lost:
                yield Finding(path, 1, table, f"'{table}' is gone from the contract; put the table back (git restore)")
            lost.add(table)
            continue
        for fact in facts[1:]:
            if f"{facts[0]} {fact}" not in there:
                text = text or path.read_text(encoding="utf-8")
                message = f"'{fact}' is gone from the contract; put it back, or take it out of check/contract.txt"
                yield Finding(path, line_in(text, facts[0]), facts[0], message)


def write(package):
    """Write the list anew: facts of one table or column on one line."""
    kept = {}
    for line in lines(package):
        where, _, fact = line.partition(" ")
        kept.setdefault(where, []).append(fact)
    KEPT.write_text("".join(f"{where} {' '.join(facts)}\n" for where, facts in kept.items()), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(write(contract(DATA)))
