"""The words that a text has, and those that stand before the name of an office: read once for all its mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa_service.checks.privacy.identifier_mail import OFFICE

_AROUND = "\"'\u201c\u201d\u201e\u2018\u2019()[]*|<>.,;:!?"
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_OFFICE = re.compile(OFFICE)


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """Words as they are printed, without those in addresses and compounds; and in small letters before an office's."""

    printed: frozenset[str]
    before_offices: frozenset[str]


@lru_cache(maxsize=2)
def spoken_words(text: str) -> SpokenWords:
    """Return the words of a text."""
    tokens = text.split()
    stripped = {token: token.strip(_AROUND) for token in set(tokens)}
    printed = frozenset(_POSSESSIVE.sub("", word) for word in stripped.values())
    offices = frozenset(word for word in printed if _OFFICE.fullmatch(word.lower()))
    named = frozenset(token for token, word in stripped.items() if word in offices)
    return SpokenWords(printed, frozenset(_before(tokens, named)))


def _before(tokens: list[str], offices: frozenset[str]) -> Iterator[str]:
    """Yield up to two words before an office's, or behind: of "the Sensory Laboratory", "Department of Surgery"."""
    for at, token in enumerate(tokens):
        if token in offices:
            for word in reversed(tokens[max(0, at - 2) : at]):
                if not word.strip("*(").isalpha():
                    break
                yield word.strip("*(").lower()
            for word in tokens[at + 2 : at + 4] if tokens[at + 1 : at + 2] in (["of"], ["for"]) else ():
                if word[:1].isupper():
                    yield word.strip(_AROUND).lower()
