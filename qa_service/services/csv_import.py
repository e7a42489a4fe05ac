"""Reviews in a spreadsheet's long form: one rating a row, gathered into one review per item and rater."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.errors import Problem, invalid

_REQUIRED = ("item", "rater", "criterion", "value")
_OPTIONAL = ("site", "time", "engagement", "kind", "rationale")
# float() would take 1_000, nan and digits of any script as well.
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE = 2.0**53  # up to here a float holds every whole number
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class CsvReview:
    """One review and the first row it came from."""

    line: int
    values: Mapping[str, Any]


def reviews_of_csv(text: str, engagement: str = "default") -> list[CsvReview]:
    """Read columns item, rater, criterion, value and optionally site, time, engagement, kind, rationale.

    Numbers become numbers, every other value is a level id; an empty value is no answer. Rows belong to one
    review when engagement, item, rater and kind are the same. Raises a refusal that names line and column of the
    first faults.
    """
    reader = csv.reader(io.StringIO(text))
    header = [name.strip().lower() for name in next(_rows(reader), [])]
    _check_header(header)
    reviews: dict[_Key, dict[str, Any]] = {}
    lines: dict[_Key, int] = {}
    problems: list[Problem] = []
    for cells in _rows(reader):
        if any(cell.strip() for cell in cells):
            _row(
                dict(zip(header, (c.strip() for c in cells), strict=False)),
                reader.line_num,
                engagement,
                reviews,
                lines,
                problems,
            )
    if problems:
        raise invalid("invalid_csv", "The CSV is not valid", problems[:100])
    if not reviews:
        raise invalid(
            "invalid_csv",
            "The CSV is not valid",
            [Problem("", "required", "The file holds no ratings.", line=1, column=1)],
        )
    return [CsvReview(lines[key], values) for key, values in reviews.items()]


def _rows(reader: Any) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        line = int(reader.line_num)
        problem = Problem("", "invalid_csv", f"The text is not CSV: {error}.", line=line, column=1)
        raise invalid("invalid_csv", "The CSV is not valid", [problem]) from None


def _check_header(header: Sequence[str]) -> None:
    known = (*_REQUIRED, *_OPTIONAL)
    problems = [
        Problem("", "required", f"The column {name!r} is missing.", line=1, column=1, allowed=known)
        for name in _REQUIRED
        if name not in header
    ]
    problems += [
        Problem("", "unknown_column", f"{name!r} is not a column of this form.", line=1, column=i, allowed=known)
        for i, name in enumerate(header, 1)
        if name not in known
    ]
    if problems:
        raise invalid("invalid_csv", "The CSV is not valid", problems)


def _row(
    row: Mapping[str, str],
    line: int,
    engagement: str,
    reviews: dict[_Key, dict[str, Any]],
    lines: dict[_Key, int],
    problems: list[Problem],
) -> None:
    missing = [name for name in ("item", "rater", "criterion") if not row.get(name)]
    if missing:
        problems.append(Problem("", "required", f"The row has no {missing[0]}.", line=line, column=1))
        return
    if not row.get("value"):
        return
    kind = row.get("kind") or "ordinary"
    owner = row.get("engagement") or engagement
    key = (owner, row["item"], row["rater"], kind)
    if key not in reviews:
        lines[key] = line
        reviews[key] = {
            "deliverable": row["item"],
            "reviewer": row["rater"],
            "engagement": owner,
            "kind": kind,
            "site": row.get("site") or None,
            "submitted_at": row.get("time") or None,
            "answers": {},
        }
    answers = reviews[key]["answers"]
    if row["criterion"] in answers:
        text = f"{row['rater']} rates {row['criterion']} of {row['item']} twice."
        problems.append(Problem("", "duplicate_rating", text, line=line, column=1))
    answers[row["criterion"]] = {
        "value": _value(row["value"]),
        **({"rationale": row["rationale"]} if row.get("rationale") else {}),
    }


def _value(text: str) -> str | int | float:
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and "." not in text and abs(number) <= _WHOLE else number
