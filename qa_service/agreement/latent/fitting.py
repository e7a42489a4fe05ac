"""From ratings to a fitted model and back to names: what the public functions of this package share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.checks import rater_groups, refusal, warnings
from qa_service.agreement.latent.columns import Columns
from qa_service.agreement.latent.em import Fit, run
from qa_service.agreement.latent.information import Variances, share_figure, variances
from qa_service.agreement.latent.models import Model, Shares, penalty
from qa_service.agreement.latent.trials import Gold, RepeatedRatings, gold_codes
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
Labels = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Options:
    """How far to iterate and whether to form intervals."""

    tolerance: float
    max_iterations: int
    intervals: bool

    def __post_init__(self) -> None:
        if not self.tolerance > 0:
            raise ValueError(f"The tolerance is above 0, not {self.tolerance!r}.")
        if self.max_iterations < 1:
            raise ValueError(f"At least one iteration is needed, not {self.max_iterations!r}.")


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted model with the names of its parts; ``fit`` is None when ``withheld`` says why."""

    ratings: RepeatedRatings
    columns: Columns
    groups: NDArray[np.intp]
    anchored: NDArray[np.bool_]
    fit: Fit | None
    theta: Floats
    prior: Floats
    spread: Variances
    withheld: str | None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the scale."""
        return self.ratings.scale.levels or ()

    @property
    def raters(self) -> tuple[str, ...]:
        """The names of the raters."""
        return self.ratings.raters

    def common(self, name: str) -> dict[str, Any]:
        """Return the fields that all results have."""
        fit = self.fit
        posterior, labels = _items(self.columns, fit)
        return {
            "model": name,
            "levels": self.levels,
            "raters": self.raters,
            "items": () if fit is None else self.ratings.items,
            "posterior": posterior,
            "labels": labels,
            "log_likelihood": None if fit is None else fit.last.log_likelihood,
            "iterations": 0 if fit is None else fit.iterations,
            "converged": fit is not None and fit.converged,
            "change": None if fit is None else fit.change,
            "path": () if fit is None else fit.path,
            "warnings": () if fit is None else self._warnings(fit),
            "withheld": self.withheld,
        }

    def _warnings(self, fit: Fit) -> tuple[str, ...]:
        notes = warnings(self.ratings, self.groups)
        if fit.converged:
            return notes
        return (*notes, f"not_converged: after {fit.iterations} passes a share or posterior moved by {fit.change:.2g}")

    def without(self) -> dict[str, Figure]:
        """Return a withheld figure per rater."""
        return {rater: Figure(None, withheld=self.withheld) for rater in self.raters}

    def of_rater(self, rater: int, value: float, coverage: float | None = None) -> Figure:
        """Return one rater's figure with its interval, or why there is none."""
        own = self.ratings.codes[self.ratings.owner == rater]
        n = int(np.count_nonzero(own >= 0))
        if n == 0:
            return Figure(None, withheld="no_ratings: this rater rated nothing")
        if np.count_nonzero(self.groups == self.groups[rater]) < 2 and not self.anchored[rater]:
            return Figure(None, n=n, withheld="disconnected: this rater shares no item with another")
        return figure(self, rater, value, n, coverage)


def fitted(
    ratings: Ratings | RepeatedRatings,
    model: Model,
    gold: Gold | None,
    options: Options,
    starts: Sequence[Shares] = (),
) -> Fitted:
    """Fit from a majority vote and from each of ``starts``; the highest likelihood is kept."""
    trials = RepeatedRatings.of(ratings)
    known = _usable(gold_codes(gold, trials), trials)
    why = refusal(trials, known)
    empty = np.zeros(0)
    if why is not None:
        columns = Columns(trials.codes[:, :0], trials.owner, len(trials.raters), len(trials.scale.levels or ()))
        none = np.zeros(0, dtype=np.intp)
        return Fitted(trials, columns, none, none > 0, None, empty, empty, Variances((), ""), why)
    columns = Columns.of(trials, known)
    fit = run(columns, model, options.tolerance, options.max_iterations)
    for start in starts:
        other = run(columns, model, options.tolerance, options.max_iterations, start)
        if _height(model, other) > _height(model, fit) + 1e-9 * abs(_height(model, fit)):
            fit = other
    theta, prior = model.tables(fit.shares)
    spread = _spread(columns, model, fit, options)
    return Fitted(trials, columns, rater_groups(trials), _anchored(trials, known), fit, theta, prior, spread, None)


def figure(found: Fitted, place: int, value: float, n: int, coverage: float | None = None) -> Figure:
    """Return figure number ``place`` of the model's chart, a share, with its interval."""
    variance = found.spread.values[place] if place < len(found.spread.values) else None
    method = found.spread.method
    if variance is None and found.spread.values:
        method = method if method.startswith("no interval") else "no interval: the information is singular"
    return share_figure(value, variance, n, method, coverage)


def _spread(columns: Columns, model: Model, fit: Fit, options: Options) -> Variances:
    if not options.intervals:
        return Variances((), "no interval asked for")
    if not fit.converged:
        return Variances((), "no interval: not converged")
    return variances(columns, model, fit)


def _height(model: Model, fit: Fit) -> float:
    return fit.last.log_likelihood + penalty(model, fit.shares)


def _usable(gold: Labels | None, ratings: RepeatedRatings) -> Labels | None:
    """Forget known levels of items that nobody rated: they say nothing about anybody."""
    if gold is None:
        return None
    rated = ratings.codes.max(axis=0, initial=-1) >= 0
    return np.where(rated, gold, np.int16(-1)).astype(np.int16)


def _anchored(ratings: RepeatedRatings, gold: Labels | None) -> NDArray[np.bool_]:
    """Return which raters rated an item whose level is known."""
    out = np.zeros(len(ratings.raters), dtype=bool)
    if gold is not None:
        np.logical_or.at(out, ratings.owner, (ratings.codes[:, gold >= 0] >= 0).any(axis=1))
    return out


def _items(columns: Columns, fit: Fit | None) -> tuple[Floats, Labels]:
    """Return posterior (items x levels) and most probable level, -1 for items without a rating."""
    if fit is None:
        return np.zeros((0, columns.levels)), np.zeros(0, dtype=np.int16)
    labels = np.empty(columns.size, dtype=np.int16)
    for start in range(0, columns.size, 1 << 14):
        labels[start : start + (1 << 14)] = fit.posterior[:, start : start + (1 << 14)].argmax(axis=0)
    labels[~columns.rated] = -1
    if columns.origin is None:
        return fit.posterior.T, labels
    return fit.posterior.T[columns.origin], labels[columns.origin]
