"""Competence of raters who either know the answer or fall back on a habit: a model of the MACE kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.fitting import Fitted, Options, fitted
from qa_service.agreement.latent.models import Competence, Shares
from qa_service.agreement.latent.result import Mace
from qa_service.agreement.latent.trials import Gold, RepeatedRatings
from qa_service.agreement.ratings import Ratings

Floats = NDArray[np.float64]
_SMOOTHING = 0.01


def mace(
    ratings: Ratings | RepeatedRatings,
    *,
    gold: Gold | None = None,
    smoothing: float | None = None,
    restarts: int = 0,
    seed: int | np.random.Generator | None = None,
    tolerance: float = 1e-10,
    max_iterations: int = 3000,
    intervals: bool = True,
) -> Mace:
    """Return each rater's competence and habits, and the probable true level of each item with its entropy.

    A rater knows the true level with a chance of their own and then gives it; else a level is drawn from the rater's
    habit. All levels are equally likely beforehand (Hovy, Berg-Kirkpatrick, Vaswani and Hovy 2013). EM from a
    majority vote and from ``restarts`` random points, which need a ``seed``; the highest likelihood is kept.
    ``smoothing`` (default 0.01 / levels) is added to each expected count. Other options as in ``dawid_skene``.

    >>> from qa_service.agreement import Scale
    >>> votes = [["y", "y", "n"], ["n", "n", "n"], ["n", "n", "n"], ["y", "y", "n"], ["y", "y", "n"], ["n", "y", "n"]]
    >>> found = mace(Ratings.from_matrix(votes, Scale("binary", ("n", "y")), ["a", "b", "c"]))
    >>> found.competence["a"].value > 0.9, found.competence["c"].value < 0.1
    (True, True)
    """
    levels = len(ratings.scale.levels or ()) or 1
    smooth = _SMOOTHING / levels if smoothing is None else smoothing
    if not 0 <= smooth < np.inf:
        raise ValueError(f"Smoothing is 0 or more, not {smoothing!r}.")
    starts = _starts(len(ratings.raters), levels, restarts, seed)
    options = Options(tolerance, max_iterations, intervals)
    return _result(fitted(ratings, Competence(smooth), gold, options, starts))


def _starts(raters: int, levels: int, restarts: int, seed: int | np.random.Generator | None) -> list[Shares]:
    if restarts < 0:
        raise ValueError(f"Restarts are 0 or more, not {restarts!r}.")
    if restarts and seed is None:
        raise ValueError("Random restarts need a seed, so that the same ratings give the same result.")
    rng = np.random.default_rng(seed)
    mass = np.ones(raters)
    return [
        Shares((rng.dirichlet((2.0, 2.0), raters), rng.dirichlet(np.full(levels, 2.0), raters)), (mass, mass))
        for _ in range(restarts)
    ]


def _result(found: Fitted) -> Mace:
    if found.fit is None:
        habits = np.zeros((len(found.raters), len(found.levels)))
        return Mace(**found.common("mace"), competence=found.without(), habits=habits)
    knows, habits = found.fit.shares.parts
    competence = {rater: found.of_rater(index, float(knows[index, 0])) for index, rater in enumerate(found.raters)}
    return Mace(**found.common("mace"), competence=competence, habits=habits)
