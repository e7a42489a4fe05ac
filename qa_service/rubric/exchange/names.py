"""Ids out of names: lower-case words, each once, none of them reserved."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa_service.plain_letters import without_accents
from qa_service.rubric.fields import RESERVED_WORDS, RUBRIC_ID, RUBRIC_ID_LENGTH

_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_RUBRIC_ID = re.compile(RUBRIC_ID)
_LONGEST = 64
# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class Names:
    """Hands out ids of one kind (criteria, levels of one scale, …), no id twice."""

    def __init__(self, kind: str, reserved: Iterable[str] = ()) -> None:
        self._kind = kind
        self._reserved = frozenset((*RESERVED_WORDS, *reserved))
        self._taken: set[str] = set()

    def claim(self, name: str, text: str) -> str:
        """Return ``name`` where it is an id, else an id made of it, or else of ``text``; numbered where it is taken."""
        made = name if self.is_id(name) else self._made(name) or self._made(text)
        base = made or f"{self._kind}_{len(self._taken) + 1}"
        found, count = base, 1
        while found in self._taken:
            count += 1
            end = f"_{count}"
            found = base[: _LONGEST - len(end)] + end
        self._taken.add(found)
        return found

    def is_id(self, name: str) -> bool:
        """Whether a name can be an id as it stands."""
        return _ID.fullmatch(name) is not None and name not in self._reserved

    def _made(self, text: str) -> str:
        word = _joined(text, "_")
        if word and (not word[0].isalpha() or word in self._reserved):
            word = f"{self._kind}_{word}"
        return word[:_LONGEST].rstrip("_")


def id_of_title(text: str, fallback: str) -> str:
    """Return the id of a rubric made of its title."""
    word = _joined(text, "-")
    if not word:
        return fallback
    return (word if word[0].isalpha() else f"rubric-{word}")[:RUBRIC_ID_LENGTH].rstrip("-")


def is_rubric_id(name: str) -> bool:
    """Whether a name can be the id of a rubric."""
    return len(name) <= RUBRIC_ID_LENGTH and _RUBRIC_ID.fullmatch(name) is not None


def _joined(text: str, sign: str) -> str:
    """Return the ASCII letters and digits of a text in lower case, everything between them as one sign."""
    bare = without_accents(text.casefold().translate(_LETTERS))
    return sign.join(re.findall("[a-z0-9]+", bare.replace("'", "").replace("’", "")))
