"""A view of the events: how long a quiet lasted that an agreement promised."""

import pandas as pd

from contested_ground.data.kinds import AGREEMENTS, CLASHES


def next_clash(events):
    """How many days passed from each agreement to the next clash that is told in the same theatre.

    Counts events of the kinds agreement, treaty and truce against clash, offensive, uprising, violence against
    civilians and destruction, where both are dated to within eleven days (precision 3 or better). Returns
    ``event_id``, ``theatre``, ``date_end``, ``next_id`` and ``days`` (from the last possible day of the agreement to
    the first possible day of the clash; clashes that may have begun before it are passed over), missing where no later
    clash is told. The number does not say who broke the agreement, nor that anyone did.
    """
    dated = events[events["date_precision"] <= 3]
    signed = dated[dated["kind"].isin(AGREEMENTS)].sort_values(["date_end", "event_id"])
    fought = dated[dated["kind"].isin(CLASHES)].sort_values(["date_start", "event_id"])
    fought = fought[["theatre", "date_start", "event_id"]].rename(
        columns={"event_id": "next_id", "date_start": "begun"}
    )
    after = signed["date_end"] + pd.Timedelta(days=1)
    signed = signed.assign(theatre=signed["theatre"].astype("string"), after=after.astype("datetime64[s]"))
    begun = fought["begun"].astype("datetime64[s]")
    fought = fought.assign(theatre=fought["theatre"].astype("string"), begun=begun)
    pairs = pd.merge_asof(signed, fought, left_on="after", right_on="begun", by="theatre", direction="forward")
    days = (pairs["begun"] - pairs["date_end"]).dt.days.astype("Int64")
    return pairs.assign(days=days)[["event_id", "theatre", "date_end", "next_id", "days"]]
