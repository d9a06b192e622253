"""Colours, textures and markers: what each holder, population group and voice looks like in every figure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

# Neutral colours: (CSS variable, on light pages, on dark pages). Drawings name the light value.
NEUTRALS = {
    "ink": ("#1f1f1f", "#ececec"),
    "muted": ("#5a5a5a", "#b4b4b4"),
    "rule": ("#d6d6d6", "#3d3d3d"),
    "ground": ("#ffffff", "#121212"),
}
INK, MUTED, RULE, GROUND = (light for light, _ in NEUTRALS.values())

# Six hues of equal CIELAB lightness (L* = 45, so 5.3:1 on #ffffff and 3.5:1 on #121212), and a grey at L* = 60. Plum
# and moss were given; the other four maximise the least CAM02-UCS distance between any two of the seven as seen with
# normal, protanopic, deuteranopic and tritanopic sight (it comes to 7.7). Left out of the search were the hues of the
# region's flags: in CIELCh no chroma over 16 at 4-94° (red, orange) and 222-320° (blue), none over 12 at 126-182°
# (green). tests/test_figures.py measures all of this.
PALETTE = {
    "plum": "#9C4D95",
    "moss": "#726D08",
    "teal": "#377477",
    "rose": "#AD4577",
    "clay": "#866160",
    "sage": "#656F40",
    "stone": "#919191",
}


@dataclass(frozen=True)
class Look:
    """How a holder, a group or a voice is drawn: its name in legends, hue, texture (a matplotlib hatch) and marker.

    Hatches of lines only: dots and rings weigh twenty times as much in the SVG.
    """

    label: str
    hue: str
    hatch: str = ""
    marker: str = "o"
    members: tuple[str, ...] = ()
    short: str = ""  # a name for narrow places

    @property
    def colour(self) -> str:
        return PALETTE.get(self.hue, self.hue)


# Who holds a place: which hue and texture goes to whom. Swap them here and every figure follows. `members` are actor
# identifiers; an actor takes the look of the first entry that lists it or one of the actors it is part of.
HOLDERS = {
    "armenia": Look("Republic of Armenia", "plum", short="Armenia", members=("republic-of-armenia",)),
    "azerbaijan": Look(
        "Republic of Azerbaijan", "moss", "//", "s", short="Azerbaijan", members=("azerbaijan-democratic-republic",)
    ),
    "turkey": Look(
        "Ottoman Empire, Turkey",
        "teal",
        "---",
        "D",
        short="Turkey",
        members=("ottoman-empire", "turkish-nationalists", "turkey-state", "eleventh-division", "adib-bey"),
    ),
    "soviet": Look(
        *("Soviet Russia, Soviet republics", "rose", "++", "P"),
        short="Soviet",
        members=(
            "soviet-russia",
            "red-army",
            "soviet-union",
            "baku-commune",
            "azrevkom",
            "azerbaijan-ssr",
            "armenian-revkom",
            "armenian-ssr",
            "nakhchivan-ssr",
            "bolsheviks",
            "baku-soviet",
            "red-guard-baku",
            "local-revkoms",
            "muslim-revkom-shusha",
            "armenian-revkom-taghavard",
        ),
    ),
    "local-armenian": Look(
        *("local Armenian bodies and forces", "clay", "||", "^"),
        short="local Armenian",
        members=(
            "andranik-forces",
            "nzhdeh-forces",
            "zangezur-national-council",
            "zangezur-forces",
            "karabakh-national-council",
            "peoples-government-of-karabakh",
            "karabakh-armenian-partisans",
            "karabakh-insurgents",
            "self-defense-committees",
            "armenian-national-council",
            "agulis-residents",
            "armenia-insurgents-1921",
            "armenian-armed-groups",
            "karabakh-temporary-administration",
            "ottoman-armenian-groups",
            "sharur-nakhchivan-armenian-committee",
            "zangezur-armenian-leaders",
        ),
    ),
    "local-muslim": Look(
        *("local Muslim bodies and forces", "sage", "\\\\", "v"),
        short="local Muslim",
        members=(
            "aras-republic",
            "nakhchivan-government",
            "nakhchivan-muslim-committee",
            "nakhchivan-forces",
            "vedibasar-fighters",
            "sharur-insurgents",
            "zangibasar-militia",
            "muslim-national-committee",
            "boyuk-khan-nakhchivanski",
            "dondarly-administration",
            "kars-republic",
            "local-shuras-1919",
            "mashadi-ali-asgar-agha-hamzayev",
            "muslim-civilians",
            "muslims",
            "ordubad-residents",
            "samed-bey-jamilinsky",
            "sharur-nakhchivan-azerbaijani-committee",
            "sultan-bey-militia",
        ),
    ),
    "britain": Look("Great Britain", "stone", "xx", "h", short="Britain", members=("great-britain", "british-command")),
    "other": Look("others", "stone", "", "X", short="other"),
}

# Population groups (`categories.group`). "Muslims" is a heading of its own: it is never folded into another.
GROUPS = {
    "Armenians": Look("Armenians", "plum"),
    "Azerbaijanis": Look("Azerbaijanis", "moss", "//", "s"),
    "Muslims": Look("Muslims", "sage", "\\\\", "v"),
    "Kurds": Look("Kurds", "teal", "---", "D"),
    "Russians": Look("Russians", "clay", "||", "^"),
    "others": Look("others", "stone", "", "h"),
}

# Who speaks (`voice`). Narrator means unattributed in our copy of the article, whose notes are lost.
VOICES = {
    "narrator": Look("unattributed in our copy", MUTED, "", "o"),
    "attributed": Look("attributed", "teal", "", "s"),
    "reported": Look("reported", "clay", "", "D"),
    "quoted": Look("quoted", "rose", "", "^"),
}


def coarse(key: str) -> str:
    """The key in HOLDERS for a group of `data/groups.csv`, whose local bodies are told apart more finely."""
    finer = {"karabakh-councils": "local-armenian", "zangezur-armenians": "local-armenian"}
    return (finer | {"nakhchivan-muslims": "local-muslim"}).get(key, key)


def look(key: str) -> Look:
    """The look of a holder, group or voice; anything else is grey under its own name."""
    key = coarse(key)
    for looks in (HOLDERS, GROUPS, VOICES):
        if key in looks:
            return looks[key]
    return Look(str(key), "stone", "", "h")


def holder_of(actor_id: str, part_of: Mapping[str, str] | None = None) -> str:
    """The key in HOLDERS for an actor: its own entry, or that of what it is part of, or `other`."""
    seen = set()
    while isinstance(actor_id, str) and actor_id and actor_id not in seen:
        seen.add(actor_id)
        for key, look in HOLDERS.items():
            if actor_id == key or actor_id in look.members:
                return key
        actor_id = (part_of or {}).get(actor_id, "")
    return "other"


def holders(actor_ids: pd.Series, actors: pd.DataFrame) -> pd.Series:
    """`holder_of` for a column of actors: keys of HOLDERS. `actors`: the table, which says what each is part of."""
    part_of = dict(zip(actors["actor_id"], actors["part_of"].fillna(""), strict=True))
    return pd.Series([holder_of(actor, part_of) for actor in actor_ids], actor_ids.index, dtype=object)
