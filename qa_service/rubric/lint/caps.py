"""Caps: they lower something, and what they lower changes the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.options import choices
from qa_service.rubric.lint.reach import NEAR, highest


@rule(
    "cap_never_lowers", "warning", "A cap that lowers nothing",
    "The ceiling is not below the best score that the capped answers can give.",
)  # fmt: skip
def cap_never_lowers(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that caps; one that no answer trips is said elsewhere."""
    some = choices(context)
    for index, one in enumerate(some):
        gate = one.place.criterion.gate
        tripping = tuple(replace(option, cap=100.0) for option in one.options if option.trips)
        if gate is None or gate.effect != "cap" or gate.to is None or not tripping:
            continue
        with_it = [*some[:index], replace(one, options=tripping, optional=False), *some[index + 1 :]]
        reach = highest(context, with_it)
        if reach is not None and gate.to >= reach - NEAR:
            message = f"The gate caps at {gate.to:g}, and with such an answer the score is {reach:.1f} at most."
            yield Hit(f"{one.place.pointer}/gate/to", message, f"Cap below {reach:.1f}, or drop the gate.")


@rule(
    "cap_keeps_verdict", "info", "A cap at or above the pass mark",
    "The number falls and the verdict stays: work with this fault can pass.",
)  # fmt: skip
def cap_keeps_verdict(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate, and for the cap of critical errors, whose ceiling still passes."""
    mark = context.rubric.scoring.pass_mark
    ceilings = [
        (f"{place.pointer}/gate/to", "The gate caps", float(gate.to))
        for place in context.counted
        if (gate := place.criterion.gate) and gate.effect == "cap" and gate.to is not None
    ]
    if context.rubric.scoring.cap is not None and _critical_caps(context):
        ceilings.append(("/scoring/cap", "A critical error caps", context.rubric.scoring.cap))
    for pointer, what, ceiling in ceilings:
        if mark and mark <= ceiling < 100:
            message = f"{what} at {ceiling:g}, and the pass mark is {mark:g}."
            yield Hit(pointer, message, f"Cap below {mark:g} if such work must not pass.")


@rule(
    "cap_unused", "info", "A cap of critical errors that nothing uses",
    "It reads as if it lowered scores: it holds only where a criterion says critical: cap.",
)  # fmt: skip
def cap_unused(context: Context) -> Iterator[Hit]:
    """Yield a hit when scoring has a cap and no error model asks for it."""
    cap = context.rubric.scoring.cap
    if cap is not None and not _critical_caps(context):
        suggestion = "Remove it, or write critical: cap in the errors of the criterion that it is meant for."
        yield Hit("/scoring/cap", f"The cap of {cap:g} is for critical errors, and no criterion uses it.", suggestion)


def _critical_caps(context: Context) -> bool:
    return any(p.criterion.errors and p.criterion.errors.critical == "cap" for p in context.counted)
