"""Infit and outfit: do the ratings of a reviewer, criterion or item scatter as the model says?

Marginal fits average the squared residual over the posterior of the item rather than take it at the item's
estimate. Under the model the posterior is the true distribution of the measure given the ratings, so the mean of
the statistic is 1 exactly; at the estimate it is too small, because the ratings in question pulled the estimate
towards them (Wright and Masters 1982 for the statistics, Wilson and Hilferty 1931 for z).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa_service.agreement.rasch.categories import Chances, Floats, Index, add_up, blocks, chances
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import Marginal, Parameters

_TINY = 1e-200


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums by item, rater and criterion of: squared residual, variance, z squared, spread of each of the two."""

    items: Floats
    raters: Floats
    criteria: Floats


def _pieces(found: Chances, values: Floats, level: Floats) -> Floats:
    """Return 5 x shape: residual squared, variance, z squared, C - V squared, C / V squared - 1."""
    off = values - found.mean[..., None]
    fourth = np.einsum("...k,...k->...", found.p, np.square(np.square(off)))
    variance = np.maximum(found.variance, _TINY)
    residual = np.square(level - found.mean)
    kurtosis = np.divide(fourth, np.square(variance), out=np.ones_like(variance), where=variance > 1e-100)
    return np.stack([residual, variance, residual / variance, fourth - np.square(found.variance), kurtosis - 1])


def marginal_sums(model: Marginal, at: Parameters) -> Sums:
    """Return the sums with each rating averaged over the posterior of its item."""
    from scipy import sparse

    d = model.design
    theta, width = at.sd * model.grid.points, d.steps.values.size
    severity, cumulative = d.severity(at.effects, at.means), d.steps.spread(at.cumulative)
    combos, combo = np.unique(d.cell * width + d.level, return_inverse=True)
    cell, level = np.divmod(combos, width)
    by_item, by_combo = np.zeros((5, d.n_items)), np.zeros((5, combos.size))
    shape = (d.n_items, combos.size)
    met = sparse.csc_array(sparse.coo_array((np.ones(d.item.size), (d.item, combo)), shape=shape))
    for post in model.posteriors(at):
        of = post.part.rows
        part = met if of == slice(0, d.n_items) else met.tocsr()[of.start : of.stop].tocsc()
        for run in blocks(combos.size, model.grid.size * max(width, 5)):
            cells = cell[run]
            found = chances(theta - severity[cells, None], cumulative[d.cell_row[cells], None, :], d.steps.values)
            pieces = _pieces(found, d.steps.values, d.steps.values[level[run], None])
            some = part[:, run.start : run.stop].tocsr()
            reach = some.T @ post.weight
            for k, piece in enumerate(pieces):
                by_item[k, of] += np.einsum("iq,iq->i", post.weight, some @ piece)
                by_combo[k, run] += np.einsum("cq,cq->c", reach, piece)
    return _by_facet(d, by_item, by_combo, cell)


def joint_sums(design: Design, items: Floats, effects: Floats, cumulative: Floats) -> Sums:
    """Return the sums at the estimates, as FACETS prints them."""
    d = design
    distance = items[d.item] - d.severity(effects, np.zeros(d.n_groups))[d.cell]
    found = chances(distance, d.steps.spread(cumulative)[d.cell_row[d.cell]], d.steps.values)
    pieces = _pieces(found, d.steps.values, d.value)
    by_item = np.stack([add_up(d.item, piece, d.n_items) for piece in pieces])
    return _by_facet(d, by_item, pieces, d.cell)


def _by_facet(d: Design, by_item: Floats, pieces: Floats, cell: Index) -> Sums:
    raters = np.stack([add_up(d.cell_rater[cell], piece, d.n_raters) for piece in pieces])
    criteria = np.stack([add_up(d.cell_criterion[cell], piece, max(d.n_criteria, 1)) for piece in pieces])
    return Sums(by_item, raters, criteria)


def fit_statistics(sums: Floats, n: Index) -> Floats:
    """Return 4 x elements: infit, infit z, outfit, outfit z; NaN without ratings."""
    residual, variance, z2, spread, kurtosis = sums
    some = (n > 0) & (variance > _TINY)
    count, total = np.where(some, n, 1), np.where(some, variance, 1.0)
    infit, outfit = residual / total, z2 / count
    infit_q = np.sqrt(np.maximum(spread, 0.0)) / total
    outfit_q = np.sqrt(np.maximum(kurtosis, 0.0)) / count
    found = np.stack([infit, _wilson_hilferty(infit, infit_q), outfit, _wilson_hilferty(outfit, outfit_q)])
    found[:, ~some] = np.nan
    return found


def _wilson_hilferty(mean_square: Floats, q: Floats) -> Floats:
    """Return the standardised mean square; NaN where it has no spread (ratings that could not have differed)."""
    sound = q > 1e-9
    width = np.where(sound, q, 1.0)
    found: Floats = np.where(sound, (np.cbrt(mean_square) - 1) * 3 / width + width / 3, np.nan)
    return found
