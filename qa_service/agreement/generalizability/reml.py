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
_LEVEL = 1e-10
_DAMPING = (0.0, 0.01, 0.1, 1.0, 10.0, 1e3, 1e6)
_FLOOR = 1e-8
_START = 1e-3
_SINGULAR = 1e-9
_RIDGE = 1e-10
_FLAT = 1e-16
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
    """The way up: the likelihood, the place of the residual, its least value, and the numbers of effects."""

    model: Likelihood
    residual: int
    floor: float
    effects: Floats

    def top(self, components: Floats, held: int | None = None) -> tuple[Floats, State] | None:
        """Damped average-information steps on the components off the bound; ``held`` stays where it is."""
        low = np.zeros(len(components))
        state = self.model.state(components)
        for _ in range(_STEPS):
            if components[self.residual] <= self.floor and state.gradient[self.residual] > 0:
                return None
            low[self.residual] = max(self.floor, components[self.residual] / 10)
            free = (components > low) | (state.gradient < 0)
            if held is not None:
                free[held] = False
            size = np.maximum(components, _START * components.sum())
            step = _newton(state, components, low, free, np.zeros(len(size)))
            gain = -float(state.gradient @ step)
            if gain < _CLOSE or not np.any(np.abs(state.gradient * size)[free] > _LEVEL):
                return components, state
            components, state = self._advance(components, low, state, free, self.effects / size**2)
        return None

    def _advance(
        self, components: Floats, low: Floats, state: State, free: NDArray[np.bool_], scale: Floats
    ) -> tuple[Floats, State]:
        """The least damped step that climbs; much damping makes it one of the EM kind, which always does."""
        rounding = 1e-13 * max(abs(state.deviance), float(self.effects.max()))
        moved, following = components, state
        for damping in _DAMPING:
            moved = np.maximum(components + _newton(state, components, low, free, damping * scale), low)
            following = self.model.state(moved)
            expected = -float(state.gradient @ (moved - components))
            if following.deviance <= state.deviance - 1e-4 * expected + rounding:
                break
        return moved, following

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
    """Maximise from ``start``; None when the likelihood has no maximum, or the study is too large to hold.

    A study with hardly more ratings than components has a likelihood of ridges and several tops: none is taken.
    """
    found = cut(layout) if len(layout.values) > len(layout.terms) + 1 else None
    if found is None:
        return None
    order = found.order
    total = float((layout.values**2).mean())
    effects = np.array([float(len(layout.cells(layout.terms[k].facets))) for k in order])
    climb = _Climb(found.likelihood, order.index(len(order) - 1), _FLOOR * total, effects)
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


def _newton(state: State, components: Floats, low: Floats, free: NDArray[np.bool_], damping: Floats) -> Floats:
    """Step to the lowest point of the damped quadratic; components that would pass a bound stop there."""
    curvature = 2 * state.information + np.diag(damping)
    step, moving = np.zeros(len(free)), free.copy()
    while moving.any():
        pull = state.gradient + curvature[:, ~moving] @ step[~moving]
        step[moving] = -_solve(curvature[np.ix_(moving, moving)], pull[moving])
        beyond = moving & (components + step < low)
        if not beyond.any():
            break
        step[beyond] = (low - components)[beyond]
        moving &= ~beyond
    return step


def _solve(curvature: Floats, pull: Floats) -> Floats:
    """Solve a system that may be singular: directions without curvature are given a little."""
    steep = np.diag(curvature)
    size = np.sqrt(np.maximum(steep, _FLAT * max(float(steep.max()), 1e-100)))
    values, vectors = np.linalg.eigh(curvature / np.outer(size, size))
    found: Floats = vectors @ ((vectors.T @ (pull / size)) / np.maximum(values, _RIDGE)) / size
    return found


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
