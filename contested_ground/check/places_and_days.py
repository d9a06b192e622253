"""Rules of places and days: what names which, where it lies, what came when, who held it, who voted."""

from collections import Counter, defaultdict
from datetime import date

from contested_ground.check.rows import days_of, meet, number_in, parts_of, passages_of
from contested_ground.data.kinds import VOTES

EITHER = {  # columns that name a row of one table or another
    ("terms", "object_id"): ("places", "actors"),
    ("terms", "to_id"): ("places", "actors"),
    ("questions", "about_id"): ("actors", "places"),
}
WIDE = {"background", "status", "demography"}  # theatres whose events reach beyond the war


def either_table(data):
    """Columns that name a place or an actor."""
    for (table, column), others in EITHER.items():
        for row in data.rows(table):
            cell = row.cells[column]
            if cell and not any(cell in data.keys[other] for other in others):
                yield (
                    table,
                    row,
                    column,
                    f"'{cell}' is neither in {' nor in '.join(others)}; add it there or correct it",
                )


def no_cycles(data):
    """Nothing is part of itself, and nothing answers itself."""
    for table, column in (
        ("actors", "part_of"),
        ("places", "parent_id"),
        ("events", "part_of"),
        ("events", "response_to"),
    ):
        for key, row in data.keys[table].items():
            seen, parent = {key}, row.cells[column]
            while parent and parent not in seen:
                seen.add(parent)
                parent = data.keys[table][parent].cells[column] if parent in data.keys[table] else ""
            if parent == key:
                yield table, row, column, f"'{row.cells[column]}' leads back to {key}; break the circle"


def coordinates(data):
    """Places lie in the region, and say how exact they are."""
    for row in data.rows("places"):
        lat, lon = number_in(row.cells["lat"]), number_in(row.cells["lon"])
        if (lat is None) != (lon is None):
            yield (
                "places",
                row,
                "lat",
                f"'{row.cells['lat']}' and '{row.cells['lon']}': a coordinate has both; fill or empty the two",
            )
        elif (lat is None) != (row.cells["precision"] == "unlocated"):
            yield (
                "places",
                row,
                "precision",
                f"'{row.cells['precision']}' does not fit the coordinate; unlocated goes with none",
            )
        elif lat is not None and not row.cells["coordinate_source"]:
            yield "places", row, "coordinate_source", "'' is empty; say where the coordinate is from"
        elif lat is not None and row.cells["kind"] != "distant_city" and not (36 <= lat <= 44 and 38 <= lon <= 52):
            yield (
                "places",
                row,
                "lat",
                f"'{lat:g}, {lon:g}' is outside 36–44° N, 38–52° E; correct it, or the kind is distant_city",
            )


def one_named(data):
    """A name names one place or one actor, and says where the article has it."""
    for row in data.rows("names"):
        if bool(row.cells["place_id"]) == bool(row.cells["actor_id"]):
            yield "names", row, "place_id", f"'{row.cells['name']}' must name one place or one actor; fill exactly one"
        if row.cells["name_type"] == "in_source" and not row.cells["source_id"]:
            yield "names", row, "source_id", f"'' is empty; '{row.cells['name']}' is a spelling in a source, so name it"


def event_dates(data):
    """Events lie in 1914–1930, wider themes in 1000–2025; Old Style is accounted for; parts meet the whole."""
    for row in data.rows("events"):
        bounds = days_of(row.cells["date"])
        if not bounds:
            continue
        first, last = (1000, 2025) if row.cells["theatre"] in WIDE else (1914, 1930)
        ends = [day.year for day in bounds if day not in (date.min, date.max)]
        if any(not first <= year <= last for year in ends):
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' is outside {first}–{last}; correct the year or the theatre",
            )
        if date(1917, 1, 1) <= bounds[0] and bounds[1] <= date(1918, 6, 30) and not row.cells["calendar"]:
            yield "events", row, "calendar", "'' is empty; from 1917 to June 1918 say both, converted or unmarked"
        whole = data.keys["events"].get(row.cells["part_of"])
        limits = whole and days_of(whole.cells["date"])
        if limits and not meet(bounds, limits):
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' lies outside the whole, {whole.cells['event_id']}; correct one",
            )
        cause = data.keys["events"].get(row.cells["response_to"])
        limits = cause and days_of(cause.cells["date"])
        if limits and bounds[1] < limits[0]:
            yield (
                "events",
                row,
                "date",
                f"'{row.cells['date']}' is before what it answers, {row.cells['response_to']}; correct one",
            )


def control_dates(data):
    """Control lies in 1914–1930, ends after it begins, and its bases fit its dates."""
    for row in data.rows("control"):
        since, until = days_of(row.cells["from_date"]), days_of(row.cells["until_date"])
        for column, bounds in (("from_date", since), ("until_date", until)):
            basis = row.cells[column.replace("date", "basis")]
            if bool(row.cells[column]) == (basis == "unknown"):
                yield (
                    "control",
                    row,
                    column,
                    f"'{row.cells[column]}' does not fit its basis {basis}; unknown goes with no date",
                )
            ends = [day.year for day in bounds or () if day not in (date.min, date.max)]
            if any(not 1914 <= year <= 1930 for year in ends):
                yield "control", row, column, f"'{row.cells[column]}' is outside 1914–1930; correct the year"
        if since and until and until[1] < since[0]:
            yield (
                "control",
                row,
                "until_date",
                f"'{row.cells['until_date']}' is before the start {row.cells['from_date']}; correct one",
            )


def certain_days(cells):
    """The days on which a control row certainly holds: from the end of its start to the start of its end, or None."""
    since, until = days_of(cells["from_date"]), days_of(cells["until_date"])
    return (since[1], until[0]) if since and until and since[1] < until[0] else None


def rival_control(data):
    """Two effective holders of the whole of one place at one time are a contradiction that a discrepancy names."""
    noted = [set(parts_of(row.cells["rows"])) for row in data.rows("discrepancies")]
    by_place = defaultdict(list)
    for row in data.rows("control"):
        span = certain_days(row.cells)
        if span and row.cells["mode"] == "effective" and row.cells["extent"] == "whole":
            by_place[row.cells["place_id"]].append((row, span))
    for held in by_place.values():
        for i, (one, a) in enumerate(held):
            for two, b in held[:i]:
                pair = {f"control:{one.cells['control_id']}", f"control:{two.cells['control_id']}"}
                overlap = max(a[0], b[0]) < min(a[1], b[1])
                if (
                    overlap
                    and one.cells["holder_id"] != two.cells["holder_id"]
                    and not any(pair <= rows for rows in noted)
                ):
                    yield (
                        "control",
                        one,
                        "holder_id",
                        f"'{one.cells['holder_id']}' holds it during {two.cells['control_id']}; add a discrepancy",
                    )


def votes(data):
    """Votes are cast in events of kind vote, and each member once."""
    cast = {}
    for row in data.rows("participations"):
        if row.cells["role"] not in VOTES:
            continue
        event = data.keys["events"].get(row.cells["event_id"])
        if event and event.cells["kind"] not in ("vote", "decision") and row.cells["role"] != "present_no_vote":
            yield (
                "participations",
                row,
                "role",
                f"'{row.cells['role']}' in an event of kind {event.cells['kind']}; the kind is vote",
            )
        voter = row.cells["event_id"], row.cells["actor_id"]
        if voter in cast:
            yield (
                "participations",
                row,
                "role",
                f"'{row.cells['role']}' after '{cast[voter]}' by {voter[1]} in one vote; keep what the text says",
            )
        cast[voter] = row.cells["role"]


# Read and meant: told in a paragraph of another theatre, at a place of its own.
ELSEWHERE = {
    "anatolia-1918-exile-armenians", "borchali-1918-12-war-georgia-armenia", "brest-litovsk-1918-03-03-treaty",
    "caucasus-1919-12-complaint-haskell-governorate", "caucasus-front-1917-collapse",
    "georgia-1921-soviet-rule-established", "kapan-front-1920-03-return-nzhdeh",
    "mardakert-1920-05-killing-ter-martirosyan", "meghri-1920-09-red-army-advance",
    "mountainous-kazakh-1918-incorporation-armenia", "nakhchivan-1920-10-soviet-turkish-retreat",
    "southern-karabakh-1920-07-soviet-advance", "srur-1920-11-20-armenian-advance",
    "transcaucasia-1918-british-first-intervention", "turkish-armenia-1917-decree-sovnarkom",
    "vank-1920-05-expulsion-mesyan", "zangezur-1916-population-figures", "zangezur-1920-11-ceded-by-azerbaijan",
}  # fmt: skip


def theatre_of_the_event(data):
    """An event's theatre is that of a paragraph it cites, of others at its place, or of the whole it is part of."""
    passages = {(row.cells["source_id"], row.cells["locator"]): row.cells["theatre"] for row in data.rows("passages")}
    events = data.keys["events"]
    there = Counter((row.cells["place_id"], row.cells["theatre"]) for row in events.values())
    for key, row in events.items():
        cells, whole = row.cells, events.get(row.cells["part_of"])
        cited = {passages.get(place) for place in passages_of(cells)}
        alike = there[cells["place_id"], cells["theatre"]] > 1 or (whole and whole.cells["theatre"] == cells["theatre"])
        if cells["theatre"] not in cited and not alike and key not in ELSEWHERE:
            due = " or ".join(sorted(filter(None, cited)))
            yield "events", row, "theatre", f"'{cells['theatre']}' is not that of its paragraph, {due}; correct one"


RULES = (
    theatre_of_the_event,
    either_table,
    no_cycles,
    coordinates,
    one_named,
    event_dates,
    control_dates,
    rival_control,
    votes,
)
