"""Derived numbers of population: shares of a count, the same ground at two counts, what a claim implies."""

from contested_ground.analysis.derived.registry import derived, enter
from contested_ground.analysis.populations import GROUNDS, by_group, joined, parts


def count(tables, observation_id):
    """The persons of one observation."""
    return int(tables["population"].set_index("observation_id").at[observation_id, "count"])


def grouped(tables):
    """The population by analysis group."""
    return by_group(tables["population"], tables["categories"])


def share(tables, place_id, year, group, scheme=None):
    """The strict share, in percent, of a group in a place at a year's count.

    Raises ``ValueError`` unless exactly one count of that year (and scheme) prints it.
    """
    groups = tables.once(grouped)
    found = groups[
        (groups["place_id"] == place_id) & groups["date"].str.startswith(str(year)) & (groups["group"] == group)
    ]
    found = found if scheme is None else found[found["scheme"] == scheme]
    if len(found) != 1:
        raise ValueError(f"{len(found)} counts of {group} in {place_id} in {year}; name the scheme")
    return float(found["strict_share"].iloc[0])


def on_ground(tables, ground, group):
    """The row of ``populations.joined`` for a ground and group: shares (percent) and persons on both sides."""
    return tables.once(_on_grounds).loc[(ground, group)]


def _on_grounds(tables):
    rows = joined(tables["population"], tables["categories"], parts(GROUNDS))
    return rows.set_index(["ground", "group"]).sort_index()


@derived("persons", ["population:shusha-jabrail-1897-azerbaijani", "claims"])
def herders_in_the_highlands_by_yamskov(tables):
    """Rural Azerbaijanis of the Shusha and Jabrayil districts who left the lowlands in summer: all but a third."""
    staying = tables["claims"].set_index("claim_id")["point"]["karabakh-summer-share-azerbaijanis-staying-yamskov"]
    return round(count(tables, "shusha-jabrail-1897-azerbaijani") * (1 - staying / 100), -2)


@derived("persons", ["claims"])
def muslims_of_the_erivan_governorate_implied_by_mccarthy(tables):
    """The Muslims of the Erivan governorate of whom the claimed number would be two-thirds."""
    claimed = tables["claims"].set_index("claim_id")["point"]
    start = "erivan-governorate-1914-1926-muslims-killed-or-expelled-"
    return round(claimed[f"{start}number-mccarthy"] / claimed[f"{start}share-mccarthy"] * 100, -3)


@derived("percent", ["population:shamakhi-uezd-1897-total", "population:shamakhi-uezd-1916-total"])
def shamakhi_uezd_growth_1897_1916(tables):
    """By how much the printed total of the Shamakhi uezd grew from 1897 to 1916."""
    return (count(tables, "shamakhi-uezd-1916-total") / count(tables, "shamakhi-uezd-1897-total") - 1) * 100


@derived("persons", ["population:kurdistan-uezd-1926-kurd", "population:kalbajar-okrug-1926-kurd"])
def zangezur_pieces_kurds_1926(tables):
    """Kurds by nationality in 1926 in the Kurdistan uezd without the Kalbajar okrug."""
    return count(tables, "kurdistan-uezd-1926-kurd") - count(tables, "kalbajar-okrug-1926-kurd")


# Shares as printed, of the total that the same count prints: identifier, place, year, group, the rows that it is made
# from (a heading's and the total's, after "population:"), what it is.
SHARES = [
    ("erivan-governorate-armenian-share-1897", "erivan-governorate-1897", 1897, "Armenians",
     "erivan-governorate-1897-armenian erivan-governorate-1897-total",
     "Speakers of Armenian in the Erivan governorate, 1897."),
    ("erivan-governorate-azerbaijani-share-1897", "erivan-governorate-1897", 1897, "Azerbaijanis",
     "erivan-governorate-1897-tatar erivan-governorate-1897-total",
     'Speakers of "Tatar" (Azerbaijani Turkic) in the Erivan governorate, 1897.'),
    ("elizavetpol-governorate-armenian-share-1897", "elizavetpol-governorate-1897", 1897, "Armenians",
     "elizavetpol-governorate-1897-armenian elizavetpol-governorate-1897-total",
     "Speakers of Armenian in the Yelizavetpol Governorate, 1897."),
    ("elizavetpol-governorate-azerbaijani-share-1897", "elizavetpol-governorate-1897", 1897, "Azerbaijanis",
     "elizavetpol-governorate-1897-tatar elizavetpol-governorate-1897-total",
     'Speakers of "Tatar" (Azerbaijani Turkic) in the Yelizavetpol Governorate, 1897.'),
    ("surmali-kurdish-share-1897", "surmali-uezd-1897", 1897, "Kurds",
     "surmali-uezd-1897-kurdish surmali-uezd-1897-total",
     "Speakers of Kurdish, Yazidis among them, in the Surmali uezd, 1897."),
    ("nakhchivan-uezd-armenian-share-1897", "nakhchivan-uezd-1897", 1897, "Armenians",
     "nakhchivan-uezd-1897-armenian nakhchivan-uezd-1897-total",
     "Speakers of Armenian in the Nakhchivan uezd, 1897."),
    ("armenia-today-azerbaijani-share-1897", "armenia-present-day", 1897, "Azerbaijanis",
     "armenia-present-day-1897-tatar armenia-present-day-1897-total",
     "Tatars, here Azerbaijanis, in 1897 on the territory of today's Armenia."),
    ("armenia-today-armenian-share-1897", "armenia-present-day", 1897, "Armenians",
     "armenia-present-day-1897-armenian armenia-present-day-1897-total",
     "Armenians in 1897 on the territory of today's Armenia."),
    ("armenian-ssr-armenian-share-1926", "armenian-ssr-1926", 1926, "Armenians",
     "armenian-ssr-1926-armenian armenian-ssr-1926-total",
     "Armenians by nationality in the Armenian SSR, 1926."),
    ("armenian-ssr-azerbaijani-share-1926", "armenian-ssr-1926", 1926, "Azerbaijanis", "",
     "Azerbaijani Turks by nationality in the Armenian SSR, 1926, the lower of two printed numbers."),
    ("nakhichevan-assr-armenian-share-1926", "nakhichevan-assr-1926", 1926, "Armenians",
     "nakhichevan-assr-1926-armenian nakhichevan-assr-1926-total",
     "Armenians by nationality in the Nakhichevan ASSR, 1926, of a total that we added up from its groups."),
    ("kurdistan-uezd-kurdish-share-1926", "kurdistan-uezd-1926", 1926, "Kurds",
     "kurdistan-uezd-1926-kurd kurdistan-uezd-1926-total",
     "Kurds by nationality in the Kurdistan uezd, 1926."),
]  # fmt: skip
# Shares on ground joined from several counts: identifier, ground (key of populations.GROUNDS), group, side, what it is.
GROUND_SHARES = [
    ("zangezur-pieces-armenian-share-1926", "Zangezur, nearer ground", "Armenians", "after",
     "Armenians in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."),
    ("zangezur-pieces-azerbaijani-share-1926", "Zangezur, nearer ground", "Azerbaijanis", "after",
     "Azerbaijani Turks in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."),
    ("nakhchivan-joined-armenian-share-1897", "Nakhchivan, nearer ground", "Armenians", "before",
     "Armenians in 1897 in the Nakhchivan and Sharur-Daralayaz uezds together."),
    ("nakhchivan-joined-armenian-share-1926", "Nakhchivan, nearer ground", "Armenians", "after",
     "Armenians in 1926 in the Nakhichevan ASSR and the Daralagez uezd together."),
    ("erivan-nearer-azerbaijani-share-1897", "Erivan, nearer ground", "Azerbaijanis", "before",
     'Speakers of "Tatar" in 1897 in the Erivan governorate without Surmalu.'),
    ("erivan-nearer-azerbaijani-share-1926", "Erivan, nearer ground", "Azerbaijanis", "after",
     "Azerbaijani Turks in 1926, Armenian SSR and Nakhichevan ASSR without Zangezur, Meghri, Delizhan and Aghbaba."),
]  # fmt: skip

# Persons on such ground: identifier, ground, group, side, what it is.
GROUND_COUNTS = [
    ("nakhchivan-joined-armenians-1897", "Nakhchivan, nearer ground", "Armenians", "before",
     "Armenians in 1897 in the Nakhchivan and Sharur-Daralayaz uezds together; of the second a rounded count."),
    ("nakhchivan-joined-armenians-1926", "Nakhchivan, nearer ground", "Armenians", "after",
     "Armenians in 1926 in the Nakhichevan ASSR and the Daralagez uezd together."),
    ("nakhchivan-joined-azerbaijanis-1897", "Nakhchivan, nearer ground", "Azerbaijanis", "before",
     "Azerbaijanis in 1897 in the Nakhchivan and Sharur-Daralayaz uezds together; of the second a rounded count."),
    ("nakhchivan-joined-azerbaijanis-1926", "Nakhchivan, nearer ground", "Azerbaijanis", "after",
     "Azerbaijani Turks in 1926 in the Nakhichevan ASSR and the Daralagez uezd together."),
    ("zangezur-pieces-armenians-1926", "Zangezur, nearer ground", "Armenians", "after",
     "Armenians in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."),
    ("zangezur-pieces-azerbaijanis-1926", "Zangezur, nearer ground", "Azerbaijanis", "after",
     "Azerbaijani Turks in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."),
]  # fmt: skip


@derived("persons", ["population:zangezur-1897-azerbaijani", "population:zangezur-1897-kurd"])
def zangezur_azerbaijanis_and_kurds_1897(tables):
    """Azerbaijanis and Kurds together in the Zangezur uezd of 1897, as the article prints them."""
    return count(tables, "zangezur-1897-azerbaijani") + count(tables, "zangezur-1897-kurd")


@derived("persons", ["population"])
def zangezur_pieces_azerbaijanis_and_kurds_1926(tables):
    """Azerbaijani Turks and Kurds together in 1926 in the Zangezur, Meghri and Kurdistan uezds without Kalbajar."""
    turks = int(on_ground(tables, "Zangezur, nearer ground", "Azerbaijanis")["count_after"])
    return turks + zangezur_pieces_kurds_1926(tables)


def fewer(tables, ground, group):
    """By how many percent of 1897 a group's persons on a ground are fewer in 1926."""
    row = on_ground(tables, ground, group)
    return float((1 - row["count_after"] / row["count_before"]) * 100)


@derived("percent", ["population", "comparisons"])
def nakhchivan_joined_armenians_fewer(tables):
    """By how much Armenians in Nakhchivan with Sharur and Daralayaz were fewer in 1926 than in 1897."""
    return fewer(tables, "Nakhchivan, nearer ground", "Armenians")


@derived("percent", ["population", "comparisons"])
def nakhchivan_joined_azerbaijanis_fewer(tables):
    """By how much Azerbaijanis in Nakhchivan with Sharur and Daralayaz were fewer in 1926 than in 1897."""
    return fewer(tables, "Nakhchivan, nearer ground", "Azerbaijanis")


def _share_of(place_id, year, group):
    return lambda tables: share(tables, place_id, year, group)


def _ground_share_of(ground, group, side):
    return lambda tables: float(on_ground(tables, ground, group)[f"share_{side}"])


def _ground_count_of(ground, group, side):
    return lambda tables: int(on_ground(tables, ground, group)[f"count_{side}"])


for name, place_id, year, group, rows, text in SHARES:
    inputs = [f"population:{row}" for row in rows.split()] or ["population"]
    enter(name, _share_of(place_id, year, group), "percent", inputs, text)
for name, ground, group, side, text in GROUND_SHARES:
    enter(name, _ground_share_of(ground, group, side), "percent", ["population", "comparisons"], text)
for name, ground, group, side, text in GROUND_COUNTS:
    enter(name, _ground_count_of(ground, group, side), "persons", ["population", "comparisons"], text)
