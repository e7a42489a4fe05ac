"""The file itself: its properties, and what it holds that a reader does not see."""

from __future__ import annotations

from qa_service.checks import file_hidden, file_properties

__all__ = ["file_hidden", "file_properties"]
