"""JSON Schema (Draft 2020-12) of the rubric format, generated from the marshmallow schemas."""

from __future__ import annotations

from typing import cast

from qa_service.rubric.containers import EXTENSION, Shape, definition_name
from qa_service.rubric.fields import JsonSchema, StrictField
from qa_service.rubric.schema import RubricShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> JsonSchema:
    """Return the published schema of ``kpo-rubric/1``; semantic rules come on top of it."""
    definitions: dict[str, JsonSchema] = {}
    root = _object(RubricShape, definitions)
    return {"$schema": DIALECT, "title": "KPO rubric, format 1"} | root | {"$defs": dict(sorted(definitions.items()))}


def _object(shape: type[Shape], definitions: dict[str, JsonSchema]) -> JsonSchema:
    fields = cast(dict[str, StrictField], shape().fields)
    properties = {field.data_key or name: field.json_schema() for name, field in fields.items()}
    required = [field.data_key or name for name, field in fields.items() if field.required]
    for field in fields.values():
        _define(field, definitions)
    out: JsonSchema = {"type": "object", "properties": properties}
    if required:
        out["required"] = required
    out |= {"patternProperties": {f"^{EXTENSION}": {}}, "additionalProperties": False}
    return out | shape.extra_schema


def _define(field: StrictField, definitions: dict[str, JsonSchema]) -> None:
    for shape in field.schemas():
        name = definition_name(cast(type[Shape], shape))
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(cast(type[Shape], shape), definitions)
