"""Parts of the shelf: written beside their pages, linked line by line, and put where their marks stand."""

from types import SimpleNamespace

import pytest

from contested_ground.site import shelf
from contested_ground.site.reference.html import Shelf, tag

PARTS = {
    "people": "<style>a{}</style><i>«1»</i>\n<p>Ա →</p>\n<style>a{}</style><style>b{}</style>\n",
    "terms": '<a href="term:t">T</a><!--used term:t-->\n',
}
PAGE = '<p>Before</p><div class="cg-shelf"><form></form><!--shelf people--></div>{}<!--shelf terms--><p>After</p>'


@pytest.fixture
def app(tmp_path):
    """A build of one page in a folder, its parts as the directive leaves them."""
    (tmp_path / "doctrees/shelf").mkdir(parents=True)
    (tmp_path / "site/reference").mkdir(parents=True)
    for name, html in PARTS.items():
        (tmp_path / f"doctrees/shelf/{name}.html").write_text(html, encoding="utf-8")
    return SimpleNamespace(
        doctreedir=tmp_path / "doctrees",
        outdir=tmp_path / "site",
        env=SimpleNamespace(titles={"01_war": SimpleNamespace(astext=lambda: "War & peace")}),
        builder=SimpleNamespace(name="html", get_relative_uri=lambda page, target: f"to-{target}"),
        contested_ground_rows=SimpleNamespace(
            addresses={("term", "t"): ("reference/terms", "t")}, uses={("term", "t"): {"01_war": "top"}}
        ),
    )


def test_parts_come_back_where_they_were_with_links_and_their_styles_once_before_them(app):
    path, other = app.outdir / "reference/terms.html", app.outdir / "other.html"
    body = shelf.linked(app, "reference/terms", PAGE)
    styles = "<style>a{}</style><style>b{}</style>"
    assert body == PAGE.replace("<!--shelf people-->", f"{styles}<!--shelf people-->")
    path.write_text(body, encoding="utf-8")
    own, *lines = shelf.texts(app, path)
    assert own == body
    assert lines == [
        "<i>«1»</i>\n", "<p>Ա →</p>\n", "\n",
        '<a class="row-link" href="to-reference/terms#t">T</a>'
        '<p class="cg-used">Used in <a href="to-01_war#top">War &amp; peace</a></p>\n',
    ]  # fmt: skip
    other.write_text("no part", encoding="utf-8")
    shelf.fill(app, None)
    filled = body.replace("<!--shelf people-->", "".join(lines[:3])).replace("<!--shelf terms-->", lines[3])
    assert path.read_text(encoding="utf-8") == filled
    shelf.fill(app, None)  # another build, in which no page was written
    assert path.read_text(encoding="utf-8") == filled
    assert list(shelf.texts(app, path)) == [filled]
    assert list(shelf.texts(app, other)) == [other.read_text(encoding="utf-8")] == ["no part"]


@pytest.mark.parametrize(("error", "builder"), [(ValueError(), "html"), (None, "latex")])
def test_a_build_that_failed_or_makes_no_site_fills_no_page(app, error, builder):
    app.builder.name = builder
    (app.outdir / "a.html").write_text("<!--shelf people-->", encoding="utf-8")
    shelf.fill(app, error)
    assert (app.outdir / "a.html").read_text(encoding="utf-8") == "<!--shelf people-->"


def test_pieces_are_made_as_they_are_written():
    """The next is not made before the last is written: together they may fill the memory."""
    made, written = [], []

    def pieces():
        for number in range(3):
            made.append(number)
            yield tag("<p>{}</p>", number)

    target = SimpleNamespace(write=lambda text: written.append((text, len(made))))
    assert Shelf("things", pieces()).write(target) == ""
    assert written == [("<p>0</p>\n", 1), ("<p>1</p>\n", 2), ("<p>2</p>\n", 3)]
