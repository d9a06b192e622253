"""Books that tests change, break and interrupt: a tiny one with the house's own look and data, and the whole."""

import json
import os
import shutil
import subprocess
import sys

from contested_ground import build

ROOT = build.ROOT
LOAD = "from contested_ground.data.tables import load\n"


def write(folder, name, words, code):
    """Write a notebook of one Markdown cell and one code cell."""
    cells = [
        {"cell_type": "markdown", "id": "words", "metadata": {}, "source": words},
        {"cell_type": "code", "id": "code", "metadata": {}, "source": code, "execution_count": None, "outputs": []},
    ]
    notebook = {"cells": cells, "metadata": build.KERNEL, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"notebooks/{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def make(book, **env):
    """Build `book` in a process of its own; the completed process."""
    script = """import sys; from pathlib import Path; from contested_ground import build
try: build.build(Path(sys.argv[1]))
except build.BuildError as error: sys.exit(str(error))"""
    env = {"PYTHONHASHSEED": "0", "TZ": "UTC", "PATH": "/usr/bin:/bin"} | env
    env |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}  # when it is measured
    return subprocess.run([sys.executable, "-c", script, book], env=env, capture_output=True, text=True, timeout=300)


def tiny(parent):
    """A tiny book with the house's look and data, of two notebooks and a reference page, built; its path."""
    folder = parent / "tiny"
    for name in ("_static", "_templates", "contested_ground", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "requirements.txt", "references.bib", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: notebooks/00_cover\nchapters:\n"
        "  - file: notebooks/01_other\n  - file: reference/terms\n",
        encoding="utf-8",
    )
    (folder / "notebooks").mkdir()
    (folder / "reference").mkdir()
    shutil.copy(ROOT / "reference/words.yml", folder / "reference")
    (folder / "reference/terms.md").write_text("# Terms\n\n```{shelf} terms\n```\n", encoding="utf-8")
    write(
        folder, "00_cover", "# Cover\n\nSee [paragraph 269](article:269).", f"{LOAD}print(len(load('../data').events))"
    )
    write(folder, "01_other", "# Other\n\nWords.", "print('other')")
    done = make(folder)
    assert done.returncode == 0, done.stderr
    return str(folder)


def copied(folder):
    """The whole book at `folder`, without what was built in it."""
    left_out = shutil.ignore_patterns(".venv", ".git", "_build", "build", "*.egg-info", "__pycache__", ".*_cache")
    return shutil.copytree(ROOT, folder, ignore=left_out)


def whole(parent):
    """A copy of the whole book, built; its path."""
    folder = copied(parent / "whole")
    subprocess.run([sys.executable, "-m", "contested_ground.build"], cwd=folder, check=True)
    return str(folder)


def snapshot(book):
    """Every file of the site, as bytes."""
    site = book / "_build/html"
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def unlike(one, other):
    """The names of the files in which two sites differ, as `snapshot` gives them."""
    return sorted(str(name) for name in one.keys() | other.keys() if one.get(name) != other.get(name))
