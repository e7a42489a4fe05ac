"""Newton's method on the marginal likelihood, first on a coarse grid, then on one that resolves every item."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qa_service.agreement.rasch.categories import Floats, first_guess
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import REACH, Blocks, Derivatives, Grid, Marginal, Parameters, derivatives

_COARSE = 0.5
_FINEST = 4000
_ROUNDS = 100
_STEP = 1e-8
_LARGEST = 50.0
WIDEST = 4.0
_SINGULAR = 1e-11
_FLAT = 0.1


@dataclass(frozen=True, eq=False)
class Marginals:
    """A maximum: parameters, their covariance in the order of ``Parameters.vector``, and how it was reached.

    ``varies`` is False when the items do not differ beyond chance: the best sd is 0.
    """

    model: Marginal
    parameters: Parameters
    covariance: Floats
    log_likelihood: float
    rounds: int
    converged: bool
    varies: bool


def start(design: Design) -> Parameters:
    """Return starting values: equal severities, thresholds of the level shares."""
    low, high = design.steps.bounds()
    span = max(float((high - low).max()), 1.0)
    row = design.cell_row[design.cell]
    guess = first_guess(design.steps, row, design.steps.values[design.level])
    return Parameters(np.zeros(design.n_effects), np.zeros(design.n_groups), guess, float(np.log(1.5 / span)))


def maximise(design: Design, at: Parameters | None = None) -> Marginals:
    """Return the maximum of the marginal likelihood.

    The grid is spaced by the narrowest posterior of an item, which makes the sum over it exact to about 1e-6 of a
    standard error.
    """
    at = at or start(design)
    model = Marginal(design, Grid(_COARSE))
    model = Marginal(design, Grid(min(2 * _spacing(model, at), _COARSE)))
    found = climb(model, at, 1e-3)
    rounds = found.rounds
    for _ in range(4):
        if not found.converged:
            break
        spacing = _spacing(model, found.at)
        model = Marginal(design, Grid(spacing))
        found = climb(model, found.at, _STEP)
        rounds += found.rounds
        if _spacing(model, found.at) >= 0.8 * spacing:
            break
    covariance, definite = _covariance(design, found.derivatives, found.varies)
    good = found.converged and definite
    return Marginals(model, found.at, covariance, found.derivatives.log_likelihood, rounds, good, found.varies)


def _spacing(model: Marginal, at: Parameters) -> float:
    """Return the spacing that resolves the narrowest posterior of an item, in standard deviations of the items.

    Its width comes from the information of the ratings: the grid at hand may be too wide to show it.
    """
    variance = np.concatenate([table.variance for _, table in model.tables(at)])
    information = np.zeros(model.design.n_items)
    for post in model.posteriors(at):
        information[post.part.rows] = np.einsum("iq,iq->i", post.weight, post.part.met @ variance)
    narrowest = 1 / np.sqrt(1 + at.sd**2 * float(information.max(initial=0.0)))
    return float(min(max(1.1 * narrowest, 2 * REACH / _FINEST), 0.35))


@dataclass(frozen=True, eq=False)
class Climb:
    """A maximum on one grid, or where the climb ended."""

    at: Parameters
    derivatives: Derivatives
    rounds: int
    converged: bool
    varies: bool


def climb(model: Marginal, at: Parameters, tolerance: float) -> Climb:
    """Return the maximum on one grid."""
    low, high = model.design.steps.bounds()
    floor = float(np.log(0.02 / max(float((high - low).max()), 1.0)))
    varies = at.log_sd > floor
    found = derivatives(model, at)
    for rounds in range(1, _ROUNDS + 1):
        step = _step(model.design, found, varies)
        if step is None or np.abs(at.vector()).max() > _LARGEST or at.log_sd > WIDEST:
            return Climb(at, found, rounds, False, varies)
        width = float(np.abs(step).max(initial=0.0))
        if width < tolerance and (not varies or found.information[-1, -1] > _FLAT):
            return Climb(at, found, rounds, True, varies)
        if width >= tolerance:
            at, found, moved = _search(model, at, found, step * min(1.0, 2.0 / width))
            if not moved:
                return Climb(at, found, rounds, width < 1e-5, varies)
        if varies and (at.log_sd <= floor or width < tolerance):
            # The likelihood no longer tells this sd from 0.
            at, varies = replace(at, log_sd=floor), False
            found = derivatives(model, at)
    return Climb(at, found, _ROUNDS, False, varies)


def _search(model: Marginal, at: Parameters, found: Derivatives, step: Floats) -> tuple[Parameters, Derivatives, bool]:
    """Halve the step until the likelihood does not fall."""
    slack = 1e-11 * abs(found.log_likelihood)
    for _ in range(30):
        there = at.moved(step)
        value = derivatives(model, there)
        if value.log_likelihood >= found.log_likelihood - slack:
            return there, value, True
        step = step / 2
    return at, found, False


def _step(design: Design, found: Derivatives, varies: bool) -> Floats | None:
    """Return the Newton step, or one with the complete-data information where the surface is not concave."""
    for matrix in (found.information, found.complete):
        scaled = _scaled(_constrained(design, matrix, varies))
        if scaled is not None:
            system, scale = scaled
            right = _project(design, found.gradient, varies) / scale
            step: Floats = np.linalg.solve(system, right).astype(np.float64) / scale
            return _project(design, step, varies)
    return None


def _scaled(system: Floats) -> tuple[Floats, Floats] | None:
    """Return a matrix scaled to a unit diagonal, and the scale; None when it is not definite."""
    scale = np.sqrt(np.maximum(np.abs(np.diag(system)), 1e-300))
    scaled: Floats = system / scale[:, None] / scale
    try:
        pivots = np.diag(np.linalg.cholesky(scaled))
    except np.linalg.LinAlgError:
        return None
    return (scaled, scale) if pivots.min(initial=1.0) ** 2 > _SINGULAR else None


def _project(design: Design, vector: Floats, varies: bool) -> Floats:
    """Take the freedoms out of the effects (their sums are fixed), and the sd when it is at its bound."""
    out: Floats = vector.astype(np.float64)
    n, free = design.n_effects, design.freedom
    out[:n] -= free @ (free.T @ out[:n])
    if not varies:
        out[-1] = 0.0
    return out


def _constrained(design: Design, matrix: Floats, varies: bool) -> Floats:
    out = matrix.copy()
    n, free = design.n_effects, design.freedom
    out[:n] -= free @ (free.T @ out[:n])
    out[:, :n] -= (out[:, :n] @ free) @ free.T
    weight = max(float(np.abs(np.diag(matrix)[:n]).mean()), 1e-12)
    out[:n, :n] += weight * free @ free.T
    if not varies:
        out[-1, :] = out[:, -1] = 0.0
        out[-1, -1] = 1.0
    return out


def _covariance(design: Design, found: Derivatives, varies: bool) -> tuple[Floats, bool]:
    size = Blocks(design).size
    scaled = _scaled(_constrained(design, found.information, varies))
    if scaled is None:
        return np.zeros((size, size)), False
    system, scale = scaled
    full: Floats = np.linalg.inv(system).astype(np.float64) / scale[:, None] / scale
    n, free = design.n_effects, design.freedom
    full[:n] -= free @ (free.T @ full[:n])
    full[:, :n] -= (full[:, :n] @ free) @ free.T
    if not varies:
        full[-1, :] = full[:, -1] = 0.0
    return full, True
