"""The book as one PDF, `_build/contested-ground.pdf`: `python scripts/make_pdf.py`, after `make book`.

The chapters' pages are put into one, whose links lead within it; Chromium prints that twice, first to learn on which
page each section falls, then with these numbers in the contents.
"""

import re
import shutil
import sys
from html import escape
from io import BytesIO
from pathlib import Path

import yaml
from lxml import html
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).resolve().parents[1]
SITE, MADE = ROOT / "_build/html", ROOT / "_build/contested-ground.pdf"
LARGEST = 12_000_000  # bytes
RELIEF = 100_000  # dots of a picture from which on it is a map's ground
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DROPPED = (
    "//*[@id='jb-print-docs-body' or @id='cg-cards']",
    "//script",
    "//a[contains(@class, 'headerlink')]",
    "//details[contains(@class, 'cg-code')]",
    "//div[contains(@class, 'cg-row')]/details",
    "//div[contains(@class, 'cg-row')]/a",
    "//*[local-name()='svg'][contains(@class, 'cg-narrow')]",
)
STYLE = """
@page { size: A4 }
.cg-toc ol { list-style: none; padding: 0; max-width: none !important }
.cg-toc ol ol { padding-left: 1.5em; font-size: .92em }
html .cg-toc li { break-inside: avoid; max-width: none } .cg-toc li > a { display: flex; gap: .5em }
.cg-toc li > a::after { content: attr(data-page); margin-left: auto; font-variant-numeric: tabular-nums }
.cg-chapter { break-before: page } html .cg-chapter h1 { font-size: 26pt }
.cg-half { height: 240mm; display: flex; flex-direction: column; justify-content: center; gap: 8mm }
html .cg-half h1 { font-size: 40pt; margin: 0 } .cg-half p { font-size: 14pt; max-width: 34em }
.cg-half p:last-child { font-size: 10pt }
"""


def chapters():
    """The pages that the book is made of, in order, as paths without ending: the cover and the chapters."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [toc["root"], *(entry["file"] for part in toc["parts"] for entry in part["chapters"])]
    return [file for file in files if file.startswith("notebooks/")]


def body(name, names):
    """The article of a page with identifiers and links made the whole book's; its styles stay with its head."""
    document = html.parse(str(SITE / f"{name}.html"), html.HTMLParser(encoding="utf-8")).getroot()
    for path in DROPPED:
        for element in document.xpath(path):
            element.drop_tree()
    article = document.xpath("//article")[0]
    slug = Path(name).name
    for element in article.xpath(".//*[@id]"):
        element.set("id", f"{slug}--{element.get('id')}")
    for details in article.iter("details"):
        details.set("open", "")
    for element in article.xpath(".//*[@src]"):
        if not re.match(r"\w+:", element.get("src")):
            element.set("src", str((SITE / name).parent.joinpath(element.get("src")).resolve().as_uri()))
    for link in article.xpath(".//a[@href]"):
        path, _, anchor = link.get("href").partition("#")
        target = f"notebooks/{path.removesuffix('.html')}" if path else name
        if re.match(r"(https?|mailto):", path):
            continue
        if target in names:
            link.set("href", f"#{Path(target).name}--{anchor}" if anchor else f"#{Path(target).name}")
        else:
            del link.attrib["href"]  # rows stand on the site; their paragraph stands in the text
    # An SVG refers to parts of itself by identifiers too.
    text = html.tostring(article, encoding="unicode")
    for mark in ("url(#", 'xlink:href="#', '<use href="#'):
        text = re.sub(re.escape(mark) + r"(?!\d\d_)", f"{mark}{slug}--", text)
    return f'<section class="cg-chapter" id="{slug}">{text}</section>', headings(article, slug)


def headings(article, slug):
    """The chapter's heading and those of its sections: (level, identifier, words)."""
    found = []
    for heading in article.xpath(".//h1 | .//section/h2"):
        anchor = slug if heading.tag == "h1" else heading.getparent().get("id")
        number = "".join(heading.xpath("./span[contains(@class, 'section-number')]//text()")).strip()
        words = " ".join(heading.text_content().split())
        found.append((int(heading.tag[1]), anchor, f"{number} {words.removeprefix(number).strip()}".strip()))
    return found


def contents(entries, numbers):
    """The table of contents, with page numbers where `numbers` (identifier to page) knows them."""
    lines, depth = [], 0
    for level, anchor, words in entries:
        lines.append("<ol>" * (level - depth) + "</ol>" * (depth - level))
        depth = level
        page = numbers.get(anchor, "")
        lines.append(f'<li><a href="#{anchor}" data-page="{page}">{escape(words)}</a></li>')
    return f'<section class="cg-chapter cg-toc"><h1>Contents</h1>{"".join(lines)}{"</ol>" * depth}</section>'


def page_of_each(data):
    """Which page each named destination of a PDF falls on, from 1."""
    reader = PdfReader(BytesIO(data))
    places = reader.named_destinations.items()
    return {name.lstrip("/"): reader.get_destination_page_number(place) + 1 for name, place in places}


def book(numbers=None):
    """The whole book as one page of HTML."""
    names = chapters()
    parts, entries = zip(*(body(name, names) for name in names), strict=True)
    head = re.search(r"<head>(.*?)</head>", (SITE / f"{names[-1]}.html").read_text(encoding="utf-8"), re.DOTALL)[1]
    head = re.sub(r"<script.*?</script>|<meta http-equiv.*?>", "", head, flags=re.DOTALL)
    head = re.sub(r'href="(?:\.\./)?(?=_static)', f'href="{SITE.as_uri()}/', head)
    foot = html.parse(str(SITE / f"{names[0]}.html"), html.HTMLParser(encoding="utf-8")).getroot()
    tagline = foot.xpath("//span[@class='cg-tagline']")[0].text_content()
    about = " ".join(foot.xpath("//div[@class='cg-foot']/p[last()]")[0].text_content().split())
    half = f'<section class="cg-half"><h1>Contested Ground</h1><p>{tagline}</p><p>{about}</p></section>'
    listed = contents([entry for chapter in entries for entry in chapter], numbers or {})
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light" data-mode="light" data-content_root=""><head>{head}<title>'
        f'Contested Ground</title><style>{STYLE}</style></head><body><main class="bd-main"><article class="bd-article">'
        f"{half}{listed}{''.join(parts)}</article></main></body></html>"
    )


def printed(browser, text):
    """The PDF that Chromium makes of `text`."""
    path = ROOT / "_build/book.html"
    path.write_text(text, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri(), wait_until="load")
    tab.evaluate("document.fonts.ready")
    data = tab.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    tab.close()
    path.unlink()
    return data


def lighten(writer):
    """The maps' relief as JPEG, as the site has it: Chromium unpacks it, to ten times its size."""
    for page in writer.pages:
        for image in page.images:
            if image.image is not None and image.image.width * image.image.height > RELIEF:
                image.replace(image.image.convert("RGB"), quality=85)


def main():
    """Make the PDF; the exit code."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium found: install it (on Debian: apt install chromium) to make the PDF", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        numbers = page_of_each(printed(browser, book()))
        data = printed(browser, book(numbers))
        browser.close()
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.add_metadata({
        "/Title": "Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data",
        "/Author": "The contributors to Contested Ground",
        "/Subject": "Text and data: CC BY-SA 4.0",
    })  # fmt: skip
    lighten(writer)
    writer.compress_identical_objects()
    writer.write(MADE)
    size = MADE.stat().st_size
    print(f"{MADE.relative_to(ROOT)}: {len(writer.pages)} pages, {size / 1e6:.1f} MB")
    if size > LARGEST:
        print(f"that is over {LARGEST / 1e6:.0f} MB: which figure grew?", file=sys.stderr)
    return int(size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
