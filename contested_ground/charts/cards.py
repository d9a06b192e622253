"""Cards: a charge, what is denied and what is admitted, a card a question."""

from markupsafe import Markup

from contested_ground.analysis.allegations import STANCES
from contested_ground.charts.tables import Shown, linked

NEEDED = ["question", "stance", "answer", "who", "paragraph"]
SILENT = "this source gives no answer"


def cards(table) -> Shown:
    """A card for each question: what is told by nobody named, charged, denied and admitted, with who says it and ¶.

    `table`: what `analysis.allegations.stances` returns: `question`, `stance` (a key of STANCES; missing where a
    question has no answer), `answer`, `who`, `paragraph`, in the order in which they are to stand. A stance that nobody
    takes is left out. Raises ValueError for an empty table, a missing column or an unknown stance.

        from contested_ground import load
        from contested_ground.analysis.allegations import stances
        from contested_ground.charts.cards import cards
        asked = ["khojaly-1920-02-22-killed-armenians"]
        cards(stances(load(), asked, accused=["fatali-khan-khoyski"]))
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"cards needs the column {missing[0]}; analysis.allegations.stances makes it")
    if table.empty:
        raise ValueError("cards needs at least one question; this table has none")
    if unknown := set(table["stance"].dropna()) - set(STANCES):
        raise ValueError(f"'{sorted(unknown)[0]}' is no stance; the stances are {', '.join(STANCES)}")
    html, text = [], []
    for question, answers in table.groupby("question", sort=False):
        stands, lines = Markup(""), [question]
        for stance, words in STANCES.items():
            mine = answers[answers["stance"].eq(stance)]
            if mine.empty:
                continue
            said = Markup("").join(_said(row) for row in mine.itertuples())
            stands += Markup('<div class="cg-{}"><dt>{}</dt>{}</div>').format(stance, words, said)
            lines += [f"  {words}: {_plain(row)}" for row in mine.itertuples()]
        if not stands:
            stands, lines = Markup("<div><dt>{}</dt></div>").format(SILENT), [*lines, f"  {SILENT}"]
        html.append(Markup('<article class="cg-card"><h3>{}</h3><dl>{}</dl></article>').format(question, stands))
        text.append("\n".join(lines))
    whole = Markup('<div class="cg-cards">\n{}\n</div>').format(Markup("\n").join(html))
    return Shown("\n".join(text), whole, table)


def _plain(row) -> str:
    return f"{row.answer}{f' ({row.who})' * bool(row.who)} ¶{row.paragraph}"


def _said(row) -> Markup:
    who = Markup("<cite>{}</cite> ").format(row.who) if row.who else ""
    key = getattr(row, "claim_id", "")
    answer = Markup('<a href="claim:{}">{}</a>').format(key, row.answer) if key else row.answer
    return Markup("<dd>{} {}{}</dd>").format(answer, who, linked(f"[¶{row.paragraph}](article:{row.paragraph})"))
