"""The published JSON Schema and the marshmallow layer accept and refuse the same documents."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qa_service.rubric import json_schema, read_rubric, schema_problems

RUBRICS = Path(__file__).parents[3] / "rubrics"
VALIDATOR = Draft202012Validator(json_schema())
KEYS = ["id", "title", "weight", "x-a", "_schema", "to", "above", "below", "errors", "na", "gate", "min", "no", "when"]
VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 2.0, 101, "", "errors", "never", "numeric", "cap", "Bad Id", "no", "x" * 600, [], {},
    [[0, 1], [1, 0]], {"a": 1}, {"allow": True}, {"type": "numeric", "min": 0, "max": 1}, {"id": "a", "score": 1},
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, inner in steps for found in _paths(inner, (*path, step)))]


def _mutate(document: dict[str, Any], rnd: random.Random) -> None:
    *above, last = rnd.choice(_paths(document)[1:])
    holder: Any = document
    for step in above:
        holder = holder[step]
    change = rnd.randrange(4)
    if change == 0:
        del holder[last]
    elif change == 1:
        holder[last] = copy.deepcopy(rnd.choice(VALUES))
    elif change == 2 and isinstance(holder, dict):
        holder[rnd.choice(KEYS)] = copy.deepcopy(rnd.choice(VALUES))
    elif isinstance(holder, dict):
        holder[rnd.choice(KEYS)] = holder.pop(last)


def test_committed_schema_is_the_generated_one() -> None:
    committed = (RUBRICS / "rubric.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json_schema()


def test_schema_is_a_valid_draft_2020_12_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@settings(max_examples=250, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_schema_and_code_agree_on_mutations(example_texts: list[str], seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311
    document = copy.deepcopy(dict(read_rubric(rnd.choice(example_texts)).document))
    for _ in range(rnd.choice([1, 1, 2, 3])):
        _mutate(document, rnd)
    assert VALIDATOR.is_valid(document) == (not schema_problems(document))


@pytest.mark.parametrize("value", [None, 3, "text", [], True])
def test_a_document_is_a_mapping(value: object) -> None:
    assert [problem.pointer for problem in schema_problems(value)] == [""]


def _with(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(document)
    holder = changed
    *above, last = path.split("/")
    for step in above:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = value
    return dict(changed)


CRITERION = "sections/0/criteria/0/"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("schema", "kpo-rubric/2", "not_allowed"),
        ("id", "Bad", "bad_format"),
        ("version", "1.0", "bad_format"),
        ("title", 3, "wrong_type"),
        ("scales", {}, "too_few"),
        ("scales/grade/levels/0/score", 1.5, "out_of_range"),
        ("scales/grade/levels/0/id", "true", "reserved_word"),
        ("scales/grade/levels/0/id", "a" * 65, "too_long"),
        ("scales/grade/type", "ordnal", "not_allowed"),
        ("scales/share/better", "more", "not_allowed"),
        ("scales/share/score", [[0, 1, 2], [1, 1]], "too_many"),
        ("sections/0/criteria", [], "too_few"),
        (CRITERION + "weight", True, "wrong_type"),
        (CRITERION + "advisory", 1, "wrong_type"),
        (CRITERION + "anchors", {"low": "short"}, "too_short"),
        (CRITERION + "when", "x" * 501, "too_long"),
        (CRITERION + "evidence", {"required": 1}, "not_allowed"),
        (CRITERION + "evidence", {"min": 0}, "out_of_range"),
        (CRITERION + "evidence", {"min": 1.5}, "wrong_type"),
        (CRITERION + "gate", {"effect": "fail", "reason": "r"}, "one_of"),
        (CRITERION + "gate", {"effect": "cap", "reason": "r", "below": "mid"}, "required"),
        (CRITERION + "na", "always", "not_allowed"),
        (CRITERION + "na", {"reason": "optional"}, "required"),
        (CRITERION + "scale", "errors", "required"),
        ("sections/0/criteria/2/errors/per", 0, "out_of_range"),
        ("changes", [{"version": "1.0.0", "level": "huge", "note": "n"}], "not_allowed"),
        ("tests", [{"name": "n"}], "required"),
    ],
)
def test_refusals_of_the_shape(small: str, path: str, value: object, code: str) -> None:
    document = _with(dict(read_rubric(small).document), path, value)
    problems = schema_problems(document)
    assert code in {problem.code for problem in problems}
    assert all(problem.pointer.startswith("/" + path) for problem in problems if path[-5:] != "scale")
    assert not VALIDATOR.is_valid(document)
