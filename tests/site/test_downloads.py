"""The downloads and the metadata: sound by their own validators, the same bytes each time, and at one with the data."""

import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile

import mlcroissant
import pandas as pd
import pytest
from frictionless import Package
from lxml import html
from pyarrow import parquet

import contested_ground
from contested_ground import build
from contested_ground.charts import figure, frame
from contested_ground.data import citing
from contested_ground.data.tables import DATA, contract, shared
from contested_ground.site import downloads, metadata

PUBLISHED = {"homepage": "https://book.test/", "id": "https://doi.org/10.1234/x"}  # as it would be set one day


@pytest.fixture(scope="module")
def files():
    return dict(downloads.files(DATA, shared()))


@pytest.fixture(scope="module")
def folder(files, tmp_path_factory):
    """The downloads as files."""
    target = tmp_path_factory.mktemp("downloads")
    for name, content in files.items():
        (target / name).write_bytes(content)
    return target


def test_load_is_at_the_front():
    assert contested_ground.load().keys() == shared().keys()
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        contested_ground.lode  # noqa: B018


def test_every_listed_file_is_made(files):
    assert {name for name, _ in downloads.media(contract())} == set(files)
    assert all(files.values())
    assert files[downloads.SQLITE][24:28] + files[downloads.SQLITE][92:100] == bytes(12)  # no library is named
    shown = html.fromstring(downloads.listing(shared()).html)
    assert {link.rpartition("/")[2] for link in shown.xpath("//a[@download]/@href")} == set(files)


def test_bytes_follow_from_the_data_alone(files):
    """Made again by another process, with another hash seed and time zone."""
    script = (
        "import hashlib, json; from contested_ground.site import downloads;"
        "print(json.dumps({name: hashlib.sha256(it).hexdigest() for name, it in downloads.files()}))"
    )
    env = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PATH": "/usr/bin:/bin"}
    again = json.loads(subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True).stdout)
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == again


def test_the_bibliography_has_the_sources(files):
    keys = re.findall(r"^@\w+\{([^,\s]+),", files["references.bib"].decode(), re.MULTILINE)
    assert sorted(keys) == sorted(shared().sources["source_id"])


def test_the_zip_is_a_sound_data_package(folder):
    report = Package(str(folder / downloads.ZIP)).validate()
    assert report.valid, report.to_summary()
    assert {task.name for task in report.tasks} == set(contract()["tables"])


def test_the_zip_proves_its_contents(folder):
    with zipfile.ZipFile(folder / downloads.ZIP) as archive:
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
        assert sums == {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "SHA256SUMS"
        }
        assert {"CITATION.cff", "LICENSE.txt", "datapackage.json", "references.bib"} < set(sums)
        assert contract()["licenses"][0]["path"] in archive.read("LICENSE.txt").decode()


@pytest.mark.parametrize("name", contract()["tables"])
def test_sqlite_and_parquet_hold_the_csv(name, files, folder):
    written = pd.read_csv(io.BytesIO(files[f"{name}.csv"]), dtype=str, keep_default_na=False)
    base = sqlite3.connect(folder / downloads.SQLITE)
    stored = pd.DataFrame(base.execute(f"SELECT * FROM {name}").fetchall(), columns=written.columns)
    packed = pd.read_parquet(folder / f"{name}.parquet")
    assert parquet.read_metadata(folder / f"{name}.parquet").row_group(0).column(0).compression == "ZSTD"
    assert list(packed.columns) == list(written.columns)
    kinds = {field["name"]: field["type"] for field in contract()["tables"][name]["schema"]["fields"]}
    for column in written:
        for copy in (stored, packed):
            assert [as_written(value, kinds[column]) for value in copy[column]] == [
                as_written(value or None, kinds[column]) for value in written[column]
            ]


def as_written(value, kind):
    """A cell of any copy in one form: numbers as floats, truth values as 0 and 1, the rest as text."""
    if value is None or value != value:
        return None
    if kind == "boolean":
        return {"true": 1, "false": 0}.get(value, value) == 1
    return float(value) if kind in ("integer", "number") else str(value)


def test_sqlite_keeps_the_keys(folder):
    base = sqlite3.connect(folder / downloads.SQLITE)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA foreign_key_list(claims)").fetchall()
    killed = "SELECT count(*) FROM claims JOIN questions USING (question_id) WHERE measure = 'killed'"
    merged = shared().claims.merge(shared().questions, on="question_id")
    assert base.execute(killed).fetchone()[0] == (merged["measure"] == "killed").sum()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # a matter between rdflib and itself
def test_croissant_is_sound_and_reads_the_rows(folder):
    dataset = mlcroissant.Dataset(folder / "croissant.json")
    assert dataset.metadata.issues.errors == set()
    for name in ("events", "claims", "population"):
        assert sum(1 for _ in dataset.records(name)) == len(shared()[name])
    first = next(iter(dataset.records("sources")))
    assert first["sources/source_id"].decode() == shared().sources["source_id"].iloc[0]


@pytest.mark.parametrize("more", [{}, PUBLISHED])
def test_the_citation_file_is_sound(more, tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text(metadata.citation_cff(contract() | more), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_citation_file_is_current():
    stored = (build.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert stored == metadata.citation_cff(contract()), "run python -m contested_ground.site.metadata"


def test_citations_name_the_address_once_it_is_known():
    plain, public = citing.cite("part ‘x’"), citing.cite("part ‘x’", contract() | PUBLISHED)
    assert plain.startswith(f"{citing.CREATOR}, {contract()['title']}")
    assert plain.endswith("part ‘x’. CC BY-SA 4.0.")
    assert "http" not in plain
    assert "https://doi.org/10.1234/x, https://book.test/" in public
    assert "doi = {{10.1234/x}}" in citing.bibtex(contract() | PUBLISHED)
    assert "doi" not in citing.bibtex(contract())


def test_figures_are_cited_in_the_same_way():
    shown = figure.figure(
        id="a", title="Title", subtitle="s", note="n", alt="alt", data=pd.DataFrame({"x": [1]}), height=(60, 60)
    )(lambda ax: ax.plot([1]))
    assert citing.cite("figure ‘Title’ (a)") in html.fromstring(frame.html(shown)).text_content()


def test_schema_org_describes_the_data_set():
    plain, public = (
        metadata.schema_org(contract()),
        metadata.schema_org(contract() | PUBLISHED, [("a.csv", "text/csv")]),
    )
    assert {"@context", "@type", "name", "description", "license", "creator", "keywords", "version"} <= plain.keys()
    assert 50 <= len(plain["description"]) <= 5000  # what search engines accept
    assert not {"url", "distribution", "identifier"} & plain.keys()
    assert public["distribution"][0]["contentUrl"] == "https://book.test/downloads/a.csv"
    assert public["identifier"] == PUBLISHED["id"]


def test_linked_places_hold_the_gazetteer(files):
    """What Linked Places 1.3 asks of each feature."""
    collection = json.loads(files["places.lpf.json"])
    assert collection["type"] == "FeatureCollection"
    assert "linkedplaces-context" in collection["@context"]
    features = {feature["@id"]: feature for feature in collection["features"]}
    assert set(features) == {f"#{key}" for key in shared().places["place_id"]}
    located = 0
    for feature in features.values():
        assert feature["type"] == "Feature"
        assert feature["properties"]["title"]
        assert set(feature["properties"]["fclasses"]) <= set("AHLPRST")
        assert all(name["toponym"] and name["lang"] for name in feature["names"])
        assert all(int(t["start"]["in"]) <= int(t["end"]["in"]) for t in feature["when"]["timespans"])
        assert all(relation["relationTo"] in features for relation in feature.get("relations", ()))
        assert all(about["lang"] == "en" and about["value"] for about in feature.get("descriptions", ()))
        assert all(link["identifier"].removeprefix("gn:").isdigit() for link in feature.get("links", ()))
        if feature["geometry"]["type"] == "Point":
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            located += 1
    assert located == shared().places["lat"].notna().sum()
    named = shared().names.dropna(subset=["place_id"])
    toponyms = {(f"#{row.place_id}", row.name) for row in named[["place_id", "name"]].itertuples(index=False)}
    assert toponyms <= {(key, name["toponym"]) for key, feature in features.items() for name in feature["names"]}


def test_every_kind_of_place_has_a_class():
    kinds = [kind for kinds in metadata.FEATURE_CLASSES.values() for kind in kinds]
    assert sorted(kinds) == sorted(shared().places["kind"].cat.categories)


def test_the_site_offers_them(site, files):
    offered = {path.name: path.read_bytes() for path in (site / "downloads").iterdir()}
    assert offered == files
    for page in ("notebooks/00_cover.html", "reference/downloads.html"):
        document = html.parse(str(site / page)).getroot()
        about = json.loads(document.xpath("string(head/script[@type='application/ld+json'])"))
        assert about["@type"] == "Dataset"
        assert about["name"] == contract()["title"]
    sizes = document.xpath("//article//td[1]/text() | //article//th[@scope='row']/text()")
    assert any("KB" in text for text in sizes)


def test_croissant_names_its_terms_by_their_own_names():
    for term, meaning in metadata.CROISSANT.items():
        name = meaning["@id"] if isinstance(meaning, dict) else meaning
        if name.startswith("cr:"):
            assert name == f"cr:{term}"
