"""The figure object, and the type and style that every figure shares.

A figure is drawn twice, for a page and for a phone, by one function that takes a `Layout`. matplotlib writes the SVG;
`slim` makes it small and deterministic and turns four neutral colours into CSS variables, so that one drawing serves
light and dark pages. One unit of the drawing is one CSS pixel.
"""

import base64
import html
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO

import matplotlib as mpl
import matplotlib.figure
import numpy as np
import pandas as pd

from contested_ground.charts.former.palette import GROUND, INK, MUTED, NEUTRALS, RULE
from contested_ground.charts.svg import slim as small
from contested_ground.data import citing

# Generic families only: the text stays text, and the reader's own font is the lightest there is.
FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "contested-ground",
    "font.family": ["DejaVu Sans"],  # for measuring: no font of FONTS is wider
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 1,
    "axes.formatter.use_locale": False,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "grid.color": RULE,
    "grid.linewidth": 1,
    "hatch.linewidth": 1,
    "legend.frameon": False,
    "path.simplify": False,
}


@dataclass(frozen=True)
class Layout:
    """The sheet a drawing is made for: its width and its text size in CSS pixels."""

    name: str
    width: int
    size: float

    @property
    def narrow(self) -> bool:
        return self.name == "narrow"

    def pick(self, wide, narrow):
        """The value for this layout."""
        return narrow if self.narrow else wide


WIDE, NARROW = Layout("wide", 700, 13), Layout("narrow", 340, 12)

# Carried by every figure, so that it looks the same in JupyterLab and in the book. Under 600 px the narrow drawing
# shows: there the wide one's 13 px text would fall under 11 px.
CSS = """
.cg-figure{VARS-LIGHT;background:var(--cg-ground);color:var(--cg-ink);font-family:FONTS;container-type:inline-size;
width:100%;margin:1.5em 0;padding:.75rem;border:1px solid var(--cg-rule);border-radius:4px;max-width:740px;
box-sizing:border-box}
html[data-theme=dark] .cg-figure,body[data-jp-theme-light=false] .cg-figure{VARS-DARK}
.cg-figure figcaption,.cg-figure p{margin:0;padding:0;color:inherit;font-size:.875rem;line-height:1.45;text-align:left}
.cg-figure .cg-title{font-size:1.06rem;font-weight:700;line-height:1.3}
.cg-figure .cg-subtitle,.cg-figure .cg-note,.cg-figure .cg-links{color:var(--cg-muted)}
.cg-figure svg{display:block;width:100%;height:auto;margin:.6rem 0;background:none}
.cg-figure .cg-narrow{display:none;max-width:480px}
@container (max-width:600px){.cg-figure .cg-wide{display:none}.cg-figure .cg-narrow{display:block}}
.cg-figure details{font-size:.875rem;margin-top:.4rem}
.cg-figure summary{cursor:pointer;color:var(--cg-ink)}
.cg-figure .cg-links{margin-top:.4rem}
figure.cg-figure a[href]{color:var(--cg-ink);text-decoration:underline}
"""


def _variables(mode: int) -> str:
    return ";".join(f"--cg-{name}:{pair[mode]}" for name, pair in NEUTRALS.items())


CSS = re.sub(
    r"\n(?=\S)",
    "",
    CSS.replace("VARS-LIGHT", _variables(0)).replace("VARS-DARK", _variables(1)).replace("FONTS", FONTS),
).strip()


def checked(table: pd.DataFrame, columns: Iterable[str], chart: str) -> pd.DataFrame:
    """`table` in plain types (text, floats, dates; NaN where nothing is stated), numbered from 0.

    Raises ValueError when it lacks one of `columns` or has no rows: an empty drawing shows nothing true.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"{chart}: the table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    if table.empty:
        raise ValueError(f"{chart}: the table has no rows, so there is nothing to draw")
    plain = {}
    for name, column in table.items():
        if isinstance(column.dtype, (pd.CategoricalDtype, pd.StringDtype)):
            column = column.astype(object).where(column.notna(), np.nan)
        elif pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
            column = column.astype("float64")
        plain[name] = column.reset_index(drop=True)
    return pd.DataFrame(plain)


def number(value: float) -> str:
    """A count as text: 137900 becomes '137,900', 0.5 stays '0.5'."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(value: float) -> str:
    """A share as text: 46.2 becomes '46.2 %' (no-break space)."""
    return f"{value:.1f}\u00a0%"


@dataclass(frozen=True)
class Figure:
    """What a notebook cell shows: title, drawing, note, text alternative and data.

    `title` states the finding, `subtitle` measure and unit. `note` says claims, voices, paragraphs and limits; in it
    `[text](kind:id)` is a link to a row, as in the prose. `wide` and `narrow` are SVG texts. `alt` says in words and
    numbers what the drawing shows: with the title it is the figure's plain text, which the notebook tests compare.

    Raises ValueError for an id that is no slug, an empty text or a table without rows.
    """

    id: str
    title: str
    subtitle: str
    note: str
    alt: str
    data: pd.DataFrame = field(repr=False)
    wide: str = field(repr=False)
    narrow: str = field(repr=False)

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.id):
            raise ValueError(f"figure id {self.id!r}: use lower-case letters, digits and hyphens")
        for part in ("title", "subtitle", "note", "alt"):
            if not getattr(self, part).strip():
                raise ValueError(f"figure {self.id}: the {part} is empty")
        if self.data.empty:
            raise ValueError(f"figure {self.id}: its data has no rows")

    @property
    def csv(self) -> str:
        """The figure's data as CSV text: comma, LF, empty for not stated."""
        return self.data.convert_dtypes().to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")

    @property
    def image(self) -> str:
        """The wide drawing as a file of its own: title above, source below, in the light colours."""
        body = re.sub(r"var\(--cg-\w+,(#\w+)\)", r"\1", self.wide)
        width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', body).groups())
        lines = [(16, 700, INK, line) for line in textwrap.wrap(self.title, 70)]
        lines += [(13, 400, MUTED, line) for line in textwrap.wrap(self.subtitle, 95)]
        top, texts = 12.0, []
        for size, weight, colour, line in lines:
            top += size * 1.3
            texts.append(
                f'<text x="12" y="{top:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
                f"{html.escape(line)}</text>"
            )
        body = body.replace("<svg ", f'<svg x="12" y="{top + 10:.1f}" width="{width:g}" height="{height:g}" ', 1)
        bottom = top + height + 34
        source = html.escape(f"{citing.package()['title']} · {citing.licence()}")
        texts.append(f'<text x="12" y="{bottom:.1f}" font-size="12" fill="{MUTED}">{source}</text>')
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 24:g} {bottom + 14:g}" '
            f'width="{width + 24:g}" height="{bottom + 14:g}" font-family="{FONTS}">'
            f'<rect width="100%" height="100%" fill="{GROUND}"/>{"".join(texts)}{body}</svg>\n'
        )

    @property
    def citation(self) -> str:
        """The line to cite the figure by."""
        return citing.cite(f"figure ‘{self.title}’ ({self.id})")

    def _plain_note(self) -> str:
        return re.sub(r"\[([^\]]+)\]\([a-z]+:[^)\s]+\)", r"\1", self.note)

    def __str__(self) -> str:
        return f"{self.title}\n{self.subtitle}\n\n{self.alt}\n\nNote: {self._plain_note()}"

    def _html(self) -> str:
        def data_url(kind: str, text: str) -> str:
            return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"

        # The alternative stands in the page once; both drawings, of which one shows, are named by it.
        label = html.escape(self.alt)
        drawings = "".join(
            svg.replace("<svg ", f'<svg class="cg-{name}" role="img" aria-label="{label}" ', 1)
            for name, svg in (("wide", self.wide), ("narrow", self.narrow))
        )
        note = re.sub(
            r"\[([^\]]+)\]\(([a-z]+:[^)\s]+)\)",
            r'<a class="row-link" href="\2">\1</a>',
            html.escape(self.note, quote=False),
        )
        return (
            f"<style>{CSS}</style>"
            f'<figure class="cg-figure" id="fig-{self.id}" data-figure="{self.id}">'
            f'<figcaption><p class="cg-title">{html.escape(self.title)}</p>'
            f'<p class="cg-subtitle">{html.escape(self.subtitle)}</p></figcaption>'
            f"{drawings}"
            f'<p class="cg-note">{note}</p>'
            f'<details class="cg-alt"><summary>Text alternative</summary><p>{label}</p></details>'
            f'<details class="cg-cite"><summary>Cite this figure</summary><p>{html.escape(self.citation)}</p></details>'
            f'<p class="cg-links"><a class="cg-csv" download="{self.id}.csv" '
            f'href="{data_url("text/csv", self.csv)}">Data (CSV)</a> · '
            f'<a class="cg-image" download="{self.id}.svg" '
            f'href="{data_url("image/svg+xml", self.image)}">Image (SVG)</a></p></figure>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._html()}


def figure(
    draw: Callable[[Layout], matplotlib.figure.Figure],
    data: pd.DataFrame,
    describe: str,
    *,
    id: str,
    title: str,
    subtitle: str,
    note: str,
    alt: str = "",
) -> Figure:
    """Draw for page and phone and return the Figure. `alt` is the caller's lead, `describe` the chart's own words."""
    return Figure(
        id=id,
        title=title,
        subtitle=subtitle,
        note=note,
        alt=" ".join(part for part in (alt.strip(), describe.strip()) if part),
        data=data.reset_index(drop=True),
        wide=render(draw, WIDE, id),
        narrow=render(draw, NARROW, id),
    )


def render(draw: Callable[[Layout], matplotlib.figure.Figure], layout: Layout, figure_id: str) -> str:
    """Call `draw` under the shared style and return its small, deterministic SVG text."""
    with mpl.rc_context({**STYLE, "font.size": layout.size}):
        file = BytesIO()
        draw(layout).savefig(file, format="svg", dpi=72, metadata={"Date": None})
    return slim(file.getvalue().decode(), f"{figure_id}-{layout.name[0]}")


SVG = "{http://www.w3.org/2000/svg}"
VARIABLES = {light: f"var(--cg-{name},{light})" for name, (light, _) in NEUTRALS.items()}


def slim(svg: str, prefix: str) -> str:
    """`charts.svg.slim` with this edition's colours and fonts."""
    return small(svg, prefix, VARIABLES, FONTS)
