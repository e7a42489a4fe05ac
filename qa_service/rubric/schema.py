"""The rubric format ``kpo-rubric/1`` as marshmallow schemas: the one definition of its shape."""

from __future__ import annotations

from typing import ClassVar

from qa_service.rubric.containers import Child, Items, Open, Shape, Words
from qa_service.rubric.criterion_schema import CriterionShape
from qa_service.rubric.fields import (
    Choice,
    Number,
    Text,
    expression_field,
    key_field,
)
from qa_service.rubric.scale_schema import ScaleField

FORMAT = "kpo-rubric/1"


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
    """One entry of the change log; further keys are free."""

    open_keys: ClassVar[bool] = True
    version = Text(required=True)
    level = Choice("major", "minor", "patch", required=True)
    note = Text(required=True)


class RubricShape(Shape):
    """A whole rubric document."""

    format = Choice(FORMAT, required=True, data_key="schema")
    id = Text(
        pattern=r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*", what="a rubric id: lower-case words joined by dots",
        max_length=100, required=True,
    )  # fmt: skip
    version = Text(pattern=r"\d+\.\d+\.\d+", what="a version such as 1.0.0", required=True)
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
    review = Open()
    adjudication = Open()
    certification = Open()
    monitoring = Open()
    disputes = Open()
    model = Open()
    changes = Items(Child(ChangeShape))
    tests = Items(Open("name", "answers", "expect"))


DOCUMENT = Child(RubricShape)
"""The field of the whole document; its loader is built once."""
