"""Planted errors of every kind are caught, each by a line with file, line, column, value and remedy; edits are not."""

import copy as copies
import datetime
import shutil
from collections import Counter

import plants
import pytest

from contested_ground.check.schema import check
from contested_ground.data import tables
from contested_ground.data.lines import str_finding

WEEK = datetime.date.today().isocalendar()
SAMPLE, ROUNDS, ROUND = 45, 12, 57


def told(plant):
    return f"{plant.kind}: {plant.file}:{plant.line}: { {k: str(v)[:60] for k, v in plant.value.items()} }"


def test_a_sample_of_planted_errors_is_caught(tmp_path):
    rng = plants.seeded("sample")
    kinds = list(plants.CELLS)
    rng.shuffle(kinds)
    made, missed, bare = plants.judge_cells(tmp_path / "data", kinds, SAMPLE, rng)
    assert len(made) >= SAMPLE - 5
    assert len(missed) <= 1, [told(plant) for plant in missed]
    assert bare == []
    batch = next(plants.batches(plants.FILES, 15, rng))
    assert plants.judge_files(tmp_path / "files", batch, rng) == ([], [])


@pytest.mark.parametrize("kind", plants.CONTRACT)
def test_a_spoilt_contract_is_caught(tmp_path, kind):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    for trial in range(3):
        caught, bare = plants.judge_contract(folder, kind, plants.seeded(f"{kind}-{trial}"))
        assert caught
        assert bare == []


@pytest.mark.proof
def test_planted_errors_of_all_kinds_are_caught(tmp_path, capsys):
    rng = plants.seeded(f"{WEEK.year}-{WEEK.week}")
    total, lost, lines, odd = Counter(), Counter(), [], []
    for _ in range(ROUNDS):
        kinds = list(plants.CELLS)
        rng.shuffle(kinds)
        made, missed, bare = plants.judge_cells(tmp_path / "data", kinds, ROUND, rng)
        odd += bare
        total.update(plant.kind for plant in made)
        lost.update(plant.kind for plant in missed)
        lines += map(told, missed)
    for batch in plants.batches(plants.FILES, 12, rng):
        missed, bare = plants.judge_files(tmp_path / "files", batch, rng)
        odd += bare
        total.update(kind.split(": ")[0] for kind in batch)
        lost.update(kind.split(": ")[0] for kind in missed)
        lines += missed
    with capsys.disabled():
        print("\nerrors planted and caught, with every seal renewed")
        for kind in sorted(total):
            print(f"  {kind:32} {total[kind] - lost[kind]:3} of {total[kind]:3}")
        print(f"  {'all':32} {total.total() - lost.total():3} of {total.total():3}")
        print("\n".join(f"    missed: {line}" for line in lines))
    assert odd == []
    assert total.total() >= 600
    assert lost.total() <= 0.05 * total.total()


HARMLESS = [  # what careful people write, and no rule may refuse
    ("events", "note", "The day follows from the one before."),
    ("events", "note", "Herodotus and Kheroyan are names; the hero of the tale is not meant."[:40]),
    ("claims", "note", "Told again further down, in other words."),
    ("places", "note", "Persian: می\u200cخواهم, as a traveller heard it."),
    ("places", "note", "Area 12.5 km², by the yearbook of 1914–15."),
    ("actors", "note", "Flag 🏴\u200d☠️ of a ship; nobody else used it."),
    ("discrepancies", "treatment", "Both stand; neither is preferred."),
    ("sources", "note", "Read in Դիվան, by page; see “Archive” № 3."),
    ("population", "note", "Rounded to hundreds by the page (± 50)."),
    ("participations", "note", "Named in the sentence before."),
]


@pytest.mark.proof
def test_harmless_edits_raise_nothing(tmp_path):
    rng, data = plants.seeded(f"harmless-{WEEK.week}"), copies.deepcopy(plants.read())
    for number in range(200):
        table, column, words = HARMLESS[number % len(HARMLESS)]
        rng.choice(data[table]).cells[column] = words
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    plants.write(folder, data)
    assert [str_finding(finding) for finding in check(folder)] == []
