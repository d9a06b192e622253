"""The relief in a page: matplotlib embeds pictures as PNG; here they become WebP, a tenth of the weight."""

import base64
import re
from io import BytesIO

from PIL import Image

QUALITY = 52  # of 100; shade is smooth, so more is not seen
IMAGE = re.compile(r"<image\b[^>]*?(?:/>|>\s*</image>)", re.S)
DATA = re.compile(r'(?:xlink:)?href="data:image/png;base64,([^"]*)"', re.S)
RELIEF_CLASS = "cg-relief"  # dark pages dim it
# What the page's style sheet has to say for maps; in dark mode the relief is dimmed, never inverted, for light from
# below turns ranges into valleys.
CSS = """
.cg-halo text{paint-order:stroke;stroke:var(--cg-ground);stroke-width:3px;stroke-linejoin:round}
html[data-theme=dark] .cg-relief,body[data-jp-theme-light=false] .cg-relief{filter:brightness(.3) saturate(.8)}
@media print{html[data-theme=dark] .cg-relief{filter:none}}
"""


def embed(svg: str) -> str:
    """`svg` as matplotlib wrote it, its pictures as WebP and each `id` that begins with cg- as a class.

    Identifiers must be unique in a page and are counted anew; a class keeps what the style sheet and scripts look for.
    """
    svg = re.sub(r'\bid="(cg-[^"]*)"', r'class="\1"', svg)
    return IMAGE.sub(lambda found: _lighter(found[0]), svg)


def _lighter(tag: str) -> str:
    data = DATA.search(tag)
    if not data:
        return tag
    with Image.open(BytesIO(base64.b64decode(data[1]))) as picture:
        file = BytesIO()
        picture.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    tag = tag.replace(data[0], f'href="data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"')
    tag = re.sub(r'\s(?:style|id|class)="[^"]*"', "", tag)  # matplotlib asks for hard pixels
    return tag.replace("<image", f'<image class="{RELIEF_CLASS}" preserveAspectRatio="none"', 1)
