"""Finishing pages: the cover's banner goes under its title; code and answers are folded as their tags say."""

import os
import re
from unittest.mock import Mock, patch

import pytest
from docutils import nodes
from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

from contested_ground import FIGURE as MIME
from contested_ground.charts.maps.banner import banner
from contested_ground.data import embed
from contested_ground.site import assets, extension, pages, policy, shelf, styles
from contested_ground.site.pages import fold_code, lift_banner
from contested_ground.site.reference.index import Index


def cell(tag="", output=""):
    """A code cell as myst-nb makes it: its source, and its output where it has one."""
    classes = ["cell", *([f"tag_{tag}"] if tag else [])]
    parts = [nodes.container("", nodes.literal_block(text="x = 1"), nb_element="cell_code_source")]
    if output:
        parts.append(nodes.container("", nodes.paragraph(text=output), nb_element="cell_code_output"))
    return nodes.container("", *parts, nb_element="cell_code", classes=classes)


def folded(*cells, section="what-a-count-shows"):
    """The texts of a section after folding, with what was put around its cells."""
    document = nodes.section("", *cells, ids=[section])
    fold_code(None, document, "notebooks/x")
    seen = (node for node in document.findall(nodes.Text) if node.parent.get("format", "html") == "html")
    return re.sub(r"\s+", " ", " ".join(node.astext() for node in seen if node.strip()))


def test_the_banner_lies_under_the_title_and_comes_after_it():
    shown, about = banner()._repr_mimebundle_()
    assert about["image/jpeg"]["alt"]
    assert shown["image/jpeg"][:2] == b"\xff\xd8"
    html = shown[MIME]["html"]
    assert 'aria-hidden="true"' in html
    assert len(html) < 60_000
    body = f"<section><h1>Title</h1>\n<p><em>What it is.</em></p>\n<p>More.</p><div>{html}</div></section>"
    lifted = lift_banner(body)
    head = re.search(r'<header class="cg-cover">(.*?)</header>', lifted, re.DOTALL)[1]
    assert head.index("<h1>Title</h1>") < head.index("What it is.") < head.index("cg-banner")
    assert "More." not in head
    assert lifted.count("cg-banner") == 1
    assert lift_banner(body + "<h1>Another</h1>").count("<header") == 1
    plain = "<section><h1>Title</h1><p>No banner.</p></section>"
    assert lift_banner(plain) == plain


def test_code_is_folded_shown_or_folded_with_its_answer():
    assert folded(cell(output="7")) == '<details class="cg-code"><summary>Show the code</summary> x = 1 </details> 7'
    shown = folded(cell("open", "7"))
    assert shown == '<details class="cg-code" open><summary>The code</summary> x = 1 </details> 7'
    answer = folded(cell("answer", "7"))
    assert answer == '<details class="cg-answer"><summary>Answer</summary> x = 1 7 </details>'


@pytest.mark.parametrize("output", ['<table class="dataframe">', "a 1\nName: count", "dtype: float64"])
def test_a_table_that_only_the_code_needs_is_folded_with_the_next_cell(output):
    assert folded(cell(output=output), cell(output="7")).count("<details") == 1
    alone = folded(cell(output=output))
    assert alone.startswith('<details class="cg-code"><summary>Show the code</summary> x = 1 ')
    assert alone.endswith("</details>")
    for seen in (folded(cell("open", output)), folded(cell(output=output), section="try-it")):
        assert seen.endswith(f"</details> {' '.join(output.split())}")


def test_cells_without_output_join_the_next_but_no_answer():
    assert folded(cell(), cell(output="7")).count("<details") == 1
    assert folded(cell("open"), cell("answer", "7")).count("<details") == 2
    assert folded(cell(), cell("answer", "7")).count("<details") == 2


def test_a_script_added_to_a_page_leaves_its_body_as_it_is():
    page = "<p>Words & <b>marks</b>.</p>" + embed.block({"a": "</script>"}, name="cg-x")
    assert (
        page
        == '<p>Words & <b>marks</b>.</p><script type="application/json" id="cg-x">{"a": "\\u003c/script>"}</script>'
    )


def test_each_page_gets_its_styles_then_its_policy_and_its_parts_last():
    """The policy holds hashes of what stands in the page, and parts hold none of that."""
    app = Mock()
    assert extension.setup(app) == {"parallel_read_safe": True, "parallel_write_safe": True}
    app.add_config_value.assert_any_call("contested_ground_results", False, "")
    finished = [(call.kwargs.get("priority", 500), call.args[1]) for call in app.connect.call_args_list
                if call.args[0] == "build-finished"]  # fmt: skip
    ordered = [handler for _, handler in sorted(finished, key=lambda pair: pair[0])]
    assert ordered[-4:] == [assets.slim_assets, styles.write, policy.write, shelf.fill]


def test_a_page_loads_late_and_only_what_it_uses(monkeypatch):
    monkeypatch.setattr(pages, "contents", lambda app: "the menu")
    monkeypatch.setattr(pages.sharing, "edition", lambda app: {"cg_version": "1.2.3"})
    names = ["_static/cards.js", "_static/library/minisearch.js", "_static/explorer.js", "_static/cards.js"]
    for page, explorer in (("notebooks/01", False), ("reference/explorer", True)):
        context = {
            "script_files": [*map(_JavaScript, names), _JavaScript("", body="nobody(asks)")],
            "css_files": [_CascadingStyleSheet("_static/book.css"), _CascadingStyleSheet("_static/explorer.css")],
        }
        pages.finish_page(None, page, "page.html", context, None)
        scripts = ["_static/cards.js", *["_static/explorer.js"] * explorer]
        assert [(it.filename, it.attributes) for it in context["script_files"]] == [
            (name, {"defer": "defer"}) for name in scripts
        ]
        sheets = ["_static/book.css", *["_static/explorer.css"] * explorer]
        assert [css.filename for css in context["css_files"]] == sheets
        assert (context["contents"], context["cg_version"]) == ("the menu", "1.2.3")


def test_pages_and_downloads_are_made_where_none_stand(tmp_path):
    """As after an interrupt that left what was read, but no page."""
    app, env = Mock(outdir=tmp_path / "html", srcdir=tmp_path), Mock(found_docs={"b", "a"})
    with patch.object(extension, "write_downloads") as downloads, patch.object(extension, "rows_of") as rows_of:
        extension.reading(app, env, [])
        with patch.object(os, "cpu_count", side_effect=[3, None]):
            assert extension.rewrite_all(app, env) == ["a", "b"]
            assert app.parallel == 4
            extension.rewrite_all(app, env)
            assert app.parallel == 2
        rows_of().tables.forget.assert_called_with(Index)
        assert downloads.called
        for name in ("a", "b"):
            (tmp_path / "html" / name).mkdir(parents=True)
            (tmp_path / f"html/{name}/x.html").touch()
        downloads.reset_mock()
        extension.reading(app, env, [])
        assert extension.rewrite_all(app, env) == []
        assert not downloads.called
        read = ["notebooks/a", "reference/b"]
        extension.reading(app, env, read)
        assert read == ["reference/b", "notebooks/a"]
        assert extension.rewrite_all(app, env) == ["a", "b"]


@pytest.mark.parametrize("library", [None, OSError, TypeError])
def test_memory_is_given_back_where_the_system_can(library):
    """Elsewhere there is no word for it, or no library to ask."""
    with patch.object(extension.ctypes, "CDLL", side_effect=library, return_value=Mock(spec=[])) as asked:
        extension.give_back()
    asked.assert_called_once_with(None)


def test_pages_get_their_policy_when_the_build_made_them_all(tmp_path):
    page, text = tmp_path / "page.html", '<html><head><meta charset="utf-8"></head><body></body></html>'
    for builder, error, changed in (("html", None, True), ("html", "failed", False), ("latex", None, False)):
        page.write_text(text)
        app = Mock(outdir=str(tmp_path))
        app.builder.name = builder
        policy.write(app, error)
        assert (page.read_text() != text) is changed
