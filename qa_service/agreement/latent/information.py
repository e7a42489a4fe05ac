"""How sure the shares are: the observed information of the fitted model, and what follows for figures made of shares.

The information is minus the second derivative of the log-likelihood of the ratings, that of the complete data less
what the missing truth takes away (Louis 1982). It is formed in the free shares: of each set that sums to 1 the largest
is left out, and shares on the edge (almost no expected rating) are taken as known. Of many items an evenly spaced part
is used and scaled up. Intervals are exact binomial ones at the effective number of ratings (Korn and Graubard 1998), so
that they stay within 0 and 1 and do not collapse at the edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.distributions import beta_quantile
from qa_service.agreement.latent.charts import EDGE, Chart, chart, of_rater, simplex
from qa_service.agreement.latent.columns import Columns
from qa_service.agreement.latent.em import Fit
from qa_service.agreement.latent.models import Model
from qa_service.agreement.latent.sweep import posteriors
from qa_service.agreement.result import Figure, Interval

Floats = NDArray[np.float64]
_MOST_ITEMS = 20_000
_WORK = 1e10
_MOST_ROWS = 1500
_SINGULAR = 1e-5


@dataclass(frozen=True, eq=False)
class Variances:
    """Variance of each figure of the model's chart, None where the information is singular; and how it was found."""

    values: tuple[float | None, ...]
    method: str


@dataclass(frozen=True, eq=False)
class _Sample:
    """Items for the information: ``held`` are their posteriors, ``scale`` how many items one stands for."""

    columns: Columns
    held: Floats
    scale: float

    @property
    def edge(self) -> float:
        """Expected ratings of all items below which a share is taken as known: 1 in the sample if that is a part."""
        return EDGE if self.scale == 1 else self.scale


def variances(columns: Columns, model: Model, fit: Fit) -> Variances:
    """Return the variances of the figures: one per rater, then one per level where the model has level shares."""
    if columns.levels**2 > _MOST_ROWS:
        return Variances((None,) * (columns.raters + columns.levels), "no interval: too many levels")
    rows = columns.raters * columns.levels**2 + columns.levels
    together = rows <= _MOST_ROWS
    sample = _sample(columns, model, fit, rows if together else columns.levels**2)
    used = "" if sample.scale == 1 else f" of {sample.columns.size} evenly spaced items"
    method = f"observed information{used} (Louis 1982), exact interval at the effective number (Korn and Graubard 1998)"
    if together:
        return Variances(_together(sample, model, fit), method)
    each = [_alone(sample, model, fit, rater) for rater in range(columns.raters)]
    return Variances(
        (*each, *_of_levels(sample, model.tables(fit.shares)[1])), f"{method}; other raters taken as known"
    )


def _sample(columns: Columns, model: Model, fit: Fit, rows: int) -> _Sample:
    part = columns.sample(int(min(_MOST_ITEMS, max(_WORK / rows**2, 5 * rows))))
    scale = columns.rated_items / max(part.rated_items, 1.0)
    return _Sample(part, posteriors(part, *model.tables(fit.shares)), scale)


def _together(sample: _Sample, model: Model, fit: Fit) -> tuple[float | None, ...]:
    theta, prior = model.tables(fit.shares)
    found = chart(model, fit.shares, fit.last.counts, sample.edge)
    return _of_chart(sample, _moments(sample.columns, theta, prior, sample.held), found)


def _alone(sample: _Sample, model: Model, fit: Fit, rater: int) -> float | None:
    """Return the variance of one rater's figure when everything else is known."""
    shares = of_rater(fit.shares, rater)
    theta, prior = model.tables(shares)
    found = chart(model, shares, fit.last.counts[rater : rater + 1], sample.edge)
    own = np.flatnonzero(found.theta.any(axis=0))
    alone = Chart(found.theta[:, own], found.prior[:, own], found.curvature[np.ix_(own, own)], found.figures[:1, own])
    return _of_chart(sample, _moments(sample.columns.of_rater(rater), theta, prior, sample.held), alone)[0]


def _of_levels(sample: _Sample, prior: Floats) -> tuple[float | None, ...]:
    weight = 1.0 if sample.columns.weight is None else sample.columns.weight
    scores = sample.held * _inverse_of(prior)[:, None]
    move = simplex(prior, np.asarray(sample.columns.rated_items))
    return _of_figures(sample.scale * move.T @ ((scores * weight) @ scores.T) @ move, move)


def _of_chart(sample: _Sample, moments: tuple[Floats, Floats], found: Chart) -> tuple[float | None, ...]:
    """Use Louis' information; of a part of the items, when that is not positive, the scores' (Meilijson 1989)."""
    outer, within = moments
    from scipy import sparse

    move = sparse.csr_array(np.concatenate([found.theta, found.prior]))
    scores = sample.scale * (move.T @ (move.T @ outer).T)
    louis = scores - sample.scale * (move.T @ (move.T @ within).T) + found.curvature
    values = _of_figures(louis, found.figures)
    if None in values and sample.scale > 1:
        return _of_figures(scores, found.figures)
    return values


def _of_figures(information: Floats, figures: Floats) -> tuple[float | None, ...]:
    """Return ``f' information^-1 f`` of each row f, or None for all when the matrix is not positive definite."""
    size = np.sqrt(np.abs(np.diag(information)))
    if not size.all():
        return (None,) * len(figures)
    try:
        lower = np.linalg.cholesky(information / size[:, None] / size)
    except np.linalg.LinAlgError:
        return (None,) * len(figures)
    if np.diag(lower).min(initial=1.0) < _SINGULAR:
        return (None,) * len(figures)
    from scipy.linalg import solve_triangular

    half = solve_triangular(lower, (figures / size).T, lower=True)
    return tuple(float(value) for value in np.square(half).sum(axis=0))


def share_figure(value: float, variance: float | None, n: int, method: str, coverage: float | None) -> Figure:
    """Return a share with its interval; ``n`` bounds the effective number of ratings."""
    value = min(max(value, 0.0), 1.0)
    if variance is None or n <= 0:
        return Figure(value, method=method, n=n, coverage=coverage)
    se = math.sqrt(max(variance, 0.0))
    room = value * (1 - value)
    effective = min(n, room / variance) if variance > 0 and room > 0 else n
    return Figure(value, se, _exact(value, effective), method, n, coverage=coverage)


def _exact(value: float, n: float) -> Interval:
    hits = value * n
    low = 0.0 if hits <= 1e-9 else beta_quantile(0.025, hits, n - hits + 1)
    high = 1.0 if n - hits <= 1e-9 else beta_quantile(0.975, hits + 1, n - hits)
    return min(low, value), max(high, value)


def _moments(columns: Columns, theta: Floats, prior: Floats, held: Floats) -> tuple[Floats, Floats]:
    """Return the sums over items of ``s s'`` and of ``(second derivative of L) / L``, s the derivative of log L.

    By theta (raters*true*given) and the level shares; their difference is minus the second derivative of log L.
    """
    raters, levels, _ = theta.shape
    rows = raters * levels + 1
    outer, within = np.zeros((levels * rows, levels * rows)), np.zeros((levels, rows, rows))
    for part, block in columns.blocks():
        counts = np.asarray(block.toarray() if hasattr(block, "toarray") else block)
        counts = np.concatenate([counts, np.ones((1, counts.shape[1]))])
        root = np.sqrt(held[:, part] if columns.weight is None else held[:, part] * columns.weight[part])
        half = root[:, None, :] * counts
        scores = (half * np.sqrt(held[:, None, part])).reshape(-1, counts.shape[1])
        # NumPy knows x @ x.T and does half the work.
        outer += scores @ scores.T
        for level in range(levels):
            within[level] += half[level] @ half[level].T - np.diag((half[level] * root[level]).sum(axis=1))
    inverse = _inverse_of(theta).transpose(1, 0, 2).reshape(levels, rows - 1)
    flat = np.concatenate([inverse, _inverse_of(prior)[:, None]], axis=1).reshape(-1)
    square = flat[:, None] * flat
    order = np.ix_(*[_rater_major(raters, levels)] * 2)
    return (outer * square)[order], (_block_diagonal(within) * square)[order]


def _block_diagonal(blocks: Floats) -> Floats:
    number, rows, _ = blocks.shape
    out = np.zeros((number, rows, number, rows))
    place = np.arange(number)
    out[place, :, place, :] = blocks
    return out.reshape(number * rows, number * rows)


def _rater_major(raters: int, levels: int) -> NDArray[np.intp]:
    """Order from (true, rater*given + 1) to (rater, true, given) followed by the level shares."""
    place = np.arange(levels * (raters * levels + 1)).reshape(levels, -1)
    theta = place[:, :-1].reshape(levels, raters, levels).transpose(1, 0, 2)
    return np.concatenate([theta.reshape(-1), place[:, -1]])


def _inverse_of(shares: Floats) -> Floats:
    return np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 1e-12)
