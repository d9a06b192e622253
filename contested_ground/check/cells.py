"""Rules of cells: what no cell of text may hold, whatever its column.

One pattern looks at whole rows first, since nearly all of them are sound.
"""

import re
import unicodedata
from datetime import date
from functools import cache

LONGEST = 1_000  # characters of a cell
WORD = 60  # letters of a word
SUSPECT = re.compile(
    r"[^ -~\x1f]|[<>]|(?:^|\x1f)[=+@\-]|  | (?:\x1f|$)|(?:^|\x1f) |&"
    r"|(?i:\x1f(?:#?n/?a|null|nan|nil|tbd|todo|\?|#[a-z/0]+[!?]?)(?:\x1f|$))"
)
EMPTY = {"n/a", "na", "null", "nan", "nil", "-", "?", "#n/a", "#ref!", "tbd", "todo", "…"}
TAG = re.compile(r"</?[A-Za-z!]|&(?:[a-z]+|#[0-9]+);|<!--")
MOJIBAKE = re.compile(
    r"Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|â€|[ÐÑ][\u0080-\u00bf]|[ÕÖ][\u0080-\u00bf]|Ã[ƒ¤¶¼©¨]|Å[\u0080-\u00bf]"
)
JOINERS = "\u200c\u200d\ufe0f"
SCRIPTS = ("LATIN", "CYRILLIC", "ARMENIAN", "GEORGIAN", "ARABIC", "GREEK", "HEBREW")


@cache
def script(sign):
    """The script of a letter by its Unicode name, or an empty string."""
    name = unicodedata.name(sign, "")
    return next((script for script in SCRIPTS if name.startswith(script)), "")


def fault(cell, limit=LONGEST):
    """What is wrong with the text of a cell, with the remedy; an empty string when nothing is."""
    if len(cell) > limit:
        return f"'{cell[:40]}…' has {len(cell)} characters; a cell holds at most {limit}"
    if cell != cell.strip() or "  " in cell:
        return f"{cell[:60]!r} has an outer or double space; remove it"
    if cell[0] in "=+@" or (cell[0] == "-" and not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)):
        return f"'{cell[:60]}' begins as a spreadsheet's formula does; begin with a word"
    if cell.lower() in EMPTY:
        return f"'{cell}' stands for nothing; leave the cell empty, which means not stated"
    if TAG.search(cell):
        return f"'{cell[:60]}' holds markup; write plain text"
    return "" if cell.isascii() and cell.isprintable() else _foreign(cell)


def _foreign(cell):
    if "\ufffd" in cell or MOJIBAKE.search(cell):
        return f"'{cell[:60]}' was read in the wrong encoding; write the letters that were meant"
    for i, sign in enumerate(cell):
        if not (_joins(cell, i) if sign in JOINERS else sign.isprintable()):
            return f"{cell[:60]!r} has a tab or an unprintable character, {sign!r}; remove it"
        kind = unicodedata.category(sign)
        if kind == "Nd" and not sign.isascii():
            return f"'{cell[:60]}' has a digit of another script, {sign}; write 0 to 9"
        if kind[0] == "L" and sign not in "ևªº" and unicodedata.normalize("NFKC", sign) != sign and not _ligature(sign):
            return f"'{cell[:60]}' has a letter in disguise, {sign}; write the plain letter"
    if not unicodedata.is_normalized("NFC", cell):
        return f"'{cell[:60]}' is not in Unicode NFC; write its accents composed"
    if re.search(r"[\u0300-\u036f\u0483-\u0489]{2}", cell):
        return f"'{cell[:60]}' heaps marks on one letter; remove them"
    for word in re.findall(r"[^\W\d_]+", cell):
        scripts = {script(sign) for sign in word} - {""}
        if len(scripts) > 1:
            mixed = " and ".join(sorted(name.title() for name in scripts))
            return f"'{word}' mixes letters of {mixed}; write it in one script"
    return ""


def _joins(cell, i):
    """Whether a joiner stands where scripts and emoji need it: between two Arabic letters, or in an emoji."""
    before, after = cell[i - 1 : i], cell[i + 1 : i + 2]
    emoji = unicodedata.category(before or " ") in ("So", "Sk", "Mn") or ord(before or " ") > 0x1F000
    letters = cell[i] != "\ufe0f" and before and after and script(before) == "ARABIC" == script(after)
    return emoji or bool(letters)


def _ligature(sign):
    return "ARABIC" in unicodedata.name(sign, "") or unicodedata.name(sign, "").startswith("MODIFIER")


def clean_cells(data):
    """Plain text in Unicode NFC: no markup, formula, control character, foreign digit, mixed or broken word."""
    for table, resource in data.package["tables"].items():
        long = {f["name"] for f in resource["schema"]["fields"] if f["name"] in ("also", "also_url", "rows", "url")}
        for row in data.rows(table):
            cells = row.cells
            text = "\x1f".join(cells.values())
            longest = max(map(len, text.replace("\x1f", " ").split(" ")))
            if len(text) <= LONGEST and longest <= WORD and not SUSPECT.search(text):
                continue
            for column, cell in cells.items():
                if cell and (wrong := fault(cell)):
                    yield table, row, column, wrong
                elif (
                    cell and column not in long and len(max(re.split(r"[ ;/-]", cell), key=len)) > WORD and " " in cell
                ):
                    yield table, row, column, f"'{max(cell.split(), key=len)[:60]}…' is no word; shorten or divide it"


def days_of_reading(data):
    """A day on which a page was read, or of the state that was read, is written in full and is not to come."""
    today = date.today().isoformat()
    for row in data.rows("sources"):
        for column in ("accessed", "state_date"):
            cell = row.cells[column]
            if cell and column == "accessed" and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
                yield "sources", row, column, f"'{cell}' is no day; write it as 2025-02-03"
            elif cell[:1].isdigit() and cell > today:
                yield "sources", row, column, f"'{cell}' is still to come; write the day on which it was read"


RULES = (clean_cells, days_of_reading)
