"""Intraclass correlations and rank coefficients as functions of the items that were drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.icc import icc
from qa_service.agreement.moments import Moments
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.resampling.statistic import Lazy, Recomputed, Statistic
from qa_service.agreement.result import Estimate

Floats = NDArray[np.float64]
_ROUNDING = 1e-12


def intraclass(name: str, ratings: Ratings) -> Statistic:
    """An ICC whose value follows from sums of squares by item and by rater."""
    rows, columns, centre, scale = _layout(ratings)
    raters = rows.size

    def part(start: int, stop: int) -> Floats:
        block = (_scored(ratings, rows, columns[start:stop]) - centre) / scale
        present = (~np.isnan(block)).astype(np.float64)
        filled = np.nan_to_num(block)
        size, sums = present.sum(axis=0), filled.sum(axis=0)
        own = [np.ones(size.size), size, size**2, 1 / size, np.square(filled).sum(axis=0), sums**2 / size]
        return np.vstack([*own, present, filled]).T

    def figure(s: Floats) -> Floats:
        return np.array([_value(name, row, raters) for row in s])

    return Lazy(columns.size, 6 + 2 * raters, part, figure)


def _layout(ratings: Ratings) -> tuple[NDArray[np.intp], NDArray[np.intp], float, float]:
    """Raters and items with a rating, and a middle and a spread of the scores; no copy of the ratings is made."""
    if ratings.codes is not None:
        given, used = ratings.codes >= 0, np.array(ratings.scale.scores)
    else:
        values = np.empty((0, 0)) if ratings.values is None else ratings.values
        given, used = ~np.isnan(values), np.array([np.nanmin(values), np.nanmax(values)])
    low, high = float(used.min()), float(used.max())
    rows, columns = np.flatnonzero(given.any(axis=1)), np.flatnonzero(given.any(axis=0))
    return rows, columns, low / 2 + high / 2, high - low if high > low else 1.0


def _scored(ratings: Ratings, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    """The scores of some raters on some items, NaN where missing."""
    if ratings.codes is None:
        values = np.empty((0, 0)) if ratings.values is None else ratings.values
        return values[np.ix_(rows, columns)]
    lookup = np.append(np.array(ratings.scale.scores, dtype=np.float64), np.nan)
    scored: Floats = lookup[ratings.codes[np.ix_(rows, columns)]]
    return scored


def anew(ratings: Ratings, function: Callable[[Ratings], Estimate]) -> Statistic:
    """Any figure at all: the items are repeated as often as they were drawn."""
    rated = np.flatnonzero(~np.isnan(ratings.scored()).all(axis=0))

    def value(each: Floats) -> float:
        drawn = np.repeat(rated, np.rint(each).astype(np.int64))
        found = function(_picked(ratings, drawn)).value
        return float("nan") if found is None else found

    return Recomputed(rated.size, value)


def _picked(ratings: Ratings, items: NDArray[np.intp]) -> Ratings:
    if ratings.codes is not None:
        return Ratings.from_codes(ratings.codes[:, items], ratings.scale, ratings.raters)
    values = None if ratings.values is None else np.ascontiguousarray(ratings.values[:, items])
    return Ratings(ratings.scale, ratings.raters, (), None, values)


def _value(name: str, sums: Floats, raters: int) -> float:
    items, ratings, square_sizes, inverse_sizes, total, by_item = (float(v) for v in sums[:6])
    loads, totals = sums[6 : 6 + raters], sums[6 + raters :]
    used = loads > 0.5
    loads, totals = loads[used], totals[used]
    # Contributions were centred at the mean of all ratings; a replicate has a mean of its own.
    mean = float(totals.sum()) / ratings
    shift = ratings * mean**2
    rest = total - shift
    if rest <= _ROUNDING * total or len(loads) < 2:
        return float("nan")
    by_rater = float((np.square(totals) / loads).sum()) - shift
    moments = Moments(
        round(items), len(loads), round(ratings), rest, max(by_item - shift, 0.0), max(by_rater, 0.0),
        square_sizes, float((loads**2).sum()), items / inverse_sizes,
    )  # fmt: skip
    found = icc(name, moments).value
    return float("nan") if found is None else found
