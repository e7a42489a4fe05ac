"""Lists, mappings and object shapes over the strict fields.

Their refusals are trees by key or index, as marshmallow's own; ``qa_service.rubric.shape`` flattens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from marshmallow import RAISE, Schema, ValidationError

from qa_service.rubric.fields import NULL, REQUIRED, JsonSchema, Refusal, StrictField, Text, kind_of, refuse
from qa_service.rubric.problems import MAX_PROBLEMS

ErrorTree = dict[str | int, Any]
NOT_AN_OBJECT = Refusal("wrong_type", "A mapping of keys and values is expected.")
EXTENSION = "x-"
"""Keys that begin so hold anything, for tools of the author's own; nothing here reads them."""


class Items(StrictField):
    """A list whose items all fit one field."""

    def __init__(
        self, item: StrictField, *, min_items: int = 0, max_items: int = 0, required: bool = False,
        data_key: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(required=required, data_key=data_key)
        self.item = item
        self._min, self._max = min_items, max_items

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        bounds = {"minItems": self._min, "maxItems": self._max}
        return {"type": "array", "items": self.item.json_schema()} | {k: v for k, v in bounds.items() if v}

    def schemas(self) -> list[type[Schema]]:
        """Return the object shapes that the items refer to."""
        return self.item.schemas()

    def check(self, value: object) -> None:
        """Raise ValidationError with the refusals of each item by index."""
        if not isinstance(value, list | tuple):
            raise refuse("wrong_type", f"A list is expected, not {kind_of(value)}.")
        if len(value) < self._min:
            raise refuse("too_few", f"At least {self._min} items are expected.")
        if self._max and len(value) > self._max:
            raise refuse("too_many", f"At most {self._max} items are allowed.")
        errors = collect(self.item, enumerate(value))
        if errors:
            raise ValidationError(errors)


class Words(StrictField):
    """A mapping whose keys are free words or ids and whose values all fit one field."""

    def __init__(
        self, values: StrictField, *, keys: Text | None = None, min_items: int = 0, required: bool = False
    ) -> None:
        super().__init__(required=required)
        self.values = values
        self._keys = keys
        self._min = min_items

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        out: JsonSchema = {"type": "object", "additionalProperties": self.values.json_schema()}
        if self._keys:
            out["propertyNames"] = self._keys.json_schema()
        if self._min:
            out["minProperties"] = self._min
        return out

    def schemas(self) -> list[type[Schema]]:
        """Return the object shapes that the values refer to."""
        return self.values.schemas()

    def check(self, value: object) -> None:
        """Raise ValidationError with the refusals of each key and value."""
        if not isinstance(value, Mapping):
            raise ValidationError([NOT_AN_OBJECT])
        if len(value) < self._min:
            raise refuse("too_few", f"At least {self._min} keys are expected.")
        errors = collect(self.values, value.items())
        for name in value:
            errors |= self._key_errors(name)
        if errors:
            raise ValidationError(errors)

    def _key_errors(self, name: str) -> ErrorTree:
        try:
            if self._keys:
                self._keys.check(name)
        except ValidationError as error:
            return {name: [Refusal("bad_key", found.message) for found in error.messages if isinstance(found, Refusal)]}
        return {}


class Open(StrictField):
    """A mapping of anything, with a few keys required."""

    def __init__(self, *required_keys: str, required: bool = False, data_key: str | None = None) -> None:
        super().__init__(required=required, data_key=data_key)
        self._keys = required_keys

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"type": "object"} | ({"required": list(self._keys)} if self._keys else {})

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is no mapping or lacks a required key."""
        if not isinstance(value, Mapping):
            raise ValidationError([NOT_AN_OBJECT])
        missing: ErrorTree = {key: [REQUIRED] for key in self._keys if key not in value}
        if missing:
            raise ValidationError(missing)


class Shape(Schema):
    """Base of the object shapes: unknown keys are refused with the known ones as advice, save those for extensions.

    ``extra_schema`` is JSON Schema that the fields alone cannot say; ``check_whole`` is its equal in code.
    """

    extra_schema: ClassVar[JsonSchema] = {}

    def __init__(self) -> None:
        super().__init__(unknown=RAISE)
        names = tuple(field.data_key or name for name, field in self.fields.items())
        unknown = Refusal("unknown_key", "There is no such key here.", names)
        self.error_messages: dict[str, Any] = {"unknown": unknown, "type": NOT_AN_OBJECT}

    def check_whole(self, value: Mapping[str, object]) -> ErrorTree:
        """Return the refusals that concern several keys at once."""
        return {}


class Child(StrictField):
    """An object of one shape."""

    def __init__(self, shape: type[Shape], *, required: bool = False, data_key: str | None = None) -> None:
        super().__init__(required=required, data_key=data_key)
        self.shape = shape
        self._loader = shape()

    def json_schema(self) -> JsonSchema:
        """Return a reference to the shape."""
        return {"$ref": f"#/$defs/{definition_name(self.shape)}"}

    def schemas(self) -> list[type[Schema]]:
        """Return the shape itself."""
        return [self.shape]

    def check(self, value: object) -> None:
        """Raise ValidationError with the refusals of the object."""
        own = _without_extensions(value) if isinstance(value, Mapping) else value
        errors = cast(ErrorTree, self._loader.validate(cast(Mapping[str, Any], own)))
        if isinstance(value, Mapping):
            errors |= {key: found for key, found in self._loader.check_whole(value).items() if key not in errors}
        if errors:
            raise ValidationError(errors)


def _without_extensions(value: Mapping[str, object]) -> Mapping[str, object]:
    if any(name.startswith(EXTENSION) for name in value):
        return {name: item for name, item in value.items() if not name.startswith(EXTENSION)}
    return value


def definition_name(shape: type[Shape]) -> str:
    """Return the name of a shape under ``$defs``."""
    return shape.__name__.removesuffix("Shape").lower()


def collect(field: StrictField, pairs: Iterable[tuple[str | int, object]]) -> ErrorTree:
    """Check every value of ``pairs`` (step, value) and return the refusals by step; no more than can be listed."""
    errors: ErrorTree = {}
    for step, value in pairs:
        if len(errors) > MAX_PROBLEMS:
            break
        try:
            if value is None:
                raise ValidationError([NULL])
            field.check(value)
        except ValidationError as error:
            errors[step] = error.messages
    return errors
