"""The site in another engine: Firefox, where one is installed, reads it from files as a reader does who was sent it."""

import time

import pytest
from firefox import Firefox, installed
from support import url

pytestmark = [pytest.mark.proof, pytest.mark.skipif(installed() is None, reason="no Firefox is installed")]
SEEN = """document.fonts.ready.then(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    unseen: [...document.querySelectorAll('figure[data-figure]')].map((figure) => [figure.id,
        Math.max(...[...figure.querySelectorAll('svg, img')].map((it) => it.getBoundingClientRect().height))]
    ).filter(([id, height]) => height < 40).join(),
    broken: [...document.images].filter((it) => it.complete && !it.naturalWidth && it.loading !== 'lazy').length,
    plain: ![...document.fonts].some((font) => font.status === 'loaded'),
    theme: document.documentElement.dataset.theme === 'dark' ? 0 : document.documentElement.dataset.theme,
}))"""
DARK = {"layout.css.prefers-color-scheme.content-override": 0}
KEY = {"Control": "\ue009"}


@pytest.fixture(scope="module")
def firefox():
    """A Firefox whose reader likes the dark."""
    with Firefox(installed(), **DARK) as firefox:
        yield firefox


def until(firefox, script, seconds=10):
    """What `script` gives once it is something, or at last."""
    end = time.monotonic() + seconds
    while not (value := firefox.run(script)) and time.monotonic() < end:
        time.sleep(0.1)
    return value


def test_every_page_is_whole(firefox, site, pages):
    """Drawn, in the book's type, dark where dark is liked, no wider than a phone, without a word on the console."""
    bad = []
    for page in pages:
        if str(page) in ("index.html", "404.html"):  # the one leads on, the other is bare
            continue
        firefox.open(url(site / page), width=390, height=844)
        seen = {name: fact for name, fact in firefox.run(SEEN).items() if fact}
        bad += [f"{page}: {fact}" for fact in (seen, list(firefox.noise)) if fact]
    assert not bad, "\n".join(bad)


def test_search_finds_over_an_opaque_ground(firefox, site):
    firefox.open(url(site / "notebooks/04_karabakh.html"))
    firefox.keys([KEY["Control"], "k"], together=True)
    firefox.keys("agulis")
    assert "Agulis" in (until(firefox, "document.querySelector('#pst-search-dialog .cg-hits a')?.textContent") or "")
    ground = firefox.run("getComputedStyle(document.getElementById('pst-search-dialog')).backgroundColor")
    assert ground.startswith("rgb(")
    assert not firefox.noise


def test_a_link_shows_its_card(firefox, site):
    firefox.open(url(site / "notebooks/04_karabakh.html"))
    firefox.run("document.querySelector('article a.row-link').scrollIntoView({block: 'center'})")
    firefox.point("article a.row-link")
    assert (until(firefox, "document.getElementById('cg-card')?.innerText") or "").strip()


def test_the_map_follows_the_text(firefox, site):
    firefox.open(url(site / "notebooks/04_karabakh.html"))
    shown = "document.querySelector('.cg-stepper .cg-stage').style.cssText"
    firefox.run("document.querySelectorAll('.cg-stepper .cg-told')[2].scrollIntoView({block: 'center'})")
    before = until(firefox, shown)
    firefox.run("document.querySelectorAll('.cg-stepper .cg-told')[5].scrollIntoView({block: 'center'})")
    assert until(firefox, f"{shown} !== {before!r}")


def test_the_explorer_draws(firefox, site):
    firefox.open(url(site / "reference/explorer.html") + "#theatre=karabakh")
    assert until(firefox, "document.querySelectorAll('.cg-x-stage svg circle').length")
    assert until(firefox, "document.querySelectorAll('article table tbody tr').length") > 3
    assert not firefox.noise
