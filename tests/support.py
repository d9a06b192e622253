"""What tests of several folders share."""

from pathlib import Path


def url(path: Path) -> str:
    """The address of a file."""
    return path.resolve().as_uri()
