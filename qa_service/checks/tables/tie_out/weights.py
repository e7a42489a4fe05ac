"""The weights of what speaks for and against a figure of the text being wrong, and the sum that is told.

Log odds in thousandths, of whole numbers, so that a sum is the same on every machine; fitted on labelled documents by
``python -m benchmarks.tie_out_weights``, which prints these tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from qa_service.checks.tables.tie_out.entries import Entry

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
    -8398,
    {
        "about": -4292,
        "aside": -3652,
        "by": -296,
        "by_part": -2028,
        "change": 1848,
        "column": 10,
        "column_cited": 352,
        "column_rare": 223,
        "derived": -681,
        "digits": 937,
        "distance": 2,
        "earlier": -1187,
        "finer": -1272,
        "first_digit": 797,
        "foreign": -113,
        "foreign_unit": -732,
        "from_before": -1358,
        "headed": 1457,
        "level_of_change": -3479,
        "long": 397,
        "money_elsewhere": 23,
        "movement": -1429,
        "nameless": -776,
        "nameless_worked_out": -252,
        "nearest": 651,
        "no_money": -3339,
        "noughts": -1076,
        "off_by_one": -649,
        "opens": -397,
        "other": -1339,
        "other_bare": 268,
        "other_measure": -1336,
        "other_period": -2072,
        "other_time": -2263,
        "other_year": -1542,
        "own_unit": 1274,
        "place": -573,
        "right_said": -699,
        "row": 9,
        "row_cited": 2178,
        "row_rare": 268,
        "row_sentence": 19,
        "rowless": 1395,
        "said_adjusted": -4587,
        "said_foreign": -3851,
        "said_limit": -1678,
        "said_part_of_year": -1380,
        "said_planned": -2757,
        "said_rate": -2083,
        "said_unreal": -1084,
        "short": -707,
        "summand": -7490,
        "swap": 831,
        "tied": 489,
        "tied_beside": 529,
        "told": -2135,
        "undated": -1426,
        "untied": 604,
        "worked_out": 383,
        "year": 245,
    },
    bar=600,
)
CELL = Weights(
    -3041,
    {
        "aimed": -3019,
        "alike": 842,
        "by": 118,
        "cell_said": -1685,
        "change": 1277,
        "column": 4,
        "compared": 339,
        "decimals": 135,
        "difference": 2417,
        "digits": 116,
        "extreme": 1581,
        "figures": 19,
        "foreign": -135,
        "foreign_unit": -2666,
        "from_before": -734,
        "habit": 369,
        "headed": 3538,
        "holder_change": -1262,
        "holder_cited": -508,
        "holder_opens": -674,
        "holder_said": 1340,
        "holder_unsaid": 583,
        "holders": 171,
        "later": 570,
        "later_before": -1200,
        "later_compared": 3454,
        "later_from": 1049,
        "later_now": 138,
        "later_once_before": 319,
        "later_to": 1874,
        "later_undated": 1316,
        "level": -373,
        "more": 37,
        "more_cited": 20,
        "more_cited_often": 720,
        "more_column": 8,
        "more_column_before": 17,
        "more_column_cited": 787,
        "more_column_sentence": 2,
        "more_rare": 203,
        "more_row": 20,
        "more_row_before": 3,
        "more_row_sentence": 2,
        "more_total": 1150,
        "moved": 1802,
        "nearer_code": 642,
        "nearer_column": 30,
        "nearer_row": 606,
        "no_money": -313,
        "noughts": -259,
        "opens": 688,
        "other_measure": -417,
        "other_period": -721,
        "other_time": -867,
        "other_year": 454,
        "paired": 749,
        "part": -2084,
        "percent": 216,
        "place": 25,
        "ranged": -2790,
        "ratio": -498,
        "repeated": 4001,
        "right_said": -1734,
        "row": 1,
        "row_cited": 6,
        "row_rare": 124,
        "row_sentence": -3,
        "said_adjusted": -643,
        "said_part_of_year": -2617,
        "same_column": 71,
        "same_row": 174,
        "short": 307,
        "strange": -1444,
        "summand": -1164,
        "tied": 76,
        "tied_beside": 68,
        "ties": -544,
        "told": -4409,
        "unlike": -1508,
        "untied": 198,
        "year": 4,
        "year_behind": 1801,
    },
    bar=850,
)
