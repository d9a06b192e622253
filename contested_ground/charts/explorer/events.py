"""The Explorer's events: what drawings and table need of each, its point on the map, its height on the timeline."""

from collections import defaultdict
from heapq import heappop, heappush

import pandas as pd

from contested_ground.charts.former.base_map import Frame
from contested_ground.data import dates
from contested_ground.data.tables import grouped, records

YEARS = (1917, 1924)  # what the timeline spans, war and settlement; the events outside stand in the table
WIDTH = 700  # pixels, of the stored drawings; the site fits them to the page
MAP = Frame(41.4, 50.4, 38.0, 42.0, WIDTH)  # all that is told of, but for a few capitals far away
LABEL, TICK, BAR, SPACE = 15, 8, 1.4, 5  # pixels: a lane's name, its row of ticks, one level of bars, the gap below
DAY = 24 * 60 * 60 * 1000  # milliseconds, in which Vega counts


def plain(slug):
    """A value of a closed list in words."""
    return str(slug).replace("_", " ")


def day_number(date):
    """A day as its number, counted from 1970."""
    return (pd.Timestamp(date) - pd.Timestamp(1970, 1, 1)).days


def rows(tables):
    """The events by date, as dicts of what the drawings and the table need, None for what is not stated.

    `from` and `until` are numbers of days, `until` the one after the last; an `unmarked` date may be thirteen days
    later. Of a date with an open side only the known day counts: `open` is 1 for what came since, -1 for what came by
    then. `spots` says what else there is.
    """
    points = spots(tables)
    actors = tables["actors"].set_index("actor_id")["label"]
    places = tables["places"].set_index("place_id")["label"]
    told = tables["events"]
    told = told.assign(first=told["date_start"].fillna(told["date_end"]))
    found = []
    for row in records(told.sort_values(["first", "date_end", "event_id"], na_position="last")):
        when = "no date told" if row["date"] is None else dates.words(row["date"])
        first, last = row["first"], row["date_end"] if row["date_end"] is not None else row["date_start"]
        side = -1 if row["date_start"] is None else 1 if row["date_end"] is None else None
        numbers = [row["locator"], *(row["also"] or "").split(";")] if row["source_id"] == "article" else []
        found.append(
            {
                "id": row["event_id"],
                "date": when + ", calendar not named" * (row["calendar"] == "unmarked"),
                "title": row["title"],
                "theatre": plain(row["theatre"]),
                "kind": plain(row["kind"]),
                "voice": row["voice"],
                "who": actors.get(row["claimant_id"]) or row["claimant_as"],
                "place": places.get(row["place_id"]),
                "placeId": row["place_id"],
                "paragraphs": [number for number in dict.fromkeys(numbers) if number],
                "from": None if first is None else day_number(first),
                "until": None if last is None else day_number(last) + 1,
                "open": side if first is not None else None,
                "unmarked": row["calendar"] == "unmarked" or None,
                **points.get(row["place_id"], {}),
            }
        )
    return found


def spots(tables):
    """By place, where its events stand on the map: the point in pixels, whether it is exact, whether a town is there.

    `spot` names all places of events at that point, the town first; of a place without a point it is the place's name.
    """
    told = set(tables["events"]["place_id"].dropna())
    places = [row for row in records(tables["places"]) if row["place_id"] in told]
    found = {row["place_id"]: {"spot": row["label"]} for row in places}
    points = defaultdict(list)
    for row in places:
        if row["lat"] is not None and MAP.holds(row["lon"], row["lat"]):
            points[row["lon"], row["lat"]].append(row)
    for point, here in points.items():
        here.sort(key=lambda row: (row["precision"] != "exact", row["kind"] not in ("city", "town"), row["label"]))
        (x, y), *_ = MAP.pixels(*point).round(1).tolist()
        exact, town = here[0]["precision"] == "exact", here[0]["kind"] in ("city", "town")
        spot = {"spot": " · ".join(row["label"] for row in here), "x": x, "y": y, "exact": exact, "town": town}
        found |= {row["place_id"]: spot for row in here}
    return found


def lay(events, theatres):
    """Give each event of YEARS its height on the timeline, `height`, in pixels: lanes by theatre, ticks above bars.

    A bar takes the first level of its lane that is free on all its days. Returns the lanes as {theatre: top}, and
    where the last one ends.
    """
    begin, end = day_number(f"{YEARS[0]}-01-01"), day_number(f"{YEARS[1] + 1}-01-01")
    lanes, top = {}, 0
    rows = grouped(events, "theatre")
    for theatre in filter(rows.get, theatres):
        lanes[theatre], free, bars = top, [], top + LABEL + TICK + 2  # free: a heap of (first free day, level)
        levels = 0
        for row in rows[theatre]:
            if row["from"] is None or row["until"] <= begin or row["from"] >= end:
                continue
            row["height"] = top + LABEL + TICK / 2
            if row["until"] - row["from"] > 1 or row["open"]:
                level = heappop(free)[1] if free and free[0][0] <= row["from"] else levels
                levels = max(levels, level + 1)
                heappush(free, (row["until"], level))
                row["height"] = round(bars + BAR * level, 1)
        top = round(bars + BAR * levels + SPACE)
    return lanes, top
