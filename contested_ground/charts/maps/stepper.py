"""A map that follows the text: one drawing, of which each paragraph shows its own step.

The drawing stands in the page once a width. What is shown is said by CSS variables (--s1, --s2 …, the opacity of each
step), so the map that stays in view and the stills of print and of pages without JavaScript are all references to it.
_static/stepper.js sets the variables of the map in view; _static/maps.css lays all out.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import matplotlib as mpl
import matplotlib.figure
import pandas as pd

from contested_ground.charts.former.figures import slim
from contested_ground.charts.maps.campaign import campaign_height, campaign_map, colour, draw_steps, joined
from contested_ground.charts.maps.embed import embed
from contested_ground.charts.maps.ground import area_for, around, draw_ground
from contested_ground.charts.style import RC

WIDTHS = {"wide": (620, 620), "narrow": (340, 300)}  # pixels: the drawing beside the words, and above them on the phone
PAST = 0.35  # opacity of a step that is over


@dataclass(frozen=True)
class Stepper:
    """What `stepper` returns.

    `words` are (date, markdown), `legend` (party, colour), `data` the rows of all steps, each with its step's number.
    """

    id: str
    title: str
    subtitle: str
    note: str
    alt: str
    words: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...]
    data: pd.DataFrame = field(repr=False)
    drawings: dict[str, str] = field(repr=False)
    picture: bytes = field(repr=False)

    def __str__(self) -> str:
        told = "\n".join(f"{number}. {date}: {plain(text)}" for number, (date, text) in enumerate(self.words, 1))
        return f"{self.title}\n{self.subtitle}\n\n{self.alt}\n\n{told}\n\nNote: {plain(self.note)}"

    def html(self) -> str:
        """The figure of the page: the drawings, the map in view, and each step's still and words."""
        masters = stage = still = ""
        for name, svg in self.drawings.items():
            box, body = re.fullmatch(r'<svg[^>]*?viewBox="([^"]+)"[^>]*>(.*)</svg>\s*', svg, re.S).groups()
            masters += f'<g id="{self.id}-{name}">{body}</g>'
            view = f'viewBox="{box}"><use href="#{self.id}-{name}"/></svg>'
            stage += f'<svg class="cg-{name}" {view}'
            still = f'<svg class="cg-still" aria-hidden="true" style="STYLE" {view}'  # the phone's: paper is narrow
        items = []
        for number, (date, text) in enumerate(self.words, 1):
            items.append(
                f'<li class="cg-told" tabindex="0">{still.replace("STYLE", self._shown(number))}'
                f'<p class="cg-when">{html.escape(date)}</p><div class="cg-words">{rich(text)}</div></li>'
            )
        label = html.escape(self.alt)
        key = "".join(
            f'<li><span style="background:{fill}"></span>{html.escape(words)}</li>' for words, fill in self.legend
        )
        stage = f'<div role="img" aria-label="{label}">{stage}</div><ul class="cg-key">{key}</ul>'
        return (
            f'<figure class="cg-figure cg-stepper" id="fig-{self.id}" data-figure="{self.id}" data-past="{PAST}">'
            f'<figcaption><p class="cg-title">{html.escape(self.title)}</p>'
            f'<p class="cg-subtitle">{html.escape(self.subtitle)}</p></figcaption>'
            f'<svg class="cg-masters" width="0" height="0" aria-hidden="true"><defs>{masters}</defs></svg>'
            f'<div class="cg-story"><div class="cg-stage">{stage}</div><ol>{"".join(items)}</ol></div>'
            f'<p class="cg-note">{rich(self.note)}</p></figure>'
        )

    def _shown(self, number: int) -> str:
        """The variables with which step `number` is the last that shows."""
        return ";".join(
            f"--s{other}:{1 if other == number else PAST if other < number else 0}"
            for other in range(1, len(self.words) + 1)
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": str(self), "image/png": self.picture, MIME: {"html": self.html()}}


MIME = "application/vnd.contested-ground.figure+json"


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
    Raises ValueError as campaign_map does, and for an empty text.

        stepper(
            [("15 June 1920", "Shusha falls.", [{"party": "soviet", "to_place": "shusha"}]),
             ("5 July", "Then Goris.", [{"party": "soviet", "from_place": "shusha", "to_place": "goris"}])],
            tables.places, id="red-army", title="…", subtitle="…", note="…", alt="…", parties={"soviet": "Red Army"},
        )
    """
    steps = [(date, text, list(rows)) for date, text, rows in steps]
    for part, text in {"id": id, "title": title, "subtitle": subtitle, "note": note, "alt": alt}.items():
        if not text.strip():
            raise ValueError(f"stepper {id}: the {part} is empty")
    rows = [
        {"from_place": None, "to_place": None, **row, "date": date, "text": "", "number": number}
        for number, (date, _, found) in enumerate(steps, 1)
        for row in found or [{"party": None}]
    ]
    frame, by_key = joined(pd.DataFrame(rows), places, parties)
    used = {*frame["from_place"].dropna(), *frame["to_place"].dropna(), *also}
    shown = by_key[by_key.index.isin(used)].dropna(subset=["lat", "lon"])
    drawings = {}
    for name, size in WIDTHS.items():
        drawings[name] = _drawing(f"{id}-{name[0]}", size, frame, by_key, shown, area, taken)
    return Stepper(
        id, title, subtitle, note, alt, tuple((date, text) for date, text, _ in steps),
        tuple((words, colour(party)) for party, words in parties.items()), frame, drawings,
        _picture(frame, places, parties, area, also, taken),
    )  # fmt: skip


def _sheet(width, height):
    figure = matplotlib.figure.Figure(figsize=(width / 72, height / 72), dpi=72)
    return figure, figure.add_axes((0, 0, 1, 1))


def _drawing(prefix, size, frame, by_key, shown, area, taken) -> str:
    with mpl.rc_context(RC):
        figure, ax = _sheet(*size)
        sheet = draw_ground(ax, area_for(ax, area) or around(shown))
        draw_steps(sheet, frame, by_key, shown, taken, by_step=True)
        file = BytesIO()
        figure.savefig(file, format="svg", dpi=72, facecolor="none", metadata={"Date": None})
    return with_opacity(slim(embed(file.getvalue().decode()), prefix))


def with_opacity(svg: str) -> str:
    """Each step's groups get the opacity that the page's variables say; without any all are shown."""
    return re.sub(
        r'class="((?:[\w-]+ )*cg-step cg-step-(\d+))"', r'class="\1" style="opacity:var(--s\2,1)"', svg
    )  # fmt: skip


def _picture(frame, places, parties, area, also, taken) -> bytes:
    """All steps at once, their dates beside them, for notebooks."""
    height = campaign_height(frame, places, parties, area=area, also=also)
    with mpl.rc_context(RC):
        figure, ax = _sheet(960, max(height, 560))
        campaign_map(frame, places, ax, parties, area=area, also=also, taken=taken)
        file = BytesIO()
        figure.savefig(file, format="png", dpi=100, metadata={"Software": None})
    return file.getvalue()


LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+:[^)\s]+)\)")


def rich(markdown: str) -> str:
    """Paragraphs, *emphasis*, **strong** and links to rows as HTML: what a step's words and a note need."""
    found = []
    for paragraph in re.split(r"\n\s*\n", markdown.strip()):
        text = LINK.sub(r'<a class="row-link" href="\2">\1</a>', html.escape(paragraph, quote=False))
        text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
        found.append(f"<p>{text}</p>")
    return "".join(found)


def plain(markdown: str) -> str:
    """The words of markdown without its marks."""
    return re.sub(r"\*+", "", LINK.sub(r"\1", markdown))
