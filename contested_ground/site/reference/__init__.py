"""The reference shelf: entries and lists, made from the tables as HTML."""
