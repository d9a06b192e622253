"""Rules of places, days, votes and denials at their edges, on a few rows each."""

import pytest
from support import given, said

from contested_ground.check import agreement, days, form, names, places_and_days, rolls, titles
from contested_ground.data.languages import LANGUAGES


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"answer": "The allegation is false"}, True),
        ({"answer": "the report was unfounded"}, True),
        ({"answer": "yes"}, False),
        ({"answer": "yes", "polarity": "denies"}, True),
        ({"answer": "It was not so", "polarity": "denies"}, False),
        ({"answer": "Numbers are EXAGGERATED", "polarity": "denies"}, False),
        ({"answer": "notable", "polarity": "denies"}, True),
        ({"answer": "", "polarity": "denies"}, False),
    ],
)
def test_a_denial_says_no(cells, found):
    row = {"claim_id": "c", "polarity": "asserts"} | cells
    assert said(agreement.denials_deny, claims=[row]) == [("claims", "c", "polarity")] * found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"title": "The village burned"}, True),
        ({"title": "Ankara denies the burning"}, False),
        ({"title": "The burning denied"}, False),
        ({"title": "Troops never came"}, False),
        ({"title": "The burning denied", "harm": "told"}, True),
        ({"title": "The village burned", "polarity": "asserts"}, False),
    ],
)
def test_a_denied_event_is_not_told(cells, found):
    row = {"event_id": "e", "polarity": "denies"} | cells
    assert said(agreement.denials_deny, events=[row]) == [("events", "e", "polarity")] * found


@pytest.mark.parametrize(
    ("outcome", "kind", "found"),
    [
        ("2 for, 1 against", "vote", False),
        ("2 for", "vote", True),
        ("3 for, 1 against", "vote", True),
        ("2 for, 0 against", "vote", True),
        ("3 for", "decision", False),
        ("passed", "vote", False),
    ],
)
def test_a_tally_is_that_of_the_votes(outcome, kind, found):
    roles = ("votes_for", "votes_for", "votes_against", "abstains")
    cast = [{"event_id": "e", "actor_id": f"a{n}", "role": role} for n, role in enumerate(roles)]
    event = {"event_id": "e", "kind": kind, "outcome": outcome}
    assert said(agreement.votes_make_the_tally, events=[event], participations=cast) == (
        [("events", "e", "outcome")] * found
    )
    assert said(agreement.votes_make_the_tally, events=[event]) == []  # none is listed


@pytest.mark.parametrize(
    ("table", "key", "column", "named"),
    [
        ("terms", "term_id", "object_id", "a"),
        ("terms", "term_id", "to_id", "p"),
        ("questions", "question_id", "about_id", "a"),
    ],
)
def test_a_place_or_an_actor_is_named(table, key, column, named):
    rows = [{key: "r1", column: named}, {key: "r2", column: ""}, {key: "r3", column: "nobody"}]
    there = {"places": [{"place_id": "p"}], "actors": [{"actor_id": "a"}], table: rows}
    assert said(places_and_days.either_table, **there) == [(table, "r3", column)]


def test_nothing_is_part_of_itself():
    rows = [{"place_id": key, "parent_id": parent} for key, parent in ("ab", "bc", "ca", "da", "ee", "fx", "g ")]
    told = said(places_and_days.no_cycles, places=rows)
    assert told == [("places", key, "parent_id") for key in "abce"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"lat": "40", "lon": "45", "precision": "exact", "coordinate_source": "x"}, None),
        ({"lat": "40", "precision": "exact"}, "lat"),
        ({"lon": "45", "precision": "exact"}, "lat"),
        ({"precision": "unlocated"}, None),
        ({"precision": "exact"}, "precision"),
        ({"lat": "40", "lon": "45", "precision": "unlocated"}, "precision"),
        ({"lat": "40", "lon": "45", "precision": "exact"}, "coordinate_source"),
        ({"lat": "36", "lon": "38", "precision": "exact", "coordinate_source": "x"}, None),
        ({"lat": "44", "lon": "52", "precision": "exact", "coordinate_source": "x"}, None),
        ({"lat": "35.9", "lon": "45", "precision": "exact", "coordinate_source": "x"}, "lat"),
        ({"lat": "44.1", "lon": "45", "precision": "exact", "coordinate_source": "x"}, "lat"),
        ({"lat": "40", "lon": "37.9", "precision": "exact", "coordinate_source": "x"}, "lat"),
        ({"lat": "40", "lon": "52.1", "precision": "exact", "coordinate_source": "x"}, "lat"),
        ({"lat": "55", "lon": "37", "precision": "exact", "coordinate_source": "x", "kind": "distant_city"}, None),
    ],
)
def test_a_coordinate_is_whole_and_here(cells, column):
    told = said(places_and_days.coordinates, places=[{"place_id": "p"} | cells])
    assert told == ([("places", "p", column)] if column else [])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"place_id": "p"}, None),
        ({"actor_id": "a"}, None),
        ({}, "place_id"),
        ({"place_id": "p", "actor_id": "a"}, "place_id"),
        ({"place_id": "p", "name_type": "in_source"}, "source_id"),
        ({"place_id": "p", "name_type": "in_source", "source_id": "x"}, None),
        ({"place_id": "p", "name_type": "former"}, None),
    ],
)
def test_a_name_names_one_thing(cells, column):
    told = said(places_and_days.one_named, names=[{"name_id": "n"} | cells])
    assert [found for _, _, found in told] == ([column] if column else [])


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"date": "1914-06"}, None),
        ({"date": "1913-12-31"}, "date"),
        ({"date": "1930-12-31"}, None),
        ({"date": "1931"}, "date"),
        ({"date": "1913", "theatre": "background"}, None),
        ({"date": "1991", "theatre": "status"}, None),
        ({"date": "2026", "theatre": "status"}, "date"),
        ({"date": "0999", "theatre": "demography"}, "date"),
        ({"date": "[1920..]"}, None),
        ({"date": ""}, None),
        ({"date": "1917-01-01"}, "calendar"),
        ({"date": "1918-06-30"}, "calendar"),
        ({"date": "1918-06-30", "calendar": "converted"}, None),
        ({"date": "1918-06-30/1918-07-01"}, None),
        ({"date": "1916-12-31/1917-02-01"}, None),
        ({"date": "1920-03", "part_of": "whole"}, None),
        ({"date": "1920-02-29", "part_of": "whole"}, "date"),
        ({"date": "1920-02/1920-03", "part_of": "whole"}, None),
        ({"date": "1920-03-01", "response_to": "whole"}, None),
        ({"date": "1920-02-29", "response_to": "whole"}, "date"),
        ({"date": "1921", "response_to": "whole"}, None),
    ],
)
def test_an_event_is_of_its_years_its_whole_and_its_cause(cells, column):
    rows = [{"event_id": "e", "theatre": "karabakh"} | cells]
    rows.append({"event_id": "whole", "theatre": "karabakh", "date": "1920-03-01/1920-03-31"})
    assert said(places_and_days.event_dates, events=rows) == ([("events", "e", column)] if column else [])


@pytest.mark.parametrize(
    ("since", "until", "columns"),
    [
        ("1920-03-01", "1920-03-01", []),
        ("1920-03-02", "1920-03-01", ["until_date"]),
        ("1920-03", "1920-03-01", []),
        ("1914-01-01", "1930-12-31", []),
        ("1913-12-31", "1931-01-01", ["from_date", "until_date"]),
        ("1913-12-31", "1920", ["from_date"]),
        ("", "1920", []),
        ("1920", "", []),
    ],
)
def test_a_holding_ends_after_it_begins(since, until, columns):
    row = {"control_id": "c", "from_date": since, "until_date": until}
    row |= {f"{side}_basis": "stated" if date else "unknown" for side, date in (("from", since), ("until", until))}
    told = said(places_and_days.control_dates, control=[row])
    assert [column for _, _, column in told] == columns
    row |= {"from_basis": "unknown" if since else "stated"}
    assert "from_date" in [column for _, _, column in said(places_and_days.control_dates, control=[row])]


def place(key, lat, lon, **cells):
    return {"place_id": key, "lat": str(lat), "lon": str(lon), "kind": "village", "label": key} | cells


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (place("b", 40, 45), True),
        (place("b", 40, 45, kind="town"), False),
        (place("b", 40.001, 45), False),
        (place("b", 0.9, 0.9), True),
        (place("b", 1, 0.5), False),
        (place("b", "", ""), False),
    ],
)
def test_two_places_lie_apart(row, found):
    assert said(names.own_spot, places=[place("a", 40, 45), row]) == [("places", "b", "lat")] * found
    twins = [place("damirchi", 40, 45), place("demirchi-gushchu", 40, 45)]
    assert said(names.own_spot, places=twins) == []
    lands = [place("a", 40, 45, kind="uezd"), place("b", 40, 45, kind="uezd")]
    assert said(names.own_spot, places=lands) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (place("z", 40.1, 45, modern_country="Armenia"), None),
        (place("z", 40.5, 45, modern_country="Armenia"), "lat"),  # 56 km
        (place("z", 40, 45.5, modern_country="Armenia"), None),  # 43 km
        (place("z", 40, 45.55, modern_country="Armenia"), "lat"),  # 47 km
        (place("z", 40.1, 45, modern_country="Iran"), "modern_country"),
        (place("meghri", 40.1, 45, modern_country="Iran"), None),
        (place("van", 43, 45, modern_country="Turkey"), None),
        (place("z", 40.1, 45, modern_country="Iran; Armenia"), None),
        (place("z", 55, 37, modern_country="Russia", kind="distant_city"), None),
    ],
)
def test_a_place_lies_near_others_of_its_country(row, column):
    rows = [place("a", 40, 45, modern_country="Armenia"), place("b", 39.99, 45.01, modern_country="Armenia"), row]
    assert said(names.near_others, places=rows) == ([("places", row["place_id"], column)] if column else [])


@pytest.mark.parametrize(
    ("lat", "summary", "found"),
    [
        (40.58, "Village near Shusha.", False),  # 64 km
        (40.59, "Village near Shusha.", True),
        (40.59, "Village near Shushakend.", False),
        (40.59, "Village of the Shusha uezd, near Goris.", False),  # one that is near is enough
        (40.59, "Village of the uezd of Goris.", False),
        (40.59, "Village; Ani is far.", False),  # a name of three letters may be a word
    ],
)
def test_a_place_lies_near_what_its_summary_names(lat, summary, found):
    rows = [place("a", 40, 45, label="Shusha"), place("c", 40.6, 45, label="Goris"), place("d", 40, 45, label="Ani")]
    rows.append(place("b", lat, 45, label="Village", summary=summary))
    assert said(names.near_the_named, places=rows) == [("places", "b", "lat")] * found


def test_a_headword_stands_once_and_an_identifier_too():
    rows = [place("a", "", "", label="Shusha"), place("b", "", "", label="Sha"), place("c", "", "", label="SHUSHA ")]
    called = [{"name_id": "n", "name": "Şha", "place_id": "a"}, {"name_id": "m", "name": "Shusha", "place_id": "a"}]
    assert said(names.one_headword, places=rows) == [("places", "c", "label")]
    told = said(names.one_headword, places=rows[:2], names=called)
    assert told == [("places", "b", "label")]
    rows[1]["kind"] = "town"
    assert said(names.one_headword, places=rows[:2], names=called) == []
    told = said(form.unique_identifiers, places=rows, events=[{"event_id": "e"}, {"event_id": "c"}])
    assert [key for _, key, _ in told] == ["c"]


FOR, AGAINST = ("narimanov", "makharadze", "nazaretyan"), ("ordzhonikidze", "myasnikyan", "kirov", "figatner")


@pytest.mark.parametrize(
    ("cells", "turned", "told"),
    [
        ({}, {}, []),
        ({}, {"bureau": "votes_for"}, []),  # no person
        ({}, {"kirov": "votes_for"}, ["kirov"]),
        ({}, {"kirov": "abstains"}, ["kirov"]),
        ({}, {"kirov": ""}, ["narimanov"]),  # left out: said at the first of the voters
        ({"also": "251", "locator": "250"}, {"kirov": "votes_for"}, ["kirov"]),
        ({"locator": "250"}, {"kirov": "votes_for"}, []),
        ({"source_id": "book"}, {"kirov": "votes_for"}, []),
        ({"verb": "voted against", "locator": "250"}, {}, list(FOR)),
    ],
)
def test_votes_are_cast_as_the_passage_prints_them(cells, turned, told):
    sides = dict.fromkeys(FOR, "votes_for") | dict.fromkeys(AGAINST, "votes_against") | turned
    cast = [{"event_id": "e", "actor_id": actor, "role": role} for actor, role in sides.items() if role]
    people = [{"actor_id": actor, "label": actor.title(), "kind": "person"} for actor in (*FOR, *AGAINST)]
    people += [{"actor_id": "bureau", "label": "Bureau", "kind": "body"}]
    vote = {"event_id": "e", "kind": "vote", "source_id": "article", "locator": "251"} | cells
    found, data = [], given(events=[vote], participations=cast, actors=people)
    for table, row, column, message in rolls.votes_as_printed(data):
        found.append(row.cells["actor_id"])
        assert (table, column) == ("participations", "actor_id" if "add the vote" in message else "role")
    assert found == told


@pytest.mark.parametrize("word", titles.PEOPLES)
def test_a_people_in_a_title_takes_part(word):
    event = {"event_id": "e", "title": f"A march of {word.title()} troops"}
    assert said(titles.title_takes_part, events=[event]) == [("events", "e", "title")]
    for stem in titles.PEOPLES[word]:
        cast = {"participations": [{"event_id": "e", "actor_id": f"{stem}-x"}], "actors": [{"actor_id": f"{stem}-x"}]}
        assert said(titles.title_takes_part, events=[event], **cast) == []


ACTING = {
    "armenian armenians": "armenian-army", "azerbaijani azerbaijanis": "azerbaijani-army",
    "muslim muslims tatar tatars tartars": "tatar-villagers", "british": "britain",
    "ottoman ottomans turk turkish turks": "turkish-army", "russian russians soviet soviets": "russian-army",
    "bolshevik bolsheviks communist communists": "communists", "dashnak dashnaks": "dashnaktsutyun",
    "american americans": "united-states", "kurd kurdish kurds": "kurdish-tribes", "georgian georgians": "georgia",
    "iranian iranians persian persians": "iran", "german germans": "germany",
}  # fmt: skip


@pytest.mark.parametrize(("words", "actor"), ACTING.items())
def test_only_who_is_of_a_people_takes_its_part(words, actor):
    cast = {
        "participations": [{"event_id": "e", "actor_id": actor}, {"event_id": "f", "actor_id": "greek-army"}],
        "actors": [{"actor_id": actor}, {"actor_id": "greek-army"}],
    }
    for word in words.split():
        events = [{"event_id": key, "title": f"{word.title()} troops come"} for key in "ef"]
        assert said(titles.title_takes_part, events=events, **cast) == [("events", "f", "title")]


WRITTEN = {
    "az de en fr it ku tr": "Gəncə", "ru uk os lez": "Гянджа", "hy hyw": "Գանձակ", "ka": "განჯა",
    "fa ar ota ckb azb": "گنجه", "el": "Γκαντζά", "he": "גנג׳ה",
}  # fmt: skip
SCRIPTS = {"Latn": "Gəncə", "Cyrl": "Гянджа", "Armn": "Գանձակ", "Geor": "განჯა", "Arab": "گنجه"}


def odd_languages(pairs):
    rows = [{"language": language, "name": name} for language, name in pairs]
    return {(row.cells["language"], row.cells["name"]) for _, row, _, _ in names.languages(given(names=rows))}


def test_a_language_is_written_in_its_script_unless_its_tag_names_another():
    right = {(language, word) for languages, word in WRITTEN.items() for language in languages.split()}
    assert {language for language, _ in right} | {"und"} == set(LANGUAGES)
    right |= {(f"az-{script}", word) for script, word in SCRIPTS.items()}
    words = {word for _, word in right}
    pairs = {(language, word) for language, _ in right for word in words}
    assert odd_languages(pairs) == pairs - right
    assert odd_languages((language, word) for language in ("", "und") for word in words) == set()
    unknown = {(tag, "Gəncə") for tag in ("xx", "az-Hebr", "az-latn", "AZ")}
    assert odd_languages(unknown) == unknown
    sources = [{"source_id": "s", "language": "xx"}, {"source_id": "t", "language": "ru", "title": "Latin letters"}]
    assert said(names.languages, sources=sources) == [("sources", "s", "language")]


def test_the_message_of_a_language_names_the_tag_of_the_script():
    ((*_, message),) = names.languages(given(names=[{"name_id": "n", "language": "az", "name": "Гянджа"}]))
    assert message == "'az' is not the language of Cyrillic letters; correct it, or say az-Cyrl"


def test_countries_are_spelt_as_in_the_list():
    cells = ("Armenia", "Turkey; Iran", "Armenia; Azerbaidjan", "Armenien", "")
    rows = [place(str(number), 40, 45, modern_country=cell) for number, cell in enumerate(cells)]
    assert said(names.countries, places=rows) == [("places", "2", "modern_country"), ("places", "3", "modern_country")]


@pytest.mark.parametrize(
    ("kind", "parents"),
    [
        ("uezd", "governorate republic oblast"),
        ("okrug", "uezd oblast governorate"),
        ("governorate", "country region"),
        ("oblast", "country republic region"),
        ("republic", "republic country region"),
        ("country", "region"),
        ("quarter", "town city"),
        ("village", "uezd okrug governorate oblast republic country region town city district river"),
    ],
)
def test_a_territory_lies_in_a_larger_one(kind, parents):
    every = "uezd okrug governorate oblast republic country region town city district river village station mine"
    every = f"{every} monastery pass position mountain".split()
    rows = [place(name, "", "", kind=name) for name in every]
    rows += [place(f"in {name}", "", "", kind=kind, parent_id=name) for name in every]
    found = [key.removeprefix("in ") for _, key, _ in said(names.ranks, places=rows)]
    assert found == [name for name in every if name not in parents.split()]


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Village near Vedi Basar.", False),  # the longest name that stands there, not Vedi
        ("Village near Vedi.", True),
        ("Village near Vedibasar.", False),  # no name of a place
        ("Village between Vedi and Vedi Basar.", False),
        ("", False),
    ],
)
def test_a_place_is_near_one_of_those_that_its_summary_names(summary, found):
    places = [
        {"place_id": "here", "label": "Here", "lat": "40", "lon": "45", "summary": summary},
        {"place_id": "far", "label": "Vedi", "lat": "38", "lon": "45"},
        {"place_id": "near", "label": "Vedi Basar district", "lat": "40.1", "lon": "45"},
    ]
    assert said(names.near_the_named, places=places) == [("places", "here", "lat")] * found


@pytest.mark.parametrize(
    ("since", "basis", "found"),
    [
        ("1919-03-01", "stated", False),
        ("1919-03-02", "stated", True),
        ("1919-05-01", "stated", True),  # told, but not there
        ("1919-05-01", "inferred", False),
        ("1919-03", "stated", False),  # a month that holds the day
        ("[..1919-03-01]", "stated", False),
        ("[..1919-03-02]", "stated", True),  # that both have no beginning is no day that they share
    ],
)
def test_a_holding_begins_with_an_event_of_its_paragraph(since, basis, found):
    events = [
        {"event_id": "e", "date": "1919-03-01", "source_id": "article", "locator": "5", "also": "6"},
        {"event_id": "f", "date": "[..1919-03-31]", "source_id": "article", "locator": "5"},
        {"event_id": "g", "date": "1919-05-01", "source_id": "article", "locator": "7"},
    ]
    row = {"control_id": "c", "from_date": since, "from_basis": basis, "source_id": "article", "locator": "6"}
    row["also"] = "5" if since.startswith("[") else ""
    assert said(days.holdings_have_events, events=events, control=[row]) == [("control", "c", "from_date")] * found


@pytest.mark.parametrize(
    ("lat", "lon", "found"),
    [("0", "0", True), ("0.99", "-0.99", True), ("1", "0", False), ("0", "1", False), ("0", "45", False)],
)
def test_no_place_lies_in_the_gulf_of_guinea(lat, lon, found):
    place = {"place_id": "p", "kind": "town", "lat": lat, "lon": lon}
    assert said(names.own_spot, places=[place]) == [("places", "p", "lat")] * found


@pytest.mark.parametrize(("outcome", "found"), [("3 for", True), ("2 for", False), ("2 for, 1 against", True)])
def test_a_tally_without_a_vote_against(outcome, found):
    cast = [{"event_id": "e", "actor_id": f"a{n}", "role": "votes_for"} for n in range(2)]
    event = {"event_id": "e", "kind": "vote", "outcome": outcome}
    told = said(agreement.votes_make_the_tally, events=[event], participations=cast)
    assert told == [("events", "e", "outcome")] * found
    assert said(agreement.votes_make_the_tally, events=[event]) == []  # none is listed
