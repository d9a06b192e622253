"""Boxes: who is who, and what places are called in each language."""

import pandas as pd
from markupsafe import Markup

from contested_ground.charts.tables import Shown
from contested_ground.data.languages import language_name

TONGUES = ("hy", "az", "ru", "tr", "ku", "fa", "ka")  # the columns, in order


def people_box(tables, actors) -> Shown:
    """Who is who: for each actor its name and the line that the data has of it, with life dates where it gives them.

    `actors`: actor_ids, in the order in which they are to stand. The line is `actors.summary`: for whom, when, what
    they did. Raises KeyError for an unknown actor and ValueError for one without a summary.

        from contested_ground import load
        from contested_ground.charts.boxes import people_box
        people_box(load(), ["dro", "khosrov-bey-sultanov"])
    """
    known = tables["actors"].set_index("actor_id")
    if unknown := [actor for actor in actors if actor not in known.index]:
        raise KeyError(f"no actor {unknown[0]}")
    told = known.loc[list(actors)]
    if (mute := told["summary"].isna()).any():
        raise ValueError(f"{told[mute].index[0]} has no summary in actors.csv")
    items = Markup("\n").join(
        Markup('<div><dt><a href="actor:{}">{}</a></dt><dd>{}</dd></div>').format(row.Index, row.label, row.summary)
        for row in told.itertuples()
    )
    text = "\n".join(f"{row.label}: {row.summary}" for row in told.itertuples())
    return Shown(text, Markup('<dl class="cg-people">\n{}\n</dl>').format(items), told.reset_index())


def names_box(tables, places) -> Shown:
    """What places are called: the book's spelling, then each language's name of today and the imperial one.

    `places`: place_ids, in the order in which they are to stand. Names come from names.csv, each with its language as a
    `lang` attribute, so that it is read out and set right; spellings of the sources are left to the place's entry.
    Columns are the languages that any of the places has. Raises KeyError for an unknown place.

        from contested_ground import load
        from contested_ground.charts.boxes import names_box
        names_box(load(), ["shusha", "nakhchivan"])
    """
    labels, names = tables["places"].set_index("place_id")["label"], tables["names"]
    if unknown := [place for place in places if place not in labels.index]:
        raise KeyError(f"no place {unknown[0]}")
    mine = names[names["place_id"].isin(list(places)) & names["name_type"].astype(str).isin(["current", "imperial"])]
    mine = mine.assign(tongue=mine["language"].str.split("-").str[0], kind=mine["name_type"].astype(str))
    tongues = [tongue for tongue in TONGUES if mine["tongue"].eq(tongue).any()]
    head = Markup('<th scope="col">Here</th>') + Markup("").join(
        Markup('<th scope="col">{}</th>').format(language_name(tongue)) for tongue in tongues
    )
    rows, table = [], []
    for place in places:
        cells, told = [], {"place": labels[place]}
        for tongue in tongues:
            group = mine[mine["place_id"].eq(place) & mine["tongue"].eq(tongue)].sort_values(["kind", "name"])
            said = [
                Markup('<span lang="{}">{}</span>{}').format(language, name, " (to 1917)" * (kind != "current"))
                for language, name, kind in zip(group["language"], group["name"], group["kind"], strict=True)
            ]
            cells.append(Markup("<td>{}</td>").format(Markup(", ").join(said)))
            told[language_name(tongue)] = ", ".join(group["name"])
        first = Markup('<th scope="row"><a href="place:{}">{}</a></th>').format(place, labels[place])
        rows.append(Markup("<tr>{}{}</tr>").format(first, Markup("").join(cells)))
        table.append(told)
    frame = pd.DataFrame(table)
    html = Markup('<table class="cg-names"><thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table>').format(
        head, Markup("\n").join(rows)
    )
    return Shown(frame.to_string(index=False), html, frame)
