"""The kinds of picture of rows that the book doesn't show so, kept as lines: a change of code shows there.

`.venv/bin/python -m pytest tests/charts/test_sample.py --snapshot-update` writes them anew, after a change that is
meant. On the page, on a sheet between page and phone, on the phone, and on axes of a reader's own without the theme.
"""

import hashlib
import itertools
import random

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
    ((43.2, 49.8, 38.6, 41.9), (760, 520)),
    ((43.2, 49.8, 38.6, 41.9), (499, 420)),
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


WORDS = "the troops of a republic took Goris, Shusha or Kars in spring; nobody told how many left and came back"


class Rows:
    """Made-up rows, always the same: what happens by chance in one of a hundred of the book's happens here too."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, most=7):
        return " ".join(self.random.choices(WORDS.split(), k=self.random.randint(1, most)))

    def some(self, values):
        return self.random.choice(values)

    def chance(self):
        return self.random.random() < 0.4

    def day(self, first="1918-01-01", days=1100):
        return pd.Timestamp(first) + pd.Timedelta(days=self.random.randrange(days))

    def span(self):
        begin = self.day()
        return begin, begin + pd.Timedelta(days=self.random.choice([1, 5, 40, 200]))

    def table(self, rows, columns):
        """`rows` rows with `columns` as functions of nothing, a function of several columns giving a tuple."""
        made = []
        for _ in range(rows):
            row = {}
            for names, make in columns.items():
                value = make()
                row |= dict(zip(names.split(), value if " " in names else [value], strict=True))
            made.append(row)
        return pd.DataFrame(made)


def lanes_of(rows):
    def holders():
        return ";".join(rows.random.sample(list(style.HOLDERS), 1 + rows.chance()))

    table = rows.table(
        48,
        {
            "lane": lambda: rows.some(["Baku", "Ganja", "Kars", "A long name of a place"]),
            "since until": rows.span,
            "holders": holders,
            "level": lambda: rows.some(["held", "present"]),
            "sure": rows.chance,
            "open_start": rows.chance,
            "open_end": rows.chance,
            "words": lambda: f"{rows.words(4)}|{rows.words(2)}",
        },
    ).sort_values(["lane", "since"])
    after = table.groupby("lane")["since"].shift(-1)
    table["until"] = table["until"].where(after.isna() | (table["until"] < after), after)
    return table[table["until"] > table["since"]].reset_index(drop=True)


def turns_of(rows, count=9):
    return rows.table(count, {"date": rows.day, "words": rows.words})


def stays_of(rows):
    return rows.table(
        60,
        {
            "power": lambda: rows.some(["Britain", "Iran", "The Ottoman Empire"]),
            "words": lambda: rows.words(3),
            "since until": rows.span,
            "holder": lambda: rows.some(list(style.HOLDERS)),
            "level": lambda: rows.some(["held", "present"]),
            "open_start": rows.chance,
            "open_end": rows.chance,
        },
    )


def points_of(rows, count=9):
    table = rows.table(count, {"turn": lambda: rows.words(4), "middle": rows.day})
    return table.assign(date_start=table["middle"], date_end=table["middle"])


def flows_of(rows):
    return rows.table(
        14,
        {
            "giver": lambda: rows.some(["Dro", "the government in Erivan", "Zangezur"]),
            "receiver": lambda: rows.words(5),
            "what": lambda: f"{rows.random.randint(1, 90_000):,} {rows.words(3)}",
            "who": lambda: rows.words(3) if rows.chance() else "",
            "start end": rows.span,
        },
    ).sort_values("start")


def positions_of(rows):
    return rows.table(
        26,
        {
            "date_start date_end": rows.span,
            "who": lambda: rows.words(5),
            "band": lambda: rows.some(positions_chart.BANDS),
            "stance": lambda: rows.some(["decides", "wants", "refuses"]),
            "words": lambda: rows.words(9) if rows.chance() else "",
        },
    ).sort_values("date_start")


def killings_of(rows):
    def numbers():
        if rows.chance():
            return None, None
        low = rows.some([1, 9, 60, 700, 12_000])
        return low, low * (1 + rows.chance())

    return rows.table(
        40,
        {
            "theatre": lambda: rows.some(["Baku", "Karabakh", "Zangezur"]),
            "status": lambda: rows.some(["civilians", "not said", "soldiers"]),
            "victims": lambda: rows.words(4),
            "counted": lambda: rows.words(3),
            "place": lambda: rows.some(["Baku", "Shusha", ""]),
            "start end": rows.span,
            "low high": numbers,
            "words": lambda: f"{rows.random.randint(2, 999)} {rows.words(3)}",
            "who": lambda: rows.words(3) if rows.chance() else "",
            "question_id": lambda: f"q{rows.random.randrange(30)}",
        },
    ).sort_values(["theatre", "status", "start"])


def shares_of(rows):
    groups = list(style.PEOPLE)
    table = rows.table(
        30,
        {
            "place": lambda: rows.some(["Kars", "Baku uezd", "Lankaran", "A place of a long name", "Shusha"]),
            "group": lambda: rows.some(groups),
            "share": lambda: rows.random.randint(1, 28),
            "rounded": rows.chance,
        },
    ).drop_duplicates(["place", "group"])
    return table.assign(
        total=table["place"].map({name: 900 * 7**at for at, name in enumerate(table["place"].unique())})
    )


def counts_of(rows):
    table = rows.table(
        14,
        {
            "ground": lambda: rows.some(["Shusha", "Kars, town", "Zangezur"]),
            "group": lambda: rows.some(list(style.PEOPLE)),
            "before": lambda: rows.random.randint(0, 70_000),
            "after": lambda: rows.random.randint(0, 70_000),
        },
    )
    return table.drop_duplicates(["ground", "group"]).sort_values("ground")


def land_of(rows):
    return rows.table(
        12,
        {
            "place": lambda: rows.words(2),
            "to words": lambda: rows.some([("turkey", "to one"), ("armenia", "to another"), ("soviet", "is left")]),
            "lat": lambda: rows.random.uniform(39, 42),
            "lon": lambda: rows.random.uniform(42, 49),
        },
    )


def _fitting(high_of):
    """The height of rows on a sheet, and the margins and ticks that some kinds want besides."""
    return lambda table, width: high_of(table, width) + 40


MANY = {  # name: (made-up rows, height of them at a width, drawing of them)
    "flows": (flows_of, _fitting(flows.flows_height), flows.flows),
    "lanes": (
        lanes_of,
        lambda table, width: 620,
        lambda table, ax: lanes.lanes(table, ax, turns=turns_of(Rows(len(table)))),
    ),
    "parts": (shares_of, _fitting(parts.parts_height), parts.parts),
    "positions": (positions_of, _fitting(positions_chart.positions_height), positions_chart.positions),
    "silences": (killings_of, _fitting(silences_chart.silences_height), silences_chart.silences),
    "slopes": (counts_of, lambda table, width: 420, lambda table, ax: slopes.slopes(table, ax, between=WORDS[:30])),
    "stays": (stays_of, _fitting(stays_chart.stays_height), stays_chart.stays),
    "timeline": (
        points_of,
        lambda table, width: 700 if width > 500 else 1200,
        lambda table, ax: timeline.timeline(table, ax, events=points_of(Rows(1), 90)),
    ),
    "treaty": (land_of, lambda table, width: 600, lambda table, ax: treaty(table, "A treaty", ax)),
}


def sums(lines):
    """Lines as few: how many there are, and a hash of them; or why nothing was drawn."""
    if lines[0].startswith("refused"):
        return lines[0]
    return f"{len(lines)} lines, {hashlib.sha256(''.join(lines).encode()).hexdigest()[:12]}\n"


@pytest.mark.parametrize("kind", MANY)
def test_a_picture_of_rows_by_chance(kept, kind):
    """Kept as sums; to see what a change of code moves, print the lines before and after it."""
    make, high_of, draw = MANY[kind]
    lines = []
    for seed, width in itertools.product(range(6), (760, 340)):
        table = make(Rows(seed))
        panels = table["ground"].nunique() if kind == "slopes" else 1
        size = (width, high_of(table, width))
        lines.append(f"{seed} at {width}: {sums(drawn(draw, table, size, panels=panels))}")
    kept("".join(lines), f"many-{kind}.txt")


def test_maps_of_places_by_chance(tables, kept):
    lines = []
    for seed, (area, size) in itertools.product(range(4), AREAS[:4]):
        places = inside(tables["places"], area)
        some = places.sample(min(len(places), 14), random_state=seed)
        lines.append(
            f"{seed} {area}: {sums(drawn(lambda some, ax, area=area: theatre_map(some, ax, area), some, size))}"
        )
    kept("".join(lines), "many-maps.txt")


def test_campaigns_by_chance(tables, kept):
    places, lines = tables["places"], []
    for seed, (area, _) in itertools.product(range(4), AREAS[:2]):
        rows, there = Rows(seed), [*inside(places, area)["place_id"]]
        steps = rows.table(
            6,
            {
                "date": lambda rows=rows: f"{rows.day():%-d %B}",
                "party": lambda rows=rows: rows.some([*PARTIES]),
                "from_place to_place": lambda rows=rows, there=there: rows.random.sample(there, 2),
                "text": lambda rows=rows: rows.words(12),
            },
        )
        steps["from_place"] = steps["from_place"].where(steps.index != 2, None)
        for width in (960, 340):
            high = campaign_height(steps, places, PARTIES, area=area, width=width) + 8

            def draw(steps, ax, area=area):
                campaign_map(steps, places, ax, PARTIES, area=area)

            lines.append(f"{seed} {area} at {width}: {sums(drawn(draw, steps, (width, high)))}")
    kept("".join(lines), "many-campaigns.txt")
