"""Scales: used, different from each other, and as wide as they pretend."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.model import Scale
from qa_service.rubric.problems import pointer_to


@rule(
    "scale_unused", "warning", "A scale that no criterion uses",
    "It is dead weight, or a criterion names another scale by mistake.",
)  # fmt: skip
def scale_unused(context: Context) -> Iterator[Hit]:
    """Yield a hit for each."""
    used = {place.criterion.scale for place in context.places}
    for name in context.rubric.scales:
        if name not in used:
            yield Hit(pointer_to("/scales", name), f'No criterion uses the scale "{name}".', "Remove it.")


def _content(scale: Scale) -> object:
    return (scale.type, scale.levels, scale.min, scale.max, scale.step, scale.better, scale.points, scale.bands)


@rule(
    "scales_same", "info", "Two scales that are alike",
    "A later change will reach one of them and not the other.",
)  # fmt: skip
def scales_same(context: Context) -> Iterator[Hit]:
    """Yield a hit for each scale that repeats an earlier one."""
    seen: dict[object, str] = {}
    for name, scale in context.rubric.scales.items():
        first = seen.setdefault(_content(scale), name)
        if first != name:
            yield Hit(pointer_to("/scales", name), f'"{name}" is the same as "{first}".', f"Use {first} for both.")


@rule(
    "levels_same_score", "info", "Two levels of an ordinal scale with one score",
    "Reviewers are asked for a distinction that changes nothing.",
)  # fmt: skip
def levels_same_score(context: Context) -> Iterator[Hit]:
    """Yield a hit for each level that scores like the one below it."""
    for name, scale in context.rubric.scales.items():
        for index, level in enumerate(scale.levels[1:], 1):
            below = scale.levels[index - 1]
            if scale.type == "ordinal" and level.score == below.score:
                message = f'"{below.id}" and "{level.id}" both score {level.score:g}.'
                suggestion = "Give them different scores, or make them one level."
                yield Hit(pointer_to("/scales", name, "levels", index, "score"), message, suggestion)


@rule(
    "scale_without_full_score", "info", "A scale whose best answer does not score 1",
    "No work can reach 100, which readers of a score out of 100 do not expect.",
)  # fmt: skip
def scale_without_full_score(context: Context) -> Iterator[Hit]:
    """Yield a hit for each used scale."""
    used = {place.criterion.scale for place in context.counted}
    for name, scale in context.rubric.scales.items():
        best = max((*(x.score for x in scale.levels), *(y for _, y in scale.points), *(b.score for b in scale.bands)))
        if name in used and best < 1:
            message = f'The best answer on "{name}" scores {best:g}.'
            yield Hit(pointer_to("/scales", name), message, "Let the best answer score 1.")


@rule(
    "ordinal_of_two", "info", "An ordinal scale of two levels",
    "A binary scale says the same, and agreement on it is computed as such.",
)  # fmt: skip
def ordinal_of_two(context: Context) -> Iterator[Hit]:
    """Yield a hit for each."""
    for name, scale in context.rubric.scales.items():
        if scale.type == "ordinal" and len(scale.levels) == 2:
            pointer = pointer_to("/scales", name, "type")
            yield Hit(pointer, f'"{name}" has two levels.', "Write type: binary.", "binary")
