"""From the cases: conditions that are never, or always, true."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.condition import Condition, compile_condition
from qa_service.rubric.lint.conditions import asked_when
from qa_service.rubric.lint.constants import decided
from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.semantic import expressions_of

ENOUGH, LAST = 30, 200


def _conditions(context: Context) -> list[tuple[str, Condition]]:
    """Return (pointer, condition) of sections, criteria, double reviews and sign-off, where no answers are read."""
    found = asked_when(context)
    for pointer in ("/review/double/always_when", "/signoff/when"):
        source = dict(expressions_of(context.document)).get(pointer)
        condition = compile_condition(source) if source is not None else None
        if condition is not None and "answers" not in condition.roots:
            found.append((pointer, condition))
    return [(pointer, one) for pointer, one in found if decided(one.source) is None]


def _values(context: Context, condition: Condition) -> tuple[int, int, int]:
    """How often the condition was true, false and unknown on the newest cases."""
    cases = (context.usage.cases if context.usage else ())[:LAST]
    values = [condition.evaluate(facts).value for facts in cases]
    return values.count(True), values.count(False), values.count(None)


@rule(
    "condition_never_true", "warning", "A condition that was never true",
    "The question is never asked: the fact is never sent, or never has this value.", needs_usage=True,
)  # fmt: skip
def condition_never_true(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that was false on all of 30 or more cases in which it could be decided."""
    for pointer, condition in _conditions(context):
        true, false, unknown = _values(context, condition)
        if not true and false >= ENOUGH:
            more = f" ({unknown} more did not say)" if unknown else ""
            message = f"`{condition.source}` was true in none of the last {false} cases{more}."
            yield Hit(pointer, message, "Look at the facts that are sent, or drop the condition.")


@rule(
    "condition_always_true", "info", "A condition that was always true",
    "It separates nothing so far.", needs_usage=True,
)  # fmt: skip
def condition_always_true(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that was true on all of 30 or more cases in which it could be decided."""
    for pointer, condition in _conditions(context):
        true, false, _ = _values(context, condition)
        if not false and true >= ENOUGH:
            message = f"`{condition.source}` was true in all of the last {true} cases."
            yield Hit(pointer, message, "Drop it, unless other cases are to come.")


@rule(
    "condition_undecided", "warning", "A condition that the facts cannot decide",
    "An unknown condition counts as true: the question is asked everywhere.", needs_usage=True,
)  # fmt: skip
def condition_undecided(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that was unknown in more than half of 30 or more cases."""
    for pointer, condition in _conditions(context):
        true, false, unknown = _values(context, condition)
        total = true + false + unknown
        if total >= ENOUGH and unknown > total / 2:
            message = f"`{condition.source}` could not be decided in {unknown} of the last {total} cases."
            yield Hit(pointer, message, f"Have {', '.join(condition.paths) or 'the facts'} sent with the work.")
