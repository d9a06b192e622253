"""The Explorer's figure for notebooks, as it is drawn of the kept sample, and what shares a point of its map."""

import pandas as pd
from matplotlib.colors import to_hex

from contested_ground import explorer
from contested_ground.charts.explorer.stored import _places, _runs, relief_file
from contested_ground.data.tables import Tables, shared


def drawn(ax):
    """What an Axes shows, as lines: frame, limits, ticks, title, dots, words."""
    yield "frame " + " ".join(f"{edge:.2f}" for edge in ax.get_position().bounds)
    yield "limits " + " ".join(f"{end:.2f}" for end in (*ax.get_xlim(), *ax.get_ylim()))
    yield "ticks " + ", ".join(
        f"{tick:g} {label.get_text()}" for tick, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    )
    yield f"axes '{ax.get_xlabel()}' '{ax.get_ylabel()}'"
    yield f"title {ax.get_title(loc='left')}{' and a legend' * (ax.get_legend() is not None)}"
    for dots in ax.collections:
        sizes, colours = dots.get_sizes(), [to_hex(colour, keep_alpha=True) for colour in dots.get_facecolors()]
        for number, (x, y) in enumerate(dots.get_offsets()):
            size, colour = sizes[number % len(sizes)], colours[number % len(colours)]
            yield f"dot {x:.3f} {y:.3f} {size:g} {colour} level {dots.get_zorder():g}"
    for words in ax.texts:
        yield f"words {words.get_text()} {words.xy[0]:.3f} {words.xy[1]:.3f} {words.xyann[0]:.1f} {words.xyann[1]:.1f}"
        yield f"  {words.get_ha()} {words.get_va()} {words.get_size():g} {words.get_color()} {words.get_zorder():g}"


def test_a_figure_of_the_sample(kept, sample):
    figure = explorer(sample["events"], sample)
    assert (figure.get_size_inches() * figure.dpi).tolist() == [760, 760]
    kept("".join(f"{line}\n" for ax in figure.axes for line in drawn(ax)), "lab.txt")


def test_the_relief_of_the_map_is_a_file_of_the_package():
    assert relief_file().is_file()


def test_a_holder_of_the_first_place_is_drawn():
    """Places are numbered from 0, those without a point -1."""
    places = [["baku", "Baku", 0, []], ["shusha", "Shusha", -1, []]]
    assert {run[0] for run in _runs(shared(), places, {"baku": 7, "shusha": 8})} == {7}


def test_of_places_on_one_point_the_exact_then_the_towns_come_first(sample):
    rows = [("a", "village", "exact"), ("b", "city", "exact"), ("c", "town", "district"), ("d", "town", "exact")]
    rows += [("e", "city", "district"), ("off", "city", "exact")]
    places = pd.DataFrame(rows, columns=["place_id", "kind", "precision"])
    places = places.assign(label=places["place_id"], lat=40.0, lon=45.0)
    places.loc[places["place_id"] == "off", "lon"] = 99.0
    events = pd.DataFrame({"place_id": [*places["place_id"], None]})
    held = pd.DataFrame({"place_id": ["a"]})
    named, spots = _places(Tables(sample | {"places": places, "events": events, "control": held}))
    assert [row[2] for row in named] == [0, 0, 0, 0, 0, -1]
    ((*_, exact, town, numbers),) = spots
    assert (exact, town) == (1, 2)
    assert [named[number][0] for number in numbers] == ["b", "d", "a", "c", "e"]
