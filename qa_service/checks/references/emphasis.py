"""A reference as it reads without the marks of emphasis around it: "section 9 of the *Goods Act 1985*"."""

from __future__ import annotations

import re
from dataclasses import replace

from qa_service.documents.references.spans import Reference

# Stars, underscores beside a word and the tags for slanted and bold type.
_MARK = re.compile(r"\*{1,3}|(?<![^\W_])_{1,3}(?=\S)|_{1,3}(?![^\W_])|</?(?:i|b|em|strong|u)>")
_BEFORE, _BEHIND = 130, 240


def unmarked(text: str) -> str:
    """Return a short text without its marks of emphasis."""
    return _MARK.sub("", text) if "*" in text or "_" in text or "</" in text else text


def without_emphasis(text: str, reference: Reference) -> tuple[str, Reference]:
    """Return the words around a reference without marks of emphasis, and where it stands in them.

    Both are returned as they are where there is none.
    """
    begin, start, end = max(0, reference.group_start - _BEFORE), reference.group_start, reference.group_end
    before, behind = text[begin:start], text[end : end + _BEHIND]
    plain_before, plain_behind = unmarked(before), unmarked(behind)
    if len(plain_before) == len(before) and len(plain_behind) == len(behind):
        return text, reference
    by = len(plain_before) - start
    shifted = replace(
        reference,
        start=reference.start + by,
        end=reference.end + by,
        group_start=start + by,
        group_end=end + by,
    )
    return f"{plain_before}{text[start:end]}{plain_behind}", shifted
