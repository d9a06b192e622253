"""Building the site: `python -m contested_ground.build` runs the notebooks and makes the pages.

With `update` it stores fresh outputs in the notebooks instead.

Notebooks run two at a time into Jupyter Book's own cache, which the build then reads. That cache knows a notebook by
its code alone, so it is dropped whenever data, package or packages changed.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

# nbformat, jupyter_cache and jupyter_book are imported where they are used: they take seconds, and finding that nothing
# changed should not.

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT = 300  # seconds for one cell, and for a kernel to start
VEGA = "application/vnd.vega.v5+json"  # what JupyterLab 4 draws of a chart
SHELF = '<div class="cg-shelf">'  # how the HTML of a reference page's rows begins
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class BuildError(Exception):
    """The site cannot be built; the message says which notebook or step failed."""


def results_from(root=ROOT):
    """The files that a notebook's results depend on, besides itself: data, package, packages."""
    return [*(root / "data").rglob("*"), *(root / "contested_ground").rglob("*.py"), root / "requirements.txt"]


def pages_from(root=ROOT):
    """The files that every page depends on besides its notebook: those of the results and of the site's look."""
    look = [*(root / "_static").glob("*"), *(root / "_templates").glob("*")]
    return [*results_from(root), *look, root / "_config.yml", root / "_toc.yml", root / "references.bib"]


def site_from(root=ROOT):
    """The files that the site depends on."""
    return [*pages_from(root), *root.glob("notebooks/*.ipynb"), *root.glob("notebooks/reference/*.ipynb")]


def digest(paths):
    """One hash over the names and contents of `paths`; folders and missing files count for nothing."""
    total = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return total.hexdigest()


def notebooks(root=ROOT):
    """The notebooks of the table of contents, in its order."""
    paths = (root / f"{docname}.ipynb" for docname in parse_toc_yaml(root / "_toc.yml"))
    return [path for path in paths if path.exists()]


def drop_stale_cache(root=ROOT):
    """Empty the cache of executed notebooks when what their results depend on has changed."""
    folder, inputs = root / "_build/.jupyter_cache", digest(results_from(root))
    stamp = folder / "inputs.sha256"
    if not stamp.exists() or stamp.read_text() != inputs:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        stamp.write_text(inputs)
    return folder


@contextmanager
def alone(root=ROOT):
    """Hold the build folder: two builds at once would spoil each other's cache."""
    (root / "_build").mkdir(exist_ok=True)
    with (root / "_build/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def plain_kernels(root=ROOT):
    """Have kernels start without the user's own IPython settings, which could change results, and quietly."""
    profile = root / "_build/.ipython/profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 50\n")
    os.environ["IPYTHONDIR"] = str(profile.parent)


def execute(root=ROOT):
    """Run the notebooks that the cache lacks, two at a time. Returns the cache. Raises BuildError when one fails.

    The reference pages share two kernels, since one of its own costs such a page more than its work. They only read the
    tables; if one did hang on another, nbval, which runs each alone, would find other outputs than the stored ones.
    """
    from jupyter_cache import get_cache
    from jupyter_cache.base import CacheBundleIn

    cache = get_cache(drop_stale_cache(root))
    wanted = [str(path) for path in notebooks(root)]
    for path in wanted:
        cache.add_nb_to_project(path)
    missing = [record.uri for record in cache.list_unexecuted(filter_uris=wanted)]
    if missing:
        start = time.monotonic()
        plain_kernels(root)
        shelf = sorted(path for path in missing if Path(path).parent.name == "reference")
        groups = [shelf[::2], shelf[1::2], *([path] for path in missing if path not in shelf)]
        with ThreadPoolExecutor(2) as pool:
            for done in pool.map(run_in_one_kernel, filter(None, groups)):
                for path, notebook, seconds in done:
                    bundle = CacheBundleIn(notebook, path, data={"execution_seconds": seconds})
                    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        print(f"{len(missing)} of {len(wanted)} notebooks run in {time.monotonic() - start:.0f} s", flush=True)
    return cache


def new_kernel(**options):
    """A kernel manager that talks over files in the temporary folder: a port found free may be taken a moment later."""
    from jupyter_client import KernelManager

    return KernelManager(transport="ipc", ip=f"{tempfile.gettempdir()}/{uuid.uuid4()}", **options)


def run_in_one_kernel(paths):
    """Run notebooks one after another in one kernel. Returns (path, notebook, seconds) of each. Raises BuildError."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal

    kernel, done = new_kernel(kernel_name="python3"), []
    try:
        for path in paths:
            start, notebook = time.monotonic(), nbformat.read(path, as_version=4)
            client = NotebookClient(
                notebook,
                km=kernel,
                timeout=TIMEOUT,
                startup_timeout=TIMEOUT,
                resources={"metadata": {"path": str(Path(path).parent)}},
                record_timing=False,
            )
            try:
                client.execute()
                client.kc.execute_interactive("%reset -f", silent=True)  # the next page starts without these names
            except (CellControlSignal, RuntimeError) as error:
                raise BuildError(f"{path} failed:\n{error}") from None
            client.kc.stop_channels()
            count_from_one(notebook)
            done.append((path, notebook, time.monotonic() - start))
    finally:
        if kernel.has_kernel:
            kernel.shutdown_kernel(now=True)
    return done


def count_from_one(notebook):
    """Number the code cells as in a kernel of their own."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number


def render(root=ROOT):
    """Make the pages, as `jupyter-book build . -W -n --keep-going` does. Raises BuildError."""
    from jupyter_book.sphinx import build_sphinx

    status = build_sphinx(
        root,
        root / "_build/html",
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides={"external_toc_path": "_toc.yml", "nitpicky": True, "latex_individualpages": False},
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if status != 0:
        raise BuildError("the site is not sound: see the warnings above, each of which counts as an error")


def is_current(root=ROOT):
    """Whether _build/html was made from the files as they are now."""
    stamp, door = root / "_build/site.sha256", root / "_build/html/index.html"
    return door.exists() and stamp.exists() and stamp.read_text() == digest(site_from(root))


def build(root=ROOT):
    """Make _build/html. Does nothing when it is current. Raises BuildError."""
    with alone(root):
        if is_current(root):
            print("_build/html is up to date")
            return
        start, inputs = time.monotonic(), digest(site_from(root))
        (root / "_build/site.sha256").unlink(missing_ok=True)
        execute(root)
        render(root)
        (root / "_build/site.sha256").write_text(inputs)
        print(f"_build/html/index.html is ready, {time.monotonic() - start:.0f} s")


def refreshed(path, cache):
    """The notebook at `path` with the cache's outputs, normalised: nothing of the machine or the hour stays in it.

    Of a reference page's rows only the plain text stays, which counts and seals them: HTML and charts are copies of the
    tables, megabytes in all, that would change with every row.
    """
    import nbformat

    _, notebook = cache.merge_match_into_notebook(nbformat.read(path, as_version=4))
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in ("tags",) if cell.metadata.get(key)})
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "reference" in path.parts and (data.get("text/html", "").startswith(SHELF) or VEGA in data):
                output.data = nbformat.from_dict({"text/plain": data["text/plain"]})
    return notebook


def changes(path, cache):
    """What fresh outputs change in the notebook at `path`: its new text, and the numbers of the cells that differ."""
    import nbformat

    old, new = nbformat.read(path, as_version=4), refreshed(path, cache)
    cells = [n for n, pair in enumerate(zip(old.cells, new.cells, strict=True), 1) if pair[0] != pair[1]]
    return nbformat.writes(new) + "\n", cells


def update(root=ROOT):
    """Store fresh outputs in the notebooks and print which cells changed. Raises BuildError."""
    with alone(root):
        cache = execute(root)
        for path in notebooks(root):
            text, cells = changes(path, cache)
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
