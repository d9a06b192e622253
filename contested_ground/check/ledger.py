"""Which words stand in which passage, without the passages: what rules of meaning need of texts that are not here.

``data/words.txt`` holds one line for each passage, ``source,locator,codes``: for each word of it the first six letters,
lower case and without accents, and for each number its digits, as four hexadecimal digits of a hash, sorted. So a rule
can ask whether a name or a number stands in a paragraph (of 1,000 words that don't, about one seems to), while no
sentence can be read out of it. ``python -m contested_ground.check --article FILE --texts FOLDER`` writes it.
"""

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path

from contested_ground.data.tables import Finding

WORDS = "words.txt"
STEM = 6
ARTICLE_PARAGRAPHS = 282
PAGES = 168  # of counts, at least
LINE = re.compile(r"[A-Za-z0-9-]+,[^,]+,(?:[0-9a-f]{4})+")
EXTRACT = 350  # a further text of fewer words is an extract: what its page is about is said elsewhere, so rules pass it
WHOLE = "*"  # the locator of a text that is not divided as the rows' locators are


def plain(text):
    """Text in lower case without accents, dotless i as i."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ə", "e").replace("Ə", "E"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def words(text):
    """Words and numbers of a text as they are coded: stems of letters, digits without their separators."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # a lost dash joined two words
    text = re.sub(r"(?<=\d)[,.\u00a0\u202f ](?=\d{3}(?!\d))", "", plain(text))
    found = set()
    for word in re.findall(r"\d+|[^\W\d_]+", text):
        found.add(word if word.isdigit() else word[:STEM])
        if word.endswith("s") and 3 < len(word) <= STEM:
            found.add(word[:-1])  # the apostrophe of a possessive is lost
    return found


@cache
def code(word):
    """The four hexadecimal digits of a word or number."""
    return hashlib.sha256(word.encode()).hexdigest()[:4]


def _lines(folder):
    path = Path(folder) / WORDS
    return path.read_bytes().decode("utf-8", "replace").removesuffix("\n").split("\n") if path.exists() else []


def read(folder):
    """The codes of each passage, by source and locator; empty when the file is not there."""
    found = {}
    for line in filter(LINE.fullmatch, _lines(folder)):
        source, locator, codes = line.split(",")
        found[source, locator] = {codes[i : i + 4] for i in range(0, len(codes), 4)}
    return found


def faults(folder, sources=None):
    """A finding for the first line of the ledger that cannot be read, or for a ledger that is not there or short.

    ``sources``: those whose texts are in it, as ``texts.json`` lists them; None where the ledger is to be written.
    """
    path, lines = Path(folder) / WORDS, _lines(folder)
    if not lines:
        return [Finding(path, 1, "", f"'{WORDS}' is not there; put it back (git restore)")]
    odd = [number for number, line in enumerate(lines, 1) if not LINE.fullmatch(line)]
    remedy = "put the file back (git restore)"
    if odd:
        return [
            Finding(path, odd[0], "", f"'{lines[odd[0] - 1][:40]}' is no line of the ledger ({len(odd)}); {remedy}")
        ]
    article, pages = (sum(line.startswith(source) for line in lines) for source in ("article,", "page,"))
    if sources is not None and pages < PAGES:
        return [Finding(path, 1, "", f"'{pages}' pages of {PAGES} are in the ledger; {remedy}")]
    if article != ARTICLE_PARAGRAPHS:
        return [Finding(path, 1, "", f"'{article}' paragraphs of {ARTICLE_PARAGRAPHS} are in the ledger; {remedy}")]
    there = {line.partition(",")[0] for line in lines if f",{WHOLE}," in line}
    if sources is not None and (odd := sorted(there.symmetric_difference(sources))):
        message = f"'{odd[0]}' is in one of texts.json and the ledger only; {remedy.replace('the file', 'both files')}"
        return [Finding(path, 1, "", message)]
    return []


def write(folder, texts):
    """Write the codes of ``texts``, text by source and locator; passages that are not among them stay as they were."""
    codes = read(folder) | {place: {code(word) for word in words(text)} for place, text in texts.items()}
    order = sorted(codes, key=lambda place: (place[0], int(place[1]) if place[1].isdigit() else 0, place[1]))
    lines = (f"{source},{locator},{''.join(sorted(codes[source, locator]))}\n" for source, locator in order)
    (Path(folder) / WORDS).write_text("".join(lines), encoding="utf-8")


class Ledger:
    """The codes of all passages; asks for names and numbers in the passages that a row cites."""

    def __init__(self, folder):
        self.codes = read(folder)

    def cited(self, cells):
        """The codes of all passages that a row cites, or None when one of them is not in the ledger."""
        source, found = cells["source_id"], set()
        for locator in [cells["locator"], *filter(None, cells.get("also", "").split(";"))]:
            there = self.codes.get((source, locator)) or self.codes.get((source, WHOLE))
            if there and source != "article" and len(there) < EXTRACT:
                return None
            if there is None:
                return None
            found |= there
        return found


def stands(word, there):
    """Whether a word's stem or a number's digits are among the codes."""
    return code(word if word.isdigit() else word[:STEM]) in there
