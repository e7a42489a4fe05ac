"""Writing small tables for tests: one row a line, cells parted by bars."""

from __future__ import annotations

from qa_service.checks import Finding, compile_checks, run_checks
from qa_service.documents import Document, parse_document, parse_table
from tests.unit.checks.running import Use


def rows_of(table: str) -> list[list[str]]:
    """Return the cells of a table written one row a line."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").split("\n")]
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def markdown(table: str, before: str = "", after: str = "") -> str:
    """Return a Markdown document with the table between two texts."""
    head, *body = ["| " + " | ".join(row) + " |" for row in rows_of(table)]
    rule = "|" + "---|" * (head.count("|") - 1)
    return "\n".join([before, "", head, rule, *body, "", after, ""])


def on_table(check: str, table: str) -> tuple[Finding, ...]:
    """Return the findings of one check on a table sent as JSON."""
    return on_document(check, parse_table(rows_of(table)))


def on_text(check: str, text: str, media_type: str = "text/markdown") -> tuple[Finding, ...]:
    """Return the findings of one check on a text."""
    return on_document(check, parse_document(text, media_type))


def on_document(check: str, document: Document) -> tuple[Finding, ...]:
    """Return the findings of one check on a document."""
    return run_checks(compile_checks([Use(check)]), document).findings
