"""The figure: a function of an Axes with its words and its data, drawn for page, phone and picture.

@figure(id="nakhchivan-shares", title="…", subtitle="…", note="…", alt="…", data=shares, height=(300, 360))
def nakhchivan_shares(ax):
    sns.barplot(shares, x="share", y="year", hue="group", orient="h", errorbar=None, palette=PEOPLE, ax=ax)

nakhchivan_shares                       # in the last line of a cell shows it
nakhchivan_shares.plot(plt.gca())       # the same into any Axes
nakhchivan_shares.data                  # its table
nakhchivan_shares.save("shares.png")    # or .svg
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import matplotlib as mpl
import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

from contested_ground.charts import frame, style
from contested_ground.charts.guard import check_marks, one_row_a_mark
from contested_ground.charts.svg import drawn
from contested_ground.data import formulas

VARIABLES = {light: f"var(--cg-{name},{light})" for name, (light, _) in style.MODES.items()}
TITLE, ALT, ROWS = 70, 120, 40  # characters, words, rows of the table in the plain text
PANEL = 90  # pixels of the page's width that a panel has at least
SHARP, LETTERS = 2, 600  # the picture's dots a pixel; letters over which it has one, or it would weigh too much


@dataclass(frozen=True, eq=False)
class Figure:
    """What a notebook cell shows, and what an analyst can take apart.

    `draw` takes an Axes, or a list of them when `panels` > 1: side by side on the page, below each other on the phone.
    `title` says something about the war, `subtitle` how to read the drawing, `note` what limits it, where
    `[¶269](article:269)` is a link to a row. `alt` says in words what is seen, the finding first. `data`: one row a
    mark. `height` is that of the page's sheet and of the phone's, `width` that of the page's, in CSS pixels.

    Raises ValueError for an id that is no slug, an empty text, a title over 70 characters, an alternative over 120
    words, a table without rows, panels under 90 pixels, and while drawing for two rows on one mark.
    """

    id: str
    title: str
    subtitle: str
    note: str
    alt: str
    data: pd.DataFrame = field(repr=False)
    height: tuple[int, int] = field(repr=False)
    draw: Callable[[Axes | list[Axes]], object] = field(repr=False)
    width: int = field(default=style.WIDE, repr=False)
    panels: int = field(default=1, repr=False)

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.id):
            raise ValueError(f"figure id {self.id!r}: use lower-case letters, digits and hyphens")
        for part in ("title", "subtitle", "note", "alt"):
            if not getattr(self, part).strip():
                raise ValueError(f"figure {self.id}: the {part} is empty")
        if len(self.title) > TITLE:
            raise ValueError(f"figure {self.id}: the title has {len(self.title)} characters, {TITLE} are allowed")
        if len(self.alt.split()) > ALT:
            raise ValueError(f"figure {self.id}: the alternative has {len(self.alt.split())} words, {ALT} are allowed")
        if self.data.empty:
            raise ValueError(f"figure {self.id}: its data has no rows")
        if self.panels > (room := self.width // PANEL):
            raise ValueError(f"figure {self.id}: {self.panels} panels, a page {self.width} px wide has room for {room}")

    def plot(self, ax: Axes | list[Axes]) -> Axes | list[Axes]:
        """Draw into `ax` (a list of Axes when the figure has panels) and return it. Raises ValueError as the class."""
        axes = [ax] if isinstance(ax, Axes) else list(ax)
        if len(axes) != self.panels:
            raise ValueError(f"figure {self.id} has {self.panels} panels: give plot() as many Axes, not {len(axes)}")
        try:
            with one_row_a_mark():
                self.draw(axes[0] if self.panels == 1 else axes)
            check_marks(axes)
        except ValueError as error:
            error.add_note(f"in figure {self.id}")
            raise
        return ax

    def sheet(self, narrow: bool = False) -> matplotlib.figure.Figure:
        """The page's sheet, or the phone's, drawn under the book's theme."""
        size = (style.NARROW if narrow else self.width, self.height[narrow])
        with mpl.rc_context():
            style.theme()
            page = matplotlib.figure.Figure((size[0] / 72, size[1] / 72), layout="constrained")
            page.get_layout_engine().set(w_pad=2 / 72, h_pad=2 / 72, wspace=0.04, hspace=0.04)
            axes = page.subplots(*((self.panels, 1) if narrow else (1, self.panels)), squeeze=False).ravel()
            self.plot(axes[0] if self.panels == 1 else list(axes))
            page.get_layout_engine().execute(page)
            page.set_layout_engine(None)  # settled: at other dots an inch everything keeps its place
        return page

    @cached_property
    def _wide(self) -> matplotlib.figure.Figure:
        return self.sheet()

    def svg(self, narrow: bool = False) -> str:
        """The drawing as a small SVG text whose neutral colours are CSS variables."""
        page = self.sheet(narrow) if narrow else self._wide
        with mpl.rc_context(style.RC):
            return drawn(page, f"{self.id}-{'nw'[not narrow]}", VARIABLES, frame.SANS)

    @cached_property
    def png(self) -> bytes:
        """The picture: title and subtitle above the page's drawing, the source below; 128 colours, twice as sharp as
        the page unless it holds over 600 letters. A map's, whose relief would weigh four times as much, is a JPEG."""
        letters = sum(len(text.get_text()) for text in self._wide.findobj(Text) if text.get_visible())
        return frame.picture(self, self._wide, SHARP if letters <= LETTERS else 1)

    @property
    def csv(self) -> str:
        """The figure's data as CSV text: comma, LF, empty for not stated."""
        text = self.data.convert_dtypes().to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
        return formulas.disarmed(text)

    def save(self, path: str | Path) -> Path:
        """Write the picture to `path`, which ends in .png or .svg. Raises ValueError for another ending."""
        path = Path(path)
        if path.suffix == ".png":
            path.write_bytes(frame.as_png(self.png))
        elif path.suffix == ".svg":
            path.write_text(re.sub(r"var\(--cg-\w+,([^()]+)\)", r"\1", self.svg()), encoding="utf-8")
        else:
            raise ValueError(f"{path.name}: a figure is saved as .png or .svg")
        return path

    def __str__(self) -> str:
        """Title, alternative and table, which the notebooks' tests compare: over 40 rows the first 20 and a seal."""
        lines = self.csv.splitlines()
        if len(self.data) > ROWS:
            seal = hashlib.sha256(self.csv.encode()).hexdigest()[:16]
            lines = [*lines[:21], f"… of {len(self.data):,} rows; sha256 of all: {seal}"]
        return "\n".join([self.title, self.subtitle, "", self.alt, "", *lines])

    def html(self) -> str:
        """The site's figure."""
        return frame.html(self)

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict[str, object], dict[str, object]]:
        return frame.bundle(str(self), self.png, self.alt, id=self.id, html=self.html())


def figure(
    *,
    id: str,
    title: str,
    subtitle: str,
    note: str,
    alt: str,
    data: pd.DataFrame,
    height: tuple[int, int],
    width: int = style.WIDE,
    panels: int = 1,
) -> Callable[[Callable[[Axes | list[Axes]], object]], Figure]:
    """Make a function of an Axes a `Figure`, whose fields these are. It is called once a sheet, on first showing."""

    def decorate(draw):
        words = {"id": id, "title": title, "subtitle": subtitle, "note": note, "alt": alt}
        return Figure(**words, data=data.reset_index(drop=True), height=height, draw=draw, width=width, panels=panels)

    return decorate
