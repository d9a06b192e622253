"""References to rows, `kind:identifier`: which table and key each kind names, and the row that stands there."""

import difflib

TABLES = {  # kind of link: table and key column
    "claim": ("claims", "claim_id"),
    "population": ("population", "observation_id"),
    "event": ("events", "event_id"),
    "term": ("terms", "term_id"),
    "control": ("control", "control_id"),
    "place": ("places", "place_id"),
    "actor": ("actors", "actor_id"),
    "source": ("sources", "source_id"),
    "question": ("questions", "question_id"),
    "discrepancy": ("discrepancies", "discrepancy_id"),
}


class LinkError(ValueError):
    """A link that leads nowhere, or whose text does not say what its row says."""


def row(kind, key, tables):
    """The row that a link names, as a Series. Raises `LinkError` with the nearest identifiers."""
    if kind not in TABLES:
        raise LinkError(f"no kind of row '{kind}'; the kinds are {', '.join(TABLES)}")
    table, column = TABLES[kind]
    rows, numbers = tables[table], tables.once(_numbers)[kind]
    if key not in numbers:
        raise LinkError(f"no {kind} '{key}'; nearest: {nearest(key, rows[column])}")
    return rows.iloc[numbers[key]]


def _numbers(tables):
    """The number of each row that a link may name: {kind: {key: number}}."""
    return {
        kind: {key: number for number, key in reversed(list(enumerate(tables[table][column])))}
        for kind, (table, column) in TABLES.items()
        if table in tables
    }


def paragraph(key, tables):
    """The row of `passages` of a paragraph of the article. Raises `LinkError` where there is none."""
    passages = tables["passages"].query("source_id == 'article'")
    found = passages[passages["locator"] == key]
    if found.empty:
        raise LinkError(f"no paragraph '{key}' of the article; the paragraphs are 1 to {len(passages)}")
    return found.iloc[0]


def nearest(key, keys):
    """The identifiers most like `key`, for a message."""
    return ", ".join(difflib.get_close_matches(key, [str(other) for other in keys], 3, 0.3)) or "none"
