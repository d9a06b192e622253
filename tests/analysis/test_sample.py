"""Views of a sample of rows, and of holdings with every kind of bounds, kept as tables: a change of code shows there.

`.venv/bin/python -m pytest tests/analysis/test_sample.py --snapshot-update` writes them anew, after a change that is
meant.
"""

import itertools

import pandas as pd
import pytest
from support import with_a_shared_column

from contested_ground.analysis import (
    agreement,
    casualties,
    claims,
    control,
    coverage,
    derived,
    holdings,
    independence,
    populations,
    silences,
    turning,
)
from contested_ground.data.dates import parse
from contested_ground.data.tables import Tables, shared

VIEWS = {
    "answers": lambda tables: claims.status(tables["questions"], tables["claims"]),
    "asked": lambda tables: casualties.asked(tables, range(283)),
    "bounds": lambda tables: claims.bounds(tables["claims"]),
    "compared": lambda tables: populations.compared(tables["population"], tables["categories"], tables["comparisons"]),
    "coverage": coverage.by_paragraph,
    "dated": lambda tables: turning.dated_events(tables, list(tables["events"]["theatre"].cat.categories), "1918-01"),
    "events-read-twice": agreement.events,
    "groups": lambda tables: populations.by_group(tables["population"], tables["categories"]),
    "harmed": coverage.harmed,
    "headings": coverage.headings,
    "held": lambda tables: holdings.held(tables, {name: name for name in tables["control"]["place_id"].unique()}),
    "labels": coverage.labels,
    "months": lambda tables: control.by_month(tables["control"], discrepancies=tables["discrepancies"]),
    "second-sources": independence.second_sources,
    "side-by-side": independence.side_by_side,
    "silences": silences.killings,
    "silences-alike": lambda tables: silences.grouped(silences.killings(tables)),
    "silences-filled": independence.silences_filled,
    "takings": coverage.takings,
    "totals": lambda tables: populations.totals(tables["population"], tables["categories"]),
    "voices": coverage.voices,
    "voices-apart": independence.voices,
}


def written(view):
    """A view as text, a line a row; that of several, one below the other."""
    if isinstance(view, tuple):
        return "\n".join(map(written, view))
    return view.to_csv(lineterminator="\n") if isinstance(view, pd.DataFrame | pd.Series) else f"{view}\n"


def of_the_sample(name, tables):
    """A derived number as the sample gives it, or that it asks for rows which are not among them."""
    try:
        return f"{derived.value(name, tables):.10g}"
    except (LookupError, TypeError, ValueError) as error:
        return type(error).__name__


def test_derived_numbers_of_the_sample(sample, kept):
    kept("".join(f"{name},{of_the_sample(name, sample)}\n" for name in sorted(derived.REGISTRY)), "derived.csv")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_the_sample(sample, kept, name):
    kept(written(VIEWS[name](sample)), f"{name}.csv")


def plain(view):
    """The frames of a view, their columns `extra` left out."""
    frames = view if isinstance(view, tuple) else (view,)
    return [
        frame.drop(columns=[name for name in frame if "extra" in name]) if isinstance(frame, pd.DataFrame) else frame
        for frame in frames
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_a_column_that_tables_come_to_share_changes_no_view(sample, name):
    """Tables are joined by the columns that are meant."""
    before, after = plain(VIEWS[name](sample)), plain(VIEWS[name](with_a_shared_column(sample)))
    assert [written(frame) for frame in after] == [written(frame) for frame in before]


# of nothing two say so, and pandas joins no empty text
ASK_FOR_SOME = {"compared", "held", "silences", "silences-alike"}
FACTS = ["claims", "control", "discrepancies", "events", "participations", "population", "questions", "terms"]


@pytest.mark.parametrize("name", sorted(VIEWS.keys() - ASK_FOR_SOME))
def test_a_view_of_nothing_has_its_columns(sample, name):
    nothing = VIEWS[name](Tables({**sample, **{key: sample[key].iloc[:0] for key in FACTS}}))
    assert written(nothing).splitlines()[0] == written(VIEWS[name](sample)).splitlines()[0]


DAYS = ["", "1919-02-28", "1919-03-01", "1919-03-31", "1919-03", "1919-02/1919-04", "1919-03-15"]


def bounds_of(side, text):
    """The columns of a date that may not be told."""
    when = parse(text) if text else None
    return {f"{side}_{end}": pd.Timestamp(when and getattr(when, end)) for end in ("start", "end")}


def test_holdings_with_every_kind_of_bounds_by_month(kept):
    """A bound on the first and the last day of a month, vague ones, none; stated and inferred; one holder or two."""
    rows = []
    for number, (since, until, basis) in enumerate(itertools.product(DAYS, DAYS, ("stated", "inferred"))):
        row = {"control_id": f"c{number}", "place_id": f"p{number // 4}", "holder_id": f"h{number % 3}"}
        row |= {"mode": "effective", "extent": "whole", "from_basis": basis, "until_basis": "stated"}
        rows.append(row | bounds_of("from_date", since) | bounds_of("until_date", until))
    months = control.by_month(pd.DataFrame(rows), "1919-01", "1919-05")
    kept(months.drop(columns=["mode", "extent"]).to_csv(lineterminator="\n", index=False), "by-month.csv")


def test_one_holder_after_another_with_every_kind_of_bounds(kept):
    """Vague ends and beginnings that share days, or not; told, inferred from an event, or not at all."""
    tables, runs = shared(), []
    for until, since, event in itertools.product(DAYS, DAYS, (pd.NA, "some-event")):
        row = {"place_id": "baku", "mode": "effective", "until_basis": "stated", "until_event": pd.NA}
        first = {"control_id": "first", "holder_id": "republic-of-armenia", **bounds_of("from_date", "1919-01-15")}
        first |= bounds_of("until_date", until) | {"until_event": event}
        first |= {"until_basis": "stated" if event is pd.NA else "inferred"}
        after = {"control_id": "after", "holder_id": "azerbaijan-democratic-republic"}
        after |= bounds_of("from_date", since) | bounds_of("until_date", "1919-04/1919-06")
        told = {**tables, "control": pd.DataFrame([row | first, row | after])}
        case = f"until {until or 'not told'}{' inferred' * (event is not pd.NA)}, since {since or 'not told'}"
        runs.append(holdings.held(told, {case: "baku"}))
    kept(pd.concat(runs).drop(columns="words").to_csv(lineterminator="\n", index=False), "one-after-another.csv")
