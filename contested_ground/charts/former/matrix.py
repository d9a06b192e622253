"""Who against what: roll calls, and terms by place and party or document."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
from matplotlib.artist import Artist

from contested_ground.charts.former.axes import Row, Sheet, mark, patch, rows, text_width, wrap
from contested_ground.charts.former.figures import Figure, checked, figure
from contested_ground.charts.former.palette import GROUND, HOLDERS, INK, MUTED, RULE, look

# Votes: label, marker, how it is filled. `participations.role` names them, with or without "votes_".
VOTES = {
    "for": ("for", "o", "full"),
    "against": ("against", "o", "none"),
    "abstains": ("abstains", "o", "left"),
    "present_no_vote": ("present, no vote", "s", "none"),
    "not_recorded": ("not recorded", ".", "full"),
}

# Actions of `terms` by shape.
ACTIONS = {
    "claims": "^",
    "demands": "v",
    "proposes": "D",
    "assigns": "s",
    "cedes": "<",
    "recognises": "o",
    "accepts": "P",
    "accepts_conditionally": "d",
    "rejects": "X",
    "undertakes": (4, 1, 0),  # a star of four points
    "grants_autonomy": "*",
    "withdraws": ">",
}
STEP = 34  # pixels that a term takes in its cell: shape and two letters


def roll_call(table: pd.DataFrame, **words) -> Figure:
    """A roll call: a row for each member, a column for each question; nothing is inferred where no vote is recorded.

    `table`: `member`, `question`, `vote` (key of VOTES; a member and question without a row are `not_recorded`).
    Members and questions keep the table's order.
    """
    table = checked(table, ["member", "question", "vote"], "matrix.roll_call")
    members, questions = (list(dict.fromkeys(table[column])) for column in ("member", "question"))
    votes = {(row.member, row.question): str(row.vote).removeprefix("votes_") for row in table.itertuples()}
    if unknown := set(votes.values()) - set(VOTES):
        raise ValueError(f"matrix.roll_call: unknown vote {', '.join(sorted(unknown))}; use {', '.join(VOTES)}")
    votes = {(m, q): votes.get((m, q), "not_recorded") for m in members for q in questions}
    used = [vote for vote in VOTES if vote in votes.values()]

    def draw(layout):
        legend = [_vote(vote) for vote in used]
        sheet, places = grid(layout, [Row(member, band=20) for member in members], questions, legend)
        for y, member in zip(sheet.middles, members, strict=True):
            for x, question in zip(places, questions, strict=True):
                symbol = _vote(votes[member, question])
                symbol.set_data([x], [y])
                symbol.set_clip_on(False)
                sheet.ax.add_line(symbol)
        return sheet.page

    lines = []
    for question in questions:
        sides = {vote: [m for m in members if votes[m, question] == vote] for vote in used}
        told = "; ".join(
            f"{VOTES[vote][0]} {len(names)} ({', '.join(names)})" for vote, names in sides.items() if names
        )
        lines.append(f"{question}: {told}")
    return figure(draw, table, "Votes by question. " + ". ".join(lines) + ".", **words)


def _vote(vote: str):
    label, marker, filled = VOTES[vote]
    symbol = mark(label, marker, MUTED if vote == "not_recorded" else INK, hollow=filled == "none")
    symbol.set(fillstyle=filled if filled == "left" else "full", markerfacecoloralt=GROUND, markersize=10)
    return symbol


def terms(table: pd.DataFrame, *, left: float = 150, **words) -> Figure:
    """What is said of each place, by party or document: shape for action, colour and letters for whom it would go to.

    `table`: `row` (place), `column` (party or document), `action` (key of ACTIONS), `to` (key of HOLDERS or a name,
    empty when not said; a name is grey), `provisional` (true is drawn hollow). Rows and columns keep the table's order.
    """
    table = checked(table, ["row", "column", "action", "to", "provisional"], "matrix.terms")
    table["provisional"] = table["provisional"].eq(True).fillna(False).astype(bool)
    if unknown := set(table["action"]) - set(ACTIONS):
        raise ValueError(f"matrix.terms: unknown action {', '.join(sorted(unknown))}; use {', '.join(ACTIONS)}")
    names, columns = (list(dict.fromkeys(table[column])) for column in ("row", "column"))
    cells = {key: block.to_dict("records") for key, block in table.groupby(["row", "column"], sort=False)}
    goals = list(dict.fromkeys(table["to"].dropna()))

    def draw(layout):
        legend = [
            mark(action.replace("_", " "), ACTIONS[action]) for action in ACTIONS if action in set(table["action"])
        ]
        if table["provisional"].any():
            legend.append(mark("provisional: hollow", "o", hollow=True))
        legend += [_goal(to) for to in goals]
        fit = max(1, int((layout.width - layout.pick(left, 0)) / len(columns) // STEP))
        deep = {name: -(-max(len(cells.get((name, c), ())) for c in columns) // fit) for name in names}
        sheet, places = grid(layout, [Row(name, band=17 * deep[name]) for name in names], columns, legend, left)
        for middle, name in zip(sheet.middles, names, strict=True):
            for place, column in zip(places, columns, strict=True):
                told = cells.get((name, column), ())
                start = place - (min(fit, len(told)) - 1) / 2 * STEP - 7
                for at, term in enumerate(told):
                    _mark_term(sheet, start + at % fit * STEP, middle + (at // fit - (deep[name] - 1) / 2) * 17, term)
        return sheet.page

    lines = [f"{row}, {column}: {'; '.join(map(_term, told))}" for (row, column), told in cells.items()]
    return figure(draw, table, "By place and party or document. " + ". ".join(lines) + ".", **words)


def _goal(to: str) -> Artist:
    """The legend's entry for whom a place would go to; only a key of HOLDERS has a colour."""
    if to in HOLDERS:
        return patch(replace(look(to), label=f"{look(to).label} ({_letters(to)})"))
    return mark(f"{to} ({_letters(to)}, grey)", "None")


def _mark_term(sheet: Sheet, x: float, y: float, term: Mapping) -> None:
    colour = look(term["to"]).colour if term["to"] in HOLDERS else MUTED
    face = GROUND if term["provisional"] else colour
    style = {
        "markersize": 7 if ACTIONS[term["action"]] in ("D", "s") else 9,
        "markeredgewidth": 1.5,
        "markerfacecolor": face,
        "clip_on": False,
    }
    sheet.ax.plot([x], [y], marker=ACTIONS[term["action"]], color=colour, **style)
    if pd.notna(term["to"]):
        sheet.write(x + 7, y, _letters(term["to"]), color=MUTED)


def _letters(to: str) -> str:
    """Two letters for whom a place would go to, since hues of one lightness are one grey: Ar, Az, lM (local Muslim)."""
    name = (look(to).short or look(to).label).split()
    return name[0][:2] if len(name) == 1 else name[0][0] + name[1][0]


def _term(term: Mapping) -> str:
    to = f" (to {look(term['to']).label})" if pd.notna(term["to"]) else ""
    return f"{term['action'].replace('_', ' ')}{to}{', provisional' * term['provisional']}"


def grid(
    layout, items: Sequence[Row], columns: Sequence[str], legend: Sequence, left: float = 190
) -> tuple[Sheet, list[float]]:
    """A sheet of rows with headed columns, x in pixels; returns it with the middle of each column.

    Heads that do not fit over their columns become letters, with the key below.
    """
    step = (layout.width - layout.pick(left, 0)) / len(columns)
    heads = [wrap(column, step - 6, layout.size) for column in columns]
    key, line = [], layout.size * 1.25
    if any(text_width(text, layout.size) > step - 4 for head in heads for text in head) or max(map(len, heads)) > 6:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if len(columns) > len(letters):
            raise ValueError(f"matrix: {len(columns)} columns do not fit on a sheet; at most {len(letters)} do")
        key = [
            text
            for letter, column in zip(letters, columns, strict=False)
            for text in wrap(f"{letter}: {column}", layout.width - 4, layout.size)
        ]
        heads = [[letter] for letter in letters[: len(columns)]]
    tall = max(map(len, heads)) * line
    sheet = rows(layout, items, left=left, right=0, legend=legend, head=tall + 10, foot=len(key) * line + 14)
    ax = sheet.ax
    low, high = ax.transAxes.transform([(0, 0), (1, 0)])[:, 0]
    ax.set_xlim(low, high)
    places = [layout.pick(left, 0) + step * (at + 0.5) for at in range(len(columns))]
    for x, head in zip(places, heads, strict=True):
        for at, text in enumerate(head):
            sheet.write(x, sheet.top - 8 - tall + (at + 0.5) * line, text, ha="center", color=MUTED)
    for floor in sheet.floors:
        ax.plot([0, layout.width], [floor, floor], color=RULE, linewidth=1, zorder=0, clip_on=False)
    for at, text in enumerate(key):
        sheet.write(0, sheet.bottom + 8 + (at + 0.5) * line, text, color=MUTED)
    return sheet, places
