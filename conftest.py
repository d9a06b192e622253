"""What every test shares, those of the notebooks too: nbval compares plain text, in kernels without a user's settings.

It stands here since a conftest.py speaks only for its own folder, and the notebooks are not in tests/.
"""

import gc

import nbval.kernel
import nbval.plugin

from contested_ground import build, kernels

# A figure gives its words and its table alone: nbval compares nothing else, and drawing takes most of the time.
UNDRAWN = """from contested_ground.charts.figure import Figure
Figure._repr_mimebundle_ = lambda figure, **_: ({"text/plain": str(figure)}, {})"""


class Undrawn(nbval.plugin.RunningKernel):
    """nbval's kernel, in which figures are not drawn."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.await_idle(self.kc.execute(UNDRAWN, silent=True), 60)


def pytest_collectstart(collector):
    """nbval compares text/plain strictly; html, charts and images are compared by tests/test_build.py instead."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = (*collector.skip_compare, "text/html", "image/svg+xml", "image/png", build.FIGURE)


def pytest_configure():
    """Kernels that nbval starts are the build's own kind: no settings of the user's, no ports."""
    gc.set_threshold(100_000, 20, 100)  # as the build does
    kernels.plain_settings()
    nbval.kernel.KernelManager = kernels.manager
    nbval.plugin.RunningKernel = Undrawn


def pytest_collection_modifyitems(items):
    """The longest file comes first, and makes the site; beside it one that needs no site; then all with a browser.

    What takes longest must not come last, when it keeps one process busy alone.
    """
    browsing = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    first = {"test_site.py": 0, "test_check.py": 1, "test_build.py": 2}
    items.sort(key=lambda item: (first.get(item.path.name, 3), item.path not in browsing))
