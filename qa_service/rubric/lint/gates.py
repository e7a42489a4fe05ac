"""Gates: they can fire, nothing walks past them, and what they rest on can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, Place
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.model import Gate

_EFFECTS = {"fail": "fails the work", "cap": "caps the score", "fail_section": "zeroes its section"}


def gated(context: Context) -> Iterator[tuple[Place, Gate]]:
    """Yield every criterion that has a gate, with it."""
    for place in context.places:
        if place.criterion.gate is not None:
            yield place, place.criterion.gate


@rule(
    "gate_with_na", "warning", "A gate that N/A walks past",
    "Whoever does not want the work to fail can say that the question does not apply.",
)  # fmt: skip
def gate_with_na(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate on a criterion whose N/A is allowed and does not itself fail the work."""
    for place, gate in gated(context):
        na = place.criterion.na
        if na.allow and na.effect != "fail":
            message = f"{place.criterion.title} {_EFFECTS[gate.effect]}, and may be answered N/A."
            suggestion = "Write na: never; use when for cases in which it does not apply, or na.effect: fail."
            yield Hit(f"{place.pointer}/na", message, suggestion, "never")


@rule(
    "gate_never_fires", "error", "A gate that can never fire",
    "The rubric promises a safeguard that it does not have.",
)  # fmt: skip
def gate_never_fires(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that no answer can trip."""
    for place, gate in gated(context):
        reason = _dead(place, gate)
        if reason:
            yield Hit(
                f"{place.pointer}/gate", f"The gate can never fire: {reason}.", "Move the bound, or drop the gate."
            )


def _dead(place: Place, gate: Gate) -> str:
    scale = place.scale
    if place.criterion.advisory:
        return "the criterion is advisory"
    if isinstance(gate.below, str) and scale.level_ids and gate.below == scale.level_ids[0]:
        return f"nothing is below {gate.below}, the lowest level"
    if scale.type == "numeric" and isinstance(gate.below, int | float) and gate.below <= (scale.min or 0.0):
        return f"no answer is below {gate.below:g}"
    if scale.type == "numeric" and gate.above is not None and gate.above >= (scale.max or 0.0):
        return f"no answer is above {gate.above:g}"
    return ""


@rule(
    "gate_without_evidence", "info", "A gate that needs no evidence",
    "Work fails on a reviewer's word; the first dispute asks where it is written.",
)  # fmt: skip
def gate_without_evidence(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that fails work on a criterion that asks for no evidence."""
    for place, gate in gated(context):
        if gate.effect == "fail" and place.criterion.evidence.required is False and place.scale.type != "errors":
            message = f"{place.criterion.title} fails the work without anything to point at."
            suggestion = "Add evidence: { required: below_top }."
            yield Hit(f"{place.pointer}/gate", message, suggestion)


@rule(
    "gate_without_order", "warning", "A gate below a level of a scale without order",
    "On a nominal scale the levels stand in no order: which of them are below is an accident of the list.",
)  # fmt: skip
def gate_without_order(context: Context) -> Iterator[Hit]:
    """Yield a hit for each."""
    for place, gate in gated(context):
        if place.scale.type == "nominal":
            message = f'The levels of "{place.scale.name}" have no order, and the gate fires below {gate.below}.'
            yield Hit(f"{place.pointer}/gate", message, "Make the scale ordinal, or gate a criterion of its own.")
