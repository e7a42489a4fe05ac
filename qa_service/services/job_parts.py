"""The bytes of jobs as they are stored: one zlib stream, cut into parts that no statement chokes on."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PART = 1 << 20
_PIECE = 1 << 18


def pack(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compress pieces of any size into parts of at most ``PART`` bytes.

    >>> b"".join(unpack(pack([b"item,rater,value\\n", b"a,ann,3\\n"])))
    b'item,rater,value\\na,ann,3\\n'
    """
    # The fastest level: ratings shrink to a sixth already, and the caller waits for it.
    packer, kept = zlib.compressobj(1), bytearray()
    for piece in pieces:
        kept += packer.compress(piece)
        while len(kept) >= PART:
            yield bytes(kept[:PART])
            del kept[:PART]
    kept += packer.flush()
    yield from (bytes(kept[at : at + PART]) for at in range(0, len(kept), PART))


def unpack(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes again, in pieces of bounded size."""
    opener = zlib.decompressobj()
    for part in parts:
        pending = part
        while pending:
            yield opener.decompress(pending, _PIECE)
            pending = opener.unconsumed_tail
    yield opener.flush()
