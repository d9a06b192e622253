"""What the Explorer's page draws from, as one script that a page opened from a file can load.

Rows are lists, since a name before every value would double the file: `FIELDS` says what stands where.
"""

import json
import re
from collections import defaultdict
from math import cos, radians
from pathlib import Path

import numpy as np
import pandas as pd

from contested_ground.analysis.claims import status
from contested_ground.analysis.holdings import SAID, held
from contested_ground.charts.explorer.presets import THEATRES
from contested_ground.charts.maps import ground
from contested_ground.charts.style import HOLDERS, NEUTRALS
from contested_ground.data import dates
from contested_ground.data.tables import grouped, records

MONTHS = ("1917-11", "1921-07")  # of the slider, from the October Revolution to the decisions on status
LAST = pd.Timestamp(f"{MONTHS[1]}-01") + pd.offsets.MonthEnd(0)
SCRIPT, RELIEF = "explorer-data.js", "relief.webp"  # where the site puts them, from its root
MONTHLY = 4  # date_precision: a month or better; what is vaguer is marked on the map only where all of it is in sight
SHORT = cos(radians(40.25))  # a degree of longitude in degrees of latitude, in the middle of the map
# The three toggles, by kind of event; harm to people is told by the column `harm`, whatever the kind.
KINDS = {
    "fighting": ("clash", "offensive", "control_change", "uprising", "movement", "supply"),
    "talks": (
        *("agreement", "appointment", "conference", "congress", "decision", "declaration", "dismissal", "law"),
        *("meeting", "mission", "protest", "reply", "treaty", "truce", "ultimatum", "vote"),
    ),
}
BITS = {"fighting": 1, "harm": 2, "talks": 4}
FIELDS = {
    "events": (
        *("id", "date", "title", "theatre", "place", "first", "last", "rough", "weight", "classes", "turn"),
        *("who", "source", "locator", "actors", "rivals", "harm"),
    ),
    "places": ("id", "label", "spot", "names"),
    "spots": ("x", "y", "exact", "town", "places"),
    "runs": ("place", "since", "until", "holders", "held", "sure", "words", "control"),
    "actors": ("id", "label", "names"),
}


def day_number(date):
    """A day as its number, counted from 1970; None for none."""
    return None if date is None or pd.isna(date) else (pd.Timestamp(date) - pd.Timestamp(1970, 1, 1)).days


def classes(events):
    """Which toggles show each event, as a frame of booleans: `fighting`, `harm`, `talks`. An event may be in several.

    `events`: the table, or rows of it. Fighting and talks go by `kind` (see KINDS), harm by `harm`, told, alleged or
    denied.
    """
    kind = events["kind"].astype("string")
    told = {name: kind.isin(kinds) for name, kinds in KINDS.items()}
    return pd.DataFrame({"fighting": told["fighting"], "harm": events["harm"].notna(), "talks": told["talks"]})


def in_order(events):
    """The events by their first known day, of an open date the day that is told; `first` and `last` are added."""
    first, last = events["date_start"].fillna(events["date_end"]), events["date_end"].fillna(events["date_start"])
    return events.assign(first=first, last=last).sort_values(["first", "last", "event_id"])


def stored(tables):
    """All that the page draws from, as a dict that JSON can hold: rows by FIELDS, and what they look like."""
    places, spots = _places(tables)
    at = {row[0]: number for number, row in enumerate(places)}
    actors = _named(tables, "actors", "actor_id")
    theatres = [str(name) for name in tables["events"]["theatre"].cat.categories]
    events, sources = _events(tables, at, {row[0]: number for number, row in enumerate(actors)}, theatres)
    windows = {name: ground.WINDOWS[name] for name in theatres if name in ground.WINDOWS} | THEATRES
    return {
        "fields": FIELDS,
        "events": events,
        "places": places,
        "spots": spots,
        "runs": _runs(tables, places, at),
        "actors": actors,
        "sources": sources,
        "theatres": theatres,
        "windows": {name: _box(*window) for name, window in windows.items()},
        "months": MONTHS,
        "extent": _box(*ground.layers()["about"]["extent"]),
        "water": [_path(ring) for rings in ground.layers()["water"].values() for ring in rings],
        "rivers": [_path(line) for lines in ground.layers()["rivers"].values() for line in lines],
        "holders": {key: [paint(colour), SAID[key][0]] for key, colour in HOLDERS.items()},
    }


def script(tables):
    """The text of the site's `explorer-data.js`."""
    text = json.dumps(tables.once(stored), ensure_ascii=False, separators=(",", ":"))
    return f"window.cgExplorer = {text};\n"


def paint(colour):
    """A holder's colour, of those that differ on dark pages the page's own variable."""
    names = {HOLDERS[name]: f"var(--cg-{name}, {HOLDERS[name]})" for name in ("soviet", "armenia", "turkey")}
    names |= {light: f"var(--cg-{name}, {light})" for name, (light, _) in NEUTRALS.items()}
    return names.get(colour, colour)


def units(lon, lat):
    """A point in the map's units: thousandths of a degree of latitude, right and down from its upper left corner."""
    west, _, _, north = ground.layers()["about"]["extent"]
    return round((lon - west) * SHORT * 1000), round((north - lat) * 1000)


def _box(west, east, south, north):
    (left, top), (right, bottom) = units(west, north), units(east, south)
    return [left, top, right, bottom]


def _path(line):
    points = [units(*point) for point in np.asarray(line).tolist()]
    return "M" + "L".join(f"{x} {y}" for x, y in dict.fromkeys(points)) + "Z" * (points[0] == points[-1])


def _named(tables, table, key):
    """Rows of (identifier, label, every other name), for the search."""
    other = grouped(records(tables["names"].dropna(subset=[key])[[key, "name"]]), key)
    return [
        [row[key], row["label"], " ".join(dict.fromkeys(it["name"] for it in other[row[key]]))]
        for row in records(tables[table][[key, "label"]])
    ]


def _places(tables):
    """The places that events or statements of control name, and the points they stand on, exact places and towns first.

    A place without a point, or outside of the relief, has no spot: its events stand in the list alone.
    """
    used = {*tables["events"]["place_id"].dropna(), *tables["control"]["place_id"]}
    west, east, south, north = ground.layers()["about"]["extent"]
    rows = {row["place_id"]: row for row in records(tables["places"]) if row["place_id"] in used}
    here = defaultdict(list)
    for row in rows.values():
        if row["lat"] is not None and west < row["lon"] < east and south < row["lat"] < north:
            here[units(row["lon"], row["lat"])].append(row)
    spots, spot_of = [], {}
    named = [row for row in _named(tables, "places", "place_id") if row[0] in rows]
    at = {row[0]: number for number, row in enumerate(named)}
    for point, found in sorted(here.items()):
        found.sort(key=lambda row: (row["precision"] != "exact", row["kind"] not in ("city", "town"), row["label"]))
        spot_of |= {row["place_id"]: len(spots) for row in found}
        exact, town = int(found[0]["precision"] == "exact"), {"city": 2, "town": 1}.get(found[0]["kind"], 0)
        spots.append([*point, exact, town, [at[row["place_id"]] for row in found]])
    return [[key, label, spot_of.get(key, -1), names] for key, label, names in named], spots


def _runs(tables, places, at):
    """Who is told to hold each place with a point, by the rule of analysis.holdings."""
    control = set(tables["control"]["place_id"])
    shown = {row[0]: row[0] for row in places if row[0] in control and row[2] >= 0}
    runs = held(tables, shown, f"{MONTHS[0]}-01", LAST)
    return [
        [
            *(at[run["lane"]], day_number(run["since"]), day_number(run["until"]), run["holders"].split(";")),
            *(int(run["level"] == "held"), int(run["sure"]), run["words"].split("|")[0]),
            run["control_ids"].split(";")[0],
        ]
        for run in records(runs)
    ]


def rivals(tables):
    """By event: how many answers there are to those of its questions whose answers can't all be true."""
    questions = status(tables["questions"], tables["claims"])
    apart = questions[questions["status"].eq("incompatible") & questions["event_id"].notna()]
    return apart.groupby("event_id")["answers"].sum().astype(int).to_dict()


def _events(tables, at, actor_at, theatres):
    actors = tables["actors"].set_index("actor_id")["label"]
    taking = tables["participations"].groupby("event_id")["actor_id"].agg(list).to_dict()
    works, sources, number, rows = tables["sources"].set_index("source_id"), [], {}, []
    shown, apart = in_order(tables["events"]), rivals(tables)
    bits = sum(column * BITS[name] for name, column in classes(shown).astype(int).items())
    for row, bit in zip(records(shown), bits, strict=True):
        key = row["source_id"]
        if key not in number:
            number[key] = len(sources)
            sources.append([key, "the article" if key == "article" else _work(works.loc[key])])
        who = actors.get(row["claimant_id"]) or row["claimant_as"] or ""
        named = [*taking.get(row["event_id"], []), row["claimant_id"], row["via_id"]]
        date = "no date told" if row["date"] is None else dates.words(row["date"])
        rows.append(
            [
                *(row["event_id"], date + ", calendar not named" * (row["calendar"] == "unmarked"), row["title"]),
                *(theatres.index(row["theatre"]), at.get(row["place_id"], -1)),
                *(day_number(row["first"]), day_number(row["last"])),
                int(row["date_precision"] is None or row["date_precision"] > MONTHLY),
                *(row["weight"], int(bit), row["turn"] or 0),
                who or {"narrator": 0, "reported": "reported, by nobody named"}.get(row["voice"], row["voice"]),
                *(number[key], row["locator"], sorted({actor_at[name] for name in named if name in actor_at})),
                apart.get(row["event_id"], 0),
                0 if row["harm"] is None else _harm(row),
            ]
        )
    return rows, sources


def _work(work):
    """A source's title in quotation marks, since it may hold a label, with the year of the state read."""
    year = re.search(r"\d{4}", f"{work['state_date']} {work['year']}")
    return f"“{work['title']}”" + (f", {year[0]}" if year else "")


def _harm(row):
    """What befell people, in words: `killed, expelled (alleged)`; nothing is counted."""
    words = (row["harm_kind"] or "harmed").replace(";", ", ")
    return words if row["harm"] == "told" else f"{words} ({row['harm']})"


def relief_file():
    """The relief as the maps have it, west to east and south to north as in `extent`."""
    return Path(ground.HERE / RELIEF)
