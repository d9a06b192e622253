"""Numbers that are computed, not told: each a registered function of the tables, with its unit and its inputs.

A chapter links one as ``[46.1 percent](derived:zangezur-armenian-share-1897)``. The name is the function's name with
hyphens, the explanation its docstring.
"""

from collections import namedtuple
from math import asin, cos, radians, sin, sqrt

import pandas as pd

from contested_ground.analysis import agreement, campaign, casualties, congresses
from contested_ground.analysis.claims import status
from contested_ground.analysis.control import by_month
from contested_ground.analysis.coverage import VOICED, cited, harmed, takings, voices
from contested_ground.analysis.events import next_clash
from contested_ground.analysis.populations import GROUNDS, by_group, joined, parts

Derived = namedtuple("Derived", "name function unit inputs text")
REGISTRY = {}


def derived(unit, inputs):
    """Register a function of the tables as a derived number.

    ``unit``: ``percent``, ``persons``, ``days`` or another noun. ``inputs``: the tables or rows that it is made from,
    each ``table`` or ``table:key``.
    """

    def register(function):
        name = function.__name__.replace("_", "-")
        if name in REGISTRY:
            raise ValueError(f"derived number '{name}' is registered twice; choose another name")
        REGISTRY[name] = Derived(name, function, unit, tuple(inputs), " ".join(function.__doc__.split()))
        return function

    return register


def value(name, tables):
    """The value of a derived number. Raises ``KeyError`` for a name that is not registered."""
    return tables.once(REGISTRY[name].function)


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


# Demographic outcomes


@derived("percent", ["population:erivan-governorate-1897-armenian", "population:erivan-governorate-1897-total"])
def erivan_governorate_armenian_share_1897(tables):
    """Speakers of Armenian in the Erivan governorate, 1897."""
    return share(tables, "erivan-governorate-1897", 1897, "Armenians")


@derived("percent", ["population:erivan-governorate-1897-tatar", "population:erivan-governorate-1897-total"])
def erivan_governorate_azerbaijani_share_1897(tables):
    """Speakers of "Tatar" (Azerbaijani Turkic) in the Erivan governorate, 1897."""
    return share(tables, "erivan-governorate-1897", 1897, "Azerbaijanis")


@derived("percent", ["population:armenian-ssr-1926-armenian", "population:armenian-ssr-1926-total"])
def armenian_ssr_armenian_share_1926(tables):
    """Armenians by nationality in the Armenian SSR, 1926."""
    return share(tables, "armenian-ssr-1926", 1926, "Armenians")


@derived("percent", ["population"])
def armenian_ssr_azerbaijani_share_1926(tables):
    """Azerbaijani Turks by nationality in the Armenian SSR, 1926, the lower of two printed numbers."""
    return share(tables, "armenian-ssr-1926", 1926, "Azerbaijanis")


@derived("percent", ["population:nakhchivan-uezd-1897-armenian", "population:nakhchivan-uezd-1897-total"])
def nakhchivan_uezd_armenian_share_1897(tables):
    """Speakers of Armenian in the Nakhchivan uezd, 1897."""
    return share(tables, "nakhchivan-uezd-1897", 1897, "Armenians")


@derived("percent", ["population:nakhichevan-assr-1926-armenian", "population:nakhichevan-assr-1926-total"])
def nakhichevan_assr_armenian_share_1926(tables):
    """Armenians by nationality in the Nakhichevan ASSR, 1926, of a total that we added up from its groups."""
    return share(tables, "nakhichevan-assr-1926", 1926, "Armenians")


# Cover


def _killing(tables):
    """Questions of how many were killed, with their status."""
    asked = status(tables["questions"], tables["claims"])
    return asked[(asked["measure"] == "killed") & (asked["kind"] == "count")]


@derived("questions", ["questions"])
def questions_of_killing(tables):
    """Questions of how many people were killed where killing or a destroyed settlement is told, answered or not."""
    return len(_killing(tables))


@derived("questions", ["questions", "claims"])
def silent_questions_of_killing(tables):
    """Questions of how many people were killed to which the article gives no answer."""
    return int((_killing(tables)["status"] == "silent").sum())


@derived("percent", ["claims"])
def unattributed_claims_share(tables):
    """Claims of the article in the narrator's voice, of all its claims."""
    return float((tables["claims"]["voice"] == "narrator").mean() * 100)


@derived("percent", ["events"])
def events_to_the_day_share(tables):
    """Events whose date is sharp to the day, of all events."""
    return float((tables["events"]["date_precision"] == 1).mean() * 100)


@derived("percent", ["events"])
def inferred_years_share(tables):
    """Events whose year we inferred from the narrative, of all events."""
    return float((tables["events"]["year_basis"] == "inferred").mean() * 100)


@derived("discrepancies", ["discrepancies"])
def recorded_discrepancies(tables):
    """Discrepancies recorded in the article."""
    return int((tables["discrepancies"]["source_id"] == "article").sum())


# Nakhchivan


def days_between(tables, first_id, last_id):
    """Days from the first possible day of one event to that of another."""
    begun = tables["events"].set_index("event_id")["date_start"]
    return (begun[last_id] - begun[first_id]).days


@derived(
    "days",
    [
        "events:sharur-nakhchivan-1919-01-26-decision-governorate",
        "events:batumi-1919-04-23-decision-abolish-governorate",
    ],
)
def sharur_nakhchivan_governorate_days(tables):
    """Days from the British decision to create the governorate of Sharur-Nakhchivan to that to abolish it."""
    return days_between(
        tables,
        "sharur-nakhchivan-1919-01-26-decision-governorate",
        "batumi-1919-04-23-decision-abolish-governorate",
    )


@derived(
    "days", ["events:nakhchivan-1919-05-16-appointment-varshamyan", "events:nakhchivan-1919-05-20-entry-armenian-unit"]
)
def nakhchivan_armenian_governor_before_troops_days(tables):
    """Days from the naming of an Armenian governor of Nakhchivan to the entry of the first Armenian unit, May 1919."""
    return days_between(
        tables, "nakhchivan-1919-05-16-appointment-varshamyan", "nakhchivan-1919-05-20-entry-armenian-unit"
    )


@derived("days", ["events:agulis-1919-12-24-attack-armenians", "events:agulis-1920-01-21-promise-khoyski"])
def agulis_december_reading_days(tables):
    """Days from the second attack at Agulis to the promise of an investigation, if it was on 24 December 1919."""
    return days_between(tables, "agulis-1919-12-24-attack-armenians", "agulis-1920-01-21-promise-khoyski")


@derived("days", ["events:agulis-1919-12-24-attack-armenians", "events:agulis-1920-01-21-promise-khoyski"])
def agulis_april_reading_days(tables):
    """Days from the promise of an investigation to the second attack at Agulis, if it was on 24 April as printed."""
    events = tables["events"].set_index("event_id")
    promised = events.at["agulis-1920-01-21-promise-khoyski", "date_start"]
    return (events.at["agulis-1919-12-24-attack-armenians", "date_end"] - promised).days


# Karabakh

KARABAKH = [*range(137, 157), *range(182, 195), *range(196, 222)]  # the paragraphs of the chapter


@derived("answers", ["terms"])
def karabakh_congress_answers(tables):
    """Answers of the congresses of Karabakh Armenians, August 1918 to April 1920; the Seventh gave more than one."""
    return len(congresses.answers(tables))


@derived("answers", ["terms"])
def karabakh_congress_rejections(tables):
    """Of these answers, those that reject what was asked."""
    return int((congresses.answers(tables)["action"] == "rejects").sum())


@derived("days", ["events:karabakh-1919-08-22-agreement", "events"])
def karabakh_agreement_days_to_next_clash(tables):
    """Days from the agreement of 22 August 1919 to the next violence told in Karabakh and dated within eleven days."""
    return int(next_clash(tables["events"]).set_index("event_id").at["karabakh-1919-08-22-agreement", "days"])


@derived("steps", ["events"])
def karabakh_spring_1920_steps(tables):
    """Events of fighting, change of hands and harm about Karabakh, March–April 1920, dated to within eleven days."""
    return len(campaign.steps(tables))


@derived("steps", ["events"])
def karabakh_spring_1920_steps_unattributed(tables):
    """Of these steps, those that our copy of the article tells with nobody named as the source."""
    return int((campaign.steps(tables)["voice"] == "narrator").sum())


@derived("steps", ["events"])
def karabakh_spring_1920_steps_salimov(tables):
    """Of these steps, those that rest on reports of the Azerbaijani general Salimov."""
    return int((campaign.steps(tables)["claimant_id"] == "habib-bey-salimov").sum())


@derived("questions", ["questions"])
def karabakh_harm_questions(tables):
    """Questions that the article's paragraphs on Karabakh raise about people killed, hurt, taken or driven out."""
    return int(casualties.asked(tables, KARABAKH)["question_id"].nunique())


@derived("questions", ["questions", "claims"])
def karabakh_harm_questions_without_number(tables):
    """Of these questions, those to which no claim gives a number."""
    asked = casualties.asked(tables, KARABAKH)
    return int(asked.loc[~asked["numbered"], "question_id"].nunique())


# From Sovietisation to status

TELLINGS = range(222, 265), range(274, 283)  # the paragraphs that tell Sovietisation, and tell it again


@derived("events", ["events"])
def fighting_events_1920_1921(tables):
    """Clashes, offensives and uprisings told in paragraphs 222 to 264 and 274 to 282."""
    told = cited(tables["events"])
    told = told[told["paragraph"].isin([*TELLINGS[0], *TELLINGS[1]])]
    return told.loc[told["kind"].isin(["clash", "offensive", "uprising"]), "event_id"].nunique()


@derived("votes", ["participations"])
def votes_told_july_1921(tables):
    """Votes for or against that paragraph 251 tells of named members, over the four questions of 4 July 1921."""
    cast = tables["participations"]
    cast = cast[cast["event_id"].str.startswith("tiflis-1921-07-0")]
    return int(cast["role"].isin(["votes_for", "votes_against"]).sum())


@derived("discrepancies", ["discrepancies"])
def told_twice_differences(tables):
    """Contradictions, differing dates and repetitions between paragraphs 222 to 264 and 274 to 282."""
    rows = tables["discrepancies"][tables["discrepancies"]["kind"].isin(["contradiction", "date", "repetition"])]
    places = cited(rows)
    first, second = (set(places.loc[places["paragraph"].isin(telling), "discrepancy_id"]) for telling in TELLINGS)
    own = rows.loc[rows["locator"].isin(str(number) for telling in TELLINGS for number in telling), "discrepancy_id"]
    return len(first & second & set(own))


# Background


@derived(
    "percent", ["population:elizavetpol-governorate-1897-armenian", "population:elizavetpol-governorate-1897-total"]
)
def elizavetpol_governorate_armenian_share_1897(tables):
    """Speakers of Armenian in the Yelizavetpol Governorate, 1897."""
    return share(tables, "elizavetpol-governorate-1897", 1897, "Armenians")


@derived("percent", ["population:elizavetpol-governorate-1897-tatar", "population:elizavetpol-governorate-1897-total"])
def elizavetpol_governorate_azerbaijani_share_1897(tables):
    """Speakers of "Tatar" (Azerbaijani Turkic) in the Yelizavetpol Governorate, 1897."""
    return share(tables, "elizavetpol-governorate-1897", 1897, "Azerbaijanis")


@derived("percent", ["population:surmali-uezd-1897-kurdish", "population:surmali-uezd-1897-total"])
def surmali_kurdish_share_1897(tables):
    """Speakers of Kurdish, Yazidis among them, in the Surmali uezd, 1897."""
    return share(tables, "surmali-uezd-1897", 1897, "Kurds")


def unattributed(tables, paragraphs):
    """The share, in percent, of statements in the given paragraphs that the article puts in nobody's mouth."""
    rows = [cited(tables[name]) for name in VOICED]
    voices = pd.concat([table.loc[table["paragraph"].isin(paragraphs), "voice"].astype("string") for table in rows])
    return float((voices == "narrator").mean() * 100)


@derived("percent", VOICED)
def background_narrator_share(tables):
    """Statements (rows of events, control, terms, claims, population) of paragraphs 1–47 without a named author."""
    return unattributed(tables, range(1, 48))


# Foreign powers


@derived("percent", VOICED)
def foreign_powers_narrator_share(tables):
    """Statements (rows of events, control, terms, claims, population) of paragraphs 48–83 without a named author."""
    return unattributed(tables, range(48, 84))


# Zangezur


@derived("days", ["events:tiflis-1919-11-23-agreement", "events:zangezur-1919-12-01-offensives-armenian-forces"])
def zangezur_days_agreement_to_clash(tables):
    """Days from the agreement of 23 November 1919 to the next fighting in Zangezur that is dated closely enough."""
    after = next_clash(tables["events"]).set_index("event_id")["days"]
    return int(after["tiflis-1919-11-23-agreement"])


@derived("km", ["places:abdallar", "places:shusha"])
def abdallar_shusha_km(tables):
    """Kilometres from Abdallar to Shusha in a straight line over the globe (mean radius 6,371 km)."""
    ends = tables["places"].set_index("place_id").loc[["abdallar", "shusha"], ["lat", "lon"]]
    (south, west), (north, east) = ends.map(radians).to_numpy()
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return round(2 * 6371 * asin(sqrt(chord)))


@derived("months", ["control"])
def goris_months_told(tables):
    """Months from March 1917 to December 1921 for which the article says who held Goris or was there."""
    control = tables["control"]
    return int(by_month(control[control["place_id"] == "goris"])["month"].nunique())


@derived("months", ["control"])
def meghri_months_told(tables):
    """Months from March 1917 to December 1921 for which the article says who held Meghri."""
    control = tables["control"]
    return int(by_month(control[control["place_id"] == "meghri"])["month"].nunique())


@derived("times", ["events"])
def goris_captures_told_1920(tables):
    """Times that Goris is told to be taken or retaken in 1920."""
    events = tables["events"]
    year = events["date_start"].dt.year == 1920
    return int((events["place_id"].eq("goris") & events["kind"].eq("control_change") & year).sum())


@derived(
    "days", ["claims:baku-1919-12-conference-opening-date-khatisian", "events:baku-1919-12-14-first-plenary-session"]
)
def baku_conference_delay_days(tables):
    """Days from 20 November 1919, when the Armenian delegation was to arrive in Baku, to the first session."""
    opened = tables["events"].set_index("event_id").at["baku-1919-12-14-first-plenary-session", "date_start"]
    return (opened - pd.Timestamp(1919, 11, 20)).days


@derived("percent", ["events", "control", "terms", "claims", "population"])
def zangezur_narrator_share(tables):
    """Rows of the article about Zangezur (events, control, terms, claims, counts) for which our copy names nobody."""
    rows = voices(tables).query("theatre == 'zangezur'")
    return float((rows["voice"] == "narrator").mean() * 100)


# Demographic outcomes: like ground, herders, and what a claim implies


def on_ground(tables, ground, group):
    """The row of ``populations.joined`` for a ground and group: shares (percent) and persons on both sides."""
    rows = joined(tables["population"], tables["categories"], parts({ground: GROUNDS[ground]}))
    return rows.set_index("group").loc[group]


@derived("percent", ["population", "comparisons"])
def zangezur_pieces_armenian_share_1926(tables):
    """Armenians in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."""
    return float(on_ground(tables, "Zangezur, nearer ground", "Armenians")["share_after"])


@derived("percent", ["population", "comparisons"])
def zangezur_pieces_azerbaijani_share_1926(tables):
    """Azerbaijani Turks in 1926 in the Zangezur, Meghri and Kurdistan uezds together, without the Kalbajar okrug."""
    return float(on_ground(tables, "Zangezur, nearer ground", "Azerbaijanis")["share_after"])


@derived("percent", ["population", "comparisons"])
def nakhchivan_joined_armenian_share_1897(tables):
    """Armenians in 1897 in the Nakhchivan and Sharur-Daralayaz uezds together."""
    return float(on_ground(tables, "Nakhchivan, nearer ground", "Armenians")["share_before"])


@derived("percent", ["population", "comparisons"])
def nakhchivan_joined_armenian_share_1926(tables):
    """Armenians in 1926 in the Nakhichevan ASSR and the Daralagez uezd together."""
    return float(on_ground(tables, "Nakhchivan, nearer ground", "Armenians")["share_after"])


@derived("percent", ["population", "comparisons"])
def erivan_nearer_azerbaijani_share_1897(tables):
    """Speakers of "Tatar" in 1897 in the Erivan governorate without Surmalu."""
    return float(on_ground(tables, "Erivan, nearer ground", "Azerbaijanis")["share_before"])


@derived("percent", ["population", "comparisons"])
def erivan_nearer_azerbaijani_share_1926(tables):
    """Azerbaijani Turks in 1926, Armenian SSR and Nakhichevan ASSR without Zangezur, Meghri, Delizhan and Aghbaba."""
    return float(on_ground(tables, "Erivan, nearer ground", "Azerbaijanis")["share_after"])


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


@derived("percent", ["events", "control", "terms", "claims", "population"])
def demography_narrator_share(tables):
    """Rows of the article about demography for which our copy names nobody."""
    rows = voices(tables).query("theatre == 'demography'")
    return float((rows["voice"] == "narrator").mean() * 100)


@derived("percent", ["population:kurdistan-uezd-1926-kurd", "population:kurdistan-uezd-1926-total"])
def kurdistan_uezd_kurdish_share_1926(tables):
    """Kurds by nationality in the Kurdistan uezd, 1926."""
    return share(tables, "kurdistan-uezd-1926", 1926, "Kurds")


# The source


@derived("paragraphs", ["passages"])
def paragraphs_of_the_article(tables):
    """Paragraphs of the article, as they are counted here."""
    return int((tables["passages"]["source_id"] == "article").sum())


@derived("percent", ["events", "control", "terms", "claims", "population"])
def narrator_share(tables):
    """Rows of events, control, terms, claims and population of the article for which our copy names nobody."""
    return float((voices(tables)["voice"] == "narrator").mean() * 100)


@derived("authorities", ["events", "control", "terms", "claims", "population"])
def named_authorities(tables):
    """Persons, bodies and governments whom the article names as saying something."""
    return int(voices(tables)["claimant_id"].nunique())


@derived("questions", ["questions"])
def questions_of_harm(tables):
    """Questions of how many people were killed, wounded, taken, missing or driven out, answered or not."""
    return len(harmed(tables))


@derived("questions", ["questions", "claims"])
def questions_of_harm_with_a_number(tables):
    """Questions of how many people were killed, wounded, taken, missing or driven out, with a number for an answer."""
    return int(harmed(tables)["numbered"].sum())


@derived("events", ["events"])
def labelled_events(tables):
    """Events to which the article gives a label such as massacre, liberation, occupation or rebellion."""
    return int(tables["events"]["label_text"].notna().sum())


@derived("discrepancies", ["discrepancies"])
def contradictions_in_the_article(tables):
    """Contradictions recorded in the article."""
    found = tables["discrepancies"].query("source_id == 'article'")
    return int((found["kind"] == "contradiction").sum())


@derived("events", ["events"])
def events_without_a_calendar(tables):
    """Events of January to June 1918 whose date names no calendar, and may be thirteen days off."""
    return int((tables["events"]["calendar"] == "unmarked").sum())


@derived("paragraphs", ["passages"])
def paragraphs_month_first(tables):
    """Paragraphs of the article that write dates with the month first."""
    return int((tables["passages"]["date_style"] == "mdy").sum())


@derived("paragraphs", ["passages"])
def paragraphs_day_first(tables):
    """Paragraphs of the article that write dates with the day first."""
    return int((tables["passages"]["date_style"] == "dmy").sum())


@derived("changes of control", ["events", "participations"])
def changes_of_control(tables):
    """Changes of control that the article tells."""
    return len(takings(tables))


@derived("numbers", ["mentions"])
def numbers_in_the_article(tables):
    """Numbers in the article, in digits or in words, as the ledger of mentions lists them."""
    return int(tables["mentions"]["mention"].str.fullmatch(r"\d+\.\d+").sum())


@derived("numbers", ["mentions"])
def further_numbers_in_the_article(tables):
    """Numbers in words that the first list of the article's numbers had missed."""
    return len(tables["mentions"]) - numbers_in_the_article(tables)


@derived("paragraphs", ["second_reading"])
def paragraphs_read_twice(tables):
    """Paragraphs that a second reader coded and in which there was something to code."""
    return int(tables["second_reading"]["locator"].nunique())


def agreed(tables, measure):
    """The row of ``agreement.table`` for a measure."""
    return tables.once(agreement.table).set_index("measure").loc[measure]


@derived("events", ["second_reading", "events"])
def second_reader_events(tables):
    """Dated events that the second reader coded."""
    return int(agreed(tables, "dated event found")["compared"])


@derived("events", ["second_reading", "events"])
def second_reader_events_found(tables):
    """Of them, those for which our tables have an event in the same paragraph whose dates overlap."""
    return int(agreed(tables, "dated event found")["agreed"])


@derived("percent", ["second_reading", "events"])
def second_reader_same_date_share(tables):
    """Of these events, those that both readers dated in the same way to the letter."""
    return float(agreed(tables, "date of an event, to the letter")["share"])


@derived("kappa", ["second_reading", "claims", "population"])
def second_reader_voice_kappa(tables):
    """Cohen's kappa of two readers for the voice of a number."""
    return float(agreed(tables, "voice of a number")["kappa"])


# Demographic outcomes: Kurds in the pieces of Zangezur


@derived("persons", ["population:kurdistan-uezd-1926-kurd", "population:kalbajar-okrug-1926-kurd"])
def zangezur_pieces_kurds_1926(tables):
    """Kurds by nationality in 1926 in the Kurdistan uezd without the Kalbajar okrug."""
    return count(tables, "kurdistan-uezd-1926-kurd") - count(tables, "kalbajar-okrug-1926-kurd")


@derived("paragraphs", ["events", "claims", "control", "terms", "population"])
def paragraphs_wholly_unattributed(tables):
    """Paragraphs of the article in which every statement is unattributed in our copy."""
    told = pd.concat([cited(tables[name])[["paragraph", "voice"]] for name in VOICED])
    return int(told["voice"].eq("narrator").groupby(told["paragraph"]).all().sum())


# Demographic outcomes: the ground of today's Armenia


@derived("percent", ["population:armenia-present-day-1897-tatar", "population:armenia-present-day-1897-total"])
def armenia_today_azerbaijani_share_1897(tables):
    """Tatars, here Azerbaijanis, in 1897 on the territory of today's Armenia."""
    return share(tables, "armenia-present-day", 1897, "Azerbaijanis")


@derived("percent", ["population:armenia-present-day-1897-armenian", "population:armenia-present-day-1897-total"])
def armenia_today_armenian_share_1897(tables):
    """Armenians in 1897 on the territory of today's Armenia."""
    return share(tables, "armenia-present-day", 1897, "Armenians")
