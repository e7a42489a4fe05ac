"""What a paper says of itself at its head: that it reviews another one, or that it is an extract.

Words with capitals, numbers and references then are those of a whole that is not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

# The title stands on one of so many lines, behind the marks of a heading or of emphasis.
_TITLE_LINES = 5
_LINE = re.compile(r"^[ \t#*_]*+(\S[^\n]*)", re.MULTILINE)
# "Memorandum of Understanding" is the title of an instrument.
_REVIEW = re.compile(
    r"(?:[\w'\u2019-]+\s+){0,5}?(?:memo|memorandum|report|review|opinion|advice|briefing)\b"
    r"(?!\s+(?:of|period|committee|date)\b)[ \t]*(?:[:\u2013\u2014*_-]|on\b|for\b|to\b|\n|\Z)",
    re.IGNORECASE,
)
_EXTRACT = re.compile(
    r"(?:(?:extracts?|excerpts?)\s(?:from|of)\b|(?:auszug\saus|extraits?\sd[eu])\b|"
    r"[^\n(\[]{0,120}[(\[\u2013\u2014:](?:[^\n()]{0,40},)?\s?(?:relevant\s)?(?:extracts?|excerpts?|auszug|extraits?)\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def is_review(text: str) -> bool:
    """Tell whether the title is a memorandum's or a report's: "Review memo: supply agreement"."""
    return any(_REVIEW.match(text, at) for at in _titles(text))


@lru_cache(maxsize=2)
def is_extract(text: str) -> bool:
    """Tell whether the head says that parts are left out: "Supply agreement (extract)"."""
    return any(_EXTRACT.match(text, at) for at in _titles(text))


def _titles(text: str) -> Iterator[int]:
    """Yield where the first lines of a text begin that are not blank."""
    for line in islice(_LINE.finditer(text), _TITLE_LINES):
        yield line.start(1)
