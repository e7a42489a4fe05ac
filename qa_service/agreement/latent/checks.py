"""When a latent truth model has nothing to go by, and when its answer deserves a warning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.trials import RepeatedRatings

_ITEMS_PER_BLOCK = 1 << 14
_IDENTIFIED = 3.0


def refusal(ratings: RepeatedRatings, gold: NDArray[np.int16] | None) -> str | None:
    """Return ``code: details`` when there is nothing to estimate."""
    if ratings.scale.numeric:
        return "needs_levels: the ratings are numbers without levels"
    per_item = np.count_nonzero(ratings.codes >= 0, axis=0)
    if not per_item.any():
        return "no_ratings: nobody rated anything"
    used = set(np.unique(ratings.codes).tolist()) | set(() if gold is None else gold.tolist())
    if len(used - {-1}) < 2:
        return "no_variation: only one level was used"
    if gold is not None and (gold[per_item > 0] >= 0).any():
        return None
    if len({int(ratings.owner[row]) for row in np.flatnonzero((ratings.codes >= 0).any(axis=1))}) < 2:
        return "needs_two_raters: one rater alone says nothing about the truth"
    return None if per_item.max() > 1 else "no_pairable_units: no item was rated twice"


def warnings(ratings: RepeatedRatings, groups: NDArray[np.intp]) -> tuple[str, ...]:
    """Return what a reader of a fitted model has to know, ``code: details`` each."""
    found = []
    per_item = np.count_nonzero(ratings.codes >= 0, axis=0)
    mean = float(per_item.sum() / max(np.count_nonzero(per_item), 1))
    if mean < _IDENTIFIED:
        found.append(f"few_ratings: {mean:.2f} ratings per item; below {_IDENTIFIED:g} other answers fit as well")
    number = int(groups.max(initial=0)) + 1
    if number > 1:
        found.append(f"disconnected: the raters form {number} groups without a common item; compare within a group")
    return tuple(found)


def rater_groups(ratings: RepeatedRatings) -> NDArray[np.intp]:
    """Return the number of each rater's group: raters of a group are linked by common items; -1 without ratings.

    >>> from qa_service.agreement import Ratings, Scale
    >>> codes = [[0, 1, -1, -1], [1, 1, -1, -1], [-1, -1, 0, 1]]
    >>> rater_groups(RepeatedRatings.of(Ratings.from_codes(codes, Scale("binary", ("n", "y"))))).tolist()
    [0, 0, 1]
    """
    raters = len(ratings.raters)
    linked = np.zeros((raters, raters), dtype=bool)
    groups = np.full(raters, -1, dtype=np.intp)
    for start in range(0, ratings.codes.shape[1], _ITEMS_PER_BLOCK):
        block = ratings.codes[:, start : start + _ITEMS_PER_BLOCK] >= 0
        seen = np.zeros((raters, block.shape[1]), dtype=np.float32)
        np.maximum.at(seen, ratings.owner, block)
        linked |= (seen @ seen.T) > 0
        groups = _components(linked)
        if raters and groups.min() == groups.max() == 0:
            break
    return groups


def _components(linked: NDArray[np.bool_]) -> NDArray[np.intp]:
    groups = np.full(len(linked), -1, dtype=np.intp)
    for first in np.flatnonzero(np.diag(linked)):
        if groups[first] >= 0:
            continue
        reached = linked[first]
        while True:
            wider = linked[reached].any(axis=0)
            if np.array_equal(wider, reached):
                break
            reached = wider
        groups[reached] = groups.max() + 1
    return groups
