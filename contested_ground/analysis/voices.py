"""Who says a row and where it stands, in words."""

import pandas as pd


def _labels(tables):
    return dict(zip(tables["actors"]["actor_id"], tables["actors"]["label"], strict=True))


def _titles(tables):
    return tables["sources"].set_index("source_id")["title"].to_dict()


def _known(view, tables):
    """A view of the tables, made once where they are `Tables` and no plain dict."""
    return tables.once(view) if hasattr(tables, "once") else view(tables)


def speaker(target, tables):
    """Who says it, in words: the narrator, a named authority and who relays it, or an unnamed one."""
    labels = _known(_labels, tables)
    if target["voice"] == "narrator":
        who = "the narrator (unattributed in our copy)" if target["source_id"] == "article" else "the work itself"
    elif pd.notna(target["claimant_id"]):
        who = labels.get(target["claimant_id"], target["claimant_id"])
        who += f" ({target['voice']})" if target["voice"] == "quoted" else ""
    else:
        who = target["claimant_as"] if pd.notna(target["claimant_as"]) else "reported, by nobody named"
    return who + (
        f", relayed by {labels.get(target['via_id'], target['via_id'])}" if pd.notna(target["via_id"]) else ""
    )


def cited(target, tables):
    """Where a row comes from, in words: the work and the paragraph, page or table."""
    if target["source_id"] == "article":
        also = "" if pd.isna(target.get("also", pd.NA)) else ", " + target["also"].replace(";", ", ")
        return f"the article, paragraph {target['locator']}{also}"
    titles = _known(_titles, tables)
    return f"{titles.get(target['source_id'], target['source_id'])}, {target['locator']}"


def marks(rows, tables):
    """Where each row rests, as a link in the form of prose: ``[¶139](article:139)``, or the title of another source.

    `rows`: any table with `source_id` and `locator`. Returns a Series of text over its index.
    """
    titles = _known(_titles, tables)
    return pd.Series(
        [
            f"[¶{where}](article:{where})" if source == "article" else f"[{titles[source]}](source:{source})"
            for source, where in zip(rows["source_id"], rows["locator"], strict=True)
        ],
        rows.index,
        dtype=object,
    )
