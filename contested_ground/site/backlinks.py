"""Which chapters use a row: found in the finished documents, so that prose and figure notes count alike."""

import html
import re
from collections import defaultdict

from docutils import nodes

MARK = re.compile(r"<!--used ([a-z]+):([^>]*?)-->")


def uses(app, kinds, reference):
    """Where rows are linked from: {(kind, identifier): {docname: anchor of the first section that links it}}.

    ``kinds``: the kinds of link; ``reference``: the folder of pages that do not count.
    """
    target = re.compile(rf"({'|'.join(kinds)}):(.+)")
    written = re.compile(rf'href="((?:{"|".join(kinds)}):[^"]+)"')
    found = defaultdict(dict)
    for docname in sorted(app.env.found_docs):
        if docname.startswith(reference):
            continue
        for node in app.env.get_doctree(docname).findall(_links_or_html):
            texts = written.findall(node.astext()) if isinstance(node, nodes.raw) else [node.get("refuri", "")]
            for match in filter(None, map(target.fullmatch, texts)):
                found[match[1], html.unescape(match[2])].setdefault(docname, _section(node))
    return found


def _links_or_html(node):
    return isinstance(node, nodes.reference) or (isinstance(node, nodes.raw) and node.get("format") == "html")


def _section(node):
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node["ids"][0] if node is not None else ""


def fill(app, docname, body, found):
    """`body` with each mark of :func:`.html.used` replaced by links to the chapters, or by nothing."""

    def chapters(match):
        places = found.get((match[1], match[2]), {})
        links = []
        for page, anchor in places.items():
            address, title = app.builder.get_relative_uri(docname, page), app.env.titles[page].astext()
            links.append(f'<a href="{address}#{anchor}">{html.escape(title)}</a>')
        return f'<p class="cg-used">Used in {", ".join(links)}</p>' if links else ""

    return MARK.sub(chapters, body)
