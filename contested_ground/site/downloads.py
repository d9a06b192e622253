"""The data to take away: the tables in four formats, their descriptions, and one zip of it all.

The site build writes the files to `downloads/`. Their bytes follow from the data alone: no clock, no machine.
"""

import hashlib
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from contested_ground.data import citing, formulas
from contested_ground.data.tables import DATA, contract, load
from contested_ground.site import metadata
from contested_ground.site.reference.html import Shelf, facts, table, tag, text

ZIP = "contested-ground-data.zip"
SQLITE = "contested-ground.sqlite"
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
MACHINES = ((24, 4), (92, 8))  # where a SQLite file counts its changes and names the library that made them
WHOLE = {  # the files that hold more than a table: (media type, what it is)
    ZIP: ("application/zip", "The data package: every table as CSV, its description, licence, citation and checksums"),
    SQLITE: ("application/vnd.sqlite3", "Every table in one SQLite database, with its keys"),
    "datapackage.json": ("application/json", "The description of the tables (Data Package v2)"),
    "croissant.json": ("application/ld+json", "The description of the tables (Croissant 1.0)"),
    "places.lpf.json": ("application/geo+json", "The gazetteer (Linked Places Format)"),
    "references.bib": ("text/x-bibtex", "The bibliography (BibTeX); its keys are the sources’ identifiers"),
    "CITATION.cff": ("text/yaml", "How to cite, for programs"),
    "LICENSE.txt": ("text/plain", "The licence"),
}


def media(package):
    """Every download as (name, media type), in order."""
    tables = [resource["name"] for resource in package["resources"]]
    csvs = [(f"{name}.csv", "text/csv") for name in tables]
    parquets = [(f"{name}.parquet", "application/vnd.apache.parquet") for name in tables]
    return [*((name, kind) for name, (kind, _) in WHOLE.items()), *csvs, *parquets]


def files(folder=DATA, tables=None):
    """Every download of a data folder, beside which references.bib lies, as (name, bytes), made one after another.

    ``tables``: what :func:`tables.load` gave for the folder, if at hand.
    """
    folder, package = Path(folder), contract(folder)
    tables = load(folder) if tables is None else tables
    made = {
        resource["path"]: formulas.disarmed((folder / resource["path"]).read_bytes().decode()).encode()
        for resource in package["resources"]
    }
    made["datapackage.json"] = (folder / "datapackage.json").read_bytes()
    made["references.bib"] = (folder.parent / "references.bib").read_bytes()
    made["CITATION.cff"] = metadata.citation_cff(package).encode()
    made["LICENSE.txt"] = metadata.licence(package).encode()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    listing = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    yield from made.items()
    yield ZIP, zip_of(made | {"SHA256SUMS": listing.encode()})
    del made  # as large as all tables
    yield "croissant.json", metadata.as_json(metadata.croissant(package, sums)).encode()
    yield "places.lpf.json", metadata.as_json(metadata.linked_places(tables, package)).encode()
    for name in package["tables"]:
        yield f"{name}.parquet", parquet(tables[name], package["tables"][name])
    yield SQLITE, sqlite(tables, package)


def zip_of(contents):
    """A zip of ``{name: bytes}``, the same bytes each time."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, DAY_ONE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def _columns(resource):
    return [field["name"] for field in resource["schema"]["fields"]]


def parquet(rows, resource):
    """A table's columns, as the contract types them, as a Parquet file's bytes."""
    import pyarrow as pa  # slow to import, and needed only here
    from pyarrow import parquet as writer

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    kinds |= {"date": pa.date32()}
    schema = pa.schema([(field["name"], kinds[field["type"]]) for field in resource["schema"]["fields"]])
    columns = {name: rows[name].astype(object).where(rows[name].notna(), None) for name in _columns(resource)}
    target = BytesIO()
    writer.write_table(pa.table(columns, schema=schema), target, compression="zstd")
    return target.getvalue()


def sqlite(tables, package):
    """All tables in one SQLite database with the contract's types and keys, as bytes."""
    with tempfile.TemporaryDirectory() as folder:  # one in memory would be copied twice on its way to bytes
        path = Path(folder) / SQLITE
        with closing(sqlite3.connect(path)) as base:
            _fill(base, tables, package)
        with path.open("r+b") as file:
            for place, length in MACHINES:
                file.seek(place)
                file.write(bytes(length))
        return path.read_bytes()


def _fill(base, tables, package):
    kinds = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
    base.execute("PRAGMA synchronous = off")  # a file that a crash may spoil is made anew
    for name, resource in package["tables"].items():
        schema = resource["schema"]
        lines = [f'"{field["name"]}" {kinds[field["type"]]}' for field in schema["fields"]]
        lines.append(f"PRIMARY KEY ({_names(schema['primaryKey'])})")
        for key in schema["foreignKeys"]:
            target = key["reference"]
            lines.append(
                f"FOREIGN KEY ({_names(key['fields'])}) "
                f'REFERENCES "{target["resource"] or name}" ({_names(target["fields"])})'
            )
        base.execute(f'CREATE TABLE "{name}" ({", ".join(lines)})')
        columns = tables[name][_columns(resource)]
        cells = columns.astype(object).where(columns.notna(), None)
        rows = ([_plain(cell) for cell in row] for row in cells.itertuples(index=False, name=None))
        base.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(cells.columns))})', rows)
    base.commit()


def _names(columns):
    """Names of columns for SQL, which has words of its own, `table` among them."""
    return ", ".join(f'"{column}"' for column in columns)


def _plain(value):
    """A cell as SQLite stores it: days as text, whole numbers and truth values as integers."""
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return int(value) if isinstance(value, bool) or hasattr(value, "__index__") else value


def listing(tables, package=None):
    """The downloads as a table: what each file is; the site adds its size. ``package``: by default this clone's."""
    package = package or contract()

    def file(name):
        return tag('<a href="../downloads/{0}" download>{0}</a> <!--size {0}-->', name)

    whole = [("", {}, [file(name), text(what)]) for name, (_, what) in WHOLE.items()]
    single = [
        (
            "",
            {},
            [file(f"{name}.csv"), file(f"{name}.parquet"), f"{len(tables[name]):,}", text(resource["description"])],
        )
        for name, resource in package["tables"].items()
    ]
    body = table("files", "The whole data set", {"File": 40, "What it is": 60}, whole)
    body += table("tables", "Single tables", {"CSV": 24, "Parquet": 28, "Rows": 8, "What it holds": 40}, single)
    return Shelf("files", [body])


def how_to_cite():
    """The book's citation, as a line and as BibTeX."""
    body = facts([("In a text", text(citing.cite()))])
    return Shelf("citations", [tag("{}<pre tabindex='0'>{}</pre>", body, citing.bibtex())])
