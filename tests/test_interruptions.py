"""Builds that are interrupted, killed, run at once or run out of disk: the last good site stays, the next is right."""

import datetime
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_book import append, snapshot, unlike, write

from contested_ground import build, results

WEEK = datetime.date.today().isocalendar()
COMMAND = (sys.executable, "-m", "contested_ground.build")
MOMENTS, WHOLE_MOMENTS = 20, 2
WHOLE_SECONDS = 30  # the whole book takes longer than this, all notebooks run
PATIENCE = 5  # seconds until no process of an ended build may be left
TURNS = [(number, whom) for number in (signal.SIGINT, signal.SIGKILL) for whom in (os.kill, os.killpg)]
LAST_WORDS = "Interrupted; the last good site stays"


class Build:
    """`make book` in a folder, in a process group of its own; what it says goes to a file."""

    def __init__(self, book, said, largest=resource.RLIM_INFINITY):
        self.mark, self.said = uuid.uuid4().hex, said

        def before():
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # which a shell ignores for what runs in the background
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

        with said.open("w") as out:
            self.process = subprocess.Popen(
                COMMAND, cwd=book, env=os.environ | {"BUILD_MARK": self.mark}, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=before,
            )  # fmt: skip

    def end(self, seconds=600):
        """The exit code and what was said, when it has ended."""
        return self.process.wait(seconds), self.said.read_text(encoding="utf-8")

    def left(self):
        """Every process that it started, or that those started, and that still runs, by number: {number: command}."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (folder / "environ").read_bytes():
                    found[folder.name] = (folder / "cmdline").read_bytes()
            except OSError:  # it has just ended
                continue
        return found

    def nothing_left(self):
        """Whether all its processes are gone before patience is."""
        until = time.monotonic() + PATIENCE
        while (found := self.left()) and time.monotonic() < until:
            time.sleep(0.05)
        return found == {}


def edited(book):
    """The tiny book with both notebooks to run anew and every page to read anew, one notebook a second long."""
    append(book / "requirements.txt", "\n")
    write(book, "01_other", "# Other\n\nOther words.", "import time\ntime.sleep(1)\nprint('more')")
    return book


@pytest.fixture(scope="module")
def undisturbed(cold, tmp_path_factory):
    """The site of the edited book, built without a disturbance, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    book = edited(shutil.copytree(cold, folder / "book"))
    start = time.monotonic()
    code, said = Build(book, folder / "said.txt").end()
    assert code == 0, said
    return snapshot(book), time.monotonic() - start


def interrupt(book, said, after, number, whom):
    """Build, and send a signal to the process or its group after some seconds. Whether it was still at work."""
    disturbed = Build(book, said)
    assert len(disturbed.left()) == 1  # the build is seen, or nothing would be proved by seeing none later
    time.sleep(after)
    if at_work := disturbed.process.poll() is None:
        whom(disturbed.process.pid, number)
    code, words = disturbed.end(30)
    assert disturbed.nothing_left(), disturbed.left()
    if code == 0:  # a moment after its last step
        return False
    assert at_work
    if number == signal.SIGINT and code != -signal.SIGINT:  # which is Python's own end, before our first line
        assert (code, words.splitlines()[-1]) == (130, LAST_WORDS), words
        assert "Traceback" not in words
    return True


@pytest.mark.proof
@pytest.mark.parametrize("turn", range(MOMENTS))
def test_interrupted_at_any_moment(cold, undisturbed, tmp_path, turn):
    """A first build every fifth time; the moments lie in each twentieth of a build, at random."""
    wanted, seconds = undisturbed
    book = edited(shutil.copytree(cold, tmp_path / "book"))
    if turn % 5 == 4:
        shutil.rmtree(book / "_build")
    good = snapshot(book)
    after = seconds * (turn + random.Random(f"{WEEK.year}-{WEEK.week}-{turn}").random()) / MOMENTS
    if interrupt(book, tmp_path / "said.txt", after, *TURNS[turn % len(TURNS)]):
        made = snapshot(book) == wanted  # the last moments are after publishing
        assert made or snapshot(book) == good, unlike(snapshot(book), good)
        assert made or not build.is_current(book)
    code, said = Build(book, tmp_path / "again.txt").end()
    assert code == 0, said
    assert unlike(snapshot(book), wanted) == []


@pytest.mark.proof
@pytest.mark.parametrize("turn", range(WHOLE_MOMENTS))
def test_the_whole_book_interrupted(clean, tmp_path, turn):
    """All notebooks run and one has other words, which are taken back after the interruption."""
    good, book = snapshot(clean), shutil.copytree(clean, tmp_path / "book", symlinks=True)
    chapter, needs = book / "notebooks/02_foreign_powers.ipynb", book / "requirements.txt"
    before = chapter.read_text(encoding="utf-8"), needs.read_text(encoding="utf-8")
    chapter.write_text(before[0].replace("## In brief", "## Briefly"), encoding="utf-8")
    append(needs, "\n")
    after = WHOLE_SECONDS * random.Random(f"whole-{WEEK.year}-{WEEK.week}-{turn}").random()
    assert interrupt(book, tmp_path / "said.txt", after, *TURNS[(2 * turn + turn // 2) % len(TURNS)])
    assert unlike(snapshot(book), good) == []
    chapter.write_text(before[0], encoding="utf-8")
    needs.write_text(before[1], encoding="utf-8")
    code, said = Build(book, tmp_path / "again.txt").end()
    assert code == 0, said
    assert unlike(snapshot(book), good) == []


@pytest.mark.proof
def test_two_builds_at_once(cold, undisturbed, tmp_path):
    book = edited(shutil.copytree(cold, tmp_path / "book"))
    both = [Build(book, tmp_path / f"{n}.txt") for n in range(2)]
    ends = [one.end() for one in both]
    assert [code for code, _ in ends] == [0, 0], ends
    waiting = [said for _, said in ends if "Another build is at work here" in said]
    assert len(waiting) == 1
    assert waiting[0].endswith("_build/html is up to date\n")
    assert unlike(snapshot(book), undisturbed[0]) == []


@contextmanager
def small_disk(folder, megabytes):
    """A file system of some megabytes at `folder`; the test is skipped where none can be mounted."""
    folder.mkdir()
    options = f"size={megabytes}m"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.proof
@pytest.mark.parametrize("free", [0, 1, 4, 9])
def test_a_full_disk(cold, undisturbed, tmp_path, free):
    """With so many megabytes free the build fails, in one line of ours; with more it is right."""
    size = sum(path.stat().st_size + 4096 for path in cold.rglob("*")) // 2**20
    with small_disk(tmp_path / "disk", size + 200) as disk:
        book = edited(shutil.copytree(cold, disk / "book"))
        good, filler = snapshot(book), disk / "filler"
        with filler.open("wb") as file:
            file.write(bytes(shutil.disk_usage(disk).free - free * 2**20))
        failed = Build(book, tmp_path / "said.txt")
        code, said = failed.end()
        assert code == 1, said
        assert "No space left on device" in said
        assert "Traceback" not in said
        assert failed.nothing_left()
        assert unlike(snapshot(book), good) == []
        assert not build.is_current(book)
        filler.unlink()
        code, said = Build(book, tmp_path / "again.txt").end()
        assert code == 0, said
        assert unlike(snapshot(book), undisturbed[0]) == []


@pytest.mark.proof
def test_files_that_cannot_grow(cold, undisturbed, tmp_path):
    """What a quota does, for those who cannot mount: no file over 20 kB is written whole."""
    book, most = edited(shutil.copytree(cold, tmp_path / "book")), 20_000
    good = snapshot(book)
    limited = Build(book, tmp_path / "said.txt", largest=most)
    code, said = limited.end()
    assert code == 1, said
    assert "File too large" in said
    assert limited.nothing_left()
    assert unlike(snapshot(book), good) == []
    code, said = Build(book, tmp_path / "again.txt").end()
    assert code == 0, said
    assert unlike(snapshot(book), undisturbed[0]) == []


def killed_at(step, act):
    """Do `act` in a fork of this process, killed before its `step`-th change to a folder. Whether it came to that."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event, _):
            nonlocal left
            if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "ctypes.dlsym"):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(count)
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def sites(folder):
    """An old site with a new one beside it, each of a page and a picture."""
    for name in ("html", "html.new"):
        (folder / "_build" / name / "_static").mkdir(parents=True)
        for file in ("index.html", "_static/a.svg"):
            (folder / "_build" / name / file).write_text(name)
    return folder


def whole(book):
    """Of which one site the files in _build/html are, each file there: its name, else None."""
    told = {path.read_text() for path in (book / "_build/html").rglob("*.*")}
    return told.pop() if len(told) == 1 and len(snapshot(book)) == 2 else None


def test_killed_between_any_two_steps_of_publishing(tmp_path):
    book, seen, step = sites(tmp_path / "0"), [], 0
    while killed_at(step, lambda book=book: build.publish(book)):
        seen.append(whole(book))
        step += 1
        book = sites(tmp_path / str(step))
    assert set(seen) == {"html", "html.new"}
    assert whole(book) == "html.new"


def test_where_folders_cannot_be_swapped_the_next_build_puts_the_site_back(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "swapped", lambda *_: False)
    book, seen, step = sites(tmp_path / "0"), [], 0
    while killed_at(step, lambda book=book: build.publish(book)):
        build.restore(book)
        seen.append(whole(book))
        step += 1
        book = sites(tmp_path / str(step))
    assert set(seen) == {"html", "html.new"}
    assert whole(book) == "html.new"


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "one.ipynb"
    results.write_whole(path, "old")
    path.chmod(0o640)
    with pytest.raises(UnicodeEncodeError):
        results.write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    results.write_whole(path, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
    assert os.listdir(tmp_path) == ["one.ipynb"]
