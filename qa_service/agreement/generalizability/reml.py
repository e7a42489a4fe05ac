"""Unbalanced studies by restricted maximum likelihood (Patterson and Thompson 1971), components bounded at 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.generalizability.blocks import cut
from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.likelihood import Likelihood, State
from qa_service.agreement.generalizability.observations import Floats

_STEPS = 100
_CLOSE = 1e-14
_FLOOR = 1e-8
_START = 1e-3
_SINGULAR = 1e-9
_RIDGE = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Components with their covariance (0 for a component at 0; None: too few ratings), the mean and its variance."""

    components: Floats
    covariance: Floats | None
    mean: float
    mean_variance: float


def reml(layout: Layout, start: Floats) -> Fit | None:
    """Maximise from ``start``; None when the likelihood has no maximum, or the study is too large to hold."""
    found = cut(layout)
    if found is None:
        return None
    order = found.order
    total = float((layout.values**2).mean())
    first = np.maximum(start[order], _START * total)
    residual = order.index(len(order) - 1)
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            components = _climb(found.likelihood, first, residual, _FLOOR * total, layout)
            if components is None:
                return None
            state = found.likelihood.state(components)
            covariance = _covariance(state, components)
    except (np.linalg.LinAlgError, FloatingPointError, ValueError):
        return None
    back = np.argsort(order)
    placed = None if covariance is None else covariance[np.ix_(back, back)]
    return Fit(components[back], placed, state.mean, state.mean_variance)


def _climb(model: Likelihood, components: Floats, residual: int, floor: float, layout: Layout) -> Floats | None:
    """Average-information steps on the components off the bound; an EM step where one does not help."""
    low = np.zeros(len(components))
    state = model.state(components)
    for _ in range(_STEPS):
        if components[residual] <= floor and state.gradient[residual] > 0:
            return None
        low[residual] = max(floor, components[residual] / 10)
        free = (components > low) | (state.gradient < 0)
        step = _newton(state, free)
        gain = -float(state.gradient[free] @ step[free])
        if gain < _CLOSE:
            return components
        components, state = _advance(model, components, step, low, state, gain, len(layout.values))
    return None


def _newton(state: State, free: NDArray[np.bool_]) -> Floats:
    step = np.zeros(len(free))
    curvature = 2 * state.information[np.ix_(free, free)]
    size = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
    values, vectors = np.linalg.eigh(curvature / np.outer(size, size))
    pull = vectors.T @ (state.gradient[free] / size) / np.maximum(values, _RIDGE)
    step[free] = -(vectors @ pull) / size
    return step


def _advance(
    model: Likelihood, components: Floats, step: Floats, low: Floats, state: State, gain: float, rows: int
) -> tuple[Floats, State]:
    rounding = 1e-12 * max(abs(state.deviance), rows)
    length = 1.0
    moved = np.maximum(components + step, low)
    following = model.state(moved)
    reached = following.deviance
    while reached > state.deviance + (rounding if gain < 1e-6 else -1e-4 * length * gain) and length > 1e-4:
        length /= 2
        moved = np.maximum(components + length * step, low)
        reached = model.deviance(moved)
    if length > 1e-4:
        return moved, following if length == 1 else model.state(moved)
    # Far from the top the average information can mislead; this step of the EM kind always climbs.
    moved = np.maximum(components - components**2 * state.gradient / rows, low)
    return moved, model.state(moved)


def _covariance(state: State, components: Floats) -> Floats | None:
    """Inverse information; None where so few ratings leave some combination of components without any."""
    free = components > 0
    information = state.information[np.ix_(free, free)]
    size = np.sqrt(np.diag(information))
    if not np.all(size > 0):
        return None
    scaled = information / np.outer(size, size)
    if np.linalg.eigvalsh(scaled)[0] < _SINGULAR:
        return None
    covariance = np.zeros((len(free), len(free)))
    covariance[np.ix_(free, free)] = np.linalg.inv(scaled) / np.outer(size, size)
    return covariance
