"""Rules that hold the cells of a row against its identifier, its words and other rows: a slip for each."""

import copy

import pytest

from contested_ground.check import rules
from contested_ground.data import tables

SLIPS = {  # (table, key, column): the wrong value, and what the finding says
    # identifiers
    ("terms", "1919-10-khalil-bey-rejects-neutral-zone", "action"): ("accepts", "which is rejects"),
    ("questions", "pahlul-1919-06-killed", "measure"): ("wounded", "which is killed"),
    ("control", "shahbuz-turkish-army-1920-07-presence", "mode"): ("effective", "which is presence"),
    ("places", "sharur-daralayaz-uezd-1897", "kind"): ("okrug", "which is uezd or region"),
    ("events", "dashbashi-1920-04-capture", "kind"): ("movement", "which is control_change"),
    ("discrepancies", "mesyan-rank-naming", "kind"): ("calendar", "which is naming"),
    ("claims", "khanliglar-1919-offences-british-soldiers-hamzayev", "question_id"): (
        "shusha-1920-03-23-destroyed-share", "does not begin the identifier"),
    ("claims", "askeran-1920-03-29-push-back-distance-narrator", "voice"): ("quoted", "not the narrator's"),
    ("control", "kars-kars-republic-1919-04-p111", "locator"): ("112", "is not the paragraph"),
    ("places", "kuba-uezd-1897", "label"): ("Kuba uezd (1898)", "of another year"),
    # roles
    ("participations", "nehram-1918-07-17-attack/andranik-ozanyan/commander", "role"): (
        "appointee", "does not go with"),
    ("participations", "abdallar-1918-12-capture-andranik/andranik-forces/initiator", "role"): (
        "chair", "an actor of the kind"),
    ("participations", "abdallar-1918-12-capture-andranik/andranik-forces/initiator", "locator"): (
        "160", "is cited by no"),
    ("events", "agulis-1919-12-24-killings-armenians", "harm_kind"): ("expelled;killed", "goes with harm"),
    ("events", "karabakh-1920-03-killings-azerbaijani-police", "turn"): ("", "goes with weight 3"),
    ("events", "boyuk-vedi-1919-07-ambush-apresyank-unit", "harm"): ("", "has victims"),
    ("groups", "side/andranik-forces", "group"): ("armenian", "is no group of the scheme"),
    ("actors", "shirvan-detachment", "part_of"): ("garegin-nzhdeh", "is a person"),
    ("events", "askeran-1920-03-passes-captured", "theatre"): ("nakhchivan", "is not that of its paragraph, karabakh"),
    ("events", "shusha-environs-1919-06-killings-armenians", "harm_kind"): ("expelled", "does not say what the title"),
    ("events", "caucasus-front-1917-12-18-armistice", "calendar"): ("unmarked", "is not how the text has the day"),
    # answers
    ("questions", "shusha-1920-03-23-killed-armenian-inhabitants", "date"): ("1920-03-24", "not the day of its event"),
    ("claims", "tatl-1920-04-05-heights-number-hovannisian", "qualifier"): ("unquantified", "several goes with"),
    ("claims", "zangezur-1919-11-taken-machine-guns-hovannisian", "answer"): ("30 guns", "in another unit"),
    ("claims", "baku-1920-03-armenians-in-danger-haskell", "answer"): ("52,000", "says another number"),
    ("claims", "khaibalikend-1919-06-05-killed-villagers-shusha-page-2022", "qualifier"): ("exact", "is not how"),
    ("claims", "dashbashi-1920-capture-day-mehmandarov", "locator"): ("1", "is not where"),
    ("questions", "keshtaz-1919-refusal-to-leave-houses-motive", "kind"): ("responsibility", "first words ask for"),
    ("questions", "zangezur-uezd-1918-1919-killed-muslim-women", "part_of"): (
        "keshtaz-1919-strength-armenian-detachment", "is no question of the same kind"),
    ("questions", "zangezur-1920-01-19-villages-taken-nzhdeh", "date"): ("1920-01-20", "is not the day that"),
    ("questions", "keshtaz-1919-killed-villagers", "circumstance"): ("disease", "is in no word"),
    # works
    ("sources", "enwiki-shusha-2022", "language"): ("ru", "is not the language"),
    ("sources", "enwiki-shusha-2016", "licence"): ("CC-BY", "is none of"),
    ("sources", "turan-zangezur", "url"): ("https://turan", "is no single address"),
    ("sources", "altstadt1992", "year"): ("2092", "is not the year"),
    ("passages", "article/5", "incipit"): ("Wholly other words", "does not stand"),
    ("passages", "article/138", "theatre"): ("zangezur", "is not that of its section"),
    ("population", "baku-1897-total", "also_url"): (
        "https://x.org/a;https://x.org/a", "holds no address, or one twice"),
    ("discrepancies", "achibachi-last-village-contradiction", "locator"): ("1", "cites none of its passages"),
    ("discrepancies", "arsen-saparov-naming", "rows"): ("actors:arsen-saparov;actors:arsen-saparov", "one thing twice"),
    ("second_reading", "event/63/war-department-orders", "unit"): ("quantity", "other columns filled"),
    # grounds
    ("population", "baku-with-suburbs-1939-armenian", "category"): ("Azerbaijanis", "of other rows of Armenians"),
    ("population", "erivan-uezd-1926-total", "place_id"): ("erivan-uezd-1897", "is not in crosswalk"),
    ("population", "baku-1897-total", "qualifier"): ("about", "goes with no number"),
    ("population", "baku-1897-armenian", "status"): ("derived", "is not what the note says"),
    ("categories", "census-1926/Armenians", "group"): ("Kurds", "is not what other rows"),
    ("places", "shusha", "precision"): ("landscape", "is no precision of a city"),
    ("places", "darachichag", "modern_country"): ("Iran", "is no country of"),
    ("places", "kars-oblast-1897", "modern_country"): ("Turkey; Armenia", "out of order"),
    ("places", "nkao-1939", "lat"): ("39.9177", "is not the point of GeoNames"),
    ("control", "nakhchivan-district-andranik-1918-06-presence-control", "extent"): ("town", "is no extent"),
    ("control", "askeran-karabakh-insurgents-1920-03-control", "extent"): ("railway", "is in no word"),
    ("control", "karabakh-karabakh-insurgents-1920-03-control", "until_basis"): (
        "stated", "does not go with until_event"),
    # words
    ("events", "abdallar-1918-12-capture-andranik", "title"): ("Andranik takes the the heights", "'the' twice"),
    ("events", "aras-valley-1918-battalions-formed", "title"): ("Battalions are formed.", "ends with '.'"),
    ("actors", "aslan-shahnazaryan", "summary"): ("Leader of the (defence committee.", "not closed"),
    ("events", "abdallar-1918-12-capture-andranik", "verb"): ("kapture", "is no word of"),
    ("events", "goris-1920-08-07-recapture", "calendar"): ("both", "from January 1917"),
    ("events", "karabakh-1920-01-demand-sultanov-armenian-leaders", "date"): ("[1920-01-01..1920-01-01]", "one end"),
    ("events", "karabakh-1920-01-demand-sultanov-armenian-leaders", "response_to"): (
        "abdallar-1918-12-capture-andranik", "more than three paragraphs"),
    ("terms", "1923-07-01-kirov-proposes-autonomy-nagorno-karabakh", "addressee_id"): (
        "sergey-kirov", "is who says it"),
    ("names", "Halil Bey//khalil-bey/und/in_source", "name_type"): ("imperial", "goes with no source"),
    ("mentions", "203.03", "token"): ("29,111", "is no word"),
    ("mentions", "203.01", "rows"): ("", "a date leads to rows"),
}  # fmt: skip


@pytest.fixture(scope="module")
def judged(rows):
    """The lines of the rows with slips, and all findings."""
    package, data, lines = tables.contract(), copy.deepcopy(rows), {}
    keys = {name: resource["schema"]["primaryKey"] for name, resource in package["tables"].items()}
    for (table, key, column), (wrong, _) in SLIPS.items():
        row = next((it for it in data[table] if key == "/".join(it.cells[name] for name in keys[table])), None)
        assert row, f"no row {table}:{key}"
        assert row.cells[column] != wrong, (table, key)
        lines[table, key, column] = row.line, {name: row.cells[name] for name in keys[table]}
    for (table, key, column), (wrong, _) in SLIPS.items():
        next(it for it in data[table] if it.line == lines[table, key, column][0]).cells[column] = wrong
    return lines, rules.findings(tables.DATA, package, data)


@pytest.mark.parametrize("place", SLIPS, ids=lambda place: f"{place[1]}-{place[2]}")
def test_a_slip_is_found(judged, place):
    lines, findings = judged
    found = [it.message for it in findings if (it.file.stem, it.line) == (place[0], lines[place][0])]
    assert any(SLIPS[place][1] in text and text.startswith("'") and "; " in text for text in found), found
