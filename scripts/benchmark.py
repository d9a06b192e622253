"""How fast, as ratios: `python scripts/benchmark.py [rows|build]`. Nothing here passes or fails.

`rows`: checking and loading the data against the same with many times the rows. `build`: the site built from nothing
against a plain `jupyter-book build .`, and against a build when nothing changed.
"""

import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contested_ground.analysis.control import by_month
from contested_ground.analysis.coverage import by_paragraph
from contested_ground.analysis.populations import by_group
from contested_ground.analysis.silences import killings
from contested_ground.check import schema as check
from contested_ground.data import tables

ROOT = Path(__file__).resolve().parents[1]
TIMES = 100


def seconds(task, *arguments):
    """How long a call takes."""
    start = time.perf_counter()
    task(*arguments)
    return time.perf_counter() - start


KEYS = {"event_id", "control_id", "claim_id", "question_id", "term_id", "observation_id"}


def multiplied(folder, times):
    """A copy of the data with `times` the rows of the tables of KEYS, each copy under keys of its own."""
    shutil.copytree(tables.DATA, folder)
    for table in tables.contract()["tables"].values():
        if table["schema"]["primaryKey"][0] not in KEYS:
            continue
        path = folder / table["path"]
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        own = [name in KEYS for name in header]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                for copy in range(1, times):
                    writer.writerow([f"{cell}-x{copy}" if cell and own[n] else cell for n, cell in enumerate(row)])
    return folder


def derive(data):
    """The derived views that chapters use most."""
    by_month(data["control"])
    by_paragraph(data)
    by_group(data["population"], data["categories"])
    killings(data)


def rows():
    """Print the cost of many times the rows."""
    with tempfile.TemporaryDirectory() as folder:
        many = multiplied(Path(folder) / "data", TIMES)
        print(f"{TIMES} times the rows cost, in times of the data as it is:")
        print(f"  check  {seconds(check.check, many) / seconds(check.check):5.1f}")
        print(f"  load   {seconds(tables.load, many) / seconds(tables.load):5.1f}")
        print(f"  derive {seconds(derive, tables.load(many)) / seconds(derive, tables.load()):5.1f}")
        print(f"and at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GB")


def build():
    """Print the cost of the builds."""

    def run(*command):
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    ours = (sys.executable, "-m", "contested_ground.build")
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    cold = seconds(run, *ours)
    again = seconds(run, *ours)
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    plain = seconds(run, Path(sys.executable).with_name("jupyter-book"), "build", ".")
    print(f"a build from nothing: {cold:.0f} s, {cold / plain:.2f} of plain jupyter-book build .")
    print(f"when nothing changed: {again:.1f} s, {again / cold:.3f} of that")


if __name__ == "__main__":
    {"rows": rows, "build": build}[sys.argv[1] if len(sys.argv) > 1 else "rows"]()
