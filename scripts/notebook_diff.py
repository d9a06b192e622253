"""What changed in the notebooks since a commit (by default the last): words and code, no outputs. `make diff`."""

import difflib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def source(text):
    """A notebook's cells as lines, each cell under a line that says its kind; nothing for a notebook not there."""
    lines = []
    for cell in json.loads(text)["cells"] if text else ():
        tags = " ".join(cell["metadata"].get("tags", ()))
        lines += [f"--- {cell['cell_type']} {tags}".rstrip(), *"".join(cell["source"]).splitlines()]
    return lines


def main(commit="HEAD"):
    """Print a unified diff of every notebook that differs from `commit` in its source."""
    git = ["git", "-C", str(ROOT)]
    before = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", commit, "notebooks/"], capture_output=True, text=True
    )
    names = {name for name in before.stdout.split() if name.endswith(".ipynb")}
    names |= {f"notebooks/{path.name}" for path in ROOT.glob("notebooks/*.ipynb")}
    for name in sorted(names):
        old = subprocess.run([*git, "show", f"{commit}:{name}"], capture_output=True, text=True).stdout
        new = (ROOT / name).read_text(encoding="utf-8") if (ROOT / name).exists() else ""
        for line in difflib.unified_diff(source(old), source(new), f"{commit}:{name}", name, lineterm=""):
            print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
