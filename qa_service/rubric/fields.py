"""Strict marshmallow fields: no coercion, and each field can describe itself as JSON Schema.

Every refusal is a :class:`Refusal` inside marshmallow's error tree, so that codes, allowed values and
suggestions survive; ``qa_service.rubric.shape`` turns the tree into problems with JSON pointers.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields

JsonSchema = dict[str, object]
RUBRIC_ID = r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*"
RUBRIC_ID_LENGTH = 100
RESERVED_WORDS = ("yes", "no", "on", "off", "true", "false", "null", "y", "n")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is refused. ``allowed`` are the accepted words, ``word`` the refused one."""

    code: str
    message: str
    allowed: tuple[str, ...] = ()
    word: str = ""


REQUIRED = Refusal("required", "This key is required.")
NULL = Refusal("null", "An empty value (null) is not allowed here.")


def refuse(code: str, message: str, allowed: Sequence[str] = (), word: str = "") -> ValidationError:
    """Build the exception that carries one refusal."""
    return ValidationError([Refusal(code, message, tuple(allowed), word)])


class StrictField(fields.Field[Any], ABC):
    """Base of all fields: knows its JSON Schema and refuses null and absence with a refusal object."""

    def __init__(self, *, required: bool = False, data_key: str | None = None) -> None:
        super().__init__(required=required, data_key=data_key)
        self.error_messages: dict[str, Any] = {"required": [REQUIRED], "null": [NULL]}

    @abstractmethod
    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""

    def schemas(self) -> list[type[Schema]]:
        """Return the object shapes that this field refers to."""
        return []

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> object:
        self.check(value)
        return value

    @abstractmethod
    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not accepted."""


class Text(StrictField):
    """A string, optionally of a pattern (whole text, ASCII digits) and with a length in characters."""

    def __init__(
        self, *, pattern: str = "", what: str = "", min_length: int = 0, max_length: int = 0,
        forbidden: tuple[str, ...] = (), required: bool = False, data_key: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(required=required, data_key=data_key)
        self._pattern = re.compile(pattern, re.ASCII) if pattern else None
        self._source = pattern
        self._what = what
        self._min, self._max = min_length, max_length
        self._forbidden = forbidden

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        out: JsonSchema = {"type": "string"}
        if self._source:
            out["pattern"] = f"^{self._source}$"
        if self._min:
            out["minLength"] = self._min
        if self._max:
            out["maxLength"] = self._max
        if self._forbidden:
            out["not"] = {"enum": list(self._forbidden)}
        return out

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not such a text."""
        if not isinstance(value, str):
            hint = ": write it in quotes" if isinstance(value, int | float) else ""
            raise refuse("wrong_type", f"A text is expected, not {kind_of(value)}{hint}.")
        if self._pattern and not self._pattern.fullmatch(value):
            raise refuse("bad_format", f'"{value[:80]}" is not {self._what}.', word=value)
        if value in self._forbidden:
            raise refuse("reserved_word", f'"{value}" is a word of YAML itself: use another.', word=value)
        self._check_length(value)

    def _check_length(self, value: str) -> None:
        if len(value) < self._min:
            raise refuse("too_short", f"At least {self._min} characters are expected.")
        if self._max and len(value) > self._max:
            raise refuse("too_long", f"At most {self._max} characters are allowed.")


class TextOrNull(Text):
    """A string, or null where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.allow_none = True

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return super().json_schema() | {"type": ["string", "null"]}


def key_field(*, required: bool = False) -> Text:
    """Build the field of an id: a permanent lower-case word."""
    what = "an id: a lower-case letter, then lower-case letters, digits and _"
    return Text(
        pattern="[a-z][a-z0-9_]*", what=what, max_length=64, forbidden=RESERVED_WORDS, required=required
    )  # fmt: skip


def expression_field() -> Text:
    """Build the field of a condition; whether it compiles is a semantic rule."""
    return Text(max_length=500)


class Number(StrictField):
    """A finite number (never a boolean); bounds are inclusive unless ``above`` is given."""

    def __init__(
        self, minimum: float | None = None, maximum: float | None = None, *, above: float | None = None,
        required: bool = False, data_key: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(required=required, data_key=data_key)
        self._minimum, self._maximum, self._above = minimum, maximum, above

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        bounds = {"minimum": self._minimum, "maximum": self._maximum, "exclusiveMinimum": self._above}
        return {"type": "number"} | {name: bound for name, bound in bounds.items() if bound is not None}

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not such a number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse("wrong_type", f"A number is expected, not {kind_of(value)}.")
        if not math.isfinite(value):
            raise refuse("not_finite", "A finite number is expected.")
        if self._minimum is not None and value < self._minimum:
            raise refuse("out_of_range", f"{value} is below the least allowed value, {self._minimum:g}.")
        if self._maximum is not None and value > self._maximum:
            raise refuse("out_of_range", f"{value} is above the greatest allowed value, {self._maximum:g}.")
        if self._above is not None and value <= self._above:
            raise refuse("out_of_range", f"{value} is not above {self._above:g}.")


class NumberOrNull(Number):
    """A number, or null where it is undefined."""

    def __init__(self, minimum: float | None = None, maximum: float | None = None) -> None:
        super().__init__(minimum, maximum)
        self.allow_none = True

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return super().json_schema() | {"type": ["number", "null"]}


class WholeNumber(Number):
    """A number without a fraction; 2.0 counts, as in JSON Schema."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return super().json_schema() | {"type": "integer"}

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not such a number."""
        super().check(value)
        if isinstance(value, float) and not value.is_integer():
            raise refuse("wrong_type", f"A whole number is expected, not {value}.")


class TextOrNumber(Number):
    """A level id or a number."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"type": ["string", "number"]}

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is neither."""
        if not isinstance(value, str):
            super().check(value)


class Flag(StrictField):
    """true or false."""

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"type": "boolean"}

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not a boolean."""
        if not isinstance(value, bool):
            raise refuse("wrong_type", f"true or false is expected, not {kind_of(value)}.", ("true", "false"))


class Choice(StrictField):
    """One of a few words (or booleans)."""

    def __init__(self, *options: str | bool, required: bool = False, data_key: str | None = None) -> None:
        super().__init__(required=required, data_key=data_key)
        self._options = options

    def json_schema(self) -> JsonSchema:
        """Return the JSON Schema of the accepted values."""
        return {"enum": list(self._options)}

    def check(self, value: object) -> None:
        """Raise ValidationError when ``value`` is not one of the options."""
        if isinstance(value, str | bool) and value in self._options:
            return
        shown = tuple(o if isinstance(o, str) else str(o).lower() for o in self._options)
        found = f'"{value[:80]}"' if isinstance(value, str) else kind_of(value)
        word = value if isinstance(value, str) else ""
        raise refuse("not_allowed", f"{found} is not one of: {', '.join(shown)}.", shown, word)


def kind_of(value: object) -> str:
    """Return a plain word for the JSON type of ``value``."""
    names: dict[type, str] = {bool: "true or false", str: "text", dict: "a mapping", list: "a list", type(None): "null"}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"the number {value}"
    return names.get(type(value), type(value).__name__)
