"""Means that may be of whole numbers, with what is told of them, and which of the impossible ones are no chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from qa_service.checks.statistics.averages import Average, chance_of, may_be_of_items
from qa_service.checks.statistics.made_numbers import answers_are_merged
from qa_service.checks.statistics.told_whole import Told
from qa_service.documents import Document


class Source(IntEnum):
    """Where the n of a mean stands: that of the mean itself, that of its column or group, that of all."""

    OWN = 0
    BESIDE = 1
    NAMED = 2
    CAPTION = 3
    TEXT = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mean with its n, and how surely it is of whole numbers."""

    average: Average
    told: Told
    source: Source


# How likely chance may be, by what is told of the measure and where the n stands.
_LIMITS = {
    Told.SURELY: (1.0, 1.0, 1.0, 0.4, 0.1),
    Told.BY_ITS_LABEL: (0.6, 0.5, 0.4, 0.4, 0.05),
    Told.BY_THE_TEXT: (0.5, 0.3, 0.3, 0.1, 0.03),
    Told.BY_ITS_SCALE: (0.05, 0.05, 0.05, 0.03, 0.01),
    Told.NOT_AT_ALL: (0.004, 0.004, 0.004, 0.002, 0.002),
}
_MERGED = 0.01
_COARSE = 5


def wrong_means(document: Document, pools: Sequence[Sequence[Candidate]]) -> Iterator[Average]:
    """Yield the impossible means of those told of surely, of those told of at all, and of each pool."""
    every = [each for pool in pools for each in pool]
    surely = [each for each in every if each.told >= Told.BY_THE_TEXT]
    rather = [each for each in every if each.told >= Told.BY_ITS_SCALE]
    for pool in (surely, rather, *pools):
        yield from _wrong(document, pool)


def _wrong(document: Document, pool: Sequence[Candidate]) -> Iterator[Average]:
    wrong = [each for each in pool if not each.average.is_possible]
    if not wrong or (len(wrong) > 1 and 3 * len(wrong) > len(pool)):
        return
    chance = chance_of(each.average for each in pool)
    unsure = _is_on_a_grid(pool, len(wrong)) or may_be_of_items([each.average for each in pool])
    for each in wrong:
        limit = _LIMITS[each.told][each.source]
        if _MERGED < limit < 1 and answers_are_merged(document, besides_items=each.told >= Told.BY_THE_TEXT):
            limit = _MERGED
        if each.told == Told.NOT_AT_ALL and len(wrong) > 1:
            limit /= 10
        if (limit == 1 or chance <= limit) and not (unsure and each.told < Told.BY_THE_TEXT):
            yield each.average


def _is_on_a_grid(pool: Sequence[Candidate], wrong: int) -> bool:
    """Whether nearly all means are on a grid of fives, as those of half points or few answers are."""
    return sum(_is_coarse(each.average) for each in pool) >= len(pool) - wrong


def _is_coarse(average: Average) -> bool:
    return int(average.number.scaleb(average.places)) % _COARSE == 0
