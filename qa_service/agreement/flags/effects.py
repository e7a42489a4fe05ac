"""Marks less what is the reviewer's and what is the item's: an additive fit of reviewers and items per criterion."""

from __future__ import annotations

import numpy as np

from qa_service.agreement.flags.reviews import Floats, Reviews

_ROUNDS = 200
_CLOSE = 1e-9


def standardised(reviews: Reviews) -> Floats:
    """Values in standard deviations of their criterion, about its mean; criteria that do not vary are 0."""
    given = ~np.isnan(reviews.values)
    count = np.maximum(given.sum(axis=0), 1)
    largest = np.where(given, np.abs(reviews.values), 0.0).max(axis=0, initial=0.0)
    unit = np.where(largest > 0, largest, 1.0)
    values = reviews.values / unit
    centred = values - np.where(given, values, 0.0).sum(axis=0) / count
    spread = np.sqrt(np.square(np.where(given, centred, 0.0)).sum(axis=0) / count)
    flat = spread <= 1e-12
    found: Floats = np.where(flat & given, 0.0, centred / np.where(flat, 1.0, spread))
    return found


def rater_effects(reviews: Reviews, values: Floats) -> Floats:
    """How far each reviewer marks above the items reviewed (raters x criteria), by alternating means to convergence.

    Reviewers without a common item count as 0 on average. Source: least squares of a two-way additive layout.
    """
    given = ~np.isnan(values)
    filled = np.where(given, values, 0.0)
    per_item = _sums(reviews.item, given.astype(np.float64), len(reviews.items))
    # Items with one review say nothing about reviewers.
    used = given & (per_item[reviews.item] >= 2)
    weights = used.astype(np.float64)
    n_item = np.maximum(_sums(reviews.item, weights, len(reviews.items)), 1)
    n_rater = np.maximum(_sums(reviews.rater, weights, len(reviews.raters)), 1)
    effects = np.zeros((len(reviews.raters), values.shape[1]))
    for _ in range(_ROUNDS):
        quality = _sums(reviews.item, weights * (filled - effects[reviews.rater]), len(reviews.items)) / n_item
        after = _sums(reviews.rater, weights * (filled - quality[reviews.item]), len(reviews.raters)) / n_rater
        moved = float(np.abs(after - effects).max(initial=0.0))
        effects = after
        if moved < _CLOSE:
            break
    return effects


def _sums(index: np.ndarray[tuple[int], np.dtype[np.intp]], values: Floats, size: int) -> Floats:
    found = np.zeros((size, values.shape[1]))
    np.add.at(found, index, values)
    return found
