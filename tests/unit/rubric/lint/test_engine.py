"""Findings have a place, an order and a repeatable text; an author may silence one with a reason."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import RubricError, load_rubric, read_rubric
from qa_service.rubric.lint import lint_rubric, lint_source, rules
from tests.unit.rubric.lint.base import CLEAN, FIRST, THIRD, changed, lint

RUBRICS = sorted((Path(__file__).parents[4] / "rubrics").glob("*.yaml"))
NA: dict[str, Any] = {f"{THIRD}/na": {"allow": True}}


def silence(**entry: str) -> dict[str, Any]:
    return {**NA, "/x-lint": {"ignore": [{"code": "gate_with_na", "why": "the client wants it", **entry}]}}


@pytest.mark.parametrize(
    "at", [{}, {"at": "deadline"}, {"at": "substance.deadline.na"}, {"at": f"{THIRD}/na"}, {"at": "substance"}]
)
def test_a_finding_is_silenced_with_a_reason(at: dict[str, str]) -> None:
    (found,) = lint(silence(**at))
    assert (found.code, found.silenced) == ("gate_with_na", "the client wants it")


@pytest.mark.parametrize("entry", [{"at": "reasoning"}, {"code": "gate_never_fires"}])
def test_an_entry_silences_only_what_it_names(entry: dict[str, str]) -> None:
    assert [(one.code, one.silenced) for one in lint(silence(**entry))] == [("gate_with_na", ""), ("ignore_unused", "")]


@pytest.mark.parametrize("at", ["na", "sections", "/sections/0/criteria/20", "/sections/0/criteria/2/n"])
def test_a_word_of_the_path_that_names_nothing_silences_nothing(at: str) -> None:
    assert [(one.code, one.silenced) for one in lint(silence(at=at))] == [("gate_with_na", ""), ("ignore_unused", "")]


def test_what_is_said_of_the_list_itself_stands_in_the_order_of_the_file_too() -> None:
    document = {"x-lint": {"ignore": [{"code": "tests_missing"}]}, **changed(NA)}
    assert [one.code for one in lint_rubric(load_rubric(document))] == ["ignore_malformed", "gate_with_na"]


def test_findings_stand_in_the_order_of_the_file() -> None:
    found = lint({**NA, "/version": "2.0.0", f"{FIRST}/ask": "A? B?", "/tests": [], "/scoring/pass_mark": 75})
    assert [one.code for one in found if one.pointer] == [
        "change_not_logged", "ask_double", "gate_with_na", "pass_mark_inside_band",
    ]  # fmt: skip


def test_lines_and_columns_are_those_of_the_text() -> None:
    text = "# a comment\n" + CLEAN.replace(
        "na: never\n        checks: [dates]", "na: { allow: true }\n        checks: [dates]"
    )
    rubric, (found,) = lint_source(text.encode())
    assert rubric.id == "test.clean"
    assert text.splitlines()[(found.line or 0) - 1][(found.column or 0) - 1 :].startswith("{ allow: true }")
    assert found.to_dict()["fix"] == {"pointer": f"{THIRD}/na", "value": "never"}


def test_a_fix_makes_the_finding_go_away() -> None:
    (found,) = lint(NA)
    assert found.fix is not None
    assert lint({str(found.fix["pointer"]): found.fix["value"]}) == []


def test_what_is_no_rubric_is_refused_like_everywhere() -> None:
    with pytest.raises(RubricError):
        lint_source("title: [")


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_the_rubrics_of_the_project_have_no_faults(path: Path) -> None:
    _, found = lint_source(path.read_bytes())
    assert [one for one in found if one.severity == "error"] == []
    assert all(one.line and one.column for one in found)


def _resolves(document: Any, pointer: str) -> bool:
    value = document
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return False
    return True


def _mutate(value: Any, rnd: random.Random) -> None:
    """Drop, double or shift something somewhere."""
    spots = []

    def walk(node: Any) -> None:
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for step, inner in list(items):
            spots.append((node, step))
            walk(inner)

    walk(value)
    holder, step = rnd.choice(spots)
    change = rnd.randrange(3)
    if change == 0:
        del holder[step]
    elif isinstance(holder[step], int | float) and not isinstance(holder[step], bool):
        holder[step] = rnd.choice([0, 1, 100, holder[step] * 2, -holder[step]])
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[step]))
    elif isinstance(holder[step], str):
        holder[step] = rnd.choice(["never", "case.x == 1", "good", "", "met", holder[step] * 3])


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**40), path=st.sampled_from(RUBRICS))
def test_lint_never_fails_and_every_place_exists(seed: int, path: Path) -> None:
    rnd = random.Random(seed)  # noqa: S311
    document = copy.deepcopy(dict(read_rubric(path.read_bytes()).document))
    for _ in range(rnd.choice([1, 2, 4])):
        _mutate(document, rnd)
    try:
        rubric = load_rubric(document)
    except RubricError:
        return
    found = lint_rubric(rubric)
    assert found == lint_rubric(load_rubric(document))
    assert [one.pointer for one in found if not _resolves(document, one.pointer)] == []
    assert {one.code for one in found} <= set(rules())
