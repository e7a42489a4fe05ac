"""Checks: each informs a criterion, and what it proposes is worth proposing."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.semantic import expressions_of


@rule(
    "check_unused", "warning", "A check that informs no criterion",
    "Its findings stand beside no question, and what it suggests reaches nobody.",
)  # fmt: skip
def check_unused(context: Context) -> Iterator[Hit]:
    """Yield a hit for each check that no criterion lists and no condition reads."""
    listed = {name for place in context.places for name in place.criterion.checks}
    conditions = " ".join(source for _, source in expressions_of(context.document))
    for index, check in enumerate(context.rubric.checks):
        if check.id not in listed and f"checks.{check.id}" not in conditions:
            message = f'No criterion lists the check "{check.id}".'
            yield Hit(f"/checks/{index}", message, f"Add {check.id} to the checks of the criterion that it is about.")


@rule(
    "check_suggests_top", "warning", "A failed check that suggests the best level",
    "What is wrong would speak for the work.",
)  # fmt: skip
def check_suggests_top(context: Context) -> Iterator[Hit]:
    """Yield a hit for each check with on_fail: suggest whose level is the top of a criterion that lists it."""
    for index, check in enumerate(context.rubric.checks):
        for place in context.leveled:
            top = max(level.score for level in place.scale.levels)
            level = check.level if check.id in place.criterion.checks and check.on_fail == "suggest" else None
            if level in place.scale.level_ids and level and place.scale.level(level).score == top:
                message = f'When "{check.id}" fails it suggests "{level}", the best answer to {place.criterion.title}.'
                yield Hit(f"/checks/{index}/level", message, "Suggest the level that the fault deserves.")
                break
