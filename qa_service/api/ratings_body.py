"""A body of ratings of any size that is allowed: a small one in memory, a large one compressed in a file."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

from flask import current_app, request

from qa_service.api.parser import refuse_incomplete
from qa_service.services.agreement_of_ratings import AT_ONCE, CSV, csv_width
from qa_service.services.job_parts import PART, pack

SMALL = 8 << 20  # bytes that are read and measured while the caller waits
_PIECE = 1 << 18
_LONGEST = 1 << 16  # of the lines that are looked at; a body with a longer one is not counted exactly
_BLANK = b" \t\r,;"


class RatingsBody:
    """The body of the request, read once. Use it as a context manager: it may have a file."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._size = 0
        self._lines = 0
        self._rest = b""
        self._header = b""
        self._exact = True
        self._files = ExitStack()
        self._file: IO[bytes] | None = None
        self.whole: bytes | None = None

    def __enter__(self) -> RatingsBody:
        """Read the body; at no time is more of it in memory than ``SMALL`` and a piece."""
        request.max_content_length = current_app.config["RATINGS_MAX_CONTENT_LENGTH"]
        pieces = self._pieces()
        head = b""
        while len(head) <= SMALL and (piece := next(pieces, b"")):
            head += piece
        if len(head) <= SMALL:
            self.whole = head
        else:
            self._file = self._files.enter_context(tempfile.TemporaryFile())
            for part in pack(_chain(head, pieces)):
                self._file.write(part)
        refuse_incomplete(self._size)
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    @property
    def digest(self) -> str:
        """The SHA-256 of the body."""
        return self._digest.hexdigest()

    def parts(self) -> Iterator[bytes]:
        """The body as the parts of a job's input."""
        if self._file is None:
            yield from pack([self.whole or b""])
            return
        self._file.seek(0)
        while part := self._file.read(PART):
            yield part

    @property
    def csv_ratings(self) -> int:
        """How many ratings the body holds as CSV: exact unless it has quoted cells, which may hold line breaks."""
        last = 1 if self._rest.strip(_BLANK) else 0
        header = self._header or self._rest
        return max(self._lines + last - 1, 0) * csv_width(header.decode("utf-8", "replace").removeprefix("\ufeff"))

    def is_light(self, media_type: str) -> bool:
        """Whether a web worker may read the body: small, and not made of more things than are measured at once."""
        if self.whole is None:
            return False
        if media_type == CSV:
            return self.csv_ratings <= AT_ONCE
        # A rating is an object, a row of the wide form a list; many of these cost far more memory than their text.
        return self.whole.count(b"{") + self.whole.count(b"[") <= 2 * AT_ONCE

    @property
    def is_counted(self) -> bool:
        """Whether ``csv_ratings`` is exact."""
        return self._exact

    def _pieces(self) -> Iterator[bytes]:
        while piece := request.stream.read(_PIECE):
            self._digest.update(piece)
            self._size += len(piece)
            self._count(piece)
            yield piece

    def _count(self, piece: bytes) -> None:
        self._exact = self._exact and b'"' not in piece
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if lines and not self._header:
            self._header = lines[0]
        self._lines += sum(1 for line in lines if line.strip(_BLANK))
        if len(self._rest) > _LONGEST:
            self._rest, self._exact = self._rest[:_LONGEST], False


def _chain(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from pieces
