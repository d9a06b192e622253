"""How fast, as ratios: `python scripts/benchmark.py [rows|build]`. Nothing here passes or fails.

`rows`: checking and loading the data against the same with many times the rows. `build`: the site built from nothing
against a plain `jupyter-book build .`, and against a build when nothing changed.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contested_ground import check, tables
from contested_ground.control import by_month
from contested_ground.coverage import by_paragraph
from contested_ground.populations import by_group

ROOT = Path(__file__).resolve().parents[1]
TIMES = 10


def seconds(task, *arguments):
    """How long a call takes."""
    start = time.perf_counter()
    task(*arguments)
    return time.perf_counter() - start


def multiplied(folder, times):
    """A copy of the data with `times` the rows of every keyed table, each copy under keys of its own."""
    shutil.copytree(tables.DATA, folder)
    for resource in tables.contract()["tables"].values():
        key = resource["schema"]["primaryKey"]
        if key[0] not in {"event_id", "control_id", "claim_id", "question_id", "term_id", "observation_id", "mention"}:
            continue
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                writer.writerows([f"{row[0]}-copy{chr(97 + copy)}", *row[1:]] for copy in range(times - 1))
    return folder


def derive(data):
    """The derived views that chapters use most."""
    by_month(data["control"])
    by_paragraph(data)
    by_group(data["population"], data["categories"])


def rows():
    """Print the cost of many times the rows."""
    with tempfile.TemporaryDirectory() as folder:
        many = multiplied(Path(folder) / "data", TIMES)
        print(f"{TIMES} times the rows cost, in times of the data as it is:")
        print(f"  check  {seconds(check.check, many) / seconds(check.check):5.1f}")
        print(f"  load   {seconds(tables.load, many) / seconds(tables.load):5.1f}")
        print(f"  derive {seconds(derive, tables.load(many)) / seconds(derive, tables.load()):5.1f}")


def build():
    """Print the cost of the builds."""

    def run(*command):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)

    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    cold = seconds(run, "contested_ground.build")
    again = seconds(run, "contested_ground.build")
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    plain = seconds(run, "jupyter_book", "build", ".")
    print(f"a build from nothing: {cold:.0f} s, {cold / plain:.2f} of plain jupyter-book build .")
    print(f"when nothing changed: {again:.1f} s, {again / cold:.3f} of that")


if __name__ == "__main__":
    {"rows": rows, "build": build}[sys.argv[1] if len(sys.argv) > 1 else "rows"]()
