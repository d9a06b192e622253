"""The house itself: rooms whose arrows run one way, modules of a readable length, folders that say what they hold."""

import ast

import pytest

from contested_ground import build

PACKAGE = build.ROOT / "contested_ground"
FLOOR = {"data": 0, "check": 1, "analysis": 1, "charts": 2, "site": 3}  # a room imports from lower floors, and itself
LONGEST = 300  # lines
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(tree):
    """Every module that a syntax tree imports, at its top or in a function, by its dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def backward(path, text):
    """The imports of a module that run against the arrows. `path`: its parts in the package."""
    room = path[0] if path[0] in FLOOR else None
    wrong = []
    for name in imported(ast.parse(text)):
        parts = name.split(".")
        if parts[0] in ("sphinx", "docutils", "jupyter_book") and room != "site":
            wrong.append(name)
        elif parts[0] == "contested_ground" and room and parts[1:2] not in ([], [room], ["__version__"], ["FIGURE"]):
            other = FLOOR.get(
                parts[1], 4
            )  # what stands beside the rooms, build.py, results.py and kernels.py, is above them
            if other >= FLOOR[room] and not (room == "site" and parts[1] in ("build", "results")):
                wrong.append(name)
    return wrong


def own_parts(path):
    return path.relative_to(PACKAGE).parts


def test_arrows_run_one_way():
    rooms = [path for path in MODULES if path.name != "build.py"]
    wrong = {str(path.relative_to(PACKAGE)): backward(own_parts(path), path.read_text("utf-8")) for path in rooms}
    assert {name: names for name, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("data", "from contested_ground.check import rules"),
        ("check", "import contested_ground.analysis.claims"),
        ("analysis", "def late():\n    from contested_ground.charts import style"),
        ("charts", "from contested_ground.site import links"),
        ("analysis", "from contested_ground import build"),
        ("charts", "from sphinx.util import logging"),
    ],
)
def test_an_arrow_that_runs_back_is_seen(room, line):
    assert backward((room, "x.py"), line)
    assert backward((room, "x.py"), "from contested_ground.data import dates\nimport pandas") == []


def test_no_module_is_long():
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_modules_and_folders_say_what_they_hold():
    silent = [
        str(path.relative_to(PACKAGE)) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
    bare = [
        folder.name
        for folder in PACKAGE.rglob("*")
        if any(folder.glob("*.py")) and not (folder / "__init__.py").exists()
    ]
    assert bare == []
