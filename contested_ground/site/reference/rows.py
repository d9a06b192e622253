"""The reference pages: each function takes the tables and gives one page's rows as a :class:`entries.Shelf`.

Every row stands under its identifier, so that a link to it leads there, and links to the paragraphs it rests on.
"""

from collections import Counter, defaultdict
from urllib.parse import quote

from contested_ground.analysis import claims, derived
from contested_ground.data import citing
from contested_ground.site.reference.html import (
    Shelf,
    chapter,
    day,
    entry,
    grouped,
    link,
    listed,
    permalink,
    quoted,
    records,
    table,
    text,
    used,
    words,
)
from contested_ground.site.reference.index import ARTICLE, Index
from contested_ground.site.reference.numberline import strip

LANGUAGES = {
    "az": "Azerbaijani",
    "en": "English",
    "fa": "Persian",
    "hy": "Armenian",
    "ka": "Georgian",
    "ku": "Kurdish",
    "ru": "Russian",
    "ru-Latn": "Russian, transliterated",
    "tr": "Turkish",
    "und": "",
}
NAME_TYPES = {
    "in_source": "In the sources",
    "imperial": "Before 1917",
    "soviet": "Soviet",
    "current": "Today",
    "transliteration": "Transliterated",
    "other": "Other names",
}


def _years(rows, year):
    """Rows (in order) by year, with a line of links to the years before them."""
    groups = defaultdict(list)
    for row in rows:
        groups[year(row)].append(row)
    jumps = " ".join(f'<a href="#year-{name}">{name}</a>' for name in groups)
    return groups, f'<nav class="cg-jump" aria-label="Years">{jumps}</nav>' if len(groups) > 1 else ""


def chronology(tables, theatre):
    """The events of one theatre by date. Raises ValueError for a theatre that is not in the list."""
    _theatre(tables, theatre)
    index = tables.once(Index)
    parts = grouped(index.events, "part_of")
    replies = grouped(index.events, "response_to")
    takers = grouped(index.participations, "event_id")
    asked = grouped(index.questions, "event_id")
    terms = grouped(index.terms, "event_id")

    def roles(row):
        people = grouped(takers[row["event_id"]], "role")
        lines = (
            f"{words(role)}: {', '.join(_with_note(index.actor_link(taker['actor_id']), taker) for taker in rows)}"
            for role, rows in people.items()
        )
        return "; ".join(lines)

    def one(row):
        key = row["event_id"]
        when = day(row["date"]) or "no date told"
        when += " (year inferred)" if row["year_basis"] == "inferred" and row["date"] is not None else ""
        if row["calendar"] is not None:
            when += {
                "both": ", printed in both calendars",
                "converted": ", converted from the Old Style",
                "unmarked": ", calendar not named: perhaps thirteen days off",
            }[row["calendar"]]
        pairs = [
            ("When", listed([when, quoted(row["date_text"])])),
            ("Kind", words(row["kind"])),
            ("Where", index.place_link(row["place_id"])),
            ("Taking part", roles(row)),
            ("Outcome", text(row["outcome"])),
            ("Source’s verb", quoted(row["verb"])),
            ("Source’s label", quoted(row["label_text"])),
            ("Part of", index.event_link(row["part_of"])),
            ("Parts", listed(index.event_link(part["event_id"]) for part in parts[key])),
            ("In response to", index.event_link(row["response_to"])),
            ("Answered by", listed(index.event_link(reply["event_id"]) for reply in replies[key])),
            ("Questions", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("Terms", listed(map(index.term_link, terms[key]))),
            ("Denied" if row["polarity"] == "denies" else "Says", index.told(row)),
            ("Note", text(row["note"])),
            ("At odds", index.wrong("events", key)),
        ]
        return entry("event", key, text(row["title"]), pairs, kind=row["kind"], voice=row["voice"])

    rows = [row for row in index.events if row["theatre"] == theatre]
    groups, jumps = _years(rows, lambda row: row["first"].year if row["first"] is not None else "undated")
    body = "".join(
        chapter(str(year).capitalize(), map(one, rows), anchor=f"year-{year}") for year, rows in groups.items()
    )
    return Shelf(f"events, {words(theatre)}", len(rows), jumps + body)


def theatres_of_events(tables):
    """How many events each theatre has, and over which years: the way into the chronology."""

    def one(theatre, rows):
        first, last = rows["date_start"].min(), rows["date_end"].max()
        page = f'<a href="chronology-{theatre.replace("_", "-")}.html">{words(theatre).capitalize()}</a>'
        return "", {}, [page, f"{len(rows):,}", f"{first:%Y}", f"{last:%Y}"]

    rows = tables["events"].groupby("theatre", observed=True)
    body = table(
        "theatres",
        "Events by theatre",
        {"Theatre": 40, "Events": 20, "From": 20, "To": 20},
        (one(*pair) for pair in rows),
    )
    return Shelf("theatres", len(rows), body)


def theatres_of_questions(tables):
    """How the questions of each theatre are answered: the way into the questions."""
    index = tables.once(Index)
    rows = grouped(index.questions, "theatre")

    def one(theatre):
        found = Counter(index.status[row["question_id"]] for row in rows[theatre])
        page = f'<a href="questions-{theatre.replace("_", "-")}.html">{words(theatre).capitalize()}</a>'
        return "", {}, [page, f"{len(rows[theatre]):,}", *(f"{found[status]:,}" for status in claims.STATUSES)]

    names = [name for name in tables["passages"]["theatre"].cat.categories if name in rows]
    columns = {"Theatre": 25, "Questions": 15} | {status.capitalize(): 12 for status in claims.STATUSES}
    body = table("statuses", "Questions by theatre and status", columns, map(one, names))
    return Shelf("theatres", len(names), body)


def _theatre(tables, theatre):
    names = list(tables["passages"]["theatre"].cat.categories)
    if theatre not in names:
        raise ValueError(f"no theatre '{theatre}'; the theatres are {', '.join(names)}")


def _with_note(label, row):
    return f"{label} ({text(row['note'])})" if row["note"] is not None else label


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

    def answer(row):
        value = text(claims.value_words(row)) or "no number"
        extra = "" if row["answer"] is None or row["answer"] == claims.value_words(row) else f" ({text(row['answer'])})"
        relative = link("question", row["relative_to"], "of this") if row["relative_to"] is not None else ""
        wrong = index.wrong("claims", row["claim_id"])
        told = listed([index.told(row), text(row["note"]), wrong and f"at odds: {wrong}"])
        return (
            f'<li id="{row["claim_id"]}"><strong>{value}</strong>{extra} {relative}<br>{told}<br>'
            f"{permalink(row['claim_id'])}{used('claim', row['claim_id'])}</li>"
        )

    def one(row):
        key = row["question_id"]
        answers = index.answers[key]
        asked = [words(row[column]) for column in ("kind", "measure", "of") if row[column] != "other"]
        who = [PEOPLE.get(row[column], words(row[column])) for column in ("victim_status", "circumstance")]
        about = "counted" if row["kind"] in ("count", "share") else "about"
        about = f"{about}: {index.party_link(row['about_id'])}" if row["about_id"] is not None else ""
        other = f"by, from or to: {index.party_link(row['counterparty_id'])}" if row["counterparty_id"] else ""
        status = index.status[key]
        told = {"silent": "silent: the text gives no answer", "single": "one answer"}
        pairs = [
            ("Status", told.get(status, f"{len(answers)} answers, {status}")),
            ("Asked", ", ".join(filter(None, asked))),
            ("Who and how", listed(who, ", ")),
            ("Of whom", listed([about, other])),
            ("Event", index.event_link(row["event_id"])),
            ("Place, date", listed([index.place_link(row["place_id"]), day(row["date"])])),
            ("Raised in", listed([index.source_links(row), quoted(row["quote"])])),
            ("At odds", index.wrong("questions", key)),
        ]
        body = strip(row["kind"], answers)
        body += f"<ul>{''.join(map(answer, answers))}</ul>" if answers else ""
        cite = citing.cite(f"question ‘{row['question']}’ ({key})")
        body += f"<details><summary>Cite this question</summary><p>{text(cite)}</p></details>"
        facets = {"status": status, "kind": row["kind"], "measure": row["measure"]}
        return entry("question", key, text(row["question"]), pairs, body, **facets)

    rows = [row for row in index.questions if row["theatre"] == theatre]
    rows.sort(key=lambda row: (row["source_id"] != ARTICLE, int(row["locator"]) if row["locator"].isdigit() else 0))
    sections = dict(zip(tables["passages"]["locator"], tables["passages"]["section"], strict=True))
    groups = defaultdict(list)
    for row in rows:
        groups[sections[row["locator"]]].append(row)
    body = "".join(chapter(section, map(one, rows)) for section, rows in groups.items())
    return Shelf(f"questions, {words(theatre)}", len(rows), body)


def terms(tables):
    """What documents, parties and congresses say of places and actors: a table of all terms."""
    index = tables.once(Index)

    def one(row):
        key, event = row["term_id"], index.event.get(row["event_id"])
        ground = f"ground: {words(row['ground'])}" if row["ground"] is not None else ""
        cells = [
            index.actor_link(row["by_id"]),
            words(row["action"]),
            index.party_link(row["object_id"]),
            index.party_link(row["to_id"]),
            listed([text(row["value"]), ground, "provisional" if row["provisional"] is True else ""]),
            (event and event["first"], index.dated_link(event) if event else ""),
            index.named("term", "terms", key, [index.told(row)]),
        ]
        return key, {"action": row["action"], "ground": row["ground"], "voice": row["voice"]}, cells

    rows = sorted(index.terms, key=lambda row: (_first(index.event.get(row["event_id"])), row["term_id"]))
    columns = {"Who": 13, "Does": 10, "Of": 13, "To or from": 12, "What": 15, "In": 16, "Told": 21}
    body = table("terms", "Terms, by the date of their document", columns, map(one, rows))
    return Shelf("terms", len(rows), body)


def _first(event):
    """The first possible day of an event as a key; rows without one come last."""
    return str(event["first"]) if event and event["first"] is not None else "9"


def control(tables):
    """Who is said to have held what, how and when: a table of all statements of control."""
    index = tables.once(Index)

    def bound(row, side):
        basis = row[f"{side}_basis"]
        when = day(row[f"{side}_date"]) or "not stated"
        key = row[f"{side}_date_start"] if row[f"{side}_date_start"] is not None else row[f"{side}_date_end"]
        return key, f"{when} (inferred)" if basis == "inferred" and row[f"{side}_date"] is not None else when

    def one(row):
        key = row["control_id"]
        cells = [
            index.place_link(row["place_id"]),
            index.actor_link(row["holder_id"]),
            words(row["mode"]) + ("" if row["extent"] == "whole" else f", {words(row['extent'])}"),
            bound(row, "from"),
            bound(row, "until"),
            index.named("control", "control", key, [index.told(row)]),
        ]
        return key, {"mode": row["mode"], "voice": row["voice"]}, cells

    rows = sorted(index.control, key=lambda row: index.place[row["place_id"]].casefold())
    columns = {"Place": 14, "Held by": 18, "How": 11, "From": 15, "Until": 15, "Told": 27}
    body = table("control", "Statements of control, by place", columns, map(one, rows))
    return Shelf("statements of control", len(rows), body)


def _named(rows):
    """The names of a place or an actor: (kind of name, HTML) pairs, languages in alphabetical order."""
    pairs = []
    for kind, label in NAME_TYPES.items():
        found = [row for row in rows if row["name_type"] == kind]
        found.sort(key=lambda row: (LANGUAGES.get(row["language"], row["language"]), row["name"]))
        spelt = []
        for language, same in grouped(found, "language").items():
            mark = "" if language == "und" else f' lang="{language}"'
            names = ", ".join(f"<span{mark}>{text(row['name'])}</span>{_numbers(row)}" for row in same)
            spelt.append(listed([text(LANGUAGES.get(language, language)), names], ": "))
        pairs.append((label, "; ".join(spelt)))
    return pairs


def _numbers(row):
    """The paragraphs of the article that have a name, as links in brackets."""
    if row["source_id"] != ARTICLE:
        return ""
    numbers = f"{row['locator']};{row['also'] or ''}".strip(";").split(";")
    return f" ({', '.join(link('article', number, number) for number in numbers)})"


def places(tables):
    """The gazetteer: each place with its names, where it lay and lies, and what is told of it."""
    index = tables.once(Index)
    names, events = grouped(index.names, "place_id"), grouped(index.events, "place_id")
    held, terms = grouped(index.control, "place_id"), grouped(index.terms, "object_id", "to_id")
    asked = grouped(index.questions, "place_id", "about_id", "counterparty_id")
    counts = grouped(index.observations, "place_id")
    rows = sorted(records(tables["places"]), key=lambda row: row["label"].casefold())
    parts = grouped(rows, "parent_id")
    compared = grouped(records(tables["comparisons"]), "from_place", "to_place")

    def one(row):
        key = row["place_id"]
        where = f"{row['lat']:.4f} N, {row['lon']:.4f} E" if row["lat"] is not None else ""
        when = sorted({observation["date"][:4] for observation in counts[key]})
        pairs = [
            ("Kind", words(row["kind"])),
            ("Lay in", index.place_link(row["parent_id"])),
            ("Holds", listed(index.place_link(part["place_id"]) for part in parts[key])),
            ("Name today", listed([text(row["modern_name"]), text(row["modern_country"])])),
            *_named(names[key]),
            ("Where", listed([where, words(row["precision"]), text(row["coordinate_source"])])),
            ("Note", text(row["note"])),
            ("Events", listed(map(index.dated_link, events[key]))),
            ("Held by", listed(index.control_link(row, index.actor[row["holder_id"]]) for row in held[key])),
            ("Terms", listed(map(index.term_link, terms[key]))),
            ("Questions", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
            ("Counted in", when and link("population", counts[key][0]["observation_id"], ", ".join(when))),
            ("Set beside", listed(_comparison(index, key, other) for other in compared[key])),
            ("At odds", index.wrong("places", key)),
        ]
        return entry("place", key, text(row["label"]), pairs, kind=row["kind"], located=row["precision"])

    return Shelf("places", len(rows), _alphabet(rows, one))


def _comparison(index, key, row):
    other = row["to_place"] if row["from_place"] == key else row["from_place"]
    said = [f"{index.place_link(other)}: {words(row['grade'])}"]
    said += [f"{side} {text(row[side])}" for side in ("gained", "lost") if row[side] is not None]
    return "; ".join([*said, text(row["note"])]).removesuffix("; ") + f" ({index.source_links(row)})"


def _alphabet(rows, one):
    groups = defaultdict(list)
    for row in rows:
        groups[row["label"][0].upper() if row["label"][0].isalpha() else "0–9"].append(row)
    jumps = " ".join(f'<a href="#letter-{name[0].lower()}">{name}</a>' for name in groups)
    body = "".join(chapter(name, map(one, rows), anchor=f"letter-{name[0].lower()}") for name, rows in groups.items())
    return f'<nav class="cg-jump" aria-label="Letters">{jumps}</nav>{body}'


def people(tables):
    """People and bodies: each with its names, what it belongs to, its part in events, its votes and its claims."""
    index = tables.once(Index)
    names, parts = grouped(index.names, "actor_id"), grouped(records(tables["actors"]), "part_of")
    roles = grouped(index.participations, "actor_id")
    said = {name: grouped(getattr(index, name), "claimant_id", "via_id") for name in ("events", "claims")}
    held, by = grouped(index.control, "holder_id"), grouped(index.terms, "by_id")
    of, asked = grouped(index.terms, "object_id", "to_id"), grouped(index.questions, "about_id", "counterparty_id")

    def one(row):
        key = row["actor_id"]
        pairs = [
            ("Kind", words(row["kind"])),
            ("Belongs to", index.actor_link(row["part_of"])),
            ("Parts", listed(index.actor_link(part["actor_id"]) for part in parts[key])),
            *_named(names[key]),
            ("First told in", index.source_links(row)),
            ("Note", text(row["note"])),
        ]
        for role, rows in grouped(roles[key], "role").items():
            pairs.append((words(role).capitalize(), listed(index.dated_link(index.event[r["event_id"]]) for r in rows)))
        answered = dict.fromkeys(claim["question_id"] for claim in said["claims"][key])
        pairs += [
            ("Holds", listed(index.control_link(row, index.place[row["place_id"]]) for row in held[key])),
            ("Its terms", listed(map(index.term_link, by[key]))),
            ("Terms about it", listed(map(index.term_link, of[key]))),
            ("Says or relays", listed(map(index.dated_link, said["events"][key]))),
            ("Answers", listed(link("question", name, index.question[name]["question"]) for name in answered)),
            ("Asked about", listed(link("question", q["question_id"], q["question"]) for q in asked[key])),
        ]
        return entry("actor", key, text(row["label"]), pairs, kind=row["kind"])

    rows = sorted(records(tables["actors"]), key=lambda row: row["label"].casefold())
    return Shelf("people and bodies", len(rows), _alphabet(rows, one))


COUNT = ("date", "scheme", "universe", "source_id")


def population(tables):
    """Population counts by territory and year: printed heading beside analysis group, and whether the parts add up."""
    index = tables.once(Index)
    columns = {"Printed heading": 20, "Group": 18, "Persons": 12, "Share": 9, "Status": 10, "Told": 31}

    def one(row):
        key = row["observation_id"]
        group = f"{text(row['group'])} ({row['match']})" if row["match"] not in (None, "exact") else text(row["group"])
        page = text(row["locator"])  # the work itself stands in the caption
        page = f'<a href="{text(row["also_url"])}">{page}</a>' if row["also_url"] is not None else page
        told = index.told(row) if row["source_id"] == ARTICLE else page
        cells = [
            text(row["category"]),
            group,
            (row["count"] if row["count"] is not None else row["low"], persons(row)),
            (row["share_percent"], "" if row["share_percent"] is None else f"{row['share_percent']:g} %"),
            words(row["status"]),
            index.named("population", "population", key, [told, text(row["note"])]),
        ]
        return key, {"group": row["group"], "status": row["status"]}, cells

    def count(key, rows):
        date, scheme, universe, source = key
        rows.sort(key=lambda row: (row["group"] == "total", -(row["count"] or 0), row["category"]))
        basis = {f"by {words(row['basis'])}" for row in rows if row["basis"] not in (None, "not_stated", "narrator")}
        work = link("source", source, index.source[source])
        caption = listed([day(date), " and ".join(sorted(basis)), f"{universe} population", work, text(scheme)])
        sums = f'<p class="cg-sum">{"; ".join(added_up(rows))}</p>'
        return table("population", caption, columns, map(one, rows)) + sums

    counted = grouped(index.observations, "place_id")
    body = []
    for place in sorted(counted, key=lambda key: index.place[key].casefold()):
        counts = defaultdict(list)
        for row in counted[place]:
            counts[tuple(row[name] for name in COUNT)].append(row)
        tables_of = "".join(count(key, counts[key]) for key in sorted(counts))
        body.append(f"<section class='cg-place'><h2>{index.place_link(place)}</h2>{tables_of}</section>")
    return Shelf("observations of population", len(index.observations), "".join(body))


def persons(row):
    """The persons of an observation as text: `137,900`, or its bounds."""
    if row["count"] is not None:
        hedge = "" if row["qualifier"] in (None, "exact") else words(row["qualifier"]) + " "
        return f"{hedge}{row['count']:,}"
    bounds = [f"{row[name]:,}" for name in ("low", "high") if row[name] is not None]
    return "–".join(bounds)


def added_up(rows):
    """Whether a count's headings add up to its printed total, in words, for each page that prints them.

    ``rows``: the observations of one count. Pages are kept apart, since two may print one population under headings
    that overlap. A heading without a number of persons is left out, and the sentence says so.
    """
    said = []
    for page, same in grouped(rows, "locator").items():
        whole = [row["count"] for row in same if row["group"] == "total" and row["count"] is not None]
        parts = [row["count"] for row in same if row["group"] != "total" and row["count"] is not None]
        without = sum(row["count"] is None for row in same)
        text_of = f"{text(page)}: "
        if not parts:
            text_of += "only a total is printed" if whole else "no number of persons is printed"
        elif not whole:
            text_of += f"the headings add up to {sum(parts):,}; no total is printed"
        else:
            gap = sum(parts) - whole[0]
            beside = f"{abs(gap):,} {'more' if gap > 0 else 'fewer'} than the total" if gap else "the printed total"
            text_of += f"the headings add up to {sum(parts):,}, {beside}"
        said.append(text_of + (f" ({without} without persons)" if without and parts else ""))
    return said


def discrepancies(tables):
    """What is wrong or at odds in the sources, by kind: what, where, and what the book did about it."""
    index = tables.once(Index)

    def one(row):
        others = [link("article", n, n) for n in (row["other_locator"] or "").split(";") if n.isdigit()]
        pairs = [
            ("Where", listed([index.source_links(row), others and f"against {', '.join(others)}"])),
            ("Treatment", text(row["treatment"])),
            ("Rows", listed(index_row(index, name) for name in (row["rows"] or "").split(";") if name)),
        ]
        key = row["discrepancy_id"]
        return entry("discrepancy", key, text(row["description"]), pairs, kind=row["kind"])

    kinds = grouped(records(tables["discrepancies"]), "kind")
    order = [kind for kind in tables["discrepancies"]["kind"].cat.categories if kind in kinds]
    body = "".join(chapter(words(kind).capitalize(), map(one, kinds[kind])) for kind in order)
    return Shelf("discrepancies", len(tables["discrepancies"]), body)


KINDS = {  # table: kind of link
    "actors": "actor",
    "claims": "claim",
    "control": "control",
    "discrepancies": "discrepancy",
    "events": "event",
    "places": "place",
    "population": "population",
    "questions": "question",
    "sources": "source",
    "terms": "term",
}


def index_row(index, name):
    """A link to a row named `table:key`; plain text for a table without a page of its own."""
    kind, _, key = name.partition(":")
    if kind not in KINDS:
        return text(name)
    row = index.event.get(key) or index.question.get(key) or {}
    return link(KINDS[kind], key, row.get("title") or row.get("question") or key)


def article(tables):
    """The article by paragraph: number, section, first words, its numbers, and every row that rests on it."""
    index = tables.once(Index)
    address = tables["sources"].set_index("source_id")["url"].get(ARTICLE)

    def resting(rows, label):
        """By paragraph: the links to the rows that cite it."""
        found = defaultdict(list)
        for row in rows:
            if row["source_id"] == ARTICLE:
                for number in f"{row['locator']};{row.get('also') or ''}".split(";"):
                    found[number].append(label(row))
        return found

    kinds = {
        "Events": resting(index.events, index.dated_link),
        "Questions": resting(index.questions, lambda row: link("question", row["question_id"], row["question"])),
        "Claims": resting(index.claims, lambda row: link("claim", row["claim_id"], claims.value_words(row) or "…")),
        "Control": resting(index.control, index.control_link),
        "Terms": resting(index.terms, index.term_link),
        "Population": resting(
            index.observations,
            lambda row: link("population", row["observation_id"], f"{index.place[row['place_id']]}: {row['category']}"),
        ),
        "First names": resting(records(tables["actors"]), lambda row: index.actor_link(row["actor_id"])),
        "At odds": resting(
            records(tables["discrepancies"]), lambda row: link("discrepancy", row["discrepancy_id"], row["description"])
        ),
    }
    numbers = defaultdict(list)
    for row in records(tables["mentions"]):
        numbers[str(int(row["mention"][:3]))].append(f"{text(row['token'])} ({words(row['use'])})")

    def one(row):
        number = row["locator"]
        pairs = [
            ("Theatre", words(row["theatre"])),
            ("Its numbers", listed(numbers[number])),
            *((label, listed(found[number])) for label, found in kinds.items()),
            # a browser that knows text fragments goes to the first words, any other to the top
            ("Read it", f'<a href="{text(address)}#:~:text={quote(row["incipit"])}">the article</a>'),
        ]
        title = f"{number}: {text(row['incipit'])} …"
        return entry("article", number, title, pairs, anchor=f"p{number}", theatre=row["theatre"])

    rows = [row for row in records(tables["passages"]) if row["source_id"] == ARTICLE]
    rows.sort(key=lambda row: int(row["locator"]))
    sections = grouped(rows, "section")
    body = "".join(chapter(section, map(one, same)) for section, same in sections.items())
    return Shelf("paragraphs of the article", len(rows), body)


def derived_numbers(tables):
    """The numbers that are computed: value, unit, what they are made from, and the function that makes them."""

    def row_link(name):
        kind, _, key = name.partition(":")
        return link(KINDS.get(kind, kind), key, key) if key else f"the table {text(name)}"

    def one(number):
        value = derived.value(number.name, tables)
        shown = f"{value:,.4g}" if number.unit == "percent" else f"{value:,.10g}"
        cells = [
            text(number.text),
            (float(value), shown),
            text(number.unit),
            listed(map(row_link, number.inputs)),
            f"<code>derived.{number.function.__name__}</code>",
            permalink(number.name) + used("derived", number.name),
        ]
        return number.name, {"unit": number.unit}, cells

    rows = sorted(derived.REGISTRY.values())
    columns = {"What": 28, "Value": 9, "Unit": 9, "Made from": 22, "Function": 16, "Identifier": 16}
    body = table("derived", "Derived numbers, by identifier", columns, map(one, rows))
    return Shelf("derived numbers", len(rows), body)


def sources(tables):
    """The bibliography: each work with its licence, how we know it, the pages read and the rows that rest on it."""
    passages = grouped(records(tables["passages"]), "source_id")
    resting = {
        name: rows["source_id"].value_counts()
        for name, rows in tables.items()
        if "source_id" in rows and name not in ("sources", "passages")
    }

    def one(row):
        key = row["source_id"]
        rows = [f"{counts[key]:,} in {words(name)}" for name, counts in resting.items() if counts.get(key)]
        pages = [p for p in passages[key] if key != ARTICLE]
        pairs = [
            ("Author", text(row["author"])),
            ("Year", text(row["year"])),
            ("Kind", words(row["kind"])),
            ("Language", text(LANGUAGES.get(row["language"], row["language"]))),
            ("Address", f'<a href="{text(row["url"])}">{text(row["url"])}</a>' if row["url"] is not None else ""),
            ("Licence", text(row["licence"])),
            ("Known through", text(row["via"])),
            ("Read on", row["accessed"] and f"{row['accessed']:%Y-%m-%d}"),
            ("Note", text(row["note"])),
            ("Pages", listed(f"{text(p['section'])} ({text(p['locator'])})" for p in pages)),
            ("Paragraphs", link("article", "1", "by number") if key == ARTICLE else ""),
            ("Rows", listed(rows)),
        ]
        return entry("source", key, text(row["title"]), pairs, kind=row["kind"])

    kinds = grouped(records(tables["sources"]), "kind")
    order = [kind for kind in tables["sources"]["kind"].cat.categories if kind in kinds]
    body = "".join(chapter(words(kind).capitalize(), map(one, kinds[kind])) for kind in order)
    return Shelf("sources", len(tables["sources"]), body)
