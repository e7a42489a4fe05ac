"""The many-facet Rasch part of a diagnosis: thresholds of criteria and severity of reviewers, per ordered scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from qa_service.agreement.rasch import FacetRatings, many_facet_rasch
from qa_service.agreement.rasch.result import Z95, FacetFit
from qa_service.agreement.result import Figure
from qa_service.services.panels import Panel


def fits_by_scale(panels: Sequence[Panel]) -> list[tuple[tuple[str, ...], FacetFit]]:
    """A partial-credit analysis of the criteria that share an ordered scale: their thresholds, their reviewers."""
    groups: dict[tuple[str, ...], list[Panel]] = {}
    for panel in panels:
        if panel.scale.levels is not None and panel.scale.ordered and not panel.criterion.startswith("@"):
            groups.setdefault(panel.scale.levels, []).append(panel)
    return [(tuple(p.criterion for p in group), _fit(group)) for group in groups.values()]


def _fit(group: Sequence[Panel]) -> FacetFit:
    items, raters, criteria, levels = [], [], [], []
    for panel in group:
        codes = panel.ratings.codes
        rows, columns = np.nonzero(codes >= 0) if codes is not None else ((), ())
        for r, i in zip(rows, columns, strict=True):
            items.append(panel.ratings.items[i])
            raters.append(panel.ratings.raters[r])
            criteria.append(panel.criterion)
            levels.append((group[0].scale.levels or ())[codes[r, i]] if codes is not None else "")
    ratings = FacetRatings.from_columns(items, raters, levels, group[0].scale, criteria)
    return many_facet_rasch(ratings, model="partial_credit")


def thresholds_of(fit: FacetFit, criterion: str) -> dict[str, Any]:
    """Where each level takes over from the one below, in logits; out of order when a level is never the likeliest."""
    steps = [step for step in fit.steps if step.criterion in {criterion, None}]
    element = fit.criteria[criterion] if fit.criteria is not None and criterion in fit.criteria else None
    return {
        "withheld": fit.withheld,
        "steps": [step.to_dict() for step in steps],
        "disordered": [low.upper for low, high in pairwise(steps) if _reversed(low.threshold, high.threshold)],
        "difficulty": None if element is None else element.measure.to_dict(),
        "fit": None if element is None else element.fit.to_dict(),
    }


def _reversed(low: Figure, high: Figure) -> bool:
    """Whether the upper threshold lies below the lower one by more than their errors explain."""
    if low.value is None or high.value is None:
        return False
    return low.value - high.value > Z95 * math.hypot(low.se or 0.0, high.se or 0.0)


def reviewers_of(names: tuple[str, ...], fit: FacetFit) -> dict[str, Any]:
    """Severity of the reviewers over the criteria of one scale, and how well they can be told apart."""
    return {
        "criteria": list(names),
        "withheld": fit.withheld,
        "disconnected": fit.disconnected,
        "raters": fit.raters.to_dict(),
        "item_sd": fit.item_sd.to_dict(),
    }
