"""Rules of roles: what an event's kind, its participants and its harm ask of each other."""

import re
from collections import defaultdict

from contested_ground.check.rows import each, passages_of

# The kinds of event that a role goes with, and the kinds of actor that can have it.
EVENTS = {
    "signatory": "truce treaty agreement declaration decision arrest", "protester": "protest", "votes_for": "vote",
    "victims": (
        "destruction violence_against_civilians displacement ultimatum clash other offensive arrest control_change "
        "movement"
    ),
    "appointee": "appointment other decision declaration mission congress", "votes_against": "vote",
    "appointer": "appointment declaration mission", "convenor": "meeting congress conference", "abstains": "vote",
    "supplier": "supply offensive agreement clash", "receiver": "supply movement control_change other mission",
    "commander": (
        "control_change decision offensive movement declaration clash uprising other destruction appointment mission "
        "violence_against_civilians arrest displacement"
    ),
    "author": "declaration reply other ultimatum decision protest movement meeting mission",
    "chair": "decision meeting declaration vote mission supply truce reply congress",
    "delegate": "reply conference meeting mission movement declaration",
}  # fmt: skip
ACTORS = {
    "commander": "person group body", "host": "government person force state", "convenor": "body person government",
    "chair": "person mission body", "delegate": "person mission force government",
}  # fmt: skip
# The roles of which an event of a kind has at least one.
NEEDED = {
    "appointment": "appointee appointer", "protest": "protester author party", "treaty": "signatory party",
    "agreement": "signatory party",
    "truce": "signatory party", "offensive": "initiator party", "supply": "supplier receiver initiator target",
    "vote": "votes_for votes_against abstains initiator",
}  # fmt: skip
GROUPS = {  # the groups of actors by scheme, which charts have colours and words for
    "holder": (
        "armenia azerbaijan britain karabakh-councils local-armenian local-muslim nakhchivan-muslims other soviet "
        "turkey zangezur-armenians"
    ),
    "people": (
        "armenians azerbaijanis christians georgians herders jews kurds muslims non-christians russian-soldiers "
        "tatars turks"
    ),
    "side": (
        "armenia azerbaijan britain france georgia germany iran italy karabakh-councils local-armenian local-muslim "
        "nakhchivan-muslims other russia south-russia soviet turkey united-states zangezur-armenians"
    ),
}  # fmt: skip
FIRST = ["killed", "wounded", "captured", "expelled", "destroyed"]  # the order in which kinds of harm are listed
HARM_WORDS = {  # words of a title that tell of a kind of harm
    "killed": re.compile(r"\bkill|\bdead\b|\bshot\b|murder"),
    "destroyed": re.compile(r"\bburn|destroy|devastat|\bruin"),
    "expelled": re.compile(r"driven out|drive out|\bexpel|\bexpuls|\bflee\b|emptied"),
}
# Read and meant: whom the harm befell is another's row.
TOLD_BESIDE = {"khankendi-1920-02-arrest-suspects", "shusha-1920-03-23-destruction-people"}


def harm_in_words(it, data):
    kinds, title = it["harm_kind"].split(";"), it["title"].lower()
    return all(kind in kinds for kind, words in HARM_WORDS.items() if words.search(title))


def kind_of(it, data):
    return data.keys["events"][it["event_id"]].cells["kind"] if it["event_id"] in data.keys["events"] else ""


def actor_of(it, data):
    return data.keys["actors"][it["actor_id"]].cells["kind"] if it["actor_id"] in data.keys["actors"] else ""


def cites_the_event(it, data):
    event = data.keys["events"].get(it["event_id"])
    return not event or (it["source_id"], it["locator"]) in passages_of(event.cells)


def roles_of_events(data):
    """An event has the roles that its kind asks for, nobody does it to himself, and where victims are there is harm."""
    roles = defaultdict(lambda: defaultdict(list))
    for row in data.rows("participations"):
        roles[row.cells["event_id"]][row.cells["role"]].append(row)
    for key, event in data.keys["events"].items():
        kind, there = event.cells["kind"], roles[key]
        if kind in NEEDED and there and not set(NEEDED[kind].split()) & set(there):
            due = " or ".join(NEEDED[kind].split())
            yield "events", event, "kind", f"'{kind}' has no {due} in participations; add one, or correct the kind"
        doers = {row.cells["actor_id"] for row in there.get("initiator", ())}
        for row in there.get("target", ()):
            if row.cells["actor_id"] in doers:
                yield "participations", row, "role", f"'target' and initiator of {key} are one; keep one"
        if there.get("victims") and not event.cells["harm"]:
            yield "events", event, "harm", f"'' is empty, and {key} has victims; say what befell them"


def harm_in_order(it, data):
    kinds = it["harm_kind"].split(";")
    return it["harm"] and kinds == [kind for kind in FIRST if kind in kinds]


RULES = (
    roles_of_events,
    each(
        "group_of_the_scheme", "groups", "group", lambda it, data: it["group"] in GROUPS[it["scheme"]].split(),
        "is no group of the scheme {scheme}; correct it, or list it in GROUPS (check/roles.py)",
        of=lambda it, data: it["scheme"] in GROUPS,
    ),
    each(
        "part_of_no_person", "actors", "part_of",
        lambda it, data: data.keys["actors"][it["part_of"]].cells["kind"] != "person",
        "is a person, of whom nobody is a part; correct it", of=lambda it, data: it["part_of"] in data.keys["actors"],
    ),
    each(
        "role_of_the_kind", "participations", "role", lambda it, data: kind_of(it, data) in EVENTS[it["role"]].split(),
        "does not go with an event of the kind of {event_id}; correct one",
        of=lambda it, data: it["role"] in EVENTS and kind_of(it, data),
    ),
    each(
        "role_of_the_actor", "participations", "role",
        lambda it, data: actor_of(it, data) in ACTORS[it["role"]].split(),
        "does not go with an actor of the kind of {actor_id}; correct one",
        of=lambda it, data: it["role"] in ACTORS and actor_of(it, data),
    ),
    each(
        "locator_of_the_event", "participations", "locator", cites_the_event,
        "is cited by no cell of {event_id}; correct it, or cite it there (also)",
    ),
    each(
        "harm_in_order", "events", "harm_kind", harm_in_order,
        "goes with harm, each kind once, in the order " + ", ".join(FIRST) + "; correct it",
        of=lambda it, data: it["harm_kind"],
    ),
    each(
        "harm_in_words", "events", "harm_kind", harm_in_words,
        "does not say what the title says befell them; correct one",
        of=lambda it, data: it["harm"] and it["event_id"] not in TOLD_BESIDE,
    ),
    each(
        "turn_of_weight_three", "events", "turn", lambda it, data: (it["weight"] == "3") == bool(it["turn"]),
        "goes with weight 3, and weight 3 with a turn; correct one",
    ),
)  # fmt: skip
