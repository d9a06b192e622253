"""How to cite the book and its parts.

Everything comes from `data/datapackage.json`. Once the book has a public address or a DOI, its `homepage` and its `id`
are set there; until then a citation does without.
"""

from functools import lru_cache

from contested_ground.data.tables import contract

CREATOR = "The contributors to Contested Ground"


@lru_cache(maxsize=1)
def package():
    """This clone's data package descriptor."""
    return contract()


def licence(about=None):
    """The data's licence as a citation has it: ``CC BY-SA 4.0``."""
    return (about or package())["licenses"][0]["name"].replace("CC-BY-SA-", "CC BY-SA ")


def cite(part="", about=None):
    """The line to cite the book by, or a part of it: ``figure ‘…’ (id)``. ``about``: a descriptor, by default ours."""
    about = about or package()
    addresses = [about[name] for name in ("id", "homepage") if about.get(name)]
    whole = f"{CREATOR}, {about['title']}, version {about['version']}"
    return f"{', '.join([whole, *filter(None, [part]), *addresses])}. {licence(about)}."


def bibtex(about=None):
    """The book as a BibTeX entry."""
    about = about or package()
    fields = {"title": about["title"], "author": CREATOR, "version": about["version"], "url": about.get("homepage")}
    fields |= {"doi": (about.get("id") or "").removeprefix("https://doi.org/")}
    lines = "".join(f"  {name} = {{{{{value}}}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{about['name']},\n{lines}}}"
