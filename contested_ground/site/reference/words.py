"""The cover's war in 200 words in other languages, from one table, `reference/words.yml`."""

import hashlib
import json
import re
from functools import cache

import yaml
from markupsafe import Markup

from contested_ground.results import ROOT
from contested_ground.site.reference.html import Shelf

TABLE = "reference/words.yml"
PAGE = "reference/words-"  # and the language's code


@cache
def table(root=ROOT):
    """The translations by language code: name, english, read_by, title, notice, places, paragraphs of `of`, `text`."""
    return yaml.safe_load((root / TABLE).read_text(encoding="utf-8"))


def english(root=ROOT):
    """The paragraphs of the cover's section, links reduced to their words. Raises ValueError where there is none."""
    cells = json.loads((root / "notebooks/00_cover.ipynb").read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    section = re.search(r"^## The war in 200 words\n+(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None:
        raise ValueError("the cover has no section 'The war in 200 words', which the translations are made from")
    plain = re.sub(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)", r"\1", section[1]).strip()
    return [" ".join(paragraph.split()) for paragraph in plain.split("\n\n")]


def seal(paragraph):
    """By what an English paragraph is known: twelve digits of its SHA-256."""
    return hashlib.sha256(paragraph.encode()).hexdigest()[:12]


def stale(told, paragraphs):
    """The numbers, from 1, of the English paragraphs that a translation wasn't made from: changed, added or gone."""
    made = [paragraph["of"] for paragraph in told["paragraphs"]]
    now = [seal(paragraph) for paragraph in paragraphs]
    length = max(len(made), len(now))
    made, now = ([*seals, *[None] * (length - len(seals))] for seals in (made, now))
    return [number for number, pair in enumerate(zip(made, now, strict=True), 1) if pair[0] != pair[1]]


def unread(pagename, root=ROOT):
    """Whether a page is a translation that no native speaker has read, so that search engines are to leave it."""
    code = pagename.removeprefix(PAGE)
    return code != pagename and not table(root).get(code, {"read_by": "none"})["read_by"]


def page(language, root=ROOT):
    """The text in `language`, its notice first, marked with the language for fonts and speech. Raises KeyError."""
    told, changed = table(root)[language], stale(table(root)[language], english(root))
    notice = [Markup('<p class="cg-notice" lang="{}">{}</p>').format(language, told["notice"])] * (not told["read_by"])
    if changed:
        numbers = ", ".join(map(str, changed))
        notice.append(Markup("<p>The English has changed since this was made, in paragraph {}.</p>").format(numbers))
    text = Markup("").join(Markup("<p>{}</p>").format(paragraph["text"]) for paragraph in told["paragraphs"])
    body = Markup("").join(notice) + Markup('<div lang="{0}"><h2 id="text-{0}">{1}</h2>{2}</div>').format(
        language, told["title"], text
    )
    return Shelf(f"words in {told['english']}", [body])
