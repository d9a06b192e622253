"""Derived numbers against what the rows of the tables give when worked out by hand."""

import csv
from math import isfinite

import pytest

from contested_ground.analysis import derived
from contested_ground.data.sides import group_of, groups
from contested_ground.data.tables import DATA, shared

BY_HAND = {  # persons of the heading and of the total, days between two dates, rows counted
    "erivan-governorate-armenian-share-1897": 441_000 / 829_556 * 100,
    "erivan-governorate-azerbaijani-share-1897": 313_176 / 829_556 * 100,
    "elizavetpol-governorate-armenian-share-1897": 292_188 / 878_415 * 100,
    "elizavetpol-governorate-azerbaijani-share-1897": 534_086 / 878_415 * 100,
    "surmali-kurdish-share-1897": 19_099 / 89_055 * 100,
    "nakhchivan-uezd-armenian-share-1897": 34_672 / 100_771 * 100,
    "armenia-today-azerbaijani-share-1897": 240_323 / 797_853 * 100,
    "armenia-today-armenian-share-1897": 510_855 / 797_853 * 100,
    "armenian-ssr-armenian-share-1926": 743_571 / 880_464 * 100,
    "nakhichevan-assr-armenian-share-1926": 11_276 / 104_656 * 100,
    "kurdistan-uezd-kurdish-share-1926": 37_182 / 51_426 * 100,
    "nakhchivan-joined-armenian-share-1897": (34_672 + 20_700) / (100_771 + 76_538) * 100,
    "zangezur-pieces-kurds-1926": 37_182 - 11_967,
    "shamakhi-uezd-growth-1897-1916": (161_552 - 121_842) / 121_842 * 100,
    "herders-in-the-highlands-by-yamskov": 77_200,  # 115,800 less 33.3 percent, in hundreds
    "muslims-of-the-erivan-governorate-implied-by-mccarthy": 270_000,  # 180,000 as 66.7 percent, in thousands
    "sharur-nakhchivan-governorate-days": 87,  # 26 January to 23 April 1919
    "nakhchivan-armenian-governor-before-troops-days": 4,  # 16 to 20 May 1919
    "agulis-december-reading-days": 28,  # 24 December 1919 to 21 January 1920
    "agulis-april-reading-days": 94,  # 21 January to 24 April 1920, a leap year
    "zangezur-days-agreement-to-clash": 8,  # 23 November to 1 December 1919
    "baku-conference-delay-days": 24,  # 20 November to 14 December 1919
    "abdallar-shusha-km": 22,  # 0.12266 degrees of latitude, 0.20012 of longitude at 39.7 north: 13.6 and 17.1 km
    "karabakh-congress-answers": 11,
    "paragraphs-of-the-article": 282,
    "numbers-in-the-article": 691,
    # 1926: Zangezur, Meghri and Kurdistan uezds, less the Kalbajar okrug
    "zangezur-pieces-armenian-share-1926": (59_938 + 6_517 + 373 - 12) / (68_918 + 8_139 + 51_426 - 12_046) * 100,
    "zangezur-pieces-azerbaijani-share-1926": (4_433 + 1_201 + 13_745 - 62) / (68_918 + 8_139 + 51_426 - 12_046) * 100,
    "nakhchivan-joined-armenian-share-1926": (11_276 + 23_959) / (104_656 + 30_074) * 100,
    "karabakh-congress-rejections": 6,  # the first, second, fourth, fifth and seventh, and the eighth in Shushakend
    "goris-months-told": 10 + 6 + 12 + 4,  # March 1917 on, October 1918, August 1919, August to November 1920
    "meghri-months-told": 1,  # August 1919
    "votes-told-july-1921": 4 + 3 + 4 + 2 + 5,  # for Armenia; for and against Azerbaijan; two referendums
    "second-reader-events-found": 104,
    "second-reader-same-date-share": 67 / 104 * 100,
}


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cites(row, paragraphs):
    return row["source_id"] == "article" and any(
        locator.isdigit() and int(locator) in paragraphs
        for locator in [row["locator"], *row.get("also", row.get("other_locator")).split(";")]
    )


FIRST, AGAIN_TOLD = range(222, 265), range(274, 283)  # the paragraphs that tell Sovietisation, and tell it again
AGAIN = {  # counted in the files, row by row: these grow with the data
    "paragraphs-day-first": lambda: sum(row["date_style"] == "dmy" for row in rows("passages")),
    "paragraphs-month-first": lambda: sum(row["date_style"] == "mdy" for row in rows("passages")),
    "paragraphs-read-twice": lambda: len({row["locator"] for row in rows("second_reading")}),
    "recorded-discrepancies": lambda: sum(row["source_id"] == "article" for row in rows("discrepancies")),
    "fighting-events-1920-1921": lambda: sum(
        row["kind"] in ("clash", "offensive", "uprising") and cites(row, {*FIRST, *AGAIN_TOLD})
        for row in rows("events")
    ),
    "withdrawn-claims": lambda: sum(
        row["source_id"] == "enwiki-azerbaijanis-killed-2022" and "from the page" in row["note"]
        for row in rows("claims")
    ),
    "told-twice-differences": lambda: sum(
        row["kind"] in ("contradiction", "date", "repetition")
        and (row["locator"].isdigit() and int(row["locator"]) in {*FIRST, *AGAIN_TOLD})
        and cites(row, FIRST)
        and cites(row, AGAIN_TOLD)
        for row in rows("discrepancies")
    ),
    "zangezur-narrator-share": lambda: in_nobodys_mouth("zangezur"),
    "demography-narrator-share": lambda: in_nobodys_mouth("demography"),
    "background-narrator-share": lambda: unattributed_in(range(1, 48)),
    "foreign-powers-narrator-share": lambda: unattributed_in(range(48, 84)),
}


def unattributed_in(paragraphs):
    """Percent of the statements told in some paragraphs, once for each, that name nobody."""
    told = [row for table in ("events", "control", "terms", "claims", "population") for row in rows(table)]
    told = [row for row in told if row["source_id"] == "article"]
    where = [(row, place) for row in told for place in {row["locator"], *row.get("also", "").split(";")} if place]
    voices = [row["voice"] for row, place in where if int(place) in paragraphs]
    return pytest.approx(100 * voices.count("narrator") / len(voices))


def in_nobodys_mouth(theatre):
    """Percent of a theatre's rows that name nobody: of the event's own theatre, else of the row's first paragraph."""
    of = {row["locator"]: row["theatre"] for row in rows("passages") if row["source_id"] == "article"}
    told = [row for table in ("events", "control", "terms", "claims", "population") for row in rows(table)]
    told = [row for row in told if row["source_id"] == "article"]
    voices = [row["voice"] for row in told if row.get("theatre", of[row["locator"]]) == theatre]
    return pytest.approx(100 * voices.count("narrator") / len(voices))


@pytest.mark.parametrize("name", AGAIN)
def test_a_number_of_rows_is_that_of_the_file(name):
    assert derived.value(name, shared()) == AGAIN[name]()


@pytest.mark.parametrize("name", BY_HAND)
def test_a_derived_number_is_what_one_gets_by_hand(name):
    assert derived.value(name, shared()) == pytest.approx(BY_HAND[name])


@pytest.mark.parametrize("name", sorted(derived.REGISTRY))
def test_derived_numbers_are_within_their_unit(name):
    value, unit = float(derived.value(name, shared())), derived.REGISTRY[name].unit
    assert isfinite(value)
    assert value >= 0
    assert unit != "percent" or value <= 100
    assert unit in ("percent", "kappa") or value == int(value)


def test_a_part_follows_its_whole_unless_it_has_a_row_of_its_own():
    side, actors = groups(shared(), "side"), shared().actors
    parts = actors.dropna(subset=["part_of"]).set_index("actor_id")["part_of"]
    rows = shared().groups
    own = set(rows.loc[rows["scheme"].astype(str) == "side", "actor_id"])
    following = [actor for actor, whole in parts.items() if actor not in own and whole in side]
    assert following
    assert all(side[actor] == side[parts[actor]] for actor in following)
    unknown = actors["actor_id"].head(0).astype(object)
    unknown.loc[0] = "nobody-at-all"
    assert group_of(unknown, shared()).tolist() == ["other"]


def test_an_unknown_scheme_names_those_there_are():
    with pytest.raises(ValueError, match=r"no scheme 'flag' in groups\.csv; the schemes are holder, people, side"):
        groups(shared(), "flag")
