"""Rules of identifiers: what an identifier's own words say, the cells say too."""

import re

from contested_ground.check.rows import IDENTIFIERS, each, parts_of

HARMED = "violence_against_civilians destruction"


def same(words):
    return {word: word for word in words.split()}


# (table, column): a word of the identifier, and the values that go with it
SAYS = {
    ("terms", "action"): same("assigns cedes claims demands proposes recognises rejects undertakes withdraws")
    | {"accepts": "accepts accepts_conditionally", "grants": "grants_autonomy", "withdraw": "withdraws"},
    ("questions", "measure"): same(
        "killed wounded captured casualties missing displaced returned settled survivors strength members lost taken "
        "supplied duration distance altitude"
    ),
    ("questions", "kind"): same("motive responsibility occurrence"),
    ("control", "mode"): same("presence contested mission nominal partial effective"),
    ("discrepancies", "kind"): same("contradiction calendar transcription naming arithmetic"),
    ("places", "kind"): {
        kind: f"{kind} region"
        for kind in same("uezd okrug governorate district river valley oblast quarter pass station")
    },
    ("events", "kind"): same("appointment protest vote truce reply arrest")
    | {
        "capture": "control_change", "retreat": "movement", "expulsion": "displacement", "dismissed": "dismissal",
        "treaty": "treaty declaration", "ultimatum": "ultimatum reply", "killings": HARMED, "burning": HARMED,
        "destruction": f"{HARMED} decision", "flight": f"displacement movement {HARMED}",
    },
}  # fmt: skip
# Read and meant: the word names something else that the row tells of.
OTHERWISE = {
    "boyuk-vedi-1919-07-lost-share-dro-forces", "shusha-1920-03-killed-and-expelled",
    "erivan-governorate-1914-1926-muslims-killed-or-expelled-number",
    "erivan-governorate-1914-1926-muslims-killed-or-expelled-share", "armenia-1920-sovietisation-date-contradiction",
    "calendar-1914-groups", "nakhchivan-district-1918-06-28-news-of-killings",
}  # fmt: skip


def cells_as_the_identifier(data):
    """A word of the identifier that says an action, a measure, a mode or a kind goes with the cell's value."""
    for (table, column), said in SAYS.items():
        for key, row in data.keys[table].items():
            value, words = row.cells[column], [word for word in re.split("[-_]", key) if word in said]
            if value and words and key not in OTHERWISE and not any(value in said[word].split() for word in words):
                due = " or ".join(dict.fromkeys(value for word in words for value in said[word].split()))
                yield table, row, column, f"'{value}' is not what {key} says, which is {due}; correct one"


def paragraphs(table):
    """The rule that a paragraph in an identifier of ``table`` is one that the row cites."""

    def holds(cells, data):
        cited = {cells["locator"], *parts_of(cells.get("also", "")), *parts_of(cells.get("other_locator", ""))}
        return set(re.findall(r"-p(\d{2,3})(?=-|$)", cells[IDENTIFIERS[table]])) <= cited

    message = "is not the paragraph that the identifier names; correct one, or cite it too (also)"
    return each(
        f"paragraph_in_{table}", table, "locator", holds, message, of=lambda it, data: it["source_id"] == "article"
    )


def claims_follow_their_question(it, data):
    return it["claim_id"].startswith(f"{it['question_id']}-")


RULES = (
    cells_as_the_identifier,
    *map(paragraphs, ("control", "claims", "terms", "discrepancies")),
    each(
        "claim_of_its_question", "claims", "question_id", claims_follow_their_question,
        "does not begin the identifier {claim_id}; correct one",
    ),
    each(
        "narrator_in_identifier", "claims", "voice", lambda it, data: it["voice"] == "narrator",
        "is not the narrator's, whom {claim_id} names; correct one",
        of=lambda it, data: it["claim_id"].endswith("-narrator"),
    ),
    each(
        "label_has_the_year", "places", "label", lambda it, data: it["place_id"].endswith(it["label"][-5:-1]),
        "is of another year than {place_id}; correct one",
        of=lambda it, data: re.search(r"\([12]\d{3}\)$", it["label"]),
    ),
)  # fmt: skip
