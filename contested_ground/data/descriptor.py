"""The shape of the contract: what ``datapackage.json`` must have before a table can be read by it."""

import re

TYPES = ("string", "integer", "number", "boolean", "date")
RESOURCE = ("name", "path", "type", "description", "schema")
FORMAT = ("scheme", "format", "mediatype", "encoding")
SCHEMA = {"fields", "missingValues", "primaryKey", "foreignKeys"}
FIELD = {"name", "type", "description", "constraints", "trueValues", "falseValues"}
CONSTRAINTS = {"required": bool, "unique": bool, "enum": list, "pattern": str, "minimum": (int, float)}
CONSTRAINTS["maximum"] = CONSTRAINTS["minimum"]


def once(pairs):
    """A JSON object whose keys stand once; raises ValueError for one that stands twice."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"'{key}' stands twice in one object")
    return dict(pairs)


def no_number(name):
    """Raise ValueError for NaN and the like, which are no JSON."""
    raise ValueError(f"'{name}' is no number of JSON")


def faults(package):
    """What is wrong with a descriptor, as (where, message): ``claims.low``, ``'numbr' is no type; …``.

    ``package``: the parsed JSON. Gives nothing when every table can be read by it: each resource has a name, a path
    of a file in the folder, fields with known types, a primary key of its own fields, and foreign keys that lead to
    fields of a resource.
    """
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list) or not package["resources"]:
        yield "resources", "'' is no list of resources; put the tables back (git restore)"
        return
    if not re.fullmatch(r"[1-9]\d*\.\d+\.\d+", str(package.get("version"))):
        yield "version", f"'{package.get('version')}' is no version; write three numbers, as 2.0.0"
    sound = {}
    for number, resource in enumerate(package["resources"]):
        name = resource.get("name") if isinstance(resource, dict) else None
        wrong = list(_resource(name, resource)) if isinstance(name, str) else [("name", "'' is no name; give it one")]
        yield from ((f"{name or number}.{where}", message) for where, message in wrong)
        if isinstance(name, str) and name in sound:
            yield f"{name}.name", f"'{name}' stands twice; keep one resource of that name"
        if not wrong:
            sound[name] = {field["name"] for field in resource["schema"]["fields"]}
    for resource in package["resources"]:
        if isinstance(resource, dict) and resource.get("name") in sound:
            yield from _keys(resource, sound)


def _resource(name, resource):
    for key in RESOURCE:
        if not resource.get(key):
            yield key, f"'{key}' is missing; a resource has {', '.join(RESOURCE)}"
    schema = resource.get("schema")
    if not isinstance(resource.get("path"), str) or not re.fullmatch(r"[a-z_]+\.csv", resource["path"]):
        yield "path", f"'{resource.get('path')}' is no file name like {name}.csv; correct it"
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or not schema["fields"]:
        yield "fields", "'' is no list of fields; put them back (git restore)"
        return
    if schema.get("missingValues") != [""]:
        yield "missingValues", f"'{schema.get('missingValues')}' is not [\"\"]; only an empty cell is not stated"
    if resource.get("encoding", "utf-8") != "utf-8":
        yield "encoding", f"'{resource['encoding']}' is not utf-8; correct it"
    for odd in sorted(set(resource) - {*RESOURCE, *FORMAT}):
        yield odd, f"'{odd}' is no resource property here; use {', '.join([*RESOURCE, *FORMAT])}"
    for odd in sorted(set(schema) - SCHEMA):
        yield odd, f"'{odd}' is no schema property here; use {', '.join(sorted(SCHEMA))}"
    names = []
    for field in schema["fields"]:
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            yield "fields", f"'{str(field)[:60]}' is no field with a name; correct it"
            continue
        names.append(field["name"])
        yield from ((f"{field['name']}{where}", message) for where, message in _field(field))
    for twice in sorted({column for column in names if names.count(column) > 1}):
        yield twice, f"'{twice}' is a field that stands twice; keep one"
    key = schema.get("primaryKey")
    if not isinstance(key, list) or not key or not set(map(str, key)) <= set(names):
        yield "primaryKey", f"'{key}' is no list of this table's fields; put the primary key back"
    if not isinstance(schema.get("foreignKeys"), list):
        yield "foreignKeys", f"'{str(schema.get('foreignKeys'))[:60]}' is no list; put the foreign keys back"


def _field(field):
    for odd in sorted(set(field) - FIELD):
        yield f".{odd}", f"'{odd}' is no schema property here; use {', '.join(sorted(FIELD))}"
    if field.get("type") not in TYPES:
        yield ".type", f"'{field.get('type')}' is no type; write one of {', '.join(TYPES)}"
    if not isinstance(field.get("description"), str) or not field["description"].strip():
        yield ".description", "'' is empty; say what the column means"
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield ".constraints", f"'{constraints}' is no object; correct it"
        return
    for odd, value in constraints.items():
        if odd not in CONSTRAINTS:
            yield f".{odd}", f"'{odd}' is no schema property here; use {', '.join(sorted(CONSTRAINTS))}"
        elif not isinstance(value, CONSTRAINTS[odd]) or value in ([], ""):
            yield f".{odd}", f"'{value}' is no value of {odd}; correct it"
        elif odd == "enum" and len(set(map(str, value))) < len(value):
            yield f".{odd}", f"'{', '.join(map(str, value))}' names a value twice; name each once"
        elif odd == "pattern":
            try:
                re.compile(value)
            except re.error as error:
                yield f".{odd}", f"'{value}' is no regular expression ({error}); correct it"


def _keys(resource, sound):
    for key in resource["schema"]["foreignKeys"]:
        try:
            fields, (other, there) = key["fields"], (key["reference"]["resource"], key["reference"]["fields"])
            own = set(fields) <= sound[resource["name"]] and len(fields) == len(there) > 0
        except (KeyError, TypeError):
            yield f"{resource['name']}.foreignKeys", f"'{str(key)[:80]}' is no foreign key; correct it"
            continue
        if not own or not set(there) <= sound.get(other or resource["name"], set()):
            value = f"{','.join(map(str, fields))} to {other}.{','.join(map(str, there))}"
            yield f"{resource['name']}.foreignKeys", f"'{value}' leads nowhere; name fields that there are"


def line_in(text, where):
    """The line of a descriptor on which what ``table.field`` names begins, by the names alone; 1 when there is none."""
    names, at = where.split("."), 0
    for name in names[:2]:
        at = max(at, text.find(f'"name": "{name}"', at))
    return text.count("\n", 0, at) + 1
