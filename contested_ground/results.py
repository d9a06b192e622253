"""Running the notebooks, and what each result rests on.

What a notebook gave is kept in `_build/.results` with what it was made from: its code, the tables that it read, the
modules that it loaded, the packages. One that changed runs it again, any other doesn't.
"""

import hashlib
import json
import os
import sys
import sysconfig
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

from contested_ground import kernels

# nbformat and nbclient are imported where they are used: they take seconds, which finding no change should not.
sys.modules.setdefault("rfc3987_syntax", None)  # jsonschema would build a grammar of it, for two seconds

ROOT = Path(__file__).resolve().parents[1]
INTERRUPTED = "Interrupted; the last good site stays"
TIMEOUT = 300  # seconds for one cell, and for a kernel to start
# What a notebook's process says of itself when it is done: the tables it looked into and the modules it loaded.
USED = """{
    "tables": sorted(__import__("contested_ground.data.tables").data.tables.Tables.read),
    "modules": sorted(
        module.__file__ for name, module in __import__("sys").modules.items()
        if name.partition(".")[0] == "contested_ground" and getattr(module, "__file__", None)
    ),
}"""


_runs = {}  # the notebooks' run in the background, a Future, by the book's folder


class BuildError(Exception):
    """The site cannot be built; the message says which notebooks or which step failed."""


def package_files(root=ROOT):
    """Every file of the package, data files too."""
    return [path for path in (root / "contested_ground").rglob("*") if "__pycache__" not in path.parts]


def pages_from(root=ROOT):
    """The files that every page depends on besides its own: data, package, packages, the site's look."""
    look = [*(root / "_static").rglob("*"), *(root / "_templates").rglob("*")]
    single = [root / name for name in ("requirements.txt", "_config.yml", "_toc.yml", "references.bib", "CHANGELOG.md")]
    return [*(root / "data").rglob("*"), *package_files(root), *look, *single]


def site_from(root=ROOT):
    """The files that the site depends on."""
    return [*pages_from(root), *root.glob("notebooks/*.ipynb"), *root.glob("reference/*.*")]


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


def touched(root):
    """When and as what each input was last written: an edit that is taken back shows too, which contents would hide."""
    stats = ((path, path.stat()) for path in site_from(root) if path.is_file())
    return {str(path.relative_to(root)): (stat.st_ino, stat.st_size, stat.st_ctime_ns) for path, stat in stats}


def unchanged_since(before, root):
    """Raise BuildError if an input was written since `before` was noted: results could mix two states of it."""
    now = touched(root)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if changed:
        raise BuildError(f"{', '.join(changed)} changed while the book was being built: build it again")


def write_whole(path, text):
    """Write a file so that a kill or a full disk leaves the old one: what is written beside it takes its place."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def notebooks(root=ROOT):
    """The notebooks of the table of contents, in its order."""
    paths = (root / f"{docname}.ipynb" for docname in parse_toc_yaml(root / "_toc.yml"))
    return [path for path in paths if path.exists()]


def result_of(path, root=ROOT):
    """Where the run of the notebook at `path` is kept; beside it, as .json, what it was made from."""
    return root / "_build/.results" / path.name


def with_outputs(path, root=ROOT):
    """The notebook at `path` as it is now, a dict, with the outputs of its last run, which knows older words."""
    notebook, ran = (json.loads(source.read_text(encoding="utf-8")) for source in (path, result_of(path, root)))
    notebook["metadata"]["language_info"] = ran["metadata"]["language_info"]  # by which code is coloured
    done = iter([cell for cell in ran["cells"] if cell["cell_type"] == "code"])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {name: value for name, value in next(done).items() if name in ("outputs", "execution_count")}
    return notebook


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


def due(root=ROOT):
    """The notebooks that have to run, and why: {path: a few words}."""
    return {path: reason for path in notebooks(root) if (reason := stale(path, root))}


@contextmanager
def running(root=ROOT):
    """Run the stale notebooks while something else is done, which may `wait` for them; by the end all have run.

    Raises BuildError as `execute`, in the place of what that other thing says. An interrupt ends the kernels and this
    process: a thread may wait for the answer of a kernel that is gone, and would keep it for good.
    """
    if due(root):
        kernels.prepare(root)
    with ThreadPoolExecutor(1) as pool:
        try:
            _runs[root] = pool.submit(execute, root)
            try:
                yield
            except Exception:
                wait(root)
                raise
            wait(root)
        except KeyboardInterrupt:
            kernels.stop()
            print(INTERRUPTED, file=sys.stderr, flush=True)
            os._exit(130)


def wait(root=ROOT):
    """Block until all notebooks that were to run have run. Raises BuildError as `execute`."""
    if root in _runs:
        _runs[root].result()


def execute(root=ROOT):
    """Run the notebooks whose results are stale, the longest first, three at a time: one always waits for its kernel.

    Each is kept as it is done. Raises BuildError, when all have run, with every notebook that failed and why.
    """
    import nbformat

    before, wanted = touched(root), due(root)
    if not wanted:
        return
    start = time.monotonic()
    kernels.prepare(root)
    (root / "_build/.results").mkdir(exist_ok=True)

    def run_and_keep(path):
        try:
            notebook, used = run(path)
            unchanged_since(before, root)
        except BuildError as error:
            return str(error)
        made = {"code": _code(path), "inputs": _inputs(used, root)}
        made["installed"] = hashlib.sha256(installed().encode()).hexdigest()
        kept = result_of(path, root)
        kept.with_suffix(".json").unlink(missing_ok=True)  # so that a killed build leaves no half of two runs
        write_whole(kept, nbformat.writes(notebook))
        write_whole(kept.with_suffix(".json"), json.dumps(made, indent=1))
        print(f"{path.stem} has run ({wanted[path]})", flush=True)
        return None

    with ThreadPoolExecutor(3) as pool:
        longest = sorted(wanted, key=lambda path: -path.stat().st_size)  # pictures weigh as they take
        failed = [error for error in pool.map(run_and_keep, longest) if error]
    if failed:
        raise BuildError("\n".join(dict.fromkeys(failed)))
    print(f"{len(wanted)} notebooks run in {time.monotonic() - start:.0f} s", flush=True)


def run(path):
    """Run a notebook in a kernel of its own. Returns it, and what it used. Raises BuildError."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(f"print(__import__('json').dumps({USED}))"))
    client = NotebookClient(
        notebook,
        km=kernels.manager("AsyncKernelManager", kernel_name="python3"),
        timeout=TIMEOUT,
        startup_timeout=TIMEOUT,
        resources={"metadata": {"path": str(path.parent)}},
        shutdown_kernel="immediate",
    )
    try:
        client.execute(cleanup_kc=True)  # which closes the channels, too
    except (CellControlSignal, RuntimeError, TimeoutError) as error:
        killed = " (its process was killed, perhaps for want of memory)" * isinstance(error, DeadKernelError)
        raise BuildError(f"{path} failed:\n{error}{killed}") from None
    used = notebook.cells.pop().outputs[0]["text"]
    return notebook, json.loads(used)
