"""Cards: a row in a few lines with its rival answers, as the site shows it beside a link and `show` in a notebook."""

from collections import defaultdict

import pandas as pd

from contested_ground.analysis import claims, derived
from contested_ground.analysis.voices import cited, speaker
from contested_ground.data import dates
from contested_ground.data.references import TABLES, LinkError, nearest, paragraph, row
from contested_ground.data.tables import grouped, records


def card(kind, key, tables):
    """A row in a few lines: `{"title": …, "lines": [(label, text), …]}`, with every rival answer or count.

    `kind`, `key`: a kind of `references.TABLES`, `article` with a paragraph's number, or `derived` with a number's
    name. Raises `LinkError` where there is no such row.
    """
    if kind == "article":
        passage = paragraph(key, tables)
        lines = [("Section", passage["section"]), ("Begins", f"{passage['incipit']} …")]
        return {"title": f"The article, paragraph {key}", "lines": lines}
    if kind == "derived":
        if key not in derived.REGISTRY:
            raise LinkError(f"no derived number '{key}'; nearest: {nearest(key, derived.REGISTRY)}")
        number = derived.REGISTRY[key]
        value = (
            f"{derived.value(key, tables):,.4g}" if number.unit == "percent" else f"{derived.value(key, tables):,.10g}"
        )
        return {
            "title": number.text,
            "lines": [("Value", f"{value} {number.unit}"), ("From", ", ".join(number.inputs))],
        }
    target = row(kind, key, tables)
    lines = []
    if kind == "claim":
        question = row("question", target["question_id"], tables)
        title = question["question"]
        lines.append(("Value", claims.value_words(target)))
        lines += [
            ("Also answered", f"{claims.value_words(other)} ({speaker(other, tables)})")
            for other in tables.once(_answers)[target["question_id"]]
            if other["claim_id"] != key
        ]
    elif kind == "question":
        title = target["question"]
        answers = tables.once(_answers)[key]
        lines += [("Answer", f"{claims.value_words(it)} ({speaker(it, tables)})") for it in answers]
        lines = lines or [("Answer", "none told")]
    elif kind == "population":
        place = row("place", target["place_id"], tables)
        title = f"{place['label']}, {target['category']}"
        lines.append(("Value", population_words(target)))
        lines.append(("Counted", f"{dates.words(target['date'])}, {target['universe']}, {target['status']}"))
        lines += [
            ("Also counted", f"{population_words(other)} ({cited(other, tables)})")
            for other in rival_counts(target, tables)
        ]
    elif kind == "term" and pd.isna(target["value"]):
        title = row("event", target["event_id"], tables)["title"]
    else:
        title = next(
            str(target[c])
            for c in ("title", "question", "description", "label", "value", "mode")
            if pd.notna(target.get(c))
        )
    shown = {"summary": "Who or what", "date": "Date", "outcome": "Outcome", "modern_name": "Today"}
    for column, label in shown.items():
        if kind != "population" and column in target and pd.notna(target[column]):
            lines.append((label, dates.words(target[column]) if column == "date" else str(target[column])))
    if "voice" in target:
        lines.append(("Says", speaker(target, tables)))
    if "locator" in target and pd.notna(target["locator"]):
        lines.append(("Source", cited(target, tables)))
    return {"title": title, "lines": lines}


def _answers(tables):
    return grouped(records(tables["claims"]), "question_id")


def rival_counts(observation, tables):
    """The other counts of the same people of a place in the same year: rows of `population`, as dicts.

    The same people are those of one analysis group, or of one printed heading where it belongs to no group.
    """
    own, rivals = tables.once(_same_people)
    key = own[observation["observation_id"]]
    return [other for other in rivals[key] if other["source_id"] != observation["source_id"]]


def _same_people(tables):
    """By observation what it counts (place, people, year, universe), and by that the rows of `population`."""
    groups = tables["categories"][["scheme", "category", "group"]]
    rows = records(tables["population"].merge(groups, on=["scheme", "category"], how="left"))
    counted, alike = {}, defaultdict(list)
    for count in rows:
        people = count["category"] if count["group"] in (None, "others") else count["group"]
        key = counted[count["observation_id"]] = count["place_id"], people, count["date"][:4], count["universe"]
        alike[key].append(count)
    return counted, alike


def population_words(observation):
    """The value of an observation as a reader would write it: ``63,600 (46.2 %)``."""
    bounds = [f"{observation[column]:,}" for column in ("low", "high") if pd.notna(observation[column])]
    count = f"{observation['count']:,}" if pd.notna(observation["count"]) else "–".join(bounds)
    share = f"{observation['share_percent']:g} %" if pd.notna(observation["share_percent"]) else ""
    return f"{count} ({share})" if count and share else count or share


def paragraph_rows(key, tables):
    """Every row that rests on a paragraph of the article: `kind`, `identifier`, `says` (its card's title and value).

    Raises `LinkError` where the article has no such paragraph.
    """
    paragraph(key, tables)
    found = []
    for kind, (table, column) in TABLES.items():
        rows = tables[table]
        if "locator" not in rows:
            continue
        places = rows["locator"]
        for others in {"also", "other_locator"} & set(rows.columns):
            places = places.str.cat(rows[others].fillna(""), sep=";")
        here = places.str.split(";").map(lambda told: key in told)
        mine = rows[rows["source_id"].eq("article") & here]
        for name in mine[column]:
            told = card(kind, name, tables)
            values = [text for label, text in told["lines"] if label == "Value"]
            found.append((kind, name, ": ".join([told["title"], *values])))
    return pd.DataFrame(found, columns=["kind", "identifier", "says"])
