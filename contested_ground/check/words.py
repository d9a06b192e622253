"""Rules of words: labels belong to a voice, so titles have none and notes say whose they are."""

import re
import unicodedata

LABELS = re.compile(
    r"massacr|pogrom|\bethnic(?:ally)? ?cleans|genocid|liberat|\boccup(?:y|ies|ied|ying|ation)|terroris|bandit|"
    r"treacher|atrocit|\binvad|\binvasion|martyr|barbari|butcher|slaughter|\bhero(?:es|ic|ically|ism)?\b|"
    r"\bso called\b|\bpuppet|exterminat|\bgangs?\b|\bbrutal|\bsavage|"
    r"\bour (?:forces|troops|army|land|people|villages)\b",
    re.IGNORECASE,
)
UNLABELLED = {
    "events": ("title", "event_id", "turn"), "questions": ("question", "question_id"), "claims": ("claim_id",),
    "control": ("control_id",), "terms": ("term_id",), "actors": ("label", "actor_id"), "places": ("label", "place_id"),
}  # fmt: skip
ATTRIBUTED = {
    "events": ("outcome", "note"), "terms": ("value",), "claims": ("note",), "population": ("note",),
    "discrepancies": ("description", "treatment"), "places": ("summary", "note"), "actors": ("summary", "note"),
    "comparisons": ("gained", "lost", "note"), "crosswalk": ("note",), "participations": ("note",),
    "categories": ("note",), "mentions": ("note",), "retired": ("reason",),
}  # fmt: skip
# words by which a note says whose word it is
WHOSE = re.compile(
    r"\b(?:calls?|calling|(?:his|its|her|their|the) words?|speaks? of|terms it|is [a-z]+ in \d+)\b", re.IGNORECASE
)
NEAR = 60  # characters before a label in which that stands
# letters of other scripts that look like Latin ones
LOOKS = str.maketrans("асеорхуіјѕԁԛԝАВСЕНІЈКМОРЅТХУоοаеіνρτυχ", "aceopxyijsdqwABCEHIJKMOPSTXYooaeivptux")


def bare(text):
    """A text as it reads: compatibility letters and look-alikes plain, invisible signs gone, hyphens as spaces."""
    if not text.isascii():
        text = "".join(
            sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Cf", "Mn")
        )
        text = re.sub(r"[\u2010-\u2015]", " ", text.translate(LOOKS))
    return re.sub(r"[-_\s]+", " ", text)


def no_labels(data):
    """Titles, questions, names and identifiers are free of labels; a note, value or outcome says whose word it is."""
    for listed, free in ((UNLABELLED, True), (ATTRIBUTED, False)):
        for table, columns in listed.items():
            for row in data.rows(table):
                for column in columns:
                    cell = row.cells[column]
                    label = cell and LABELS.search(bare(cell))
                    near = bare(cell)[max(label.start() - NEAR, 0) : label.end() + 12] if label else ""
                    if not label or (not free and WHOSE.search(near)):
                        continue
                    remedy = "and put the label in label_text" if free else "or say whose word it is"
                    yield table, row, column, f"'{label[0]}' is a label; say plainly what was done, {remedy}"


RULES = (no_labels,)
