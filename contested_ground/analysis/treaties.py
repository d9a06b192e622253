"""What the treaties of 1918 moved: named places, and who was to have each; for `charts.treaties`."""

import re

import pandas as pd

PARTIES = {  # who is to have it: a key of style.HOLDERS and words
    "ottoman-empire": ("turkey", "to the Ottoman Empire"),
    "republic-of-armenia": ("armenia", "to Armenia"),
    "azerbaijan-democratic-republic": ("azerbaijan", "to Azerbaijan"),
}
CLAIMANTS = {
    "republic-of-armenia": "Armenia",
    "azerbaijan-democratic-republic": "Azerbaijan",
    "republic-of-georgia": "Georgia",
}
POINT_OF = {  # the town that stands for a land
    "sharur-nakhchivan": "nakhchivan",
    "batumi-oblast": "batumi",
    "kars-oblast-1897": "kars",
}
PART = "less than half of it to Armenia"  # a share of a land, which no point shows
KIND = r" \(.*\)| (?:uezd|Governorate|district|oblast)$"
COLUMNS = ["panel", "place_id", "place", "to", "words", "lat", "lon", "term_ids", "locators"]


def named_points(tables) -> pd.DataFrame:
    """The places that Brest-Litovsk and Batum disposed of, and those claimed after Mudros; one row a place and panel.

    From terms: withdrawals at Brest-Litovsk (to nobody named: the people were to settle it with their neighbours), what
    was ceded, assigned and recognised at Batum, and the claims of the three republics. Promises of help are left out,
    and so is what the Ottoman Empire left to Armenia only in part. Governorates and uezds stand at the point that the
    places table has; what has none is left out.

    Returns `panel`, `place_id`, `place` (label, without its kind and year), `to` (key of style.HOLDERS), `words`,
    `lat`, `lon` (degrees), `term_ids`, `locators` (joined by ";"). Raises ValueError when terms tells of none, or of
    somebody who has no words here.

        from contested_ground import load
        from contested_ground.analysis.treaties import named_points
        named_points(load())[["panel", "place", "words"]]
    """
    terms, places = tables["terms"], tables["places"].set_index("place_id")
    terms = terms[terms["source_id"].eq("article")]
    batum = terms["event_id"].astype(str).str.startswith("batumi-1918") | terms["term_id"].str.contains("batum-treaty")
    kinds = terms["action"].astype(str)
    brest = terms["term_id"].str.startswith("brest") & terms["term_id"].str.contains("withdrawal")
    mudros = terms["event_id"].eq("kars-batumi-1918-claims-three-republics") & kinds.eq("claims")
    chosen = {
        "Brest-Litovsk, 3 March": terms[brest],
        "Batum, 4 June": terms[batum & kinds.isin(["cedes", "assigns", "recognises"])],
        "After Mudros, 30 October": terms[mudros],
    }
    rows = []
    for panel, told in chosen.items():
        told = told.assign(place_id=told["object_id"].replace(POINT_OF))
        told = told[told["place_id"].isin(places.index[places["lat"].notna()]) & told["value"].ne(PART)]
        for place_id, mine in told.groupby("place_id", sort=False):
            holder, words = ("soviet", "Soviet Russia is to leave")
            if panel.startswith("Batum"):
                holder, words = _known(PARTIES, mine["to_id"].iloc[0])
            elif panel.startswith("After"):
                who = sorted(_known(CLAIMANTS, one) for one in mine["by_id"].unique())
                words = " and ".join(who) if len(who) < len(CLAIMANTS) else "all three republics"
                holder, words = "other", f"claimed by {words}"
            where = places.loc[place_id]
            rows.append(
                {
                    "panel": panel,
                    "place_id": place_id,
                    "place": re.sub(KIND, "", re.sub(KIND, "", where["label"])),
                    "to": holder,
                    "words": words,
                    "lat": where["lat"],
                    "lon": where["lon"],
                    "term_ids": ";".join(mine["term_id"]),
                    "locators": ";".join(dict.fromkeys(mine["locator"])),
                }
            )
    if not rows:
        raise ValueError("terms tells nothing of Brest-Litovsk, Batum or the claims after Mudros")
    return pd.DataFrame(rows, columns=COLUMNS)


def _known(table, actor):
    """What one of the tables above says of an actor. Raises ValueError for one who is not in it."""
    if actor not in table:
        raise ValueError(
            f"terms: '{actor}' takes or claims land in 1918; say in analysis/treaties.py how that is shown"
        )
    return table[actor]
