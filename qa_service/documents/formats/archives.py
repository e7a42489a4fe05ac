"""ZIP containers of office files: opened only after their directory has been judged, read only up to what it says."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final

from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.sniffing import LOCKED

MAX_ENTRIES: Final = 5_000
MAX_PART: Final = 48 << 20
MAX_TOTAL: Final = 256 << 20
# Office XML compresses about tenfold, repetitive tables a hundredfold; a bomb a thousandfold.
MAX_RATIO: Final = 250
SMALL: Final = 1 << 20
STORED_OR_DEFLATED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The parts of a container by name.

    Raises DocumentError: damaged_file, encrypted_file, archive_bomb. A part is inflated when it is asked for.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
            raise DocumentError("damaged_file", "The file is damaged or cut off: its directory is missing.") from None
        entries = self._zip.infolist()
        _judge(entries, len(content))
        self._entries = {entry.filename.lstrip("/").replace("\\", "/"): entry for entry in entries}
        self._read = 0

    @property
    def names(self) -> list[str]:
        """The names of all parts, sorted."""
        return sorted(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """Return a part of at most ``limit`` bytes; b"" when there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.file_size > limit:
            raise _bomb(f"its part {name[:80]} has more than {limit >> 20} MiB")
        try:
            with self._zip.open(entry) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise DocumentError("damaged_file", f"The file is damaged: its part {name[:80]} cannot be read.") from None
        self._read += len(data)
        if len(data) > limit or self._read > MAX_TOTAL:
            raise _bomb(f"its parts have more than {MAX_TOTAL >> 20} MiB")
        return data

    def head(self, name: str, size: int) -> bytes:
        """Return the first bytes of a part; b"" when it cannot be read."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        try:
            with self._zip.open(entry) as part:
                return part.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            return b""


def _judge(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _bomb(f"it has {len(entries):,} parts")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DocumentError("encrypted_file", LOCKED)
    if any(entry.compress_type not in STORED_OR_DEFLATED for entry in entries):
        raise DocumentError("damaged_file", "The file is compressed in a way that office files are not.")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL or sum(entry.compress_size for entry in entries) > 2 * size + SMALL:
        raise _bomb(f"its parts have {total >> 20} MiB, or overlap")
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise _bomb(
                f"its part {entry.filename[:80]} unpacks to {entry.file_size // max(entry.compress_size, 1)} times"
            )


def _bomb(what: str) -> DocumentError:
    return DocumentError("archive_bomb", f"The file unpacks to more than is read here: {what}.")
