"""From bytes to text: UTF-8 only, and nothing that is not text."""

from __future__ import annotations

import re

from qa_service.documents.errors import DocumentError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
SURROGATE = re.compile(r"[\ud800-\udfff]")
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(content: str | bytes, max_chars: int) -> str:
    """Return the text of ``content`` without a byte order mark.

    Raises DocumentError with code not_utf8, control_character, lone_surrogate or document_too_long.
    """
    text = content if isinstance(content, str) else _decode_bytes(content, max_chars)
    text = text.removeprefix("\ufeff")
    _refuse_length(len(text), max_chars)
    refuse_unprintable(text)
    return text


def refuse_unprintable(text: str) -> None:
    """Raise DocumentError for control characters and lone surrogates."""
    if _printable(text):
        return
    _refuse(CONTROL, text, "control_character", "a control character that does not belong in a text")
    _refuse(SURROGATE, text, "lone_surrogate", "half of a surrogate pair, which is not a character")


def _printable(text: str) -> bool:
    """Tell the common case apart in two quick passes: UTF-8 has no surrogates, and control characters are one byte."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return len(data.translate(None, CONTROL_BYTES)) == len(data)


def _decode_bytes(content: bytes, max_chars: int) -> str:
    # UTF-8 needs at most four bytes for a character, so this refusal needs no decoding.
    _refuse_length(len(content) // 4, max_chars)
    if content[:2] in MARKS:
        raise DocumentError("not_utf8", f"The document is {MARKS[content[:2]]}; send it as UTF-8.", ("utf-8",))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        detail = f"The document is not UTF-8: the byte at position {broken.start} cannot be read."
        raise DocumentError("not_utf8", detail, ("utf-8",)) from None


def _refuse(pattern: re.Pattern[str], text: str, code: str, what: str) -> None:
    found = pattern.search(text)
    if found:
        detail = f"The document holds {what}: U+{ord(found.group()):04X} at position {found.start()}."
        raise DocumentError(code, detail)


def _refuse_length(length: int, max_chars: int) -> None:
    if length > max_chars:
        raise DocumentError("document_too_long", f"The document has more than {max_chars} characters.", status=413)
