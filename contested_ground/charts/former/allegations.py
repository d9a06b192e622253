"""Charges and the answers to them as a board: a block for each question, a column for each stance."""

import pandas as pd

from contested_ground.analysis.allegations import STANCES
from contested_ground.charts.former.axes import LEADING, blank, wrap
from contested_ground.charts.former.figures import Figure, checked, figure
from contested_ground.charts.former.palette import INK, MUTED, RULE


def chart(table: pd.DataFrame, **words) -> Figure:
    """A block for each question, a column for each stance: the answer, who gives it, and the paragraph.

    `table`: what `stances` returns. Questions keep its order; a stance that nobody takes stays empty. On a narrow sheet
    the stances stand below each other.
    """
    table = checked(table, ["question", "stance", "answer", "who", "paragraph"], "allegations.chart")
    blocks = [(question, block.dropna(subset="stance")) for question, block in table.groupby("question", sort=False)]

    def draw(layout):
        line, step = layout.size * LEADING, layout.width / len(STANCES)
        texts = []  # (x, y, text, style), y below the rows' top
        floors, at = [], 0.0
        for question, answers in blocks:
            for text in wrap(question, layout.width - 4, layout.size, "bold"):
                texts.append((0, at + line / 2, text, {"fontweight": "bold"}))
                at += line
            at += 2
            deepest = at
            if answers.empty:
                texts.append((0, at + line / 2, "no answer told", {"color": MUTED}))
                deepest += line
            for number, stance in enumerate(STANCES):
                y = deepest if layout.narrow else at
                for text, colour in _cell(answers[answers["stance"] == stance], layout, stance, step - 14):
                    texts.append((layout.pick(number * step, 8), y + line / 2, text, {"color": colour}))
                    y += line
                deepest = max(deepest, y)
            at = deepest + 12
            floors.append(at - 6)
        heads = [wrap(label, step - 14, layout.size) for label in STANCES.values()]
        head = layout.pick(max(map(len, heads)) * line + 10, 4)
        sheet = blank(layout, at, 0, 0, head=head)
        sheet.ax.set_xlim(0, layout.width)
        for floor in [-6, *floors[:-1]]:
            sheet.ax.plot([0, layout.width], [sheet.top + floor] * 2, color=RULE, linewidth=1)
        if not layout.narrow:
            for number, lines in enumerate(heads):
                for row, text in enumerate(lines):
                    sheet.write(number * step, (row + 0.5) * line, text, color=MUTED)
        for x, y, text, style in texts:
            sheet.write(x, sheet.top + y, text, **style)
        return sheet.page

    lines = []
    for question, answers in blocks:
        said = [f"{STANCES[row.stance]}: {_words(row)}" for row in answers.itertuples()]
        lines.append(f"{question} {'; '.join(said) or 'no answer told'}")
    return figure(draw, table, " ".join(f"{text}." for text in lines), **words)


def _words(row) -> str:
    return f"{row.answer}{f' ({row.who})' if row.who else ''} §{row.paragraph}"


def _cell(answers: pd.DataFrame, layout, stance: str, room: float) -> list[tuple[str, str]]:
    """The lines of one stance: each answer in ink, who gives it in the muted colour; on a narrow sheet in one run."""
    lines = []
    for row in answers.itertuples():
        if layout.narrow:
            text = f"{STANCES[stance]}: {_words(row)}"
            lines += [(part, INK) for part in wrap(text, layout.width - 12, layout.size)]
        else:
            who = f"{row.who} §{row.paragraph}" if row.who else f"§{row.paragraph}"
            lines += [(part, INK) for part in wrap(row.answer, room, layout.size)]
            lines += [(part, MUTED) for part in wrap(who, room, layout.size)]
    return lines
