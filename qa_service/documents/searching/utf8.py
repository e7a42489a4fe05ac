"""A text as google-re2 reads it: UTF-8, with the way back from bytes to code points.

Many patterns are looked for in one text. Within `reading` it is encoded once for all of them, and forgotten at the end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

# The bytes 0x80 to 0xBF, which go on with a code point, as signed numbers.
CONTINUATION_BELOW = -64


class Utf8:
    """The bytes of a text, and where each lies in it."""

    __slots__ = ("_continuing", "data", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode("utf-8", "surrogatepass")
        self._continuing: memoryview[int] | None = None

    @property
    def continuing(self) -> memoryview[int] | None:
        """Where the bytes lie that go on with a code point; None where each byte is one."""
        if self._continuing is None and len(self.data) > len(self.text):
            # A view reads single numbers faster than an array.
            self._continuing = np.flatnonzero(np.frombuffer(self.data, np.int8) < CONTINUATION_BELOW).data
        return self._continuing

    def code_points(self, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield spans of bytes in code points."""
        continuing = self.continuing
        if continuing is None:
            return spans
        return ((start - bisect_left(continuing, start), end - bisect_left(continuing, end)) for start, end in spans)


_READING: ContextVar[Utf8 | None] = ContextVar("_READING", default=None)


@contextmanager
def reading(text: str) -> Iterator[None]:
    """Keep the bytes of a text for as long as it is read."""
    token = _READING.set(Utf8(text))
    try:
        yield
    finally:
        _READING.reset(token)


def utf8(text: str) -> Utf8:
    """Return the bytes of a text, the kept ones where it is the text that is being read."""
    kept = _READING.get()
    return kept if kept is not None and kept.text is text else Utf8(text)
