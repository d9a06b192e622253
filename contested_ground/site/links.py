"""Linked numbers: every quantity in prose is a link whose text is the value and whose target is its row.

``[137,900](population:zangezur-1897-total)`` names a row; ``[46 percent](derived:…)`` a computed number. A link reads
well in any viewer of notebooks. Here the links are found, their text is compared with the row, and quantities that are
not linked are reported.
"""

import difflib
import re
from collections import namedtuple

import pandas as pd

from contested_ground.analysis import claims, derived
from contested_ground.data import dates

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
KINDS = (*TABLES, "article", "derived")
LINKED = ("claim", "population", "derived", "article")  # whose text is a quantity, or a paragraph's number
LINK = re.compile(rf"\[(?P<text>[^\]]+)\]\((?P<kind>{'|'.join(KINDS)}):(?P<key>[^)\s]*)\)")

Link = namedtuple("Link", "text kind key")

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(_UNITS)}
WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
WORDS |= {f"{ten}-{unit}": WORDS[ten] + WORDS[unit] for ten in _TENS for unit in _UNITS[1:10]}
WORDS |= {"dozen": 12, "twice": 2, "double": 2, "once": 1, "single": 1}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
FRACTIONS = {"half": 50, "third": 100 / 3, "thirds": 100 / 3, "quarter": 25, "quarters": 25, "fifth": 20, "fifths": 20}
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
_TOKEN = re.compile(
    rf"(?<![\w,.])(?P<digits>{_NUMBER})(?![\d])|\b(?P<word>{_WORD})s?\b|\b(?P<part>{_PART})\b", re.IGNORECASE
)


class LinkError(ValueError):
    """A link that leads nowhere, or whose text does not say what its row says."""


def find(text):
    """Every link of ours in a Markdown text, in order."""
    return [Link(*match.group("text", "kind", "key")) for match in LINK.finditer(text)]


def row(kind, key, tables):
    """The row that a link names, as a Series. Raises :class:`LinkError` with the nearest identifiers."""
    table, column = TABLES[kind]
    rows = tables[table]
    found = rows[rows[column] == key]
    if found.empty:
        raise LinkError(f"no {kind} '{key}'; nearest: {_nearest(key, rows[column])}")
    return found.iloc[0]


def _nearest(key, keys):
    return ", ".join(difflib.get_close_matches(key, [str(other) for other in keys], 3, 0.3)) or "none"


def check(link, tables):
    """Raise :class:`LinkError` unless the link's target exists and its text says what the row says."""
    if link.kind == "article":
        numbers = set(tables["passages"].loc[tables["passages"]["source_id"] == "article", "locator"])
        if link.key not in numbers:
            raise LinkError(f"no paragraph '{link.key}' of the article; the paragraphs are 1 to {len(numbers)}")
    elif link.kind == "derived":
        if link.key not in derived.REGISTRY:
            raise LinkError(f"no derived number '{link.key}'; nearest: {_nearest(link.key, derived.REGISTRY)}")
        unit = derived.REGISTRY[link.key].unit
        _same_number(link.text, derived.value(link.key, tables), percent=unit == "percent", rounded=True)
    else:
        target = row(link.kind, link.key, tables)
        if link.kind == "claim":
            _same_claim(link.text, target, tables)
        elif link.kind == "population":
            _same_population(link.text, target)


def numbers(text):
    """The numbers that a short text names, each ``(value, digits after the point × scale)``.

    Reads digits with thousands separators and decimals, number words ("twenty-five", "four million", "two-thirds", as
    a percentage), scaled by a following hundred, thousand or million. The second part is the size of the last digit
    that is shown, to which the number may be rounded.
    """
    found = []
    # a compound fraction is one number: two-thirds, one-third, a quarter
    tokens = list(_TOKEN.finditer(re.sub(rf"-(?={_PART})", " ", text)))
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


def _is_percent(text):
    return bool(re.search(rf"%|per ?cent|\b(?:{_PART})\b", text, re.IGNORECASE))


def _hedge(text):
    return {name for name, pattern in HEDGES.items() if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)}


def _same_number(text, expected, percent, rounded):
    said = numbers(text)
    if len(said) != 1:
        raise LinkError(f"'{text}' should name one number, {expected:,.10g}")
    value, unit = said[0]
    if percent != _is_percent(text):
        raise LinkError(
            f"'{text}' {'lacks' if percent else 'has'} a percent sign; the row says {expected:,.10g}{' %' * percent}"
        )
    exact = abs(value - expected) < 0.05 if percent else value == expected
    # a rounded number is right to the last digit that it shows
    if not exact and not (rounded and abs(value - expected) <= unit / 2 + 1e-9):
        raise LinkError(f"'{text}' should be {expected:,.10g}{' %' * percent}")


def _may_round(text):
    return bool(_hedge(text) & {"about"} or re.search(r"million|thousand", text))


def _same_claim(text, claim, tables):
    kind = tables["questions"].set_index("question_id").at[claim["question_id"], "kind"]
    if kind not in ("count", "share"):  # who, whether, why or when: the text is free, but brings no number of its own
        told = {value for value, _ in numbers(str(claim["answer"]))}
        if not {value for value, _ in numbers(text)} <= told:
            raise LinkError(f"'{text}' has a number that the answer of the row lacks, '{claim['answer']}'")
        return
    stored = [float(claim[column]) for column in ("low", "point", "high") if pd.notna(claim[column])]
    if not stored:
        answer = "" if pd.isna(claim["answer"]) else claim["answer"]
        if text.casefold() not in answer.casefold():
            raise LinkError(f"'{text}' is not in the answer of the row, '{answer}'")
        return
    hedge, due = _hedge(text), claim["qualifier"]
    if due in HEDGES and due not in hedge:
        raise LinkError(f"'{text}' lacks the qualifier of the row, {claims.value_words(claim)}")
    if hedge - {due, "about"} or ("about" in hedge and due not in ("about", "exact")):
        raise LinkError(f"'{text}' is qualified otherwise than the row, {claims.value_words(claim)}")
    if due == "range":
        if sorted(value for value, _ in numbers(text.replace("–", " to "))) != sorted(stored):
            raise LinkError(f"'{text}' should be the range {claims.value_words(claim)}")
        return
    percent = kind == "share" and due != "relative"
    _same_number(text, stored[0], percent=percent, rounded=_may_round(text))


def _same_population(text, observation):
    share = observation["share_percent"]
    if _is_percent(text) and pd.notna(share):
        _same_number(text, float(share), percent=True, rounded="about" in _hedge(text))
    elif pd.notna(observation["count"]):
        _same_number(text, float(observation["count"]), percent=False, rounded=_may_round(text))
    else:
        bounds = [float(observation[column]) for column in ("low", "high") if pd.notna(observation[column])]
        if sorted(value for value, _ in numbers(text.replace("–", " to "))) != sorted(bounds):
            raise LinkError(f"'{text}' should be {' to '.join(f'{bound:,.10g}' for bound in bounds)}")


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_EXEMPT = re.compile(
    "|".join(
        [
            r"```.*?```|`[^`\n]*`",  # code
            r"^#[^\n]*$|^\|?[-:| ]+\|?$",  # headings, table rules
            r"<[^>\n]+>|\]\([^)]*\)",  # tags and the targets of other links
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:–|-|to|and|or|/)\s*\d{{1,2}})?\s+(?:{_MONTH})(?:\s+\d{{4}})?",
            rf"\b\d{{1,2}}\s+(?:{_MONTH})\s*(?:–|-|to|and|or)\s*\d{{1,2}}\s+(?:{_MONTH})(?:\s+\d{{4}})?",
            r"(?<![\d,.])(?:1[0-9]|20)\d\d(?:\s*[–-]\s*(?:(?:1[0-9]|20)\d\d|\d\d))?(?:s\b)?(?!\d|,\d|\s?%)",  # years
            r"\b\d{1,3}(?:st|nd|rd|th)\b",  # ordinals
            r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\.?\b",  # clock times
            r"(?:§+|\b(?i:paragraphs?|para\.|chapters?|sections?|figures?|pages?|pp?\.))\s*\d+(?:\s*(?:[–,-]|to|and)\s*\d+)*",
            r"\[\d{3}(?:[–,-]\s*\d{3})*\]",  # paragraph marks
        ]
    ),
    re.MULTILINE | re.DOTALL,
)
# "one" and its like are pronouns far more often than numbers; "second" and "third" alone are ordinals
_PRONOUNS = {"one", "once", "single", "double", "zero"}


def bare_quantities(text):
    """Quantities in Markdown prose, in digits or in words, that are not links to a row.

    Exempt are dates, clock times, years, ordinals, paragraph marks, headings and code. The words "one", "once",
    "single" and "double" are taken as no quantity, "third" alone as an ordinal.
    """
    rest = LINK.sub(lambda match: " " if match["kind"] in LINKED else f" {match['text']} ", text)
    rest = _EXEMPT.sub(" ", rest)
    bare = []
    for match in _TOKEN.finditer(rest):
        word, part = match.group("word", "part")
        ordinal = part and part.lower() in ("third", "fifth", "quarter", "quarters") and not re.search(
            r"(?:\ba|\bone|\btwo)[\s-]+$", rest[: match.start()], re.IGNORECASE
        )  # fmt: skip
        if not ordinal and (word or "").lower() not in _PRONOUNS:
            bare.append(match[0])
    return bare


def card(kind, key, tables):
    """What hovering or focusing a link shows: ``{"title": …, "lines": [(label, text), …]}``.

    Raises :class:`LinkError` where the link leads nowhere.
    """
    if kind == "article":
        check(Link("", kind, key), tables)
        passages = tables["passages"]
        passage = passages[(passages["source_id"] == "article") & (passages["locator"] == key)].iloc[0]
        lines = [("Section", passage["section"]), ("Begins", f"{passage['incipit']} …")]
        return {"title": f"The article, paragraph {key}", "lines": lines}
    if kind == "derived":
        if key not in derived.REGISTRY:
            check(Link("", kind, key), tables)
        number = derived.REGISTRY[key]
        value = (
            f"{derived.value(key, tables):,.4g}" if number.unit == "percent" else f"{derived.value(key, tables):,.10g}"
        )
        return {
            "title": number.text,
            "lines": [("Value", f"{value} {number.unit}"), ("From", ", ".join(number.inputs))],
        }
    target = row(kind, key, tables)
    lines = []
    if kind == "claim":
        question = row("question", target["question_id"], tables)
        title = question["question"]
        lines.append(("Value", claims.value_words(target)))
        others = tables["claims"]
        others = others[(others["question_id"] == target["question_id"]) & (others["claim_id"] != key)]
        lines += [
            ("Also answered", f"{claims.value_words(other)} ({speaker(other, tables)})")
            for _, other in others.iterrows()
        ]
    elif kind == "population":
        place = row("place", target["place_id"], tables)
        title = f"{place['label']}, {target['category']}"
        lines.append(("Value", population_words(target)))
        lines.append(("Counted", f"{dates.words(target['date'])}, {target['universe']}, {target['status']}"))
    else:
        title = next(
            str(target[c])
            for c in ("title", "question", "description", "label", "value", "mode")
            if pd.notna(target.get(c))
        )
    for column, label in (("date", "Date"), ("outcome", "Outcome"), ("modern_name", "Today")):
        if kind != "population" and column in target and pd.notna(target[column]):
            lines.append((label, dates.words(target[column]) if column == "date" else str(target[column])))
    if "voice" in target:
        lines.append(("Says", speaker(target, tables)))
    if "locator" in target and pd.notna(target["locator"]):
        lines.append(("Source", cited(target, tables)))
    return {"title": title, "lines": [(label, text) for label, text in lines if text]}


def population_words(observation):
    """The value of an observation as a reader would write it: ``63,600 (46.2 %)``."""
    bounds = [f"{observation[column]:,}" for column in ("low", "high") if pd.notna(observation[column])]
    count = f"{observation['count']:,}" if pd.notna(observation["count"]) else "–".join(bounds)
    share = f"{observation['share_percent']:g} %" if pd.notna(observation["share_percent"]) else ""
    return f"{count} ({share})" if count and share else count or share


def speaker(target, tables):
    """Who says it, in words: the narrator, a named authority and who relays it, or an unnamed one."""
    labels = tables["actors"].set_index("actor_id")["label"]
    if target["voice"] == "narrator":
        who = "the narrator (unattributed in our copy)" if target["source_id"] == "article" else "the work itself"
    elif pd.notna(target["claimant_id"]):
        who = labels.get(target["claimant_id"], target["claimant_id"])
        who += f" ({target['voice']})" if target["voice"] == "quoted" else ""
    else:
        who = target["claimant_as"] if pd.notna(target["claimant_as"]) else "reported, by nobody named"
    return who + (
        f", relayed by {labels.get(target['via_id'], target['via_id'])}" if pd.notna(target["via_id"]) else ""
    )


def cited(target, tables):
    """Where a row comes from, in words: the work and the paragraph, page or table."""
    if target["source_id"] == "article":
        also = "" if pd.isna(target.get("also", pd.NA)) else ", " + target["also"].replace(";", ", ")
        return f"the article, paragraph {target['locator']}{also}"
    titles = tables["sources"].set_index("source_id")["title"]
    return f"{titles.get(target['source_id'], target['source_id'])}, {target['locator']}"
