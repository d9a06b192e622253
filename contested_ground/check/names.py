"""Rules of names: a language and its script, one headword for one thing, a coordinate of its own, a known country."""

import re
from collections import defaultdict
from math import hypot

from contested_ground.check.cells import script
from contested_ground.check.ledger import plain
from contested_ground.check.rows import number_in
from contested_ground.data.languages import LANGUAGES, SCRIPTS

COUNTRIES = {
    "Afghanistan", "Armenia", "Azerbaijan", "Belarus", "Bulgaria", "Egypt", "France", "Georgia", "Germany", "Greece",
    "India", "Iran", "Iraq", "Italy", "Kazakhstan", "Poland", "Romania", "Russia", "Switzerland", "Syria", "Turkey",
    "Turkmenistan", "Ukraine", "United Kingdom", "United States", "Uzbekistan",
}  # fmt: skip
# what may lie in what: a place's kind, and the kinds of its parent
WITHIN = {
    "uezd": {"governorate", "republic", "oblast"}, "okrug": {"uezd", "oblast", "governorate"},
    "governorate": {"country", "region"}, "oblast": {"country", "republic", "region"},
    "republic": {"republic", "country", "region"}, "country": {"region"}, "quarter": {"town", "city"},
}  # fmt: skip
TERRITORIES = {"uezd", "okrug", "governorate", "oblast", "republic", "country", "region", "district", "river", "valley",
               "sea", "quarter"}  # fmt: skip
# Places that one gazetteer entry stands for: a village and the one that grew out of it, a city by three boundaries.
SAME_SPOT = {
    frozenset({"baku", "baku-gorsovet", "baku-with-suburbs"}), frozenset({"damirchi", "demirchi-gushchu"}),
}  # fmt: skip
# Border towns whose neighbours among our places lie in another country, and towns with none of our places around.
BORDER = {"aralik", "derbent", "iranian-julfa", "meghri", "meghri-okrug-1926", "meghri-uezd-1926", "paravakare",
          "sighnaghi-uezd-1897", "tabriz"}  # fmt: skip
NAMESAKES = {("karakilisa", "sisian")}  # a place whose headword is a former name of the other
REACH = 65  # km within which a place lies of one that its summary names, but for these, which are wide or far
FAR = {
    "aghstafa", "akhalkalaki-uezd-1897", "akhaltsikhe-uezd-1897", "alekli", "alexandropol-uezd-1897", "ardahan",
    "baku-governorate-1897", "batumi-oblast", "bayazet", "dellar", "derbent", "geokchay-uezd-1897", "gori-uezd-1897",
    "javad-uezd-1897", "kars-oblast-1897", "keshishkend-daralagez", "khachmaz", "kuba-uezd-1897", "lenkoran-uezd-1897",
    "nakhchivan-uezd-1897", "olti-okrug-1897", "oltu", "shamakhi-uezd-1897", "shamkhor", "sighnaghi-uezd-1897",
    "tabriz", "zagatala-okrug-1897",
}  # fmt: skip
SUFFIX = re.compile(r" (uezd|okrug|district|governorate|region).*")
REMOTE = 45  # km within which a place has another one
ALONE = {
    "akhalkalaki-uezd-1897", "akhaltsikhe-uezd-1897", "ardahan", "ardahan-okrug-1897", "basarkechar", "derbent",
    "gori-uezd-1897", "javad-uezd-1897", "kagizman", "kagizman-okrug-1897", "kars", "khoy", "lankaran",
    "lenkoran-uezd-1897", "lenkoran-uezd-1926", "nukha-uezd-1897", "olti-okrug-1897", "oltu", "sarikamish",
    "sighnaghi-uezd-1897", "tabriz", "tionety-uezd-1897", "van",
}  # fmt: skip


def languages(data):
    """A language tag exists, and the name is written in its script."""
    for table, column, text in (("names", "language", "name"), ("sources", "language", "")):
        for row in data.rows(table):
            tag = row.cells[column]
            language, _, written = tag.partition("-")
            if not tag:
                continue
            if language not in LANGUAGES or (written and written not in SCRIPTS):
                known = f"{', '.join(sorted(LANGUAGES))}, or one with -{', -'.join(SCRIPTS)}"
                yield table, row, column, f"'{tag}' is no language tag used here; write one of {known}"
            elif text and (due := SCRIPTS.get(written) or LANGUAGES[language][1]):
                odd = next((s for s in map(script, filter(str.isalpha, row.cells[text])) if s and s != due), "")
                if odd:
                    message = f"'{tag}' is not the language of {odd.title()} letters; correct it, or say {language}-"
                    yield (
                        table,
                        row,
                        column,
                        message + next(key for key, name in {**SCRIPTS, "…": odd}.items() if name == odd),
                    )


def one_headword(data):
    """Nothing shares a headword, and the headword of a place or a person is no name of another of its kind."""
    for table in ("places", "actors"):
        seen = {}
        for key, row in data.keys[table].items():
            word = plain(re.sub(r"\W+", " ", row.cells["label"])).strip()
            if word in seen:
                yield table, row, "label", f"'{row.cells['label']}' is the headword of {seen[word]} too; keep one row"
            seen.setdefault(word, key)
    called = defaultdict(set)
    for row in data.rows("names"):
        called[plain(row.cells["name"])].add(row.cells["place_id"] or row.cells["actor_id"])
    for table in ("places", "actors"):
        for key, row in data.keys[table].items():
            if table == "actors" and row.cells["kind"] != "person":
                continue
            for other in sorted(called.get(plain(row.cells["label"]), set()) - {key}):
                there = data.keys[table].get(other)
                if there and there.cells["kind"] == row.cells["kind"] and (key, other) not in NAMESAKES:
                    message = f"'{row.cells['label']}' is a name of {other} too; keep one row, or tell the two apart"
                    yield table, row, "label", message


def spots(data):
    """Located places by key: latitude, longitude and cells."""
    found = {}
    for key, row in data.keys["places"].items():
        lat, lon = number_in(row.cells["lat"]), number_in(row.cells["lon"])
        if lat is not None and lon is not None:
            found[key] = (lat, lon, row)
    return found


def own_spot(data):
    """Two settlements never share a coordinate, and a far city lies somewhere."""
    seen = defaultdict(list)
    for key, (lat, lon, row) in spots(data).items():
        if abs(lat) < 1 and abs(lon) < 1:
            yield "places", row, "lat", f"'{lat:g}, {lon:g}' is in the Gulf of Guinea; write the coordinate, or none"
        if row.cells["kind"] in TERRITORIES:
            continue
        for other in seen[lat, lon]:
            if (
                not any({key, other} <= same for same in SAME_SPOT)
                and row.cells["kind"] == data.keys["places"][other].cells["kind"]
            ):
                yield "places", row, "lat", f"'{lat:g}, {lon:g}' is where {other} lies; correct one, or keep one row"
        seen[lat, lon].append(key)


def near_others(data):
    """A place lies near another one, and one of its four neighbours is in the same country of today."""
    every = [
        (lat, lon, key, row.cells["modern_country"])
        for key, (lat, lon, row) in spots(data).items()
        if row.cells["kind"] != "distant_city"
        and row.cells["modern_country"]
        and ";" not in row.cells["modern_country"]
    ]
    by_square = defaultdict(list)  # of a degree, so that the cost grows with the rows alone
    for spot in every:
        by_square[int(spot[0]), int(spot[1])].append(spot)
    for lat, lon, key, country in every:
        around = [s for y in (-1, 0, 1) for x in (-1, 0, 1) for s in by_square[int(lat) + y, int(lon) + x][:150]]
        near = sorted(
            (hypot((lat - s[0]) * 111.2, (lon - s[1]) * 85), s[3])
            for s in around
            if s[2] != key and (s[0], s[1]) != (lat, lon)
        )[:4]
        row = data.keys["places"][key]
        if key not in ALONE and (not near or near[0][0] > REMOTE):
            message = f"'{lat:g}, {lon:g}' is over {REMOTE} km from all other places; correct it, or list it in ALONE"
            yield "places", row, "lat", f"{message} (check/names.py)"
        elif key not in BORDER and near and country not in {name for _, name in near}:
            message = f"'{country}' is not the country of the places around it; correct it, or the coordinate"
            yield "places", row, "modern_country", message


def _named(text, starts):
    """The names that stand in a text, the longest at each place. `starts`: patterns of names by their first word."""
    end = 0
    for first in re.finditer(r"\w+", text):
        found = (pattern.match(text, first.start()) for pattern in starts.get(first[0], ()))
        if first.start() >= end and (match := next(filter(None, found), None)):
            end = match.end()
            yield match[0]


def near_the_named(data):
    """A place lies near one of the places that its own summary names."""
    there = spots(data)
    words = defaultdict(list)
    for key, (_, _, row) in there.items():
        words[SUFFIX.sub("", row.cells["label"])].append(key)
    starts = defaultdict(list)  # by their first word, the longest first: one pattern of all would cost their square
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 3 and (first := re.match(r"\w+", word)):
            starts[first[0]].append(re.compile(re.escape(word) + r"\b"))
    for key, (lat, lon, row) in there.items():
        if key in FAR or row.cells["kind"] == "distant_city":
            continue
        others = {there[k][:2] for word in _named(row.cells["summary"], starts) for k in words[word][:50]}
        away = min((hypot((lat - y) * 111.2, (lon - x) * 85) for y, x in others if (y, x) != (lat, lon)), default=0)
        if away > REACH:
            message = f"'{lat:g}, {lon:g}' is {away:.0f} km from what its summary names; correct one"
            yield "places", row, "lat", message


def countries(data):
    """A country of today is spelt as in the list."""
    for row in data.rows("places"):
        cell = row.cells["modern_country"]
        for country in filter(None, cell.split("; ")):
            if country not in COUNTRIES:
                message = f"'{country}' is no country of the list; correct it, or add it to check/names.py"
                yield "places", row, "modern_country", message


def ranks(data):
    """A territory lies in a larger one."""
    places = data.keys["places"]
    for row in data.rows("places"):
        parent = places.get(row.cells["parent_id"])
        kinds = WITHIN.get(row.cells["kind"])
        small = parent and parent.cells["kind"] in (
            "village",
            "station",
            "mine",
            "monastery",
            "pass",
            "position",
            "mountain",
        )
        if parent and ((kinds and parent.cells["kind"] not in kinds) or small):
            message = (
                f"'{row.cells['parent_id']}' is a {parent.cells['kind']}, and this a {row.cells['kind']}; correct one"
            )
            yield "places", row, "parent_id", message


RULES = (languages, one_headword, own_spot, near_others, near_the_named, countries, ranks)
