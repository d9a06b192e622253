"""Numbers as the article has them: tokens in digits or in words, with dashes lost, and what they can mean."""

import re
from collections import defaultdict

from contested_ground.data import dates, numerals

WORDS = numerals.WORDS | {name: round(numerals.FRACTIONS[name], 1) for name in ("half", "third", "quarter", "fifth")}
WORDS |= {"one-third": 33.3, "two-thirds": 66.7, "hundred": 100, "pair": 2}
POWERS = {name: numerals.SCALES[name] for name in ("thousand", "million")}


def readings(token):
    """Every number that a token can stand for: ``400500`` is 400500, or 400 and 500, since its dash may be lost."""
    token = token.lower().replace(",", "")
    if token in WORDS:
        return {float(WORDS[token])}
    if token in POWERS:
        return {float(POWERS[token])}
    numbers = {float(part) for part in re.findall(r"\d+(?:\.\d+)?", token)}
    if token.isdigit():
        numbers |= {float(part) for cut in range(1, len(token)) for part in (token[:cut], token[cut:])}
    return numbers


def values(rows):
    """The numbers told in each paragraph, by paragraph number, from mention rows in order.

    Neighbouring tokens are joined as the text joins them: "four million" is 4,000,000, "two-thirds" 66.7 percent.
    """
    tokens = defaultdict(list)
    for row in rows:
        if row["mention"][:3].isdigit():
            tokens[str(int(row["mention"][:3]))].append(row["token"].lower())
    told = {}
    for paragraph, words in tokens.items():
        found = set()
        for word, following in zip(words, [*words[1:], ""], strict=True):
            found |= {round(number, 1) for number in readings(word)}
            if following in POWERS:
                found |= {round(number * POWERS[following], 1) for number in readings(word)}
            if following in ("third", "thirds"):
                found |= {round(number * 100 / 3, 1) for number in readings(word)}
        told[paragraph] = found
    return told


def agrees(mention, target, use, reference):
    """Whether a mention's token fits the row that it leads to: a number of the row, or a part of its date.

    ``reference``: the row as ``table:key``; its key may hold the year. A number that is neither a quantity nor a date
    (a name, an ordinal, a figure of speech) fits any row.
    """
    numbers, quantity = readings(mention["token"]), reference.startswith(("claims:", "population:"))
    if use == "date":
        words = " ".join(target.get(column) or "" for column in ("date_text", "answer", "value", "quote"))
        parts = _date_parts(target) | {float(digits) for digits in re.findall(r"\d+", reference)}
        return bool(numbers & parts) or mention["token"].lower() in words.lower()
    if use not in ("claim", "population") or not quantity or not numbers:
        return True
    columns = ("low", "point", "high", "count", "share_percent")
    stored = {float(target[column]) for column in columns if re.fullmatch(r"\d+(\.\d+)?", target.get(column) or "")}
    if not stored:  # "several thousand", or a denial: the row holds words
        return bool(target.get("answer") or target.get("question"))
    parts = numbers | {number * power for number in numbers for power in POWERS.values()}
    parts |= {round(number * 100 / 3, 1) for number in numbers}
    return bool(stored & parts) or any(
        number in POWERS.values() and value % number == 0 for number in numbers for value in stored
    )


def _date_parts(target):
    """Days and years of a row's dates, and the digits of its date text, which may hold the old calendar too."""
    parts = set()
    for column in ("date", "from_date", "until_date"):
        if target.get(column):
            try:
                when = dates.parse(target[column])
            except ValueError:
                continue
            for text in re.findall(r"\d{4}(?:-\d\d(?:-\d\d)?)?", target[column]):
                parts |= {float(part) for part in text.split("-")}
            parts |= {float(day.year) for day in (when.start, when.end) if day}
    parts |= {number for digits in re.findall(r"\d+", target.get("date_text") or "") for number in readings(digits)}
    return parts
