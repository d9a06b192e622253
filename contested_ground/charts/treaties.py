"""A treaty as named points: the places it disposed of, in the colours of who was to have them; no areas, no borders."""

from math import cos, radians

from contested_ground.charts.maps.ground import WATER, Sheet, layers
from contested_ground.charts.maps.labels import Labels
from contested_ground.charts.style import GROUND, HOLDERS, INK, MUTED, RULE, SIZE, narrow, settled

WEST, EAST, SOUTH, NORTH = 41.0, 50.6, 38.3, 42.4
KEY = 17  # px of a line of the key
SHAPES = "osD^"  # a shape for each party too: their colours are of one grey


def treaty(points, title, ax):
    """Draw a treaty's places between the Black Sea and the Caspian, its title above and its parties in words below.

    `points`: `place`, `to` (a key of style.HOLDERS), `words` (what that colour says), `lat`, `lon` (degrees), as
    `analysis.treaties.named_points` returns them. Raises ValueError for an empty table, a missing column, or a name
    that finds no room.

        from contested_ground.analysis.treaties import named_points
        moved = named_points(load())
        treaty(moved[moved["panel"].eq("Batum, 4 June")], "Batum", ax=plt.gca())
    """
    if missing := [column for column in ("place", "to", "words", "lat", "lon") if column not in points]:
        raise ValueError(f"treaty needs the column {missing[0]}; analysis.treaties.named_points makes it")
    if points.empty:
        raise ValueError("treaty needs at least one place; this table has none")
    ax.set(xlim=(WEST, EAST), ylim=(SOUTH, NORTH), xticks=[], yticks=[])
    ax.set_aspect(1 / cos(radians(40.3)), adjustable="box", anchor="N")
    ax.spines[:].set(visible=True, color=RULE)
    ax.set_title(title, size=SIZE, weight=600, loc="left", pad=5)
    box = settled(ax)
    for rings in layers()["around"].values():
        for ring in rings:
            ax.fill(*ring.T, color=WATER, lw=0, zorder=0)
    sheet = Sheet(ax, box.width, box.height, narrow(ax))
    labels = Labels(sheet)
    shape = dict(zip(dict.fromkeys(points["to"]), SHAPES, strict=False))
    for row in points.itertuples():
        ax.plot(row.lon, row.lat, shape[row.to], ms=9, mfc=HOLDERS[row.to], mec=INK, mew=0.8, zorder=6)
        labels.mark(*sheet.pixels(row.lon, row.lat)[0], 6)
    for row in points.sort_values("lon").itertuples():
        labels.beside(*sheet.pixels(row.lon, row.lat)[0], row.place, clear=6.5, size=12.5, weight=400)
    for at, row in enumerate(points.drop_duplicates("to").itertuples()):
        y = -(9 + KEY * at) / box.height
        look = {"mfc": HOLDERS[row.to], "mec": INK, "mew": 0.8, "ms": 8, "clip_on": False}
        ax.plot(7 / box.width, y, shape[row.to], transform=ax.transAxes, **look)
        ax.text(17 / box.width, y, row.words, size=12.5, color=MUTED, va="center_baseline", transform=ax.transAxes)
    ax.set_facecolor(GROUND)
