"""Rules of counts: digits stand on the page cited, parts add up to the printed total, wholes hold their parts."""

import hashlib
from collections import defaultdict
from urllib.parse import unquote

from contested_ground.check.ledger import Ledger, stands
from contested_ground.check.rows import number_in, parts_of

PAGE = "page"
# Shares that the texts give beside another page's number, in a note.
NOTED = {
    "nkao-1926-armenian-armarchive-mountainous-karabakh",
    "nkao-1926-armenian-enwiki-nagorno-karabakh-autonomous-oblast",
    "nkao-1926-armenian-geghard-nkao", "nkao-1979-azerbaijani-armarchive-mountainous-karabakh",
}  # fmt: skip
# Printed parts that don't add up to their printed total: place, date and source, and parts minus total. Most pages
# leave small groups out; where the sum is too large or nearly right, the page itself is at odds.
KNOWN = {
    ("shusha", "1916", "enwiki-shusha-2022", "p09-toll"): -1382,
    ("abdallar", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -20,
    ("alexandropol-uezd-1897", "1914", "kalendar1915", "ruwiki-aleksandropolskiy-uezd"): -2224,
    ("armenian-ssr-1926", "1926-12-17", "census1926", "aniarc-ethnic-minorities"): -781220,
    ("armenian-ssr-1939", "1939-01-17", "census1939", "aniarc-ethnic-minorities"): -1094482,
    ("armenian-ssr-1939", "1959-01-15", "census1959", "aniarc-ethnic-minorities"): -1593230,
    ("armenian-ssr-1939", "1970-01-15", "census1970", "aniarc-ethnic-minorities"): -2269186,
    ("armenian-ssr-1939", "1979-01-17", "census1979", "aniarc-ethnic-minorities"): -2797182,
    ("armenian-ssr-1939", "1989-01-12", "census1989", "aniarc-ethnic-minorities"): -3160020,
    ("azerbaijan-ssr-1939", "1939-01-17", "census1939", "azstat-population-by-ethnic-groups"): -94900,
    ("azerbaijan-ssr-1939", "1979-01-17", "census1979", "azstat-population-by-ethnic-groups"): -475500,
    ("azerbaijan-ssr-1939", "1989-01-12", "census1989", "azstat-population-by-ethnic-groups"): -390500,
    ("baku-governorate-1897", "1897-02-09", "census1897", "sablin2015-1897"): 11,
    ("baku-uezd-1897", "1897-02-09", "census1897", "enwiki-baku-uyezd"): -73972,
    ("erivan", "1897-02-09", "census1897", "demoscope-1897-languages-570"): -12908,
    ("georgian-ssr-1939", "1959-01-15", "census1959", "enwiki-demographics-of-georgia"): -11,
    ("kagizman", "1897-02-09", "census1897", "ruwiki-kagyzman"): -63,
    ("kagizman", "1914", "kalendar1915", "ruwiki-kagyzman"): -229,
    ("kagizman-okrug-1897", "1914", "kalendar1915", "ruwiki-kagyzmanskiy-okrug"): -16882,
    ("kalbajar-okrug-1926", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -1,
    ("karakishlag-okrug-1926", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -1,
    ("kubatli-okrug-1926", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -2,
    ("kurd-haji-okrug-1926", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -1,
    ("kurdistan-uezd-1926", "1926-12-17", "census1926", "azwiki-red-kurdistan"): -17,
    ("nakhchivan-uezd-1897", "1890", "esbe1897", "ruwiki-nakhichevanskiy-uezd"): 174,
    ("nakhchivan-uezd-1897", "1914", "kalendar1915", "ruwiki-nakhichevanskiy-uezd"): -554,
    ("nor-bayazet-echmiadzin-lori-pambak-uezds-1926", "1926-12-17", "census1926", "azwiki-armenia-census-1926"): -43727,
    ("olti-okrug-1897", "1914", "kalendar1915", "ruwiki-oltinskiy-okrug"): -7918,
    ("shamakhi-uezd-1897", "1897-02-09", "census1897", "enwiki-shemakha-uezd"): -17719,
    ("shusha", "1897", "article", "270"): -660,
    ("shusha-uezd-1897", "1897-02-09", "census1897", "azg-shushi"): -446,
    ("surmali-uezd-1897", "1897-02-09", "census1897", "ruwiki-surmalinskiy-uezd"): -1464,
    ("tiflis", "1876", "enwiki-tbilisi", "enwiki-tbilisi"): -13445,
    ("tiflis", "1926-12-17", "census1926", "enwiki-tbilisi"): -35945,
    ("tiflis", "1939-01-17", "census1939", "enwiki-tbilisi"): -60158,
    ("tiflis", "1959-01-15", "census1959", "enwiki-tbilisi"): -83475,
    ("tiflis", "1970-01-15", "census1970", "enwiki-tbilisi"): -103120,
    ("tiflis", "1979-01-17", "census1979", "enwiki-tbilisi"): -117603,
    ("zagatala-okrug-1897", "1897-02-09", "census1897", "enwiki-zakatal-okrug"): -11215,
    ("zangezur-armenian-part-1922", "1922", "article", "269"): 100,
    ("zangezur-uezd-1897", "1897", "article", "269"): -1300,
}  # fmt: skip

DAYS = {  # of what is counted under a census's headings, or told by a calendar; Gregorian
    "census-1897": "1897-02-09",
    "census-1926": "1926-12-17",
    "census-1939": "1939-01-17",
    "census-1959": "1959-01-15",
    "census-1970": "1970-01-15",
    "census-1979": "1979-01-17",
    "census-1989": "1989-01-12",
    "kalendar1917": "1916-01-14",
}


def page(url):
    """The key of a page in the ledger: addresses are long, and written encoded or not."""
    return PAGE, hashlib.sha256(unquote(url).encode()).hexdigest()[:12]


def digits_on_the_page(data):
    """A count's digits stand on one of the pages that the row cites."""
    codes = Ledger(data.folder).codes
    for row in data.rows("population"):
        pages = [codes.get(page(url)) for url in parts_of(row.cells["also_url"])]
        pages = [numbers for numbers in pages if numbers]
        noted = row.cells["observation_id"] in NOTED
        if not pages or noted or row.cells["status"] not in ("printed", "rounded"):
            continue
        for column in ("low", "count", "high", "share_percent"):
            value = row.cells[column]
            if value and not any(stands(value.replace(".", "").lstrip("0") or "0", numbers) for numbers in pages):
                yield "population", row, column, f"'{value}' is on none of its pages; correct it, or the address"


def census_days(data):
    """A count under a census's headings, or from a calendar, is of its day; or of its year, with a mark of doubt."""
    for row in data.rows("population"):
        date, scheme, source = (row.cells[column] for column in ("date", "scheme", "source_id"))
        name = scheme if scheme in DAYS else source
        day = DAYS.get(name, date)
        if date not in (day, f"{day[:4]}?"):
            yield "population", row, "date", f"'{date}' is not the day of {name}; write {day}"


def parts_and_totals(data):
    """The groups of one count add up to its printed total, or miss it by what is known."""
    groups = {(row.cells["scheme"], row.cells["category"]): row.cells["group"] for row in data.rows("categories")}
    counts = defaultdict(lambda: ([], []))
    for row in data.rows("population"):
        cells = row.cells
        if cells["count"].isdigit() and cells["status"] != "doubtful":
            key = tuple(cells[c] for c in ("place_id", "date", "scheme", "universe", "source_id", "locator"))
            counts[key][groups.get((cells["scheme"], cells["category"])) != "total"].append(row)
    for key, (totals, parts) in counts.items():
        if len(totals) == 1 and len(parts) > 1:
            total = int(totals[0].cells["count"])
            difference = sum(int(row.cells["count"]) for row in parts) - total
            known = KNOWN.get((key[0], key[1], key[4], key[5]), 0)
            if difference != known:
                due = f"its parts make {total + difference}"
                due += f", known to differ by {known}" if known else ""
                yield "population", totals[0], "count", f"'{total}' is not the sum, {due}; correct a count"


def parts_stay_below(data):
    """The groups of a count, told in one source, together are no more than the largest total of their place and day."""
    groups = {(row.cells["scheme"], row.cells["category"]): row.cells["group"] for row in data.rows("categories")}
    totals, parts = defaultdict(int), defaultdict(list)
    for row in data.rows("population"):
        cells = row.cells
        if not cells["count"].isdigit() or cells["status"] == "doubtful":
            continue
        place = tuple(cells[c] for c in ("place_id", "date", "scheme", "universe"))
        if groups.get((cells["scheme"], cells["category"])) == "total":
            totals[place] = max(totals[place], int(cells["count"]))
        else:
            parts[*place, cells["source_id"], cells["locator"]].append(row)
    for key, rows in parts.items():
        total, together = totals.get(key[:4]), sum(int(row.cells["count"]) for row in rows)
        known = KNOWN.get((key[0], key[1], key[4], key[5]), 0)
        slack = max(known, 0, 100 if any(row.cells["status"] == "rounded" for row in rows) else 0)
        if total and together > total + slack:
            row = max(rows, key=lambda row: int(row.cells["count"]))
            message = f"'{row.cells['count']}' and the other groups make {together}, more than the total {total}"
            yield "population", row, "count", f"{message}; correct a count"


def wholes_hold_parts(data):
    """A part of a question, told by the same claimant in the same source, is no larger than the whole."""
    told = defaultdict(list)
    for row in data.rows("claims"):
        told[row.cells["question_id"]].append(row)
    for key, question in data.keys["questions"].items():
        for part in told[key]:
            for whole in told[question.cells["part_of"]] if question.cells["part_of"] else ():
                same = all(part.cells[c] == whole.cells[c] for c in ("source_id", "claimant_id", "via_id"))
                small = max((number_in(part.cells[c]) or 0 for c in ("low", "point")), default=0)
                large = max((number_in(whole.cells[c]) or 0 for c in ("low", "point", "high")), default=0)
                relative = "relative" in (part.cells["qualifier"], whole.cells["qualifier"])
                open_end = whole.cells["qualifier"] in ("over", "at_least")
                if same and large and small > large and not relative and not open_end:
                    yield (
                        "claims",
                        part,
                        "point" if part.cells["point"] else "low",
                        f"'{small:g}' is more than {large:g} of the whole, {whole.cells['claim_id']}; correct one",
                    )


def numbers_of_further_voices(data):
    """A claim's number from another text stands in its quote or that text; round thousands may be in words."""
    codes = Ledger(data.folder)
    for row in data.rows("claims"):
        there = codes.cited(row.cells) if row.cells["source_id"] != "article" else None
        for column in ("low", "point", "high") if there else ():
            value = row.cells[column]
            quoted = value and value in row.cells["quote"].replace(",", "").replace(" ", "")
            if value.isdigit() and int(value) > 12 and int(value) % 1000 and not quoted and not stands(value, there):
                yield (
                    "claims",
                    row,
                    column,
                    f"'{value}' is in neither the quote nor the text of {row.cells['source_id']}; correct it",
                )


RULES = (
    digits_on_the_page,
    census_days,
    parts_and_totals,
    parts_stay_below,
    wholes_hold_parts,
    numbers_of_further_voices,
)
