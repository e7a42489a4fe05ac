"""McNemar's test: are changes from one level to the other as frequent as changes back?"""

from __future__ import annotations

import math
from typing import Literal

from scipy import special

from qa_service.agreement.square_tables.result import NO_CHANGE, TableTest, chi2_test, withheld_test

McNemarMethod = Literal["exact", "mid_p", "chi2", "corrected"]


def mcnemar_counts(up: int, down: int, n: int, method: McNemarMethod = "exact") -> TableTest:
    """Return McNemar's (1947) test of two counts of changes among ``n`` items.

    ``exact`` is the binomial test, ``mid_p`` counts the observed split half (Fagerland, Lydersen and Laake 2013),
    ``chi2`` is McNemar's statistic and ``corrected`` the same with Edwards' (1948) continuity correction.

    >>> round(mcnemar_counts(10, 2, 40).p_value, 6)
    0.038574
    """
    if min(up, down) < 0 or up + down > n:
        raise ValueError(f"{up} and {down} changes among {n} items are impossible")
    changes, gap = up + down, abs(up - down)
    named = f"McNemar 1947, {method.replace('_', '-')}"
    if changes == 0:
        return withheld_test(NO_CHANGE, n, named)
    if method == "chi2":
        return chi2_test(gap**2 / changes, 1, n, named)
    if method == "corrected":
        return chi2_test(max(gap - 1, 0) ** 2 / changes, 1, n, named)
    if method not in ("exact", "mid_p"):
        raise ValueError(f"{method!r} is not a form of McNemar's test")
    p_value = 1.0 if gap == 0 else 2 * float(special.bdtr(min(up, down), changes, 0.5))
    if method == "mid_p":
        split = math.exp(math.lgamma(changes + 1) - math.lgamma(up + 1) - math.lgamma(down + 1) - changes * math.log(2))
        p_value = 1 - split / 2 if gap == 0 else p_value - split
    return TableTest(float(min(up, down)), None, min(p_value, 1.0), n, named)
