"""Long records in codes: which item was rated by whom, on which criterion, at which site, at which level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_service.agreement.records import Rating, encode, infer_levels, is_missing, not_in_scale
from qa_service.agreement.scale import AgreementError, Scale, level_key
from qa_service.errors import Problem

Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class FacetRatings:
    """``n`` ratings as codes, one entry a rating; ``criterion`` and ``site`` are None when there is no such facet.

    ``level`` counts from 0 (the lowest level of ``scale``). The same rater may rate the same item on the same
    criterion more than once. A rating without a value is not kept.
    """

    scale: Scale
    items: tuple[str, ...]
    raters: tuple[str, ...]
    criteria: tuple[str, ...]
    sites: tuple[str, ...]
    item: Index
    rater: Index
    criterion: Index | None
    site: Index | None
    level: Index

    @property
    def n(self) -> int:
        """Number of ratings."""
        return int(self.level.size)

    @classmethod
    def from_records(cls, records: Iterable[Rating], scale: Scale) -> FacetRatings:
        """Build from rating records; raises AgreementError with pointers ``/ratings/{row}/...``.

        Criterion and site are facets when a record names one; then every record has to.

        >>> rows = [Rating("a", "ann", "good"), Rating("a", "bob", "poor"), Rating("b", "bob", None)]
        >>> FacetRatings.from_records(rows, Scale("ordinal", ("poor", "good"))).level.tolist()
        [1, 0]
        """
        rows = list(records)
        criteria = [row.criterion for row in rows]
        sites = [row.site for row in rows]
        problems = [*_incomplete(criteria, "criterion"), *_incomplete(sites, "site")]
        if problems:
            raise AgreementError(problems)
        columns = [row.item for row in rows], [row.rater for row in rows], [row.value for row in rows]
        return cls.from_columns(*columns, scale, _named(criteria), _named(sites))

    @classmethod
    def from_columns(
        cls,
        items: Sequence[str],
        raters: Sequence[str],
        values: Sequence[object],
        scale: Scale,
        criteria: Sequence[str] | None = None,
        sites: Sequence[str] | None = None,
    ) -> FacetRatings:
        """Build from parallel columns of names and raw values; None and NaN are missing."""
        columns = [items, raters, values, *(c for c in (criteria, sites) if c is not None)]
        if len({len(column) for column in columns}) != 1:
            raise ValueError("the columns have different lengths")
        scale = infer_levels(scale, values)
        level = _levels(values, scale)
        kept = np.flatnonzero(level >= 0)
        item_names, item = _coded(items, kept)
        rater_names, rater = _coded(raters, kept)
        criterion_names, criterion = _coded(criteria or (), kept)
        site_names, site = _coded(sites or (), kept)
        return cls(
            scale, item_names, rater_names, criterion_names, site_names, item, rater,
            None if criteria is None else criterion, None if sites is None else site, level[kept],
        )  # fmt: skip

    @classmethod
    def from_codes(
        cls,
        item: ArrayLike,
        rater: ArrayLike,
        level: ArrayLike,
        scale: Scale,
        criterion: ArrayLike | None = None,
        site: ArrayLike | None = None,
    ) -> FacetRatings:
        """Wrap ready codes from 0; names are the codes counted from 1; a level of -1 is missing."""
        levels = np.asarray(level, dtype=np.intp)
        size = len(scale.levels or ())
        if levels.ndim != 1 or (levels.size and not -1 <= int(levels.min()) <= int(levels.max()) < size):
            message = f"Levels are whole numbers from -1 to {size - 1}, one a rating."
            raise AgreementError([Problem("/ratings", "invalid_codes", message)])
        kept = levels >= 0
        (items, i), (raters, r) = _numbered(item, kept), _numbered(rater, kept)
        criteria, c = _numbered(criterion, kept) if criterion is not None else ((), None)
        sites, s = _numbered(site, kept) if site is not None else ((), None)
        return cls(scale, items, raters, criteria, sites, i, r, c, s, levels[kept])


def _incomplete(column: Sequence[str | None], what: str) -> list[Problem]:
    if all(name is None for name in column):
        return []
    message = f"Some ratings name a {what}, so every rating has to."
    return [Problem(f"/ratings/{i}/{what}", "required", message) for i, name in enumerate(column) if name is None]


def _named(column: Sequence[str | None]) -> Sequence[str] | None:
    return None if not column or column[0] is None else cast("Sequence[str]", column)


def _coded(column: Sequence[str], kept: Index) -> tuple[tuple[str, ...], Index]:
    if not len(column):
        return (), np.zeros(0, np.intp)
    used = [column[i] for i in kept.tolist()]
    index = {name: i for i, name in enumerate(dict.fromkeys(used))}
    return tuple(map(str, index)), np.fromiter((index[name] for name in used), np.intp, len(used))


def _numbered(column: ArrayLike, kept: NDArray[np.bool_]) -> tuple[tuple[str, ...], Index]:
    codes = np.asarray(column, dtype=np.intp)
    if codes.shape != kept.shape or (codes.size and int(codes.min()) < 0):
        raise ValueError("codes of items, raters, criteria and sites are whole numbers from 0, one a rating")
    names, code = np.unique(codes[kept], return_inverse=True)
    return tuple(str(name + 1) for name in names.tolist()), code.astype(np.intp, copy=False)


def _levels(values: Sequence[object], scale: Scale) -> Index:
    """Return the code of each value, -1 where it is missing; a scale without levels has no codes."""
    if scale.numeric:
        return np.fromiter((-1 if is_missing(value) else 0 for value in values), np.intp, len(values))
    index = {level: i for i, level in enumerate(scale.levels or ())}
    known: dict[object, int] = {}
    out = np.empty(len(values), np.intp)
    problems: list[Problem] = []
    for row, value in enumerate(values):
        if is_missing(value):
            out[row] = -1
            continue
        key = value if type(value) is str else level_key(value)
        if key not in known:
            code = encode(value, scale, index)
            known[key] = -2 if code is None else int(code)
        out[row] = known[key]
        if out[row] == -2:
            problems.append(not_in_scale(f"/ratings/{row}/value", value, scale))
    if problems:
        raise AgreementError(problems)
    return out
