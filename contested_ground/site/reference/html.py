"""Rows as HTML: links, entries and tables, and the object that a reference page shows.

Every piece is :class:`markupsafe.Markup`: what is not is escaped where it is put in, so that no cell of a table can
break a page. Everything works without a script; `_static/shelf.js` adds search, filters and sorting. A link leads to
`kind:id`, as in prose; the site makes it real and puts "Used in" where `used` leaves its mark.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import count
from string import Formatter

import pandas as pd
from markupsafe import Markup, escape

from contested_ground.data import dates
from contested_ground.data.tables import grouped, records

__all__ = [
    "NOTHING",
    "Shelf",
    "chapter",
    "counted",
    "day",
    "entry",
    "facts",
    "group",
    "grouped",
    "jumps",
    "link",
    "listed",
    "permalink",
    "quoted",
    "records",
    "table",
    "tag",
    "text",
    "used",
    "words",
    "years",
]
FEW = 30  # rows that one sees at a glance


@dataclass(frozen=True)
class Shelf:
    """What a reference page shows: `what` its rows are, and their HTML, in pieces that are made as they are written,
    since together they may fill the memory."""

    what: str
    pieces: Iterable[Markup]

    @property
    def html(self):
        """The rows, and over many of them the bar that searches and filters."""
        target = StringIO()
        return tag('<div class="cg-shelf">{}{}</div>', self.write(target), Markup(target.getvalue()))

    def write(self, target):
        """Write the rows to a file, a piece a line; the bar that goes before them, or nothing, as HTML.

        Raises TypeError for a piece that is no Markup, since it may hold what nobody escaped.
        """
        rows, facets = 0, defaultdict(Counter)
        for piece in self.pieces:
            if not isinstance(piece, Markup):
                raise TypeError(f"{self.what}: '{str(piece)[:40]}' is no Markup; build it with `tag`")
            target.write(f"{piece}\n")
            rows += piece.count('class="cg-entry"') + piece.count("<tr") - piece.count("<thead")
            for name, value in re.findall(r' data-(?!sort)([a-z]+)="([^"]*)"', piece):
                facets[name][Markup(value)] += 1
        return self._bar(rows, facets) if rows > FEW else NOTHING

    def _bar(self, rows, facets):
        """Search and filters, hidden until a script can serve them."""
        fields = Markup('<label>Search<input type="search"></label>')
        for name, values in facets.items():
            if len(values) > 1:
                options = NOTHING.join(
                    tag('<option value="{0}">{0} ({1})</option>', value, values[value]) for value in sorted(values)
                )
                select = tag('<select name="{}"><option value="">all</option>{}</select>', name, options)
                fields += tag("<label>{}{}</label>", name.capitalize(), select)
        return tag(
            '<form class="cg-bar" role="search" aria-label="Find among the {}" hidden>{}'
            "<output>{:,} of {:,} shown</output></form>",
            *(self.what, fields, rows, rows),
        )


NOTHING = Markup("")


@cache
def _pieces(template):
    """A template as (literal, number or name of the value or None, format) in order: it is taken apart once."""
    counted = count()

    def key(field):
        return next(counted) if field == "" else int(field) if field and field.isdigit() else field

    return [(literal, key(field), form) for literal, field, form, _ in Formatter().parse(template)]


def tag(template, *values, **named):
    """HTML: `template` with its fields, `{}`, `{0}` or `{name}`, filled, each value escaped unless it is Markup.

    The same as `Markup(template).format(*values, **named)`, which takes three times as long.
    """
    filled, values = [], values if not named else dict(enumerate(values)) | named
    for literal, field, form in _pieces(template):
        filled.append(literal)
        if field is not None:
            filled.append(escape(format(values[field], form) if form else values[field]))
    return Markup("".join(filled))


def text(value):
    """Text for HTML; nothing for None."""
    return NOTHING if value is None else escape(str(value))


def words(slug):
    """A value of a closed list as words: `attack_on_settlement` becomes `attack on settlement`."""
    if slug == "present_no_vote":
        return "present, without a vote"
    return "" if slug is None else str(slug).replace("_", " ")


def link(kind, identifier, label):
    """A link to a row."""
    return tag('<a href="{}:{}">{}</a>', kind, identifier, label)


def day(value):
    """An EDTF date in words; nothing for None."""
    return NOTHING if value is None else text(dates.words(value))


def quoted(value):
    """Words of a source, in quotation marks; nothing for None."""
    return NOTHING if value is None else tag("<q>{}</q>", value)


def listed(items, separator=" · "):
    """Pieces of HTML in one line, without the empty ones."""
    return Markup(separator).join(item for item in items if item)


def used(kind, identifier):
    """The mark where the site says which chapters use a row."""
    return tag("<!--used {}:{}-->", kind, identifier)


def permalink(identifier):
    """A row's identifier, as the link that one can copy."""
    return tag('<a class="cg-id" href="#{0}">{0}</a>', identifier)


def facts(pairs):
    """A description list of (label, HTML) pairs, without the empty ones."""
    return tag("<dl>{}</dl>", NOTHING.join(tag("<dt>{}</dt><dd>{}</dd>", *pair) for pair in pairs if pair[1]))


def _data(facets):
    filled = {name: words(value) for name, value in facets.items() if value is not None}
    return NOTHING.join(tag(' data-{}="{}"', *pair) for pair in filled.items())


def entry(kind, identifier, title, pairs, /, line="", body="", anchor=None, picture="", **facets):
    """One row, closed: title and `line` (who or what, when, how many) in one line.

    It opens to `picture`, its facts and `body`. `facets` become filters. The browser opens it for find-in-page,
    `_static/shelf.js` for its address and for print.
    """
    anchor = anchor or identifier
    return tag(
        '<details class="cg-entry" id="{}"{}><summary><h3>{}</h3>{}</summary>{}{}{}{}</details>',
        *(anchor, _data(facets), title, tag(" <span>{}</span>", line) if line else NOTHING, picture),
        *(facts([*pairs, ("Identifier", permalink(anchor))]), body, used(kind, identifier)),
    )


def group(title, line, body):
    """Rows of one place, closed: its name, a heading of level 2, and `line` in one line, which opens to `body`."""
    form = '<details class="cg-place"><summary><h2>{}</h2> <span>{}</span></summary>{}</details>'
    return tag(form, title, line, body)


def counted(**amounts):
    """Amounts in words, without those that are none: ``events=3, claims=1`` becomes ``3 events · 1 claim``."""
    said = ((amount, name.replace("_", " ")) for name, amount in amounts.items())
    return listed(f"{amount:,} {name if amount > 1 else name.removesuffix('s')}" for amount, name in said if amount)


def years(days):
    """The first and the last year of some days: ``1918–1920``; nothing when there is none."""
    found = sorted({day.year for day in days if day is not None})
    return NOTHING if not found else text(found[0] if len(found) == 1 else f"{found[0]}–{found[-1]}")


def jumps(label, targets):
    """A line of links to the groups of a page: `targets` are (anchor, words)."""
    links = listed((tag('<a href="#{}">{}</a>', *target) for target in targets), " ")
    return tag('<nav class="cg-jump" aria-label="{}">{}</nav>', label, links)


def chapter(title, entries, anchor=None):
    """Entries under a heading of level 2, piece by piece."""
    yield tag("<h2{}>{}</h2>", tag(' id="{}"', anchor) if anchor else NOTHING, title)
    yield from entries


def table(name, caption, columns, rows):
    """A table that one can sort, and that stacks its cells on a phone.

    `name` tells the tables of one shape; `columns` are {label: width in percent}; each row is (id or "", facets,
    cells), a cell HTML or (sorting key, HTML). The first cell heads the row.
    """
    labels = "".join(
        f'.cg-{name} td:nth-child({number})::before{{content:"{label}"}}' for number, label in enumerate(columns, 1)
    )
    return tag(
        '<style>{}</style><table class="cg-table cg-{}"><caption>{}</caption><colgroup>{}</colgroup>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        Markup(f"@media(max-width:600px){{{labels}}}"),  # labels are the callers' own
        *(name, caption, NOTHING.join(tag('<col style="width:{}%">', width) for width in columns.values())),
        NOTHING.join(tag('<th scope="col">{}</th>', label) for label in columns),
        NOTHING.join(_row(*row) for row in rows),
    )


def _row(identifier, facets, cells):
    anchor = tag(' id="{}"', identifier) if identifier else NOTHING
    first, *rest = map(_cell, cells)
    rest = NOTHING.join(tag("<td{}</td>", cell) for cell in rest)
    return tag('<tr{}{}><th scope="row"{}</th>{}</tr>', anchor, _data(facets), first, rest)


def _cell(cell):
    if isinstance(cell, tuple):
        key, cell = cell
        return tag(' data-sort="{}">{}', key, cell) if pd.notna(key) else tag(">{}", cell)
    return tag(">{}", cell)
