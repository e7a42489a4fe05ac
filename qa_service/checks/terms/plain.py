"""Phrases of common words that a document with definitions uses once or twice: "the Retention Period"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.checks.terms.nouns import (
    CHRISTENED,
    COMMON,
    CONTRACTUAL,
    LONE,
    NAMED_BY_CUSTOM,
    PAPERS,
    PROFESSIONS,
    SELECTING,
    is_described,
    is_plain,
    selects,
)
from qa_service.checks.terms.uses import Terms, Use
from qa_service.documents.searching.word_sets import word_set

# With so many definitions a document means to define what it writes with capitals.
FEW_DEFINED, SOME_DEFINED, MANY_DEFINED = 2, 3, 5
LOOK_BACK = 70
# What a paper or a time is told by where it is used; and the paper whose term it is.
_TOLD = re.compile(
    r",?\s(?:which\s(?:is|are|runs?|ends?|starts?|begins?|falls?|means?)\b|(?:is|are)\sthe\b|being\b|stated|set|specified|referred|"
    r"described|named|mentioned|given|noted|shown|published|annexed|attached|(?:above|below)\b(?!\s\d)|dated|entered|made|between|with\s[A-Z]|"
    r"(?:of|in|on|from)\s(?:\d|[A-Z][a-z]{2,8}\s\d)|\(|(?:Mr|Mrs|Ms|Dr|Messrs)\b|posted\b|displayed\b|\d|No\b|for\sthe\s[A-Z]|of\s[A-Z]|under\s(?:the\s)?[A-Z]|"
    r"(?:team|department|desk|scheme|programme|program|initiative|database|system|platform|app|website|line|helpline|hotline|staff|page|number|code)\b)"
)
_RIGHTS = frozenset({"IP", "IPR", "IPRs"})
_LABEL = re.compile(r"\s\((?:the|an?|each|each\san?|your)\s[*_]{0,3}[\"\u201c]")
_ANY_LABEL = re.compile(
    r"(?:,?\s[A-Z][\w.&]*){0,3}\s\((?:(?:the|an?|each,?|together,?|each\san?|your)\s){0,2}[*_]{0,3}"
    r"[\"\u201c](?P<label>[^\"\u201d\n]{1,60})[\"\u201d]"
)
_KNOWN = word_set(
    "study survey review audit assessment "
    "note system sheet card application register number form plan licence license permit report"
)
_UNCOUNTED = word_set(
    "information data material property equipment software documentation indebtedness personnel staff know-how"
    " technology knowledge merchandise freight"
)
_KINDS_OF_PAPER = word_set("certificate statement invoice notice")
_OF_ANOTHER = re.compile(r"\b(?:defined|meanings?)\b[^.;:]{0,40}\s(?:in|by|under|to)\s(?:the|that)\s\Z")


def may_be_plain(terms: Terms, key: str) -> bool:
    """Whether a document that defines terms has a phrase that ends in a thing of contracts.

    Where it defines but two, the first word has to be one that contracts make terms with: "its Approved Suppliers".
    """
    return is_plain(key) and (defines_some(terms) or (terms.spelled >= FEW_DEFINED and _is_singled_out(key)))


def _is_singled_out(key: str) -> bool:
    first, _, head = key.partition(" ")
    return (
        first in SELECTING and head not in NAMED_BY_CUSTOM and (head in COMMON or head in CONTRACTUAL or head in LONE)
    )


def defines_some(terms: Terms) -> bool:
    """Whether a document defines terms, and not only what its acronyms stand for or who held which office."""
    return terms.spelled >= SOME_DEFINED


def is_plain_term(text: str, terms: Terms, key: str, uses: Sequence[Use]) -> bool:
    """Whether such a phrase has an article that points at its definition, and no word that tells of it."""
    if not may_be_plain(terms, key) or any(is_told(text, use) for use in _unlabelled(text, key, uses)):
        return False
    if " of " in key and not all(use.marked for use in uses):
        return False
    head = key.rpartition(" ")[2]
    paper = head in PAPERS
    pointing = [use for use in uses if not (paper and use.determiner == "this") and not _has_acronym(use.text)]
    # "It gets a Delivery Note": a kind of paper, as anyone knows it.
    if len(uses) == 1 and uses[0].determiner in ("a", "an") and (head in _KNOWN or not is_described(key)):
        return head not in _KINDS_OF_PAPER and head not in _KNOWN
    if len(uses) == 1 and (head in PROFESSIONS or (head in CHRISTENED and not is_described(key))):
        return False
    if any(use.marked for use in pointing) or (len(pointing) > 1 and len(terms.defined) >= MANY_DEFINED):
        return True
    # "subject to Transfer Requirements", "may copy Background Material": many things, or much, need no article.
    plural = not paper and is_described(key) and (head in _UNCOUNTED or all(use.text.endswith("s") for use in uses))
    return (plural or selects(key.partition(" ")[0])) and any(in_midst(text, use) for use in uses)


def in_midst(text: str, use: Use) -> bool:
    """Whether no stop in front explains the capital."""
    return text[max(0, use.start - 2)].isalpha()


def _unlabelled(text: str, key: str, uses: Sequence[Use]) -> Sequence[Use]:
    """Return the uses without a label for a longer phrase behind, as a thing that got one is not named so again.

    "within thirty days after the Claim Notice (the “Objection Period”)"
    """
    if len(uses) < 2 or key.rpartition(" ")[2] in PAPERS - _KINDS_OF_PAPER:
        return uses
    return [use for use in uses if not _LABEL.match(text, use.end)] or uses


def is_labelled_apart(text: str, use: Use) -> bool:
    """Whether a label behind a phrase is that of something longer: "caused by the Study Drug (a “Subject Injury”)"."""
    label = _ANY_LABEL.match(text, use.end)
    if label is None:
        return False
    words = [word for word in use.text.split() if word[0].isupper()]
    told = set(label["label"].strip("*_").split())
    return told.isdisjoint(words) and "".join(word[0] for word in words) not in told


def _has_acronym(phrase: str) -> bool:
    """Whether some but not all words of a phrase are in capitals: "CBT Test"."""
    words = [word for word in phrase.split() if word not in _RIGHTS]
    return not phrase.isupper() and any(len(word) > 1 and word.isupper() for word in words)


def is_told(text: str, use: Use) -> bool:
    """Whether the words beside a phrase tell what it is, or where its definition stands."""
    if _TOLD.match(text, use.end):
        return True
    return _OF_ANOTHER.search(text, max(0, use.start - LOOK_BACK), use.start) is not None
