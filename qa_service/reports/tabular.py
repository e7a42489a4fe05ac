"""Tables as data: CSV texts, a ZIP archive of them, and numbers fit for JSON; the same bytes every time."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence

from qa_service.reports.tables.model import Line, Scalar

# Far below any meaning, far above what the order of additions can change.
_DIGITS = 10
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_OWN_NAME = re.compile(r"^@[a-z_]+$")


def rounded(line: Line) -> dict[str, Scalar]:
    """A line with its numbers at ten significant digits; what is not finite becomes null."""
    return {key: _number(value) for key, value in line.items()}


def _number(value: Scalar) -> Scalar:
    if not isinstance(value, float):
        return value
    return float(f"{value:.{_DIGITS}g}") + 0.0 if math.isfinite(value) else None


def write_csv(fields: Sequence[str], lines: Sequence[Line]) -> str:
    """CSV with a header, CRLF line ends (RFC 4180); empty where there is no figure."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(fields)
    writer.writerows([_text(_number(line.get(field))) for field in fields] for line in lines)
    return buffer.getvalue()


def _text(value: Scalar) -> Scalar:
    """Texts that a spreadsheet would run as a formula get an apostrophe in front."""
    if not isinstance(value, str) or not _FORMULA.match(value) or _OWN_NAME.match(value):
        return value
    return f"'{value}"


def write_zip(files: Mapping[str, str]) -> bytes:
    """A ZIP archive with fixed times and order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return buffer.getvalue()
