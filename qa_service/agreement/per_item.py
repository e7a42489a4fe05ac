"""Agreement item by item: which items split the raters?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.catalogue import read_weights
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.proportions import clopper_pearson
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]
_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class ItemAgreement(JsonForm):
    """One item: its number of ratings, the share of pairs of them that agree, the levels used most.

    ``agreement`` is weighted when weights were given, None below two ratings, which ``withheld`` says.
    """

    item: str
    n_ratings: int
    agreement: float | None
    most_used: tuple[str, ...]
    withheld: str | None = None


def item_agreement(ratings: Ratings, weights: object = "identity") -> tuple[ItemAgreement, ...]:
    """Return the agreement within each item, in the order of the items; its mean is plain agreement.

    ``weights`` as for ``weighted``. On a number scale ratings agree when they are equal, and other weights are
    refused. Raises AgreementError.

    >>> from qa_service.agreement.scale import Scale
    >>> found = item_agreement(Ratings.from_matrix([[1, 1, 2], [3, 3, 3]], Scale("ordinal", tuple("123"))))
    >>> [(one.item, round(one.agreement, 3), one.most_used) for one in found]
    [('1', 0.333, ('1',)), ('2', 1.0, ('3',))]
    """
    labels, codes, matrix = _coded(ratings, weights)
    names = ratings.items or tuple(str(i + 1) for i in range(codes.shape[1]))
    found: list[ItemAgreement] = []
    for start in range(0, codes.shape[1], _BLOCK):
        part = codes[:, start : start + _BLOCK]
        found += _block(names[start : start + _BLOCK], part, matrix, labels)
    return tuple(found)


def unanimity(ratings: Ratings, tolerance: float = 0.0) -> Figure:
    """Return the share of items on which all raters agree, within ``tolerance`` points between the extremes.

    Only items that every rater with a rating rated count; the interval is exact (Clopper and Pearson 1934). On a
    level scale points are the numbers of the levels, and only ordered levels allow a tolerance.

    >>> from qa_service.agreement.scale import Scale
    >>> round(unanimity(Ratings.from_matrix([[1, 1, 2], [3, 3, 3]], Scale("interval")), 1).value, 2)
    1.0
    """
    if not tolerance >= 0:
        raise ValueError("a tolerance is a number of points from 0")
    method = f"all raters within {tolerance:g} points; Clopper-Pearson interval"
    if tolerance and not ratings.scale.ordered:
        return Figure(None, method=method, withheld="needs_ordered_levels: names have no distance")
    scored = ratings.scored()
    raters = scored[(~np.isnan(scored)).any(axis=1)]
    complete = raters[:, ~np.isnan(raters).any(axis=0)] if len(raters) >= 2 else np.empty((0, 0))
    if not complete.size:
        return Figure(None, method=method, withheld="no_pairable_units: no item was rated by all")
    spread = complete.max(axis=0) - complete.min(axis=0)
    # A tenth and two tenths are three tenths apart only up to rounding.
    agreed = int(np.count_nonzero(spread <= tolerance * (1 + 1e-12)))
    n = complete.shape[1]
    return Figure(agreed / n, ci95=clopper_pearson(agreed, n), method=method, n=n)


def _block(
    names: tuple[str, ...], codes: NDArray[np.integer], matrix: Floats | None, labels: tuple[str, ...]
) -> list[ItemAgreement]:
    size = np.count_nonzero(codes >= 0, axis=0)
    total = _agreeing(codes, matrix)
    pairs = np.maximum(size * (size - 1) / 2, 1)
    out = []
    for name, column, n, share in zip(names, codes.T, size.tolist(), (total / pairs).tolist(), strict=True):
        used, times = np.unique(column[column >= 0], return_counts=True)
        most = tuple(labels[code] for code in used[times == times.max(initial=0)].tolist())
        reason = None if n > 1 else "no_pairable_units: the item has fewer than two ratings"
        out.append(ItemAgreement(name, n, None if reason else share, most, reason))
    return out


def _agreeing(codes: NDArray[np.integer], matrix: Floats | None) -> Floats:
    """Sum over pairs of ratings of each item of their weight."""
    total = np.zeros(codes.shape[1])
    for rater, row in enumerate(codes):
        for other in codes[:rater]:
            both = (row >= 0) & (other >= 0)
            total[both] += (row == other)[both] if matrix is None else matrix[row[both], other[both]]
    return total


def _coded(ratings: Ratings, weights: object) -> tuple[tuple[str, ...], NDArray[np.integer], Floats | None]:
    matrix = read_weights(weights, ratings.scale)
    if ratings.codes is not None:
        exact = isinstance(weights, str) and weights == "identity"
        return ratings.scale.levels or (), ratings.codes, None if exact else matrix
    values = np.empty((0, 0)) if ratings.values is None else ratings.values
    given = ~np.isnan(values)
    distinct, inverse = np.unique(values[given], return_inverse=True)
    codes: NDArray[np.int64] = np.full(values.shape, -1, dtype=np.int64)
    codes[given] = inverse.reshape(-1)
    return tuple(f"{value:.15g}" for value in distinct.tolist()), codes, None
