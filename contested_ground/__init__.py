"""Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data.

What the book's notebooks share: the tables and how they are read, dates, figures, checks and the site's extras.
`from contested_ground import load, show, explorer` gives the tables, any row of them in a few lines, and a figure of
chosen events.
"""

__version__ = "2.0.0"
FIGURE = "application/vnd.contested-ground.figure+json"  # the mime type of what the site's figures are made of


def __getattr__(name):
    """`load`, `show` and `explorer`, imported when first asked for: a build with nothing to do can spare the second."""
    if name == "load":
        from contested_ground.data.tables import load

        return load
    if name == "explorer":
        from contested_ground.charts.explorer import explorer

        return explorer
    if name == "show":
        from contested_ground.charts.show import show

        return show
    raise AttributeError(f"module 'contested_ground' has no attribute '{name}'")
