"""The Explorer in a real browser: form, timeline, map and table always show the same events."""

import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import axe_playwright_python
import pandas as pd
import pytest
from lxml import html
from support import url

from contested_ground.charts import explorer
from contested_ground.charts.explorer.events import lay, rows
from contested_ground.data.tables import Tables, shared
from contested_ground.site.reference.explorer import page as page_of

PAGE = "reference/explorer.html"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FAULTS = """axe.run(document, {preload: false, resultTypes: ['violations']}).then(
    found => found.violations.map(fault => `${fault.id}: ${fault.nodes[0].html.slice(0, 200)}`))"""
DRAWN = "document.querySelectorAll('#cg-map .mark-symbol path').length > 9"
ON_TIMELINE = """[...new Set([...document.querySelectorAll('#cg-timeline svg *')]
    .map(mark => mark.__data__?.datum?.id).filter(Boolean))].sort()"""
ON_MAP = """[...document.querySelectorAll('#cg-map .mark-symbol path')]
    .reduce((sum, mark) => sum + mark.__data__.datum.events, 0)"""
SMALLEST = """Math.min(...[...document.querySelectorAll(
    '.cg-explorer svg text, .cg-explorer :is(p, td, th, label, output, select, input, button)'
)].map(text => parseFloat(getComputedStyle(text).fontSize)))"""
MORE = "(() => { const more = document.getElementById('cg-more'); while (!more.hidden) more.click(); })()"
LISTED = "[...document.querySelectorAll('.cg-explorer tbody td:nth-child(2) a')].map(a => a.hash.slice(1))"
BEGIN, END = (pd.Timestamp(year, 1, 1) for year in (explorer.YEARS[0], explorer.YEARS[1] + 1))


@pytest.fixture
def tab(chromium, site):
    """A function that opens the Explorer, drawn, with this behind the address."""
    tabs = []

    def visit(fragment="", **context):
        tabs.append(chromium.new_context(**context).new_page())
        tabs[-1].goto(url(site / PAGE) + fragment)
        if context.get("java_script_enabled", True):
            tabs[-1].wait_for_function(DRAWN)
        return tabs[-1]

    yield visit
    for page in tabs:
        page.context.close()


@pytest.fixture(scope="module")
def events():
    """The events with their known days (an open side is the day that is told) and whether they have a point."""
    rows = shared().events.merge(shared().places[["place_id", "label", "lat", "lon"]], on="place_id", how="left")
    rows["first"] = rows["date_start"].fillna(rows["date_end"])
    rows["last"] = rows["date_end"].fillna(rows["date_start"])
    rows["point"] = explorer.MAP.holds(rows["lon"], rows["lat"])
    rows["in_years"] = (rows["last"] >= BEGIN) & (rows["first"] < END)
    return rows


def agree(page, expected):
    """Count, timeline, map and table show the `expected` events and no others."""
    page.wait_for_timeout(100)
    shown = page.locator(".cg-form output").inner_text()
    assert shown.startswith(f"{len(expected):,} of {len(shared().events):,} events shown.")
    assert page.evaluate(ON_TIMELINE) == sorted(expected.loc[expected["in_years"], "event_id"])
    assert page.evaluate(ON_MAP) == expected["point"].sum()
    assert f"Not on the map: {(~expected['point']).sum():,}." in shown
    page.evaluate(MORE)
    listed = page.evaluate(LISTED)
    assert len(listed) == len(expected)
    assert set(listed) == set(expected["event_id"])


def test_all_events_are_shown_and_listed(tab, events):
    page = tab()
    assert page.locator(".cg-explorer tbody tr").count() == 50
    agree(page, events)


def test_rows_lead_to_the_other_pages(tab, site):
    page, ids = tab(), {}
    page.evaluate(MORE)
    links = page.evaluate("[...document.querySelectorAll('.cg-explorer tbody a')].map(a => a.getAttribute('href'))")
    assert len(links) > 2 * len(shared().events)
    for link in set(links):
        target, _, anchor = link.partition("#")
        if target not in ids:
            ids[target] = set(html.parse(str((site / PAGE).parent / target)).xpath("//@id"))
        assert anchor in ids[target], link


@pytest.mark.parametrize(("field", "column"), [("theatre", "theatre"), ("kind", "kind"), ("voice", "voice")])
def test_a_field_filters_everything(tab, events, field, column):
    page = tab()
    value = events[column].astype(str).value_counts().index[1]
    page.locator(f".cg-form [name={field}]").select_option(value.replace("_", " "))
    agree(page, events[events[column] == value])
    page.get_by_role("button", name="Reset").click()
    assert page.locator(".cg-form output").inner_text().startswith(f"{len(events):,} of")


def test_words_filter_titles_and_places(tab, events):
    page = tab()
    page.locator(".cg-form [name=words]").fill("SHUSHA fire")
    page.wait_for_timeout(100)
    listed = page.evaluate(LISTED)
    titles = events.set_index("event_id")["title"].str.lower()
    both = titles.index[titles.str.contains("shusha") & titles.str.contains("fire")]
    assert set(both) <= set(listed)
    assert 0 < len(listed) < 100
    assert all("fire" in titles[key] for key in listed)


def test_dates_keep_what_may_fall_between_them(tab, events):
    page = tab()
    page.locator(".cg-form [name=from]").fill("1920-03-22")
    page.locator(".cg-form [name=to]").fill("1920-03-23")
    between = events[(events["last"] >= "1920-03-22") & (events["first"] <= "1920-03-23")]
    assert between["date"].str.startswith("[").any()  # vague ones among them
    agree(page, between)


def test_dragging_the_timeline_filters(tab, events):
    page = tab(viewport={"width": 1280, "height": 900})
    page.locator("#cg-timeline svg").scroll_into_view_if_needed()
    box = page.locator("#cg-timeline svg").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 360, box["y"] + 120, steps=4)
    page.mouse.up()
    first, last = (pd.Timestamp(page.locator(f".cg-form [name={name}]").input_value()) for name in ("from", "to"))
    whole = END - BEGIN
    begin = BEGIN + whole * 300 / box["width"]
    assert abs(first - begin) < pd.Timedelta(days=15)
    assert abs((last - first) - whole * 60 / box["width"]) < pd.Timedelta(days=15)
    agree(page, events[(events["last"] >= first) & (events["first"] <= last)])
    years = page.locator("#cg-timeline .role-axis-label text").all_text_contents()
    assert any(str(first.year) in label for label in years)
    assert not any(str(year) in label for label in years for year in explorer.YEARS)


def test_clicking_a_place_filters_timeline_and_table_and_not_the_map(tab, events):
    page = tab(viewport={"width": 1280, "height": 900})
    everywhere = page.evaluate(ON_MAP)
    page.locator("#cg-map svg").scroll_into_view_if_needed()
    points = page.locator("#cg-map .mark-symbol path")
    spot = points.first.evaluate("mark => mark.__data__.datum.spot")
    points.first.click()
    page.wait_for_timeout(100)
    assert page.locator(".cg-form [name=place]").input_value() == spot
    there = events[events["label"].isin(spot.split(" · "))]
    assert page.evaluate(ON_TIMELINE) == sorted(there.loc[there["in_years"], "event_id"])
    assert page.locator(".cg-form output").inner_text().startswith(f"{len(there):,} of")
    assert page.evaluate(ON_MAP) == everywhere
    page.locator("#cg-map svg").click(position={"x": 4, "y": 4})
    page.wait_for_timeout(100)
    assert page.locator(".cg-form [name=place]").input_value() == ""
    assert page.locator(".cg-form output").inner_text().startswith(f"{len(events):,} of")


def test_the_keyboard_is_enough(tab, events):
    page = tab()
    page.locator(".cg-form [name=theatre]").focus()
    page.keyboard.type("Zangezur")
    names = []
    while not names or names[-1] != "":
        names.append(
            page.evaluate("document.activeElement.closest('form') ? document.activeElement.name || 'reset' : ''")
        )
        page.keyboard.press("Tab")
    assert list(dict.fromkeys(names)) == ["theatre", "kind", "voice", "place", "words", "from", "to", "reset", ""]
    agreed = events[events["theatre"] == "zangezur"]
    assert page.locator(".cg-form output").inner_text().startswith(f"{len(agreed):,} of")
    page.locator("#cg-more").focus()
    page.keyboard.press("Enter")
    assert page.locator(".cg-explorer tbody tr").count() == 100
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51  # the first of the new rows
    assert page.locator(".cg-form output").evaluate("box => box.computedRole || box.tagName").lower() in (
        "status",
        "output",
    )


def test_the_address_keeps_what_is_chosen(tab, events):
    page = tab("#theatre=karabakh&from=1920-04-01")
    chosen = events[(events["theatre"] == "karabakh") & (events["last"] >= "1920-04-01")]
    agree(page, chosen)
    page.locator(".cg-form [name=voice]").select_option("attributed")
    assert page.evaluate("location.hash") == "#theatre=karabakh&voice=attributed&from=1920-04-01"
    page.reload()
    page.wait_for_function("document.querySelector('.cg-form output').value")
    assert page.locator(".cg-form [name=voice]").input_value() == "attributed"
    page.get_by_role("button", name="Reset").click()
    assert page.evaluate("location.hash") == ""


def test_nothing_found_is_said(tab):
    page = tab()
    page.locator(".cg-form [name=words]").fill("no such words anywhere")
    page.wait_for_timeout(100)
    assert page.locator(".cg-form output").inner_text().startswith("0 of ")
    assert page.locator(".cg-explorer tbody tr").count() == 0
    assert page.locator("#cg-more").is_hidden()


def test_drawings_are_told_in_words(tab, events):
    page = tab()
    page.locator(".cg-form [name=kind]").select_option("clash")
    page.wait_for_timeout(100)
    clashes = events[events["kind"] == "clash"]
    most = clashes["theatre"].value_counts().index[0]
    told = page.locator("#cg-timeline").get_attribute("aria-label")
    assert f"{len(clashes)} events by theatre: {most} {(clashes['theatre'] == most).sum()}" in told
    assert f"where {len(clashes)} events" in page.locator("#cg-map").get_attribute("aria-label")


def test_without_javascript_it_leads_to_the_chronology(tab):
    page = tab(java_script_enabled=False)
    assert page.locator("noscript p", has_text="The Explorer needs JavaScript").is_visible()
    links = page.locator("noscript a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    theatres = shared().events["theatre"].cat.categories
    assert {f"chronology-{name.replace('_', '-')}.html" for name in theatres} < set(links)
    assert page.locator(".cg-form").is_hidden()


def test_vega_is_loaded_here_alone_and_nothing_from_afar(chromium, site):
    loading = [
        page.relative_to(site).as_posix()
        for page in site.rglob("*.html")
        if any(name in page.read_text(encoding="utf-8") for name in (f'/{explorer.SCRIPT}"', "_static/explorer.js"))
    ]
    assert loading == [PAGE]
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *words: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    page, requests, noise = chromium.new_page(), [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: noise.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    home = f"http://127.0.0.1:{server.server_port}/"
    page.goto(home + PAGE)
    page.wait_for_function(DRAWN)
    page.close()
    server.shutdown()
    assert noise == []
    assert home + explorer.SCRIPT in requests
    assert [link for link in requests if not link.startswith((home, "data:"))] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_holds_still_and_is_accessible(chromium, site, width):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme="light")
    page.add_init_script("""window.shift = 0; new PerformanceObserver(list =>
        list.getEntries().forEach(entry => shift += entry.value)).observe({type: 'layout-shift', buffered: true})""")
    page.goto(url(site / PAGE))
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(300)
    assert page.evaluate("shift") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALLEST) >= 11
    cut = page.evaluate("""[...document.querySelectorAll('.cg-chart svg text')].filter(text => {
        const box = text.getBoundingClientRect(), edge = text.closest('.cg-chart').getBoundingClientRect();
        return box.width && (box.left < edge.left - 1 || box.right > edge.right + 1);
    }).map(text => text.textContent)""")
    assert cut == []
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        assert page.evaluate(FAULTS) == []
    colour = "getComputedStyle(document.querySelector('#cg-timeline .mark-text.role-mark text')).fill"
    assert page.evaluate(colour) == "rgb(236, 236, 236)"  # INK of dark pages
    page.close()


def test_the_plain_text_counts_the_events(events):
    told = str(page_of(shared()))
    assert told.startswith(f"{len(events):,} events: ")
    assert f"{(events['theatre'] == 'karabakh').sum()} karabakh" in told
    assert f"{(~events['in_years']).sum()} before {explorer.YEARS[0]} or after {explorer.YEARS[1]}" in told
    assert f"{(~events['point']).sum()} without a point" in told


def test_an_event_without_a_date_is_counted_and_not_drawn():
    tables = Tables(shared())
    tables["events"] = tables["events"].copy()
    tables["events"].loc[0, ["date", "date_start", "date_end"]] = None
    assert "; 1 undated," in str(page_of(tables))
    stored = next(data for data in explorer.drawings(tables).spec["data"] if data["name"] == "events")["values"]
    row = next(row for row in stored if row["id"] == tables["events"]["event_id"][0])
    assert row["date"] == "no date told"
    assert not row.keys() & {"from", "until", "height", "open"}


def test_dates_of_an_unnamed_calendar_say_so(tab, events):
    page = tab()
    dotted = page.locator("#cg-timeline line[stroke-dasharray='1,2']")
    unmarked = events[(events["calendar"] == "unmarked") & events["in_years"]]
    assert dotted.count() == len(unmarked) > 0
    page.evaluate(MORE)
    dates = page.locator(".cg-explorer tbody th", has_text="calendar not named")
    assert dates.count() == (events["calendar"] == "unmarked").sum()


def test_no_two_bars_of_a_lane_overlap():
    events = rows(shared())
    lanes, _ = lay(events, [event["theatre"] for event in events])
    bars = [event for event in events if "height" in event and (event["until"] - event["from"] > 1 or event["open"])]
    levels = {}
    for event in bars:
        levels.setdefault(event["height"], []).append((event["from"], event["until"], event["theatre"]))
    assert len(levels) > len(lanes)
    for spans in levels.values():
        spans.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert len({theatre for *_, theatre in spans}) == 1


def test_jupyterlab_gets_both_drawings_linked(chromium, tab):
    """The specification that JupyterLab shows, drawn here by the site's Vega: a clicked point filters the timeline."""
    drawing = explorer.drawings(shared())._repr_mimebundle_()[explorer.VEGA]
    page = tab(viewport={"width": 1280, "height": 900})
    page.evaluate(
        """async spec => {
            document.body.innerHTML = '<div id="lab"></div>';
            await vegaEmbed('#lab', spec, {mode: 'vega', renderer: 'svg', actions: false, loader: {http: null}});
        }""",
        drawing | {"$schema": "https://vega.github.io/schema/vega/v6.json"},
    )
    marks = "new Set([...document.querySelectorAll('#lab svg *')].map(mark => mark.__data__?.datum?.id)).size"
    before = page.evaluate(marks)
    assert before > 1000
    marks_of_map = page.locator("#lab .mark-symbol path")
    marks_of_map.nth(marks_of_map.evaluate_all("all => all.findLastIndex(mark => mark.__data__.datum.events)")).click()
    page.wait_for_timeout(200)
    assert 1 < page.evaluate(marks) < before / 4


def test_the_same_bytes_every_time():
    code = (
        "from contested_ground.charts import explorer; from contested_ground.data.tables import shared;"
        "from contested_ground.site.reference.explorer import page as page_of;"
        "print(page_of(shared()).body, explorer.drawings(shared()).spec, explorer.script())"
    )
    env = os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    there = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True).stdout
    here = (page_of(shared()).body, explorer.drawings(shared()).spec, explorer.script())
    assert there == "{} {} {}\n".format(*here)
