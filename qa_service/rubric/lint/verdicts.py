"""The pass mark: some answers reach it, and some do not."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.options import costs
from qa_service.rubric.lint.reach import NEAR, best_passing, best_possible, may_fail, worst_possible


@rule(
    "pass_mark_unreachable", "error", "A pass mark that nothing can reach",
    "Every deliverable fails, whatever reviewers answer.",
)  # fmt: skip
def pass_mark_unreachable(context: Context) -> Iterator[Hit]:
    """Yield a hit when the best possible answers do not pass."""
    mark, best = context.rubric.scoring.pass_mark, best_passing(context)
    if mark is None or best_possible(context) is None or (best is not None and best >= mark - NEAR):
        return
    reached = "every answer fails a gate" if best is None else f"the best answers give {best:.1f}"
    advice = "Mend the gates." if best is None else f"Lower it to {best:.1f} or less, or mend scales and caps."
    yield Hit("/scoring/pass_mark", f"The pass mark is {mark:g}, and {reached}.", advice)


@rule(
    "pass_mark_always", "error", "A pass mark that everything reaches",
    "No deliverable can fail, whatever reviewers answer.",
)  # fmt: skip
def pass_mark_always(context: Context) -> Iterator[Hit]:
    """Yield a hit when the worst possible answers pass and no gate fails."""
    mark, worst = context.rubric.scoring.pass_mark, worst_possible(context)
    if mark and worst is not None and worst >= mark - NEAR and not may_fail(context):
        message = f"The pass mark is {mark:g}, and the worst answers give {worst:.1f}."
        yield Hit("/scoring/pass_mark", message, f"Raise it above {worst:.1f}, or let the worst level score 0.")


@rule(
    "pass_mark_zero", "info", "A pass mark of 0",
    "Everything passes: the outcome says nothing that the score does not.",
)  # fmt: skip
def pass_mark_zero(context: Context) -> Iterator[Hit]:
    """Yield a hit when the pass mark is 0 and no gate fails."""
    if context.rubric.scoring.pass_mark == 0 and not may_fail(context):
        suggestion = "Put it at the worst work that you would still send out."
        yield Hit("/scoring/pass_mark", "The pass mark is 0, and no gate fails work.", suggestion)


@rule(
    "errors_without_effect", "error", "Counted errors that cost nothing",
    "Any number of errors scores like none: at a pass mark of 100 the tolerance earns 100 too.",
)  # fmt: skip
def errors_without_effect(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion whose errors weigh nothing, or that counts errors under a pass mark of 100."""
    for place in context.counted:
        errors = place.criterion.errors
        if errors is None or place.scale.type != "errors":
            continue
        title = place.criterion.title
        if not costs(errors):
            message = f"{title} scores 1 for any number of errors: no severity or no type weighs anything."
            yield Hit(f"{place.pointer}/errors", message, "Give severities and types a weight above 0.")
        elif (context.rubric.scoring.pass_mark or 0) >= 100:
            message = f"{title} scores 1 for any number of errors, as the pass mark is 100."
            yield Hit(f"{place.pointer}/errors", message, "Lower the pass mark.")
