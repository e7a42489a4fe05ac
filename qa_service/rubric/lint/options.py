"""The answers that a criterion can have, as far as they matter: what they score and which gates they trip.

Of numbers these are the ends of the scale, the corners of its curve or bands, and both sides of a gate's bound, each at
the nearest numbers that the step allows: between them a score runs in a straight line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from qa_service.rubric.lint.constants import never_true, sometimes_false
from qa_service.rubric.lint.context import Context, Place
from qa_service.rubric.model import ErrorModel, Scale

CRITICAL = "critical"
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its score (0..1), whether it trips the criterion's gate, and what that does.

    ``cap`` is the ceiling (0..100) that it brings; ``zeroes`` says that it takes its whole section.
    """

    score: float
    trips: bool = False
    fails: bool = False
    zeroes: bool = False
    cap: float = 100.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A criterion that counts: its options, and whether it can drop out of the score (N/A, or not triggered)."""

    place: Place
    weight: float
    share: float
    options: tuple[Option, ...]
    optional: bool


def choices(context: Context) -> list[Choice]:
    """Return every criterion that counts and can be asked, with its options."""
    return context.once("choices", lambda context: [_choice(context, p) for p in context.counted if asked(p)])


def asked(place: Place) -> bool:
    """Whether some case asks the question: neither its condition nor its section's is false whatever the facts."""
    return not any(condition and never_true(condition) for condition in (place.criterion.when, place.section.when))


def _choice(context: Context, place: Place) -> Choice:
    criterion = place.criterion
    options = list(options_of(context, place))
    optional = any(one and sometimes_false(one) for one in (criterion.when, place.section.when))
    if criterion.na.allow and criterion.na.effect == "zero":
        options.append(Option(0.0))
    elif criterion.na.allow and criterion.na.effect == "fail":
        options.append(Option(1.0, fails=True))
    elif criterion.na.allow:
        optional = True
    return Choice(place, criterion.weight, context.share(place), tuple(options), optional)


def options_of(context: Context, place: Place) -> Iterator[Option]:
    """Yield the answers of a criterion, N/A apart."""
    errors = place.criterion.errors
    values = _rates(context, place, errors) if errors else _values(place)
    for value, score in values:
        yield _gated(place, value, score)
    if errors and errors.critical != "none" and CRITICAL in errors.severities:
        fails = errors.critical == "fail"
        yield Option(1.0, fails=fails, cap=100.0 if fails else context.rubric.scoring.cap or 0.0)


def _values(place: Place) -> list[tuple[float, float]]:
    """Levels by their place from 0, or numbers; each with its score."""
    if place.scale.levels:
        return [(float(index), level.score) for index, level in enumerate(place.scale.levels)]
    return [(number, number_score(place.scale, number)) for number in _numbers(place)]


def _numbers(place: Place) -> list[float]:
    scale, gate = place.scale, place.criterion.gate
    corners = [x for x, _ in scale.points] + [band.start for band in scale.bands]
    corners += [float(b) for b in (gate.above, gate.below) if isinstance(b, int | float)] if gate else []
    low, high = scale.min or 0.0, scale.max or 0.0
    step = scale.step or (high - low) * 1e-9
    top = low + floor((high - low) / step + _NEAR) * step if scale.step else high
    numbers = {low, top}
    for corner in corners:
        below, above = corner, corner
        if scale.step:
            below, above = (low + side((corner - low) / step) * step for side in (floor, ceil))
        numbers |= {number for number in (below - step, below, above, above + step) if low <= number <= top}
    # As people write them: three steps of 0.1 are 0.3.
    return sorted({float(f"{number:.12g}") for number in numbers})


def number_score(scale: Scale, number: float) -> float:
    """Return the score (0..1) of a number by the bands or the curve of its scale."""
    band = scale.band_of(number)
    if band is not None:
        return band.score
    points = scale.points
    if number <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if number <= x1:
            return y0 + (y1 - y0) * (number - x0) / (x1 - x0)
    return points[-1][1]


def costs(errors: ErrorModel) -> bool:
    """Whether some error costs something: neither every severity nor every type weighs nothing."""
    return any(errors.severities.values()) and any(kind.weight for kind in errors.types)


def _rates(context: Context, place: Place, errors: ErrorModel) -> list[tuple[float, float]]:
    """Penalties per reference size with their scores: none, on and above the gate's bound, beyond all measure."""
    if not costs(errors):
        return [(0.0, 1.0)]
    gate = place.criterion.gate
    bound = gate.above if gate and gate.above is not None else 0.0
    slope = (1 - (context.rubric.scoring.pass_mark or 0.0) / 100) / errors.tolerance
    rates = (0.0, max(bound, 0.0), max(bound, 0.0) * (1 + 1e-9) + 1e-9, 1e9 * (errors.tolerance + bound))
    return [(rate, min(1.0, max(0.0, 1 - slope * rate))) for rate in rates]


def _gated(place: Place, value: float, score: float) -> Option:
    gate = place.criterion.gate
    if gate is None or not _trips(place, value):
        return Option(score)
    cap = 100.0 if gate.to is None or gate.effect != "cap" else float(gate.to)
    return Option(score, True, gate.effect == "fail", gate.effect == "fail_section", cap)


def _trips(place: Place, value: float) -> bool:
    gate = place.criterion.gate
    if gate is None:
        return False
    if isinstance(gate.below, str):
        return value < place.scale.index(gate.below)
    if gate.below is not None:
        return value < gate.below
    return gate.above is not None and value > gate.above
