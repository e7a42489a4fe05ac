"""Tell the format of a file by what stands in it, and by its name where that says nothing."""

from __future__ import annotations

import re
from typing import Any

from qa_service.rubric.exchange.canvas_csv import is_canvas_header
from qa_service.rubric.exchange.formats import FORMATS
from qa_service.rubric.exchange.grid_columns import is_grid_header
from qa_service.rubric.exchange.json_text import read_json
from qa_service.rubric.exchange.model import ExchangeError
from qa_service.rubric.exchange.table import read_table

_ORA = re.compile(r"<(?:openassessment|rubric)[\s/>]")


def guess_format(source: bytes, filename: str = "") -> str | None:
    """Return the name of the format of a file, or None when it is none of them, or a rubric of our own.

    The content decides; an ending such as ``.xml`` decides where the content cannot be read, so that importing it can
    say why.
    """
    own, found = _by_content(source)
    return None if own else found or _by_name(filename)


def _by_content(source: bytes) -> tuple[bool, str | None]:
    """Return whether it is a rubric of our own, and the format that the content shows."""
    head = source[:4000].decode("utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return False, "ora-xml" if _ORA.search(head) else None
    if start[:1] in ("{", "["):
        return _json(source)
    return start.startswith("schema:"), _table(source)


def _json(source: bytes) -> tuple[bool, str | None]:
    try:
        value = read_json(source)
    except ExchangeError:
        return False, None
    first: Any = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False, None
    is_canvas = any(isinstance(first.get(key), list | dict) for key in ("data", "criteria", "rubric", "ratings"))
    return "schema" in first, "canvas-json" if is_canvas else None


def _table(source: bytes) -> str | None:
    try:
        header, _ = read_table(source)
    except ExchangeError:
        return None
    return "csv" if is_canvas_header(header) or is_grid_header(header) else None


def _by_name(filename: str) -> str | None:
    return next((name for name, found in FORMATS.items() if filename.lower().endswith(found.suffix)), None)
