"""A text as google-re2 reads it: UTF-8, with the way back from bytes to code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import partial

import re2

from qa_service.documents import Document
from qa_service.documents.searching.utf8 import utf8
from qa_service.documents.wrapped_lines import joined_lines

Span = tuple[int, int]


class Encoded:
    """The bytes of a text, and where each lies in it."""

    __slots__ = ("_continuing", "data", "text")

    def __init__(self, text: str) -> None:
        read = utf8(text)
        self.text, self.data, self._continuing = text, read.data, read.continuing

    def point(self, offset: int) -> int:
        """Return how many code points begin before a byte."""
        return offset if self._continuing is None else offset - bisect_left(self._continuing, offset)

    def spans(self, pattern: re2._Regexp) -> Iterator[Span]:
        """Yield the matches of a pattern that are not empty, without overlaps, in code points."""
        found = (match.span() for match in pattern.finditer(self.data))
        return (self.code_points(span) for span in found if span[1] > span[0])

    def code_points(self, span: Span) -> Span:
        """Return a span of bytes in code points."""
        return self.point(span[0]), self.point(span[1])

    def search(self, pattern: re2._Regexp) -> partial[re2._Match | None]:
        """Return a function of a byte offset that gives the next match from there, in bytes."""
        return partial(pattern.search, self.data)


def encoded_joined(document: Document, *, hanging: bool = False) -> Encoded:
    """Return the bytes of a document with blanks for the line feeds that wrap its lines (`joined_lines`)."""
    joined = joined_lines(document, hanging=hanging)
    return encoded(document) if joined is document.text else Encoded(joined)


def encoded(document: Document) -> Encoded:
    """Return the bytes of a document, computed once."""
    return document.cached("encoded", lambda subject: Encoded(subject.text))
