"""Ratings in which a rater may have judged an item more than once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.ratings import MISSING, Codes, Ratings
from qa_service.agreement.records import encode, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale
from qa_service.errors import Problem

Gold = Mapping[str, object] | Sequence[int] | NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class RepeatedRatings:
    """Level codes of ``trials x items`` (-1 missing); ``owner`` is the rater (index into ``raters``) of each trial.

    >>> found = RepeatedRatings.from_records(["a", "a", "b"], ["r", "r", "r"], [1, 2, 2], Scale("ordinal", ("1", "2")))
    >>> found.codes.tolist(), found.owner.tolist()
    ([[0, 1], [1, -1]], [0, 0])
    """

    scale: Scale
    raters: tuple[str, ...]
    items: tuple[str, ...]
    codes: Codes
    owner: NDArray[np.intp]

    @classmethod
    def from_records(
        cls, items: Sequence[str], raters: Sequence[str], values: Sequence[object], scale: Scale
    ) -> RepeatedRatings:
        """Build from three parallel columns; the same rater may rate the same item in several rows.

        The order of repeats does not matter. Raises AgreementError with pointers ``/ratings/{row}/value``.
        """
        names = tuple(dict.fromkeys(raters))
        times: dict[tuple[str, str], int] = {}
        trials: list[str] = []
        for item, rater in zip(items, raters, strict=True):
            turn = times[item, rater] = times.get((item, rater), 0) + 1
            trials.append(f"{turn} {rater}")
        grid = Ratings.from_records(items, trials, values, scale)
        if grid.codes is None:
            return cls(grid.scale, names, grid.items, np.empty((0, 0), np.int8), np.empty(0, np.intp))
        index = {name: i for i, name in enumerate(names)}
        owner = np.array([index[trial.split(" ", 1)[1]] for trial in grid.raters], dtype=np.intp)
        return cls(grid.scale, names, grid.items, grid.codes, owner)

    @classmethod
    def of(cls, ratings: Ratings | RepeatedRatings) -> RepeatedRatings:
        """Take ratings without repeats as one trial per rater; numeric ratings have no codes."""
        if isinstance(ratings, RepeatedRatings):
            return ratings
        codes = np.empty((0, 0), np.int8) if ratings.codes is None else ratings.codes
        return cls(ratings.scale, ratings.raters, ratings.items, codes, np.arange(codes.shape[0]))


def gold_codes(gold: Gold | None, ratings: RepeatedRatings) -> NDArray[np.int16] | None:
    """Return the known level of each item, -1 where unknown.

    ``gold`` maps item names to levels, or lists a code per item. Raises AgreementError for what is not in the scale.
    """
    size = ratings.codes.shape[1]
    if gold is None or ratings.scale.numeric:
        return None
    if isinstance(gold, Mapping):
        codes = _named(gold, ratings)
    else:
        codes = np.asarray(gold)
        if codes.shape != (size,) or (size and codes.dtype.kind not in "iu"):
            raise _bad_gold(f"Known levels are {size} whole numbers, one per item, -1 where unknown.")
    if size and not MISSING <= codes.min() <= codes.max() < len(ratings.scale.levels or ()):
        raise _bad_gold("A known level is a code of the scale, or -1.")
    return None if not size or codes.max() < 0 else codes.astype(np.int16)


def _named(gold: Mapping[str, object], ratings: RepeatedRatings) -> NDArray[np.int64]:
    names = ratings.items or tuple(str(i + 1) for i in range(ratings.codes.shape[1]))
    place = {name: i for i, name in enumerate(names)}
    index = {level: i for i, level in enumerate(ratings.scale.levels or ())}
    out = np.full(len(names), MISSING, dtype=np.int64)
    for name, level in gold.items():
        code = encode(level, ratings.scale, index)
        if code is None:
            raise AgreementError([not_in_scale(f"/gold/{name}", level, ratings.scale)])
        if name in place:
            out[place[name]] = int(code)
    return out


def _bad_gold(message: str) -> AgreementError:
    return AgreementError([Problem("/gold", "invalid_codes", message)])
