"""The build: what it runs again, what it says when something is wrong, and whether stored outputs are current."""

import json
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest
from jupyter_cache import get_cache

from contested_ground import build
from contested_ground.site import extension as site

ROOT = build.ROOT


def test_stored_outputs_are_current():
    """What nbval leaves out, html and images, is compared here: `make update` would change nothing."""
    with build.alone():
        cache = build.execute()
    stale = {}
    for path in build.notebooks():
        text, cells = build.changes(path, cache)
        if path.read_text(encoding="utf-8") != text:
            stale[path.name] = cells or "layout of the file"
    assert not stale, f"run make update; these cells differ: {stale}"


@pytest.fixture
def book(tmp_path):
    """A tiny book with the house's own configuration: two notebooks, the real data and package files."""
    for name in ("_static", "_templates", "contested_ground", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "requirements.txt", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: notebooks/00_cover\nchapters:\n  - file: notebooks/01_other\n", encoding="utf-8"
    )
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, "00_cover", "# Cover\n\nSee [paragraph 269](article:269).", "print('cover')")
    write(tmp_path, "01_other", "# Other\n\nWords.", "print('other')")
    return tmp_path


def write(folder, name, words, code):
    """Write a notebook of one Markdown cell and one code cell."""
    cells = [
        {"cell_type": "markdown", "id": "words", "metadata": {}, "source": words},
        {"cell_type": "code", "id": "code", "metadata": {}, "source": code, "execution_count": None, "outputs": []},
    ]
    notebook = {"cells": cells, "metadata": build.KERNEL, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"notebooks/{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def runs(book):
    """When each cached run was made, by the notebook's code."""
    cache = get_cache(book / "_build/.jupyter_cache")
    return {cache.get_cache_bundle(r.pk).nb.cells[0].source: r.created for r in cache.list_cache_records()}


def snapshot(book):
    """Every file of the site, as bytes."""
    site_folder = book / "_build/html"
    return {path.relative_to(site_folder): path.read_bytes() for path in site_folder.rglob("*") if path.is_file()}


def make(book, seed="0"):
    """Build `book` in a process of its own; the completed process."""
    script = "import sys; from pathlib import Path; from contested_ground import build; build.build(Path(sys.argv[1]))"
    env = {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland" if seed == "1" else "UTC", "PATH": "/usr/bin:/bin"}
    return subprocess.run([sys.executable, "-c", script, book], env=env, capture_output=True, text=True, timeout=300)


def test_only_what_changed_runs_again(book):
    done = make(book)
    assert done.returncode == 0, done.stderr
    first, before = runs(book), snapshot(book)
    assert set(first) == {"print('cover')", "print('other')"}

    assert "up to date" in make(book).stdout
    assert snapshot(book) == before

    write(book, "01_other", "# Other\n\nWords.", "print('changed')")
    done = make(book)
    assert done.returncode == 0, done.stderr
    second = runs(book)
    assert second["print('cover')"] == first["print('cover')"]
    assert "print('changed')" in second
    assert b"changed" in snapshot(book)[next(path for path in before if path.name == "01_other.html")]

    style = book / "_static/book.css"
    style.write_text("p { color: red; }\n", encoding="utf-8")
    assert make(book).returncode == 0
    assert runs(book) == second
    assert snapshot(book)[style.relative_to(book)] == style.read_bytes()

    places = book / "data/places.csv"
    places.write_text(places.read_text(encoding="utf-8") + "zz-new,New,village,,,,unlocated,,,,\n", encoding="utf-8")
    assert make(book).returncode == 0
    assert runs(book)["print('cover')"] > first["print('cover')"]


def test_two_builds_are_the_same_to_the_byte(book):
    assert make(book, seed="0").returncode == 0
    first = snapshot(book)
    shutil.rmtree(book / "_build")
    assert make(book, seed="1").returncode == 0
    second = snapshot(book)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_a_failing_cell_fails_the_build(book):
    write(book, "01_other", "# Other", "raise ValueError('the reason')")
    done = make(book)
    assert done.returncode != 0
    assert "01_other.ipynb" in done.stderr
    assert "the reason" in done.stderr
    assert not (book / "_build/site.sha256").exists()


def test_a_dead_row_link_fails_the_build_and_says_where(book):
    write(book, "01_other", "# Other\n\nSee [the place](place:shushaa).", "1")
    done = make(book)
    assert done.returncode != 0
    assert "notebooks/01_other, cell 1: [the place](place:shushaa): no such place; nearest: shusha" in done.stderr


TOOLS = ("sh", "sed", "awk", "mkdir", "rm", "touch", "tail", "make")
PYTHONS = {
    "no Python found, the book needs Python 3.11 or later": None,
    "python3 is 3.9, the book needs Python 3.11 or later": "echo 3.9; case $* in *version_info*11*) exit 1;; esac",
    "python3 has no venv module": 'case $* in *ensurepip*) exit 1;; *) exec {python} "$@";; esac',
    "Installing requirements.txt failed: ERROR: No matching distribution found for no-such-package==1": (
        'exec {python} "$@"'
    ),
}


@pytest.mark.parametrize("message", PYTHONS)
def test_make_says_what_is_missing_in_one_line(tmp_path, message):
    """A machine with next to nothing on its path; nothing half-made is left."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    if PYTHONS[message]:
        python = tmp_path / "bin/python3"
        python.write_text("#!/bin/sh\n" + PYTHONS[message].format(python=sys._base_executable) + "\n")
        python.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("no-such-package==1\n")
    env = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    done = subprocess.run(["make", "check"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert len(said) == 1
    assert said[0].startswith(message)
    assert not (tmp_path / ".venv").exists()


def test_usage():
    assert build.main(["nonsense"]) == 2


def test_pandas_tables_are_mended():
    body = site.mend_tables(
        '<table border="1" class="dataframe"><thead><tr><th></th><th>a</th></tr></thead>'
        "<tbody><tr><th>x</th><td>1</td></tr></tbody></table>"
    )
    assert "<td></td>" in body
    assert '<th scope="col">a</th>' in body
    assert '<th scope="row">x</th>' in body


def test_a_style_stands_once():
    assert site.once("<style>a</style>1<style>a</style>2<style>b</style>") == "<style>a</style>12<style>b</style>"


def test_figures_files_are_written(tmp_path):
    app = SimpleNamespace(outdir=tmp_path)
    body = '<a class="cg-csv" download="one.csv" href="data:text/csv;base64,YSxiCg==">Data</a>'
    assert site.write_files(app, "notebooks/07", body) == (
        '<a class="cg-csv" download="one.csv" href="../figures/one.csv">Data</a>'
    )
    assert (tmp_path / "figures/one.csv").read_text() == "a,b\n"
