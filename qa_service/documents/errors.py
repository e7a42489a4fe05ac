"""The refusal of a document."""

from __future__ import annotations

from qa_service.errors import DomainError, Problem


class DocumentError(DomainError):
    """A document that cannot be read; the problem's code names the defect."""

    def __init__(self, code: str, detail: str, allowed: tuple[str, ...] = (), status: int = 422) -> None:
        problem = Problem("", code, detail, allowed=allowed)
        super().__init__("invalid_document", "Invalid document", detail, (problem,), status)
