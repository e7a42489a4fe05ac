"""The joint likelihood: every item is a parameter (Wright and Panchapakesan 1969, as in FACETS).

Its severities are too wide by about 1 / (number of ratings of an item); it is here because other programs print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa_service.agreement.rasch.categories import Floats, add_up, chances, first_guess
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import Blocks

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_ROUNDS = 300
_STEP = 1e-10
_LARGEST = 50.0


@dataclass(frozen=True, eq=False)
class Joint:
    """A maximum of the joint likelihood; ``error`` and ``item_error`` take all other measures as known."""

    effects: Floats
    cumulative: Floats
    items: Floats
    error: Floats
    item_error: Floats
    threshold_error: Floats
    log_likelihood: float
    rounds: int
    converged: bool


@dataclass(frozen=True, eq=False)
class _System:
    log_likelihood: float
    item_gradient: Floats
    item_information: Floats
    gradient: Floats
    information: Floats
    cross: csr_array


def maximise_joint(design: Design) -> Joint:
    """Return the maximum of the joint likelihood of a design without extreme elements."""
    where = Blocks(design)
    size = design.n_effects
    items, effects = _start(design), np.zeros(size)
    row = design.cell_row[design.cell]
    cumulative = first_guess(design.steps, row, design.value)
    found = _system(design, where, items, effects, cumulative)
    converged, rounds = False, 0
    while rounds < _ROUNDS:
        rounds += 1
        step, item_step = _newton(design, found)
        width = max(np.abs(step).max(initial=0.0), np.abs(item_step).max(initial=0.0))
        if width < _STEP:
            converged = True
            break
        scale = min(1.0, 2.0 / width)
        for _ in range(30):
            there = items + scale * item_step, effects + scale * step[:size], cumulative + scale * step[size:]
            value = _system(design, where, *there)
            if value.log_likelihood >= found.log_likelihood - 1e-11 * abs(found.log_likelihood):
                break
            scale /= 2
        else:
            break
        (items, effects, cumulative), found = there, value
    largest = max(np.abs(part).max(initial=0.0) for part in (items, effects, cumulative))
    error = 1 / np.sqrt(np.maximum(np.diag(found.information), 1e-300))
    item_error = 1 / np.sqrt(np.maximum(found.item_information, 1e-300))
    return Joint(
        effects, cumulative, items, error[:size], item_error, error[size:],
        found.log_likelihood, rounds, converged and bool(largest < _LARGEST),
    )  # fmt: skip


def _start(design: Design) -> Floats:
    low, high = design.steps.bounds()
    row = design.cell_row[design.cell]
    floor = _by(design, low[row])
    span = np.maximum(_by(design, (high - low)[row]), 1.0)
    share = np.clip((design.sums - floor) / span, 0.02, 0.98)
    start: Floats = np.log(share / (1 - share)) / max(float((high - low).max()), 1.0)
    return start


def _system(design: Design, where: Blocks, items: Floats, effects: Floats, cumulative: Floats) -> _System:
    """Return gradient and information, the items' own part apart: it is diagonal."""
    from scipy import sparse

    d = design
    spread = d.steps.spread(cumulative)[d.cell_row[d.cell]]
    severity = d.severity(effects, np.zeros(d.n_groups))[d.cell]
    found = chances(items[d.item] - severity, spread, d.steps.values)
    taken = np.take_along_axis(spread, d.level[:, None], axis=1)[:, 0]
    fit = float((d.value * (items[d.item] - severity) - taken - found.log_z).sum())
    residual = d.value - found.mean
    off = found.p * (d.steps.values - found.mean[:, None])
    shape = where.sparse(d)[:, : d.n_effects][d.cell]
    n, row = d.item.size, d.cell_row[d.cell]
    own = (row[:, None] == where.rows) * 1.0
    uses, crosses = own * found.p[:, where.columns], own * off[:, where.columns]
    by_item = sparse.csr_array(sparse.coo_array((np.ones(n), (d.item, np.arange(n))), shape=(d.n_items, n)))
    first = shape.multiply(found.variance[:, None]).tocsr()
    hit = own * (d.steps.values[d.level][:, None] == d.steps.values[where.columns])
    gradient = np.concatenate([-(shape.T @ residual), uses.sum(axis=0) - hit.sum(axis=0)])
    both = shape.T @ crosses
    same = -(uses.T @ uses) + np.diag(uses.sum(axis=0))
    information = np.block([[(shape.T @ first).toarray(), both], [both.T, same]])
    cross = sparse.csr_array(-sparse.hstack([by_item @ first, sparse.csr_array(by_item @ crosses)]))
    return _System(fit, _by(d, residual), _by(d, found.variance), gradient, information, cross)


def _by(design: Design, values: Floats) -> Floats:
    return add_up(design.item, values, design.n_items)


def _newton(design: Design, found: _System) -> tuple[Floats, Floats]:
    weight = np.where(found.item_information > 0, found.item_information, 1.0)
    scaled = found.cross.multiply(1 / weight[:, None]).tocsr()
    information = found.information - (found.cross.T @ scaled).toarray()
    gradient = found.gradient - scaled.T @ found.item_gradient
    n, free = design.n_effects, design.freedom
    information[:n, :n] += max(float(np.diag(information)[:n].mean()), 1e-6) * free @ free.T
    step = np.linalg.lstsq(information, gradient, rcond=1e-13)[0]
    step[:n] -= free @ (free.T @ step[:n])
    return step, (found.item_gradient - found.cross @ step) / weight
