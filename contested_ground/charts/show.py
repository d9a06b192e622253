"""Looking rows up in a notebook: the card that the site shows beside a link, for any reference."""

import pandas as pd
from markupsafe import Markup

from contested_ground.analysis import derived
from contested_ground.analysis.cards import card, paragraph_rows
from contested_ground.charts.tables import Shown, small_table
from contested_ground.data.references import TABLES, LinkError, row
from contested_ground.data.tables import shared


class Show:
    """`show(reference)`: a row of the data set in a few lines, every rival answer with it.

    A reference is `kind:identifier` as in the book's links: `population:zangezur-1897-total`, `claim:…`, `event:…`,
    `derived:…`. `article:163` gives the rows that rest on paragraph 163. The result is text and HTML; its `data` is the
    row, or the rows, as a DataFrame. `show["pop` completes kinds and identifiers with Tab, and `show[…]` is the same
    as `show(…)`. `tables`: tables of your own, by default the book's.
    Raises LinkError, a ValueError, with the nearest identifiers where there is no such row.

        from contested_ground import show
        show("population:zangezur-1897-total")
    """

    def __call__(self, reference, tables=None) -> Shown:
        tables = tables or shared()
        kind, colon, key = reference.partition(":")
        if not colon or kind not in (*TABLES, "article", "derived"):
            kinds = ", ".join([*TABLES, "article", "derived"])
            raise LinkError(f"'{reference}' is no reference; write kind:identifier, the kinds being {kinds}")
        about = card(kind, key, tables)
        if kind == "article":
            return _paragraph(about, paragraph_rows(key, tables))
        data = pd.DataFrame(about["lines"], columns=["what", "value"])
        return _as_card(about, data if kind == "derived" else row(kind, key, tables).to_frame().T)

    __getitem__ = __call__

    def _ipython_key_completions_(self):
        tables = shared()
        found = [f"{kind}:{name}" for kind, (table, key) in TABLES.items() for name in tables[table][key]]
        found += [f"derived:{name}" for name in derived.REGISTRY]
        return found + [f"article:{name}" for name in tables["passages"].query("source_id == 'article'")["locator"]]

    def __repr__(self):
        return 'show("kind:identifier")'


show = Show()


def _as_card(about, data) -> Shown:
    text = "\n".join([about["title"], *(f"  {label}: {words}" for label, words in about["lines"])])
    lines = Markup("\n").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(*line) for line in about["lines"]
    )
    html = Markup('<table class="cg-table"><caption>{}</caption><tbody>\n{}\n</tbody></table>')
    return Shown(text, html.format(about["title"], lines), data)


def _paragraph(about, rows) -> Shown:
    title = f"{about['title']}: {len(rows)} rows"
    if rows.empty:
        return Shown(title, Markup("<p>{}</p>").format(title), rows)
    links = "[" + rows["identifier"] + "](" + rows["kind"] + ":" + rows["identifier"] + ")"
    told = rows.assign(link=links)
    columns = {"kind": "Kind", "link": "Row", "says": "What it says"}
    return Shown(f"{title}\n{rows.to_string(index=False)}", small_table(told, columns, caption=title).html, rows)
