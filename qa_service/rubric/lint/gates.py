"""Gates: they can fire, nothing walks past them, and what they rest on can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, Place
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.options import CRITICAL, asked, options_of
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
        if na.allow and na.effect != "fail" and not place.criterion.advisory:
            message = f'The gate of "{place.criterion.title}" {_EFFECTS[gate.effect]}, and N/A gets around it.'
            suggestion = "Write na: never; use when for cases in which it does not apply, or na.effect: fail."
            yield Hit(f"{place.pointer}/na", message, suggestion, "never")


@rule(
    "gate_never_fires", "error", "A gate that can never fire",
    "The rubric promises a safeguard that it does not have.",
)  # fmt: skip
def gate_never_fires(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that no answer can trip."""
    for place, gate in gated(context):
        reason = _dead(context, place, gate)
        if reason:
            message = f"The gate can never fire: {reason}."
            yield Hit(f"{place.pointer}/gate", message, _revival(place, gate))


def _dead(context: Context, place: Place, gate: Gate) -> str:
    scale = place.scale
    if place.criterion.advisory:
        return "the criterion is advisory"
    if not asked(place):
        return "its condition is never true"
    if any(option.trips for option in options_of(context, place)):
        return ""
    if isinstance(gate.below, str):
        return f"nothing is below {gate.below}, the lowest level"
    if scale.type == "errors":
        return "no error costs anything" if gate.above is not None else "the penalty is never negative"
    side, bound = ("above", gate.above) if gate.above is not None else ("below", gate.below)
    step = f" in steps of {scale.step:g}" if scale.step else ""
    return f"no answer from {scale.min:g} to {scale.max:g}{step} is {side} {bound:g}"


def _revival(place: Place, gate: Gate) -> str:
    if isinstance(gate.below, str) and gate.below == place.scale.level_ids[0]:
        return f"Write below: {place.scale.level_ids[1]}, or drop the gate."
    return "Drop advisory, or the gate." if place.criterion.advisory else "Move the bound, or drop the gate."


@rule(
    "critical_never", "error", "Critical errors that nobody can mark",
    "The rubric promises that a critical error decides, and has no severity of that name.",
)  # fmt: skip
def critical_never(context: Context) -> Iterator[Hit]:
    """Yield a hit for each error model that acts on critical errors and has no severity ``critical``."""
    for place in context.places:
        errors = place.criterion.errors
        if errors and errors.critical != "none" and CRITICAL not in errors.severities:
            message = f"critical: {errors.critical} waits for the severity critical, and there is none."
            yield Hit(f"{place.pointer}/errors/critical", message, "Name a severity critical, or write critical: none.")


@rule(
    "gate_without_evidence", "info", "A gate that needs no evidence",
    "Work fails on a reviewer's word; the first dispute asks where it is written.",
)  # fmt: skip
def gate_without_evidence(context: Context) -> Iterator[Hit]:
    """Yield a hit for each gate that fails work on a criterion that asks for no evidence."""
    for place, gate in gated(context):
        if gate.effect == "fail" and place.criterion.evidence.required is False and place.scale.type != "errors":
            message = f'The gate of "{place.criterion.title}" fails the work, and nobody has to point at anything.'
            suggestion = "Add evidence: { required: below_top }."
            fix = {**context.document_at(place.pointer).get("evidence", {}), "required": "below_top"}
            yield Hit(f"{place.pointer}/gate", message, suggestion, fix, f"{place.pointer}/evidence")


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
