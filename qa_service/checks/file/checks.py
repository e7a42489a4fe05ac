"""The file itself: its properties, and what it holds that a reader does not see."""

from __future__ import annotations

from qa_service.checks.file import hidden, properties

__all__ = ["hidden", "properties"]
