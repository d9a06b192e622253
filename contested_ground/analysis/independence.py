"""Which answers are voices of their own: sources that share words, or one claimant, are one voice."""

import re

import pandas as pd

from contested_ground.analysis.claims import status, value_words

SHARED = r"Not independent of: ([a-z0-9;-]+)"  # how a note of `sources` or `claims` begins; identifiers of sources
ARTICLE = "article"
REMOVED = "Removed from the page"  # how the note of a number begins that its page no longer has


def withdrawn(claims):
    """Which claims a later state of their own page no longer has (bool); they are facts about the page."""
    return claims["note"].str.startswith(REMOVED).fillna(False).astype(bool)


def one_encyclopaedia(sources):
    """The sources with every page of the article's encyclopaedia marked as not independent of the article."""
    pages = sources["author"].eq(sources.set_index("source_id").at[ARTICLE, "author"]).fillna(False).astype(bool)
    named = sources["note"].str.extract(SHARED)[0]
    notes = "Not independent of: " + ARTICLE + (";" + named).fillna("") + "."
    return sources.assign(note=sources["note"].mask(pages & sources["source_id"].ne(ARTICLE), notes))


def shared_paragraphs(sources, source_id):
    """The paragraphs (int) of the article whose words another state of it has, as the note on that state lists them."""
    note = sources.set_index("source_id").at[source_id, "note"]
    spans = re.findall(r"(\d+)–(\d+)", re.search(r"\(([^)]*) of it\)", note)[1])
    return [number for first, last in spans for number in range(int(first), int(last) + 1)]


def families(sources):
    """The family of each source: those that name one another as not independent, over any number of steps.

    ``sources``: the sources table. Returns a Series by ``source_id``: the first identifier of the family.
    """
    links = sources["note"].str.extract(SHARED)[0].fillna("").str.split(";")
    pairs = [(one, other) for one, others in zip(sources["source_id"], links, strict=True) for other in others]
    return pd.Series(_joined(sources["source_id"], pairs))


def voices(tables):
    """Each claim with the number of its voice among the answers to its question.

    Two answers are one voice when their sources are of one family, when the note of one names the other's source, or
    when they have one claimant. Returns the claims with ``family`` and ``voice_number`` (int, from 1 in each question,
    in the order of the table, the article's first).
    """
    claims, family = tables["claims"], families(tables["sources"])
    claims = claims.assign(
        family=claims["source_id"].map(family),
        named=claims["note"].str.extract(SHARED)[0].fillna(""),
        speaker=claims["claimant_id"].fillna(""),
    )
    claims = claims.assign(first=claims["source_id"].ne(ARTICLE)).sort_values("first", kind="stable")
    number = dict.fromkeys(claims["claim_id"], 1)
    several = claims[claims.duplicated("question_id", keep=False)]
    columns = ["claim_id", "family", "speaker", "named"]
    answers = {}
    for question, *answer in several[["question_id", *columns]].itertuples(index=False):
        answers.setdefault(question, []).append(answer)
    for rows in answers.values():
        pairs = []
        for at, (key, kin, speaker, named) in enumerate(rows):
            others = {family.get(source, source) for source in named.split(";") if source}
            for other, other_kin, other_speaker, _ in rows[:at] + rows[at + 1 :]:
                if kin == other_kin or other_kin in others or (speaker and speaker == other_speaker):
                    pairs.append((key, other))
        heads = _joined([row[0] for row in rows], pairs)
        order = {head: at for at, head in enumerate(dict.fromkeys(heads.values()), 1)}
        number |= {key: order[head] for key, head in heads.items()}
    return claims.assign(voice_number=claims["claim_id"].map(number)).drop(columns=["named", "first", "speaker"])


def _joined(keys, pairs):
    """The head of each key's group, {key: key}, where pairs join groups; the head is the first of its group."""
    keys = list(keys)
    head = {key: key for key in keys}

    def find(key):
        while head[key] != key:
            key = head[key]
        return key

    rank = {key: at for at, key in enumerate(keys)}
    for one, other in pairs:
        if one in head and other in head:
            low, high = sorted((find(one), find(other)), key=rank.get)
            head[high] = low
    return {key: find(key) for key in keys}


def second_sources(tables):
    """The questions with answers from more than one source, with what a second source changes.

    Returns one row a question: ``question_id``, ``question``, ``sources`` and ``voices`` (numbers of sources and of
    independent voices), ``independent`` (bool: two voices or more, in sources of different families), ``was`` (its
    status by the article's answers alone; missing for a question that the article doesn't raise) and ``status`` (by all
    answers); independent ones first.
    """
    claims = voices(tables)
    answers = claims.groupby("question_id").agg(
        sources=("source_id", "nunique"), families=("family", "nunique"), voices=("voice_number", "nunique")
    )
    across = (
        claims.drop_duplicates(["question_id", "voice_number", "family"]).groupby("question_id")["family"].nunique()
    )
    answers = answers.assign(independent=answers["voices"].gt(1) & across.gt(1))
    asked = tables["questions"][["question_id", "question", "kind", "source_id"]]
    own = status(asked, claims[claims["source_id"].eq(ARTICLE)])["status"].where(asked["source_id"].eq(ARTICLE))
    found = status(asked, claims).assign(was=own).merge(answers[answers["sources"].gt(1)].reset_index())
    found = found.sort_values(["independent", "question_id"], ascending=[False, True])
    columns = ["question_id", "question", "sources", "voices", "independent", "was", "status"]
    return found[columns].reset_index(drop=True)


def side_by_side(tables, question_ids=None):
    """Question by source: each source's answers in words, one row a question and source, with its voice's number.

    ``question_ids``: by default those of ``second_sources``. Returns ``question_id``, ``question``, ``source_id``,
    ``voice_number``, ``words`` (values with claimants, joined by "; "), ``withdrawn`` (bool: all of them).
    """
    keys = second_sources(tables)["question_id"] if question_ids is None else list(question_ids)
    claims = voices(tables)
    claims = claims[claims["question_id"].isin(keys)]
    who = claims["claimant_id"].map(tables["actors"].set_index("actor_id")["label"])
    said = [value_words(row) for _, row in claims.iterrows()]
    claims = claims.assign(
        words=[f"{word} ({name})" if isinstance(name, str) else word for word, name in zip(said, who, strict=True)],
        withdrawn=withdrawn(claims),
    )
    table = claims.groupby(["question_id", "source_id"], sort=False).agg(
        voice_number=("voice_number", "min"), words=("words", "; ".join), withdrawn=("withdrawn", "all")
    )
    table = table.reset_index().merge(tables["questions"][["question_id", "question"]])
    order = {key: at for at, key in enumerate(keys)}
    table = table.sort_values(
        ["question_id", "voice_number"], key=lambda c: c.map(order) if c.name == "question_id" else c
    )
    columns = ["question_id", "question", "source_id", "voice_number", "words", "withdrawn"]
    return table[columns].reset_index(drop=True)


def silences_filled(tables):
    """The article's questions that it leaves without an answer, and whether a further source gives one.

    Returns ``question_id``, ``question``, ``answered`` (bool) and ``source_id`` (of the answers, joined by ";").
    """
    asked, claims = tables["questions"], tables["claims"]
    silent = asked[asked["source_id"].eq(ARTICLE)]
    silent = silent[~silent["question_id"].isin(claims.loc[claims["source_id"].eq(ARTICLE), "question_id"])]
    given = claims.groupby("question_id")["source_id"].agg(lambda keys: ";".join(dict.fromkeys(keys)))
    silent = silent.assign(source_id=silent["question_id"].map(given))
    return silent.assign(answered=silent["source_id"].notna())[["question_id", "question", "answered", "source_id"]]
