"""Standard errors of intraclass correlations of incomplete designs, linearised over items.

Henderson's estimates are functions of sums over items (number of ratings, squares, totals by rater). The derivative of
that function times what one item adds to the sums is the item's influence; the variance is that of the influences
(infinitesimal jackknife, Efron 1982). Few items are left out one by one instead. Raters are taken as they are, as in
every interval over items.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.icc import step_up
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.resampling.on_moments import intraclass
from qa_service.agreement.resampling.statistic import Lazy
from qa_service.agreement.result import Estimate, t_quantile

Floats = NDArray[np.float64]
SINGLE = ("icc_1_1", "icc_2_1")
MOST_LEFT_OUT = 500
"""Items up to which each is left out in turn (jackknife), which is closer on few items; beyond, derivatives do."""
_STEP = 1e-5
_LOWEST = -0.999999


def item_errors(ratings: Ratings) -> dict[str, float]:
    """Return the standard error of each of ``SINGLE`` that has one; all items are read once."""
    models = {name: intraclass(name, ratings) for name in SINGLE}
    first = next(iter(models.values()))
    if not isinstance(first, Lazy) or first.columns < 3:
        return {}
    if first.columns <= MOST_LEFT_OUT:
        return {name: se for name, model in models.items() if math.isfinite(se := _jackknife(model.left_out()))}
    total = np.zeros(first.size)
    for _, _, block in first.blocks():
        total += block.sum(axis=0)
    slopes = np.array([_gradient(model, total) for model in models.values() if isinstance(model, Lazy)])
    centre = slopes @ total / first.columns
    squares = np.zeros(len(slopes))
    for _, _, block in first.blocks():
        squares += np.square(block @ slopes.T - centre).sum(axis=0)
    errors = np.sqrt(squares * first.columns / (first.columns - 1))
    return {name: float(se) for name, se in zip(models, errors, strict=True) if np.isfinite(se)}


def _jackknife(without: Floats) -> float:
    """From the figure without each item in turn; nan where one of them is undefined."""
    n = without.size
    return float(np.sqrt((n - 1) / n * np.square(without - without.mean()).sum()))


def _gradient(model: Lazy, total: Floats) -> Floats:
    """Derivatives of the figure by each sum, by central differences."""
    step = _STEP * np.maximum(np.abs(total), total[0] ** 0.5)
    moves = np.diag(step)
    slope: Floats = (model.figure(total + moves) - model.figure(total - moves)) / (2 * step)
    return slope


def with_interval(name: str, found: Estimate, single: float, se: float, items: int, k: float) -> Estimate:
    """Return ``found`` with a t interval made on Fisher's z scale; that of a mean of ``k`` ratings is stepped up."""
    if not _LOWEST < single < 1:
        return found
    half = t_quantile(items - 1) * se / (1 - single * single)
    low, high = math.tanh(math.atanh(single) - half), math.tanh(math.atanh(single) + half)
    method = found.method.replace("; no interval for an incomplete design", "")
    how = "jackknife" if items <= MOST_LEFT_OUT else "linearised standard error"
    method += f"; {how} over items, interval on Fisher's z scale, t({items - 1})"
    if name.endswith("_k"):
        low, high = step_up(low, k), step_up(high, k)
        se *= k / (1 + (k - 1) * single) ** 2
        if not math.isfinite(low):
            return found
    return replace(found, se=se, ci95=(low, min(high, 1.0)), method=method)
