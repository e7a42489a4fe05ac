"""Whether a part that is missed may be another text's: it is quoted, or a paper or a rule is named beside it."""

from __future__ import annotations

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.documents import Document
from qa_service.documents.searching.lookup import part_at

_LINE = 300


def is_others_part(document: Document, start: int, end: int) -> bool:
    """Tell whether the words between two places name a part of another text."""
    if part_at(document.quotations, start) is not None or is_elsewhere(document.text, start, end):
        return True
    return names_rules_beside(document.text, start, end, _LINE)
