"""Population counts by analysis group: printed headings mapped strictly and widely, shares of the printed total."""

import pandas as pd

STRICT = ["exact", "close", "narrow"]  # narrow: the heading is a part of the group, so it belongs to it whole
STATUS = ["printed", "rounded", "derived", "doubtful"]  # from the surest to the least sure
COUNT = ["place_id", "date", "scheme", "universe", "source_id"]


def by_group(population, categories):
    """Persons and shares of each analysis group in each count.

    A count is one place, date, scheme, universe and source. Headings are added up page by page, since two pages may
    print one population under overlapping headings; between pages the lower sum is the strict one, the higher the wide.
    Returns one row per count and group: the columns of the count, ``group``, ``strict`` (persons under headings that
    match the group exactly, closely or as a part of it), ``wide`` (with headings that are broader or only related),
    ``total`` (the printed total; a sum of headings is never put in its place), ``strict_share`` and ``wide_share``
    (percent: of that total, else as printed, else missing), ``status`` (the least sure of the rows) and ``rows`` (their
    identifiers, separated by semicolons).
    """
    counted = population.merge(categories[["scheme", "category", "group", "match"]], on=["scheme", "category"])
    counted = counted.assign(
        low=counted["count"].fillna(counted["low"]).astype("Float64"),
        high=counted["count"].fillna(counted["high"]).astype("Float64"),
        share=counted["share_percent"].astype("Float64"),
        status=pd.Categorical(counted["status"], STATUS, ordered=True).codes,
    )
    narrow = counted["match"].isin(STRICT)
    counted = counted.assign(
        strict=counted["low"].where(narrow), strict_printed=counted["share"].where(narrow), wide=counted["high"]
    )
    sums = ["strict", "wide", "strict_printed", "share"]
    pages = counted.groupby([*COUNT, "group", "locator"], observed=True)
    pages = pages[sums].sum(min_count=1).join(pages.agg(status=("status", "max"), rows=("observation_id", ";".join)))
    groups = pages.groupby([*COUNT, "group"]).agg(
        strict=("strict", "min"),
        wide=("wide", "max"),
        strict_share=("strict_printed", "min"),
        wide_share=("share", "max"),
        status=("status", "max"),
        rows=("rows", ";".join),
    )
    groups = groups.reset_index()
    totals = groups[groups["group"] == "total"].set_index(COUNT)["wide"].rename("total")
    groups = groups[groups["group"] != "total"].join(totals, on=COUNT)
    for name in ("strict", "wide"):
        groups[f"{name}_share"] = (groups[name] / groups["total"] * 100).fillna(groups[f"{name}_share"])
    columns = [*COUNT, "group", "strict", "wide", "total", "strict_share", "wide_share", "status", "rows"]
    groups["status"] = pd.Categorical.from_codes(groups["status"], STATUS, ordered=True)
    return groups[columns].reset_index(drop=True)
