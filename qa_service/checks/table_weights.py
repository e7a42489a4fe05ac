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
    -2759,
    {
        "aimed": -4410,
        "alike": 833,
        "by": 242,
        "cell_said": -1308,
        "change": 1512,
        "column": 1,
        "compared": 71,
        "decimals": 26,
        "difference": 2860,
        "digits": 45,
        "figures": -32,
        "foreign": -118,
        "foreign_unit": -2490,
        "from_before": -996,
        "habit": 418,
        "headed": 4256,
        "holder_change": -984,
        "holder_cited": -1131,
        "holder_opens": -957,
        "holder_said": 1177,
        "holder_unsaid": 687,
        "holders": 296,
        "later": 778,
        "later_before": -1090,
        "later_compared": 3417,
        "later_from": 1326,
        "later_now": 344,
        "later_once_before": 390,
        "later_to": 1165,
        "later_undated": 958,
        "level": 129,
        "more": 36,
        "more_cited": 17,
        "more_cited_often": 687,
        "more_column": 14,
        "more_column_before": 19,
        "more_column_cited": 796,
        "more_column_sentence": -1,
        "more_rare": 182,
        "more_row": 28,
        "more_row_before": 4,
        "more_row_sentence": -8,
        "more_total": 902,
        "more_year": 2,
        "moved": 1851,
        "nearer_code": 540,
        "nearer_column": -3,
        "nearer_row": 686,
        "noughts": -387,
        "opens": 828,
        "other_period": -970,
        "other_time": -335,
        "other_year": 378,
        "paired": 1034,
        "part": -2424,
        "percent": 192,
        "place": -14,
        "ranged": -4444,
        "ratio": -518,
        "repeated": 4402,
        "right_said": -1686,
        "row": 1,
        "row_cited": 7,
        "row_rare": 166,
        "row_sentence": -1,
        "said_adjusted": -798,
        "said_foreign": -516,
        "said_limit": -698,
        "said_part_of_year": -2352,
        "said_planned": -136,
        "same_column": 115,
        "same_row": 137,
        "short": -100,
        "strange": -1792,
        "summand": -1004,
        "tied": 4,
        "tied_beside": 60,
        "ties": -513,
        "told": -4542,
        "unlike": -1821,
        "untied": 254,
        "year": 3,
    },
    bar=850,
)
