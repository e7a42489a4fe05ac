"""What holds for every rubric and every set of answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import Rubric, load_rubric
from qa_service.scoring import ScoreResult, parse_answers, score

Build = Callable[..., Rubric]
LEVELS = ("low", "mid", "high")
ANSWERS = st.sampled_from((*LEVELS, "na"))
SECTIONS = st.lists(
    st.tuples(st.integers(1, 50), st.lists(st.tuples(st.integers(1, 50), ANSWERS), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)
OPTIONS = st.fixed_dictionaries(
    {"method": st.sampled_from(["weighted_mean", "minimum"]),
     "na": st.fixed_dictionaries({"redistribute": st.sampled_from(["section", "rubric"])})}
)  # fmt: skip
Drawn = list[tuple[int, list[tuple[int, str]]]]


def _made(build: Build, sections: Drawn, options: dict[str, Any], scale: float = 1) -> tuple[Rubric, dict[str, str]]:
    answers = {f"c{s}_{c}": answer for s, (_, items) in enumerate(sections) for c, (_, answer) in enumerate(items)}
    parts = [
        (weight * scale, {f"c{s}_{c}": {"weight": w * scale, "na": {"allow": True}} for c, (w, _) in enumerate(items)})
        for s, (weight, items) in enumerate(sections)
    ]
    return build(*parts, **options), answers


def _score(rubric: Rubric, answers: dict[str, Any]) -> ScoreResult:
    return score(rubric, parse_answers(rubric, answers))


@settings(max_examples=80, deadline=None)
@given(sections=SECTIONS, options=OPTIONS)
def test_scores_lie_between_0_and_100_and_weights_sum_to_one(build: Build, sections: Drawn, options: Any) -> None:
    rubric, answers = _made(build, sections, options)
    result = _score(rubric, answers)
    if set(answers.values()) == {"na"}:
        assert result.score is None
        return
    assert result.score is not None
    assert 0 <= result.score <= 100
    assert sum(one.applied_weight for one in result.criteria) == pytest.approx(1, abs=1e-4)
    assert sum(section.applied_weight for section in result.sections) == pytest.approx(1, abs=1e-4)
    assert sum(one.contribution for one in result.criteria) == pytest.approx(result.score, abs=1e-4)
    assert sum(one.weight for one in result.criteria) == pytest.approx(1, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(sections=SECTIONS, options=OPTIONS, data=st.data())
def test_a_better_level_never_lowers_the_score(build: Build, sections: Drawn, options: Any, data: Any) -> None:
    rubric, answers = _made(build, sections, options)
    name = data.draw(st.sampled_from(sorted(answers)))
    scores = [_score(rubric, answers | {name: level}).score for level in LEVELS]
    assert scores == sorted(scores, key=lambda found: -1.0 if found is None else found)


@settings(max_examples=40, deadline=None)
@given(sections=SECTIONS, options=OPTIONS, data=st.data())
def test_the_order_of_answers_does_not_matter(build: Build, sections: Drawn, options: Any, data: Any) -> None:
    rubric, answers = _made(build, sections, options)
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert _score(rubric, shuffled) == _score(rubric, answers)


@settings(max_examples=40, deadline=None)
@given(sections=SECTIONS, options=OPTIONS, factor=st.sampled_from([0.001, 0.1, 3, 1000]))
def test_scaling_all_weights_changes_nothing(build: Build, sections: Drawn, options: Any, factor: float) -> None:
    rubric, answers = _made(build, sections, options)
    scaled, _ = _made(build, sections, options, factor)
    assert _score(scaled, answers).score == pytest.approx(_score(rubric, answers).score, abs=1e-6)
    assert scaled.scoring_hash == rubric.scoring_hash


@settings(max_examples=30, deadline=None)
@given(sections=SECTIONS, options=OPTIONS)
def test_same_answers_and_hash_give_the_same_bytes(build: Build, sections: Drawn, options: Any) -> None:
    rubric, answers = _made(build, sections, options)
    again = load_rubric(json.loads(json.dumps(rubric.document)))
    first, second = (json.dumps(_score(one, answers).to_dict()) for one in (rubric, again))
    assert first == second


@settings(max_examples=60, deadline=None)
@given(low=st.floats(0, 10), high=st.floats(0, 10))
def test_more_of_a_good_number_never_lowers_the_score(build: Build, low: float, high: float) -> None:
    rubric = build((1, {"a": {"scale": "amount"}}))
    low, high = sorted((low, high))
    less, more = (_score(rubric, {"a": value}).score for value in (low, high))
    assert less is not None
    assert more is not None
    assert less <= more


@settings(max_examples=60, deadline=None)
@given(count=st.integers(1, 200), size=st.integers(1, 5000))
def test_more_errors_never_raise_the_score(build: Build, errors: Any, count: int, size: int) -> None:
    rubric = build((1, {"a": {"scale": "errors", "errors": errors}}))
    marks = [[{"type": "typo", "severity": "minor", "count": n}] for n in (count, count + 1)]
    fewer, more = (score(rubric, parse_answers(rubric, {"a": mark}), size=size).score for mark in marks)
    assert fewer is not None
    assert more is not None
    assert fewer >= more
