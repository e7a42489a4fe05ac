"""Answers are checked against the rubric; what blocks submission is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import Rubric, load_rubric
from qa_service.scoring import AnswerError, ErrorMark, Evidence, parse_answers, required_problems, run_tests

Build = Callable[..., Rubric]


@pytest.fixture(scope="module")
def rubric(build: Build, errors: Any) -> Rubric:
    criteria = {
        "a": {"evidence": {"required": "below_top", "kind": "span", "min": 2}},
        "b": {"scale": "amount", "na": {"allow": True}},
        "c": {"scale": "errors", "errors": errors, "evidence": {"required": "below_top"}},
    }
    return build((1, criteria))


def test_short_and_full_form_mean_the_same(rubric: Rubric) -> None:
    short = parse_answers(rubric, {"a": "mid", "b": 3, "c": [{"type": "typo", "severity": "minor"}]})
    full = parse_answers(rubric, {"a": {"value": "mid", "state": "answered"}, "b": {"value": 3.0},
                                  "c": {"value": [{"type": "typo", "severity": "minor", "count": 1}]}})  # fmt: skip
    assert short == full
    assert short["c"].value == (ErrorMark("typo", "minor", 1),)


def test_non_answers_reasons_and_evidence(rubric: Rubric) -> None:
    given_answers = {
        "a": {"value": "low", "evidence": [{"start": 0, "end": 4}, {"ref": "doc-1"}]},
        "b": {"state": "na", "rationale": "nothing paid"},
        "c": "cannot_assess",
    }
    answers = parse_answers(rubric, given_answers)
    assert [answers[name].state for name in "abc"] == ["answered", "na", "cannot_assess"]
    assert answers["a"].evidence == (Evidence(0, 4), Evidence(ref="doc-1"))
    again = parse_answers(rubric, {name: answer.to_dict() for name, answer in answers.items()})
    assert again == answers


def test_null_is_no_answer(rubric: Rubric) -> None:
    assert parse_answers(rubric, {"a": None}) == {}


@pytest.mark.parametrize(
    ("raw", "pointer", "code"),
    [
        ({"z": "low"}, "/answers/z", "unknown_criterion"),
        ({"a": "lwo"}, "/answers/a/value", "not_in_scale"),
        ({"a": 1}, "/answers/a/value", "not_in_scale"),
        ({"a": {"value": None}}, "/answers/a/value", "not_in_scale"),
        ({"a": {"value": "low", "valeu": "low"}}, "/answers/a/valeu", "unknown_key"),
        ({"a": {"value": "low", "state": "nah"}}, "/answers/a/state", "not_allowed"),
        ({"a": {"value": "low", "state": "na"}}, "/answers/a/value", "not_allowed"),
        ({"a": {"value": "low", "rationale": 3}}, "/answers/a/rationale", "wrong_type"),
        ({"a": {"value": "low", "evidence": "x"}}, "/answers/a/evidence", "wrong_type"),
        ({"a": {"value": "low", "evidence": [{"start": 4, "end": 4}]}}, "/answers/a/evidence/0", "bad_evidence"),
        ({"a": {"value": "low", "evidence": [{"ref": " "}]}}, "/answers/a/evidence/0", "bad_evidence"),
        ({"a": {"value": "low", "evidence": [{"page": 1}]}}, "/answers/a/evidence/0/page", "unknown_key"),
        ({"b": "3"}, "/answers/b/value", "wrong_type"),
        ({"b": True}, "/answers/b/value", "wrong_type"),
        ({"b": 10.5}, "/answers/b/value", "out_of_range"),
        ({"b": float("nan")}, "/answers/b/value", "out_of_range"),
        ({"c": "none"}, "/answers/c/value", "wrong_type"),
        ({"c": ["typo"]}, "/answers/c/value/0", "wrong_type"),
        ({"c": [{"type": "tpyo", "severity": "minor"}]}, "/answers/c/value/0/type", "not_allowed"),
        ({"c": [{"type": "typo", "severity": "huge"}]}, "/answers/c/value/0/severity", "not_allowed"),
        ({"c": [{"type": "typo", "severity": "minor", "count": 0}]}, "/answers/c/value/0/count", "out_of_range"),
        ({"c": [{"type": "typo", "severity": "minor", "times": 2}]}, "/answers/c/value/0/times", "unknown_key"),
    ],
)
def test_unfit_answers_are_refused_where_they_stand(rubric: Rubric, raw: Any, pointer: str, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answers(rubric, raw)
    assert [(problem.pointer, problem.code) for problem in caught.value.problems] == [(pointer, code)]
    assert caught.value.code == "invalid_answers"


def test_all_problems_are_reported_with_advice(rubric: Rubric) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answers(rubric, {"a": "hihg", "b": "x", "cc": 1})
    first, *_ = caught.value.problems
    assert len(caught.value.problems) == 3
    assert (first.allowed, first.suggestion) == (("low", "mid", "high"), "high")


def test_steps_are_kept(build: Build) -> None:
    rubric = build((1, {"a": {"scale": "amount"}}))
    stepped = {**dict(rubric.document), "scales": {"amount": {"type": "numeric", "min": 0, "max": 1, "step": 0.1}}}
    tenth = load_rubric(stepped)
    assert parse_answers(tenth, {"a": 0.3})["a"].value == 0.3
    with pytest.raises(AnswerError, match="step"):
        parse_answers(tenth, {"a": 0.35})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, [("/answers/a", "missing_answer"), ("/answers/b", "missing_answer"), ("/answers/c", "missing_answer")]),
        ({"a": "high", "b": 1, "c": []}, []),
        ({"a": "na", "b": 1, "c": []}, [("/answers/a/state", "na_not_allowed")]),
        ({"a": "high", "b": "na", "c": []}, [("/answers/b/rationale", "reason_required")]),
        ({"a": "high", "b": {"state": "na", "rationale": "none paid"}, "c": []}, []),
        ({"a": "mid", "b": 1, "c": []}, [("/answers/a/evidence", "evidence_required")]),
        ({"a": {"value": "mid", "evidence": [{"start": 0, "end": 1}, {"ref": "x"}]}, "b": 1, "c": []},
         [("/answers/a/evidence", "evidence_required")]),
        ({"a": {"value": "mid", "evidence": [{"start": 0, "end": 1}] * 2}, "b": 1, "c": []}, []),
        ({"a": "high", "b": 1, "c": [{"type": "typo", "severity": "minor"}]},
         [("/answers/c/evidence", "evidence_required")]),
        ({"a": "high", "b": {"state": "cannot_assess", "rationale": "page 3 is missing"}, "c": []},
         [("/answers/b", "cannot_assess")]),
    ],
)  # fmt: skip
def test_what_still_blocks(rubric: Rubric, raw: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    problems = required_problems(rubric, parse_answers(rubric, raw))
    assert [(problem.pointer, problem.code) for problem in problems] == expected


def test_criteria_that_do_not_apply_block_nothing(insurance: Rubric) -> None:
    facts = {"case": {"decision": "paid", "third_party_possible": False}, "checks": {"fraud_screen": {"hits": 0}}}
    blocked = {problem.pointer for problem in required_problems(insurance, {}, facts)}
    assert "/answers/recovery" not in blocked
    assert "/answers/recovery" in {problem.pointer for problem in required_problems(insurance, {}, {})}


def test_red_tests_of_a_rubric_say_why(build: Build) -> None:
    cases = [
        ({"a": "mid"}, {"score": 50.0, "outcome": "failed_threshold"}, ""),
        ({"a": "mid"}, {"score": 50.2}, "score: expected 50.2, got 50.0."),
        ({"a": "mid"}, {"gates": ["x"]}, "gates: expected ['x'], got []."),
        ({"a": "best"}, {"score": 50}, '"best"'),
    ]
    document = dict(build((1, {"a": {}})).document)
    tests = [{"name": str(n), "answers": answers, "expect": expect} for n, (answers, expect, _) in enumerate(cases)]
    results = run_tests(load_rubric(document | {"tests": tests}))
    assert [result.passed for result in results] == [True, False, False, False]
    for result, (_, _, message) in zip(results, cases, strict=True):
        assert message in result.message
        assert result.to_dict()["passed"] is result.passed


WORDS = st.sampled_from(["value", "state", "type", "severity", "count", "evidence", "z"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["low", "na", "typo", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "state", "type", "severity", "count", "evidence", "z"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(raw=st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), JSON, max_size=3))
def test_any_json_is_parsed_or_refused(rubric: Rubric, raw: dict[str, Any]) -> None:
    assert _outcome(rubric, raw) in {"parsed", "refused"}


def _outcome(rubric: Rubric, raw: dict[str, Any]) -> str:
    try:
        parse_answers(rubric, raw)
    except AnswerError as error:
        return "refused" if all(found.pointer.startswith("/answers/") for found in error.problems) else "no pointer"
    return "parsed"
