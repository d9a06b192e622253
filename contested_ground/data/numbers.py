"""Numbers in running text, read from digits and words, with their hedges and percent signs."""

import re

from contested_ground.data.numerals import FRACTIONS, SCALES, WORDS

HEDGES = {
    "about": r"about|some|roughly|around|approximately|close to",
    "nearly": r"nearly|almost",
    "over": r"over|(?<!no )(?<!not )more than|above|upwards of",
    "at_least": r"at least|no fewer than|not fewer than|no less than",
    "up_to": r"up to|at most|no more than|not more than|less than|fewer than|under",
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join(sorted(map(re.escape, [*WORDS, *SCALES]), key=len, reverse=True))
_PART = "half|thirds?|quarters?|fifths?"
TOKEN = re.compile(
    rf"(?<![\w,.])(?P<digits>{_NUMBER})(?![\d])|\b(?P<word>{_WORD})s?\b|\b(?P<part>{_PART})\b", re.IGNORECASE
)


def numbers(text):
    """The numbers that a short text names, each ``(value, digits after the point × scale)``.

    Reads digits with thousands separators and decimals, number words ("twenty-five", "four million", "two-thirds", as
    a percentage), scaled by a following hundred, thousand or million. The second part is the size of the last digit
    that is shown, to which the number may be rounded.
    """
    found = []
    # a compound fraction is one number: two-thirds, one-third, a quarter
    tokens = list(TOKEN.finditer(re.sub(rf"-(?={_PART})", " ", text)))
    for match in tokens:
        digits, word, part = match.group("digits", "word", "part")
        if digits:
            plain = digits.replace(",", "")
            decimals = len(plain.partition(".")[2])
            zeros = len(plain) - len(plain.rstrip("0")) if not decimals else 0
            found.append([float(plain), 10.0 ** (zeros or -decimals)])
        elif word and word.lower() in SCALES:
            scale = SCALES[word.lower()]
            if found and _adjacent(tokens, match):
                found[-1] = [found[-1][0] * scale, min(found[-1][1], 1.0) * scale]
            else:
                found.append([float(scale), float(scale)])
        elif word:
            found.append([float(WORDS[word.lower()]), 1.0])
        else:
            times = found.pop()[0] if found and _adjacent(tokens, match) else 1
            found.append([times * FRACTIONS[part.lower()], 1.0])
    return [tuple(pair) for pair in found]


def _adjacent(tokens, match):
    """Whether the token before this one stands right beside it."""
    before = tokens[tokens.index(match) - 1] if tokens.index(match) else None
    return before is not None and re.fullmatch(r"[\s-]*(?:and a |a |of )?", match.string[before.end() : match.start()])


def is_percent(text):
    return bool(re.search(rf"%|per ?cent|\b(?:{_PART})\b", text, re.IGNORECASE))


def hedges(text):
    return {name for name, pattern in HEDGES.items() if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)}


MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
