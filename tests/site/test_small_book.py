"""A book of three pages, built whole without a browser: what its pages, search, feed and front door hold."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import lxml.etree
import lxml.html
import pytest
from support import once

from contested_ground import build
from contested_ground.data import citing
from contested_ground.site import sharing

ROOT = build.ROOT
SITE, REPOSITORY = "https://example.org/book/", "https://github.com/someone/book"
WORDS = "The river is wide here & slow; " * 8
CLAIM = "shusha-environs-1919-06-killed-armenians-bristol"
TERM = "1918-08-nuri-pasha-demands-azerbaijani-authority-term"
COVER = f"""# The cover

First words. See [paragraph 269](article:269), [about 600](claim:{CLAIM}), [a demand](term:{TERM}) and
[what was fought](explorer:theatre=karabakh&when=1920-03).

## A section of its own

{WORDS}

## Sources

None."""
CODE = """import base64, pandas as pd
from IPython.display import Image
display(pd.DataFrame({"a": [1]}))
Image(base64.b64decode("PNG"))"""
# five pixels wide, three high
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAIAAADUVFKvAAAAEElEQVR4nGP4z8CAjBgI8AF1yA7yBqYM2wAAAABJRU5ErkJggg=="


def small(parent):
    folder = parent / "small"
    for name in ("_static", "_templates", "contested_ground", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "references.bib", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    config = config.replace('baseurl: ""', f"baseurl: {SITE}").replace('_url: ""', f"_url: {REPOSITORY}")
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    toc = "format: jb-book\nroot: notebooks/00_cover\nchapters:\n  - file: notebooks/01_words\n"
    (folder / "_toc.yml").write_text(
        toc + "  - file: reference/terms\n  - file: reference/downloads\n", encoding="utf-8"
    )
    for name in ("notebooks", "reference"):
        (folder / name).mkdir()
    for name in ("terms", "downloads"):
        text = f"# {name.capitalize()}\n\nWords.\n\n```{{shelf}} {name}\n```\n"
        (folder / f"reference/{name}.md").write_text(text, encoding="utf-8")
    for name, text, code in (
        ("00_cover", COVER, "1 + 1"),
        ("01_words", "# Words & more\n\nWords.", CODE.replace("PNG", PNG)),
    ):
        cell = {
            "cell_type": "code",
            "id": "code",
            "metadata": {},
            "source": code,
            "execution_count": None,
            "outputs": [],
        }
        cells = [{"cell_type": "markdown", "id": "words", "metadata": {}, "source": text}, cell]
        book = {"cells": cells, "metadata": build.KERNEL, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"notebooks/{name}.ipynb").write_text(json.dumps(book), encoding="utf-8")
    script = "from pathlib import Path; from contested_ground import build; build.build(Path.cwd())"
    command = [sys.executable, "-P", "-c", script]  # the package of this clone, not the copy's
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return str(folder / "_build/html")


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    return Path(once(tmp_path_factory, "small", small))


def page(site, name):
    return lxml.html.fromstring((site / f"{name}.html").read_bytes())


def data(page, name):
    return json.loads(page.xpath(f"string(//script[@id='{name}'])"))


def test_a_page_says_to_other_sites_what_it_is(small_site):
    meta = {m.get("property"): m.get("content") for m in page(small_site, "notebooks/01_words").xpath("//head/meta")}
    assert (
        meta.items()
        >= {
            "og:type": "article",
            "og:site_name": "Contested Ground",
            "og:title": "Words & more",
            "og:description": "Words.",
            "og:image": f"{SITE}figures/cover.png",
            "og:url": f"{SITE}notebooks/01_words.html",
        }.items()
    )
    assert (small_site / "figures/cover.png").is_file()
    cover = page(small_site, "notebooks/00_cover")
    assert cover.xpath("//meta[@property='og:type']/@content") == ["book"]
    assert cover.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert cover.xpath("//link[@type='application/atom+xml']/@href") == ["../feed.xml"]
    assert [json.loads(block)["@type"] for block in cover.xpath("//script[contains(@type, 'ld+json')]/text()")] == [
        "Dataset"
    ]
    assert page(small_site, "notebooks/01_words").xpath("//script[contains(@type, 'ld+json')]") == []


def test_the_foot_of_a_page_leads_to_its_notebook_and_where_it_runs(small_site):
    foot = page(small_site, "notebooks/01_words").xpath("//div[@class='cg-foot']//a/@href")
    assert foot[:3] == [
        "01_words.ipynb",
        "https://mybinder.org/v2/gh/someone/book/main?urlpath=lab/tree/notebooks/01_words.ipynb",
        "https://colab.research.google.com/github/someone/book/blob/main/notebooks/01_words.ipynb",
    ]
    assert foot[-2:] == [f"{REPOSITORY}/edit/main/notebooks/01_words.ipynb", REPOSITORY]
    assert json.loads((small_site / "notebooks/01_words.ipynb").read_text(encoding="utf-8"))["cells"]
    foot = page(small_site, "reference/terms").xpath("//div[@class='cg-foot']//a/@href")
    assert not [link for link in foot if "binder" in link or "ipynb" in link]
    assert f"{REPOSITORY}/edit/main/reference/terms.md" in foot


def test_addresses_for_search_engines_and_the_front_door(small_site):
    sitemap = lxml.etree.parse(small_site / "sitemap.xml")
    names = ["notebooks/00_cover", "notebooks/01_words", "reference/downloads", "reference/terms"]
    assert [loc.text for loc in sitemap.iter("{*}loc")] == [f"{SITE}{name}.html" for name in names]
    assert f"Sitemap: {SITE}sitemap.xml" in (small_site / "robots.txt").read_text(encoding="utf-8")
    feed = lxml.etree.parse(small_site / "feed.xml").getroot()
    first = feed.find("{*}entry")
    assert first.findtext("{*}id") == f"urn:contested-ground:{first.findtext('{*}title').split()[-1]}"
    assert first.find("{*}link").get("href") == SITE
    assert feed.findtext("{*}updated") == first.findtext("{*}updated")
    assert first.findtext("{*}content").strip()
    door = page(small_site, "index")
    assert door.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=notebooks/00_cover.html"]
    assert door.xpath("//h1/a/@href") == ["notebooks/00_cover.html"]
    assert page(small_site, "404").xpath("//main//a/@href") == ["index.html"]


def test_links_lead_to_rows_with_cards_and_rows_without_a_page_get_one(small_site):
    cover = page(small_site, "notebooks/00_cover")
    paragraph, claim = "../reference/article.html#p269", f"../reference/questions-karabakh.html#{CLAIM}"
    term = f"../reference/terms.html#{TERM}"
    assert cover.xpath("//a[@class='row-link']/@href") == [paragraph, claim, term]
    assert cover.xpath("//a[text()='what was fought']/@href") == [
        "../reference/explorer.html#theatre=karabakh&when=1920-03"
    ]
    cards = data(cover, "cg-cards")
    assert list(cards) == sorted([paragraph, claim, term])
    assert ["Value", "about 600"] in cards[claim]["lines"]
    made = page(small_site, "reference/questions-karabakh")
    assert made.xpath("//h1/text()") == ["Questions karabakh"]
    assert made.xpath(f"//section[@id='{CLAIM}']/h2/text()") == [cards[claim]["title"]]
    assert f"Value: {cards[claim]['lines'][0][1]}" in made.xpath(f"//section[@id='{CLAIM}']/p/text()")
    terms = page(small_site, "reference/terms")
    assert terms.xpath("//script[@id='cg-cards']") == []
    used = terms.xpath("//*[starts-with(normalize-space(text()), 'Used in')]")
    assert [link for tag in used for link in tag.xpath(".//a/@href")] == ["../notebooks/00_cover.html#the-cover"]


def test_what_a_page_says_of_citing_it(small_site):
    told = data(page(small_site, "notebooks/01_words"), "cg-book")
    about = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    assert (
        told.items()
        >= {"page": "Words & more", "version": about["version"], "key": "contested-ground", "url": ""}.items()
    )
    assert (told["author"], told["title"], told["year"]) == (citing.CREATOR, about["title"], "2026")
    assert (told["licence"], told["doi"]) == (citing.licence(about), about.get("id", ""))
    assert data(page(small_site, "notebooks/00_cover"), "cg-book")["page"] == ""


def test_tables_pictures_boxes_and_scripts_are_as_a_reader_needs_them(small_site):
    words, cover = page(small_site, "notebooks/01_words"), page(small_site, "notebooks/00_cover")
    assert [(img.get("width"), img.get("height")) for img in words.xpath("//article//img")] == [("5", "3")]
    assert words.xpath("//article//table//th/@scope") == ["col", "row"]
    assert cover.xpath("//details[@class='cg-fold']/summary/text()") == ["Sources: show or hide"]
    scripts = words.xpath("//head/script[@src]")
    assert scripts
    assert all(script.get("defer") for script in scripts)
    assert not [script for script in scripts if re.search("explorer|library", script.get("src"))]
    assert not words.xpath("//link[contains(@href, 'explorer.css')]")


def test_no_page_loads_what_it_does_not_use(small_site):
    static = small_site / "_static"
    assert not [
        *static.glob("scripts/bootstrap*"),
        *static.glob("*.png"),
        *static.rglob("*.map"),
        *static.glob("vendor"),
    ]
    (mode,) = page(small_site, "notebooks/00_cover").xpath("//script[not(@src) and not(@type)]/text()")
    assert "dataset.mode" in mode  # set before anything is drawn; of the theme's other ones no script makes use
    styles = page(small_site, "notebooks/00_cover").xpath("string(//head/style[string-length() > 9999])")
    assert ".bd-article" in styles  # a class that pages have
    assert ".carousel-item" not in styles  # one that none has


def test_the_search_knows_chapters_sections_and_rows(small_site):
    text = (small_site / "search-data.js").read_text(encoding="utf-8")
    found = json.loads(text.removeprefix("window.contestedGround=").removesuffix(";\n"))
    by = {document[0]: document[1:] for document in found}
    first = "First words. See paragraph 269, about 600, a demand and what was fought."
    assert by["notebooks/00_cover.html"] == ["chapter", "The cover", "", first, 3]
    kind, title, _, words, _ = by["notebooks/00_cover.html#a-section-of-its-own"]
    assert (kind, title) == ("section", "A section of its own (The cover)")
    assert words.endswith("; The …")
    assert 140 < len(words) <= 162
    assert by["reference/terms.html"][:2] == ["list", "Terms"]
    assert "reference/terms.html#terms" not in by
    ranks = [document[5] for document in found]
    assert ranks == sorted(ranks, reverse=True)
    assert by["reference/article.html#p269"][0] == "paragraph"
    assert by["reference/people.html#a-f-kerensky"][0] == "person"


def test_downloads_are_there_and_tell_their_size(small_site):
    made = page(small_site, "reference/downloads")
    for link in made.xpath("//article//a[starts-with(@href, '../downloads/')]"):
        assert (small_site / "reference" / link.get("href")).is_file()
    size = (small_site / "downloads/contested-ground-data.zip").stat().st_size // 1000
    assert f"({size:,} KB)" in made.text_content()


def test_styles_stand_in_the_pages_alone(small_site):
    assert not list((small_site / "_static").rglob("*.css"))


def test_the_search_is_the_books_own(small_site):
    assert (small_site / "search.html").exists()
    assert not (small_site / "searchindex.js").exists()


def test_a_document_holds_a_mark_and_no_rows(small_site):
    kept = (small_site.parent / ".doctrees.book/reference/terms.doctree").read_bytes()
    assert b"<!--shelf terms-->" in kept
    assert TERM.encode() not in kept
    assert TERM in (small_site / "reference/terms.html").read_text(encoding="utf-8")


def test_the_sitemap_names_no_translation_that_nobody_has_read(monkeypatch, tmp_path):
    monkeypatch.setattr(sharing.words, "table", lambda root: {"xx": {"read_by": ""}, "yy": {"read_by": "A reader"}})
    found = {f"reference/words-{code}" for code in ("xx", "yy")} | {"reference/people"}
    config = SimpleNamespace(html_title="Book", author="A", html_baseurl=SITE)
    builder = SimpleNamespace(name="html", get_target_uri=lambda name: f"{name}.html")
    app = SimpleNamespace(outdir=tmp_path, srcdir=ROOT, builder=builder, config=config)
    app.env = SimpleNamespace(found_docs=found)
    for _ in range(2):  # over what stands there
        sharing.write_feed(app, None)
    sitemap = lxml.etree.parse(tmp_path / "sitemap.xml")
    pages = [f"{SITE}reference/{name}.html" for name in ("people", "words-yy")]
    assert [loc.text for loc in sitemap.iter("{*}loc")] == pages


def test_the_words_to_translate_are_prose_alone(tmp_path):
    cells = [
        ("markdown", "# T\n\n## The war in 200 words\n\nOne [two](event:x)."),
        ("code", "three"),
        ("markdown", "Four."),
    ]
    (tmp_path / "notebooks").mkdir()
    cover = {"cells": [{"cell_type": kind, "source": [source]} for kind, source in cells]}
    (tmp_path / "notebooks/00_cover.ipynb").write_text(json.dumps(cover), encoding="utf-8")
    assert sharing.words.english(tmp_path) == ["One two.", "Four."]


def test_the_foot_gives_the_day_of_the_datas_version(monkeypatch):
    told = [("2.0.0", "2026-03-04", ""), ("1.0.0", "2025-01-02", "")]
    monkeypatch.setattr(sharing, "versions", lambda text: told)
    for version, day in {"1.0.0": "2025-01-02", "3.0.0": ""}.items():
        monkeypatch.setattr(sharing, "rows_of", lambda app, v=version: SimpleNamespace(package={"version": v}))
        assert sharing.edition(SimpleNamespace(srcdir=ROOT)) == {"cg_version": version, "cg_day": day}


def test_the_foot_gives_the_ways_that_there_are(tmp_path):
    page = ROOT / "reference/terms.md"
    config = SimpleNamespace(html_theme_options={})
    app = SimpleNamespace(srcdir=ROOT, outdir=tmp_path, config=config, env=SimpleNamespace(doc2path=lambda name: page))
    assert sharing.ways(app, "reference/terms") == {}
    config.html_theme_options = {"repository_url": f"{REPOSITORY}/"}  # a page that is no notebook runs nowhere
    edit = {"cg_repository": REPOSITORY, "cg_edit": f"{REPOSITORY}/edit/main/reference/terms.md"}
    assert sharing.ways(app, "reference/terms") == edit
    page = ROOT / "notebooks/09_try_it.ipynb"
    elsewhere = "https://example.org/someone/book"
    config.html_theme_options = {"repository_url": elsewhere}
    edit = {"cg_repository": elsewhere, "cg_edit": f"{elsewhere}/edit/main/notebooks/09_try_it.ipynb"}
    assert sharing.ways(app, "notebooks/09_try_it") == edit | {"cg_notebook": "09_try_it.ipynb"}


def test_a_fact_that_is_not_known_has_no_element(monkeypatch):
    monkeypatch.setattr(sharing, "base", lambda app: "")
    app = SimpleNamespace(config=SimpleNamespace(root_doc="cover", html_title="Book"))
    said = sharing.meta(app, "reference/people", "People", "", "<p>no figure</p>")
    assert "og:description" not in said
    assert '<meta property="og:type" content="article">' in said
    assert f'content="../{sharing.COVER}"' in said
