"""Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data.

What the book's notebooks share: the tables and how they are read, dates, figures, checks and the site's extras.
`from contested_ground import load` gives the tables.
"""

__version__ = "1.0.0"
FIGURE = "application/vnd.contested-ground.figure+json"  # the mime type of what the site's figures are made of


def __getattr__(name):
    """`load`, imported when first asked for: pandas takes half a second, which a build with nothing to do can spare."""
    if name == "load":
        from contested_ground.data.tables import load

        return load
    raise AttributeError(f"module 'contested_ground' has no attribute '{name}'")
