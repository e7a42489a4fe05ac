"""Newton's method on the marginal likelihood, first on a coarse grid, then on one that resolves every item."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qa_service.agreement.rasch.categories import Floats, first_guess
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import Blocks, Derivatives, Grid, Marginal, Parameters, derivatives

_COARSE = 0.5
_FINEST = 4000
_ROUNDS = 100
_STEP = 1e-8
_LARGEST = 50.0


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
    model = Marginal(design, Grid(_COARSE))
    at, _, rounds, good, varies = _climb(model, at or start(design), 1e-3)
    for _ in range(4):
        spacing = _spacing(model, at)
        if spacing >= 0.999 * model.grid.points[1] - 0.999 * model.grid.points[0] and rounds and model.grid.size > 60:
            break
        model = Marginal(design, Grid(spacing))
        at, found, more, good, varies = _climb(model, at, _STEP)
        rounds += more
        if _spacing(model, at) >= 0.8 * spacing:
            break
    else:
        found = derivatives(model, at)
    covariance, definite = _covariance(design, found, varies)
    size = float(np.abs(at.vector()).max(initial=0.0))
    return Marginals(model, at, covariance, found.log_likelihood, rounds, good and definite and size < _LARGEST, varies)


def _spacing(model: Marginal, at: Parameters) -> float:
    _, sd = model.item_moments(at)
    narrowest = float((sd / at.sd).min(initial=1.0))
    return min(max(narrowest, 13.0 / _FINEST), 0.35)


def _climb(model: Marginal, at: Parameters, tolerance: float) -> tuple[Parameters, Derivatives, int, bool, bool]:
    """Return the maximum on one grid, the derivatives there, rounds, success and whether the items vary."""
    low, high = model.design.steps.bounds()
    floor = float(np.log(0.02 / max(float((high - low).max()), 1.0)))
    varies = at.log_sd > floor
    found = derivatives(model, at)
    for rounds in range(1, _ROUNDS + 1):
        step = _step(model.design, found, varies)
        if np.abs(step).max(initial=0.0) < tolerance:
            return at, found, rounds, True, varies
        step *= min(1.0, 2.0 / float(np.abs(step).max()))
        at, found, moved = _search(model, at, found, step)
        if not moved:
            return at, found, rounds, bool(np.abs(step).max() < 1e-5), varies
        if varies and at.log_sd <= floor:
            at, varies = replace(at, log_sd=floor), False
            found = derivatives(model, at)
    return at, found, _ROUNDS, False, varies


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


def _step(design: Design, found: Derivatives, varies: bool) -> Floats:
    """Return the Newton step, or one with the complete-data information where the surface is not concave."""
    for matrix in (found.information, found.complete):
        system = _constrained(design, matrix, varies)
        try:
            np.linalg.cholesky(system)
        except np.linalg.LinAlgError:
            continue
        return _project(design, np.linalg.solve(system, _project(design, found.gradient, varies)), varies)
    return np.zeros(found.gradient.size)


def _project(design: Design, vector: Floats, varies: bool) -> Floats:
    """Take the freedoms out of the effects (their sums are fixed), and the sd when it is at its bound."""
    out = vector.copy()
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
    system = _constrained(design, found.information, varies)
    size = Blocks(design).size
    scale = np.sqrt(np.maximum(np.abs(np.diag(system)), 1e-300))
    try:
        factor = np.linalg.cholesky(system / scale[:, None] / scale)
    except np.linalg.LinAlgError:
        return np.zeros((size, size)), False
    definite = bool(np.diag(factor).min() ** 2 > 1e-11)
    inverse = np.linalg.inv(factor) / scale
    full = inverse.T @ inverse
    n, free = design.n_effects, design.freedom
    full[:n] -= free @ (free.T @ full[:n])
    full[:, :n] -= (full[:, :n] @ free) @ free.T
    if not varies:
        full[-1, :] = full[:, -1] = 0.0
    return full, definite
