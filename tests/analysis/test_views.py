"""Derived views: status of questions, control by month, days to the next clash, coverage, populations."""

import pandas as pd
import pytest

from contested_ground.analysis import agreement, claims, control, coverage, populations, positions
from contested_ground.analysis import events as happenings
from contested_ground.data.dates import parse
from contested_ground.data.tables import shared

NONE = pd.NA


def answers(*rows):
    columns = ["question_id", "polarity", "qualifier", "low", "point", "high", "answer"]
    return pd.DataFrame([["q", *row] for row in rows], columns=columns)


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([], "silent"),
        ([("asserts", "exact", NONE, 5, NONE, NONE)], "single"),
        ([("asserts", "exact", NONE, 5, NONE, NONE)] * 2, "agree"),
        ([("asserts", "exact", NONE, 2000, NONE, NONE), ("asserts", "nearly", NONE, 2000, NONE, NONE)], "compatible"),
        ([("asserts", "up_to", NONE, NONE, 12000, NONE), ("asserts", "over", 10000, NONE, NONE, NONE)], "compatible"),
        ([("asserts", "up_to", NONE, NONE, 9000, NONE), ("asserts", "over", 10000, NONE, NONE, NONE)], "incompatible"),
        ([("asserts", "range", 400, NONE, 500, NONE), ("asserts", "exact", NONE, 450, NONE, NONE)], "compatible"),
        ([("asserts", "exact", NONE, 4, NONE, NONE), ("denies", NONE, NONE, NONE, NONE, NONE)], "incompatible"),
        ([("asserts", NONE, NONE, NONE, NONE, "yes"), ("asserts", NONE, NONE, NONE, NONE, "Yes")], "agree"),
    ],
)
def test_status_of_a_question(rows, status):
    questions = pd.DataFrame({"question_id": ["q"], "kind": ["count"]})
    table = answers(*rows)
    found = claims.status(questions, table)["status"]
    assert found.tolist() == [status]
    assert list(found.cat.categories) == claims.STATUSES


def test_different_dates_are_incompatible_and_different_motives_are_not():
    table = answers(("asserts", NONE, NONE, NONE, NONE, "oil"), ("asserts", NONE, NONE, NONE, NONE, "the railway"))
    for kind, status in (("motive", "compatible"), ("date", "incompatible")):
        questions = pd.DataFrame({"question_id": ["q"], "kind": [kind]})
        assert claims.status(questions, table)["status"].tolist() == [status]


def test_every_real_question_has_a_status_and_silence_means_no_claim():
    found = claims.status(shared().questions, shared().claims)
    assert found["status"].cat.ordered  # it can be compared, as in `status > "single"`
    assert found["status"].notna().all()
    answered = set(shared().claims["question_id"])
    assert set(found.loc[found["status"] == "silent", "question_id"]) == set(found["question_id"]) - answered


def held(*rows):
    out = []
    for number, (holder, since, since_basis, until, until_basis) in enumerate(rows):
        row = {"control_id": f"c{number}", "place_id": "p", "holder_id": holder, "mode": "effective"}
        row |= {"extent": "whole", "from_basis": since_basis, "until_basis": until_basis}
        for side, text in (("from_date", since), ("until_date", until)):
            row[f"{side}_start"] = pd.Timestamp(parse(text).start) if text else pd.NaT
            row[f"{side}_end"] = pd.Timestamp(parse(text).end) if text else pd.NaT
        out.append(row)
    return pd.DataFrame(out)


def test_control_covers_its_months_and_marks_the_vague_edge():
    table = held(("a", "1919-05-20", "stated", "[1919-07-01..1919-08-31]", "inferred"))
    months = control.by_month(table).set_index("month")["edge"].astype(str)
    assert months.to_dict() == {
        pd.Timestamp("1919-05-01"): "stated",
        pd.Timestamp("1919-06-01"): "stated",
        pd.Timestamp("1919-07-01"): "inferred",
        pd.Timestamp("1919-08-01"): "inferred",
    }


def test_months_of_places_stand_in_the_order_of_the_places():
    table = pd.concat([held(("britain", "1920-01", "stated", "1920-02", "stated"))] * 3, ignore_index=True)
    months = control.by_month(table.assign(place_id=["p", "q", "r"]))
    actors = pd.DataFrame({"actor_id": ["mission", "britain"], "part_of": ["britain", NONE]})
    groups = pd.DataFrame({"scheme": ["holder"], "actor_id": ["britain"], "group": ["britain"]})
    tables = {"actors": actors, "groups": groups}
    found = control.placed(months, {"q": "Second", "p": "First"}, tables)
    assert found["place"].tolist() == ["Second"] * 2 + ["First"] * 2
    assert set(found["holder"]) == {"britain"}


def test_control_without_an_end_is_not_stretched():
    months = control.by_month(held(("a", "1919-05-20", "stated", "", "unknown")))
    assert months["month"].tolist() == [pd.Timestamp("1919-05-01")]


def test_two_effective_holders_contradict_each_other():
    months = control.by_month(
        held(("a", "1920-01", "stated", "1920-06", "stated"), ("b", "1920-03", "stated", "1920-09", "stated"))
    )
    both = months[months["contradictory"]]
    assert set(both["holder_id"]) == {"a", "b"}
    assert both["month"].min() == pd.Timestamp("1920-04-01")  # in March the second may have begun on any day


def happened(*rows):
    frame = pd.DataFrame(rows, columns=["event_id", "kind", "theatre", "date"])
    when = [parse(text) for text in frame["date"]]
    return frame.assign(
        date_start=pd.to_datetime([day.start for day in when]),
        date_end=pd.to_datetime([day.end for day in when]),
        date_precision=[day.precision for day in when],
    )


def test_days_to_the_next_clash():
    events = happened(
        ("truce", "truce", "karabakh", "1919-08-22"),
        ("same-day", "clash", "karabakh", "1919-08-22"),
        ("elsewhere", "clash", "zangezur", "1919-08-25"),
        ("vague", "clash", "karabakh", "1919-09"),
        ("next", "offensive", "karabakh", "1919-09-01"),
    )
    found = happenings.next_clash(events).iloc[0]
    assert (found["next_id"], found["days"]) == ("next", 10)


def test_an_agreement_without_a_later_clash():
    assert happenings.next_clash(happened(("t", "treaty", "status", "1921-03-16")))["days"].isna().all()


def test_coverage_counts_every_citation():
    table = coverage.by_paragraph(shared())
    assert table.index.tolist() == list(range(1, 283))
    claims_rows = shared().claims[shared().claims["source_id"] == "article"]
    cited = len(claims_rows) + claims_rows["also"].dropna().str.count(";").add(1).sum()
    assert table["claims"].sum() == cited
    assert table["mentions"].sum() == len(shared().mentions)


def test_voices_and_labels_lose_no_row():
    voiced = coverage.voices(shared())
    rows = sum((shared()[name]["source_id"] == "article").sum() for name in coverage.VOICED)
    assert len(voiced) == rows
    assert voiced["theatre"].notna().all()
    assert set(coverage.labels(shared())["event_id"]) == set(shared().events.dropna(subset=["label_text"])["event_id"])


def observed(*rows):
    columns = ["observation_id", "place_id", "category", "count", "share_percent", "locator", "status"]
    frame = pd.DataFrame(rows, columns=columns).astype({"count": "Int64"})
    return frame.assign(date="1926", scheme="s", universe="total", source_id="w", low=NONE, high=NONE)


CATEGORIES = pd.DataFrame(
    [
        ("s", "Turks", "Azerbaijanis", "exact"),
        ("s", "Muslims", "Azerbaijanis", "broad"),
        ("s", "Total", "total", "exact"),
    ],
    columns=["scheme", "category", "group", "match"],
)


def test_groups_strict_and_wide():
    table = observed(
        ("a", "x", "Turks", 40, NONE, "p1", "printed"),
        ("b", "x", "Muslims", 10, NONE, "p1", "rounded"),
        ("t", "x", "Total", 100, NONE, "p1", "printed"),
    )
    found = populations.by_group(table, CATEGORIES).iloc[0]
    assert (found["strict"], found["wide"], found["total"]) == (40, 50, 100)
    assert (found["strict_share"], found["wide_share"], found["status"]) == (40, 50, "rounded")


def test_two_pages_are_not_added_up():
    table = observed(
        ("a", "x", "Turks", 40, NONE, "p1", "printed"),
        ("b", "x", "Muslims", 45, NONE, "p2", "printed"),
        ("t", "x", "Total", 100, NONE, "p1", "printed"),
    )
    found = populations.by_group(table, CATEGORIES).iloc[0]
    assert (found["strict"], found["wide"]) == (40, 45)


def test_printed_shares_stand_where_no_total_does():
    found = populations.by_group(observed(("a", "x", "Turks", NONE, 85.5, "p1", "printed")), CATEGORIES).iloc[0]
    assert found["strict_share"] == 85.5
    assert pd.isna(found["total"])


@pytest.mark.parametrize(
    ("uezds", "year", "governorate", "total"),
    [
        ("erivan", "1897", "erivan-governorate-1897", 829_556),
        ("elizavetpol", "1897", "elizavetpol-governorate-1897", 878_415),
    ],
)
def test_the_uezds_add_up_to_their_governorate(uezds, year, governorate, total):
    places, population = shared().places, shared().population
    mine = set(places.loc[(places["parent_id"] == governorate) & (places["kind"] == "uezd"), "place_id"])
    totals = population[(population["scheme"] == "census-1897") & (population["category"] == "Total")]
    counted = totals[totals["place_id"].isin(mine) & (totals["universe"] == "total")]
    assert counted.groupby("place_id")["count"].max().sum() == total
    assert total in set(totals.loc[totals["place_id"] == governorate, "count"])


def test_no_count_stands_twice():
    keys = ["place_id", "date", "scheme", "category", "universe", "source_id", "count"]
    counted = shared().population.dropna(subset=["count"])
    assert counted[counted.duplicated(keys, keep=False)].empty


def test_one_town_has_one_place():
    crosswalk = shared().crosswalk.dropna(subset=["place_id"])
    place = crosswalk.drop_duplicates(["unit", "year"]).set_index(["unit", "year"])["place_id"]
    for one, other in (("Yerevan", "Erivan city"), ("Alexandropol", "Leninakan city"), ("Goris", "Goris city")):
        assert place[one, "1926"] == place[other, "1926"]


def test_a_change_of_hands_is_no_contradiction():
    table = held(("a", "1920-08-07", "stated", "1920-11-22", "stated"), ("b", "1920-11-22", "stated", "", "unknown"))
    assert not control.by_month(table)["contradictory"].any()


def test_statements_that_a_contradiction_names_together():
    table = held(("a", "[..1920-04-30]", "stated", "", "unknown"), ("b", "", "unknown", "1920-04-28", "inferred"))
    assert not control.by_month(table)["contradictory"].any()
    for rows, all_of_them in ([["events:e;control:c0;control:c1"], True], [["control:c0", "control:c1"], False]):
        named = pd.DataFrame({"discrepancy_id": list("de")[: len(rows)], "kind": "contradiction", "rows": rows})
        assert control.by_month(table, discrepancies=named)["contradictory"].eq(all_of_them).all()


def test_ground_that_is_put_together_counts_only_what_every_part_counts():
    table = observed(
        ("a", "x", "Turks", 40, NONE, "p1", "printed"),
        ("t", "x", "Total", 100, NONE, "p1", "printed"),
        ("b", "y", "Turks", 10, NONE, "p1", "printed"),
        ("u", "y", "Total", 50, NONE, "p1", "printed"),
    )
    table = pd.concat([table.assign(date=year, scheme=f"census-{year}") for year in ("1897", "1926")])
    mapping = pd.concat([CATEGORIES.assign(scheme=f"census-{year}") for year in ("1897", "1926")])
    asked = populations.parts({"both": ("x + y", "x - y")})
    found = populations.joined(table, mapping, asked).set_index("group")
    assert found.loc["Azerbaijanis", "count_before":].tolist() == [50, 30]
    assert found.loc["Azerbaijanis", "share_before"] == pytest.approx(100 / 3)
    assert found.loc["Azerbaijanis", "share_after"] == 60
    alone = populations.joined(table[table["observation_id"] != "b"], mapping, populations.parts({"x": ("x", "x")}))
    assert alone["count_before"].tolist() == [40]
    with pytest.raises(ValueError, match="y: no total, or no count"):
        populations.joined(table[table["observation_id"] != "b"], mapping, asked)


def test_a_formula_is_read_with_its_signs():
    table = populations.parts({"g": ("zangezur-uezd-1897", "a + b - c")})
    assert table["sign"].tolist() == [1, 1, 1, -1]
    assert table["scheme"].tolist() == ["article-narrator", *["census-1926"] * 3]


def test_pairs_that_are_compared():
    found = populations.compared(shared().population, shared().categories, shared().comparisons)
    assert not found.duplicated(["from_place", "to_place", "group"]).any()
    assert (found["low_after"] <= found["high_after"]).all()
    tiflis = found[found["from_place"] == "tiflis"]
    assert "Armenians" not in set(tiflis["group"])  # the number of 1897 is doubtful
    erivan = found[(found["from_place"] == "erivan-uezd-1897") & (found["group"] == "Armenians")].iloc[0]
    assert erivan["share_before"] == pytest.approx(58_200 / 150_879 * 100)  # groups and total from two works


def test_every_question_of_harm_is_asked_once_and_a_number_is_an_answer():
    found = coverage.harmed(shared())
    assert found["question_id"].is_unique
    assert not (found["numbered"] & ~found["answered"]).any()
    known = {*coverage.PEOPLE.values(), *coverage.FORCES.values(), "others"}
    assert {"Armenian inhabitants and refugees", "Azerbaijani inhabitants"} < set(found["people"]) <= known


def test_who_takes_is_the_beneficiary_before_the_one_who_acts():
    tables = dict(shared())
    event = tables["events"].query("kind == 'control_change' and source_id == 'article'").head(1)
    parts = tables["participations"].head(2).assign(event_id=event["event_id"].item())
    tables["events"] = event
    for roles in (["initiator", "beneficiary"], ["beneficiary", "initiator"]):
        tables["participations"] = parts.assign(role=roles, actor_id=roles)
        assert coverage.takings(tables)["actor_id"].tolist() == ["beneficiary"]
    tables["participations"] = parts.assign(role="target")
    assert coverage.takings(tables)["actor_id"].isna().all()


def test_the_questions_of_the_outcomes_exist_and_stand_once():
    chosen = [question for questions in coverage.OUTCOMES.values() for question in questions]
    assert len(chosen) == len(set(chosen))
    assert set(chosen) <= set(shared().questions["question_id"])


def test_counts_of_a_place_by_group():
    found = populations.counts(shared(), ["zangezur-uezd-1897", "shusha-uezd-1897"])
    columns = ["place_id", "place", "date", "year", "group", "persons", "share", "total", "status", "source_id"]
    assert list(found) == columns
    assert found.index.equals(pd.RangeIndex(len(found)))
    assert list(found["place_id"].unique()) == ["zangezur-uezd-1897", "shusha-uezd-1897"]
    assert list(found["year"].unique()) == [1897]
    assert "(1897)" not in found["place"].iloc[0]
    order = [*populations.PEOPLE, "others"]
    for _, count in found.groupby(["place_id", "date", "source_id"]):
        assert list(count["group"]) == sorted(count["group"], key=order.index)
    whole = found[found["total"].notna() & found["persons"].notna()]
    assert (whole["share"] - whole["persons"] / whole["total"] * 100).abs().max() < 0.1


def test_a_voice_that_is_none_of_several_of_ours_is_held_against_the_first(monkeypatch):
    rows = [({"narrator", "attributed"}, "quoted"), ({"narrator"}, "narrator")]
    read = (
        agreement.quantities(shared()).iloc[:2].assign(voices=[a for a, _ in rows], voice_second=[b for _, b in rows])
    )
    monkeypatch.setattr(agreement, "quantities", lambda tables: read)
    told = agreement.table(shared()).set_index("measure").loc["voice of a number"]
    assert (told["agreed"], told["kappa"]) == (1, pytest.approx(1 / 3))


def test_only_labels_have_a_kappa():
    measures = agreement.table(shared()).set_index("measure")["kappa"]
    values = measures.index.str.contains("value|found|date of")
    assert (measures.isna() == values).all()
    assert set(values) == {True, False}


def test_of_what_begins_alike_one_is_told_and_of_all_two():
    same = "twenty letters of it"
    assert positions._brief([f"{same}, once", f"{same}, twice"]) == f"{same}, once"
    assert positions._brief([f"{same[:-1]}s: a", f"{same[:-1]}t: b", "c"]) == f"{same[:-1]}s: a; {same[:-1]}t: b"


def test_kappa_is_of_labels_alone():
    """A value or a date has no chance agreement to be taken off."""
    told = agreement.table(shared())
    assert list(told[told["kappa"].isna()]["measure"]) == [
        "value of a number",
        "dated event found",
        "date of an event, to the letter",
        "date of an event, where both name days",
    ]


def test_who_was_harmed_stands_under_a_heading_of_people_or_force():
    told = coverage.headings(shared())
    due = {
        "andranik-forces": "Armenian forces",
        "agulis-residents": "Armenian inhabitants and refugees",
        "adib-bey": "Ottoman forces",
        "abbasgulu-bey-shadlinski": "local Muslim forces",
        "abbasgulu-bey-tahirov": "local Muslim forces",
        "abdurrahim-bey-hagverdiyev": "Azerbaijani forces",
        "azerbaijani-aristocracy": "Azerbaijani inhabitants",
        "tatars": "Muslim or Tatar inhabitants and refugees",
        "russian-soldiers-returning": "Russian soldiers",
    }
    assert {actor: told[actor] for actor in due} == due


def test_of_events_alike_the_second_reader_meets_the_one_of_the_nearest_date():
    read = {"unit": "event", "item": "1", "locator": "5", "title": "Fire in Shusha", "date": "1919-03-03/1919-03-05",
            "theatre": "karabakh", "voice": "narrator"}  # fmt: skip
    mine = read | {"source_id": "article", "also": pd.NA}
    days = {"wide": "1919-03-01/1919-03-31", "late": "1919-03-05/1919-03-06", "near": "1919-03-02/1919-03-04",
            "apart": "1919-03-06", "unlike": "1919-03-03/1919-03-05"}  # fmt: skip
    ours = [mine | {"event_id": key, "date": day} for key, day in days.items()]
    ours[-1]["title"] = "A meeting"
    found = agreement.events({"second_reading": pd.DataFrame([read]), "events": pd.DataFrame(ours)})
    assert list(found["event_id"]) == ["near"]
    found = agreement.events({"second_reading": pd.DataFrame([read]), "events": pd.DataFrame(ours[3:4])})
    assert found["event_id"].isna().all()
