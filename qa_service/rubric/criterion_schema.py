"""Shapes of one criterion: its gate, evidence, N/A rule and error model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from marshmallow import Schema

from qa_service.rubric.containers import Child, ErrorTree, Items, Shape, Words
from qa_service.rubric.fields import (
    REQUIRED,
    Choice,
    Flag,
    JsonSchema,
    Number,
    Refusal,
    StrictField,
    Text,
    TextOrNumber,
    WholeNumber,
    expression_field,
    key_field,
    kind_of,
    refuse,
)
from qa_service.rubric.policy_schema import CompareShape


class GateShape(Shape):
    """A bar that one answer must clear."""

    below = TextOrNumber()
    above = Number()
    effect = Choice("fail", "cap", "fail_section", required=True)
    to = Number()
    reason = key_field(required=True)

    extra_schema: ClassVar[JsonSchema] = {
        "oneOf": [{"required": ["below"]}, {"required": ["above"]}],
        "if": {"properties": {"effect": {"const": "cap"}}},
        "then": {"required": ["to"]},
    }

    def check_whole(self, value: Mapping[str, object]) -> ErrorTree:
        """Refuse a gate with both or neither bound, and a cap without its ceiling."""
        errors: ErrorTree = {}
        if ("below" in value) == ("above" in value):
            errors["_schema"] = [Refusal("one_of", "A gate has exactly one of: below, above.", ("below", "above"))]
        if value.get("effect", "cap") == "cap" and "to" not in value:
            errors["to"] = [REQUIRED]
        return errors


class EvidenceShape(Shape):
    """What must support an answer."""

    required = Choice(True, False, "below_top")
    kind = Choice("span", "document_ref", "worksheet", "any")
    min = WholeNumber(1)


class NaRuleShape(Shape):
    """Whether people may answer N/A, and what it does."""

    allow = Flag(required=True)
    reason = Choice("required", "optional")
    effect = Choice("exclude", "zero", "fail")


class NaField(StrictField):
    """The word ``never``, or a rule."""

    _rule = Child(NaRuleShape)

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"oneOf": [{"const": "never"}, self._rule.json_schema()]}

    def schemas(self) -> list[type[Schema]]:
        """Return the shape of the rule."""
        return [NaRuleShape]

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is neither."""
        if isinstance(value, Mapping):
            self._rule.check(value)
        elif value != "never":
            word = value if isinstance(value, str) else ""
            raise refuse("not_allowed", f"never or a mapping is expected, not {kind_of(value)}.", ("never",), word)


class ErrorTypeShape(Shape):
    """One kind of error that is counted."""

    id = key_field(required=True)
    title = Text(required=True)
    weight = Number()
    parent = Text()


class ErrorModelShape(Shape):
    """How counted errors become a score."""

    per = Number(above=0, required=True)
    tolerance = Number(above=0, required=True)
    severities = Words(Number(0), required=True)
    critical = Choice("fail", "cap", "none")
    types = Items(Child(ErrorTypeShape), min_items=1, required=True)


class CriterionShape(Shape):
    """One question of the rubric."""

    id = key_field(required=True)
    title = Text(required=True)
    ask = Text()
    guidance = Text()
    scale = Text(required=True)
    weight = Number(0, required=True)
    advisory = Flag()
    when = expression_field()
    anchors = Words(Text(min_length=10), keys=key_field())
    evidence = Child(EvidenceShape)
    gate = Child(GateShape)
    na = NaField()
    errors = Child(ErrorModelShape)
    checks = Items(key_field())
    model = Choice("never", "after_submit", "to_adjudicator")
    compare = Child(CompareShape)

    extra_schema: ClassVar[JsonSchema] = {
        "if": {"properties": {"scale": {"const": "errors"}}},
        "then": {"required": ["errors"]},
    }

    def check_whole(self, value: Mapping[str, object]) -> ErrorTree:
        """Refuse an error scale without its model."""
        missing = value.get("scale", "errors") == "errors" and "errors" not in value
        return {"errors": [REQUIRED]} if missing else {}
