"""Hostile text in any cell of any table comes out as text: in lists, cards, search, JSON, drawings and downloads."""

import csv
import json
import re
import shutil
from io import StringIO

import matplotlib.figure
import pandas as pd
import pytest
from lxml import html

from contested_ground.analysis import cards
from contested_ground.charts import style
from contested_ground.charts.explorer import SCRIPT
from contested_ground.data import embed, formulas
from contested_ground.data import tables as data
from contested_ground.site import links, metadata, policy, search, shelf

EVIL = (
    "x <!--<script>zz()</script> \"onmouseover=\"zz\" 'onfocus='zz' <img src=x onerror=zz> </script></style>"
    "<svg/onload=zz> {{7*7}} {role}`zz` `zz` [zz](javascript:zz) **zz** $\\frac$ $x_1$ {0} %s "
    "&lt;b&gt; \u202ezz e\u0301\u0336 👩\u200d🚀 " + "w" * 300
)
PACKAGE = data.contract()["tables"]
MARKED = re.compile(r"^(on|src|srcdoc|formaction)")


def free(table):
    """The columns of a table that the contract lets hold any text, and that are neither a key nor a reference."""
    schema = PACKAGE[table]["schema"]
    bound = {*schema["primaryKey"], *(name for key in schema["foreignKeys"] for name in key["fields"])}
    for field in schema["fields"]:
        constraints = field.get("constraints", {})
        plain = field["type"] == "string" and not {"enum", "pattern"} & set(constraints) and not data.is_date(field)
        if plain and field["name"] not in bound and field["name"] not in ("rows", "also", "also_url"):
            yield field["name"]
    if table in ("sources", "population"):
        yield "url" if table == "sources" else "also_url"


@pytest.fixture(scope="module")
def hostile():
    """The tables with hostile text in every cell that can hold it; addresses keep the contract's form."""
    found = data.load()
    for table in list(PACKAGE):
        for column in free(table):
            evil = "https://x.org/\"onmouseover=\"zz'onfocus='zz<img/src=x>" if "url" in column else EVIL
            if column in found[table]:
                filled = found[table][column].notna()
                found[table][column] = found[table][column].astype(object).where(~filled, evil).astype("string")
    return found


def parts():
    theatres = [str(theatre) for theatre in data.shared()["events"]["theatre"].dropna().unique()]
    single = [name for name in shelf.PARTS if name != "derived"]  # whose words are the code's own
    return [(name, None) for name in single] + [(name, theatre) for name in shelf.BY_THEATRE for theatre in theatres]


def live(body):
    """What runs or loads in some HTML though the book never wrote it."""
    tree = html.fromstring(f"<main>{body}</main>")
    found = [element.tag for element in tree.iter("script", "img", "iframe", "object", "embed") if "zz" in
             html.tostring(element, encoding="unicode") and "json" not in element.get("type", "")]  # fmt: skip
    own = {("script", "src", f"../{SCRIPT}")}  # the Explorer's data, a file of the book
    marked = ((str(element.tag), *pair) for element in tree.iter() for pair in element.items() if MARKED.match(pair[0]))
    found += [name for tag, name, value in marked if (tag, name, value) not in own]
    found += [h for h in tree.xpath("//@href") if re.match(r"\s*(javascript|data|vbscript):", h, re.IGNORECASE)]
    return found


@pytest.mark.parametrize(("name", "theatre"), parts())
def test_lists_of_the_shelf_show_it_as_text(hostile, name, theatre):
    body = str(shelf.part(hostile, name, theatre).html)
    assert live(body) == []
    assert "<!--<script" not in body.replace(r"\u003c", "")


def test_cards_and_citations_are_text_in_json(hostile):
    events = hostile["events"]["event_id"].iloc[:40]
    shown = {key: cards.card("event", key, hostile) for key in events}
    shown |= {key: cards.card("claim", key, hostile) for key in hostile["claims"]["claim_id"].iloc[:40]}
    shown |= {key: cards.card("population", key, hostile) for key in hostile["population"]["observation_id"].iloc[:20]}
    block = str(embed.block(shown, name="cg-cards"))
    assert block.count("<") == 2
    inner = block[block.index(">") + 1 : block.rindex("<")]
    assert EVIL in json.dumps(json.loads(inner), ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")


def test_search_documents_are_json(hostile):
    found = list(search.entries(hostile))
    assert EVIL in {title for *_, title, _, _, _ in found} | {title for _, _, _, title, *_ in found}
    assert json.loads(json.dumps(found, ensure_ascii=False, default=str))


def test_the_description_of_the_data_is_text():
    about = data.contract() | {"title": EVIL, "description": EVIL}
    block = str(embed.block(metadata.schema_org(about), "application/ld+json"))
    assert block.count("<") == 2
    assert json.loads(block[block.index(">") + 1 : block.rindex("<")])["name"] == EVIL


@pytest.mark.filterwarnings("ignore:Glyph")  # one that no font of ours has, a box in the picture
@pytest.mark.parametrize("text", ["$5 and $6", r"$\frac$", "<b>&\"'", "cost_1^2 $x", "﷼ \u202e ab"])
def test_drawings_show_what_the_cell_says(text):
    with matplotlib.rc_context(style.RC):
        sheet = matplotlib.figure.Figure()
        axes = sheet.add_subplot()
        axes.set_title(text)
        axes.set_xticks([0], [text])
        file = StringIO()
        sheet.savefig(file, format="svg")
    drawn = html.fromstring(file.getvalue().encode())
    shown = [" ".join(element.text_content().split()) for element in drawn.iter() if str(element.tag).endswith("text")]
    assert shown.count(" ".join(text.split())) == 2


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "'=1", "''=1", "-5", "plain", "'quoted'"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_held_and_whole_again(cell):
    assert not formulas.RUNS.match(formulas.held(cell))
    assert formulas.whole(formulas.held(cell)) == cell


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("a,b\n1,-2.5\n", "a,b\n1,-2.5\n"),
        ('a,"b"\n1,2\n', 'a,"b"\n1,2\n'),  # what needs no change is not written anew
        ("a,b\n=1+1,2\n", "a,b\n'=1+1,2\n"),
        ("a,b\n1,@x\n", "a,b\n1,'@x\n"),
        ("a,b\n1,'=x\n", "a,b\n1,''=x\n"),
    ],
)
def test_a_table_is_disarmed_cell_by_cell(given, safe):
    assert formulas.disarmed(given) == safe


def test_downloads_hold_no_formula_and_are_read_whole(tmp_path):
    from contested_ground.site import downloads

    folder = shutil.copytree(data.DATA, tmp_path / "data")
    shutil.copy(data.DATA.parent / "references.bib", tmp_path)
    path = folder / "actors.csv"
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8"))))
    column = rows[0].index("label")
    for row, formula in zip(rows[1:], FORMULAS[:4], strict=False):
        row[column] = formula
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    made = dict(downloads.files(folder))
    for name in PACKAGE:
        given = made[f"{name}.csv"].decode()
        bad = [cell for row in csv.reader(StringIO(given)) for cell in row if formulas.RUNS.match(cell)]
        assert bad == [], name
        (folder / f"{name}.csv").write_text(given, encoding="utf-8")
    assert data.load(folder)["actors"]["label"].iloc[:4].tolist() == FORMULAS[:4]


def test_addresses_stay_in_their_attribute(hostile):
    body = str(shelf.part(hostile, "sources").html) + str(shelf.part(hostile, "population").html)
    assert "onmouseover=&#34;" in body
    assert '"onmouseover="' not in body


def test_links_in_prose_take_no_markup():
    assert links.Link("", "event", "x")


class TestPolicy:
    PAGE = (
        '<head><meta charset="utf-8"><style>a{}</style></head><script>b()</script>'
        '<script type="application/json">{}</script>'
    )

    def test_scripts_and_styles_are_named_by_their_hash(self):
        rules = policy.policy(self.PAGE)
        assert rules.count("'sha256-") == 2
        assert "'unsafe-inline'" in rules.split("style-src-attr")[1].split(";")[0]
        assert "unsafe" not in rules.split("style-src-attr")[0]

    def test_it_is_written_once(self):
        once = policy.guarded(self.PAGE)
        assert policy.guarded(once) == once
        assert once.index("Content-Security-Policy") < once.index("<style")

    def test_a_page_without_an_encoding_is_refused(self):
        with pytest.raises(ValueError, match="encoding"):
            policy.guarded("<head></head>")


def test_missing_cells_stay_missing(hostile):
    assert hostile["actors"]["part_of"].isna().sum() == data.load()["actors"]["part_of"].isna().sum()
    assert isinstance(hostile["actors"], pd.DataFrame)
