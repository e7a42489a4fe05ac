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
    -2803,
    {
        "aimed": -4437,
        "alike": 837,
        "by": 257,
        "cell_said": -1289,
        "change": 1435,
        "column": 1,
        "compared": 30,
        "decimals": 47,
        "difference": 2822,
        "digits": 27,
        "figures": -24,
        "foreign": -123,
        "foreign_unit": -2470,
        "from_before": -960,
        "habit": 414,
        "headed": 3719,
        "holder_change": -1001,
        "holder_cited": -1150,
        "holder_opens": -931,
        "holder_said": 1134,
        "holder_unsaid": 679,
        "holders": 266,
        "later": 762,
        "later_before": -1078,
        "later_compared": 3390,
        "later_from": 1334,
        "later_now": 345,
        "later_once_before": 392,
        "later_to": 1168,
        "later_undated": 974,
        "level": 238,
        "more": 35,
        "more_cited": 16,
        "more_cited_often": 681,
        "more_column": 14,
        "more_column_before": 18,
        "more_column_cited": 787,
        "more_column_sentence": -1,
        "more_rare": 179,
        "more_row": 27,
        "more_row_before": 4,
        "more_row_sentence": -8,
        "more_total": 923,
        "more_year": 2,
        "moved": 1851,
        "nearer_code": 534,
        "nearer_row": 693,
        "noughts": -369,
        "opens": 827,
        "other_period": -967,
        "other_time": -322,
        "other_year": 446,
        "paired": 1039,
        "part": -2425,
        "percent": 187,
        "place": -4,
        "ranged": -4350,
        "ratio": -499,
        "repeated": 4384,
        "right_said": -1664,
        "row": 1,
        "row_cited": 7,
        "row_rare": 167,
        "row_sentence": -2,
        "said_adjusted": -782,
        "said_foreign": -561,
        "said_limit": -678,
        "said_part_of_year": -2301,
        "said_planned": -183,
        "same_column": 121,
        "same_row": 115,
        "short": -112,
        "strange": -1820,
        "summand": -1070,
        "tied": -9,
        "tied_beside": 78,
        "ties": -507,
        "told": -4539,
        "unlike": -1832,
        "untied": 245,
        "year": 3,
    },
    bar=1_000,
)
