"""What tests share: the built site, a headless browser, a tiny book."""

import gzip
import os
import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import tiny_book
from support import Kept, once, picked

from contested_ground import build
from contested_ground.data import tables
from contested_ground.data.lines import read_rows

ROOT = build.ROOT
REQUIRED = "CONTESTED_GROUND_BROWSER"  # set to "required", a missing browser fails instead of skipping
# Chromium as root in a container; the rest keeps it from looking up its maker's hosts.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site():
    """The folder of the built site, made now when it isn't current, in a process that gives its memory back."""
    subprocess.run([sys.executable, "-m", "contested_ground.build"], cwd=ROOT, check=True)
    return ROOT / "_build/html"


class Compressed(SimpleHTTPRequestHandler):
    """Serves files as a web host does, compressed."""

    def do_GET(self):
        data = gzip.compress(Path(self.translate_path(self.path)).read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words):
        pass


class Server(ThreadingHTTPServer):
    """One that lets many connections wait, as nine pages open at once: of more than five the system drops some."""

    request_queue_size = 256


@pytest.fixture(scope="session")
def served(site):
    """The site's address on a server of this machine."""
    server = Server(("127.0.0.1", 0), partial(Compressed, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the site, as paths in its folder."""
    return sorted(page.relative_to(site) for page in site.rglob("*.html") if "_static" not in page.parts)


@pytest.fixture(scope="session")
def chromium_path():
    """The system's own Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        message = "no Chromium found: install it (on Debian: apt install chromium) to test the site"
        (pytest.fail if os.environ.get(REQUIRED) == "required" else pytest.skip)(message)
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path):
    """A headless browser, for one file of tests: its event loop must be gone when a notebook's tests start theirs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def rows():
    """The rows of each table as the check reads them, by the table's name."""
    read = {}
    for name, resource in tables.contract()["tables"].items():
        columns = [field["name"] for field in resource["schema"]["fields"]]
        read[name], _ = read_rows(tables.DATA / resource["path"], columns)
    return read


@pytest.fixture(scope="session")
def cold(tmp_path_factory):
    """The tiny book, built once for all; to be copied, not changed."""
    return Path(once(tmp_path_factory, "tiny", tiny_book.tiny))


@pytest.fixture
def book(cold, tmp_path):
    """The tiny book, built, to change."""
    return shutil.copytree(cold, tmp_path / "book", symlinks=True)


@pytest.fixture(scope="session")
def clean(tmp_path_factory):
    """A copy of the whole book, built from nothing, once for all; to be copied, not changed."""
    return Path(once(tmp_path_factory, "whole", tiny_book.whole))


@pytest.fixture
def kept(snapshot):
    """A function that compares a text with the file of a name."""

    def compare(text, name):
        stem, ending = name.split(".")
        assert text == snapshot(name=stem, extension_class=type(ending, (Kept,), {"file_extension": ending}))

    return compare


@pytest.fixture(scope="module")
def sample():
    """The tables, of each the rows in sample.json."""
    return picked(tables.shared(), "tests/sample.json")
