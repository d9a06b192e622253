"""Templates of HTML: filled as Markup's own format would, only faster."""

import pytest
from markupsafe import Markup

from contested_ground.site.reference.html import tag


@pytest.mark.parametrize(
    ("template", "values", "named"),
    [
        ("<b>{}</b>{}", ("a & b", Markup("<i>kept</i>")), {}),
        ("{0}<br>{0} ({1:,})", ("<x>", 1234), {}),
        ('<p style="{{}}">{:.1f} {:>4}</p>', (2.25, "<"), {}),
        ("{name}: {}", ("'quoted'",), {"name": Markup("<q>")}),
        ("nothing", (), {}),
    ],
)
def test_fields_are_filled_and_escaped(template, values, named):
    assert tag(template, *values, **named) == Markup(template).format(*values, **named)
    assert isinstance(tag(template, *values, **named), Markup)


def test_a_value_that_lacks_is_an_error():
    with pytest.raises(LookupError):
        tag("{} {}", "one")
