"""Small tables as HTML: real cells, links to rows, no style of their own."""

import re

import pandas as pd
from markupsafe import Markup, escape

LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+:[^)\s]*)\)")


class Shown:
    """What a cell shows as text and as plain HTML, which viewers of notebooks keep; also usable as `str`."""

    def __init__(self, text, html, data=None):
        self.text, self.html, self.data = text, Markup(html), data

    def __str__(self):
        return self.text

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.text, "text/html": str(self.html)}


def small_table(frame, columns=None, caption="", rows=None) -> Shown:
    """A DataFrame as a short HTML table: its first column heads each row, numbers stand right with thousands marked.

    `columns`: the frame's columns that are shown, in order, to their headings; by default all as they are called. A
    cell may hold links to rows as prose does, `[¶268](article:268)`. `caption`: what the table is, for all readers.
    `rows`: raises ValueError where the frame has more (a long table is for the shelf). Empty values are empty cells.
    Raises KeyError for a column that is not there and ValueError for an empty frame.

        from contested_ground.charts.tables import small_table
        frame = pd.DataFrame({"who": ["Kirov"], "for": ["Armenia"], "mark": ["[¶250](article:250)"]})
        small_table(frame, columns={"who": "Who", "for": "To whom", "mark": "Where"})
    """
    columns = columns or {name: name for name in frame.columns}
    if missing := [name for name in columns if name not in frame]:
        raise KeyError(f"small_table: no column {missing[0]}; the frame has {', '.join(map(str, frame.columns))}")
    if frame.empty:
        raise ValueError("small_table needs at least one row; this frame has none")
    if rows and len(frame) > rows:
        raise ValueError(f"this table has {len(frame)} rows; {rows} are the most that it is to show")
    numeric = {name: pd.api.types.is_numeric_dtype(frame[name]) for name in columns}
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_right(numeric[name]), words) for name, words in columns.items()
    )
    body = []
    for row in frame[list(columns)].itertuples(index=False):
        first, *rest = (
            (Markup(_right(numeric[name])), linked(value)) for name, value in zip(columns, row, strict=True)
        )
        cells = Markup('<th scope="row"{}>{}</th>').format(*first)
        named = zip(list(columns.values())[1:], rest, strict=True)  # a narrow page sets the heading before each cell
        cells += Markup("").join(Markup('<td{} data-label="{}">{}</td>').format(a, name, b) for name, (a, b) in named)
        body.append(Markup("<tr>{}</tr>").format(cells))
    title = Markup("<caption>{}</caption>").format(caption) if caption else ""
    html = Markup('<table class="cg-small">{}<thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table>').format(
        title, head, Markup("\n").join(body)
    )
    words = frame[list(columns)].rename(columns=columns)
    words = words.apply(lambda column: column.map(lambda value: LINK.sub(r"\1", cell_words(value))))
    return Shown("\n".join(filter(None, [caption, words.to_string(index=False)])), html, frame)


def cell_words(value) -> str:
    """A value as a cell has it: thousands marked, years and words as they are, nothing where it is missing."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%B} {value.year}"
    if pd.api.types.is_integer(value):
        return f"{value:,}"
    return f"{value:,.10g}" if pd.api.types.is_float(value) else str(value)


def linked(value) -> Markup:
    """A value escaped, its links to rows made into anchors, which the site leads to the row's entry."""
    text = cell_words(value)
    parts, last = [], 0
    for match in LINK.finditer(text):
        parts += [escape(text[last : match.start()]), Markup('<a href="{}">{}</a>').format(match[2], match[1])]
        last = match.end()
    return Markup("").join([*parts, escape(text[last:])])


def _right(numeric):
    return Markup(' class="cg-number"') if numeric else Markup("")
