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
    -9308,
    {
        "about": -3087,
        "aside": -3504,
        "by": -386,
        "by_part": -950,
        "change": 1880,
        "column": 17,
        "column_cited": 402,
        "derived": -441,
        "digits": 930,
        "distance": 31,
        "earlier": -1597,
        "finer": -1267,
        "first_digit": 768,
        "foreign": -151,
        "foreign_unit": -715,
        "from_before": -1824,
        "level_of_change": -3964,
        "money_elsewhere": -756,
        "movement": -1079,
        "nameless": -854,
        "nameless_worked_out": 46,
        "nearest": 1192,
        "no_money": -3575,
        "noughts": -1135,
        "off_by_one": -834,
        "opens": -448,
        "other": -1507,
        "other_bare": -502,
        "other_measure": -1802,
        "other_period": -4571,
        "other_time": -2366,
        "other_year": -1627,
        "place": -657,
        "right_said": -239,
        "row": 12,
        "row_cited": 1544,
        "row_rare": 304,
        "row_sentence": 20,
        "rowless": 1635,
        "said_adjusted": -3531,
        "said_foreign": -6744,
        "said_limit": 674,
        "said_part_of_year": -682,
        "said_planned": -1528,
        "said_rate": -1424,
        "said_unreal": -639,
        "short": -461,
        "strange": 1735,
        "summand": -5519,
        "swap": 612,
        "tied": 510,
        "tied_beside": 1075,
        "told": -2012,
        "undated": -1372,
        "untied": 589,
        "worked_out": 142,
        "year": 315,
    },
    bar=800,
)
CELL = Weights(
    -3005,
    {
        "aimed": -4141,
        "alike": 853,
        "by": 258,
        "cell_said": -1436,
        "change": 1121,
        "column": 1,
        "compared": -67,
        "decimals": 114,
        "difference": 2629,
        "digits": 80,
        "figures": -20,
        "foreign": -136,
        "foreign_unit": -2561,
        "from_before": -942,
        "habit": 435,
        "headed": 3714,
        "holder_change": -826,
        "holder_cited": -1258,
        "holder_opens": -956,
        "holder_said": 1200,
        "holder_unsaid": 731,
        "holders": 318,
        "later": 695,
        "later_before": -389,
        "later_from": 909,
        "later_now": 789,
        "later_once_before": -79,
        "later_to": 782,
        "later_undated": 1187,
        "level": 182,
        "more": 35,
        "more_cited": 16,
        "more_cited_often": 781,
        "more_column": 13,
        "more_column_before": 18,
        "more_column_cited": 296,
        "more_column_sentence": -1,
        "more_rare": 152,
        "more_row": 29,
        "more_row_before": 5,
        "more_row_sentence": -8,
        "more_total": 1086,
        "more_year": 4,
        "moved": 1860,
        "nearer_code": 2139,
        "nearer_column": 82,
        "nearer_row": 661,
        "noughts": -344,
        "opens": 777,
        "other_period": -1188,
        "other_time": -353,
        "other_year": 792,
        "part": -2898,
        "percent": 239,
        "place": -50,
        "ranged": -4356,
        "ratio": -514,
        "repeated": 4517,
        "right_said": -1808,
        "row": -1,
        "row_cited": 7,
        "row_rare": 161,
        "said_adjusted": -856,
        "said_foreign": -373,
        "said_limit": -689,
        "said_part_of_year": -2457,
        "same_column": -19,
        "same_row": 89,
        "short": 35,
        "strange": -1843,
        "summand": -1260,
        "tied": -9,
        "tied_beside": 115,
        "ties": -499,
        "told": -4232,
        "unlike": -1547,
        "untied": 249,
        "year": 4,
    },
    bar=1_000,
)
