"""The Explorer in a real browser: map, months, pulse, form, list and address say the same, and as pandas does."""

import csv
import gzip
import io
import os
import re
import subprocess
import sys
from calendar import month_name
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

import axe_playwright_python
import pandas as pd
import pytest
from lxml import html
from support import url

from contested_ground.charts import explorer
from contested_ground.charts.explorer.stills import STILLS, holding
from contested_ground.charts.explorer.stored import in_order
from contested_ground.data.tables import shared

PAGE = "reference/explorer.html"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FAULTS = """axe.run(document, {preload: false, resultTypes: ['violations']}).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 200)}`))"""
DRAWN = "document.querySelector('#cg-x[data-drawn] .cg-x-spot') !== null"
LISTED = """(() => { const more = document.getElementById('cg-x-more'); while (!more.hidden) more.click();
    return [...document.querySelectorAll('#cg-x-rows a')].map(a => a.hash.slice(1)); })()"""
SHORT = "[...document.querySelectorAll('#cg-x-rows a')].map(a => a.hash.slice(1))"
MONTHLY = 4


@pytest.fixture
def tab(chromium, site):
    """A function that opens the Explorer, drawn, with this behind the address.

    Without the page's policy, which stops the driver's own waiting; a test of its own holds the Explorer to it.
    """
    tabs = []

    def visit(fragment="", **context):
        wide = {"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, "bypass_csp": True}
        tabs.append(chromium.new_context(**wide | context).new_page())
        tabs[-1].goto(url(site / PAGE) + fragment)
        if context.get("java_script_enabled", True):
            tabs[-1].wait_for_function(DRAWN)
        return tabs[-1]

    yield visit
    for page in tabs:
        page.context.close()


@pytest.fixture(scope="module")
def events():
    """The events with their known days, and the point and names of their place."""
    rows = in_order(shared().events).join(explorer.classes(shared().events).add_prefix("is_"))
    return rows.merge(shared().places[["place_id", "label", "lat", "lon"]], on="place_id", how="left")


def during(events, first, last):
    return events[(events["first"] <= last) & (events["last"] >= first)]


def month(events, text):
    first = pd.Timestamp(f"{text}-01")
    return during(events, first, first + pd.offsets.MonthEnd(0))


def marked(events, first, last):
    """How many events the map marks: those with a point, a vague one only where all of its days are in sight."""
    clear = events["date_precision"].le(MONTHLY) | (events["first"].ge(first) & events["last"].le(last))
    return (clear.fillna(False) & events["lon"].between(43.0, 50) & events["lat"].between(38.5, 42)).sum()


def agree(page, expected, *span):
    """Count and list say the `expected` events and no others; so does the map of a view of the whole."""
    told = page.locator("#cg-x-count").inner_text()
    assert told.startswith(f"{len(expected):,} event{'s' * (len(expected) != 1)} ")
    listed = page.evaluate(LISTED)
    assert len(listed) == len(expected)
    assert set(listed) == set(expected["event_id"])
    if span:
        said = page.locator("#cg-x-map .cg-x-spot").evaluate_all("all => all.map(mark => mark.ariaLabel)")
        on_map = sum(int(part.split()[0]) for text in said for part in text.split("; ") if part.endswith(" event"))
        on_map += sum(int(part.split()[0]) for text in said for part in text.split("; ") if part.endswith(" events"))
        assert on_map == marked(expected, *map(pd.Timestamp, span))


def test_it_opens_on_a_month_with_map_and_list(tab, events):
    page = tab()
    agree(page, month(events, "1918-12"), "1918-12-01", "1918-12-31")
    assert page.locator("#cg-x-month").inner_text() == "December 1918"
    assert page.locator("#cg-x-map").bounding_box()["y"] < 300
    assert page.locator("#cg-x-slider").bounding_box()["y"] < 860


@pytest.mark.parametrize("name", ["fighting", "harm", "talks"])
def test_a_toggle_shows_what_it_says_whatever_the_kind(tab, events, name):
    page = tab("#when=1920-03")
    page.locator(f"[data-only={name}]").click()
    here = month(events, "1920-03")
    agree(page, here[here[f"is_{name}"]], "1920-03-01", "1920-03-31")
    assert page.evaluate("location.hash") == f"#when=1920-03&only={name}"
    page.locator(f"[data-only={name}]").click()
    agree(page, here)


def test_violence_in_zangezur_in_1919_is_found(tab, events):
    page = tab("#theatre=zangezur&when=1919-01-01..1919-12-31&only=harm")
    there = during(events.query("theatre == 'zangezur' and harm.notna()"), "1919-01-01", "1919-12-31")
    assert len(there) > 5
    assert (there["kind"] != "violence_against_civilians").any()
    agree(page, there)


@pytest.mark.parametrize(("name", "address"), explorer.PRESETS.items())
def test_a_preset_is_of_the_month_and_the_ground_that_it_names(name, address):
    asked = dict(parse_qsl(address))
    named = datetime.strptime(re.search(rf"({'|'.join(month_name[1:])}) \d{{4}}", name)[0], "%B %Y")
    assert asked.pop("when") == f"{named:%Y-%m}"
    grounds = {"Baku": "baku", "Zangezur": "zangezur", "Agulis": "zangezur", "Khaibalikend": "karabakh"}
    grounds |= {"Shusha": "karabakh", "Aras": "nakhchivan", "Status": "status"}
    assert list(asked.values()) == [ground for word, ground in grounds.items() if word in name]


@pytest.mark.parametrize("name", explorer.PRESETS)
def test_a_preset_leads_to_events(tab, events, name):
    page = tab()
    page.locator("[name=preset]").select_option(label=name)
    page.wait_for_function("document.getElementById('cg-x-count').textContent.length > 0")
    asked = dict(part.split("=") for part in explorer.PRESETS[name].split("&"))
    assert page.evaluate("location.hash") == f"#{explorer.PRESETS[name]}"
    here = month(events, asked["when"])
    here = here[here["theatre"] == asked["theatre"]] if "theatre" in asked else here
    assert len(here) > 3
    agree(page, here)


def test_theatre_zooms_and_filters(tab, events):
    page = tab("#when=1919-11")
    before = page.locator(".cg-x-ground").get_attribute("transform")
    page.locator("[name=theatre]").select_option("zangezur")
    agree(page, month(events, "1919-11").query("theatre == 'zangezur'"))
    assert page.locator(".cg-x-ground").get_attribute("transform") != before


def test_the_slider_steps_by_key_and_click_and_colours_the_places(tab, events):
    page = tab("#when=1918-09")
    page.locator("#cg-x-slider").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#cg-x-month").inner_text() == "October 1918"
    agree(page, month(events, "1918-10"), "1918-10-01", "1918-10-31")
    page.locator("#cg-x-on").click()
    assert page.locator("#cg-x-slider").get_attribute("aria-valuetext") == "November 1918"
    told = explorer.stored(shared())
    for when in ("1918-11", "1920-04"):
        page.evaluate(f"location.hash = 'when={when}'")
        page.wait_for_function(f"document.getElementById('cg-x-slider').value == {_number(when)}")
        held = {told["places"][told["spots"][at][4][0]][1]: run for at, run in holding(told, when).items()}
        said = page.locator("#cg-x-map .cg-x-spot").evaluate_all("all => all.map(mark => mark.ariaLabel)")
        shown = {text.split("; ")[0]: text.split("; ")[1] for text in said if "; " in text}
        shown = {label: words for label, words in shown.items() if words[0].isalpha() and words != "no holder told"}
        assert len(shown) > 8
        assert all(words.startswith(held[label][6]) for label, words in shown.items())
        dots = page.locator("#cg-x-map .cg-x-dot").evaluate_all("all => all.map(dot => dot.getAttribute('fill'))")
        assert len(dots) == len(shown)
        assert any("url(" in fill for fill in dots) == any(
            len(run[3]) > 1 for label, run in held.items() if label in shown
        )


def _number(when):
    return len(pd.period_range(explorer.MONTHS[0], when, freq="M")) - 1


def test_dragging_the_pulse_chooses_a_span(tab, events):
    page = tab("#theatre=karabakh&when=1919-06")
    box = page.locator("#cg-x-pulse").bounding_box()
    page.mouse.move(box["x"] + 700, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 800, box["y"] + 100, steps=5)
    page.mouse.up()
    first, last = (page.locator(f"[name={name}]").input_value() for name in ("from", "to"))
    assert page.evaluate("location.hash") == f"#theatre=karabakh&when={first}..{last}"
    whole = pd.Timestamp("1921-07-31") - pd.Timestamp("1917-11-01")
    width = pd.Timestamp(last) - pd.Timestamp(first)
    assert abs(width - whole * 100 / box["width"]) < pd.Timedelta(days=3)
    agree(page, during(events.query("theatre == 'karabakh'"), first, last))
    words = page.locator("#cg-x-pulse text").all_text_contents()
    points = events[(events["theatre"] == "karabakh") & events["first"].between("1917-11-01", "1921-07-31")]
    assert set(points["turn"].dropna()) <= set(words)  # each in words: no side's deeds are left without


def turns(events, theatre, when):
    """The words of a theatre's turning points that begin in a month."""
    rows = events[(events["theatre"] == theatre) & events["turn"].notna() & events["date_precision"].le(MONTHLY)]
    return rows.loc[rows["first"].dt.strftime("%Y-%m").eq(when), "turn"].tolist()


def test_a_date_takes_the_other_with_it(tab, events):
    page = tab("#theatre=zangezur")
    page.locator("[name=from]").fill("1919-01-01")
    page.keyboard.press("Tab")
    assert page.locator("[name=to]").input_value() == "1919-12-31"
    agree(page, during(events.query("theatre == 'zangezur'"), "1919-01-01", "1919-12-31"))


def test_play_moves_on_and_stays_at_turning_points(tab, events):
    page = tab("#theatre=karabakh&when=1920-02")
    page.clock.install(time=0)
    page.clock.pause_at(60_000)  # else it runs on by itself, too, and a slow machine is months ahead
    page.locator("#cg-x-play").click()
    page.clock.run_for(100)
    points = turns(events, "karabakh", "1920-03")
    assert len(points) > 1
    for turn in points:
        assert page.locator("#cg-x-month").inner_text() == "March 1920"
        assert page.locator("#cg-x-told").inner_text().endswith(f": {turn}")
        page.clock.run_for(1500 + 25 * len(turn) + 5)
    assert page.locator("#cg-x-month").inner_text() == "April 1920"
    page.locator("#cg-x-play").click()
    page.clock.run_for(9000)
    assert page.locator("#cg-x-month").inner_text() == "April 1920"
    agree(page, month(events.query("theatre == 'karabakh'"), "1920-04"))


def test_less_motion_steps_from_turning_point_to_turning_point(tab):
    page = tab("#theatre=karabakh&when=1919-07", reduced_motion="reduce")
    assert page.locator("#cg-x-play").inner_text() == "Next turning point"
    later = shared().events.query("theatre == 'karabakh' and turn.notna() and date_precision <= @MONTHLY")["date_start"]
    following = f"{later[later > '1919-08-01'].min():%B %Y}"
    page.locator("#cg-x-play").click()
    assert page.locator("#cg-x-month").inner_text() == following
    assert page.locator("#cg-x-told").inner_text() != ""
    page.wait_for_timeout(1500)
    assert page.locator("#cg-x-month").inner_text() == following


def test_persons_bodies_and_sources_look_through_all_years(tab, events):
    page = tab()
    page.locator("[name=who]").fill("Andranik Ozanyan")
    mine = shared().participations.query("actor_id == 'andranik-ozanyan'")["event_id"]
    told = events["event_id"].isin(mine) | events["claimant_id"].eq("andranik-ozanyan")
    told |= events["via_id"].eq("andranik-ozanyan")
    agree(page, events[told.fillna(False)])
    page.locator("[name=who]").fill("")
    assert page.locator("#cg-x-month").inner_text() == "December 1918"  # and back
    page.locator("#cg-x-all").click()
    page.locator("[name=source]").select_option("enwiki-shusha-2022")
    agree(page, events[events["source_id"] == "enwiki-shusha-2022"])


def test_words_are_folded_and_find_every_name(tab, events):
    page = tab()
    page.locator("[name=words]").fill("shusha UPRISING")
    listed = page.evaluate(LISTED)
    titles = events.set_index("event_id")["title"].str.lower()
    both = titles.index[titles.str.contains("shusha") & titles.str.contains("uprising")]
    assert set(both) <= set(listed)
    page.locator("[name=words]").fill("Şuşa")
    modern = set(page.evaluate(LISTED))
    assert modern == set(page.evaluate(f"(document.querySelector('[name=words]').value, {LISTED})"))
    assert set(events.loc[events["place_id"] == "shusha", "event_id"]) <= modern
    page.locator("[name=words]").fill("susa")
    assert set(page.evaluate(LISTED)) == modern


def test_nothing_here_says_what_is_near(tab, events):
    page = tab("#theatre=qazakh&when=1919-11&only=harm")
    here = month(events.query("theatre == 'qazakh' and harm.notna()"), "1919-11")
    assert here.empty
    near = {
        "at other times": events.query("theatre == 'qazakh' and harm.notna()"),
        "in other theatres": month(events[events["harm"].notna()], "1919-11"),
        "of other kinds": month(events.query("theatre == 'qazakh'"), "1919-11"),
    }
    related = len(set().union(*(set(rows["event_id"]) for rows in near.values())))
    assert page.locator("#cg-x-near").inner_text().startswith(f"0 here, {related} related")
    for label, rows in near.items():
        assert page.get_by_role("button", name=f"{len(rows)} {label}", exact=True).count() == (len(rows) > 0)
    page.get_by_role("button", name="at other times").click()
    agree(page, near["at other times"])


def test_the_address_goes_back_and_forward(tab, events):
    page = tab("#theatre=karabakh&when=1920-04")
    page.locator("[data-only=talks]").click()
    page.locator("#cg-x-on").click()
    assert page.evaluate("location.hash") == "#theatre=karabakh&when=1920-05&only=talks"
    page.go_back()
    page.wait_for_function("document.getElementById('cg-x-month').textContent === 'April 1920'")
    agree(page, month(events.query("theatre == 'karabakh' and is_talks"), "1920-04"))
    page.go_back()
    page.wait_for_function("!location.hash.includes('only')")
    agree(page, month(events.query("theatre == 'karabakh'"), "1920-04"))
    page.go_forward()
    page.wait_for_function("location.hash.includes('only')")
    agree(page, month(events.query("theatre == 'karabakh' and is_talks"), "1920-04"))
    page.locator("#cg-x-reset").click()
    assert page.evaluate("location.hash") == ""


def test_the_link_is_copied_or_said_to_stand_in_the_address_bar(tab):
    page = tab("#theatre=baku&when=1918-09")
    page.evaluate("void (navigator.clipboard.writeText = async text => { window.copied = text; })")
    page.locator("#cg-x-link").click()
    page.get_by_role("button", name="Link copied").wait_for()
    assert page.evaluate("window.copied").endswith(f"{PAGE}#theatre=baku&when=1918-09")
    page.get_by_role("button", name="Copy link").wait_for()
    page.evaluate("void (navigator.clipboard.writeText = () => new Promise(() => {}))")
    page.locator("#cg-x-link").click()
    page.get_by_role("button", name="The link is in the address bar").wait_for()


def test_the_csv_holds_what_is_listed(tab, events):
    page = tab("#theatre=zangezur&when=1919-11&only=fighting")
    with page.expect_download() as waiting:
        page.locator("#cg-x-csv").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    expected = month(events.query("theatre == 'zangezur' and is_fighting"), "1919-11").set_index("event_id")
    assert {row["event_id"] for row in rows} == set(expected.index)
    assert all(expected.loc[row["event_id"], "title"] == row["title"] for row in rows)
    assert all(expected.loc[row["event_id"], "locator"] == row["locator"] for row in rows)


def test_a_point_opens_as_a_list_and_the_keyboard_is_enough(tab, events):
    page = tab("#theatre=karabakh&when=1920-03")
    page.locator("#cg-x-map .cg-x-spot[tabindex='0']").focus()
    labels = page.locator("#cg-x-map .cg-x-spot").evaluate_all("all => all.map(mark => mark.ariaLabel)")
    for _ in range(len(labels)):
        if page.evaluate("document.activeElement.ariaLabel").startswith("Shusha;"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#cg-x-card h2").inner_text().startswith("Shusha · ")
    shown = page.locator("#cg-x-card li a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    at = shared().places.set_index("place_id").loc["shusha"]
    here = month(events[(events["theatre"] == "karabakh") & events["lat"].eq(at["lat"])], "1920-03")
    assert set(shown) == set(here.loc[here["date_precision"].le(MONTHLY), "event_id"])
    assert page.evaluate("document.activeElement.id") == "cg-x-card"
    page.keyboard.press("Escape")
    assert page.locator("#cg-x-card").is_hidden()
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Shusha;")
    reached = []
    page.locator("[data-only=fighting]").focus()
    while "cg-x-csv" not in reached and len(reached) < 40:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.id"))
    assert {"preset", "theatre", "words", "who", "source", "from", "to", "cg-x-play", "cg-x-slider"} <= set(reached)


def test_rows_lead_to_entries(tab, site):
    page = tab("#when=all&theatre=karabakh")
    page.evaluate(LISTED)
    links = page.locator("#cg-x-rows a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    target = site / "reference/chronology-karabakh.html"
    ids = set(html.parse(str(target)).xpath("//@id"))
    assert {link.split("#")[0] for link in links} == {target.name}
    assert {link.split("#")[1] for link in links} <= ids


def test_rival_answers_are_counted_and_words_attributed(tab):
    page = tab("#when=all")
    page.evaluate(LISTED)
    counts = page.locator("#cg-x-rows td:nth-child(5)").evaluate_all("all => all.map(cell => +cell.textContent)")
    from contested_ground.charts.explorer.stored import rivals

    assert sum(counts) == sum(rivals(shared()).values()) > 0
    assert page.locator("#cg-x-rows td:nth-child(4)").evaluate_all("all => all.every(cell => cell.textContent)")


def test_without_a_script_and_in_print_it_is_six_stills_and_the_chronologies(tab):
    for page in (tab(java_script_enabled=False), tab()):
        page.emulate_media(media="print" if page.evaluate("typeof window.cgExplorer") == "object" else "screen")
        assert page.locator(".cg-x-stills figure > svg").count() == len(STILLS) == 6
        assert page.locator(".cg-x-stills figure").first.is_visible()
        assert page.locator("#cg-x").is_hidden()
        links = page.locator(".cg-x-stills a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        theatres = shared().events["theatre"].cat.categories
        assert {f"chronology-{name.replace('_', '-')}.html" for name in theatres} == set(links)


def test_nothing_comes_from_afar_and_a_strict_policy_holds(chromium, site):
    class Strict(SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", "default-src 'self'")
            super().end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    page, requests, errors = chromium.new_page(), [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "explorer" in said.location["url"] else None)
    home = f"http://127.0.0.1:{server.server_port}/"
    page.goto(f"{home}{PAGE}#when=1920-03")
    page.locator("#cg-x-map .cg-x-ring").first.wait_for()
    page.locator("[data-only=harm]").click()
    assert page.locator("#cg-x-rows tr").count() > 5
    page.close()
    server.shutdown()
    assert [fault for fault in errors if "explorer-" in fault] == []
    assert home + explorer.SCRIPT in requests
    assert home + explorer.RELIEF in requests
    assert [link for link in requests if not link.startswith((home, "data:"))] == []


def test_it_is_light_and_loaded_here_alone(site):
    files = [site / PAGE, site / explorer.SCRIPT, *sorted((site / "_static").glob("explorer*"))]
    assert sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files) < 250_000
    names = (f'/{explorer.SCRIPT}"', "_static/explorer")
    pages = [page for page in site.rglob("*.html") if any(name in page.read_text(encoding="utf-8") for name in names)]
    assert [page.relative_to(site).as_posix() for page in pages] == [PAGE]


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_is_accessible(chromium, site, width):
    page = chromium.new_page(bypass_csp=True, viewport={"width": width, "height": 740}, color_scheme="light")
    page.goto(url(site / PAGE) + "#theatre=karabakh&when=1920-03")
    page.wait_for_function(DRAWN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    slider = page.locator("#cg-x-slider").bounding_box()
    assert slider["y"] + slider["height"] <= 740  # map and slider are the first screen
    assert page.locator(".cg-x-form").is_visible() == (width > 600)
    sizes = """Math.min(...[...document.querySelectorAll('.cg-x text, .cg-x :is(p, td, th, label, button, small)')]
        .filter(it => it.getClientRects().length).map(it => parseFloat(getComputedStyle(it).fontSize)))"""
    assert page.evaluate(sizes) >= 12
    if width == 360:
        page.locator(".cg-x-fold summary").click()
        assert page.locator(".cg-x-form").is_visible()
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        assert page.evaluate(FAULTS) == []
    page.close()


def brushed(chromium, site, times):
    """Milliseconds until a brush is redrawn with so many times the events, the best of several."""
    page = chromium.new_page(bypass_csp=True, viewport={"width": 1280, "height": 900})
    many = "document.addEventListener('DOMContentLoaded', () => { const all = cgExplorer.events; cgExplorer.events ="
    page.add_init_script(f"{many} Array.from({{length: {times}}}, () => all.map(row => [...row])).flat(); }}, true);")
    page.goto(url(site / PAGE))
    page.wait_for_function(DRAWN)
    took = page.evaluate("""async () => {
        const box = document.getElementById('cg-x-pulse'), area = box.getBoundingClientRect(), found = [];
        const at = (name, x) => box.dispatchEvent(new PointerEvent(name, {pointerId: 1, clientX: area.left + x}));
        box.setPointerCapture = () => {};
        for (let turn = 0; turn < 7; turn++) {
            const begin = performance.now();
            at('pointerdown', 300 + turn); at('pointermove', 700 + turn); at('pointerup', 700 + turn);
            document.querySelector('#cg-x-map').getBoundingClientRect();
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            found.push(performance.now() - begin);
        }
        return Math.min(...found);
    }""")
    page.close()
    return took


def test_a_brush_costs_no_more_than_the_events_it_draws(chromium, site):
    """Side by side in one run, since a slow day says nothing of the page."""
    once, often = (brushed(chromium, site, times) for times in (1, 20))
    print(f"{once:.0f} ms, with twenty times the events {often:.0f} ms")
    assert often < 20 * once


def test_a_figure_of_the_same_rows_for_notebooks(events):
    from contested_ground import explorer as figure_of

    rows = shared().events.query("theatre == 'zangezur'")
    figure = figure_of(rows)
    above, below = figure.axes
    assert above.get_title(loc="left").startswith(f"{len(rows):,} events: ")
    dots = sum(len(dots.get_offsets()) for dots in below.collections)
    dated = rows[rows["date_precision"].le(MONTHLY) & rows["date_start"].notna() & rows["date_end"].notna()]
    assert dots == len(dated)
    with pytest.raises(ValueError, match="no event is left"):
        figure_of(rows.head(0))


def test_the_same_bytes_every_time():
    code = (
        "from contested_ground.charts import explorer; from contested_ground.data.tables import shared;"
        "from contested_ground.site.reference.explorer import page;"
        "print(page(shared()).html, explorer.script(shared()))"
    )
    env = os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    there = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True).stdout
    from contested_ground.site.reference.explorer import page

    assert there == f"{page(shared()).html} {explorer.script(shared())}\n"
