"""What a page says to those who link to it or take it away: picture, address, versions, a map of the site, notebooks.

Addresses come from `html: baseurl` and `html_theme_options: repository_url` of _config.yml; while these are empty, what
needs one is left out.
"""

import html
import re
import shutil
from pathlib import Path

from contested_ground.site.reference import words
from contested_ground.site.rows import rows_of

VERSION = re.compile(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)\n+(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r'class="cg-image" download="[^"]+" href="[^"]*figures/([^"]+)"')
COVER = "figures/cover.png"  # the picture of a page without figures


def versions(text):
    """The versions that a CHANGELOG tells of, newest first: (number, day, Markdown of what changed)."""
    return VERSION.findall(text)


def base(app):
    """The site's address with a slash at its end, or an empty text while _config.yml has none."""
    address = app.config.html_baseurl or ""
    return address and address.rstrip("/") + "/"


def plain(title):
    """A page's title, which Sphinx gives as HTML, as text."""
    return html.unescape(re.sub(r"<[^>]+>", "", title))


def meta(app, pagename, title, description, body):
    """The elements by which other sites show a link: title, sentence, and the page's first figure."""
    picture = PICTURE.search(body)
    path = f"figures/{picture[1]}" if picture else COVER
    up = base(app) or "../" * pagename.count("/")
    facts = {
        "og:type": "book" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.html_title,
        "og:title": plain(title),
        "og:description": description,
        "og:image": up + path,
        "og:locale": "en_GB",
    }
    if base(app):
        facts["og:url"] = base(app) + app.builder.get_target_uri(pagename)
    lines = [f'<meta property="{key}" content="{html.escape(value)}">' for key, value in facts.items() if value]
    lines += [
        '<meta name="twitter:card" content="summary_large_image">',
        '<link rel="alternate" type="application/atom+xml" title="Versions" '
        f'href="{"../" * pagename.count("/")}feed.xml">',
    ]
    return "\n".join(lines)


def edition(app):
    """The data's version and its day, for the foot of each page."""
    told = versions((Path(app.srcdir) / "CHANGELOG.md").read_text(encoding="utf-8"))
    version = rows_of(app).package["version"]
    return {"cg_version": version, "cg_day": next((day for number, day, _ in told if number == version), "")}


def ways(app, pagename):
    """What the foot of a page with a source offers, for the template: the notebook, and where it runs or is changed."""
    found, path = {}, Path(app.env.doc2path(pagename))
    source = path.relative_to(app.srcdir).as_posix()
    if path.suffix == ".ipynb":
        (Path(app.outdir) / source).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, Path(app.outdir) / source)
        found["cg_notebook"] = path.name
    options = app.config.html_theme_options
    repository, branch = (options.get("repository_url") or "").rstrip("/"), options.get("repository_branch") or "main"
    if repository:
        owner = repository.split("//")[-1].partition("/")[2]
        found |= {"cg_repository": repository, "cg_edit": f"{repository}/edit/{branch}/{source}"}
        if path.suffix == ".ipynb" and "//github.com/" in repository:
            found["cg_binder"] = f"https://mybinder.org/v2/gh/{owner}/{branch}?urlpath=lab/tree/{source}"
            found["cg_colab"] = f"https://colab.research.google.com/github/{owner}/blob/{branch}/{source}"
    return found


def feed(app, told):
    """The versions as an Atom feed."""
    title, name = html.escape(app.config.html_title), rows_of(app).package["name"]
    entries = "".join(
        f"<entry><title>{title} {number}</title><id>urn:{name}:{number}</id><updated>{day}T00:00:00Z</updated>"
        f'<link href="{base(app) or "index.html"}"/>'
        f'<content type="text">{html.escape(changes.strip())}</content></entry>\n'
        for number, day, changes in told
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<title>{title}: versions</title><id>urn:{name}:versions</id><updated>{told[0][1]}T00:00:00Z</updated>"
        f"<author><name>{html.escape(app.config.author)}</name></author>\n{entries}</feed>\n"
    )


def write_feed(app, error):
    """Handler of build-finished: feed.xml, and with an address sitemap.xml and robots.txt, which need whole ones."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / COVER).parent.mkdir(exist_ok=True)
    shutil.copyfile(Path(app.srcdir) / "_static/cover.png", out / COVER)
    told = versions((Path(app.srcdir) / "CHANGELOG.md").read_text(encoding="utf-8"))
    (out / "feed.xml").write_text(feed(app, told), encoding="utf-8")
    if base(app):
        pages = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs) if not words.unread(name)]
        urls = "".join(f"<url><loc>{html.escape(base(app) + page)}</loc></url>\n" for page in pages)
        (out / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{urls}</urlset>\n",
            encoding="utf-8",
        )
        (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base(app)}sitemap.xml\n", encoding="utf-8")
