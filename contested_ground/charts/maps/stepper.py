"""A map that follows the text: one drawing, of which each paragraph shows its own step.

The drawing stands in the page once a width. What is shown is said by CSS variables (--s1, --s2 …, the opacity of each
step), so the map that stays in view and the stills of print and of pages without JavaScript are all references to it.
_static/stepper.js sets the variables of the map in view; _static/maps.css lays all out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from markupsafe import Markup, escape

from contested_ground.charts import frame
from contested_ground.charts.figure import VARIABLES, Figure
from contested_ground.charts.maps.campaign import campaign_height, campaign_map, colour, draw_steps, joined
from contested_ground.charts.maps.ground import area_for, around, draw_ground
from contested_ground.data import citing

WIDTH, HEIGHT = 620, (620, 300)  # pixels: the drawing beside the words, and above them on the phone
PICTURE = 960, 340  # the picture of all steps, with their dates, for notebooks and to keep
PAST = 0.35  # opacity of a step that is over


@dataclass(frozen=True, eq=False)
class Stepper(Figure):
    """What `stepper` returns: a Figure of all steps whose page shows them one after the other.

    `words` are (date, markdown), `legend` (party in words, colour), `stage` the figure whose marks show by step.
    """

    words: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    stage: Figure | None = field(default=None, repr=False)

    def __str__(self) -> str:
        told = "\n".join(f"{number}. {date}: {plain(text)}" for number, (date, text) in enumerate(self.words, 1))
        return f"{super().__str__()}\n\n{told}"

    def html(self) -> str:
        """The site's figure: the drawings, the map in view, and each step's still and words."""
        masters = views = still = ""
        for name in ("wide", "narrow"):
            svg = self.stage.svg(narrow=name == "narrow")
            start, box, body = re.fullmatch(r'(<svg[^>]*?viewBox="([^"]+)"[^>]*>)(.*)</svg>\s*', svg, re.S).groups()
            family = re.search(r'font-family="[^"]*"', start)[0]
            masters += f'<g id="{self.id}-{name}" {family} stroke-linejoin="round">{with_opacity(body)}</g>'
            view = f'viewBox="{box}"><use href="#{self.id}-{name}"/></svg>'
            views += f'<svg class="cg-{name}" {view}'
            still = f'<svg class="cg-still" aria-hidden="true" style="STYLE" {view}'  # the phone's: paper is narrow
        items = [
            f'<li class="cg-told" tabindex="0">{still.replace("STYLE", self._shown(number))}'
            f'<p class="cg-when">{escape(date)}</p><div class="cg-words">{rich(text)}</div></li>'
            for number, (date, text) in enumerate(self.words, 1)
        ]
        key = [
            f'<li><span style="background:{VARIABLES.get(fill, fill)}"></span>{escape(words)}</li>'
            for words, fill in self.legend
        ]
        story = (
            f'<svg class="cg-masters" width="0" height="0" aria-hidden="true"><defs>{masters}</defs></svg>'
            f'<div class="cg-story"><div class="cg-stage" data-past="{PAST}">'
            f'<div role="img" aria-label="{escape(self.alt)}">{views}</div><ul class="cg-key">{"".join(key)}</ul></div>'
            f"<ol>{''.join(items)}</ol></div>"
        )
        page = frame.FRAME.format(
            id=self.id,
            title=self.title,
            subtitle=self.subtitle,
            width=self.width,
            wide=Markup(story),
            narrow="",
            note=Markup(frame.ROW_LINK.sub(r'<a class="row-link" href="\2">\1</a>', str(escape(self.note)))),
            csv=frame._data_url("text/csv", self.csv.encode()),
            png=frame._data_url(frame.mime(self.png), self.png),
            kind=frame.mime(self.png)[6:],
            cite=citing.cite(f"figure ‘{self.title}’ ({self.id})"),
            alt=self.alt,
        )
        return str(page).replace('class="cg-figure"', 'class="cg-figure cg-stepper"', 1)

    def _shown(self, number: int) -> str:
        """The variables with which step `number` is the last that shows."""
        opacity = [PAST] * (number - 1) + [1] + [0] * (len(self.words) - number)
        return ";".join(f"--s{step}:{value}" for step, value in enumerate(opacity, 1))


def stepper(
    steps: Sequence[tuple[str, str, Iterable[dict]]],
    places: pd.DataFrame,
    *,
    id: str,
    title: str,
    subtitle: str,
    note: str,
    alt: str,
    parties: dict[str, str],
    area=None,
    also=(),
    taken: pd.DataFrame | None = None,
) -> Stepper:
    """A map that changes once a paragraph. `steps` are (date in words, markdown, rows) in the order told.

    Each of a step's rows is a dict of `party` and `from_place`, `to_place`, with the meaning they have in
    campaign_map; a step may have none, then the map stays. `places`, `parties`, `area`, `also` and `taken` are
    campaign_map's; a row of `taken` shows from the step on whose number is in its column `number`. In `note` and in
    the markdown `[text](kind:id)` is a link to a row.
    Raises ValueError as campaign_map and Figure do.

        stepper(
            [("15 June 1920", "Shusha falls.", [{"party": "soviet", "to_place": "shusha"}]),
             ("5 July", "Then Goris.", [{"party": "soviet", "from_place": "shusha", "to_place": "goris"}])],
            tables.places, id="red-army", title="…", subtitle="…", note="…", alt="…", parties={"soviet": "Red Army"},
        )
    """
    steps = [(date, text, list(rows)) for date, text, rows in steps]
    rows = [
        {"from_place": None, "to_place": None, **row, "date": date, "text": plain(text), "number": number}
        for number, (date, text, found) in enumerate(steps, 1)
        for row in found or [{"party": None}]
    ]
    told, by_key = joined(pd.DataFrame(rows), places, parties)
    used = {*told["from_place"].dropna(), *told["to_place"].dropna(), *also}
    shown = by_key[by_key.index.isin(used)].dropna(subset=["lat", "lon"])

    def all_at_once(ax):
        campaign_map(told, places, ax, parties, area=area, also=also, taken=taken)

    def by_step(ax):
        draw_steps(draw_ground(ax, area_for(ax, area) or around(shown)), told, by_key, shown, taken, by_step=True)

    heights = [campaign_height(told, places, parties, area=area, also=also, width=width) for width in PICTURE]
    whole = Stepper(
        id=id,
        title=title,
        subtitle=subtitle,
        note=note,
        alt=alt,
        data=told[["number", "date", "party", "from_place", "to_place"]],
        height=(heights[0] + 4, heights[1] + 4),  # the sheet's own margin
        draw=all_at_once,
        width=PICTURE[0],
        words=tuple((date, text) for date, text, _ in steps),
        legend=tuple((words, colour(party)) for party, words in parties.items()),
    )
    words = {"id": id, "title": title, "subtitle": subtitle, "note": note, "alt": alt, "data": whole.data}
    return replace(whole, stage=Figure(**words, height=HEIGHT, width=WIDTH, draw=by_step))


def with_opacity(svg: str) -> str:
    """Each step's groups get the opacity that the page's variables say; without any all are shown."""
    return re.sub(r'class="((?:[\w-]+ )*cg-step cg-step-(\d+))"', r'class="\1" style="opacity:var(--s\2,1)"', svg)


def rich(markdown: str) -> str:
    """Paragraphs, *emphasis*, **strong** and links to rows as HTML: what a step's words and a note need."""
    found = []
    for paragraph in re.split(r"\n\s*\n", markdown.strip()):
        text = frame.ROW_LINK.sub(r'<a class="row-link" href="\2">\1</a>', str(escape(paragraph)))
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
        found.append(f"<p>{text}</p>")
    return "".join(found)


def plain(markdown: str) -> str:
    """The words of markdown without its marks."""
    return re.sub(r"\*+", "", frame.ROW_LINK.sub(r"\1", markdown))
