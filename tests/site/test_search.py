"""Search in a real browser, from a file: what a reader types leads to the entry."""

import json

import pytest
from lxml import html

# What one might type, and a part of the address that must be the first or second hit.
LOOKUPS = {
    "Andranik": "#andranik-ozanyan",
    "Dro": "#dro",
    "Nzhdeh": "nzhdeh",
    "Sultanov": "#khosrov-bey-sultanov",
    "Nakhichevan": "nakhchivan",
    "Նախիջևան": "nakhchivan",
    "Şuşa": "#shusha",
    "Шуша": "#shusha",
    "Shushi": "#shusha",
    "Susa": "#shusha",
    "Zəngəzur": "zangezur",
    "Zangezour": "zangezur",
    "march days": "baku-1918-03",
    "September days": "baku-1918-09",
    "14,436": "#shusha-1897-armenian",
    "14436": "#shusha-1897-armenian",
    "137,900": "zangezur",
    "Caucasus Bureau": "caucasus-bureau",
    "July 1921": "1921",
    "Khaibalikend": "khaibalikend",
    "Agulis": "agulis",
    "Kars": "#kars",
    "Thomson": "thomson",
    "Bristol": "bristol",
    "Narimanov": "nariman",
    "Stalin": "stalin",
    "Khoyski": "khoyski",
    "Xankəndi": "khankendi",
    "Stepanakert": "khankendi",
    "Baku Commune": "baku-commune",
    "Aras Republic": "aras-republic",
    "Treaty of Batum": "batum",
    "Boyuk Vedi": "boyuk-vedi",
    "Goris": "#goris",
    "Ղարաբաղ": "karabakh",
    "Hovannisian": "hovannisian",
    "Musavat": "#musavat",
    "Karabekir": "karabekir",
    "Yerevan": "erivan",
    "Gence": "ganja",
    "Figure 7.1": "07_demographic_outcomes.html#fig-outcomes-slopes",
    "figure 1.2": "01_background.html#fig-",
    "fewer in 1926": "#fig-outcomes-slopes",
}
HITS = "form[data-page] ~ .cg-hits a"


@pytest.fixture(scope="module")
def search(chromium, site):
    """The search page, its index loaded."""
    page = chromium.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q=Shusha")
    page.wait_for_selector(HITS)
    yield page
    page.close()


def typed(page, query):
    page.fill("form[data-page] input", query)  # the documents are there already: the hits come before the next line
    return page.eval_on_selector_all(HITS, "hits => hits.map((hit) => hit.getAttribute('href'))")


@pytest.mark.parametrize(("query", "address"), LOOKUPS.items())
def test_a_look_up_is_the_first_or_second_hit(search, query, address):
    hits = typed(search, query)[:2]
    assert any(address in hit for hit in hits), hits


def test_hits_lead_to_entries_that_are_there(search, site):
    for query in LOOKUPS:
        page, _, anchor = typed(search, query)[0].partition("#")
        text = (site / page.removeprefix("./")).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, (page, anchor)


def test_every_figure_of_a_page_is_found_by_its_number_and_title(site):
    script = (site / "search-data.js").read_text(encoding="utf-8")
    documents = json.loads(script[script.index("[") : -2])
    told = {(address, names, title) for address, kind, title, names, *_ in documents if kind == "figure"}
    drawn = set()
    for path in site.glob("notebooks/*.html"):
        for figure in html.parse(str(path), html.HTMLParser(encoding="utf-8")).xpath("//figure[@data-figure]"):
            number, title = (figure.xpath(f"string(.//*[@class='cg-{part}'])") for part in ("number", "title"))
            drawn.add((f"notebooks/{path.name}#{figure.get('id')}", number, f"{number}: {title}"))
    assert told == drawn != set()


@pytest.mark.parametrize("query", ["Shusha", "Goris", "Nakhchivan", "Zangezur"])
def test_who_bears_the_name_comes_before_who_bears_it_too(search, query):
    typed(search, query)
    assert search.inner_text(f"{HITS} strong") == query


def test_a_search_without_hits_says_so(search):
    assert typed(search, "qqqqzzzz") == []
    assert "Nothing for" in search.inner_text("form[data-page] ~ [role=status]")


def test_keys_open_the_search_choose_and_follow(chromium, site):
    page = chromium.new_page()
    page.goto(next(site.glob("notebooks/04*.html")).as_uri())
    page.keyboard.press("/")
    page.keyboard.type("Agulis")
    page.wait_for_selector("#pst-search-dialog .cg-hits a")
    page.keyboard.press("ArrowDown")
    second = page.get_attribute("#pst-search-dialog .cg-hits a:nth-child(2)", "href").removeprefix("../")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second}")
    page.close()


def test_the_documents_stay_light(site):
    import gzip

    assert len(gzip.compress((site / "search-data.js").read_bytes())) < 250_000
