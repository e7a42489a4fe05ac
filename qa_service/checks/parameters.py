"""Fields and functions with which checks declare their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import re2
from marshmallow import RAISE, Schema, ValidationError, fields, validate

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
        return text


class Pattern(fields.String):
    """A regular expression that google-re2 accepts, so that matching takes linear time."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        compile_pattern(text)
        return text


def compile_pattern(pattern: str, ignore_case: bool = False) -> re2._Regexp:
    """Compile with google-re2; a refused pattern raises ValidationError with the reason."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    try:
        return re2.compile(pattern, options)
    except re2.error as refused:
        reason = refused.args[0] if refused.args else "unknown reason"
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValidationError(f"The pattern cannot be matched in linear time: {text}.") from None


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
