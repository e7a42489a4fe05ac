"""Evidence: what is asked for is asked of some answer."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.scales import scores_of


@rule(
    "evidence_never_asked", "info", "Evidence that no answer needs",
    "It is asked below the top, and every answer scores like the top.",
)  # fmt: skip
def evidence_never_asked(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion with below_top on a scale where no answer is below it."""
    for place in context.places:
        scores = scores_of(place.scale)
        if place.criterion.evidence.required == "below_top" and scores and len(set(scores)) == 1:
            message = f'Every answer on "{place.scale.name}" scores {scores[0]:g}: none is below the top.'
            suggestion = "Write required: true, or false."
            yield Hit(f"{place.pointer}/evidence/required", message, suggestion)
