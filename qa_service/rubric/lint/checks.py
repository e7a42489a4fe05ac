"""Checks: each informs a criterion, and what it proposes is worth proposing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.model import CheckSpec
from qa_service.rubric.semantic import expressions_of


@rule(
    "check_unused", "warning", "A check whose proposal reaches nobody",
    "What it suggests, or the error it proposes, belongs to a criterion that lists it, and none does.",
)  # fmt: skip
def check_unused(context: Context) -> Iterator[Hit]:
    """Yield a hit for each check with on_fail suggest or error that no criterion lists and no condition reads."""
    for pointer, check in _unlisted(context):
        if check.on_fail in ("suggest", "error"):
            message = f'"{check.id}" is to {check.on_fail}, and no criterion lists it.'
            yield Hit(pointer, message, f"Add {check.id} to the checks of the criterion that it is about.")


@rule(
    "check_beside_no_question", "info", "A check that informs no criterion",
    "Its findings stand beside no question, where they are easily overlooked.",
)  # fmt: skip
def check_beside_no_question(context: Context) -> Iterator[Hit]:
    """Yield a hit for each check with on_fail finding that no criterion lists and no condition reads."""
    for pointer, check in _unlisted(context):
        if check.on_fail == "finding":
            message = f'No criterion lists the check "{check.id}".'
            yield Hit(pointer, message, f"Add {check.id} to the checks of the criterion that it is about.")


def _unlisted(context: Context) -> Iterator[tuple[str, CheckSpec]]:
    listed = {name for place in context.places for name in place.criterion.checks}
    sources = [source for _, source in expressions_of(context.document)]
    for index, check in enumerate(context.rubric.checks):
        read = re.compile(rf"\bchecks\s*(?:\.\s*|\[\s*[\"']){re.escape(check.id)}(?!\w)")
        if check.id not in listed and not any(read.search(source) for source in sources):
            yield f"/checks/{index}", check


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
