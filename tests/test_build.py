"""The build: what it runs again, what it says when something is wrong, and whether stored outputs are current."""

import fcntl
import gc
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from lxml import html
from tiny_book import append, make, snapshot, write

from contested_ground import build, kernels, results
from contested_ground.site import assets, extension, pages

ROOT = build.ROOT


def test_stored_outputs_are_current():
    """What nbval leaves out, html and images, is compared here: `make update` would change nothing."""
    with build.alone():
        results.execute()
    stale = {}
    for path in results.notebooks():
        text, cells = build.changes(path)
        if path.read_text(encoding="utf-8") != text:
            stale[path.name] = cells or "layout of the file"
    assert not stale, f"run make update; these cells differ: {stale}"


def reasons(book):
    """Why each notebook of the book would run again, by its name."""
    return {path.stem: results.stale(path, book) for path in results.notebooks(book)}


def test_a_book_built_is_current(book):
    assert reasons(book) == {"00_cover": "", "01_other": ""}
    assert build.is_current(book)
    assert "up to date" in make(book).stdout


def test_kernels_keep_no_history(book):
    """Its file could not be written on a full disk, and would say so in a page, for good."""
    assert (book / "_build/.ipython/profile_default").is_dir()
    assert not list((book / "_build/.ipython").rglob("history*"))


def test_a_changed_table_runs_only_what_read_it(book):
    append(book / "data/places.csv", "zz-new,New,village,,,,unlocated,,,,\n")
    assert reasons(book) == {"00_cover": "", "01_other": ""}
    assert not build.is_current(book)
    append(book / "data/events.csv", "\n")
    assert reasons(book) == {"00_cover": "data/events.csv", "01_other": ""}


def test_a_changed_module_runs_only_what_loaded_it(book):
    (book / "contested_ground/charts/new.py").touch()
    append(book / "contested_ground/site/links.py", "\n")
    assert reasons(book) == {"00_cover": "", "01_other": ""}
    assert not build.is_current(book)


def test_folders_are_no_input():
    """Python writes into them whenever it runs."""
    assert all((ROOT / name).is_file() for name in results.touched(ROOT))


def test_what_python_compiles_is_no_input(tmp_path):
    folder = tmp_path / "contested_ground/__pycache__"
    folder.mkdir(parents=True)
    (folder / "load.cpython-311.pyc").touch()
    (tmp_path / "contested_ground/load.py").touch()
    assert results.package_files(tmp_path) == [tmp_path / "contested_ground/load.py"]


def test_outputs_of_the_last_run_stand_in_cells_as_they_are_now(book):
    path = book / "notebooks/01_other.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["metadata"]["tags"] = ["answer"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    cell = results.with_outputs(path, book)["cells"][1]
    assert cell["metadata"]["tags"] == ["answer"]
    assert cell["outputs"][0]["text"] == ["other\n"]


@pytest.mark.parametrize("name", ["data/datapackage.json", "requirements.txt"])
def test_what_any_notebook_may_look_into_runs_all(book, name):
    append(book / name, "\n")
    assert reasons(book) == {"00_cover": name, "01_other": name}


def test_a_changed_cell_runs_its_notebook_and_changed_words_none(book):
    write(book, "01_other", "# Other\n\nOther words.", "print('other')")
    assert reasons(book) == {"00_cover": "", "01_other": ""}
    assert not build.is_current(book)
    write(book, "01_other", "# Other\n\nOther words.", "print('more')")
    assert reasons(book) == {"00_cover": "", "01_other": "its code"}


def test_other_packages_run_all(book, monkeypatch):
    assert sys.version in results.installed()
    assert f"pytest-{pytest.__version__}.dist-info" in results.installed()
    monkeypatch.setattr(results, "installed", lambda: "Python 4")
    assert set(reasons(book).values()) == {"the packages installed"}
    assert not build.is_current(book)


@pytest.mark.parametrize("name", ["reference/terms.md", "_static/book.css", "contested_ground/charts/new.json"])
def test_no_input_is_forgotten(book, name):
    """Pages in Markdown, styles and the package's data files count, which once they did not."""
    path = book / name
    append(path, "\n") if path.exists() else path.write_text("{}")
    assert not build.is_current(book)


def test_two_files_that_change_places_are_a_change(tmp_path):
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).mkdir(exist_ok=True)
        (tmp_path / one / "x.csv").write_text(other)
    paths = [tmp_path / "a/x.csv", tmp_path / "b/x.csv"]
    before = results.digest(paths, tmp_path)
    paths[0].write_text("a")
    paths[1].write_text("b")
    assert results.digest(paths, tmp_path) != before


def test_a_changed_chapter_and_another_seed_give_the_same_book_again(book):
    """Words changed and put back, another hash seed and time zone: the same bytes, no leftover of what was between."""
    first = snapshot(book)
    (book / "_build/html/downloads/gone.csv").write_text("a table that was removed")
    write(book, "01_other", "# Other\n\nWords between.", "print('between')")
    done = make(book, PYTHONHASHSEED="1", TZ="Pacific/Auckland")
    assert done.returncode == 0, done.stderr
    assert "01_other has run (its code)" in done.stdout
    assert "00_cover has run" not in done.stdout
    assert b"Words between" in snapshot(book)[Path("notebooks/01_other.html")]
    write(book, "01_other", "# Other\n\nWords.", "print('other')")
    assert make(book, PYTHONHASHSEED="2").returncode == 0
    second = snapshot(book)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_a_dead_row_link_fails_each_time_and_leaves_the_last_good_site(book):
    good = snapshot(book)
    write(book, "01_other", "# Other\n\nSee [the place](place:shushaa), [nothing](nowhere.md).", "print('other')")
    for _ in range(2):  # Sphinx warns of a document once: the second try must not pass
        done = make(book)
        assert done.returncode != 0
        assert "notebooks/01_other, cell 1: [the place](place:shushaa): no such place; nearest: shusha" in done.stderr
        assert "nowhere.md" in done.stderr
        assert snapshot(book) == good
        assert not build.is_current(book)


def test_an_unknown_part_of_the_shelf_or_one_in_a_chapter_fails_the_build(book):
    (book / "reference/terms.md").write_text("# Terms\n\n```{shelf} turms\n```\n", encoding="utf-8")
    write(book, "01_other", "# Other\n\n```{shelf} terms\n```", "1")
    done = make(book)
    assert done.returncode != 0
    assert "a part of the shelf stands on a page of reference/: its links carry no cards" in done.stderr
    assert "no part 'turms'; write one of" in done.stderr


def test_all_failures_are_told_and_what_ran_is_kept(book):
    write(book, "00_cover", "# Cover", "raise ValueError('the reason')")
    write(book, "01_other", "# Other", "1 / 0")
    append(book / "_toc.yml", "  - file: notebooks/02_more\n")
    write(book, "02_more", "# More", "print('more')")
    with pytest.raises(build.BuildError, match=r"00_cover.ipynb failed[\s\S]*the reason[\s\S]*01_other[\s\S]*ZeroDiv"):
        results.execute(book)
    assert reasons(book) == {"00_cover": "its code", "01_other": "its code", "02_more": ""}


@pytest.mark.parametrize("signal", [9, 11])
def test_a_kernel_that_is_killed_is_told(tmp_path, signal):
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, "dies", "# Dies", f"import os\nos.kill(os.getpid(), {signal})")
    with pytest.raises(results.BuildError, match=r"dies.ipynb failed:\n.*its process was killed"):
        results.run(tmp_path / "notebooks/dies.ipynb")


def test_a_cell_that_never_ends_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "TIMEOUT", 5)
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, "waits", "# Waits", "import time\ntime.sleep(60)")
    with pytest.raises(results.BuildError, match=r"waits.ipynb failed:\n.*timed out"):
        results.run(tmp_path / "notebooks/waits.ipynb")


def test_data_edited_and_put_back_while_a_notebook_runs_is_seen(book):
    table = book / "data/terms.csv"
    code = f"from pathlib import Path\np = Path({str(table)!r})\nt = p.read_text()\np.write_text('')\np.write_text(t)"
    write(book, "01_other", "# Other", code)
    with pytest.raises(build.BuildError, match=r"data/terms.csv changed while the book was being built"):
        results.execute(book)
    assert reasons(book)["01_other"] == "its code"


def test_a_second_build_says_that_it_waits(book, capsys):
    with (book / "_build/lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write("4711")
        lock.flush()
        waiting = threading.Thread(target=build.build, args=(book,))
        waiting.start()
        said, end = "", time.monotonic() + 60
        while "waiting" not in said and time.monotonic() < end:
            time.sleep(0.01)
            said += capsys.readouterr().out
        assert "Another build is at work here (process 4711); waiting" in said
        assert waiting.is_alive()
    waiting.join(60)
    assert "up to date" in capsys.readouterr().out


def test_a_home_that_cannot_be_written_is_no_notice_in_a_page(book):
    """Matplotlib would say so on stderr, in the page of whichever notebook draws first."""
    write(book, "01_other", "# Other", "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots()\nplt.close()")
    script = (
        "import sys; from pathlib import Path; from contested_ground import results; results.execute(Path(sys.argv[1]))"
    )
    env = {"HOME": "/proc/none", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", script, book], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    ran = nbformat.read(results.result_of(book / "notebooks/01_other.ipynb", book), as_version=4)
    assert ran.cells[1].outputs == []
    assert "MPLCONFIGDIR" not in done.stderr


PICTURE = """from IPython.display import Image
Image(data=bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
))"""


def test_update_stores_outputs_and_keeps_the_rest(book, capsys):
    path = book / "notebooks/01_other.ipynb"
    write(book, "01_other", "# Other", PICTURE)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata = {"tags": ["remove-input"], "mine": {"kept": True}, "execution": {"iopub": "now"}}
    nbformat.write(notebook, path)
    build.update(book)
    assert "notebooks/01_other.ipynb: cells [2]" in capsys.readouterr().out
    cell = nbformat.read(path, as_version=4).cells[1]
    assert cell.metadata == {"tags": ["remove-input"], "mine": {"kept": True}}
    assert cell.execution_count == 1
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 140  # no picture in one line
    before = path.read_bytes()
    build.update(book)
    assert path.read_bytes() == before


def ways(book, page):
    """What a page of the built book offers by address: {words of the link: address}, and its canonical address."""
    document = html.parse(str(book / f"_build/html/{page}.html"), html.HTMLParser(encoding="utf-8")).getroot()
    links = {link.text_content(): link.get("href") for link in document.xpath("//div[@class='cg-foot']//a")}
    wanted = ("Download notebook", "Run on Binder", "Open in Colab", "Edit this page", "Repository")
    return {name: links.get(name) for name in wanted}, document.xpath("//link[@rel='canonical']/@href")


def test_addresses_bring_buttons_and_maps_and_none_bring_none(book):
    offered, canonical = ways(book, "notebooks/01_other")
    assert {name for name, link in offered.items() if link} == {"Download notebook"}
    assert not canonical
    assert not (book / "_build/html/sitemap.xml").exists()
    path, where = book / "_config.yml", "https://github.com/someone/a-book"
    text = path.read_text(encoding="utf-8").replace('repository_url: ""', f"repository_url: {where}/")
    text = text.replace("repository_branch: main", "repository_branch: next")
    path.write_text(text.replace('baseurl: ""', "baseurl: https://example.org/book"), encoding="utf-8")
    assert (done := make(book)).returncode == 0, done.stderr
    offered, canonical = ways(book, "notebooks/01_other")
    assert offered == {
        "Download notebook": "01_other.ipynb",
        "Run on Binder": "https://mybinder.org/v2/gh/someone/a-book/next?urlpath=lab/tree/notebooks/01_other.ipynb",
        "Open in Colab": "https://colab.research.google.com/github/someone/a-book/blob/next/notebooks/01_other.ipynb",
        "Edit this page": f"{where}/edit/next/notebooks/01_other.ipynb",
        "Repository": where,
    }
    assert nbformat.read(book / "_build/html/notebooks/01_other.ipynb", as_version=4).cells
    assert canonical == ["https://example.org/book/notebooks/01_other.html"]
    offered, _ = ways(book, "reference/terms")
    assert offered["Edit this page"] == f"{where}/edit/next/reference/terms.md"
    assert not offered["Run on Binder"]
    site = book / "_build/html"
    assert "<loc>https://example.org/book/reference/terms.html</loc>" in (site / "sitemap.xml").read_text()
    assert "https://example.org/book/sitemap.xml" in (site / "robots.txt").read_text()


def test_a_plain_build_is_not_taken_for_the_finished_book(book):
    """`jupyter-book build .` writes into the same folder; what it leaves is built anew."""
    extension.disown(SimpleNamespace(outdir=book / "_build/html"))
    assert not build.is_current(book)


def test_the_new_site_replaces_the_old_as_a_whole(tmp_path):
    for name in ("html", "html.new"):
        (tmp_path / "_build" / name).mkdir(parents=True)
        (tmp_path / "_build" / name / f"{name}.csv").touch()
    build.publish(tmp_path)
    assert [path.name for path in (tmp_path / "_build").iterdir()] == ["html"]
    assert [path.name for path in (tmp_path / "_build/html").iterdir()] == ["html.new.csv"]


@pytest.mark.proof
def test_a_killed_build_leaves_the_last_good_site(book):
    good = snapshot(book)
    write(book, "01_other", "# Other\n\nSee [the place](place:shushaa).", "print('other')")
    script = "import sys; from pathlib import Path; from contested_ground import build; build.build(Path(sys.argv[1]))"
    running = subprocess.Popen([sys.executable, "-c", script, book], stderr=subprocess.DEVNULL)
    while not list((book / "_build").glob("html.new/notebooks/*.html")) and running.poll() is None:
        time.sleep(0.05)
    running.kill()
    running.wait()
    assert snapshot(book) == good
    assert make(book).returncode != 0


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
    (tmp_path / "pyproject.toml").touch()
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
    body = pages.mend_tables(
        '<table border="1" class="dataframe"><thead><tr><th></th><th>a</th></tr></thead>'
        "<tbody><tr><th>x</th><td>1</td></tr></tbody></table>"
    )
    assert "<td></td>" in body
    assert '<th scope="col">a</th>' in body
    assert '<th scope="row">x</th>' in body


def test_a_style_stands_once():
    assert pages.once("<style>a</style>1<style>a</style>2<style>b</style>") == "<style>a</style>12<style>b</style>"


def test_figures_files_are_written(tmp_path):
    app = SimpleNamespace(outdir=tmp_path)
    body = '<a class="cg-csv" download="{0}.csv" href="{1}">Data</a>'
    two = body.format("one", "data:text/csv;base64,YSxiCg==") + body.format("two", "data:text/csv;base64,Ywo=")
    linked = body.format("one", "../figures/one.csv") + body.format("two", "../figures/two.csv")
    assert assets.write_files(app, "notebooks/07", two) == linked
    assert [(tmp_path / f"figures/{name}.csv").read_text() for name in ("one", "two")] == ["a,b\n", "c\n"]


def test_a_kernel_has_the_tables_at_hand(tmp_path):
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, "one", "# One", "from contested_ground.data import tables\nprint(len(tables._loaded))")
    notebook, used = results.run(tmp_path / "notebooks/one.ipynb")
    assert notebook.cells[1].outputs[0]["text"] == "1\n"
    assert used["tables"] == []


def test_every_warning_of_sphinx_is_an_error_and_all_are_told(tmp_path, monkeypatch):
    asked = {}

    def build_sphinx(*folders, **options):
        asked.update(options, folders=folders)
        return 0

    monkeypatch.setattr("jupyter_book.sphinx.build_sphinx", build_sphinx)
    doctrees = tmp_path / "_build/.doctrees.book"
    doctrees.mkdir(parents=True)
    (doctrees / "read.doctree").touch()
    (doctrees / "finished").touch()
    build.render(tmp_path)
    assert asked.pop("folders") == (tmp_path, tmp_path / "_build/html.new")
    overrides = asked.pop("confoverrides")
    assert overrides.pop("latex_individualpages") is False  # Jupyter Book asks
    assert overrides == {
        "external_toc_path": "_toc.yml", "nitpicky": True, "nb_execution_mode": "off",
        "contested_ground_results": True,
    }  # fmt: skip
    assert asked == {
        "noconfig": True, "path_config": tmp_path / "_config.yml", "doctreedir": doctrees, "warningiserror": True,
        "keep_going": True, "quiet": True,
    }  # fmt: skip
    assert (doctrees / "read.doctree").exists()
    (doctrees / "finished").unlink(missing_ok=True)  # as a build does that doesn't finish
    monkeypatch.setattr("jupyter_book.sphinx.build_sphinx", lambda *folders, **options: 1)
    with pytest.raises(build.BuildError, match="each of which counts as an error"):
        build.render(tmp_path)
    assert not doctrees.exists()


def test_downloads_are_written_over_those_of_the_last_build(tmp_path, monkeypatch):
    app = SimpleNamespace(outdir=tmp_path, env=SimpleNamespace(found_docs=set()))
    app.contested_ground_rows = SimpleNamespace(folder="data", tables="tables")
    for text in (b"old", b"new"):
        monkeypatch.setattr(assets.downloads, "files", lambda folder, tables, text=text: [(f"{folder}-{tables}", text)])
        assets.write_downloads(app)
    assert (tmp_path / "downloads/data-tables").read_bytes() == b"new"


def test_unsound_data_stop_a_build_before_a_page_is_made(book, capsys, monkeypatch):
    monkeypatch.chdir(book)
    build.sound(book)
    assert capsys.readouterr().out == "0 findings\n"
    path = book / "data/terms.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",claims,", ",claimed,", 1), encoding="utf-8")
    with pytest.raises(build.BuildError, match=r"^data/terms.csv:\d+[\s\S]*\n\d findings; no page was made$"):
        build.build(book, before_all=build.sound)
    assert not build.is_current(book)


def test_a_run_leaves_no_channel_open(tmp_path, caplog):
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, "one", "# One", "1 + 1")
    results.run(tmp_path / "notebooks/one.ipynb")
    gc.collect()  # a client that ends with open channels says so
    assert not caplog.records


@pytest.mark.proof
def test_a_plain_build_makes_the_same_pages(book):
    """`jupyter-book build .` needs nothing of ours but the extension, and shows an edit between two builds of ours."""
    ours = {path: text for path, text in snapshot(book).items() if path.suffix == ".html"}
    plain = [Path(sys.executable).with_name("jupyter-book"), "build", book]
    subprocess.run(plain, check=True, capture_output=True)
    assert {path: text for path, text in snapshot(book).items() if path.suffix == ".html"} == ours
    write(book, "00_cover", "# Cover\n\nEdited.", "print('edited')")
    subprocess.run(plain, check=True, capture_output=True)
    assert b"Edited." in snapshot(book)[Path("notebooks/00_cover.html")]
    assert not build.is_current(book)


def test_kernels_heed_no_settings_of_the_user(tmp_path, monkeypatch):
    for name in ("IPYTHONDIR", "MPLCONFIGDIR", "MPLBACKEND"):
        monkeypatch.setenv(name, "the user's own")
    (tmp_path / "_build").mkdir()
    kernels.plain_settings(tmp_path)
    assert os.environ["IPYTHONDIR"] == str(tmp_path / "_build/.ipython")
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "_build/.matplotlib")
    assert os.environ["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
    settings = (tmp_path / "_build/.ipython/profile_default/ipython_kernel_config.py").read_text()
    assert settings.splitlines() == [
        "c.IPKernelApp.log_level = 50",
        'c.InteractiveShellApp.matplotlib = "inline"',
        "c.HistoryManager.enabled = False",
    ]


def test_of_a_figures_html_a_hash_is_stored(tmp_path, monkeypatch):
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    output["data"] = {"text/plain": "x", build.FIGURE: {"id": "x", "html": "<figure>"}}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "x", "execution_count": 1, "outputs": [output]}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    monkeypatch.setattr(build, "with_outputs", lambda path, root: notebook)
    (stored,) = build.refreshed(tmp_path).cells[0].outputs
    assert list(stored["data"]) == ["text/plain"]
    assert stored.metadata["site"] == hashlib.sha256(b"<figure>").hexdigest()[:12]
