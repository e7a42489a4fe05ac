"""Weights: no criterion decides alone, and none is asked for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, Place, percent
from qa_service.rubric.lint.finding import Hit, rule

HIGH, LOW = 0.5, 0.02
_ROUNDING = 1e-9


def _weighed(context: Context) -> list[Place]:
    """The criteria among which weights decide: none under ``minimum``, and a single one has all of it anyway."""
    several = len(context.counted) > 1 and context.rubric.scoring.method != "minimum"
    return context.counted if several else []


@rule(
    "weight_share_high", "warning", "A criterion with more than half of the weight",
    "One answer, and one reviewer's habit in giving it, decides the whole score.",
)  # fmt: skip
def weight_share_high(context: Context) -> Iterator[Hit]:
    """Yield a hit for each, where other criteria count too and weights decide."""
    for place in _weighed(context):
        share = context.share(place)
        if share > HIGH + _ROUNDING:
            message = f"{place.criterion.title} carries {percent(share)} of the weight."
            suggestion = "Split it into what it is made of, or use a gate for what must not go wrong."
            yield Hit(f"{place.pointer}/weight", message, suggestion)


@rule(
    "weight_share_low", "warning", "A criterion with less than 2 % of the weight",
    "It costs a reviewer as much time as the others and moves no outcome.",
)  # fmt: skip
def weight_share_low(context: Context) -> Iterator[Hit]:
    """Yield a hit for each that carries something and has no gate, which would be its use."""
    for place in _weighed(context):
        share = context.share(place)
        if 0 < share < LOW - _ROUNDING and place.criterion.gate is None:
            message = f"{place.criterion.title} carries {percent(share)} of the weight."
            suggestion = "Merge it with its neighbour, or mark it advisory: true."
            yield Hit(f"{place.pointer}/weight", message, suggestion)


@rule(
    "weight_zero", "warning", "A criterion that counts and weighs nothing",
    "It must be answered before a review can be submitted, and changes no score.",
)  # fmt: skip
def weight_zero(context: Context) -> Iterator[Hit]:
    """Yield a hit for each without a gate, which would be its use."""
    for place in context.counted:
        if context.share(place) == 0 and place.criterion.gate is None:
            message = f"{place.criterion.title} carries no weight."
            yield Hit(f"{place.pointer}/weight", message, "Give it a weight, or mark it advisory: true.")


@rule(
    "error_types_many", "warning", "More than 15 types of error",
    "Reviewers find the error and disagree on its type; a list this long is not read.",
)  # fmt: skip
def error_types_many(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion."""
    for place in context.places:
        count = len(place.criterion.errors.types) if place.criterion.errors else 0
        if count > 15:
            message = f"{place.criterion.title} tells {count} types of error apart."
            yield Hit(f"{place.pointer}/errors/types", message, "Keep the types that lead to different actions.")
