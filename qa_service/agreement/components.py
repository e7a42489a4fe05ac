"""Variance components and intraclass correlations of unbalanced studies, replicates allowed.

Models as in Gwet (2014, ch. 8-10): ``i1a`` one-way by target, ``i1b`` one-way by rater, ``i2i`` / ``i2n``
two-way random with / without interaction (Henderson 1), ``i3i`` / ``i3n`` raters fixed (Henderson 3).
Components are reported as estimated: a negative one is not set to zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import f_quantile

Floats = NDArray[np.float64]
MODELS = ("i1a", "i1b", "i2i", "i2n", "i3i", "i3n")


@dataclass(frozen=True, slots=True)
class Components:
    """Components ``target, rater, interaction, error`` and the inter- and intra-rater correlation.

    A component that the model does not have, or a correlation that cannot be formed, is None. ``ci95`` is the
    interval of the correlation of a one-way model, from the F distribution (Gwet 2014); two-way models have none.
    """

    model: str
    target: float | None
    rater: float | None
    interaction: float | None
    error: float | None
    inter_rater: float | None
    intra_rater: float | None
    withheld: str | None = None
    ci95: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Cell numbers and sums of a targets x raters layout, values centred at the grand mean."""

    counts: Floats
    sums: Floats
    total: float

    @property
    def ratings(self) -> float:
        return float(self.counts.sum())

    def reduction(self, axis: int | None) -> float:
        """Sum of squared totals over their numbers: by cell (None), target (1) or rater (0)."""
        counts = self.counts if axis is None else self.counts.sum(axis=axis)
        sums = self.sums if axis is None else self.sums.sum(axis=axis)
        return float((sums[counts > 0] ** 2 / counts[counts > 0]).sum())


def icc_unbalanced(target: Sequence[object], ratings: Sequence[Sequence[float | None]], model: str) -> Components:
    """Return components of ``model`` from rows of ratings (row x rater) whose target is given per row."""
    if model not in MODELS:
        raise ValueError(f"{model} is not one of {', '.join(MODELS)}")
    layout = _lay_out(target, ratings)
    try:
        return {"i1a": _one_way, "i1b": _one_way, "i2n": _random, "i2i": _random, "i3n": _mixed, "i3i": _mixed}[model](
            layout, model
        )
    except (ZeroDivisionError, np.linalg.LinAlgError):
        reason = "too_few_ratings: the design does not identify every component"
        return Components(model, None, None, None, None, None, None, reason)


def _lay_out(target: Sequence[object], ratings: Sequence[Sequence[float | None]]) -> _Layout:
    index = {name: i for i, name in enumerate(dict.fromkeys(target))}
    values = np.array([[np.nan if v is None else v for v in row] for row in ratings], dtype=np.float64)
    values = values - np.nanmean(values) if np.any(~np.isnan(values)) else values
    rows = np.array([index[name] for name in target])
    counts, sums = np.zeros((len(index), values.shape[1])), np.zeros((len(index), values.shape[1]))
    np.add.at(counts, rows, (~np.isnan(values)).astype(np.float64))
    np.add.at(sums, rows, np.nan_to_num(values))
    used = counts.sum(axis=0) > 0
    return _Layout(counts[:, used], sums[:, used], float(np.nansum(np.square(values))))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def _divide(part: float, whole: float) -> float:
    if abs(whole) < 1e-9:
        raise ZeroDivisionError
    return part / whole


def _one_way(d: _Layout, model: str) -> Components:
    axis = 1 if model == "i1a" else 0
    sizes = d.counts.sum(axis=axis)
    groups = int(np.count_nonzero(sizes))
    error = _divide(d.total - d.reduction(axis), d.ratings - groups)
    # Gwet's published coefficient; in a balanced study it equals the usual one.
    across = 1 - axis
    spread = d.ratings - float(((d.counts**2).sum(axis=across) / d.counts.sum(axis=across)).sum())
    between = _divide(d.reduction(axis) - (groups - 1) * error, spread)
    share = _ratio(between, between + error)
    interval = _one_way_interval(_divide(d.reduction(axis), groups - 1), error, d.ratings, groups)
    if model == "i1a":
        return Components(model, between, None, None, error, share, None, ci95=interval)
    return Components(model, None, between, None, error, None, share, ci95=interval)


def _one_way_interval(between: float, error: float, ratings: float, groups: int) -> tuple[float, float] | None:
    """From the ratio of mean squares between and within groups; their mean size stands for the size of each."""
    if error <= 0:
        return None
    size, df = ratings / groups, (groups - 1, ratings - groups)
    low = between / error / f_quantile(0.975, *df)
    high = between / error * f_quantile(0.975, *df[::-1])
    return (low - 1) / (low + size - 1), (high - 1) / (high + size - 1)


def _random(d: _Layout, model: str) -> Components:
    by_target, by_rater = d.counts.sum(axis=1), d.counts.sum(axis=0)
    targets, raters, cells = len(by_target), len(by_rater), int(np.count_nonzero(d.counts))
    n, squares = d.ratings, d.counts**2
    within_target, within_rater = (squares.sum(axis=1) / by_target).sum(), (squares.sum(axis=0) / by_rater).sum()
    mean = [(by_target**2).sum() / n, (by_rater**2).sum() / n, squares.sum() / n, 1.0]
    # Expected sums of squares, less that of the grand mean, by target, rater, interaction and error.
    rows = [
        ([n, n, n, n], d.total),
        ([n, within_target, within_target, targets], d.reduction(1)),
        ([within_rater, n, within_rater, raters], d.reduction(0)),
    ]
    columns = [0, 1, 3]
    if model == "i2i":
        rows.append(([n, n, n, cells], d.reduction(None)))
        columns = [0, 1, 2, 3]
    left = np.array([row for row, _ in rows])[:, columns] - np.array(mean)[columns]
    solved = np.linalg.solve(left, np.array([value for _, value in rows])).tolist()
    target, rater, error = solved[0], solved[1], solved[-1]
    interaction = solved[2] if model == "i2i" else None
    whole = target + rater + (interaction or 0.0) + error
    intra = target + rater + (interaction or 0.0)
    return Components(model, target, rater, interaction, error, _ratio(target, whole), _ratio(intra, whole))


def _mixed(d: _Layout, model: str) -> Components:
    counts, n = d.counts, d.ratings
    by_target = counts.sum(axis=1)
    raters = counts.shape[1]
    # Targets are absorbed: what is left is a raters x raters system, whatever the number of targets.
    inverse = np.linalg.pinv(np.diag(counts.sum(axis=0)) - (counts.T / by_target) @ counts)
    right = (d.sums - counts * (d.sums.sum(axis=1) / by_target)[:, None]).sum(axis=0)
    additive = d.reduction(1) + float(right @ inverse @ right)
    rank = len(by_target) + raters - 1
    after_raters = additive - d.reduction(0)
    if model == "i3n":
        error = _divide(d.total - additive, n - rank)
        target = _divide(after_raters - (rank - raters) * error, n - raters_trace(counts))
        share = _ratio(target, target + error)
        return Components(model, target, None, None, error, share, share)
    cells = int(np.count_nonzero(counts))
    error = _divide(d.total - d.reduction(None), n - cells)
    fitted = _cell_trace(counts, inverse)
    interaction = _divide(d.reduction(None) - additive - (cells - rank) * error, n - fitted)
    trace = raters_trace(counts)
    target = _divide(after_raters - (rank - raters) * error - (fitted - trace) * interaction, n - trace)
    # Interaction effects sum to zero over the fixed raters, so a part of them belongs to the target.
    target += interaction / raters
    whole = target + interaction + error
    inter = _ratio(target - interaction / (raters - 1), whole) if raters > 1 else None
    return Components(model, target, None, interaction, error, inter, _ratio(target + interaction, whole))


def raters_trace(counts: Floats) -> float:
    """Coefficient of the target component in the reduction by raters."""
    return float(((counts**2).sum(axis=0) / counts.sum(axis=0)).sum())


def _cell_trace(counts: Floats, inverse: Floats) -> float:
    """Coefficient of the interaction component in the reduction by targets and raters together."""
    by_target = counts.sum(axis=1)
    trace = float(((counts**2).sum(axis=1) / by_target).sum())
    for row, size in zip(counts, by_target.tolist(), strict=True):
        reach = np.diag(row) - np.outer(row, row) / size
        trace += float(np.einsum("cj,jk,ck->", reach, inverse, reach))
    return trace
