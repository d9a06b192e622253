"""Derived numbers of the war: days between events, steps told, answers given, months held, distances."""

from math import asin, cos, radians, sin, sqrt

import pandas as pd

from contested_ground.analysis import campaign, casualties, congresses
from contested_ground.analysis.control import by_month
from contested_ground.analysis.coverage import cited
from contested_ground.analysis.derived.registry import derived
from contested_ground.analysis.derived.source import TELLINGS
from contested_ground.analysis.events import next_clash
from contested_ground.data.kinds import FIGHTING, VOTES


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


@derived("events", ["events"])
def fighting_events_1920_1921(tables):
    """Clashes, offensives and uprisings told in paragraphs 222 to 264 and 274 to 282."""
    told = cited(tables["events"], "event_id", "kind")
    told = told[told["paragraph"].isin([*TELLINGS[0], *TELLINGS[1]])]
    return told.loc[told["kind"].isin(FIGHTING), "event_id"].nunique()


@derived("votes", ["participations"])
def votes_told_july_1921(tables):
    """Votes for or against that paragraph 251 tells of named members, over the four questions of 4 July 1921."""
    cast = tables["participations"]
    cast = cast[cast["event_id"].str.startswith("tiflis-1921-07-0")]
    return int(cast["role"].isin(VOTES[:2]).sum())


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


@derived("events", ["events"])
def events_of_harm_told(tables):
    """Events in which people are told to be killed, wounded, captured, driven out or burned out; no count of people."""
    return int(tables["events"]["harm"].eq("told").sum())
