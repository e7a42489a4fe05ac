"""A text or file as it arrives at an edge: its bytes, its type, its name, and the text that is read of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents import media_type_of, parse_document

MAX_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Material:
    """A text, or the bytes of a file; its text form names the content, so that equal ones are told by it."""

    data: str | bytes = field(repr=False)
    media_type: str = "text/plain"
    filename: str | None = None

    def __str__(self) -> str:
        raw = self.data if isinstance(self.data, bytes) else self.data.encode("utf-8", "surrogatepass")
        return f"{self.filename} {self.media_type} {hashlib.sha256(raw).hexdigest()}"

    def text(self) -> str:
        """The text that is read of it; DocumentError where it cannot be."""
        return parse_document(self.data, self.media_type, filename=self.filename).text


def file_material(data: bytes, name: str | None, content_type: str, charset: str | None, stated: str = "") -> Material:
    """A file with its type: what was ``stated``, else what its name says, else the ``content_type`` it came with.

    Browsers and command lines guess the Content-Type from tables of their own; endings are more to be trusted.
    """
    known = plain_name(name)
    kind = stated or (media_type_of(known) if known else None) or content_type
    return Material(data, f"{kind}; charset={charset}" if charset and not stated else kind, known)


def plain_name(name: str | None) -> str | None:
    """A file's name without folders and what cannot be printed; None where nothing is left."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    return kept[-MAX_NAME:] or None
