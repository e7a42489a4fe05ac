"""Coefficients on levels as functions of sums over items: the formulas of their families, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.chance import Observed
from qa_service.agreement.pairs import weighted_kappas
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.resampling.statistic import Lazy, Recomputed, Statistic, Sums
from qa_service.agreement.weights import difference, mid_ranks

Floats = NDArray[np.float64]
_LEAST_ROOM = 1e-12
_MOST_PAIRS_OF_LEVELS = 66


def exchangeable(family: str, observed: Observed) -> Statistic:
    """Percent agreement, Fleiss, Brennan-Prediger and Gwet: observed agreement, and level shares where needed."""
    table, weights = observed.table, observed.weights
    agreement = np.stack([observed.per_item, (table.size >= 2).astype(np.float64)], axis=1)
    if family in ("percent", "brennan_prediger"):
        chance = 0.0 if family == "percent" else float(weights.mean())
        return Sums(agreement, lambda s: corrected(ratio(s[:, 0], s[:, 1]), chance), table.weight)
    parts = np.empty((table.size.size, 2 + len(weights)))
    parts[:, :2] = agreement
    np.divide(table.counts.T, table.size[:, None], out=parts[:, 2:])
    expected = _gwet_chance(weights) if family == "gwet_ac" else _fleiss_chance(weights)
    return Sums(parts, lambda s: corrected(ratio(s[:, 0], s[:, 1]), expected(s[:, 2:])), table.weight)


def cohen(table: NDArray[np.integer], weights: Floats) -> Statistic:
    """Two raters: the cells of their table are the groups of equal items."""
    rows, columns = np.nonzero(table)
    size = len(table)
    parts = np.zeros((rows.size, 1 + 2 * size))
    each = np.arange(rows.size)
    parts[:, 0] = weights[rows, columns]
    parts[each, 1 + rows] = 1.0
    parts[each, 1 + size + columns] = 1.0

    def figure(s: Floats) -> Floats:
        n = s[:, 1 : 1 + size].sum(axis=1)
        first, second = s[:, 1 : 1 + size] / n[:, None], s[:, 1 + size :] / n[:, None]
        return corrected(s[:, 0] / n, ((first @ weights) * second).sum(axis=1))

    return Sums(parts, figure, table[rows, columns].astype(np.int64))


def conger(observed: Observed, codes: NDArray[np.integer]) -> Statistic:
    """More raters with their own shares: each rater's level counts besides the observed agreement.

    ``observed`` has one column per rated item, in the order of ``codes`` (raters x items).
    """
    rated = np.flatnonzero((codes >= 0).any(axis=0))
    used = np.flatnonzero((codes >= 0).any(axis=1))
    raters, levels = len(used), len(observed.weights)
    one_hot = np.vstack([np.eye(levels), np.zeros(levels)])
    paired = (observed.table.size >= 2).astype(np.float64)

    def part(start: int, stop: int) -> Floats:
        hot = one_hot[codes[np.ix_(used, rated[start:stop])].T].reshape(stop - start, raters * levels)
        return np.hstack([observed.per_item[start:stop, None], paired[start:stop, None], hot])

    def figure(s: Floats) -> Floats:
        counts = s[:, 2:].reshape(len(s), raters, levels)
        loads = counts.sum(axis=2)
        share = np.divide(counts, loads[:, :, None], out=np.zeros_like(counts), where=loads[:, :, None] > 0)
        pooled = share.sum(axis=1)
        own = ((share @ observed.weights) * share).sum(axis=(1, 2))
        active = np.count_nonzero(loads > 0, axis=1)
        all_pairs = ((pooled @ observed.weights) * pooled).sum(axis=1) - own
        chance = ratio(all_pairs, (active * (active - 1)).astype(np.float64))
        return corrected(ratio(s[:, 0], s[:, 1]), chance)

    return Lazy(rated.size, 2 + raters * levels, part, figure)


def light(codes: NDArray[np.integer], weights: Floats) -> Statistic:
    """The mean of Cohen's kappas: all pair tables anew for every replicate."""
    rated = codes[:, np.count_nonzero(codes >= 0, axis=0) >= 2]
    levels = len(weights)
    first, second = np.triu_indices(len(rated), 1)
    hot = np.stack([rated == level for level in range(levels)], axis=1).reshape(-1, rated.shape[1])
    shown = hot.astype(np.float64)

    def value(each: Floats) -> float:
        tables = ((shown * each) @ shown.T).reshape(len(rated), levels, len(rated), levels)
        pairs = tables[first, :, second, :]
        kappas = weighted_kappas(np.rint(pairs[pairs.sum(axis=(1, 2)) > 0.5]).astype(np.int64), weights)
        return float(kappas.mean()) if kappas.size else float("nan")

    return Recomputed(rated.shape[1], value)


def alpha(table: CountTable, metric: str, scores: Sequence[float]) -> Statistic:
    """Krippendorff's alpha: within-item disagreement and level totals; the ordinal metric keeps all pairs of levels."""
    keep = table.size >= 2
    counts = table.counts[:, keep].astype(np.float64)
    size = table.size[keep].astype(np.float64)
    weight = None if table.weight is None else table.weight[keep].astype(np.int64)
    levels = len(counts)
    if metric != "ordinal":
        delta = difference(metric, scores, np.zeros(levels))
        delta = delta / max(float(delta.max(initial=0.0)), 1e-300)
        within = np.einsum("kp,kp->p", delta @ counts, counts) / (size - 1)
        return Sums(np.vstack([counts, within]).T.copy(), lambda s: _alpha(s[:, -1], s[:, :-1], delta), weight)
    if levels * (levels - 1) // 2 > _MOST_PAIRS_OF_LEVELS:
        return Recomputed(size.size, lambda each: _ordinal_alpha(counts, size, each), weight)
    low, high = np.triu_indices(levels, 1)
    pairs = 2 * counts[low] * counts[high] / (size - 1)
    return Sums(np.vstack([counts, pairs]).T.copy(), _ordinal_figure(low, high, levels), weight)


def ratio(top: Floats, bottom: Floats, least: float = 1e-9) -> Floats:
    """Divide; NaN where the divisor is not above ``least``."""
    shares: Floats = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > least)
    return shares


def corrected(agreement: Floats, chance: Floats | float) -> Floats:
    """Agreement beyond chance; NaN where chance agreement is complete."""
    room = np.broadcast_to(np.asarray(1 - chance), agreement.shape)
    beyond: Floats = np.full(agreement.shape, np.nan)
    np.divide(agreement - chance, room, out=beyond, where=room > _LEAST_ROOM)
    return beyond


def _fleiss_chance(weights: Floats) -> Callable[[Floats], Floats]:
    def chance(shares: Floats) -> Floats:
        pi = shares / shares.sum(axis=1, keepdims=True)
        expected: Floats = ((pi @ weights) * pi).sum(axis=1)
        return expected

    return chance


def _gwet_chance(weights: Floats) -> Callable[[Floats], Floats]:
    levels = len(weights)
    factor = float(weights.sum()) / (levels * (levels - 1))

    def chance(shares: Floats) -> Floats:
        pi = shares / shares.sum(axis=1, keepdims=True)
        expected: Floats = factor * (pi * (1 - pi)).sum(axis=1)
        return expected

    return chance


def _alpha(within: Floats, totals: Floats, delta: Floats) -> Floats:
    expected = ((totals @ delta) * totals).sum(axis=1)
    n = totals.sum(axis=1)
    # Sums of whole numbers, so that one level alone gives exactly 0 and not its rounding.
    return 1 - ratio((n - 1) * within, np.where(expected > _LEAST_ROOM * n**2, expected, 0.0))


def _ordinal_figure(low: NDArray[np.intp], high: NDArray[np.intp], levels: int) -> Callable[[Floats], Floats]:
    def figure(s: Floats) -> Floats:
        totals, pairs = s[:, :levels], s[:, levels:]
        ranks = np.cumsum(totals, axis=1) - totals / 2
        gaps = np.square(ranks[:, low] - ranks[:, high])
        expected = 2 * (totals[:, low] * totals[:, high] * gaps).sum(axis=1)
        return 1 - ratio((totals.sum(axis=1) - 1) * (pairs * gaps).sum(axis=1), expected)

    return figure


def _ordinal_alpha(counts: Floats, size: Floats, each: Floats) -> float:
    """Ordinal alpha as interval alpha on mid-ranks, for many levels."""
    totals = counts @ each
    n = float(totals.sum())
    ranks = mid_ranks(totals) - n / 2
    sums, squares = ranks @ counts, np.square(ranks) @ counts
    within = 2 * float(each @ ((size * squares - sums**2) / (size - 1)))
    expected = 2 * (n * float(totals @ np.square(ranks)) - float(totals @ ranks) ** 2)
    return 1 - (n - 1) * within / expected if np.count_nonzero(totals > 0.5) > 1 else float("nan")
