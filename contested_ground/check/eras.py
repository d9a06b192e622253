"""Rules of time: a state, a government or a force acts, holds and receives only while it was there."""

import re

from contested_ground.check.rows import days_of

# First and last month, '' for none within these tables: by the events of its founding and its end that the data has or,
# for states abroad, by what any handbook says; a month or two wide, since orders outlive who gave them.
ERAS = {
    "andranik-forces": ("1918-01", "1919-05"), "aras-republic": ("1918-10", "1919-06"),
    "armed-forces-of-south-russia": ("1918-01", "1920-04"), "armenian-government": ("1918-05", "1920-12"),
    "armenian-revkom": ("1920-11", ""), "armenian-ssr": ("1920-11", ""), "armenian-army": ("1918-05", "1920-12"),
    "azerbaijan-democratic-republic": ("1918-05", "1920-04"), "azerbaijan-ssr": ("1920-04", ""),
    "azerbaijani-army": ("1918-05", "1920-06"), "azerbaijani-communist-party": ("1920-02", ""),
    "azerbaijani-government": ("1918-05", "1920-04"), "azerbaijani-parliament": ("1918-12", "1920-04"),
    "azerbaijani-politburo": ("1920-04", ""), "azrevkom": ("1920-04", ""), "baku-soviet": ("1917-03", "1918-07"),
    "british-command": ("1918-08", "1920-08"), "british-forces": ("1918-08", "1920-08"),
    "british-mission": ("1918-11", "1920-08"), "caucasus-bureau": ("1920-04", "1922-03"),
    "caucasus-islamic-army": ("1918-05", "1918-12"), "central-caspian-dictatorship": ("1918-06", "1918-09"),
    "dro-forces": ("1919-06", "1920-12"), "eleventh-red-army": ("1919-01", ""), "german-empire": ("", "1918-11"),
    "georgian-ssr": ("1921-01", ""), "governor-general-karabakh": ("1919-01", "1920-06"),
    "grand-national-assembly": ("1920-04", ""), "karabakh-autonomy-commission-1922": ("1922", "1924"),
    "karabakh-national-council": ("1918-01", "1920-06"),
    "nakhchivan-government": ("1918-06", "1920-08"), "nkao": ("1921-07", ""), "nakhchivan-assr": ("1921-02", ""),
    "nzhdeh-forces": ("1919-01", "1921-07"), "ottoman-army": ("", "1918-12"), "ottoman-empire": ("", "1922-12"),
    "red-army": ("1918-01", ""), "republic-of-armenia": ("1918-05", "1920-12"),
    "republic-of-georgia": ("1918-05", "1921-03"), "russian-army": ("", "1918-03"), "russian-empire": ("", "1917-03"),
    "sharur-nakhchivan-governorate": ("1919-01", "1919-12"), "soviet-russia": ("1917-10", ""),
    "sovnarkom-azerbaijan": ("1920-04", ""), "transcaucasian-commissariat": ("1917-11", "1918-04"),
    "transcaucasian-federation": ("1918-04", "1918-05"), "transcaucasian-seim": ("1918-02", "1918-05"),
    "turkey-state": ("1920-04", ""), "turkish-nationalists": ("1919-05", ""),
    "volunteer-army": ("1917-11", "1920-04"), "young-turk-government": ("", "1918-11"),
}  # fmt: skip
# Read and meant: troops that stayed after Mudros, officials of a state just fallen, lands held since the Tsar.
OUTLIVE = {
    ("azerbaijan-1920-05-officials-incorporated", "azerbaijan-democratic-republic"),
    ("bayazet-ottoman-army-1919-12-control", "ottoman-army"),
    ("eastern-anatolia-1918-02-control-ottoman-army", "russian-empire"),
    ("eastern-anatolia-russian-empire-1918-control", "russian-empire"),
    ("nakhchivan-1919-07-fight-azerbaijani-ottoman-troops", "ottoman-army"),
    ("ordubad-1919-12-adib-bey-calms-armenians", "ottoman-army"),
}
COLUMNS = {
    "control": ("holder_id",), "participations": ("actor_id",), "questions": ("about_id", "counterparty_id"),
    "terms": ("by_id", "to_id", "addressee_id"),
}  # fmt: skip


def in_their_days(data):
    """Bodies stand in rows of their days, those whose identifier ends with a year (``units-1918``) in that year."""
    for table, columns in COLUMNS.items():
        for row in data.rows(table):
            cells, date = row.cells, None
            for column in columns:
                actor = cells[column]
                era = ERAS.get(actor) or re.findall(r"(19[12][0-9])(?:-([0-9][0-9]))?$", actor)
                if not era or (next(iter(cells.values())), actor) in OUTLIVE:
                    continue
                date = _date(data, table, cells) if date is None else date
                bounds = days_of(date) if date else None
                first, last = era if actor in ERAS else (era[0][0],) * 2
                if bounds and (f"{bounds[1]}"[: len(first)] < first or f"{bounds[0]}"[: len(last)] > last != ""):
                    told = f"{first or '…'} to {last or '…'}"
                    yield table, row, column, f"'{actor}' is of {told}, the row of {date}; name who was there then"


def _date(data, table, cells):
    if table == "control":
        return cells["from_date"] or cells["until_date"]
    event = data.keys["events"].get(cells.get("event_id", ""))
    return (cells.get("date") if table == "questions" else "") or (event.cells["date"] if event else "")


RULES = (in_their_days,)
