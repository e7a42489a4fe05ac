"""Infit and outfit: do the ratings of a reviewer, criterion or item scatter as the model says?

Marginal fits average the squared residual over the posterior of the item rather than take it at the item's
estimate. Under the model the posterior is the true distribution of the measure given the ratings, so the mean of
the statistic is 1 exactly; at the estimate it is too small, because the ratings in question pulled the estimate
towards them (Wright and Masters 1982 for the statistics, Wilson and Hilferty 1931 for z).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qa_service.agreement.rasch.categories import Chances, Floats, Index, add_up, blocks, chances
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import Marginal, Parameters

_TINY = 1e-200
_LEAST = 0.1


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
    """Return the sums with each rating averaged over the posterior of its item.

    Averaging takes from the spread of a reviewer's or criterion's statistics what the items' measures could still be
    (law of total variance). An item has too few ratings for that: its spread is as if its measure were known, which
    makes its z a little cautious.
    """
    d = model.design
    order = np.argsort(d.item, kind="stable")
    starts = np.searchsorted(d.item[order], np.arange(d.n_items + 1))
    facets = (
        (np.zeros((5, d.n_items)), None),
        (np.zeros((7, d.n_raters)), d.cell_rater),
        (np.zeros((7, max(d.n_criteria, 1))), d.cell_criterion),
    )
    width = max(model.grid.size * d.item.size // max(2 * d.n_items, 1), model.grid.size)
    for post in model.posteriors(at):
        for run in blocks(post.weight.shape[0], width):
            first, last = post.part.rows.start + run.start, post.part.rows.start + run.stop
            ratings = order[starts[first] : starts[last]]
            if ratings.size:
                _add_run(model, at, facets, ratings, first, post.weight[run])
    return Sums(facets[0][0][:5], _less_unknown(facets[1][0]), _less_unknown(facets[2][0]))


def _less_unknown(total: Floats) -> Floats:
    """Take rows 5 and 6 off rows 3 and 4, but no more than their share in the facet as a whole.

    Ratings that do not fit make the measures of their items look vague; that must not pass for a narrow statistic.
    """
    out = total[:5].copy()
    for row, unknown in ((3, total[5]), (4, total[6])):
        whole = max(float(out[row].sum()), _TINY)
        share = max(1 - float(unknown.sum()) / whole, _LEAST)
        out[row] = np.maximum(out[row] - unknown, share * out[row])
    return out


def _add_run(
    model: Marginal, at: Parameters, facets: tuple[tuple[Floats, Index | None], ...], ratings: Index, first: int,
    weight: Floats,
) -> None:  # fmt: skip
    """Add the sums of a run of items, of which ``first`` is the first."""
    from scipy import sparse

    d = model.design
    width = d.steps.values.size
    combos, combo = np.unique(d.cell[ratings] * width + d.level[ratings], return_inverse=True)
    cell, level = np.divmod(combos, width)
    pieces = np.concatenate(
        [_pieces_of(model, at, cell[part], level[part]) for part in _runs(model, combos.size)], axis=1
    )
    item, ones = d.item[ratings] - first, np.ones(ratings.size)
    met = sparse.csr_array(sparse.coo_array((ones, (item, combo)), shape=(weight.shape[0], combos.size)))
    reach = met.T.tocsr() @ weight
    spread = pieces[0] - pieces[1], pieces[2] - 1
    for total, code in facets:
        if code is None:
            total[:, first : first + weight.shape[0]] += np.stack(
                [np.einsum("iq,iq->i", weight, met @ piece) for piece in pieces]
            )
            continue
        size = total.shape[1]
        total[:5] += np.stack([add_up(code[cell], np.einsum("cq,cq->c", reach, piece), size) for piece in pieces])
        units, unit = np.unique(item * size + code[d.cell[ratings]], return_inverse=True)
        of, owner = np.divmod(units, size)
        gather = sparse.csr_array(sparse.coo_array((ones, (unit, combo)), shape=(units.size, combos.size)))
        for row, piece in zip((5, 6), spread, strict=True):
            score, w = gather @ piece, weight[of]
            unknown = np.einsum("uq,uq,uq->u", w, score, score) - np.square(np.einsum("uq,uq->u", w, score))
            total[row] += add_up(owner, unknown, size)


def _runs(model: Marginal, size: int) -> Iterator[slice]:
    return blocks(size, model.grid.size * max(model.design.steps.values.size, 5))


def _pieces_of(model: Marginal, at: Parameters, cell: Index, level: Index) -> Floats:
    """Return the pieces of cells at levels, 5 x cells x points."""
    d = model.design
    distance = at.sd * model.grid.points - d.severity(at.effects, at.means)[cell, None]
    cumulative = d.steps.spread(at.cumulative)[d.cell_row[cell], None, :]
    return _pieces(chances(distance, cumulative, d.steps.values), d.steps.values, d.steps.values[level, None])


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
    # A wide statistic is far from normal: beyond this the cube root would turn small mean squares into large z.
    width = np.minimum(np.where(sound, q, 1.0), math.sqrt(2))
    found: Floats = np.where(sound, (np.cbrt(mean_square) - 1) * 3 / width + width / 3, np.nan)
    return found
