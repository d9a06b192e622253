"""Figures: the figure object, its style, a module a kind of picture. No file is opened and no Sphinx imported here."""
