"""The site's figures: their HTML from the notebooks' outputs, and their numbers.

`Figures` is named in pyproject.toml as a plugin of myst-nb's (`myst_nb.mime_renderers`).
"""

import json
import re
from collections.abc import Iterator

from docutils import nodes
from markupsafe import Markup
from myst_nb.core.render import MimeRenderPlugin

from contested_ground import FIGURE as MIME

NUMBER = '<span class="cg-number"></span>'
CAPTION = re.compile(
    r'<figure class="cg-figure[^"]*" id="([^"]+)"[^>]*><figcaption>'
    r'<p class="cg-title">(.*?)</p><p class="cg-subtitle">(.*?)</p>'
)


class Figures(MimeRenderPlugin):
    """Renders our own mime type; other builders than HTML take the picture."""

    mime_priority_overrides = (("html", MIME, 1), ("dirhtml", MIME, 1))

    @staticmethod
    def handle_mime(renderer, data, inline):
        """The figure's HTML as a node, or None for what is no figure of ours."""
        if inline or data.mime_type != MIME:
            return None
        content = data.content if isinstance(data.content, dict) else json.loads(data.content)
        return [nodes.raw("", content["html"], format="html")]


def label(docname: str, number: int) -> str:
    """'Figure 7.1' in chapter 07_…, 'Figure 1' elsewhere."""
    chapter = re.match(r"0*([1-9]\d*)_", docname.rpartition("/")[2])
    return f"Figure {chapter[1]}.{number}" if chapter else f"Figure {number}"


def number_figures(docname: str, body: str) -> str:
    """`body` with its figures numbered in their order."""
    head, *rest = body.split(NUMBER)
    return head + "".join(
        f'<span class="cg-number">{label(docname, number)}</span>{part}' for number, part in enumerate(rest, 1)
    )


def captions(docname: str, doctree: nodes.document) -> Iterator[tuple[str, str, str, str]]:
    """The figures of a page in their order: anchor, number, title, subtitle."""
    drawn = filter(None, (CAPTION.match(node.astext()) for node in doctree.findall(nodes.raw)))
    for number, found in enumerate(drawn, 1):
        anchor, *words = found.groups()
        yield anchor, label(docname, number), *(str(Markup(text).unescape()) for text in words)
