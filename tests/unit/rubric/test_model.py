"""The model fills in defaults; the hashes move exactly when they should."""

from __future__ import annotations

import pytest

from qa_service.rubric import Rubric, read_rubric


def test_defaults_are_filled_in(small: str) -> None:
    rubric = read_rubric(small)
    first = rubric.criterion("first")
    assert (first.na.allow, first.evidence.required, first.advisory, first.when) == (False, False, False, None)
    assert rubric.scales["share"].points == ((0.0, 0.0), (10.0, 1.0))
    assert rubric.scale_of("third").type == "errors"
    assert rubric.scales["grade"].level_ids == ("low", "mid", "high")
    assert rubric.scales["grade"].index("high") == 2
    assert rubric.scales["grade"].level("mid").score == 0.5
    assert rubric.section_of("third").id == "one"
    assert rubric.major == 1


def test_lower_is_better_turns_the_default_curve(small: str) -> None:
    rubric = read_rubric(small.replace("max: 10 }", "max: 10, better: lower }"))
    assert rubric.scales["share"].points == ((0.0, 1.0), (10.0, 0.0))


@pytest.mark.parametrize("name", ["none", ""])
def test_unknown_names_are_key_errors(small: str, name: str) -> None:
    rubric = read_rubric(small)
    for look_up in (rubric.criterion, rubric.section_of, rubric.scales["grade"].index):
        with pytest.raises(KeyError):
            look_up(name)


INSURANCE, LEGAL = "insurance.claim-decision-file", "legal.contract-review-memo"


def _text(texts: list[str], name: str) -> str:
    return next(text for text in texts if f"id: {name}\n" in text)


def test_example_rubrics_are_read_whole(example_texts: list[str]) -> None:
    insurance, legal = (read_rubric(_text(example_texts, name)) for name in (INSURANCE, LEGAL))
    assert list(legal.criteria)[:2] == ["issue_spotting", "risk_rating"]
    assert legal.unit is not None
    assert legal.unit.size == "deliverable.word_count"
    assert [band.id for band in legal.scoring.bands] == ["excellent", "pass", "rework", "reject"]
    assert insurance.applies_to is not None
    assert insurance.criterion("leakage").na.allow is True
    assert legal.review["reviewers"] == 1
    assert [test.size for test in legal.tests] == [2000] * 4


def _hashes(text: str) -> tuple[str, str]:
    rubric = read_rubric(text)
    return rubric.scoring_hash, rubric.content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("score: 0.5", "score: 0.6"),
        ("id: mid", "id: middle"),
        ("max: 10 }", "max: 10, better: lower }"),
        ("scale: grade, weight: 1", "scale: grade, weight: 2"),
        ("scale: grade, weight: 1", "scale: grade, weight: 1, advisory: true"),
        ("scale: grade", "scale: grade, when: case.x == 1"),
        ("scale: grade", "scale: grade, na: { allow: true }"),
        ("scale: grade", "scale: grade, gate: { below: mid, effect: fail, reason: r }"),
        ("tolerance: 2", "tolerance: 3"),
        ("method: weighted_mean", "method: minimum"),
        ("pass_mark: 80", "pass_mark: 81"),
        ("pass_mark: 80", "pass_mark: 80, cap: 50"),
        ("pass_mark: 80", "pass_mark: 80, na: { redistribute: rubric }"),
        ("deliverable.pages", "deliverable.words"),
    ],
)
def test_what_can_change_a_score_changes_the_scoring_hash(small: str, old: str, new: str) -> None:
    before, after = _hashes(small), _hashes(small.replace(old, new, 1))
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Small", "title: Other"),
        ("version: 1.0.0", "version: 1.0.1"),
        ("pass_mark: 80", "pass_mark: 80, bands: [{ id: top, from: 90 }]"),
        ("pass_mark: 80", "pass_mark: 80, na: { redistribute: section }"),
        ("scale: grade", "scale: grade, evidence: { required: true }"),
        ("scale: grade", "scale: grade, ask: Why?"),
        ("name: page", "name: sheet"),
    ],
)
def test_words_and_policy_change_the_content_hash_alone(small: str, old: str, new: str) -> None:
    before, after = _hashes(small), _hashes(small.replace(old, new, 1))
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_the_pass_mark_is_a_verdict_without_an_error_scale(example_texts: list[str]) -> None:
    insurance = _text(example_texts, INSURANCE)
    raised = insurance.replace("pass_mark: 85", "pass_mark: 86")
    assert raised != insurance
    assert _hashes(insurance)[0] == _hashes(raised)[0]


def test_numbers_and_layout_do_not_change_the_content_hash(small: str) -> None:
    other = small.replace("pass_mark: 80", "pass_mark: 80.0").replace("title: Small", '"title":   "Small"  # words')
    assert _hashes(small) == _hashes(other)


def test_order_and_scaled_weights_do_not_change_the_scoring_hash(example_texts: list[str]) -> None:
    legal = _text(example_texts, LEGAL)
    scaled = legal
    for weight in ("60", "20"):
        scaled = scaled.replace(f"    weight: {weight}\n    criteria", f"    weight: {weight}0\n    criteria")
    rubric: Rubric = read_rubric(scaled)
    assert scaled != legal
    assert rubric.scoring_hash == read_rubric(legal).scoring_hash
