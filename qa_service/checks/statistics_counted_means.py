"""Means, in tables, of what is counted of each: falls, teeth, children."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.checks.statistics_averages import Average
from qa_service.checks.statistics_groups import answers_may_be_missing
from qa_service.checks.statistics_mean_tables import has_counts, mean_cells
from qa_service.checks.statistics_mean_words import COUNTED_LABEL, MEASURED, RATE
from qa_service.documents import Document, Table


def find_counted_means(document: Document) -> Iterator[Average]:
    """Yield the means of counts in tables that name the n; none where most are wrong, or persons may be missing."""
    found = [
        Average(cell.start, cell.end, cell.printed, cell.n)
        for table in document.tables
        if len(table.rows) > 1 and has_counts(table)
        for cell in mean_cells(table, document.text)
        if COUNTED_LABEL.search(cell.label) and not MEASURED.search(cell.label) and not _is_rate(table, cell.label)
    ]
    wrong = [each for each in found if not each.is_possible]
    if wrong and (len(wrong) == 1 or 3 * len(wrong) <= len(found)) and not answers_may_be_missing(document.text):
        yield from wrong


def _is_rate(table: Table, label: str) -> bool:
    """Whether a row, or the head of its table, tells of counts per time or the like."""
    return any(map(RATE.search, (label, *(cell.text for cell in table.rows[0]))))
