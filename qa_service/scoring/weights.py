"""Who carries the weight: how the shares of criteria that drop out are spread over those that stay."""

from __future__ import annotations

from collections.abc import Sequence

from qa_service.rubric import Rubric
from qa_service.scoring.assess import Assessment
from qa_service.scoring.plan import Plan, Weights, plain_sum

_MAX_REMEMBERED = 1024


def weigh(rubric: Rubric, plan: Plan, found: Sequence[Assessment]) -> Weights:
    """Return the applied weights of criteria and sections."""
    if rubric.scoring.method == "minimum":
        return _weights(plan, _lowest_only(found))
    pattern = tuple([one.score is not None for one in found])
    weights = plan.weights.get(pattern)
    if weights is None:
        by_rubric = rubric.scoring.redistribute == "rubric"
        weights = _weights(plan, _over_rubric(plan, pattern) if by_rubric else _by_section(plan, pattern))
        if len(plan.weights) < _MAX_REMEMBERED:
            plan.weights[pattern] = weights
    return weights


def _weights(plan: Plan, items: list[float]) -> Weights:
    sections = [0.0] * len(plan.sections)
    for item, weight in zip(plan.items, items, strict=True):
        sections[item.section] += weight
    shown_items, shown_sections = (tuple(round(weight, 6) for weight in some) for some in (items, sections))
    return Weights(tuple(items), tuple(sections), shown_items, shown_sections)


def _lowest_only(found: Sequence[Assessment]) -> list[float]:
    scored = [(one.score, place) for place, one in enumerate(found) if one.score is not None and one.item.share > 0]
    lowest = min(scored)[1] if scored else None
    return [1.0 if place == lowest else 0.0 for place in range(len(found))]


def _over_rubric(plan: Plan, pattern: Sequence[bool]) -> list[float]:
    return _normalised([item.share if stays else 0.0 for item, stays in zip(plan.items, pattern, strict=True)])


def _by_section(plan: Plan, pattern: Sequence[bool]) -> list[float]:
    local = [item.local if stays else 0.0 for item, stays in zip(plan.items, pattern, strict=True)]
    left = [0.0] * len(plan.sections)
    for item, weight in zip(plan.items, local, strict=True):
        left[item.section] += weight
    outer = _normalised([section.share if rest > 0 else 0.0 for section, rest in zip(plan.sections, left, strict=True)])
    return [
        outer[item.section] * weight / left[item.section] if weight > 0 else 0.0
        for item, weight in zip(plan.items, local, strict=True)
    ]


def _normalised(weights: list[float]) -> list[float]:
    total = plain_sum(weights)
    return [weight / total for weight in weights] if total > 0 else weights
