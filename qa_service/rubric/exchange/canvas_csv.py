"""Read the table that Canvas takes for importing rubrics.

Columns: Rubric Name, Criteria Name, Criteria Description, Criteria Enable Range, then Rating Name, Rating
Description, Rating Points again and again (with or without a number). One row is one criterion; rows with another
rubric name belong to another rubric, of which only the first is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa_service.errors import Problem
from qa_service.rubric.exchange.draft import Draft, DraftCriterion, DraftLevel
from qa_service.rubric.exchange.model import MAX_LEVELS, Losses, refusal, shown
from qa_service.rubric.exchange.table import Row, heading
from qa_service.rubric.exchange.texts import number

_RUBRIC, _NAME, _TEXT, _RANGE = "rubric_name", "criteria_name", "criteria_description", "criteria_enable_range"
_PARTS = ("rating_name", "rating_description", "rating_points")
_YES = frozenset({"true", "1", "yes"})


@dataclass(slots=True)
class _Columns:
    """Where things stand: single columns by name, and the columns of each part of a rating in order."""

    single: dict[str, int]
    ratings: list[tuple[int, int | None, int]]
    unknown: list[tuple[int, str]]


def is_canvas_header(header: Row) -> bool:
    """Whether a header is that of Canvas."""
    names = {heading(cell) for cell in header.cells}
    return _NAME in names and any(name.startswith(_PARTS[0]) for name in names)


def read_canvas_table(header: Row, rows: list[Row], losses: Losses) -> Draft:
    """Return the draft of the first rubric of such a table. Raises ExchangeError."""
    columns = _columns(header)
    draft = Draft(title=next((name for row in rows if (name := row.cell(columns.single.get(_RUBRIC)))), ""))
    for row in rows:
        rubric = row.cell(columns.single.get(_RUBRIC))
        if rubric and rubric != draft.title:
            losses.add(f"rubric {shown(rubric)}", "other_rubric", "Only the first rubric of the table is read.")
        else:
            draft.criteria.append(_criterion(row, columns, losses))
    return draft


def _columns(header: Row) -> _Columns:
    single: dict[str, int] = {}
    parts: dict[str, list[int]] = {part: [] for part in _PARTS}
    unknown: list[tuple[int, str]] = []
    for place, cell in enumerate(header.cells):
        name = heading(cell)
        part = next((part for part in _PARTS if name.startswith(part)), None)
        if part is not None:
            parts[part].append(place)
        elif name in (_RUBRIC, _NAME, _TEXT, _RANGE) and name not in single:
            single[name] = place
        else:
            unknown.append((place, cell))
    names, texts, points = (parts[part] for part in _PARTS)
    if len(names) != len(points):
        message = "There are not as many columns Rating Points as Rating Name."
        raise refusal(Problem("", "missing_column", message, header.line, 1))
    if len(names) > MAX_LEVELS:
        raise refusal(Problem("", "too_many", f"A criterion has at most {MAX_LEVELS} levels.", header.line, 1))
    padded: list[int | None] = [*texts[: len(names)], *[None] * (len(names) - len(texts))]
    return _Columns(single, list(zip(names, padded, points, strict=True)), unknown)


def _criterion(row: Row, columns: _Columns, losses: Losses) -> DraftCriterion:
    title = row.cell(columns.single[_NAME])
    if not title:
        raise refusal(Problem("", "required", "The row has no Criteria Name.", row.line, 1))
    where = f"criterion {shown(title)}"
    if row.cell(columns.single.get(_RANGE)).lower() in _YES:
        message = "A rating stands for a range of points there, for its own points here."
        losses.add(where, "criterion_use_range", message)
    for place, name in columns.unknown:
        if row.cell(place):
            losses.add(f"column {shown(name) or place + 1}", "unknown_column", "The column is not known here.")
    levels = _ratings(row, columns, where)
    first_is_best = len(levels) > 1 and levels[0].points >= levels[-1].points
    ask = row.cell(columns.single.get(_TEXT))
    return DraftCriterion(where, "", title, levels, ask=ask, highest_first=first_is_best)


def _ratings(row: Row, columns: _Columns, where: str) -> list[DraftLevel]:
    levels: list[DraftLevel] = []
    for name_at, text_at, points_at in columns.ratings:
        name, text, raw = row.cell(name_at), row.cell(text_at), row.cell(points_at)
        if not (name or text or raw):
            continue
        points = number(raw)
        if points is None:
            message = f'The points of rating {shown(name)} of {where} are a number, not "{shown(raw)}".'
            raise refusal(Problem("", "wrong_type", message, row.line, points_at + 1))
        levels.append(DraftLevel("", name, text, points))
    return levels
