"""The registry: each derived number with its function, unit and inputs."""

from collections import namedtuple

Derived = namedtuple("Derived", "name function unit inputs text")
REGISTRY = {}


def derived(unit, inputs):
    """Register a function of the tables as a derived number.

    ``unit``: ``percent``, ``persons``, ``days`` or another noun. ``inputs``: the tables or rows that it is made from,
    each ``table`` or ``table:key``.
    """

    def register(function):
        enter(function.__name__.replace("_", "-"), function, unit, inputs, function.__doc__)
        return function

    return register


def enter(name, function, unit, inputs, text):
    """Register a derived number that is a row of a table: `function` of the tables, `text` says what it is."""
    if name in REGISTRY:
        raise ValueError(f"derived number '{name}' is registered twice; choose another name")
    REGISTRY[name] = Derived(name, function, unit, tuple(inputs), " ".join(text.split()))


def value(name, tables):
    """The value of a derived number. Raises ``KeyError`` for a name that is not registered."""
    return tables.once(REGISTRY[name].function)
