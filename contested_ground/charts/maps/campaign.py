"""A campaign on the map: numbered steps with arrows between places that the data joins, and their words in a list."""

from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from contested_ground.charts.maps.ground import Sheet, area_for, around, draw_ground
from contested_ground.charts.maps.labels import Labels, even
from contested_ground.charts.maps.story import Layout, pale, write_story
from contested_ground.charts.maps.theatre import LANDS, backdrop, checked, furniture, marks, named, river_lines
from contested_ground.charts.style import HOLDERS, INK, MUTED, on

POINTS = {"exact", "near", "landscape"}  # the precisions of a place that an arrow may start or end at
BENDS = (0.16, -0.16, 0.28, -0.28, 0.06, -0.06)
PALE = "#fffdf8"  # as the ground of light pages, and no variable: dark arrows need it on dark relief
BADGE = 9.0  # radius in pixels
MOST_PARTIES = 3


def campaign_map(
    steps: pd.DataFrame,
    places: pd.DataFrame,
    ax: Axes,
    parties: dict[str, str],
    *,
    area=None,
    also=(),
    taken=None,
    taken_words="",
) -> Sheet:
    """Draw numbered steps on the ground, their words beside the map (below it on the phone); return the map's Sheet.

    `steps` is in the order told: `date` (words), `text` (words), `party` (key of style.HOLDERS), `from_place`,
    `to_place` (keys of `places`; an arrow where both stand, a numbered place where one does, else words alone).
    `places` has place_id, label, kind, lat, lon, precision, as the places table; only those of the steps, and `also`
    (keys), are drawn. `parties` names the parties in words, at most three. `taken` are villages that change hands:
    place_id and party, and `shade` from 1 (full) down to 0.3, drawn as small dots without names; `taken_words`
    explains them.
    Raises ValueError when a column or a party's words lack, when an arrow's end has no row with a point of its own,
    and when the axes are too small for words and map.

        steps = pd.DataFrame({"date": ["15 June", "5 July"], "text": ["Shusha falls.", "Goris is taken."],
                              "party": "soviet", "from_place": [None, "shusha"], "to_place": ["shusha", "goris"]})

        @figure(id="red-army-1920", height=(640, 760), width=960, …)
        def red_army(ax):
            campaign_map(steps, tables.places, ax, {"soviet": "Red Army"}, area="karabakh")
    """
    steps, rows = joined(steps, places, parties)
    used = [*steps["from_place"].dropna(), *steps["to_place"].dropna(), *also]
    shown = rows.loc[[place for place in rows.index if place in set(used)]].dropna(subset=["lat", "lon"])
    area = area_for(ax, area) or around(shown)
    write_story(ax, steps, [(words, colour(party)) for party, words in parties.items()], area, taken_words)
    sheet = draw_ground(ax, area)
    draw_steps(sheet, steps, rows, shown, taken)
    return sheet


def campaign_height(steps, places, parties, *, area=None, also=(), taken_words="", width=960) -> int:
    """The height in pixels that campaign_map wants on axes `width` pixels wide (under 500: the phone's)."""
    steps, rows = joined(steps, places, parties)
    used = {*steps["from_place"].dropna(), *steps["to_place"].dropna(), *also}
    pair = isinstance(area, (tuple, list)) and len(area) == 2
    area = (area[width < 500] if pair else area) or around(rows[rows.index.isin(used)])
    legend = [(words, colour(party)) for party, words in parties.items()]
    return ceil(Layout(steps, legend, taken_words, area, width, width < 500).least)


def joined(steps: pd.DataFrame, places: pd.DataFrame, parties: dict[str, str]):
    """The steps, numbered from 1, and the places by key, once everything that a map joins is known to have its row."""
    steps = checked(steps, ("date", "text", "party", "from_place", "to_place"), "campaign_map")
    steps = steps.set_axis(range(len(steps)))
    rows = checked(places, ("place_id", "label", "kind", "lat", "lon", "precision"), "campaign_map").set_index(
        "place_id"
    )
    if unnamed := set(steps["party"].dropna()) - set(parties):
        raise ValueError(f"campaign_map: no words for {', '.join(sorted(unnamed))} in parties")
    if len(parties) > MOST_PARTIES:
        raise ValueError(f"campaign_map: {len(parties)} parties; a map with more than {MOST_PARTIES} is two maps")
    for number, step in enumerate(steps.itertuples(), 1):
        ends = [place for place in (step.from_place, step.to_place) if isinstance(place, str)]
        for place in ends:
            if place not in rows.index:
                raise ValueError(
                    f"campaign_map: step {number} ({step.date}) names {place}, which no row of places gives"
                )
            if len(ends) == 2 and (pd.isna(rows.at[place, "lat"]) or rows.at[place, "precision"] not in POINTS):
                raise ValueError(
                    f"campaign_map: step {number} ({step.date}): {place} has no point of its own "
                    f"({rows.at[place, 'precision']}), so no arrow can start or end there; name a place that has one"
                )
    numbers = steps["number"] if "number" in steps else range(1, len(steps) + 1)
    return steps.assign(number=numbers, fill=steps["party"].map(colour)), rows


def draw_steps(sheet: Sheet, steps, rows, shown, taken=None, by_step=False) -> None:
    """Dots, arrows, numbers and names. With `by_step` each step's marks carry the class cg-step-N."""
    labels = Labels(sheet)
    river_lines(labels)
    sheet.require(shown)
    dots = shown[~shown["kind"].isin(LANDS)]
    if taken is not None:
        _villages(labels, checked(taken, ("place_id", "party"), "campaign_map"), rows, set(dots.index), by_step)
    marks(dots, labels)
    dots_taken, ways, numbers = labels.taken, {}, []
    for step in steps.itertuples():  # its index tells steps apart: a number may have several rows
        step_class = _class(step.number, by_step)
        at, start = _point(sheet, rows, step.to_place), _point(sheet, rows, step.from_place)
        if start is not None and at is not None:
            ways[step.Index] = _arrow(labels, start, at, colour(step.party), step_class)
        elif at is not None or start is not None:
            numbers.append((step, at if at is not None else start, step_class))
    furniture(labels)
    for step in steps.loc[list(ways)].itertuples():
        others = [way for index, way in ways.items() if index != step.Index]
        step_class = _class(step.number, by_step)
        spot = _on_arrow(labels, ways[step.Index], np.vstack([dots_taken, *map(_boxes, others)]), step_class)
        numbers.append((step, spot, step_class))
        dots_taken = np.vstack([dots_taken, _square(spot)])
    for step, spot, step_class in numbers:
        if step.Index not in ways:
            side = 2 * BADGE + 2
            spot = labels.room(*spot, side, side, 6, f"cg-halo{step_class}")
        _badge(labels, step.number, spot, colour(step.party), step_class)
    lands = shown[shown["kind"].isin(LANDS)]
    named(dots, lands, labels)
    backdrop(labels, lands["label"])


def colour(party) -> str:
    """The colour of a party, muted where none acts. Raises ValueError for a key that style.HOLDERS lacks."""
    if not isinstance(party, str):
        return MUTED
    if party not in HOLDERS:
        raise ValueError(f"campaign_map: {party!r} is no party; it is one of {', '.join(HOLDERS)}")
    return HOLDERS[party]


def rim(fill) -> str:
    """The rim of a mark: pale round a dark fill, on dark pages too; ink round a light one, pale on dark pages."""
    return PALE if on(fill) == "#ffffff" else INK


def _point(sheet, rows, place):
    if not isinstance(place, str) or pd.isna(rows.at[place, "lat"]):
        return None
    xy = sheet.pixels(rows.at[place, "lon"], rows.at[place, "lat"])[0]
    return xy if sheet.holds(rows.at[place, "lon"], rows.at[place, "lat"])[0] else None


def _villages(labels, taken, rows, named, by_step) -> None:
    sheet = labels.sheet
    for row in taken.drop_duplicates("place_id").itertuples():
        if row.place_id in named or pd.isna(rows.at[row.place_id, "lat"]):
            continue
        lon, lat = rows.at[row.place_id, "lon"], rows.at[row.place_id, "lat"]
        if sheet.holds(lon, lat, margin=4)[0]:
            fill = pale(colour(row.party), getattr(row, "shade", 1.0))
            sheet.ax.plot(
                lon,
                lat,
                "o",
                ms=8,
                mfc=fill,
                mec=PALE,
                mew=1.4,
                zorder=5,
                gid=f"cg-village{_class(getattr(row, 'number', 0), by_step)}",
            )
            labels.mark(*sheet.pixels(lon, lat)[0], 5)


def _class(number, by_step) -> str:
    """What is added to the class of a mark that its step alone shows; nothing where all shows at once."""
    return f" cg-step cg-step-{int(number)}" if by_step and number else ""


def curve(start, end, bend, step=3.0) -> np.ndarray:
    """Points on the arc from start to end, `step` pixels apart; `bend` is its height as a part of the distance."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    way = end - start
    control = (start + end) / 2 + 2 * bend * np.array([way[1], -way[0]])
    t = np.linspace(0, 1, 40)[:, None]
    return even((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end, step)


def _arrow(labels: Labels, start, end, fill, step_class) -> np.ndarray:
    """Draw an arrow that bends away from what is there; return its way, a point a pixel."""
    sheet = labels.sheet
    away = 8.0  # pixels from both dots

    def met(bend):
        inner = curve(start, end, bend)[4:-4]
        a = labels.taken
        x, y = inner.T[:, :, None]
        hit = ((a[:, 0] < x + 6) & (a[:, 2] > x - 6) & (a[:, 1] < y + 6) & (a[:, 3] > y - 6)).sum()
        out = ((inner < 12) | (inner > (sheet.width - 12, sheet.height - 12))).any(axis=1).sum()
        return hit + 3 * out + abs(bend)

    way = curve(start, end, min(BENDS, key=met), 1.0)
    cut = int(min(away, len(way) / 5))
    way = way[cut : len(way) - cut]
    thick = 3.0 if sheet.narrow else 4.0
    head = min(3.2 * thick, 0.6 * len(way))
    base = way[max(len(way) - 1 - int(head), 0)]
    ahead = (way[-1] - base) / max(np.hypot(*(way[-1] - base)), 1e-9)
    across = np.array([-ahead[1], ahead[0]]) * 0.5 * head
    body = way[: max(len(way) - int(0.7 * head), 2)]
    line = np.array([sheet.degrees(*xy) for xy in [*body[:-1:5], body[-1]]])
    tip = np.array([sheet.degrees(*xy) for xy in (way[-1], base + across, base - across)])
    gid = f"cg-arrow{step_class}"
    sheet.ax.plot(*line.T, color=rim(fill), lw=thick + 2.4, zorder=4, gid=gid, alpha=0.85)
    sheet.ax.add_patch(Polygon(tip, fc=fill, ec=rim(fill), lw=1.2, joinstyle="miter", zorder=4.1, gid=gid))
    sheet.ax.plot(*line.T, color=fill, lw=thick, solid_capstyle="butt", zorder=4.2, gid=gid)
    labels.taken = np.vstack([labels.taken, _boxes(way)])
    return way


def _boxes(way) -> np.ndarray:
    """The boxes that an arrow takes."""
    return np.array([(x - 4, y - 4, x + 4, y + 4) for x, y in even(way, 6)])


def _square(spot, half=BADGE + 1) -> tuple[float, float, float, float]:
    return spot[0] - half, spot[1] - half, spot[0] + half, spot[1] + half


def _on_arrow(labels: Labels, way, barred, step_class) -> tuple[float, float]:
    """Where an arrow's number stands: on it, clear of its head and of what else is drawn; beside a short one."""
    if len(way) > 4.5 * BADGE:
        for part in (0.45, 0.35, 0.55, 0.25, 0.65):
            left, lower, right, upper = _square(way[int(part * (len(way) - 1))])
            met = (barred[:, 0] < right) & (barred[:, 2] > left) & (barred[:, 1] < upper) & (barred[:, 3] > lower)
            if not met.any():
                spot = way[int(part * (len(way) - 1))]
                labels.take(*_square(spot))
                return spot
    return labels.room(*way[len(way) // 2], 2 * BADGE + 2, 2 * BADGE + 2, 5, f"cg-halo{step_class}")


def _badge(labels: Labels, number, spot, fill, step_class) -> None:
    """A number in a disc."""
    lon, lat = labels.sheet.degrees(*spot)
    gid = f"cg-badge{step_class}"
    labels.sheet.ax.plot(lon, lat, "o", ms=2 * BADGE, mfc=fill, mec=rim(fill), mew=1.2, zorder=9, gid=gid)
    labels.sheet.ax.text(
        lon, lat, str(number), size=12, weight=600, color=on(fill), ha="center", va="center", zorder=9.1,
        gid=gid,
    )  # fmt: skip
