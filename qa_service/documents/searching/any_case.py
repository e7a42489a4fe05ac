"""Patterns in small letters for words in any case: `re` tries them several times as fast as with IGNORECASE."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What `re` takes for an "i" or an "s" when case is ignored; `lower` leaves it, or makes two characters of one.
_LETTERS = str.maketrans("\u0130\u0131\u017f", "iis")


def small(text: str) -> str:
    """Return a text in small letters, each of them where it stood."""
    return text.lower() if text.isascii() else text.translate(_LETTERS).lower()


@dataclass(frozen=True, slots=True)
class AnyCase:
    """A pattern without capitals that is looked for in a whole text, whatever its case."""

    pattern: re.Pattern[str]
    lines: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> AnyCase:
        """Compile; what begins alike had better stand behind one word boundary, which is then tried once."""
        return cls(re.compile(pattern), re.compile(pattern, re.MULTILINE))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match anywhere."""
        return self.pattern.search(small(text))

    def in_lines(self, text: str) -> bool:
        """Tell whether one of the lines may match; "^" and "$" are understood, a "\\Z" is not."""
        return self.lines.search(small(text)) is not None

    def count(self, text: str) -> int:
        """Return how many matches there are, none in another."""
        return len(self.pattern.findall(small(text)))

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning."""
        return self.pattern.match(small(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text."""
        return self.pattern.fullmatch(small(text))
