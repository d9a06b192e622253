"""What the rows cost as they grow: `python scripts/benchmark.py [TIMES …]`, `make bench`; and `… build` for the builds.

Every table but those of sources is multiplied, each copy under identifiers of its own, and each task runs in a process
of its own: reading, checking, the views, every chapter with its pictures, every list of the shelf, the Explorer's
script, the search documents, the downloads. Printed: seconds, memory, and the exponent between the two largest sizes,
1 where it grows as the rows do; then which tasks grow faster or need more than 2 GB.
"""

import csv
import json
import math
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from contested_ground import build
from contested_ground.data import order, tables

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 10, 100)
STEEPEST, LARGEST, SHORT = 1.1, 2048, 1.0  # exponent; MB; seconds below which an exponent is noise
ALONE = {"mentions", "second_reading", "groups", "passages", "sources", "categories"}  # the sources and their words
SUFFIXED = {"places": ("label",), "actors": ("label",), "names": ("name",), "crosswalk": ("unit",)}


def identifiers(package):
    """The columns of each table that hold an identifier of a row, its own or another's."""
    found = {}
    for name, resource_ in package["tables"].items():
        schema = resource_["schema"]
        linked = {field for key in schema["foreignKeys"] for field in key["fields"]} - {
            "source_id",
            "locator",
            "scheme",
            "category",
        }
        listed = {field["name"]: field.get("constraints", {}) for field in schema["fields"]}
        own = schema["primaryKey"][:1] if len(schema["primaryKey"]) == 1 else []
        extra = {"terms": ("object_id", "to_id"), "questions": ("about_id",), "retired": ("identifier",)}.get(name, ())
        names = {*linked, *own, *extra, *SUFFIXED.get(name, ())}
        found[name] = [column for column in names if column in listed and "enum" not in listed[column]]
    return found


def multiplied(folder, times):
    """A copy of the data with `times` the rows."""
    shutil.copytree(tables.DATA, folder)
    shutil.copy(ROOT / "references.bib", folder.parent)
    package = tables.contract()
    own = identifiers(package)
    for name, resource_ in package["tables"].items():
        if name in ALONE or times == 1:
            continue
        path = folder / resource_["path"]
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        marked = [column in own[name] for column in header]
        lat = header.index("lat") if "lat" in header else None
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
            for copy in range(1, times):
                for row in rows:
                    cells = [f"{cell}-x{copy}" if cell and marked[n] else cell for n, cell in enumerate(row)]
                    if lat is not None and cells[lat]:
                        cells[lat] = f"{float(cells[lat]) + copy / 1e5:.5f}"
                    writer.writerow(cells)
    order.sort(folder)
    return folder


def own(table, column):
    """The rows of a table that are no copies."""
    return table[~table[column].str.contains(r"-x\d+$")]


def chapter(path):
    """A task: the code of the notebook at `path`, its figures drawn, on another data folder."""

    def run(folder, _):
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.utils.capture import capture_output

        from contested_ground.analysis import populations, treaties
        from contested_ground.charts import figure
        from contested_ground.charts.maps import theatre

        tables.load.__defaults__ = (folder,)
        figure.ALT = math.inf  # what more rows say in words may be longer
        copies = range(1, int(folder.parent.name))
        for told in (treaties.PARTIES, treaties.CLAIMANTS):  # copies of actors are called as these are
            told |= {f"{actor}-x{copy}": words for actor, words in told.items() for copy in copies}
        # a sheet has room for no more panels, nor for ten names at one spot
        grounds, names = populations.same_ground, theatre.names
        populations.same_ground = lambda *given: own(grounds(*given), "from_place")
        theatre.names = lambda dots, labels: names(own(dots, "label"), labels)
        shell, shown = InteractiveShell.instance(), []
        shell.displayhook.write_format_data = lambda data, _: shown.append(data)  # what a cell ends with, drawn
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                with capture_output():
                    done = shell.run_cell("".join(cell["source"]))
                if error := done.error_before_exec or done.error_in_exec:
                    raise error
        if not shown:
            raise ValueError("nothing was drawn")

    return run


def site(folder, _):
    """A task: every reference page and download of another data folder, as Sphinx makes them, without chapters."""
    root = folder.parent
    for name in ("_static", "_templates", "reference"):
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    for name in ("_config.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root)
    (root / "notebooks").mkdir(exist_ok=True)
    (root / "notebooks/00_cover.md").write_text("# Cover\n", encoding="utf-8")
    pages = [{"file": f"reference/{page.stem}"} for page in sorted(root.glob("reference/*.md"))]
    toc = {"format": "jb-book", "root": "notebooks/00_cover", "chapters": pages}
    (root / "_toc.yml").write_text(json.dumps(toc), encoding="utf-8")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    with suppress(build.BuildError):  # of links to chapters, when all is written
        build.render(root)
    if not (root / "_build/html.new/search.html").exists():
        raise build.BuildError("not built")


def written(part):
    """Write a part of the shelf, which is made as it is written, to nowhere."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        part.write(nowhere)


def tasks():
    """Each task: its name, a function of a data folder and of its tables, and whether it wants these."""
    import matplotlib as mpl

    mpl.use("agg")
    from contested_ground.analysis.control import by_month
    from contested_ground.analysis.coverage import by_paragraph
    from contested_ground.analysis.populations import by_group
    from contested_ground.charts import explorer
    from contested_ground.check import schema
    from contested_ground.site import downloads, search, shelf

    yield "read", lambda folder, data: tables.load(folder), False
    yield "check", lambda folder, data: schema.check(folder), False
    yield "view: control by month", lambda folder, data: by_month(data["control"]), True
    yield "view: coverage by paragraph", lambda folder, data: by_paragraph(data), True
    yield "view: population by group", lambda folder, data: by_group(data["population"], data["categories"]), True
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        yield f"chapter {path.stem[:19]}", chapter(path), True
    for name in shelf.PARTS:
        yield f"list {name}", lambda folder, data, name=name: written(shelf.part(data, name)), True
    for name in shelf.BY_THEATRE:
        yield (
            f"list {name} nakhchivan",
            lambda folder, data, name=name: written(shelf.part(data, name, "nakhchivan")),
            True,
        )
    yield "Explorer's script", lambda folder, data: explorer.script(data), True
    yield "search documents", lambda folder, data: list(search.entries(data)), True
    yield "downloads", lambda folder, data: sum(len(made) for _, made in downloads.files(folder, data)), True
    yield "all reference pages", site, False


def measured(task, folder, loads, pipe):
    """Seconds of processor time of a task and of processes that it starts, and the largest one's memory, in MB."""
    try:
        data = tables.load(folder) if loads else None
        before = time.process_time()
        task(folder, data)
        own, started = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        seconds = time.process_time() - before + started.ru_utime + started.ru_stime
        pipe.send((seconds, max(own.ru_maxrss, started.ru_maxrss) / 1024))
    except Exception as error:
        pipe.send((math.nan, str(error)[:40]))


def growth(sizes, only="", most=600, steepest=STEEPEST):
    """Print the table; the tasks that grow with more than the power `steepest` or need too much memory, as lines.

    `sizes`: how many times the rows, rising. A task that took more than `most` seconds is not tried with more rows.
    """
    fork, bad = multiprocessing.get_context("fork"), []
    with tempfile.TemporaryDirectory() as place:
        folders = {times: multiplied(Path(place) / str(times) / "data", times) for times in sizes}
        print(f"{'':29}" + "".join(f"{f'{times}×':>20}" for times in sizes) + f"{'exponent':>10}")
        for name, task, loads in tasks():
            if not name.startswith(only):
                continue
            print(f"{name:29}", end="", flush=True)
            found = {}
            for times, folder in folders.items():
                if found and not list(found.values())[-1][0] <= most:
                    continue
                seconds, memory = in_a_fork(fork, task, folder, loads)
                said = f"{seconds:9.2f} s {memory:6.0f} MB" if seconds == seconds else f"  {memory}"
                print(said, end="", flush=True)
                found[times] = (seconds, memory)
            if exponent(found) > steepest:  # or the machine was busy: measured again, the quicker time counts
                found = {times: min(one, in_a_fork(fork, task, folders[times], loads)) for times, one in found.items()}
            grown = exponent(found)
            print(f"{grown:10.2f}" if grown == grown else "")
            bad += faults(name, found, steepest)
    return bad


def exponent(found):
    """Between the two largest sizes of {times: (seconds, memory)}; not a number where a task is short or failed."""
    if len(found) < 2:
        return math.nan
    (small, (before, _)), (large, (after, _)) = list(found.items())[-2:]
    return math.log(after / before) / math.log(large / small) if before > 0 and after > SHORT else math.nan


def faults(name, found, steepest=STEEPEST):
    """What is wrong with a task's growth, as lines: {times: (seconds, memory)}, or what went wrong in its place."""
    if (grown := exponent(found)) > steepest:
        yield f"{name} grows with the {grown:.2f}th power of the rows"
    for times, (seconds, memory) in found.items():
        if math.isnan(seconds):
            yield f"{name} fails with {times} times the rows: {memory}"
        elif memory > LARGEST:
            yield f"{name} needs {memory:,.0f} MB with {times} times the rows"


def in_a_fork(fork, task, folder, loads):
    """What `measured` sends from a process of its own; one that was killed, as for its memory, says so."""
    ours, theirs = fork.Pipe()
    process = fork.Process(target=measured, args=(task, folder, loads, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        return math.nan, "killed"
    finally:
        process.join()


def builds():
    """Print the cost of the builds."""

    def run(*command):
        before = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return time.perf_counter() - before

    ours = (sys.executable, "-m", "contested_ground.build")
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    cold = run(*ours)
    again = run(*ours)
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    plain = run(Path(sys.executable).with_name("jupyter-book"), "build", ".")
    print(f"a build from nothing: {cold:.0f} s, {cold / plain:.2f} of plain jupyter-book build .")
    print(f"when nothing changed: {again:.1f} s, {again / cold:.3f} of that")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.isdigit()]
    if words == ["build"]:
        builds()
    else:
        print("\n".join(growth(tuple(int(word) for word in sys.argv[1:] if word.isdigit()) or SIZES, " ".join(words))))
