"""Scores and agreement figures as they are answered."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

_SHARE = {"minimum": 0, "maximum": 1}


def _number() -> fields.Float:
    """A figure that may be undefined; undefined is null and never 0."""
    return fields.Float(required=True, allow_none=True)


class GateShape(Schema):
    """A gate that fired; `to` is the ceiling of a cap."""

    criterion = fields.String(required=True)
    effect = fields.String(required=True)
    reason = fields.String(required=True)
    to = _number()


class CriterionScoreShape(Schema):
    """One criterion: its score from 0 to 1, its declared and applied share of weight, the points it contributes."""

    id = fields.String(required=True)
    section = fields.String(required=True)
    state = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    score = _number()
    weight = fields.Float(required=True, metadata=_SHARE)
    applied_weight = fields.Float(required=True, metadata=_SHARE)
    contribution = fields.Float(required=True)
    note = fields.String(required=True)


class SectionScoreShape(Schema):
    """One section: its score from 0 to 100, its shares of weight, the points it contributes."""

    id = fields.String(required=True)
    score = _number()
    weight = fields.Float(required=True, metadata=_SHARE)
    applied_weight = fields.Float(required=True, metadata=_SHARE)
    contribution = fields.Float(required=True)
    zeroed = fields.Boolean(required=True)


class ScoreShape(Schema):
    """The answer to a score request: `raw_score` before gates, `score` after them, both from 0 to 100."""

    rubric = fields.String(required=True)
    score = _number()
    raw_score = _number()
    outcome = fields.String(required=True)
    band = fields.String(required=True, allow_none=True)
    gates = fields.List(fields.Nested(GateShape()), required=True)
    criteria = fields.List(fields.Nested(CriterionScoreShape()), required=True)
    sections = fields.List(fields.Nested(SectionScoreShape()), required=True)
    scoring_hash = fields.String(required=True)
    engine_version = fields.String(required=True)
    missing = fields.List(fields.String(), required=True)
    explain = fields.List(fields.String(), required=True)
    open_problems = fields.List(fields.Dict(), required=True)


class CoefficientShape(Schema):
    """One coefficient with its interval, or `withheld` with the reason why there is none."""

    value = _number()
    se = _number()
    ci95 = fields.List(fields.Float(), required=True, allow_none=True)
    method = fields.String(required=True)
    n_items = fields.Integer(required=True)
    n_pairs = fields.Integer(required=True)
    coverage = fields.Float(required=True, metadata=_SHARE)
    withheld = fields.String(required=True, allow_none=True)
    benchmark = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The band of Landis and Koch that the interval, not the value alone, supports."},
    )


class BarShape(Schema):
    """The rubric's bar for agreement, judged by the interval of the figure, never by its value alone."""

    statistic = fields.String(required=True)
    at_least = fields.Float(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(["met", "missed", "undecided"]))
    reason = fields.String(required=True)


class CriterionFigures(Schema):
    """The figures of one criterion. Items, raters and pairs count what was measured; `coefficients` go by name."""

    scale = fields.Dict(metadata={"description": "Type and levels; of live figures only."})
    n_items = fields.Integer(required=True)
    n_raters = fields.Integer(required=True)
    n_ratings = fields.Integer(required=True)
    n_pairable_items = fields.Integer(required=True)
    n_pairs = fields.Integer(required=True)
    n_not_blind = fields.Integer(metadata={"description": "Ratings left out because they were not blind."})
    n_repeats = fields.Integer(metadata={"description": "Ratings left out because their rater had rated the item."})
    coverage = fields.Float(required=True, metadata=_SHARE)
    coefficients = fields.Dict(keys=fields.String(), values=fields.Nested(CoefficientShape()), required=True)
    raters = fields.Dict(keys=fields.String(), values=fields.Dict(), required=True)
    remarks = fields.List(
        fields.String(), metadata={"description": "What the figures hide, such as kappa low by prevalence alone."}
    )
    pairs = fields.List(fields.Dict(), metadata={"description": "Of live figures only when asked for."})
    weighted = fields.Dict(metadata={"description": "With `weights`: every weighted family with these weights."})
    bar = fields.Nested(BarShape(), allow_none=True, metadata={"description": "Of live figures; null without a bar."})


class AgreementShape(Schema):
    """Agreement by criterion; ratings that name none are under `all`."""

    criteria = fields.Dict(keys=fields.String(), values=fields.Nested(CriterionFigures()), required=True)


class SentAgreementShape(AgreementShape):
    """Agreement of ratings that were sent; by site when that was asked for."""

    sites = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Nested(CriterionFigures())),
        metadata={"description": "With `by`: the same figures of the ratings of each site."},
    )
    site_differences = fields.Dict(
        metadata={"description": "With `by`: per criterion, how far every two sites differ on the same items."}
    )


class LiveAgreementShape(AgreementShape):
    """Agreement by criterion of a rubric's major."""

    rubric = fields.String(required=True)
    major = fields.Integer(required=True)
    min_items = fields.Integer(required=True)


score_shape = ScoreShape()
agreement_shape = SentAgreementShape()
live_shape = LiveAgreementShape()
