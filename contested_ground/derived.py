"""Numbers that are computed, not told: each a registered function of the tables, with its unit and its inputs.

A chapter links one as ``[46.1 percent](derived:zangezur-armenian-share-1897)``. The name is the function's name with
hyphens, the explanation its docstring.
"""

from collections import namedtuple

Derived = namedtuple("Derived", "name function unit inputs text")
REGISTRY = {}


def derived(unit, inputs):
    """Register a function of the tables as a derived number.

    ``unit``: ``percent``, ``persons``, ``days`` or another noun. ``inputs``: the tables or rows that it is made from,
    each ``table`` or ``table:key``.
    """

    def register(function):
        name = function.__name__.replace("_", "-")
        if name in REGISTRY:
            raise ValueError(f"derived number '{name}' is registered twice; choose another name")
        REGISTRY[name] = Derived(name, function, unit, tuple(inputs), " ".join(function.__doc__.split()))
        return function

    return register


def value(name, tables):
    """The value of a derived number. Raises ``KeyError`` for a name that is not registered."""
    return REGISTRY[name].function(tables)


def count(tables, observation_id):
    """The persons of one observation."""
    return int(tables["population"].set_index("observation_id").at[observation_id, "count"])
