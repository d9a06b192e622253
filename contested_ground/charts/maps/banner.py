"""The book's banner: the land between Kars and the Caspian Sea, without a name, for the title to stand on."""

from io import BytesIO

import matplotlib as mpl
import matplotlib.figure

from contested_ground.charts import frame, style
from contested_ground.charts.figure import VARIABLES
from contested_ground.charts.maps.ground import draw_ground
from contested_ground.charts.svg import drawn

SIZE = 1056, 372  # CSS pixels: as wide as the page's column is at most
AREA = (43.2, 49.9, 39.2, 41.0)  # west, east, south, north


class Banner:
    """The relief as a cell shows it: the site takes its SVG and sets the page's title over it."""

    def __init__(self):
        with mpl.rc_context():
            style.theme()
            self._page = matplotlib.figure.Figure((SIZE[0] / 72, SIZE[1] / 72), dpi=72)
            draw_ground(self._page.add_axes((0, 0, 1, 1)), AREA, sharp=1)

    @property
    def svg(self) -> str:
        """The drawing for light and dark pages; what does not fit is cut off at its sides."""
        with mpl.rc_context(style.RC):
            text = drawn(self._page, "banner", VARIABLES, frame.SANS)
        return text.replace("<svg ", '<svg aria-hidden="true" preserveAspectRatio="xMidYMid slice" ', 1)

    def __str__(self):
        return "The South Caucasus in relief, from Kars to the Caspian Sea."

    def _repr_mimebundle_(self, include=None, exclude=None):
        file = BytesIO()
        with mpl.rc_context(style.RC):
            self._page.savefig(file, format="jpeg", dpi=72, pil_kwargs={"quality": 70})
        html = f'<div class="cg-banner">{self.svg}</div>'
        return frame.bundle(str(self), file.getvalue(), str(self), id="banner", html=html)


def banner() -> Banner:
    """The banner of the cover, drawn from the maps' ground.

    from contested_ground.charts.maps.banner import banner
    banner()
    """
    return Banner()
