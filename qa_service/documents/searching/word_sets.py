"""Sets of words written as one line of text."""

from __future__ import annotations


def word_list(text: str, separator: str | None = None) -> list[str]:
    """Return the blank-separated words of ``text`` (or its parts between separators)."""
    return text.split(separator)


def word_set(text: str, separator: str | None = None) -> frozenset[str]:
    """Return the same as a set."""
    return frozenset(text.split(separator))
