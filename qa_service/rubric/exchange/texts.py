"""Bytes to text, text to clean text, and text to exact numbers."""

from __future__ import annotations

import codecs
import re
from decimal import Decimal
from fractions import Fraction

from qa_service.errors import Problem
from qa_service.rubric.exchange.model import MAX_BYTES, refusal

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,16}(?:[.,][0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?|[+-]?[.,][0-9]{1,20}")
_LARGEST = 10**15
_PLACES = Decimal(1).scaleb(-12)
_BYTE_ORDERS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(source: str | bytes, *, declared: str = "", legacy: str = "") -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark, or ``declared``, or ``legacy`` where it is not UTF-8.

    Raises ExchangeError for files that are too large, in no known encoding, or with control characters.
    """
    if isinstance(source, str):
        _check_size(len(source.encode("utf-8", "surrogatepass")))
        text = source.removeprefix("\ufeff")
    else:
        _check_size(len(source))
        text = _decoded(bytes(source), declared, legacy)
    bad = _CONTROLS.search(text)
    if bad:
        raise refusal(_bad_character(text, bad))
    return text


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        message = f"A file of another format has at most {MAX_BYTES // 1024} KiB."
        raise refusal(Problem("", "too_large", message, 1, 1))


def _decoded(data: bytes, declared: str, legacy: str) -> str:
    encoding = declared or "utf-8"
    for mark, name in _BYTE_ORDERS:
        if data.startswith(mark):
            data, encoding, legacy = data[len(mark) :], name, ""
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if legacy:
            return data.decode(legacy, "replace")
        head = data[: error.start].decode(encoding, "replace")
        line, column = place_in(head, len(head))
        raise refusal(Problem("", "invalid_encoding", f"The text is not valid {encoding}.", line, column)) from None


def _bad_character(text: str, bad: re.Match[str]) -> Problem:
    line, column = place_in(text, bad.start())
    return Problem("", "bad_character", f"The character U+{ord(bad[0]):04X} is not allowed.", line, column)


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def has_controls(text: str) -> bool:
    """Whether a text holds control characters or halves of a surrogate pair, as escapes of JSON can write them."""
    return _CONTROLS.search(text) is not None


def paragraphs(text: str) -> str:
    """Return a text of several lines with plain line breaks and without blanks around it and at the ends of lines."""
    return "\n".join(line.rstrip() for line in _BREAKS.sub("\n", text).split("\n")).strip()


def one_line(text: str) -> str:
    """Return a text on one line, its blanks made single."""
    return " ".join(text.split())


def writable(text: str) -> str:
    """Return a text without what neither XML nor a spreadsheet can hold."""
    return _NOT_IN_XML.sub("", _BREAKS.sub("\n", text))


def number(text: str) -> Fraction | None:
    """Return the exact value of a number as people and JSON write it ("0.5", "0,5"), or None.

    Numbers have at most 12 decimal places and lie within ±10¹⁵.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text.replace(",", "."))
    return Fraction(value.quantize(_PLACES)) if abs(value) <= _LARGEST else None


def plain_number(value: Fraction) -> int | float:
    """Return the nearest number of a document: whole where it is whole."""
    return value.numerator if value.denominator == 1 else float(value)
