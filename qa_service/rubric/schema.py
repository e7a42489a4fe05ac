"""The rubric format ``kpo-rubric/1`` as marshmallow schemas: the one definition of its shape."""

from __future__ import annotations

from qa_service.rubric.containers import Child, Items, Open, Shape, Words
from qa_service.rubric.criterion_schema import CriterionShape
from qa_service.rubric.fields import (
    RUBRIC_ID,
    RUBRIC_ID_LENGTH,
    Choice,
    Number,
    NumberOrNull,
    Text,
    TextOrNull,
    expression_field,
    key_field,
)
from qa_service.rubric.policy_schema import (
    AdjudicationShape,
    CertificationShape,
    DisputesShape,
    ModelShape,
    MonitoringShape,
    ReviewShape,
    SignoffShape,
)
from qa_service.rubric.scale_schema import ScaleField

FORMAT = "kpo-rubric/1"
OUTCOMES = ("incomplete", "failed_gate", "failed_threshold", "passed", "scored")


def version_field() -> Text:
    """Build the field of a version number."""
    return Text(pattern=r"\d+\.\d+\.\d+", what="a version such as 1.0.0", required=True)


class AppliesToShape(Shape):
    """Which deliverables a rubric is for."""

    deliverable = Text()
    when = expression_field()


class UnitShape(Shape):
    """What one deliverable is counted in."""

    name = Text(required=True)
    size = Text()


class SectionShape(Shape):
    """A weighted group of criteria."""

    id = key_field(required=True)
    title = Text(required=True)
    weight = Number(0, required=True)
    when = expression_field()
    criteria = Items(Child(CriterionShape), min_items=1, required=True)


class CheckShape(Shape):
    """A machine check and what its failure does."""

    id = key_field(required=True)
    uses = Text(required=True)
    with_ = Open(data_key="with")
    on_fail = Choice("finding", "suggest", "error", "block", required=True)
    level = Text()
    type = Text()
    severity = Text()


class NaPolicyShape(Shape):
    """What happens to the weight of criteria that do not apply."""

    redistribute = Choice("section", "rubric")
    max_share = Number(0, 1)


class BandShape(Shape):
    """A named range of scores."""

    id = key_field(required=True)
    from_ = Number(required=True, data_key="from")
    label = Text()


class ScoringShape(Shape):
    """How criterion scores become one result."""

    method = Choice("weighted_mean", "minimum", required=True)
    pass_mark = Number(0, 100, required=True)
    cap = Number(0, 100)
    na = Child(NaPolicyShape)
    bands = Items(Child(BandShape))


class ChangeShape(Shape):
    """One entry of the change log."""

    version = version_field()
    level = Choice("major", "minor", "patch", required=True)
    note = Text(required=True)
    date = Text(pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}", what="a date such as 2026-03-31")
    author = Text()


class ExpectShape(Shape):
    """What a test of the rubric must give; null is a score or band that is undefined."""

    outcome = Choice(*OUTCOMES)
    score = NumberOrNull(0, 100)
    raw_score = NumberOrNull(0, 100)
    gates = Items(key_field())
    band = TextOrNull()


class RubricTestShape(Shape):
    """Answers and facts, and what must come out."""

    name = Text(required=True)
    answers = Open(required=True)
    expect = Child(ExpectShape, required=True)
    case = Open()
    facts = Open()
    size = Number(0)


class RubricShape(Shape):
    """A whole rubric document."""

    format = Choice(FORMAT, required=True, data_key="schema")
    id = Text(
        pattern=RUBRIC_ID, what="a rubric id: lower-case words joined by dots",
        max_length=RUBRIC_ID_LENGTH, required=True,
    )  # fmt: skip
    version = version_field()
    title = Text(required=True)
    domain = Text()
    language = Text()
    owner = Text()
    purpose = Text()
    applies_to = Child(AppliesToShape)
    unit = Child(UnitShape)
    scales = Words(ScaleField(), keys=key_field(), min_items=1, required=True)
    sections = Items(Child(SectionShape), min_items=1, required=True)
    checks = Items(Child(CheckShape))
    scoring = Child(ScoringShape, required=True)
    review = Child(ReviewShape)
    adjudication = Child(AdjudicationShape)
    certification = Child(CertificationShape)
    monitoring = Child(MonitoringShape)
    disputes = Child(DisputesShape)
    model = Child(ModelShape)
    signoff = Child(SignoffShape)
    changes = Items(Child(ChangeShape))
    tests = Items(Child(RubricTestShape))


DOCUMENT = Child(RubricShape)
"""The field of the whole document; its loader is built once."""
