"""The weights of what speaks for and against a figure of the text being wrong, and the sum that is told.

Log odds in thousandths, of whole numbers, so that a sum is the same on every machine; fitted on labelled documents by
``python -m benchmarks.tie_out_weights``, which prints these tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from qa_service.checks.table_entries import Entry

Signs = Mapping[str, int]


class Candidate(Protocol):
    """What a figure of the text may have been meant to be."""

    @property
    def entry(self) -> Entry:
        """The table figure."""


Meant = TypeVar("Meant", bound=Candidate)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sum begins with, what each sign adds once for each of its count, and the sum from which it is told."""

    base: int
    signs: Signs
    bar: int

    def sum(self, signs: Signs) -> int:
        """Return the log odds, in thousandths."""
        return self.base + sum(self.signs.get(name, 0) * count for name, count in signs.items())


def likeliest(weights: Weights, candidates: Iterable[tuple[Meant, Signs]]) -> Meant | None:
    """Return the candidate of the greatest sum, the first of several; None where no sum reaches the bar."""
    sums = ((weights.sum(signs), -meant.entry.cell.start, meant) for meant, signs in candidates)
    best = max(sums, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= weights.bar else None


SLIP = Weights(
    -2013,
    {
        "by": -296,
        "change": 3543,
        "column": 16,
        "column_cited": 541,
        "derived": -1313,
        "digits": 915,
        "distance": -138,
        "earlier": -342,
        "finer": -957,
        "first_digit": 354,
        "foreign": -214,
        "level_of_change": -3279,
        "lone": -724,
        "money_elsewhere": -1543,
        "nameless": -724,
        "nearest": 613,
        "noughts": -1154,
        "off_by_one": -1361,
        "opens": 848,
        "other": -985,
        "place": -365,
        "right_said": 796,
        "row": 19,
        "row_cited": 1635,
        "row_rare": 223,
        "row_sentence": 8,
        "rowless": 1129,
        "short": -1034,
        "summand": -6012,
        "swap": 1279,
        "tied": 173,
        "tied_beside": 608,
        "told": -1476,
        "year": 703,
    },
    bar=2_000,
)
CELL = Weights(
    -1027,
    {
        "alike": 533,
        "by": -94,
        "change": 1495,
        "column": 4,
        "compared": -77,
        "decimals": 173,
        "digits": -3,
        "figures": -248,
        "holder_change": -631,
        "holder_opens": -893,
        "holders": -1406,
        "level": 316,
        "more": 35,
        "more_cited": 11,
        "more_column": 3,
        "more_column_sentence": 14,
        "more_rare": 194,
        "more_row": 17,
        "more_row_sentence": 5,
        "more_year": 3,
        "noughts": -133,
        "opens": 663,
        "percent": 243,
        "place": 59,
        "ratio": -524,
        "repeated": 2111,
        "right_said": -1645,
        "row": 1,
        "row_cited": 7,
        "row_rare": 9,
        "row_sentence": 3,
        "same_column": 3799,
        "same_row": 3505,
        "short": -509,
        "summand": -1462,
        "tied": -26,
        "tied_beside": 36,
        "ties": -300,
        "told": -2439,
        "year": -3,
    },
    bar=2_500,
)
