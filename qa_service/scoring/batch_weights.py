"""Applied weights of many sets: worked out once for each pattern of criteria that have a score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.rubric import Rubric
from qa_service.scoring.plan import Plan

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_WORD = 62


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The weights of each pattern, ``items`` (k, p) and ``sections`` (s, p), and the ``pattern`` of each set (n)."""

    items: Floats
    sections: Floats
    pattern: NDArray[np.intp]

    def item(self, place: int) -> Floats:
        """Return the applied weight of one criterion (n)."""
        weight: Floats = self.items[place][self.pattern]
        return weight

    def section(self, place: int) -> Floats:
        """Return the applied weight of one section (n)."""
        weight: Floats = self.sections[place][self.pattern]
        return weight


def share_out(rubric: Rubric, plan: Plan, scores: Floats) -> Shares:
    """Return the applied weights for scores (k, n), NaN where a criterion has none.

    The sums run in the order of ``weights``, so that every weight is the same double as there.
    """
    if rubric.scoring.method == "minimum":
        items, pattern = _lowest_only(plan, scores)
    else:
        present, pattern = _patterns(~np.isnan(scores))
        by_rubric = rubric.scoring.redistribute == "rubric"
        items = _over_rubric(plan, present) if by_rubric else _by_section(plan, present)
    sections = np.zeros((len(plan.sections), items.shape[1]))
    for item, weight in zip(plan.items, items, strict=True):
        sections[item.section] += weight
    return Shares(items, sections, pattern)


def _patterns(present: Flags) -> tuple[Flags, NDArray[np.intp]]:
    """Return the distinct columns of ``present`` (k, n) and which of them each set has."""
    pattern = np.zeros(present.shape[1], np.intp)
    for start in range(0, len(present), _WORD):
        word = np.zeros(present.shape[1], np.int64)
        for place, row in enumerate(present[start : start + _WORD]):
            word |= row.astype(np.int64) << place
        _, codes = np.unique(word, return_inverse=True)
        _, pattern = np.unique(pattern * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)
    _, first = np.unique(pattern, return_index=True)
    return present[:, first], pattern


def _lowest_only(plan: Plan, scores: Floats) -> tuple[Floats, NDArray[np.intp]]:
    weighty = np.array([item.share > 0 for item in plan.items])[:, None]
    ranked = np.where(weighty & ~np.isnan(scores), scores, np.inf)
    lowest = ranked.argmin(axis=0)
    none = len(plan.items)
    pattern = np.where(np.isinf(ranked.min(axis=0)), none, lowest)
    return np.eye(none, none + 1), pattern


def _over_rubric(plan: Plan, present: Flags) -> Floats:
    return _normalised(_shares(present, [item.share for item in plan.items]))


def _by_section(plan: Plan, present: Flags) -> Floats:
    local = _shares(present, [item.local for item in plan.items])
    left = np.zeros((len(plan.sections), present.shape[1]))
    for item, weight in zip(plan.items, local, strict=True):
        left[item.section] += weight
    outer = _normalised(_shares(left > 0, [section.share for section in plan.sections]))
    places = [item.section for item in plan.items]
    return np.divide(outer[places] * local, left[places], out=np.zeros_like(local), where=local > 0)


def _shares(present: Flags, declared: list[float]) -> Floats:
    return np.where(present, np.array(declared)[:, None], 0.0)


def _normalised(weights: Floats) -> Floats:
    total = np.zeros(weights.shape[1])
    for weight in weights:
        total += weight
    return np.divide(weights, total, out=weights.copy(), where=total > 0)
