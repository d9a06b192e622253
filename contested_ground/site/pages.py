"""Finishing a page: tables and styles mended, code folded, the data set described, scripts loaded late."""

import html
import re
from functools import lru_cache

from docutils import nodes

from contested_ground.data import citing, embed
from contested_ground.site import downloads, metadata, sharing
from contested_ground.site.assets import write_files
from contested_ground.site.figures import number_figures
from contested_ground.site.reference import words
from contested_ground.site.rows import EXPLORER, REFERENCE, link_rows, rows_of
from contested_ground.site.shelf import linked

BOXES = {"who-is-who", "names", "try-it", "sources"}  # what a chapter ends with


def describe(app):
    """The data set for search engines: a script element with schema.org's description of it."""
    package = rows_of(app).package
    return embed.block(metadata.schema_org(package, downloads.media(package)), "application/ld+json")


def sized(app, body):
    """`body` with the size of each picture that a notebook shows, so that nothing moves when it arrives."""
    from PIL import Image  # here: only few pages have one

    kept = {name: path for path, name in app.builder.images.items()}

    def with_size(match):
        with Image.open(kept[match[2]]) as picture:
            width, height = picture.size
        return f'{match[1]} width="{width}" height="{height}"'

    return re.sub(r'(<img[^>]*\bsrc="[^"]*_images/([^"]+)")', with_size, body)


def cited(app, pagename, title):
    """What `_static/cite.js` needs to say how the page and its rows are cited: a script element of JSON."""
    about = rows_of(app).package
    book = {
        "author": citing.CREATOR,
        "title": about["title"],
        "key": about["name"],
        "page": "" if pagename == app.config.root_doc else sharing.plain(title),
        "version": about["version"],
        "year": app.config.copyright,
        "url": about.get("homepage", ""),
        "doi": about.get("id", "").removeprefix("https://doi.org/"),
        "licence": citing.licence(about),
    }
    return embed.block(book, name="cg-book")


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


TITLE = re.compile(r"(<h1>.*?</h1>)\s*(<p><em>.*?</em></p>)?", re.DOTALL)
BANNER = re.compile(r'<div class="cg-banner">.*?</svg></div>', re.DOTALL)


def lift_banner(body):
    """`body` with its banner, where a cell shows one, moved to the top, the page's title and standfirst on it.

    They stand before it: a slow line brings them first, and whole, so that nothing moves when the banner arrives.
    """
    if not (banner := BANNER.search(body)):
        return body
    body = body.replace(banner[0], "", 1)
    return TITLE.sub(
        lambda top: f'<header class="cg-cover"><div>{top[1]}{top[2] or ""}</div>{banner[0]}</header>', body, 1
    )


@lru_cache(maxsize=1)
def contents(app):
    """The book's parts for the menu, as in `_toc.yml`: `caption`, and `pages` with `docname`, `title` and their own
    `pages`. The theme's menu is resolved and parsed anew for each page, a fifth of the time that writing takes."""
    book, env = app.config.external_site_map, app.env

    def title(name):
        number = "".join(f"{part}. " for part in env.toc_secnumbers.get(name, {}).get("", ()))
        return number + env.titles[name].astext()

    def pages(part):
        return [
            {
                "docname": name,
                "title": title(name),
                "pages": [page for sub in book[name].subtrees for page in pages(sub)],
            }
            for name in map(str, part.items)
        ]

    return [{"caption": part.caption, "pages": pages(part)} for part in book.root.subtrees]


def finish_page(app, pagename, templatename, context, doctree):
    """Handler of html-page-context: mend the body, describe the page, load each script once and late."""
    if "body" in context and doctree is not None:
        body = lift_banner(number_figures(pagename, context["body"]))
        body = once(write_files(app, pagename, link_rows(app, pagename, body)))
        body = linked(app, pagename, body)
        if pagename in (app.config.root_doc, f"{REFERENCE}/downloads"):
            context["metatags"] += describe(app)
        body = re.sub(r'(<span class="section-number">\d+)\. ?', r"\1", body)  # the style says Chapter before it
        # docutils gives bibliography entries a role that is deprecated and no list item's
        context["body"] = mend_tables(sized(app, body)).replace('role="doc-biblioentry"', 'role="listitem"')
        context["body"] += cited(app, pagename, context["title"])
        paragraph = next((node.astext() for node in doctree.findall(nodes.paragraph)), "")
        context["description"] = " ".join(paragraph.split())
        context["metatags"] += sharing.meta(app, pagename, context["title"], context["description"], body)
        context |= sharing.ways(app, pagename)
        if words.unread(pagename):
            context["metatags"] += '<meta name="robots" content="noindex">'
    context |= {"contents": contents(app), **sharing.edition(app)}
    scripts = {script.filename: script for script in context["script_files"] if script.filename}
    scripts = {name: script for name, script in scripts.items() if "/library/" not in name}  # loaded on first use
    if pagename != EXPLORER:
        scripts = {name: script for name, script in scripts.items() if not name.startswith("_static/explorer")}
        context["css_files"] = [css for css in context["css_files"] if css.filename != "_static/explorer.css"]
    scripts = {name: type(it)(name, **it.attributes | {"defer": "defer"}) for name, it in scripts.items()}
    context["script_files"] = list(scripts.values())


def fold_boxes(app, doctree, docname):
    """Handler of doctree-resolved: a chapter's boxes stand behind a summary, which `_static/anywhere.js` closes on
    phones only; else they are open and the summary isn't seen."""
    for section in doctree.findall(nodes.section):
        part = not isinstance(section.parent, nodes.document)  # the chapter Try it is no box
        if part and BOXES.intersection(section["ids"]) and docname.startswith("notebooks/"):
            title = html.escape(section.next_node(nodes.title).astext())
            opening = f'<details class="cg-fold" open><summary>{title}: show or hide</summary>'
            section.insert(1, nodes.raw("", opening, format="html"))
            section.append(nodes.raw("", "</details>", format="html"))


def _only_code(cell):
    """Whether a cell shows nothing to those who don't read the code: no output, or a DataFrame or a Series."""
    shown = [part.astext() for part in cell[1:]]
    return all('class="dataframe"' in text or "\nName: " in text or "dtype: " in text for text in shown)


def fold_code(app, doctree, docname):
    """Handler of doctree-resolved: the source of code cells goes behind a summary, one for all up to an output.

    A table that a cell only shows as the data changes (a DataFrame) goes there too: it is for those who read the code,
    but for what is tried at a chapter's end.
    A cell tagged `open` shows its source and its table; one tagged `answer` is folded whole, output and all.
    """
    sources = [part for part in doctree.findall(nodes.container) if part.get("nb_element") == "cell_code_source"]
    for source in sources:
        cell = source.parent
        if "tag_answer" in cell["classes"]:
            cell.insert(0, nodes.raw("", '<details class="cg-answer"><summary>Answer</summary>', format="html"))
            cell.append(nodes.raw("", "</details>", format="html"))
            continue
        shown = " open" * ("tag_open" in cell["classes"])
        following = cell.next_node(siblings=True, descend=False)
        plain = following is not None and following.get("nb_element") == "cell_code" and not shown
        if plain and _only_code(cell) and not {"tag_open", "tag_answer"} & set(following["classes"]):
            following[0].insert(0, [child for part in cell.children for child in part.children])
            cell.parent.remove(cell)
            continue
        fold = f'<details class="cg-code"{shown}><summary>{"The" if shown else "Show the"} code</summary>'
        seen = shown or "try-it" in cell.parent["ids"] or not _only_code(cell)
        folded = source if seen else cell
        folded.insert(0, nodes.raw("", fold, format="html"))
        folded.append(nodes.raw("", "</details>", format="html"))
