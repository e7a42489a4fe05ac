"""Unbalanced studies by restricted maximum likelihood (Patterson and Thompson 1971), components bounded at 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.generalizability.blocks import cut
from qa_service.agreement.generalizability.layout import Layout
from qa_service.agreement.generalizability.likelihood import Likelihood, State
from qa_service.agreement.generalizability.observations import Floats

_STEPS = 200
_CLOSE = 1e-14
_FLOOR = 1e-10
_START = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Components with their covariance (rows and columns of a component at 0 are 0), the mean and its variance."""

    components: Floats
    covariance: Floats
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
        components = _climb(found.likelihood, first, residual, _FLOOR * total, layout)
        state = None if components is None else found.likelihood.state(components)
        if components is None or state is None:
            return None
        covariance = _covariance(state, components)
    except np.linalg.LinAlgError:
        return None
    back = np.argsort(order)
    return Fit(components[back], covariance[np.ix_(back, back)], state.mean, state.mean_variance)


def _climb(model: Likelihood, components: Floats, residual: int, floor: float, layout: Layout) -> Floats | None:
    """Average-information steps on the components off the bound; an EM step where one does not help."""
    low = np.zeros(len(components))
    low[residual] = floor
    state = model.state(components)
    for _ in range(_STEPS):
        free = (components > low) | (state.gradient < 0)
        step = _newton(state, free)
        gain = -float(state.gradient[free] @ step[free])
        if gain < _CLOSE:
            return None if components[residual] <= floor else components
        components, state = _advance(model, components, step, low, state, gain, len(layout.values))
    return None


def _newton(state: State, free: NDArray[np.bool_]) -> Floats:
    step = np.zeros(len(free))
    curvature = 2 * state.information[np.ix_(free, free)]
    size = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
    scaled = curvature / np.outer(size, size) + 1e-12 * np.eye(len(size))
    step[free] = -np.linalg.solve(scaled, state.gradient[free] / size) / size
    return step


def _advance(
    model: Likelihood, components: Floats, step: Floats, low: Floats, state: State, gain: float, rows: int
) -> tuple[Floats, State]:
    rounding = 1e-12 * max(abs(state.deviance), rows)
    length = 1.0
    while length > 1e-4:
        moved = np.maximum(components + length * step, low)
        if model.deviance(moved) <= state.deviance + (rounding if gain < 1e-6 else -1e-4 * length * gain):
            return moved, model.state(moved)
        length /= 2
    # Far from the top the average information can mislead; this step of the EM kind always climbs.
    moved = np.maximum(components - components**2 * state.gradient / rows, low)
    return moved, model.state(moved)


def _covariance(state: State, components: Floats) -> Floats:
    free = components > 0
    covariance = np.zeros((len(free), len(free)))
    covariance[np.ix_(free, free)] = np.linalg.inv(state.information[np.ix_(free, free)])
    return covariance
