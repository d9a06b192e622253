"""Derived numbers about the telling: who speaks, what is silent, what is at odds, and how two readers agree."""

import pandas as pd

from contested_ground.analysis import agreement
from contested_ground.analysis.claims import status
from contested_ground.analysis.coverage import VOICED, cited, harmed, takings, voices
from contested_ground.analysis.derived.registry import derived


def _killing(tables):
    """Questions of how many were killed, with their status."""
    asked = status(tables["questions"], tables["claims"])
    return asked[(asked["measure"] == "killed") & (asked["kind"] == "count")]


@derived("questions", ["questions"])
def questions_of_killing(tables):
    """Questions of how many people were killed where killing or a destroyed settlement is told, answered or not."""
    return len(tables.once(_killing))


@derived("questions", ["questions", "claims"])
def silent_questions_of_killing(tables):
    """Questions of how many people were killed to which no source read here gives an answer."""
    return int((tables.once(_killing)["status"] == "silent").sum())


@derived("percent", ["claims"])
def unattributed_claims_share(tables):
    """Claims of the article in the narrator's voice, of all its claims."""
    claims = tables["claims"].query("source_id == 'article'")
    return float((claims["voice"] == "narrator").mean() * 100)


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


TELLINGS = range(222, 265), range(274, 283)  # the paragraphs that tell Sovietisation, and tell it again


@derived("discrepancies", ["discrepancies"])
def told_twice_differences(tables):
    """Contradictions, differing dates and repetitions between paragraphs 222 to 264 and 274 to 282."""
    rows = tables["discrepancies"][tables["discrepancies"]["kind"].isin(["contradiction", "date", "repetition"])]
    places = cited(rows, "discrepancy_id")
    first, second = (set(places.loc[places["paragraph"].isin(telling), "discrepancy_id"]) for telling in TELLINGS)
    own = rows.loc[rows["locator"].isin(str(number) for telling in TELLINGS for number in telling), "discrepancy_id"]
    return len(first & second & set(own))


def unattributed(tables, paragraphs):
    """The share, in percent, of statements in the given paragraphs that the article puts in nobody's mouth."""
    rows = [cited(tables[name], "voice") for name in VOICED]
    voices = pd.concat([table.loc[table["paragraph"].isin(paragraphs), "voice"].astype("string") for table in rows])
    return float((voices == "narrator").mean() * 100)


@derived("percent", VOICED)
def background_narrator_share(tables):
    """Statements (rows of events, control, terms, claims, population) of paragraphs 1–47 without a named author."""
    return unattributed(tables, range(1, 48))


@derived("percent", VOICED)
def foreign_powers_narrator_share(tables):
    """Statements (rows of events, control, terms, claims, population) of paragraphs 48–83 without a named author."""
    return unattributed(tables, range(48, 84))


@derived("percent", ["events", "control", "terms", "claims", "population"])
def zangezur_narrator_share(tables):
    """Rows of the article about Zangezur (events, control, terms, claims, counts) for which our copy names nobody."""
    rows = voices(tables).query("theatre == 'zangezur'")
    return float((rows["voice"] == "narrator").mean() * 100)


@derived("percent", ["events", "control", "terms", "claims", "population"])
def demography_narrator_share(tables):
    """Rows of the article about demography for which our copy names nobody."""
    rows = voices(tables).query("theatre == 'demography'")
    return float((rows["voice"] == "narrator").mean() * 100)


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
    return int(tables["events"].query("source_id == 'article'")["label_text"].notna().sum())


@derived("discrepancies", ["discrepancies"])
def contradictions_in_the_article(tables):
    """Contradictions of the article with itself; those between voices, sources or counts are others."""
    found = tables["discrepancies"].query("source_id == 'article' and scope == 'article'")
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


@derived("paragraphs", ["events", "claims", "control", "terms", "population"])
def paragraphs_wholly_unattributed(tables):
    """Paragraphs of the article in which every statement is unattributed in our copy."""
    told = pd.concat([cited(tables[name], "voice") for name in VOICED])
    return int(told["voice"].eq("narrator").groupby(told["paragraph"]).all().sum())
