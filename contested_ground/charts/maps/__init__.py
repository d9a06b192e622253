"""Maps: the ground, a theatre with its names, a campaign with its arrows, and a map that follows the text.

Here belongs what is drawn on the relief. What a map shows comes from the tables; this folder reads no file but its own
ground (`relief.webp`, `ground.json`, made by scripts/make_ground.py).
"""

from contested_ground.charts.maps.campaign import campaign_height, campaign_map
from contested_ground.charts.maps.ground import CREDIT, SEVAN, WINDOWS
from contested_ground.charts.maps.stepper import stepper
from contested_ground.charts.maps.theatre import theatre_map

__all__ = ["CREDIT", "SEVAN", "WINDOWS", "campaign_height", "campaign_map", "stepper", "theatre_map"]
