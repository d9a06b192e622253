"""What the rows cost as they grow: `make bench` prints it for 100 times as many, the weekly proof looks at 12."""

import importlib.util

import pytest

from contested_ground import build

SCRIPT = build.ROOT / "scripts/benchmark.py"
NO_NOISE = 1.4  # a busy machine has made 1.25 of tasks of a second; a square shows as over 1.5
QUICK = ("read", "check", "view", "list", "Explorer", "search", "downloads")  # tasks, by their first word


@pytest.fixture(scope="module")
def benchmark():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("benchmark", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.proof
def test_cost_grows_no_faster_than_the_rows(benchmark, capsys):
    with capsys.disabled():
        print()
        assert benchmark.growth((3, 12), QUICK, steepest=NO_NOISE) == []


def test_what_grows_faster_is_named(benchmark):
    rows = {times: (0.01 * times**2, 100 * times) for times in (1, 10, 100)}
    assert benchmark.exponent(rows) == pytest.approx(2)
    assert list(benchmark.faults("a task", rows)) == [
        "a task grows with the 2.00th power of the rows",
        "a task needs 10,000 MB with 100 times the rows",
    ]
    assert list(benchmark.faults("a task", {1: (1, 100), 10: (10, 200)})) == []
    assert list(benchmark.faults("a task", {1: (1, 100), 10: (float("nan"), "gone")})) == [
        "a task fails with 10 times the rows: gone"
    ]
