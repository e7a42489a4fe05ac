"""The term of each combination: its value maximises the marginal likelihood of the combination's own ratings.

Items are integrated out, so the error of a term counts what is not known of the items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa_service.agreement.rasch.categories import BLOCK, Chances, Floats, Index, add_up, chances
from qa_service.agreement.rasch.core import Core
from qa_service.agreement.rasch.extremes import ADJUSTMENT, HIGHEST, LOWEST
from qa_service.agreement.rasch.marginal import Marginal
from qa_service.agreement.rasch.saturated import Combined

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_ROUNDS = 60


@dataclass(frozen=True, eq=False)
class Terms:
    """Terms with errors in logits, and what they do to a mean rating in score units."""

    n: Index
    bias: Floats
    se: Floats
    effect: Floats
    effect_se: Floats
    extreme: Index


@dataclass(frozen=True, eq=False)
class _Chunk:
    """Some combinations: a strip is one of their design cells, a pair one of their items.

    ``met`` is pairs x strips; ``base`` the log weights (pairs x points) of the items; ``points`` their measures: one
    row for all, or after joint estimation one point a strip.
    """

    cells: Index
    strip_cell: Index
    strip: Index
    pair: Index
    met: csr_array
    base: Floats
    points: Floats


def terms(core: Core, found: Combined) -> Terms:
    """Return the term of every combination."""
    d, of = found.design, np.flatnonzero(found.cell >= 0)
    cell, value = found.cell[of], d.value[of]
    n = np.bincount(cell, minlength=found.n)
    low, high = d.steps.bounds()
    row = d.cell_row[d.cell[of]]
    at_low = np.bincount(cell[value == low[row]], minlength=found.n) == n
    at_high = np.bincount(cell[value == high[row]], minlength=found.n) == n
    extreme = np.where(at_low, LOWEST, np.where(at_high, HIGHEST, 0))
    totals = add_up(cell, value, found.n) - ADJUSTMENT * extreme
    out = np.zeros((4, found.n))
    solver = _Solver(core, found)
    for chunk in solver.chunks(of):
        out[:, chunk.cells] = solver.solve(chunk, totals[chunk.cells])
    return Terms(n, out[0], out[1], out[2], out[3], extreme)


class _Solver:
    def __init__(self, core: Core, found: Combined) -> None:
        self.core, self.found, self.d = core, found, found.design
        self.severity = self.d.severity(found.at.effects, found.at.means)
        self.cumulative = self.d.steps.spread(found.at.cumulative)
        scores = np.array(core.ratings.scale.scores)[self.d.steps.values.astype(np.intp)]
        self.unit = float(np.abs(scores).max()) or 1.0
        self.scores = scores / self.unit
        self.model = None if core.marginal is None else Marginal(self.d, core.marginal.model.grid)
        self.log_z = np.zeros((self.d.n_cells, 1)) if self.model is None else self.model.log_normaliser(found.at)

    def chunks(self, of: Index) -> Iterator[_Chunk]:
        """Split the ratings so that no combination is cut and the tables stay small."""
        size = self.d.steps.values.size if self.model is None else self.model.grid.size
        order = of[np.argsort(self.found.cell[of], kind="stable")]
        cell = self.found.cell[order]
        ends = [*(np.flatnonzero(np.diff(cell)) + 1).tolist(), order.size]
        start, limit = 0, max(BLOCK // size, 1)
        for i, end in enumerate(ends):
            if end - start >= limit or i == len(ends) - 1:
                yield self.chunk(order[start:end])
                start = end

    def chunk(self, of: Index) -> _Chunk:
        """Join ratings into strips and pairs."""
        from scipy import sparse

        d = self.d
        cells, local = np.unique(self.found.cell[of], return_inverse=True)
        pairs, pair = np.unique(local * d.n_items + d.item[of], return_inverse=True)
        # A joint fit has one point an item, so its strips are single ratings.
        strips, strip = np.unique(d.cell[of], return_inverse=True) if self.model else (d.cell[of], np.arange(of.size))
        own = np.zeros(strips.size, np.intp)
        own[strip] = local
        met = sparse.csr_array(sparse.coo_array((np.ones(of.size), (pair, strip)), shape=(pairs.size, strips.size)))
        base, points = self.weights(pairs % d.n_items, d.item[of])
        return _Chunk(cells, strips, own, pairs // d.n_items, met, base, points)

    def weights(self, pair_item: Index, rating_item: Index) -> tuple[Floats, Floats]:
        """Return the log weights of the items' points, and the points."""
        if self.model is None:
            if self.core.joint is None:
                raise AssertionError
            return np.zeros((pair_item.size, 1)), self.core.joint.items[rating_item][:, None]
        theta = self.found.at.sd * self.model.grid.points
        items, where = np.unique(pair_item, return_inverse=True)
        base = self.d.sums[items, None] * theta - self.d.met[items] @ self.log_z + self.model.grid.log_weight
        return base[where], theta[None, :]

    def solve(self, chunk: _Chunk, totals: Floats) -> Floats:
        """Return terms, errors, effects in score units and their errors, 4 x combinations."""
        bias = np.zeros(chunk.cells.size)
        for _ in range(_ROUNDS):
            expected, information = self.expect(chunk, self.strips(chunk, bias))
            step = np.clip((expected - totals) / information, -1.0, 1.0)
            bias = bias + step
            if np.abs(step).max(initial=0.0) < 1e-9:
                break
        there = self.strips(chunk, bias)
        se = 1 / np.sqrt(self.expect(chunk, there)[1])
        mean, slope = self.scored(chunk, there)
        return np.stack([bias, se, mean - self.scored(chunk, self.strips(chunk, np.zeros(bias.size)))[0], slope * se])

    def strips(self, chunk: _Chunk, bias: Floats) -> Chances:
        """Return the chances of the levels in every strip with the terms added."""
        severity = self.severity[chunk.strip_cell] + bias[chunk.strip]
        cumulative = self.cumulative[self.d.cell_row[chunk.strip_cell]]
        return chances(chunk.points - severity[:, None], cumulative[:, None, :], self.d.steps.values)

    def expect(self, chunk: _Chunk, found: Chances) -> tuple[Floats, Floats]:
        """Return the expected total of each combination and the information on its term."""
        size, log_w = chunk.cells.size, chunk.base
        if self.model is not None:
            log_w = log_w - chunk.met @ (found.log_z - self.log_z[chunk.strip_cell])
        weight = _normalised(log_w)
        mean = chunk.met @ found.mean
        by_pair = (weight * mean).sum(axis=1)
        known = (weight * (chunk.met @ found.variance)).sum(axis=1)
        unknown = (weight * np.square(mean - by_pair[:, None])).sum(axis=1)
        information = add_up(chunk.pair, known - unknown, size)
        # Where the likelihood is not concave a shorter step is a safe one.
        information = np.maximum(information, 0.05 * add_up(chunk.pair, known, size) + 1e-12)
        return add_up(chunk.pair, by_pair, size), information

    def scored(self, chunk: _Chunk, found: Chances) -> tuple[Floats, Floats]:
        """Return the mean expected score, with the items where all ratings put them, and its slope."""
        weight = _normalised(chunk.base)
        expected = chunk.met @ (found.p @ self.scores)
        slope = chunk.met @ ((found.p * (self.d.steps.values - found.mean[..., None])) @ self.scores)
        size = chunk.cells.size
        n = add_up(chunk.pair, np.asarray(chunk.met.sum(axis=1), dtype=np.float64).ravel(), size)
        mean, change = (add_up(chunk.pair, (weight * x).sum(axis=1), size) / n * self.unit for x in (expected, slope))
        return mean, np.abs(change)


def _normalised(log_w: Floats) -> Floats:
    weight: Floats = np.exp(log_w - log_w.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    return weight
