"""Ratings as columns: what each rating says, as numbers that stand for the distinct names and values.

A million ratings are a few arrays instead of a million objects. Reading and checking go over the distinct names,
of which there are few; only a defect makes the ratings be looked at one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import NoneType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.infer import infer_scale
from qa_service.agreement.records import Rating, is_missing, read_records
from qa_service.agreement.scale import AgreementError, Scale, level_key
from qa_service.errors import Problem

Places = NDArray[np.int32]
Rows = NDArray[np.intp]
NOTHING = -1
_NAMES = {str, int}
_WORDS = {str, int, bool, NoneType}
_SCALARS = {*_WORDS, float}
_TEXTS = ("criterion", "site", "time")


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A column: ``names`` holds its distinct entries, ``codes`` the place of each row's entry there, -1 for none."""

    codes: Places
    names: Sequence[object]

    @classmethod
    def of(cls, values: Sequence[object]) -> Factor:
        """Number the distinct entries in the order of their first use; None and NaN are -1.

        Entries that are equal but of different types (1, 1.0, True) stay apart.

        >>> Factor.of(["b", "a", None, "b"]).codes.tolist()
        [0, 1, -1, 0]
        """
        kinds = set(map(type, values))
        if len(kinds - {NoneType}) > 1:
            typed: defaultdict[tuple[type, object], int] = numbering()
            codes = np.fromiter((typed[type(value), value] for value in values), np.int32, len(values))
            names = [name for _, name in typed]
        else:
            index: defaultdict[object, int] = numbering()
            codes = np.fromiter(map(index.__getitem__, values), np.int32, len(values))
            names = list(index)
        if kinds <= {str, int, bool}:
            return cls(codes, names)
        given = np.fromiter((not is_missing(name) for name in names), np.bool_, len(names))
        if given.all():
            return cls(codes, names)
        places = np.where(given, np.cumsum(given) - 1, NOTHING).astype(np.int32)
        return cls(places[codes], [name for name in names if not is_missing(name)])

    @classmethod
    def nothing(cls, size: int) -> Factor:
        """A column without entries."""
        return cls(np.full(size, NOTHING, np.int32), ())

    def renamed(self, name_of: Callable[[object], object]) -> Factor:
        """Return the column with other names; entries that get one name become one, None becomes -1."""
        new = Factor.of([name_of(name) for name in self.names])
        if len(new.names) == len(self.names):
            return Factor(self.codes, new.names)
        return Factor(np.append(new.codes, np.int32(NOTHING))[self.codes], new.names)

    def used(self, rows: Rows) -> Rows:
        """Return the codes that occur in some rows, in rising order."""
        codes = self.codes[rows]
        if len(self.names) > 4 * codes.size:
            return np.unique(codes[codes >= 0]).astype(np.intp)
        return np.flatnonzero(np.bincount(codes + 1, minlength=len(self.names) + 1)[1:])

    def places(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return ``used(rows)`` and, for each of the rows, the place of its code there; that of -1 is behind the last.

        The work grows with the rows, not with the names of the whole column.
        """
        used, codes = self.used(rows), self.codes[rows]
        if len(self.names) > 4 * codes.size:
            return used, np.where(codes < 0, used.size, np.searchsorted(used, codes))
        place_of = np.full(len(self.names) + 1, used.size)
        place_of[used] = np.arange(used.size)
        return used, place_of[codes]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Ratings in the order of the input, as one ``Factor`` for each field of a ``Rating`` and the flags ``blind``.

    ``criterion`` and ``time`` have -1 for none; ``value`` and ``reference`` keep the raw values, -1 is missing.
    """

    item: Factor
    rater: Factor
    value: Factor
    criterion: Factor
    site: Factor
    reference: Factor
    time: Factor
    blind: NDArray[np.bool_]

    def __len__(self) -> int:
        return self.item.codes.size

    @classmethod
    def of(cls, records: Iterable[Rating] | Columns) -> Columns:
        """Return records as columns; columns are returned as they are.

        >>> len(Columns.of([Rating("x", "ann", 3), Rating("x", "bob", 4)]))
        2
        """
        if isinstance(records, Columns):
            return records
        rows = records if isinstance(records, Sequence) else list(records)
        names = ("item", "rater", "value", "criterion", "site", "reference", "time")
        columns = {name: Factor.of([getattr(row, name) for row in rows]) for name in names}
        return cls(**columns, blind=np.fromiter((row.blind for row in rows), np.bool_, len(rows)))

    def only(self, rows: Rows) -> Columns:
        """Return some rows, names and their codes as they are."""
        fields = ("item", "rater", "value", "criterion", "site", "reference", "time")
        parts = {name: Factor(getattr(self, name).codes[rows], getattr(self, name).names) for name in fields}
        return Columns(**parts, blind=self.blind[rows])

    def groups(self) -> dict[str, Rows]:
        """Return the rows of each criterion ("all" where there is none), criteria in the order of the input."""
        named = self.criterion.renamed(lambda name: name or "all")
        names = [*map(str, named.names), "all"]
        codes = np.where(named.codes < 0, names.index("all"), named.codes)
        # Small integers are sorted in one pass.
        order = np.argsort(codes.astype(np.int16) if len(names) < 1 << 15 else codes, kind="stable")
        starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
        parts = np.split(order, starts[1:]) if order.size else []
        return {names[codes[rows[0]]]: rows for rows in sorted(parts, key=lambda rows: int(rows[0]))}

    def values_of(self, rows: Rows) -> list[object]:
        """Return the distinct values and references of some rows."""
        used = [self.value.names[i] for i in self.value.used(rows).tolist()]
        return used + [self.reference.names[i] for i in self.reference.used(rows).tolist()]


def numbering() -> defaultdict[Any, int]:
    """Return a dictionary that gives each new key the next number."""
    numbers = count()
    return defaultdict(numbers.__next__)


def infer_scales(ratings: Iterable[Rating] | Columns) -> dict[str, Scale]:
    """Return a scale per criterion from the values that were used; see ``infer_scale``.

    Raises AgreementError where the values cannot make a scale.
    """
    columns = Columns.of(ratings)
    scales = {
        name: infer_scale([str(value) for value in columns.values_of(rows)], None, ())
        for name, rows in columns.groups().items()
    }
    problems = [scale for scale in scales.values() if isinstance(scale, Problem)]
    if problems:
        raise AgreementError(problems)
    return {name: scale for name, scale in scales.items() if isinstance(scale, Scale)}


def read_record_columns(rows: object) -> Columns:
    """Read a JSON list of rating objects into columns; what ``read_records`` refuses is refused the same way.

    >>> read_record_columns([{"item": "x", "rater": "ann", "value": 3}]).value.names
    [3]
    """
    if isinstance(rows, list) and set(map(type, rows)) <= {dict}:
        found = _record_columns(rows)
        if found is not None:
            return found
    return Columns.of(read_records(rows))


def _record_columns(rows: Sequence[Mapping[str, object]]) -> Columns | None:
    """The columns of objects without a defect, else None."""
    columns: dict[str, Factor] = {}
    for name in ("item", "rater"):
        values = [row.get(name) for row in rows]
        if not set(map(type, values)) <= _NAMES or "" in values:
            return None
        columns[name] = Factor.of(values).renamed(level_key)
    for name in ("value", "reference", *_TEXTS):
        values = [row.get(name) for row in rows]
        if not set(map(type, values)) <= (_WORDS if name in _TEXTS else _SCALARS):
            return None
        columns[name] = Factor.of(values)
    for name in _TEXTS:
        columns[name] = columns[name].renamed(level_key)
    blind = [row.get("blind", True) for row in rows]
    if not set(map(type, blind)) <= {bool}:
        return None
    return Columns(**columns, blind=np.array(blind, dtype=np.bool_))
