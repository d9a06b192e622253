"""The Explorer's page: map, months, pulse, form and list, which `_static/explorer.js` fills and keeps together.

Without a script, and in print, six still maps and the chronologies stand in their place.
"""

from markupsafe import Markup

from contested_ground.charts.explorer import PRESETS, SCRIPT, stored
from contested_ground.charts.explorer.stills import key, stills
from contested_ground.site.reference.html import NOTHING, Shelf, listed, tag, words

TOGGLES = {"fighting": "Fighting", "harm": "Harm to people", "talks": "Talks and decisions"}
SPEAKS = {  # how the parts of a page are named where one hears it
    "map": "Map of the events shown and of who is told to hold each place",
    "pulse": "Events a week; drag across for a span, or use the fields From and To",
}
MAP = (
    '<div class="cg-x-stage"><div id="cg-x-map" role="group" aria-label="{map}"></div>'
    '<div class="cg-x-side" role="group" aria-label="This month" tabindex="0">'
    '<p class="cg-x-month" id="cg-x-month"></p>'
    '<p class="cg-x-told" id="cg-x-told" role="status" tabindex="0"></p><p class="cg-x-key" id="cg-x-key"></p></div>'
    '<div id="cg-x-card" role="dialog" aria-labelledby="cg-x-spot" tabindex="-1" hidden></div>'
    '<div class="cg-x-slide"><button type="button" id="cg-x-play" aria-pressed="false">Play</button>'
    '<button type="button" id="cg-x-back" aria-label="A month back">‹</button>'
    '<input type="range" id="cg-x-slider" min="0" step="1" aria-label="Month">'
    '<button type="button" id="cg-x-on" aria-label="A month on">›</button>'
    '<button type="button" id="cg-x-all" aria-pressed="false">All years</button></div></div>'
    '<div id="cg-x-pulse" role="img" aria-label="{pulse}"></div>'
)


def page(tables):
    """The Explorer of the events in `tables` as the site shows it. Its data are `explorer-data.js`."""
    told = tables.once(stored)
    body = tag(
        '<div class="cg-x" id="cg-x" hidden>{}{}<p class="cg-x-count" id="cg-x-count" role="status"></p>'
        '<p class="cg-x-near" id="cg-x-near"></p><div class="cg-x-do"><button type="button" id="cg-x-link">Copy link'
        '</button><button type="button" id="cg-x-csv">Download CSV</button></div><table class="cg-x-list">'
        '<caption>The events shown, by date</caption><thead><tr>{}</tr></thead><tbody id="cg-x-rows"></tbody></table>'
        '<button type="button" id="cg-x-more" hidden></button></div>'
        '<div class="cg-x-stills"><p>Who is told to hold each place, in six months. A dot in two colours: two at once; '
        "a ring: nobody is told of; a small dot: troops or a claim alone. {}</p>{}"
        "<p>Every event by date: {}.</p></div>"
        '<script defer src="../{}"></script>',
        *(_form(told), Markup(MAP.format(**SPEAKS))),
        NOTHING.join(
            tag('<th scope="col">{}</th>', name) for name in ("Date", "Event", "Place", "Whose word", "Rival answers")
        ),
        *(key(told), stills(told), listed(_chronologies(told), ", "), SCRIPT),
    )
    return Shelf("events", [body])


def _chronologies(told):
    for name in told["theatres"]:
        yield tag('<a href="chronology-{}.html">{}</a>', name.replace("_", "-"), words(name).capitalize())


def _form(told):
    """The fields that choose; on the phone they fold into one button."""
    count = [0] * len(told["theatres"])
    for event in told["events"]:
        count[event[3]] += 1
    theatres = NOTHING.join(
        tag('<option value="{}">{} ({:,})</option>', name, words(name).capitalize(), number)
        for name, number in zip(told["theatres"], count, strict=True)
    )
    presets = NOTHING.join(tag('<option value="{}">{}</option>', address, name) for name, address in PRESETS.items())
    sources = NOTHING.join(tag('<option value="{}">{}</option>', *source) for source in told["sources"])
    taking = {number for event in told["events"] for number in event[14]}
    people = NOTHING.join(tag('<option value="{}">', told["actors"][number][1]) for number in sorted(taking))
    toggles = NOTHING.join(
        tag('<button type="button" data-only="{}" aria-pressed="false">{}</button>', *pair) for pair in TOGGLES.items()
    )
    return tag(
        '<details class="cg-x-fold" open><summary>Choose what to show</summary>'
        '<form class="cg-x-form" role="search" aria-label="Choose events">'
        '<div role="group" aria-label="Show only">{}</div>'
        '<label>Go to<select name="preset"><option value="">a place and month …</option>{}</select></label>'
        '<label>Theatre<select name="theatre"><option value="">all</option>{}</select></label>'
        '<label>Words<input type="search" name="words" autocomplete="off"></label>'
        '<label>Person or body<input type="search" name="who" list="cg-x-people" autocomplete="off"></label>'
        '<datalist id="cg-x-people">{}</datalist>'
        '<label>Source<select name="source"><option value="">all</option>{}</select></label>'
        '<label>From<input type="date" name="from" min="1917-01-01" max="1925-12-31"></label>'
        '<label>To<input type="date" name="to" min="1917-01-01" max="1925-12-31"></label>'
        '<button type="button" id="cg-x-reset">Start anew</button></form></details>',
        *(toggles, presets, theatres, people, sources),
    )
