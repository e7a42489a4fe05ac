"""Shapes of scales: named levels, or numbers along a curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from marshmallow import Schema, ValidationError

from qa_service.rubric.containers import Child, ErrorTree, Items, Shape
from qa_service.rubric.fields import (
    Choice,
    JsonSchema,
    Number,
    Refusal,
    StrictField,
    Text,
    key_field,
)

LEVEL_TYPES = ("ordinal", "nominal", "binary")


class LevelShape(Shape):
    """One level of a scale."""

    id = key_field(required=True)
    score = Number(0, 1, required=True)
    label = Text()


class LevelScaleShape(Shape):
    """A scale of named levels."""

    type = Choice(*LEVEL_TYPES, required=True)
    levels = Items(Child(LevelShape), min_items=2, required=True)


class Point(StrictField):
    """A pair [value, score] of a piecewise-linear curve."""

    _pair = Items(Number(), min_items=2, max_items=2)

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return self._pair.json_schema()

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not a pair of numbers."""
        self._pair.check(value)


class ValueBandShape(Shape):
    """A range of numbers that score alike: from ``from`` up to where the next one starts."""

    id = key_field(required=True)
    from_ = Number(required=True, data_key="from")
    score = Number(0, 1, required=True)
    label = Text()


class NumericScaleShape(Shape):
    """A scale of numbers, scored along a curve or by bands."""

    type = Choice("numeric", required=True)
    min = Number(required=True)
    max = Number(required=True)
    step = Number()
    better = Choice("higher", "lower")
    score = Items(Point(), min_items=2)
    bands = Items(Child(ValueBandShape), min_items=1)

    extra_schema: ClassVar[JsonSchema] = {"not": {"required": ["score", "bands"]}}

    def check_whole(self, value: Mapping[str, object]) -> ErrorTree:
        """Refuse a curve beside bands."""
        if "score" in value and "bands" in value:
            return {"bands": [Refusal("one_of", "A numeric scale has a curve (score) or bands, not both.")]}
        return {}


class ScaleField(StrictField):
    """Either kind of scale, told apart by ``type``."""

    _levels, _numeric = Child(LevelScaleShape), Child(NumericScaleShape)

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"oneOf": [self._levels.json_schema(), self._numeric.json_schema()]}

    def schemas(self) -> list[type[Schema]]:
        """Return both shapes."""
        return [LevelScaleShape, NumericScaleShape]

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is neither kind of scale."""
        kind = value.get("type") if isinstance(value, Mapping) else None
        if kind is not None and kind not in (*LEVEL_TYPES, "numeric"):
            options = (*LEVEL_TYPES, "numeric")
            found = Refusal("not_allowed", f"A scale type is one of: {', '.join(options)}.", options, str(kind))
            raise ValidationError({"type": [found]})
        numeric = kind == "numeric" or (isinstance(value, Mapping) and kind is None and "min" in value)
        (self._numeric if numeric else self._levels).check(value)
