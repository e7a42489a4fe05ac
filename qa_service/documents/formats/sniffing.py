"""What bytes look like, whatever they are said to be."""

from __future__ import annotations

import re
from typing import Final

from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.media_types import BINARY, CSV, DOCX, HTML, JSON, MARKDOWN, PDF, PLAIN, TSV, XLSX

ZIP: Final = "a ZIP archive"
OLE: Final = "an old Office file (.doc, .xls or .ppt)"
NAMES: Final = {
    PLAIN: "plain text",
    MARKDOWN: "Markdown",
    HTML: "an HTML page",
    CSV: "a CSV table",
    TSV: "a table with tabs",
    JSON: "JSON",
    PDF: "a PDF file",
    DOCX: "a Word document (DOCX)",
    XLSX: "an Excel workbook (XLSX)",
}
MAGIC: Final = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"%!PS", "a PostScript file"),
)
PARTS: Final = (
    (b"word/document", DOCX),
    (b"xl/workbook", XLSX),
    (b"ppt/presentation", "a PowerPoint presentation (PPTX)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an e-book (EPUB)"),
)
PDF_START = re.compile(rb"%PDF-\d")
PAGE_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOCKED = "The file is encrypted with a password; send it without."


def looks_like(content: bytes) -> str | None:
    """Return the media type that the bytes have, a description of another format, or None for what may be a text."""
    head = content[:1024]
    if PDF_START.match(head) or (PDF_START.search(head) and b"\x00" in content[:4096]):
        return PDF
    found = next((name for magic, name in MAGIC if head.startswith(magic)), None)
    if found == ZIP:
        return next((kind for part, kind in PARTS if part in content), ZIP)
    if found is None and PAGE_START.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    return found


def refuse_mismatch(content: bytes, kind: str) -> None:
    """Raise DocumentError (media_type_mismatch, encrypted_file, empty_file) when the bytes are not of this type."""
    looks = looks_like(content)
    if looks == OLE and ENCRYPTED in content:
        raise DocumentError("encrypted_file", LOCKED)
    if kind in BINARY:
        _refuse_binary(content, kind, looks)
    elif looks is not None and not (looks == HTML and kind in (HTML, PLAIN, MARKDOWN)):
        raise _mismatch(kind, NAMES.get(looks, looks))


def _refuse_binary(content: bytes, kind: str, looks: str | None) -> None:
    if not content:
        raise DocumentError("empty_file", f"The file is empty, so it is not {NAMES[kind]}.")
    # A damaged container is for its reader to describe.
    if looks == kind or (kind == PDF and PDF_START.search(content[:1024])) or (kind != PDF and looks == ZIP):
        return
    raise _mismatch(kind, NAMES.get(looks, looks) if looks else _plain_look(content))


def _plain_look(content: bytes) -> str:
    sample = content[:2048]
    if b"\x00" in sample:
        return "binary data of no known kind"
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as broken:
        if broken.start < len(sample) - 4:
            return "binary data of no known kind"
    return "JSON" if sample.lstrip()[:1] in (b"{", b"[") else "plain text"


def _mismatch(kind: str, looks: str) -> DocumentError:
    if kind == PLAIN:
        detail = f"The file is taken for plain text where nothing else is stated, but its bytes are {looks}."
        return DocumentError("media_type_mismatch", detail)
    return DocumentError("media_type_mismatch", f"The file is said to be {NAMES[kind]}, but its bytes are {looks}.")
