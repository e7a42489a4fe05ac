"""Numbers in tables: totals that do not foot and shares that do not sum; `tables.tie_out` ties the text to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.written_like import written_like_table
from qa_service.checks.registry import check
from qa_service.checks.tables.footing.check import TableMiss, table_misses
from qa_service.checks.tables.footing.rows import RowMiss, row_misses
from qa_service.checks.tables.footing.share_lists import list_misses
from qa_service.checks.tables.footing.shares import ShareMiss, share_misses
from qa_service.checks.tables.tie_out import check as table_tie_out
from qa_service.documents import Document

__all__ = ["footing", "percentages", "sum_evidence", "table_tie_out"]


def sum_evidence(values: Sequence[Decimal], total: Decimal, tolerance: Decimal) -> dict[str, object]:
    """Return the arithmetic behind a finding as JSON values."""
    added = sum(values, Decimal(0))
    return {
        "values": [f"{value:f}" for value in values],
        "sum": f"{added:f}",
        "total": f"{total:f}",
        "difference": f"{total - added:f}",
        "tolerance": str(tolerance.normalize()),
    }


@check(
    "numbers.footing",
    title="Total that does not add up",
    description=(
        "A total of a table that differs from the sum of its rows (or, across, of its columns) by more than rounding"
        " allows. It is reported only where the same rows add up in other columns, where the next sum foots with what"
        " the rows add up to, or where one wrong digit, two exchanged digits, a lost digit or a wrong sign explains the"
        " difference. Subtotals, also among shares of a whole, deductions, roll-forwards down"
        " and across, totals on top or without a label, groups below a head that adds them up, sums in an outer column,"
        " negative figures in every notation and decimal commas are understood; ratios,"
        " averages and parts of parts are no summands. Where all other totals are exact, one that is off by a rounding"
        " unit is reported too, unless a note near the table says that it is rounded. So are the one row in which a"
        " balance does not go on with its entries, and the rows in which quantity and rate do not make the amount,"
        " where the other rows do."
    ),
    severity="critical",
    fires="| Item | 2023 | 2024 |\n|---|---|---|\n| Rent | 120 | 130 |\n| Fuel | 45 | 50 |\n| Total | 165 | 190 |\n",
    quiet="| Item | 2023 | 2024 |\n|---|---|---|\n| Rent | 120 | 130 |\n| Fuel | 45 | 50 |\n| Total | 165 | 180 |\n",
)
def footing(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding per wrong total, with the values, their sum, the difference and the tolerance."""
    for miss in table_misses(ctx.document):
        yield _footing_hit(ctx.document, miss)
    for wrong in row_misses(ctx.document):
        yield _row_hit(ctx.document, wrong)


_ROW_RULES = {
    "balance": "The balance says {printed}, the one before and the entries of its row make {right}.",
    "entry": "The entry says {printed}, the balances before and behind it differ by {right}.",
    "product": "The figure says {printed}, the row multiplies with {right}.",
}


def _row_hit(document: Document, miss: RowMiss) -> Hit:
    cell = miss.cell
    evidence = {
        "values": [f"{value:f}" for value in miss.values],
        "printed": f"{miss.printed:f}",
        "right": f"{miss.right:f}",
        "difference": f"{miss.printed - miss.right:f}",
    }
    printed, right = (written_like_table(value, cell, document) for value in (miss.printed, miss.right))
    message = _ROW_RULES[miss.rule].format(printed=printed, right=right)
    return Hit(cell.start, cell.end, message, evidence, f"Write {right}.", cell.row, cell.column, code=miss.rule)


def _footing_hit(document: Document, miss: TableMiss) -> Hit:
    cell, across, total = miss.cell, miss.across, miss.miss.total
    evidence = sum_evidence(miss.miss.values, miss.miss.total, miss.miss.tolerance)
    evidence["terms"] = [{"column" if across else "row": term, "sign": sign} for term, sign in miss.miss.terms]
    if miss.miss.suspect is not None:
        evidence["suspect"] = miss.miss.suspect
    if not miss.miss.tolerance:
        evidence["rounding"] = "none: the other totals of the table are exact"
    added = sum(miss.miss.values, Decimal(0))
    told, parts, apart = (written_like_table(value, cell, document) for value in (total, added, total - added))
    message = f"The total says {told}, its parts add up to {parts} (difference {apart})."
    suggestion = f"Write {parts}, or correct the part that is wrong."
    code = "across" if across else "down"
    return Hit(cell.start, cell.end, message, evidence, suggestion, cell.row, cell.column, code=code)


@check(
    "numbers.percentages",
    title="Shares that do not sum to 100 %",
    description=(
        "Shares of one whole that add up to something else than 100 %, rounding allowed: in a column or row of a table"
        " with a printed total of 100 %, or called a share or distribution; and in a sentence that says that a whole is"
        " split, or what the rest of it is, or how all respondents answered. Questions with several answers, growth,"
        " rates, shares of different years or wholes, and lists of the largest parts are left alone."
    ),
    severity="major",
    fires="| Area | Share (%) |\n|---|---|\n| North | 45% |\n| South | 35% |\n| East | 25% |\n| Total | 100% |\n",
    quiet="| Area | Share (%) |\n|---|---|\n| North | 45% |\n| South | 35% |\n| East | 20% |\n| Total | 100% |\n",
)
def percentages(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the total cell (or the last share) of each column or row, and each list of a text, that does not sum."""
    yield from map(_share_hit, share_misses(ctx.document))
    for listed in list_misses(ctx.document):
        evidence = sum_evidence(listed.values, listed.whole, listed.tolerance)
        yield Hit(listed.start, listed.end, f"The shares add up to {evidence['sum']} %, not 100 %.", evidence)


def _share_hit(miss: ShareMiss) -> Hit:
    evidence = sum_evidence(miss.values, miss.whole, miss.tolerance)
    cell = miss.cell
    message = f"The shares add up to {evidence['sum']} %, not 100 %."
    if miss.printed is not None:
        evidence["printed"] = f"{miss.printed:f}"
        message = f"The total says {miss.printed:f} %, its parts add up to {evidence['sum']} %."
    code = "across" if miss.across else "down"
    return Hit(cell.start, cell.end, message, evidence, None, cell.row, cell.column, code=code)
