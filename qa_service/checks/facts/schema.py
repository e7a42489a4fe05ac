"""The submitted facts against a JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from marshmallow import ValidationError, fields, post_load

from qa_service.checks.context import CheckContext
from qa_service.checks.facts.json_schema import JsonSchema, compile_schema, pointer_of
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import FactName, Parameters
from qa_service.checks.registry import check
from qa_service.checks.text.fields import shorten

MOST_ERRORS = 1_000
MOST_REASONS = 5
MISSING = re.compile(r"'(.*)' is a required property", re.DOTALL)
KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
    "const": "",
}
SIZES = {
    "minLength": "have at least {} characters",
    "maxLength": "have at most {} characters",
    "minItems": "have at least {} items",
    "maxItems": "have at most {} items",
    "minProperties": "have at least {} fields",
    "maxProperties": "have at most {} fields",
}


class SchemaParams(Parameters):
    """Parameters of facts.schema."""

    schema = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "A JSON Schema (drafts 4 to 2020-12)."}
    )
    over = FactName(metadata={"description": "The fact to be checked; without it, all submitted facts."})

    @post_load
    def _compile(self, data: dict[str, Any], **kwargs: object) -> dict[str, Any]:
        try:
            return data | {"validator": compile_schema(data["schema"])}
        except ValidationError as refused:
            raise ValidationError({"schema": refused.messages}) from None


@check(
    "facts.schema",
    title="Facts do not fit their schema",
    description="Holds the submitted facts, or one of them, to a JSON Schema; each finding names the place.",
    params=SchemaParams,
    severity="major",
    fires="policy.limit must be a number and is “much”.",
    quiet="policy.limit must be a number and is 100.",
)
def schema(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for the whole document per place that does not fit."""
    over = str(ctx.params.get("over", ""))
    subject = ctx.require(over) if over else {name: value for name, value in ctx.facts.items() if name != "checks"}
    held = cast(JsonSchema, ctx.params["validator"])
    root = list(over.split(".")) if over else []
    found = [(pointer_of([*root, *error.absolute_path]), error) for error in held.errors(subject, MOST_ERRORS)]
    for pointer, error in sorted(found, key=lambda each: (each[0], pointer_of(each[1].absolute_schema_path))):
        yield Hit(
            0, 0, f"{pointer or 'The facts'} {said(error)}.", _evidence(pointer, error), code=str(error.validator)
        )


def _evidence(pointer: str, error: Any) -> dict[str, object]:
    out: dict[str, object] = {"pointer": pointer, "schema": pointer_of(error.absolute_schema_path)}
    if error.context:
        out["reasons"] = [
            f"{pointer_of(each.absolute_path)} {said(each)}".strip() for each in error.context[:MOST_REASONS]
        ]
    elif isinstance(error.instance, str | int | float | bool) or error.instance is None:
        out["value"] = error.instance
    return out


def said(error: Any) -> str:
    """Return what is wrong at one place, as the rest of a sentence."""
    keyword, wanted = str(error.validator), error.validator_value
    missing = MISSING.fullmatch(error.message)
    if keyword == "required" and missing:
        return f"must have “{missing[1]}”"
    if keyword == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        return f"must be {' or '.join(KINDS.get(kind, str(kind)) for kind in kinds)}, and is {_shown(error.instance)}"
    if keyword == "enum":
        return f"must be one of {', '.join(map(_shown, wanted))}, and is {_shown(error.instance)}"
    if keyword in BOUNDS:
        return f"must be {BOUNDS[keyword]} {_shown(wanted)}, and is {_shown(error.instance)}".replace("  ", " ")
    if keyword in SIZES:
        return f"must {SIZES[keyword].format(wanted)}"
    if keyword in ("pattern", "format"):
        return f"must {'match' if keyword == 'pattern' else 'be a valid'} {wanted}, and is {_shown(error.instance)}"
    if keyword in ("anyOf", "oneOf") and error.context:
        return f"must fit one of {len(wanted)} alternatives"
    if keyword == "not" and wanted == {}:
        return "must not be there"
    if keyword == "const":
        return f"must be {_shown(wanted)}, and is {_shown(error.instance)}"
    if keyword == "additionalProperties":
        return f"must not have {shorten(error.message, 160)}"
    if keyword == "uniqueItems":
        return "must have items that are all different"
    return f"must fit the schema: {shorten(error.message, 160)}"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{shorten(value)}”"
    if isinstance(value, Mapping | list):
        return "an object" if isinstance(value, Mapping) else "a list"
    return (
        {True: "true", False: "false", None: "null"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )
