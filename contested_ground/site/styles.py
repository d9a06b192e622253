"""One style sheet for the site, of the rules alone that a page can use, in each page's head.

The theme brings 390 KB of styles for every component of Bootstrap, every colour of a terminal and every icon, in files
that a phone asks for one after another before it shows a word. What is left, a twentieth, comes with the page: first
content then waits for no second answer, and the fonts ask for their share of the line when the first words are through.
"""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from contested_ground.site import shelf

LINK = re.compile(r'\s*<link rel="stylesheet"[^>]*href="(?P<up>(?:\.\./)*)_static/(?P<name>[^"?]+)[^>]*>')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)(\{[^{}]*\})")
EMPTY = re.compile(r"[^{};]+\{\s*\}")
PARENTHESES = re.compile(r"\([^()]*\)|\[[^\]]*\]")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
PROPERTY = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*;?""")
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)


def _without(pattern, text):
    """`text` without all that matches, and what matches then."""
    while (shorter := pattern.sub("", text)) != text:
        text = shorter
    return text


def selectors(prelude: str) -> list[str]:
    """The selectors of a rule, split at commas that stand in no parentheses."""
    parts, depth = [""], 0
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def squeezed(css: str) -> str:
    """`css` without comments and the spaces that say nothing."""
    css = re.sub(r"@charset[^;]*;", "", COMMENT.sub("", css))
    css = re.sub(r" ?([{};]) ?", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}").strip()
    return re.sub(r"(--[\w-]+):(?=[;}])", r"\1: ", css)  # an empty value is one only behind a space


def pruned(css: str, words: set[str]) -> str:
    """Squeezed `css` of the rules whose classes are all among `words`; a selector in parentheses, as of `:is`, may be
    any."""

    def used(rule):
        if "fontawesome" in rule[2]:  # fonts of icons that are drawn otherwise
            return ""
        kept = [one for one in selectors(rule[1]) if words.issuperset(CLASS.findall(_without(PARENTHESES, one)))]
        return ",".join(kept) + rule[2] if kept else ""

    return _without(EMPTY, RULE.sub(used, squeezed(css)))


def asked(sheets: dict[str, str], variables: set[str]) -> dict[str, str]:
    """The squeezed sheets (name: text) without custom properties that neither a rule of any of them nor one of
    `variables` names."""
    before = None
    while sheets != before:
        before, named = sheets, variables.union(*(re.findall(r"var\(\s*(--[\w-]+)", css) for css in sheets.values()))
        sheets = {
            name: _without(EMPTY, PROPERTY.sub(lambda it, keep=named: it[0] * (it[1] in keep), css).replace(";}", "}"))
            for name, css in sheets.items()
        }
    return sheets


def in_use(pages: Iterable[str], scripts: list[str]) -> tuple[set[str], set[str]]:
    """Classes that pages have or scripts may give, and custom properties that either names."""
    words, variables = set(), set()
    for code in scripts:
        words.update(re.findall(r"[\w-]+", code))
        variables.update(re.findall(r"--[\w-]+", code))
    for page in pages:
        for code in SCRIPT.findall(page):
            words.update(re.findall(r"[\w-]+", code))
        for marks in set(re.findall(r'class="([^"]*)"', page)):
            words.update(marks.split())
        variables.update(re.findall(r"--[\w-]+", page))
    return words, variables


def inlined(page: str, sheets: dict[str, str]) -> str:
    """`page` with its links to the sheets (name: text) replaced by one style element where the first stands."""
    links = [link for link in LINK.finditer(page, 0, page.find("</head>")) if link["name"] in sheets]
    if not links:
        return page
    css = "".join(sheets[link["name"]] for link in links)
    css = css.replace('url("fonts/', f'url("{links[0]["up"]}_static/fonts/')
    for link in reversed(links):
        style = f"\n  <style>{css}</style>" * (link is links[0])
        page = page[: link.start()] + style + page[link.end() :]
    return page


def write(app, error):
    """Handler of build-finished, when all pages and scripts are there: give each page its styles."""
    if error is not None or app.builder.name != "html":
        return
    out, static = Path(app.outdir), Path(app.outdir) / "_static"
    pages = list(out.rglob("*.html"))
    scripts = [path.read_text(encoding="utf-8") for path in sorted(static.rglob("*.js"))]
    words, variables = in_use(chain.from_iterable(shelf.texts(app, path) for path in pages), scripts)
    files = {path.relative_to(static).as_posix(): path for path in sorted(static.rglob("*.css"))}
    sheets = asked({name: pruned(path.read_text(encoding="utf-8"), words) for name, path in files.items()}, variables)
    for path in pages:  # one at a time: together they would fill the memory of a small machine
        page = path.read_text(encoding="utf-8")
        if (new := inlined(page, sheets)) != page:
            path.write_text(new, encoding="utf-8")
    for path in files.values():
        path.unlink()
