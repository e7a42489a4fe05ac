"""Ratings drawn from a many-facet Rasch model, for tests in this folder."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.rasch import FacetRatings
from qa_service.agreement.scale import Scale

Floats = NDArray[np.float64]


def levels(n: int) -> Scale:
    return Scale("ordinal", tuple(str(i + 1) for i in range(n)))


@dataclass(frozen=True)
class Study:
    ratings: FacetRatings
    quality: Floats
    severity: Floats
    difficulty: Floats


def draw(
    seed: int,
    items: int = 200,
    raters: int = 10,
    each: int = 3,
    criteria: int = 1,
    size: int = 4,
    sd: float = 1.2,
    spread: float = 0.5,
    sites: int = 1,
) -> Study:
    """``each`` reviewers rate every item on all criteria; the site of an item is its number modulo ``sites``."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(0.3, sd, items)
    severity = rng.normal(0, spread, raters)
    severity -= severity.mean()
    difficulty = np.linspace(-0.5, 0.5, criteria) if criteria > 1 else np.zeros(1)
    chosen = np.argsort(rng.random((items, raters)), axis=1)[:, :each]
    item = np.repeat(np.arange(items), each * criteria)
    rater = np.repeat(chosen.ravel(), criteria)
    criterion = np.tile(np.arange(criteria), items * each)
    distance = quality[item] - severity[rater] - difficulty[criterion]
    level = choose(rng, distance, size)
    ratings = FacetRatings.from_codes(
        item, rater, level, levels(size), criterion if criteria > 1 else None, item % sites if sites > 1 else None
    )
    return Study(ratings, quality, severity, difficulty)


def choose(rng: np.random.Generator, distance: Floats, size: int) -> NDArray[np.intp]:
    """Draw levels at distances, with evenly spaced thresholds that sum to zero."""
    steps = np.linspace(-1.2, 1.2, size - 1) if size > 2 else np.zeros(1)
    power = distance[:, None] * np.arange(size) - np.concatenate([[0.0], steps.cumsum()])
    p = np.exp(power - power.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return (rng.random(distance.size)[:, None] > p.cumsum(axis=1)).sum(axis=1).clip(0, size - 1)
