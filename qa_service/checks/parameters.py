"""Fields and functions with which checks declare their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import re2
from marshmallow import RAISE, Schema, ValidationError, fields, validate

MAX_PHRASE_CHARS = 1_000
MAX_PATTERN_CHARS = 1_000
MAX_PATTERN_SIZE = 10_000
PATTERN_MEMORY = 32 << 20
FACT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")


class Parameters(Schema):
    """Base of all parameter schemas: an unknown parameter is an error."""

    class Meta:
        """Refuse what the check does not know."""

        unknown = RAISE


class FactName(fields.String):
    """The dotted name of a fact, such as ``policy.inception``."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if FACT_NAME.fullmatch(text) is None:
            raise ValidationError("Must be the name of a fact, such as case.parties.")
        return text


class Phrase(fields.String):
    """A text with at least one visible character."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if not text.strip():
            raise ValidationError("Must not be blank.")
        if len(text) > MAX_PHRASE_CHARS:
            raise ValidationError(f"Must have at most {MAX_PHRASE_CHARS} characters.")
        return text


class Pattern(fields.String):
    """A regular expression that google-re2 accepts, so that matching takes linear time."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        checked_pattern(text)
        return text


def compile_pattern(pattern: str, ignore_case: bool = False, capture: bool = True) -> re2._Regexp:
    """Compile with google-re2; a refused pattern raises ValidationError with the reason.

    Without ``capture`` only the whole match is known, which costs less.
    """
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    options.never_capture = not capture
    options.max_mem = PATTERN_MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as refused:
        reason = refused.args[0] if refused.args else "unknown reason"
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValidationError(_refusal(text)) from None
    except UnicodeEncodeError:
        raise ValidationError("The pattern is not valid Unicode text.") from None


def _refusal(reason: str) -> str:
    if "too large" in reason or "repetition" in reason:
        return f"The pattern needs too much memory: {reason}."
    return f"The pattern cannot be matched in linear time: {reason}."


def checked_pattern(source: str) -> re2._Regexp:
    """Compile what a user wrote and hold it to the caps of length and size; ValidationError says which is passed."""
    if len(source) > MAX_PATTERN_CHARS:
        raise ValidationError(f"The pattern has {len(source)} characters; at most {MAX_PATTERN_CHARS} are allowed.")
    # In a group, as it is used later: a pattern must not swallow what is written behind it.
    compile_pattern(f"(?:{source})")
    compiled = compile_pattern(source)
    if compiled.programsize > MAX_PATTERN_SIZE:
        size = f"{compiled.programsize} instructions; at most {MAX_PATTERN_SIZE} are allowed"
        raise ValidationError(f"The pattern needs too much memory: {size}.")
    return compiled


def phrases(**kwargs: object) -> fields.List[str]:
    """A list of one or more phrases."""
    return fields.List(Phrase(), validate=validate.Length(min=1), **kwargs)  # type: ignore[arg-type]


def describe(schema: type[Schema] | None) -> dict[str, object]:
    """Return a JSON-schema-like description of a parameter schema."""
    if schema is None:
        return {"type": "object", "properties": {}, "additionalProperties": False}
    declared = {name: field for name, field in schema().fields.items() if not field.dump_only}
    out: dict[str, object] = {
        "type": "object",
        "properties": {name: _describe_field(field) for name, field in declared.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in declared.items() if field.required]
    return out | ({"required": required} if required else {})


def _describe_field(field: fields.Field[object]) -> dict[str, object]:
    out: dict[str, object] = {"type": _json_type(field)}
    if isinstance(field, fields.List):
        out["items"] = _describe_field(field.inner)
    if isinstance(field, Pattern):
        out["format"] = "re2"
    if isinstance(field, FactName):
        out["format"] = "fact-name"
    if not callable(field.load_default) and field.load_default is not None and not field.required:
        default = field.load_default
        if isinstance(default, str | int | float | bool | list | dict):
            out["default"] = default
    description = field.metadata.get("description")
    return out | ({"description": description} if description else {})


def _json_type(field: object) -> str | list[str]:
    kinds: tuple[tuple[type, str], ...] = (
        (fields.List, "array"),
        (fields.Boolean, "boolean"),
        (fields.Integer, "integer"),
        (fields.Number, "number"),
        (fields.String, "string"),
        (fields.Dict, "object"),
    )
    return next((name for kind, name in kinds if isinstance(field, kind)), ["string", "array", "number", "object"])
