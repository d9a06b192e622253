"""Who is told to have held a place, as runs of days: what a lane of `charts.lanes` draws."""

import itertools
import re

import pandas as pd

DAY = pd.Timedelta(days=1)
FIRM = {"effective": "held", "contested": "held", "partial": "held", "presence": "present", "nominal": "present"}
SAID = {  # a holder in words, the long form and the short
    "armenia": ("Armenia", "Armenia"),
    "azerbaijan": ("Azerbaijan", "Azerbaijan"),
    "turkey": ("Turkey", "Turkey"),
    "ottoman": ("Ottomans", "Ottomans"),  # turkey, to the end of 1918
    "soviet": ("Soviets", "Soviets"),
    "britain": ("Britain", "Britain"),
    "karabakh-councils": ("Karabakh Armenian councils", "Armenian councils"),
    "zangezur-armenians": ("Zangezur Armenians", "local Armenians"),
    "nakhchivan-muslims": ("Nakhchivan Muslims", "local Muslims"),
    "local-armenian": ("local Armenians", "local Armenians"),
    "local-muslim": ("local Muslims", "local Muslims"),
    "other": ("others", "others"),
}
COLUMNS = ["lane", "since", "until", "holders", "level", "sure", "open_start", "open_end", "words", "control_ids"]
STRENGTH = {"sure": 2, "inferred": 1, "vague": 1}


def held(tables, places, first="1917-11-01", last="1921-07-31") -> pd.DataFrame:
    """Runs of days in which the same holders are told to have a place; what `charts.lanes.lanes` takes.

    `places`: the lane's name to a place_id, or to a list of them that are told of together. `first`, `last`: days.

    The rule. A statement is certain from the last day on which it may have begun to the first on which it may have
    ended; the days between the bounds of a vague date are not certain. Where no end is told, certainty ends with the
    last day that is told, and where `until_event` gives an inferred end, the days up to it are drawn but not certain.
    Nothing else is filled in: gaps stay gaps, so a place looks empty where our tables tell of nobody. On each day the
    certain statements go before the others, and holding before troops or name only; a vague or inferred end that meets
    another's vague beginning gives way at the middle. A statement on contested holding without a named rival counts as
    two at once, its second holder `other`. Missions hold nothing and are left out.

    Returns `lane`, `since`, `until` (datetime64; until is the day after the last), `holders` (keys of the scheme
    `holder` in groups.csv, joined by ";"), `level` (`held`, or `present` for troops or name only), `sure` (bool),
    `open_start`, `open_end` (bool: that edge is vague, inferred or not told), `words` (the holders named, long and
    short form joined by "|") and `control_ids` (joined by ";"), one row a block. Raises KeyError for a place that is
    in no row of places, ValueError when nothing is told of any.

        from contested_ground import load
        from contested_ground.analysis.holdings import held
        tables = load()
        runs = held(tables, {"Baku": "baku", "Sharur": ["sharur", "sharur-nakhchivan"]})
        runs[["lane", "since", "until", "holders"]]
    """
    group = holder_groups(tables)
    labels = tables["actors"].set_index("actor_id")["label"].to_dict()
    known, control = set(tables["places"]["place_id"]), tables["control"]
    window, rows = (pd.Timestamp(first), pd.Timestamp(last) + DAY), []
    for lane, ids in places.items():
        ids = [ids] if isinstance(ids, str) else list(ids)
        if unknown := set(ids) - known:
            raise KeyError(f"no place {', '.join(sorted(unknown))}")
        told = control[control["place_id"].isin(ids) & control["mode"].isin(FIRM)]
        stretches = [stretch for row in told.to_dict("records") for stretch in _stretches(row, group, labels)]
        rows += [{"lane": lane, **run} for run in _runs(_meet(stretches), *window)]
    if not rows:
        raise ValueError(f"nothing is told of who held {', '.join(places)} from {first} to {last}")
    return pd.DataFrame(rows)


def posts(tables, powers, first="1917-11-01", last="1921-07-31", places=None) -> pd.DataFrame:
    """Where each power is told to have held a place or had troops; the same table, a lane a power.

    `powers`: the lane's name to a group of the scheme `holder`, such as `{"Britain": "britain"}`. `places`: the
    place_ids that are shown, by default all. The rule is that of `held`, place by place, with the other holders left
    out of sight. Returns its columns, `words` being the place, and `track` (int): blocks that overlap stand on lines of
    their own, the earliest first. Raises ValueError when nothing is told of any.

        from contested_ground import load
        from contested_ground.analysis.holdings import posts
        tables = load()
        runs = posts(tables, {"Ottomans, Turkey": "turkey", "Britain": "britain"})
        runs[["lane", "words", "since", "until", "track"]]
    """
    group, labels = holder_groups(tables), tables["places"].set_index("place_id")["label"]
    control = tables["control"][tables["control"]["mode"].isin(FIRM)]
    if places is not None:
        control = control[control["place_id"].isin(list(places))]
    window, rows = (pd.Timestamp(first), pd.Timestamp(last) + DAY), []
    for lane, power in powers.items():
        mine = control[control["holder_id"].map(group).eq(power)]
        spans = []
        for place, told in mine.groupby("place_id"):
            stretches = [stretch for row in told.to_dict("records") for stretch in _stretches(row, group, {})]
            name = re.sub(r" \(.*\)", "", labels[place])
            runs = [{"lane": lane, **run, "words": name} for run in _runs(stretches, *window)]
            spans += [(runs[0]["since"], max(run["until"] for run in runs), runs)] if runs else []
        free = []  # until when each track is taken
        for since, until, runs in sorted(spans, key=lambda span: span[:2]):
            # two months of room for the place's name
            track = next((at for at, end in enumerate(free) if end + 60 * DAY <= since), len(free))
            free[track:] = [until, *free[track + 1 :]]
            rows += [{**run, "track": track} for run in runs]
    if not rows:
        raise ValueError(f"nothing is told of what {', '.join(powers)} held from {first} to {last}")
    order = {lane: at for at, lane in enumerate(powers)}
    table = pd.DataFrame(rows, columns=[*COLUMNS, "track"])
    return table.sort_values(["lane", "track", "since"], key=lambda c: c.map(order) if c.name == "lane" else c)


def holder_groups(tables) -> dict[str, str]:
    """Each actor's group in the scheme `holder`: its own, or that of the nearest body it is part of, else `other`."""
    groups, part_of = tables["groups"], tables["actors"].set_index("actor_id")["part_of"].dropna().to_dict()
    own = groups[groups["scheme"].eq("holder")].set_index("actor_id")["group"].to_dict()

    def up(actor):
        return own[actor] if actor in own else up(part_of[actor]) if actor in part_of else "other"

    return {actor: up(actor) for actor in tables["actors"]["actor_id"]}


def _stretches(row, group, labels) -> list[dict]:
    """The days that one statement covers, each stretch with how certain it is."""
    begun, begun_by = row["from_date_start"], row["from_date_end"]
    gone, gone_by = row["until_date_start"], row["until_date_end"]
    holder = group.get(row["holder_id"], "other")
    mine = {
        "holder": holder,
        "who": re.split(r" \(| in | of ", labels.get(row["holder_id"], ""))[0] if holder == "other" else "",
        "level": FIRM[row["mode"]],
        "contested": row["mode"] == "contested",
        "control_id": row["control_id"],
    }
    # the day by which it is certain: where a side of a vague date is open, the side that is told
    known = next((day for day in (begun_by, begun, gone, gone_by) if pd.notna(day)), None)
    if known is None:
        return []
    event = pd.notna(row.get("until_event")) and row["until_basis"] == "inferred"
    last = known if event else max(known, gone) if pd.notna(gone) else known
    out = []

    def add(since, until, kind, open_start, open_end=False):
        out.append({**mine, "since": since, "until": until, "kind": kind, "open": (open_start, open_end)})

    vague = pd.notna(begun) and pd.notna(begun_by) and begun < begun_by
    if vague:
        add(begun, known, "vague", True)
    exact_end = pd.notna(gone) and gone == gone_by and row["until_basis"] == "stated"
    if last > known:
        add(known, last, "sure", pd.isna(begun), not exact_end)
    elif not vague and not (pd.notna(gone) and gone < known):  # one day is told
        add(known, known + DAY, "sure", pd.isna(begun), True)
    if event:
        add(last, gone if pd.notna(gone) else gone_by, "inferred", False, True)
    elif pd.notna(gone_by):
        add(last, gone_by, "vague", False, True)
    return out


def _meet(stretches) -> list[dict]:
    """Where one holder's vague end and another's vague beginning share days, each has its half."""
    vague = [s for s in stretches if s["kind"] != "sure"]
    for ending in (s for s in vague if s["open"][1]):
        for starting in (s for s in vague if s["open"][0] and s["holder"] != ending["holder"]):
            since, until = max(ending["since"], starting["since"]), min(ending["until"], starting["until"])
            if since < until and starting["until"] >= ending["until"]:
                middle = (since + (until - since) / 2).normalize()
                ending["until"], starting["since"] = middle, middle
    return stretches


def _runs(stretches, first, last) -> list[dict]:
    """The strongest statements from one turning day to the next, neighbours alike joined."""
    days = sorted({first, last, *(day for s in stretches for day in (s["since"], s["until"]) if first < day < last)})
    runs = []
    for since, until in itertools.pairwise(days):
        now = [s for s in stretches if s["since"] <= since and s["until"] >= until]
        if not now:
            continue
        level, kind = max((s["level"] == "held", STRENGTH[s["kind"]]) for s in now)
        best = [s for s in now if (s["level"] == "held", STRENGTH[s["kind"]]) == (level, kind)]
        holders = sorted({s["holder"] for s in best})
        contested = len(holders) == 1 and all(s["contested"] for s in best)
        run = {
            "since": since,
            "until": until,
            "holders": ";".join(holders + ["other"] * contested),
            "level": "held" if level else "present",
            "sure": kind == STRENGTH["sure"],
            "open_start": all(s["open"][0] for s in best if s["since"] == since),
            "open_end": all(s["open"][1] for s in best if s["until"] == until),
            "words": _words(holders, contested, since, {s["who"] for s in best if s["who"]}),
            "control_ids": {s["control_id"] for s in best},
        }
        alike = runs and runs[-1]["until"] == since
        if alike and all(runs[-1][key] == run[key] for key in ("holders", "level", "sure", "words")):
            runs[-1].update(until=until, open_end=run["open_end"])
            runs[-1]["control_ids"] |= run["control_ids"]
        else:
            runs.append(run)
    return [{**run, "control_ids": ";".join(sorted(run["control_ids"]))} for run in runs]


def _words(holders, contested, since, others) -> str:
    holders = ["ottoman" if key == "turkey" and since.year < 1919 else key for key in holders]
    named = [(next(iter(others)),) * 2 if key == "other" and len(others) == 1 else SAID[key] for key in holders]
    long, short = (" and ".join(form) for form in zip(*named, strict=True))
    return f"{long}, contested|{short}, contested" if contested else f"{long}|{short}"
