"""The one representation every coefficient starts from: a dense rater-major array of codes or numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.records import encode, infer_levels, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale, level_key
from qa_service.errors import Problem

Codes = NDArray[np.int8] | NDArray[np.int16]
Floats = NDArray[np.float64]
MISSING = -1


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of ``n_raters x n_items``: ``codes`` on a level scale (-1 missing), else ``values`` (NaN missing).

    ``raters`` and ``items`` name rows and columns; ``items`` may be empty when nobody needs the names.
    """

    scale: Scale
    raters: tuple[str, ...]
    items: tuple[str, ...]
    codes: Codes | None
    values: Floats | None

    @property
    def shape(self) -> tuple[int, int]:
        """Number of raters, number of items."""
        array = self.codes if self.codes is not None else self.values
        return (0, 0) if array is None else (array.shape[0], array.shape[1])

    @classmethod
    def from_codes(
        cls, codes: ArrayLike, scale: Scale, raters: Sequence[str] = (), items: Sequence[str] = ()
    ) -> Ratings:
        """Wrap ready codes, raters x items, each -1 or an index into ``scale.levels``; int8 is not copied."""
        array = np.asarray(codes)
        size = len(scale.levels or ())
        if (
            array.ndim != 2
            or array.dtype.kind not in "iu"
            or (array.size and not -1 <= array.min() <= array.max() < size)
        ):
            message = f"Codes are whole numbers from -1 to {size - 1}, raters x items."
            raise AgreementError([Problem("/ratings", "invalid_codes", message)])
        names = tuple(raters) or tuple(str(i + 1) for i in range(array.shape[0]))
        narrow: Codes
        if size <= 127:
            narrow = np.asarray(array, dtype=np.int8, order="C")
        else:
            narrow = np.asarray(array, dtype=np.int16, order="C")
        return cls(scale, names, tuple(items), narrow, None)

    @classmethod
    def from_records(
        cls, items: Sequence[str], raters: Sequence[str], values: Sequence[object], scale: Scale
    ) -> Ratings:
        """Build from three parallel columns; raises AgreementError with pointers ``/ratings/{row}/...``.

        The same rater on the same item twice is refused: repeats are a study of their own
        (``attribute_agreement``).
        """
        scale = infer_levels(scale, values)
        item_index = {name: i for i, name in enumerate(dict.fromkeys(items))}
        rater_index = {name: i for i, name in enumerate(dict.fromkeys(raters))}
        rows = np.fromiter((rater_index[r] for r in raters), np.intp, len(raters))
        columns = np.fromiter((item_index[i] for i in items), np.intp, len(items))
        encoded, problems = _encode_column(values, scale)
        problems += _duplicates(rows, columns, len(item_index), np.isnan(encoded))
        if problems:
            raise AgreementError(problems)
        grid = np.full((len(rater_index), len(item_index)), np.nan)
        given = ~np.isnan(encoded)
        grid[rows[given], columns[given]] = encoded[given]
        return cls._from_grid(grid, scale, tuple(rater_index), tuple(item_index))

    @classmethod
    def from_matrix(
        cls, matrix: Sequence[Sequence[object]] | NDArray[np.generic], scale: Scale, raters: Sequence[str] = ()
    ) -> Ratings:
        """Build from items x raters; None and NaN are missing. Problems point to ``/ratings/{row}/{column}``."""
        rows = [list(row) for row in (matrix.tolist() if isinstance(matrix, np.ndarray) else matrix)]
        width = max((len(row) for row in rows), default=0)
        problems = [
            Problem(f"/ratings/{i}", "ragged_row", f"The row has {len(row)} ratings where others have {width}.")
            for i, row in enumerate(rows)
            if len(row) != width
        ]
        if problems:
            raise AgreementError(problems)
        flat = [value for row in rows for value in row]
        scale = infer_levels(scale, flat)
        encoded, problems = _encode_column(flat, scale, width)
        if problems:
            raise AgreementError(problems)
        names = tuple(raters) or tuple(str(i + 1) for i in range(width))
        grid = encoded.reshape(len(rows), width).T
        return cls._from_grid(grid, scale, names, tuple(str(i + 1) for i in range(len(rows))))

    @classmethod
    def _from_grid(cls, grid: Floats, scale: Scale, raters: tuple[str, ...], items: tuple[str, ...]) -> Ratings:
        if scale.numeric:
            return cls(scale, raters, items, None, np.ascontiguousarray(grid))
        codes = empty_codes((len(raters), len(items)), len(scale.levels or ()))
        np.copyto(codes, grid, where=~np.isnan(grid), casting="unsafe")
        return cls(scale, raters, items, codes, None)

    def scored(self, start: int = 0, stop: int | None = None) -> Floats:
        """Ratings as numbers (level scores or values), raters x items of a range of items; NaN is missing."""
        if self.values is not None:
            return self.values[:, start:stop]
        if self.codes is None:
            return np.empty(self.shape)
        scored: Floats = self._lookup()[self.codes[:, start:stop]]
        return scored

    def scored_row(self, rater: int) -> Floats:
        """Ratings of one rater as numbers, by item; NaN is missing."""
        if self.values is not None:
            row: Floats = self.values[rater]
            return row
        if self.codes is None:
            return np.empty(0)
        scored: Floats = self._lookup()[self.codes[rater]]
        return scored

    def lenient_up(self, lower_is_better: bool) -> Ratings:
        """The ratings with higher meaning better, so that a low one is severe: numbers turned where lower is better."""
        if not lower_is_better or self.values is None:
            return self
        return Ratings(self.scale, self.raters, self.items, None, -self.values)

    def _lookup(self) -> Floats:
        return score_lookup(self.scale)


def score_lookup(scale: Scale) -> Floats:
    """The score of each level, and last, for the code -1, NaN."""
    return np.append(np.array(scale.scores, dtype=np.float64), np.nan)


def scored_standard(standard: Floats, scale: Scale) -> Floats:
    """Standards of items, level codes or numbers with NaN for unknown, as numbers: the scores of their levels."""
    if scale.numeric:
        return standard
    scored: Floats = score_lookup(scale)[np.where(np.isnan(standard), -1, standard).astype(np.intp)]
    return scored


def empty_codes(shape: tuple[int, int], levels: int) -> Codes:
    """Return codes that are all missing, of the narrowest type that holds so many levels."""
    if levels <= 127:
        return np.full(shape, MISSING, dtype=np.int8)
    return np.full(shape, MISSING, dtype=np.int16)


def _encode_column(values: Sequence[object], scale: Scale, width: int | None = None) -> tuple[Floats, list[Problem]]:
    index = {level: i for i, level in enumerate(scale.levels or ())}
    known: dict[str, float | int | None] = {}
    encoded = np.full(len(values), np.nan)
    problems: list[Problem] = []
    for row, value in enumerate(values):
        if is_missing(value):
            continue
        key = level_key(value)
        if key not in known:
            known[key] = encode(value, scale, index)
        code = known[key]
        if code is None:
            pointer = f"/ratings/{row}/value" if width is None else f"/ratings/{row // width}/{row % width}"
            problems.append(not_in_scale(pointer, value, scale))
        else:
            encoded[row] = code
    return encoded, problems


def _duplicates(
    rows: NDArray[np.intp], columns: NDArray[np.intp], n_items: int, missing: NDArray[np.bool_]
) -> list[Problem]:
    given = np.flatnonzero(~missing)
    cells = rows[given] * max(n_items, 1) + columns[given]
    _, first = np.unique(cells, return_index=True)
    repeated = np.setdiff1d(given, given[first])
    message = "This rater already rated this item; the same pair may appear once."
    return [Problem(f"/ratings/{i}", "duplicate_rating", message) for i in repeated.tolist()]
