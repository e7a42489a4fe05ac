"""Documents: bytes in, text with structure and offsets out; pure and linear in the length of the text."""

from __future__ import annotations

from qa_service.documents.document import Block, Cell, Document, Heading, Layout, Table
from qa_service.documents.errors import DocumentError
from qa_service.documents.json_table import parse_table
from qa_service.documents.parse import parse_document, truncate
from qa_service.documents.sentences import Sentence
from qa_service.documents.spans_numbers import Number, parse_digits
from qa_service.documents.spans_quotations import Quotation

__all__ = [
    "Block",
    "Cell",
    "Document",
    "DocumentError",
    "Heading",
    "Layout",
    "Number",
    "Quotation",
    "Sentence",
    "Table",
    "parse_digits",
    "parse_document",
    "parse_table",
    "truncate",
]
