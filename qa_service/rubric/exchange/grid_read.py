"""Read the grid: a table that a person fills in a spreadsheet, one row for each criterion.

========================================  =========================================================================
column                                    meaning
========================================  =========================================================================
``criterion``                             its id, or any name of which an id is made; may be empty beside a title
``title``                                 its title; the name when empty
``weight``                                relative; 1 when empty, or the most points where a row gives points
``ask``, ``guidance``                     the question, and how to judge it
``advisory``                              ``yes`` for a criterion that is asked and never counted
``section``                               id or name; empty means that of the row above
``section_title``, ``section_weight``     once for each section; without, the weights of its criteria are added up
``scale``, ``type``                       name and type of the scale; may be empty
``level_1``, ``label_1``                  id (or any name) of the first level, and how it is shown
``score_1``                               what it earns: 0 to 1 or a percentage; points, where any of the row is above 1
``anchor_1``                              what it looks like; then ``level_2``, … as many as are needed
``rubric``, ``version``, ``rubric_title`` the rubric itself, in any row
========================================  =========================================================================

Needed are a criterion or title, and levels; without scores the levels of a row lie at equal distances. Columns may
stand in any order and be written "Section weight" as well as "section_weight".
"""

from __future__ import annotations

from fractions import Fraction

from qa_service.errors import Problem
from qa_service.rubric.exchange.draft import Draft, DraftCriterion, DraftLevel, DraftSection
from qa_service.rubric.exchange.grid_columns import GridColumns, grid_columns
from qa_service.rubric.exchange.model import Losses, refusal, shown
from qa_service.rubric.exchange.table import Row
from qa_service.rubric.exchange.texts import number
from qa_service.rubric.scale_schema import LEVEL_TYPES

_YES = frozenset({"yes", "true", "x", "1", "y"})
_NO = frozenset({"no", "false", "0", "n", ""})


def read_grid(header: Row, rows: list[Row], losses: Losses) -> Draft:
    """Return the draft of a grid. Raises ExchangeError."""
    columns = grid_columns(header)
    title, name, version = (_first(rows, columns, key) for key in ("rubric_title", "rubric", "version"))
    draft = Draft(title, name, version)
    section = ""
    for row in rows:
        section = columns.cell(row, "section") or columns.cell(row, "section_title") or section
        _section(row, columns, section, draft, losses)
        _unknown(row, columns, losses)
        if _is_criterion(row, columns):
            draft.criteria.append(_criterion(row, columns, section, losses))
    _note_mixed_weights(draft, losses)
    return draft


def _note_mixed_weights(draft: Draft, losses: Losses) -> None:
    without = [name for name, section in draft.sections.items() if section.weight is None]
    if len(without) < len(draft.sections):
        for name in without:
            message = "It has no weight and others have one: what its criteria weigh together stands here."
            losses.add(f"section {shown(name)}", "section_weight", message)


def _first(rows: list[Row], columns: GridColumns, name: str) -> str:
    return next((text for row in rows if (text := columns.cell(row, name))), "")


def _is_criterion(row: Row, columns: GridColumns) -> bool:
    if columns.cell(row, "criterion") or columns.cell(row, "title"):
        return True
    if any(row.cell(place) for group in columns.levels for place in group.values()):
        raise refusal(Problem("", "required", "The row has levels and neither criterion nor title.", row.line, 1))
    return False


def _section(row: Row, columns: GridColumns, name: str, draft: Draft, losses: Losses) -> None:
    title, raw = columns.cell(row, "section_title"), columns.cell(row, "section_weight")
    if not name and not raw:
        return
    section = draft.sections.setdefault(name, DraftSection(name or "criteria", title))
    section.title = section.title or title
    weight = _number(row, columns, "section_weight") if raw else None
    if weight is None:
        return
    if section.weight not in (None, weight):
        message = f"Line {row.line} gives it the weight {raw}; the one given first counts."
        losses.add(f"section {shown(name)}", "conflicting_weight", message)
    else:
        section.weight = weight


def _unknown(row: Row, columns: GridColumns, losses: Losses) -> None:
    for place, name in columns.unknown:
        if row.cell(place):
            losses.add(f"column {shown(name) or place + 1}", "unknown_column", "The column is not known here.")


def _criterion(row: Row, columns: GridColumns, section: str, losses: Losses) -> DraftCriterion:
    name, title = columns.cell(row, "criterion"), columns.cell(row, "title")
    where = f"criterion {shown(name or title)}"
    levels, full = _levels(row, columns, where, losses)
    weight = _number(row, columns, "weight") if columns.cell(row, "weight") else None
    out = DraftCriterion(
        where, name, title or name, levels, ask=columns.cell(row, "ask"), guidance=columns.cell(row, "guidance"),
        weight=weight, full=full, advisory=_advisory(row, columns), scale=columns.cell(row, "scale"),
        type=_type(row, columns, levels), section=section,
    )  # fmt: skip
    out.highest_first = len(levels) > 1 and levels[0].points > levels[-1].points
    return out


def _levels(row: Row, columns: GridColumns, where: str, losses: Losses) -> tuple[list[DraftLevel], Fraction | None]:
    """Return the levels, and the score that is full: 1, or None where the row gives points."""
    found: list[tuple[DraftLevel, Fraction | None]] = []
    for group in columns.levels:
        name, label, text = (row.cell(group.get(part)) for part in ("level", "label", "anchor"))
        score = _score(row, group.get("score"))
        if name or label or text or score is not None:
            found.append((DraftLevel(name, label or name, text, score or Fraction(0)), score))
    levels, scores = [level for level, _ in found], [score for _, score in found]
    given = [score for score in scores if score is not None]
    if levels and not given:
        losses.add(where, "no_scores", "Its levels have no scores: they lie at equal distances, the first one lowest.")
        for place, level in enumerate(levels):
            level.points = Fraction(place, max(1, len(levels) - 1))
    elif len(given) < len(levels):
        message = f"Some levels of {where} have a score and some do not."
        raise refusal(Problem("", "required", message, row.line, 1))
    return levels, None if any(score > 1 for score in given) else Fraction(1)


def _score(row: Row, column: int | None) -> Fraction | None:
    text = row.cell(column)
    if not text:
        return None
    percent = text.endswith("%")
    value = number(text.removesuffix("%"))
    if value is None:
        message = f'A score is a number or a percentage, not "{shown(text)}".'
        raise refusal(Problem("", "wrong_type", message, row.line, (column or 0) + 1))
    return value / 100 if percent else value


def _number(row: Row, columns: GridColumns, name: str) -> Fraction:
    text = columns.cell(row, name)
    value = number(text.removesuffix("%"))
    if value is None or value < 0:
        message = f'A weight is a number from 0, not "{shown(text)}".'
        raise refusal(Problem("", "wrong_type", message, row.line, columns.by_name[name] + 1))
    return value


def _advisory(row: Row, columns: GridColumns) -> bool:
    text = columns.cell(row, "advisory").lower()
    if text not in _YES | _NO:
        message = f'advisory is yes or no, not "{shown(text)}".'
        raise refusal(Problem("", "wrong_type", message, row.line, columns.by_name["advisory"] + 1, ("yes", "no")))
    return text in _YES


def _type(row: Row, columns: GridColumns, levels: list[DraftLevel]) -> str:
    text = columns.cell(row, "type").lower()
    if text and text not in LEVEL_TYPES:
        message = f'A type of scale with levels is ordinal, nominal or binary, not "{shown(text)}".'
        raise refusal(Problem("", "not_allowed", message, row.line, columns.by_name["type"] + 1, LEVEL_TYPES))
    if text == "binary" and len(levels) != 2:
        message = "A binary scale has exactly two levels."
        raise refusal(Problem("", "wrong_count", message, row.line, columns.by_name["type"] + 1))
    return text
