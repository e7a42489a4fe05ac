"""Scales: used, different from each other, and as wide as they pretend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qa_service.errors import pointer_to
from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.model import Scale


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


def scores_of(scale: Scale) -> list[float]:
    """The scores (0..1) that a scale names: of its levels, the points of its curve, or its bands."""
    return [*(x.score for x in scale.levels), *(y for _, y in scale.points), *(band.score for band in scale.bands)]


def _flat(scale: Scale) -> bool:
    return len(set(scores_of(scale))) == 1


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
            if scale.type == "ordinal" and level.score == below.score and not _flat(scale):
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
        best = max(scores_of(scale))
        if name in used and best < 1 and not _flat(scale):
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


@rule(
    "scale_flat", "warning", "A scale on which every answer scores alike",
    "Whatever a reviewer answers, the score is the same.",
)  # fmt: skip
def scale_flat(context: Context) -> Iterator[Hit]:
    """Yield a hit for each scale that a criterion with weight and without gate uses, and whose answers score alike."""
    used = {p.criterion.scale for p in context.counted if context.share(p) and p.criterion.gate is None}
    for name, scale in context.rubric.scales.items():
        if name in used and _flat(scale):
            message = f'Every answer on "{name}" scores {scores_of(scale)[0]:g}.'
            yield Hit(pointer_to("/scales", name), message, "Give its answers different scores, or mark it advisory.")


@rule(
    "curve_against_better", "warning", "A curve that runs against better",
    "Pages say that higher is better while higher numbers score lower, or the reverse.",
)  # fmt: skip
def curve_against_better(context: Context) -> Iterator[Hit]:
    """Yield a hit for each numeric scale whose scores run the other way, and only that way."""
    for name, scale in context.rubric.scales.items():
        scores = scores_of(scale) if scale.type == "numeric" else []
        wrong = sorted(scores, reverse=scale.better == "higher")
        if scores == wrong and len(set(scores)) > 1:
            runs = "fall" if scale.better == "higher" else "rise"
            better = "lower" if scale.better == "higher" else "higher"
            stated = "better" in context.document["scales"][name]
            message = f'"{name}" says better: {scale.better}, and its scores {runs} with the number.'
            where = pointer_to("/scales", name, "better") if stated else pointer_to("/scales", name)
            yield Hit(where, message, f"Write better: {better}.", better, pointer_to("/scales", name, "better"))


@rule(
    "nominal_ranked", "info", "A scale without order whose scores have one",
    "Agreement on a nominal scale takes a near miss for a full disagreement.",
)  # fmt: skip
def nominal_ranked(context: Context) -> Iterator[Hit]:
    """Yield a hit for each nominal scale of three levels or more whose scores only rise."""
    for name, scale in context.rubric.scales.items():
        scores = scores_of(scale)
        if scale.type == "nominal" and len(scores) > 2 and all(a < b for a, b in pairwise(scores)):
            message = f'The scores of "{name}" rise from level to level, and its type says that there is no order.'
            yield Hit(pointer_to("/scales", name, "type"), message, "Write type: ordinal.", "ordinal")
