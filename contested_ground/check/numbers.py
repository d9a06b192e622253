"""Rules of numbers: questions, claims, counts and what is compared."""

from contested_ground.check.rows import days_of, meet, number_in
from contested_ground.data.kinds import HURT

FILLED = {  # the bounds that each qualifier fills
    "exact": {"point"}, "about": {"point"}, "nearly": {"point"}, "relative": {"point"}, "up_to": {"high"},
    "over": {"low"}, "at_least": {"low"}, "range": {"low", "high"}, "several": set(), "unquantified": set(),
}  # fmt: skip


def questions_are_full(data):
    """A counted question says what is counted, and of the harmed who they were and how it happened."""
    for row in data.rows("questions"):
        cells = row.cells
        if cells["kind"] in ("count", "share"):
            for column in ("measure", "of"):
                if not cells[column]:
                    yield "questions", row, column, f"'' is empty; a {cells['kind']} says what is counted"
        elif cells["measure"] or cells["of"]:
            yield (
                "questions",
                row,
                "measure",
                f"'{cells['measure'] or cells['of']}' goes with a count or a share; empty it, or the kind is count",
            )
        if cells["measure"] in HURT and cells["of"] in ("men", "officers", "civilians", "persons"):
            for column in ("victim_status", "circumstance"):
                if not cells[column]:
                    yield (
                        "questions",
                        row,
                        column,
                        f"'' is empty; of people {cells['measure']} say who they were and how it happened, or unknown",
                    )
        event = data.keys["events"].get(cells["event_id"])
        mine, its = days_of(cells["date"]), event and days_of(event.cells["date"])
        if mine and its and not meet(mine, its, slack=31):  # it may ask of what came soon after
            yield (
                "questions",
                row,
                "date",
                f"'{cells['date']}' is far from its event {cells['event_id']} ({event.cells['date']}); correct one",
            )


def claims_are_numbers(data):
    """Qualifier and bounds fit together, and both fit the question."""
    seen = {}
    for row in data.rows("claims"):
        cells = row.cells
        filled = {column for column in ("low", "point", "high") if cells[column]}
        question = data.keys["questions"].get(cells["question_id"])
        kind = question.cells["kind"] if question else ""
        if cells["qualifier"] in FILLED and filled != FILLED[cells["qualifier"]]:
            due = ", ".join(sorted(FILLED[cells["qualifier"]])) or "no number"
            yield (
                "claims",
                row,
                "qualifier",
                f"'{cells['qualifier']}' goes with {due}; here {', '.join(sorted(filled)) or 'none'} is filled",
            )
        elif filled and not cells["qualifier"]:
            yield "claims", row, "qualifier", "'' is empty; say how the number is qualified (exact, about, …)"
        low, high = number_in(cells["low"]), number_in(cells["high"])
        if low is not None and high is not None and low >= high:
            yield (
                "claims",
                row,
                "low",
                f"'{cells['low']}' is not below high {cells['high']}; put the smaller number first",
            )
        if cells["polarity"] == "denies" and filled:
            yield "claims", row, "polarity", "'denies' repeats no number; empty low, point and high"
        if (cells["qualifier"] == "relative") != bool(cells["relative_to"]):
            yield (
                "claims",
                row,
                "relative_to",
                f"'{cells['relative_to']}' does not fit the qualifier; relative, and it alone, names its question",
            )
        if cells["relative_to"] and cells["relative_to"] == cells["question_id"]:
            yield "claims", row, "relative_to", f"'{cells['relative_to']}' is its own question; name the other one"
        if not filled and not cells["answer"] and cells["polarity"] == "asserts":
            yield "claims", row, "answer", "'' is empty; a claim without a number says its answer in words"
        if filled and kind and kind not in ("count", "share"):
            yield (
                "claims",
                row,
                sorted(filled)[0],
                f"'{cells[sorted(filled)[0]]}' answers a question of kind {kind}; a number answers a count or a share",
            )
        numbers = [number for number in (number_in(cells[column]) for column in filled) if number is not None]
        if kind == "share" and any(number > 100 for number in numbers):
            yield (
                "claims",
                row,
                sorted(filled)[0],
                f"'{max(numbers):g}' is more than 100 percent; a share is in percent",
            )
        same = tuple(
            cells[c]
            for c in ("question_id", "claimant_id", "via_id", "low", "point", "high", "answer", "polarity", "locator")
        )
        if same in seen:
            yield "claims", row, "claim_id", f"'{cells['claim_id']}' repeats {seen[same]}; keep one"
        seen[same] = cells["claim_id"]


def population_adds_up(data):
    """Bounds in order, a number in each row, no count twice, and no group larger than its total."""
    seen, groups, counted = {}, {}, {}
    categories = {(row.cells["scheme"], row.cells["category"]): row.cells["group"] for row in data.rows("categories")}
    for row in data.rows("population"):
        cells = row.cells
        if not any(cells[column] for column in ("low", "count", "high", "share_percent")):
            yield "population", row, "count", "'' is empty; an observation has a count, bounds or a share"
        low, high = number_in(cells["low"]), number_in(cells["high"])
        if low is not None and high is not None and low >= high:
            yield (
                "population",
                row,
                "low",
                f"'{cells['low']}' is not below high {cells['high']}; put the smaller number first",
            )
        filled = {{"count": "point"}.get(c, c) for c in ("low", "count", "high") if cells[c]}
        if filled and filled != FILLED.get(cells["qualifier"], filled):
            due = ", ".join(sorted({"point": "count"}.get(c, c) for c in FILLED[cells["qualifier"]]))
            message = f"'{cells['qualifier']}' goes with {due}; correct it, or move the number"
            yield "population", row, "qualifier", message
        place = tuple(cells[column] for column in ("place_id", "date", "scheme", "universe"))
        same = (
            *place,
            cells["category"],
            cells["count"],
            cells["low"],
            cells["high"],
            cells["share_percent"],
            cells["source_id"],
        )
        cell = *place, cells["category"], cells["source_id"], cells["locator"], cells["status"]
        key = cells["observation_id"]
        first = counted.setdefault(cell, key) if cells["count"] else key
        if same in seen:
            yield "population", row, "observation_id", f"'{key}' repeats {seen[same]}; a count stands once"
        elif first != key:
            yield "population", row, "observation_id", f"'{key}' counts what {first} counts, in one place; keep one"
        seen[same] = key
        if categories.get((cells["scheme"], cells["category"])) == "total" and cells["count"].isdigit():
            groups[place] = max(groups.get(place, 0), int(cells["count"]))
    for row in data.rows("population"):
        total = groups.get(tuple(row.cells[column] for column in ("place_id", "date", "scheme", "universe")))
        if total and row.cells["count"].isdigit() and int(row.cells["count"]) > total:
            yield (
                "population",
                row,
                "count",
                f"'{row.cells['count']}' is more than the total {total} of that place, date and scheme; correct one",
            )


def comparisons_differ(data):
    """A place is compared with itself only where it stayed the same."""
    for row in data.rows("comparisons"):
        if row.cells["from_place"] == row.cells["to_place"] and row.cells["grade"] != "same":
            yield (
                "comparisons",
                row,
                "to_place",
                f"'{row.cells['to_place']}' is compared with itself; name the later territory, or the grade is same",
            )


RULES = (questions_are_full, claims_are_numbers, population_adds_up, comparisons_differ)
