"""A text as google-re2 reads it: UTF-8, with the way back from bytes to code points."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import re2
from numpy.typing import NDArray

from qa_service.documents import Document

Span = tuple[int, int]


class Encoded:
    """The bytes of a text; ``points[i]`` counts the code points that begin before byte i (None: all are ASCII)."""

    __slots__ = ("data", "points", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self.points = None if len(self.data) == len(text) else _points(self.data)

    def spans(self, pattern: re2._Regexp) -> Iterator[Span]:
        """Yield the matches of a pattern that are not empty, without overlaps, in code points."""
        found = (match.span() for match in pattern.finditer(self.data))
        if self.points is None:
            return (span for span in found if span[1] > span[0])
        at = self.points.item
        return ((at(start), at(end)) for start, end in found if end > start)

    def code_points(self, span: Span) -> Span:
        """Return a span of bytes in code points."""
        return span if self.points is None else (self.points.item(span[0]), self.points.item(span[1]))

    def search(self, pattern: re2._Regexp) -> partial[re2._Match | None]:
        """Return a function of a byte offset that gives the next match from there, in bytes."""
        return partial(pattern.search, self.data)


def encoded(document: Document) -> Encoded:
    """Return the bytes of a document, computed once."""
    return document.cached("encoded", lambda subject: Encoded(subject.text))


def _points(data: bytes) -> NDArray[np.int64]:
    begins = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80
    return np.concatenate(([0], np.cumsum(begins)))
