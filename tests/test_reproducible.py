"""The same book, byte for byte, wherever and by whomever it is built."""

import os
import subprocess
import sys

import pytest
from tiny_book import copied, snapshot, unlike

LETTERS = "Книга, գիրք, წიგნი, كتاب, kitab ğüşəı"
ELSEWHERE = {"TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}
TURNED = '''"""Folders are listed in another order than elsewhere, as another file system lists them."""
import os

listed, scanned = os.listdir, os.scandir


class Turned:
    def __init__(self, path="."):
        with scanned(path) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name[::-1], reverse=True))

    def __iter__(self):
        return self.entries

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    close = __exit__


os.scandir = Turned
os.listdir = lambda path=".": sorted(listed(path), key=lambda name: name[::-1], reverse=True)
'''


@pytest.mark.proof
def test_two_clean_builds_are_alike(clean, tmp_path):
    """The second in another zone, locale, mask, hash seed and order of folders, at a path of all letters."""
    book = copied(tmp_path / LETTERS / "the book")
    (tmp_path / "sitecustomize.py").write_text(TURNED, encoding="utf-8")
    command = [sys.executable, "-m", "contested_ground.build"]
    subprocess.run(
        command, cwd=book, env=os.environ | ELSEWHERE | {"PYTHONPATH": str(tmp_path)}, umask=0o077, check=True
    )
    assert unlike(snapshot(clean), snapshot(book)) == []
