"""The truth behind ratings by reviewers who err each in their own way: the model of Dawid and Skene."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.latent.fitting import Fitted, Options, figure, fitted
from qa_service.agreement.latent.models import FullConfusion, OneCoin
from qa_service.agreement.latent.result import DawidSkene
from qa_service.agreement.latent.trials import Gold, RepeatedRatings
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
_UNSEEN = 1e-3


def dawid_skene(
    ratings: Ratings | RepeatedRatings,
    *,
    gold: Gold | None = None,
    smoothing: float = 0.0,
    tolerance: float = 1e-10,
    max_iterations: int = 3000,
    intervals: bool = True,
) -> DawidSkene:
    """Return the probable true level of each item, the level shares, and a confusion matrix per rater.

    Maximum likelihood by EM from the shares of votes (Dawid and Skene 1979), run until neither a share nor a posterior
    moves by ``tolerance``; ``max_iterations`` bounds the passes, and an unfinished fit says so and has no intervals.
    ``gold`` gives known levels, by item name or as one code per item (-1 unknown), which the fit cannot change.
    ``smoothing`` (0 or more) is added to each expected confusion count. Intervals come from the observed information
    (Louis 1982). Raises AgreementError for levels outside the scale, ValueError for impossible options.

    >>> from qa_service.agreement import Scale
    >>> votes = [["y", "y", "y"], ["y", "y", "n"], ["n", "n", "n"], ["n", "y", "n"], ["y", "y", "y"], ["n", "n", "n"]]
    >>> found = dawid_skene(Ratings.from_matrix(votes, Scale("binary", ("n", "y"))))
    >>> found.labels.tolist(), found.converged
    ([1, 1, 0, 0, 1, 0], True)
    """
    options = Options(tolerance, max_iterations, intervals)
    found = fitted(ratings, FullConfusion(_checked(smoothing)), gold, options)
    return _result("dawid_skene", found)


def one_coin(
    ratings: Ratings | RepeatedRatings,
    *,
    gold: Gold | None = None,
    smoothing: float = 0.0,
    tolerance: float = 1e-10,
    max_iterations: int = 3000,
    intervals: bool = True,
) -> DawidSkene:
    """Return the same with one number per rater: right with a fixed chance, else any other level alike.

    The homogeneous model of Dawid and Skene (1979) in the reading of Zhang et al. (2014): few parameters, hence the
    choice for few ratings per item. Options as in ``dawid_skene``.
    """
    options = Options(tolerance, max_iterations, intervals)
    found = fitted(ratings, OneCoin(_checked(smoothing)), gold, options)
    return _result("one_coin", found)


def _checked(smoothing: float) -> float:
    if not 0 <= smoothing < np.inf:
        raise ValueError(f"Smoothing is 0 or more, not {smoothing!r}.")
    return float(smoothing)


def _result(name: str, found: Fitted) -> DawidSkene:
    levels, raters = found.levels, found.raters
    if found.fit is None:
        none = np.zeros((0, len(levels)))
        return DawidSkene(
            **found.common(name), prevalence={}, accuracy=found.without(), confusion=none[:, :, None], expected=none
        )
    theta, prior = found.theta, found.prior
    expected = found.fit.last.counts.sum(axis=2)
    confusion = np.where(expected[:, :, None] > _UNSEEN, theta, 0.0)
    n = round(found.columns.rated_items)
    prevalence = {
        level: figure(found, len(raters) + index, float(prior[index]), n) for index, level in enumerate(levels)
    }
    accuracy = {rater: _accuracy(found, index, confusion, expected) for index, rater in enumerate(raters)}
    return DawidSkene(
        **found.common(name), prevalence=prevalence, accuracy=accuracy, confusion=confusion, expected=expected
    )


def _accuracy(found: Fitted, rater: int, confusion: Floats, expected: Floats) -> Figure:
    """Weight the diagonal by the shares of the levels that the rater met."""
    seen = expected[rater] > _UNSEEN
    coverage = float(found.prior[seen].sum())
    right = float(found.prior[seen] @ np.diag(confusion[rater])[seen])
    value = right / coverage if coverage > 0 else 0.0
    return found.of_rater(rater, value, coverage)
