"""What every test shares, those of the notebooks too: nbval compares plain text, in kernels without a user's settings.

It stands here since a conftest.py speaks only for its own folder, and the notebooks are not in tests/.
"""

import nbval.kernel

from contested_ground import build, kernels


def pytest_collectstart(collector):
    """nbval compares text/plain strictly; html, charts and images are compared by tests/test_build.py instead."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = (*collector.skip_compare, "text/html", "image/svg+xml", "image/png", build.FIGURE)


def pytest_configure():
    """Kernels that nbval starts are the build's own kind: no settings of the user's, no ports."""
    kernels.plain_settings()
    nbval.kernel.KernelManager = kernels.manager
