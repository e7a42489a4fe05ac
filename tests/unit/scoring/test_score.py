"""Known answers: the example rubrics, the worked N/A case, gates, error counts, curves and outcomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from qa_service.rubric import Rubric
from qa_service.scoring import ENGINE_VERSION, ScoreResult, explain, parse_answers, run_tests, score

Build = Callable[..., Rubric]
NA = {"na": {"allow": True}}


def _score(rubric: Rubric, answers: dict[str, Any], **options: Any) -> ScoreResult:
    return score(rubric, parse_answers(rubric, answers), **options)


def test_legal_reference_scores(legal: Rubric) -> None:
    results = run_tests(legal)
    assert [result.message for result in results] == ["", "", "", ""]
    assert [round(float(str(result.actual["score"])), 1) for result in results] == [90.4, 76.5, 90.0, 64.0]
    outcomes = ["passed", "failed_threshold", "failed_gate", "failed_gate"]
    assert [result.actual["outcome"] for result in results] == outcomes


def test_insurance_reference_scores(insurance: Rubric) -> None:
    results = run_tests(insurance)
    assert all(result.passed for result in results)
    assert [f"{result.actual['score']:.1f}" for result in results] == ["90.5", "79.0", "73.2", "69.5"]
    assert results[1].actual["raw_score"] == 91.0
    assert results[2].actual["gates"] == ["material_leakage"]


@pytest.mark.parametrize(("where", "expected"), [("section", 40.0), ("rubric", 57.142857)])
def test_worked_example_of_redistribution(build: Build, where: str, expected: float) -> None:
    rubric = build((60, {"a1": {}, "a2": NA}), (40, {"b1": {}}), na={"redistribute": where})
    result = _score(rubric, {"a1": "low", "a2": "na", "b1": "high"})
    assert result.score == expected
    assert sum(one.applied_weight for one in result.criteria) == pytest.approx(1)


def test_a_section_with_nothing_left_is_spread_over_the_others(build: Build) -> None:
    rubric = build((60, {"a1": NA}), (30, {"b1": {}}), (10, {"c1": {}}))
    result = _score(rubric, {"a1": "na", "b1": "high", "c1": "low"})
    assert result.score == 75.0
    assert [section.score for section in result.sections] == [None, 100.0, 0.0]


@pytest.mark.parametrize(("limit", "outcome"), [(0.5, "passed"), (0.49, "incomplete")])
def test_too_much_na_is_incomplete_and_keeps_the_number(build: Build, limit: float, outcome: str) -> None:
    rubric = build((1, {"a": NA, "b": {}}), na={"max_share": limit})
    result = _score(rubric, {"a": "na", "b": "high"})
    assert (result.outcome, result.score) == (outcome, 100.0)


def test_na_zero_counts_and_na_fail_fails(build: Build) -> None:
    zero = build((1, {"a": {"na": {"allow": True, "effect": "zero"}}, "b": {}}))
    assert _score(zero, {"a": "na", "b": "high"}).score == 50.0
    fail = build((1, {"a": {"na": {"allow": True, "effect": "fail"}}, "b": {}}))
    result = _score(fail, {"a": "na", "b": "high"})
    assert (result.outcome, result.score, result.gates[0].reason) == ("failed_gate", 100.0, "not_applicable")


def test_everything_na_is_undefined_not_zero(build: Build) -> None:
    result = _score(build((1, {"a": NA})), {"a": "na"})
    assert (result.score, result.raw_score, result.outcome, result.band) == (None, None, "incomplete", None)


@pytest.mark.parametrize("answer", [{}, {"b": "cannot_assess"}])
def test_missing_answers_leave_the_score_undefined(build: Build, answer: dict[str, str]) -> None:
    rubric = build((1, {"a": {}, "b": {}}))
    result = _score(rubric, {"a": "mid"} | answer)
    assert (result.score, result.outcome, result.missing) == (None, "incomplete", ("b",))
    draft = _score(rubric, {"a": "mid"} | answer, complete=False)
    assert (draft.score, draft.outcome) == (50.0, "incomplete")


def test_advisory_criteria_do_not_count(build: Build) -> None:
    advisory = {"advisory": True, "weight": 99, "gate": {"below": "high", "effect": "fail", "reason": "r"}}
    rubric = build((1, {"a": {}, "b": advisory}))
    result = _score(rubric, {"a": "high", "b": "low"})
    assert (result.score, result.outcome, result.gates) == (100.0, "passed", ())
    assert _score(rubric, {"a": "high"}).outcome == "passed"


@pytest.mark.parametrize(
    ("gate", "outcome", "final"),
    [
        ({"effect": "fail"}, "failed_gate", 75.0),
        ({"effect": "cap", "to": 30}, "failed_threshold", 30.0),
        ({"effect": "cap", "to": 90}, "failed_threshold", 75.0),
        ({"effect": "fail_section"}, "failed_threshold", 50.0),
    ],
)
def test_gates(build: Build, gate: dict[str, Any], outcome: str, final: float) -> None:
    keys = {"gate": {"below": "mid", "reason": "bar"} | gate}
    rubric = build((1, {"a": keys, "b": {}}), (1, {"c": {}}))
    result = _score(rubric, {"a": "low", "b": "high", "c": "high"})
    assert (result.raw_score, result.score, result.outcome) == (75.0, final, outcome)
    assert [hit.reason for hit in result.gates] == ["bar"]
    assert _score(rubric, {"a": "mid", "b": "high", "c": "high"}).gates == ()


def test_incomplete_comes_before_a_failed_gate(build: Build) -> None:
    rubric = build((1, {"a": {"gate": {"below": "mid", "effect": "fail", "reason": "bar"}}, "b": {}}))
    result = _score(rubric, {"a": "low"})
    assert (result.outcome, len(result.gates)) == ("incomplete", 1)


@pytest.mark.parametrize(("bound", "value", "fires"), [("above", 5, False), ("above", 5.1, True), ("below", 4.9, True)])
def test_gates_on_numbers(build: Build, bound: str, value: float, fires: bool) -> None:
    rubric = build((1, {"a": {"scale": "amount", "gate": {bound: 5, "effect": "fail", "reason": "bar"}}}))
    assert bool(_score(rubric, {"a": value}).gates) is fires


@pytest.mark.parametrize(
    ("scale", "value", "expected"),
    [("amount", 2.5, 25.0), ("loss", 0, 100.0), ("loss", 1, 95.0), ("loss", 2, 90.0), ("loss", 6, 45.0),
     ("loss", 50, 0.0), ("amount", 10, 100.0), ("days", 0, 100.0), ("days", 2.99, 100.0), ("days", 3, 50.0),
     ("days", 10, 50.0), ("days", 10.5, 0.0), ("days", 90, 0.0)],
)  # fmt: skip
def test_numbers_follow_the_curve_or_the_bands(build: Build, scale: str, value: float, expected: float) -> None:
    assert _score(build((1, {"a": {"scale": scale}})), {"a": value}).score == expected


@pytest.mark.parametrize(
    ("marks", "size", "expected"),
    [
        ([], 2000, 100.0),
        ([], None, 100.0),
        ([("typo", "minor", 8)], 1000, 80.0),
        ([("typo", "minor", 16)], 2000, 80.0),
        ([("quote", "major", 1)], 2000, 87.5),
        ([("typo", "major", 100)], 1000, 0.0),
    ],
)
def test_error_counts(build: Build, errors: Any, marks: list[Any], size: float | None, expected: float) -> None:
    rubric = build((1, {"a": {"scale": "errors", "errors": errors}}), unit={"name": "w", "size": "deliverable.words"})
    given = [{"type": kind, "severity": severity, "count": count} for kind, severity, count in marks]
    assert _score(rubric, {"a": given}, size=size).score == expected
    assert _score(rubric, {"a": given}, facts={"deliverable": {"words": size}}).score == expected


@pytest.mark.parametrize("size", [None, 0, -5, float("nan")])
def test_errors_without_a_size_are_undefined(build: Build, errors: Any, size: float | None) -> None:
    rubric = build((1, {"a": {"scale": "errors", "errors": errors}}), unit={"name": "w", "size": "deliverable.words"})
    result = _score(rubric, {"a": [{"type": "typo", "severity": "minor"}]}, size=size)
    assert (result.score, result.outcome) == (None, "incomplete")


@pytest.mark.parametrize(
    ("critical", "outcome", "final"),
    [("none", "failed_threshold", 50.0), ("cap", "failed_threshold", 40.0), ("fail", "failed_gate", 50.0)],
)
def test_critical_errors(build: Build, errors: Any, critical: str, outcome: str, final: float) -> None:
    model = errors | {"critical": critical}
    rubric = build((1, {"a": {"scale": "errors", "errors": model}, "b": {}}), cap=40)
    result = _score(rubric, {"a": [{"type": "typo", "severity": "critical", "count": 9}], "b": "high"})
    assert (result.raw_score, result.score, result.outcome) == (50.0, final, outcome)


def test_a_gate_on_errors_looks_at_the_penalty_per_reference_size(build: Build, errors: Any) -> None:
    gate = {"above": 4, "effect": "fail", "reason": "sloppy"}
    rubric = build((1, {"a": {"scale": "errors", "errors": errors, "gate": gate}}))
    one, two = ({"type": "typo", "severity": "minor", "count": count} for count in (4, 5))
    assert _score(rubric, {"a": [one]}, size=1000).gates == ()
    assert _score(rubric, {"a": [two]}, size=1000).gates[0].reason == "sloppy"


def test_minimum_takes_the_lowest_score(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {}}), (9, {"c": {}, "d": {"weight": 0}}), method="minimum")
    result = _score(rubric, {"a": "high", "b": "mid", "c": "high", "d": "low"})
    assert (result.score, result.outcome) == (50.0, "failed_threshold")
    assert [one.applied_weight for one in result.criteria] == [0.0, 1.0, 0.0, 0.0]


def test_bands_and_the_exact_pass_mark(build: Build) -> None:
    bands = [{"id": "rest", "from": 0}, {"id": "fair", "from": 50}, {"id": "top", "from": 100}]
    rubric = build((1, {"a": {}}), bands=bands, pass_mark=50)
    found = [_score(rubric, {"a": level}) for level in ("low", "mid", "high")]
    assert [result.band for result in found] == ["rest", "fair", "top"]
    assert [result.outcome for result in found] == ["failed_threshold", "passed", "passed"]


def test_conditions_may_read_other_answers(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {"when": 'answers.a == "low"'}}))
    assert _score(rubric, {"a": "high"}).criteria[1].state == "not_triggered"
    assert _score(rubric, {"a": "low"}).missing == ("b",)


def test_an_unknown_condition_applies_and_says_what_is_missing(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {"when": "case.deep.fact == 1"}}))
    result = _score(rubric, {"a": "high", "b": "low"})
    assert result.score == 50.0
    assert "case.deep.fact" in result.criteria[1].note


def test_the_result_is_plain_json_with_its_hash_and_engine(legal: Rubric) -> None:
    answers = dict(legal.tests[1].answers)
    result = _score(legal, answers, size=2000, facts={"case": {"instructions": {"fallbacks": False}}})
    plain = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert (plain["scoring_hash"], plain["engine_version"]) == (legal.scoring_hash, ENGINE_VERSION)
    assert sum(one["contribution"] for one in plain["criteria"]) == pytest.approx(plain["raw_score"], abs=1e-5)
    assert [one["state"] for one in plain["criteria"]].count("not_triggered") == 1
    assert plain["criteria"][-1]["value"] == [{"type": "wrong_citation", "severity": "major", "count": 1}]


def test_explain_says_the_arithmetic(insurance: Rubric) -> None:
    test = insurance.tests[1]
    facts = {"case": test.case, "checks": {"fraud_screen": {"hits": 0}}}
    lines = explain(insurance, _score(insurance, dict(test.answers), facts=facts))
    text = "\n".join(lines)
    for part in ("= 91.0", "caps the score at 79", "not triggered", "After gates: 79.0", "failed threshold"):
        assert part in text


def test_explain_of_an_undefined_score_names_what_is_missing(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {"advisory": True}}))
    lines = explain(rubric, _score(rubric, {}))
    assert lines[-2:] == ["The score is undefined: a.", "Outcome: incomplete."]
