"""Karabakh from 22 March to late April 1920: the direction and the acting side of each step told."""

import pandas as pd

from contested_ground.data.kinds import FIGHTING, HARM
from contested_ground.data.sides import group_of

FIRST, LAST = "1920-03-19", "1920-04-26"
KINDS = [*FIGHTING, "control_change", *HARM]

# Places by the direction under which the article tells of them [196–217]; Dashbashi it tells under two, here the first.
DIRECTIONS = {
    "All Karabakh": "karabakh nagorno-karabakh karabakh-plain muslimlar korindzor",
    "Khankendi": "khankendi",
    "Shusha": "shusha shusha-armenian-quarter shushakend dashkend yenija mehdikend qayabashi ballcan khanazakh turshsu "
    "abdallar yarma zabukh-river keshishkend dagdagan harov siznik martiz-mountain qocaz",
    "Askeran": "askeran khanabad pirlar farrukh meshadiali gazanchi dashbashi elevation-3360 aghdam aranzemin ketuk "
    "naxchivanik",
    "Khachen": "khachen vank",
    "Tartar and Gulistan": "tartar maraghaly chayli bruc yenikend garachinar lower-agjakand upper-agjakand kharkhaput "
    "erkech gulistan chaykend goyarkh talish marqushavan",
    "Jabrail": "jabrail jabrail-district poryasen",
    "Qazakh": "qazakh qazakh-district barana tatl kalaja kotkend yaradulli kemerli",
}
OF_PLACE = {place: direction for direction, places in DIRECTIONS.items() for place in places.split()}


def steps(tables) -> pd.DataFrame:
    """The steps of the uprising and the campaign: events of fighting, change of hands and harm to people and places.

    Only the article's, and those dated to within eleven days (precision 3): what is said of whole weeks is no step.
    Returns the events' columns with `direction` (key of DIRECTIONS), `side` (group, as `sides` gives it, else missing)
    and the place's `label`, `lat`, `lon`, `precision`, `place_kind`, sorted by direction and date.
    """
    events, places = tables["events"], tables["places"].set_index("place_id")
    within = events["date_start"].between(FIRST, LAST) & events["date_end"].notna() & (events["date_precision"] <= 3)
    told = events[within & events["kind"].isin(KINDS) & events["place_id"].isin(OF_PLACE)]
    told = told[told["source_id"].eq("article")]
    order = list(DIRECTIONS)
    told = told.assign(
        direction=told["place_id"].map(OF_PLACE),
        side=told["event_id"].map(sides(tables)),
        **{name: told["place_id"].map(places[name]) for name in ("label", "lat", "lon", "precision")},
        place_kind=told["place_id"].map(places["kind"]),
    )
    return told.sort_values(
        ["direction", "date_start", "date_end", "event_id"],
        key=lambda column: column.map(order.index) if column.name == "direction" else column,
    )


def sides(tables) -> pd.Series:
    """The acting side of each event, by event_id: the group of its initiators, or of its parties where they agree.

    Events of which neither names one side are left out.
    """
    cast = tables["participations"]
    cast = cast[cast["role"].isin(["initiator", "party"])]
    cast = cast.assign(side=group_of(cast["actor_id"], tables, "side"))
    leads = cast["role"].eq("initiator").groupby(cast["event_id"]).transform("any")
    acting = cast[(cast["role"].eq("initiator") | ~leads) & cast["side"].ne("other")]
    of_event = acting.groupby("event_id")["side"].agg(["first", "nunique"])
    agreed = of_event["nunique"].eq(1) | of_event.index.isin(cast.loc[cast["role"] == "initiator", "event_id"])
    return of_event.loc[agreed, "first"]
