"""Long records of numbers: who gave which item how much, on which criterion, at which site, at which repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.records import Rating, is_missing
from qa_service.agreement.scale import LARGEST, SMALLEST, AgreementError, as_number, in_range, level_key
from qa_service.errors import Problem

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]
Column = Sequence[object] | NDArray[Any]
OPTIONAL = ("criterion", "site", "occasion")


@dataclass(frozen=True, slots=True)
class Observation:
    """One number: ``value`` None is missing; ``occasion`` tells repeats of one rater on one item apart.

    Repeats may also go without ``occasion``; they then count in the order given. ``blind`` False marks a repeat
    that the rater gave with the earlier one in sight.
    """

    item: str
    rater: str
    value: float | int | None
    criterion: str | None = None
    site: str | None = None
    occasion: str | None = None
    blind: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Columns of equal length: ``codes`` numbers each facet's ``names``; ``values`` are finite numbers."""

    codes: Mapping[str, Codes]
    names: Mapping[str, tuple[str, ...]]
    values: Floats

    @classmethod
    def from_records(cls, records: Iterable[Observation | Rating], blind_only: bool = False) -> Observations:
        """Read records with ``item``, ``rater``, ``value`` and what else the design needs; see ``from_columns``.

        With ``blind_only`` a record that is not blind counts as missing.
        """
        rows: list[Any] = list(records)
        optional = {name: [getattr(row, name, None) for row in rows] for name in OPTIONAL}
        values = [row.value if row.blind or not blind_only else None for row in rows]
        return cls.from_columns([row.item for row in rows], [row.rater for row in rows], values, **optional)

    @classmethod
    def from_columns(
        cls,
        item: Column,
        rater: Column,
        value: Column,
        criterion: Column | None = None,
        site: Column | None = None,
        occasion: Column | None = None,
    ) -> Observations:
        """Build from parallel columns; missing values (None, NaN) are left out.

        Raises AgreementError with pointers ``/ratings/{row}/...`` for what is not a number or has no name, and
        for one rater's two values of the same item, criterion and occasion.

        >>> rows = Observations.from_columns(["a", "a"], ["x", "y"], [3, None])
        >>> rows.values.tolist(), rows.names["rater"]
        ([3.0], ('x',))
        """
        columns = {"item": item, "rater": rater, "criterion": criterion, "site": site, "occasion": occasion}
        if any(column is not None and len(column) != len(value) for column in columns.values()):
            raise ValueError("The columns differ in length.")
        numbers, problems = _numbers(value)
        kept = np.flatnonzero(~np.isnan(numbers))
        codes: dict[str, Codes] = {}
        names: dict[str, tuple[str, ...]] = {}
        for facet, column in columns.items():
            if column is not None and not (facet in OPTIONAL and _nameless(column)):
                found = _encode(column, kept)
                problems += [] if found else _unnamed(facet, column, kept)
                codes[facet], names[facet] = found or (kept, ())
        problems = problems or _repeated(codes, kept)
        if problems:
            raise AgreementError(problems)
        return cls(codes, names, numbers[kept])

    def __len__(self) -> int:
        return len(self.values)


def as_observations(source: Observations | Iterable[Observation | Rating], blind_only: bool = False) -> Observations:
    """Return the columns of records, or the columns as they are."""
    return source if isinstance(source, Observations) else Observations.from_records(source, blind_only)


def require_one_criterion(rows: Observations) -> None:
    """Refuse numbers of several criteria where the analysis knows none: they are no repeats of one another."""
    if len(rows.names.get("criterion", ())) > 1:
        message = "The ratings are of several criteria: pick one, form totals, or choose a design with criteria."
        raise AgreementError([Problem("/ratings", "not_allowed", message)])


def _numbers(values: Column) -> tuple[Floats, list[Problem]]:
    array = _plain(values)
    if array is not None:
        size = np.abs(array)
        wrong = np.flatnonzero((size > LARGEST) | ((size > 0) & (size < SMALLEST)))
        return array, [_problem(row, values[row]) for row in wrong.tolist()]
    found = [np.nan if is_missing(value) else as_number(value) for value in values]
    wrong_rows = [row for row, x in enumerate(found) if x is None or not (is_missing(x) or in_range(x))]
    array = np.array([np.nan if number is None else number for number in found], dtype=np.float64)
    return array, [_problem(row, values[row]) for row in wrong_rows]


def _plain(values: Column) -> Floats | None:
    """Numbers and None read in one go; None when something else is among them."""
    numeric = isinstance(values, np.ndarray) and values.dtype.kind in "iuf"
    if not numeric and not set(map(type, values)) <= {int, float, type(None)}:
        return None
    try:
        return np.array(values, dtype=np.float64)
    except OverflowError:
        return None


def _problem(row: int, value: object) -> Problem:
    pointer, number = f"/ratings/{row}/value", as_number(value)
    if number is None:
        return Problem(pointer, "not_in_scale", f"{value!r} is not a finite number.")
    message = f"{value!r} is out of range: a rating is 0, or from {SMALLEST:g} to {LARGEST:g} in size."
    return Problem(pointer, "out_of_range", message)


def _nameless(column: Column) -> bool:
    return isinstance(column, list | tuple) and all(name is None or name == "" for name in column)


def _encode(column: Column, kept: Codes) -> tuple[Codes, tuple[str, ...]] | None:
    """Codes and names of a facet; None when some row has no name."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        numbers, codes = np.unique(column[kept], return_inverse=True)
        return codes.astype(np.intp), tuple(str(number) for number in numbers.tolist())
    rows = kept.tolist()
    picked: Column = column if len(rows) == len(column) else [column[row] for row in rows]
    index: dict[object, int] = {name: i for i, name in enumerate(dict.fromkeys(picked))}
    if None in index or "" in index:
        return None
    names: dict[str, int] = {}
    merged = np.array([names.setdefault(level_key(name), len(names)) for name in index], dtype=np.intp)
    codes = np.fromiter((index[name] for name in picked), np.intp, len(rows))
    return merged[codes] if len(merged) else codes, tuple(names)


def _unnamed(facet: str, column: Column, kept: Codes) -> list[Problem]:
    message = f"The {facet} is missing; where one rating names it, all do."
    return [
        Problem(f"/ratings/{row}/{facet}", "required", message) for row in kept.tolist() if column[row] in (None, "")
    ]


def _repeated(codes: Mapping[str, Codes], kept: Codes) -> list[Problem]:
    if "occasion" not in codes or not len(kept):
        return []
    table = np.stack([codes[facet] for facet in sorted(codes)])
    _, first = np.unique(table, axis=1, return_index=True)
    message = "This rater already gave this item a value on this occasion."
    again = np.setdiff1d(np.arange(len(kept)), first)
    return [Problem(f"/ratings/{row}/occasion", "duplicate_rating", message) for row in kept[again].tolist()]
