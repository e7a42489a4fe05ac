"""The ratings of one criterion out of columns: checked, freed of repeats, and laid out raters x items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.columns import Columns, Factor, Rows
from qa_service.agreement.ratings import Ratings, empty_codes
from qa_service.agreement.records import encode, infer_levels, not_in_scale
from qa_service.agreement.scale import LARGEST, SMALLEST, AgreementError, Scale
from qa_service.errors import Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Study:
    """The ratings of one criterion, what was left out and the reference of each item (NaN unknown)."""

    ratings: Ratings
    reference: Floats
    n_not_blind: int
    n_repeats: int


def study(columns: Columns, rows: Rows, scale: Scale) -> Study:
    """Check and encode the ratings of one criterion, which are some rows of the columns.

    Raises AgreementError with pointers ``/ratings/{row}/...``: rows are counted over all criteria.
    """
    scale = infer_levels(scale, columns.values_of(rows))
    values, wrong = _encoded(columns.value, rows, scale, "value")
    references, wrong_references = _encoded(columns.reference, rows, scale, "reference")
    problems = _in_order([*wrong, *wrong_references])
    blind, given = columns.blind[rows], columns.value.codes[rows] >= 0
    chosen, repeats, doubled = _first_of_repeats(columns, rows, np.flatnonzero(blind & given))
    problems += doubled
    if problems:
        raise AgreementError(problems)
    missing = np.flatnonzero(blind & ~given)
    # Names come in the order of their first rating, those of missing ratings last.
    order = np.concatenate([chosen, missing])
    items, item = _numbered(columns.item, rows[order])
    raters, rater = _numbered(columns.rater, rows[order])
    n = chosen.size
    ratings = _laid_out(scale, (raters, rater[:n]), (items, item[:n]), values[chosen])
    reference = _reference(columns, rows, references, (columns.item.codes[rows[order]], item, len(items)))
    return Study(ratings, reference, int(rows.size - np.count_nonzero(blind)), repeats)


def _encoded(column: Factor, rows: Rows, scale: Scale, field: str) -> tuple[Floats, list[tuple[int, Problem]]]:
    """The number (level code or score) of each row, NaN for none, and the rows with values outside the scale."""
    used, places = column.places(rows)
    found = np.append(_numbers([column.names[i] for i in used.tolist()], scale), np.nan)
    encoded: Floats = found[places]
    if not np.isnan(found[:-1]).any():
        return encoded, []
    wrong = np.flatnonzero(np.isnan(encoded) & (places < used.size))
    return encoded, [
        (row, not_in_scale(f"/ratings/{row}/{field}", column.names[code], scale))
        for row, code in zip(rows[wrong].tolist(), used[places[wrong]].tolist(), strict=True)
    ]


def _numbers(values: Sequence[object], scale: Scale) -> Floats:
    """The numbers of raw values, NaN for those that the scale does not have."""
    if scale.numeric and set(map(type, values)) <= {str, int, float}:
        try:
            numbers = np.fromiter(map(float, values), np.float64, len(values))  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            pass
        else:
            size = np.abs(numbers)
            allowed = (size == 0) | ((size >= SMALLEST) & (size <= LARGEST))
            return np.where(allowed & ((scale.type != "ratio") | (numbers >= 0)), numbers, np.nan)
    index = {level: i for i, level in enumerate(scale.levels or ())}
    codes = (encode(value, scale, index) for value in values)
    return np.fromiter((np.nan if code is None else code for code in codes), np.float64, len(values))


def _in_order(found: list[tuple[int, Problem]]) -> list[Problem]:
    """Problems by row; of one row, the value before the reference."""
    return [problem for _, problem in sorted(found, key=lambda entry: entry[0])]


def _first_of_repeats(columns: Columns, rows: Rows, given: Rows) -> tuple[Rows, int, list[Problem]]:
    """Of ``given`` places in ``rows``, the earliest of each rater and item; how many others; what cannot be told apart.

    They come in the order in which rater and item first meet.
    """
    cells = columns.item.codes[rows[given]].astype(np.int64) * max(len(columns.rater.names), 1)
    cells += columns.rater.codes[rows[given]]
    order = np.argsort(cells, kind="stable")
    same = np.diff(cells[order], prepend=-1) == 0
    if not same.any():
        return given, 0, []
    chosen = given.copy()
    keep = np.ones(given.size, dtype=np.bool_)
    keep[order[same]] = False
    problems: list[tuple[int, Problem]] = []
    starts = np.flatnonzero(~same)
    ends = np.append(starts[1:], order.size)
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        repeated = order[start:end]
        times = _times(columns.time, rows[given[repeated]])
        if None in times or len(set(times)) < len(times):
            message = "This rater already rated this item; repeats are told apart by their time."
            row = int(rows[given[repeated[1]]])
            problems.append((int(repeated[0]), Problem(f"/ratings/{row}", "duplicate_rating", message)))
        chosen[repeated[0]] = given[repeated[min(range(len(times)), key=lambda i: times[i] or "")]]
    return chosen[keep], int(np.count_nonzero(same)), _in_order(problems)


def _times(column: Factor, rows: Rows) -> list[str | None]:
    return [None if code < 0 else str(column.names[code]) for code in column.codes[rows].tolist()]


def _numbered(column: Factor, rows: Rows) -> tuple[tuple[str, ...], Rows]:
    """The names in the order of their first row, and the place among them of each row."""
    used, places = column.places(rows)
    first = np.empty(used.size, dtype=np.intp)
    # Of several rows that have a name, the last one that is written stays: the first row.
    first[places[::-1]] = np.arange(places.size - 1, -1, -1)
    order = np.argsort(first)
    rank = np.empty(used.size, dtype=np.intp)
    rank[order] = np.arange(used.size)
    return tuple(str(column.names[code]) for code in used[order].tolist()), rank[places]


def _laid_out(
    scale: Scale, raters: tuple[tuple[str, ...], Rows], items: tuple[tuple[str, ...], Rows], values: Floats
) -> Ratings:
    shape = len(raters[0]), len(items[0])
    if scale.numeric:
        grid = np.full(shape, np.nan)
        grid[raters[1], items[1]] = values
        return Ratings(scale, raters[0], items[0], None, grid)
    codes = empty_codes(shape, len(scale.levels or ()))
    codes[raters[1], items[1]] = values
    return Ratings(scale, raters[0], items[0], codes, None)


def _reference(columns: Columns, rows: Rows, references: Floats, items: tuple[Rows, Rows, int]) -> Floats:
    """The reference of each item; ``items`` gives codes of the column, their places, and the number of places."""
    codes, places, number = items
    reference = np.full(number, np.nan)
    known = np.flatnonzero(~np.isnan(references))
    if not known.size:
        return reference
    place_of = np.full(len(columns.item.names), -1, dtype=np.intp)
    place_of[codes] = places
    at = place_of[columns.item.codes[rows[known]]]
    known, at = known[at >= 0], at[at >= 0]
    truth = references[known]
    reference[at] = truth
    if np.array_equal(reference[at], truth):
        return reference
    raise AgreementError(_conflicts(columns, rows[known], at, truth))


def _conflicts(columns: Columns, rows: Rows, at: Rows, truth: Floats) -> list[Problem]:
    order = np.argsort(at, kind="stable")
    same_item = np.diff(at[order], prepend=-1) == 0
    other_truth = np.diff(truth[order], prepend=np.nan) != 0
    problems = []
    for row in np.sort(rows[order[same_item & other_truth]]).tolist():
        item = columns.item.names[columns.item.codes[row]]
        message = f"The item {item} has two different references."
        problems.append(Problem(f"/ratings/{row}/reference", "conflicting_reference", message))
    return problems
