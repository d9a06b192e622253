"""Making matplotlib's SVG small and deterministic, with colours that follow the page's mode."""

import base64
import re
import xml.etree.ElementTree as ET
from io import BytesIO

import numpy as np
from matplotlib.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
# What a style says anyway when it is left out, given the root element's own attributes.
DEFAULTS = {"stroke-linejoin: miter", "stroke-linecap: butt", "stroke-width: 1", "stroke-width: 1.0"}


def drawn(page: Figure, prefix: str, variables: dict[str, str], family: str) -> str:
    """A matplotlib figure as a small SVG text without a ground; its pictures are WebPs, a tenth of matplotlib's PNGs.

    The arguments are those of `slim`.
    """
    pictures, file = [image for ax in page.axes for image in ax.images], BytesIO()
    dots = [image.get_array() for image in pictures]
    for image in pictures:
        image.set_data(np.zeros((1, 1, 3), np.uint8))  # a stand-in, stretched to the same place
    page.patch.set_visible(False)
    page.savefig(file, format="svg", dpi=72, metadata={"Date": None})
    page.patch.set_visible(True)
    for image, array in zip(pictures, dots, strict=True):
        image.set_data(array)
    return slim(file.getvalue().decode(), prefix, variables, family, [_webp(array) for array in dots])


def slim(svg: str, prefix: str, variables: dict[str, str], family: str, pictures=()) -> str:
    """Rewrite matplotlib's SVG: ids counted after `prefix`, `variables` for colours, the reader's font `family`.

    Everything that varies (metadata, comments) or repeats (font lists, default styles, empty groups) goes; the
    addresses `pictures` take the places of the embedded ones; an artist's gid that begins with cg- becomes its group's
    class.
    """
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    root = ET.fromstring(svg)
    used = set(re.findall(r'(?:#|url\(#)([\w.]+)["\)]', svg))
    names = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if (old or "").startswith("cg-"):
            element.set("class", old)
        elif old in used:
            names[old] = element.attrib["id"] = f"{prefix}{len(names)}"
    for element in root.iter():
        _slim_element(element, names, variables)
    for element, address in zip(root.iter(f"{SVG}image"), pictures, strict=True):
        element.set("href", address)
    _unwrap(root)
    for style in root.findall(f"{SVG}defs/{SVG}style/..") + root.findall(f"{SVG}metadata"):
        root.remove(style)
    box = root.get("viewBox")
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "font-family": family, "stroke-linejoin": "round"})
    return ET.tostring(root, encoding="unicode")


def _round(text: str) -> str:
    """Coordinates to a tenth of a pixel, in the fewest characters."""
    text = re.sub(r"-?\d+\.\d+(e-?\d+)?", lambda m: f"{round(float(m[0]), 1) + 0:g}", text)
    return re.sub(r"\s+", " ", text).strip()


def _webp(dots: np.ndarray) -> str:
    from PIL import Image  # here, since few figures hold an image

    file = BytesIO()
    Image.fromarray(np.asarray(dots)).save(file, "WEBP", quality=40, method=4)  # shade is smooth: more is not seen
    return f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"


def _slim_element(element: ET.Element, names: dict[str, str], variables: dict[str, str]) -> None:
    element.tail = None
    if element.tag == f"{SVG}image":
        element.attrib.pop("style", None)  # matplotlib asks for hard pixels
        element.set("preserveAspectRatio", "none")
    if element.tag not in (f"{SVG}text", f"{SVG}tspan", f"{SVG}style"):
        element.text = None
    for key in ("d", "x", "y", "width", "height", "points"):
        if key in element.attrib:
            element.set(key, _round(element.get(key)))
    if re.match(r"rotate\(-?0 ", element.get("transform", "")):
        del element.attrib["transform"]
    elif element.tag == f"{SVG}text" and "transform" in element.attrib:
        element.set("transform", _round(element.get("transform")))
    if (target := element.attrib.pop(HREF, "")).startswith("#"):
        element.set("href", "#" + names[target[1:]])
    elif target:
        element.set("href", target)
    for key, value in element.attrib.items():
        element.set(key, re.sub(r"url\(#([\w.]+)\)", lambda m: f"url(#{names[m[1]]})", value))
    if "fill" in element.attrib:
        element.set("style", f"fill: {element.attrib.pop('fill')}")
    parts = [part for part in re.split(r";\s*", element.get("style", "")) if part and part not in DEFAULTS]
    parts = [part if "opacity" in part else _round(part) for part in parts if not part.startswith("font-family")]
    style = ";".join(part.replace(": ", ":") for part in parts)
    for light, variable in variables.items():
        style = style.replace(light, variable)
    if style:
        element.set("style", style)
    else:
        element.attrib.pop("style", None)


def _unwrap(parent: ET.Element) -> None:
    """Put the children of groups that say nothing in the groups' place; drop empty ones."""
    kept = []
    for child in parent:
        _unwrap(child)
        if not child.attrib and (child.tag == f"{SVG}g" or (child.tag == f"{SVG}defs" and not len(child))):
            kept += child
        else:
            kept.append(child)
    parent[:] = kept
