"""Six months of the Explorer's map as still drawings, for print and for pages without a script."""

import pandas as pd
from markupsafe import Markup, escape

from contested_ground.charts.explorer.stored import RELIEF, day_number
from contested_ground.data.dates import words

STILLS = ("1918-06", "1918-10", "1919-08", "1919-12", "1920-04", "1921-03")
NAMED = ("Baku", "Erivan", "Ganja", "Goris", "Nakhchivan", "Shusha", "Qazakh")
DOT, SMALL = 62, 40  # thousandths of a degree: held, and troops or name only


def holding(told, month):
    """Who is told to hold each spot in a month, as {number of the spot: run}: `told` is what `stored` gives.

    Of a month in which a place changes hands the last run counts; of several places at one point the first that has
    one.
    """
    since = day_number(f"{month}-01")
    until = day_number(pd.Timestamp(f"{month}-01") + pd.offsets.MonthEnd(0)) + 1
    last = {}
    for run in told["runs"]:
        if run[1] < until and run[2] > since and (run[0] not in last or run[1] > last[run[0]][1]):
            last[run[0]] = run
    found = {}
    for number, (*_, places) in enumerate(told["spots"]):
        run = next((last[place] for place in places if place in last), None)
        if run:
            found[number] = run
    return found


def stills(told, home="../"):
    """The six maps as HTML: `told` is what `stored` gives, `home` the way from the page to the site's root."""
    left, top, right, bottom = told["windows"]["whole"]
    x, y, east, south = told["extent"]
    ground = Markup('<image href="{}{}" x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none"/>').format(
        home, RELIEF, x, y, east - x, south - y
    )
    for kind, lines in (("water", told["water"]), ("river", told["rivers"])):
        ground += Markup('<path class="cg-x-{}" d="{}"/>').format(kind, "".join(lines))
    ground = Markup('<defs><g id="cg-x-ground">{}</g></defs>').format(ground)
    drawn = Markup("")
    for month in STILLS:
        name, found = words(month), holding(told, month)
        turns = [event for event in told["events"] if event[10] and not event[7] and _in(event, month)]
        lines = Markup("").join(Markup("<li>{}: {}</li>").format(event[1], event[10]) for event in turns)
        held = sorted({run[6] for run in found.values()})
        drawn += Markup(
            '<figure><svg viewBox="{} {} {} {}" role="img" aria-label="{}">{}<use href="#cg-x-ground"/>{}</svg>'
            "<figcaption><b>{}</b><ul>{}</ul></figcaption></figure>"
        ).format(
            *(left, top, right - left, bottom - top),
            f"Map, {name}: {len(found)} places with a holder told; holders: {'; '.join(held)}",
            *(ground, _dots(told, found), name, lines),
        )
        ground = Markup("")
    return drawn


def key(told):
    """The holders' colours in words, those that the stills show."""
    shown = {holder for month in STILLS for run in holding(told, month).values() for holder in run[3]}
    chips = (
        Markup('<span><svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5" fill="{}"/></svg>{}</span>').format(*pair)
        for name, pair in told["holders"].items()
        if name in shown
    )
    return Markup(" ").join(chips)


def _in(event, month):
    first = pd.Timestamp("1970-01-01") + pd.Timedelta(days=event[5] if event[5] is not None else -99999)
    return f"{first:%Y-%m}" == month


def _dots(told, found):
    """A dot a spot: the holder's colour, halves where two hold it, a ring where nobody is told to."""
    ever = {place for run in told["runs"] for place in [run[0]]}
    dots = Markup("")
    for number, (x, y, _, town, places) in enumerate(told["spots"]):
        run = found.get(number)
        if run is None and not ever.intersection(places):
            continue
        size = DOT if run and run[4] else SMALL
        colours = [told["holders"][holder][0] for holder in run[3]] if run else ["none"]
        dots += Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" opacity="{}"/>').format(
            x, y, size, colours[0], 1 if run is None or run[5] else 0.65
        )
        if len(colours) > 1:
            dots += Markup('<path d="M{0} {1}a{2} {2} 0 0 1 0 {3}z" fill="{4}" stroke="none"/>').format(
                x, y - size, size, 2 * size, colours[1]
            )
        label = told["places"][places[0]][1]
        if town and label in NAMED:
            dots += Markup('<text x="{}" y="{}">{}</text>').format(x + 85, y + 45, escape(label))
    return Markup('<g class="cg-x-dots">{}</g>').format(dots)
