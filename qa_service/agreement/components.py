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

from qa_service.agreement.component_intervals import Part, interval_of
from qa_service.agreement.distributions import f_quantile

Floats = NDArray[np.float64]
MODELS = ("i1a", "i1b", "i2i", "i2n", "i3i", "i3n")


@dataclass(frozen=True, slots=True)
class Components:
    """Components ``target, rater, interaction, error`` and the inter- and intra-rater correlation.

    A component that the model does not have, or a correlation that cannot be formed, is None. ``ci95`` is the
    interval of the one correlation of a one-way model, else of the correlation between raters, from the F distribution
    (Gwet 2014). With interaction it needs more ratings than targets times raters.
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

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        names = ("model", "target", "rater", "interaction", "error", "inter_rater", "intra_rater", "withheld")
        interval = None if self.ci95 is None else list(self.ci95)
        return {name: getattr(self, name) for name in names} | {"ci95": interval}


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
    """Return components of ``model`` from rows of ratings (row x rater) whose target is given per row.

    None and NaN are missing. Raises ValueError for an unknown ``model``, rows of unequal length, another number of
    targets than of rows, and infinite ratings.

    >>> found = icc_unbalanced(["a", "a", "b", "b", "c"], [[1, 2], [2, 2], [4, 5], [5, 4], [3, None]], "i2n")
    >>> round(found.inter_rater, 3)
    0.917
    """
    if model not in MODELS:
        raise ValueError(f"{model} is not one of {', '.join(MODELS)}")
    layout = _lay_out(target, ratings)
    reason = _unfit(layout, model)
    if reason:
        return Components(model, None, None, None, None, None, None, reason)
    try:
        return {"i1a": _one_way, "i1b": _one_way, "i2n": _random, "i2i": _random, "i3n": _mixed, "i3i": _mixed}[model](
            layout, model
        )
    except (ZeroDivisionError, np.linalg.LinAlgError):
        reason = "too_few_ratings: the design does not identify every component"
        return Components(model, None, None, None, None, None, None, reason)


def _lay_out(target: Sequence[object], ratings: Sequence[Sequence[float | None]]) -> _Layout:
    widths = {len(row) for row in ratings}
    if len(target) != len(ratings) or len(widths) > 1:
        raise ValueError("each row of ratings needs a target, and as many ratings as the other rows")
    index = {name: i for i, name in enumerate(dict.fromkeys(target))}
    cells = [[np.nan if v is None else v for v in row] for row in ratings]
    values = np.array(cells, dtype=np.float64).reshape(len(cells), max(widths, default=0))
    if np.isinf(values).any():
        raise ValueError("ratings are finite numbers; None or NaN is missing")
    values = values - np.nanmean(values) if np.any(~np.isnan(values)) else values
    rows = np.array([index[name] for name in target], dtype=np.intp)
    counts, sums = np.zeros((len(index), values.shape[1])), np.zeros((len(index), values.shape[1]))
    np.add.at(counts, rows, (~np.isnan(values)).astype(np.float64))
    np.add.at(sums, rows, np.nan_to_num(values))
    used = np.ix_(counts.sum(axis=1) > 0, counts.sum(axis=0) > 0)
    return _Layout(counts[used], sums[used], float(np.nansum(np.square(values))))


def _unfit(d: _Layout, model: str) -> str | None:
    targets, raters = d.counts.shape
    if not targets:
        return "no_ratings: every rating is missing"
    needed = {"i1a": (2, 1), "i1b": (1, 2)}.get(model, (2, 2))
    if targets < needed[0] or raters < needed[1]:
        return f"too_few_raters_or_items: {targets} targets and {raters} raters"
    return "no_variation: all ratings are equal" if d.total <= 0 else None


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
    inter = _ratio(target, whole)
    interval = _two_way_interval(d, model, inter, error)
    return Components(model, target, rater, interaction, error, inter, _ratio(intra, whole), ci95=interval)


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
        return Components(
            model, target, None, None, error, share, share, ci95=_two_way_interval(d, model, share, error)
        )
    cells = int(np.count_nonzero(counts))
    error = _divide(d.total - d.reduction(None), n - cells)
    fitted = _cell_trace(counts, inverse)
    interaction = _divide(d.reduction(None) - additive - (cells - rank) * error, n - fitted)
    trace = raters_trace(counts)
    target = _divide(after_raters - (rank - raters) * error - (fitted - trace) * interaction, n - trace)
    # Interaction effects sum to zero over the fixed raters, so a part of them belongs to the target.
    target += interaction / raters
    whole = target + interaction + error
    inter = _ratio(target - interaction / (raters - 1), whole)
    interval = _two_way_interval(d, model, inter, error)
    return Components(
        model, target, None, interaction, error, inter, _ratio(target + interaction, whole), ci95=interval
    )


def _two_way_interval(d: _Layout, model: str, rho: float | None, error: float) -> tuple[float, float] | None:
    n, r, total = *d.counts.shape, d.ratings
    by_target, by_rater = d.reduction(1) / (n - 1), d.reduction(0) / (r - 1)
    sampled = r / n if model[1] == "2" else 0.0
    raters = Part(by_rater, r - 1, 0.0, sampled)
    if model[2] == "n":
        rest = Part(error, total - n - r + 1, 1.0, total / n - sampled)
        return interval_of(rho, by_target, n, [raters, rest])
    # The published mean squares divide as if every rater had rated every target.
    replicates = total - n * r
    if replicates <= 0:
        return None
    within = Part((d.total - d.reduction(None)) / replicates, replicates, 0.0, total / n - r)
    between = Part(_interaction(d), (n - 1) * (r - 1), 1.0, r - sampled)
    return interval_of(rho, by_target, n, [raters, between, within], whole_df=True)


def _interaction(d: _Layout) -> float:
    """Mean square of what is left of cell means after those of targets and raters; values are centred."""
    counts, sums = d.counts, d.sums
    means = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
    left = means - (sums.sum(axis=1) / counts.sum(axis=1))[:, None] - sums.sum(axis=0) / counts.sum(axis=0)
    targets, raters = counts.shape
    return float((counts * np.square(left)).sum() / ((targets - 1) * (raters - 1)))


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
