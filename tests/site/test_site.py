"""The built site, read as files and seen in a real browser."""

import gzip
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urldefrag

import axe_playwright_python
import pytest
from lxml import html
from playwright.sync_api import TimeoutError as TooSlow
from support import kinds, once, url

from contested_ground.data import tables

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FILES = ({".csv", ".png"}, {".csv", ".jpeg"})  # what a figure offers; with a relief the lighter JPEG
STATE = {"theatre", "when", "only", "who", "source", "words", "view"}  # what an address of the Explorer names
MOST_KB = {"notebooks": 400, "reference": 250}  # over the wire, figures included, shared assets not


@pytest.fixture(scope="session")
def shown(pages):
    """The pages that a browser stays on in the book's look: not the front door, which leads on, nor the bare 404."""
    return [page for page in pages if page not in (Path("index.html"), Path("404.html"))]


@pytest.fixture(scope="session")
def documents(site, pages):
    """Each page parsed, by its path."""
    return {page: html.parse(str(site / page), html.HTMLParser(encoding="utf-8")).getroot() for page in pages}


def faults(found):
    """The faults as lines, for an assertion's message."""
    return "\n".join(str(fault) for fault in found)


def test_front_door_leads_to_the_cover(site, documents):
    door = documents[Path("index.html")]
    target = door.xpath("//a/@href")[0]
    assert (site / target).is_file()
    assert f"url={target}" in door.xpath("//meta[@http-equiv='refresh']/@content")[0]


def test_pages_say_what_they_are(documents):
    bad = [
        page
        for page, document in documents.items()
        if document.get("lang") != "en"
        or not document.findtext("head/title", "").strip()
        or not document.xpath("head/link[@rel='icon']")
        or len(document.xpath("//article//h1 | //body/main/h1 | //div[@class='bd-search-container']/h1")) != 1
    ]
    assert not bad, faults(bad)
    chapters = {page: document for page, document in documents.items() if re.match(r"notebooks/\d\d_", str(page))}
    assert chapters
    titles = [document.findtext("head/title") for document in documents.values()]
    assert len(titles) - 1 == len(set(titles) - {documents[Path("index.html")].findtext("head/title")})
    assert all(document.xpath("head/meta[@name='description']/@content") for document in chapters.values())


def test_every_page_says_the_version_of_the_data(documents, shown):
    version = f" Version {tables.contract()['version']}"
    assert [page for page in shown if version not in documents[page].xpath("string(//*[@class='cg-foot'])")] == []


def test_links_lead_somewhere(site, documents):
    dead, anchors = [], {page: set(document.xpath("//@id")) for page, document in documents.items()}
    for page, document in documents.items():
        for link in set(document.xpath("//a/@href | //link/@href | //script/@src | //img/@src")):
            target, anchor = urldefrag(link)
            if re.match(r"(https?|mailto):", target):
                continue
            if re.match(r"[a-z]+:", target):
                dead.append(f"{page}: {link[:80]} is no address of the web")
                continue
            if Path(target).name == "explorer.html" and {name for name, _ in parse_qsl(anchor, True)} <= STATE:
                anchor = ""  # no place on the page, but what the Explorer shows
            path = (site / page.parent / unquote(target.partition("?")[0])).resolve() if target else site / page
            if not path.is_file():
                dead.append(f"{page}: {link}: no such file")
            elif anchor and unquote(anchor) not in anchors.get(path.resolve().relative_to(site.resolve()), ()):
                dead.append(f"{page}: {link}: no such place on the page")
    assert not dead, faults(dead)


def test_ids_are_unique(documents):
    twice = [
        f"{page}: {name}"
        for page, document in documents.items()
        for name, count in Counter(document.xpath("//@id")).items()
        if count > 1
    ]
    assert not twice, faults(twice)


def test_figures_have_words_and_files(site, documents):
    bad = []
    for page, document in documents.items():
        for figure in document.xpath("//figure[@data-figure]"):
            name = figure.get("data-figure")
            drawings = figure.xpath(".//*[@role='img'] | .//img")
            words = [drawing.get("aria-label") or drawing.get("alt") or "" for drawing in drawings]
            files = [site / page.parent / link for link in figure.xpath(".//a[@download]/@href")]
            if not drawings or any(len(text) < 20 or re.search(r"\.(svg|png)$", text) for text in words):
                bad.append(f"{page}: {name}: no text alternative")
            if {file.suffix for file in files if file.is_file() and file.stat().st_size} not in FILES:
                bad.append(f"{page}: {name}: its data or image is missing")
        bad += [f"{page}: an image without words" for image in document.xpath("//img[not(@alt) or @alt='']")]
        bad += [
            f"{page}: an image named by its file" for alt in document.xpath("//img/@alt") if re.search(r"\.\w+$", alt)
        ]
    assert not bad, faults(bad)


def test_code_is_folded(documents):
    open_code = [
        page
        for page, document in documents.items()
        if document.xpath("//div[contains(@class, 'cell_input')]//pre[not(ancestor::details)]")
    ]
    assert not open_code, faults(open_code)
    cell = "div[contains(@class, 'cell docutils')]"
    apart = [
        page
        for page, document in documents.items()
        if document.xpath(f"//{cell}[not(div[contains(@class, 'cell_output')])]/following-sibling::*[1][self::{cell}]")
    ]
    assert not apart, faults(apart)
    assert all(
        document.xpath("//details[@class='cg-code']") for page, document in documents.items() if "07_" in str(page)
    )


def test_pages_are_light(site, pages):
    sizes = {page: len(gzip.compress((site / page).read_bytes())) / 1000 for page in pages if page.parts[0] in MOST_KB}
    assert {page.parts[0] for page in sizes} == MOST_KB.keys()
    heavy = [f"{page}: {size:.0f} KB" for page, size in sizes.items() if size > MOST_KB[page.parts[0]]]
    assert not heavy, f"a list grows too long for one page; part it, as the chronologies are\n{faults(heavy)}"


UNSEEN = """[...document.querySelectorAll('figure[data-figure]')].filter(figure =>
    ![...figure.querySelectorAll('svg, img')].some(drawing => drawing.getBoundingClientRect().height > 40)
).map(figure => figure.id)"""
SMALL = """[...document.querySelectorAll('figure[data-figure] svg')].flatMap(svg => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    if (!box.width) return [];
    return [...svg.querySelectorAll('text')]
        .filter(text => parseFloat(getComputedStyle(text).fontSize) * scale < 10.9)
        .map(text => `${svg.closest('figure').id}: ${text.textContent}`);
})"""
# Rows are all alike, and so are tokens of one kind in code; axe takes minutes for thousands: it gets a few of each.
FEW_ROWS = """const seen = new Set();
document.querySelectorAll('.highlight span[class]').forEach(token => {
    if (token.children.length === 0 && seen.has(token.className)) token.remove();
    seen.add(token.className);
});
document.querySelectorAll('article tbody').forEach(body => [...body.rows].slice(5).forEach(row => row.remove()));
document.querySelectorAll('.cg-shelf').forEach(shelf => {
    for (const kind of [':scope > .cg-entry', ':scope > .cg-place', ':scope > section', ':scope > table'])
        [...shelf.querySelectorAll(kind)].slice(5).forEach(row => row.remove());
    shelf.querySelectorAll('tbody').forEach(body => [...body.rows].slice(5).forEach(row => row.remove()));
})"""
# A change of scheme is told to the page with its next frame.
THEME = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(
    () => document.documentElement.dataset.theme)"""
FAULTS = """rules => axe.run(document, {preload: false, resultTypes: ['violations'], ...rules}).then(
    result => result.violations.map(fault => `${fault.id} (${fault.impact}): ${fault.nodes[0].html.slice(0, 200)}`))"""


# A drawing is one image to axe, as to a reader of the screen; its thousand marks cost axe most of its time.
NO_MARKS = "document.querySelectorAll('figure svg[role=img]').forEach(svg => svg.replaceChildren())"

SOME_OPENED = "[...document.querySelectorAll('summary')].slice(0, 3).forEach(summary => summary.click())"


@pytest.fixture(scope="module")
def visits(chromium, site, shown, tmp_path_factory):
    """What a browser finds on each page, opened from its file, in light, then dark: (page, scheme, findings) each."""
    return once(tmp_path_factory, "visits", lambda folder: visited(chromium, site, shown))


def visited(chromium, site, shown):
    """Visit each page; what :func:`visits` gives. axe is asked of a page of each kind, of all by `make proof`."""
    found, first = [], set(kinds(shown))
    tab, noise, requests = chromium.new_page(), [], []
    tab.on("console", lambda message: noise.append(message.text) if message.type == "error" else 0)
    tab.on("pageerror", lambda error: noise.append(str(error)))
    tab.on("request", lambda request: requests.append(request.url))
    for page in shown:
        noise, requests = [], []
        tab.emulate_media(color_scheme="light")
        tab.set_viewport_size({"width": 360, "height": 740})
        tab.goto(url(site / page) + ("?q=shusha" if page.name == "search.html" else ""), wait_until="load")
        facts = {"noise": noise, "requests": requests, "small": tab.evaluate(SMALL)}
        facts["wide"] = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        tab.set_viewport_size({"width": 1280, "height": 900})
        facts["unseen"] = tab.evaluate(UNSEEN)
        for script in (FEW_ROWS, NO_MARKS, AXE) if page in first else ():
            tab.evaluate(script)
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):  # all else is as in the light
            tab.emulate_media(color_scheme=scheme)
            seen = {"theme": tab.evaluate(THEME), "axe": tab.evaluate(FAULTS, rules) if page in first else []}
            found.append((str(page), scheme, facts | seen))
        tab.evaluate(SOME_OPENED)
    tab.close()
    return found


def test_no_console_error(visits):
    """Nor anything that the page's policy stops, which Chromium tells there."""
    bad = [(page, scheme, facts["noise"]) for page, scheme, facts in visits if facts["noise"]]
    assert not bad, faults(bad)


def test_no_request_leaves_the_machine(visits):
    bad = [
        (page, link)
        for page, _, facts in visits
        for link in facts["requests"]
        if not link.startswith(("file:", "data:"))
    ]
    assert not bad, faults(bad)


def test_light_and_dark(visits):
    bad = [(page, scheme, facts["theme"]) for page, scheme, facts in visits if facts["theme"] != scheme]
    assert not bad, faults(bad)


def test_figures_are_drawn(visits):
    bad = [(page, scheme, facts["unseen"]) for page, scheme, facts in visits if facts["unseen"]]
    assert not bad, faults(bad)


def test_axe_finds_nothing(visits):
    bad = [(page, scheme, fault) for page, scheme, facts in visits for fault in facts["axe"]]
    assert not bad, faults(bad)


@pytest.mark.proof
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [True, False])
def test_axe_finds_nothing_on_any_page(chromium, site, shown, phone, scheme):
    """On a phone lists are folded and controls have moved; the size of targets is asked too."""
    size = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True} if phone else {}
    context, bad = chromium.new_context(color_scheme=scheme, **size), []
    for page in shown:
        tab = context.new_page()
        tab.goto(url(site / page), wait_until="load")
        for script in (FEW_ROWS, NO_MARKS, AXE):
            tab.evaluate(script)
        bad += [(str(page), fault) for fault in tab.evaluate(FAULTS, {"rules": {"target-size": {"enabled": phone}}})]
        tab.close()
    context.close()
    assert not bad, faults(bad)


def test_no_sideways_scrolling_on_a_phone(visits):
    bad = [(page, facts["wide"]) for page, _, facts in visits if facts["wide"] > 0]
    assert not bad, faults(bad)


def test_phone_text_is_legible(visits):
    """Text of a figure is at least 11 px on a phone of 360 px."""
    small = [(page, text) for page, scheme, facts in visits if scheme == "light" for text in facts["small"]]
    assert not small, faults(small)


# Lighthouse's slow 4G: 150 ms a round trip, 1.6 Mbit/s down
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SHIFTS = """window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => shift += entry.value))
    .observe({type: 'layout-shift', buffered: true})"""


def on_a_slow_phone(chromium, address):
    """A tab on its way to an address."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    tab.add_init_script(SHIFTS)
    tab.goto(address, wait_until="commit")
    return tab


def test_nothing_moves_on_a_slow_phone(chromium, served, shown):
    """Layout shift stays below 0.01 on every chapter. They load side by side, since a slow line is waited for; one
    that has not loaded among so many is opened again, alone."""
    addresses = [f"{served}/{page.as_posix()}" for page in shown if re.match(r"notebooks/\d\d_", str(page))]
    moved, tabs = [], {address: on_a_slow_phone(chromium, address) for address in addresses}
    for address, tab in tabs.items():
        try:
            tab.wait_for_load_state("load", timeout=60_000)
        except TooSlow:
            tab.context.close()
            tab = on_a_slow_phone(chromium, address)
            tab.wait_for_load_state("load", timeout=120_000)  # a busy machine is slower than the line
        if (shift := tab.evaluate("shift")) > 0.01:
            moved.append(f"{address}: layout shift {shift:.3f}")
        tab.context.close()
    assert not moved, faults(moved)


def test_contents_open_on_a_phone(chromium, site, shown):
    tab = chromium.new_page(viewport={"width": 360, "height": 740})
    tab.goto(url(site / next(page for page in shown if re.match(r"notebooks/01|notebooks/07", str(page)))))
    tab.locator(".primary-toggle:visible").click()
    assert tab.locator("#pst-primary-sidebar-modal a").first.is_visible()
    tab.keyboard.press("Escape")
    assert tab.locator("#pst-primary-sidebar-modal a").count() == 0
    tab.close()


def linked(chromium, site, documents, **context):
    """A tab on the first page that has cards."""
    page = next(page for page, document in documents.items() if document.xpath("//script[@id='cg-cards']"))
    tab = chromium.new_context(**context).new_page()
    tab.goto(url(site / page))
    return tab


def test_card_on_hover_and_focus(chromium, site, documents):
    tab = linked(chromium, site, documents)
    link, card = tab.locator("article a.row-link").first, tab.locator("#cg-card")
    link.hover()
    card.wait_for(state="visible")
    assert card.inner_text().strip()
    card.hover()  # one can reach it without losing it
    tab.wait_for_timeout(300)
    assert card.is_visible()
    tab.keyboard.press("Escape")
    assert card.is_hidden()
    link.focus()
    assert card.is_visible()
    assert link.get_attribute("aria-describedby") == "cg-card"
    assert link.evaluate("link => link === document.activeElement")
    link.blur()
    tab.context.close()


def test_card_on_tap(chromium, site, documents):
    tab = linked(chromium, site, documents, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    link, card, before = tab.locator("article a.row-link").first, tab.locator("#cg-card"), tab.url
    link.tap()
    assert card.is_visible()
    assert tab.url == before
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    link.tap()
    tab.wait_for_url(lambda address: address != before)
    tab.context.close()


def test_rows_are_reached_without_javascript(chromium, site, documents):
    tab = linked(chromium, site, documents, java_script_enabled=False)
    before = tab.url
    tab.locator("article a.row-link").first.click()
    assert tab.url != before
    assert "#" in tab.url
    tab.context.close()


def test_colour_mode_stays(chromium, site, pages):
    context = chromium.new_context(color_scheme="light")
    tab = context.new_page()
    page = next(page for page in pages if page.parts[0] == "notebooks")
    tab.goto(url(site / page))
    tab.locator(".theme-switch-button").first.click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()
