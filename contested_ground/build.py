"""Building the site: `python -m contested_ground.build` runs the notebooks and makes the pages.

With `update` it stores fresh outputs in the notebooks instead. The site is made beside the last good one and takes its
place when it is whole.
"""

import ctypes
import fcntl
import gc
import hashlib
import json
import os
import shutil
import sys
import time
from contextlib import contextmanager

from contested_ground import FIGURE, kernels
from contested_ground.results import (
    INTERRUPTED,
    ROOT,
    BuildError,
    digest,
    due,
    notebooks,
    running,
    site_from,
    touched,
    unchanged_since,
    with_outputs,
    write_whole,
)

STAMP = "book.sha256"  # in _build: what the site there was made from
PNG_LINE = 76  # characters of a stored picture to a line
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


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


def render(root=ROOT):
    """Make the pages beside the last good ones, every warning an error. Raises BuildError."""
    from jupyter_book.sphinx import build_sphinx

    made, doctrees = root / "_build/html.new", root / "_build/.doctrees.book"
    finished = doctrees / "finished"
    # Sphinx warns of a document when it reads it and not again: what a failed or killed build has read is read anew.
    if doctrees.exists() and not finished.exists():
        shutil.rmtree(doctrees)
    shutil.rmtree(made, ignore_errors=True)
    finished.unlink(missing_ok=True)
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
    if isinstance(status, KeyboardInterrupt):
        raise status
    if status != 0:
        raise BuildError("the site is not sound: see the warnings above, each of which counts as an error")
    finished.touch()


def swapped(one, other):
    """Let two folders change places in one step. False where the system cannot, which leaves them where they are."""
    libc, here, at_once = ctypes.CDLL(None), -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
    return hasattr(libc, "renameat2") and not libc.renameat2(here, os.fsencode(one), here, os.fsencode(other), at_once)


def publish(root=ROOT):
    """Put the new site where the last one stands: at every moment one of them stands there whole."""
    site, made, old = (root / "_build" / name for name in ("html", "html.new", "html.old"))
    if not (site.exists() and swapped(site, made)):
        shutil.rmtree(old, ignore_errors=True)
        if site.exists():
            site.rename(old)  # a build killed between this and the next line is healed by `restore`
        made.rename(site)
        shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(made, ignore_errors=True)


def restore(root=ROOT):
    """Put the last good site back, where a build was killed while it changed the two over in two steps."""
    site, old = root / "_build/html", root / "_build/html.old"
    if old.exists() and not site.exists():
        old.rename(site)


def is_current(root=ROOT):
    """Whether _build/html was made from the files as they are now."""
    stamp, door = root / "_build" / STAMP, root / "_build/html/index.html"
    return door.exists() and stamp.exists() and stamp.read_text() == digest(site_from(root), root)


def sound(root=ROOT):
    """Raise BuildError with the check's findings, if it has any. Meanwhile the notebooks' kernels get ready."""
    if due(root):
        kernels.prepare(root)
    from contested_ground.check.schema import check  # here: pandas takes a second, which finding no change should not
    from contested_ground.data.lines import str_finding

    if findings := check(root / "data"):
        lines = [str_finding(finding._replace(file=os.path.relpath(finding.file))) for finding in findings]
        raise BuildError("\n".join([*lines, f"{len(lines)} findings; no page was made"]))
    print("0 findings")


def build(root=ROOT, before_all=None):
    """Make _build/html. Does nothing when it is current. Raises BuildError, and then leaves the last good site.

    `before_all` is called first when there is something to do. The notebooks run while the pages that need none are
    read.
    """
    with alone(root):
        restore(root)
        if is_current(root):
            print("_build/html is up to date")
            return
        start, before, inputs = time.monotonic(), touched(root), digest(site_from(root), root)
        if before_all:
            before_all(root)
        with running(root):
            render(root)
        unchanged_since(before, root)
        publish(root)
        write_whole(root / "_build" / STAMP, inputs)
        print(f"_build/html/index.html is ready, {time.monotonic() - start:.0f} s")


def refreshed(path, root=ROOT):
    """The notebook at `path` with the outputs of its last run, normalised: nothing of machine or hour stays in it.

    Pictures are broken into lines, so that a change of one is not a line of a hundred thousand characters. A figure's
    HTML, which would bury every change, leaves its hash: it tells when the phone's drawing changed.
    """
    import nbformat

    notebook = nbformat.reads(json.dumps(with_outputs(path, root)), as_version=4)
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if FIGURE in data:
                output.metadata["site"] = hashlib.sha256(data.pop(FIGURE)["html"].encode()).hexdigest()[:12]
            if "image/png" in data:
                picture = "".join("".join(data["image/png"]).split())
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
        with running(root):
            pass
        for path in notebooks(root):
            text, cells = changes(path, root)
            if path.read_text(encoding="utf-8") != text:
                write_whole(path, text)
                print(f"{path.relative_to(root)}: {f'cells {cells}' if cells else 'layout of the file'}")
        print("The notebooks hold what their code gives.")


def main(arguments):
    """`build` (default), which checks the data first, or `update`; the exit code."""
    task = {(): lambda: build(before_all=sound), ("update",): update}.get(tuple(arguments))
    if task is None:
        print("usage: python -m contested_ground.build [update]", file=sys.stderr)
        return 2
    gc.set_threshold(100_000, 20, 100)  # a document is a million small objects, looked through again and again
    try:
        task()
    except (BuildError, OSError) as error:  # such as a full disk
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
