"""The places of a JSON Schema: which schemas it holds, what refers to what, and how much is applied to one value.

References fan out: twenty that each name the next one twice apply a million schemas to one value. So what is applied
is counted before anything is run, once for each place, and a reference that comes back to itself without reading
anything between is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import ValidationError

from qa_service.documents.searching.word_sets import word_set
from qa_service.errors import pointer_to

MAX_APPLIED = 5_000
MAX_CHAIN = 60
SAME_VALUE = ("not", "if", "then", "else")
SAME_VALUE_LISTS = ("allOf", "anyOf", "oneOf")
SAME_VALUE_MAPS = ("dependentSchemas", "dependencies")
PARTS = word_set(
    "items additionalItems contains additionalProperties propertyNames unevaluatedItems unevaluatedProperties"
)
PART_LISTS = ("prefixItems", "items")
PART_MAPS = ("properties", "patternProperties", "$defs", "definitions")
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
SAID_BY_ITSELF = ("additionalProperties", "additionalItems", "items", "unevaluatedItems", "unevaluatedProperties")
"""Keywords whose own ``false`` says what is wrong."""


class Places:
    """The schemas inside a schema by pointer; what goes round in circles or leads outside is refused."""

    def __init__(self, root: Mapping[str, object], specification: Any) -> None:
        from referencing import Registry

        self.schemas = dict(_schemas(root))
        self._names = {id(schema): place for place, schema in self.schemas.items()}
        self._resolver = Registry().with_resource("", specification.create_resource(root)).resolver()
        self._targets: dict[str, list[str]] = {}
        for place, schema in self.schemas.items():
            self._read_references(place, schema)
        self._count()

    def name(self, schema: object) -> str:
        """Return the pointer of a schema, "" for the root."""
        return self._names.get(id(schema), "")

    def _read_references(self, place: str, schema: Mapping[str, object]) -> None:
        for name in ("$id", "id", "$schema"):
            if place and isinstance(schema.get(name), str):
                raise refusal(place, f"{name} is for the root of the schema only.")
        if not isinstance(schema.get("$ref", ""), str):
            raise refusal(place, "$ref must be a text.")
        for keyword in REFERENCES:
            reference = schema.get(keyword)
            if isinstance(reference, str):
                target = self._target(place, reference)
                self._targets.setdefault(place, []).extend([] if target is None else [target])
                if "unevaluatedProperties" in schema:
                    raise refusal(place, "unevaluatedProperties beside a reference is not supported.")

    def _target(self, place: str, reference: str) -> str | None:
        """Return the pointer that a reference leads to, None where true or false stands there."""
        from referencing.exceptions import Unresolvable

        try:
            found = self._resolver.lookup(reference).contents if reference.startswith("#") else None
        except Unresolvable:
            found = None
        if isinstance(found, bool):
            return None
        if not isinstance(found, Mapping):
            raise refusal(place, f"{reference!r} is no place inside the schema.")
        if id(found) not in self._names:
            raise refusal(
                place, f"{reference!r} leads to a place where no schema stands; those for reference belong in $defs."
            )
        return self._names[id(found)]

    def _count(self) -> None:
        """Count what is applied to one value at each place, those first that others need."""
        counted: dict[str, tuple[int, int]] = {}
        for start in self.schemas:
            waiting = {} if start in counted else {start: iter(self._applied_at(start))}
            while waiting:
                place = next(reversed(waiting))
                inner = next((each for each in waiting[place] if each not in counted), None)
                if inner is None:
                    below = [counted[each] for each in self._applied_at(place)]
                    counted[place] = _admitted(place, below)
                    waiting.pop(place)
                elif inner in waiting:
                    raise refusal(inner, "The schema refers to itself without end.")
                else:
                    waiting[inner] = iter(self._applied_at(inner))

    def _applied_at(self, place: str) -> Sequence[str]:
        """Return the places that are applied to the value that this place is applied to."""
        schema = self.schemas[place]
        found = [inner for inner, keyword, _ in _below(place, schema) if keyword in _SAME]
        return [*found, *self._targets.get(place, ())]


_SAME = frozenset((*SAME_VALUE, *SAME_VALUE_LISTS, *SAME_VALUE_MAPS))


def refusal(place: str, message: str) -> ValidationError:
    """Return an error at a pointer into the schema."""
    nested: Any = [message]
    for step in reversed(place.split("/")[1:]):
        nested = {step.replace("~1", "/").replace("~0", "~"): nested}
    return ValidationError(nested)


def _admitted(place: str, below: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return how many schemas a place applies to one value, and how many of them one behind the other."""
    applied, chain = 1 + sum(each[0] for each in below), 1 + max((each[1] for each in below), default=0)
    where = f"{place or 'the root'} of the schema"
    if applied > MAX_APPLIED:
        message = f"{where} comes, through its references, to {applied} schemas for one value"
        raise refusal(place, f"Too much: {message}; at most {MAX_APPLIED} are allowed.")
    if chain > MAX_CHAIN:
        raise refusal(
            place, f"Too deep: {where} leads through {chain} schemas for one value; at most {MAX_CHAIN} are allowed."
        )
    return applied, chain


def _schemas(root: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    waiting: list[tuple[str, Mapping[str, object]]] = [("", root)]
    while waiting:
        place, schema = waiting.pop()
        yield place, schema
        waiting += [(inner, value) for inner, _, value in _below(place, schema)]


def _below(place: str, schema: Mapping[str, object]) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Yield each schema right inside a schema with its pointer and the keyword that holds it."""
    for keyword, value in schema.items():
        here = pointer_to(place, keyword)
        if keyword in (*SAME_VALUE, *PARTS) and isinstance(value, Mapping):
            yield here, keyword, value
        elif keyword in (*SAME_VALUE_LISTS, *PART_LISTS) and isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, Mapping):
                    yield pointer_to(here, index), keyword, each
        elif keyword in (*SAME_VALUE_MAPS, *PART_MAPS) and isinstance(value, Mapping):
            for name, each in value.items():
                if isinstance(each, Mapping):
                    yield pointer_to(here, name), keyword, each


def spelled_out(schema: Mapping[str, object]) -> dict[str, object]:
    """Return the schema with ``{"not": {}}`` for its ``false``, of which the library makes messages without measure."""
    out: dict[str, object] = {}
    for keyword, value in schema.items():
        if keyword in (*SAME_VALUE, *PARTS) and keyword not in SAID_BY_ITSELF:
            out[keyword] = _spelled(value)
        elif keyword in PARTS and isinstance(value, Mapping):
            out[keyword] = spelled_out(value)
        elif keyword in (*SAME_VALUE_LISTS, *PART_LISTS) and isinstance(value, list):
            out[keyword] = [_spelled(each) for each in value]
        elif keyword in (*SAME_VALUE_MAPS, *PART_MAPS) and isinstance(value, Mapping):
            out[keyword] = {name: _spelled(each) for name, each in value.items()}
        else:
            out[keyword] = value
    return out


def _spelled(schema: object) -> object:
    if isinstance(schema, Mapping):
        return spelled_out(schema)
    return {"not": {}} if schema is False else schema
