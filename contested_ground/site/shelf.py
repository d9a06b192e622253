"""The directive ``{shelf} NAME [THEATRE]``: a part of the reference shelf, made from the tables while Sphinx reads."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from contested_ground.analysis import agreement
from contested_ground.site import downloads
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
from contested_ground.site.rows import rows_of


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
    """``{shelf} people``, ``{shelf} chronology karabakh``.

    The document holds a mark, and a file beside it the part, which may be large: Sphinx keeps and copies documents.
    """

    required_arguments, optional_arguments = 1, 1

    def run(self):
        """The rows as HTML. A part that there is not is an error that names those there are."""
        try:
            shown = part(rows_of(self.env.app).tables, *self.arguments)
        except ValueError as error:
            raise self.error(str(error)) from None
        name = "-".join(self.arguments)
        file = _file(self.env.app, name)
        file.parent.mkdir(exist_ok=True)
        with file.open("w", encoding="utf-8") as target:
            target.writelines(shown.parts())
        return [nodes.raw("", f"<!--shelf {name}-->", format="html")]


def _file(app, name):
    return Path(app.doctreedir) / "shelf" / f"{name}.html"


def filled(app, body):
    """`body` with each mark that the directive left replaced by its part."""
    return re.sub(r"<!--shelf (\S+)-->", lambda mark: _file(app, mark[1]).read_text(encoding="utf-8"), body)
