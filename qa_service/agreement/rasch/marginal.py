"""The marginal likelihood: item measures are normal around their mean and integrated out.

``log f = sum over items of log integral prod P(level | theta, cell) N(theta; mean, sd) d theta`` (Bock and Aitkin
1981). The integral is a sum over equally spaced points: for a smooth bell the trapezoidal rule converges faster
than any power of the spacing (Trefethen and Weideman 2014), and one grid serves items with few and many ratings,
where Gauss-Hermite points become too wide for the many.

Gradient and information follow Louis (1982): the information is the expected one of the complete data less the
variance of the complete-data score over what is not seen. Nothing is approximated, covariances included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.rasch.categories import Chances, Floats, Index, blocks, chances
from qa_service.agreement.rasch.design import Design

if TYPE_CHECKING:
    from scipy.sparse import csr_array

REACH = 6.0
"""Half width of the grid in standard deviations of the items."""
_NEGLIGIBLE = 1e-13


@dataclass(frozen=True, eq=False)
class Parameters:
    """Severities and difficulties, means of the item subsets, free cumulative thresholds, sd of the items."""

    effects: Floats
    means: Floats
    cumulative: Floats
    log_sd: float

    @property
    def sd(self) -> float:
        """Standard deviation of the item measures in logits."""
        return float(np.exp(self.log_sd))

    def vector(self) -> Floats:
        """Return all in one vector."""
        return np.concatenate([self.effects, self.means, self.cumulative, [self.log_sd]])

    def moved(self, step: Floats) -> Parameters:
        """Return the parameters after a step in the order of ``vector``."""
        a = self.effects.size
        b = a + self.means.size
        return Parameters(
            self.effects + step[:a], self.means + step[a:b], self.cumulative + step[b:-1], self.log_sd + float(step[-1])
        )


@dataclass(frozen=True, eq=False)
class Part:
    """A run of items with their rows of the design."""

    rows: slice
    met: csr_array
    met_back: csr_array


@dataclass(frozen=True, eq=False)
class Shares:
    """A run of a part, its first item being ``first``, with the cells of each criterion, threshold row and reviewer.

    ``by_rater`` has a row for each reviewer of each item, ``unit_item`` and ``unit_rater``; ``group`` is the subset of
    each item.
    """

    run: slice
    first: int
    met: csr_array
    criteria: list[csr_array]
    rows: list[csr_array]
    by_rater: csr_array
    unit_item: Index
    unit_rater: Index
    group: Index


@dataclass(frozen=True, eq=False)
class Posterior:
    """Weights of the points (items x points) for a run of items, and their log likelihoods."""

    part: Part
    weight: Floats
    log_likelihood: Floats


class Grid:
    """Points and weights of the standard normal distribution with a spacing in standard deviations."""

    def __init__(self, spacing: float) -> None:
        half = max(int(np.ceil(REACH / spacing)), 3)
        self.points: Floats = np.linspace(-REACH, REACH, 2 * half + 1)
        log_weight = -0.5 * self.points**2
        self.log_weight: Floats = log_weight - np.log(np.exp(log_weight).sum())

    @property
    def size(self) -> int:
        """Number of points."""
        return int(self.points.size)


class Marginal:
    """The marginal likelihood of a design on a grid."""

    def __init__(self, design: Design, grid: Grid) -> None:
        self.design, self.grid = design, grid
        self._shares: dict[int, list[Shares]] = {}

    def shares(self, part: Part) -> list[Shares]:
        """Return the runs of a part, small enough for the tables of their scores."""
        if part.rows.start not in self._shares:
            d = self.design
            width = (d.n_criteria + int(d.steps.free.sum()) + 1) * self.grid.size
            runs = blocks(part.met.shape[0], width)
            self._shares[part.rows.start] = [_shares(d, part, run) for run in runs]
        return self._shares[part.rows.start]

    @cached_property
    def parts(self) -> list[Part]:
        """The items in runs whose tables of weights stay small."""
        met = self.design.met
        runs = list(blocks(self.design.n_items, self.grid.size))
        if len(runs) == 1:
            return [Part(runs[0], met, self.design.met_back)]
        cut = [(rows, met[rows.start : rows.stop]) for rows in runs]
        return [Part(rows, part, part.T.tocsr()) for rows, part in cut]

    def tables(self, at: Parameters) -> Iterator[tuple[slice, Chances]]:
        """Yield blocks of cells with their chances at every point: p is cells x points x levels."""
        d = self.design
        theta = at.sd * self.grid.points
        severity, cumulative = d.severity(at.effects, at.means), d.steps.spread(at.cumulative)
        for rows in blocks(d.n_cells, self.grid.size * d.steps.values.size):
            yield (
                rows,
                chances(theta[None, :] - severity[rows, None], cumulative[d.cell_row[rows], None, :], d.steps.values),
            )

    def log_normaliser(self, at: Parameters) -> Floats:
        """Return cells x points."""
        return np.concatenate([table.log_z for _, table in self.tables(at)])

    def posteriors(self, at: Parameters) -> Iterator[Posterior]:
        """Yield the posterior weights of every run of items."""
        log_z = self.log_normaliser(at)
        theta = at.sd * self.grid.points
        for part in self.parts:
            log_w = self.design.sums[part.rows, None] * theta - part.met @ log_z + self.grid.log_weight
            top = log_w.max(axis=1)
            log_w -= top[:, None]
            weight = np.exp(log_w, out=log_w)
            total = weight.sum(axis=1)
            weight /= total[:, None]
            yield Posterior(part, weight, top + np.log(total))

    def fixed_part(self, at: Parameters) -> float:
        """Return the part of the log likelihood that does not depend on the measures of the items."""
        d = self.design
        spread = np.where(d.steps.used, d.steps.spread(at.cumulative), 0.0)
        return -float(d.cell_sums @ d.severity(at.effects, at.means)) - float((d.row_counts * spread).sum())

    def log_likelihood(self, at: Parameters) -> float:
        """Return the marginal log likelihood."""
        return self.fixed_part(at) + float(sum(post.log_likelihood.sum() for post in self.posteriors(at)))

    def item_moments(self, at: Parameters) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of each item's posterior, around the mean of its subset."""
        theta = at.sd * self.grid.points
        mean, square = np.zeros(self.design.n_items), np.zeros(self.design.n_items)
        for post in self.posteriors(at):
            mean[post.part.rows] = post.weight @ theta
            square[post.part.rows] = post.weight @ theta**2
        return mean, np.sqrt(np.maximum(square - mean**2, 0.0))


def _shares(d: Design, part: Part, run: slice) -> Shares:
    from scipy import sparse

    met = part.met if run == slice(0, part.met.shape[0]) else part.met[run.start : run.stop]
    entry = met.tocoo()
    units, unit = np.unique(entry.row.astype(np.intp) * d.n_raters + d.cell_rater[entry.col], return_inverse=True)
    shape = (units.size, met.shape[1])
    by_rater = sparse.csr_array(sparse.coo_array((entry.data, (unit, entry.col)), shape=shape))
    unit_item, unit_rater = np.divmod(units, d.n_raters)
    group = np.zeros(met.shape[0], np.intp)
    group[entry.row] = d.cell_group[entry.col]
    criteria = [_of(met, d.cell_criterion == criterion) for criterion in range(d.n_criteria)]
    rows = [_of(met, d.cell_row == row) for row in range(d.steps.rows)]
    return Shares(run, part.rows.start + run.start, met, criteria, rows, by_rater, unit_item, unit_rater, group)


def _of(met: csr_array, cells: NDArray[np.bool_]) -> csr_array:
    if cells.all():
        return met
    return met.multiply(cells[None, :].astype(np.float64)).tocsr()


class Blocks:
    """Where the parameters stand: effects, subset means, thresholds, log sd."""

    def __init__(self, design: Design) -> None:
        self.effects = design.n_effects
        self.means = self.effects + design.n_groups
        self.size = self.means + int(design.steps.free.sum()) + 1
        rows, columns = np.nonzero(design.steps.free)
        self.rows: Index = rows
        self.columns: Index = columns

    def sparse(self, design: Design) -> csr_array:
        """Return cells x (effects and means): what each cell's severity is made of."""
        from scipy import sparse

        cells = np.arange(design.n_cells)
        parts = [(design.cell_rater, 1.0), (self.effects + design.cell_group, -1.0)]
        if design.n_criteria:
            parts.append((design.n_raters + design.cell_criterion, 1.0))
        where = (np.tile(cells, len(parts)), np.concatenate([column for column, _ in parts]))
        data = np.repeat([sign for _, sign in parts], design.n_cells)
        return sparse.csr_array(sparse.coo_array((data, where), shape=(design.n_cells, self.means)))


@dataclass(frozen=True, eq=False)
class Derivatives:
    """Log likelihood, gradient, complete-data information and observed information."""

    log_likelihood: float
    gradient: Floats
    complete: Floats
    information: Floats


def derivatives(model: Marginal, at: Parameters) -> Derivatives:
    """Return the log likelihood with its gradient and observed information at ``at``."""
    d, where = model.design, Blocks(model.design)
    reach = np.zeros((d.n_cells, model.grid.size))
    total, score_sd, missing = 0.0, 0.0, np.zeros((where.size, where.size))
    theta = at.sd * model.grid.points
    tables = _Means(model, at, where)
    for post in model.posteriors(at):
        reach += post.part.met_back @ post.weight
        total += float(post.log_likelihood.sum())
        score_sd += float(d.sums[post.part.rows] @ (post.weight @ theta))
        missing += _missing(model, post, tables, where, theta)
    gradient, complete = _complete(model, at, reach, where, score_sd)
    # The second derivative of the exponent in log sd is its first.
    complete_information = complete.copy()
    complete[-1, -1] -= gradient[-1]
    return Derivatives(total + model.fixed_part(at), gradient, complete_information, complete - missing)


class _Means:
    """Expected level (cells x points) and expected use of the levels with a free threshold."""

    def __init__(self, model: Marginal, at: Parameters, where: Blocks) -> None:
        d = model.design
        columns = sorted(set(where.columns.tolist()))
        self.mean = np.empty((d.n_cells, model.grid.size))
        self.use = {column: np.empty((d.n_cells, model.grid.size)) for column in columns}
        for rows, table in model.tables(at):
            self.mean[rows] = table.mean
            for column in columns:
                self.use[column][rows] = table.p[..., column]


def _complete(model: Marginal, at: Parameters, reach: Floats, where: Blocks, score_sd: float) -> tuple[Floats, Floats]:
    """Return the gradient and the complete-data information, from the weight that reached each cell and point."""
    d, theta = model.design, at.sd * model.grid.points
    width = d.steps.values.size
    mean, var, var_sd = np.zeros(d.n_cells), np.zeros(d.n_cells), np.zeros(d.n_cells)
    use, cross, cross_sd = (np.zeros((d.n_cells, width)) for _ in range(3))
    joint = np.zeros((d.steps.rows, width, width))
    on_sd = 0.0
    for rows, table in model.tables(at):
        r = reach[rows]
        weighted = table.p * r[..., None]
        off = table.p * (d.steps.values - table.mean[..., None])
        use[rows], mean[rows] = weighted.sum(axis=1), (r * table.mean).sum(axis=1)
        spread = r * table.variance
        var[rows], var_sd[rows] = spread.sum(axis=1), spread @ theta
        cross[rows] = np.einsum("cq,cqk->ck", r, off)
        cross_sd[rows] = np.einsum("cq,cqk->ck", r * theta, off)
        on_sd += float((spread @ theta**2).sum())
        score_sd -= float((r * table.mean) @ theta @ np.ones(r.shape[0]))
        for row in np.unique(d.cell_row[rows]).tolist():
            of = d.cell_row[rows] == row
            flat = table.p[of].reshape(-1, width)
            joint[row] -= weighted[of].reshape(-1, width).T @ flat
    return _gradient(d, where, mean, use, score_sd), _assemble(
        d, where, var, var_sd, cross, cross_sd, joint, use, on_sd
    )


def _gradient(d: Design, where: Blocks, mean: Floats, use: Floats, score_sd: float) -> Floats:
    by_cell = mean - d.cell_sums
    by_row = _by_row(d, use) - d.row_counts
    shares = where.sparse(d).T @ by_cell
    return np.concatenate([shares, by_row[where.rows, where.columns], [score_sd]])


def _by_row(d: Design, by_cell: Floats) -> Floats:
    out = np.zeros((d.steps.rows, by_cell.shape[1]))
    np.add.at(out, d.cell_row, by_cell)
    return out


def _assemble(
    d: Design, where: Blocks, var: Floats, var_sd: Floats, cross: Floats, cross_sd: Floats, joint: Floats,
    use: Floats, on_sd: float,
) -> Floats:  # fmt: skip
    out = np.zeros((where.size, where.size))
    shape = where.sparse(d)
    a = where.means
    out[:a, :a] = (shape.T @ shape.multiply(var[:, None]).tocsr()).toarray()
    out[:a, -1] = out[-1, :a] = -(shape.T @ var_sd)
    # Which cells a threshold belongs to.
    own = (d.cell_row[:, None] == where.rows[None, :]) * cross[:, where.columns]
    out[:a, a:-1] = shape.T @ own
    out[a:-1, :a] = out[:a, a:-1].T
    sd_use = -_by_row(d, cross_sd)[where.rows, where.columns]
    out[a:-1, -1] = out[-1, a:-1] = sd_use
    counts = _by_row(d, use)
    for row in range(d.steps.rows):
        of = np.flatnonzero(where.rows == row)
        columns = where.columns[of]
        inner = joint[row][np.ix_(columns, columns)] + np.diag(counts[row, columns])
        out[np.ix_(a + of, a + of)] = inner
    out[-1, -1] = on_sd
    return out


def _missing(model: Marginal, post: Posterior, tables: _Means, where: Blocks, theta: Floats) -> Floats:
    """Return the variance, over the posterior, of the complete-data score of a run of items."""
    d = model.design
    out = np.zeros((where.size, where.size))
    at = np.r_[d.n_raters : d.n_effects, where.means : where.size]
    far = np.r_[0 : d.n_raters, d.n_effects : where.means]
    for shares in model.shares(post.part):
        dense, sparse = _scores(model, shares, post.weight[shares.run], tables, where, theta)
        out[np.ix_(at, at)] += dense.T @ dense
        mixed = sparse.T @ dense
        out[np.ix_(far, at)] += mixed
        out[np.ix_(at, far)] += mixed.T
        out[np.ix_(far, far)] += (sparse.T @ sparse).toarray()
    return out


def _scores(
    model: Marginal, shares: Shares, weight: Floats, tables: _Means, where: Blocks, theta: Floats
) -> tuple[Floats, csr_array]:
    """Return root-weighted, centred scores at every (item, point): criteria, thresholds and sd; raters and means."""
    from scipy import sparse

    d = model.design
    size = weight.shape[1]
    kept = np.flatnonzero(weight > _NEGLIGIBLE)
    root = np.sqrt(weight.ravel()[kept])

    def centred(score: Floats) -> Floats:
        off = score - np.einsum("iq,iq->i", weight, score)[:, None]
        found: Floats = off.ravel()[kept] * root
        return found

    by_criterion = [met @ tables.mean for met in shares.criteria]
    overall = sum(by_criterion[1:], by_criterion[0]) if by_criterion else shares.met @ tables.mean
    columns = [centred(score) for score in by_criterion]
    for row, column in zip(where.rows.tolist(), where.columns.tolist(), strict=True):
        columns.append(centred(shares.rows[row] @ tables.use[column]))
    columns.append(centred(theta * (d.sums[shares.first : shares.first + weight.shape[0], None] - overall)))
    raters = _by_rater(d, shares, tables.mean, weight, kept, root)
    group = (np.arange(kept.size), shares.group[kept // size])
    means = sparse.coo_array((-centred(overall), group), shape=(kept.size, d.n_groups))
    return np.stack(columns, axis=1), sparse.csr_array(sparse.hstack([raters, means]))


def _by_rater(d: Design, shares: Shares, mean: Floats, weight: Floats, kept: Index, root: Floats) -> csr_array:
    """Return (item, point) x raters: the score of each severity, with only the raters of the item."""
    from scipy import sparse

    items, size = weight.shape
    score = shares.by_rater @ mean
    score -= np.einsum("uq,uq->u", weight[shares.unit_item], score)[:, None]
    place = np.full(items * size, -1, np.intp)
    place[kept] = np.arange(kept.size)
    target = place.reshape(items, size)[shares.unit_item]
    u, q = np.nonzero(target >= 0)
    row = target[u, q]
    data = score[u, q] * root[row]
    return sparse.csr_array(sparse.coo_array((data, (row, shares.unit_rater[u])), shape=(kept.size, d.n_raters)))
