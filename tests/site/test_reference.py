"""The reference pages: every row reached under its identifier, every link leading to a row, and what readers can do."""

import gzip
import json
import re
from collections import Counter
from contextlib import suppress
from io import BytesIO, StringIO
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from babel import Locale
from docutils import nodes
from lxml import html
from PIL import Image
from support import url

from contested_ground import build
from contested_ground.analysis import claims, derived
from contested_ground.data import dates
from contested_ground.data.kinds import VOTES  # noqa: F401 (in queries)
from contested_ground.data.languages import LANGUAGES, language_name
from contested_ground.data.references import TABLES
from contested_ground.data.tables import Tables, shared
from contested_ground.site import backlinks, numbering, shelf
from contested_ground.site import rows as extras
from contested_ground.site.reference import (
    article,
    codebook,
    events,
    gazetteer,
    index,
    numberline,
    population,
    questions,
)
from contested_ground.site.reference import html as entries

PAGES = sorted((build.ROOT / "reference").glob("*.md"))
PAGE_KB = 400  # over the wire
MARK_BYTES = 600


def shelf_of(path):
    """The parts of the shelf that a page asks for, in order."""
    asked = re.findall(r"^```\{shelf\} (\S+)(?: (\S+))?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [shelf.part(shared(), name, theatre or None) for name, theatre in asked]


@pytest.mark.parametrize(
    ("voice", "source", "who"),
    [
        ("narrator", "article", "the narrator: unattributed in our copy"),
        ("narrator", "another", ""),
        ("attributed", "article", "attributed"),
        ("reported", "article", "reported, by nobody named"),
        ("quoted", "article", "quoted"),
    ],
)
def test_a_voice_without_a_name(voice, source, who):
    row = dict.fromkeys(("claimant_id", "claimant_as", "via_id"))
    assert index.Index(shared()).speaker(row | {"voice": voice, "source_id": source}) == who


def test_a_places_line_compares_whole_populations_year_by_year():
    told = [("1916", "total", 5), ("1897", "total", 9), ("1897", "part", 4), ("1916", "permanent", 3)]
    told += [("1970-01-15", "total", 7), ("1970-01-15", "total", 8), ("1979", "total", 5), ("1959", "total", None)]
    known = dict.fromkeys(("low", "high", "qualifier"))
    rows = [known | {"date": date, "universe": who, "count": count, "group": "total"} for date, who, count in told]
    rows.append(rows[0] | {"group": "armenians", "count": 2})
    assert list(population.totals(rows)) == ["9", "5", "7 or 8", "5"]


def test_of_a_years_counts_of_a_place_the_total_comes_first_and_then_the_largest():
    counts = [("russians", 20), ("kurds", None), ("total", 90), ("armenians", 70), ("men", 50)]
    shared_cells = dict.fromkeys(("low", "high", "qualifier"), None) | {"date": "1897", "source_id": "census-1897"}
    rows = [
        {
            **shared_cells,
            "group": "total" if group == "men" else group,
            "universe": "part" if group == "men" else "total",
            "category": group,
            "count": count,
            "share_percent": 1.5,
            "observation_id": group,
        }
        for group, count in counts
    ]
    told = [html.fromstring(str(shown)).text_content() for shown in gazetteer._counts(rows)]
    assert told == ["1897, all: 90", "1897, men: 50", "1897, armenians: 70", "1897, russians: 20", "1897, kurds: 1.5 %"]


def test_languages_are_named_as_elsewhere():
    known = {**Locale("en").languages, "azb": "South Azerbaijani", "hyw": "Western Armenian", "und": ""}
    assert {tag: language_name(tag) for tag in LANGUAGES} == {tag: known[tag] for tag in LANGUAGES}
    assert [language_name(tag) for tag in ("ru-Latn", "az-Cyrl")] == [
        "Russian, in Latin letters",
        "Azerbaijani, in Cyrillic letters",
    ]


@pytest.fixture(scope="module")
def lists():
    """The HTML of each reference page's rows, parsed, by the page's name, with its elements by identifier."""
    bodies = {path.stem: "".join(part.html for part in shelf_of(path)) for path in PAGES}
    return {name: html.fromstring(f"<main>{body}</main>") for name, body in bodies.items()}


@pytest.fixture(scope="module")
def row(lists):
    """A function from kind and identifier to the element that a row's address leads to."""
    elements = {
        name: {element.get("id"): element for element in page.xpath("//*[@id]")} for name, page in lists.items()
    }
    addresses = extras.addresses(shared())

    def find(kind, key):
        docname, anchor = addresses[kind, key]
        return elements[docname.rpartition("/")[2]][anchor]

    return find


def test_votes_stand_apart_from_other_parts_in_events(row):
    cast = shared()["participations"].query("role in @VOTES")
    assert len(cast) > 20
    for key, votes in cast.groupby("actor_id"):
        entry = row("actor", key)
        lists = {words.text: words.getnext() for words in entry.iter("dt")}
        assert sorted(lists["Votes"].xpath(".//a/@href")) == sorted(f"event:{name}" for name in votes["event_id"])
        others = lists["Part in events"].xpath(".//em/text()") if "Part in events" in lists else []
        assert not [part for part in others if "vote" in part or "abstain" in part]


def test_a_question_is_summed_up_by_four_of_its_values(row):
    found = 0
    for key, answers in shared()["claims"].groupby("question_id"):
        values = list(dict.fromkeys(filter(None, (claims.value_words(claim) for _, claim in answers.iterrows()))))
        said = row("question", key).xpath("summary/span")[0].text_content()
        assert said.startswith("; ".join(values[:4]))
        assert said.endswith(f" · {len(values)} values") == (len(values) > 4)
        found += len(values) > 4
    assert found > 2


def test_every_row_is_reached_once(lists):
    ids = {name: Counter(page.xpath("//@id")) for name, page in lists.items()}
    wrong = []
    for (kind, key), (docname, anchor) in extras.addresses(shared()).items():
        count = ids.get(docname.rpartition("/")[2], {}).get(anchor, 0)
        if count != 1:
            wrong.append(f"{kind} {key}: {count} times on {docname}")
    assert wrong == []


def test_ids_are_unique(lists):
    twice = {name: [i for i, n in Counter(page.xpath("//@id")).items() if n > 1] for name, page in lists.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_every_link_leads_to_a_row(lists):
    known = {f"{kind}:{key}" for kind, key in extras.addresses(shared())}
    known |= {f"explorer.html#theatre={theatre}&when=all" for theatre in shared().events["theatre"].unique()}
    dead = []
    for name, page in lists.items():
        here = set(page.xpath("//@id"))
        for link in page.xpath("//a/@href"):
            if link.startswith("#"):
                good = link[1:] in here
            elif link.endswith(".html") or "#table-" in link or link.startswith("../downloads/"):
                continue  # another page: the built site's own test looks
            else:
                good = link in known or re.match(r"https?://", link)
            if not good:
                dead.append(f"{name}: {link}")
    assert dead == []


def test_each_row_leads_to_its_source(row):
    """Entries and rows of the tables with a place in a source link to a paragraph, or name the work or its page."""
    tables, bare = shared(), []
    for kind, table, key in (
        ("event", "events", "event_id"),
        ("question", "questions", "question_id"),
        ("claim", "claims", "claim_id"),
        ("term", "terms", "term_id"),
        ("control", "control", "control_id"),
        ("discrepancy", "discrepancies", "discrepancy_id"),
        ("actor", "actors", "actor_id"),
    ):
        for name, source, locator in tables[table][[key, "source_id", "locator"]].itertuples(index=False):
            target = f"article:{locator}" if source == "article" else f"source:{source}"
            if target not in row(kind, name).xpath(".//a/@href"):
                bare.append(f"{kind}:{name} lacks {target}")
    assert bare == []


SAYS = {  # columns of a row that its entry shows in words, or leads to by an address
    "claim": "answer low point high claimant_id via_id locator quote note",
    "population": "category count low high share_percent status locator note claimant_id",
    "event": "title kind date date_text place_id verb locator quote note claimant_id via_id harm outcome label_text",
    "term": "by_id action object_id to_id addressee_id ground value locator also quote claimant_id via_id",
    "control": "holder_id mode from_date until_date locator quote claimant_id via_id",
    "place": "label kind summary precision coordinate_source modern_name modern_country note parent_id",
    "actor": "label summary locator part_of note",
    "source": "kind title url licence note author year via state_date",
    "question": "question kind of about_id counterparty_id place_id date locator quote",
    "discrepancy": "locator description treatment",
}
LEADS = {
    "claim": "source_id",
    "population": "also_url",
    "event": "part_of response_to source_id",
    "term": "event_id source_id",
    "control": "until_event source_id",
    "question": "part_of event_id source_id",
    "actor": "source_id",
    "discrepancy": "source_id",
}


def forms(cell):
    """The ways in which an entry may write a cell."""
    yield " ".join(str(cell).split())
    yield " ".join(str(cell).replace("_", " ").split())
    if isinstance(cell, float | int):
        yield f"{cell:,.10g}"
    with suppress(ValueError):
        yield dates.words(str(cell))


@pytest.mark.parametrize("kind", SAYS)
def test_what_a_row_says_stands_in_its_entry(row, kind):
    table, key = TABLES[kind]
    labels = {item.actor_id: item.label for item in shared().actors.itertuples()}
    labels |= {item.place_id: item.label for item in shared().places.itertuples()}
    lost = []
    for record in shared()[table].to_dict("records"):
        element = row(kind, record[key])
        said, addresses = " ".join(element.text_content().split()), " ".join(element.xpath(".//@href"))
        for column in SAYS[kind].split():
            cell = record[column]
            if pd.notna(cell) and not any(form in said for form in {*forms(cell), labels.get(cell, str(cell))}):
                lost.append(f"{record[key]}: {column}: {cell}")
        led = [record[column] for column in LEADS.get(kind, "").split() if pd.notna(record[column])]
        lost += [f"{record[key]}: no link to {name}" for name in led if name not in addresses]
    assert lost == []


def test_claims_stand_under_their_question(row):
    for claim, question in shared().claims[["claim_id", "question_id"]].itertuples(index=False):
        assert row("claim", claim).xpath("ancestor::details[@class='cg-entry'][1]/@id") == [question]


def test_a_question_shows_its_status_and_its_identifier(row):
    told = {"silent": "silent: the text gives no answer", "single": "one answer"}
    status = claims.status(shared().questions, shared().claims).set_index("question_id")["status"]
    for key in status.index:
        entry = row("question", key)
        assert entry.get("data-status") == status[key]
        shown = entry.xpath("string(.//dt[.='Status']/following-sibling::dd[1])")
        assert shown == told.get(status[key], f"{len(entry.xpath('./ul/li'))} answers, {status[key]}")
        assert entry.xpath(".//dt[.='Identifier']/following-sibling::dd[1]/a/@href") == [f"#{key}"]


INPUTS = {table: kind for kind, (table, _) in TABLES.items()}


@pytest.mark.parametrize("name", sorted(derived.REGISTRY))
def test_a_derived_number_shows_its_value_and_what_it_is_made_from(row, name):
    number, element = derived.REGISTRY[name], row("derived", name)
    assert element.get("data-unit") == number.unit
    what, value, unit, inputs, maker, _ = element
    assert (what.text_content(), unit.text_content()) == (number.text, number.unit)
    assert float(value.get("data-sort")) == pytest.approx(float(derived.value(name, shared())))
    shown = float(value.text_content().replace(",", ""))
    assert shown == pytest.approx(float(value.get("data-sort")), rel=1e-3 if number.unit == "percent" else 1e-9)
    assert len(inputs.text_content().split(" · ")) == len(number.inputs)
    assert [a.get("href") for a in inputs.iter("a")] == [
        f"{INPUTS[table]}:{key}" for table, _, key in (item.partition(":") for item in number.inputs) if key
    ]
    assert f"contested_ground.analysis.{maker.text_content()}" == number.function.__module__


def test_headings_come_in_order(lists):
    for name, page in lists.items():
        levels = [1, *(int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4"))]
        assert all(below - above <= 1 for above, below in pairwise(levels)), name


def test_tables_have_captions_and_scopes(lists):
    tables = [table for page in lists.values() for table in page.xpath("//table")]
    assert tables
    for table in tables:
        assert table.findtext("caption") or table.xpath("string(caption)")
        assert not table.xpath(".//th[not(@scope)]")
        assert len({len(row) for row in table.xpath(".//tr")}) == 1


def test_marks_are_small_and_silence_is_drawn(lists):
    drawings = [d for name, page in lists.items() if name.startswith("questions-") for d in page.xpath("//svg")]
    assert drawings
    assert (
        max(len(html.tostring(drawing)) / max(1, len(drawing.xpath(".//*[@class]"))) for drawing in drawings)
        < MARK_BYTES
    )
    silent = [s for page in lists.values() for s in page.xpath("//details[@data-status='silent']")]
    assert silent
    assert {"count", "share"} & {entry.get("data-kind") for entry in silent}
    for entry in silent:
        if entry.get("data-kind") in ("count", "share"):
            assert entry.xpath(".//circle[@class='socket']")
        assert not entry.xpath(".//li")


def claim(**columns):
    """A claim of a number as the drawing wants it."""
    row = dict.fromkeys(("low", "point", "high", "qualifier"))
    return row | {"voice": "narrator", "polarity": "asserts"} | columns


def test_marks_say_what_a_claim_says():
    exact = numberline.strip("count", [claim(point=1000.0, qualifier="exact")])
    assert 'class="narrator exact" cx="138.6"' in exact
    assert 'class="narrator about"' in numberline.strip("count", [claim(point=1000.0, qualifier="about")])
    over = numberline.strip("share", [claim(low=50.0, qualifier="over", voice="quoted")])
    assert re.search(r'class="quoted" d="M160 \d+v8m0-4h22m-4', over)
    assert "h-22m4" in numberline.strip("share", [claim(high=50.0, qualifier="up_to")])
    assert "M10 3H310" in numberline.strip("share", [claim(low=0.0, high=100.0, qualifier="range")]).replace(
        "M10 7H", "M10 3H"
    )
    assert "socket" in numberline.strip("count", [])
    assert numberline.strip("motive", []) == ""
    assert numberline.strip("count", [claim(qualifier="several")]) == ""
    assert numberline.strip("count", [claim(point=2.0, qualifier="relative")]) == ""


def observation(group, count, locator="p1"):
    return {"group": group, "count": count, "locator": locator}


@pytest.mark.parametrize(
    ("parts", "total", "said"),
    [
        ([60, 40], 100, "the headings add up to 100, the printed total"),
        ([60], 1100, "the headings add up to 60, 1,040 fewer than the total"),
        ([60], 50, "the headings add up to 60, 10 more than the total"),
        ([60, None], 60, "the headings add up to 60, the printed total (1 without persons)"),
        ([60], None, "the headings add up to 60; no total is printed"),
        ([], 60, "only a total is printed"),
        ([None], None, "no number of persons is printed"),
    ],
)
def test_counts_are_added_up(parts, total, said):
    rows = [observation("a", part) for part in parts] + [observation("total", total)] * (total is not None)
    assert population.added_up(rows) == [f"p1: {said}"]


def test_pages_of_one_count_are_added_up_apart():
    rows = [observation("a", 1, "p1"), observation("a", 2, "p2"), observation("total", 2, "p2")]
    assert population.added_up(rows) == [
        "p1: the headings add up to 1; no total is printed",
        "p2: the headings add up to 2, the printed total",
    ]


def test_a_row_without_a_page_is_named():
    assert article.index_row(shared().once(index.Index), "names:Shushi") == "names:Shushi"


def test_an_unknown_theatre_is_refused():
    with pytest.raises(ValueError, match="no theatre 'atlantis'; the theatres are background"):
        events.chronology(shared(), "atlantis")
    with pytest.raises(ValueError, match="no theatre"):
        questions.questions(shared(), "atlantis")


def test_text_of_the_data_is_escaped():
    assert entries.text("a < b & c") == "a &lt; b &amp; c"
    assert entries.link("event", "x", "<b>") == '<a href="event:x">&lt;b&gt;</a>'


def test_what_nobody_escaped_is_escaped_or_refused():
    """A cell of a table can't bring markup of its own into a page, whichever way it goes."""
    bad = "<script>alert(1)</script>"
    pieces = [
        entries.link("event", bad, bad),
        entries.quoted(bad),
        entries.facts([(bad, bad)]),
        *entries.chapter(bad, [], anchor='"><script>'),
        entries.entry("event", bad, bad, [("a", bad)], bad, kind=bad),
        entries.table("x", bad, {"A": 100}, [('"><script>', {"kind": bad}, [bad, (1, bad)])]),
        entries.listed([bad, entries.day(None), bad]),
        entries.used("event", bad),
    ]
    assert all("<script" not in piece for piece in pieces)
    with pytest.raises(TypeError, match="no Markup"):
        entries.Shelf("events", [f"<p>{bad}</p>"]).write(StringIO())


def test_a_part_that_there_is_not_names_those_there_are():
    with pytest.raises(ValueError, match="no part 'persons'; write one of agreement, article"):
        shelf.part(shared(), "persons")
    with pytest.raises(ValueError, match="with a theatre"):
        shelf.part(shared(), "chronology")


def test_a_dead_link_in_an_output_is_a_warning(tmp_path, caplog):
    page = tmp_path / "page.ipynb"
    cells = [{"cell_type": "code", "source": f"show('event:{name}')"} for name in ("shushaa", "şuşa")]
    page.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    rows = SimpleNamespace(
        addresses={(kind, key): ("x", key) for kind, key in (("event", "shusha"), ("place", "shushaa"))}
    )
    app = SimpleNamespace(contested_ground_rows=rows, env=SimpleNamespace(doc2path=lambda name: page))
    body = extras.link_rows(app, "reference/y", '<p><a href="event:shushaa">the fire</a></p>')
    assert body == "<p>the fire</p>"
    message = "reference/y, cell 1: [the fire](event:shushaa): no such event; nearest: shusha"
    assert f"{message}\n" in caplog.text
    extras.link_rows(app, "reference/y", '<a href="event:şuşa">the fire</a>')
    assert "reference/y, cell 2: [the fire](event:şuşa): no such event; nearest: shusha\n" in caplog.text


def test_of_a_table_without_rows_nothing_is_missing():
    empty = shared()["retired"].iloc[:0]
    listed = html.fromstring(f"<main>{codebook.codebook(Tables({**shared(), 'retired': empty})).html}</main>")
    table = next(it for it in listed.iter("table") if "Columns of retired.csv, 0 rows" in it.text_content())
    assert {row.xpath("string(td[last()])").strip() for row in table.xpath(".//tbody/tr")} == {"0 %"}


def test_discrepancies_have_no_heading_without_one():
    found = shared()["discrepancies"]
    one = article.discrepancies(Tables({**shared(), "discrepancies": found[found["scope"].eq("article")]})).html
    assert article.SCOPES["article"] in one
    assert article.SCOPES["between_sources"] not in one


def test_a_figure_is_numbered_by_the_code_that_makes_it(tmp_path):
    made = [("markdown", '```python\n    id="told",\n```'), ("code", '    id="first",'), ("code", '    id="second",')]
    cells = [{"cell_type": kind, "source": [source]} for kind, source in made]
    (tmp_path / "03_nakhchivan.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert numbering.numbered(tmp_path) == {
        ("chapter", "nakhchivan"): ("3", "notebooks/03_nakhchivan", ""),
        ("figure", "first"): ("3.1", "notebooks/03_nakhchivan", "fig-first"),
        ("figure", "second"): ("3.2", "notebooks/03_nakhchivan", "fig-second"),
    }


def test_backlinks_come_from_prose_and_figures():
    section = nodes.section(ids=["who-says-so"])
    section += nodes.reference(refuri="event:shusha-fire")
    section += nodes.raw("", '<p class="cg-note"><a href="population:zangezur">5</a></p>', format="html")
    document = nodes.document(None, None)
    document += section
    env = SimpleNamespace(
        found_docs={"notebooks/04", "reference/x"},
        get_doctree=lambda name: document,
        titles={"notebooks/04": nodes.title("", "Karabakh & more")},
    )
    builder = SimpleNamespace(get_relative_uri=lambda page, target: f"../{target[10:]}.html")
    app = SimpleNamespace(env=env, builder=builder)
    found = backlinks.uses(app, extras.PAGES, extras.REFERENCE)
    assert dict(found) == {
        ("event", "shusha-fire"): {"notebooks/04": "who-says-so"},
        ("population", "zangezur"): {"notebooks/04": "who-says-so"},
    }
    body = f"<i>{entries.used('event', 'shusha-fire')}</i><b>{entries.used('event', 'unused')}</b>"
    assert backlinks.fill(app, "reference/x", body, found) == (
        '<i><p class="cg-used">Used in <a href="../04.html#who-says-so">Karabakh &amp; more</a></p></i><b></b>'
    )


def test_pages_are_light(site):
    folder = site / "reference"
    sizes = {page.name: len(gzip.compress(page.read_bytes())) // 1000 for page in folder.glob("*.html")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > PAGE_KB} == {}


@pytest.fixture
def tab(chromium, site):
    """A function that opens a reference page."""
    tabs = []

    def visit(name, **context):
        tabs.append(chromium.new_context(**context).new_page())
        tabs[-1].goto(url(site / f"reference/{name}.html"))
        return tabs[-1]

    yield visit
    for page in tabs:
        page.context.close()


def test_rows_are_searched_and_filtered(tab):
    page = tab("control")
    rows, told = page.locator(".cg-table tbody tr:visible"), page.locator(".cg-bar output")
    everything = len(shared().control)
    assert page.locator(".cg-table tbody tr").count() == everything
    places = page.locator(".cg-place:visible").count()
    assert places == shared().control["place_id"].nunique()
    assert rows.count() == 0  # behind the places' lines
    page.locator(".cg-bar select[name=mode]").select_option("contested")
    found = shared().control.query("mode == 'contested'")
    assert rows.count() == len(found)
    assert page.locator(".cg-place:visible").count() == found["place_id"].nunique()
    assert told.inner_text() == f"{len(found)} of {everything} shown"
    page.locator(".cg-bar input").fill("no such row anywhere")
    assert rows.count() == 0
    assert page.locator(".cg-place:visible").count() == page.locator(".cg-table:visible").count() == 0
    # an address outdoes the filter, and what the filter had opened is closed again
    key = shared().control.query("mode != 'contested'")["control_id"].iloc[-1]
    page.evaluate("key => { location.hash = key }", key)
    page.locator(f"[id='{key}']").wait_for(state="visible")
    assert page.locator(".cg-place:visible").count() == places
    assert page.locator(".cg-place[open]").count() == 1


def test_headings_without_rows_go(tab):
    page = tab("chronology-karabakh")
    title = shared().events.query("theatre == 'karabakh'")["title"].iloc[0]
    page.locator(".cg-bar input").fill(title.lower())
    assert page.locator(".cg-entry:visible").count() >= 1
    assert page.locator(".cg-shelf h2:visible").count() <= page.locator(".cg-entry:visible").count()


@pytest.mark.parametrize(
    ("kind", "table", "key", "inside"),
    [
        ("event", "events", "event_id", "dl"),
        ("claim", "claims", "claim_id", ""),
        ("term", "terms", "term_id", "dl"),
        ("actor", "actors", "actor_id", "dl"),
        ("place", "places", "place_id", "dl"),
        ("control", "control", "control_id", "td >> nth=0"),
        ("population", "population", "observation_id", "td >> nth=0"),
    ],
)
def test_an_address_opens_what_it_names(tab, kind, table, key, inside):
    """Closed entries and places open for an address: at a visit, at a link on the page, and no others with them."""
    one, other = (shared()[table][key].iloc[at] for at in (0, -1))
    found = extras.addresses(shared())
    page = tab(found[kind, one][0].rpartition("/")[2])
    shown = f"[id='{one}']" + (f" >> {inside}" if inside else "")
    closed = ".cg-shelf > details"
    assert page.locator(closed).count() > 1
    assert page.locator(f"{closed}[open]").count() == 0
    assert page.locator(shown).is_hidden()
    page.evaluate("key => { location.hash = key }", one)
    page.locator(shown).wait_for(state="visible")
    assert page.locator(f"{closed}[open]").count() == 1
    page.goto("about:blank")
    page.goto(url(build.ROOT / f"_build/html/{found[kind, other][0]}.html") + f"#{other}")
    target = page.locator(f"[id='{other}']")
    target.wait_for(state="visible")
    assert page.locator(f"{closed}[open]").count() == 1
    page.wait_for_function("key => { const box = document.getElementById(key).getBoundingClientRect();"
                           " return box.top < innerHeight && box.bottom > 0; }", arg=other)  # fmt: skip


@pytest.mark.parametrize(("scheme", "water"), [("light", (198, 215, 219)), ("dark", (36, 54, 61))])
def test_on_a_phone_a_places_map_is_of_the_mode_and_its_facts_have_the_page(chromium, site, scheme, water):
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True)
    page.goto(url(site / "reference/places.html") + "#shusha")
    drawn = page.locator("#shusha .cg-locator")
    drawn.wait_for(state="visible")
    picture = Image.open(BytesIO(drawn.screenshot()))
    assert picture.getpixel((picture.width - 8, 12))[:3] == water  # the Caspian
    assert page.locator("#shusha dl").bounding_box()["width"] > 330
    page.close()


def test_a_search_without_rows_leads_to_the_whole_book(tab):
    page = tab("people")
    near, field = page.locator(".cg-near"), page.locator(".cg-bar input")
    assert near.locator("a").count() == 0
    field.fill("Shusha & <qqqqzzzz>")
    assert near.inner_text() == "Nothing on this page. Look for “Shusha & <qqqqzzzz>” in the whole book"
    field.fill("")
    assert near.locator("a").count() == 0
    assert page.locator(".cg-entry:visible").count() == int((shared().actors["kind"] == "person").sum())
    field.fill("Caucasus Bureau 14,436")
    near.locator("a").click()
    page.wait_for_url(re.compile(r"/_build/html/search\.html"))
    page.wait_for_function("document.querySelector('form[data-page] input').value === 'Caucasus Bureau 14,436'")


def test_an_opened_entry_is_cited_by_its_identifier(tab):
    key = shared().questions["question_id"].iloc[0]
    page = tab(extras.addresses(shared())["question", key][0].rpartition("/")[2])
    assert page.locator(".cg-entry .cg-copy").count() == 0
    page.locator(f"[id='{key}'] > summary").click()
    menu = page.locator(f"[id='{key}'] > .cg-copy")
    menu.locator("summary").click()
    said = menu.locator("p").inner_text()
    assert f"#{key}" in said
    assert page.locator(f"[id='{key}'] h3").inner_text() in said
    assert menu.locator("button").count() == 3


def test_a_figure_is_cited_by_its_number(tab):
    row = tab("../notebooks/04_karabakh").locator("#fig-karabakh-timeline .cg-row")
    assert row.locator("summary").all_inner_texts() == ["Cite", "Describe"]
    row.locator("summary").first.click()
    said = row.locator(".cg-copy p").inner_text()
    assert "“Figure 4.2. Karabakh: two years" in said
    assert "04_karabakh.html#fig-karabakh-timeline" in said
    assert row.locator("button:visible").count() == 3


def test_paper_shows_what_is_closed(tab):
    page = tab("control")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".cg-table tbody tr:visible").count() == len(shared().control)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".cg-place[open]").count() == 0


def test_tables_are_sorted_by_keyboard(tab):
    page = tab("population")
    place = page.locator(".cg-place", has=page.locator("thead button")).first
    place.locator("summary").focus()
    page.keyboard.press("Enter")
    table = place.locator(".cg-table", has=page.locator("thead button")).first
    head = table.locator("th", has_text="Persons")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    read = "table => [...table.tBodies[0].rows].map(row => row.cells[2].dataset.sort).filter(Boolean).map(Number)"
    keys = table.evaluate(read)
    assert len(set(keys)) > 2
    assert keys == sorted(keys)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert table.evaluate(read) == sorted(keys, reverse=True)


@pytest.mark.parametrize("name", ["control", "population"])
def test_a_phone_gets_blocks_with_labels(tab, name):
    page = tab(name, viewport={"width": 360, "height": 740})
    page.locator(".cg-place > summary").first.click()
    table = page.locator(".cg-place[open] .cg-table").first
    labels = table.locator("thead th").all_text_contents()
    cells = table.locator("tbody tr").first.locator("td")
    assert cells.count() == len(labels) - 1
    for cell, label in zip(cells.all(), labels[1:], strict=True):
        assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == f'"{label}"'
        assert cell.evaluate("cell => getComputedStyle(cell).display") in ("block", "none")  # none: an empty cell
    assert cells.last.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_reads_an_entry_whole(tab):
    page = tab("terms", viewport={"width": 360, "height": 740})
    entry = page.locator(".cg-entry").first
    entry.locator("summary").click()
    assert entry.locator("dl").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_shows_without_javascript(tab):
    page = tab("control", java_script_enabled=False)
    assert page.locator(".cg-bar").is_hidden()
    places = page.locator(".cg-place")
    assert places.locator("> summary:visible").count() == places.count() == shared().control["place_id"].nunique()
    places.first.locator("> summary").click()
    assert places.first.locator("tbody tr").first.is_visible()
    places.evaluate_all("places => places.forEach(place => { place.open = true; })")  # as a click on each would
    assert page.locator(".cg-table tbody tr:visible").count() == len(shared().control)


@pytest.mark.parametrize("code", sorted(questions.PEOPLE.keys() - {"mixed", "unknown"}))
def test_a_status_and_a_circumstance_are_said_by_their_own_words(code):
    assert all(word in questions.PEOPLE[code] for word in code.split("_"))
