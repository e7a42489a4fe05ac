"""Parties of a contract that it calls by a role or a short name which it never gave them, while it named another so.

"between Halden Ltd (the “Supplier”) and Osprey plc … the Customer shall pay": who the customer is has to be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.terms.nouns import PAPERS, ROLES
from qa_service.checks.terms.uses import Runs, Terms, definitions_of, runs_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.names.capital_runs import split_opener
from qa_service.documents.searching.word_sets import word_set

# Who may be called by what he is in a contract; "shareholder" and the like are called so by others too.
PARTIES = (ROLES - word_set("resident member shareholder partner beneficiary agent")) | word_set(
    "plaintiff defendant claimant respondent parent attendee bidder participant"
)
# The parties are introduced where a contract begins, and bind themselves.
INTRODUCTION, LONGEST_CLAUSE = 5_000, 2_000
LEAST_USES, LEAST_BOUND, ENOUGH_USES, MOST_UNNAMED = 3, 2, 5, 2
_PRONOUNS = frozenset({"you", "we", "us", "i", "it", "they"})
_PARTIES_FOLLOW = re.compile(r"(?i)\b(?:between|among|entered\sinto\sby|made\sby|parties)\b")
_FACTS_FOLLOW = re.compile(
    r"(?im)^\W*(?:whereas|recitals?|background|witnesseth|preamble|(?:article|section|clause)?\s?(?:1|I|A)[.)]\s)"
    r"|\bNOW,?\sTHEREFORE\b"
)
_WORD = re.compile(r"[^\W_]+")
_PROMISES = (
    r"\s(?:shall|will|must|may|agrees?|acknowledges?|represents?|warrants?|undertakes?|covenants?|grants?|wish(?:es)?"
    r"|desires?|recogni[sz]es?|hereby{more})\b"
)
_PROMISING = re.compile(_PROMISES.replace("{more}", ""))
# What is done by who is called by a role.
_DOING = re.compile(_PROMISES.replace("{more}", "|owns?|has|is|did|was|pays?|provides?|accepts?|waives?|releases?"))
_LISTED = r"^\W*(?:[Tt]he\s|THE\s)?{who}(?:['\u2019]s\s\w+)?\W*(?:[:\u2013-]|\sis\b|\smeans\b|$)"
_GOES_ON = re.compile(r"[a-z,]\n\Z")
_GIVEN = (
    r"\b(?:as|hereinafter|hereafter|called|named)\s(?:the\s)?[\"\u201c]?{who}(?=[\"\u201d,;:.)]|\s(?:and|or)\b|\n)"
    r"|\(\s?(?:the\s)?{who}\s?\)"
)


def unnamed_parties(document: Document, terms: Terms) -> frozenset[str]:
    """Return the folded roles and short names that are due to a party and given to none."""
    labels = {
        term_key(each.term) for each in definitions_of(document) if each.kind == "label" and each.start < INTRODUCTION
    }
    if not labels or not is_instrument(document):
        return frozenset()
    text, runs = document.text, runs_of(document)
    used = _printed(runs, labels)
    if not any(_times(text, runs, names, _PROMISING) for names in used.values()):
        return frozenset()
    known = terms.defined | terms.promised | terms.mentioned | terms.parts | _PRONOUNS | PAPERS
    often = {key for key, count in runs.counts.items() if count >= LEAST_USES and " " not in key}
    clause = _clause(text)
    found = frozenset(
        key for key, names in _printed(runs, often - known).items() if _may_be_party(text, runs, key, names, clause)
    )
    return found if len(found) <= MOST_UNNAMED else frozenset()


def _printed(runs: Runs, keys: Set[str]) -> dict[str, list[str]]:
    """Return the runs that are these terms, as printed."""
    found: dict[str, list[str]] = {}
    for run, key in zip(runs.printed, runs.keys, strict=True):
        if key in keys:
            found.setdefault(key, []).append(run)
    return found


def _times(text: str, runs: Runs, names: Sequence[str], verbs: re.Pattern[str]) -> int:
    """Return how often one of these verbs follows."""
    return sum(verbs.match(text, at + len(run)) is not None for run in names for at in runs.printed[run])


def _may_be_party(text: str, runs: Runs, key: str, printed: Sequence[str], clause: Set[str]) -> bool:
    """Tell whether a role is spoken of often, or what is named where the parties are is bound, and nothing tells it."""
    names = {split_opener(run)[1] for run in printed}
    role = key in PARTIES
    if not role and not any(name.lower() in clause for name in names):
        return False
    bound = _times(text, runs, printed, _DOING if role else _PROMISING)
    if bound < LEAST_BOUND and not (bound and role and runs.counts[key] >= ENOUGH_USES):
        return False
    return not any(is_given(text, name) for name in names)


def _clause(text: str) -> frozenset[str]:
    """Return the words, in small letters, between the one that introduces the parties and the facts."""
    begins = _PARTIES_FOLLOW.search(text, 0, INTRODUCTION)
    if begins is None:
        return frozenset()
    ends = _FACTS_FOLLOW.search(text, begins.end(), begins.end() + LONGEST_CLAUSE)
    clause = text[begins.end() : ends.start() if ends else begins.end() + LONGEST_CLAUSE // 2]
    return frozenset(_WORD.findall(clause.lower()))


def is_given(text: str, name: str) -> bool:
    """Tell whether a party gets a name without quotation marks: in a list, a form, or ", as Buyer"."""
    listed, given = (pattern.replace("{who}", re.escape(name)) for pattern in (_LISTED, _GIVEN))
    lines = re.finditer(listed, text, re.MULTILINE)
    # A line that goes on with the sentence before it is none of a list.
    if any(not _GOES_ON.search(text, max(0, line.start() - 2), line.start()) for line in lines):
        return True
    return re.search(given, text) is not None
