"""The best and the worst possible result are those that scoring finds when every combination of answers is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import Rubric, compile_condition, load_rubric
from qa_service.rubric.lint.constants import decided
from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.reach import best_passing, best_possible, may_fail, worst_possible
from qa_service.scoring import parse_answers, score

LEVELS = ("low", "mid", "high")
scores = st.lists(st.sampled_from([0, 0.2, 0.5, 0.8, 1]), min_size=3, max_size=3).map(sorted)
gates = st.sampled_from([
    None, None,
    {"below": "high", "effect": "cap", "to": 60, "reason": "r"},
    {"below": "mid", "effect": "cap", "to": 30, "reason": "r"},
    {"below": "mid", "effect": "fail", "reason": "r"},
])  # fmt: skip
answers_na = st.sampled_from(["never", {"allow": True}, {"allow": True, "effect": "zero"}])


@st.composite
def rubrics(draw: st.DrawFn) -> dict[str, Any]:
    """One or two sections of one or two criteria on one scale, with gates, N/A and conditions of their own."""
    sections, number = [], 0
    for s in range(draw(st.integers(1, 2))):
        criteria = []
        for _ in range(draw(st.integers(1, 2))):
            number += 1
            gate = draw(gates)
            criterion = {
                "id": f"c{number}", "title": f"Criterion {number}", "scale": draw(st.sampled_from(["one", "two"])),
                "weight": draw(st.sampled_from([1, 2, 5])), "na": draw(answers_na),
            }  # fmt: skip
            criteria.append(criterion | ({"gate": gate} if gate else {}))
            if draw(st.integers(0, 3)) == 0:
                criteria[-1]["when"] = f"case.f{number} == true"
        sections.append({"id": f"s{s}", "title": "S", "weight": draw(st.sampled_from([1, 3])), "criteria": criteria})
    scales = {
        name: {"type": "ordinal", "levels": [{"id": i, "score": x} for i, x in zip(LEVELS, draw(scores), strict=True)]}
        for name in ("one", "two")
    }
    return {
        "schema": "kpo-rubric/1", "id": "t.t", "version": "1.0.0", "title": "T", "scales": scales, "sections": sections,
        "scoring": {
            "method": draw(st.sampled_from(["weighted_mean", "minimum"])), "pass_mark": 50,
            "na": {"redistribute": draw(st.sampled_from(["section", "rubric"]))},
        },
    }  # fmt: skip


def results(rubric: Rubric) -> Iterator[tuple[float, bool]]:
    """Yield (score, whether a gate fails) of every combination of answers and conditions."""
    names = list(rubric.criteria)
    conditional = [name for name in names if rubric.criteria[name].when]
    answers = [(*LEVELS, "na") if rubric.criteria[name].na.allow else LEVELS for name in names]
    for flags in product([True, False], repeat=len(conditional)):
        facts = {"case": {f"f{name[1:]}": flag for name, flag in zip(conditional, flags, strict=True)}}
        for given_answers in product(*answers):
            raw = parse_answers(rubric, dict(zip(names, given_answers, strict=True)))
            found = score(rubric, raw, facts=facts)
            if found.score is not None:
                yield found.score, any(gate.effect == "fail" for gate in found.gates)


@settings(max_examples=150, deadline=None)
@given(rubrics())
def test_best_and_worst_are_those_of_all_combinations(document: dict[str, Any]) -> None:
    rubric = load_rubric(document)
    found = list(results(rubric))
    context = Context(rubric, None)
    passing = [total for total, fails in found if not fails]
    assert best_possible(context) == pytest.approx(max(total for total, _ in found), abs=1e-5)
    assert worst_possible(context) == pytest.approx(min(total for total, _ in found), abs=1e-5)
    assert best_passing(context) == (pytest.approx(max(passing), abs=1e-5) if passing else None)
    assert may_fail(context) == any(fails for _, fails in found)


@settings(max_examples=60, deadline=None)
@given(rubrics(), st.sampled_from([0, 1]), st.data())
def test_a_section_that_a_gate_takes_counts_as_nothing(document: dict[str, Any], at: int, data: st.DataObject) -> None:
    section = document["sections"][min(at, len(document["sections"]) - 1)]
    criterion = data.draw(st.sampled_from(section["criteria"]))
    criterion["gate"] = {"below": "mid", "effect": "fail_section", "reason": "r"}
    rubric = load_rubric(document)
    totals = [total for total, _ in results(rubric)]
    context = Context(rubric, None)
    best, worst = best_possible(context), worst_possible(context)
    assert best is not None
    assert worst is not None
    assert best >= max(totals) - 1e-5
    assert worst <= min(totals) + 1e-5


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("true", True),
        ("case.a == 1 || true", True),
        ("case.a >= 5 || case.a < 5", True),
        ('case.a == "x" || case.a != "x"', True),
        ("case.a || !case.a", True),
        ("!(case.a in [1, 2]) || case.a in [1, 2]", True),
        ("false", False),
        ("case.a > 5 && case.a < 5", False),
        ('case.a == "x" && case.a == "y"', False),
        ('case.a in ["x", "y"] && case.a != "x" && case.a != "y"', False),
        ("case.a == true && !case.a", False),
        ("case.a > 5", None),
        ("case.a > 1 && case.a < 2", None),
        ('case.a == "x" && case.b == "y"', None),
        ("has(case.a)", None),
        ("size(case) > 0", None),
        ("case != {}", None),
        ('"x" in case', None),
        ('"x" in case.tags && "y" in case.tags', None),
        ('case.a > "b" && case.a < "c"', None),
        ("case.a == case.b && case.a != case.c", None),
        ("case.a.b == 1 && case.a == 2", None),
        ("case.a % 2 == 0", None),
        ("case.a == null", None),
        ('case.a.startsWith("x") && case.a == "y"', None),
    ],
)
def test_conditions_that_no_fact_can_change_are_told_from_others(source: str, value: bool | None) -> None:
    assert decided(source) is value


@given(
    st.recursive(
        st.tuples(
            st.sampled_from(["case.a", "case.b"]), st.sampled_from(["==", "!=", "<", ">="]), st.integers(0, 3)
        ).map(lambda part: f"{part[0]} {part[1]} {part[2]}"),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            inner.map(lambda part: f"!({part})"),
        ),
        max_leaves=4,
    )
)
def test_what_is_decided_is_so_for_every_number(source: str) -> None:
    condition = compile_condition(source)
    numbers = [n / 2 for n in range(-2, 9)]
    seen = {condition.evaluate({"case": {"a": a, "b": b}}).value for a in numbers for b in numbers}
    assert decided(source) is (seen.pop() if len(seen) == 1 else None)
