"""Linked numbers: every quantity in prose is a link whose text is the value and whose target is its row.

``[137,900](population:zangezur-1897-total)`` names a row; ``[46 percent](derived:…)`` a computed number. A link reads
well in any viewer of notebooks. Here the links are found, their text is compared with the row, and quantities that are
not linked are reported.
"""

import re
from collections import namedtuple
from urllib.parse import parse_qsl

import pandas as pd

from contested_ground.analysis import claims, derived
from contested_ground.data.numbers import HEDGES, MONTH, TOKEN, hedges, is_percent, numbers
from contested_ground.data.references import TABLES, LinkError, nearest, paragraph, row
from contested_ground.site.numbering import numbered

KINDS = (*TABLES, "article", "derived", "chapter", "figure", "explorer")
SHOWS = {"theatre", "when", "only", "who", "source", "words", "view"}  # what an address of the Explorer names
LINKED = ("claim", "population", "derived", "article")  # whose text is a quantity, or a paragraph's number
LINK = re.compile(rf"\[(?P<text>[^\]]+)\]\((?P<kind>{'|'.join(KINDS)}):(?P<key>[^)\s]*)\)")
Link = namedtuple("Link", "text kind key")


def find(text):
    """Every link of ours in a Markdown text, in order."""
    return [Link(*match.group("text", "kind", "key")) for match in LINK.finditer(text)]


def check(link, tables):
    """Raise :class:`LinkError` unless the link's target exists and its text says what the row says."""
    if link.kind == "article":
        paragraph(link.key, tables)
    elif link.kind == "explorer":
        if wrong := {name for name, _ in parse_qsl(link.key, keep_blank_values=True)} - SHOWS or not link.key:
            raise LinkError(
                f"'{link.key}' is no address of the Explorer ({wrong}); it names {', '.join(sorted(SHOWS))}"
            )
    elif link.kind in ("chapter", "figure"):
        known = {key: number for (kind, key), (number, *_) in numbered().items() if kind == link.kind}
        if link.key not in known:
            raise LinkError(f"no {link.kind} '{link.key}'; nearest: {nearest(link.key, known)}")
        if known[link.key] not in re.findall(r"\d+(?:\.\d+)?", link.text):
            raise LinkError(f"'{link.text}' should name {link.kind} {known[link.key]}")
    elif link.kind == "derived":
        if link.key not in derived.REGISTRY:
            raise LinkError(f"no derived number '{link.key}'; nearest: {nearest(link.key, derived.REGISTRY)}")
        unit = derived.REGISTRY[link.key].unit
        _same_number(link.text, derived.value(link.key, tables), percent=unit == "percent", rounded=True)
    else:
        target = row(link.kind, link.key, tables)
        if link.kind == "claim":
            _same_claim(link.text, target, tables)
        elif link.kind == "population":
            _same_population(link.text, target)


def _same_number(text, expected, percent, rounded):
    said = numbers(text)
    if len(said) != 1:
        raise LinkError(f"'{text}' should name one number, {expected:,.10g}")
    value, unit = said[0]
    if percent != is_percent(text):
        raise LinkError(
            f"'{text}' {'lacks' if percent else 'has'} a percent sign; the row says {expected:,.10g}{' %' * percent}"
        )
    exact = abs(value - expected) < 0.05 if percent else value == expected
    # a rounded number is right to the last digit that it shows
    if not exact and not (rounded and abs(value - expected) <= unit / 2 + 1e-9):
        raise LinkError(f"'{text}' should be {expected:,.10g}{' %' * percent}")


def _may_round(text):
    return bool(hedges(text) & {"about"} or re.search(r"million|thousand", text))


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
    hedge, due = hedges(text), claim["qualifier"]
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
    if is_percent(text) and pd.notna(share):
        _same_number(text, float(share), percent=True, rounded="about" in hedges(text))
    elif pd.notna(observation["count"]):
        _same_number(text, float(observation["count"]), percent=False, rounded=_may_round(text))
    else:
        bounds = [float(observation[column]) for column in ("low", "high") if pd.notna(observation[column])]
        if sorted(value for value, _ in numbers(text.replace("–", " to "))) != sorted(bounds):
            raise LinkError(f"'{text}' should be {' to '.join(f'{bound:,.10g}' for bound in bounds)}")


_EXEMPT = re.compile(
    "|".join(
        [
            r"```.*?```|`[^`\n]*`",  # code
            r"^#[^\n]*$|^\|?[-:| ]+\|?$",  # headings, table rules
            r"<[^>\n]+>|\]\([^)]*\)",  # tags and the targets of other links
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:–|-|to|and|or|/)\s*\d{{1,2}})?\s+(?:{MONTH})(?:\s+\d{{4}})?",
            rf"\b\d{{1,2}}\s+(?:{MONTH})\s*(?:–|-|to|and|or)\s*\d{{1,2}}\s+(?:{MONTH})(?:\s+\d{{4}})?",
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
    for match in TOKEN.finditer(rest):
        word, part = match.group("word", "part")
        ordinal = part and part.lower() in ("third", "fifth", "quarter", "quarters") and not re.search(
            r"(?:\ba|\bone|\btwo)[\s-]+$", rest[: match.start()], re.IGNORECASE
        )  # fmt: skip
        if not ordinal and (word or "").lower() not in _PRONOUNS:
            bare.append(match[0])
    return bare
