"""Rules of grounds: places, the counts on them, the headings of the counts, and what is compared."""

import re
from collections import Counter, defaultdict

from contested_ground.check.rows import each

PRECISIONS = {  # how sharp a point of a kind of place can be
    "uezd": "district", "okrug": "district", "republic": "district", "governorate": "district", "oblast": "district",
    "district": "district", "village": "exact near", "town": "exact near", "station": "exact near",
    "city": "exact district", "distant_city": "exact", "river": "landscape", "valley": "landscape",
    "region": "landscape district",
}  # fmt: skip
UNIT_KINDS = {
    "uezd": "uezd district republic", "okrug": "okrug", "city": "city town distant_city village",
    "town": "town city village", "governorate": "governorate", "oblast": "oblast", "ASSR": "republic",
}  # fmt: skip
SETTLED = {"town", "city", "village", "quarter", "station"}
DERIVED = re.compile(r"^(Sum of|Total minus|Republic minus|What the)\b")
# Read and meant: reckoned by a page or from shares, without a note; mines that a count has as a city.
NOTED = {"azerbaijan-ssr-1939-other", "nkao-1926-total", "nkao-1989-total"}
MINES = {"Kafan mines"}
AMBIGUOUS = {"Tatars", "Turks"}  # headings that the schemes mean different peoples by


def year_of(place):
    found = re.search(r"-([12]\d{3})$", place)
    return int(found[1]) if found else None


def word_of(it):
    """The word that follows place and year in a count's identifier: what it counts."""
    place = re.sub(r"-[12]\d{3}$", "", it["place_id"])
    rest = it["observation_id"].removeprefix(place)
    return re.sub(r"^(-[12]\d{3}s?)+", "", rest).strip("-").partition("-")[0]


def groups_by_word(data):
    """A word of counts' identifiers means one group: that of most of its rows."""
    groups = {(row.cells["scheme"], row.cells["category"]): row.cells["group"] for row in data.rows("categories")}
    told = defaultdict(Counter)
    for row in data.rows("population"):
        told[word_of(row.cells)][groups.get((row.cells["scheme"], row.cells["category"]))] += 1
    for row in data.rows("population"):
        word, group = word_of(row.cells), groups.get((row.cells["scheme"], row.cells["category"]))
        counted = told[word]
        if group and counted.total() > 2 and counted[group] * 20 < counted.total():
            most = counted.most_common(1)[0][0]
            message = f"'{row.cells['category']}' is of {group}, '{word}' of other rows of {most}; correct one"
            yield "population", row, "category", message


def one_heading_one_group(data):
    """A heading belongs to one group over all schemes; a scheme asks one thing."""
    groups, bases = defaultdict(Counter), defaultdict(Counter)
    for row in data.rows("categories"):
        groups[row.cells["category"]][row.cells["group"]] += 1
        bases[row.cells["scheme"]][row.cells["basis"]] += 1
    for row in data.rows("categories"):
        for column, by, told in (("group", "category", groups), ("basis", "scheme", bases)):
            most = told[row.cells[by]].most_common(1)[0][0]
            if row.cells[column] != most and row.cells["category"] not in AMBIGUOUS:
                said = f"'{row.cells[column]}' is not what other rows of {row.cells[by]} have, {most}; correct one"
                yield "categories", row, column, said


def charted(it, data):
    if not hasattr(data, "_charted"):
        data._charted = {(row.cells["place_id"], row.cells["year"]) for row in data.rows("crosswalk")}
    return (it["place_id"], it["date"][:4]) in data._charted


def place_of(it, data, column="place_id"):
    row = data.keys["places"].get(it[column])
    return row.cells if row else {}


def points_and_gazetteers(data):
    """One entry of the gazetteer has one point, and one point one entry."""
    points, entries = {}, {}
    for row in data.rows("places"):
        entry = re.fullmatch(r"GeoNames (\d+)", row.cells["coordinate_source"])
        if not entry or not row.cells["lat"]:
            continue
        point = f"{float(row.cells['lat']):g}, {float(row.cells['lon']):g}"
        if points.setdefault(entry[1], point) != point:
            message = f"'{point}' is not the point of GeoNames {entry[1]}, {points[entry[1]]}; correct one"
            yield "places", row, "lat", message
        if entries.setdefault(point, entry[1]) != entry[1]:
            message = f"'GeoNames {entry[1]}' has the point of GeoNames {entries[point]}; correct one"
            yield "places", row, "coordinate_source", message


def comparison_fits(it, data):
    """The same place gains and loses nothing; what is split has lost something."""
    same, moved = it["from_place"] == it["to_place"], it["gained"] or it["lost"]
    return (it["grade"] == "same") == same and not (same and moved) and (it["grade"] != "split" or it["lost"])


def countries(it):
    return it["modern_country"].split("; ")


RULES = (
    groups_by_word,
    one_heading_one_group,
    points_and_gazetteers,
    each(
        "count_has_a_territory", "population", "place_id", charted,
        "is not in crosswalk for the year of {date}; correct one, or add the territory",
        of=lambda it, data: it["source_id"] != "article" and year_of(it["place_id"]),
    ),
    each(
        "derived_as_the_note", "population", "status",
        lambda it, data: it["note"] if it["status"] == "derived" else not DERIVED.search(it["note"]),
        "is not what the note says: derived, and it alone, goes with how it was reckoned; correct one",
        of=lambda it, data: it["source_id"] != "article" and it["observation_id"] not in NOTED,
    ),
    each(
        "printed_is_exact", "population", "qualifier", lambda it, data: it["qualifier"] in ("exact", ""),
        "goes with no number that is printed or reckoned; correct it, or the status",
        of=lambda it, data: it["source_id"] != "article" and it["status"] in ("printed", "derived"),
    ),
    each(
        "total_is_total", "categories", "group",
        lambda it, data: it["category"].startswith("Total") == (it["group"] == "total"),
        "does not fit the heading {category}; a total, and it alone, is total",
    ),
    each(
        "precision_of_the_kind", "places", "precision",
        lambda it, data: it["precision"] in PRECISIONS.get(it["kind"], it["precision"]).split(),
        "is no precision of a {kind}; correct one", of=lambda it, data: it["precision"] != "unlocated",
    ),
    each(
        "countries_in_order", "places", "modern_country", lambda it, data: countries(it) == sorted(set(countries(it))),
        "names its countries twice or out of order; write each once, by the alphabet",
    ),
    each(
        "country_of_the_parent", "places", "modern_country",
        lambda it, data: set(countries(it)) & set(countries(place_of(it, data, "parent_id"))),
        "is no country of {parent_id}, in which it lies; correct one",
        of=lambda it, data: it["modern_country"] and place_of(it, data, "parent_id").get("modern_country"),
    ),
    each(
        "earlier_first", "comparisons", "from_place",
        lambda it, data: year_of(it["from_place"]) < year_of(it["to_place"]),
        "is not earlier than {to_place}; exchange them",
        of=lambda it, data: year_of(it["from_place"]) and year_of(it["to_place"]),
    ),
    each(
        "grade_of_the_comparison", "comparisons", "grade", comparison_fits,
        "does not fit its places, gained and lost: the same place is same, and split has lost; correct one",
    ),
    each(
        "unit_of_the_place", "crosswalk", "unit_type",
        lambda it, data: place_of(it, data)["kind"] in UNIT_KINDS[it["unit_type"]].split(),
        "is no unit of the kind of {place_id}; correct one",
        of=lambda it, data: place_of(it, data) and it["unit_type"] in UNIT_KINDS and it["unit"] not in MINES,
    ),
    each(
        "town_of_the_place", "control", "extent", lambda it, data: place_of(it, data)["kind"] in SETTLED,
        "is no extent of {place_id}, which is none; correct one",
        of=lambda it, data: it["extent"] == "town" and place_of(it, data),
    ),
    each(
        "railway_in_words", "control", "extent", lambda it, data: "rail" in f"{it['control_id']} {it['quote']}",
        "is in no word of {control_id} or its quote; correct one", of=lambda it, data: it["extent"] == "railway",
    ),
    each(
        "end_of_an_event", "control", "until_basis",
        lambda it, data: it["until_basis"] == "inferred" and it["until_date"],
        "does not go with until_event; an end that is taken from an event is inferred, and has its date",
        of=lambda it, data: it["until_event"],
    ),
)  # fmt: skip
