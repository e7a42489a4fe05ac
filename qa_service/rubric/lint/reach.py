"""What can come out: the best and the worst score that any answers give, against pass mark and caps.

Worked out exactly from the answers that each criterion has (N/A apart), with gates: a gate that fails the work rules
its answers out of a pass, one that caps holds the whole down to its ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa_service.rubric.lint.context import Context, Place
from qa_service.rubric.lint.finding import Hit, rule

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a criterion: its score (0..1), whether it fails the work, and the ceiling (0..100) it brings."""

    score: float
    fails: bool = False
    cap: float = 100.0
    zeroes: bool = False


def options_of(context: Context, place: Place) -> list[Option]:
    """The answers of a criterion that matter: each level or band, the corners of a curve and the sides of a bound."""
    return [_gated(place, value, score) for value, score in _values(context, place)]


def _values(context: Context, place: Place) -> list[tuple[int | float, float]]:
    """Answers as places (levels) or numbers, with their scores."""
    scale = place.scale
    if scale.levels:
        return [(index, level.score) for index, level in enumerate(scale.levels)]
    if scale.type == "errors":
        return _penalties(context, place)
    low, high = scale.min or 0.0, scale.max or 0.0
    numbers = {low, high, *(x for x, _ in scale.points), *(band.start for band in scale.bands)}
    gate = place.criterion.gate
    for bound in (gate.above, gate.below) if gate else ():
        if isinstance(bound, int | float):
            step = scale.step or (high - low) * 1e-6
            numbers |= {min(max(bound + shift, low), high) for shift in (-step, 0.0, step)}
    return [(number, _numeric(place, number)) for number in sorted(numbers)]


def _penalties(context: Context, place: Place) -> list[tuple[int | float, float]]:
    """Penalties per reference size with their scores: none, just above the gate's bound, and beyond all measure."""
    errors, gate = place.criterion.errors, place.criterion.gate
    if errors is None:
        return [(0.0, 1.0)]
    bound = gate.above if gate and gate.above is not None else 0.0
    slope = (1 - (context.rubric.scoring.pass_mark or 0.0) / 100) / errors.tolerance
    rates = (0.0, bound * (1 + 1e-6) + 1e-6, 1e9 * errors.tolerance)
    return [(rate, max(0.0, 1 - slope * rate)) for rate in rates]


def _numeric(place: Place, number: float) -> float:
    band = place.scale.band_of(number)
    if band is not None:
        return band.score
    points = place.scale.points
    if number <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if number <= x1:
            return y0 + (y1 - y0) * (number - x0) / (x1 - x0)
    return points[-1][1]


def _gated(place: Place, value: float, score: float) -> Option:
    gate = place.criterion.gate
    if gate is None or not _fires(place, value):
        return Option(score)
    if gate.effect == "cap":
        return Option(score, cap=100.0 if gate.to is None else gate.to)
    return Option(score, fails=gate.effect == "fail", zeroes=gate.effect == "fail_section")


def _fires(place: Place, value: float) -> bool:
    gate = place.criterion.gate
    if gate is None:
        return False
    if isinstance(gate.below, str):
        return value < place.scale.index(gate.below)
    if gate.below is not None:
        return value < gate.below
    return gate.above is not None and value > gate.above


def best_possible(context: Context) -> float | None:
    """The highest score (0..100) that can pass no gate that fails; None when every complete answer fails one."""
    choices = [(context.share(place), options_of(context, place)) for place in context.counted]
    caps = sorted({option.cap for _, options in choices for option in options}, reverse=True)
    best: float | None = None
    for cap in caps:
        # Answers that bring no ceiling below this one.
        total = _combined(context, choices, cap)
        if total is not None:
            best = max(best or 0.0, min(cap, total))
    return best


def _combined(context: Context, choices: list[tuple[float, list[Option]]], cap: float) -> float | None:
    scores = []
    for share, options in choices:
        allowed = [one.score for one in options if not one.fails and not one.zeroes and one.cap >= cap]
        if not allowed:
            return None
        scores.append((share, max(allowed)))
    return _roll_up(context, scores)


def worst_possible(context: Context) -> tuple[float, bool]:
    """The lowest score (0..100) that any answers give, and whether some answers fail a gate."""
    choices = [(context.share(place), options_of(context, place)) for place in context.counted]
    fails = any(option.fails for _, options in choices for option in options)
    lowest = [(share, min(0.0 if one.zeroes else one.score for one in options)) for share, options in choices]
    caps = [option.cap for _, options in choices for option in options]
    critical = any(p.criterion.errors and p.criterion.errors.critical != "none" for p in context.counted)
    return min([_roll_up(context, lowest), *caps]), fails or critical


def _roll_up(context: Context, scores: list[tuple[float, float]]) -> float:
    if context.rubric.scoring.method == "minimum":
        return 100 * min((score for share, score in scores if share > 0), default=0.0)
    return 100 * sum(share * score for share, score in scores)


@rule(
    "pass_mark_unreachable", "error", "A pass mark that nothing can reach",
    "Every deliverable fails, whatever reviewers answer.",
)  # fmt: skip
def pass_mark_unreachable(context: Context) -> Iterator[Hit]:
    """Yield a hit when the best possible answers do not pass."""
    mark, best = context.rubric.scoring.pass_mark, best_possible(context)
    if mark is not None and (best is None or best < mark - _ROUNDING):
        reached = "every answer fails a gate" if best is None else f"the best answers give {best:.1f}"
        yield Hit(
            "/scoring/pass_mark", f"The pass mark is {mark:g}, and {reached}.", "Lower it, or mend scales and caps."
        )


@rule(
    "pass_mark_always", "error", "A pass mark that everything reaches",
    "No deliverable can fail, whatever reviewers answer.",
)  # fmt: skip
def pass_mark_always(context: Context) -> Iterator[Hit]:
    """Yield a hit when the worst possible answers pass and no gate fails."""
    mark = context.rubric.scoring.pass_mark
    worst, fails = worst_possible(context)
    if mark is not None and not fails and worst >= mark - _ROUNDING:
        yield Hit(
            "/scoring/pass_mark", f"The pass mark is {mark:g}, and the worst answers give {worst:.1f}.", "Raise it."
        )


@rule(
    "errors_without_effect", "error", "Counted errors that cost nothing",
    "At a pass mark of 100 the tolerance earns 100 too, so any number of errors does.",
)  # fmt: skip
def errors_without_effect(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion that counts errors under a pass mark of 100."""
    for place in context.places:
        if place.scale.type == "errors" and (context.rubric.scoring.pass_mark or 0) >= 100:
            message = f"{place.criterion.title} scores 1 for any number of errors, as the pass mark is 100."
            yield Hit(f"{place.pointer}/errors", message, "Lower the pass mark.")


@rule(
    "cap_never_lowers", "warning", "A cap that lowers nothing",
    "The ceiling is not below the best score that the capped answers can give.",
)  # fmt: skip
def cap_never_lowers(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that caps."""
    for place in context.counted:
        gate = place.criterion.gate
        if gate is None or gate.effect != "cap" or gate.to is None:
            continue
        options = [one for one in options_of(context, place) if one.cap == gate.to]
        others = 0.0 if context.rubric.scoring.method == "minimum" else 1.0 - context.share(place)
        best = max((one.score for one in options), default=0.0)
        reach = 100 * (best if others == 0.0 else others + context.share(place) * best)
        if options and gate.to >= reach - _ROUNDING:
            message = f"The gate caps at {gate.to:g}, and with such an answer the score is {reach:.1f} at most."
            yield Hit(f"{place.pointer}/gate/to", message, "Lower the ceiling, or drop the gate.")


@rule(
    "cap_keeps_verdict", "info", "A cap at or above the pass mark",
    "The number falls and the verdict stays: work with this fault can pass.",
)  # fmt: skip
def cap_keeps_verdict(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate whose ceiling still passes."""
    mark = context.rubric.scoring.pass_mark
    for place in context.counted:
        gate = place.criterion.gate
        if gate and gate.effect == "cap" and gate.to is not None and mark and 100 > gate.to >= mark:
            message = f"The gate caps at {gate.to:g}, and the pass mark is {mark:g}."
            suggestion = f"Cap below {mark:g} if such work must not pass."
            yield Hit(f"{place.pointer}/gate/to", message, suggestion)
