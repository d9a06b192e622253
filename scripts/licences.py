"""The licences of what the book is built with: `python scripts/licences.py`, one line a package; 1 if one says none.

Read from the metadata of the installed packages that requirements.txt locks; nothing is looked up.
"""

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def locked():
    """The names that requirements.txt locks."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)


def licence(about):
    """The licence that a package's metadata states: its expression, its classifiers, or its first words."""
    if stated := about.get("License-Expression"):
        return stated
    said = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    said = [name for name in said if name != "OSI Approved"]
    return ", ".join(said) or (about.get("License") or "").strip().split("\n")[0][:60]


def listed():
    """(name, version, licence) of every locked package that is installed here."""
    for name in sorted(locked(), key=str.lower):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # for another system
            continue
        yield name, about["Version"], licence(about)


if __name__ == "__main__":
    rows = list(listed())
    for name, version, terms in rows:
        print(f"{name:32} {version:14} {terms or 'says none'}")
    silent = [name for name, _, terms in rows if not terms]
    print(f"{len(rows)} packages, {len(silent)} without a stated licence{': ' * bool(silent)}{', '.join(silent)}")
    sys.exit(bool(silent))
