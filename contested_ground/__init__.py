"""Contested Ground: the Armenian–Azerbaijani War of 1918–1920 in data.

What the book's notebooks share: the tables and how they are read, dates, figures, checks and the site's extras.
"""

__version__ = "1.0.0"
