"""What is kept of a file beside its text, so that it can be shown again: where its parts are, and its properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from qa_service.documents import Document

_SOURCES: Final = frozenset({"text/plain", "text/markdown"})  # shown as they are written
_NAMES_PEOPLE: Final = frozenset({"author", "last_author", "company"})
MAX_HIDDEN: Final = 200


def file_of(document: Document) -> dict[str, Any] | None:
    """Headings (start, end, level), tables (start, end, sheet), pages (number, start, end), properties, hidden content.

    Pages are given where there are several. None for plain text and Markdown, whose text says it all.
    """
    if document.media_type in _SOURCES:
        return None
    properties = {name: value for name, value in asdict(document.properties).items() if value not in ("", None, ())}
    hidden = [{k: v for k, v in asdict(h).items() if v not in ("", None)} for h in document.hidden[:MAX_HIDDEN]]
    return {
        "headings": [[h.start, h.end, h.level] for h in document.headings],
        "tables": [[t.start, t.end, t.sheet] for t in document.tables],
        "pages": [[p.number, p.start, p.end] for p in document.pages] if len(document.pages) > 1 else [],
        "properties": properties,
        "hidden": hidden,
        "hidden_count": len(document.hidden),
    }


def without_people(file: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What is known of a file, without the people whom its properties and changes name."""
    if file is None:
        return None
    properties = {k: v for k, v in file["properties"].items() if k not in _NAMES_PEOPLE}
    changes = [{k: v for k, v in change.items() if k != "author"} for change in file["hidden"]]
    return {**file, "properties": properties, "hidden": changes}
