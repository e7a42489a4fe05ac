"""References that are quoted as words of a text rather than made: 'replacing "Clause 40" by "Clause 41"'."""

from __future__ import annotations

import re

from qa_service.documents.references.labels import line_end

_OPEN = "\"\u201c\u201e\u00ab\u2018'"
_CLOSE = re.compile('["\u201d\u201c\u00bb\u2019](?![^\\W_])')
# 'attached hereto and marked "Exhibit A"': so a paper is named.
_NAMED = re.compile(r"\b(?:marked|labell?ed|designated|identified|attached|hereto|annexed)\s(?:as\s)?\Z", re.IGNORECASE)
_LONGEST = 120


def is_mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether quoted words begin with what stands at ``start``: a title of another text, or a wording itself."""
    if text[max(0, start - 1) : start] not in set(_OPEN) or text[max(0, start - 2) : start - 1].isalnum():
        return False
    if _NAMED.search(text, max(0, start - 24), start - 1) and _CLOSE.match(text, end):
        return False
    return _CLOSE.search(text, end, min(line_end(text, end), end + _LONGEST)) is not None
