"""The sufficient statistics of one set of ratings, however they were obtained.

The same coefficient code runs on a summary of raw ratings and on a summary read from a ledger; parts that
cost time are made when a coefficient first asks for them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.moments import Moments, additive_residual, level_moments, value_moments
from qa_service.agreement.numeric import NumericTable, numeric_alpha, numeric_percent
from qa_service.agreement.pairs import PairTables, Tables, level_counts, named_pairs, pair_table
from qa_service.agreement.patterns import CountTable
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.result import Estimate
from qa_service.agreement.scale import Scale

Floats = NDArray[np.float64]
_ITEMS_PER_BLOCK = 1 << 11


class Summary(ABC):
    """What coefficients may ask about ratings. Build by ``DirectSummary`` or ``LedgerSummary``."""

    scale: Scale

    @property
    def sizes(self) -> tuple[NDArray[np.integer], Floats | NDArray[np.int64] | None]:
        """Number of ratings of each column of the table, and how many items share the column."""
        source = self.numeric if self.scale.numeric else self.table
        return source.size, source.weight

    @cached_property
    def counted(self) -> tuple[int, int, int, int]:
        """Items with a rating, items with two or more, unordered pairs within items, ratings."""
        size, weight = self.sizes
        each = np.ones(size.size) if weight is None else weight
        size = size.astype(np.int64)
        figures = [size >= 1, size >= 2, size * (size - 1) // 2, size]
        n, paired, pairs, ratings = (round(float(figure @ each)) for figure in figures)
        return n, paired, pairs, ratings

    @property
    @abstractmethod
    def table(self) -> CountTable:
        """Count table of a level scale."""

    @property
    @abstractmethod
    def numeric(self) -> NumericTable:
        """Real-valued ratings."""

    @property
    @abstractmethod
    def marginals(self) -> Tables | None:
        """Raters x levels counts, or None when unknown."""

    @property
    @abstractmethod
    def pair_tables(self) -> PairTables:
        """Confusion tables of all pairs with a common item."""

    @property
    def codes(self) -> NDArray[np.integer] | None:
        """Raters x items codes, when the items are at hand."""
        return None

    @property
    def item_table(self) -> CountTable:
        """Count table whose columns are the rated items, in the order of ``codes``."""
        return self.table

    @cached_property
    def moments(self) -> Moments | None:
        """Sums of squares, or None when the raters' totals are unknown."""
        if self.marginals is None:
            return None
        return level_moments(self.table, self.scale.scores, self.marginals)

    def additive_residual(self) -> float | None:
        """Residual sum of squares of item + rater; None when unlinked or unknown."""
        return None

    def numeric_percent(self) -> Estimate:
        """Plain agreement on a number scale."""
        return numeric_percent(self.numeric, self.two_raters)

    def numeric_alpha(self, metric: str) -> Estimate:
        """Krippendorff's alpha on a number scale."""
        return numeric_alpha(self.numeric, metric, self.two_raters)

    @cached_property
    def n_raters(self) -> int:
        """Raters with at least one rating."""
        return 0 if self.marginals is None else int(np.count_nonzero(self.marginals.sum(axis=1)))

    @property
    def complete(self) -> bool:
        """Whether every rater rated every item."""
        n, _, _, ratings = self.counted
        return self.n_raters >= 2 and ratings == n * self.n_raters

    @property
    def two_raters(self) -> bool:
        """Whether the data are one complete two-rater table."""
        return self.n_raters == 2 and self.complete


class DirectSummary(Summary):
    """Summary of ratings at hand."""

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings
        self.scale = ratings.scale
        self._levels = len(ratings.scale.levels or ())

    @property
    def codes(self) -> NDArray[np.integer]:
        """Raters x items codes; empty on a numeric scale."""
        return np.empty((0, 0), np.int8) if self.ratings.codes is None else self.ratings.codes

    @cached_property
    def table(self) -> CountTable:
        """Count table, equal items merged where that pays."""
        return CountTable.from_codes(self.codes, self._levels)

    @cached_property
    def item_table(self) -> CountTable:
        """Count table with one column per rated item."""
        return self.table if self.table.weight is None else CountTable.from_codes(self.codes, self._levels, False)

    @cached_property
    def numeric(self) -> NumericTable:
        """Real-valued ratings."""
        return NumericTable(np.empty((0, 0)) if self.ratings.values is None else self.ratings.values)

    @cached_property
    def marginals(self) -> Tables:
        """Raters x levels counts."""
        return level_counts(self.codes, self._levels)

    @cached_property
    def n_raters(self) -> int:
        """Raters with at least one rating."""
        values = self.ratings.values
        given = self.codes >= 0 if values is None else ~np.isnan(values)
        return int(np.count_nonzero(given.any(axis=1)))

    @cached_property
    def pair_tables(self) -> PairTables:
        """Confusion tables of all pairs with a common item."""
        used = np.flatnonzero((self.codes >= 0).any(axis=1))
        if len(used) == 2:
            first, second = used.tolist()
            names = (self.ratings.raters[first], self.ratings.raters[second])
            return {names: pair_table(self.codes[first], self.codes[second], self._levels)}
        return named_pairs(self.codes, self._levels, self.ratings.raters)

    @cached_property
    def moments(self) -> Moments:
        """Sums of squares by item and rater."""
        values = self.ratings.values
        if values is None:
            return level_moments(self.table, self.scale.scores, self.marginals)
        loads = np.count_nonzero(~np.isnan(values), axis=1).astype(np.float64)
        return value_moments(self.numeric, np.nansum(values, axis=1), loads)

    def additive_residual(self) -> float | None:
        """Residual sum of squares of item + rater; None when raters fall into unlinked groups."""
        return self._additive_residual

    @cached_property
    def _additive_residual(self) -> float | None:
        scores = self.ratings.values if self.ratings.values is not None else np.array(self.scale.scores)
        return additive_residual(self._scored_blocks(), self.ratings.shape[0], float(np.nanmean(scores)))

    def _scored_blocks(self) -> Iterator[Floats]:
        for start in range(0, self.ratings.shape[1], _ITEMS_PER_BLOCK):
            yield self.ratings.scored(start, start + _ITEMS_PER_BLOCK)


class LedgerSummary(Summary):
    """Summary of additive counts: patterns, pair tables and, when known, each rater's level counts."""

    def __init__(
        self,
        scale: Scale,
        patterns: Mapping[tuple[float, ...], int],
        pairs: PairTables,
        raters: Mapping[str, NDArray[np.integer] | Floats] | None = None,
    ) -> None:
        self.scale = scale
        self._patterns = patterns
        self._pairs = pairs
        self._raters = raters
        self._levels = len(scale.levels or ())

    @cached_property
    def table(self) -> CountTable:
        """Count table from the histogram."""
        return CountTable.from_patterns(self._patterns, self._levels)

    @cached_property
    def numeric(self) -> NumericTable:
        """Real-valued ratings from the histogram of sorted values."""
        return NumericTable.from_patterns(self._patterns)

    @cached_property
    def pair_tables(self) -> PairTables:
        """Confusion tables with a common item."""
        return {names: table for names, table in self._pairs.items() if np.any(table)}

    @cached_property
    def _names(self) -> list[str]:
        if self._raters is not None:
            return sorted(name for name, counts in self._raters.items() if np.any(counts))
        return sorted({name for pair in self.pair_tables for name in pair})

    @cached_property
    def n_raters(self) -> int:
        """Raters with at least one rating; from the pairs when nothing else is known."""
        return len(self._names)

    @cached_property
    def marginals(self) -> Tables | None:
        """Raters x levels counts, from the raters or, in a complete design, from the margins of the pairs."""
        if self.scale.numeric:
            return None
        if self._raters is not None:
            rows = [self._raters[name] for name in self._names]
            return np.array(rows, dtype=np.int64).reshape(len(rows), self._levels)
        if not self.complete:
            return None
        margins: dict[str, NDArray[np.int64]] = {}
        for (first, second), table in self.pair_tables.items():
            margins.setdefault(first, np.asarray(table).sum(axis=1))
            margins.setdefault(second, np.asarray(table).sum(axis=0))
        return np.array([margins[name] for name in self._names], dtype=np.int64)

    @cached_property
    def moments(self) -> Moments | None:
        """Sums of squares; on a numeric scale from each rater's number and sum."""
        if not self.scale.numeric:
            return super().moments
        if self._raters is None:
            return None
        totals = np.array([self._raters[name] for name in self._names], dtype=np.float64).reshape(-1, 2)
        return value_moments(self.numeric, totals[:, 1], totals[:, 0])
