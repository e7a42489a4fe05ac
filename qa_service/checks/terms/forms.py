"""Other forms of a defined term: its words joined or parted, turned round, or with another ending."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

# So many letters of a long word tell it, whatever its ending.
ROOT, LONG = 5, 7
# Who does a thing, or has it done, is not the thing: manager and management.
_PERSON = re.compile(r"(?:er|or|ee|ant|ist)\Z")


@dataclass(frozen=True, slots=True)
class Forms:
    """The terms of a document by their letters without blanks, and by the roots of their words.

    ``begun`` are the roots that some term has, so that few phrases need be taken apart.
    """

    joined: Mapping[str, str]
    rooted: Mapping[tuple[str, ...], str]
    begun: frozenset[str]

    @classmethod
    def of(cls, terms: Collection[str]) -> Forms:
        """Sort the folded terms."""
        ordered = sorted(terms, reverse=True)
        several = [term for term in ordered if " " in term]
        rooted = {_roots(term): term for term in several}
        begun = frozenset(root for roots in rooted for root in roots)
        return cls({term.replace(" ", ""): term for term in ordered}, rooted, begun)

    def model(self, key: str) -> str | None:
        """Return the term of which a folded phrase is another form, None if there is none.

        "Trademark" is one of "Trade Mark", "Default Event" of "Event of Default", "Eligible Expenses" of
        "Eligible Expenditure"; "Licensor Materials" is none of "Licensee Materials".
        """
        found = self.joined.get(key.replace(" ", ""))
        if found is None and " " in key and _root(key.partition(" ")[0]) in self.begun:
            found = self.rooted.get(_roots(key))
            found = found if found is not None and _says_the_same(found, key) else None
        return found if found != key else None


@lru_cache(maxsize=1 << 14)
def _roots(key: str) -> tuple[str, ...]:
    return tuple(sorted(_root(word) for word in key.split() if word != "of"))


def _root(word: str) -> str:
    return word[:ROOT] if len(word) >= LONG else word


def _says_the_same(term: str, key: str) -> bool:
    """Whether words differ in an ending only, which makes no person of a thing, and are turned round by "of" alone."""
    if (" of " in term) == (" of " in key) and [*map(_root, term.split())] != [*map(_root, key.split())]:
        return False
    pairs = zip(*(sorted(word for word in each.split() if word != "of") for each in (term, key)), strict=True)
    return all(one == other or not (_PERSON.search(one) or _PERSON.search(other)) for one, other in pairs)
