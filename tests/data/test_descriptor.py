"""The contract's shape: each thing spoilt in a small descriptor is one finding, in its place."""

import copy
import json

import pytest

from contested_ground.data.descriptor import faults, line_in

FIELD = {"name": "town_id", "type": "string", "description": "Key."}
COUNT = {"name": "count", "type": "integer", "description": "People.", "constraints": {"minimum": 0, "maximum": 9.5}}
KIND = {
    "name": "kind",
    "type": "string",
    "description": "Kind.",
    "constraints": {"enum": ["a", "b"], "pattern": "[ab]"},
}
REFERENCE = {"fields": ["town_id"], "reference": {"resource": "towns", "fields": ["town_id"]}}
TOWNS = {
    "name": "towns",
    "path": "towns.csv",
    "type": "table",
    "description": "Towns.",
    "schema": {
        "fields": [FIELD, COUNT, KIND],
        "missingValues": [""],
        "primaryKey": ["town_id"],
        "foreignKeys": [],
    },
}
ROADS = copy.deepcopy(TOWNS) | {"name": "roads", "path": "roads.csv"}
ROADS["schema"]["foreignKeys"] = [REFERENCE, {"fields": ["kind"], "reference": {"resource": "", "fields": ["kind"]}}]
SOUND = {"version": "1.0.0", "resources": [TOWNS, ROADS]}


def put(*path):
    """A descriptor with the last of `path` at the place that the others name, or without it where that is `...`."""
    package = copy.deepcopy(SOUND)
    *way, last, value = path
    at = package
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return package


ROAD = ("resources", 1)
SCHEMA = (*ROAD, "schema")
COLUMN = (*SCHEMA, "fields", 1)
LIMITS = (*COLUMN, "constraints")


def test_a_sound_descriptor_has_no_fault():
    assert list(faults(SOUND)) == []
    assert list(faults(put("resources", 0, "schema", "fields", [FIELD]))) == []  # a key of all that a table has


@pytest.mark.parametrize(
    ("package", "where", "says"),
    [
        ([], "resources", "no list of resources"),
        (put("version", ...), "version", "'None' is no version"),
        (put("version", "two"), "version", "'two' is no version"),
        (put("version", "0.1.0"), "version", "'0.1.0' is no version"),
        (put("version", "2.0"), "version", "'2.0' is no version"),
        (put(*ROAD, "encoding", "latin-1"), "roads.encoding", "'latin-1' is not utf-8"),
        (put(*ROAD, "dialect", {"delimiter": ";"}), "roads.dialect", "'dialect' is no resource property"),
        (put(*SCHEMA, "missingValues", ["", "exact"]), "roads.missingValues", 'is not [""]'),
        (put(*SCHEMA, "missingValues", None), "roads.missingValues", "'None' is not"),
        ({"resources": {}}, "resources", "no list of resources"),
        ({"resources": []}, "resources", "no list of resources"),
        (put(*ROAD, "towns"), "1.name", "is no name"),
        (put(*ROAD, "name", "towns"), "towns.name", "'towns' stands twice"),
        (put(*ROAD, "description", ""), "roads.description", "'description' is missing"),
        (put(*ROAD, "type", ...), "roads.type", "'type' is missing"),
        (put(*ROAD, "path", "../roads.csv"), "roads.path", "'../roads.csv' is no file name like roads.csv"),
        (put(*SCHEMA, "fields", []), "roads.fields", "no list of fields"),
        (put(*SCHEMA, "primarykey", []), "roads.primarykey", "'primarykey' is no schema property"),
        (put(*SCHEMA, "fields", 1, "count"), "roads.fields", "'count' is no field"),
        (put(*SCHEMA, "fields", 1, FIELD), "roads.town_id", "stands twice"),
        (put(*SCHEMA, "primaryKey", []), "roads.primaryKey", "'[]' is no list of this table's fields"),
        (put(*SCHEMA, "primaryKey", ["town"]), "roads.primaryKey", "'['town']' is no list"),
        (put(*SCHEMA, "primaryKey", "town_id"), "roads.primaryKey", "'town_id' is no list"),
        (put(*SCHEMA, "foreignKeys", ...), "roads.foreignKeys", "'None' is no list"),
        (put(*SCHEMA, "foreignKeys", ["towns"]), "roads.foreignKeys", "'towns' is no foreign key"),
        (
            put(*SCHEMA, "foreignKeys", 0, "fields", ["town"]),
            "roads.foreignKeys",
            "'town to towns.town_id' leads nowhere",
        ),
        (
            put(*SCHEMA, "foreignKeys", 0, "reference", "fields", ["x"]),
            "roads.foreignKeys",
            "to towns.x' leads nowhere",
        ),
        (put(*SCHEMA, "foreignKeys", 0, "reference", "resource", "x"), "roads.foreignKeys", "to x.town_id' leads"),
        (put(*SCHEMA, "foreignKeys", 0, "fields", []), "roads.foreignKeys", "leads nowhere"),
        (put(*SCHEMA, "foreignKeys", 0, "fields", ["town_id", "kind"]), "roads.foreignKeys", "leads nowhere"),
        (put(*COLUMN, "typ", "integer"), "roads.count.typ", "'typ' is no schema property"),
        (put(*COLUMN, "type", "numbr"), "roads.count.type", "'numbr' is no type"),
        (put(*COLUMN, "description", " "), "roads.count.description", "say what the column means"),
        (put(*COLUMN, "description", ...), "roads.count.description", "say what the column means"),
        (put(*COLUMN, "constraints", ["required"]), "roads.count.constraints", "is no object"),
        (put(*LIMITS, "minimal", 0), "roads.count.minimal", "'minimal' is no schema property"),
        (put(*LIMITS, "maximum", "9"), "roads.count.maximum", "'9' is no value of maximum"),
        (put(*LIMITS, "required", "true"), "roads.count.required", "'true' is no value of required"),
        (put(*LIMITS, "enum", []), "roads.count.enum", "'[]' is no value of enum"),
        (put(*LIMITS, "enum", ["a", "a"]), "roads.count.enum", "'a, a' names a value twice"),
        (put(*LIMITS, "pattern", "[a"), "roads.count.pattern", "'[a' is no regular expression"),
    ],
)
def test_a_fault_is_one_finding_in_its_place(package, where, says):
    ((at, message),) = faults(package)
    assert at == where
    assert says in message
    assert "; " in message


def test_a_finding_has_the_line_of_its_name():
    text = json.dumps(SOUND, indent=1)
    lines = text.splitlines()
    assert lines[line_in(text, "roads.count.type") - 1].strip() == '"name": "count",'
    assert line_in(text, "roads.count") > line_in(text, "roads.town_id") > line_in(text, "towns.kind")
    assert line_in(text, "nothing") == 1
