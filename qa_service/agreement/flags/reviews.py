"""Reviews as the flags read them: one row per reviewer and item, one column per criterion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.records import Rating, encode, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.errors import Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on one criterion as a number (a level's score); None or NaN is no mark.

    ``time`` orders the reviews of a reviewer: seconds, or a text that sorts as it should, such as an ISO date and time.
    ``seconds`` is how long the whole review took (the largest of a review's marks counts); ``work_type`` names the kind
    of work, so that long and short work are not compared.
    """

    item: str
    rater: str
    criterion: str
    value: float | None
    time: float | str | None = None
    seconds: float | None = None
    work_type: str = ""


@dataclass(frozen=True, eq=False)
class Reviews:
    """All reviews: ``values`` is reviews x criteria (NaN: no mark), ``rater`` and ``item`` index the names.

    ``order`` ranks the reviews of each reviewer in time (-1: no time), ``seconds`` is NaN where unknown, ``work``
    indexes ``work_types``. ``low`` and ``high`` are the ends of each criterion's scale.
    """

    raters: tuple[str, ...]
    items: tuple[str, ...]
    criteria: tuple[str, ...]
    work_types: tuple[str, ...]
    rater: Whole
    item: Whole
    values: Floats
    order: Whole
    seconds: Floats
    work: Whole
    low: Floats
    high: Floats

    @classmethod
    def of(cls, marks: Iterable[Mark], bounds: Mapping[str, tuple[float, float]] | None = None) -> Reviews:
        """Collect marks; of two marks of one reviewer on one item and criterion the earlier counts.

        ``bounds`` are the lowest and highest value of a criterion's scale; where they are missing, those that were
        given. Values outside the bounds raise AgreementError.

        >>> reviews = Reviews.of([Mark("i1", "ann", "tone", 3), Mark("i1", "bob", "tone", 4)])
        >>> reviews.values.tolist(), reviews.raters
        ([[3.0], [4.0]], ('ann', 'bob'))
        """
        kept = [mark for mark in marks if not is_missing(mark.value)]
        kept.sort(key=lambda mark: (mark.time is None, isinstance(mark.time, str), mark.time or 0))
        places: dict[tuple[str, str], int] = {}
        for mark in kept:
            places.setdefault((mark.rater, mark.item), len(places))
        criteria = _index(sorted({mark.criterion for mark in kept}))
        values = np.full((len(places), len(criteria)), np.nan)
        seconds = np.full(len(places), np.nan)
        first: dict[int, Mark] = {}
        for mark in kept:
            row, column = places[mark.rater, mark.item], criteria[mark.criterion]
            first.setdefault(row, mark)
            if np.isnan(values[row, column]):
                values[row, column] = float(mark.value or 0.0)
            if mark.seconds is not None:
                seconds[row] = np.fmax(seconds[row], mark.seconds)
        low, high = _bounds(values, tuple(criteria), bounds or {})
        return cls._joined(places, criteria, first, values, seconds, low, high)

    @classmethod
    def _joined(
        cls,
        places: Mapping[tuple[str, str], int],
        criteria: Mapping[str, int],
        first: Mapping[int, Mark],
        values: Floats,
        seconds: Floats,
        low: Floats,
        high: Floats,
    ) -> Reviews:
        raters, items = (_index(sorted({pair[side] for pair in places})) for side in (0, 1))
        works = _index(sorted({mark.work_type for mark in first.values()}))
        # Rows came in the order of time, so the row number ranks them.
        timed = [row if first[row].time is not None else -1 for row in range(len(places))]
        return cls(
            tuple(raters), tuple(items), tuple(criteria), tuple(works),
            np.array([raters[rater] for rater, _ in places], dtype=np.intp),
            np.array([items[item] for _, item in places], dtype=np.intp),
            values, np.array(timed, dtype=np.intp), seconds,
            np.array([works[first[row].work_type] for row in range(len(places))], dtype=np.intp), low, high,
        )  # fmt: skip

    def of_rater(self, rater: int, among: NDArray[np.bool_]) -> Whole:
        """Rows of a reviewer among some."""
        return np.flatnonzero((self.rater == rater) & among)


def _index(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _bounds(
    values: Floats, criteria: tuple[str, ...], bounds: Mapping[str, tuple[float, float]]
) -> tuple[Floats, Floats]:
    low, high = np.zeros(len(criteria)), np.zeros(len(criteria))
    problems = []
    for place, name in enumerate(criteria):
        column = values[:, place][~np.isnan(values[:, place])]
        given = bounds.get(name, (float(column.min()), float(column.max())))
        low[place], high[place] = min(given), max(given)
        if column.min() < low[place] or column.max() > high[place] or not np.isfinite(column).all():
            message = f"A mark on {name} lies outside {low[place]:g} to {high[place]:g}."
            problems.append(Problem("/marks", "not_in_scale", message))
    if problems:
        raise AgreementError(problems)
    return low, high


def read_marks(
    ratings: Iterable[Rating],
    scales: Mapping[str | None, Scale],
    seconds: Mapping[tuple[str, str], float] | None = None,
    work_types: Mapping[str, str] | None = None,
) -> tuple[list[Mark], dict[str, tuple[float, float]]]:
    """Turn long ratings into marks and the bounds of their scales.

    ``scales`` has the scale of each criterion, ``seconds`` the time of the review of (item, rater), ``work_types`` the
    kind of work of an item. Ratings that were not blind and criteria on nominal scales are left out. Values that are
    not in their scale raise AgreementError with pointers ``/ratings/{row}/value``.

    >>> marks, bounds = read_marks([Rating("i1", "ann", "4", "tone")], {"tone": Scale("ordinal", tuple("12345"))})
    >>> marks[0].value, bounds
    (4.0, {'tone': (1.0, 5.0)})
    """
    marks: list[Mark] = []
    problems: list[Problem] = []
    for row, rating in enumerate(ratings):
        scale = scales.get(rating.criterion)
        if scale is None or not scale.ordered or not rating.blind or is_missing(rating.value):
            continue
        index = {level: i for i, level in enumerate(scale.levels or ())}
        code = encode(rating.value, scale, index)
        if code is None:
            problems.append(not_in_scale(f"/ratings/{row}/value", rating.value, scale))
            continue
        value = float(code) if scale.numeric else scale.scores[int(code)]
        took = (seconds or {}).get((rating.item, rating.rater))
        kind = (work_types or {}).get(rating.item, "")
        marks.append(Mark(rating.item, rating.rater, rating.criterion or "", value, rating.time, took, kind))
    if problems:
        raise AgreementError(problems)
    ends = {name or "": (min(s.scores), max(s.scores)) for name, s in scales.items() if s.levels and s.ordered}
    return marks, {name: pair for name, pair in ends.items() if all(map(math.isfinite, pair))}
