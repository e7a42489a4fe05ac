"""Media type in, document out: the register of readers."""

from __future__ import annotations

from collections.abc import Callable

from qa_service.documents.decode import decode
from qa_service.documents.document import Document, Layout
from qa_service.documents.errors import DocumentError
from qa_service.documents.json_table import read_json
from qa_service.documents.markdown import read_markdown
from qa_service.documents.media_types import UNSTATED, media_type_of, split_media_type
from qa_service.documents.plain import read_plain

MAX_CHARS = 5_000_000
LAYOUTS: dict[str, Callable[[str], Layout]] = {"text/plain": read_plain, "text/markdown": read_markdown}
JSON = "application/json"


def parse_document(
    content: str | bytes, media_type: str = "text/plain", *, filename: str | None = None, max_chars: int = MAX_CHARS
) -> Document:
    """Read ``content`` as ``media_type``, or as the ending of ``filename`` says where the type states nothing.

    ``application/json`` takes ``{"table": [[…], …]}``. Raises DocumentError: unsupported_media_type,
    not_utf8, control_character, lone_surrogate, document_too_long, invalid_table.
    """
    kind, _ = split_media_type(media_type)
    if kind in UNSTATED and filename is not None:
        kind = media_type_of(filename) or kind
    if kind == JSON:
        return read_json(decode(content, max_chars))
    if kind not in LAYOUTS:
        allowed = (*LAYOUTS, JSON)
        detail = f"Documents of type {kind or 'unknown'} cannot be read."
        raise DocumentError("unsupported_media_type", detail, allowed, status=415)
    return Document(decode(content, max_chars), kind, LAYOUTS[kind])


def truncate(document: Document, max_chars: int) -> Document:
    """Return the document of the first ``max_chars`` code points."""
    return Document(document.text[:max_chars], document.media_type, LAYOUTS.get(document.media_type, read_plain))
