"""One row a mark: a drawing that averages, adds up or hides rows of its data is an error.

seaborn's default estimator would turn the claims 500 and 8,000 into 4,250 with an error bar.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

REMEDY = "group or filter the table first, so that each mark is one row"


@contextmanager
def one_row_a_mark() -> Iterator[None]:
    """While it holds, seaborn's estimators take one value at a time. Counting rows, as countplot does, stays allowed.

    Bars have the palette's own colours then, which are measured, and not seaborn's paler ones.

    Raises ValueError in the drawing call that would make one mark of several rows.
    """
    from seaborn import _base, _statistics, categorical  # here: it takes a second, which reading this should not

    classes = (_statistics.EstimateAggregator, _statistics.WeightedAggregator)
    whole = {cls: cls.__call__ for cls in classes}

    def single(cls):
        def aggregate(self, data, var):
            values = data[var].dropna()
            if len(values) > 1 and not (self.estimator == "sum" and (values == 1).all()):
                shown = ", ".join(f"{value:,g}" for value in values.head(4))
                raise ValueError(f"{len(values)} rows fall on one mark ({var}: {shown}): {REMEDY}")
            return whole[cls](self, data, var)

        return aggregate

    for cls in classes:
        cls.__call__ = single(cls)
    paler = categorical.desaturate
    _base.desaturate = categorical.desaturate = lambda colour, saturation: colour
    try:
        yield
    finally:
        _base.desaturate = categorical.desaturate = paler
        for cls in classes:
            cls.__call__ = whole[cls]


def check_marks(axes: Iterable[Axes]) -> None:
    """Raise ValueError when two bars, or two dots of one call, lie exactly on each other: one hides the other."""
    for ax in axes:
        bars = [
            (round(bar.get_x(), 6), round(bar.get_y(), 6), round(bar.get_width(), 6), round(bar.get_height(), 6))
            for container in ax.containers
            for bar in getattr(container, "patches", ())
            if bar.get_width() and bar.get_height()  # an empty bar hides nothing
        ]
        _once(bars, "bars")
        for dots in ax.collections:
            if isinstance(dots, PathCollection):
                _once([tuple(at) for at in dots.get_offsets().round(6).tolist() if None not in at], "dots")


def _once(marks: list[tuple], kind: str) -> None:
    if twice := [mark for mark, count in Counter(marks).items() if count > 1]:
        raise ValueError(f"two {kind} lie on one another at {twice[0][:2]}: {REMEDY}, or set them side by side")
