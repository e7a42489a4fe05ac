"""The beginning of a document whose layout cannot be read again from its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa_service.documents.document import Document, Layout, Table
from qa_service.documents.properties import Hidden


def clip_document(document: Document, length: int) -> Document:
    """Return the document of the first ``length`` code points; what lies behind is left out, or cut."""
    layout = Layout(
        tuple(block._replace(end=min(block.end, length)) for block in document.blocks if block.start < length),
        tuple(heading for heading in document.headings if heading.end <= length),
        tuple(_clip_table(table, length) for table in document.tables if table.start < length),
    )
    return Document(
        document.text[:length],
        document.media_type,
        lambda _: layout,
        tuple(replace(page, end=min(page.end, length)) for page in document.pages if page.start <= length),
        document.properties,
        tuple(_clip_hidden(document.hidden, length)),
        document.data,
        {pointer: place for pointer, place in document.places.items() if place[1] <= length},
    )


def _clip_table(table: Table, length: int) -> Table:
    rows = (tuple(cell for cell in row if cell.end <= length) for row in table.rows)
    kept = tuple(row for row in rows if row)
    return replace(table, end=min(table.end, length), rows=kept)


def _clip_hidden(hidden: Iterable[Hidden], length: int) -> Iterable[Hidden]:
    for found in hidden:
        if found.start is None or found.end is None:
            yield found
        elif found.start <= length:
            yield replace(found, end=min(found.end, length))
