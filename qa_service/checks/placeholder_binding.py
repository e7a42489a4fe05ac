"""Where a text binds: in a contract, parentheses and dashes hold terms, and what drafters tell each other is left over.

Minutes, letters and notes of a case say who is to do what, and where something is known from; there it is their matter.
"""

from __future__ import annotations

import re

_BINDS = re.compile(r"\b(?:shall|hereby|[Aa]greement|AGREEMENT|hereinafter|hereto|[Dd]eed)\b")
_TELLS = re.compile(r"(?i)\b(?:minutes|agenda|apologies|attendees|action (?:points?|items?)|actions?:|AOB|to-do)\b")
_FAR = 1500


def is_binding(text: str, start: int, end: int) -> bool:
    """Whether the text around is that of a contract."""
    begin, stop = max(0, start - _FAR), end + _FAR
    return _BINDS.search(text, begin, stop) is not None and _TELLS.search(text, begin, stop) is None
