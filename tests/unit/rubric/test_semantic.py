"""Semantic rules: names exist, ids are unique, curves rise, conditions compile."""

from __future__ import annotations

import pytest

from qa_service.errors import Problem
from qa_service.rubric import load_rubric, located, read_rubric, validate_rubric

FIRST, SECOND, THIRD = (f"/sections/0/criteria/{place}" for place in range(3))


def _codes(text: str) -> set[tuple[str, str]]:
    problems = validate_rubric(text)
    assert all(problem.line for problem in problems)
    return {(problem.code, problem.pointer) for problem in problems}


def test_the_small_rubric_is_right(small: str) -> None:
    assert validate_rubric(small) == []


CASES = [
    ("scale: grade", "scale: graed", "unknown_scale", FIRST + "/scale"),
    ("id: second", "id: first", "duplicate_id", SECOND + "/id"),
    ("id: mid", "id: low", "duplicate_id", "/scales/grade/levels/1/id"),
    ("id: mid", "id: cannot_assess", "reserved_word", "/scales/grade/levels/1/id"),
    ("score: 0.5", "score: 0.5 }, { id: dip, score: 0.2", "not_ordered", "/scales/grade/levels/2/score"),
    ("type: ordinal", "type: binary", "wrong_count", "/scales/grade/levels"),
    ("  grade:", "  errors: { type: numeric, min: 0, max: 1 }\n  grade:", "reserved_word", "/scales/errors"),
    ("min: 0, max: 10", "min: 10, max: 10", "out_of_range", "/scales/share/max"),
    ("max: 10", "max: 10, step: 0", "out_of_range", "/scales/share/step"),
    ("max: 10", "max: 10, score: [[0, 1], [0, 0]]", "not_ordered", "/scales/share/score/1/0"),
    ("max: 10", "max: 10, score: [[0, 1], [11, 0]]", "out_of_range", "/scales/share/score/1/0"),
    ("max: 10", "max: 10, score: [[0, 1], [5, 2]]", "out_of_range", "/scales/share/score/1/1"),
    ("max: 10", "max: 10, bands: [{ id: a, from: 1, score: 1 }]", "out_of_range", "/scales/share/bands/0/from"),
    ("max: 10", "max: 10, bands: [{ id: a, from: 0, score: 1 }, { id: b, from: 0, score: 0 }]",
     "not_ordered", "/scales/share/bands/1/from"),
    ("max: 10", "max: 10, bands: [{ id: a, from: 0, score: 1 }, { id: a, from: 2, score: 0 }]",
     "duplicate_id", "/scales/share/bands/1/id"),
    ("max: 10", "max: 10, bands: [{ id: a, from: 0, score: 1 }, { id: b, from: 11, score: 0 }]",
     "out_of_range", "/scales/share/bands/1/from"),
    ("max: 10", "max: 10, score: [[0, 1], [1, 0]], bands: [{ id: a, from: 0, score: 1 }]",
     "one_of", "/scales/share/bands"),
    ("scale: grade", "scale: grade, anchors: { hihg: ten letters at least }", "unknown_level", FIRST + "/anchors/hihg"),
    ("scale: grade", "scale: grade, gate: { below: hi, effect: fail, reason: r }",
     "unknown_level", FIRST + "/gate/below"),
    ("scale: grade", "scale: grade, gate: { above: 1, effect: fail, reason: r }", "wrong_type", FIRST + "/gate/above"),
    ("scale: grade", "scale: grade, gate: { below: mid, effect: cap, to: 101, reason: r }",
     "out_of_range", FIRST + "/gate/to"),
    ("scale: share", "scale: share, gate: { below: mid, effect: fail, reason: r }",
     "wrong_type", SECOND + "/gate/below"),
    ("scale: share", "scale: share, gate: { above: 11, effect: fail, reason: r }",
     "out_of_range", SECOND + "/gate/above"),
    ("scale: errors", "scale: errors\n        gate: { below: 1, effect: fail, reason: r }",
     "not_allowed", THIRD + "/gate/below"),
    ("scale: errors", "scale: grade", "not_allowed", THIRD + "/errors"),
    ("tolerance: 2", "tolerance: 2, critical: cap", "no_cap", THIRD + "/errors/critical"),
    ("severities: { minor: 1 }", "severities: {}", "too_few", THIRD + "/errors/severities"),
    ("title: Typo", "title: Typo, parent: typos", "unknown_parent", THIRD + "/errors/types/0/parent"),
    ("title: Typo", "title: Typo, parent: typo", "circular", THIRD + "/errors/types/0/parent"),
    ("title: Typo", "title: Typo, weight: -1", "out_of_range", THIRD + "/errors/types/0/weight"),
    ("title: Typo }", "title: Typo }, { id: typo, title: Again }", "duplicate_id", THIRD + "/errors/types/1/id"),
    ("checks: [probe]", "checks: [prob]", "unknown_check", FIRST + "/checks/0"),
    ("level: low", "level: lowest", "unknown_level", FIRST + "/checks/0"),
    ("on_fail: suggest, level: low", "on_fail: suggest", "required", "/checks/0/level"),
    ("on_fail: suggest, level: low", "on_fail: error, type: typo", "required", "/checks/0/severity"),
    ("on_fail: suggest, level: low", "on_fail: error, type: typo, severity: minor",
     "unknown_error_type", FIRST + "/checks/0"),
    ("pass_mark: 80", "pass_mark: 80, bands: [{ id: a, from: 101 }]", "out_of_range", "/scoring/bands/0/from"),
    ("pass_mark: 80", "pass_mark: 80, bands: [{ id: a, from: 1 }, { id: a, from: 2 }]",
     "duplicate_id", "/scoring/bands/1/id"),
    ("pass_mark: 80", "pass_mark: 80, bands: [{ id: a, from: 1 }, { id: b, from: 1 }]",
     "duplicate_band", "/scoring/bands/1/from"),
    ("scale: grade", "scale: grade, when: case.x =", "bad_condition", FIRST + "/when"),
    ("scale: grade", "scale: grade, when: facts.x == 1", "bad_condition", FIRST + "/when"),
    ("title: Small", "title: Small\nreview: { double: { always_when: 'case.' } }",
     "bad_condition", "/review/double/always_when"),
    ("title: Small", "title: Small\napplies_to: { when: sized(case.x) }", "bad_condition", "/applies_to/when"),
    ("title: One", "title: One\n    when: case.", "bad_condition", "/sections/0/when"),
    ("scoring:", "tests: [{ name: 3, answers: {}, expect: {} }]\nscoring:", "wrong_type", "/tests/0/name"),
    ("scoring:", "tests: [{ name: n, answers: {}, expect: {}, size: big }]\nscoring:", "wrong_type", "/tests/0/size"),
    ("scoring:", "tests: [{ name: n, answers: {}, expect: { outcom: passed } }]\nscoring:",
     "unknown_key", "/tests/0/expect/outcom"),
    ("scoring:", "tests: [{ name: n, answers: {}, expect: { band: top } }]\nscoring:",
     "unknown_band", "/tests/0/expect/band"),
    ("scoring:", "tests: [{ name: n, answers: { frist: low }, expect: {} }]\nscoring:",
     "unknown_criterion", "/tests/0/answers/frist"),
    ("scale: grade", "scale: grade, when: 1 + 1", "bad_condition", FIRST + "/when"),
    ("    weight: 1\n    criteria", "    weight: 0\n    criteria", "no_weight", "/sections"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "pointer"), CASES)
def test_semantic_refusals(small: str, old: str, new: str, code: str, pointer: str) -> None:
    assert old in small
    assert (code, pointer) in _codes(small.replace(old, new, 1))


def test_anchors_of_a_number_describe_its_bands(small: str) -> None:
    banded = small.replace("max: 10", "max: 10, bands: [{ id: few, from: 0, score: 1 }]")
    anchored = banded.replace("scale: share", "scale: share, anchors: { few: ten letters at least }")
    assert validate_rubric(anchored) == []
    (problem,) = validate_rubric(anchored.replace("anchors: { few", "anchors: { fwe"))
    assert (problem.code, problem.suggestion) == ("unknown_level", "few")


def test_names_are_suggested(small: str) -> None:
    (problem,) = validate_rubric(small.replace("scale: grade", "scale: grad"))
    assert (problem.suggestion, problem.allowed) == ("grade", ("grade", "share", "errors"))


def test_words_of_tests_are_suggested_at_their_place(small: str) -> None:
    text = small + "tests:\n  - name: one\n    answers: { frist: low }\n    expect: { outcom: passed }\n"
    line = small.count("\n") + 3
    assert [(p.suggestion, p.line, p.column) for p in validate_rubric(text)] == [("outcome", line + 1, 15)]
    found = [(p.suggestion, p.line, p.column) for p in validate_rubric(text.replace("outcom:", "outcome:"))]
    assert found == [("first", line, 16)]


def test_problems_found_after_loading_get_their_place(small: str) -> None:
    rubric = read_rubric(small)
    known, unknown = Problem("/checks/0/uses", "unknown_check", "m"), Problem("/title", "x", "m")
    line = small[: small.index("checks: [ {")].count("\n") + 1
    found = located(rubric, [known, unknown])
    assert [(p.line, p.column) for p in found] == [(line, 30), (None, None)]
    assert located(load_rubric(dict(rubric.document)), [known]) == (known,)
