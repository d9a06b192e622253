"""The book in other hands: viewers of notebooks, phones, keys, paper, links from elsewhere, other languages."""

import json
import re

import bleach
import nbformat
import pytest
from lxml import etree, html
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from support import url

from contested_ground import build, results
from contested_ground.site import sharing
from contested_ground.site.reference import words

# What GitHub documents that it keeps of HTML in rendered text (github/markup, html-pipeline): no style, class or id.
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "tt", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "*": ["abbr", "align", "alt", "colspan", "dir", "headers", "lang", "rowspan", "scope", "src", "title"],
    "a": ["href"],
}
CHAPTERS = re.compile(r"notebooks/0[1-8]_")
SCREENS, TALL = 35, 2  # of 360 by 740: of a chapter, of a figure
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def kept(notebook):
    """A notebook as a cautious viewer shows it: nbconvert's HTML, then only what the list lets through."""
    whole = nbformat.reads(json.dumps(notebook), as_version=4)
    page = HTMLExporter(template_name="classic").from_notebook_node(whole)[0]
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.partition("<body")[2].partition(">")[2], flags=re.DOTALL)
    return bleach.clean(body, tags=TAGS, attributes=ATTRIBUTES, protocols=["http", "https", "data"], strip=True)


@pytest.mark.parametrize("name", ["04_karabakh", "07_demographic_outcomes"])
def test_viewers_show_figures_words_and_tables(site, name):
    notebook = results.with_outputs(build.ROOT / f"notebooks/{name}.ipynb")
    bundles = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", ()) if "data" in output]
    figures = [bundle for bundle in bundles if build.FIGURE in bundle]
    tables = [bundle for bundle in bundles if "<table" in "".join(bundle.get("text/html", ""))]
    assert figures
    for figure in figures:
        assert {"image/png", "image/jpeg"} & set(figure)
        assert "".join(figure["text/plain"]).strip()
        assert "text/html" not in figure  # which viewers would show instead, without its drawing
        del figure[build.FIGURE]
    page = kept(notebook)
    pictures = html.fragment_fromstring(page, "div").xpath("//img[starts-with(@src, 'data:image/')]")
    assert len(pictures) == len(figures)
    for picture, figure in zip(pictures, figures, strict=True):  # which is kept apart from the data, as is its text
        assert picture.get("alt") in "".join(figure["text/plain"])
    assert page.count("<table") >= len(tables)
    assert "In brief" in page
    assert "<script" not in page


def test_stored_notebooks_keep_the_words_of_pictures(site):
    for cell in build.refreshed(build.ROOT / "notebooks/04_karabakh.ipynb").cells:
        for output in cell.get("outputs", ()):
            for kind in {"image/png", "image/jpeg"} & set(output.get("data", ())):
                assert len(output["metadata"][kind]["alt"].split()) > 5


OTHER = {  # chapter: another value of its assumption
    "05_zangezur": "aside = []",
    "07_demographic_outcomes": 'counted_as = {"Kurds": "Azerbaijanis"}',
}


@pytest.mark.proof
@pytest.mark.parametrize("name", OTHER)
def test_a_chapter_runs_with_another_assumption(name):
    """As papermill does it: after the cell tagged `parameters` one with other values, then the rest; and it shows."""
    path = build.ROOT / f"notebooks/{name}.ipynb"
    told = []
    for injected in ([], [nbformat.v4.new_code_cell(OTHER[name])]):
        notebook = nbformat.read(path, as_version=4)
        at = next(n for n, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", ()))
        notebook.cells[at + 1 : at + 1] = injected
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        told.append([output["data"]["text/plain"] for output in outputs if "data" in output])
    assert told[0] != told[1]


ONLY_HERE = {  # what the site alone would render; elsewhere its signs would stand in the text
    "a fence of MyST": r"^ *(:::|```\{)",
    "a role": r"\{[a-z:-]+\}`",
    "attributes": r"[)\]]\{[^}]*\}",
    "a target": r"^\([\w-]+\)=",
    "a definition list": r"^: ",
    "HTML": r"<[a-zA-Z/!]",
}


@pytest.mark.parametrize("path", [*results.notebooks(), build.ROOT / "START.ipynb"], ids=lambda path: path.stem)
def test_words_of_a_notebook_are_plain_markdown(path):
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert not [name for name, sign in ONLY_HERE.items() if re.search(sign, text, re.MULTILINE)]
    gone = [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (path.parent / link).exists()]
    assert not gone


def test_the_start_page_runs():
    path = build.ROOT / "START.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs")]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(build.ROOT)}}).execute()
    assert int(notebook.cells[-1].outputs[0].data["text/plain"]) > 0


def test_chapters_offer_their_notebook(site, pages):
    for page in filter(lambda page: CHAPTERS.match(str(page)), pages):
        document = html.parse(str(site / page), html.HTMLParser(encoding="utf-8")).getroot()
        link = document.xpath("//div[@class='cg-foot']//a[@download]/@href")[0]
        assert nbformat.read(site / page.parent / link, as_version=4).cells
        assert not document.xpath(
            "//a[contains(@href, 'mybinder') or contains(@href, 'colab')]/@href"
        )  # no address yet


def test_links_from_elsewhere_have_a_picture(site, pages):
    bad = []
    for page in filter(lambda page: page.parts[0] in ("notebooks", "reference"), pages):
        head = html.parse(str(site / page), html.HTMLParser(encoding="utf-8")).getroot().find("head")
        said = {meta.get("property"): meta.get("content") for meta in head.iter("meta") if meta.get("property")}
        if not said.get("og:title") or not (site / page.parent / said.get("og:image", "none")).is_file():
            bad.append(f"{page}: {said}")
        if CHAPTERS.match(str(page)) and "figures/" not in said["og:image"]:
            bad.append(f"{page}: not its figure but {said['og:image']}")
    assert not bad, "\n".join(bad)


def test_versions_are_told_in_a_feed(site):
    told = sharing.versions("# Changes\n\n## Next\n\n- a\n\n## 2.0 (2026-02-01)\n\n- b\n\n## 1.0 (2026-01-01)\n\n- c\n")
    assert told == [("2.0", "2026-02-01", "- b\n\n"), ("1.0", "2026-01-01", "- c\n")]
    feed = etree.parse(str(site / "feed.xml"))
    entries = feed.findall("{*}entry")
    assert [entry.findtext("{*}title").split()[-1] for entry in entries] == [
        number for number, _, _ in sharing.versions((build.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    ]
    assert all(entry.findtext("{*}updated") for entry in entries)


@pytest.mark.parametrize("language", sorted(words.table()))
def test_words_in_other_languages(site, language):
    told = words.table()[language]
    english, text = words.english(), [paragraph["text"] for paragraph in told["paragraphs"]]
    fresh = set(range(1, len(english) + 1)) - set(words.stale(told, english))
    for number in fresh:  # the same years and months' numbers in each paragraph that is not stale
        years = [sorted(re.findall(r"\d{4}", part)) for part in (english[number - 1], text[number - 1])]
        assert years[0] == years[1], f"{language}, paragraph {number}"
    assert not [place for place, name in told["places"].items() if name[:3] not in " ".join(text)]
    page = html.parse(str(site / f"reference/words-{language}.html"), html.HTMLParser(encoding="utf-8")).getroot()
    assert page.xpath(f"//div[@lang='{language}']//p")
    robots = page.xpath("//meta[@name='robots']/@content")
    assert robots == ([] if told["read_by"] else ["noindex"])
    assert bool(page.xpath("//p[@class='cg-notice']")) is not bool(told["read_by"])


def test_a_changed_english_paragraph_is_named():
    told = {"paragraphs": [{"of": words.seal("One."), "text": ""}, {"of": words.seal("Two."), "text": ""}]}
    assert words.stale(told, ["One.", "Two."]) == []
    assert words.stale(told, ["One.", "Too."]) == [2]
    assert words.stale(told, ["One.", "Two.", "Three."]) == [3]
    assert words.stale(told, ["One."]) == [2]


ON_A_PHONE = """() => {
    const targets = [...document.querySelectorAll('article :is(a[href], button, summary)')];
    const size = (target) => [...target.getClientRects()].filter((box) => box.width);
    const large = (box) => box.width >= 23.5 && box.height >= 23.5;
    return {
        screens: document.documentElement.scrollHeight / innerHeight,
        tall: [...document.querySelectorAll('article figure')].map((it) => [it.id, it.offsetHeight / innerHeight]),
        small: targets.filter((it) => size(it).length && !size(it).some(large)).map((it) => it.outerHTML.slice(0, 90)),
    };
}"""


@pytest.fixture(scope="module")
def phone(chromium, site, pages):
    """What a phone of 360 by 740 makes of each chapter, in both schemes: (page, scheme, facts)."""
    context, found = chromium.new_context(**PHONE), []
    for page in filter(lambda page: CHAPTERS.match(str(page)), pages):
        tab = context.new_page()
        tab.goto(url(site / page), wait_until="load")
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
            found.append((str(page), scheme, tab.evaluate(ON_A_PHONE)))
        tab.close()
    context.close()
    return found


def test_a_chapter_is_no_endless_scroll(phone):
    long = [(page, round(facts["screens"], 1)) for page, _, facts in phone if facts["screens"] > SCREENS]
    assert not long, long


def test_no_figure_is_taller_than_two_screens(phone):
    tall = [(page, *figure) for page, _, facts in phone for figure in facts["tall"] if figure[1] > TALL]
    assert not tall, tall


def test_fingers_find_their_target(phone):
    small = {(page, target) for page, _, facts in phone for target in facts["small"]}
    assert not small, "\n".join(map(str, sorted(small)))


FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        name: (at.getAttribute('aria-label') || at.textContent || '').trim().slice(0, 40),
        text: !!at.closest('article'), skips: at.hash === '#main-text',
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        over: !top || top.contains(at) || at.contains(top),
    };
}"""


@pytest.mark.parametrize("name", ["notebooks/04_karabakh", "reference/people"])
def test_keys_reach_the_text(chromium, site, name):
    """The first stop skips to the text; each stop on the way is seen, named, and under nothing."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(url(site / f"{name}.html"), wait_until="load")
    stops = []
    while len(stops) < 60 and not (stops and stops[-1]["text"]):
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate(FOCUS))
    assert stops[0]["skips"]
    assert stops[-1]["text"]
    assert not [stop for stop in stops if not stop["seen"] or not stop["over"]]
    tab.goto(url(site / f"{name}.html"), wait_until="load")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS)["text"]
    tab.close()


NAMES = """() => {
    let level = 1;
    const jumps = [...document.querySelectorAll('article :is(h1, h2, h3, h4, h5, h6)')].filter((heading) => {
        const jump = +heading.tagName[1] > level + 1;
        level = +heading.tagName[1];
        return jump;
    });
    const words = (it) => (it.getAttribute('aria-label') || it.alt).split(/\\s+/).length;
    return {
        jumps: jumps.map((heading) => heading.textContent),
        nameless: [...document.forms].filter((form) => !form.ariaLabel && !form.getAttribute('aria-labelledby')).length,
        long: [...document.querySelectorAll('[role=img][aria-label], img[alt]')].filter((it) => words(it) > 120).length,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
}"""


def test_headings_forms_and_words_by_ear(chromium, site, pages):
    """Also at 400 %: a window of 1280 pixels is then 320 wide, and nothing is cut off."""
    tab, bad = chromium.new_page(viewport={"width": 320, "height": 256}, forced_colors="active"), []
    for page in filter(lambda page: page.parts[0] == "notebooks", pages):
        tab.goto(url(site / page), wait_until="load")
        facts = tab.evaluate(NAMES)
        bad += [(str(page), name, fact) for name, fact in facts.items() if fact]
    tab.close()
    assert not bad, "\n".join(map(str, bad))


def test_paper_shows_all_and_no_controls(chromium, site):
    tab = chromium.new_page()
    tab.goto(url(site / "notebooks/04_karabakh.html"), wait_until="load")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    shown = """(names) => [...document.querySelectorAll(names)].filter((it) => it.getClientRects().length).length"""
    assert tab.evaluate(shown, "button, .cg-code, .cg-row a, .bd-sidebar-primary a, .headerlink, .cg-narrow") == 0
    assert tab.evaluate(shown, ".cg-fold > :not(summary)") > 3
    assert "Printed from file:" in tab.locator(".cg-printed").inner_text()
    tab.close()


def test_a_translation_that_no_native_speaker_read_is_kept_from_search_engines(monkeypatch):
    monkeypatch.setattr(words, "table", lambda root: {"az": {"read_by": ""}, "ru": {"read_by": "A Reader"}})
    pages = ("reference/words-az", "reference/words-ru", "reference/words-xx", "reference/people")
    assert [words.unread(page) for page in pages] == [True, False, False, False]
