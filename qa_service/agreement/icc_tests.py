"""F tests of intraclass correlations: do items differ at all? (Shrout and Fleiss 1979; McGraw and Wong 1996)"""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.agreement.distributions import f_tail
from qa_service.agreement.icc import ICC_NAMES, mean_squares
from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.moments import Moments
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.summary import DirectSummary

_METHODS = {"1": "items against ratings within items, one-way", "2": "items against residual, two-way"}


@dataclass(frozen=True, slots=True)
class IccTest(JsonForm):
    """F with its degrees of freedom and upper-tail p, against a correlation of 0; or ``withheld``, why none."""

    statistic: float | None
    df1: int | None
    df2: int | None
    p_value: float | None
    method: str
    withheld: str | None = None


def icc_tests(ratings: Ratings) -> dict[str, IccTest]:
    """Return the F test of each of the six intraclass correlations of complete ratings, by name.

    The two-way forms share one test, and a mean of k ratings has that of a single one.

    >>> from qa_service.agreement.scale import Scale
    >>> rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = icc_tests(Ratings.from_matrix(rows, Scale("interval")))["icc_2_1"]
    >>> round(found.statistic, 2), found.df1, found.df2, round(found.p_value, 4)
    (11.03, 5, 15, 0.0001)
    """
    moments = DirectSummary(ratings).moments
    return {name: _test(moments, "1" if name[4] == "1" else "2") for name in ICC_NAMES}


def _test(moments: Moments, way: str) -> IccTest:
    method = _METHODS[way]
    if moments.items < 2 or moments.raters < 2:
        reason = "too_few_raters_or_items: an intraclass correlation needs two of each"
    elif not moments.complete:
        reason = "incomplete_ratings: the F test needs every rating of every item"
    else:
        return _of_squares(moments, way, method)
    return IccTest(None, None, None, None, method, reason)


def _of_squares(moments: Moments, way: str, method: str) -> IccTest:
    found = mean_squares(moments)
    error = found.within if way == "1" else found.residual
    df1 = found.n - 1
    df2 = found.n * (found.k - 1) if way == "1" else df1 * (found.k - 1)
    if error <= 1e-15 * moments.total:
        return IccTest(None, df1, df2, None, method, "no_variation: ratings of one item do not differ")
    statistic = found.items / error
    return IccTest(statistic, df1, df2, f_tail(statistic, df1, df2), method)
