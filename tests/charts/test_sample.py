"""The kinds of picture of rows that the book doesn't show so, kept as lines: a change of code shows there.

`.venv/bin/python -m pytest tests/charts/test_sample.py --snapshot-update` writes them anew, after a change that is
meant. On the page, on a sheet between page and phone, on the phone, and on axes of a reader's own without the theme.
"""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from artists import written
from support import picked

from contested_ground.analysis import composition, gifts, holdings, positions, silences, stays, treaties, turning
from contested_ground.charts import flows, lanes, parts, slopes, style, timeline
from contested_ground.charts import positions as positions_chart
from contested_ground.charts import silences as silences_chart
from contested_ground.charts import stays as stays_chart
from contested_ground.charts.maps.campaign import campaign_height, campaign_map
from contested_ground.charts.maps.ground import WINDOWS
from contested_ground.charts.maps.theatre import theatre_map
from contested_ground.charts.treaties import treaty
from contested_ground.data.tables import shared

SHEETS = {"page": 760, "between": 500, "phone": 340, "own": 620}
COUNTS = pd.DataFrame(
    [
        ("Shusha", "Armenians", 14_420, 93),
        ("Shusha", "Azerbaijanis", 10_778, 4_900),
        ("Kars, town", "Armenians", 1_000, 1_000),
        ("Kars, town", "Russians", 990, 0),
        ("Kars, town", "Turks", 5, 1_010),
    ],
    columns=["ground", "group", "before", "after"],
)
TURNS = pd.DataFrame(
    {
        "date": pd.to_datetime(["1918-03-03", "1918-03-20", "1920-04-28", "1920-11-29"]),
        "words": ["A treaty", "Soon after, another turn with many words", "Baku is taken", "The last"],
    }
)
HELD = {"Sharur": "sharur", "Ordubad": "ordubad", "Batumi": "batumi", "Alexandropol": "alexandropol", "Kars": "kars"}
GIFTS = {
    "karabakh-1920-03-cartridges-from-zangezur": ("zangezur-forces", "arsen-mikaelyan"),
    "karabakh-1920-04-supplied-shells": ("zangezur-forces", "dro-forces"),
}


def _held(tables, ax):
    lanes.lanes(holdings.held(tables, HELD), ax, turns=TURNS, first="1918-01-01", last="1921-03-01")


def _stays(tables):
    there = {"Kars": "kars", "Tiflis": "tiflis", "Baku": "baku"}
    britain = stays.stays_of(tables, "Britain", "britain", ["british-forces"], there)
    return pd.concat([britain, stays.stays_of(tables, "Turkey", "turkey", ["ottoman-army"], there)])


KINDS = {  # name: (height at a width, drawing), both of the tables
    "flows": (
        lambda tables, width: flows.flows_height(gifts.gifts(tables, GIFTS), width),
        lambda tables, ax: flows.flows(gifts.gifts(tables, GIFTS), ax),
    ),
    "lanes": (lambda tables, width: 520, _held),
    "parts": (
        lambda tables, width: 420,
        lambda tables, ax: parts.parts(
            composition.composition(tables, ["surmali-uezd-1897", "kars-okrug-1897", "lankaran-uezd-1897"]), ax
        ),
    ),
    "positions": (
        lambda tables, width: positions_chart.positions_height(
            positions.positions(tables, ["sharur-nakhchivan", "erivan", "nagorno-karabakh"]), width
        ),
        lambda tables, ax: positions_chart.positions(
            positions.positions(tables, ["sharur-nakhchivan", "erivan", "nagorno-karabakh"]), ax
        ),
    ),
    "silences": (
        lambda tables, width: silences_chart.silences_height(silences.killings(tables, "baku"), width),
        lambda tables, ax: silences_chart.silences(silences.killings(tables, "baku"), ax),
    ),
    "slopes": (lambda tables, width: 360, lambda tables, axes: slopes.slopes(COUNTS, axes, between="a war", once=True)),
    "stays": (
        lambda tables, width: stays_chart.stays_height(_stays(tables), width),
        lambda tables, ax: stays_chart.stays(_stays(tables), ax),
    ),
    "timeline": (
        lambda tables, width: 560 if width > 500 else 1300,
        lambda tables, ax: timeline.timeline(
            turning.turning_points(tables, "foreign_powers"), ax, events=turning.dated_events(tables, "foreign_powers")
        ),
    ),
    "treaty": (
        lambda tables, width: 420,
        lambda tables, ax: treaty(
            treaties.named_points(tables).query("panel.str.startswith('After')"), "After Mudros", ax=ax
        ),
    ),
}


@pytest.fixture(scope="module")
def tables():
    """All tables, but of those in rows.json the rows there: what is added to the data changes no picture here."""
    return picked(shared(), "tests/charts/rows.json")


PARTIES = {"armenia": "Armenian forces", "nakhchivan-muslims": "Insurgents"}
STEPS = pd.DataFrame(
    [
        ("1 July", "armenia", None, "boyuk-vedi", "A unit is sent."),
        ("2 July", "armenia", "boyuk-vedi", "nakhchivan", "It goes down the river, day after day, and meets nobody."),
        ("3 July", "nakhchivan-muslims", "nakhchivan", "julfa", "They march on."),
        ("3 July", None, None, "julfa", "Others leave."),
        ("4 July", "nakhchivan-muslims", None, "goris", "Far off."),
    ],
    columns=["date", "party", "from_place", "to_place", "text"],
)
AREAS = [
    ("karabakh", (760, 700)),
    ("nakhchivan", (500, 560)),
    ("qazakh", (340, 420)),
    ((44.0, 48.5, 38.8, 41.0), (960, 760)),
]


def drawn(draw, tables, size, theme=True, panels=1):
    """The lines of a drawing, or why there is none."""
    with mpl.rc_context():
        mpl.rcdefaults()
        if theme:
            style.theme()
        figure, axes = plt.subplots(1, panels, figsize=(size[0] / 72, size[1] / 72), dpi=72, layout="constrained")
        figure.get_layout_engine().set(w_pad=2 / 72, h_pad=2 / 72, wspace=0.04, hspace=0.04)  # as Figure.sheet
        try:
            draw(tables, axes)
            figure.draw_without_rendering()
            return [f"{line}\n" for line in written(figure)]
        except ValueError as error:
            return [f"refused: {error}\n"]
        finally:
            plt.close(figure)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_other_rows(tables, kept, kind):
    height, draw = KINDS[kind]
    lines = []
    for sheet, width in SHEETS.items():
        high, panels = height(tables, width), 1 + (kind == "slopes")
        lines += [f"{sheet}, {width} x {high}\n", *drawn(draw, tables, (width, high), sheet != "own", panels)]
    kept("".join(lines), f"{kind}.txt")


def inside(places, area):
    """The places with a point of their own that lie well inside an area."""
    west, east, south, north = WINDOWS.get(area, area)
    exact = places[places["precision"].eq("exact")]
    inner = exact["lon"].between(west + 0.15, east - 0.15) & exact["lat"].between(south + 0.1, north - 0.1)
    return exact[inner]


@pytest.mark.parametrize("number", range(len(AREAS)))
def test_a_map_of_other_places(tables, kept, number):
    """With its landscapes and without."""
    area, size = AREAS[number]
    places = inside(tables["places"], area)
    lines = drawn(lambda _, ax: theatre_map(places, ax, area, landscapes=number % 2 == 0), tables, size)
    kept("".join(lines), f"map-{number}.txt")


def test_a_campaign_of_other_steps(tables, kept):
    places, lines = tables["places"], []
    taken = inside(places, "nakhchivan").assign(party="armenia", shade=0.6)
    taken.iloc[::2, taken.columns.get_indexer(["party", "shade"])] = "nakhchivan-muslims", 1
    for width, villages in ((960, None), (760, taken), (500, None), (340, taken)):
        also = {"also": ["goris"], "taken_words": "villages taken" * (villages is not None)}
        high = campaign_height(STEPS, places, PARTIES, width=width, **also) + 8  # and the sheet's margins

        def draw(_, ax, also=also, villages=villages):
            campaign_map(STEPS, places, ax, PARTIES, taken=villages, **also)

        lines += [f"{width} x {high}\n", *drawn(draw, tables, (width, high))]
    kept("".join(lines), "campaign.txt")
