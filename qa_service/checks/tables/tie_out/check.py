"""Figures of the text that do not tie to a table of the same document."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.written_like import written_like, written_like_table
from qa_service.checks.registry import check
from qa_service.checks.tables.footing.check import table_misses
from qa_service.checks.tables.footing.corner import near_corner
from qa_service.checks.tables.reading import plain_text, read_tables
from qa_service.checks.tables.tie_out.companions import all_mentions
from qa_service.checks.tables.tie_out.elsewhere import elsewhere
from qa_service.checks.tables.tie_out.entries import Entries, entries_of
from qa_service.checks.tables.tie_out.follows import parts_cited
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.near import nearest
from qa_service.checks.tables.tie_out.of_none import is_of_others
from qa_service.checks.tables.tie_out.off_plan import off_plan
from qa_service.checks.tables.tie_out.weighed_cell import weighed_cell
from qa_service.checks.tables.tie_out.weighed_slip import weighed_slip
from qa_service.documents import Document


@check(
    "numbers.tie_out",
    title="Figure in the text that does not tie to the table",
    description=(
        "A figure of the text that stands in no table of the document, at any scale, and does not follow from one, but"
        " differs in one digit (or one swap) from a table figure, or from the change between two, whose row, column and"
        " year the same sentence names; in a text that mostly cites the table, a long figure needs no name. A figure of"
        " another cell than the one that the sentence plainly names is reported too. Scales in heads and captions,"
        " decimal commas, quarters in words, cells with several figures, sizes of groups in heads, and figures of"
        " another period, measure or part are understood. Where the table's own total does not foot and the text has"
        " the right one, the finding says so."
    ),
    severity="major",
    fires=(
        "Operating revenue rose to $4,325 in 2024.\n\n"
        "| Item | 2023 | 2024 |\n|---|---|---|\n| Operating revenue | 4,120 | 4,235 |\n| Staff costs | 1,900 |"
        " 1,950 |\n"
    ),
    quiet=(
        "Operating revenue rose to $4,235 in 2024.\n\n"
        "| Item | 2023 | 2024 |\n|---|---|---|\n| Operating revenue | 4,120 | 4,235 |\n| Staff costs | 1,900 |"
        " 1,950 |\n"
    ),
)
def tie_out(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each near miss; evidence names the table figure and its cell."""
    document = ctx.document
    if not read_tables(document):
        return
    entries = entries_of(document)
    for mention in all_mentions(document):
        near = _meant(document, mention, entries)
        if near is not None:
            yield _hit(document, mention, near)


def _meant(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the table figure that a figure of the text misses."""
    tried = (nearest, elsewhere, near_corner, off_plan, weighed_slip, weighed_cell)
    near = next((near for each in tried if (near := each(document, mention, entries)) is not None), None)
    if (
        near is None
        or is_of_others(document, mention, near.entry)
        or ((mention.percent or not near.how) and parts_cited(document, mention, entries))
    ):
        return None
    return near


def _hit(document: Document, mention: Mention, near: Near) -> Hit:
    cell, printed = near.entry.cell, document.text[mention.start : mention.end]
    stands = plain_text(cell.text)
    told: dict[str, object] = {"text": f"{mention.value:f}", "table": f"{near.entry.figure.value:f}"}
    evidence = told | {"row": cell.row, "column": cell.column}
    mended = _mended(document).get((near.entry.table.table.start, cell.row, cell.column))
    message, suggestion, code = f"{printed} does not tie to the table, which says {stands}.", stands, ""
    if near.how:
        evidence |= {"change": near.how, "expected": f"{near.right:f}"}
        right = written_like(near.right, [printed, stands])
        message = f"{printed} does not follow from the table: the change from {near.how} is {right}."
        suggestion = f"Write {right}."
    elif mended is not None and _prints(mention, near, mended):
        evidence["table_sum"] = f"{mended:f}"
        right = written_like_table(mended, cell, document)
        message = f"{printed} and the table's {stands} disagree, and the table does not foot: it needs {right}."
        suggestion, code = f"Write {right} in the table, if its other figures are right.", "table"
    return Hit(mention.start, mention.end, message, evidence, suggestion, cell.row, cell.column, code=code)


def _prints(mention: Mention, near: Near, value: Decimal) -> bool:
    powers = powers_between(mention, near.entry)
    return any(abs(abs(value).scaleb(power) - mention.value) <= mention.half for power in powers)


def _mended(document: Document) -> dict[tuple[int, int, int], Decimal]:
    return document.cached("mended_cells", lambda given: dict(_mended_cells(given)))


def _mended_cells(document: Document) -> Iterator[tuple[tuple[int, int, int], Decimal]]:
    """Yield the cells that a total which does not foot puts in doubt, with the value that would mend it."""
    starts = {id(cell): table.start for table in document.tables for row in table.rows for cell in row}
    for told in table_misses(document):
        miss, start = told.miss, starts[id(told.cell)]
        yield (start, told.row, told.column), sum(miss.values, Decimal(0))
        for (line, sign), value in zip(miss.terms, miss.values, strict=False):
            if line == miss.suspect:
                place = (told.row, line) if told.across else (line, told.column)
                yield (start, *place), sign * (value + miss.difference)
