"""Slopes: two counts of the same ground as two dots and a thin line, persons at both ends."""

from contested_ground.charts.style import INK, MUTED, PEOPLE, RULE, narrow, settled, text_width, wrap

NEEDED = ["ground", "group", "before", "after"]
SIZE, LEADING = 13, 16  # px


def slopes(table, axes, years=("1897", "1926"), covers=None, between="", once=False):
    """Draw two counts a group on each ground: two dots, a thin line without a head, persons at both ends.

    `table`: `ground` (a panel each, in its order), `group` (a key of style.PEOPLE, or any other), `before`, `after`
    (persons), a row a line. `axes`: one Axes a ground (one alone for one ground), each on its own scale from zero,
    which the subtitle is to say. `years`: the two dates. `covers`: ground to a line of words on what the counts cover.
    `between`: what lies between the dates, in the caller's words; they stand below the panels. The line says nothing of
    the years between; it leads the eye. `once`: where panels are too narrow for the groups' names beside the numbers,
    they stand once, in their colours, above the first panel, instead of below each number. Raises ValueError for an
    empty table, a missing column, two rows of one ground and group, or another number of Axes than grounds.

        from contested_ground.charts.slopes import slopes
        rows = [("Shusha", "Armenians", 14_420, 93), ("Shusha", "Azerbaijanis", 10_778, 4_900)]
        table = pd.DataFrame(rows, columns=["ground", "group", "before", "after"])
        slopes(table, plt.gca(), between="1905–06; the world war; this war; resettlement")
        plt.show()
    """
    if missing := [column for column in NEEDED if column not in table]:
        raise ValueError(f"slopes needs the column {missing[0]}")
    if table.empty or table[["before", "after"]].isna().any(axis=None):
        raise ValueError("slopes needs rows with both counts; leave out a ground that lacks one and say so")
    if (twice := table.duplicated(["ground", "group"])).any():
        row = table[twice].iloc[0]
        raise ValueError(f"{row['ground']} has two rows for {row['group']}; a mark is one row")
    axes = list(axes) if hasattr(axes, "__len__") else [axes]
    grounds = list(table["ground"].unique())
    if len(axes) != len(grounds):
        raise ValueError(f"slopes has {len(grounds)} grounds and {len(axes)} Axes; give it an Axes a ground")
    if between:
        width = axes[0].figure.bbox.width - 24
        words = wrap(f"Between {years[0]} and {years[1]}: {between}", width, 12)
        axes[0].figure.supxlabel("\n".join(words), x=0.01, ha="left", size=12, color=MUTED, linespacing=1.05)
    panels = [(ax, table[table["ground"].eq(ground)]) for ax, ground in zip(axes, grounds, strict=True)]
    for ax, rows in panels:
        _empty(ax, _most(rows), years)
    settled(axes[0])
    beside = [_beside(rows, ax) for ax, rows in panels]
    covered = [_wrapped((covers or {}).get(ground, ""), ax) for ax, ground in zip(axes, grounds, strict=True)]
    for ax, ground, said in zip(axes, grounds, covered, strict=True):
        lines = [(ground, {"size": 15, "weight": 600, "color": INK})]
        lines += [(line, {"size": 12, "color": MUTED}) for line in said]
        for number, (words, style) in enumerate(reversed(lines)):
            _above(ax, words, 0, 12 + number * LEADING, **style)
    if once and not beside[0]:
        left, high = 0, 20 + (max(map(len, covered)) + 1) * LEADING
        for group in table["group"].unique():
            _above(axes[0], group, left, high, size=SIZE, weight=600, color=PEOPLE.get(group, INK))
            left += text_width(group, SIZE, 600) + 14
    settled(axes[0])  # once for all panels: what follows lies within them
    for (ax, rows), names in zip(panels, beside, strict=True):
        _panel(rows, ax, names, once)


def _most(rows):
    return float(rows[["before", "after"]].max(axis=None))


def _wrapped(words, ax):
    return wrap(words, max(ax.get_window_extent().width, 120), 12) if words else []


def _above(ax, words, left, high, **style):
    ax.annotate(words, (0, 1), (left, high), xycoords="axes fraction", textcoords="offset points", **style)


def _empty(ax, most, years):
    """The panel of a ground without its rows."""
    ax.set(xlim=(-1, 2), ylim=(0, most * 1.06), yticks=[])
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    ax.set_xticks([0, 1], years, size=SIZE)
    ax.tick_params(length=0, colors=MUTED)
    ax.axhline(0, color=RULE, linewidth=1.5)
    ax.vlines([0, 1], 0, most, color=RULE, linewidth=1, zorder=0)


def _ends(rows):
    """Room for the widest number at either end, and for the widest name of a group behind it."""
    number = max(text_width(f"{count:,.0f}", SIZE, 600) for side in ("before", "after") for count in rows[side]) + 14
    return number, max(text_width(f"  {group}", SIZE, 600) for group in rows["group"])


def _beside(rows, ax):
    """Whether the groups' names have room behind the numbers of the later count."""
    number, names = _ends(rows)
    return ax.get_window_extent().width > 2 * number + names + (60 if narrow(ax) else 110)


def _panel(rows, ax, beside, once):
    """Draw the rows of one ground."""
    box, most = ax.get_window_extent(), _most(rows)
    number, names = _ends(rows)
    left, right = number, number + names + 4 if beside else number if once else max(number, names + 8)
    inner = max(box.width - left - right, 30)
    ax.set_xlim(-left / inner, 1 + right / inner)
    unit = most * 1.06 / box.height
    for side, x, align in (("before", 0, "right"), ("after", 1, "left")):
        order = rows.sort_values(side)
        below = side == "after" and not beside and not once
        heights = _apart([value / unit for value in order[side]], LEADING * (1 + 1.3 * below), box.height)
        for row, high in zip(order.itertuples(), heights, strict=True):
            said = f"{getattr(row, side):,.0f}"
            if side == "after":
                said += f"  {row.group}" if beside else f"\n{row.group}" if below else ""
            shift = (-9 if align == "right" else 9), high - getattr(row, side) / unit
            text = ax.annotate(said, (x, getattr(row, side)), shift, textcoords="offset points", ha=align)
            text.set(va="center", size=SIZE, weight=600, linespacing=0.95, color=PEOPLE.get(row.group, INK))
    for row in rows.itertuples():
        colour = PEOPLE.get(row.group, INK)
        ax.plot([0, 1], [row.before, row.after], color=colour, linewidth=1.2)
        ax.plot([0, 1], [row.before, row.after], "o", color=colour, markersize=9, zorder=3, clip_on=False)


def _apart(heights, step, room):
    """Heights in rising order, moved so that neighbours are `step` apart and none leaves the panel."""
    heights = [max(high, step / 2) for high in heights]
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + step)
    heights[-1] = min(heights[-1], room)
    for at in range(len(heights) - 2, -1, -1):
        heights[at] = min(heights[at], heights[at + 1] - step)
    return heights
