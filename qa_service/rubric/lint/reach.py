"""What can come out: the best and the worst score that any answers give.

Exact over all combinations of answers, with criteria that may drop out (N/A, or not triggered) and their weight moving
as the scoring method says; only that conditions and the limit on N/A may exclude some combinations is left aside, so
that the truth lies within what is returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.options import Choice, Option, choices

NEAR = 1e-6
"""Scores are rounded to six places."""


class Part(NamedTuple):
    """Something that is averaged: its weight, its score (0..1), and whether it can drop out."""

    weight: float
    value: float
    optional: bool


def best_possible(context: Context) -> float | None:
    """Return the highest score (0..100) that any answers give; None where no answers give one."""
    return context.once("best", lambda context: highest(context, choices(context)))


def best_passing(context: Context) -> float | None:
    """Return the highest score (0..100) among answers that fail no gate; None when every complete set fails one."""
    return context.once("best_passing", lambda context: highest(context, without_failing(choices(context))))


def without_failing(some: Iterable[Choice]) -> list[Choice]:
    """Return the choices without the answers that fail the work."""
    return [replace(one, options=tuple(o for o in one.options if not o.fails)) for one in some]


def highest(context: Context, some: Sequence[Choice]) -> float | None:
    """Return the highest score (0..100) of a set of choices, under the ceilings that their answers bring."""
    found: list[float] = []
    for ceiling in sorted({option.cap for one in some for option in one.options}, reverse=True):
        parts = [_part(one, [o for o in one.options if o.cap >= ceiling]) for one in some]
        if all(part is not None or one.optional for part, one in zip(parts, some, strict=True)):
            kept = [(one, part) for part, one in zip(parts, some, strict=True) if part is not None]
            total = _combined(context, kept, best=True)
            if total is not None:
                found.append(min(ceiling, 100 * total))
    return max(found, default=None)


def _part(one: Choice, options: Sequence[Option]) -> Part | None:
    """The best of some answers; one that takes its section counts as nothing."""
    if not options:
        return None
    free = [option.score for option in options if not option.zeroes]
    return Part(one.weight, max(free, default=0.0), one.optional)


def worst_possible(context: Context) -> float | None:
    """Return the lowest score (0..100) that any answers give; None where no answers give one."""
    return context.once("worst", _worst)


def _worst(context: Context) -> float | None:
    some = choices(context)
    zeroed = {one.place.section_index for one in some if any(option.zeroes for option in one.options)}
    parts = [
        (
            one,
            Part(
                one.weight,
                0.0 if one.place.section_index in zeroed else min(o.score for o in one.options),
                one.optional,
            ),
        )
        for one in some
    ]
    total = _combined(context, parts, best=False)
    caps = [option.cap for one in some for option in one.options]
    return None if total is None else min(100 * total, *caps)


def may_fail(context: Context) -> bool:
    """Whether some answer trips a gate that fails the work."""
    return any(option.fails for one in choices(context) for option in one.options)


def _combined(context: Context, parts: Sequence[tuple[Choice, Part]], *, best: bool) -> float | None:
    scoring = context.rubric.scoring
    by_share = [part._replace(weight=one.share) for one, part in parts]
    if scoring.method == "minimum":
        return _lowest(by_share, best=best)
    if scoring.redistribute == "rubric":
        return _mean(by_share, best=best)
    sections: dict[int, list[Part]] = {}
    for one, part in parts:
        sections.setdefault(one.place.section_index, []).append(part)
    means = []
    for index, members in sections.items():
        mean = _mean(members, best=best)
        if mean is not None:
            weight = context.rubric.sections[index].weight
            means.append(Part(weight, mean, all(member.optional for member in members if member.weight > 0)))
    return _mean(means, best=best)


def _mean(parts: Iterable[Part], *, best: bool) -> float | None:
    """The most extreme weighted mean: what may drop out stays only while it pulls the mean the wanted way."""
    sign = 1 if best else -1
    weighty = [part for part in parts if part.weight > 0]
    weight = sum(part.weight for part in weighty if not part.optional)
    points = sum(part.weight * part.value for part in weighty if not part.optional)
    for part in sorted((p for p in weighty if p.optional), key=lambda p: sign * p.value, reverse=True):
        if weight and sign * part.value <= sign * points / weight:
            break
        weight += part.weight
        points += part.weight * part.value
    return points / weight if weight else None


def _lowest(parts: Iterable[Part], *, best: bool) -> float | None:
    weighty = [part for part in parts if part.weight > 0]
    if not best:
        return min((part.value for part in weighty), default=None)
    needed = [part.value for part in weighty if not part.optional]
    return min(needed) if needed else max((part.value for part in weighty), default=None)
