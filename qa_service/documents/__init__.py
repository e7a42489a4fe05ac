"""Documents: bytes in, text with structure and offsets out; pure and linear in the length of the text."""

from __future__ import annotations

from qa_service.documents.document import Block, Cell, Document, Heading, Layout, Table
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.json_table import parse_table
from qa_service.documents.formats.media_types import MEDIA_TYPES, media_type_of
from qa_service.documents.numbers.spans import Number, parse_digits
from qa_service.documents.parse import parse_document, truncate
from qa_service.documents.properties import Font, Hidden, Image, Page, Properties
from qa_service.documents.quotations import Quotation
from qa_service.documents.sentences import Sentence

__all__ = [
    "MEDIA_TYPES",
    "Block",
    "Cell",
    "Document",
    "DocumentError",
    "Font",
    "Heading",
    "Hidden",
    "Image",
    "Layout",
    "Number",
    "Page",
    "Properties",
    "Quotation",
    "Sentence",
    "Table",
    "media_type_of",
    "parse_digits",
    "parse_document",
    "parse_table",
    "truncate",
]
