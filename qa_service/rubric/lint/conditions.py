"""Conditions: they depend on something, and the tests show both sides of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_service.rubric.condition import Condition
from qa_service.rubric.facts import expand_facts
from qa_service.rubric.lint.constants import decided
from qa_service.rubric.lint.context import Context, listed
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.semantic import expressions_of

_ALWAYS_WHEN = "/review/double/always_when"


@rule(
    "condition_impossible", "error", "A condition that can never be true",
    "What it guards is asked only where its facts are missing.",
)  # fmt: skip
def condition_impossible(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that is false whatever the facts."""
    for pointer, source in expressions_of(context.document):
        if decided(source) is False:
            yield Hit(pointer, f"`{source}` is false whatever the facts are.", "Mend it, or drop what it guards.")


@rule(
    "condition_constant", "warning", "A condition that is always true",
    "It reads as if something depended on it.",
)  # fmt: skip
def condition_constant(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that is true whatever the facts; a rule to review all twice may be one."""
    for pointer, source in expressions_of(context.document):
        if pointer != _ALWAYS_WHEN and decided(source) is True:
            yield Hit(pointer, f"`{source}` is true whatever the facts are.", "Mend it, or drop the condition.")


@rule(
    "condition_repeats_section", "info", "A condition that the section has already",
    "The two will be changed apart one day.",
)  # fmt: skip
def condition_repeats_section(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion that repeats its section's condition."""
    for place in context.places:
        when, above = place.criterion.when, place.section.when
        if when is not None and above is not None and _plain(when) == _plain(above):
            yield Hit(f"{place.pointer}/when", "The section has the same condition.", "Drop it here.")


def _plain(condition: Condition) -> str:
    return "".join(condition.source.split())


def asked_when(context: Context) -> list[tuple[str, Condition]]:
    """Return (pointer, condition) of the sections and criteria whose condition facts decide, and not answers."""
    sections = [(f"/sections/{index}/when", section.when) for index, section in enumerate(context.rubric.sections)]
    criteria = [(f"{place.pointer}/when", place.criterion.when) for place in context.places]
    return [(at, one) for at, one in (*sections, *criteria) if one is not None and "answers" not in one.roots]


@rule(
    "fact_untested", "info", "A condition on a fact that no test gives",
    "Without the fact the condition counts as true: no test has seen it decide.",
)  # fmt: skip
def fact_untested(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition with a fact that none of the tests has; without tests there is nothing to say."""
    facts = _tested_facts(context)
    for pointer, when in asked_when(context):
        unseen = _unseen(when, facts)
        if facts and unseen:
            yield Hit(pointer, f"No test gives {listed(unseen)}.", f"Add tests with and without {listed(unseen)}.")


@rule(
    "condition_untested", "info", "A condition of which no test shows the false side",
    "Nobody has seen what the score is when the criterion is not asked.",
)  # fmt: skip
def condition_untested(context: Context) -> Iterator[Hit]:
    """Yield a hit for each condition that tests decide and that is false in none of them."""
    facts = _tested_facts(context)
    for pointer, when in asked_when(context):
        if not facts or _unseen(when, facts) or decided(when.source) is not None:
            continue
        if all(when.evaluate(seen).value is not False for seen in facts):
            yield Hit(pointer, f"In no test is `{when.source}` false.", "Add a test with facts that make it false.")


def _unseen(when: Condition, facts: list[dict[str, object]]) -> list[str]:
    """The facts that a condition reads and that stand in none of the tests."""
    return [path for path in when.paths if "." in path and not any(_holds(seen, path) for seen in facts)]


def _holds(facts: Any, path: str) -> bool:
    for step in path.split("."):
        if not isinstance(facts, dict) or step not in facts:
            return False
        facts = facts[step]
    return True


def _tested_facts(context: Context) -> list[dict[str, object]]:
    return context.once(
        "tested_facts", lambda c: [expand_facts({"case": dict(test.case), **test.facts}) for test in c.rubric.tests]
    )
