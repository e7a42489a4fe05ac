"""Policy blocks are closed: what they may say is accepted, anything else is refused where it stands."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from qa_service.agreement import COEFFICIENTS
from qa_service.rubric import json_schema, load_rubric, read_rubric, validate_rubric
from qa_service.rubric.policy_schema import STATISTICS

VALIDATOR = Draft202012Validator(json_schema())
FULL = """\
review:
  reviewers: 2
  double: { rate: 0.2, always_when: case.value > 10, near_pass_mark: 5, model_straddles: true, seed: s-1 }
  blind: { producer: true, other_reviewers: true, model: until_submitted }
  not_by: [producer, producer_lead]
  within: 36h
  plan: { kind: switching, lot: 25, normal: 0.2, reduced: 0.1, tightened: 1, limiting_fail_rate: 0.1 }
adjudication:
  open_when: { outcome_differs: true, gate_differs: true, levels_apart: 2, score_apart: 10, cannot_assess: true,
               value_apart: { second: 3 } }
  by: { role: adjudicator, not: [producer, reviewers], sees: [answers, evidence, rationales] }
  result: closest_two
  otherwise: median
certification:
  sets: { must_see: 2, must_pass: 1, items: 12 }
  pass: { exact: 0.8, adjacent: 0.95, max_discrepant: 1, gates_exact: 1 }
  valid_for: 26w
  expires_on: major
  attempts: 2
  on_fail: retrain
monitoring:
  gold: { every: [15, 25], window: 20, min_exact: 0.65, on_breach: calibration_set }
  repeat_own: { rate: 0.02, after: 21d }
  drift: { statistic: mean_deviation, chart: cusum, lambda: 0.2, limit: 2.7 }
  compare_groups: [producer.site]
disputes:
  window: 10d
  max: 2
  open_by: [producer, client]
  grounds: [factual_error]
  resolver: { role: adjudicator, not: [reviewers, adjudicators] }
  decide_within: 5d
model:
  suggest: [first]
  never: [second]
  show: after_submit
  abstain_below: 0.6
  may_prefill_after: { statistic: qwk, at_least: 0.7, not_below_human_by: 0.1, items: 100 }
signoff:
  required: true
  when: case.value > 10
  by: { role: approver, not: [producer] }
  within: 2d
  return_reasons: [incomplete]
x-house: { cost_centre: 12 }
"""
REFUSED = [
    ("reviewers: 2", "reviewers: 0", "out_of_range", "/review/reviewers"),
    ("reviewers: 2", "reviewer: 2", "unknown_key", "/review/reviewer"),
    ("rate: 0.2, always", "rate: 20, always", "out_of_range", "/review/double/rate"),
    ("always_when: case.value > 10", "always_when: case.value >", "bad_condition", "/review/double/always_when"),
    ("not_by: [producer, producer_lead]", "not_by: [producers]", "not_allowed", "/review/not_by/0"),
    ("within: 36h", "within: 36 hours", "bad_format", "/review/within"),
    ("kind: switching", "kind: swiching", "not_allowed", "/review/plan/kind"),
    ("kind: switching, lot: 25", "lot: 25", "required", "/review/plan/kind"),
    ("lot: 25, ", "", "required", "/review/plan/lot"),
    ("kind: switching, lot: 25", "kind: fixed", "unknown_key", "/review/plan/normal"),
    ("reduced: 0.1", "reduced: 0.3", "not_ordered", "/review/plan/reduced"),
    ("levels_apart: 2", "levels_apart: 0", "out_of_range", "/adjudication/open_when/levels_apart"),
    ("value_apart: { second: 3 }", "value_apart: { first: 3 }", "not_allowed",
     "/adjudication/open_when/value_apart/first"),
    ("value_apart: { second: 3 }", "value_apart: { secnd: 3 }", "unknown_criterion",
     "/adjudication/open_when/value_apart/secnd"),
    ("result: closest_two", "result: vote", "not_allowed", "/adjudication/result"),
    ("role: adjudicator, not: [producer, reviewers]", "role: umpire", "not_allowed", "/adjudication/by/role"),
    ("items: 12", "items: 0", "out_of_range", "/certification/sets/items"),
    ("exact: 0.8", "exact: 80", "out_of_range", "/certification/pass/exact"),
    ("  pass: { exact: 0.8, adjacent: 0.95, max_discrepant: 1, gates_exact: 1 }\n", "", "required",
     "/certification/pass"),
    ("valid_for: 26w", "valid_for: 0d", "bad_format", "/certification/valid_for"),
    ("every: [15, 25]", "every: [25, 15]", "not_ordered", "/monitoring/gold/every/1"),
    ("every: [15, 25]", "every: [15]", "too_few", "/monitoring/gold/every"),
    ("lambda: 0.2", "lambda: 0", "out_of_range", "/monitoring/drift/lambda"),
    ("compare_groups: [producer.site]", "compare_groups: [producer site]", "bad_format",
     "/monitoring/compare_groups/0"),
    ("grounds: [factual_error]", "grounds: [Factual]", "bad_format", "/disputes/grounds/0"),
    ("suggest: [first]", "suggest: [frist]", "unknown_criterion", "/model/suggest/0"),
    ("suggest: [first]", "suggest: [second]", "contradiction", "/model/suggest/0"),
    ("statistic: qwk", "statistic: kappa", "not_allowed", "/model/may_prefill_after/statistic"),
    ("  by: { role: approver, not: [producer] }\n", "", "required", "/signoff/by"),
    ("  when: case.value > 10\n", "  when: case.value >\n", "bad_condition", "/signoff/when"),
    ("x-house:", "y-house:", "unknown_key", "/y-house"),
]  # fmt: skip


def test_everything_a_policy_may_say_is_accepted(small: str) -> None:
    rubric = read_rubric(small + FULL)
    assert rubric.signoff["within"] == "2d"
    assert VALIDATOR.is_valid(rubric.document)


@pytest.mark.parametrize(("old", "new", "code", "pointer"), REFUSED)
def test_refusals_of_policies(small: str, old: str, new: str, code: str, pointer: str) -> None:
    assert old in FULL
    problems = validate_rubric(small + FULL.replace(old, new, 1))
    assert (code, pointer) in {(problem.code, problem.pointer) for problem in problems}
    assert all(problem.line for problem in problems)


@pytest.mark.parametrize(
    "plan", ["{ kind: all }", "{ kind: rate, rate: 0.1 }", "{ kind: fixed, per_producer_per_month: 5 }"]
)
def test_every_plan_has_its_own_keys(small: str, plan: str) -> None:
    assert validate_rubric(f"{small}review: {{ plan: {plan} }}\n") == []


def test_a_policy_is_in_the_content_and_never_in_the_scoring(small: str) -> None:
    plain, full = read_rubric(small), read_rubric(small + FULL)
    assert plain.scoring_hash == full.scoring_hash
    assert plain.content_hash != full.content_hash


def test_extension_keys_are_accepted_everywhere_and_never_score(small: str) -> None:
    plain = read_rubric(small)
    document = json.loads(json.dumps(plain.document))
    holders = [document, *_mappings(document)]
    for holder in holders:
        holder["x-mine"] = {"any": [1, None, "thing"]}
    extended = load_rubric(document)
    assert VALIDATOR.is_valid(document)
    assert extended.scoring_hash == plain.scoring_hash
    assert extended.criteria.keys() == plain.criteria.keys()


def _mappings(document: dict[str, object]) -> list[dict[str, object]]:
    """The mappings of the small rubric whose keys are fixed."""
    sections = document["sections"]
    scales = document["scales"]
    assert isinstance(sections, list)
    assert isinstance(scales, dict)
    levels = [level for scale in scales.values() for level in scale.get("levels", [])]
    criteria = [criterion for section in sections for criterion in section["criteria"]]
    errors = [criterion["errors"] for criterion in criteria if "errors" in criterion]
    return [document["scoring"], *scales.values(), *levels, *sections, *criteria, *errors]  # type: ignore[list-item]


def test_the_statistics_of_a_bar_are_those_that_are_computed() -> None:
    assert set(STATISTICS) == {*COEFFICIENTS, "qwk"}


def test_a_criterion_sets_its_own_bar_for_agreement(small: str) -> None:
    bar = "compare: { statistic: krippendorff_alpha_ordinal, at_least: 0.667, adjacent: 1 }"
    rubric = read_rubric(small.replace("scale: grade,", f"scale: grade, {bar},", 1))
    assert rubric.criterion("first").compare["at_least"] == 0.667
