"""Encodings of text: what is read beside UTF-8."""

from __future__ import annotations

import codecs
import re
from typing import Final

from qa_service.documents.errors import DocumentError
from qa_service.documents.searching.word_sets import word_set

# A byte order mark says more than any label; the longer marks come first.
MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
READ: Final = word_set(
    "ascii utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be koi8-r koi8-u mac-roman cp437 cp850 cp852"
    " cp866 cp874 cp932 cp949 shift_jis euc_jp iso2022_jp gb2312 gbk gb18030 big5 euc_kr tis-620"
    " iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11"
    " iso8859-13 iso8859-14 iso8859-15 iso8859-16"
    " cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258"
)
META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
WIDE: Final = ("utf-16", "utf16", "ucs-2", "unicode", "utf-32", "utf32", "ucs-4")
C1 = re.compile(rb"[\x80-\x9f]")


def encoding_of(content: bytes, charset: str | None) -> str:
    """Return the encoding of a text: from its byte order mark, else as stated, else UTF-8.

    Raises DocumentError with code unknown_charset.
    """
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    if marked is not None:
        return marked
    if charset is None:
        return "utf-8"
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if name not in READ:
        raise DocumentError("unknown_charset", f"The charset {charset[:40]!r} is not read here.", tuple(sorted(READ)))
    # Whoever says Latin-1 and uses the bytes from 80 to 9F means the Windows code page, as on the web.
    return "cp1252" if name in ("iso8859-1", "ascii") and C1.search(content) else name


def stated_in_html(content: str | bytes) -> str | None:
    """Return the charset that the head of an HTML page states.

    Who can read it in single bytes has no UTF-16 before him: then it is UTF-8, as the HTML standard has it.
    """
    found = META.search(content[:2048]) if isinstance(content, bytes) else None
    stated = found[1].decode("ascii") if found else None
    return "utf-8" if stated is not None and stated.lower().startswith(WIDE) else stated


def unmarked_utf16(content: bytes) -> str | None:
    """Return the kind of UTF-16 that bytes without a mark look like: in a text every other byte is mostly 0."""
    sample = content[:400]
    firsts, seconds = sample[::2], sample[1::2]
    if len(sample) < 4 or not sample.count(0):
        return None
    if seconds.count(0) * 2 > len(seconds) and not firsts.count(0):
        return "utf-16-le"
    return "utf-16-be" if firsts.count(0) * 2 > len(firsts) and not seconds.count(0) else None
