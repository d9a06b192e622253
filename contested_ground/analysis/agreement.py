"""How far two readers agree: the tables against a second reader's blind coding of every sixth paragraph."""

import re
from collections import defaultdict, namedtuple
from datetime import date

import pandas as pd

from contested_ground.analysis import coverage
from contested_ground.data import dates

Agreement = namedtuple("Agreement", "measure compared agreed share kappa")
NUMBERS = ["low", "point", "high"]


def kappa(pairs):
    """Cohen's κ of a sequence of pairs of labels; missing (None) when chance alone would make them agree.

    κ = (observed − expected agreement) / (1 − expected), expected from how often each reader uses each label.
    """
    table = pd.DataFrame(pairs, columns=["first", "second"]).astype(str)
    if table.empty:
        return None
    first, second = (table[reader].value_counts(normalize=True) for reader in table)
    expected = first.mul(second, fill_value=0).sum()
    return None if expected == 1 else float(((table["first"] == table["second"]).mean() - expected) / (1 - expected))


def _row(measure, pairs, same=None, labels=True):
    """One measure from pairs; ``same`` says when two values agree, by default when they are equal."""
    pairs = list(pairs)
    agreed = sum((same or (lambda a, b: a == b))(*pair) for pair in pairs)
    share = 100 * agreed / len(pairs) if pairs else None
    return Agreement(measure, len(pairs), agreed, share, kappa(pairs) if labels else None)


def quantities(tables):
    """Numbers that both readers coded: one row per mention, our value and voice beside the second reader's.

    Ours are the rows of claims and population to which the mention leads; a number agrees with any of them.
    Returns ``item``, ``use``, ``use_second``, ``numbers`` and ``voices`` (sets), ``number_second``, ``voice_second``.
    """
    second = tables["second_reading"].query("unit == 'quantity'")
    ours = tables["mentions"].set_index("mention")
    wanted = set(ours["rows"].reindex(second["item"]).dropna().str.split(";").explode())
    rows = {}
    for table, key in (("claims", "claim_id"), ("population", "observation_id")):
        names = f"{table}:" + tables[table][key]
        kept = names.isin(wanted)
        rows |= dict(zip(names[kept], tables[table][kept].itertuples(), strict=True))
    found = []
    for row in second.itertuples():
        mention = ours.loc[row.item]
        targets = [rows[name] for name in str(mention["rows"]).split(";") if name in rows]
        numbers = set().union(*(_values(target) for target in targets))
        voices = {str(target.voice) for target in targets}
        found.append((row.item, str(mention["use"]), str(row.use), numbers, _values(row), voices, row.voice))
    columns = ["item", "use", "use_second", "numbers", "number_second", "voices", "voice_second"]
    return pd.DataFrame(found, columns=columns)


def _values(row):
    names = ["low", "point", "high", "count", "share_percent"]
    cells = row._asdict()
    return {float(cells[name]) for name in names if pd.notna(cells.get(name, pd.NA))}


def events(tables):
    """Dated events of the second reader, each beside our event of its paragraph that is most like it.

    Of our events whose dates overlap, the most alike shares the most words of its title, then has the nearest date.
    Returns ``item``, ``date_second``, ``theatre_second``, ``voice_second`` and ours as ``event_id``, ``date``,
    ``theatre``, ``voice``; missing where we have no event in that paragraph whose dates overlap.
    """
    second = tables["second_reading"].query("unit == 'event'")
    cited = coverage.cited(tables["events"], "event_id", "title", "date", "theatre", "voice")
    ours = defaultdict(list)
    for event in cited[cited["paragraph"].isin(second["locator"].astype(int))].itertuples():
        ours[event.paragraph].append(event)
    found = []
    for row in second.itertuples():
        near = [event for event in ours.get(int(row.locator), ()) if _distance(row.date, event.date) is not None]
        rank = {e.event_id: (-len(_stems(row.title) & _stems(e.title)), _distance(row.date, e.date)) for e in near}
        event = min(near, key=lambda event: (rank[event.event_id], event.event_id), default=None)
        mine = [getattr(event, name, None) for name in ("event_id", "date", "theatre", "voice")]
        found.append((row.item, row.date, row.theatre, row.voice, *mine))
    columns = ["item", "date_second", "theatre_second", "voice_second", "event_id", "date", "theatre", "voice"]
    return pd.DataFrame(found, columns=columns)


def _stems(title):
    """The beginnings of a title's longer words."""
    return {word[:5] for word in re.findall("[a-z]{4,}", title.lower())}


def _distance(a, b):
    """Days by which the bounds of two dates differ, or None where they do not overlap; an open side reaches far."""
    a, b = ((when.start or date.min, when.end or date.max) for when in map(dates.parse, (a, b)))
    if a[0] > b[1] or b[0] > a[1]:
        return None
    return abs((a[0] - b[0]).days) + abs((a[1] - b[1]).days)


def _sharp(text):
    return dates.parse(text).precision == 1


def table(tables):
    """The agreement of the two readers.

    Returns one row per measure: ``measure``, ``compared`` (how many were), ``agreed``, ``share`` (percent) and
    ``kappa`` (Cohen's, for labels; missing for values).
    """
    numbers, happened = quantities(tables), events(tables)
    valued = numbers[numbers["number_second"].map(bool) & numbers["use"].isin(["claim", "population"])]
    spoken = numbers[numbers["voices"].map(bool) & numbers["voice_second"].notna()]
    matched = happened.dropna(subset=["event_id"])
    dated = list(zip(matched["date"], matched["date_second"], strict=True))
    rows = [
        _row("use of a number", zip(numbers["use"], numbers["use_second"], strict=True)),
        _row(
            "value of a number",
            zip(valued["numbers"], valued["number_second"], strict=True),
            lambda ours, theirs: theirs <= ours,
            labels=False,
        ),
        _row(
            "voice of a number",
            [
                (theirs if theirs in ours else min(ours), theirs)
                for ours, theirs in zip(spoken["voices"], spoken["voice_second"].astype(str), strict=True)
            ],
        ),
        _row("dated event found", [(pd.notna(name), True) for name in happened["event_id"]], labels=False),
        _row("date of an event, to the letter", dated, labels=False),
        _row(
            "date of an event, where both name days",
            [(a, b) for a, b in dated if _sharp(a) and _sharp(b)],
            labels=False,
        ),
        _row(
            "theatre of an event",
            zip(matched["theatre"].astype(str), matched["theatre_second"].astype(str), strict=True),
        ),
        _row("voice of an event", zip(*(matched[c].astype(str) for c in ("voice", "voice_second")), strict=True)),
    ]
    return pd.DataFrame(rows)
