"""Write the grid that :mod:`qa_service.rubric.exchange.grid_read` reads: weights and scores as they stand."""

from __future__ import annotations

from qa_service.rubric.exchange.grid_columns import COLUMNS, PARTS
from qa_service.rubric.exchange.left_out import Carried, note_left_out
from qa_service.rubric.exchange.model import Losses
from qa_service.rubric.exchange.sheet import SheetCriterion, sheet
from qa_service.rubric.exchange.table import write_table
from qa_service.rubric.exchange.texts import writable
from qa_service.rubric.model import Rubric

_CARRIED = Carried(identity=True, sections=True, weights=True, scales=True, advisory=True, guidance=True)


def write_grid(rubric: Rubric, losses: Losses) -> str:
    """Return the CSV of a rubric. Raises ExchangeError when no criterion has levels."""
    note_left_out(rubric.document, _CARRIED, losses)
    criteria = sheet(rubric, losses, _CARRIED)
    groups = range(1, max(len(one.levels) for one in criteria) + 1)
    header = [*COLUMNS, *(f"{part}_{group}" for group in groups for part in PARTS)]
    return write_table([header, *_rows(rubric, criteria)])


def _rows(rubric: Rubric, criteria: list[SheetCriterion]) -> list[list[str]]:
    rows: list[list[str]] = []
    before = ""
    for one in criteria:
        is_new = one.section.id != before
        section = [one.section.id, writable(one.section.title), _number(one.section.weight)] if is_new else [""] * 3
        identity = ["", "", ""] if rows else [rubric.id, rubric.version, writable(rubric.title)]
        rows.append([*identity, *section, *_criterion(one)])
        before = one.section.id
    return rows


def _criterion(one: SheetCriterion) -> list[str]:
    criterion = one.criterion
    has_levels = bool(one.scale.levels)
    cells = [
        criterion.id, one.title, _number(criterion.weight), one.ask, one.guidance, "yes" if criterion.advisory else "",
        criterion.scale, one.scale.type if has_levels else "",
    ]  # fmt: skip
    for level in one.levels:
        cells += [level.id, level.label, _number(float(level.score)), level.anchor]
    return cells


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
