"""The site's extras, a Sphinx extension.

Links to rows (`[137,900](population:zangezur-1897-total)`) lead to the row on a reference page and carry a card; the
reference pages are made from the tables; figures' data and images become files; code is folded; the theme's
accessibility faults are mended. All but the folding works on the finished body of a page, so that prose and notebook
outputs are treated alike.
"""

import ctypes
import json
import os
from contextlib import suppress
from pathlib import Path

from sphinx.errors import SphinxError

from contested_ground import build, results
from contested_ground.site import policy, search, sharing, shelf, styles
from contested_ground.site.assets import slim_assets, write_downloads, write_index, write_not_found
from contested_ground.site.pages import finish_page, fold_boxes, fold_code
from contested_ground.site.reference.index import Index
from contested_ground.site.rows import missing_pages, rows_of

# Of styles of equal weight the later one wins; what is not named here comes last, by name.
STYLES = ("print", "book", "anywhere", "maps", "explorer", "fonts", "shelf")
SCRIPTS = ("cite", "cards", "search", "anywhere", "explorer", "explorer-map", "shelf", "stepper")


def in_order(app, config):
    """Handler of config-inited: styles and scripts in our order; Jupyter Book takes that of the file system."""
    for files, order in ((config.html_css_files, STYLES), (config.html_js_files, SCRIPTS)):
        places = {name: place for place, name in enumerate(order)}
        files.sort(key=lambda file, places=places: (places.get(Path(file).stem, len(places)), file))


def search_page(app):
    """Handler of html-collect-pages: the page of the book's own search, whose documents go with it."""
    search.write(app, rows_of(app))
    yield "search", {"title": "Search"}, "search.html"


def disown(app):
    """Handler of builder-inited: what a build writes is no finished book of `make book` until that says so."""
    (Path(app.outdir).parent / build.STAMP).unlink(missing_ok=True)


def no_stock_search(app):
    """Handler of builder-inited: Sphinx's own search finds pages, the book's finds entries."""
    app.builder.search = False


def executed(app, docname, content):
    """Handler of source-read: the notebook as `make book` ran it, where it does; else myst-nb runs it."""
    if app.config.contested_ground_results:
        path, root = Path(app.env.doc2path(docname)), Path(app.srcdir)
        if path.suffix == ".ipynb":
            try:
                results.wait(root)
            except results.BuildError:
                raise SphinxError("a notebook failed") from None
            content[0] = json.dumps(results.with_outputs(path, root))


def outdated(app, env, added, changed, removed):
    """Handler of env-get-outdated: every page is, when data, code, packages or the site's look changed."""
    inputs = results.digest(results.pages_from(Path(app.srcdir)), Path(app.srcdir))
    if getattr(env, "contested_ground_inputs", None) == inputs:
        return []
    env.contested_ground_inputs = inputs
    return sorted(env.found_docs)


def reading(app, env, docnames):
    """Handler of env-before-read-docs: notebooks last, since they may still run; meanwhile the downloads are made."""
    app.contested_ground_writes = bool(docnames) or not any(Path(app.outdir).glob("*/*.html"))
    if app.contested_ground_writes:
        write_downloads(app)
        give_back()
    docnames.sort(key=lambda name: name.startswith("notebooks/"))


def rewrite_all(app, env):
    """Handler of env-updated: one page read, or none there yet, means all written, since each names the others.

    They are written by as many processes as there are processors; reading stays in this one, which runs the notebooks.
    """
    if not app.contested_ground_writes:
        return []
    app.parallel = 1 + (os.cpu_count() or 1)
    rows_of(app).uses  # noqa: B018 -- counted once, here, and not by each process
    rows_of(app).tables.forget(Index)  # the lists are made
    give_back()
    return sorted(env.found_docs)


def give_back():
    """Return to the system the memory that nothing holds any more; glibc keeps most of it, and has a word for it."""
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def setup(app):
    """Sphinx's entry point."""
    app.add_config_value("comments_config", {}, "")  # Jupyter Book sets it for an extension that the book doesn't load
    app.add_config_value("contested_ground_results", False, "")  # whether notebooks were run by contested_ground.build
    app.add_directive("shelf", shelf.Shelf)
    app.connect("config-inited", in_order)
    app.connect("builder-inited", disown)
    app.connect("builder-inited", no_stock_search)
    app.connect("source-read", executed, priority=100)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", reading)
    app.connect("env-updated", rewrite_all)
    app.connect("doctree-resolved", fold_code)
    app.connect("doctree-resolved", fold_boxes)
    app.connect("html-page-context", finish_page)
    app.connect("html-collect-pages", missing_pages)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write_index, priority=100)
    app.connect("build-finished", write_not_found, priority=100)
    app.connect("build-finished", sharing.write_feed)
    app.connect("build-finished", slim_assets, priority=900)
    app.connect("build-finished", styles.write, priority=920)
    app.connect("build-finished", policy.write, priority=950)
    app.connect("build-finished", shelf.fill, priority=960)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
