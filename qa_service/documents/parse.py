"""Media type in, document out: the register of readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_service.documents.clipping import clip_document
from qa_service.documents.document import Document, Layout
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.charsets import stated_in_html
from qa_service.documents.formats.composing import refuse_cells
from qa_service.documents.formats.decode import decode
from qa_service.documents.formats.markdown import read_markdown
from qa_service.documents.formats.media_types import (
    BINARY,
    DOCX,
    HTML,
    JSON,
    MARKDOWN,
    MEDIA_TYPES,
    PDF,
    PLAIN,
    UNSTATED,
    split_media_type,
)
from qa_service.documents.formats.media_types import media_type_of as media_type_of
from qa_service.documents.formats.plain import read_plain
from qa_service.documents.formats.sniffing import NAMES, refuse_mismatch
from qa_service.documents.properties import Properties

MAX_CHARS = 5_000_000
MAX_BYTES = 64 << 20
Reader = Callable[[str | bytes, str | None, int], Document]
LAYOUTS: dict[str, Callable[[str], Layout]] = {PLAIN: read_plain, MARKDOWN: read_markdown}


def parse_document(
    content: str | bytes, media_type: str = PLAIN, *, filename: str | None = None, max_chars: int = MAX_CHARS
) -> Document:
    """Read ``content`` as ``media_type``, or as the ending of ``filename`` says where the type states nothing.

    Text is UTF-8, UTF-16 or UTF-32 with a byte order mark, or what a ``charset`` parameter says. For any bytes the
    answer is a document or DocumentError; its codes are those of "invalid_document" in the documentation.
    """
    kind, charset = split_media_type(media_type)
    if kind in UNSTATED and filename is not None:
        kind = media_type_of(filename) or kind
    if kind not in MEDIA_TYPES:
        detail = f"Documents of type {kind or 'unknown'} cannot be read."
        if filename is not None and kind in UNSTATED:
            detail = f"The ending of “{filename}” stands for no type that is read."
        raise DocumentError("unsupported_media_type", detail, MEDIA_TYPES, status=415)
    if isinstance(content, bytes):
        if len(content) > MAX_BYTES:
            raise DocumentError("file_too_large", f"The file has more than {MAX_BYTES >> 20} MiB.", status=413)
        refuse_mismatch(content, kind)
    read = _reader(kind)
    try:
        return read(content, charset, max_chars)
    except DocumentError:
        raise
    except Exception:
        # Whatever a damaged file makes a library do, the caller learns one thing.
        raise DocumentError("damaged_file", f"The file is damaged: it cannot be read as {NAMES[kind]}.") from None


def truncate(document: Document, max_chars: int) -> Document:
    """Return the document of the first ``max_chars`` code points."""
    if document.media_type in LAYOUTS:
        return replace(document, text=document.text[:max_chars], _views={})
    return clip_document(document, max_chars)


def _reader(kind: str) -> Reader:
    """Return the reader of a media type; its libraries are loaded when the first such file comes."""
    if kind in LAYOUTS:
        return lambda content, charset, max_chars: _text_document(decode(content, max_chars, charset), kind)
    if kind in BINARY:
        return _bytes_reader(kind)
    if kind == HTML:
        from qa_service.documents.formats.html.reader import MARKUP_SHARE, read_html

        return lambda content, charset, max_chars: read_html(
            decode(content, max_chars * MARKUP_SHARE, charset or stated_in_html(content)), max_chars
        )
    if kind == JSON:
        from qa_service.documents.formats.json_text import read_json

        return lambda content, charset, max_chars: read_json(decode(content, max_chars, charset), max_chars)
    from qa_service.documents.formats.csv_table import read_csv

    return lambda content, charset, max_chars: read_csv(decode(content, max_chars, charset), kind, max_chars)


def _text_document(text: str, kind: str) -> Document:
    refuse_cells(text.count("|") // 2)
    return Document(text, kind, LAYOUTS[kind], properties=Properties(media_type=kind))


def _bytes_reader(kind: str) -> Reader:
    if kind == PDF:
        from qa_service.documents.formats.pdf.reader import read_pdf as read
    elif kind == DOCX:
        from qa_service.documents.formats.docx.reader import read_docx as read
    else:
        from qa_service.documents.formats.xlsx.reader import read_xlsx as read
    return lambda content, _, max_chars: read(_binary(content, kind), max_chars)


def _binary(content: str | bytes, kind: str) -> bytes:
    if isinstance(content, str):
        raise DocumentError("not_binary", f"The content of {NAMES[kind]} is not text: send its bytes.")
    return content
