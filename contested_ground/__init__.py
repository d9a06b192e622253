"""Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data.

What the book's notebooks share: the tables and how they are read, dates, figures, checks and the site's extras.
`from contested_ground import load, show` gives the tables, and any row of them in a few lines.
"""

__version__ = "1.0.0"


def __getattr__(name):
    """`load` and `show`, imported when first asked for: pandas takes half a second, which a build can spare."""
    if name == "load":
        from contested_ground.data.tables import load

        return load
    if name == "show":
        from contested_ground.charts.show import show

        return show
    raise AttributeError(f"module 'contested_ground' has no attribute '{name}'")
