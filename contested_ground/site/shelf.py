"""The directive ``{shelf} NAME [THEATRE]``: a part of the reference shelf, made from the tables while Sphinx reads.

A part may be large, and Sphinx and all that finishes a page copy it whole. So it goes line by line beside the page: the
directive writes it to a file and leaves a mark, `linked` makes its links real when all pages are read, and `fill` puts
it where the mark stands when the page is done.
"""

import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from contested_ground.analysis import agreement
from contested_ground.site import downloads
from contested_ground.site.policy import STYLE
from contested_ground.site.reference import (
    article,
    codebook,
    events,
    gazetteer,
    people,
    population,
    questions,
    statements,
    words,
)
from contested_ground.site.rows import REFERENCE, fill_marks, link_rows, rows_of

MARK = re.compile(r"<!--shelf (\S+)-->")
LINKED = "linked"  # the suffix of a part whose links are real


def _explorer(tables):
    from contested_ground.site.reference import explorer  # matplotlib takes a second

    return explorer.page(tables)


PARTS = {  # name: a function of the tables that gives a Shelf
    "agreement": lambda tables: codebook.agreed(agreement.table(tables)),
    "article": article.article,
    "citation": lambda tables: downloads.how_to_cite(),
    "codebook": codebook.codebook,
    "composition": codebook.composition,
    "control": statements.control,
    "derived": article.derived_numbers,
    "discrepancies": article.discrepancies,
    "downloads": downloads.listing,
    "explorer": _explorer,
    "headings": codebook.headings,
    "bodies": people.bodies,
    "people": people.persons,
    "places": gazetteer.places,
    "population": population.population,
    "sources": article.sources,
    "terms": statements.terms,
    "theatres-of-events": events.theatres_of_events,
    "theatres-of-questions": questions.theatres_of_questions,
}
PARTS |= {f"words-{language}": lambda tables, language=language: words.page(language) for language in words.table()}
BY_THEATRE = {"chronology": events.chronology, "questions": questions.questions}


def part(tables, name, theatre=None):
    """A part of the shelf. Raises ValueError for a name, or a theatre, that there is not."""
    if name in BY_THEATRE and theatre:
        return BY_THEATRE[name](tables, theatre)
    if name not in PARTS or theatre:
        raise ValueError(
            f"no part '{' '.join(filter(None, (name, theatre)))}'; write one of {', '.join(PARTS)}, "
            f"or {' or '.join(BY_THEATRE)} with a theatre"
        )
    return PARTS[name](tables)


class Shelf(SphinxDirective):
    """``{shelf} people``, ``{shelf} chronology karabakh``."""

    required_arguments, optional_arguments = 1, 1

    def run(self):
        """The rows' bar and mark. A part that there is not is an error that names those there are; so is a chapter."""
        if not self.env.docname.startswith(f"{REFERENCE}/"):
            raise self.error(f"a part of the shelf stands on a page of {REFERENCE}/: its links carry no cards")
        try:
            shown = part(rows_of(self.env.app).tables, *self.arguments)
        except ValueError as error:
            raise self.error(str(error)) from None
        name = "-".join(self.arguments)
        file = _file(self.env.app, name)
        file.parent.mkdir(exist_ok=True)
        with file.open("w", encoding="utf-8") as target:
            bar = shown.write(target)
        return [nodes.raw("", f'<div class="cg-shelf">{bar}<!--shelf {name}--></div>', format="html")]


def _file(app, name, suffix="html"):
    return Path(app.doctreedir) / "shelf" / f"{name}.{suffix}"


def linked(app, docname, body):
    """`body` with the styles of its parts, each once. Their lines, links made real, go to files for `fill`."""
    styles = {}

    def style(match):
        styles[match[0]] = True
        return ""

    for name in MARK.findall(body):
        with (
            _file(app, name).open(encoding="utf-8") as lines,
            _file(app, name, LINKED).open("w", encoding="utf-8") as to,
        ):
            for line in lines:
                to.write(fill_marks(app, docname, link_rows(app, docname, STYLE.sub(style, line))))
    return MARK.sub(lambda mark: f"{''.join(styles)}{mark[0]}", body, 1)


def texts(app, path):
    """What a page says: its own text, then the lines of its parts, which `fill` has yet to put in."""
    text = path.read_text(encoding="utf-8")
    yield text
    for name in MARK.findall(text):
        with _file(app, name, LINKED).open(encoding="utf-8") as part:
            yield from part


def fill(app, error):
    """Handler of build-finished, after all that reads pages: put each part where its mark stands."""
    if error is not None or app.builder.name != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        text, *marked = MARK.split(path.read_text(encoding="utf-8"))
        if marked:
            with path.open("w", encoding="utf-8") as page:
                page.write(text)
                for name, text in zip(marked[::2], marked[1::2], strict=True):
                    with _file(app, name, LINKED).open(encoding="utf-8") as part:
                        shutil.copyfileobj(part, page)
                    page.write(text)
