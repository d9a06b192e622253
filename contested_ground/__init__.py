"""Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data.

What the book's notebooks share: the tables and how they are read, dates, figures, checks and the site's extras.
`from contested_ground import load` gives the tables, `explorer` a figure of chosen events.
"""

__version__ = "1.0.0"


def __getattr__(name):
    """`load` and `explorer`, imported when first asked for: a build with nothing to do can spare the second."""
    if name == "load":
        from contested_ground.data.tables import load

        return load
    if name == "explorer":
        from contested_ground.charts.explorer import explorer

        return explorer
    raise AttributeError(f"module 'contested_ground' has no attribute '{name}'")
