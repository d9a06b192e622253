"""Templates of HTML: filled as Markup's own format would, only faster; and the pieces that pages are made of."""

from datetime import date

import lxml.html
import pandas as pd
import pytest
from markupsafe import Markup

from contested_ground.data import embed, tables
from contested_ground.site import metadata
from contested_ground.site.reference import html, index
from contested_ground.site.reference.html import tag


@pytest.mark.parametrize(
    ("template", "values", "named"),
    [
        ("<b>{}</b>{}", ("a & b", Markup("<i>kept</i>")), {}),
        ("{0}<br>{0} ({1:,})", ("<x>", 1234), {}),
        ('<p style="{{}}">{:.1f} {:>4}</p>', (2.25, "<"), {}),
        ("{name}: {}", ("'quoted'",), {"name": Markup("<q>")}),
        ("nothing", (), {}),
    ],
)
def test_fields_are_filled_and_escaped(template, values, named):
    assert tag(template, *values, **named) == Markup(template).format(*values, **named)
    assert isinstance(tag(template, *values, **named), Markup)


def test_a_value_that_lacks_is_an_error():
    with pytest.raises(LookupError):
        tag("{} {}", "one")


def test_a_table_brings_keys_to_sort_by_and_labels_for_a_phone():
    rows = [("a", {"side": "x_y"}, ["Ada", (1918, "in 1918")]), ("", {}, ["Eve", (pd.NA, "unknown")])]
    made = lxml.html.fromstring(html.table("kin", "Both", {"Name": 60, "Year": 40}, rows))
    (table,) = made.xpath("//table")
    assert table.get("class") == "cg-table cg-kin"
    assert [col.get("style") for col in table.iter("col")] == ["width:60%", "width:40%"]
    assert table.xpath("thead/tr/th/text()") == ["Name", "Year"]
    assert [dict(row.attrib) for row in table.xpath("tbody/tr")] == [{"id": "a", "data-side": "x y"}, {}]
    assert [(dict(cell.attrib), cell.text) for cell in table.xpath("tbody/tr/td")] == [
        ({"data-sort": "1918"}, "in 1918"),
        ({}, "unknown"),
    ]
    assert table.xpath("tbody/tr/th/@scope") == ["row", "row"]
    assert 'td:nth-child(2)::before{content:"Year"}' in made.xpath("string(//style)")


def test_amounts_and_years_in_words():
    assert html.counted(events=3, claims=1, further_names=0) == "3 events · 1 claim"
    assert html.counted(further_names=1_200) == "1,200 further names"
    assert html.years([date(1920, 1, 1), None, date(1918, 5, 2)]) == "1918–1920"
    assert html.years([date(1919, 1, 1), date(1919, 2, 2)]) == "1919"
    assert html.years([None]) == ""


@pytest.mark.parametrize("rows", [html.FEW, html.FEW + 1])
def test_a_page_of_many_rows_can_be_searched_and_filtered(rows):
    entries = [html.entry("event", f"e{n}", "T", [], place="Baku", side="ab"[n % 2]) for n in range(rows)]
    bar = lxml.html.fromstring(html.Shelf("events", html.chapter("All", entries, "all")).html)
    assert [option.text for option in bar.xpath("//select[@name='side']/option")] == (
        ["all", "a (16)", "b (15)"] if rows > html.FEW else []
    )
    assert bar.xpath("//select[@name='place']") == []
    assert bar.xpath("//output/text()") == ["31 of 31 shown"] * (rows > html.FEW)


def test_an_entry_shows_what_it_has_and_its_address():
    made = html.entry(
        "event",
        "e",
        "A title",
        [("When", "1918"), ("Where", "")],
        line="Baku",
        body="More",
        kind="two_words",
        side=None,
    )
    entry = lxml.html.fromstring(made)
    assert entry.attrib == {"class": "cg-entry", "id": "e", "data-kind": "two words"}
    assert entry.xpath("string(summary)") == "A title Baku"
    assert entry.xpath("dl/dt/text()") == ["When", "Identifier"]
    assert entry.xpath("dl/dd/a/@href") == ["#e"]
    assert "</dl>More<!--used event:e-->" in made
    other = html.entry("event", "e", "A title", [], anchor="f")
    assert lxml.html.fromstring(other).xpath("@id | dl/dd/a/@href") == ["f", "#f"]
    assert "<!--used event:e-->" in other
    assert "<span>" not in other


def test_json_keeps_its_letters_and_ends_no_script():
    assert embed.block({"a": "Gəncə </script>"}) == (
        '<script type="application/json">{"a": "Gəncə \\u003c/script>"}</script>'
    )
    assert metadata.as_json({"a": "Gəncə"}) == '{\n "a": "Gəncə"\n}\n'


def test_each_action_of_a_term_has_its_words():
    fields = tables.contract()["tables"]["terms"]["schema"]["fields"]
    assert set(index.ACTS) == set(next(field["constraints"]["enum"] for field in fields if field["name"] == "action"))
