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
    -5943,
    {
        "alike": 638,
        "by": 52,
        "change": 1562,
        "column": 3,
        "compared": 84,
        "decimals": 317,
        "digits": 107,
        "figures": 64,
        "foreign_unit": -1787,
        "holder_change": -431,
        "holder_opens": -1321,
        "holders": -2223,
        "level": 317,
        "more": 38,
        "more_cited": 18,
        "more_column": 9,
        "more_column_sentence": 9,
        "more_rare": 154,
        "more_row": 26,
        "more_row_sentence": -2,
        "more_year": 1,
        "no_money": 708,
        "noughts": -153,
        "opens": 874,
        "other_measure": -479,
        "other_period": -234,
        "other_time": 210,
        "other_unit": 364,
        "other_year": 910,
        "part": -1331,
        "percent": 250,
        "place": -44,
        "ratio": -458,
        "repeated": 3223,
        "right_said": -2556,
        "row_cited": 6,
        "row_rare": 87,
        "row_sentence": 3,
        "said_adjusted": -802,
        "said_foreign": -709,
        "said_limit": -208,
        "said_part_of_year": -1998,
        "said_planned": -651,
        "said_rate": 1450,
        "said_unreal": 665,
        "same_column": 4420,
        "same_row": 4094,
        "short": -663,
        "strange": -435,
        "summand": -1489,
        "tied": 21,
        "tied_beside": 19,
        "ties": -332,
        "told": -2579,
        "untied": 164,
        "year": 4,
    },
    bar=1_000,
)
