"""JSON in a page, so that nothing in it can end the script that holds it, or begin another."""

import json

from markupsafe import Markup


def block(value, kind="application/json", name=""):
    """A script element with a value as JSON, in which ``<`` is written ``\\u003c``; `name` is its id.

    Plain `str`: a page's body is one too, and adding Markup to it would escape the whole body.
    """
    text = json.dumps(value, ensure_ascii=False)
    text = text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
    mark = Markup(' id="{}"').format(name) if name else ""
    return str(Markup('<script type="{}"{}>{}</script>').format(kind, mark, Markup(text)))
