"""From bytes to text: UTF-8, or the encoding that is stated, and nothing that is not text."""

from __future__ import annotations

import re

from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.charsets import encoding_of, unmarked_utf16

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
SURROGATE = re.compile(r"[\ud800-\udfff]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decode(content: str | bytes, max_chars: int, charset: str | None = None) -> str:
    """Return the text of ``content`` without a byte order mark.

    Raises DocumentError with code not_utf8, wrong_encoding, unknown_charset, control_character, lone_surrogate or
    document_too_long.
    """
    text = content if isinstance(content, str) else _decode_bytes(content, max_chars, charset)
    text = text.removeprefix("\ufeff")
    refuse_length(len(text), max_chars)
    refuse_unprintable(text)
    return text


def refuse_unprintable(text: str) -> None:
    """Raise DocumentError for control characters and lone surrogates."""
    if _printable(text):
        return
    _refuse(CONTROL, text, "control_character", "a control character that does not belong in a text")
    _refuse(SURROGATE, text, "lone_surrogate", "half of a surrogate pair, which is not a character")


def clean(text: str) -> str:
    """Return a text taken out of a file without control characters, and with U+FFFD for half a character."""
    if UNPRINTABLE.search(text) is None:
        return text
    return UNPRINTABLE.sub(lambda found: "\ufffd" if found.group() >= "\ud800" else "", text)


def refuse_length(length: int, max_chars: int) -> None:
    """Raise DocumentError for a text of more than ``max_chars`` code points."""
    if length > max_chars:
        raise DocumentError("document_too_long", f"The document has more than {max_chars} characters.", status=413)


def _printable(text: str) -> bool:
    """Tell the common case apart in two quick passes: UTF-8 has no surrogates, and control characters are one byte."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return len(data.translate(None, CONTROL_BYTES)) == len(data)


def _decode_bytes(content: bytes, max_chars: int, charset: str | None) -> str:
    # No encoding needs more than four bytes for a character, so this refusal needs no decoding.
    refuse_length(len(content) // 4 - 1, max_chars)
    encoding = encoding_of(content, charset)
    wide = unmarked_utf16(content) if charset is None and encoding == "utf-8" else None
    if wide is not None:
        detail = f"The document is not UTF-8: it looks like {wide} without a byte order mark. {_way_out(wide)}"
        raise DocumentError("not_utf8", detail, ("utf-8",))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        raise _undecodable(encoding, broken.start) from None


def _undecodable(encoding: str, position: int) -> DocumentError:
    if encoding == "utf-8":
        detail = f"The document is not UTF-8: the byte at position {position} cannot be read. {_way_out('cp1252')}"
        return DocumentError("not_utf8", detail, ("utf-8",))
    detail = f"The document is not {encoding}, as it says: the byte at position {position} cannot be read."
    return DocumentError("wrong_encoding", detail)


def _way_out(charset: str) -> str:
    return f"Where a text is in another encoding, its media type says so, as in “text/plain; charset={charset}”."


def _refuse(pattern: re.Pattern[str], text: str, code: str, what: str) -> None:
    found = pattern.search(text)
    if found:
        detail = f"The document holds {what}: U+{ord(found.group()):04X} at position {found.start()}."
        raise DocumentError(code, detail)
