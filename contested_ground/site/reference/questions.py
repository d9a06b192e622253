"""The questions of a theatre with all their answers, and the way into them."""

from collections import Counter, defaultdict
from itertools import chain

from contested_ground.analysis import claims
from contested_ground.site.reference.html import (
    NOTHING,
    Shelf,
    chapter,
    day,
    entry,
    grouped,
    link,
    listed,
    permalink,
    quoted,
    table,
    tag,
    text,
    used,
    words,
)
from contested_ground.site.reference.index import ARTICLE, Index
from contested_ground.site.reference.numberline import strip


def theatres_of_questions(tables):
    """How the questions of each theatre are answered: the way into the questions."""
    index = tables.once(Index)
    rows = grouped(index.questions, "theatre")

    def one(theatre):
        found = Counter(index.status[row["question_id"]] for row in rows[theatre])
        page = tag('<a href="questions-{}.html">{}</a>', theatre.replace("_", "-"), words(theatre).capitalize())
        return "", {}, [page, f"{len(rows[theatre]):,}", *(f"{found[status]:,}" for status in claims.STATUSES)]

    names = [name for name in tables["passages"]["theatre"].cat.categories if name in rows]
    columns = {"Theatre": 25, "Questions": 15} | {status.capitalize(): 12 for status in claims.STATUSES}
    body = table("statuses", "Questions by theatre and status", columns, map(one, names))
    return Shelf("theatres", [body])


def _theatre(tables, theatre):
    names = list(tables["passages"]["theatre"].cat.categories)
    if theatre not in names:
        raise ValueError(f"no theatre '{theatre}'; the theatres are {', '.join(names)}")


PEOPLE = {  # who was killed, wounded or captured, and how, in words
    "combatant": "combatants",
    "civilian": "civilians",
    "prisoner": "prisoners",
    "mixed": "combatants and others",
    "unknown": "not told",
    "combat": "in combat",
    "attack_on_settlement": "in an attack on a settlement",
    "flight": "in flight",
    "custody": "in custody",
    "ambush": "in an ambush",
    "disease": "by disease",
}


def questions(tables, theatre):
    """The questions that passages of one theatre raise, each with all its answers, numbers drawn on one axis.

    Raises ValueError for a theatre that is not in the list.
    """
    _theatre(tables, theatre)
    index = tables.once(Index)
    parts = grouped(index.questions, "part_of")

    def answer(row):
        value = text(claims.value_words(row)) or "no number"
        extra = "" if row["answer"] is None or row["answer"] == claims.value_words(row) else f" ({row['answer']})"
        relative = link("question", row["relative_to"], "of this") if row["relative_to"] is not None else ""
        wrong = index.wrong("claims", row["claim_id"])
        told = listed([index.told(row), text(row["note"]), wrong and tag("at odds: {}", wrong)])
        key = row["claim_id"]
        return tag(
            '<li id="{}"><strong>{}</strong>{} {}<br>{}<br>{}{}</li>',
            *(key, value, extra, relative, told, permalink(key), used("claim", key)),
        )

    def one(row):
        key = row["question_id"]
        answers = index.answers[key]
        asked = [words(row[column]) for column in ("kind", "measure", "of") if row[column] != "other"]
        who = [PEOPLE.get(row[column], words(row[column])) for column in ("victim_status", "circumstance")]
        about = "counted" if row["kind"] in ("count", "share") else "about"
        about = tag("{}: {}", about, index.party_link(row["about_id"])) if row["about_id"] is not None else ""
        other = index.party_link(row["counterparty_id"])
        other = tag("by, from or to: {}", other) if other else ""
        status = index.status[key]
        told = {"silent": "silent: the text gives no answer", "single": "one answer"}
        pairs = [
            ("Status", told.get(status, f"{len(answers)} answers, {status}")),
            ("Asked", ", ".join(filter(None, asked))),
            ("Who and how", listed(who, ", ")),
            ("Of whom", listed([about, other])),
            (
                "Part of",
                row["part_of"] and link("question", row["part_of"], index.question[row["part_of"]]["question"]),
            ),
            ("Parts", listed(link("question", q["question_id"], q["question"]) for q in parts[key])),
            ("Event", index.event_link(row["event_id"])),
            ("Place, date", listed([index.place_link(row["place_id"]), day(row["date"])])),
            ("Raised in", listed([index.source_links(row), quoted(row["quote"])])),
            ("At odds", index.wrong("questions", key)),
        ]
        body = strip(row["kind"], answers) or NOTHING
        body += tag("<ul>{}</ul>", NOTHING.join(map(answer, answers))) if answers else ""
        facets = {"status": status, "kind": row["kind"], "measure": row["measure"]}
        shown = list(dict.fromkeys(filter(None, map(claims.value_words, answers))))
        line = listed(
            [text("; ".join(shown[:4])) or told.get(status, status), f"{len(shown)} values" * (len(shown) > 4)]
        )
        return entry("question", key, text(row["question"]), pairs, line, body, **facets)

    rows = [row for row in index.questions if row["theatre"] == theatre]
    rows.sort(key=lambda row: (row["source_id"] != ARTICLE, int(row["locator"]) if row["locator"].isdigit() else 0))
    sections = dict(zip(tables["passages"]["locator"], tables["passages"]["section"], strict=True))
    groups = defaultdict(list)
    for row in rows:
        groups[sections[row["locator"]]].append(row)
    chapters = (chapter(section, map(one, rows)) for section, rows in groups.items())
    return Shelf(f"questions, {words(theatre)}", chain.from_iterable(chapters))
