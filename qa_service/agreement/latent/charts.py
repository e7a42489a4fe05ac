"""How theta, the level shares and the figures of interest move with the free shares of each model.

A set of shares that sums to 1 is described by all but its largest member; members on the edge do not move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.models import Competence, FullConfusion, Model, OneCoin, Shares

Floats = NDArray[np.float64]
EDGE = 1e-3
"""Expected ratings below which a share is on the edge."""


@dataclass(frozen=True, eq=False)
class Chart:
    """Derivatives by the free shares: of theta (rows rater, true, given), of the level shares and of the figures.

    ``curvature`` is what the second derivatives of theta and the smoothing add to the information. The figures are
    one per rater (accuracy or competence), then one per level (its share).
    """

    theta: Floats
    prior: Floats
    curvature: Floats
    figures: Floats


def chart(model: Model, now: Shares, counts: Floats, edge: float = EDGE) -> Chart:
    """Return the chart at fitted shares; ``counts`` are the expected ratings, raters x true x given.

    Shares with fewer than ``edge`` expected ratings do not move.
    """
    if isinstance(model, FullConfusion):
        return _full(model, now, edge)
    if isinstance(model, OneCoin):
        return _coin(model, now, edge)
    if isinstance(model, Competence):
        return _competence(model, now, counts, edge)
    raise TypeError(f"There is no chart for {type(model).__name__}.")


def of_rater(now: Shares, rater: int) -> Shares:
    """Return the shares of one rater, with the level shares where the model has them."""
    parts = tuple(part if part.ndim == 1 else part[rater : rater + 1] for part in now.parts)
    mass = tuple(part if part.ndim == 0 else part[rater : rater + 1] for part in now.mass)
    return Shares(parts, mass)


def simplex(shares: Floats, mass: Floats, edge: float = EDGE) -> Floats:
    """Return d(shares) / d(free shares) for sets of shares along the last axis: one row a share."""
    sets = shares.reshape(-1, shares.shape[-1])
    moves = (shares * mass[..., None] >= edge).reshape(sets.shape)
    top = sets.argmax(axis=1)
    moves[np.arange(len(sets)), top] = False
    rows, columns = np.nonzero(moves)
    out = np.zeros((sets.size, rows.size))
    place = np.arange(rows.size)
    out[rows * sets.shape[1] + columns, place] = 1.0
    out[rows * sets.shape[1] + top[rows], place] = -1.0
    return out


def _full(model: FullConfusion, now: Shares, edge: float) -> Chart:
    theta, prior = now.parts
    raters, levels, _ = theta.shape
    move, shift = simplex(theta, now.mass[0], edge), simplex(prior, now.mass[1], edge)
    accuracy = np.zeros((raters, raters, levels, levels))
    place = np.arange(levels)
    for rater in range(raters):
        accuracy[rater, rater, place, place] = prior
    right = theta[:, place, place] @ shift
    figures = np.block([[accuracy.reshape(raters, -1) @ move, right], [np.zeros((levels, move.shape[1])), shift]])
    return _joined(move, shift, _smoothed(model, theta, move), figures)


def _coin(model: OneCoin, now: Shares, edge: float) -> Chart:
    coin, prior = now.parts
    raters, levels = len(coin), len(prior)
    own, shift = simplex(coin, now.mass[0], edge), simplex(prior, now.mass[1], edge)
    spread = np.zeros((raters, levels, levels, raters, 2))
    place = np.arange(levels)
    for rater in range(raters):
        spread[rater, :, :, rater, 1] = 1 / max(levels - 1, 1)
        spread[rater, place, place, rater] = (1.0, 0.0)
    move = spread.reshape(raters * levels**2, raters * 2) @ own
    zeros = np.zeros((raters, shift.shape[1]))
    figures = np.block([[own[::2], zeros], [np.zeros((levels, own.shape[1])), shift]])
    return _joined(move, shift, _smoothed(model, coin, own), figures)


def _competence(model: Competence, now: Shares, counts: Floats, edge: float) -> Chart:
    knows, habit = now.parts
    raters, levels = habit.shape
    own, style = simplex(knows, now.mass[0], edge), simplex(habit, now.mass[1], edge)
    by_own, by_style = np.zeros((raters, levels, levels, raters, 2)), np.zeros((raters, levels, levels, raters, levels))
    mixed = np.zeros((raters, 2, raters, levels))
    theta = model.tables(now)[0]
    pull = np.divide(counts, theta, out=np.zeros_like(theta), where=theta > 1e-12).sum(axis=1)
    place = np.arange(levels)
    for rater in range(raters):
        by_own[rater, place, place, rater, 0] = 1.0
        by_own[rater, :, :, rater, 1] = habit[rater]
        by_style[rater, :, place, rater, place] = knows[rater, 1]
        mixed[rater, 1, rater] = -pull[rater]
    move = np.hstack([by_own.reshape(-1, raters * 2) @ own, by_style.reshape(-1, raters * levels) @ style])
    cross = own.T @ mixed.reshape(raters * 2, -1) @ style
    curvature = np.block([[_smoothed(model, knows, own), cross], [cross.T, _smoothed(model, habit, style)]])
    figures = np.hstack([own[::2], np.zeros((raters, style.shape[1]))])
    return Chart(move, np.zeros((levels, move.shape[1])), curvature, figures)


def _joined(move: Floats, shift: Floats, bend: Floats, figures: Floats) -> Chart:
    free = move.shape[1] + shift.shape[1]
    theta = np.hstack([move, np.zeros((len(move), shift.shape[1]))])
    prior = np.hstack([np.zeros((len(shift), move.shape[1])), shift])
    curvature = np.zeros((free, free))
    curvature[: len(bend), : len(bend)] = bend
    return Chart(theta, prior, curvature, figures)


def _smoothed(model: Model, shares: Floats, move: Floats) -> Floats:
    """Return what ``smoothing * sum(log share)`` adds to the information."""
    flat = np.maximum(shares.reshape(-1), 1e-12)
    bend: Floats = model.smoothing * (move.T / flat**2) @ move
    return bend
