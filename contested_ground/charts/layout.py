"""Faults of a drawing's layout: texts that overlap, texts that are cut, texts too small to read."""

from itertools import combinations

from matplotlib.text import Text

LEAST, SLACK = 12, 1.5  # px: the smallest type, and how far two texts' boxes may touch


def faults(figure) -> list[str]:
    """What is wrong with the texts of a matplotlib figure; an empty list when nothing is.

    Overlapping texts, texts that reach beyond the sheet, and texts under 12 px as shown, a line each. What a drawing
    hides or leaves outside its limits is not counted.

        import matplotlib.pyplot as plt
        from contested_ground.charts.layout import faults
        figure, ax = plt.subplots()
        ax.text(0, 0, "tiny", size=6)
        faults(figure)  # ["'tiny' is 6 px"] and more when dpi is not 72
    """
    figure.draw_without_rendering()
    scale, sheet = figure.dpi / 72, figure.bbox
    hidden = {label for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for label in _outside(axis)}
    texts = [
        (text, text.get_window_extent())
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden and _shown(text)
    ]
    found = []
    for text, box in texts:
        if text.get_fontsize() * scale < LEAST - 0.01:
            found.append(f"{text.get_text()!r} is {text.get_fontsize() * scale:g} px")
        if box.x0 < sheet.x0 - SLACK or box.x1 > sheet.x1 + SLACK or box.y0 < sheet.y0 - 3 or box.y1 > sheet.y1 + 3:
            found.append(f"{text.get_text()!r} is cut: {box.x0:.0f}–{box.x1:.0f} × {box.y0:.0f}–{box.y1:.0f} px")
    for (one, a), (other, b) in combinations(texts, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        # a line's box holds the room above its letters and below, which its neighbour may use
        if across > SLACK and down > SLACK + 0.22 * min(one.get_fontsize(), other.get_fontsize()) * scale:
            found.append(f"{one.get_text()!r} and {other.get_text()!r} overlap by {across:.0f} × {down:.0f} px")
    return found


def _outside(axis):
    """Labels of ticks that stand outside the axis's limits, or on an axis that is off, and so are not drawn."""
    low, high = sorted(axis.get_view_interval())
    for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
        if not axis.axes.axison or not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
            yield from (tick.label1, tick.label2)


def _shown(text):
    """Whether the text's Axes, if it has one, is drawn."""
    return text.axes is None or text.axes.get_visible()
