"""The small changes that scripts/mutations.py draws from: edits of a module's syntax tree, and of cells of tables."""

import ast
import csv
import datetime
import itertools
import re
from collections import namedtuple
from functools import partial

import pytest

BROWSER = {"site", "pages", "chromium", "chromium_path"}
STORED = "tests/test_build.py::test_stored_outputs_are_current"
Edit = namedtuple("Edit", "kind line function change do")
OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Dropping these changes nothing here (a UTF-8 locale, sound zips), or only what a person reads.
IDLE_KEYWORDS = {"encoding", "errors", "strict", "help", "description", "metavar"}
SAYS = {"print", "exit", "warn", "warning", "error", "info", "Finding", "add_argument", "ArgumentParser"}
STATEMENTS = (ast.Expr, ast.AugAssign, ast.If, ast.For, ast.Raise, ast.Continue, ast.Assign)


def _name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _messages(node):
    """Whether a node only says something, imports, exports or annotates."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assert, ast.AnnAssign, ast.Raise)):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    if isinstance(node, ast.keyword) and node.arg in IDLE_KEYWORDS:
        return True
    return (isinstance(node, ast.Call) and _name(node) in SAYS) or (
        isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
    )


def _swap(node, field, value, kind):
    """An edit that puts `value` into a field of a node."""
    before, old = ast.unparse(node), getattr(node, field)
    setattr(node, field, value)
    after = ast.unparse(node)
    setattr(node, field, old)
    return kind, node, f"{before} → {after}", lambda: setattr(node, field, value)


def _drop(node, items, index, kind, also=None):
    def do():
        if isinstance(items[index], ast.stmt):
            items[index] = ast.Pass()
        else:
            del items[index]
            if also is not None:
                del also[index]

    shown = ast.unparse(also[index] if also is not None else items[index])
    return kind, items[index] or node, f"without {shown}", do


def _of_statements(node):
    for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
        for index, statement in enumerate(body if isinstance(body, list) else []):
            if not isinstance(statement, STATEMENTS) or (_messages(statement) and not isinstance(statement, ast.Raise)):
                continue
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], (ast.Name, ast.Tuple)):
                continue  # the next line would fail for want of the name
            if not (isinstance(statement, ast.If) and statement.orelse):
                yield _drop(node, body, index, "a statement dropped")


def _of_node(node):
    """The edits of one node, its children's left out."""
    yield from _of_statements(node)
    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            yield _swap(node, "ops", [OTHER[type(op)]()], "a comparison")
        case ast.BoolOp():
            yield _swap(node, "op", OTHER[type(node.op)](), "and, or")
        case ast.UnaryOp(op=ast.Not()):
            shown = f"{ast.unparse(node)} → {ast.unparse(node.operand)}"
            yield "not", node, shown, lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OTHER and not any(
            isinstance(side, (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple))
            or (isinstance(side, ast.Constant) and isinstance(side.value, (str, bytes)))
            for side in (left, right)
        ):
            yield _swap(node, "op", OTHER[type(op)](), "arithmetic")
        case ast.Constant(value=bool(value)):
            yield _swap(node, "value", not value, "true, false")
        case ast.Constant(value=int() | float()):
            yield _swap(node, "value", node.value + 1, "a number")
        case ast.If() | ast.IfExp():
            negated = ast.UnaryOp(ast.Not(), node.test)
            shown = f"{ast.unparse(node.test)} → {ast.unparse(negated)}"
            yield "a condition", node, shown, lambda: setattr(node, "test", negated)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield _swap(node, "value", ast.Constant(None), "a result")
        case ast.comprehension():
            for index in range(len(node.ifs)):
                yield _drop(node.iter, node.ifs, index, "a filter")
        case ast.Call():
            if isinstance(node.func, ast.Name) and node.func.id in CALLS:
                yield _swap(node, "func", ast.Name(CALLS[node.func.id]), "min, max, any, all")
            for index, keyword in enumerate(node.keywords):
                if keyword.arg not in {None, *IDLE_KEYWORDS}:
                    yield _drop(node, node.keywords, index, f"a keyword of {_name(node)}"[:9])
        case ast.List(elts=items) if len(items) > 1 and isinstance(node.ctx, ast.Load):
            for index in range(len(items)):
                yield _drop(node, items, index, "an item")
        case ast.Dict() if len(node.keys) > 1:
            for index in range(len(node.keys)):
                yield _drop(node, node.keys, index, "an item", node.values)
            for index in range(len(node.keys) - 1):
                one, other = node.values[index : index + 2]
                if isinstance(one, ast.Constant) and isinstance(other, ast.Constant) and one.value != other.value:
                    values = [*node.values]
                    values[index : index + 2] = other, one
                    shown = f"{ast.unparse(one)} ↔ {ast.unparse(other)}"
                    yield "two constants swapped", one, shown, partial(setattr, node, "values", values)


def edits(tree, file):
    """Every edit of a module, in the order of its text; `do` makes it in the tree."""

    def walk(node, function):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            function = f"{function}.{node.name}".lstrip(".")
        if _messages(node) or ("/check/" in file and isinstance(node, ast.JoinedStr)):
            return
        for kind, place, change, do in _of_node(node):
            yield Edit(kind, getattr(place, "lineno", 0), function, " ".join(change.split()), do)
        if file.startswith("contested_ground/analysis/derived/") and isinstance(node, ast.Return) and node.value:
            one = ast.BinOp(node.value, ast.Add(), ast.Constant(1))
            yield Edit("a derived number", node.lineno, function, *_swap(node, "value", one, "")[2:])
        for name, children in ast.iter_fields(node):
            if name not in ("decorator_list", "annotation", "returns"):
                for child in children if isinstance(children, list) else [children]:
                    if isinstance(child, ast.AST):
                        yield from walk(child, function)

    return walk(tree, "")


def function_lines(tree):
    """First and last line of every function, outer ones first."""
    return [(node.lineno, node.end_lineno) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


NUMBERS = {
    "claims": ("low", "point", "high"),
    "population": ("low", "count", "high", "share_percent"),
    "second_reading": ("low", "point", "high"),
}
DAYS = {"events": ("date",), "control": ("from_date", "until_date"), "population": ("date",)}


def cells(root):
    """Every number and every plain day of the tables as (file, line, key, what, (row, column, other value)).

    A number's last digit that is no zero becomes the next, 600 becomes 700; a day the day after.
    """
    for table in sorted({*NUMBERS, *DAYS}):
        with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for index, row in enumerate(reader):
                for column in (*NUMBERS.get(table, ()), *DAYS.get(table, ())):
                    if new := _other(row[column]):
                        change = f"{column}: {row[column]} → {new}"
                        yield (
                            f"data/{table}.csv",
                            reader.line_num,
                            next(iter(row.values())),
                            change,
                            (index, column, new),
                        )


def _other(cell):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return str(datetime.date.fromisoformat(cell) + datetime.timedelta(1))
    if re.fullmatch(r"[\d.]*[1-9][\d.]*", cell):
        digit = re.search(r"[1-9](?=[0.]*$)", cell)
        return f"{cell[: digit.start()]}{int(digit[0]) % 9 + 1}{cell[digit.end() :]}"
    return None


def make(mutant, folder):
    """Make the change of a mutant in a copy of the clone."""
    path = folder / mutant.file
    if mutant.kind == "a cell":
        index, column, new = mutant.number
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        rows[index][header.index(column)] = new
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    else:
        tree = ast.parse(path.read_text("utf-8"))
        next(itertools.islice(edits(tree, mutant.file), mutant.number, None)).do()
        path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """As pytest's plugin, this file leaves out what needs site or browser, and stored outputs unless named.

    It imports nothing of the package: a change there must fail tests, not the plugin.
    """
    asked = STORED in config.args
    items[:] = [item for item in items if not BROWSER & set(item.fixturenames) and (asked or item.nodeid != STORED)]
    items.sort(key=lambda item: item.nodeid == STORED)  # last, wherever the order of fixtures puts it
