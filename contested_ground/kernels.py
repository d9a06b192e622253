"""Kernels forked from one process that has the packages loaded: a notebook starts in a tenth of a second.

`manager` gives a Jupyter kernel manager whose kernel is such a fork. Run as a module this is the process that forks: it
reads one request a line, {"connection_file": …, "cwd": …}, and answers with the new process's number.
"""

import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# None of the package's own but the tables: a notebook's result rests on the modules that its process has loaded.
LOADED = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer", "matplotlib_inline.backend_inline"),
    *("matplotlib.pyplot", "matplotlib.patheffects", "matplotlib.backends.backend_agg"),
    *("matplotlib.backends.backend_svg", "markupsafe", "pandas", "seaborn", "xml.etree.ElementTree"),
    *("PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.WebPImagePlugin", "contested_ground.data.tables"),
)
_asking = threading.Lock()


def plain_settings(root=ROOT):
    """Have kernels start without the user's own settings, which could change results, and without an unwritable home.

    Matplotlib would say so on stderr, in the page of whichever notebook drew first.
    """
    profile = root / "_build/.ipython/profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # said aloud, since matplotlib is loaded before there is a shell that would hear of it
    settings = 'c.IPKernelApp.log_level = 50\nc.InteractiveShellApp.matplotlib = "inline"\n'
    settings += "c.HistoryManager.enabled = False\n"  # on a full disk its complaint would stand in a page
    (profile / "ipython_kernel_config.py").write_text(settings)
    os.environ["IPYTHONDIR"] = str(profile.parent)
    fonts = root / "_build/.matplotlib"
    fonts.mkdir(exist_ok=True)
    os.environ["MPLCONFIGDIR"] = str(fonts)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"


@cache
def _source():
    """The process that forks, started when the first kernel is wanted; it ends with this one."""
    command = [sys.executable, "-m", "contested_ground.kernels"]
    # a session of its own: Ctrl-C is for the build, which then ends it
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)


def prepare(root=ROOT):
    """Have the process that forks load its packages while something else is done; without it the first kernel waits.

    This process loads what talks to kernels, in one thread: two that import a package at once may each see half of it.
    """
    plain_settings(root)
    _source()
    import IPython.paths  # noqa: F401 (which a kernel's specification asks for, and Sphinx too)
    import nbclient  # noqa: F401

    _manager_class("AsyncKernelManager")


def stop():
    """End the process that forks, and with it every kernel."""
    if _source.cache_info().currsize:
        _source().kill()


class Fork:
    """A forked kernel, with what Jupyter asks of a subprocess.Popen. Raises RuntimeError when its source has ended."""

    stdin = stdout = stderr = None

    def __init__(self, connection_file, cwd):
        with _asking:
            source = _source()
            with suppress(BrokenPipeError):
                source.stdin.write(json.dumps({"connection_file": connection_file, "cwd": cwd}) + "\n")
                source.stdin.flush()
            answer = source.stdout.readline()
        if not answer:
            raise RuntimeError("the process that starts kernels has ended")
        self.pid = int(answer)
        self.returncode = None

    def poll(self):
        """None while it runs, else 0: its source reaps it, so no more is known.

        It ends with its source; then nobody may reap it, and it would look alive for good.
        """
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                self.returncode = 0
            if _source().poll() is not None:
                self.returncode = 0
        return self.returncode

    def wait(self):
        """Block until it has ended."""
        while self.poll() is None:
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number):
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End it."""
        self.send_signal(signal.SIGKILL)


@cache
def _manager_class(base="KernelManager"):
    """Made late: jupyter_client takes a second to import, which a build with nothing to do can spare."""
    import jupyter_client
    from jupyter_client.provisioning import LocalProvisioner

    class Forking(LocalProvisioner):
        async def launch_kernel(self, cmd, **options):
            self.process = Fork(cmd[cmd.index("-f") + 1], options.get("cwd") or os.getcwd())
            self.pid, self.pgid = self.process.pid, None
            return self.connection_info

    class Manager(getattr(jupyter_client, base)):
        async def _async_pre_start_kernel(self, **options):
            made = await super()._async_pre_start_kernel(**options)
            self.provisioner.__class__ = Forking  # a kernelspec of our own would have to be installed to name it
            return made

    return Manager


def manager(base="KernelManager", **options):
    """A kernel manager that talks over files in the temporary folder: a port found free may be taken a moment later.

    `base`: the manager of jupyter_client that it is; nbval needs this one, but waits for good for a kernel that died.
    """
    return _manager_class(base)(transport="ipc", ip=f"{tempfile.gettempdir()}/{uuid.uuid4()}", **options)


def _end_with(lifeline):
    """End this process when all who hold the other end of a pipe are gone, however they went."""
    os.read(lifeline, 1)
    os._exit(1)


def _become_kernel(lifeline, connection_file, cwd):
    """Be a kernel until told to end, or until its source is gone; its output goes where the build's messages go."""
    threading.Thread(target=_end_with, args=(lifeline,)).start()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(cwd)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=["-f", connection_file])


def _end_when_alone(loaded):
    """End this process as soon as the one that would ask for kernels is gone, until `loaded` is set."""
    asked = select.poll()
    asked.register(sys.stdin, 0)  # a closed end is told unasked
    while not loaded.is_set():
        if asked.poll(20):
            os._exit(0)


def main():
    """Load the packages once, then fork a kernel for each line read, until the one who asks is gone."""
    loaded = threading.Event()
    watch = threading.Thread(target=_end_when_alone, args=(loaded,), daemon=True)
    watch.start()
    for name in LOADED:
        __import__(name)
    from contested_ground.data import tables

    with suppress(tables.DataError):  # which a notebook tells better
        tables.load()
    loaded.set()
    gc.freeze()  # what is loaded stays: no kernel has to look through it for garbage
    watch.join()  # a process of several threads should not fork
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that end leave nothing behind
    # Its threads are OpenBLAS's and jemalloc's, which both know of forks; from 3.12 on Python warns of any.
    warnings.filterwarnings("ignore", ".* is multi-threaded, use of fork", DeprecationWarning)
    lifeline, held = os.pipe()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                os.close(held)
                _become_kernel(lifeline, **json.loads(line))
            finally:
                os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
