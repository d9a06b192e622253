"""What a drawing holds, as lines of text: each mark with its place in pixels, size, colour and level."""

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

FEW = 4  # points that are written one by one


def written(figure):
    """The Axes of a figure, each with its marks in the order in which they were made."""
    for ax in figure.axes:
        yield f"axes {_numbers(ax.get_window_extent().bounds)} {'framed' * ax.axison}"
        for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
            for tick in axis.get_major_ticks():
                mark, words = tick.tick1line, tick.label1
                length = mark.get_markersize() * mark.get_visible()
                yield f"  {axis.axis_name} tick {tick.get_loc():.1f} {length:g} {_of_words(words)}"
            grid = " with a grid" * any(line.get_visible() for line in axis.get_gridlines())
            yield f"  {axis.axis_name} named {axis.get_label_text()!r}{grid}"
        for mark in ax.get_children():
            if mark.get_visible() and (line := _line(mark)):
                yield f"  {line} level {mark.get_zorder():g}{' clipped' * mark.get_clip_on()}"


def _numbers(values):
    return " ".join(f"{value:.1f}".replace("-0.0", "0.0") for value in np.ravel(values))


def _points(points):
    """Points in pixels: all of them, or of many the bounds."""
    points = np.asarray(points, float)
    if len(points) <= FEW:
        return _numbers(points)
    return f"{len(points)} in {_numbers([points.min(0), points.max(0)])}"


def _colour(colour):
    return "none" if colour is None or len(np.ravel(colour)) == 0 else to_hex(colour, keep_alpha=True)


def _of_words(text):
    how = f"{text.get_ha()} {text.get_va()} {text.get_size():g} {text.get_weight()} {_colour(text.get_color())}"
    turned = f" turned {text.get_rotation():.1f}" * bool(text.get_rotation())
    return f"{text.get_text()!r} {how} {text.get_family()[0]}{turned}"


def _line(mark):
    """A mark as a line, its level apart; nothing for what shows nothing."""
    to_pixels = mark.get_transform().transform
    if isinstance(mark, Text):
        return mark.get_text() and f"words {_numbers(to_pixels(mark.get_position()))} {_of_words(mark)}"
    if isinstance(mark, Line2D):
        how = f"{mark.get_linestyle()} {mark.get_linewidth():g} {_colour(mark.get_color())} {mark.get_solid_capstyle()}"
        dots = f"{mark.get_marker()} {mark.get_markersize():g} {_colour(mark.get_markerfacecolor())}"
        dots += f" {_colour(mark.get_markeredgecolor())} {mark.get_markeredgewidth():g}"
        return f"line {_points(to_pixels(mark.get_xydata()))} {how} {dots if mark.get_marker() != 'None' else ''}"
    if isinstance(mark, Patch):
        where = _points(to_pixels(mark.get_path().vertices))
        how = f"{_colour(mark.get_facecolor())} {_colour(mark.get_edgecolor())} {mark.get_linewidth():g}"
        return f"patch {where} {how} {mark.get_joinstyle()}"
    if isinstance(mark, AxesImage):
        return f"image {_numbers(mark.get_window_extent().bounds)} {mark.get_alpha()}"
    if isinstance(mark, Collection):
        parts = [to_pixels(path.vertices) for path in mark.get_paths() if len(path.vertices)]
        where = _points(np.concatenate(parts)) if parts else "nowhere"
        dots = _points(mark.get_offset_transform().transform(mark.get_offsets())) if len(mark.get_offsets()) else ""
        edges = " ".join(map(_colour, mark.get_edgecolor()[:1]))
        faces = " ".join(map(_colour, mark.get_facecolor()[:1]))
        widths = " ".join(f"{width:g}" for width in mark.get_linewidths()[:1])
        return f"{len(parts)} shapes {where} at {dots} {faces} {edges} {widths}"
    return ""
