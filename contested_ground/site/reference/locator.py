"""A small map that says where in the country a place lies: water and a dot, drawn once a page and referred to."""

from contested_ground.charts.maps.ground import WINDOWS, layers
from contested_ground.site.reference.html import NOTHING, Markup, tag

WEST, EAST, SOUTH, NORTH = WINDOWS["whole"]
WIDTH, HEIGHT = 150, 100  # px
NEAREST = 1.5  # px: points of a shore or a river that lie closer are left out
GROUND = "cg-ground"  # the identifier that every locator refers to


def _place(lon, lat):
    return (lon - WEST) / (EAST - WEST) * WIDTH, (NORTH - lat) / (NORTH - SOUTH) * HEIGHT


def _path(line):
    kept = []
    for lon, lat in line:
        x, y = _place(lon, lat)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAREST:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept)


def ground():
    """The water of the country as a symbol, to stand once on a page that has locators."""
    water = "".join(_path(ring) + "Z" for rings in layers()["water"].values() for ring in rings)
    rivers = "".join(_path(line) for lines in layers()["rivers"].values() for line in lines)
    return Markup(
        f'<svg hidden width="0" height="0"><symbol id="{GROUND}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path class="cg-water" d="{water}"/><path class="cg-river" d="{rivers}"/></symbol></svg>'
    )


def locator(row):
    """The map of a place (a dict with `label`, `lat`, `lon` in degrees); nothing where it has no point or lies out."""
    if row["lat"] is None or not (WEST < row["lon"] < EAST and SOUTH < row["lat"] < NORTH):
        return NOTHING
    x, y = _place(row["lon"], row["lat"])
    return tag(
        '<svg class="cg-locator" role="img" aria-label="{} on a map of the South Caucasus" viewBox="0 0 {} {}">'
        '<use href="#{}"/><circle cx="{:.1f}" cy="{:.1f}" r="3.5"/></svg>',
        *(row["label"], WIDTH, HEIGHT, GROUND, x, y),
    )
