"""Every chart in one place: `charts.change(table, ..., id=, title=, subtitle=, note=)` returns a Figure.

All take a tidy table, documented with the chart, and the figure's words; an empty table is an error.
"""

from contested_ground.composition import change, series, stacked, waffle
from contested_ground.marks import disputed

__all__ = ["change", "disputed", "series", "stacked", "waffle"]
