"""Many answer sets in one call give what each gives alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import Rubric, load_rubric
from qa_service.scoring import AnswerError, BatchResult, ScoreResult, parse_answers, score, score_many
from qa_service.scoring.batch_round import rounded_all

Build = Callable[..., Rubric]
CONDITIONS = (
    "case.kind == 'a'", "case.amount > 3", "answers.c0_0 == 'low'", "size(answers) > 1", "'c0_0' in answers",
    "has(case.deep.note)", "answers.c0_0 > 4.0 || case.kind == 'b'", "policy.strict",
)  # fmt: skip
WEIGHTS = st.one_of(st.integers(0, 9), st.floats(0, 8).map(lambda weight: round(weight, 3)))
NA = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"allow": st.just(True), "effect": st.sampled_from(["exclude", "zero", "fail"])}),
)
GATES = {
    "grade": [{"below": "mid"}, {"below": "high"}],
    "amount": [{"below": 4}, {"above": 7.5}],
    "days": [{"above": 5}],
    "loss": [{"above": 2}],
    "errors": [{"above": 6}],
}
EFFECTS = ({"effect": "fail"}, {"effect": "cap", "to": 55.5}, {"effect": "fail_section"})
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "case": st.fixed_dictionaries(
            {}, optional={"kind": st.sampled_from(["a", "b"]), "amount": st.sampled_from([1, 5, 5.5, True, "x"]),
                          "deep": st.sampled_from([{}, {"note": 1}, []])}
        ),
        "policy": st.sampled_from([{"strict": True}, {"strict": False}, {"strict": 3}, {}]),
        "deliverable": st.sampled_from([{"words": 900}, {"words": 0}, {"words": float("nan")}, {"words": "9"}]),
        "answers": st.sampled_from([{}, {"c0_0": "low"}]),
    },
)  # fmt: skip
SIZES = st.one_of(st.none(), st.sampled_from([0, -3, 250, 1000.5, float("inf")]))
MARKS = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["typo", "quote"]), "severity": st.sampled_from(["minor", "major", "critical"])},
        optional={"count": st.sampled_from([1, 2, 40])},
    ),
    max_size=3,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "grade": st.sampled_from(["low", "mid", "high"]),
    "amount": st.one_of(st.integers(0, 10), st.floats(0, 10)),
    "days": st.one_of(st.sampled_from([0, 3, 10.5, 90]), st.floats(0, 90)),
    "loss": st.one_of(st.sampled_from([0, 2, 10, 11]), st.floats(0, 100)),
    "errors": MARKS,
}


@st.composite
def _criterion(draw: st.DrawFn, errors: dict[str, Any]) -> dict[str, Any]:
    scale = draw(st.sampled_from(sorted(GATES)))
    keys: dict[str, Any] = {"scale": scale, "weight": draw(WEIGHTS), "na": draw(NA)}
    if scale == "errors":
        keys["errors"] = errors | {"critical": draw(st.sampled_from(["fail", "cap", "none"]))}
    if draw(st.booleans()):
        keys["gate"] = draw(st.sampled_from(GATES[scale])) | draw(st.sampled_from(EFFECTS)) | {"reason": "barred"}
    if draw(st.integers(0, 4)) == 0:
        keys["advisory"] = True
    if draw(st.integers(0, 2)) == 0:
        keys["when"] = draw(st.sampled_from(CONDITIONS))
    return {key: value for key, value in keys.items() if value != {}}


@st.composite
def _rubric(draw: st.DrawFn, build: Build, errors: dict[str, Any]) -> Rubric:
    sections = []
    for s in range(draw(st.integers(1, 3))):
        names = [f"c{s}_{c}" for c in range(draw(st.integers(1, 3)))]
        criteria = {name: draw(_criterion(errors)) for name in names}
        # Something has to count: a rubric in which nothing does is refused.
        criteria[names[0]] |= {"weight": criteria[names[0]]["weight"] or 1}
        criteria[names[0]].pop("advisory", None)
        sections.append((draw(st.sampled_from([1, 2, 0.3])), criteria))
    scoring: dict[str, Any] = {
        "method": draw(st.sampled_from(["weighted_mean", "minimum"])), "pass_mark": draw(st.sampled_from([60, 77.7])),
        "cap": 66, "na": {"redistribute": draw(st.sampled_from(["section", "rubric"])), "max_share": 0.5},
        "bands": [{"id": "good", "from": 70}, {"id": "poor", "from": 10}],
    }  # fmt: skip
    unit = draw(st.sampled_from([None, {"name": "word", "size": "deliverable.words"}]))
    return build(*sections, unit=unit, **scoring)


def _answers(rubric: Rubric) -> st.SearchStrategy[dict[str, Any]]:
    def one(name: str) -> st.SearchStrategy[Any]:
        value = VALUES[rubric.criteria[name].scale]
        full = value.map(lambda given: {"value": given, "rationale": "so", "evidence": [{"ref": "a"}]})
        return st.one_of(value, value, full, st.sampled_from(["na", "cannot_assess", None, {"state": "na"}]))

    return st.fixed_dictionaries({}, optional={name: one(name) for name in rubric.criteria})


def _alone(rubric: Rubric, answers: Mapping[str, object], **keys: Any) -> ScoreResult:
    return score(rubric, parse_answers(rubric, answers), **keys)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _assert_arrays(batch: BatchResult, alone: Sequence[ScoreResult]) -> None:
    """The arrays say the same as the results, compared as NumPy does: NaN where a result has None."""
    equal = np.testing.assert_array_equal
    equal(batch.score, [_number(one.score) for one in alone])
    equal(batch.raw_score, [_number(one.raw_score) for one in alone])
    assert [batch.outcomes[code] for code in batch.outcome] == [one.outcome for one in alone]
    assert [batch.bands[code] if code >= 0 else None for code in batch.band] == [one.band for one in alone]
    for row, one in enumerate(alone):
        equal(batch.criterion_score[row], [_number(criterion.score) for criterion in one.criteria])
        equal(batch.applied_weight[row], [criterion.applied_weight for criterion in one.criteria])
        equal(batch.contribution[row], [criterion.contribution for criterion in one.criteria])
        assert [batch.states[code] for code in batch.state[row]] == [criterion.state for criterion in one.criteria]
        assert tuple(np.array(batch.criteria)[batch.missing[row]]) == one.missing
        assert tuple(hit for hit, trips in zip(batch.gate_hits, batch.gates[row], strict=True) if trips) == one.gates


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_set_scores_as_it_does_alone(build: Build, errors: dict[str, Any], data: st.DataObject) -> None:
    rubric = data.draw(_rubric(build, errors))
    rows = data.draw(st.lists(_answers(rubric), min_size=1, max_size=6))
    facts = data.draw(st.lists(FACTS, min_size=len(rows), max_size=len(rows)))
    sizes = data.draw(st.lists(SIZES, min_size=len(rows), max_size=len(rows)))
    complete = data.draw(st.booleans())
    batch = score_many(rubric, rows, facts=facts, size=sizes, complete=complete)
    alone = [
        _alone(rubric, row, facts=one, size=size, complete=complete)
        for row, one, size in zip(rows, facts, sizes, strict=True)
    ]
    assert [batch.result(row) for row in range(len(batch))] == alone
    _assert_arrays(batch, alone)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_columns_and_shared_facts_give_the_same(build: Build, errors: dict[str, Any], data: st.DataObject) -> None:
    rubric = data.draw(_rubric(build, errors))
    rows = data.draw(st.lists(_answers(rubric), min_size=1, max_size=5))
    facts, size = data.draw(FACTS), data.draw(SIZES)
    columns = {name: [row.get(name) for row in rows] for name in rubric.criteria}
    batch = score_many(rubric, columns, facts=facts, size=size)
    assert [batch.result(row) for row in range(len(batch))] == [
        _alone(rubric, row, facts=facts, size=size) for row in rows
    ]


@pytest.mark.parametrize("name", ["legal", "insurance"])
def test_the_tests_of_the_example_rubrics_score_alike_in_one_call(name: str, request: pytest.FixtureRequest) -> None:
    rubric: Rubric = request.getfixturevalue(name)
    sets = [test.answers for test in rubric.tests]
    facts = [{"case": dict(test.case)} for test in rubric.tests]
    sizes = [test.size for test in rubric.tests]
    batch = score_many(rubric, sets, facts=facts, size=sizes)
    assert len(sets) == len(batch) == 4
    for row, test in enumerate(rubric.tests):
        assert batch.result(row) == _alone(rubric, test.answers, facts=facts[row], size=test.size)


def test_more_criteria_than_a_machine_word_has_bits(build: Build) -> None:
    rubric = build((1, {f"c{place}": {"na": {"allow": True}, "weight": place + 1} for place in range(130)}))
    rows = [{f"c{place}": "na" if place % (row + 2) == 0 else "mid" for place in range(130)} for row in range(9)]
    batch = score_many(rubric, rows)
    assert [batch.result(row) for row in range(9)] == [_alone(rubric, row) for row in rows]


@given(
    st.lists(
        st.one_of(st.floats(-2e6, 2e6), st.integers(-(2**20), 2**20).map(lambda n: n / 2**13), st.floats(0, 1e-6)),
        min_size=1,
    )
)
def test_arrays_are_rounded_as_single_numbers_are(values: list[float]) -> None:
    assert rounded_all(np.array(values)).tolist() == [round(value, 6) for value in values]


STEPPED = {"type": "numeric", "min": 0.1, "max": 5, "step": 0.1, "score": [[0.1, 0], [1, 0.7], [5, 1]]}
NUMBERS = st.one_of(st.integers(-1, 6), st.floats(-1, 6), st.integers(0, 60).map(lambda n: n / 10), st.booleans())


@settings(max_examples=200, deadline=None)
@given(values=st.lists(NUMBERS, min_size=1, max_size=5))
def test_the_same_numbers_are_taken_and_refused(build: Build, values: list[float]) -> None:
    document = build((1, {"a": {"scale": "amount"}})).document
    rubric = load_rubric({**document, "scales": {"amount": STEPPED}})
    alone: list[ScoreResult] = []
    refused: list[tuple[str, str]] = []
    for row, value in enumerate(values):
        try:
            alone.append(_alone(rubric, {"a": value}))
        except AnswerError as error:
            refused += [(f"/answers/{row}/a/value", problem.code) for problem in error.problems]
    rows = [{"a": value} for value in values]
    if refused:
        with pytest.raises(AnswerError) as raised:
            score_many(rubric, rows)
        assert [(problem.pointer, problem.code) for problem in raised.value.problems] == refused
    else:
        batch = score_many(rubric, rows)
        assert [batch.result(row) for row in range(len(batch))] == alone


def test_no_sets_give_empty_arrays(build: Build) -> None:
    rubric = build((1, {"a": {"gate": {"below": "mid", "effect": "fail", "reason": "low"}}, "b": {"when": "case.x"}}))
    for nothing in ([], {}, {"a": []}):
        batch = score_many(rubric, nothing, facts=[])
        assert len(batch) == 0
        assert batch.contribution.shape == batch.state.shape == (0, 2)
        assert batch.gates.shape[0] == 0


def test_arrays_serve_as_columns_and_nan_is_missing(build: Build) -> None:
    rubric = build((1, {"a": {"scale": "amount"}, "b": {}}))
    columns = {"a": np.array([2.0, np.nan, 7.0]), "b": np.array(["low", "mid", float("nan")], object)}
    batch = score_many(rubric, columns)
    assert batch.missing.tolist() == [[False, False], [True, False], [False, True]]
    assert batch.score[0] == 10.0
    assert np.isnan(batch.score[1:]).all()


def test_sizes_that_are_nan_are_not_given(build: Build, errors: dict[str, Any]) -> None:
    rubric = build(
        (1, {"a": {"scale": "errors", "errors": errors}}), unit={"name": "word", "size": "deliverable.words"}
    )
    rows = [{"a": [{"type": "typo", "severity": "minor"}]}] * 2
    batch = score_many(rubric, rows, facts={"deliverable": {"words": 500}}, size=np.array([np.nan, 1000.0]))
    assert batch.score.tolist() == [95.0, 97.5]


def test_a_size_may_be_an_answer(build: Build, errors: dict[str, Any]) -> None:
    rubric = build(
        (1, {"a": {"scale": "errors", "errors": errors}, "num": {"scale": "amount", "when": "answers.a != 'na'"}}),
        unit={"name": "word", "size": "answers.num"},
    )
    rows = [{"a": [{"type": "typo", "severity": "minor"}], "num": given} for given in (2, 10, None)]
    batch = score_many(rubric, rows)
    assert [batch.result(row) for row in range(3)] == [_alone(rubric, row) for row in rows]


def test_a_condition_on_answers_follows_those_of_each_set(build: Build) -> None:
    rubric = build((1, {"a": {"when": "case.kind == 'x'"}, "b": {"when": "answers.a == 'low'"}}))
    facts = {"case": {"kind": "x"}}
    batch = score_many(rubric, [{"a": "low", "b": "high"}, {"a": "mid", "b": "high"}] * 500, facts=facts)
    assert (batch.state[:, 1] == batch.states.index("not_triggered")).tolist() == [False, True] * 500
    assert batch.score[:2].tolist() == [50.0, 50.0]


@pytest.mark.parametrize("place", [3, -4])
def test_a_row_beyond_the_sets_is_an_index_error(build: Build, place: int) -> None:
    batch = score_many(build((1, {"a": {}})), [{"a": "low"}] * 3)
    with pytest.raises(IndexError):
        batch.result(place)
    assert batch.result(-1) == batch.result(2)


def test_refused_answers_name_their_row(build: Build, errors: dict[str, Any]) -> None:
    rubric = build((1, {"a": {}, "num": {"scale": "amount"}, "e": {"scale": "errors", "errors": errors}}))
    rows: list[Any] = [
        {"a": "low", "num": 1, "e": []},
        {"a": "mid", "num": True, "e": [{"type": "typo", "severity": "minor", "count": True}]},
        {"a": "hig", "num": 11, "z": 1},
        {"a": 1, "num": 10**400, "e": 3},
        [],
        {"a": {"value": "low", "note": 1}, "num": float("nan")},
    ]
    with pytest.raises(AnswerError) as raised:
        score_many(rubric, rows)
    assert [(problem.pointer, problem.code) for problem in raised.value.problems] == [
        ("/answers/1/num/value", "wrong_type"),
        ("/answers/1/e/value/0/count", "out_of_range"),
        ("/answers/2/z", "unknown_criterion"),
        ("/answers/2/a/value", "not_in_scale"),
        ("/answers/2/num/value", "out_of_range"),
        ("/answers/3/a/value", "not_in_scale"),
        ("/answers/3/num/value", "out_of_range"),
        ("/answers/3/e/value", "wrong_type"),
        ("/answers/4", "wrong_type"),
        ("/answers/5/a/note", "unknown_key"),
        ("/answers/5/num/value", "out_of_range"),
    ]
    assert raised.value.problems[3].suggestion == "high"


def test_in_columns_the_criterion_comes_first(build: Build) -> None:
    with pytest.raises(AnswerError) as raised:
        score_many(build((1, {"a": {}})), {"a": ["low", "lo"], "b": ["low", "low"]})
    assert [problem.pointer for problem in raised.value.problems] == ["/answers/b", "/answers/a/1/value"]


def test_a_hundred_problems_are_listed_and_the_rest_counted(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {}}))
    with pytest.raises(AnswerError) as raised:
        score_many(rubric, [{"a": "x", "b": "y"}] * 5000)
    problems = raised.value.problems
    assert [problem.pointer for problem in problems[:3]] == [
        "/answers/0/a/value",
        "/answers/0/b/value",
        "/answers/1/a/value",
    ]
    assert (len(problems), problems[-1].code) == (101, "too_many_problems")
    assert "10000" in problems[-1].message


def test_lengths_that_differ_are_refused(build: Build) -> None:
    rubric = build((1, {"a": {}, "b": {}}))
    with pytest.raises(ValueError, match="1, 2"):
        score_many(rubric, {"a": ["low"], "b": ["low", "mid"]})
    with pytest.raises(ValueError, match="facts for 1"):
        score_many(rubric, [{}, {}], facts=[{}])
    with pytest.raises(ValueError, match="3 sizes"):
        score_many(rubric, [{}, {}], size=[1, 2, 3])


def test_numpy_is_loaded_only_when_many_are_scored() -> None:
    code = (
        "import sys, qa_service.scoring as s; before = 'numpy' in sys.modules; "
        "s.score_many; print(before, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
