"""The code that the README and the page For analysts show: it runs, and does what its words say."""

import re
from pathlib import Path

import pytest

from contested_ground import load

ROOT = Path(__file__).parents[2]


def code(name):
    """The Python blocks of a page, in order."""
    return re.findall(r"^```python\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "reference/analysts.md"])
def test_the_code_of_a_page_runs_from_top_to_bottom(name):
    blocks, names = code(name), {}
    assert blocks
    for block in blocks:
        exec(compile(block, name, "exec"), names)


def test_the_recipe_keeps_every_question_and_one_source_column():
    names = {"tables": load()}
    block = next(block for block in code("reference/analysts.md") if 'indicator="told"' in block)
    exec(block, names)
    answers, questions = names["answers"], names["tables"]["questions"]
    assert set(answers["question_id"]) == set(questions["question_id"])
    assert not [column for column in answers if column.endswith(("_x", "_y"))]
    answered = set(names["tables"]["claims"]["question_id"])
    assert answers["told"].eq("left_only").sum() == (~questions["question_id"].isin(answered)).sum() > 0
