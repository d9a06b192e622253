"""The tables as plain rows, and who refers to whom: what the reference pages are made from."""

from collections import defaultdict
from functools import cached_property

from contested_ground.analysis import claims
from contested_ground.site.reference.html import (
    NOTHING,
    day,
    grouped,
    link,
    listed,
    permalink,
    quoted,
    records,
    tag,
    text,
    used,
    words,
)

ARTICLE = "article"
VOICES = {  # how a voice is named where nobody is
    "narrator": "the narrator: unattributed in our copy",
    "attributed": "attributed",
    "reported": "reported, by nobody named",
    "quoted": "quoted",
}
ACTS = {  # a term's action as a noun with the word that leads to its object
    "accepts": "consent about",
    "accepts_conditionally": "consent with conditions about",
    "assigns": "assignment of",
    "cedes": "cession of",
    "claims": "claim to",
    "demands": "demand about",
    "grants_autonomy": "autonomy for",
    "proposes": "proposal about",
    "recognises": "recognition of",
    "rejects": "refusal about",
    "undertakes": "undertaking about",
    "withdraws": "retraction about",
}


class Index:
    """The tables as plain rows, and who refers to whom."""

    def __init__(self, tables):
        self.tables = tables
        self.actor = dict(zip(tables["actors"]["actor_id"], tables["actors"]["label"], strict=True))
        self.place = dict(zip(tables["places"]["place_id"], tables["places"]["label"], strict=True))
        self.source = dict(zip(tables["sources"]["source_id"], tables["sources"]["title"], strict=True))

    @cached_property
    def events(self):
        """Events in the order of their first possible day, those without one by their last."""
        rows = self.tables["events"]
        first = rows["date_start"].fillna(rows["date_end"])
        return records(rows.assign(first=first).sort_values(["first", "date_end", "event_id"]))

    @cached_property
    def event(self):
        return {row["event_id"]: row for row in self.events}

    @cached_property
    def questions(self):
        """Questions with the theatre of their passage."""
        passages = self.tables["passages"][["source_id", "locator", "theatre"]]
        return records(self.tables["questions"].merge(passages, on=["source_id", "locator"]))

    @cached_property
    def status(self):
        """By question: whether its answers agree."""
        found = claims.status(self.tables["questions"], self.tables["claims"])
        return dict(zip(found["question_id"], found["status"], strict=True))

    @cached_property
    def question(self):
        return {row["question_id"]: row for row in self.questions}

    @cached_property
    def claims(self):
        return records(self.tables["claims"])

    @cached_property
    def answers(self):
        return grouped(self.claims, "question_id")

    @cached_property
    def participations(self):
        order = {key: number for number, key in enumerate(self.event)}
        return sorted(records(self.tables["participations"]), key=lambda row: order[row["event_id"]])

    @cached_property
    def terms(self):
        return records(self.tables["terms"])

    @cached_property
    def control(self):
        return records(self.tables["control"].sort_values(["place_id", "from_date_start", "until_date_end"]))

    @cached_property
    def names(self):
        return records(self.tables["names"])

    @cached_property
    def observations(self):
        kinds = self.tables["categories"][["scheme", "category", "basis", "group", "match"]]
        return records(self.tables["population"].merge(kinds, on=["scheme", "category"], how="left"))

    @cached_property
    def discrepancies(self):
        """By row: the discrepancies that touch it, keyed as in the column `rows`."""
        touched = defaultdict(list)
        for row in records(self.tables["discrepancies"]):
            for name in (row["rows"] or "").split(";"):
                touched[name].append(row)
        return touched

    def actor_link(self, key):
        return NOTHING if key is None else link("actor", key, self.actor.get(key, key))

    def place_link(self, key):
        return NOTHING if key is None else link("place", key, self.place.get(key, key))

    def party_link(self, key):
        """A link to an actor or a place, whichever has this identifier."""
        return self.actor_link(key) if key in self.actor else self.place_link(key)

    def event_link(self, key):
        return NOTHING if key is None else link("event", key, self.event[key]["title"])

    def dated_link(self, row):
        """A link to an event, its date before it."""
        return listed([day(row["date"]), link("event", row["event_id"], row["title"])], ": ")

    def term_words(self, row):
        """Whose term it is, what it does and to what: 'Enver Pasha: claim to Turkestan'."""
        what = self.actor.get(row["object_id"]) or self.place.get(row["object_id"])
        return f"{self.actor[row['by_id']]}: {ACTS[row['action']]} {what}"

    def term_link(self, row):
        """A link to a term, with what it says."""
        return link("term", row["term_id"], listed([self.term_words(row), row["value"] or ""]))

    def control_link(self, row, label=""):
        """A link to a statement of control: `label` (by default place and holder), how, from when to when."""
        label = label or f"{self.place[row['place_id']]}: {self.actor[row['holder_id']]}"
        span = " – ".join(day(row[name]) or "…" for name in ("from_date", "until_date"))
        return link("control", row["control_id"], f"{label} ({words(row['mode'])}, {span})")

    def source_links(self, row):
        """Where a row comes from: links to the article's paragraphs, or to the work and its page."""
        if row["source_id"] == ARTICLE:
            numbers = [row["locator"], *(row.get("also") or "").split(";")]
            marks = [link("article", number, number) for number in dict.fromkeys(numbers) if number]
            return tag("paragraph{} {}", "s" * (len(marks) > 1), listed(marks, ", "))
        return tag("{}, {}", link("source", row["source_id"], self.source[row["source_id"]]), row["locator"])

    def speaker(self, row):
        """Who says it, with links: the narrator, a named authority and who relays it, or an unnamed one."""
        if row["voice"] == "narrator":
            who = VOICES["narrator"] if row["source_id"] == ARTICLE else ""
        else:
            who = self.actor_link(row["claimant_id"]) or text(row["claimant_as"]) or VOICES[row["voice"]]
            if row["claimant_id"] is not None:
                who = tag("{} ({})", who, words(row["voice"]))
        return tag("{}, relayed by {}", who, self.actor_link(row["via_id"])) if row["via_id"] is not None else who

    def told(self, row):
        """Who says it, where, and in which words, in one line."""
        return listed([self.speaker(row), self.source_links(row), quoted(row.get("quote"))])

    def named(self, kind, table, key, pieces):
        """The last cell of a table's row: who says it (`pieces` of HTML), what is at odds, and the identifier."""
        wrong = self.wrong(table, key)
        said = listed([*pieces, wrong and tag("at odds: {}", wrong)])
        return tag("{}<br>{}{}", said, permalink(key), used(kind, key))

    def wrong(self, table, key):
        """Links to the discrepancies that touch a row of a table."""
        found = self.discrepancies.get(f"{table}:{key}", [])
        return listed(link("discrepancy", row["discrepancy_id"], row["description"]) for row in found)
