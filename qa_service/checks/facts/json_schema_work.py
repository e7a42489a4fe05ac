"""How much work holding a value to a JSON Schema may be: every keyword that is looked at is a step.

A schema that is small and a value that is small can still be much together: a schema that applies itself twice to each
part doubles at every level of the value. The steps are counted while it runs, with what large values and long messages
cost, so that the time is bounded whatever is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from qa_service.documents.searching.word_sets import word_set

MAX_STEPS = 500_000
STEPS_OF_AN_ERROR = 10
CHARS_OF_A_STEP = 500
ENTRIES_OF_A_STEP = 16
MOST_MESSAGE = 2_000
STREAMED = word_set(
    "$ref $dynamicRef $recursiveRef allOf if properties patternProperties additionalProperties items prefixItems"
    " additionalItems propertyNames dependentSchemas dependencies"
)
"""Keywords that hand on what others found, one by one."""
BRANCHES = word_set("allOf anyOf oneOf prefixItems")
PARTS = word_set("items additionalItems contains propertyNames unevaluatedItems unevaluatedProperties")
"""Keywords that make a step of each of their schemas, or of each part of the value, whatever is in it."""
Keyword = Callable[[Any, Any, Any, Any], Iterable[Any] | None]
_spent: ContextVar[list[int]] = ContextVar("spent")


class TooMuchWork(Exception):  # noqa: N818 - an outcome, which the caller turns into its own
    """The steps that are allowed are used up; ``schema`` is the one that was being applied."""

    def __init__(self, schema: object) -> None:
        super().__init__(f"more than {MAX_STEPS} steps")
        self.schema = schema


@contextmanager
def counted() -> Iterator[None]:
    """What runs inside has its own count of steps."""
    token = _spent.set([0])
    try:
        yield
    finally:
        _spent.reset(token)


def spend(steps: int, schema: object = None) -> None:
    """Count steps, or raise TooMuchWork."""
    spent = _spent.get()
    spent[0] += steps
    if spent[0] > MAX_STEPS:
        raise TooMuchWork(schema)


def metered(name: str, keyword: Keyword) -> Keyword:
    """Return the keyword with its steps counted."""

    def look(validator: Any, wanted: Any, value: Any, schema: Any) -> Iterable[Any]:
        spend(1 + _size(wanted, name in BRANCHES) + _size(value, name in PARTS), schema)
        errors = keyword(validator, wanted, value, schema) or ()
        if name in STREAMED and wanted is not False:
            return errors
        return [_paid(error, schema) for error in errors]

    return look


def _size(value: object, every: bool) -> int:
    if isinstance(value, str):
        return len(value) // CHARS_OF_A_STEP
    if isinstance(value, Mapping | list):
        return len(value) if every else len(value) // ENTRIES_OF_A_STEP
    return 0


def _paid(error: Any, schema: object) -> Any:
    """Return an error that a keyword made, paid for and with a message of bounded length."""
    spend(STEPS_OF_AN_ERROR + len(error.message) // CHARS_OF_A_STEP, schema)
    if len(error.message) > MOST_MESSAGE:
        error.message = error.message[:MOST_MESSAGE]
    return error
