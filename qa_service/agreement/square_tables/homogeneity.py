"""Everything about how differently two raters use the levels, and every pair of raters with a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.multiplicity import holm
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.square_tables.many_levels import bhapkar, bowker, stuart_maxwell
from qa_service.agreement.square_tables.result import TableTest, square
from qa_service.agreement.square_tables.two_levels import McNemarMethod, mcnemar_counts
from qa_service.agreement.summary import DirectSummary


@dataclass(frozen=True, slots=True)
class LevelTest(JsonForm):
    """One level against all others: how often only the first and only the second rater used it.

    ``p_adjusted`` is Holm's (1979) p-value over the levels.
    """

    level: str
    only_first: int
    only_second: int
    test: TableTest
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class MarginalHomogeneity(JsonForm):
    """Two raters over the items both rated; ``p_adjusted`` is Holm's p-value of Stuart-Maxwell over all pairs."""

    raters: tuple[str, str]
    n: int
    stuart_maxwell: TableTest
    bhapkar: TableTest
    bowker: TableTest
    levels: tuple[LevelTest, ...]
    p_adjusted: float | None = None


def level_tests(table: ArrayLike, levels: Sequence[str], method: McNemarMethod = "exact") -> tuple[LevelTest, ...]:
    """Return McNemar's test of each level against all others, with Holm's correction over the levels.

    >>> found = level_tests([[35, 5, 0], [15, 20, 5], [10, 5, 5]], ["low", "mid", "high"])
    >>> [(one.level, round(one.p_adjusted, 4)) for one in found]
    [('low', 0.001), ('mid', 0.0987), ('high', 0.0828)]
    """
    counts = square(table)
    if len(levels) != len(counts):
        raise ValueError("every row of the table has a level")
    n = int(counts.sum())
    first, second = counts.sum(axis=1) - np.diag(counts), counts.sum(axis=0) - np.diag(counts)
    tests = [mcnemar_counts(int(a), int(b), n, method) for a, b in zip(first, second, strict=True)]
    # With two levels both rows ask the same question, which is one test and not two.
    adjusted = [t.p_value for t in tests] if len(levels) == 2 else holm([t.p_value for t in tests])
    rows = zip(levels, first.tolist(), second.tolist(), tests, adjusted, strict=True)
    return tuple(LevelTest(*row) for row in rows)


def marginal_homogeneity(table: ArrayLike, levels: Sequence[str], raters: tuple[str, str]) -> MarginalHomogeneity:
    """Return all tests on the table of two raters (rows: the first)."""
    counts = square(table)
    parts = (stuart_maxwell(counts), bhapkar(counts), bowker(counts), level_tests(counts, levels))
    return MarginalHomogeneity(raters, int(counts.sum()), *parts)


def homogeneity_of_pairs(ratings: Ratings) -> tuple[MarginalHomogeneity, ...]:
    """Return the tests of every two raters with a common item, corrected over the pairs (Holm 1979).

    Ratings need levels; on a number scale there are no pairs. Two raters come in the order of ``ratings.raters``
    when there are only two, else by name.

    >>> from qa_service.agreement.scale import Scale
    >>> ratings = Ratings.from_matrix([["a", "b"]] * 6 + [["a", "a"], ["b", "b"]], Scale("nominal", ("a", "b")))
    >>> found, = homogeneity_of_pairs(ratings)
    >>> found.raters, round(found.stuart_maxwell.p_value, 4)
    (('1', '2'), 0.0143)
    """
    levels = ratings.scale.levels or ()
    if ratings.codes is None or not levels:
        return ()
    pairs = DirectSummary(ratings).pair_tables
    found = [marginal_homogeneity(table, levels, names) for names, table in sorted(pairs.items()) if np.any(table)]
    adjusted = holm([one.stuart_maxwell.p_value for one in found])
    return tuple(replace(one, p_adjusted=p) for one, p in zip(found, adjusted, strict=True))
