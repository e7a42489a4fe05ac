"""Shapes of the policy blocks: review, adjudication, certification, monitoring, disputes, model, sign-off.

A policy never changes a score. Durations are texts such as ``10d``; shares lie in 0..1, scores in 0..100.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from marshmallow import Schema, ValidationError

from qa_service.rubric.containers import Child, Items, Shape, Words
from qa_service.rubric.fields import (
    REQUIRED,
    Choice,
    Flag,
    JsonSchema,
    Number,
    StrictField,
    Text,
    WholeNumber,
    expression_field,
    key_field,
    kind_of,
    refuse,
)

PARTIES = ("producer", "producer_lead", "reviewers", "adjudicators", "approver", "lead", "client")
ROLES = ("reviewer", "adjudicator", "lead", "approver", "admin")
METHODS = ("mean", "median", "closest_two")
STATISTICS = (
    "percent_exact", "percent_adjacent", "cohen_kappa", "cohen_kappa_linear", "cohen_kappa_quadratic", "scott_pi",
    "fleiss_kappa", "conger_kappa", "brennan_prediger", "brennan_prediger_linear", "brennan_prediger_quadratic",
    "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic", "gwet_ac2_ordinal", "krippendorff_alpha_nominal",
    "krippendorff_alpha_ordinal", "krippendorff_alpha_interval", "krippendorff_alpha_ratio", "kendall_w",
    "icc_1_1", "icc_1_k", "icc_2_1", "icc_2_k", "icc_3_1", "icc_3_k", "qwk",
)  # fmt: skip
"""What a bar may be set on; ``qwk`` is short for ``cohen_kappa_quadratic``."""


def duration_field(*, required: bool = False) -> Text:
    """Build the field of a duration: hours, days or weeks."""
    what = "a duration: a whole number and h, d or w, as in 36h, 10d or 2w"
    return Text(pattern="[1-9][0-9]{0,3}[hdw]", what=what, required=required)


def fact_path_field() -> Text:
    """Build the field of the dotted name of a fact."""
    what = "the dotted name of a fact, as in producer.site"
    return Text(pattern=r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*", what=what, max_length=200)


def share_field(*, required: bool = False) -> Number:
    """Build the field of a share, 0 to 1."""
    return Number(0, 1, required=required)


class PersonShape(Shape):
    """Who decides: a role, less the people who were part of the work."""

    role = Choice(*ROLES, required=True)
    not_ = Items(Choice(*PARTIES), data_key="not")


class DoubleShape(Shape):
    """When a second, independent review is made."""

    rate = share_field()
    always_when = expression_field()
    near_pass_mark = Number(0, 100)
    model_straddles = Flag()
    seed = Text(max_length=100)


class BlindShape(Shape):
    """What a reviewer does not see."""

    producer = Flag()
    other_reviewers = Flag()
    model = Choice("until_submitted", "until_final", "always")


class AllPlanShape(Shape):
    """Everything is reviewed."""

    kind = Choice("all", required=True)


class RatePlanShape(Shape):
    """A share of the deliverables, drawn by hash."""

    kind = Choice("rate", required=True)
    rate = share_field(required=True)
    seed = Text(max_length=100)
    stratify_by = Items(fact_path_field())


class FixedPlanShape(Shape):
    """A fixed number for each producer and month."""

    kind = Choice("fixed", required=True)
    per_producer_per_month = WholeNumber(1, required=True)
    stratify_by = Items(fact_path_field())


class SwitchingPlanShape(Shape):
    """Lots of one producer, inspected more or less by the record (after the logic of ISO 2859-1)."""

    kind = Choice("switching", required=True)
    lot = WholeNumber(2, required=True)
    normal = share_field(required=True)
    reduced = share_field(required=True)
    tightened = share_field(required=True)
    limiting_fail_rate = share_field()


class PlanField(StrictField):
    """One of the sampling plans, told apart by ``kind``."""

    _plans: ClassVar[dict[str, Child]] = {
        "all": Child(AllPlanShape),
        "rate": Child(RatePlanShape),
        "fixed": Child(FixedPlanShape),
        "switching": Child(SwitchingPlanShape),
    }

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"oneOf": [plan.json_schema() for plan in self._plans.values()]}

    def schemas(self) -> list[type[Schema]]:
        """Return the shapes of the plans."""
        return [plan.shape for plan in self._plans.values()]

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is none of the plans."""
        if not isinstance(value, Mapping):
            raise refuse("wrong_type", f"A mapping with kind is expected, not {kind_of(value)}.")
        kind = value.get("kind")
        if kind is None:
            raise ValidationError({"kind": [REQUIRED]})
        if not isinstance(kind, str) or kind not in self._plans:
            names = tuple(self._plans)
            unknown = refuse("not_allowed", f"A plan is one of: {', '.join(names)}.", names, str(kind))
            raise ValidationError({"kind": unknown.messages})
        self._plans[kind].check(value)


class ReviewShape(Shape):
    """How many people review, which work, and what they do not know."""

    reviewers = WholeNumber(1, 9)
    double = Child(DoubleShape)
    blind = Child(BlindShape)
    not_by = Items(Choice(*PARTIES))
    within = duration_field()
    plan = PlanField()


class OpenWhenShape(Shape):
    """Which differences between reviews need a third person."""

    outcome_differs = Flag()
    gate_differs = Flag()
    levels_apart = WholeNumber(1)
    score_apart = Number(above=0)
    value_apart = Words(Number(above=0), keys=key_field())
    cannot_assess = Flag()


class AdjudicatorShape(PersonShape):
    """Who adjudicates, and what they see of the reviews."""

    sees = Items(Choice("answers", "evidence", "rationales"))


class AdjudicationShape(Shape):
    """How reviews that differ become one score."""

    open_when = Child(OpenWhenShape)
    by = Child(AdjudicatorShape)
    result = Choice("adjudicator", *METHODS)
    otherwise = Choice(*METHODS)


class GoldSetsShape(Shape):
    """Sets of gold items: how many are seen, how many must be passed, and the items of one set."""

    must_see = WholeNumber(0)
    must_pass = WholeNumber(0)
    items = WholeNumber(1, required=True)


class PassRuleShape(Shape):
    """What passing a set takes, as shares of its answers."""

    exact = share_field()
    adjacent = share_field()
    max_discrepant = WholeNumber(0)
    gates_exact = share_field()


class CertificationShape(Shape):
    """How somebody earns the right to review, and how long it lasts."""

    sets = Child(GoldSetsShape)
    # "pass" is a word of Python.
    pass_ = Child(PassRuleShape, required=True, data_key="pass")
    valid_for = duration_field()
    expires_on = Choice("major", "minor")
    attempts = WholeNumber(1)
    on_fail = Choice("retrain", "probation", "lock", "calibration_set")


class GoldShape(Shape):
    """Gold items among the daily work."""

    every = Items(WholeNumber(1), min_items=2, max_items=2)
    window = WholeNumber(1)
    min_exact = share_field()
    on_breach = Choice("calibration_set", "probation", "lock", "notify")


class RepeatShape(Shape):
    """One's own work again, unseen."""

    rate = share_field(required=True)
    after = duration_field(required=True)


class DriftShape(Shape):
    """The control chart of a reviewer's deviation."""

    statistic = Choice("mean_deviation")
    chart = Choice("ewma", "cusum")
    # "lambda" is a word of Python.
    lambda_ = Number(maximum=1, above=0, data_key="lambda")
    limit = Number(above=0)


class MonitoringShape(Shape):
    """How reviewers are watched."""

    gold = Child(GoldShape)
    repeat_own = Child(RepeatShape)
    drift = Child(DriftShape)
    compare_groups = Items(fact_path_field())


class DisputesShape(Shape):
    """Who may object to a score, on what grounds, and who decides."""

    window = duration_field()
    max = WholeNumber(0)
    open_by = Items(Choice(*PARTIES))
    grounds = Items(key_field())
    resolver = Child(PersonShape)
    decide_within = duration_field()


class PrefillShape(Shape):
    """From which agreement on a model may fill in answers."""

    statistic = Choice(*STATISTICS, required=True)
    at_least = Number(-1, 1, required=True)
    not_below_human_by = share_field()
    items = WholeNumber(1)


class ModelShape(Shape):
    """What a model may suggest, and when it is seen."""

    suggest = Items(key_field())
    never = Items(key_field())
    show = Choice("after_submit", "to_adjudicator", "never")
    abstain_below = share_field()
    may_prefill_after = Child(PrefillShape)


class SignoffShape(Shape):
    """Whether an accountable professional releases the work."""

    required = Flag()
    when = expression_field()
    by = Child(PersonShape, required=True)
    within = duration_field()
    return_reasons = Items(key_field())


class CompareShape(Shape):
    """The rubric's own bar for agreement on one criterion, and what still counts as adjacent."""

    statistic = Choice(*STATISTICS)
    at_least = Number(-1, 1)
    adjacent = WholeNumber(1)
    tolerance = Number(above=0)
