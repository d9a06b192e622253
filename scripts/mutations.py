"""Do the tests notice a small change? `python scripts/mutations.py [--seed WORD] [--count 60] [--workers 2]`.

Draws changes by seed, another each week: to the package's code, to what derived numbers give, to numbers and days in
the tables. Each is made in a copy of the clone and met by the tests without a browser that run through the changed
function, its room's first. The notebooks' stored outputs come last, and only for code that analyses or draws: a
picture's measures are judged by eye and kept, but who renews the outputs would take a wrong value in. Writes
`_build/mutations.md` and fails when fewer than 95 % are noticed, or when an entry of KNOWN is no change any more.
"""
# No library: mutmut changes only what is inside functions, cosmic-ray has one test command for all; neither draws a
# sample by seed, picks tests by what they run through, or changes tables.

import argparse
import ast
import datetime
import hashlib
import json
import os
import queue
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, namedtuple
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import coverage
from environments import ROOT, copy
from mutants import STORED, cells, edits, function_lines, make

BAR = 0.95
SLOWEST = 300  # seconds for one test: a change may make a loop endless
VALUES = {"a cell": 8, "a derived number": 4}  # of 60; the rest are changes of code, each kind alike
NOT_HERE = {"tests/test_house.py"}  # judges the text of modules, not what they do
KEPT = ("analysis", "build.py", "charts", "data")  # what the notebooks call, and what stores their outputs
FOR_CELLS = ["tests/check/test_check.py::test_the_data_is_sound", "tests/site/test_links.py", "tests/analysis",
             "tests/data", "tests/test_published.py", "tests/test_turns_and_people.py"]  # fmt: skip
KNOWN = {  # (file under contested_ground, function, change): why no test can tell
    ("charts/maps/campaign.py", "campaign_height", "width < 500 → width <= 500"): "no sheet is 500 px wide",
    (
        "charts/maps/labels.py",
        "Labels.along",
        "price < best[0] → price <= best[0]",
    ): "of two of one price either will do",
    (
        "charts/maps/labels.py",
        "Labels._free",
        "a[:, 0] < right + air → a[:, 0] <= right + air",
    ): "no two boxes meet to a pixel",
    (
        "charts/maps/campaign.py",
        "_arrow.met",
        "a[:, 2] > x - 6 → a[:, 2] >= x - 6",
    ): "no box ends there to a pixel",
    (
        "charts/maps/labels.py",
        "Labels._best",
        "price >= best[0] → price > best[0]",
    ): "of two of one price either will do",
    (
        "charts/positions.py",
        "_plan",
        "after + text_width(said, 12, 600) < room → after + text_width(said, 12, 600) <= room",
    ): "no line is as long as its room to a pixel",
    ("charts/timeline.py", "_across", "side > 0 → side >= 0"): "a side is 1 or -1",
    ("charts/timeline.py", "_ways", "begin < left → begin <= left"): "no word begins at the edge to a pixel",
    (
        "check/agreement.py",
        "near_parents",
        "km > reach.get(parent.cells['kind'], 60) → km >= reach.get(parent.cells['kind'], 60)",
    ): "no distance is a whole number of kilometres",
    ("kernels.py", "_end_with", "1 → 2"): "nobody is left to read how it ended",
    (
        "charts/lanes.py",
        "_names",
        "wide[form] + 6 < right - left → wide[form] + 6 <= right - left",
    ): "no name is as long as its room to a pixel",
    ("build.py", "sound", "without kernels.prepare(root)"): "kernels start later, with the same result",
    (
        "charts/layout.py",
        "faults",
        "box.y0 < sheet.y0 - 3 → box.y0 <= sheet.y0 - 3",
    ): "no box ends there to a pixel",
    (
        "charts/maps/campaign.py",
        "_on_arrow",
        "len(way) > 4.5 * BADGE → len(way) >= 4.5 * BADGE",
    ): "no arrow is as long as that to a pixel",
    (
        "charts/maps/campaign.py",
        "_on_arrow",
        "barred[:, 2] > left → barred[:, 2] >= left",
    ): "no two boxes meet to a pixel",
    (
        "charts/maps/theatre.py",
        "furniture",
        "km * sheet.km < (90 if sheet.narrow else 130) → km * sheet.km <= (90 if sheet.narrow else 130)",
    ): "no bar is as long as that to a pixel",
    (
        "charts/maps/theatre.py",
        "furniture",
        "np.ptp(sheet.ax.get_xlim()) > 4 → np.ptp(sheet.ax.get_xlim()) >= 4",
    ): "no map is four degrees wide to the last digit",
    ("charts/maps/story.py", "Layout.__post_init__", "self.shape < WIDE → self.shape <= WIDE"): "no map has that shape",
    ("charts/stays.py", "stays_height", "width < 500 → width <= 500"): "no sheet is 500 px wide",
    ("charts/style.py", "on", "c <= 0.04045 → c < 0.04045"): "no colour of 255 steps lies there",
    ("charts/labels.py", "year_axis", "room * step > 44 → room * step >= 44"): "no month is as wide as that to a pixel",
    (
        "charts/explorer/lab.py",
        "_names",
        "left < other[0] + other[1] → left <= other[0] + other[1]",
    ): "no two names meet to a pixel",
    (
        "charts/layout.py",
        "faults",
        "box.x1 > sheet.x1 + SLACK → box.x1 >= sheet.x1 + SLACK",
    ): "no box ends there to a pixel",
    ("charts/slopes.py", "_ends", "600 → 601"): "the heavy face is the nearest to both",
    ("charts/slopes.py", "_beside", "110 → 111"): "no panel of the book is as wide as that to a pixel",
    ("charts/stays.py", "_block", "right - left > 2 * FADE → right - left >= 2 * FADE"): "no stay is as long as that",
    ("charts/timeline.py", "_across", "5 * side → 5 / side"): "a side is 1 or -1",
    ("results.py", "run", "without shutdown_kernel='immediate'"): "a kernel that is asked to end ends, too, only later",
}
Mutant = namedtuple("Mutant", "file line function kind change number")


def pytest(folder, args, seconds, measured=()):
    """Run tests in a copy: exit code, or None after `seconds`, and what was said."""
    env = os.environ | {"PYTHONPATH": f"{folder}:{folder / 'scripts'}", "PYTHONHASHSEED": "0"}
    options = ["-x", "-q", "-p", "mutants", "-p", "no:cacheprovider", "--tb=no", "--durations=0", "--color=no"]
    options += ["-o", f"faulthandler_timeout={SLOWEST}", "-o", "faulthandler_exit_on_timeout=true"]
    process = subprocess.Popen(
        [sys.executable, "-m", *measured, "pytest", *options, *args], cwd=folder, env=env, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=seconds)
        return process.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return None, process.communicate()[0]


def passes_through(test, folder):
    """The lines of the package that a file of tests runs, by file, and its seconds; kept while neither changes."""
    code = [ROOT / test, *sorted((ROOT / "contested_ground").rglob("*.py")), *sorted((ROOT / "data").glob("*"))]
    kept = ROOT / "_build/mutations" / hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()[:20]
    if not kept.exists():
        start, settings = time.monotonic(), folder / ".coveragerc"
        source = folder / "contested_ground"
        patch = "subprocess, fork, _exit"  # pages are written by processes that are forked
        settings.write_text(
            f"[run]\nsource = {source}\ndata_file = {folder}/.coverage\nparallel = true\npatch = {patch}\n"
        )
        code, said = pytest(folder, [test], 900, ["coverage", "run", f"--rcfile={settings}", "-m"])
        if code not in (0, 5):  # 5: no test is left without a browser
            sys.exit(f"{test} fails without any change:\n{said[-2000:]}")
        lines = defaultdict(set)
        for part in folder.glob(".coverage.*"):
            found = coverage.CoverageData(str(part))
            found.read()
            for file in found.measured_files():
                lines[str(Path(file).relative_to(folder))].update(found.lines(file))
            part.unlink()
        lines = {file: sorted(numbers) for file, numbers in lines.items()}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"seconds": time.monotonic() - start, "lines": lines}))
    return json.loads(kept.read_text())


def all_mutants():
    """Every change that could be drawn, by kind."""
    found = defaultdict(list)
    for path in sorted((ROOT / "contested_ground").rglob("*.py")):
        file = str(path.relative_to(ROOT))
        for number, edit in enumerate(edits(ast.parse(path.read_text("utf-8")), file)):
            found[edit.kind].append(Mutant(file, edit.line, edit.function, edit.kind, edit.change, number))
    for file, line, row, change, number in cells(ROOT):
        found["a cell"].append(Mutant(file, line, row, "a cell", change, number))
    return found


def key(mutant):
    """What names a mutant in KNOWN; lines may move."""
    return mutant.file.removeprefix("contested_ground/"), mutant.function, mutant.change


def draw(found, seed, count):
    """`count` mutants, and those of KNOWN that were drawn on the way."""
    rng, drawn, known = random.Random(seed), [], []
    kinds = sorted(set(found) - set(VALUES))
    wanted = [kind for kind, of_60 in VALUES.items() for _ in range(round(of_60 * count / 60))]
    wanted += [kinds[number % len(kinds)] for number in range(count - len(wanted))]
    for kind in wanted:
        mutant = rng.choice(found[kind])
        while mutant in drawn or key(mutant) in KNOWN:
            if key(mutant) in KNOWN and mutant not in known:
                known.append(mutant)
            mutant = rng.choice(found[kind])
        drawn.append(mutant)
    return drawn, known


def tests_of(mutant, through):
    """The files of tests that run through the changed function, its room's first; of a module's table, through any,
    then all others that load it."""
    if mutant.kind == "a cell":
        return FOR_CELLS
    inner = function_lines(ast.parse((ROOT / mutant.file).read_text("utf-8")))
    around = [span for span in inner if span[0] <= mutant.line <= span[1]]
    lines = {line for first, last in around[-1:] or inner for line in range(first + 1, last + 1)}
    ran = {test: set(run["lines"].get(mutant.file, [])) for test, run in through.items()}
    files = [test for test in ran if (lines & ran[test] if around else ran[test])]
    room = mutant.file.split("/")[1]
    files.sort(key=lambda test: (not lines & ran[test], test.split("/")[1] != room, through[test]["seconds"]))
    return files + [STORED] * (room in KEPT and mutant.kind not in VALUES)


def judge(through, mutant, folder):
    """What noticed a mutant, or None, and the seconds that it took."""
    start, tests = time.monotonic(), tests_of(mutant, through)
    if not tests:
        return None, 0
    path = folder / mutant.file
    kept = path.read_bytes()
    make(mutant, folder)
    try:
        usual = sum(through[test]["seconds"] for test in tests if test in through)
        code, said = pytest(folder, tests, 300 + 4 * usual + 600 * (STORED in tests))  # a machine may be busy
    finally:
        path.write_bytes(kept)
        for cached in path.parent.glob("__pycache__/*"):
            cached.unlink()  # two texts of one length in one second look the same to Python
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    endless = code is None or re.search(r"^Timeout \(", said, re.MULTILINE)
    by = None if code == 0 else "no answer" if endless else failed[1] if failed else " ".join(said.split())[-80:]
    return by, time.monotonic() - start


def short(change, length=90):
    """A change, cut to what differs."""
    before, arrow, after = change.partition(" → ")
    alike = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(alike - 20, 0)
    shown = "".join(("…" * (start > 0), before[start : start + length // 2], arrow, after[start : start + length // 2]))
    return (shown if arrow else change[:length]).replace("|", "\\|").replace("`", "'")


class Copies:
    """Copies of the clone, one for each worker, in which work is done in parallel."""

    def __init__(self, place, workers):
        self.free, self.pool = queue.SimpleQueue(), ThreadPoolExecutor(workers)
        for number in range(workers):
            self.free.put(copy(Path(place) / f"{number}"))

    def map(self, work, items):
        """`work(item, folder)` of each item, in order."""

        def apart(item):
            folder = self.free.get()
            try:
                return work(item, folder)
            finally:
                self.free.put(folder)

        return self.pool.map(apart, items)


def run(drawn, workers):
    """Each mutant with what noticed it and its seconds, in order."""
    tests = [str(test.relative_to(ROOT)) for test in sorted((ROOT / "tests").rglob("test_*.py"))]
    tests = [test for test in tests if test not in NOT_HERE]
    with tempfile.TemporaryDirectory() as place:
        copies = Copies(place, workers)
        through = dict(zip(tests, copies.map(passes_through, tests), strict=True))
        for mutant, result in zip(drawn, copies.map(partial(judge, through), drawn), strict=True):
            yield mutant, *result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", default=datetime.date.today().strftime("%G-%V"), help="any word; by default the week")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    found = all_mutants()
    gone = set(KNOWN) - {key(mutant) for mutants in found.values() for mutant in mutants}
    drawn, known = draw(found, options.seed, options.count)
    lines, survived = ["| where | kind | change | noticed by | s |", "| --- | --- | --- | --- | --- |"], 0

    def tell(mutant, by, seconds):
        where = f"{mutant.file}:{mutant.line}"
        lines.append(f"| {where} | {mutant.kind} | `{short(mutant.change)}` | {by} | {seconds:.0f} |")
        print(lines[-1], flush=True)

    for mutant, by, seconds in run(drawn, options.workers):
        survived += by is None
        tell(mutant, by or "**nothing**", seconds)
    for mutant in known:
        tell(mutant, f"not counted: {KNOWN[key(mutant)]}", 0)
    share = 1 - survived / len(drawn)
    says = f"Seed {options.seed}: {len(drawn) - survived} of {len(drawn)} noticed, {share:.1%}; the bar is {BAR:.0%}."
    says += f" By stored outputs alone: {sum(STORED in line for line in lines)}."
    print(says)
    (ROOT / "_build/mutations.md").write_text("\n".join(["# Mutations", "", says, "", *lines, ""]), encoding="utf-8")
    if gone:
        sys.exit(f"KNOWN names what is no change any more: {sorted(gone)}")
    if share < BAR:
        sys.exit(1)


if __name__ == "__main__":
    main()
