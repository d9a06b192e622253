"""Parts of a whole: a bar a place, its groups from left to right, each share in the bar."""

import seaborn as sns

from contested_ground.charts.style import GROUND, MUTED, PEOPLE, narrow, on, settled, text_width

BAR, HEAD = 22, 24  # px: a bar, and the names of the groups above
SIZE = 13


def parts(table, ax):
    """Draw shares of the people of each place as parts of a bar; what is not stated leaves the bar open at its end.

    `table`: `place`, `group` (a key of style.PEOPLE), `share` (percent), `total` (persons) and `rounded` (bool), as
    `analysis.composition.composition` returns them; places keep the table's order. Shares of 8 percent and more (14 on
    a narrow sheet) stand in the bar; the groups are named once, in their colours, above. The sheet should be as high as
    `parts_height` says. Raises ValueError for an empty table, a missing column or a group without a colour.

        from contested_ground.charts.parts import parts
        parts(composition(load(), ["surmali-uezd-1897"]), ax=plt.gca())
    """
    if missing := [column for column in ("place", "group", "share", "total", "rounded") if column not in table]:
        raise ValueError(f"parts needs the column {missing[0]}; analysis.composition.composition makes it")
    if table.empty:
        raise ValueError("parts needs at least one row; this table has none")
    if unknown := set(table["group"]) - set(PEOPLE):
        raise ValueError(f"no colour for {sorted(unknown)[0]}; style.PEOPLE has {', '.join(PEOPLE)}")
    tight, names = narrow(ax), list(table["place"].unique())
    wide = table.pivot(index="place", columns="group", values="share").reindex(names)
    begin = 0
    for group in (group for group in PEOPLE if group in wide):
        share, colour = wide[group].fillna(0), PEOPLE[group]
        ax.barh(range(len(names)), share, left=begin, height=0.78, color=colour, edgecolor=GROUND, linewidth=1)
        for at, value in enumerate(share):
            if value >= (14 if tight else 8):
                middle = (begin if isinstance(begin, int) else begin.iloc[at]) + value / 2
                ax.text(middle, at, f"{value:.0f}", ha="center", va="center_baseline", size=SIZE, color=on(colour))
        begin = begin + share
    totals = table.drop_duplicates("place").set_index("place")["total"].reindex(names)
    for at, total in enumerate(totals):
        words = f"{total:,.0f}" if tight else f"{total:,.0f} people"
        ax.text(101, at, words, va="center_baseline", size=12, color=MUTED)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlim=(0, 128 if tight else 122), ylim=(len(names) - 0.5, -2 if tight else -1.1), xticks=[])
    ax.tick_params(labelsize=12 if tight else SIZE, length=0)
    sns.despine(ax=ax, left=True, bottom=True)
    settled(ax, for_good=True)
    _named(ax, [group for group in PEOPLE if group in wide], tight)


def parts_height(table, width) -> int:
    """How many px high a sheet of some width should be for `parts`; for `figure(height=…)`."""
    return int(table["place"].nunique() * (BAR + 6) + HEAD * (2 if width < 500 else 1) + 16)


def _named(ax, groups, tight):
    """The groups once, in words beside a square of their colour, above the bars; on a narrow sheet in two lines."""
    unit = (ax.get_xlim()[1] - ax.get_xlim()[0]) / ax.get_window_extent().width
    lines = [groups[:3], groups[3:]] if tight and len(groups) > 3 else [groups]
    for line, level in zip(lines, (-1.5, -0.85)[-len(lines) :], strict=True):
        left = 0.0
        for group in line:
            ax.plot(left + 5 * unit, level, "s", ms=9, color=PEOPLE[group], mec=MUTED, mew=0.6, clip_on=False)
            ax.text(left + 13 * unit, level, group, va="center_baseline", size=12 if tight else SIZE)
            left += (text_width(group, 12 if tight else SIZE) + (20 if tight else 30)) * unit
