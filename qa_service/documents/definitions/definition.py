"""What a definition is, and how a term is folded for comparison."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa_service.documents.searching.word_sets import word_set

EDGE = " .,;:'\u2019\u2018*_\"\u201c\u201d\u201e\u00ab\u00bb\u00a0"
ARTICLES = word_set("the a an such each any our your le la les un une der die das den dem el los las il lo gli de het")
_PARTS = re.compile(r"[\s\u2010-\u2014-]+")
# "Service Charge(s)"
_OPTIONAL = re.compile(r"\((?:e?s|ies)\)")
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_PLURALS = ("sses", "xes", "ches", "shes")


class Definition(NamedTuple):
    """A place that defines a term; ``start`` and ``end`` bound the term without its quotation marks.

    ``kind`` is one of

    - ``means``: "X means \u2026", and the rows of a table or list of definitions;
    - ``scope``: "X includes \u2026";
    - ``label``: a name given to what stands in front: (the "X"), hereinafter X;
    - ``told``: a sentence says what the marked term is, or what is called so, as papers do that define their terms;
    - ``bare``: the same with weaker signs, which may also be a remark;
    - ``listed``: it opens an entry of a list or table that need not be one of definitions;
    - ``reference``: another paper defines it: "as defined in the Lease";
    - ``promise``: "as defined below";
    - ``quoted``: the term stands in quotation marks only.
    """

    start: int
    end: int
    term: str
    kind: str = "label"

    @property
    def formal(self) -> bool:
        """Whether the place defines the term, here or by reference."""
        return self.kind not in ("quoted", "promise", "listed")

    @property
    def plain(self) -> bool:
        """Whether the signs are weak, so that it may be a mere remark."""
        return self.kind in ("told", "bare", "reference")

    @property
    def means(self) -> bool:
        """Whether a meaning is spelled out."""
        return self.kind == "means"


@lru_cache(maxsize=8192)
def term_key(term: str) -> str:
    """Fold a term for comparison: case, blanks, hyphens, possessive and plural of each word, leading article."""
    words = [word.lower() for word in _PARTS.split(_OPTIONAL.sub("", term).strip(EDGE)) if word]
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(map(singular, words))


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun, and drop a possessive ending."""
    if "'" in word or "\u2019" in word:
        word = _POSSESSIVE.sub("", word)
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_PLURALS):
        return word[:-2]
    return word[:-1] if not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
