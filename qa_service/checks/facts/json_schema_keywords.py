"""Our keywords of JSON Schema: patterns by google-re2, exact decimals, equality without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from typing import Any

import re2

from qa_service.checks.context import CannotRun
from qa_service.checks.facts.json_schema_work import CHARS_OF_A_STEP, ENTRIES_OF_A_STEP, Keyword, metered, spend

EXACT = Context(prec=5_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Enough digits for the quotient of any two floats, and for any integer that facts or JSON documents have."""


def strict(base: Any, compiled: Mapping[str, re2._Regexp]) -> Any:
    """Return the dialect with our keywords in place of some of its own."""
    from jsonschema.validators import extend

    own = Keywords(compiled)
    named: dict[str, Keyword] = {
        "pattern": own.pattern,
        "patternProperties": own.pattern_properties,
        "additionalProperties": own.additional_properties,
        "enum": own.enum,
        "const": own.const,
        "multipleOf": _multiple_of,
        "uniqueItems": _unique_items,
    }
    keywords = base.VALIDATORS | {name: own for name, own in named.items() if name in base.VALIDATORS}
    kinds = base.TYPE_CHECKER.redefine("integer", _is_integer)
    return extend(base, {name: metered(name, keyword) for name, keyword in keywords.items()}, type_checker=kinds)


@dataclass(frozen=True, slots=True)
class Keywords:
    """The keywords that read patterns, and those that keep what they compare with."""

    compiled: Mapping[str, re2._Regexp]
    kept: dict[int, frozenset[object]] = field(default_factory=dict)

    def fits(self, pattern: str, text: str) -> bool:
        """Tell whether a pattern matches somewhere."""
        spend(1 + len(text) // CHARS_OF_A_STEP)
        return self.compiled[pattern].search(text.encode("utf-8", "surrogatepass")) is not None

    def pattern(self, validator: Any, wanted: str, value: object, schema: object) -> Iterator[Exception]:
        """The text matches."""
        if isinstance(value, str) and not self.fits(wanted, value):
            yield _error(f"{value!r} does not match {wanted!r}")

    def pattern_properties(self, validator: Any, wanted: Any, value: Any, schema: object) -> Iterator[Exception]:
        """Fields whose names match fit their schema."""
        for pattern, inner in wanted.items() if isinstance(value, dict) else ():
            for name in value:
                if self.fits(pattern, name):
                    yield from validator.descend(value[name], inner, path=name, schema_path=pattern)

    def additional_properties(self, validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[Exception]:
        """Other fields fit theirs, or are none."""
        extra = self._extra(value, schema) if isinstance(value, dict) else []
        if isinstance(wanted, dict):
            for name in extra:
                yield from validator.descend(value[name], wanted, path=name)
        elif wanted is False and extra:
            yield _error(f"unknown fields: {', '.join(extra)}")

    def enum(self, validator: Any, wanted: list[object], value: object, schema: object) -> Iterator[Exception]:
        """The value is one of a list."""
        if _frozen(value) not in self._kept(wanted, wanted):
            yield _error("is none of the values that are allowed")

    def const(self, validator: Any, wanted: object, value: object, schema: object) -> Iterator[Exception]:
        """The value is this one."""
        if _frozen(value) not in self._kept(schema, [wanted]):
            yield _error("is not the value that is expected")

    def _kept(self, owner: object, wanted: Sequence[object]) -> frozenset[object]:
        """Return values of the schema in the form in which they are compared, made once."""
        if id(owner) not in self.kept:
            self.kept[id(owner)] = frozenset(map(_frozen, wanted))
        return self.kept[id(owner)]

    def _extra(self, value: Mapping[str, object], schema: Any) -> list[str]:
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        return [name for name in value if name not in known and not any(self.fits(each, name) for each in patterns)]


def _multiple_of(validator: Any, step: Any, value: object, schema: object) -> Iterator[Exception]:
    if validator.is_type(value, "number") and not _divides(Decimal(str(step)), Decimal(str(value))):
        yield _error(f"{value!r} is no multiple of {step}")


def _divides(step: Decimal, value: Decimal) -> bool:
    try:
        return EXACT.remainder(value, step) == 0
    except InvalidOperation:
        raise CannotRun("a number is too large to be divided exactly") from None


def _is_integer(checker: object, value: object) -> bool:
    """Tell whether a value is a whole number: 5.0 is one too, and JSON documents have decimals."""
    if isinstance(value, float | Decimal):
        return value == value.to_integral_value() if isinstance(value, Decimal) else value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _unique_items(validator: Any, wanted: object, value: object, schema: object) -> Iterator[Exception]:
    if wanted and isinstance(value, list) and len({_frozen(each) for each in value}) < len(value):
        yield _error("its items are not all different")


def _frozen(value: object) -> object:
    """Return a form in which JSON values that are equal are equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, bool) or value is None:
        return (bool, value)
    if isinstance(value, int | float | Decimal):
        return EXACT.normalize(Decimal(str(value)))
    if isinstance(value, Mapping):
        spend(len(value) // ENTRIES_OF_A_STEP)
        return frozenset((key, _frozen(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        spend(len(value) // ENTRIES_OF_A_STEP)
        return tuple(map(_frozen, value))
    return str(value)


def _error(message: str) -> Exception:
    from jsonschema.exceptions import ValidationError as Invalid

    failure: Exception = Invalid(message)
    return failure
