"""How a capitalised phrase resembles a defined term: the same last word, or almost the same letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.terms_nouns import counterparts, qualifies

# A phrase that is used this often is a term of its own.
FREQUENT = 5
LONG, LONGEST_SLIPS = 12, 2


def is_english(text: str) -> bool:
    """Whether a text is not in a tongue that writes all nouns with capitals."""
    return text.count(" the ") + text.count("The ") >= text.count(" der ") + text.count(" die ") + text.count(" und ")


def heads_of(terms: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Return the terms of several words by their last word."""
    heads: dict[str, list[str]] = defaultdict(list)
    for key in sorted(terms):
        if " " in key:
            heads[key.rpartition(" ")[2]].append(key)
    return heads


def covered(key: str, defined: frozenset[str]) -> bool:
    """Whether the phrase is a defined term, extends one, or is made of defined words only."""
    if key in defined:
        return True
    words = key.split()
    parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1))
    return any(part in defined for part in parts) or set(words) <= defined or "".join(words) in defined


def look_alike(key: str, heads: Mapping[str, Sequence[str]]) -> str | None:
    """Return a term with the same last word and as many words."""
    count = key.count(" ")
    if not 0 < count < 3:
        return None
    same = (term for term in heads.get(key.rpartition(" ")[2], ()) if term != key and term.count(" ") == count)
    return next(same, None)


def may_qualify(key: str, model: str, small: Container[str]) -> bool:
    """Whether the words in which a phrase differs from a term could qualify a term themselves."""
    own = [word for word, other in zip(key.split(), model.split(), strict=True) if word != other]
    return all(qualifies(word) or word in small for word in own)


def by_beginning(terms: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Return the terms by their first two letters, which misspellings seldom change."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms):
        if len(term) > 6:
            found[term[:2]].append(term)
    return found


def misspelt(key: str, terms: Mapping[str, Sequence[str]]) -> str | None:
    """Return the term of which a phrase is a misspelling by a letter (two in long terms)."""
    limit = LONGEST_SLIPS if len(key) > LONG else 1
    for term in terms.get(key[:2], ()):
        if abs(len(term) - len(key)) <= limit and term.count(" ") == key.count(" "):
            slips = DamerauLevenshtein.distance(term, key, score_cutoff=limit)
            if 0 < slips <= limit and not _another_word(term, key):
                return term
    return None


def _another_word(term: str, key: str) -> bool:
    """Whether two phrases differ by endings that both are English: supplier and supplied, licensor and licensee."""
    return all(one == other or counterparts(one, other) for one, other in zip(term.split(), key.split(), strict=True))
