"""Phrases of common words that a document with definitions uses once or twice: "the Retention Period"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from qa_service.checks.terms_nouns import PAPERS, is_plain
from qa_service.checks.terms_uses import Terms, Use

# With so many definitions a document means to define what it writes with capitals.
SOME_DEFINED, MANY_DEFINED = 3, 5
# Papers on medicine explain acronyms, and define no terms.
ACRONYM = 4
LOOK_BACK = 70
# What a paper or a time is told by where it is used; and the paper whose term it is.
_TOLD = re.compile(
    r",?\s(?:which\s(?:is|runs|ends|starts|begins|means)\b|(?:is|are)\sthe\b|being\b|stated|set|specified|referred|"
    r"described|named|mentioned|given|noted|shown|above|below|dated|entered|made|between|with\s[A-Z]|"
    r"(?:of|in|on|from)\s\d|\(|\d|No\b|for\sthe\s[A-Z]|of\s[A-Z]|under\s(?:the\s)?[A-Z])"
)
_OF_ANOTHER = re.compile(r"\b(?:defined|meanings?)\b[^.;:]{0,40}\s(?:in|by|under|to)\s(?:the|that)\s\Z")


def may_be_plain(terms: Terms, key: str) -> bool:
    """Whether a document that defines terms has a phrase of common words, the last of them a thing of contracts."""
    if not is_plain(key):
        return False
    spelled = (term for term in terms.defined if len(term) > ACRONYM)
    return next(islice(spelled, SOME_DEFINED - 1, None), None) is not None


def is_plain_term(text: str, terms: Terms, key: str, uses: Sequence[Use]) -> bool:
    """Whether a phrase of common words has an article that points at its definition, and no word that tells of it."""
    if not may_be_plain(terms, key) or any(is_told(text, use) for use in uses):
        return False
    if key.rpartition(" ")[2] in PAPERS:
        uses = [use for use in uses if use.determiner != "this"]
    marked = any(use.marked for use in uses)
    return marked or (len(uses) > 1 and len(terms.defined) >= MANY_DEFINED)


def is_told(text: str, use: Use) -> bool:
    """Whether the words beside a phrase tell what it is, or where its definition stands."""
    if _TOLD.match(text, use.end):
        return True
    return _OF_ANOTHER.search(text, max(0, use.start - LOOK_BACK), use.start) is not None
