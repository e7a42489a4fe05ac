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
_LIMIT = 3.841458820694124
_HOPELESS = 40.0
_CLEAR = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Components with their covariance (0 for a component at 0; None: too few ratings), the mean and its variance.

    ``may_be_zero`` tells of which components the likelihood ratio does not exclude 0 (at 5 %).
    """

    components: Floats
    covariance: Floats | None
    may_be_zero: NDArray[np.bool_]
    mean: float
    mean_variance: float


@dataclass(frozen=True, slots=True, eq=False)
class _Climb:
    """The way up: the likelihood, the place of the residual, its least value, and the number of ratings."""

    model: Likelihood
    residual: int
    floor: float
    rows: int

    def top(self, components: Floats, held: int | None = None) -> tuple[Floats, State] | None:
        """Average-information steps on the components off the bound; ``held`` stays where it is."""
        low = np.zeros(len(components))
        state = self.model.state(components)
        for _ in range(_STEPS):
            if components[self.residual] <= self.floor and state.gradient[self.residual] > 0:
                return None
            low[self.residual] = max(self.floor, components[self.residual] / 10)
            free = (components > low) | (state.gradient < 0)
            if held is not None:
                free[held] = False
            step = _newton(state, free)
            gain = -float(state.gradient[free] @ step[free])
            if gain < _CLOSE:
                return components, state
            components, state = self._advance(components, step, low, state, gain)
        return None

    def _advance(
        self, components: Floats, step: Floats, low: Floats, state: State, gain: float
    ) -> tuple[Floats, State]:
        rounding = 1e-12 * max(abs(state.deviance), self.rows)
        length = 1.0
        moved = np.maximum(components + step, low)
        following = self.model.state(moved)
        reached = following.deviance
        while reached > state.deviance + (rounding if gain < 1e-6 else -1e-4 * length * gain) and length > 1e-4:
            length /= 2
            moved = np.maximum(components + length * step, low)
            reached = self.model.deviance(moved)
        if length > 1e-4:
            return moved, following if length == 1 else self.model.state(moved)
        # Far from the top the average information can mislead; this step of the EM kind always climbs.
        moved = np.where(
            step == 0, components, np.maximum(components - components**2 * state.gradient / self.rows, low)
        )
        return moved, self.model.state(moved)

    def may_be_zero(self, components: Floats, se: Floats, deviance: float) -> NDArray[np.bool_]:
        """Whether the likelihood without a component is within the likelihood-ratio limit of the best."""
        found = components <= 0
        for k in np.flatnonzero((components > 0) & (components < _CLEAR * se)).tolist():
            if k == self.residual:
                continue
            without = components.copy()
            without[k] = 0.0
            loss = self.model.deviance(without) - deviance
            # The others may make up for a part of the loss.
            if _LIMIT < loss < _HOPELESS:
                top = self.top(without, held=k)
                loss = loss if top is None else top[1].deviance - deviance
            found[k] = loss < _LIMIT
        return found


def reml(layout: Layout, start: Floats) -> Fit | None:
    """Maximise from ``start``; None when the likelihood has no maximum, or the study is too large to hold."""
    found = cut(layout)
    if found is None:
        return None
    order = found.order
    total = float((layout.values**2).mean())
    climb = _Climb(found.likelihood, order.index(len(order) - 1), _FLOOR * total, len(layout.values))
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            return _fitted(climb, np.maximum(start[order], _START * total), np.argsort(order))
    except (np.linalg.LinAlgError, FloatingPointError, ValueError):
        return None


def _fitted(climb: _Climb, first: Floats, back: NDArray[np.intp]) -> Fit | None:
    top = climb.top(first)
    if top is None:
        return None
    components, state = top
    covariance = _covariance(state, components)
    if covariance is None:
        return Fit(components[back], None, components[back] <= 0, state.mean, state.mean_variance)
    zero = climb.may_be_zero(components, np.sqrt(np.diag(covariance)), state.deviance)
    return Fit(components[back], covariance[np.ix_(back, back)], zero[back], state.mean, state.mean_variance)


def _newton(state: State, free: NDArray[np.bool_]) -> Floats:
    step = np.zeros(len(free))
    curvature = 2 * state.information[np.ix_(free, free)]
    size = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
    values, vectors = np.linalg.eigh(curvature / np.outer(size, size))
    pull = vectors.T @ (state.gradient[free] / size) / np.maximum(values, _RIDGE)
    step[free] = -(vectors @ pull) / size
    return step


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
