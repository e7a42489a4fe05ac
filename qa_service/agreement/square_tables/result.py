"""What a test on a square table returns, and the check of the table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.distributions import chi2_tail
from qa_service.agreement.json_form import JsonForm

Floats = NDArray[np.float64]
Table = NDArray[np.int64]
NONE_SHARED = "no_pairable_units: no item was rated by both"
NO_CHANGE = "no_variation: the two raters never differ"


@dataclass(frozen=True, slots=True)
class TableTest(JsonForm):
    """A test: ``statistic`` with ``df`` degrees of freedom (None for an exact test), ``p_value``, ``n`` items.

    Two-sided. Either there is a ``p_value``, or ``withheld`` says why not.
    """

    statistic: float | None
    df: int | None
    p_value: float | None
    n: int
    method: str
    withheld: str | None = None


def withheld_test(reason: str, n: int, method: str) -> TableTest:
    """Return a test without a result."""
    return TableTest(None, None, None, n, method, reason)


def chi2_test(statistic: float, df: int, n: int, method: str) -> TableTest:
    """Return a chi-square test."""
    return TableTest(statistic, df, chi2_tail(statistic, df), n, method)


def square(table: ArrayLike) -> Table:
    """Return a k x k table of whole counts; raises ValueError for anything else."""
    array = np.asarray(table)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or array.dtype.kind not in "iufb":
        raise ValueError("a table of two raters is k x k counts")
    if array.size and (not np.isfinite(array).all() or array.min() < 0 or np.any(array != np.floor(array))):
        raise ValueError("the counts of a table are whole numbers from 0")
    return array.astype(np.int64)
