"""Files beside the pages: figures' data and images, downloads, the front door, and what no page loads left out."""

import base64
import html
import re
import shutil
from pathlib import Path

from contested_ground.site import downloads
from contested_ground.site.rows import EXPLORER, rows_of

NEVER_LOADED = (
    "scripts/bootstrap*",
    "scripts/fontawesome*",
    "*/*.map",
    "vendor",
    "locales",
    "images",
    "*.png",
    "*macros*",
    "searchtools.js",
    "language_data.js",
)
FILE_LINK = re.compile(r'(<a class="cg-\w+" download=")([a-z0-9-]+\.\w+)(" href=")data:[^;]+;base64,([^"]+)"')


def write_files(app, docname, body):
    """`body` with the data and images that figures carry written to `figures/` and linked from there."""
    folder = Path(app.outdir) / "figures"

    def file(match):
        folder.mkdir(exist_ok=True)
        (folder / match[2]).write_bytes(base64.b64decode(match[4]))
        return f'{match[1]}{match[2]}{match[3]}{"../" * docname.count("/")}figures/{match[2]}"'

    return FILE_LINK.sub(file, body)


def write_downloads(app):
    """Write the data's downloads, and what the Explorer draws from. They follow from the data alone."""
    folder = Path(app.outdir) / "downloads"
    folder.mkdir(exist_ok=True)
    for name, content in downloads.files(rows_of(app).folder, rows_of(app).tables):
        (folder / name).write_bytes(content)
    if EXPLORER in app.env.found_docs:
        from contested_ground.charts.explorer import SCRIPT, relief_file, script  # matplotlib takes a second

        (Path(app.outdir) / SCRIPT).write_text(script(rows_of(app).tables), encoding="utf-8")
        shutil.copy(relief_file(), app.outdir)


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


def write_not_found(app, error):
    """Handler of build-finished: 404.html, which servers show at any depth, so that it needs no file beside it."""
    if error is None and app.builder.name == "html":
        title = html.escape(app.config.html_title)
        home = html.escape(rows_of(app).package.get("homepage") or "index.html")
        (Path(app.outdir) / "404.html").write_text(
            f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Page not found · {title}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<link rel="icon" href="_static/favicon.svg"><style>:root{color-scheme:light dark}'
            "body{font:1.1rem/1.6 Georgia,serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}"
            "a{color:inherit}</style></head>\n"
            "<body><main><h1>This page is not in the book</h1><p>It may have moved: rows and places are found by the "
            f'search. <a href="{home}">{title}</a> begins here.</p></main></body>\n</html>\n',
            encoding="utf-8",
        )


def slim_assets(app, error):
    """Handler of build-finished: leave out what no page loads."""
    static = Path(app.outdir) / "_static"
    if error is not None or app.builder.name != "html":
        return
    for pattern in NEVER_LOADED:
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
