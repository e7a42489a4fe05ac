"""What a paper says of itself at its head: that it reviews another one, or that it is an extract.

Words with capitals, numbers and references then are those of a whole that is not here.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LINES = r"(?:[^\n]*\n\s*){0,4}?[ \t#*_]*"
# "Memorandum of Understanding" is the title of an instrument.
_REVIEW = re.compile(
    rf"{_LINES}(?:[\w'\u2019-]+\s+){{0,5}}?(?:memo|memorandum|report|review|opinion|advice|briefing)\b"
    r"(?!\s+(?:of|period|committee|date)\b)[ \t]*(?:[:\u2013\u2014*_-]|on\b|for\b|to\b|\n|\Z)",
    re.IGNORECASE,
)
_EXTRACT = re.compile(
    rf"{_LINES}(?:(?:extracts?|excerpts?)\s(?:from|of)\b|(?:auszug\saus|extraits?\sd[eu])\b|"
    r"[^\n(\[]{0,120}[(\[\u2013\u2014:](?:[^\n()]{0,40},)?\s?(?:relevant\s)?(?:extracts?|excerpts?|auszug|extraits?)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def is_review(text: str) -> bool:
    """Tell whether the title is a memorandum's or a report's: "Review memo: supply agreement"."""
    return _REVIEW.match(text) is not None


@lru_cache(maxsize=2)
def is_extract(text: str) -> bool:
    """Tell whether the head says that parts are left out: "Supply agreement (extract)"."""
    return _EXTRACT.match(text) is not None
