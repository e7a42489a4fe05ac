"""What tells that a capitalised phrase is used like a defined term, as tables: any one line of a table is enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_service.checks.terms.nouns import (
    BODIES,
    COMMON,
    CONTRACTUAL,
    EVENTS,
    LONE,
    LONE_THINGS,
    PUBLIC,
    ROLES,
    is_common,
    names_common_thing,
    names_thing,
    qualifies,
)
from qa_service.checks.terms.plain import MANY_DEFINED, defines_some, is_told
from qa_service.checks.terms.uses import ANY, GENERIC, SmallWords, Terms, Use

MANY, MIN_USES, MIN_LONE = 10, 3, 4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one document offers to judge its phrases by: its text and the ``head`` of it in small letters, its terms."""

    text: str
    terms: Terms
    small: SmallWords
    head: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a phrase is used: how often, how often behind a determiner (``marked``) and behind one before no name."""

    around: Surroundings
    words: Sequence[str]
    uses: Sequence[Use]
    count: int
    marked: int
    generic: int

    @property
    def known(self) -> bool:
        """Whether the noun is one that contracts define."""
        return self.words[-1] in CONTRACTUAL

    @property
    def common(self) -> bool:
        """Whether the noun is a common one."""
        return self.known or self.words[-1] in COMMON

    @property
    def small(self) -> bool:
        """Whether the document also writes the noun small."""
        return self.words[-1] in self.around.small

    @property
    def thing(self) -> bool:
        """Whether the noun may name a thing, by what it is, how it is formed or how it is used."""
        return self.common or self.small or names_thing(self.words[-1]) or self.plural

    @property
    def described(self) -> bool:
        """Whether the first word tells one thing from another, and is not the beginning of a public body's name."""
        return self.words[0] not in PUBLIC and (is_common(self.words[0]) or self.words[0] in self.around.small)

    @property
    def qualified(self) -> bool:
        """Whether the first word is formed like an adjective, and no name of a public body begins with it."""
        return self.words[0] not in PUBLIC and qualifies(self.words[0])

    @property
    def contract(self) -> bool:
        """Whether the document defines terms at all."""
        return len(self.around.terms.defined) > 1

    @property
    def rich(self) -> bool:
        """Whether so much is defined that no name of a public body is likely to be meant."""
        return len(self.around.terms.defined) >= MANY_DEFINED and self.words[0] not in PUBLIC

    @property
    def sweeping(self) -> bool:
        """Whether half of the uses stand behind "any", "such" or the like, which no name follows."""
        return sum(use.determiner in ANY for use in self.uses) * self.count > 2

    @property
    def plural(self) -> bool:
        """Whether all uses are of many."""
        return all(use.text.endswith("s") for use in self.uses)

    @property
    def any(self) -> bool:
        """Whether some use stands behind "any", "no" or the like."""
        return any(use.determiner in ANY for use in self.uses)

    def at_least(self, part: int, of: int) -> bool:
        """Whether this part of the uses stands behind a determiner."""
        return self.marked * of >= self.count * part

    def small_form(self, article: str) -> bool:
        """Whether the text also writes the word small, behind this article."""
        return f"{article} {self.words[-1]}" in self.around.text

    @property
    def small_uses(self) -> int:
        """How often "the" stands before the word in small letters ("the term of" aside)."""
        if not self.small_form("the"):
            return 0
        return len(re.findall(rf"\bthe {re.escape(self.words[-1])}s?\b(?! of\b)", self.around.text))

    def mostly_great(self) -> bool:
        """Whether at most a third of the uses behind "the" are in small letters."""
        return self.small_uses * 3 <= self.marked

    @property
    def told(self) -> bool:
        """Whether the words beside some use tell what is meant."""
        return any(is_told(self.around.text, use) for use in self.uses)


_Signs = tuple[Callable[[Evidence], bool], ...]
# Phrases of several words: how often, behind which words, and with which noun.
_PHRASES: _Signs = (
    lambda e: e.count > MIN_USES and e.known,
    lambda e: e.generic > 1 and (e.known or e.small),
    lambda e: e.count >= MANY and e.contract and (e.known or e.small),
    lambda e: e.generic > 0 and e.known and (e.count >= MIN_USES or e.marked == e.count > 1),
    lambda e: e.count >= MIN_USES and e.known and e.at_least(1, 2),
    lambda e: e.count >= MIN_USES and e.generic > 0 and e.small and e.at_least(1, 2),
    lambda e: e.count >= MIN_USES and e.contract and e.qualified and e.at_least(1, 2),
    lambda e: e.marked == e.count > 1 and e.contract and e.sweeping,
    lambda e: e.count > 1 and e.rich and e.known and e.at_least(4, 5),
    lambda e: e.count >= MIN_USES and e.rich and e.thing and e.at_least(4, 5),
    lambda e: e.marked == e.count > 1 and e.rich and names_common_thing(e.words),
    lambda e: e.count >= MIN_USES and e.rich and e.common and e.described,
    lambda e: e.rich and e.any and e.described and (e.common or names_thing(e.words[-1])) and not e.told,
)
# Lone words in a document that defines two or more.
_LONE: _Signs = (
    lambda e: e.at_least(1, 1) and e.words[0] in LONE_THINGS and _has_capital(e, "the"),
    lambda e: e.count > MIN_LONE and e.at_least(4, 5) and _is_body_or_thing(e) and _has_capital(e, "the"),
    lambda e: e.at_least(1, 1) and e.count > 1 and names_thing(e.words[0]) and _has_capital(e, ""),
    lambda e: e.marked >= MIN_LONE and e.words[0] in LONE and not e.rich and not e.small_form("the"),
    lambda e: e.count >= MIN_USES and e.rich and e.words[0] in ROLES and not e.small_form("the"),
    lambda e: e.marked >= MIN_USES and e.rich and e.at_least(3, 5) and _may_be_thing(e) and e.mostly_great(),
    lambda e: e.marked >= MIN_LONE and e.rich and e.at_least(1, 1) and e.words[0] not in ROLES and e.mostly_great(),
    lambda e: e.count >= MIN_USES and e.rich and e.words[0] in EVENTS and not e.small_form(""),
    lambda e: e.marked == e.count >= MANY and e.words[0] in ROLES and not e.small_form("the"),
    lambda e: e.rich and e.any and _may_be_thing(e) and not e.small and not e.told,
    lambda e: e.count > 1 and e.rich and e.marked > 0 and e.plural and _may_be_thing(e) and not (e.small or e.told),
    lambda e: e.count > 1 and e.rich and e.plural and e.any and not (e.small or e.told),
    lambda e: e.count > 1 and _points(e) and not e.told and not e.small_uses and e.small,
)


def is_used_like_term(around: Surroundings, key: str, uses: Sequence[Use]) -> bool:
    """Weigh how often a phrase is used, the words before it, and whether its noun is one that contracts define."""
    marked, generic = sum(use.marked for use in uses), sum(use.determiner in GENERIC for use in uses)
    evidence = Evidence(around, key.split(), uses, len(uses), marked, generic)
    if " " in key:
        return any(shows(evidence) for shows in _PHRASES)
    if key in around.terms.mentioned or len(around.terms.defined) < 2:
        return False
    return any(shows(evidence) for shows in _LONE)


def _is_body_or_thing(evidence: Evidence) -> bool:
    return evidence.words[0] in LONE_THINGS or evidence.words[0] in BODIES


def _may_be_thing(evidence: Evidence) -> bool:
    word = evidence.words[0]
    return word not in ROLES and (_is_body_or_thing(evidence) or names_thing(word) or evidence.small)


def _points(evidence: Evidence) -> bool:
    """Whether "the" stands before every use, in a document that defines terms."""
    return defines_some(evidence.around.terms) and all(use.determiner == "the" for use in evidence.uses)


def _has_capital(evidence: Evidence, article: str) -> bool:
    """Whether a document that defines terms writes a word, which is no part of one, always great and tells nothing."""
    if not defines_some(evidence.around.terms) or evidence.words[0] in evidence.around.terms.heads:
        return False
    text = evidence.around.text
    return not evidence.small_form(article) and not all(is_told(text, use) for use in evidence.uses)
