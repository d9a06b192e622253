"""Each rule of own words, titles, harm, eras and roll calls finds the slip that it is for, and says where."""

import copy
import shutil

import pytest

from contested_ground.check import rolls, rules, seals
from contested_ground.check.meaning import names_of
from contested_ground.check.own_words import coded
from contested_ground.check.rows import Data
from contested_ground.data import tables

PACKAGE = tables.contract()
SLIPS = {  # a row's table, key and column: the slip, and what the message holds; all stand in the tables at once
    ("events", "shusha-1920-02-statement-bolsheviks", "place_id"): ("shusha-armenian-quarter", "is not the place"),
    ("events", "nakhchivan-1919-01-14-agreement", "place_id"): ("nakhchivan-uezd-1897", "is not the place"),
    ("control", "qocaz-front-javanshir-regiment-1920-04-presence", "place_id"): ("qocaz", "is not the place"),
    ("control", "armenia-eleventh-red-army-1920-p4-control", "holder_id"): ("armenian-army", "is not the holder"),
    ("questions", "sharur-daralayaz-1916-share-muslims", "date"): ("1917", "is not in 1916"),
    ("questions", "erivan-uezd-1918-1920-displaced-azerbaijanis", "date"): ("1919/1921", "is not in 1918"),
    ("events", "nukha-uezd-1918-1920-killings-armenians", "date"): ("1919/1921", "is not in 1918"),
    ("terms", "1918-armenians-of-karabakh-demands-joining-armenia-term", "to_id"): (
        "azerbaijan-democratic-republic", "is not who 'Karabakh to join Armenia' names"),
    ("terms", "1919-08-29-haskell-recognises-nakhchivan-district", "to_id"): ("azerbaijan-ssr", "is of 1920-04"),
    ("claims", "azerbaijan-1918-1922-nomads-cut-off-duration-musabeyov", "claimant_id"): (
        "nariman-narimanov", "is not named by the row"),
    ("questions", "khaibalikend-1919-06-05-killed-villagers", "victim_status"): ("combatant", "is not what the"),
    ("questions", "shamkhor-1918-01-killed-attackers", "victim_status"): ("civilian", "is not what the question"),
    ("participations", "tiflis-1921-07-04-vote-karabakh-to-armenia/sergey-kirov", "role"): (
        "votes_against", "no such vote"),
    ("participations", "azerbaijan-1921-09-26-vote-autonomy/nariman-narimanov", "role"): ("votes_for", "no such vote"),
    ("participations", "baku-1921-06-politburo-vote-nagorno-karabakh/azerbaijani-politburo", "role"): (
        "votes_for", "voted against"),
    ("participations", "caucasus-bureau-1921-07-04-vote-armenia-protocol/figatner", "role"): (
        "votes_against", "no such vote"),
    ("participations", "abdallar-1918-12-capture-andranik/andranik-forces", "actor_id"): (
        "azerbaijani-communist-party", "the row of"),
    ("participations", "abdallar-1919-10-29-order-ibrahimov/azerbaijani-army", "actor_id"): (
        "armenian-army", "is in no words of"),
    ("questions", "armenia-1918-1919-killed-muslims", "about_id"): ("armenians", "exchange the sides"),
}  # fmt: skip
ALSO = {("questions", "armenia-1918-1919-killed-muslims", "counterparty_id"): "muslim-civilians"}  # the other half
EMPTIED = "zangezur-1920-01-19-capture-villages-nzhdeh"  # an event that loses all its actors


@pytest.fixture(scope="module")
def judged(rows):
    """The lines of the rows with slips, and all findings."""
    data, lines = copy.deepcopy(rows), {}
    for (table, key, column), wrong in [*((place, slip[0]) for place, slip in SLIPS.items()), *ALSO.items()]:
        row = next(row for row in data[table] if key == "/".join([*row.cells.values()][: key.count("/") + 1]))
        lines[table, key, column] = row.line
        row.cells[column] = wrong
    data["participations"] = [row for row in data["participations"] if row.cells["event_id"] != EMPTIED]
    return lines, rules.findings(tables.DATA, PACKAGE, data)


@pytest.mark.parametrize("place", SLIPS, ids=lambda place: f"{place[1]}-{place[2]}")
def test_a_slip_is_found_where_it_is(judged, place):
    lines, findings = judged
    there = (place[0], lines[place], place[2])
    found = [finding.message for finding in findings if (finding.file.stem, finding.line, finding.column) == there]
    assert any(SLIPS[place][1] in text and text.startswith("'") and "; " in text for text in found), found


def test_whom_a_title_names_takes_part(judged):
    found = [finding for finding in judged[1] if finding.column == "title" and EMPTIED in finding.message]
    assert [finding.message.split(" is in")[0] for finding in found] == ["'nzhdeh'"]


def test_a_year_in_a_label_names_nobody(rows):
    names = names_of(Data(PACKAGE, rows, tables.DATA))
    assert names.named("sharur-insurgents", coded("the insurgents"))
    assert not names.named("sharur-insurgents", coded("in July 1919"))


TEXT = """First (supported by Alpha, Beta, and Gamma; opposed by Delta and Epsilon), then Alpha and Beta also supported
a second. Voted for – Zeta, Eta. Voted against – Theta, Iota. Despite votes against from Kappa and Lambda it was held.
It was supported by volunteers, and opposed by Omega alone."""


def test_roll_calls_are_read_from_a_text():
    assert rolls.lists(" ".join(TEXT.split())) == [
        (["alpha", "beta", "gamma"], ["delta", "epsilon"]),
        (["alpha", "beta"], []),
        (["zeta", "eta"], ["theta", "iota"]),
        ([], ["kappa", "lambda"]),
    ]


def test_roll_calls_of_other_passages_stay(tmp_path):
    shutil.copy(tables.DATA / rolls.ROLLS, tmp_path)
    before = rolls.read(tmp_path)
    rolls.write(tmp_path, {("article", "257"): "Supported by Alpha and Beta."})
    after = rolls.read(tmp_path)
    assert after.pop(("article", "257")) == [(["alpha", "beta"], [])]
    assert after == {place: found for place, found in before.items() if place != ("article", "257")}


@pytest.mark.parametrize(
    "content", [None, b"", b"article,251,narimanov\n", b"article,251,NARIMANOV,\n", b"article,251,a b,"]
)
def test_a_spoilt_list_of_roll_calls_is_one_finding(tmp_path, content):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    path = folder / rolls.ROLLS
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert [(f.file.name, f.line) for f in rolls.faults(folder)] == [(rolls.ROLLS, 1)]
    assert rolls.faults(folder)[0] in seals.findings(folder, {})
