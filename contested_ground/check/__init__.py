"""Judging the tables: schema, rules by theme, seals, mentions.

Nothing here changes a row or computes a finding of the book.
"""
