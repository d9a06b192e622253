"""Links to rows: where each row stands, its card, and where the book lacks the page, a list in its place."""

import difflib
import html
import json
import re
from functools import cached_property
from pathlib import Path
from sys import intern

from sphinx.util import logging

from contested_ground.analysis import cards, derived
from contested_ground.data import embed, tables
from contested_ground.site import backlinks, links
from contested_ground.site.numbering import numbered

logger = logging.getLogger(__name__)
REFERENCE = "reference"  # the folder of the reference pages
EXPLORER = f"{REFERENCE}/explorer"
# Which reference page a row stands on, by kind of link. {page} parts persons from bodies; {theatre} splits a page by
# the row's theatre, a question taking that of its passage: an address stays when rows are added.
PAGES = {
    "actor": "{page}",
    "article": "article",
    "claim": "questions-{theatre}",
    "control": "control",
    "derived": "derived",
    "discrepancy": "discrepancies",
    "event": "chronology-{theatre}",
    "place": "places",
    "population": "population",
    "question": "questions-{theatre}",
    "source": "sources",
    "term": "terms",
}
PARTS = ("chapter", "figure")  # kinds of link that lead to a part of the book instead
ROW_LINK = re.compile(
    rf'<a\b[^>]*\bhref="({"|".join([*PAGES, *PARTS, "explorer"])}):([^"]*)"[^>]*>(.*?)</a>', re.DOTALL
)


def addresses(data):
    """Where each row stands, as {(kind, identifier): (docname, anchor)}.

    `data`: the tables. The anchor is the row's identifier, but `p269` for paragraph 269 of the article.
    """
    theatre = {(row.source_id, row.locator): row.theatre for row in data.passages.itertuples()}
    questions = {row.question_id: theatre[row.source_id, row.locator] for row in data.questions.itertuples()}
    article = data.passages.query("source_id == 'article'")
    rows = [("article", name, f"p{name}", "") for name in article.locator]
    rows += [("derived", name, name, "") for name in derived.REGISTRY]
    rows += [("event", row.event_id, row.event_id, row.theatre) for row in data.events.itertuples()]
    rows += [("question", name, name, where) for name, where in questions.items()]
    rows += [("claim", row.claim_id, row.claim_id, questions[row.question_id]) for row in data.claims.itertuples()]
    pages = {row.actor_id: "people" if row.kind == "person" else "bodies" for row in data.actors.itertuples()}
    for kind in sorted(PAGES.keys() & links.TABLES.keys() - {"claim", "event", "question"}):
        table, key = links.TABLES[kind]
        rows += [(kind, name, name, "") for name in data[table][key]]
    return {
        (kind, name): (
            intern(f"{REFERENCE}/{PAGES[kind].format(theatre=where.replace('_', '-'), page=pages.get(name))}"),
            anchor,
        )
        for kind, name, anchor, where in rows
    }


class Rows:
    """The data set of one build: its tables, where each row stands, the rows' cards, and who uses them."""

    def __init__(self, app):
        folder = Path(app.srcdir) / "data"
        self.package = tables.contract(folder)
        self.tables = tables.load(folder)
        parts = numbered(Path(app.srcdir) / "notebooks")
        self.addresses = addresses(self.tables) | {key: tuple(part[1:]) for key, part in parts.items()}
        self.cards = {}
        self.app, self.folder = app, folder

    @cached_property
    def uses(self):
        """Who links to a row, once all pages are read: what `backlinks.uses` gives."""
        return backlinks.uses(self.app, PAGES, REFERENCE)

    def card(self, kind, identifier):
        """The card of a row: {"title": …, "lines": [[label, text], …]}."""
        if (kind, identifier) not in self.cards:
            self.cards[kind, identifier] = cards.card(kind, identifier, self.tables)
        return self.cards[kind, identifier]


def rows_of(app):
    """The build's Rows, read when first asked for."""
    if not hasattr(app, "contested_ground_rows"):
        app.contested_ground_rows = Rows(app)
    return app.contested_ground_rows


def href(app, docname, kind, identifier):
    """The relative link from page `docname` to a row. Raises KeyError for a row that is not in the data."""
    page, anchor = rows_of(app).addresses[kind, identifier]
    return f"{app.builder.get_relative_uri(docname, page)}#{anchor}".removesuffix("#")


def _cell(app, docname, link):
    """Which cell of a notebook holds `link`, for a message: ', cell 3', or nothing when none does."""
    path = Path(app.env.doc2path(docname))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.suffix == ".ipynb" else []
    return next((f", cell {n}" for n, cell in enumerate(cells, 1) if link in json.dumps(cell, ensure_ascii=False)), "")


def link_rows(app, docname, body):
    """`body` with each link to a row made real, and the cards of these rows at its end.

    Reference pages get no cards: they would repeat the page. A link to a row that the data lacks is a warning, which
    fails the build; it names the notebook, the cell, the text and the nearest identifiers.
    """
    shown = {}

    def real(match):
        kind, identifier, text = match[1], html.unescape(match[2]), match[3]
        if kind == "explorer":  # what it is to show: `explorer:theatre=karabakh&when=1920-03`
            state = html.escape(html.unescape(identifier))  # Markdown escapes an ampersand, and so does docutils
            return f'<a href="{app.builder.get_relative_uri(docname, EXPLORER)}#{state}">{text}</a>'
        try:
            target = href(app, docname, kind, identifier)
        except KeyError:
            known = [name for other, name in rows_of(app).addresses if other == kind]
            nearest = ", ".join(difflib.get_close_matches(identifier, known, cutoff=0.4)) or "none"
            place = f"{docname}{_cell(app, docname, f'{kind}:{identifier}')}"
            logger.warning(f"{place}: [{text}]({kind}:{identifier}): no such {kind}; nearest: {nearest}")
            return text
        if kind in PARTS:
            return f'<a href="{target}">{text}</a>'
        if not docname.startswith(REFERENCE):
            shown[target] = rows_of(app).card(kind, identifier)
        mark = " cg-mark" if kind == "article" and text.startswith("¶") else ""  # a paragraph's mark is raised
        return f'<a class="row-link{mark}" href="{target}">{text}</a>'

    body = ROW_LINK.sub(real, body)
    if shown:
        body += embed.block(dict(sorted(shown.items())), name="cg-cards")
    return body


def fill_marks(app, docname, body):
    """`body` of a reference page with the chapters that use a row, and the sizes of the downloads."""

    def size(match):
        return f"({max(1, (Path(app.outdir) / 'downloads' / match[1]).stat().st_size // 1000):,} KB)"

    return re.sub(r"<!--size (\S+?)-->", size, backlinks.fill(app, docname, body, rows_of(app).uses))


def missing_pages(app):
    """Handler of html-collect-pages: where the book lacks a reference page, a plain list of linked rows stands in."""
    pages = {}
    for kind, name in sorted(rows_of(app).uses.keys() & rows_of(app).addresses.keys()):
        page, anchor = rows_of(app).addresses[kind, name]
        if page not in app.env.found_docs:
            card = rows_of(app).card(kind, name)
            lines = "".join(f"<p>{html.escape(label)}: {html.escape(text)}</p>" for label, text in card["lines"])
            entry = f'<section id="{anchor}"><h2>{html.escape(card["title"])}</h2>{lines}</section>'
            pages.setdefault(page, []).append(entry)
    for page, entries in pages.items():
        title = page.rpartition("/")[2].replace("-", " ").capitalize()
        body = f"<h1>{title}</h1><p>The rows that the book links to.</p>{''.join(entries)}"
        yield page, {"title": title, "body": body}, "page.html"
