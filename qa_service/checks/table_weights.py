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
    -8863,
    {
        "about": -3074,
        "aside": -3624,
        "by": -312,
        "by_part": -1006,
        "change": 1774,
        "column": 16,
        "column_cited": 440,
        "derived": -686,
        "digits": 884,
        "distance": 21,
        "earlier": -1403,
        "finer": -1270,
        "first_digit": 739,
        "foreign": -154,
        "foreign_unit": -554,
        "level_of_change": -3873,
        "money_elsewhere": -735,
        "movement": -1105,
        "nameless": -844,
        "nameless_worked_out": 116,
        "nearest": 1164,
        "no_money": -3744,
        "noughts": -1118,
        "off_by_one": -856,
        "opens": -465,
        "other": -1653,
        "other_bare": -439,
        "other_measure": -2172,
        "other_period": -4454,
        "other_time": -2446,
        "other_year": -1544,
        "place": -678,
        "right_said": -332,
        "row": 12,
        "row_cited": 1552,
        "row_rare": 322,
        "row_sentence": 19,
        "rowless": 1598,
        "said_adjusted": -3292,
        "said_foreign": -6412,
        "said_limit": 1121,
        "said_part_of_year": -450,
        "said_planned": -1219,
        "said_rate": -1248,
        "said_unreal": -331,
        "short": -610,
        "strange": 1341,
        "summand": -5472,
        "swap": 595,
        "tied": 504,
        "tied_beside": 945,
        "told": -2078,
        "undated": -1616,
        "untied": 572,
        "worked_out": 169,
        "year": 277,
    },
    bar=600,
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
