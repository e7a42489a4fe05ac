"""Inputs made to hurt: work, memory and answers stay in proportion to the text, and every answer stays small."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable

import pytest

from qa_service.rubric import ConditionError, RubricError, compile_condition, load_rubric, read_rubric, validate_rubric
from qa_service.rubric.problems import MAX_ALLOWED, MAX_PROBLEMS
from qa_service.rubric.yaml_reader import MAX_BYTES, MAX_DEPTH

from .conftest import SMALL

Attack = Callable[[int], str]
CRITERIA = "sections:\n  - { id: z, title: z, weight: 1, criteria: [ %s ] }\n"


def _many(piece: str, size: int) -> str:
    """As many numbered pieces as fit."""
    return "".join(piece.replace("#", f"{index:05d}") for index in range(size // (len(piece) + 4)))


def _types(size: int, piece: str) -> str:
    return SMALL.replace("types: [ ", "types: [ " + _many(piece, size))


def _ring(size: int) -> str:
    count = size // 40
    kinds = "".join(f"{{ id: e{i}, title: a, parent: e{(i + 1) % count} }}, " for i in range(count))
    return SMALL.replace("types: [ ", "types: [ " + kinds)


def _checks(size: int) -> str:
    kinds = _many("{ id: e#, title: a }, ", size // 2)
    own = "scale: errors, weight: 1, errors: { per: 1, tolerance: 2, severities: { minor: 1 }, types: [ %s ] }"
    text = SMALL.replace("scale: grade, weight: 1", own % kinds).replace("[probe]", f"[{'probe, ' * (size // 14)}]")
    return text.replace("on_fail: suggest, level: low", "on_fail: error, type: zz, severity: minor")


def _anchors(size: int) -> str:
    levels = _many(", { id: l#, score: 1 }", size // 2)
    anchors = _many("m#: ten letters, ", size // 2)
    text = SMALL.replace("{ id: high, score: 1 }", "{ id: high, score: 1 }" + levels)
    return text.replace("scale: grade,", f"scale: grade, anchors: {{ {anchors} }},")


ATTACKS: dict[str, Attack] = {
    "a long key above many items": lambda size: f"? {'k' * (size // 2)}\n: [{'no, ' * (size // 8)}]",
    "long keys inside one another": lambda size: f"{{ {'k' * 190}: " * 29 + f"[{'no, ' * (size // 4)}]" + "}" * 29,
    "unknown keys": lambda size: _many("a#: 1\n", size),
    "duplicate keys": lambda size: "a: 1\n" * (size // 5),
    "long duplicate keys": lambda size: f"{'b' * 900}: 1\n" * (size // 904),
    "empty items": lambda size: f"sections: [{'~, ' * (size // 3)}]",
    "empty criteria": lambda size: "sections: [{ criteria: [%s] }]" % ("{}, " * (size // 4)),
    "many sections of empty criteria": lambda size: "sections: [%s]"
    % (("{ criteria: [%s] }, " % ("{}, " * 100)) * (size // 420)),
    "aliases": lambda size: "- *a\n" * (size // 5),
    "a long anchor": lambda size: f"- &{'a' * size} x",
    "a tag written out at each item": lambda size: (
        f"%TAG !a! tag:{'y' * (size // 2)}\n---\n[{'!a!b c, ' * (size // 16)}]"
    ),
    "keys that are no words": lambda size: "? [a]\n: b\n" * (size // 10),
    "numbers that never end": lambda size: f"title: {'1_' * (size // 2)}",
    "base-60 numbers that never end": lambda size: f"title: 1{':1' * (size // 2)}",
    "lists in lists": lambda size: "[" * size,
    "wrong scales beside many scales": lambda size: SMALL.replace(
        "scales:\n", "scales:\n" + _many("  s#: { type: numeric, min: 0, max: 1 }\n", size // 2)
    ).replace("sections:\n", CRITERIA % _many("{ id: c#, title: t, scale: s#x, weight: 1 }, ", size // 2)),
    "wrong anchors beside many levels": _anchors,
    "wrong types beside many checks": _checks,
    "a ring of parents": _ring,
    "error types that do not exist": lambda size: _types(size, "{ id: e#, title: a, parent: f# }, "),
    "wrong conditions": lambda size: SMALL.replace(
        "sections:\n", CRITERIA % _many("{ id: c#, title: t, scale: share, weight: 1, when: cas.a# }, ", size)
    ),
    "a long name of a scale": lambda size: SMALL.replace("scale: grade", "scale: " + "g" * size),
    "a long level of a gate": lambda size: SMALL.replace(
        "scale: grade,", f"scale: grade, gate: {{ below: {'z' * size}, effect: fail, reason: r }},"
    ),
}  # fmt: skip


def _cost(text: str) -> tuple[int, int]:
    """The greatest memory while a text is examined, and the size of the answer."""
    tracemalloc.start()
    try:
        problems = validate_rubric(text)
        answer = json.dumps([problem.to_dict() for problem in problems])
        return tracemalloc.get_traced_memory()[1], len(answer)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ATTACKS)
def test_memory_grows_with_the_text_and_answers_stay_small(name: str) -> None:
    half, whole = ATTACKS[name](60_000), ATTACKS[name](120_000)
    assert len(whole) <= MAX_BYTES
    (small, _), (large, answer) = _cost(half), _cost(whole)
    assert large < 2.6 * small + 4_000_000
    assert answer < 1_000_000


@pytest.mark.parametrize("name", ATTACKS)
def test_problems_are_bounded_and_say_how_many_there_are(name: str) -> None:
    problems = validate_rubric(ATTACKS[name](40_000))
    assert problems
    assert len(problems) <= MAX_PROBLEMS + 1
    assert (problems[-1].code == "too_many_problems") == (len(problems) > MAX_PROBLEMS)
    for problem in problems:
        assert len(problem.message) <= 600
        assert len(problem.allowed) <= MAX_ALLOWED
        assert problem.line is not None
        assert problem.column is not None


def test_the_closing_problem_counts_the_others() -> None:
    problems = validate_rubric("a: 1\n" * 300)
    assert problems[-1].message.startswith("Only 100 of at least 307 problems are listed")
    assert (problems[-1].pointer, problems[-1].line) == ("", problems[-2].line)


def test_the_first_problems_of_the_text_are_kept(small: str) -> None:
    wrong = small.replace("title: Small", "titel: Small") + "changes: [" + "{}, " * 500 + "]\n"
    problems = validate_rubric(wrong)
    assert [problem.code for problem in problems[:2]] == ["required", "unknown_key"]
    places = [(problem.line, problem.column) for problem in problems[:-1]]
    assert places == sorted(places)


def test_nearest_words_are_listed_when_there_are_many() -> None:
    text = ATTACKS["wrong scales beside many scales"](40_000)
    problem = validate_rubric(text)[0]
    assert problem.suggestion == "s00000"
    assert problem.allowed[0] == "s00000"
    assert len(problem.allowed) == MAX_ALLOWED


def test_a_document_that_repeats_itself_is_not_followed_for_ever() -> None:
    value: object = []
    for _ in range(MAX_DEPTH - 2):
        value = [value] * 8
    with pytest.raises(RubricError, match="at most 131072 values"):
        load_rubric({"x-list": value})


def test_a_document_that_holds_itself_is_refused() -> None:
    document: dict[str, object] = {}
    document["x-self"] = document
    with pytest.raises(RubricError) as caught:
        load_rubric(document)
    assert [problem.code for problem in caught.value.problems] == ["too_deep"]


UNFIT: dict[str, object] = {
    "a very large number": 10**5000, "a large number": -(2**64), "half a character": "\ud800", "NUL": "a\0b",
    "no number": float("nan"), "a key with half a character": {"\ud800": 1}, "a long key": {"k" * 201: 1},
}  # fmt: skip


@pytest.mark.parametrize("value", UNFIT.values(), ids=UNFIT)
def test_values_that_no_text_can_hold_are_refused(small: str, value: object) -> None:
    document = dict(read_rubric(small).document) | {"x-value": value}
    with pytest.raises(RubricError) as caught:
        load_rubric(document)
    assert caught.value.problems[0].pointer.startswith("/x-value")


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ('["aaaaaaaa"]' + ".map(x, x + x)" * 30 + ".size() > 0", 28),
        ("[1]" + ".map(x, [x, x])" * 28 + " == [2]", 20),
        ("case.a.all(x, " + " + ".join("x" * 14) + " == x)", 63),
        (" + ".join(["case.a"] * 23) + " == 1", 188),
        ('case.a.matches("(a{1000}){1000}")', 8),
        ('case.a.matches(r"\\w{99}")', 8),
        ('case.a.exists(x, x.matches("\\\\pL{40}"))', 20),
        ("case.a.matches(case.b)", 8),
        ('matches(case.a, "x")', 1),
    ],
)  # fmt: skip
def test_conditions_that_could_grow_without_bound_are_refused(source: str, column: int) -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition(source)
    assert (caught.value.line, caught.value.column) == (1, column)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('case.a.matches("^[A-Z]{2}[0-9]{6}$")', "AB123456"),
        ('case.a.matches("\\\\d{4}-\\\\d{2}-\\\\d{2}")', "2026-03-31"),
        ('[case.a].exists(x, x.matches(r"^\\w+$"))', "word"),
        ("[case.a].map(x, x + x)[0].size() == 4", "ab"),
    ],
)
def test_ordinary_patterns_and_loops_are_allowed(source: str, text: str) -> None:
    assert compile_condition(source).evaluate({"case": {"a": text}}).value is True


def test_deep_expressions_compile_or_are_refused_in_words() -> None:
    assert compile_condition("!" * 496 + "true").evaluate({}).value is True
    with pytest.raises(ConditionError, match="nested too deeply"):
        compile_condition("[" * 250 + "]" * 250)
