"""Tables of text: CSV with any usual separator, and tabs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from threading import Lock

from qa_service.documents.document import Document
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.composing import Composer, refuse_cells, refuse_columns
from qa_service.documents.formats.media_types import TSV
from qa_service.documents.properties import Properties

# In the order of preference: where the semicolon and the comma part rows equally well, the comma is a decimal one.
SEPARATORS = ("\t", ";", "|", ",")
SAMPLE = 1 << 16
SAMPLE_ROWS = 50
DECLARED = "sep="
_LIMIT = Lock()


def read_csv(source: str, media_type: str, max_chars: int) -> Document:
    """Return the document of one table. Raises DocumentError: invalid_csv, table_too_large."""
    separator, body = _declared(source)
    if media_type == TSV:
        separator = "\t"
    composer = Composer(max_chars)
    with _long_cells(len(body)):
        rows = _rows(body, separator or _separator(body))
    composer.table(rows)
    return composer.document(media_type, Properties(media_type=media_type))


@contextmanager
def _long_cells(size: int) -> Iterator[None]:
    """Let a cell be as long as the text: the limit of the module, 128 KiB, would refuse transcripts and letters.

    It is one for the whole process, so that it is set for one table at a time, and set back for all other readers.
    """
    with _LIMIT:
        before = csv.field_size_limit()
        csv.field_size_limit(max(before, size))
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _declared(source: str) -> tuple[str, str]:
    """A spreadsheet's first line "sep=;" names the separator and is no row."""
    line, _, rest = source.partition("\n")
    line = line.rstrip("\r")
    if line.lower().startswith(DECLARED) and len(line) == len(DECLARED) + 1:
        return line[-1], rest
    return "", source


def _separator(text: str) -> str:
    """Return the separator that cuts most of the first rows into the same number of cells, more than one."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = max(SEPARATORS, key=lambda sign: _regularity(sample, sign))
    return best if _regularity(sample, best) > 0 else ","


def _regularity(sample: str, separator: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(StringIO(sample, newline=""), delimiter=separator):
            if row:
                widths[len(row)] += 1
            if widths.total() >= SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return rows / widths.total() if width > 1 else 0.0


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return _read(text, separator, strict=True)
    except csv.Error as broken:
        if "end of data" in str(broken):
            raise DocumentError("invalid_csv", "A quotation mark opens a cell that never ends.") from None
    try:
        return _read(text, separator, strict=False)
    except csv.Error as broken:
        raise DocumentError("invalid_csv", f"The table cannot be read: {broken}.") from None


def _read(text: str, separator: str, *, strict: bool) -> list[list[str]]:
    out: list[list[str]] = []
    cells = 0
    for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict):
        refuse_columns(len(row))
        cells += len(row)
        refuse_cells(cells)
        out.append(row)
    return out
