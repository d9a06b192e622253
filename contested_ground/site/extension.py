"""The site's extras, a Sphinx extension.

Links to rows (`[137,900](population:zangezur-1897-total)`) lead to the row on a reference page and carry a card;
figures' data and images become files; code is folded; the theme's accessibility faults are mended. All but the folding
works on the finished body of a page, so that prose and notebook outputs are treated alike.
"""

import base64
import difflib
import html
import json
import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from contested_ground import build
from contested_ground.analysis import derived
from contested_ground.data import tables
from contested_ground.site import backlinks, downloads, links, metadata, search

logger = logging.getLogger(__name__)

REFERENCE = "notebooks/reference"  # the folder of the reference pages
EXPLORER = f"{REFERENCE}/explorer"

# Which reference page a row stands on, by kind of link. {theatre} splits a page by the row's theatre, a question taking
# that of its passage: an address stays when rows are added.
PAGES = {
    "actor": "people",
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
ROW_LINK = re.compile(rf'<a\b[^>]*\bhref="({"|".join(PAGES)}):([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
NEVER_LOADED = (
    "scripts/bootstrap*",
    "scripts/fontawesome*",
    "*/*.map",
    "vendor",
    "locales",
    "images",
    "*.png",
    "*macros*",
)
FILE_LINK = re.compile(r'(<a class="cg-\w+" download=")([a-z0-9-]+\.\w+)(" href=")data:[^;]+;base64,([^"]+)"')


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
    for kind in sorted(PAGES.keys() & links.TABLES.keys() - {"claim", "event", "question"}):
        table, key = links.TABLES[kind]
        rows += [(kind, name, name, "") for name in data[table][key]]
    return {
        (kind, name): (f"{REFERENCE}/{PAGES[kind].format(theatre=where.replace('_', '-'))}", anchor)
        for kind, name, anchor, where in rows
    }


class Rows:
    """The data set of one build: its tables, where each row stands, the rows' cards, and who uses them."""

    def __init__(self, app):
        folder = Path(app.srcdir) / "data"
        self.package = tables.contract(folder)
        self.tables = tables.load(folder)
        self.addresses = addresses(self.tables)
        self.cards = {}
        self.linked = set()
        self.uses = backlinks.uses(app, PAGES, REFERENCE)
        self.downloads = downloads.files(folder, self.tables)

    def card(self, kind, identifier):
        """The card of a row: {"title": …, "lines": [[label, text], …]}."""
        if (kind, identifier) not in self.cards:
            self.cards[kind, identifier] = links.card(kind, identifier, self.tables)
        return self.cards[kind, identifier]


def rows_of(app):
    """The build's Rows, read when first asked for."""
    if not hasattr(app, "contested_ground_rows"):
        app.contested_ground_rows = Rows(app)
    return app.contested_ground_rows


def href(app, docname, kind, identifier):
    """The relative link from page `docname` to a row. Raises KeyError for a row that is not in the data."""
    page, anchor = rows_of(app).addresses[kind, identifier]
    return f"{app.builder.get_relative_uri(docname, page)}#{anchor}"


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
    cards = {}

    def real(match):
        kind, identifier, text = match[1], html.unescape(match[2]), match[3]
        try:
            target = href(app, docname, kind, identifier)
        except KeyError:
            known = [name for other, name in rows_of(app).addresses if other == kind]
            nearest = ", ".join(difflib.get_close_matches(identifier, known, cutoff=0.4)) or "none"
            place = f"{docname}{_cell(app, docname, f'{kind}:{identifier}')}"
            logger.warning(f"{place}: [{text}]({kind}:{identifier}): no such {kind}; nearest: {nearest}")
            return text
        rows_of(app).linked.add((kind, identifier))
        if not docname.startswith(REFERENCE):
            cards[target] = rows_of(app).card(kind, identifier)
        return f'<a class="row-link" href="{target}">{text}</a>'

    body = ROW_LINK.sub(real, body)
    if cards:
        texts = json.dumps(cards, ensure_ascii=False, sort_keys=True).replace("</", r"<\/")
        body += f'<script type="application/json" id="cg-cards">{texts}</script>'
    return body


def write_files(app, docname, body):
    """`body` with the data and images that figures carry written to `figures/` and linked from there."""
    folder = Path(app.outdir) / "figures"

    def file(match):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / match[2]).write_bytes(base64.b64decode(match[4]))
        return f'{match[1]}{match[2]}{match[3]}{"../" * docname.count("/")}figures/{match[2]}"'

    return FILE_LINK.sub(file, body)


def write_downloads(app):
    """Write the data's downloads, and for the Explorer Vega. They follow from data and packages alone."""
    folder = Path(app.outdir) / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rows_of(app).downloads.items():
        (folder / name).write_bytes(content)
    if EXPLORER in app.env.found_docs:
        from contested_ground.charts import explorer  # altair takes a second or two

        (Path(app.outdir) / explorer.SCRIPT).write_text(explorer.script(), encoding="utf-8")


def shelve(app, docname, body):
    """`body` of a reference page with the chapters that use a row, and the sizes of the downloads."""

    def size(match):
        return f"({max(1, len(rows_of(app).downloads[match[1]]) // 1000):,} KB)"

    return re.sub(r"<!--size (\S+?)-->", size, backlinks.fill(app, docname, body, rows_of(app).uses))


def describe(app):
    """The data set for search engines: a script element with schema.org's description of it."""
    package = rows_of(app).package
    about = json.dumps(metadata.schema_org(package, downloads.media(package)), ensure_ascii=False)
    return '<script type="application/ld+json">' + about.replace("</", r"<\/") + "</script>"


def mend_tables(body):
    """`body` with pandas' tables mended: no empty header cells, headers that say their scope, scrolling where wide."""

    def mend(match):
        table = re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", match[0])
        head, end, rest = table.partition("</thead>")
        table = head.replace("<th>", '<th scope="col">') + end + rest.replace("<th>", '<th scope="row">')
        return f'<div class="pst-scrollable-table-container">{table}</div>'

    return re.sub(r'<table border="1" class="dataframe">.*?</table>', mend, body, flags=re.DOTALL)


def once(body):
    """`body` with each <style> kept only where it first stands: every figure carries its own."""
    seen = set()

    def first(match):
        known = match[0] in seen
        seen.add(match[0])
        return "" if known else match[0]

    return re.sub(r"<style[^>]*>.*?</style>", first, body, flags=re.DOTALL)


def finish_page(app, pagename, templatename, context, doctree):
    """Handler of html-page-context: mend the body, describe the page, load each script once and late."""
    if "body" in context and doctree is not None:
        body = once(write_files(app, pagename, link_rows(app, pagename, context["body"])))
        if pagename.startswith(REFERENCE):
            body = shelve(app, pagename, body)
        if pagename in (app.config.root_doc, f"{REFERENCE}/downloads"):
            context["metatags"] += describe(app)
        # docutils gives bibliography entries a role that is deprecated and no list item's
        context["body"] = mend_tables(body).replace('role="doc-biblioentry"', 'role="listitem"')
        paragraph = next((node.astext() for node in doctree.findall(nodes.paragraph)), "")
        context["description"] = " ".join(paragraph.split())
    scripts = {script.filename: script for script in context["script_files"] if script.filename}
    scripts = {name: script for name, script in scripts.items() if "/library/" not in name}  # loaded on first use
    if pagename != EXPLORER:
        scripts.pop("_static/explorer.js", None)
    if pagename != "search":  # whose own scripts need these at once; elsewhere they wait for the page
        scripts = {name: type(it)(name, **it.attributes | {"defer": "defer"}) for name, it in scripts.items()}
    context["script_files"] = list(scripts.values())


def fold_code(app, doctree, docname):
    """Handler of doctree-resolved: the source of code cells goes behind a summary, one for all up to an output."""
    sources = [part for part in doctree.findall(nodes.container) if part.get("nb_element") == "cell_code_source"]
    for source in sources:
        cell = source.parent
        following = cell.next_node(siblings=True, descend=False)
        if len(cell) == 1 and following is not None and following.get("nb_element") == "cell_code":
            following[0].insert(0, source.children)
            cell.parent.remove(cell)
            continue
        source.insert(0, nodes.raw("", '<details class="cg-code"><summary>Show the code</summary>', format="html"))
        source.append(nodes.raw("", "</details>", format="html"))


def search_page(app):
    """Handler of html-collect-pages: the page of the book's own search, whose documents go with it."""
    search.write(app, rows_of(app))
    yield "search", {"title": "Search"}, "search.html"


def no_stock_search(app):
    """Handler of builder-inited: Sphinx's own search finds pages, the book's finds entries."""
    app.builder.search = False


def drop_stale(app):
    """Handler of builder-inited: no result outlives the data, code or packages it came from."""
    build.drop_stale_cache(Path(app.srcdir))


def outdated(app, env, added, changed, removed):
    """Handler of env-get-outdated: every page is, when data, code, packages or the site's look changed."""
    inputs = build.digest(build.pages_from(Path(app.srcdir)))
    if getattr(env, "contested_ground_inputs", None) == inputs:
        return []
    env.contested_ground_inputs = inputs
    return sorted(env.found_docs)


def reading(app, env, docnames):
    """Handler of env-before-read-docs: remember whether any page is read."""
    app.contested_ground_reads = bool(docnames)


def rewrite_all(app, env):
    """Handler of env-updated: one page read means all written, from nothing, since each names the others."""
    if not app.contested_ground_reads:
        return []
    shutil.rmtree(Path(app.outdir) / "figures", ignore_errors=True)
    write_downloads(app)
    for page in Path(app.outdir).rglob("*.html"):
        page.unlink()
    return sorted(env.found_docs)


def missing_pages(app):
    """Handler of html-collect-pages: where the book lacks a reference page, a plain list of linked rows stands in."""
    pages = {}
    for kind, name in sorted(rows_of(app).linked):
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


def write_index(app, error):
    """Handler of build-finished, before Jupyter Book's: the front door leads to the cover."""
    if error is None and app.builder.name == "html":
        cover = app.builder.get_relative_uri("index", app.config.root_doc)
        title = html.escape(app.config.html_title)
        (Path(app.outdir) / "index.html").write_text(
            f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<link rel="icon" href="_static/favicon.svg"><meta http-equiv="refresh" content="0; url={cover}"></head>\n'
            f'<body><main><h1><a href="{cover}">{title}</a></h1></main></body>\n</html>\n',
            encoding="utf-8",
        )


def slim_assets(app, error):
    """Handler of build-finished: leave out what no page loads, and the style rules whose classes no page has.

    The theme brings 390 KB of styles for every component of Bootstrap and every icon of Font Awesome; a phone would
    wait for them.
    """
    static = Path(app.outdir) / "_static"
    if error is not None or app.builder.name != "html":
        return
    for pattern in NEVER_LOADED:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    scripts = [*Path(app.outdir).rglob("*.html"), *static.rglob("*.js")]
    words = set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in scripts)))

    def used(rule):
        selectors = [rule[1]] if "(" in rule[1] else rule[1].split(",")
        kept = [selector for selector in selectors if words.issuperset(re.findall(r"\.([A-Za-z_][\w-]*)", selector))]
        return ",".join(kept) + rule[2] if kept else ""

    for path in [*static.glob("styles/*.css"), *static.glob("mystnb.*.css")]:
        path.write_text(re.sub(r"([^{}]+)(\{[^{}]*\})", used, path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    """Sphinx's entry point."""
    app.add_config_value("comments_config", {}, "")  # Jupyter Book sets it for an extension that the book doesn't load
    app.connect("builder-inited", drop_stale)
    app.connect("builder-inited", no_stock_search)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", reading)
    app.connect("env-updated", rewrite_all)
    app.connect("doctree-resolved", fold_code)
    app.connect("html-page-context", finish_page)
    app.connect("html-collect-pages", missing_pages)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write_index, priority=100)
    app.connect("build-finished", slim_assets, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
