"""Population counts by territory and year."""

from collections import defaultdict

from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    day,
    group,
    grouped,
    link,
    listed,
    table,
    tag,
    text,
    words,
)
from contested_ground.site.reference.index import ARTICLE, Index

COUNT = ("date", "scheme", "universe", "source_id")


def population(tables):
    """Population counts by territory and year: printed heading beside analysis group, and whether the parts add up."""
    index = tables.once(Index)
    columns = {"Printed heading": 20, "Group": 18, "Persons": 12, "Share": 9, "Status": 10, "Told": 31}

    def one(row):
        key = row["observation_id"]
        group = f"{row['group']} ({row['match']})" if row["match"] not in (None, "exact") else text(row["group"])
        page = text(row["locator"])  # the work itself stands in the caption
        page = tag('<a href="{}">{}</a>', row["also_url"], page) if row["also_url"] is not None else page
        told = index.told(row) if row["source_id"] == ARTICLE else page
        cells = [
            text(row["category"]),
            group,
            (row["count"] if row["count"] is not None else row["low"], persons(row)),
            (row["share_percent"], "" if row["share_percent"] is None else f"{row['share_percent']:g} %"),
            words(row["status"]),
            index.named("population", "population", key, [told, text(row["note"])]),
        ]
        return key, {"group": row["group"], "status": row["status"]}, cells

    def count(key, rows):
        date, scheme, universe, source = key
        rows.sort(key=lambda row: (row["group"] == "total", -(row["count"] or 0), row["category"]))
        basis = {f"by {words(row['basis'])}" for row in rows if row["basis"] not in (None, "not_stated", "narrator")}
        work = link("source", source, index.source[source])
        caption = listed([day(date), " and ".join(sorted(basis)), f"{universe} population", work, text(scheme)])
        sums = tag('<p class="cg-sum">{}</p>', "; ".join(added_up(rows)))
        return table("population", caption, columns, map(one, rows)) + sums

    counted = grouped(index.observations, "place_id")

    def of_place(place):
        counts = defaultdict(list)
        for row in counted[place]:
            counts[tuple(row[name] for name in COUNT)].append(row)
        tables_of = NOTHING.join(count(key, counts[key]) for key in sorted(counts))
        dates = sorted({row["date"][:4] for row in counted[place]})
        line = listed([", ".join(dates), " → ".join(totals(counted[place]))])
        return group(index.place[place], line, index.place_link(place) + tables_of)

    places = sorted(counted, key=lambda key: index.place[key].casefold())
    return Shelf("observations of population", map(of_place, places))


def totals(rows):
    """The whole population in each year of which a place's observations give it, in order, as text; of men or women
    alone, or of those with a permanent home, it is another number. Two totals of a year stand as "or"."""
    told = defaultdict(dict)
    for row in sorted(rows, key=lambda row: row["date"]):
        if row["group"] == "total" and row["universe"] == "total" and persons(row):
            told[row["date"][:4]][persons(row)] = True
    return map(" or ".join, told.values())


def persons(row):
    """The persons of an observation as text: `137,900`, or its bounds."""
    if row["count"] is not None:
        hedge = "" if row["qualifier"] in (None, "exact") else words(row["qualifier"]) + " "
        return f"{hedge}{row['count']:,}"
    bounds = [f"{row[name]:,}" for name in ("low", "high") if row[name] is not None]
    return "–".join(bounds)


def added_up(rows):
    """Whether a count's headings add up to its printed total, in words, for each page that prints them.

    ``rows``: the observations of one count. Pages are kept apart, since two may print one population under headings
    that overlap. A heading without a number of persons is left out, and the sentence says so.
    """
    said = []
    for page, same in grouped(rows, "locator").items():
        whole = [row["count"] for row in same if row["group"] == "total" and row["count"] is not None]
        parts = [row["count"] for row in same if row["group"] != "total" and row["count"] is not None]
        without = sum(row["count"] is None for row in same)
        text_of = f"{page}: "
        if not parts:
            text_of += "only a total is printed" if whole else "no number of persons is printed"
        elif not whole:
            text_of += f"the headings add up to {sum(parts):,}; no total is printed"
        else:
            gap = sum(parts) - whole[0]
            beside = f"{abs(gap):,} {'more' if gap > 0 else 'fewer'} than the total" if gap else "the printed total"
            text_of += f"the headings add up to {sum(parts):,}, {beside}"
        said.append(text_of + (f" ({without} without persons)" if without and parts else ""))
    return said
