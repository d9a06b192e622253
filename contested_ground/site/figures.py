"""The site's figures: their HTML from the notebooks' outputs, and their numbers.

`Figures` is named in pyproject.toml as a plugin of myst-nb's (`myst_nb.mime_renderers`).
"""

import json
import re

from docutils import nodes
from myst_nb.core.render import MimeRenderPlugin

from contested_ground import FIGURE as MIME

NUMBER = '<span class="cg-number"></span>'


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


def number_figures(docname: str, body: str) -> str:
    """`body` with its figures numbered in their order: 'Figure 7.1' in chapter 07_…, 'Figure 1' elsewhere."""
    chapter = re.match(r"0*([1-9]\d*)_", docname.rpartition("/")[2])
    head, *rest = body.split(NUMBER)
    before = f"{chapter[1]}." if chapter else ""
    return head + "".join(
        f'<span class="cg-number">Figure {before}{number}</span>{part}' for number, part in enumerate(rest, 1)
    )
