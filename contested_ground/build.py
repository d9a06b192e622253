"""Building the site: `python -m contested_ground.build` runs the notebooks and makes the pages.

With `update` it stores fresh outputs in the notebooks instead.

Notebooks run two at a time. What each gave is kept in `_build/.results` with what it was made from: its code, the
tables that it read, the modules that it loaded, the packages. One that changed runs it again, any other doesn't. The
site is made beside the last good one and takes its place when it is whole.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

from contested_ground import kernels

# nbformat, nbclient and jupyter_book are imported where they are used: they take seconds, and finding that nothing
# changed should not.

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT = 300  # seconds for one cell, and for a kernel to start
STAMP = "book.sha256"  # in _build: what the site there was made from
PNG_LINE = 76  # characters of a stored picture to a line
FIGURE = "application/vnd.contested-ground.figure+json"  # charts.figure.MIME: importing that takes a second
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# What a notebook's process says of itself when it is done: the tables it looked into and the modules it loaded.
USED = """{
    "tables": sorted(__import__("contested_ground.data.tables").data.tables.Tables.read),
    "modules": sorted(
        module.__file__ for name, module in __import__("sys").modules.items()
        if name.partition(".")[0] == "contested_ground" and getattr(module, "__file__", None)
    ),
}"""


class BuildError(Exception):
    """The site cannot be built; the message says which notebooks or which step failed."""


def package_files(root=ROOT):
    """Every file of the package, data files too."""
    return [path for path in (root / "contested_ground").rglob("*") if "__pycache__" not in path.parts]


def pages_from(root=ROOT):
    """The files that every page depends on besides its own: data, package, packages, the site's look."""
    look = [*(root / "_static").rglob("*"), *(root / "_templates").rglob("*")]
    single = [root / name for name in ("requirements.txt", "_config.yml", "_toc.yml", "references.bib")]
    return [*(root / "data").rglob("*"), *package_files(root), *look, *single]


def site_from(root=ROOT):
    """The files that the site depends on."""
    return [*pages_from(root), *root.glob("notebooks/*.ipynb"), *root.glob("reference/*.md")]


@cache
def installed():
    """The Python that runs and every package beside it with its version, as text."""
    folder = Path(sysconfig.get_paths()["purelib"])
    return "\n".join([sys.version, *sorted(path.name for path in folder.glob("*.dist-info"))])


def _hash(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(paths, root=ROOT):
    """One hash over the places and contents of `paths`, and over what is installed; folders count for nothing."""
    total = hashlib.sha256(installed().encode())
    for path in sorted(path for path in paths if path.is_file()):
        total.update(f"{path.relative_to(root)}\0{_hash(path)}\0".encode())
    return total.hexdigest()


def _touched(root):
    """When and as what each input was last written: an edit that is taken back shows too, which contents would hide."""
    stats = ((path, path.stat()) for path in site_from(root) if path.is_file())
    return {str(path.relative_to(root)): (stat.st_ino, stat.st_size, stat.st_ctime_ns) for path, stat in stats}


def _unchanged_since(before, root):
    """Raise BuildError if an input was written since `before` was noted: results could mix two states of it."""
    now = _touched(root)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if changed:
        raise BuildError(f"{', '.join(changed)} changed while the book was being built: build it again")


def notebooks(root=ROOT):
    """The notebooks of the table of contents, in its order."""
    paths = (root / f"{docname}.ipynb" for docname in parse_toc_yaml(root / "_toc.yml"))
    return [path for path in paths if path.exists()]


@contextmanager
def alone(root=ROOT):
    """Hold the build folder: two builds at once would spoil each other's results. Says so where it has to wait."""
    (root / "_build").mkdir(exist_ok=True)
    with (root / "_build/lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            print(f"Another build is at work here (process {lock.read().strip()}); waiting for its end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def result_of(path, root=ROOT):
    """Where the run of the notebook at `path` is kept; beside it, as .json, what it was made from."""
    return root / "_build/.results" / path.name


def _code(path):
    """A notebook's code, all that its results depend on in itself."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def _inputs(used, root):
    """The files behind a run, {place: hash}: tables and modules as `used`, and what any run may look into."""
    files = [root / "data/datapackage.json", root / "requirements.txt", *map(Path, used["modules"])]
    files += [root / f"data/{name}.csv" for name in used["tables"]]
    files += [path for path in package_files(root) if path.suffix != ".py"]
    found = {os.path.relpath(path, root): _hash(path) for path in files if path.is_file()}
    return {name: value for name, value in sorted(found.items()) if not name.startswith("..")}


def stale(path, root=ROOT):
    """Why the notebook at `path` has to run: a few words, or nothing when its last run still holds."""
    kept = result_of(path, root)
    if not kept.exists() or not kept.with_suffix(".json").exists():
        return "not run yet"
    made = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    if made["code"] != _code(path):
        return "its code"
    if made["installed"] != hashlib.sha256(installed().encode()).hexdigest():
        return "the packages installed"
    changed = [n for n, value in made["inputs"].items() if not (root / n).is_file() or _hash(root / n) != value]
    return ", ".join(changed)


def execute(root=ROOT):
    """Run the notebooks whose results are stale, two at a time; keep each as it is done.

    Raises BuildError, when all have run, with every notebook that failed and why.
    """
    import nbformat

    before, wanted = _touched(root), {}
    for path in notebooks(root):
        if reason := stale(path, root):
            wanted[path] = reason
    if not wanted:
        return
    start = time.monotonic()
    kernels.plain_settings(root)
    result_of(root).parent.mkdir(parents=True, exist_ok=True)

    def run_and_keep(path):
        try:
            notebook, used = run(path)
            _unchanged_since(before, root)
        except BuildError as error:
            return str(error)
        made = {"code": _code(path), "inputs": _inputs(used, root)}
        made["installed"] = hashlib.sha256(installed().encode()).hexdigest()
        kept = result_of(path, root)
        kept.with_suffix(".json").unlink(missing_ok=True)  # so that a killed build leaves no half of two runs
        kept.write_text(nbformat.writes(notebook), encoding="utf-8")
        kept.with_suffix(".json").write_text(json.dumps(made, indent=1), encoding="utf-8")
        print(f"{path.stem} has run ({wanted[path]})", flush=True)
        return None

    with ThreadPoolExecutor(2) as pool:
        failed = [error for error in pool.map(run_and_keep, wanted) if error]
    if failed:
        raise BuildError("\n".join(dict.fromkeys(failed)))
    print(f"{len(wanted)} notebooks run in {time.monotonic() - start:.0f} s", flush=True)


def run(path):
    """Run a notebook in a kernel of its own. Returns it, and what it used. Raises BuildError."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal

    notebook, kernel = nbformat.read(path, as_version=4), kernels.manager(kernel_name="python3")
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=TIMEOUT,
        startup_timeout=TIMEOUT,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
    )
    try:
        client.execute(cleanup_kc=False)
        asked = {"used": f"__import__('json').dumps({USED})"}
        reply = client.kc.execute_interactive("", silent=True, user_expressions=asked, timeout=TIMEOUT)
        used = reply["content"]["user_expressions"]["used"]["data"]["text/plain"]
    except (CellControlSignal, RuntimeError, TimeoutError) as error:
        raise BuildError(f"{path} failed:\n{error}") from None
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if kernel.has_kernel:
            kernel.shutdown_kernel(now=True)
    return notebook, json.loads(used.strip("'"))


def render(root=ROOT):
    """Make the pages beside the last good ones, every warning an error. Raises BuildError."""
    from jupyter_book.sphinx import build_sphinx

    made, doctrees = root / "_build/html.new", root / "_build/.doctrees.book"
    unfinished = doctrees / "unfinished"
    # Sphinx warns of a document when it reads it and not again: what a failed or killed build has read is read anew.
    if unfinished.exists():
        shutil.rmtree(doctrees)
    shutil.rmtree(made, ignore_errors=True)
    doctrees.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    overrides = {"external_toc_path": "_toc.yml", "nitpicky": True, "latex_individualpages": False}
    overrides |= {"nb_execution_mode": "off", "contested_ground_results": True}
    status = build_sphinx(
        root,
        made,
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides=overrides,
        doctreedir=doctrees,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if status != 0:
        raise BuildError("the site is not sound: see the warnings above, each of which counts as an error")
    unfinished.unlink()


def publish(root=ROOT):
    """Put the new site where the last one stands."""
    site, made, old = (root / "_build" / name for name in ("html", "html.new", "html.old"))
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    made.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def is_current(root=ROOT):
    """Whether _build/html was made from the files as they are now."""
    stamp, door = root / "_build" / STAMP, root / "_build/html/index.html"
    return door.exists() and stamp.exists() and stamp.read_text() == digest(site_from(root), root)


def build(root=ROOT):
    """Make _build/html. Does nothing when it is current. Raises BuildError, and then leaves the last good site."""
    with alone(root):
        if is_current(root):
            print("_build/html is up to date")
            return
        start, before, inputs = time.monotonic(), _touched(root), digest(site_from(root), root)
        execute(root)
        render(root)
        _unchanged_since(before, root)
        publish(root)
        (root / "_build" / STAMP).write_text(inputs)
        print(f"_build/html/index.html is ready, {time.monotonic() - start:.0f} s")


def refreshed(path, root=ROOT):
    """The notebook at `path` with the outputs of its last run, normalised: nothing of machine or hour stays in it.

    Pictures are broken into lines, so that a change of one is not a line of a hundred thousand characters; the site's
    HTML of a figure is left out, which would bury every change.
    """
    import nbformat

    notebook, ran = (nbformat.read(source, as_version=4) for source in (path, result_of(path, root)))
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell, done in zip(notebook.cells, ran.cells, strict=True):
        cell.metadata.pop("execution", None)  # times of day
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            data.pop(FIGURE, None)
            if "image/png" in data:
                picture = "".join(data["image/png"].split())
                lines = (picture[at : at + PNG_LINE] for at in range(0, len(picture), PNG_LINE))
                data["image/png"] = "\n".join(lines) + "\n"
    return notebook


def changes(path, root=ROOT):
    """What fresh outputs change in the notebook at `path`: its new text, and the numbers of the cells that differ."""
    import nbformat

    old, new = nbformat.read(path, as_version=4), refreshed(path, root)
    cells = [n for n, pair in enumerate(zip(old.cells, new.cells, strict=True), 1) if pair[0] != pair[1]]
    return nbformat.writes(new) + "\n", cells


def update(root=ROOT):
    """Store fresh outputs in the notebooks and print which cells changed. Raises BuildError."""
    with alone(root):
        execute(root)
        for path in notebooks(root):
            text, cells = changes(path, root)
            if path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                print(f"{path.relative_to(root)}: {f'cells {cells}' if cells else 'layout of the file'}")
        print("The notebooks hold what their code gives.")


def main(arguments):
    """`build` (default) or `update`; the exit code."""
    task = {(): build, ("update",): update}.get(tuple(arguments))
    if task is None:
        print("usage: python -m contested_ground.build [update]", file=sys.stderr)
        return 2
    try:
        task()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
