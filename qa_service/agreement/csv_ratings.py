"""Ratings from CSV text: long form (one rating per row) or wide form (one item per row, one column per rater)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence

from qa_service.agreement.records import Rating
from qa_service.agreement.scale import AgreementError
from qa_service.errors import Problem

REQUIRED = ("item", "rater", "value")
MISSING = frozenset({"", "NA", "N/A", "n/a", "NaN", "nan"})
OPTIONAL = ("criterion", "site", "reference", "time", "blind")
BLIND = {"": True, "true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_Row = tuple[int, list[str]]
_PART = 1 << 20  # characters


def read_csv(text: str) -> list[Rating]:
    """Read ratings; an empty cell is a missing rating.

    Long form: the columns ``item, rater, value`` and any of ``criterion, site, reference, time, blind``.
    Wide form: ``item`` and one column per rater, beside any of ``criterion, reference``. The separator is a
    comma, semicolon or tab, whichever the header holds most; where it is no comma, 3,5 is the number 3.5. Raises
    AgreementError; a problem's line is the
    line of the text, its column the number of the field.
    """
    text = strip_mark(text)
    rows = _rows(text)
    _, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    problems = header_problems(names)
    if problems:
        raise AgreementError(problems)
    read, value_of = _long if is_long(names) else _wide, value_reader(separator_of(text))
    out: list[Rating] = []
    for line, row in rows:
        if len(row) != len(names):
            message = f"The row has {len(row)} fields, the header {len(names)}."
            problems.append(Problem("", "ragged_row", message, line=line, column=min(len(row), len(names)) + 1))
        else:
            out += read(dict(zip(names, (cell.strip() for cell in row), strict=True)), line, names, problems, value_of)
    if problems:
        raise AgreementError(problems)
    return out


def value_reader(separator: str) -> Callable[[str], str | None]:
    """Return what gives the value of a cell: None for an empty one, and for what statistics programs write there.

    Programs that write a decimal comma separate the fields by something else.
    """

    def with_point(cell: str) -> str | None:
        return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else _given(cell)

    return _given if separator == "," else with_point


def _given(cell: str) -> str | None:
    return None if cell in MISSING else cell


def strip_mark(text: str) -> str:
    """Return the text without the byte order mark that some programs begin it with."""
    return text.removeprefix("\ufeff")


def separator_of(text: str) -> str:
    """Return the comma, semicolon or tab, whichever the first line holds most."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def is_long(names: Collection[str]) -> bool:
    """Whether the columns are those of the long form."""
    return "rater" in names and "value" in names


def lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends; a copy is made of a part of the text at a time."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start + _PART) + 1 or len(text)
        yield from io.StringIO(text[start:stop], newline="")
        start = stop


def _rows(text: str) -> Iterator[_Row]:
    reader = csv.reader(lines(text), delimiter=separator_of(text), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        problem = Problem("", "invalid_csv", f"The text is not CSV: {error}.", line=reader.line_num, column=1)
        raise AgreementError([problem]) from error


def header_problems(names: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the names of the columns."""
    problems = [
        Problem("", "duplicate_column", f"The column {name!r} appears twice.", line=1, column=i + 1)
        for i, name in enumerate(names)
        if name in names[:i]
    ]
    if "item" not in names:
        message = "The header has no column item."
        problems.append(Problem("", "missing_column", message, line=1, column=1, allowed=(*REQUIRED, *OPTIONAL)))
    if ("rater" in names) != ("value" in names):
        missing = "value" if "rater" in names else "rater"
        message = f"The header has no column {missing}; the long form needs item, rater and value."
        problems.append(Problem("", "missing_column", message, line=1, column=1, allowed=REQUIRED))
    if "rater" in names and "value" in names:
        problems += [
            Problem("", "unknown_column", f"{name!r} is not a column of ratings.", 1, i + 1, (*REQUIRED, *OPTIONAL))
            for i, name in enumerate(names)
            if name not in REQUIRED + OPTIONAL
        ]
    return problems


def _long(
    row: dict[str, str], line: int, names: list[str], problems: list[Problem], value_of: Callable[[str], str | None]
) -> list[Rating]:
    found = [
        Problem("", "required", f"Every rating names its {key}.", line=line, column=names.index(key) + 1)
        for key in ("item", "rater")
        if not row[key]
    ]
    blind = BLIND.get(row.get("blind", "").lower())
    if blind is None:
        column = names.index("blind") + 1
        found.append(Problem("", "not_a_boolean", "blind is true or false.", line, column, ("true", "false")))
    problems.extend(found)
    if found:
        return []
    texts = {key: row.get(key) or None for key in ("criterion", "site", "time")}
    texts["reference"] = value_of(row.get("reference", ""))
    return [Rating(row["item"], row["rater"], value_of(row["value"]), blind=bool(blind), **texts)]


def _wide(
    row: dict[str, str], line: int, names: list[str], problems: list[Problem], value_of: Callable[[str], str | None]
) -> list[Rating]:
    if not row["item"]:
        problems.append(Problem("", "required", "Every row names its item.", line, names.index("item") + 1))
        return []
    reference, criterion = value_of(row.get("reference", "")), row.get("criterion") or None
    raters = [name for name in names if name not in ("item", "reference", "criterion")]
    return [
        Rating(row["item"], rater, value_of(row[rater]), criterion=criterion, reference=reference) for rater in raters
    ]
