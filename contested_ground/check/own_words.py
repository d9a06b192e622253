"""Rules of a row's own words: who is to have a thing, who speaks, who was hurt and by whom stand in its own cells.

:mod:`.meaning` asks whether a name stands in the paragraph, where both sides always do; these rules ask for it in the
row itself: its title or question, its wording, its quote and its identifier, which were written from the text.
"""

from contested_ground.check.ledger import code, words
from contested_ground.check.meaning import names_of

STATES = (
    "azerbaijan-democratic-republic", "republic-of-armenia", "republic-of-georgia", "ottoman-empire", "soviet-russia",
    "great-britain", "france", "united-states",
)  # fmt: skip
# Read and meant: another state than the beneficiary is in the words, as the side asked or refused, or as a place.
BENEFITS = {
    "1918-enver-pasha-claims-baku-industrial-region-term", "1918-enver-pasha-claims-caspian-sea-term",
    "1918-enver-pasha-claims-turkestan-term", "1919-01-15-thomson-recognises-governor-general-karabakh-term",
    "1919-01-15-thomson-recognises-governor-general-zangezur-term", "1919-06-03-sultanov-demands-fortress-term",
    "1919-05-cory-recognises-local-authorities-zangezur-term", "1919-06-dashnaks-rejects-surrender-term",
    "1919-06-national-council-rejects-surrender-term", "1919-06-partisan-leaders-rejects-surrender-term",
    "1919-armenian-government-accepts-return-daralayaz", "1919-bolsheviks-proposes-karabakh-economy-term",
    "1920-02-karabakh-national-council-rejects-incorporation", "1924-03-azerbaijan-ssr-grants-autonomy-nakhchivan",
    "1921-06-azerbaijani-politburo-rejects-nagorno-karabakh-administration",
    "1921-06-azerbaijani-politburo-rejects-nagorno-karabakh-economy",
}  # fmt: skip


def coded(text):
    """The codes of a text's words, as :mod:`.ledger` has those of passages."""
    return {code(word) for word in words(text.replace("-", " "))}


def beneficiaries(data):
    """Who is to have a thing is named where the row first names a state: value, quote, identifier, event's title."""
    names = names_of(data)
    for key, row in data.keys["terms"].items():
        cells = row.cells
        if not cells["to_id"] or key in BENEFITS:
            continue
        event = data.keys["events"].get(cells["event_id"])
        for text in (cells["value"], cells["quote"], key, event.cells["title"] if event else ""):
            there = coded(text)
            if names.named(cells["to_id"], there):
                break
            if any(names.named(state, there) for state in STATES):
                yield "terms", row, "to_id", f"'{cells['to_id']}' is not who '{text}' names; correct one"
                break


# Read and meant: a speaker who is a pronoun, an office or the sentence before in the words of these paragraphs, and the
# writers of short documents.
SPEAK = {
    ("allinnet-turks-shushi", "p1", "armenian-information-bureau-baku"), ("article", "110", "muslim-civilians"),
    ("article", "117", "mahammad-khan-tekinski"), ("article", "12", "richard-hovannisian"),
    ("article", "132", "mammad-yusif-jafarov"), ("article", "165", "mahammad-amin-rasulzade"),
    ("article", "180", "fatali-khan-khoyski"), ("article", "211", "aslan-shahnazaryan"),
    ("article", "216", "deputy-governor-general-jabrail"), ("article", "225", "lev-karakhan"),
    ("article", "234", "nariman-narimanov"), ("article", "236", "nariman-narimanov"),
    ("article", "237", "nariman-narimanov"), ("article", "247", "caucasus-bureau"),
    ("article", "261", "audrey-altstadt"), ("article", "38", "armenians"), ("article", "98", "mir-hidayat-seyidzade"),
    ("azerbaycanli-zangezur", "p1", "extraordinary-investigation-commission"),
    ("enwiki-1905-1906-older", "p1", "luigi-villari"), ("enwiki-1905-1906-older", "p1", "van-der-leeuw"),
    ("enwiki-shusha-2022", "p05-revolt", "richard-hovannisian"),
    ("enwiki-shusha-2022", "p06-police", "british-correspondent-baku"),
    ("enwiki-shusha-2022", "p07-hovannisian", "richard-hovannisian"),
    ("enwiki-war-2022", "p04-nakhchivan", "f-tredwell-smith"),
    ("enwiki-war-2022", "p05-zangezur", "richard-hovannisian"), ("frus-1920-v3-d688", "p1", "william-haskell"),
}  # fmt: skip


def speakers(data):
    """A claimant is named by the row: in claimant_as, in its identifier or in its words, or wrote the source."""
    names = names_of(data)
    for table in ("claims", "events", "terms", "control"):
        for row in data.rows(table):
            cells = row.cells
            speaker = cells["claimant_id"]
            if not speaker or (cells["source_id"], cells["locator"], speaker) in SPEAK:
                continue
            source = data.keys["sources"].get(cells["source_id"])
            own = ("claimant_as", "title", "answer", "value", "quote")
            text = " ".join([next(iter(cells.values())), *(cells.get(column, "") for column in own)])
            text += f" {source.cells['author']}" if source else ""
            if not names.named(speaker, coded(text)):
                message = f"'{speaker}' is not named by the row; correct it, or give claimant_as as the text has it"
                yield table, row, "claimant_id", message


RULES = (beneficiaries, speakers)
