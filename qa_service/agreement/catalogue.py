"""All coefficients by name, computed from a summary of ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.alpha import NO_PAIRS
from qa_service.agreement.families import CUSTOM, ON_REQUEST, SPECS, Spec, Workings, compute
from qa_service.agreement.pairs import PairTables
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.resampling.intervals import REPLICATES, resampled_estimate
from qa_service.agreement.result import Coefficient, Estimate, withheld
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.agreement.summary import DirectSummary, LedgerSummary, Summary
from qa_service.agreement.weights import WEIGHTS, agreement_weights, custom_weights
from qa_service.errors import Problem

__all__ = [
    "COEFFICIENTS", "FAMILIES", "MIN_ITEMS", "MORE_COEFFICIENTS", "IntervalMethod", "Intervals", "Workings",
    "coefficients", "coefficients_from_ledger", "from_summary", "read_weights", "spec_of",
    "weighted",
]  # fmt: skip

MIN_ITEMS = 20
COEFFICIENTS: tuple[str, ...] = tuple(SPECS)
MORE_COEFFICIENTS: tuple[str, ...] = tuple(ON_REQUEST)
"""Names that are computed when asked for; ``COEFFICIENTS`` is what comes without asking."""
FAMILIES = (
    "percent", "cohen_kappa", "conger_kappa", "light_kappa", "scott_pi", "fleiss_kappa", "brennan_prediger",
    "gwet_ac",
)  # fmt: skip
"""What ``weighted`` can compute with any weights."""
_BY_NAME = SPECS | ON_REQUEST
_ON_NUMBERS = {"percent", "krippendorff_alpha", "kendall_w", "kendall_tau_b", "icc"}
IntervalMethod = Literal["linearised", "jackknife", "fisher_z", "bootstrap"]


@dataclass(frozen=True, slots=True)
class Intervals:
    """How intervals are made: by formula, by the jackknife (plain or on Fisher's z scale), or by the bootstrap."""

    method: IntervalMethod = "linearised"
    replicates: int = REPLICATES
    seed: int = 0

    def __post_init__(self) -> None:
        if self.method not in get_args(IntervalMethod):
            raise ValueError(f"{self.method!r} is not one of {', '.join(get_args(IntervalMethod))}")
        if self.replicates < 100:
            raise ValueError("a bootstrap interval needs at least 100 replicates")


CONVENTIONAL = Intervals()


def coefficients(
    ratings: Ratings,
    names: Iterable[str] | None = None,
    min_items: int = MIN_ITEMS,
    *,
    interval: IntervalMethod | Intervals = CONVENTIONAL,
) -> dict[str, Coefficient]:
    """Return the named coefficients (all of ``COEFFICIENTS`` by default) of ratings.

    Figures from fewer than ``min_items`` items with two ratings are withheld, with the reason. ``interval`` is
    ``linearised`` (Gwet 2014; exact or F-based where that is the convention), ``jackknife``, ``fisher_z`` (the
    jackknife on Fisher's z scale: advised below 50 items and for figures near 1) or ``bootstrap`` (BCa);
    ``Intervals`` also sets the replicates and the seed.
    """
    return from_summary(DirectSummary(ratings), names, min_items, interval)


def weighted(
    ratings: Ratings,
    weights: object,
    families: Iterable[str] | None = None,
    min_items: int = MIN_ITEMS,
    *,
    interval: IntervalMethod | Intervals = CONVENTIONAL,
) -> dict[str, Coefficient]:
    """Return coefficients of ``FAMILIES`` with any weights: one of ``WEIGHTS`` or a k x k matrix of one's own.

    A matrix holds agreement weights from 0 to 1 with 1 on the diagonal (``weights_from_losses`` turns
    disagreement weights into them). It is symmetric unless ``families`` is ``cohen_kappa`` alone (Cohen 1968),
    whose rows are the first of the two raters by the order in ``ratings``. With weights, ``gwet_ac`` is AC2.
    Krippendorff's alpha is not among them: weights do not make his metrics. Raises AgreementError.

    >>> ratings = Ratings.from_matrix([[1, 1], [1, 2], [2, 2], [3, 2]], Scale("ordinal", ("1", "2", "3")))
    >>> found = weighted(ratings, [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]], ["percent"], min_items=1)
    >>> found["percent"].value
    0.75
    """
    wanted = FAMILIES if families is None else tuple(families)
    _check_names(wanted, FAMILIES, "/families", "family")
    named = isinstance(weights, str)
    matrix = None if named and weights in WEIGHTS else read_weights(weights, ratings.scale, wanted != ("cohen_kappa",))
    kind = CUSTOM if matrix is not None else str(weights)
    work = Workings(DirectSummary(ratings), matrix)
    return {name: _result(name, Spec(name, kind), work, min_items, _intervals(interval)) for name in wanted}


def coefficients_from_ledger(
    patterns: Mapping[tuple[float, ...], int],
    pairs: PairTables,
    scale: Scale,
    names: Iterable[str] | None = None,
    min_items: int = MIN_ITEMS,
    raters: Mapping[str, NDArray[np.integer] | NDArray[np.float64]] | None = None,
    *,
    interval: IntervalMethod | Intervals = CONVENTIONAL,
) -> dict[str, Coefficient]:
    """Return coefficients from additive counts alone: no item is read.

    ``patterns`` maps level counts (or, on a numeric scale, the sorted values) of an item to the number of
    items; ``pairs`` maps two names in sorted order to their k x k table; ``raters`` gives each rater's
    level counts (on a numeric scale: number and sum), without which Conger and the ICCs of an incomplete
    design are withheld.
    """
    return from_summary(LedgerSummary(scale, patterns, pairs, raters), names, min_items, interval)


def from_summary(
    summary: Summary,
    names: Iterable[str] | None,
    min_items: int,
    interval: IntervalMethod | Intervals = CONVENTIONAL,
) -> dict[str, Coefficient]:
    """Return the named coefficients of a summary."""
    wanted = COEFFICIENTS if names is None else tuple(names)
    _check_names(wanted, COEFFICIENTS + MORE_COEFFICIENTS, "/coefficients", "coefficient")
    work, how = Workings(summary), _intervals(interval)
    return {name: _result(name, _BY_NAME[name], work, min_items, how) for name in wanted}


def spec_of(name: str) -> Spec:
    """Return family and weights of a coefficient by its name."""
    return _BY_NAME[name]


def _intervals(interval: IntervalMethod | Intervals) -> Intervals:
    return interval if isinstance(interval, Intervals) else replace(CONVENTIONAL, method=interval)


def _check_names(wanted: tuple[str, ...], allowed: tuple[str, ...], pointer: str, noun: str) -> None:
    problems = [
        Problem(f"{pointer}/{i}", f"unknown_{noun}", f"{name!r} is not a {noun}.", allowed=allowed)
        for i, name in enumerate(wanted)
        if name not in allowed
    ]
    if problems:
        raise AgreementError(problems)


def read_weights(weights: object, scale: Scale, symmetric: bool = True) -> NDArray[np.float64]:
    """Return the k x k matrix of ``weights``: one of ``WEIGHTS``, or a matrix, which is checked.

    Named weights other than identity need ordered levels, and a number scale has none: raises AgreementError.
    """
    levels = scale.levels or ()
    if not isinstance(weights, str):
        return custom_weights(weights, len(levels), symmetric)
    if weights not in WEIGHTS:
        message = f"{weights!r} is not a set of weights."
        raise AgreementError([Problem("/weights", "unknown_weights", message, allowed=WEIGHTS)])
    if weights != "identity" and (scale.numeric or (scale.type == "nominal" and len(levels) > 2)):
        message = f"{weights.capitalize()} weights need ordered levels; give a matrix of weights or identity."
        raise AgreementError([Problem("/weights", "needs_ordered_levels", message, allowed=("identity",))])
    return agreement_weights(weights, scale.scores)


def _result(name: str, spec: Spec, work: Workings, min_items: int, how: Intervals) -> Coefficient:
    n, paired, pairs, _ = work.summary.counted
    reason = _unusable(spec, work.summary, paired, min_items)
    found = withheld(reason) if reason else _estimate(spec, work, how)
    coverage = paired / n if n else 0.0
    return Coefficient(name, found.value, found.se, found.ci95, found.method, paired, pairs, coverage, found.withheld)


def _estimate(spec: Spec, work: Workings, how: Intervals) -> Estimate:
    found = compute(spec, work)
    if how.method == "linearised" or found.withheld:
        return found
    return resampled_estimate(found, spec, work, how.method, how.replicates, how.seed)


def _unusable(spec: Spec, summary: Summary, paired: int, min_items: int) -> str | None:
    if summary.scale.type == "nominal" and not _fits_nominal(spec) and len(summary.scale.levels or ()) > 2:
        return "needs_ordered_levels: the levels of a nominal scale have no distances"
    if summary.scale.numeric and spec.family not in _ON_NUMBERS:
        return "needs_levels: chance agreement needs a scale with levels"
    if paired == 0:
        return NO_PAIRS if summary.counted[0] else "no_ratings: every rating is missing"
    if paired < min_items:
        return f"too_few_items: n = {paired} < {min_items}"
    return None


def _fits_nominal(spec: Spec) -> bool:
    """Weights of one's own say themselves what the distance of two names is."""
    return spec.kind in ("identity", "nominal", CUSTOM)
