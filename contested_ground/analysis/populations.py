"""Population counts by analysis group: printed headings mapped strictly and widely, shares of the printed total."""

import pandas as pd

STRICT = ["exact", "close", "narrow"]  # narrow: the heading is a part of the group, so it belongs to it whole
STATUS = ["printed", "rounded", "derived", "doubtful"]  # from the surest to the least sure
COUNT = ["place_id", "date", "scheme", "universe", "source_id"]
PEOPLE = ("Armenians", "Azerbaijanis")  # the groups that the war's counts are asked for first

# Comparisons of 1897 with 1926: as the territories are named, and on ground that is put together or cut so that both
# counts cover nearly the same. What still differs is in `comparisons`; each line may be changed or added to.
GROUNDS = {
    "Erivan, as named": ("erivan-governorate-1897", "armenian-ssr-1926"),
    "Erivan, nearer ground": (
        "erivan-governorate-1897 - surmali-uezd-1897",
        "armenian-ssr-1926 + nakhichevan-assr-1926 - zangezur-uezd-1926 - meghri-uezd-1926 - delizhan-uezd-1926"
        " - aghbaba-okrug-1926",
    ),
    "Nakhchivan, as named": ("nakhchivan-uezd-1897", "nakhichevan-assr-1926"),
    "Nakhchivan, nearer ground": (
        "nakhchivan-uezd-1897 + sharur-daralayaz-uezd-1897",
        "nakhichevan-assr-1926 + daralagez-uezd-1926",
    ),
    "Zangezur, as named": ("zangezur-uezd-1897", "zangezur-uezd-1926"),
    "Zangezur, nearer ground": (
        "zangezur-uezd-1897",
        "zangezur-uezd-1926 + meghri-uezd-1926 + kurdistan-uezd-1926 - kalbajar-okrug-1926",
    ),
}
# Territories whose groups the census of 1897 prints on no page that was read, and the scheme of those who print them.
OTHERWISE_COUNTED = {
    "armenia-present-day": "as-printed",
    "erivan-uezd-1897": "as-printed",
    "sharur-daralayaz-uezd-1897": "as-printed",
    "zangezur-uezd-1897": "article-narrator",
}


def by_group(population, categories, counted_as=None):
    """Persons and shares of each analysis group in each count.

    ``counted_as``: groups that are to count as another, ``{"Kurds": "Azerbaijanis"}``: another reading, to be tried.

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
        status=pd.Categorical(counted["status"], STATUS).codes,
    )
    narrow = counted["match"].isin(STRICT)
    counted = counted.assign(
        strict=counted["low"].where(narrow), strict_printed=counted["share"].where(narrow), wide=counted["high"]
    )
    sums = ["strict", "wide", "strict_printed", "share"]
    pages = counted.groupby([*COUNT, "group", "locator"])
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
    if counted_as:
        groups = groups.assign(group=groups["group"].replace(counted_as))
        summed = groups.groupby([*COUNT, "group"])
        numbers = summed[["strict", "wide", "strict_share", "wide_share"]].sum(min_count=1)
        rest = summed.agg(total=("total", "first"), status=("status", "max"), rows=("rows", ";".join))
        groups = numbers.join(rest).reset_index()
    columns = [*COUNT, "group", "strict", "wide", "total", "strict_share", "wide_share", "status", "rows"]
    groups["status"] = pd.Categorical.from_codes(groups["status"], STATUS)
    return groups[columns].reset_index(drop=True)


def counts(tables, places, people=PEOPLE, counted_as=None):
    """What each whole count of some places says of their people, the groups that are not named put together.

    ``places``: place_ids, in the order wanted. ``people``: the groups that keep their name; the rest are ``others``.
    ``counted_as``: see ``by_group``. Returns one row a count and group: ``place_id``, ``place`` (label without its
    year), ``date``, ``year`` (int), ``group``, ``persons`` and ``share`` (percent; strict, or wide where no heading is
    strict; missing where not printed), ``total`` (persons), ``status``, ``source_id``; by place, date, then group.
    Raises ValueError when no count of these places is known.
    """
    population = tables["population"]
    groups = by_group(population[population["place_id"].isin(list(places))], tables["categories"], counted_as)
    groups = groups[groups["universe"].eq("total")]
    if groups.empty:
        raise ValueError(f"no count of {', '.join(places)} prints groups")
    groups = groups.assign(
        group=groups["group"].where(groups["group"].isin(people), "others"),
        persons=groups["strict"].fillna(groups["wide"]),
        share=groups["strict_share"].fillna(groups["wide_share"]),
        status=groups["status"].cat.codes,
    )
    keys = ["place_id", "date", "scheme", "source_id", "group"]
    summed = groups.groupby(keys)[["persons", "share"]].sum(min_count=1)
    summed = summed.join(groups.groupby(keys).agg(total=("total", "first"), status=("status", "max"))).reset_index()
    label = tables["places"].set_index("place_id")["label"].str.replace(r" \(\d{4}\)$", "", regex=True)
    summed = summed.assign(
        place=summed["place_id"].map(label),
        year=summed["date"].str.extract(r"(\d{4})")[0].astype(int),
        status=pd.Categorical.from_codes(summed["status"], STATUS),
        order=summed["place_id"].map(list(places).index),
        rank=summed["group"].map([*people, "others"].index),
    ).astype({"persons": float, "share": float, "total": float})
    columns = ["place_id", "place", "date", "year", "group", "persons", "share", "total", "status", "source_id"]
    return summed.sort_values(["order", "date", "source_id", "rank"])[columns].reset_index(drop=True)


def same_ground(tables, grades=("same", "close"), people=PEOPLE, counted_as=None):
    """Persons of each group in 1897 and in 1926 on ground of some grades of ``comparisons``, one pair a ground.

    A ground is taken when both counts print every group of ``people`` in persons. Of several pairs with one earlier
    or later territory the better grade is taken, then the one with most people, so that none is counted twice. Returns
    ``ground`` (label of the earlier territory), ``from_place``, ``to_place``, ``grade``, ``group``, ``before``,
    ``after`` (persons, float), ``share_before``, ``share_after`` (percent), by grade, then as the table has them.
    """
    pairs = compared(tables["population"], tables["categories"], tables["comparisons"], counted_as)
    pairs = pairs[pairs["grade"].isin(list(grades)) & pairs["group"].isin(list(people))]
    pairs = pairs.dropna(subset=["count_before", "count_after"])
    size = pairs.groupby(["from_place", "to_place"])["count_after"].transform("size")
    pairs = pairs[size.eq(len(people))]
    pairs = pairs.assign(
        order=pairs["grade"].map(list(grades).index),
        most=pairs.groupby(["from_place", "to_place"])["count_after"].transform("sum"),
        rank=pairs["group"].map(list(people).index),
    ).sort_values(["order", "most"], ascending=[True, False])
    pairs = pairs[pairs["to_place"].eq(pairs.groupby("from_place")["to_place"].transform("first"))]
    pairs = pairs[pairs["from_place"].eq(pairs.groupby("to_place")["from_place"].transform("first"))]
    label = tables["places"].set_index("place_id")["label"].str.replace(r" \(\d{4}\)$", "", regex=True)
    pairs = pairs.assign(ground=pairs["from_place"].map(label))
    pairs = pairs.sort_values(["order", "from_place", "rank"]).rename(
        columns={"count_before": "before", "count_after": "after"}
    )
    columns = ["ground", "from_place", "to_place", "grade", "group", "before", "after", "share_before", "share_after"]
    return pairs[columns].reset_index(drop=True)


def parts(grounds, counted_by=OTHERWISE_COUNTED):
    """The territories in each formula of ``grounds``, as ``joined`` takes them.

    ``grounds``: name to (formula for 1897, formula for 1926), place identifiers with `` + `` or `` - `` between them.
    ``counted_by``: schemes of the territories that no census of that year counts by groups.
    """
    return pd.DataFrame(
        (ground, side, place, counted_by.get(place, f"census-{year}"), year, -1 if sign == "-" else 1)
        for ground, formulas in grounds.items()
        for side, year, formula in zip(("before", "after"), ("1897", "1926"), formulas, strict=True)
        for sign, place in zip(["+", *formula.split()[1::2]], formula.split()[::2], strict=True)
    ).set_axis(["ground", "side", "place_id", "scheme", "year", "sign"], axis=1)


def totals(population, categories):
    """The greatest total that is printed for each place and year: a Series, by ``place_id`` and ``year`` (as text)."""
    printed = population.merge(categories[["scheme", "category", "group"]], on=["scheme", "category"])
    printed = printed[printed["group"].eq("total") & printed["universe"].eq("total")]
    printed = printed.assign(year=printed["date"].str[:4])
    return printed.groupby(["place_id", "year"])["count"].max().astype("Float64").rename("whole")


def compared(population, categories, comparisons, counted_as=None):
    """The shares of each group in 1897 and in 1926 in every pair of territories of which both counts print them.

    The earlier count is the census of 1897, or for a territory of OTHERWISE_COUNTED that scheme's; the later the census
    of 1926; doubtful numbers are left out. Returns one row per pair and group: ``from_place``, ``to_place``, ``grade``,
    ``group``, and for ``before`` and ``after`` ``share_`` and ``low_`` (percent, strict mapping), ``high_`` (wide),
    ``count_`` (persons, strict; may be missing).
    """
    groups = by_group(population, categories, counted_as)
    groups = groups[groups["universe"].eq("total") & groups["status"].ne("doubtful")]
    groups = groups.assign(year=groups["date"].str[:4]).join(totals(population, categories), on=["place_id", "year"])
    for name in ("strict", "wide"):  # where another work prints the groups without a total, the census's stands
        groups[f"{name}_share"] = groups[f"{name}_share"].fillna(groups[name] / groups["whole"] * 100)
    groups = groups.dropna(subset=["strict_share"]).rename(columns={"strict": "count", "strict_share": "low"})
    groups = groups.assign(share=groups["low"], high=groups["wide_share"])
    due = groups["place_id"].map(OTHERWISE_COUNTED).fillna("census-1897")
    values = ["share", "low", "high", "count"]
    early = groups[groups["year"].eq("1897") & groups["scheme"].eq(due)].set_index(["place_id", "group"])[values]
    late = groups[groups["scheme"] == "census-1926"].set_index(["place_id", "group"])[values]
    pairs = comparisons[["from_place", "to_place", "grade"]].astype(str)
    pairs = pairs.merge(early.add_suffix("_before").reset_index(), left_on="from_place", right_on="place_id")
    pairs = pairs.drop(columns="place_id").join(late.add_suffix("_after"), on=["to_place", "group"], how="inner")
    numbers = [f"{name}_{side}" for name in values for side in ("before", "after")]
    return pairs.astype(dict.fromkeys(numbers, float)).reset_index(drop=True)


def joined(population, categories, parts, counted_as=None):
    """Shares on ground that is put together from several territories, or from which some are taken off.

    ``parts``: one row for each territory on one side of a comparison: ``ground`` (the name of the comparison), ``side``
    (``before`` or ``after``), ``place_id``, ``scheme`` (of the count by groups), ``year`` (as text) and ``sign`` (1
    joined, -1 taken off). Returns one row per ground and group with ``share_before`` and ``share_after`` (percent),
    ``count_before`` and ``count_after`` (persons, strict mapping), only for groups that the count of every part has on
    both sides. A part's total is the greatest that is printed for its place and year. Raises ``ValueError`` for a part
    without a total or without a count by groups.
    """
    keys = ["place_id", "year"]
    population = population[population["place_id"].isin(parts["place_id"])]
    groups = by_group(population, categories, counted_as).query("universe == 'total'").dropna(subset="strict")
    groups = groups.assign(year=groups["date"].str[:4])[[*keys, "scheme", "group", "strict"]]
    counted = parts.merge(groups, on=[*keys, "scheme"], how="left").join(totals(population, categories), on=keys)
    for lacking in counted.loc[counted[["strict", "whole"]].isna().any(axis=1), "place_id"]:
        raise ValueError(f"{lacking}: no total, or no count by groups of that scheme and year")
    counted = counted.assign(count=counted["strict"] * counted["sign"], whole=counted["whole"] * counted["sign"])
    sums = counted.groupby(["ground", "group", "side"])
    sums = sums[["count", "whole"]].sum().assign(parts=sums["place_id"].nunique())
    due = parts.groupby(["ground", "side"])["place_id"].nunique().rename("due")
    sums = sums.join(due).query("parts == due")
    sums = sums.assign(share=sums["count"] / sums["whole"] * 100)[["share", "count"]].unstack("side").dropna()
    sums.columns = [f"{name}_{side}" for name, side in sums.columns]
    order = list(dict.fromkeys(parts["ground"]))
    sums = sums[["share_before", "share_after", "count_before", "count_after"]].astype(float).reset_index()
    return sums.sort_values(["ground", "group"], key=lambda c: c.map(order.index) if c.name == "ground" else c)


def tested(ground, conclusions):
    """Whether conclusions about lands as they are named hold on ground that is nearly the same.

    ``ground``: what ``joined`` returns for GROUNDS. ``conclusions``: triples of a land (before the comma of a ground's
    name), a group and ``rose`` or ``fell``. Returns ``conclusion``, ``verdict`` (``holds``, ``holds, smaller``, ``does
    not hold``) and ``why`` (the shares on both grounds).
    """
    share = ground.set_index(["ground", "group"])[["share_before", "share_after"]]
    found = []
    for land, group, verb in conclusions:
        far, near = (share.loc[(f"{land}, {how}", group)] for how in ("as named", "nearer ground"))
        steps = [row["share_after"] - row["share_before"] for row in (far, near)]
        held = all((step > 0) == (verb == "rose") for step in steps)
        smaller = bool(abs(steps[1]) < abs(steps[0]))
        verdict = f"holds{', smaller' * smaller}" if held else "does not hold"
        said = [f"{row['share_before']:.0f} → {row['share_after']:.0f} %" for row in (far, near)]
        name = f"The share of {group} {verb}: {land}"
        found.append((name, verdict, f"{said[0]} as named, {said[1]} on nearly the same ground"))
    return pd.DataFrame(found, columns=["conclusion", "verdict", "why"])
