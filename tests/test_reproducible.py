"""The same book, byte for byte, wherever and by whomever it is built."""

import os
import subprocess
import sys

import pytest
from tiny_book import copied, snapshot, unlike

LETTERS = "Книга, գիրք, წიგნი, كتاب, kitab ğüşəı"
ELSEWHERE = {"TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "0"}


@pytest.mark.proof
def test_two_clean_builds_are_alike(clean, tmp_path):
    """The second in another zone and locale, under another mask and hash seed, at a path of spaces and all letters."""
    book = copied(tmp_path / LETTERS / "the book")
    command = [sys.executable, "-m", "contested_ground.build"]
    subprocess.run(command, cwd=book, env=os.environ | ELSEWHERE, umask=0o077, check=True)
    assert unlike(snapshot(clean), snapshot(book)) == []
