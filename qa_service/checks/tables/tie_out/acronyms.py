"""Labels that a sentence names by their initials: "AISC" for "All-in sustaining costs", "SG&A", "year to date"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qa_service.checks.tables.tie_out.words import key, words_of

_ACRONYM = re.compile(r"\b[A-Z](?:&?[A-Z]){1,5}\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "to", "from", "by", "per", "at", "a", "an"})
_YEAR_TO_DATE = re.compile(r"\byear[- ]to[- ]date\b", re.IGNORECASE)
_FEWEST, _MOST = 2, 6


def initials_of(labels: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the words of each label by its initials; two labels with the same initials have none."""
    found: dict[str, frozenset[str] | None] = {}
    for label in dict.fromkeys(labels):
        words = [word.lower() for word in _PARTS.findall(_BRACKETS.sub(" ", label))]
        told = [word for word in words if word not in _SMALL]
        for spelled in {tuple(told), tuple(words)}:
            short = "".join(word[0] for word in spelled).upper()
            if _FEWEST <= len(short) <= _MOST and len(told) >= _FEWEST:
                other = found.setdefault(short, words_of(label))
                found[short] = other if other == words_of(label) else None
    return {short: words for short, words in found.items() if words}


def spelled_out(text: str, initials: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words for which the acronyms of a text stand."""
    found = (initials.get(each.replace("&", "")) for each in _ACRONYM.findall(text)) if initials else ()
    words = frozenset(word for each in found if each for word in each)
    return words | {key("ytd")} if _YEAR_TO_DATE.search(text) else words
