"""Letters that a text uses as variables, and that therefore stand for no number left out."""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_OF_SIGN = 3


@lru_cache(maxsize=8)
def is_explained(text: str, letters: str) -> bool:
    """Whether a letter is a variable of the text: it says what it is, or uses it again and again."""
    sign = re.escape(letters)
    told = rf"\b{sign}[\"”'’]? ?(?:=|<|>|is\b|are\b|be\b|being\b|denotes?\b|means?\b|stands?\b|represents?\b|equals\b)"
    if re.search(told, text):
        return True
    return len(letters) == 1 and len(re.findall(rf"\b{sign}\b", text)) > _MOST_OF_SIGN
