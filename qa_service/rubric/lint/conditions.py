"""Conditions: they depend on something, and the tests show both sides of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_service.rubric.condition import Condition, compile_condition
from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.semantic import expressions_of

# These look whether a fact is there, and so have an answer without any.
_LOOKING = ("has(", "size(", "exists", "all(", "filter(", "type(")


@rule(
    "condition_constant", "error", "A condition that no fact can change",
    "It is always true or always false; what it guards is always or never asked.",
)  # fmt: skip
def condition_constant(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that is decided without any fact."""
    for pointer, source in expressions_of(context.document):
        value = _constant(compile_condition(source))
        if value is not None:
            message = f"`{source}` is always {str(value).lower()}."
            yield Hit(pointer, message, "Compare a fact with a value, or drop the condition.")


def _constant(condition: Condition) -> bool | None:
    if condition.roots and any(word in condition.source for word in _LOOKING):
        return None
    return condition.evaluate({root: {} for root in condition.roots}).value


@rule(
    "condition_repeats_section", "info", "A condition that the section has already",
    "The two will be changed apart one day.",
)  # fmt: skip
def condition_repeats_section(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion that repeats its section's condition."""
    for place in context.places:
        when, above = place.criterion.when, place.section.when
        if when is not None and above is not None and when.source == above.source:
            yield Hit(f"{place.pointer}/when", "The section has the same condition.", "Drop it here.")


@rule(
    "condition_untested", "info", "A condition of which no test shows the false side",
    "Nobody has seen what the score is when the criterion is not asked.",
)  # fmt: skip
def condition_untested(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that is false in none of the tests; without tests there is nothing to say."""
    facts = [_facts(test.case, test.facts) for test in context.rubric.tests]
    places = [(f"{p.pointer}/when", p.criterion.when) for p in context.places if p.criterion.when is not None]
    for pointer, when in places:
        if when is None or not facts or "answers" in when.roots:
            continue
        if all(when.evaluate(seen).value is not False for seen in facts):
            message = f"In no test is `{when.source}` false."
            yield Hit(pointer, message, "Add a test with facts that make it false.")


def _facts(case: Any, flat: Any) -> dict[str, object]:
    """The facts of a test, dotted names unfolded."""
    facts: dict[str, Any] = {"case": dict(case)}
    for dotted, value in flat.items():
        *above, last = dotted.split(".")
        holder = facts
        for step in above:
            inner = holder.setdefault(step, {})
            holder = inner if isinstance(inner, dict) else {}
        holder[last] = value
    return facts
