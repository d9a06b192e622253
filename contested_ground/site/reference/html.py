"""Rows as HTML: links, entries and tables, and the object that a cell of a reference page shows.

Everything works without a script; `_static/shelf.js` adds search, filters and sorting. A link leads to `kind:id`, as in
prose; the site makes it real and puts "Used in" where `used` leaves its mark.
"""

import hashlib
import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from contested_ground.data import dates

FEW = 30  # rows that one sees at a glance


@dataclass(frozen=True)
class Shelf:
    """What a cell of a reference page shows. Its plain text counts the rows and seals the HTML, for the tests."""

    what: str
    count: int
    body: str

    def __str__(self):
        seal = hashlib.sha256(self.body.encode()).hexdigest()[:12]
        return f"{self.count:,} {self.what} ({seal})"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": f'<div class="cg-shelf">{self._bar()}{self.body}</div>'}

    def _bar(self):
        """Search and filters, hidden until a script can serve them; short pages have none."""
        rows = self.body.count('class="cg-entry"') + self.body.count("<tr") - self.body.count("<thead")
        if rows <= FEW:
            return ""
        facets = defaultdict(Counter)
        for name, value in re.findall(r' data-(?!sort)([a-z]+)="([^"]*)"', self.body):
            facets[name][value] += 1
        fields = '<label>Search<input type="search"></label>'
        for name, values in facets.items():
            if len(values) > 1:
                options = "".join(
                    f'<option value="{value}">{value} ({values[value]})</option>' for value in sorted(values)
                )
                select = f'<select name="{name}"><option value="">all</option>{options}</select>'
                fields += f"<label>{name.capitalize()}{select}</label>"
        label = f'role="search" aria-label="Find among the {self.what}"'
        return f'<form class="cg-bar" {label} hidden>{fields}<output>{rows:,} of {rows:,} shown</output></form>'


def records(table):
    """The rows of a table as dicts, with None for what is not stated."""
    plain = table.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")


def grouped(rows, *columns):
    """Rows (dicts) by the value of a column; by each value when several columns are named."""
    groups = defaultdict(list)
    for row in rows:
        for value in dict.fromkeys(row[column] for column in columns):
            if value is not None:
                groups[value].append(row)
    return groups


def text(value):
    """Text for HTML; nothing for None."""
    return "" if value is None else html.escape(str(value), quote=False)


def words(slug):
    """A value of a closed list as words: `attack_on_settlement` becomes `attack on settlement`."""
    return "" if slug is None else str(slug).replace("_", " ")


def link(kind, identifier, label):
    """A link to a row."""
    return f'<a href="{kind}:{identifier}">{text(label)}</a>'


def day(value):
    """An EDTF date in words; nothing for None."""
    return "" if value is None else text(dates.words(value))


def quoted(value):
    """Words of a source, in quotation marks; nothing for None."""
    return "" if value is None else f"<q>{text(value)}</q>"


def listed(items, separator=" · "):
    """Pieces of HTML in one line, without the empty ones."""
    return separator.join(item for item in items if item)


def used(kind, identifier):
    """The mark where the site says which chapters use a row."""
    return f"<!--used {kind}:{identifier}-->"


def permalink(identifier):
    """A row's identifier, as the link that one can copy."""
    return f'<a class="cg-id" href="#{identifier}">{identifier}</a>'


def facts(pairs):
    """A description list of (label, HTML) pairs, without the empty ones."""
    return f"<dl>{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in pairs if value)}</dl>"


def entry(kind, identifier, title, pairs, /, body="", anchor=None, **facets):
    """One row as a section with a heading of level 3: its facts, then `body`. `facets` become filters."""
    anchor = anchor or identifier
    data = "".join(f' data-{name}="{words(value)}"' for name, value in facets.items() if value is not None)
    pairs = [*pairs, ("Identifier", permalink(anchor))]
    return (
        f'<section class="cg-entry" id="{anchor}"{data}><h3>{title}</h3>'
        f"{facts(pairs)}{body}{used(kind, identifier)}</section>"
    )


def chapter(title, entries, anchor=None):
    """Entries under a heading of level 2."""
    return f"<h2{f' id={anchor!r}' if anchor else ''}>{text(title)}</h2>{''.join(entries)}"


def table(name, caption, columns, rows):
    """A table that one can sort, and that stacks its cells on a phone.

    `name` tells the tables of one shape; `columns` are {label: width in percent}; each row is (id or "", facets,
    cells), a cell HTML or (sorting key, HTML). The first cell heads the row.
    """
    labels = "".join(
        f'.cg-{name} td:nth-child({number})::before{{content:"{label}"}}' for number, label in enumerate(columns, 1)
    )
    widths = "".join(f'<col style="width:{width}%">' for width in columns.values())
    head = "".join(f'<th scope="col">{label}</th>' for label in columns)
    body = "".join(_row(*row) for row in rows)
    return (
        f"<style>@media(max-width:600px){{{labels}}}</style>"
        f'<table class="cg-table cg-{name}"><caption>{caption}</caption><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(identifier, facets, cells):
    data = "".join(f' data-{name}="{words(value)}"' for name, value in facets.items() if value is not None)
    anchor = f' id="{identifier}"' if identifier else ""
    first, *rest = (_cell(cell) for cell in cells)
    return f'<tr{anchor}{data}><th scope="row"{first}</th>{"".join(f"<td{cell}</td>" for cell in rest)}</tr>'


def _cell(cell):
    if isinstance(cell, tuple):
        key, cell = cell
        return f' data-sort="{key}">{cell}' if pd.notna(key) else f">{cell}"
    return f">{cell}"
