"""Columns and rows of shares that do not add up to a hundred.

A printed total of 100 % has to be the sum of its parts. Without one, a column has to be called a share of one whole,
and not one of several answers, of single years or of the largest parts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa_service.checks.tables import kinds
from qa_service.checks.tables.columns import Columns, columns_of
from qa_service.checks.tables.footing.arithmetic import half_unit
from qa_service.checks.tables.footing.panel import Panel, Strength
from qa_service.checks.tables.footing.terms import Seen, natural
from qa_service.checks.tables.footing.units import Terms
from qa_service.checks.tables.reading import ReadTable
from qa_service.documents import Document
from qa_service.documents.document import Cell
from qa_service.documents.numbers.figures import Figure

HUNDRED = Decimal(100)
NEAR = Decimal(15)
OTHERS_FOOT = 2
WHOLE = re.compile(
    r"(?i)(?:\w+\s)?(?:market|revenue|sales|cost|volume|value|portfolio|budget|traffic|"
    r"vote)?\s?shares?(?:\s(?:in|for|at))?|"
    r"(?:share|percent(?:age)?|%|proportion|anteil|in %)\s(?:of|am|an|der|des)\s(?:the\s|"
    r"all\s)?(?:total|sum|whole|market|"
    r"respondents?|answers|sales|revenues?|turnover|portfolio|spend(?:ing)?|costs?|claims|"
    r"budget|assets|volume|votes?|gesamt\w*|"
    r"umsatz\w*|population|sample|cases|income|expenses)|(?:\w+\s)?(?:distribution|breakdown|mix|split|allocation|"
    r"composition|weight(?:ing|age)?|anteile?|verteilung|marktanteile?)|% total"
)
HEAD_NOISE = re.compile(
    r"\((?:%|in %|percent|in per ?cent)\)|\bin %|%\s*$|^\s*%\s*$|\b(?:19|20)\d\d\b|[*:]|\bFY\d*|\bQ[1-4]\b"
)
BY_NAME_WHOLE = re.compile(r"(?i)distribution|breakdown|split|composition|allocation|verteilung|% total|of total")
LAST_KIND = re.compile(
    r"(?i)\bothers?\b|\brest\b|remain\w*|do(?:es)? not know|don.t know|\bnone\b|undecided|"
    r"no (?:answer|opinion|response)|"
    r"unknown|unspecified|\bsonstige\w*|\b\u00fcbrige\w*|keine angabe|not stated|never\b"
)
PARTIAL = re.compile(
    r"(?i)\btop\b|largest|leading|selected|several|multiple|more than one|major|biggest|key\b|"
    r"examples?|mehrfach\w*|select all"
)
PERIOD = re.compile(
    r"(?i)\W*(?:(?:fy\s?)?(?:19|20)\d\d\b.*|q[1-4]\b.*|h[12]\b.*|(?:jan|feb|mar|apr|may|jun|"
    r"jul|aug|sep|oct|nov|dec)\w*+\W*+\d*+)\W*"
)


@dataclass(frozen=True, slots=True)
class ShareMiss:
    """Shares that do not add up to the ``whole``; ``printed`` is a total that says something else."""

    cell: Cell
    values: tuple[Decimal, ...]
    whole: Decimal
    tolerance: Decimal
    printed: Decimal | None
    across: bool


def share_misses(document: Document) -> Iterator[ShareMiss]:
    """Yield the shares of all tables that do not add up, in the order of the tables."""
    for columns in columns_of(document):
        if columns.percents:
            partial = _is_partial(document, columns.table)
            found = [miss for at in columns.percents for miss in _down(columns, at, partial=partial)]
            yield from found or _across(columns)


def _is_partial(document: Document, table: ReadTable) -> bool:
    before = document.text[max(0, table.table.start - 200) : table.table.start]
    words = " ".join((before, *table.texts[0], *table.labels))
    return PARTIAL.search(words) is not None


def _down(columns: Columns, column: int, *, partial: bool) -> Iterator[ShareMiss]:
    table, block = columns.table, columns.block
    panel = Panel(table.figures, table.labels, range(block.start, block.end), (column,), wide=True)
    if len(panel.filled) < 2 or column in columns.named_changes:
        return
    totals = [line for line in panel.filled if panel.strengths[line] is Strength.STRONG]
    seen = Seen()
    for line in totals:
        sets = natural(panel, line, seen)
        footing = next((terms for terms in sets if _foots(panel, line, column, terms)), None)
        seen.close(line, footing or ())
        if footing is None and sets:
            yield from _wrong_total(table, panel, line, column, sets)
    if not totals and _is_whole(block.heads[column], table, panel) and not partial:
        yield from _wrong_column(table, panel, column, block.heads[column])


def _foots(panel: Panel, line: int, column: int, terms: Terms) -> bool:
    gap = panel.gap(line, column, terms)
    return gap is not None and abs(gap) <= panel.allowed(line, column, terms)


def _wrong_total(table: ReadTable, panel: Panel, line: int, column: int, sets: Sequence[Terms]) -> Iterator[ShareMiss]:
    total, cell = panel.at(line, column), table.cells[line][column]
    if total is None or cell is None:
        return
    if total.value == HUNDRED:
        parts = [figure for _, figure in panel.parts(sets[0], column)]
        if len(parts) > 1 and all(figure.value >= 0 for figure in parts):
            yield _miss(cell, parts, None)
        return
    for terms in sets:
        parts = [figure for _, figure in panel.parts(terms, column)]
        if len(parts) > 1 and abs(sum(figure.value for figure in parts) - HUNDRED) <= _slack(parts):
            yield _miss(cell, parts, total.value)
            return


def _wrong_column(table: ReadTable, panel: Panel, column: int, head: str) -> Iterator[ShareMiss]:
    lines = [line for line in panel.filled if line not in panel.memos]
    parts = [figure for line in lines if (figure := panel.at(line, column)) is not None]
    gap = sum((figure.value for figure in parts), Decimal(0)) - HUNDRED
    cell = table.cells[lines[-1]][column]
    complete = BY_NAME_WHOLE.search(head) or any(LAST_KIND.search(table.labels[line]) for line in lines)
    if cell is None or len(parts) < 3 or any(figure.value < 0 for figure in parts):
        return
    if _slack(parts) < abs(gap) <= NEAR and (gap > 0 or complete):
        yield _miss(cell, parts, None)


def _is_whole(head: str, table: ReadTable, panel: Panel) -> bool:
    """Whether a column is called the share of one whole, and its rows are parts of it."""
    bare = " ".join(HEAD_NOISE.sub(" ", head).split())
    periods = sum(PERIOD.fullmatch(table.labels[line]) is not None for line in panel.filled)
    return WHOLE.fullmatch(bare) is not None and periods * 2 < len(panel.filled)


def _across(columns: Columns) -> Iterator[ShareMiss]:
    """Yield rows of shares: of a printed total of 100 %, or beside two other rows that add up."""
    table, block, percents = columns.table, columns.block, columns.percents
    totals = [at for at in percents if kinds.TOTAL_HEAD.fullmatch(block.heads[at])]
    parts = [at for at in percents if at not in totals]
    if len(parts) < 2 or len(totals) > 1 or not columns.named_changes.isdisjoint(parts):
        return
    rows = [row for row in range(block.start, block.end) if all(table.figures[row][at] is not None for at in percents)]
    sums = {row: _figures(table, row, parts) for row in rows}
    wrong = [row for row in rows if not _is_hundred(sums[row])]
    right = len(rows) - len(wrong)
    for row in wrong:
        gap = abs(sum((figure.value for figure in sums[row]), Decimal(0)) - HUNDRED)
        printed = bool(totals) and all(figure.value == HUNDRED for figure in _figures(table, row, totals))
        cell = table.cells[row][percents[-1]]
        if cell is not None and ((printed and right) or (right >= OTHERS_FOOT > len(wrong) - 1 and gap <= NEAR)):
            yield ShareMiss(cell, tuple(f.value for f in sums[row]), HUNDRED, _slack(sums[row]), None, True)


def _figures(table: ReadTable, row: int, columns: Sequence[int]) -> list[Figure]:
    return [figure for at in columns if (figure := table.figures[row][at]) is not None]


def _is_hundred(parts: Sequence[Figure]) -> bool:
    return abs(sum((figure.value for figure in parts), Decimal(0)) - HUNDRED) <= _slack(parts)


def _slack(parts: Sequence[Figure]) -> Decimal:
    return sum((half_unit(figure) for figure in parts if figure.value), Decimal(0))


def _miss(cell: Cell, parts: Sequence[Figure], printed: Decimal | None) -> ShareMiss:
    return ShareMiss(cell, tuple(figure.value for figure in parts), HUNDRED, _slack(parts), printed, False)
