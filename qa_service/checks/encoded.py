"""A text as google-re2 reads it: UTF-8, with the way back from bytes to code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import partial

import numpy as np
import re2

from qa_service.documents import Document

Span = tuple[int, int]
# The bytes 0x80 to 0xBF, which go on with a code point, as signed numbers.
CONTINUATION_BELOW = -64


class Encoded:
    """The bytes of a text, and where each lies in it."""

    __slots__ = ("_continuing", "data", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self._continuing = None if text.isascii() else _continuing(self.data)

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


def encoded(document: Document) -> Encoded:
    """Return the bytes of a document, computed once."""
    return document.cached("encoded", lambda subject: Encoded(subject.text))


def _continuing(data: bytes) -> memoryview[int]:
    """Return where the bytes lie that go on with a code point; a view reads single numbers faster than an array."""
    return np.flatnonzero(np.frombuffer(data, np.int8) < CONTINUATION_BELOW).data
