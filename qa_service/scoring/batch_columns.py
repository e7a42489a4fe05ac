"""The answers of many sets, criterion by criterion: each distinct answer is checked once and then only counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from qa_service.errors import pointer_to
from qa_service.rubric import Rubric, Scale
from qa_service.scoring.answer import Answer
from qa_service.scoring.batch_faults import Faults
from qa_service.scoring.batch_memo import INVALID, NUMBER, Memo

Codes = NDArray[np.int32]
Numbers = NDArray[np.float64]
Rows = Sequence[Mapping[str, object]]
ByCriterion = Mapping[str, Sequence[object]]
_EXACT = 2.0**53
_BLOCK = 256


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The answers to one criterion: ``codes`` (n) number the distinct ``entries``, of which the first is no answer.

    In a numeric column ``numbers`` (n) holds the values of the sets whose code is NUMBER, and NaN elsewhere.
    """

    codes: Codes
    entries: Sequence[Answer | None]
    numbers: Numbers | None = None

    def answer(self, row: int) -> Answer | None:
        """Return the answer of one set, without its rationale and evidence, which never change a score."""
        code = int(self.codes[row])
        return Answer(float(self.numbers[row])) if self.numbers is not None and code == NUMBER else self.entries[code]

    def groups(self) -> NDArray[np.int64]:
        """Return numbers (n) that are equal where the answers are."""
        if self.numbers is None:
            return self.codes.astype(np.int64)
        _, places = np.unique(self.numbers, return_inverse=True)
        return places.astype(np.int64) * (len(self.entries) + 1) + self.codes


def read_columns(rubric: Rubric, answers: ByCriterion | Rows) -> tuple[int, list[Column]]:
    """Return how many sets there are, and the checked answers to each criterion of the rubric in order.

    Raises AnswerError with at most a hundred problems, by rising row; ValueError when columns differ in length.
    """
    reader = _read_by_criterion if isinstance(answers, Mapping) else _read_rows
    return reader(rubric, answers)  # type: ignore[arg-type]


def _read_rows(rubric: Rubric, rows: Rows) -> tuple[int, list[Column]]:
    faults = Faults(lambda row, name: pointer_to("/answers", row, name))
    if not set(map(type, rows)) <= {dict}:
        rows = [row if isinstance(row, Mapping) else faults.no_mapping(place) for place, row in enumerate(rows)]
    given = _transposed(rubric, rows, faults)
    columns = [_column(rubric, name, one, faults, False) for name, one in zip(rubric.criteria, given, strict=True)]
    faults.raise_any()
    return len(rows), columns


def _transposed(rubric: Rubric, rows: Rows, faults: Faults) -> list[list[object]]:
    """Return the answers by criterion, in blocks that stay in the processor's cache while they are read."""
    names = tuple(rubric.criteria)
    columns: list[list[object]] = [[] for _ in names]
    # The first once more: of one key alone the getter would give no tuple.
    pick = itemgetter(*names, names[0])
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        try:
            parts = list(zip(*map(pick, block), strict=True))[: len(names)]
            whole = sum(map(len, block)) == len(names) * len(block)
        except KeyError:
            parts, whole = [tuple([row.get(name) for row in block]) for name in names], False
        # Where every set has every criterion, their number shows that there are no others.
        if not whole:
            _strangers(rubric, block, start, faults)
        for column, part in zip(columns, parts, strict=True):
            column.extend(part)
    return columns


def _strangers(rubric: Rubric, block: Rows, start: int, faults: Faults) -> None:
    for place, row in enumerate(block, start):
        if not row.keys() <= rubric.criteria.keys():
            for name in row:
                if name not in rubric.criteria:
                    faults.stranger(place, name, pointer_to("/answers", place, str(name)), rubric.criteria)


def _read_by_criterion(rubric: Rubric, columns: ByCriterion) -> tuple[int, list[Column]]:
    faults = Faults(lambda row, name: pointer_to("/answers", name, row))
    for name in columns:
        if name not in rubric.criteria:
            faults.stranger(0, name, pointer_to("/answers", str(name)), rubric.criteria)
    lists = {name: _listed(column) for name, column in columns.items()}
    lengths = {len(column) for column in lists.values()}
    if len(lengths) > 1:
        raise ValueError(f"Columns of answers have one length; these have {', '.join(map(str, sorted(lengths)))}.")
    size = lengths.pop() if lengths else 0
    read = [_column(rubric, name, lists.get(name) or [None] * size, faults, True) for name in rubric.criteria]
    faults.raise_any()
    return size, read


def _listed(column: Sequence[object]) -> list[object]:
    # Arrays and data frame columns give Python's own texts and numbers only this way.
    listed: list[object] = column.tolist() if hasattr(column, "tolist") else list(column)
    return listed


def _column(rubric: Rubric, name: str, given: list[object], faults: Faults, gaps: bool) -> Column:
    memo = Memo(rubric.criteria[name], rubric.scale_of(name), gaps)
    column = _numeric(memo, given) if memo.scale.type == "numeric" else _coded(memo, given)
    wrong = np.flatnonzero(column.codes == INVALID)
    if wrong.size:
        faults.answers(name, memo, given, wrong.tolist())
    return column


def _coded(memo: Memo, given: list[object]) -> Column:
    try:
        codes = np.fromiter(map(memo.__getitem__, given), np.int32, len(given))
    except TypeError:  # an answer that cannot be hashed: a list or a mapping
        codes = np.fromiter((memo.code(one, type(one) in (list, dict)) for one in given), np.int32, len(given))
    return Column(codes, memo.entries)


def _numeric(memo: Memo, given: list[object]) -> Column:
    plain = np.fromiter((type(value) is float or type(value) is int for value in given), bool, len(given))
    codes = np.full(len(given), NUMBER, np.int32)
    numbers = np.full(len(given), np.nan)
    try:
        numbers[plain] = np.array([value for value in given if type(value) in (float, int)], np.float64)
    except OverflowError:  # a whole number beyond every float: the check of single answers words the refusal
        plain[:] = False
    for row in np.flatnonzero(~(plain & _fits(memo.scale, numbers))).tolist():
        code = memo.code(given[row], typed=True)
        entry = memo.entries[code] if code >= 0 else None
        number = entry.value if entry is not None and isinstance(entry.value, float) else None
        codes[row], numbers[row] = (code, np.nan) if number is None else (NUMBER, number)
    return Column(codes, memo.entries, numbers)


def _fits(scale: Scale, numbers: Numbers) -> NDArray[np.bool_]:
    """Tell which numbers certainly are answers (n); the others are for the check of single answers."""
    low, high = scale.min or 0.0, scale.max or 0.0
    fits: NDArray[np.bool_] = (low <= numbers) & (numbers <= high) & (np.abs(numbers) < _EXACT)
    if scale.step:
        steps = (numbers - low) / scale.step
        whole = np.rint(steps)
        off = np.abs(steps - whole)
        fits &= (off <= 1e-9 * np.abs(whole)) | (off <= 1e-9 * np.abs(steps)) | (off <= 1e-6)
    return fits
