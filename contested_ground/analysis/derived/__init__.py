"""Numbers that are computed, not told: each a registered function of the tables, with its unit and its inputs.

A chapter links one as ``[46.1 percent](derived:zangezur-armenian-share-1897)``. The name is the function's name with
hyphens, or stands in a table of numbers that are made alike; the explanation is the docstring.
"""

from contested_ground.analysis.derived import events, populations, source, voices
from contested_ground.analysis.derived.registry import REGISTRY, value

__all__ = ["REGISTRY", "events", "populations", "source", "value", "voices"]
