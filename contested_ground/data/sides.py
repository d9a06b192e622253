"""Who counts to which party, people or side: read from `data/groups.csv`, the one list of it."""

import pandas as pd

OTHER = "other"
NAMES = {  # groups of the schemes holder and side: in full, and where there is little room
    "armenia": ("Republic of Armenia", "Armenia"),
    "azerbaijan": ("Republic of Azerbaijan", "Azerbaijan"),
    "britain": ("Great Britain", "Britain"),
    "karabakh-councils": ("councils and congresses of Karabakh Armenians", "Karabakh councils"),
    "local-armenian": ("local Armenian bodies and forces", "local Armenian"),
    "local-muslim": ("local Muslim bodies and forces", "local Muslim"),
    "nakhchivan-muslims": ("Muslim bodies and forces of Nakhchivan", "Nakhchivan Muslims"),
    "soviet": ("Soviet Russia, Soviet republics", "Soviet"),
    "turkey": ("Ottoman Empire, Turkey", "Turkey"),
    "zangezur-armenians": ("Armenian bodies and forces of Zangezur", "Zangezur Armenians"),
    OTHER: ("others", "other"),
}


def groups(tables, scheme):
    """The group of each actor in a scheme, {actor_id: group}.

    ``scheme``: ``holder`` (in whose name a place is held), ``side`` (whom a force or body fought or spoke for) or
    ``people`` (whose members persons are, as told). An actor without a row of its own follows the nearest actor that it
    is part of and that has one; who follows nobody is left out. Raises ValueError for a scheme that the table lacks.
    """
    rows = tables["groups"]
    own = rows[rows["scheme"].astype(str) == scheme].set_index("actor_id")["group"].to_dict()
    if not own:
        known = ", ".join(sorted(rows["scheme"].astype(str).unique()))
        raise ValueError(f"no scheme '{scheme}' in groups.csv; the schemes are {known}")
    whole = tables["actors"].dropna(subset=["part_of"]).set_index("actor_id")["part_of"].to_dict()
    found = dict(own)
    for actor in tables["actors"]["actor_id"]:
        above, seen = actor, set()
        while above not in own and above in whole and above not in seen:
            seen.add(above)
            above = whole[above]
        if above in own:
            found[actor] = own[above]
    return found


def group_of(actor_ids, tables, scheme="holder"):
    """The group of each actor of a column in a scheme (see :func:`groups`), ``other`` for who has none."""
    found = groups(tables, scheme)
    return pd.Series([found.get(actor, OTHER) for actor in actor_ids], actor_ids.index, dtype=object)
