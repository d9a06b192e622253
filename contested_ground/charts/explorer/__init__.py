"""The Explorer's rows and drawings, for site and JupyterLab. The page around them is in site/reference."""

from contested_ground.charts.explorer.drawings import SCRIPT, VEGA, Drawings, drawings, script
from contested_ground.charts.explorer.events import MAP, YEARS

__all__ = ["MAP", "SCRIPT", "VEGA", "YEARS", "Drawings", "drawings", "script"]
