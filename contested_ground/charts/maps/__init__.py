"""Maps: the ground, a theatre with its names, a campaign with its arrows, and a map that follows the text.

Here belongs what is drawn on the relief. What a map shows comes from the tables; this folder reads no file but its own
ground (`relief.webp`, `ground.json`, made by scripts/make_ground.py).
"""
