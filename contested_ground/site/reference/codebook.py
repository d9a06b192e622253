"""The codebook: what each table and column means, made from `data/datapackage.json` and the tables themselves."""

from contested_ground.data.tables import contract
from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    grouped,
    listed,
    quoted,
    records,
    table,
    tag,
    text,
    words,
)


def _rules(field, schema):
    """What a cell of the column may hold, in words."""
    constraints = field.get("constraints", {})
    keys = [
        f"leads to {key['reference']['resource']}"
        for key in schema["foreignKeys"]
        if key["fields"][0] == field["name"] and len(key["fields"]) == 1
    ]
    said = [
        "part of the key" if field["name"] in schema["primaryKey"] else "",
        "always filled" if constraints.get("required") else "",
        f"at least {constraints['minimum']:g}" if "minimum" in constraints else "",
        f"at most {constraints['maximum']:g}" if "maximum" in constraints else "",
        tag("form <code>{}</code>", constraints["pattern"]) if "pattern" in constraints else "",
        f"one of: {', '.join(constraints['enum'])}" if "enum" in constraints else "",
    ]
    return listed([*said, *keys], "; ")


def codebook(tables, package=None):
    """Each table with its columns: meaning, type, rules, and the share of its rows in which nothing is stated.

    ``package``: the descriptor, by default this clone's.
    """
    body, package = NOTHING, package or contract()
    for name, resource in package["tables"].items():
        rows, schema = tables[name], resource["schema"]

        def one(field, rows=rows, schema=schema):
            missing = 100 * rows[field["name"]].isna().mean() if len(rows) else 0.0
            cells = [
                tag("<code>{}</code>", field["name"]),
                text(field["description"]),
                field["type"],
                _rules(field, schema),
                (round(missing, 1), f"{missing:.0f} %"),
            ]
            return "", {}, cells

        caption = f"Columns of {name}.csv, {len(rows):,} rows, key {', '.join(schema['primaryKey'])}"
        columns = {"Column": 17, "Meaning": 29, "Type": 9, "Rule": 33, "Not stated": 12}
        listing = table("codebook", caption, columns, map(one, schema["fields"]))
        body += tag(
            '<section id="table-{}"><h2>{}</h2><p>{}</p>{}</section>',
            *(name.replace("_", "-"), words(name).capitalize(), resource["description"], listing),
        )
    return Shelf("tables", [body])


def headings(tables):
    """The printed headings of each count beside the group that the analysis puts them in."""

    def one(row):
        return "", {"group": row["group"]}, [
            quoted(row["category"]),
            text(row["group"]),
            words(row["match"]),
            words(row["basis"]),
            text(row["note"]),
        ]  # fmt: skip

    schemes = grouped(records(tables["categories"]), "scheme")
    columns = {"Printed heading": 24, "Group": 14, "Match": 10, "What was asked": 17, "Note": 35}
    tables_of = (table("headings", f"Headings of {name}", columns, map(one, schemes[name])) for name in schemes)
    return Shelf("printed headings", tables_of)


def composition(tables):
    """How many rows each table holds, and who speaks in those that have a voice."""
    voices = ["narrator", "attributed", "reported", "quoted"]

    def one(name):
        rows = tables[name]
        counts = rows["voice"].value_counts() if "voice" in rows else {}
        said = [(int(counts.get(voice, 0)), f"{counts.get(voice, 0):,}") if len(counts) else "" for voice in voices]
        return (
            "",
            {},
            [
                tag('<a href="codebook.html#table-{}">{}</a>', name.replace("_", "-"), words(name)),
                f"{len(rows):,}",
                *said,
            ],
        )

    columns = {"Table": 30, "Rows": 14} | {voice.capitalize(): 14 for voice in voices}
    body = table("composition", "Rows by table and voice", columns, map(one, tables))
    return Shelf("tables", [body])


def agreed(agreement):
    """The agreement of two readers as a table. ``agreement``: as :func:`agreement.table` gives it."""

    def one(row):
        share = "" if row["share"] is None else f"{row['share']:.1f} %"
        kappa = "" if row["kappa"] is None else f"{row['kappa']:.2f}"
        return "", {}, [text(row["measure"]), f"{row['compared']:,}", f"{row['agreed']:,}", share, kappa]

    columns = {"What": 40, "Compared": 15, "Agreed": 15, "Share": 15, "Cohen’s kappa": 15}
    body = table("agreement", "Two readers, coding blind of each other", columns, map(one, records(agreement)))
    return Shelf("measures of agreement", [body])
