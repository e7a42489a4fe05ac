"""Ratings from a CSV file of anybody's making to report inputs.

The long form has one rating a line (``item, rater, value`` and, if wanted, ``criterion, site, reference,
time, title, link``); the wide form has one item a line and one column per rater.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from qa_service.agreement import Scale, infer_scale, tidy
from qa_service.errors import Problem, invalid
from qa_service.reports.inputs import MIN_ITEMS, CriterionInfo, Record, ReportInputs

NAMES = {
    "item": ("item", "item_id", "unit", "deliverable", "document"),
    "rater": ("rater", "reviewer", "annotator", "appraiser"),
    "value": ("value", "rating", "score", "level"),
    "criterion": ("criterion", "question", "dimension"),
    "site": ("site", "group", "team"),
    "reference": ("reference", "standard", "gold"),
    "time": ("time", "at", "date", "timestamp"),
    "title": ("title", "item_title"),
    "link": ("link", "url"),
}
MISSING = {"", "na", "n/a", "nan", "null", "none"}
MAX_PROBLEMS = 50
ALL = "all"
STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Cell:
    """One rating as it was read; ``line`` and ``column`` (the number of the field) count from 1."""

    record: Record
    reference: str
    line: int
    column: int


@dataclass(slots=True)
class _Reading:
    cells: list[Cell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    empty: int = 0
    seen: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def refuse(self, code: str, message: str, line: int, column: int, allowed: Sequence[str] = ()) -> None:
        self.problems.append(Problem("", code, message, line=line, column=column, allowed=tuple(allowed)))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _refusal(self.problems)


def read_ratings_csv(
    text: str,
    *,
    scale: str | None = None,
    levels: Sequence[str] = (),
    min_items: int = MIN_ITEMS,
    title: str = "Calibration and agreement report",
    bar: float | None = None,
    made_at: str | None = None,
) -> ReportInputs:
    """Read long or wide ratings; raises DomainError ``invalid_ratings_csv`` with line and column of each defect.

    Without ``scale`` and ``levels`` (lowest first) the scale of each criterion is inferred: whole numbers of
    a short range are ordinal with every level between the lowest and the highest, other numbers are
    interval, words are nominal. Fields left empty or marked N/A are missing ratings, counted as such.
    """
    reading = _read(text)
    if reading.problems:
        raise _refusal(reading.problems)
    criteria = tuple(dict.fromkeys(cell.record.criterion for cell in reading.cells))
    infos = tuple(_info(name, reading, scale, levels, bar) for name in criteria)
    references = _references(reading)
    _check_values(reading, infos)
    if reading.problems:
        raise _refusal(reading.problems)
    exclusions = (("Rating left empty or marked N/A in the file", reading.empty),) if reading.empty else ()
    records = (*(cell.record for cell in reading.cells), *references)
    scope = (("Columns of the file that were not used", ", ".join(reading.unused)),) if reading.unused else ()
    return ReportInputs(title, infos, records, scope, exclusions, min_items, made_at)


def _refusal(problems: Sequence[Problem]) -> Exception:
    return invalid("invalid_ratings_csv", "The ratings cannot be read", problems)


def _read(text: str) -> _Reading:
    reading = _Reading()
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = _rows(text, delimiter, reading)
    _, header = next(rows, (1, []))
    places = _places([name.strip() for name in header], reading)
    if reading.problems:
        return reading
    for line, row in rows:
        if not any(field.strip() for field in row):
            continue
        if len(row) != len(header):
            message = f"The line has {len(row)} fields where the header has {len(header)}."
            reading.refuse("field_count", message, line, min(len(row), len(header)) + 1)
            continue
        _read_line(row, line, places, header, reading)
    if not reading.cells and not reading.problems:
        reading.refuse("no_ratings", "The file holds no ratings.", 1, 1)
    return reading


def _rows(text: str, delimiter: str, reading: _Reading) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reading.refuse("bad_csv", f"This is not CSV: {error}.", reader.line_num or line, 1)
            return
        yield line, row
        line = reader.line_num + 1


def _places(header: Sequence[str], reading: _Reading) -> dict[str, int]:
    """Column number of each known name; the wide form has neither rater nor value."""
    lowered = [name.lower() for name in header]
    places = {
        name: lowered.index(alias) for name, aliases in NAMES.items() for alias in reversed(aliases) if alias in lowered
    }
    for number, name in enumerate(lowered):
        if name in lowered[:number]:
            reading.refuse("duplicate_column", f"The column {header[number]!r} appears twice.", 1, number + 1)
    wide = "rater" not in places and "value" not in places
    if not wide:
        reading.unused = tuple(name for place, name in enumerate(header) if place not in places.values())
    needed = ["item"] if wide else ["item", "rater", "value"]
    for name in needed:
        if name not in places:
            message = f"The header has no column {name!r}."
            reading.refuse("missing_column", message, 1, 1, allowed=NAMES[name])
    if wide and len(places) == len(header):
        message = "The header names no reviewers: add the columns rater and value, or one column per reviewer."
        reading.refuse("missing_column", message, 1, len(header) or 1, allowed=("rater", "value"))
    return places


def _read_line(row: Sequence[str], line: int, places: dict[str, int], header: Sequence[str], reading: _Reading) -> None:
    given = {name: row[place].strip() for name, place in places.items()}
    if not given["item"]:
        reading.refuse("required", "The rating names no item.", line, places["item"] + 1)
        return
    if not _is_time(given.get("time", "")):
        message = f"{given['time']!r} is not a time; write RFC 3339, for example 2026-03-31T09:30:00Z."
        reading.refuse("not_a_time", message, line, places["time"] + 1)
        return
    for rater, place in _raters(given, places, header):
        _read_rating(given, rater, row[place].strip(), line, place, places, reading)


def _raters(given: dict[str, str], places: dict[str, int], header: Sequence[str]) -> Iterable[tuple[str, int]]:
    if "rater" in places:
        return [(given["rater"], places["value"])]
    known = set(places.values())
    return [(name.strip(), place) for place, name in enumerate(header) if place not in known]


def _read_rating(
    given: dict[str, str], rater: str, value: str, line: int, place: int, places: dict[str, int], reading: _Reading
) -> None:
    if not rater:
        reading.refuse("required", "The rating names no rater.", line, places.get("rater", place) + 1)
        return
    if value.lower() in MISSING:
        reading.empty += 1
        return
    criterion = given.get("criterion") or ALL
    first = reading.seen.setdefault((given["item"], rater, criterion, given.get("time", "")), line)
    if first != line:
        message = f"{rater!r} already rated {given['item']!r} on line {first}; repeats are told apart by their time."
        reading.refuse("duplicate_rating", message, line, place + 1)
        return
    record = Record(
        item=given["item"],
        rater=rater,
        criterion=criterion,
        value=value,
        site=given.get("site") or None,
        at=given.get("time") or None,
        item_title=given.get("title") or None,
        link=given.get("link") or None,
    )
    reference = given.get("reference", "")
    reading.cells.append(Cell(record, "" if reference.lower() in MISSING else reference, line, place + 1))


def _is_time(text: str) -> bool:
    if not text:
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _info(name: str, reading: _Reading, scale: str | None, levels: Sequence[str], bar: float | None) -> CriterionInfo:
    cells = [cell for cell in reading.cells if cell.record.criterion == name]
    values = {cell.record.value for cell in cells} | {cell.reference for cell in cells if cell.reference}
    found = infer_scale(values, scale, tuple(levels))
    if isinstance(found, Problem):
        raise _refusal([found])
    title = "All ratings" if name == ALL else name.replace("_", " ").strip().capitalize()
    return CriterionInfo(name, title, found, bar)


def _references(reading: _Reading) -> list[Record]:
    """One standard per item and criterion; two different ones are a defect of the file."""
    found: dict[tuple[str, str], Cell] = {}
    for cell in reading.cells:
        if not cell.reference:
            continue
        first = found.setdefault((cell.record.item, cell.record.criterion), cell)
        if tidy(first.reference) != tidy(cell.reference):
            known = f"{first.reference!r} on line {first.line}"
            message = f"The standard of {cell.record.item!r} is {known}, here {cell.reference!r}."
            reading.refuse("conflicting_reference", message, cell.line, cell.column)
    return [
        Record(item, STANDARD, criterion, tidy(cell.reference), kind="reference", at=cell.record.at)
        for (item, criterion), cell in found.items()
    ]


def _check_values(reading: _Reading, infos: Sequence[CriterionInfo]) -> None:
    scales = {info.id: info.scale for info in infos}
    cleaned = []
    for cell in reading.cells:
        scale, value = scales[cell.record.criterion], tidy(cell.record.value)
        for found in filter(None, (value, tidy(cell.reference))):
            if not _fits(found, scale):
                allowed = (scale.levels or ("a number",))[:30]
                message = f"{found!r} is not a level of {cell.record.criterion!r}."
                reading.refuse("not_in_scale", message, cell.line, cell.column, allowed)
        cleaned.append(cell if value == cell.record.value else _with_value(cell, value))
    reading.cells = cleaned


def _fits(value: str, scale: Scale) -> bool:
    if scale.levels is not None:
        return value in scale.levels
    try:
        float(value)
    except ValueError:
        return False
    return True


def _with_value(cell: Cell, value: str) -> Cell:
    r = cell.record
    record = Record(r.item, r.rater, r.criterion, value, r.site, r.at, r.kind, r.item_title, r.link)
    return Cell(record, cell.reference, cell.line, cell.column)
