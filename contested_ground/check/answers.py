"""Rules of questions and their answers: the words of both beside their numbers, units, kinds and days."""

import re
from datetime import date

from contested_ground.check.rows import days_of, each, passages_of
from contested_ground.data.dates import MONTHS
from contested_ground.data.numbers import numbers

DAY = re.compile(r"\d{4}-\d\d-\d\d")
HEDGED_WORDS = re.compile(
    r"\b(about|around|roughly|over|more than|at least|up to|nearly|almost|approximately|as many as|fewer than|"
    r"less than)\b"
)
HEDGES = {  # words of an answer or its quote of which a qualifier wants one
    "about": r"about|around|roughly|some \d|approx|circa|on average|estimat", "over": r"over|more than|exceed|above",
    "up_to": r"up to|as many as|at most|no more|fewer than|less than|under|maximum", "nearly": r"nearly|almost",
}  # fmt: skip
SEVERAL = {  # words of an answer without a number: what "several" wants, and what "unquantified" has none of
    True: re.compile(r"several|few|hundred|thousand|tens|dozen|some|million|multiple|only|waves"),
    False: re.compile(r"\b(several|hundreds|thousands|dozens)\b"),
}
OPENINGS = {  # the kinds of question that begin so
    "Why": {"motive"}, "When": {"date"}, "How many": {"count", "share"}, "How much": {"count", "share"},
    "Who": {"responsibility", "status", "share"},
}  # fmt: skip
CIRCUMSTANCES = {  # words of a question, its identifier or its event, of which a circumstance wants one
    "custody": r"arrest|prison|captur|held|detain|hold|custody|disarm|wounded", "ambush": r"ambush|on the road|way",
    "disease": r"disease|typhus|hunger|famine|epidem|malaria", "after_surrender": r"surrender|disarm|capit",
    "flight": r"flee|fled|flight|left|leave|driven|refug|displac|expel|went|evacuat|moved|deport|migrat|exile|return",
}  # fmt: skip
UNITS = {  # words of an answer that belong to another unit than the question's
    "guns": r"machine", "machine_guns": r"^(?!.*machine).*\bguns", "villages": r"house|town",
    "days": r"week|month|year", "weeks": r"day|month|year", "months": r"day|week|year", "years": r"day|week|month",
}  # fmt: skip
# Read and meant: "nine to thirty thousand" and "none"; a hedge said elsewhere; a question of who that is answered yes,
# one that counts from a day before.
COUNTED = {"baku-1918-09-killed-armenians-suny", "shusha-1920-inhabitants-left-shahinian"}
HEDGED = {"armenia-1917-1921-azerbaijanis-remaining-soviet-historians", "baku-1918-09-killed-armenians-some-sources"}
ASKED = {"baku-1920-04-resistance-to-red-army", "zangezur-1920-03-attacks-from-jabrail-repelled-interval"}


def stored(it):
    return [float(it[column]) for column in ("low", "point", "high") if it[column]]


def number_told(it, data):
    return all(any(abs(number - said) <= 0.05 for said, _ in numbers(it["answer"])) for number in stored(it))


def several_fits(it, data):
    several = it["qualifier"] == "several"
    return bool(SEVERAL[several].search(it["answer"].lower())) == several


def opening_fits(it, data):
    return all(it["kind"] in kinds for opening, kinds in OPENINGS.items() if it["question"].startswith(f"{opening} "))


def question_of(it, data):
    return data.keys["questions"][it["question_id"]].cells


def hedge_fits(it, data):
    if it["qualifier"] == "exact":
        return not HEDGED_WORDS.search(it["answer"].lower())
    return re.search(HEDGES[it["qualifier"]], f"{it['answer']} {it['quote']}".lower())


def part_fits(it, data):
    """A part asks for the same measure as its whole, of days that meet."""
    whole = data.keys["questions"].get(it["part_of"])
    if not whole or whole.cells["part_of"] == it["question_id"] or it["part_of"] == it["question_id"]:
        return False
    same = all(whole.cells[column] == it[column] for column in ("measure", "kind"))
    mine, its = days_of(it["date"]), days_of(whole.cells["date"])
    return same and (not mine or not its or (mine[0] <= its[1] and its[0] <= mine[1]))


def day_in_words(it, data):
    """A day and a month in a question's words lie in its date."""
    first, last = days_of(it["date"])
    years = range(first.year, last.year + 1) if date.min < first and last < date.max else ()
    days = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", it["question"])
    found = [date(year, MONTHS.index(month) + 1, int(day)) for day, month in days for year in years]
    return not found or any(first <= day <= last for day in found)


def circumstance_fits(it, data):
    event = data.keys["events"].get(it["event_id"])
    said = f"{it['question']} {it['question_id']} {event.cells['title'] if event else ''}".lower()
    return re.search(CIRCUMSTANCES[it["circumstance"]], said)


def day_of_the_event(it, data):
    event = data.keys["events"].get(it["event_id"])
    return not event or not DAY.fullmatch(event.cells["date"]) or event.cells["date"] == it["date"]


RULES = (
    each(
        "day_of_the_event", "questions", "date", day_of_the_event,
        "is not the day of its event, {event_id}; correct one", of=lambda it, data: DAY.fullmatch(it["date"]),
    ),
    each(
        "number_of_the_answer", "claims", "answer", number_told,
        "says another number than low, point and high; correct one",
        of=lambda it, data: it["answer"] and stored(it) and it["claim_id"] not in COUNTED,
    ),
    each(
        "hedge_of_the_answer", "claims", "qualifier", hedge_fits,
        "is not how the answer or the quote has the number; correct one",
        of=lambda it, data: it["answer"] and it["claim_id"] not in HEDGED and it["qualifier"] in {"exact", *HEDGES},
    ),
    each(
        "several_in_the_answer", "claims", "qualifier", several_fits,
        "is not what the answer says; several goes with several, hundreds or dozens",
        of=lambda it, data: it["qualifier"] in ("several", "unquantified"),
    ),
    each(
        "unit_of_the_answer", "claims", "answer",
        lambda it, data: not re.search(UNITS[question_of(it, data)["of"]], it["answer"].lower()),
        "counts in another unit than its question; correct one",
        of=lambda it, data: it["question_id"] in data.keys["questions"] and question_of(it, data)["of"] in UNITS,
    ),
    each(
        "claim_where_it_is_asked", "claims", "locator",
        lambda it, data: passages_of(it) & passages_of(question_of(it, data)),
        "is not where {question_id} is asked; correct it, or cite it there (also)",
        of=lambda it, data: it["question_id"] in data.keys["questions"]
        and question_of(it, data)["source_id"] == it["source_id"],
    ),
    each(
        "kind_of_the_opening", "questions", "kind", opening_fits,
        "is not what the question's first words ask for; correct one",
        of=lambda it, data: it["question_id"] not in ASKED,
    ),
    each(
        "part_of_a_like_question", "questions", "part_of", part_fits,
        "is no question of the same kind, measure and days; correct it", of=lambda it, data: it["part_of"],
    ),
    each(
        "day_in_the_question", "questions", "date", day_in_words,
        "is not the day that the question names; correct one",
        of=lambda it, data: it["question_id"] not in ASKED and days_of(it["date"]),
    ),
    each(
        "circumstance_in_words", "questions", "circumstance", circumstance_fits,
        "is in no word of the question or its event; correct it",
        of=lambda it, data: it["circumstance"] in CIRCUMSTANCES,
    ),
)  # fmt: skip
