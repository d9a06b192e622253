"""Who lived where by one census: shares of the printed total, group by group, one source a place."""

import pandas as pd

from contested_ground.analysis.populations import by_group

GROUPS = ("Armenians", "Azerbaijanis", "Kurds", "Russians")


def composition(tables, places, year="1897", groups=GROUPS) -> pd.DataFrame:
    """Shares of the population of each place by group, as a census and the works that print it have them.

    `places`: place_ids, in the order wanted. `groups`: those shown by name; every other printed one is `others`.
    A place is read from one source: printed counts before rounded ones, and of like ones that which names most groups.
    What the source names no group for is left out, so that the shares of a place may end below 100.

    Returns `place_id`, `place` (label without its year), `group`, `share` (percent of the printed total), `total`
    (persons), `rounded` (bool) and `rows` (population rows, joined by ";"), in the order of `places` and `groups`; a
    place of which no group is printed has no row. Raises ValueError when none is printed of any.

        from contested_ground import load
        from contested_ground.analysis.composition import composition
        composition(load(), ["surmali-uezd-1897", "shusha-uezd-1897"])
    """
    counted = tables["population"]
    counted = counted[counted["date"].str.startswith(year) & counted["universe"].eq("total")]
    counted = counted[counted["place_id"].isin(list(places))]
    totals = (
        counted[counted["category"].eq("Total") & counted["status"].eq("printed")].groupby("place_id")["count"].max()
    )
    told = by_group(counted, tables["categories"])
    told = told.assign(
        persons=told["strict"].astype("float64"),
        printed=told["strict_share"].fillna(told["wide_share"]).astype("float64"),
        total=told["place_id"].map(totals).astype("float64"),
        rounded=told["status"].ne("printed"),
    )
    told["share"] = (told["persons"] / told["total"] * 100).fillna(told["printed"])
    told = told.dropna(subset=["share"])
    if told.empty:
        raise ValueError(f"no groups are printed for {', '.join(places)} in {year}")
    named = told.groupby(["place_id", "source_id", "scheme"])["group"].transform("nunique")
    told = told.assign(named=named).sort_values(["rounded", "named"], ascending=[True, False])
    told = told[told["source_id"].eq(told.groupby("place_id")["source_id"].transform("first"))]
    told = told.assign(group=told["group"].where(told["group"].isin(groups), "others"))
    labels = tables["places"].set_index("place_id")["label"].str.replace(r" \(\d{4}\)$", "", regex=True)
    shares = told.groupby(["place_id", "group"], as_index=False).agg(
        share=("share", "sum"), total=("total", "first"), rounded=("rounded", "first"), rows=("rows", ";".join)
    )
    shares = shares.assign(
        place=shares["place_id"].map(labels),
        order=shares["place_id"].map(list(places).index),
        rank=shares["group"].map([*groups, "others"].index),
    )
    columns = ["place_id", "place", "group", "share", "total", "rounded", "rows"]
    return shares.sort_values(["order", "rank"])[columns].reset_index(drop=True)
