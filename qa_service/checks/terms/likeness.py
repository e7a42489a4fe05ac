"""How a capitalised phrase resembles a defined term: the same last word, or almost the same letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.terms.nouns import CONTRACTUAL, DESCRIBING, KINDS, PAPERS, counterparts, qualifies
from qa_service.checks.terms.uses import parts_of
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set

# A phrase that is used this often is a term of its own.
FREQUENT = 5
LONG, LONGEST_SLIPS = 12, 2
SAMPLE, CLEARLY = 4000, 5


def english_articles(document: Document) -> int:
    """Count "the" at the beginning of a document."""
    return document.cached("english_articles", lambda each: each.text.count(" the ", 0, SAMPLE))


def is_english(document: Document) -> bool:
    """Whether a text is not in a tongue that writes all nouns with capitals, judged by its beginning."""
    english, text = english_articles(document), document.text
    return english > CLEARLY or english >= sum(text.count(word, 0, SAMPLE) for word in (" der ", " die ", " und "))


def heads_of(terms: Collection[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    """Return the first two terms of each last word and number of words."""
    heads: dict[tuple[str, int], list[str]] = {}
    for key in sorted(terms):
        if " " in key:
            same = heads.setdefault((key.rpartition(" ")[2], key.count(" ")), [])
            if len(same) < 2:
                same.append(key)
    return heads


# "Potential Event of Default": what may come to be another thing is not that thing.
_TIMES = frozenset({"date", "day", "period", "year"})
PROSPECTIVE = word_set("potential prospective incipient unmatured")


def covered(key: str, defined: frozenset[str]) -> bool:
    """Whether the phrase is a defined term, extends one, or is made of defined words only."""
    if key in defined:
        return True
    words = key.split()
    if len(words) == 1:
        return False
    if all(word in defined or word == "of" for word in words) or "".join(words) in defined:
        return True
    # "Rent Commencement Date" is another date than the "Commencement Date".
    if words[0] in PROSPECTIVE or (words[-1] in _TIMES and words[0] in CONTRACTUAL and words[0] not in defined):
        return False
    return len(words) > 2 and not defined.isdisjoint(part for part in parts_of(key) if " " in part)


def look_alike(key: str, heads: Mapping[tuple[str, int], Sequence[str]]) -> str | None:
    """Return a term with the same last word and as many words."""
    count = key.count(" ")
    if not 0 < count < 3:
        return None
    for term in heads.get((key.rpartition(" ")[2], count), ()):
        if term != key:
            return term
    return None


def shortened(key: str, terms: Container[str]) -> str | None:
    """Return the term of two words into which a phrase puts a third: "initial franchise fee" for "initial fee".

    Papers have longer names of their own.
    """
    if key.count(" ") != 2:
        return None
    first, between, head = key.split(" ")
    term = f"{first} {head}"
    return term if term in terms and between != "of" and head not in PAPERS else None


def by_kind(terms: Collection[str]) -> Mapping[tuple[str, int], str]:
    """Return the terms of several words by their first words and the kind of thing that the last one is."""
    found: dict[tuple[str, int], str] = {}
    for term in sorted(terms):
        first, _, head = term.rpartition(" ")
        if first and head in KINDS:
            found.setdefault((first, KINDS[head]), term)
    return found


def same_kind(key: str, kinds: Mapping[tuple[str, int], str]) -> str | None:
    """Return the term that names the same thing by another noun: "contract price" for "contract sum"."""
    first, _, head = key.rpartition(" ")
    return kinds.get((first, KINDS[head])) if head in KINDS else None


def may_qualify(key: str, model: str, small: Container[str]) -> bool:
    """Whether the words in which a phrase differs from a term could qualify a term themselves."""
    own = [word for word, other in zip(key.split(), model.split(), strict=True) if word != other]
    return all(qualifies(word) or word in DESCRIBING or word in small for word in own)


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
