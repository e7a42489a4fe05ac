"""The JSON forms of ratings: long, one object per rating, and wide, one row per item and one column per rater."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np
from rapidfuzz import process

from qa_service.agreement.catalogue import IntervalMethod
from qa_service.agreement.columns import Columns, Factor, read_record_columns
from qa_service.errors import Problem, invalid_request, pointer_to

_COMMON = ("scale", "min_items", "coefficients", "interval", "weights", "by")
_WIDE = ("raters", "items", "criterion", "references")
FIELDS = ("ratings", "matrix", *_WIDE, *_COMMON)
_SCALE = ("type", "levels")
INTERVALS: tuple[str, ...] = get_args(IntervalMethod)
BY = ("site",)
_MAX_MIN_ITEMS = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A document whose outline is right: lists where lists belong, as many names as rows and columns."""

    document: Mapping[str, Any]

    @property
    def scale(self) -> Mapping[str, Any] | None:
        """The declared scale."""
        found: Mapping[str, Any] | None = self.document.get("scale")
        return found

    @property
    def min_items(self) -> int:
        """Figures of fewer items are withheld."""
        return int(self.document.get("min_items", 20))

    @property
    def coefficients(self) -> Sequence[str] | None:
        """The wanted coefficients; None for all."""
        names: Sequence[str] | None = self.document.get("coefficients")
        return names

    @property
    def interval(self) -> str:
        """How intervals are made."""
        return str(self.document.get("interval", "linearised"))

    @property
    def weights(self) -> object:
        """Other weights for the weighted coefficients: a name, or a matrix."""
        return self.document.get("weights")

    @property
    def by(self) -> str | None:
        """What the ratings are parted by."""
        found: str | None = self.document.get("by")
        return found

    @property
    def size(self) -> int:
        """The number of ratings; in the wide form of cells."""
        rows = self.document.get("matrix")
        return len(self.document["ratings"]) if rows is None else sum(map(len, rows))

    def columns(self) -> Columns:
        """The ratings; raises AgreementError."""
        rows = self.document.get("matrix")
        if rows is None:
            return read_record_columns(self.document["ratings"])
        raters = [str(name) for name in self.document["raters"]]
        items = [str(name) for name in self.document.get("items") or range(1, len(rows) + 1)]
        return _wide_columns(rows, raters, items, self.document.get("references"), self.document.get("criterion"))

    def place(self, problem: Problem) -> Problem:
        """The problem at the cell of the matrix instead of at the record that was made of it."""
        steps = problem.pointer.split("/")
        if "matrix" not in self.document or len(steps) < 4 or steps[1] != "ratings" or not steps[2].isdigit():
            return problem
        row, column = divmod(int(steps[2]), len(self.document["raters"]))
        at = f"/references/{row}" if steps[3] == "reference" else f"/matrix/{row}/{column}"
        return replace(problem, pointer=at)


def _wide_columns(
    rows: Sequence[Sequence[object]],
    raters: Sequence[str],
    items: Sequence[str],
    references: Sequence[object] | None,
    criterion: str | None,
) -> Columns:
    width, size = len(raters), len(rows) * len(raters)
    nothing, by_row = Factor.nothing(size), np.repeat(np.arange(len(rows), dtype=np.int32), width)
    known = Factor.of(references) if references else Factor.nothing(len(rows))
    return Columns(
        item=Factor(by_row, items),
        rater=Factor(np.tile(np.arange(width, dtype=np.int32), len(rows)), raters),
        value=Factor.of([value for row in rows for value in row]),
        criterion=Factor(np.zeros(size, dtype=np.int32), [criterion]) if criterion else nothing,
        site=nothing,
        reference=Factor(known.codes[by_row], known.names),
        time=nothing,
        blind=np.ones(size, dtype=np.bool_),
    )


def read_document(document: object) -> Sent:
    """Check the outline of a request; what the ratings are is checked when they are measured."""
    if not isinstance(document, Mapping):
        raise invalid_request([Problem("", "not_an_object", "The body is an object with ratings, or with a matrix.")])
    problems = [_unknown(name, FIELDS, "") for name in document if name not in FIELDS]
    if ("ratings" in document) == ("matrix" in document):
        message = "Give either ratings, a list of objects, or a matrix, a row per item and a column per rater."
        problems.append(Problem("/ratings", "required", message))
    problems += _scale_problems(document.get("scale")) + _option_problems(document)
    problems += _wide_problems(document) if "matrix" in document else _long_problems(document)
    if problems:
        raise invalid_request(problems[:100])
    return Sent({name: value for name, value in document.items() if value is not None})


def _scale_problems(scale: object) -> list[Problem]:
    if scale is None:
        return []
    if not isinstance(scale, Mapping):
        return [Problem("/scale", "not_an_object", "The scale is an object with a type and levels.")]
    found = [_unknown(name, _SCALE, "/scale") for name in scale if name not in _SCALE]
    if not isinstance(scale.get("type"), str):
        found.append(Problem("/scale/type", "required", "The scale has a type."))
    levels = scale.get("levels")
    if levels is not None and not isinstance(levels, list):
        found.append(Problem("/scale/levels", "not_a_list", "The levels are a list, lowest first."))
    elif levels:
        found += _not_scalars("/scale/levels", levels)
    return found


def _option_problems(document: Mapping[str, Any]) -> list[Problem]:
    found = []
    least = document.get("min_items", 20)
    if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= _MAX_MIN_ITEMS:
        message = f"min_items is a whole number from 1 to {_MAX_MIN_ITEMS}."
        found.append(Problem("/min_items", "invalid_value", message))
    for name, allowed in (("interval", INTERVALS), ("by", BY)):
        given = document.get(name)
        if given is not None and given not in allowed:
            message = f"{name} is {' or '.join(allowed)}."
            found.append(Problem(f"/{name}", "invalid_value", message, allowed=allowed))
    weights = document.get("weights")
    if weights is not None and not isinstance(weights, str | list):
        message = "The weights are a name, or a list of rows of numbers, one row and one column a level."
        found.append(Problem("/weights", "wrong_type", message))
    names = document.get("coefficients")
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        found.append(Problem("/coefficients", "not_a_list", "The coefficients are a list of names."))
    return found


def _long_problems(document: Mapping[str, Any]) -> list[Problem]:
    found = [
        Problem(f"/{name}", "not_allowed", f"{name} goes with a matrix; a rating of a list names its own.")
        for name in _WIDE
        if name in document
    ]
    if "ratings" not in document:
        return found
    if not isinstance(document["ratings"], list):
        found.append(Problem("/ratings", "not_a_list", "The ratings are a list of objects."))
    elif not document["ratings"]:
        found.append(Problem("/ratings", "no_ratings", "There are no ratings."))
    return found


def _wide_problems(document: Mapping[str, Any]) -> list[Problem]:
    rows, raters = document["matrix"], document.get("raters")
    if not isinstance(rows, list) or not rows:
        return [Problem("/matrix", "not_a_list", "The matrix is a list of rows, one per item.")]
    if not isinstance(raters, list) or not raters:
        return [Problem("/raters", "required", "The raters are a list of names, one per column of the matrix.")]
    found = _names("/raters", raters)
    for name in ("items", "references"):
        column = document.get(name)
        if column is None:
            continue
        if not isinstance(column, list) or len(column) != len(rows):
            message = f"The {name} are a list with one entry per row of the matrix, {len(rows)}."
            found.append(Problem(f"/{name}", "wrong_count", message))
        else:
            found += _names(f"/{name}", column) if name == "items" else _not_scalars(f"/{name}", column)
    criterion = document.get("criterion")
    if criterion is not None and not (isinstance(criterion, str) and criterion):
        found.append(Problem("/criterion", "invalid_value", "The criterion is a name."))
    return found + _row_problems(rows, len(raters))


def _row_problems(rows: Sequence[object], width: int) -> list[Problem]:
    found: list[Problem] = []
    for i, row in enumerate(rows):
        if not isinstance(row, list):
            found.append(Problem(f"/matrix/{i}", "not_a_list", "A row is a list with one rating per rater."))
        elif len(row) != width:
            message = f"The row has {len(row)} ratings where there are {width} raters."
            found.append(Problem(f"/matrix/{i}", "ragged_row", message))
        else:
            found += _not_scalars(f"/matrix/{i}", row)
        if len(found) > 100:
            break
    return found


def _names(pointer: str, names: Sequence[object]) -> list[Problem]:
    """Names are texts or whole numbers, each used once."""
    message = "A name is a text or a whole number."
    found = [
        Problem(f"{pointer}/{i}", "wrong_type", message)
        for i, name in enumerate(names)
        if isinstance(name, bool) or not isinstance(name, str | int) or name == ""
    ]
    if not found and len({str(name) for name in names}) < len(names):
        found.append(Problem(pointer, "duplicate_id", "Each name is used once."))
    return found


def _not_scalars(pointer: str, values: Sequence[object]) -> list[Problem]:
    return [
        Problem(f"{pointer}/{i}", "not_a_scalar", "A value is a text, a number or null.")
        for i, value in enumerate(values)
        if value is not None and not isinstance(value, str | int | float)
    ]


def _unknown(name: str, known: tuple[str, ...], parent: str) -> Problem:
    match = process.extractOne(name, known, score_cutoff=60)
    hint = f" Did you mean {match[0]!r}?" if match else ""
    message = f"There is no field {name[:100]!r} here.{hint}"
    return Problem(
        pointer_to(parent, name), "unknown_field", message, allowed=known, suggestion=match[0] if match else None
    )
