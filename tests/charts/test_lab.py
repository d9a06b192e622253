"""The Explorer's figure for notebooks, as it is drawn of the kept sample."""

from matplotlib.colors import to_hex

from contested_ground import explorer


def drawn(ax):
    """What an Axes shows, as lines: frame, limits, ticks, title, dots, words."""
    yield "frame " + " ".join(f"{edge:.2f}" for edge in ax.get_position().bounds)
    yield "limits " + " ".join(f"{end:.2f}" for end in (*ax.get_xlim(), *ax.get_ylim()))
    yield "ticks " + ", ".join(
        f"{tick:g} {label.get_text()}" for tick, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    )
    yield f"title {ax.get_title(loc='left')}"
    for dots in ax.collections:
        sizes, colours = dots.get_sizes(), [to_hex(colour, keep_alpha=True) for colour in dots.get_facecolors()]
        for number, (x, y) in enumerate(dots.get_offsets()):
            size, colour = sizes[number % len(sizes)], colours[number % len(colours)]
            yield f"dot {x:.3f} {y:.3f} {size:g} {colour} level {dots.get_zorder():g}"
    for words in ax.texts:
        yield f"words {words.get_text()} {words.xy[0]:.3f} {words.xy[1]:.3f} {words.xyann[0]:.1f} {words.xyann[1]:.1f}"


def test_a_figure_of_the_sample(kept, sample):
    figure = explorer(sample["events"], sample)
    assert (figure.get_size_inches() * figure.dpi).tolist() == [760, 760]
    kept("".join(f"{line}\n" for ax in figure.axes for line in drawn(ax)), "lab.txt")
