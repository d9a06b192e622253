"""What stands around a drawing: the site's <figure>, and title and source of the picture."""

import base64
import re
from functools import lru_cache
from io import BytesIO

import matplotlib as mpl
import matplotlib.figure
from markupsafe import Markup, escape

from contested_ground import FIGURE
from contested_ground.charts import style
from contested_ground.data import citing

SANS = "var(--cg-drawn,'Source Sans 3',sans-serif)"
ROW_LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+:[^)\s]+)\)")
FRAME = Markup(
    '<figure class="cg-figure" id="fig-{id}" data-figure="{id}" style="--cg-width:{width}px">'
    '<figcaption><p class="cg-title">{title}</p><p class="cg-subtitle">{subtitle}</p></figcaption>'
    '{wide}{narrow}<p class="cg-note">{note}</p>'
    '<div class="cg-row"><span class="cg-number"></span>'
    '<a class="cg-csv" download="{id}.csv" href="{csv}" title="The rows that are drawn, as CSV">Rows</a>'
    '<a class="cg-image" download="{id}.{kind}" href="{png}" title="The drawing, as {kind}">Picture</a>'
    "<details><summary>Cite</summary><p>{cite}</p></details>"
    "<details><summary>Describe</summary><p>{alt}</p></details></div></figure>"
)


def html(figure) -> str:
    """The site's HTML of a `charts.figure.Figure`: both drawings, of which one shows; rows and picture as data URLs,
    which the site makes files; an empty number, which the site fills."""
    drawings = {
        name: Markup(
            figure.svg(narrow=name == "narrow").replace(
                "<svg ", f'<svg class="cg-{name}" role="img" aria-label="{escape(figure.alt)}" ', 1
            )
        )
        for name in ("wide", "narrow")
    }
    note = Markup(ROW_LINK.sub(r'<a class="row-link" href="\2">\1</a>', str(escape(figure.note))))
    return str(
        FRAME.format(
            id=figure.id,
            title=figure.title,
            subtitle=figure.subtitle,
            width=figure.width,
            **drawings,
            note=note,
            csv=_data_url("text/csv", figure.csv.encode()),
            png=_data_url(mime(figure.png), figure.png),
            kind=mime(figure.png)[6:],
            cite=citing.cite(f"figure ‘{figure.title}’ ({figure.id})"),
            alt=figure.alt,
        )
    )


def bundle(text: str, picture: bytes, alt: str, **site: str) -> tuple[dict[str, object], dict[str, object]]:
    """What a cell shows, and of it the picture's alternative, where nbconvert's classic template, nbviewer's and
    nbsphinx look for one. (VS Code takes `text`; JupyterLab and nbconvert's lab template have no place for any.)
    `site`: the figure's id and HTML."""
    kind = mime(picture)
    return {"text/plain": text, kind: picture, FIGURE: site}, {kind: {"alt": alt}}


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def picture(figure, sheet: matplotlib.figure.Figure, sharp: int) -> bytes:
    """A PNG of `sheet` with `figure`'s title and subtitle above and the source below; a JPEG where it holds a relief.

    `sharp` dots a CSS pixel, a relief always one. The palette has 128 colours, too few for shade.
    """
    from PIL import Image  # here: it is needed when a figure is shown, not when one is made

    width, margin = int(sheet.bbox.width), 16
    encode = _jpeg if any(ax.images for ax in sheet.axes) else _png
    sharp = 1 if encode is _jpeg else sharp
    with mpl.rc_context(style.RC):
        strips = [
            _strip(
                (22, 600, tuple(style.SERIF), style.INK, figure.title),
                (15, 400, tuple(style.SANS), style.MUTED, figure.subtitle),
                width=width,
                sharp=sharp,
            ),
            _pixels(sheet, sharp),
            _strip(
                (12, 400, tuple(style.SANS), style.MUTED, f"{citing.package()['title']} · {citing.licence()}"),
                width=width,
                sharp=sharp,
            ),
        ]
    ground = mpl.colors.to_hex(style.GROUND)
    size = ((width + 2 * margin) * sharp, sum(strip.height for strip in strips) + 2 * margin * sharp)
    whole, top = Image.new("RGB", size, ground), margin * sharp
    for strip in strips:
        whole.paste(strip, (margin * sharp, top))
        top += strip.height
    return encode(whole)


def _pixels(page: matplotlib.figure.Figure, sharp: int):
    from PIL import Image

    file = BytesIO()
    page.savefig(file, format="raw", dpi=72 * sharp)
    size = (round(page.bbox.width * sharp), round(page.bbox.height * sharp))
    return Image.frombytes("RGBA", size, file.getvalue()).convert("RGB")


@lru_cache(maxsize=8)
def _strip(*lines: tuple, width: int, sharp: int):
    """Lines of text as an image. `lines`: (size, weight, family, colour, text); a long text is broken."""
    broken = [
        (size, weight, family, colour, part)
        for size, weight, family, colour, text in lines
        for part in style.wrap(text, width, size, weight, family[0])
    ]
    height = round(sum(size * 1.3 for size, *_ in broken) + 8)
    page = matplotlib.figure.Figure((width / 72, height / 72), dpi=72)
    top = 0.0
    for size, weight, family, colour, part in broken:
        page.text(0, 1 - top / height, part, size=size, weight=weight, family=family, color=colour, va="top")
        top += size * 1.3
    return _pixels(page, sharp)


def _png(image) -> bytes:
    from PIL import Image

    file = BytesIO()
    few = image.quantize(128, method=Image.Quantize.FASTOCTREE)  # the smallest file, and the fastest
    few.save(file, "PNG", compress_level=7)  # 9 takes five times as long for a tenth
    return file.getvalue()


def _jpeg(image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=72, progressive=True)
    return file.getvalue()


def mime(picture: bytes) -> str:
    """The type of a picture's bytes: image/jpeg or image/png."""
    return "image/jpeg" if picture.startswith(b"\xff\xd8") else "image/png"


def as_png(picture: bytes) -> bytes:
    """The picture as PNG, which a JPEG is not."""
    from PIL import Image

    file = BytesIO()
    if mime(picture) == "image/png":
        return picture
    Image.open(BytesIO(picture)).save(file, "PNG")
    return file.getvalue()
