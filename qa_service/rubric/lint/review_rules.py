"""Review policies: agreement is measured, and what is said to happen can happen."""

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
_HOURS = {"h": 1, "d": 24, "w": 168}


def _block(context: Context, name: str) -> Mapping[str, Any]:
    block: Mapping[str, Any] = context.document.get(name, {})
    return block


def _doubles(context: Context) -> bool:
    review = _block(context, "review")
    double = review.get("double", {})
    triggers = ("always_when", "near_pass_mark", "model_straddles")
    return review.get("reviewers", 1) > 1 or double.get("rate", 0) > 0 or any(double.get(key) for key in triggers)


@rule(
    "agreement_unmeasured", "warning", "Nothing is ever reviewed twice",
    "Without double reviews nobody knows whether another reviewer would have said the same.",
)  # fmt: skip
def agreement_unmeasured(context: Context) -> Iterator[Hit]:
    """Yield a hit when there is one reviewer and no double review."""
    if not _doubles(context):
        pointer = "/review" if "review" in context.document else ""
        suggestion = "Add review.double: { rate: 0.1, near_pass_mark: 5, seed: … }."
        yield Hit(pointer, "One reviewer reads each piece of work, and no second one ever does.", suggestion)


@rule(
    "double_without_chance", "warning", "Double reviews only where the work is hard",
    "Agreement measured on borderline or costly work alone says nothing about the rest.",
)  # fmt: skip
def double_without_chance(context: Context) -> Iterator[Hit]:
    """Yield a hit when second reviews have triggers and no random share."""
    review = _block(context, "review")
    if review.get("reviewers", 1) == 1 and _doubles(context) and not review.get("double", {}).get("rate"):
        yield Hit("/review/double", "Second reviews are never drawn by chance.", "Add rate: 0.1 beside the triggers.")


@rule(
    "adjudication_missing", "warning", "Two reviews and nobody to settle them",
    "When they differ there is no final score.",
)  # fmt: skip
def adjudication_missing(context: Context) -> Iterator[Hit]:
    """Yield a hit when work is reviewed twice and there is no adjudication."""
    if _doubles(context) and not _block(context, "adjudication"):
        message = "Work is reviewed twice, and nothing says how a difference is settled."
        yield Hit("/review", message, "Add adjudication with open_when, by and result.")


@rule(
    "adjudication_never_opens", "warning", "A difference that can never be as large",
    "The rule is there and never opens an adjudication.",
)  # fmt: skip
def adjudication_never_opens(context: Context) -> Iterator[Hit]:
    """Yield a hit for levels further apart than any scale has, and scores further apart than 100."""
    opens = _block(context, "adjudication").get("open_when", {})
    widest = max((len(p.scale.levels) - 1 for p in context.leveled if p.scale.type != "nominal"), default=0)
    apart = opens.get("levels_apart")
    if apart is not None and apart > widest:
        message = f"levels_apart is {apart:g}, and answers are {widest} levels apart at most."
        yield Hit("/adjudication/open_when/levels_apart", message, f"Write {max(widest, 1)} or less.")
    if opens.get("score_apart", 0) > 100:
        pointer = "/adjudication/open_when/score_apart"
        yield Hit(pointer, "Scores are 100 points apart at most.", "Write 5 to 15 points.")
    for name, limit in opens.get("value_apart", {}).items():
        scale = context.rubric.scale_of(name)
        width = (scale.max or 0.0) - (scale.min or 0.0)
        if limit > width:
            pointer = f"/adjudication/open_when/value_apart/{name}"
            yield Hit(pointer, f"Answers to {name} are {width:g} apart at most.", "Lower the limit.")


@rule(
    "dispute_outlasts_window", "info", "A dispute may be decided after the next one is too late",
    "The producer repeats a fault that is already disputed.",
)  # fmt: skip
def dispute_outlasts_window(context: Context) -> Iterator[Hit]:
    """Yield a hit when deciding may take longer than the window in which disputes are opened."""
    disputes = _block(context, "disputes")
    window, decide = (disputes.get(key) for key in ("window", "decide_within"))
    if window and decide and _hours(decide) > _hours(window):
        message = f"A dispute is opened within {window} and decided within {decide}."
        yield Hit("/disputes/decide_within", message, f"Decide within {window} or less.")


def _hours(duration: str) -> int:
    return int(duration[:-1]) * _HOURS[duration[-1]]


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
    model = _block(context, "model")
    if model.get("show") == "never":
        return
    for index, name in enumerate(model.get("suggest", ())):
        gate = context.rubric.criterion(name).gate
        if gate is not None and gate.effect == "fail":
            message = f"{context.rubric.criterion(name).title} can fail the work, and a model suggests the answer."
            yield Hit(
                f"/model/suggest/{index}", message, "Name it under never, or watch agreement with the model there."
            )
