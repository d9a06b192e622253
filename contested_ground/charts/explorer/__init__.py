"""The Explorer: what its page draws from, its stills for print, and a plain figure of the same rows for notebooks."""

from contested_ground.charts.explorer.lab import explorer
from contested_ground.charts.explorer.presets import PRESETS
from contested_ground.charts.explorer.stills import stills
from contested_ground.charts.explorer.stored import (
    KINDS,
    LAST,
    MONTHS,
    RELIEF,
    SCRIPT,
    classes,
    relief_file,
    script,
    stored,
)

__all__ = [
    "KINDS",
    "LAST",
    "MONTHS",
    "PRESETS",
    "RELIEF",
    "SCRIPT",
    "classes",
    "explorer",
    "relief_file",
    "script",
    "stills",
    "stored",
]
