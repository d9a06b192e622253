"""The steps of a campaign, each resting on an event: what `campaign_map` draws."""

import pandas as pd

from contested_ground.charts.labels import date_words

COLUMNS = ["event_id", "text", "party", "from_place", "to_place"]


def steps(tables, rows) -> pd.DataFrame:
    """The steps of a campaign with the dates of their events, in words.

    `rows`, in the order told: event_id, text (the step in words), party (a key of style.HOLDERS, or None), from_place
    and to_place (place_ids or None: an arrow where both stand). Returns them as columns with `date` in words, as the
    event has it. Raises KeyError for an unknown event, ValueError for no rows.

        from contested_ground import load
        from contested_ground.charts.maps.steps import steps
        steps(load(), [("goris-1920-07-05-capture", "Goris is taken.", "soviet", "shusha", "goris")])
    """
    told = pd.DataFrame(list(rows), columns=COLUMNS)
    if told.empty:
        raise ValueError("a campaign needs at least one step")
    events = tables["events"].set_index("event_id")
    if unknown := [event for event in told["event_id"] if event not in events.index]:
        raise KeyError(f"no event {unknown[0]}")
    days = events.loc[told["event_id"], ["date_start", "date_end"]]
    told["date"] = [date_words(start, end) for start, end in days.itertuples(index=False)]
    return told
