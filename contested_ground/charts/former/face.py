"""Every chart in one place: `charts.change(table, ..., id=, title=, subtitle=, note=)` returns a Figure.

All take a tidy table, documented with the chart, and the figure's words; an empty table is an error.
"""

from contested_ground.charts.former.chronology import lanes, strips
from contested_ground.charts.former.composition import bubble, change, series, stacked, tiles, waffle
from contested_ground.charts.former.marks import bars, disputed, ledger
from contested_ground.charts.former.matrix import roll_call, terms
from contested_ground.charts.former.paragraphs import arcs, barcode

__all__ = [
    "arcs",
    "barcode",
    "bars",
    "bubble",
    "change",
    "disputed",
    "lanes",
    "ledger",
    "roll_call",
    "series",
    "stacked",
    "strips",
    "terms",
    "tiles",
    "waffle",
]
