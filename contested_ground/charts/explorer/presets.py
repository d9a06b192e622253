"""Where the Explorer can be entered: a choice in words, and the address that makes it."""

THEATRES = {  # the window of the map, west, east, south, north, where maps/ground.py has none by this name
    "baku": (47.7, 50.0, 39.7, 41.3),
    "whole": (43.55, 50.0, 38.5, 41.9),
}
PRESETS = {  # in words: the part of the address after #
    "Baku, September 1918": "theatre=baku&when=1918-09",
    "Andranik in Zangezur, November 1918": "theatre=zangezur&when=1918-11",
    "Khaibalikend, June 1919": "theatre=karabakh&when=1919-06",
    "July 1919 on the Aras": "theatre=nakhchivan&when=1919-07",
    "Zangezur, November 1919": "theatre=zangezur&when=1919-11",
    "Agulis, December 1919": "view=zangezur&when=1919-12",
    "Shusha, March 1920": "theatre=karabakh&when=1920-03",
    "The Red Army arrives, April 1920": "when=1920-04",
    "Status, July 1921": "theatre=status&when=1921-07",
}
