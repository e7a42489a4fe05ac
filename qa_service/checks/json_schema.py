"""JSON Schema for facts: patterns through google-re2, numbers as decimals, no reference leaves the schema.

Drafts 4 to 2020-12 by the library jsonschema, whose keywords are replaced where they are not linear in the facts, not
exact, or not the same on every run. It is imported when a schema is read: a web worker that needs none does not pay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import re2
from marshmallow import ValidationError

from qa_service.checks.parameters import checked_pattern
from qa_service.errors import pointer_to

MAX_SCHEMA_CHARS = 50_000
MAX_SCHEMA_DEPTH = 50
FORMATS = ("date", "email", "idn-email", "ipv4", "ipv6", "uuid")


def compile_schema(schema: Mapping[str, object]) -> Any:
    """Return a validator, or raise ValidationError with what is wrong and where."""
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import Draft202012Validator, validator_for

    if len(json.dumps(schema, default=str)) > MAX_SCHEMA_CHARS:
        raise ValidationError(f"The schema is longer than {MAX_SCHEMA_CHARS} characters.")
    places = list(_objects(schema, "", 0))
    base = validator_for(schema, default=None) if "$schema" in schema else Draft202012Validator
    if base is None:
        raise ValidationError(f"The dialect {schema['$schema']!r} is not known.")
    try:
        base.check_schema(schema)
    except SchemaError as refused:
        raise _refusal(pointer_of(refused.absolute_path), f"No valid JSON Schema: {_short(refused.message)}") from None
    compiled = {pattern: _pattern(place, pattern) for place, each in places for pattern in _patterns(each)}
    _check_references(schema, places)
    _check_keywords(places)
    validator = _strict(base, compiled)(schema, format_checker=_formats())
    _check_end(validator)
    return validator


def _refusal(place: str, message: str) -> ValidationError:
    """Return an error at a pointer into the schema."""
    nested: Any = [message]
    for step in reversed(place.split("/")[1:]):
        nested = {step.replace("~1", "/").replace("~0", "~"): nested}
    return ValidationError(nested)


def _objects(value: object, place: str, depth: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield every object inside a schema with its pointer."""
    if depth > MAX_SCHEMA_DEPTH:
        raise ValidationError("The schema is nested too deeply.")
    if isinstance(value, Mapping):
        yield place, value
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _objects(inner, pointer_to(place, key), depth + 1)


def _patterns(schema: Mapping[str, object]) -> Iterator[str]:
    if isinstance(schema.get("pattern"), str):
        yield str(schema["pattern"])
    named = schema.get("patternProperties")
    yield from map(str, named) if isinstance(named, Mapping) else ()


def _pattern(place: str, pattern: str) -> re2._Regexp:
    try:
        return checked_pattern(pattern)
    except ValidationError as refused:
        raise _refusal(place, " ".join(map(str, refused.messages))) from None


def _check_references(schema: Mapping[str, object], places: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    resource = DRAFT202012.create_resource({key: value for key, value in schema.items() if key != "$id"})
    resolver = Registry().with_resource("", resource).resolver()
    for place, each in places:
        reference = each.get("$ref", each.get("$dynamicRef"))
        if place and "$id" in each and isinstance(each["$id"], str):
            raise _refusal(place, "$id is for the root of the schema only.")
        if not isinstance(reference, str):
            continue
        try:
            known = reference.startswith("#") and resolver.lookup(reference) is not None
        except Unresolvable:
            known = False
        if not known:
            raise _refusal(place, f"{reference!r} is no place inside the schema.")
        if "unevaluatedProperties" in each:
            raise ValidationError(
                f"At {place or 'the root'}: unevaluatedProperties beside a reference is not supported."
            )


def _check_keywords(places: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Refuse the one keyword whose patterns could not be read by google-re2."""
    names = {name for _, each in places for name in ("unevaluatedProperties", "patternProperties") if name in each}
    if len(names) > 1:
        raise ValidationError("unevaluatedProperties and patternProperties cannot be used in one schema.")


def _check_end(validator: Any) -> None:
    """Refuse a schema that refers to itself without reading anything between."""
    try:
        examples: tuple[object, ...] = ({}, [], "", 0)
        for value in examples:
            next(validator.iter_errors(value), None)
    except RecursionError:
        raise ValidationError("The schema refers to itself without end.") from None


def _strict(base: Any, compiled: Mapping[str, re2._Regexp]) -> Any:
    """Return the dialect with our keywords in place of some of its own."""
    from jsonschema.validators import extend

    own = _Keywords(compiled)
    named = {"pattern": own.pattern, "patternProperties": own.pattern_properties}
    exact = {"multipleOf": _multiple_of, "uniqueItems": _unique_items}
    return extend(base, named | exact | {"additionalProperties": own.additional_properties})


@dataclass(frozen=True, slots=True)
class _Keywords:
    """The keywords that read patterns."""

    compiled: Mapping[str, re2._Regexp]

    def fits(self, pattern: str, text: str) -> bool:
        return self.compiled[pattern].search(text.encode("utf-8", "surrogatepass")) is not None

    def pattern(self, validator: Any, wanted: str, value: object, schema: object) -> Iterator[Exception]:
        if isinstance(value, str) and not self.fits(wanted, value):
            yield _error(f"{value!r} does not match {wanted!r}")

    def pattern_properties(self, validator: Any, wanted: Any, value: Any, schema: object) -> Iterator[Exception]:
        for pattern, inner in wanted.items() if isinstance(value, dict) else ():
            for name in value:
                if self.fits(pattern, name):
                    yield from validator.descend(value[name], inner, path=name, schema_path=pattern)

    def additional_properties(self, validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[Exception]:
        extra = self._extra(value, schema) if isinstance(value, dict) else []
        if isinstance(wanted, dict):
            for name in extra:
                yield from validator.descend(value[name], wanted, path=name)
        elif wanted is False and extra:
            yield _error(f"unknown fields: {', '.join(extra)}")

    def _extra(self, value: Mapping[str, object], schema: Any) -> list[str]:
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        return [name for name in value if name not in known and not any(self.fits(each, name) for each in patterns)]


def _multiple_of(validator: Any, step: Any, value: object, schema: object) -> Iterator[Exception]:
    if validator.is_type(value, "number") and Decimal(str(value)) % Decimal(str(step)) != 0:
        yield _error(f"{value!r} is no multiple of {step}")


def _unique_items(validator: Any, wanted: object, value: object, schema: object) -> Iterator[Exception]:
    if wanted and isinstance(value, list) and len({_frozen(each) for each in value}) < len(value):
        yield _error("its items are not all different")


def _frozen(value: object) -> object:
    """Return a form in which JSON values that are equal are equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, bool) or value is None:
        return ("", value)
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    if isinstance(value, Mapping):
        return frozenset((key, _frozen(inner)) for key, inner in value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else str(value)


def _error(message: str) -> Exception:
    from jsonschema.exceptions import ValidationError as Invalid

    failure: Exception = Invalid(message)
    return failure


def _formats() -> Any:
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=FORMATS)
    checker.checkers = {**checker.checkers, "date-time": (_is_date_time, (ValueError,))}
    return checker


def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or (value[10:11] in ("T", "t") and datetime.fromisoformat(value) is not None)


def pointer_of(path: Sequence[object]) -> str:
    """Return an RFC 6901 JSON pointer."""
    return pointer_to("", *path)


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:199]}…"
