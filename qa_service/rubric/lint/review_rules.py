"""Review policies: agreement is measured, by figures that fit, and models stay out of what decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule

_ORDERED = frozenset({
    "percent_adjacent", "cohen_kappa_linear", "cohen_kappa_quadratic", "qwk", "brennan_prediger_linear",
    "brennan_prediger_quadratic", "gwet_ac2_linear", "gwet_ac2_quadratic", "gwet_ac2_ordinal",
    "krippendorff_alpha_ordinal", "kendall_w",
})  # fmt: skip
_NUMBERS = ("icc_", "krippendorff_alpha_interval", "krippendorff_alpha_ratio")


def block(context: Context, name: str) -> Mapping[str, Any]:
    """The policy block of a name, empty where the rubric has none."""
    found: Mapping[str, Any] = context.document.get(name, {})
    return found


def doubles(context: Context) -> bool:
    """Whether some work is reviewed twice."""
    review = block(context, "review")
    double = review.get("double", {})
    triggers = ("always_when", "near_pass_mark", "model_straddles")
    return review.get("reviewers", 1) > 1 or double.get("rate", 0) > 0 or any(double.get(key) for key in triggers)


@rule(
    "agreement_unmeasured", "warning", "Nothing is ever reviewed twice",
    "Without double reviews nobody knows whether another reviewer would have said the same.",
)  # fmt: skip
def agreement_unmeasured(context: Context) -> Iterator[Hit]:
    """Yield a hit when there is one reviewer and no double review."""
    if not doubles(context):
        pointer = "/review" if "review" in context.document else ""
        suggestion = "Add review.double: { rate: 0.1, near_pass_mark: 5, seed: … }."
        yield Hit(pointer, "One reviewer reads each piece of work, and no second one ever does.", suggestion)


@rule(
    "double_without_chance", "warning", "Double reviews only where the work is hard",
    "Agreement measured on borderline or costly work alone says nothing about the rest.",
)  # fmt: skip
def double_without_chance(context: Context) -> Iterator[Hit]:
    """Yield a hit when second reviews have triggers and no random share."""
    review = block(context, "review")
    if review.get("reviewers", 1) == 1 and doubles(context) and not review.get("double", {}).get("rate"):
        yield Hit("/review/double", "Second reviews are never drawn by chance.", "Add rate: 0.1 beside the triggers.")


@rule(
    "bar_does_not_fit", "warning", "A bar for agreement that does not fit the scale",
    "The figure is undefined here, or reads an order that the scale does not have.",
)  # fmt: skip
def bar_does_not_fit(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion whose `compare` speaks of another kind of scale."""
    for place in context.places:
        bar, kind = place.criterion.compare, place.scale.type
        statistic = str(bar.get("statistic", ""))
        numeric = kind in {"numeric", "errors"}
        reason = ""
        if statistic.startswith(_NUMBERS) and not numeric:
            reason = f"{statistic} compares numbers, and the answers are levels"
        elif statistic in _ORDERED and kind == "nominal":
            reason = f"{statistic} needs an order, and the levels have none"
        elif "tolerance" in bar and not numeric:
            reason = "tolerance is for numbers, and the answers are levels"
        elif "adjacent" in bar and (numeric or kind == "nominal"):
            reason = "adjacent counts levels in an order, and there are none"
        if reason:
            yield Hit(
                f"{place.pointer}/compare", f"{reason[0].upper()}{reason[1:]}.", "Choose a statistic for this scale."
            )


@rule(
    "model_suggests_gate", "info", "A model suggests where a gate decides",
    "Reviewers follow suggestions most where it matters most.",
)  # fmt: skip
def model_suggests_gate(context: Context) -> Iterator[Hit]:
    """Yield a hit for each suggested criterion whose gate fails the work and whose suggestion reviewers see."""
    model = block(context, "model")
    if model.get("show") == "never":
        return
    for index, name in enumerate(model.get("suggest", ())):
        gate = context.rubric.criterion(name).gate
        if gate is not None and gate.effect == "fail":
            message = f"{context.rubric.criterion(name).title} can fail the work, and a model suggests the answer."
            yield Hit(
                f"/model/suggest/{index}", message, "Name it under never, or watch agreement with the model there."
            )


@rule(
    "model_contradicted", "warning", "A model suggests where the criterion forbids it",
    "Which of the two holds is known to nobody who reads the file.",
)  # fmt: skip
def model_contradicted(context: Context) -> Iterator[Hit]:
    """Yield a hit for each suggested criterion that says model: never."""
    for index, name in enumerate(block(context, "model").get("suggest", ())):
        if context.rubric.criterion(name).model == "never":
            message = f"{name} says model: never, and model.suggest names it."
            yield Hit(f"/model/suggest/{index}", message, f"Take {name} out of suggest, or model: never out of it.")
