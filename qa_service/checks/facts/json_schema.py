"""JSON Schema for facts: patterns through google-re2, numbers as decimals, no reference leaves the schema.

Drafts 4 to 2020-12 by the library jsonschema, whose keywords are replaced where they are not linear in the facts, not
exact, or not the same on every run. It is imported when a schema is read: a web worker that needs none does not pay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

import re2
from marshmallow import ValidationError

from qa_service.checks.context import CannotRun
from qa_service.checks.facts.json_schema_keywords import strict
from qa_service.checks.facts.json_schema_places import SAME_VALUE_LISTS, Places, refusal, spelled_out
from qa_service.checks.facts.json_schema_work import TooMuchWork, counted
from qa_service.checks.parameters import checked_pattern
from qa_service.errors import pointer_to

MAX_SCHEMA_CHARS = 50_000
MAX_SCHEMA_DEPTH = 50
MAX_SCHEMA_OBJECTS = 2_000
LISTS_OF_SCHEMAS = frozenset((*SAME_VALUE_LISTS, "items", "prefixItems"))
FORMATS = ("date", "email", "idn-email", "ipv4", "ipv6", "uuid")


@dataclass(frozen=True, slots=True)
class JsonSchema:
    """A schema that was read, to hold values to."""

    _validator: Any
    _places: Places

    def errors(self, value: object, most: int) -> list[Any]:
        """Return the first ``most`` errors of a value, or raise CannotRun where to find them takes too long."""
        try:
            with counted():
                return list(islice(self._validator.iter_errors(value), most))
        except TooMuchWork as stopped:
            place = self._places.name(stopped.schema) or "its root"
            message = f"holding the value to the schema takes {stopped}; it was at {place} of the schema then"
            raise CannotRun(message) from None
        except RecursionError:
            raise CannotRun("value and schema together are nested too deeply") from None


def compile_schema(schema: Mapping[str, object]) -> JsonSchema:
    """Return what holds values to the schema, or raise ValidationError with what is wrong and where."""
    from jsonschema.validators import Draft3Validator, Draft202012Validator, validator_for
    from referencing import Registry
    from referencing.jsonschema import specification_with

    objects = list(_objects(schema, "", 0))
    if len(json.dumps(schema, default=str)) > MAX_SCHEMA_CHARS:
        raise ValidationError(f"The schema is longer than {MAX_SCHEMA_CHARS} characters.")
    if len(objects) > MAX_SCHEMA_OBJECTS:
        raise ValidationError(f"The schema has {len(objects)} objects; at most {MAX_SCHEMA_OBJECTS} are allowed.")
    named = isinstance(schema.get("$schema", ""), str)
    base = (validator_for(schema, default=None) if named else None) if "$schema" in schema else Draft202012Validator
    if base is None or base is Draft3Validator:
        raise ValidationError(f"The dialect {schema['$schema']!r} is not known.")
    _check_form(base, schema)
    compiled = {pattern: _pattern(place, pattern) for place, each in objects for pattern in _patterns(each)}
    _check_keywords(objects)
    # A schema that names its dialect or itself would be read by the library's own keywords where it is referred to.
    plain = spelled_out({key: value for key, value in schema.items() if key not in ("$id", "id", "$schema")})
    places = Places(plain, specification_with(str(base.ID_OF(base.META_SCHEMA))))
    # With a registry of our own nothing is fetched, whatever a reference says.
    return JsonSchema(strict(base, compiled)(plain, format_checker=_formats(), registry=Registry()), places)


def _check_form(base: Any, schema: Mapping[str, object]) -> None:
    """Refuse what is no schema of the dialect; the patterns are checked apart, as google-re2 reads them."""
    from jsonschema.exceptions import SchemaError

    try:
        base.check_schema(_thinned(schema), format_checker=None)
    except SchemaError as refused:
        place = pointer_of(refused.absolute_path)
        raise refusal(place, f"No valid JSON Schema: {_short(refused.message)}") from None


def _thinned(value: Any, name: str = "") -> Any:
    """Return a schema without most of what the library compares each with each: values, and what should be texts."""
    if isinstance(value, Mapping):
        return {key: _thinned(inner, str(key)) for key, inner in value.items()}
    if not isinstance(value, list) or name in LISTS_OF_SCHEMAS:
        return [_thinned(each) for each in value] if isinstance(value, list) else value
    texts = list(takewhile(lambda each: isinstance(each, str), value))
    return texts + value[len(texts) : len(texts) + 1] if name != "enum" else value[:1]


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
        raise refusal(place, " ".join(map(str, refused.messages))) from None


def _check_keywords(places: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Refuse the one keyword whose patterns could not be read by google-re2."""
    names = {name for _, each in places for name in ("unevaluatedProperties", "patternProperties") if name in each}
    if len(names) > 1:
        raise ValidationError("unevaluatedProperties and patternProperties cannot be used in one schema.")


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
