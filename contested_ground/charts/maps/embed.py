"""The relief in a page: matplotlib embeds pictures as PNG; here they become WebP, a tenth of the weight."""

import base64
import re
from io import BytesIO

from PIL import Image

from contested_ground.charts.maps.ground import COLOURS

QUALITY = 52  # of 100; shade is smooth, so more is not seen
IMAGE = re.compile(r"<image\b[^>]*?(?:/>|>\s*</image>)", re.S)
DATA = re.compile(r'(?:xlink:)?href="data:image/png;base64,([^"]*)"', re.S)
RELIEF_CLASS = "cg-relief"  # dark pages dim it: _static/maps.css


def embed(svg: str) -> str:
    """`svg` as matplotlib wrote it, its pictures as WebP, the ground's colours as variables, and each `id` that begins
    with cg- as a class: identifiers are counted anew, a class keeps what the style sheet and scripts look for.
    """
    for name, (light, _) in COLOURS.items():
        svg = svg.replace(light, f"var(--cg-{name},{light})")
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
