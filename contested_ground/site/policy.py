"""The content security policy in each page's head: what is not the site's own neither runs nor loads.

Scripts and styles that stand in a page are named by their hash, so that nothing that a cell of a table brings along can
run, whatever the escaping missed. Drawings carry their colours in style attributes, which the policy lets stand.
"""

import base64
import hashlib
import re
from pathlib import Path

SCRIPT = re.compile(r"<script(?P<marks>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
META = re.compile(r'\n<meta http-equiv="Content-Security-Policy" content="[^"]*">')  # as `guarded` writes it
CHARSET = re.compile(r'<meta charset="utf-8" ?/?>', re.IGNORECASE)


def _hashes(texts):
    """Hashes of texts as a policy names them, each once, in order."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return [f"'sha256-{digest}'" for digest in dict.fromkeys(digests)]


def policy(page):
    """The policy of a page, by its HTML. Blocks of JSON are no scripts and need no hash."""
    scripts = [
        found["text"]
        for found in SCRIPT.finditer(page)
        if "src=" not in found["marks"] and "json" not in found["marks"] and found["text"].strip()
    ]
    styles = [found["text"] for found in STYLE.finditer(page)]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *_hashes(scripts)],
        "style-src": ["'self'", *_hashes(styles)],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def guarded(page):
    """A page with its policy right after its encoding. Raises ValueError for a page without one."""
    page = META.sub("", page)
    if not (charset := CHARSET.search(page)):
        raise ValueError("the page does not say its encoding; a policy goes after it")
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return page[: charset.end()] + meta + page[charset.end() :]


def write(app, error):
    """Handler of build-finished, after all others: give every page of the site its policy."""
    if error is not None or app.builder.name != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        old = path.read_text(encoding="utf-8")
        if (new := guarded(old)) != old:
            path.write_text(new, encoding="utf-8")
