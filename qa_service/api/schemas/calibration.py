"""Profiles of reviewers, drift, diagnosis of rubrics."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from qa_service.api.schemas.common import Instant, Strict
from qa_service.api.schemas.figures import BarShape, CoefficientShape
from qa_service.services import diagnosis, drift, profiles

_INTERVAL = {"minItems": 2, "maxItems": 2}


class _Period(Strict):
    from_ = Instant(data_key="from")
    to = Instant()


class ProfileQuery(_Period):
    """Which part of a person's work."""

    rubric = fields.String()
    min_items = fields.Integer(load_default=20, validate=validate.Range(1, 1_000_000))
    limit = fields.Integer(
        load_default=profiles.MOST_REVIEWS,
        validate=validate.Range(1, profiles.MOST_REVIEWS),
        metadata={"description": "The newest reviews of each rubric's major that are looked at."},
    )


class DriftQuery(_Period):
    """Which charts."""

    rubric = fields.String(required=True)
    criterion = fields.String()
    reviewer = fields.String(metadata={"description": "A handle: only this person's charts are answered."})
    engagement = fields.String()
    limit = fields.Integer(load_default=drift.MOST_REVIEWS, validate=validate.Range(1, drift.MOST_REVIEWS))
    charts = fields.Boolean(load_default=False, metadata={"description": "Points of every chart, not of signals only."})


class DiagnosisQuery(_Period):
    """Which part of the work with a rubric."""

    engagement = fields.String()
    min_items = fields.Integer(load_default=20, validate=validate.Range(1, 1_000_000))
    limit = fields.Integer(load_default=diagnosis.MOST_REVIEWS, validate=validate.Range(1, diagnosis.MOST_REVIEWS))


class ChartShape(Schema):
    """The points of a control chart with the limits at each."""

    times = fields.List(fields.String(), required=True)
    points = fields.List(fields.Float(), required=True)
    lower = fields.List(fields.Float(), required=True)
    upper = fields.List(fields.Float(), required=True)
    centre = fields.Float(required=True)
    sigma = fields.Float(required=True, allow_none=True)


class ChartedShape(Schema):
    """The state of one chart. `since`, `after`, `size` and `ci95` belong to a confirmed drift (positive: lenient)."""

    state = fields.String(
        required=True, validate=validate.OneOf(["steady", "drifting", "unconfirmed", "returned", "withheld"])
    )
    versus = fields.String(required=True)
    n = fields.Integer(required=True)
    baseline = fields.Integer(required=True)
    since = fields.String(required=True, allow_none=True)
    after = fields.Integer(required=True, allow_none=True)
    size = fields.Float(required=True, allow_none=True)
    ci95 = fields.List(fields.Float(), required=True, allow_none=True, metadata=_INTERVAL)
    withheld = fields.String(required=True, allow_none=True)
    chart = fields.Nested(ChartShape())


class NamedChartShape(ChartedShape):
    """The chart of one reviewer on one criterion."""

    reviewer = fields.String(required=True)
    site = fields.String(required=True, allow_none=True)
    criterion = fields.String(required=True)
    title = fields.String(required=True)


class DriftShape(Schema):
    """Every chart, signals first."""

    rubric = fields.String(required=True)
    major = fields.Integer(required=True)
    n_reviews = fields.Integer(required=True)
    limit = fields.Integer(required=True)
    method = fields.Dict(required=True)
    signals = fields.Integer(required=True)
    charts = fields.List(fields.Nested(NamedChartShape()), required=True)


class ReviewerShape(Schema):
    """Whose profile it is."""

    id = fields.String(required=True)
    handle = fields.String(required=True)
    name = fields.String(required=True)
    site = fields.String(required=True, allow_none=True)


class FigureShape(Schema):
    """One figure with its interval; `n` counts items."""

    value = fields.Float(required=True, allow_none=True)
    se = fields.Float(required=True, allow_none=True)
    ci95 = fields.List(fields.Float(), required=True, allow_none=True, metadata=_INTERVAL)
    method = fields.String(required=True)
    n = fields.Integer(required=True)
    n_pairs = fields.Integer(required=True, allow_none=True)
    coverage = fields.Float(required=True, allow_none=True)
    withheld = fields.String(required=True, allow_none=True)


class ProfileCriterionShape(Schema):
    """A reviewer on one criterion; positive severity is harsher than the comparison, in scale units."""

    title = fields.String(required=True)
    n = fields.Integer(required=True)
    mean = fields.Float(required=True, allow_none=True)
    levels = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)
    levels_of_others = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)
    severity = fields.Dict(required=True, allow_none=True)
    with_others = fields.Nested(FigureShape(), required=True)
    with_standard = fields.Dict(required=True, allow_none=True)
    drift = fields.Nested(ChartedShape(), required=True)


class FlagShape(Schema):
    """What one rule says of a reviewer; `q` is the p value adjusted over the reviewers."""

    kind = fields.String(required=True)
    rater = fields.String(required=True)
    n = fields.Integer(required=True)
    figure = fields.Dict(required=True)
    expected = fields.Float(required=True, allow_none=True)
    p = fields.Float(required=True, allow_none=True)
    q = fields.Float(required=True, allow_none=True)
    flagged = fields.Boolean(required=True)
    sentence = fields.String(required=True)
    rule = fields.String(required=True)
    robust_z = fields.Float(required=True, allow_none=True)
    withheld = fields.String(required=True, allow_none=True)


class ProfileRubricShape(Schema):
    """A reviewer's work with one rubric's major."""

    rubric = fields.String(required=True)
    major = fields.Integer(required=True)
    title = fields.String(required=True)
    n_reviews = fields.Integer(required=True)
    from_ = fields.String(required=True, allow_none=True, data_key="from")
    to = fields.String(required=True, allow_none=True)
    flags = fields.List(
        fields.Nested(FlagShape()), required=True, metadata={"description": "Every rule, those that flag first."}
    )
    criteria = fields.Dict(keys=fields.String(), values=fields.Nested(ProfileCriterionShape()), required=True)


class ProfileShape(Schema):
    """A reviewer's profile, the rubric with most reviews first."""

    reviewer = fields.Nested(ReviewerShape(), required=True)
    min_items = fields.Integer(required=True)
    limit = fields.Integer(required=True)
    rubrics = fields.List(fields.Nested(ProfileRubricShape()), required=True)


class ConfusedShape(Schema):
    """Two levels that were given to the same item, and their share of all pairs of ratings."""

    levels = fields.List(fields.String(), required=True)
    n = fields.Integer(required=True)
    share = fields.Float(required=True)


class DiagnosedCriterionShape(Schema):
    """One criterion; `advice` is in sentences, the most pressing first."""

    title = fields.String(required=True)
    scale = fields.Dict(required=True)
    n_items = fields.Integer(required=True)
    n_raters = fields.Integer(required=True)
    n_ratings = fields.Integer(required=True)
    n_pairable_items = fields.Integer(required=True)
    n_pairs = fields.Integer(required=True)
    coefficients = fields.Dict(keys=fields.String(), values=fields.Nested(CoefficientShape()), required=True)
    bar = fields.Nested(BarShape(), required=True, allow_none=True)
    levels = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)
    confused = fields.List(fields.Nested(ConfusedShape()), required=True)
    thresholds = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "Where each level takes over from the one below, in logits; of ordered levels."},
    )
    variance = fields.Dict(
        required=True,
        allow_none=True,
        metadata={"description": "Percent of the variance by source, and reviewers needed for a dependability of 0.8."},
    )
    advice = fields.List(fields.String(), required=True)


class CorrelationShape(Schema):
    """How the item means of two criteria go together."""

    criteria = fields.List(fields.String(), required=True)
    n_items = fields.Integer(required=True)
    correlation = fields.Float(required=True)


class DiagnosisShape(Schema):
    """The diagnosis of a rubric's major; `reviewers` holds the severity of reviewers per scale, in logits."""

    rubric = fields.String(required=True)
    major = fields.Integer(required=True)
    version = fields.String(required=True)
    n_reviews = fields.Integer(required=True)
    limit = fields.Integer(required=True)
    min_items = fields.Integer(required=True)
    criteria = fields.Dict(keys=fields.String(), values=fields.Nested(DiagnosedCriterionShape()), required=True)
    redundant = fields.List(fields.Nested(CorrelationShape()), required=True)
    correlations = fields.List(fields.Nested(CorrelationShape()), required=True)
    reviewers = fields.List(fields.Dict(), required=True)
    flags = fields.List(
        fields.Nested(FlagShape()), required=True, metadata={"description": "Reviewers that a rule flags."}
    )
    sites = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.Dict()),
        required=True,
        metadata={"description": "Per criterion, how far every two sites differ on the items that both rated."},
    )


profile_query = ProfileQuery()
drift_query = DriftQuery()
diagnosis_query = DiagnosisQuery()
profile_shape = ProfileShape()
drift_shape = DriftShape()
diagnosis_shape = DiagnosisShape()
