"""Bring the keys of a document into the order in which the schema declares them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from marshmallow import Schema

from qa_service.rubric.containers import Items, Words
from qa_service.rubric.fields import StrictField
from qa_service.rubric.schema import DOCUMENT


def in_schema_order(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with the keys of each known mapping in schema order, all others behind as they came."""
    return _mapping(document, DOCUMENT)


def _ordered(value: object, field: StrictField | None) -> object:
    if isinstance(value, Mapping):
        return _mapping(value, field)
    if isinstance(value, list | tuple):
        item = field.item if isinstance(field, Items) else None
        return [_ordered(one, item) for one in value]
    return value


def _mapping(value: Mapping[str, Any], field: StrictField | None) -> dict[str, Any]:
    if isinstance(field, Words):
        return {key: _ordered(item, field.values) for key, item in value.items()}
    known = _best_fit(value, field)
    keys = [key for key in known if key in value] + [key for key in value if key not in known]
    return {key: _ordered(value[key], known.get(key)) for key in keys}


def _best_fit(value: Mapping[str, Any], field: StrictField | None) -> Mapping[str, StrictField]:
    """Return the fields of the shape that knows most keys of ``value``; a field may stand for several shapes."""
    shapes = field.schemas() if field is not None else []
    candidates = [_fields_of(shape) for shape in shapes]
    return max(candidates, key=lambda known: sum(key in known for key in value), default={})


@cache
def _fields_of(shape: type[Schema]) -> dict[str, StrictField]:
    return {field.data_key or name: field for name, field in shape().fields.items() if isinstance(field, StrictField)}
