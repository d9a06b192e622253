"""Rules of titles: whom an event's title names takes part, and whoever takes part is named there or acts nearby."""

import re
from collections import defaultdict

from contested_ground.check.ledger import plain
from contested_ground.check.meaning import COMMON, names_of
from contested_ground.check.rows import parts_of

STEM = 6
# Words of a people or a state as titles have them, and stems of what its bodies are called by one text or another; wide
# (one force is Muslim here, Azerbaijani there), since it says only what may stand: nothing is made of it.
PEOPLES = {
    "armenian armenians": "armeni dashna", "azerbaijani azerbaijanis": "azerba muslim",
    "muslim muslims tatar tatars tartars": "azerba muslim tatar tatars",
    "ottoman ottomans turk turkish turks": "ottoma turkis turkey turks", "british": "britis britai",
    "russian russians": "russia soviet red", "soviet soviets": "soviet red bolshe commun russia",
    "bolshevik bolsheviks communist communists": "bolshe soviet commun", "dashnak dashnaks": "dashna",
    "american americans": "americ united", "kurd kurdish kurds": "kurdis kurds", "georgian georgians": "georgi",
    "iranian iranians persian persians": "iran irania", "german germans": "german",
}  # fmt: skip
PEOPLES = {word: frozenset(stems.split()) for words, stems in PEOPLES.items() for word in words.split()}
CALLED_TOO = [*PEOPLES.values(), frozenset({"insurg", "rebels", "uprisi"})]
# Read and meant: a people in the title as a place's, an absent side's or an office's word, or a person only told of.
TOLD_OF = {
    "abrakunis-1918-retreat-andranik", "aras-valley-1918-aras-republic-declared", "armenia-1921-06-12-decree-karabakh",
    "azerbaijan-1918-1920-armenian-areas-resettled", "azerbaijan-1919-rumours-denikin-attack-baku",
    "baku-1918-09-14-attack-azerbaijani-turkish-forces", "caucasus-bureau-1921-07-04-vote-referendum-protocol",
    "caucasus-bureau-1921-07-05-session-roots", "enwiki-azerbaijanis-killed-2023-01-removal",
    "erivan-1919-03-27-promises-thomson", "erivan-1920-armenian-war-ministry-memorandum",
    "erivan-governorate-1918-claim-azerbaijan", "igdr-1920-03-attack-zangibasar-fighters",
    "julfa-1919-07-flight-iranian-side", "karabakh-1919-01-protest-armenian-government",
    "karabakh-1919-04-27-assurances-milne", "karabakh-1920-02-23-eighth-congress",
    "karabakh-1920-decision-mixed-police", "karabakh-1922-party-workers-brought", "kars-1918-order-evacuate-nazarbekov",
    "moscow-1918-07-report-shaumyan", "nakhchivan-1918-pause-in-clashes", "nakhchivan-1920-03-fighting-resumes",
    "okhchuchay-valley-1919-11-platoons-from-ordubad", "red-army-1920-06-25-order-iranian-border",
    "russian-empire-1897-census", "sharur-1919-07-21-report-tekinski", "sharur-nakhchivan-1919-01-report-lawton",
    "shusha-1919-01-advance-armenian-troops", "shusha-1920-04-villages-burning",
    "shushakend-1919-08-condemnation-seventh-congress", "shushakend-1920-02-28-congress",
    "south-caucasus-1922-muslim-flight", "surmali-1918-12-garrisons", "tiflis-1921-07-04-vote-referendum-all-karabakh",
    "tiflis-1921-07-04-vote-referendum-armenian-areas", "transcaucasia-1918-04-23-government-resigns",
    "transcaucasia-1918-musavat-pro-ottoman-appeal", "transcaucasia-1919-07-disappointment-evacuation",
    "transcaucasia-19th-century-hostility-to-armenians", "zangezur-1919-01-request-arms-intensified",
    "zangezur-1919-12-instruction-kazarov", "zangezur-1920-01-expulsion-azerbaijani-turks",
    "zangezur-1920-02-contacts-envoys", "zangezur-1920-03-recall-tarverdyan",
    "zangezur-1920-destruction-forty-villages",
}  # fmt: skip
# Read and meant: bodies that the paragraph has in this event alone, and whom its title leaves out.
UNSAID = {
    "agulis-1919-12-24-killings-armenians": "azerbaijani-government zangezur-refugees",
    "agulis-1920-01-admission-khoyski": "azerbaijani-foreign-ministry",
    "armenia-1920-huseynov-note-withdrawal": "azrevkom",
    "azerbaijan-1919-rumours-denikin-attack-baku": "armed-forces-of-south-russia",
    "baku-1917-political-struggles": "dashnaktsutyun mensheviks musavat socialist-revolutionaries",
    "baku-1921-06-telegrams-recall-mravyan": "caucasus-bureau",
    "batumi-1918-12-arrival-27th-division": "twenty-seventh-division",
    "caucasus-1920-04-01-demand-peaceful-settlement": "france great-britain italy",
    "caucasus-front-1917-przhevalsky-recognises-commissariat": "russian-army",
    "erivan-1919-08-15-proposal-turn-to-russia": "allied-powers",
    "goris-1920-07-07-bayazid-division-visit": "turkish-nationalists", "kars-1921-treaty": "georgian-ssr",
    "kazm-karabekir-1919-letter-nakhchivan": "eleventh-division",
    "khaibalikend-1919-06-05-killings-four-villages": "azerbaijani-army",
    "moscow-1920-06-chicherin-neutral-policy": "narkomindel-rsfsr",
    "nakhchivan-1918-06-20-railway-destruction-order": "ottoman-army",
    "nakhchivan-1918-12-23-iranian-delegation": "armenians azerbaijanis",
    "nakhchivan-1919-01-agreements-lawton": "american-relief-society",
    "nakhchivan-1919-10-statement-khalil-bey": "great-britain",
    "nakhchivan-1919-defence-against-dashnaks": "azerbaijani-government",
    "ottoman-empire-1918-04-enver-pasha-plans": "great-britain",
    "sharur-nakhchivan-1919-07-18-dispatch-khalil-bey": "muslim-civilians",
    "shusha-1919-06-warning-sultanov": "armenians",
    "shusha-1920-02-28-congress-karabakh-armenians": "bolsheviks socialist-revolutionaries",
    "shusha-1920-02-request-inter-party-bureau": "dashnaktsutyun socialist-revolutionaries",
    "shusha-1920-03-22-killings-and-burning": "azerbaijani-army",
    "tiflis-1917-commissariat-formed": (
        "dashnaktsutyun georgian-national-council mensheviks musavat muslim-national-committee"
    ),
    "transcaucasia-1905-state-inaction": "russian-empire",
    "transcaucasia-19th-century-christian-appointments": "muslim-aristocracy",
    "yelizavetpol-1918-spread-of-conflict": "armenians azerbaijanis", "zabukh-1918-11-29-battle": "azerbaijanis kurds",
    "zangezur-1919-08-declaration-rasulzade": "musavat",
    "zangezur-1920-01-19-destruction-seven-villages": "azerbaijani-parliament",
    "zangezur-1920-11-ceded-by-azerbaijan": "soviet-russia",
}  # fmt: skip


class Stems:
    """The words by which each actor is called: its names, its side and what it belongs to."""

    def __init__(self, data):
        self.names, self.sides = names_of(data), defaultdict(set)
        for row in data.rows("groups"):
            self.sides[row.cells["actor_id"]] |= set(row.cells["group"].split("-"))
        self.of = {}
        for key in data.keys["actors"]:
            words, actor, seen = set(), key, set()
            while actor in self.names.actors and actor not in seen:
                seen.add(actor)
                words |= {*self.sides[actor], *actor.split("-")}
                words |= {word for alternative in self.names.words[actor] for word in alternative}
                actor = self.names.actors[actor].cells["part_of"]
            self.of[key] = {word[:STEM] for word in words - COMMON}
        self.close = {key: _close(words) for key, words in self.of.items()}


def _close(stems):
    return stems.union(*(called for called in CALLED_TOO if stems & called))


def _stems(data):
    if not hasattr(data, "_stems"):
        data._stems = Stems(data)
        data._parts = defaultdict(set)
        for row in data.rows("participations"):
            data._parts[row.cells["event_id"]].add(row.cells["actor_id"])
    return data._stems, data._parts


def title_takes_part(data):
    """Persons and peoples whom an event's title names are among its actors, its place's names or its speakers."""
    stems, parts = _stems(data)
    surnames = defaultdict(set)
    for key, row in data.keys["actors"].items():
        if row.cells["kind"] == "person":
            last = {words[0] for words in stems.names.words[key] if len(words) == 1 and len(words[0]) > 3}
            for surname in last - {"secretary", "bureau"}:
                if surname not in data.keys["places"]:
                    surnames[surname].add(key)
    for key, row in data.keys["events"].items():
        if key in TOLD_OF:
            continue
        actors = {*parts[key], row.cells["claimant_id"], row.cells["via_id"]} & stems.of.keys()
        there = set().union(*(stems.of[actor] for actor in actors))
        place = {word[:STEM] for words in stems.names.words.get(row.cells["place_id"], ()) for word in words}
        for word in set(re.findall(r"[a-z]+", plain(row.cells["title"]))):
            person = surnames.get(word) or surnames.get(word.removesuffix("s"))
            lost = PEOPLES[word].isdisjoint(there | place) if word in PEOPLES else False
            if lost or (person and person.isdisjoint(actors) and word.removesuffix("s")[:STEM] not in there):
                message = f"'{word}' is in the title of {key}, but nobody so called takes part; mend participations"
                yield "events", row, "title", message


def actors_act_here(data):
    """A body in a role is in the event's own words, or stands in another row of its paragraphs too."""
    stems, _ = _stems(data)
    here, told = defaultdict(lambda: defaultdict(set)), {}
    columns = {"control": ("holder_id",), "questions": ("about_id", "counterparty_id"), "claims": ("claimant_id",)}
    columns["terms"] = ("by_id", "to_id", "addressee_id")
    for table, named in columns.items():
        for row in data.rows(table):
            for place in _passages(row.cells):
                for column in named:
                    here[place][row.cells[column]].add(table)
    for row in data.rows("participations"):
        event = data.keys["events"].get(row.cells["event_id"])
        for place in _passages(event.cells) if event else ():
            here[place][row.cells["actor_id"]].add(row.cells["event_id"])
    for row in data.rows("participations"):
        key, actor = row.cells["event_id"], row.cells["actor_id"]
        event = data.keys["events"].get(key)
        if not event or actor not in stems.of or row.cells["basis"] != "stated" or actor in UNSAID.get(key, "").split():
            continue
        if stems.names.actors[actor].cells["kind"] == "person":  # whose surname stands in the paragraph
            continue
        if key not in told:
            words = " ".join([key, *(event.cells[c] for c in ("title", "quote", "outcome", "claimant_as"))])
            told[key] = _close({word[:STEM] for word in re.findall(r"[a-z0-9]+", plain(words))})
        if not told[key] & stems.close[actor] and not any(
            here[place][actor] - {key} for place in _passages(event.cells)
        ):
            message = f"'{actor}' is in no words of {key} and no other row of its paragraphs; correct it"
            yield "participations", row, "actor_id", message


def _passages(cells):
    return [(cells["source_id"], number) for number in [cells["locator"], *parts_of(cells.get("also", ""))]]


RULES = (title_takes_part, actors_act_here)
