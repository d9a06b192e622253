"""The Explorer in a notebook: a plain figure of the rows that one has chosen."""

import pandas as pd

from contested_ground.charts.explorer.stored import MONTHLY, MONTHS, classes
from contested_ground.charts.maps.ground import around, draw_ground, layers
from contested_ground.charts.style import GROUND, HOLDERS, INK, MUTED, text_width, theme
from contested_ground.data.tables import shared

LANES = {"fighting": "fighting", "harm": "harm to people", "talks": "talks and decisions", "other": "other"}
HUES = {"fighting": MUTED, "harm": HOLDERS["karabakh-councils"], "talks": HOLDERS["turkey"], "other": "#b7b2a8"}


def explorer(events, tables=None):
    """A figure of `events`, rows of the table: where they are told to have happened, and how many a week.

    `tables`: the data that they are from, by default the book's own. On the map a circle is a place, the larger the
    more events it has; below, a dot is an event, at the middle of the days that its date allows, in the lane of what it
    is: harm before fighting before talks. Events without a point or dated to more than a month are counted in the
    title and not drawn. Returns a matplotlib Figure. Raises ValueError for no rows.

        from contested_ground import explorer, load
        events = load().events
        explorer(events.query("theatre == 'zangezur'"))
    """
    if events.empty:
        raise ValueError("no event is left; ask for more than these rows")
    import matplotlib.pyplot as plt  # here, as seaborn is: the site imports this module and draws nothing with it
    import seaborn as sns

    theme()
    places = (tables or shared())["places"].set_index("place_id")[["label", "lat", "lon"]]
    told = events.join(places, on="place_id")
    figure, (above, below) = plt.subplots(2, 1, figsize=(760 / 72, 760 / 72), dpi=72, height_ratios=[3, 1])
    figure.subplots_adjust(left=0.18, right=0.98, top=0.95, bottom=0.06)
    points = told.dropna(subset=["lat", "lon"]).groupby(["lon", "lat"])["label"].agg(["first", "size"]).reset_index()
    west, east, south, north = layers()["about"]["extent"]
    points = points[points["lon"].between(west, east) & points["lat"].between(south, north)]
    marked = int(points["size"].sum())
    sheet = draw_ground(above, around(points) if len(points) else "whole")
    above.scatter(points["lon"], points["lat"], 30 + 14 * points["size"], INK, alpha=0.55, ec=GROUND, zorder=3)
    _names(points, above, sheet)
    dated = told[told["date_precision"].le(MONTHLY) & told["date_start"].notna() & told["date_end"].notna()]
    middle = dated["date_start"] + (dated["date_end"] - dated["date_start"]) / 2
    shown = classes(dated)
    kind = pd.Series("other", dated.index)
    for name in ("talks", "fighting", "harm"):
        kind = kind.mask(shown[name], name)
    rank = middle.groupby([kind, middle.dt.to_period("W")]).cumcount()
    lane = kind.map(list(LANES).index) + 0.35 - rank.clip(upper=9) * 0.08
    sns.scatterplot(x=middle, y=lane, hue=kind, palette=HUES, s=16, linewidth=0, legend=False, ax=below)
    below.set(yticks=range(len(LANES)), yticklabels=LANES.values(), ylim=(3.6, -0.6), xlabel="", ylabel="")
    if len(middle) and middle.between(f"{MONTHS[0]}-01", f"{MONTHS[1]}-31").all():
        below.set_xlim(middle.min() - pd.Timedelta(days=20), middle.max() + pd.Timedelta(days=20))
    else:
        below.set_xlim(pd.Timestamp(f"{MONTHS[0]}-01"), pd.Timestamp(f"{MONTHS[1]}-31"))
    above.set_title(f"{len(told):,} events: {marked:,} on the map, {len(dated):,} dated to a month or better")
    plt.close(figure)
    return figure


def _names(points, ax, sheet):
    """The places with the most events, each named beside its circle where no other name stands."""
    taken = []
    for row in points.nlargest(20, "size").itertuples():
        (x, y), *_ = sheet.pixels(row.lon, row.lat)
        wide, gap = text_width(row.first), 4 + (30 + 14 * row.size) ** 0.5 / 2
        left = x + gap if x + gap + wide < sheet.width else x - gap - wide
        if any(left < other[0] + other[1] and other[0] < left + wide and abs(y - other[2]) < 16 for other in taken):
            continue
        taken.append((left, wide, y))
        ax.annotate(row.first, (row.lon, row.lat), (left - x, 0), textcoords="offset points", va="center", zorder=4)
