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
        "own_unit": 700,
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
    bar=750,
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
