"""From the reviews: levels that nobody uses, answers that everybody gives, non-answers that are common."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.errors import pointer_to
from qa_service.rubric.lint.context import Context, Place, percent
from qa_service.rubric.lint.finding import Hit, rule

ENOUGH = 30
_COMMON_NA, _COMMON_UNKNOWN, _DOMINANT = 0.5, 0.1, 0.9


def _counted(context: Context) -> Iterator[tuple[Place, dict[str, int], int]]:
    """Yield (criterion, counts, all its answers) where there are enough reviews to say something."""
    for place in context.places:
        counts = dict(context.usage.answers.get(place.criterion.id, {})) if context.usage else {}
        total = sum(n for word, n in counts.items() if word != "not_triggered")
        if total >= ENOUGH:
            yield place, counts, total


@rule(
    "level_unused", "warning", "A level that nobody uses",
    "The scale is shorter than it looks, and figures that know only what was used overstate agreement.",
    needs_usage=True,
)  # fmt: skip
def level_unused(context: Context) -> Iterator[Hit]:
    """Yield a hit for each level with no answer among 30 or more, with the bound on its true rate (rule of three)."""
    for place, counts, _ in _counted(context):
        answered = sum(counts.get(step, 0) for step in place.steps)
        for step in place.steps:
            if answered >= ENOUGH and not counts.get(step):
                message = (
                    f'Nobody answered "{step}" in {answered} reviews; its true rate is below {percent(3 / answered)} '
                    "(95 %)."
                )
                suggestion = (
                    "Sharpen its anchor, merge it with its neighbour, or keep it for what has not happened yet."
                )
                anchored = step in place.criterion.anchors
                pointer = pointer_to(place.pointer, "anchors", step) if anchored else place.pointer
                yield Hit(pointer, message, suggestion)


@rule(
    "level_dominates", "info", "One answer that nearly everybody gives",
    "The criterion tells no two pieces of work apart, and agreement on it is hard to show.", needs_usage=True,
)  # fmt: skip
def level_dominates(context: Context) -> Iterator[Hit]:
    """Yield a hit for each level given in more than nine reviews out of ten."""
    for place, counts, total in _counted(context):
        for step in place.steps:
            share = counts.get(step, 0) / total
            if share > _DOMINANT:
                message = f'"{step}" is the answer in {share:.0%} of {total} reviews.'
                yield Hit(place.pointer, message, "Move the anchors to where the work differs, or make it a check.")


@rule(
    "na_common", "warning", "N/A more often than not",
    "The criterion is asked where it does not apply; its weight goes elsewhere.", needs_usage=True,
)  # fmt: skip
def na_common(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion with N/A in more than half of its answers."""
    for place, counts, total in _counted(context):
        share = counts.get("na", 0) / total
        if share > _COMMON_NA:
            message = f"{share:.0%} of {total} answers are N/A."
            yield Hit(place.pointer, message, "Give it a condition (when), so that it is asked only where it applies.")


@rule(
    "cannot_assess_common", "warning", "Often nobody can tell",
    "What reviewers need to answer is not handed in with the work.", needs_usage=True,
)  # fmt: skip
def cannot_assess_common(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion with more than one cannot_assess in ten answers."""
    for place, counts, total in _counted(context):
        share = counts.get("cannot_assess", 0) / total
        if share > _COMMON_UNKNOWN:
            message = f"{share:.0%} of {total} answers are cannot_assess."
            yield Hit(place.pointer, message, "Ask producers for what is missing, or ask something that can be seen.")


@rule(
    "gate_never_fired", "info", "A gate that never fired",
    "Either the fault does not happen, or nobody sees it.", needs_usage=True,
)  # fmt: skip
def gate_never_fired(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate without a case in 100 or more reviews."""
    for place, _, total in _counted(context):
        fired = context.usage.gates.get(place.criterion.id, 0) if context.usage else 0
        if place.criterion.gate is not None and not fired and total >= 100:
            message = f'"{place.criterion.gate.reason}" did not happen in {total} reviews.'
            yield Hit(f"{place.pointer}/gate", message, "Put a gold item with this fault into the monitoring.")
