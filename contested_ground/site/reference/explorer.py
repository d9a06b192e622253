"""The Explorer's page: form, timeline and map that filter each other, and the table of the events shown.

`_static/explorer.js` picks the rows that form, timeline and map ask for and gives them to both drawings and the table.
"""

import json
from collections import Counter

from markupsafe import Markup

from contested_ground.charts.explorer.drawings import AXIS, SCRIPT, laid, map_of, paint, stated, timeline, vega
from contested_ground.charts.explorer.events import MAP, WIDTH, YEARS
from contested_ground.charts.former import base_map
from contested_ground.charts.former.palette import VOICES
from contested_ground.site.reference.html import NOTHING, Shelf, listed, table, tag, words


def page(tables):
    """The Explorer of the events in `tables` as the site shows it: form, drawings and table."""
    events, lanes, height = laid(tables)
    rows = [stated(event) for event in events]
    stored = {"events": rows, "timeline": vega(timeline(lanes, height), AXIS), "map": vega(map_of(events))}
    stored = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).replace("</", r"<\/")
    columns = {"Date": 18, "Event": 38, "Place": 17, "Paragraph": 11, "Voice": 16}
    body = tag(
        '<p class="cg-lab">On the site, a form, timeline, map and table stand here.</p>'
        '{}<div class="cg-explorer" hidden>{}'
        '<div class="cg-chart" id="cg-timeline" style="height:{}px"></div>{}'
        '<div class="cg-chart" id="cg-map" style="aspect-ratio:{}/{:.0f}"></div>'
        '<p class="cg-key">Click a point for its events. The more it has, the larger it is; a hollow one lies near the '
        "place told of, or at the centre of a district or landscape. Events told without a place, or of one that has "
        "no point or lies far away, are in the table alone. {}</p>{}"
        '<button type="button" id="cg-more" hidden></button></div>'
        '<script type="application/json" id="cg-explorer">{}</script>'
        '<script defer src="../{}"></script>',
        *(_without_script(tables), _form(events), height + AXIS, _key(), WIDTH, MAP.height, base_map.limits(MAP)),
        *(table("events", "The events shown, by date", columns, []), Markup(stored), SCRIPT),
    )
    return Shelf(_told(events), len(events), body)


def _told(events):
    """What there is, in words: the events by theatre, and how many stand on neither drawing."""
    theatres = Counter(event["theatre"] for event in events)
    undated = sum(event["from"] is None for event in events)
    outside = sum(event["from"] is not None and "height" not in event for event in events)
    without = sum("x" not in event for event in events)
    return (
        f"events: {', '.join(f'{count} {theatre}' for theatre, count in theatres.most_common())}; {undated} undated, "
        f"{outside} before {YEARS[0]} or after {YEARS[1]}, {without} without a point on the map"
    )


def _without_script(tables):
    names = tables["events"]["theatre"].cat.categories
    links = (
        tag('<a href="chronology-{}.html">{}</a>', name.replace("_", "-"), words(name).capitalize()) for name in names
    )
    return tag(
        "<noscript><p>The Explorer needs JavaScript. Without it, the <a href='chronology.html'>Chronology</a> lists "
        "every event: {}.</p></noscript>",
        listed(links, ", "),
    )


def _form(events):
    """The fields that filter; the script shows the count in `output`."""

    def choice(name, label, all_of, key):
        counts = Counter(event[key] for event in events if event.get(key))
        options = NOTHING.join(
            tag('<option value="{}">{} ({:,})</option>', value, value[0].upper() + value[1:], counts[value])
            for value in sorted(counts, key=str.casefold)
        )
        return tag(
            '<label>{}<select name="{}"><option value="">{}</option>{}</select></label>', label, name, all_of, options
        )

    choices = [choice("theatre", "Theatre", "all", "theatre"), choice("kind", "Kind of event", "all", "kind")]
    choices += [choice("voice", "Voice", "all", "voice"), choice("place", "Place", "all", "spot")]
    return tag(
        '<form class="cg-form" role="search" aria-label="Choose events">{}'
        '<label>Words<input type="search" name="words"></label>'
        '<label>From<input type="date" name="from"></label><label>To<input type="date" name="to"></label>'
        '<button type="button">Reset</button><output></output></form>',
        NOTHING.join(choices),
    )


def _key():
    """How to read the timeline, and the colours of the voices."""
    voices = NOTHING.join(
        tag('<span><i style="background:{}"></i>{}</span> ', paint(voice.colour), name)
        for name, voice in VOICES.items()
    )
    return tag(
        '<p class="cg-key">Drag across the timeline for a closer look at a span. A line is a day; a bar covers all '
        "days on or within which something happened; a wedge points to the open side of “by” and “since”; dots "
        "lead to where a day would lie whose calendar is not named and may be the old one. An event stays in a span "
        "that any of its days, as told, may fall into; of “by” and “since” that is the day named. Voices (narrator "
        "means unattributed in our copy): {}</p>",
        voices,
    )
