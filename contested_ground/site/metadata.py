"""The data package described for others: CITATION.cff, schema.org, Croissant and Linked Places.

All of it is made from `data/datapackage.json` and the tables. `python -m contested_ground.site.metadata` writes
`CITATION.cff`, which a test compares with what this gives.
"""

import json
import sys
from pathlib import Path

import yaml

from contested_ground.analysis.control import MONTHS
from contested_ground.data import citing
from contested_ground.data.tables import DATA, contract
from contested_ground.site.reference.html import grouped, records

TYPES = {  # of the contract, in schema.org's words
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "string": "sc:Text",
}
CROISSANT = {  # the context that Croissant 1.0 prescribes
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
FEATURE_CLASSES = {  # GeoNames' classes, as Linked Places wants them
    "A": ["uezd", "okrug", "governorate", "oblast", "republic", "country", "district"],
    "H": ["river", "lake", "sea"],
    "L": ["region"],
    "P": ["distant_city", "city", "town", "village", "quarter"],
    "S": ["station", "monastery", "mine", "position"],
    "T": ["pass", "valley", "mountain"],
}


def citation_cff(package):
    """`CITATION.cff` for the descriptor, as text."""
    file = {
        "cff-version": "1.2.0",
        "message": "If you use the data or the book, please cite it so.",
        "type": "dataset",
        "title": package["title"],
        "abstract": package["description"],
        "authors": [{"name": citing.CREATOR}],
        "version": package["version"],
        "license": package["licenses"][0]["name"],
        "keywords": package["keywords"],
    }
    if package.get("homepage"):
        file["url"] = package["homepage"]
    if package.get("id"):
        file["doi"] = package["id"].removeprefix("https://doi.org/")
    return yaml.safe_dump(file, sort_keys=False, allow_unicode=True, width=120)


def licence(package):
    """The licence notice that goes with the data, as text."""
    terms = package["licenses"][0]
    return (
        f"{package['title']}\n\nThe data is licensed under {terms['title']} ({terms['name']}): {terms['path']}\n"
        "Each source has a licence of its own; it stands in sources.csv, column licence.\n"
    )


def schema_org(package, files=()):
    """The descriptor as a schema.org Dataset. ``files``: (name, media type) of the downloads, if they are known."""
    base = (package.get("homepage") or "").rstrip("/")
    about = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "version": package["version"],
        "license": package["licenses"][0]["path"],
        "keywords": package["keywords"],
        "creator": {"@type": "Organization", "name": citing.CREATOR},
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "temporalCoverage": "/".join(MONTHS),
        "spatialCoverage": {"@type": "Place", "name": "South Caucasus"},
        "citation": citing.cite(about=package),
    }
    if base:
        about |= {"url": package["homepage"]}
        about["distribution"] = [
            {"@type": "DataDownload", "contentUrl": f"{base}/downloads/{name}", "encodingFormat": media}
            for name, media in files
        ]
    if package.get("id"):
        about["identifier"] = package["id"]
    return about


def croissant(package, checksums):
    """The data package as Croissant 1.0 (JSON-LD), a dict.

    ``checksums``: SHA-256 of each table's CSV, by file name; the files are expected beside the description.
    """
    about = {
        "@context": CROISSANT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "alternateName": package["title"],
        "description": package["description"],
        "version": package["version"],
        "license": package["licenses"][0]["path"],
        "keywords": package["keywords"],
        "creator": {"@type": "sc:Organization", "name": citing.CREATOR},
        "citeAs": citing.bibtex(package),
        "isLiveDataset": False,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": resource["path"],
                "name": resource["path"],
                "description": resource["description"],
                "contentUrl": resource["path"],
                "encodingFormat": "text/csv",
                "sha256": checksums[resource["path"]],
            }
            for resource in package["resources"]
        ],
        "recordSet": [_record_set(resource) for resource in package["resources"]],
    }
    return about | ({"url": package["homepage"]} if package.get("homepage") else {})


def _record_set(resource):
    name, schema = resource["name"], resource["schema"]
    references = {
        key["fields"][0]: f"{key['reference']['resource']}/{key['reference']['fields'][0]}"
        for key in schema["foreignKeys"]
        if len(key["fields"]) == 1 and key["reference"]["resource"] != name  # readers refuse a table that names itself
    }

    def field(column):
        described = {
            "@type": "cr:Field",
            "@id": f"{name}/{column['name']}",
            "name": column["name"],
            "description": column["description"],
            "dataType": TYPES[column["type"]],
            "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": column["name"]}},
        }
        if column["name"] in references:
            described["references"] = {"field": {"@id": references[column["name"]]}}
        return described

    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [field(column) for column in schema["fields"]],
    }


def linked_places(tables, package):
    """The gazetteer in the Linked Places Format 1.3 (a GeoJSON feature collection), a dict.

    A place's time is the years of the events, statements of control and counts that the tables hold for it; without
    any, the years of the war, marked uncertain. A place whose coordinate is not known has an empty geometry.
    """
    base = (package.get("homepage") or "").rstrip("/")
    names = grouped(records(tables["names"]), "place_id")
    classes = {kind: letter for letter, kinds in FEATURE_CLASSES.items() for kind in kinds}
    years = _attested(tables)

    def address(key):
        return f"{base}/reference/places.html#{key}" if base else f"#{key}"

    def feature(row):
        key, precision = row["place_id"], row["precision"]
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]], "certainty": _certainty(precision)}
        spellings = [{"toponym": row["label"], "lang": "en"}]
        spellings += [
            {"toponym": name["name"], "lang": name["language"]} | _cited(name)
            for name in names[key]
            if name["name"] != row["label"]
        ]
        place = {
            "@id": address(key),
            "type": "Feature",
            "properties": {"title": row["label"], "fclasses": [classes[row["kind"]]]},
            "when": years.get(key) or _span(*(month[:4] for month in MONTHS), certainty="uncertain"),
            "names": spellings,
            "types": [{"label": row["kind"].replace("_", " ")}],
            "geometry": point if row["lat"] is not None else {"type": "GeometryCollection", "geometries": []},
        }
        source = row["coordinate_source"] or ""
        if source.startswith("GeoNames "):
            place["links"] = [{"type": "closeMatch", "identifier": f"gn:{source.split()[1]}"}]
        if row["parent_id"] is not None:
            place["relations"] = [{"relationType": "gvp:broaderPartitive", "relationTo": address(row["parent_id"])}]
        if row["note"] is not None:
            place["descriptions"] = [{"value": row["note"], "lang": "en"}]
        return place

    return {
        "type": "FeatureCollection",
        "@context": "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld",
        "license": package["licenses"][0]["path"],
        "features": [feature(row) for row in records(tables["places"])],
    }


def _certainty(precision):
    return {"exact": "certain", "near": "less-certain"}.get(precision, "uncertain")


def _cited(name):
    if name["source_id"] is None:
        return {}
    return {"citations": [{"label": f"{name['source_id']} {name['locator'] or ''}".strip()}]}


def _span(start, end, **more):
    return {"timespans": [{"start": {"in": start}, "end": {"in": end}}], **more}


def _attested(tables):
    """The years in which each place is told of, by identifier, as Linked Places writes them."""
    found = {}
    for name, columns in (("events", ["date"]), ("control", ["from_date", "until_date"]), ("population", ["date"])):
        for column in columns:
            for side in ("start", "end"):
                dated = tables[name].dropna(subset=["place_id", f"{column}_{side}"])
                for place, day in zip(dated["place_id"], dated[f"{column}_{side}"], strict=True):
                    found.setdefault(place, set()).add(day.year)
    return {place: _span(str(min(years)), str(max(years))) for place, years in found.items()}


def as_json(thing):
    """JSON as the downloads write it: UTF-8, one space of indent, a line end."""
    return json.dumps(thing, ensure_ascii=False, indent=1) + "\n"


def main():
    """Write CITATION.cff beside the data folder."""
    path = Path(DATA).parent / "CITATION.cff"
    path.write_text(citation_cff(contract()), encoding="utf-8")
    print(f"{path.name} is written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
