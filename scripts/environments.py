"""Does the book run elsewhere? Tries each environment and prints a table: `python scripts/environments.py [WORD …]`.

With words, only the environments whose names hold one of them. A Python that isn't installed is marked untested.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOBODY = 65534
LETTERS = "Книга, գիրք, წიგნი, كتاب, kitab ğüşəı"
# What must work: the tables, their contract, and a figure with the map's relief and the book's fonts, drawn alike.
PROBE = """
import hashlib, sys, tempfile
from pathlib import Path
import contested_ground
from contested_ground import load
from contested_ground.charts.figure import figure
from contested_ground.charts.maps.theatre import theatre_map
tables = load()
places = tables.places[tables.places["place_id"].isin(["shusha", "khankendi", "askeran", "aghdam", "goris", "tartar"])]
made = figure(id="probe", title="A map", subtitle="s", note="n", alt="a", data=places[["place_id", "label"]],
              height=(640, 440))(lambda ax: theatre_map(places, ax=ax))
path = made.save(Path(tempfile.mkdtemp()) / "probe.png")
assert len(tables) > 10 and path.stat().st_size > 50_000, path.stat().st_size
print("OK", sys.version.split()[0], len(tables.events), hashlib.sha256(made.svg().encode()).hexdigest()[:10],
      contested_ground.__file__)
"""


class UnlikeError(Exception):
    """An environment in which something failed; the message is the last line that it said."""


def run(command, cwd, env=None, user=None, umask=-1):
    """What `command` prints. Raises UnlikeError."""
    done = subprocess.run(
        command, cwd=cwd, env=env, user=user, extra_groups=[] if user else None, umask=umask,
        capture_output=True, text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()
        raise UnlikeError(said[-1])
    return done.stdout


def probe(python, cwd, first="", **more):
    """The probe's answer, under `python` in the folder `cwd`: version, number of events, the drawing's hash, where.

    `first`: a line of Python before it.
    """
    return run([python, "-c", first + PROBE], cwd, **more).split("OK ")[-1].split(maxsplit=3)


def copy(folder):
    """A copy of the clone without what was built in it."""
    left_out = shutil.ignore_patterns(".venv", ".git", "_build", "build", "*.egg-info", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder, ignore=left_out)
    return folder


def python(version):
    """The path of an installed Python of `version`, or None."""
    kept = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser().glob(f"versions/{version}.*/bin/python{version}")
    found = [shutil.which(f"python{version}"), f"/usr/bin/python{version}", *map(str, kept)]
    for path in filter(None, map(shutil.which, filter(None, found))):
        done = subprocess.run([path, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.strip()
    return None


def readable(path):
    """Whether another user than root reaches `path`."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in Path(path).resolve().parents)


def fresh(folder, version):
    """The Python of a new, empty virtual environment. Raises UnlikeError."""
    run([python(version), "-m", "venv", folder], ROOT)
    return str(folder / "bin/python")


def wheel(scratch):
    """`pip install .` in an empty environment outside the clone."""
    source, inside = copy(scratch / "source"), fresh(scratch / "installed", "3.11")
    run([inside, "-m", "pip", "install", "--quiet", "."], source)
    shutil.rmtree(source)
    found = probe(inside, "/")
    if "site-packages" not in found[3]:
        raise UnlikeError(f"the package is read from {found[3]}")
    return found


def requirements(version):
    """`pip install -r requirements.txt` alone, as Binder and Colab do."""

    def with_version(scratch):
        source, inside = copy(scratch / "source"), fresh(scratch / "installed", version)
        run([inside, "-m", "pip", "install", "--quiet", "-r", "requirements.txt"], source)
        return probe(inside, "/")

    return with_version


def setting(**change):
    """The package as it stands here, with environment variables changed; None takes one away."""

    def changed(scratch):
        env = {name: value for name, value in (os.environ | change).items() if value is not None}
        return probe(sys.executable, scratch, env=env)

    return changed


def turkish(scratch):
    """A locale where a capital i has a dot and decimals a comma; made here, since few machines have it.

    None where the system has no sources for it (on Debian: the package locales).
    """
    try:
        run(["localedef", "-i", "tr_TR", "-f", "UTF-8", scratch / "tr_TR.UTF-8"], scratch)
    except (UnlikeError, FileNotFoundError):
        return None
    env = os.environ | {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(scratch)}
    return probe(sys.executable, scratch, "import locale; assert locale.setlocale(locale.LC_ALL, '')", env=env)


def binder(scratch):
    """What repo2docker does with .binder/: its requirements from the root of the clone, then postBuild."""
    source, inside = copy(scratch / "source"), fresh(scratch / "installed", "3.11")
    run([inside, "-m", "pip", "install", "--quiet", "-r", ".binder/requirements.txt"], source)
    env = os.environ | {"PATH": f"{Path(inside).parent}:{os.environ['PATH']}"}
    run([source / ".binder/postBuild"], source, env=env)
    return probe(inside, "/")


def hard(scratch):
    """`make book` by another user, without git, uv or a home, in C's locale, under umask 077, at a path of all letters.

    None where it cannot be tried: not started as root, or no Python that other users reach.
    """
    found = next((path for path in ("/usr/bin/python3.11", python("3.11")) if path and readable(path)), None)
    if os.getuid() or found is None:
        return None
    tools = scratch / "bin"
    tools.mkdir()
    for tool in ("sh", "sed", "awk", "mkdir", "rm", "touch", "tail", "make", "env", "cc", "gcc"):
        if shutil.which(tool):
            (tools / tool).symlink_to(shutil.which(tool))
    source = copy(scratch / LETTERS)
    for path in (scratch, source, *source.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    env = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL", "OPENBLAS"))}
    env |= {"PATH": str(tools), "LC_ALL": "C", "TZ": "Pacific/Chatham"}
    run(["make", "book", f"PYTHON={found}"], source, env=env, user=NOBODY, umask=0o077)
    if not (source / "_build/html/index.html").is_file():
        raise UnlikeError("make book ended well, but there is no _build/html/index.html")
    return probe(source / ".venv/bin/python", source, env=env, user=NOBODY, umask=0o077)


ENVIRONMENTS = {
    "LC_ALL=C": setting(LC_ALL="C", LANG=None, PYTHONUTF8="0"),
    "Turkish locale": turkish,
    "time zone Pacific/Chatham": setting(TZ="Pacific/Chatham"),
    "time zone America/Anchorage": setting(TZ="America/Anchorage"),
    "no home": setting(HOME=None, MPLCONFIGDIR=None, XDG_CACHE_HOME=None),
    "another hash seed": setting(PYTHONHASHSEED="7"),
    "pip install ., outside the clone": wheel,
    "requirements.txt alone, Python 3.11": requirements("3.11"),
    "requirements.txt alone, Python 3.12": requirements("3.12"),
    "requirements.txt alone, Python 3.13": requirements("3.13"),
    "Binder's files": binder,
    "make book: not root, no git, no uv, no home, LC_ALL=C, umask 077, all letters": hard,
}


def main(words):
    """Try the environments and print the table; the exit code."""
    failed, drawings = 0, {}
    print("| environment | Python | drawing | seconds | result |\n| --- | --- | --- | --- | --- |")
    for name, attempt in ENVIRONMENTS.items():
        if words and not any(word in name for word in words):
            continue
        version = name.rpartition("Python ")[2] if "Python " in name else "3.11"
        start, seen, result = time.monotonic(), ("", "", "", ""), "works"
        with tempfile.TemporaryDirectory(prefix="environment-") as scratch:
            try:
                tried = python(version) and attempt(Path(scratch))
                seen, result = (tried, result) if tried else (seen, "untested: no such Python or locale, or not root")
            except UnlikeError as error:
                failed, result = failed + 1, f"FAILS: {error}"
        drawings.setdefault(seen[2], []).append(name)
        print(f"| {name} | {seen[0]} | {seen[2]} | {time.monotonic() - start:.0f} | {result} |", flush=True)
    drawings.pop("", None)
    if len(drawings) > 1:
        print("Drawn differently:", *drawings.values(), sep="\n  ")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
