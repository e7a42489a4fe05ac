"""Media types that are read, by name and by the ending of a file's name."""

from __future__ import annotations

from typing import Final

PLAIN: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
JSON: Final = "application/json"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES: Final = (PLAIN, MARKDOWN, HTML, CSV, TSV, JSON, PDF, DOCX, XLSX)
BINARY: Final = frozenset({PDF, DOCX, XLSX})
UNSTATED: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "*/*"})
SAME: Final = {
    "text/x-markdown": MARKDOWN,
    "application/xhtml+xml": HTML,
    "application/csv": CSV,
    "text/x-csv": CSV,
    "application/x-pdf": PDF,
    "text/json": JSON,
    "application/vnd.ms-word.document.macroenabled.12": DOCX,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template": DOCX,
    "application/vnd.ms-excel.sheet.macroenabled.12": XLSX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template": XLSX,
}
ENDINGS: Final = {
    "txt": PLAIN,
    "text": PLAIN,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "mdown": MARKDOWN,
    "mkd": MARKDOWN,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "csv": CSV,
    "tsv": TSV,
    "tab": TSV,
    "json": JSON,
    "pdf": PDF,
    "docx": DOCX,
    "docm": DOCX,
    "dotx": DOCX,
    "xlsx": XLSX,
    "xlsm": XLSX,
    "xltx": XLSX,
}


def media_type_of(filename: str) -> str | None:
    """Return the media type that the ending of a file's name stands for; None for one that is not read."""
    name = filename.replace("\\", "/").rpartition("/")[2].rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    return ENDINGS.get(ending.lower()) if dot and stem else None


def split_media_type(value: str) -> tuple[str, str | None]:
    """Split ``text/plain; charset=latin-1`` into the plain type, in lower case, and the charset, if one is named."""
    kind, _, rest = value.partition(";")
    kind = kind.strip().lower()
    for parameter in rest.split(";"):
        name, _, given = parameter.partition("=")
        if name.strip().lower() == "charset":
            return SAME.get(kind, kind), given.strip().strip("\"'") or None
    return SAME.get(kind, kind), None
