"""The process that forks kernels: what a kernel is given, and that none outlives those who asked for it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contested_ground import kernels

PATIENCE = 60  # seconds, on a busy machine


def until(done):
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def source(tmp_path):
    """The process, its words in a file."""
    command, pipe = [sys.executable, "-m", "contested_ground.kernels"], subprocess.PIPE
    with (
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=said, text=True) as process,
    ):
        yield process
        process.kill()


@pytest.mark.parametrize("end", ["told", "killed"])
def test_a_kernel_has_a_session_of_its_own_and_ends_with_its_source(source, tmp_path, end):
    connection = tmp_path / "connection.json"
    print(json.dumps({"connection_file": str(connection), "cwd": str(tmp_path)}), file=source.stdin, flush=True)
    kernel = int(source.stdout.readline())
    until(connection.exists)
    try:
        process = Path(f"/proc/{kernel}")
        assert (process / "cwd").resolve() == tmp_path.resolve()
        assert os.getsid(kernel) == kernel
        files = [os.readlink(process / f"fd/{number}") for number in range(3)]
        assert files == [os.devnull, str(tmp_path / "said"), str(tmp_path / "said")]
        ignored = next(line for line in (process / "status").read_text().splitlines() if line.startswith("SigIgn"))
        assert not int(ignored.split()[1], 16) & 1 << signal.SIGCHLD - 1  # its own children it can wait for
        if end == "killed":
            source.kill()
        else:
            source.stdin.close()
        until(lambda: not process.exists())
    finally:
        if Path(f"/proc/{kernel}").exists():
            os.kill(kernel, signal.SIGKILL)
    assert source.wait(PATIENCE) == (-signal.SIGKILL if end == "killed" else 0)


def test_a_source_that_cannot_load_ends():
    """Though the one that asks it for kernels is still there, and would wait for good."""
    script = "from contested_ground import kernels; kernels.LOADED = ('no_such_package',); kernels.main()"
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.wait(PATIENCE) == 1
        assert "no_such_package" in process.stderr.read()
    finally:
        process.kill()
        process.communicate()


def test_a_source_ends_with_who_asks_though_it_is_still_loading():
    script = "import threading; from contested_ground import kernels; "
    script += "kernels._end_when_alone(threading.Event()); print('went on')"
    done = subprocess.run([sys.executable, "-c", script], input="", capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (0, "")


def test_an_interrupt_of_the_build_leaves_the_source_to_it():
    source = kernels._source()
    assert os.getsid(source.pid) == source.pid
