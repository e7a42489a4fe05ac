"""Phrases that are used like a defined term by the sum of what speaks for it, in a document that defines some others.

A short letter names three or four things; what it writes with a capital within its sentences and neither defines nor
tells stands out there, though it is used but once: "no reply was had to the Offer". No one sign is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from qa_service.checks.terms.evidence import Surroundings
from qa_service.checks.terms.likeness import covered
from qa_service.checks.terms.names import begins_with_name, is_name, is_own_title, shortens_company
from qa_service.checks.terms.nouns import (
    BODIES,
    CHRISTENED,
    COMMON,
    CONTRACTUAL,
    CUSTOMARY,
    CUSTOMARY_LONE,
    LONE,
    NAMED_BY_CUSTOM,
    PAPERS,
    PARTS,
    PROFESSIONS,
    PUBLIC,
    ROLES,
    SET_UP,
    may_describe,
    names_part,
    names_thing,
    qualifies,
    selects,
)
from qa_service.checks.terms.plain import in_midst, is_told
from qa_service.checks.terms.rich import is_in_longer, is_printed_great
from qa_service.checks.terms.small_forms import is_pointed_at, opens_entry, small_forms
from qa_service.checks.terms.uses import Terms, Use
from qa_service.documents.searching.word_sets import word_set

ENOUGH = 15
"""The points that a phrase needs; the tables below say what gives and takes them."""
MOST_WORDS, SOME_DEFINED, MANY_DEFINED = 3, 3, 6
# Where more phrases stand out, capitals are the habit of the text.
FEW_OTHERS, SHARE = 3, 3
NEAR = 1500
# "the Purpose of the disclosure" needs no definition; "WordPress.com" and the "Medical Devices Rules, 2017" are names.
_OF = re.compile(r"\sof\s(?:the|this|that|an?|any|its|your|our)\s[a-z]")
_GOES_ON = re.compile(r"\.\w|,?\s(?:19|20)\d\d\b")
# Papers, places, trades and teams that are called so without a definition: "the Works Engineer", "the Staff Handbook".
_CALLED = NAMED_BY_CUSTOM | CHRISTENED | PROFESSIONS | {"team", "group", "market", "party", "study", "controller"}
_NAMED_BEHIND = re.compile(r",?\s(?:for|of|&)\s{1,16}(?:the\s)?[A-Z]")
# "the Federal Inspectorate for Heavy Current Installations"
_NAME_BEFORE = re.compile(r"(?<![.:;]\s)\b[A-Z][a-z]+\s(?:for|of|on)\s\Z")
_TOLD_FIRST = re.compile(r"\s(?:at|in|near|of|for|between|under|dated|described|known|called|to)\s")
# Who acts under a contract: "the Adjudicator"; and those who hold an office of the world.
_ROLE = re.compile(r"(?:er|or|ee)\Z")
_DIGNITIES = word_set(
    "chancellor mayor rector pastor prior sheriff speaker premier chancellor emperor senator master minister"
    " ombudsman registrar commander superior interior exterior september october november december"
)
# "GitHub" and "PayPal" are names, "McNeil" is one too.
_CAMEL = re.compile(r"[a-z][A-Z]")
# What follows a noun and no adjective.
_ENDS = re.compile(
    r"[.,;:)]|\s(?:is|are|was|were|be|shall|will|would|may|might|must|can|could|has|have|had|does|do|did|by|in|into|on|at|to|of|for"
    r"|from|and|or|nor|with|within|without|under|over|if|when|where|while|as|that|which|who|whom|after|before|until|unless|during|since"
    r"|than|but|so|it|he|she|they|not)\b"
)
_NOUN_BEHIND = re.compile(r"\s[a-z]{4,}\b")
# "hops of the Hallertau", "on the Areuabach"
_AT_PLACE = re.compile(r"\b(?:in|on|of|at|near|along|across|from|through|into)\s(?:the\s)?\Z")
_ONE_SUCH = re.compile(r"\b[Aa]n?\s(?:[a-z]+\s)?\Z")
# What a contract may set up itself.
_SET_UP = SET_UP | {"fund"}
_OWNED = re.compile(r"['\u2019]s\s")
_OFFICERS = frozenset({"director", "chair", "secretary", "president", "treasurer", "minister", "judge", "officer"})
_OWNING = frozenset({"your", "our", "my"})
# Rules and services have names; what a text speaks of before may have its rules.
# "a scheme run by the Tenancy Deposit Scheme": who does so has a name.
_DONE_BY = re.compile(r"\b(?:run|operated|administered|managed|regulated|published|issued) by (?:the )?\Z")
_HANDED_OUT = frozenset({"manual", "handbook", "bulletin", "circular"})
_PUBLISHED = frozenset({"rule", "service", "section", "act", "regulation"})


def weighed_suspects(terms: Terms, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the phrases that may be weighed: no definition covers them, and no custom explains their capitals."""
    if not terms.spelled:
        return
    for key in counts:
        words = key.split()
        # Custom explains a Letter of Credit; whether "a letter of credit" stands before, is asked later.
        taken_up = key in CUSTOMARY and counts[key] > 1 and " of " in key
        if key in terms.defined or key in terms.mentioned or (key in CUSTOMARY and not taken_up):
            continue
        # "Right of first refusal" has four words.
        if len(words) > (MOST_WORDS + 1 if taken_up else MOST_WORDS):
            continue
        if words[-1] in BODIES - _SET_UP or not PUBLIC.isdisjoint(words) or words[0] in PARTS:
            continue
        if key not in CUSTOMARY_LONE and (
            not covered(key, terms.defined) or _narrows(words, counts[key], terms.defined)
        ):
            yield key


def _narrows(words: Sequence[str], count: int, defined: frozenset[str]) -> bool:
    """Whether an adjective makes another term of a defined one, again and again: "Derivative Secret Information"."""
    return count > 1 and len(words) == MOST_WORDS and " ".join(words[1:]) in defined and qualifies(words[0])


def weighed_terms(around: Surroundings, found: Mapping[str, Sequence[Use]]) -> dict[str, Sequence[Use]]:
    """Return the phrases with points enough, each judged beside the number of the others that stand out."""
    candidates = {key: _Candidate(around, key, uses) for key, uses in found.items() if uses}
    standing = {key: each for key, each in candidates.items() if each.is_in_midst and not each.is_explained}
    striking = {key for key, each in standing.items() if each.is_striking}
    most = max(FEW_OTHERS, around.terms.spelled // SHARE)
    if len(striking) > most + 1:
        return {}
    return {
        key: each.uses
        for key, each in standing.items()
        if len(others := striking - {key}) <= most and each.points(len(others)) >= ENOUGH
    }


class _Candidate:
    """One phrase and its uses in the sentences of a document."""

    def __init__(self, around: Surroundings, key: str, uses: Sequence[Use]) -> None:
        self.around, self.key, self.uses = around, key, uses
        self.words = key.split()
        self.head = self.words[-1]
        self.midst = sum(bool(use.determiner) or in_midst(around.text, use) for use in uses)

    @property
    def is_in_midst(self) -> bool:
        """Whether no stop in front explains some capital."""
        return self.midst > 0

    @cached_property
    def is_known(self) -> bool:
        """Whether the noun is one that contracts name things by."""
        return self.head in CONTRACTUAL or self.head in COMMON or self.head in LONE

    @cached_property
    def is_described(self) -> bool:
        """Whether the words before the noun are common ones."""
        owned = _OWNED.search(self.uses[0].text) is not None
        return len(self.words) > 1 and all(
            may_describe(word)
            or self._is_mostly_small(word)
            or (owned and _ROLE.search(word) is not None)
            or self._takes_up(word)
            for word in (self.words[:1] if self._narrows_defined else self.words[:-1])
        )

    @property
    def _narrows_defined(self) -> bool:
        return " ".join(self.words[1:]) in self.around.terms.defined

    def _takes_up(self, word: str) -> bool:
        """Whether the text spoke of both words small just before: "a crack along the crown … the Crown Crack"."""
        first = self.uses[0].start
        return (
            self.has_antecedent
            and next(small_forms(self.around.text, word, max(0, first - NEAR), first), None) is not None
        )

    def _is_mostly_small(self, word: str) -> bool:
        """Whether the text writes a word small more often than not, as no name of a firm is."""
        text = self.around.text
        return word in self.around.small and text.count(f" {word}") >= text.count(f" {word.capitalize()}")

    @cached_property
    def is_unknown(self) -> bool:
        """Whether nothing shows that the noun is a common one."""
        return not (self.is_known or self.head in self.around.small or self.is_role)

    @property
    def is_role(self) -> bool:
        """Whether a lone word is formed like one for who acts under a contract, or for what is done and named often."""
        if len(self.words) > 1 or self.head in _DIGNITIES or not self._stands_behind({"the", *_OWNING}):
            return False
        if _ROLE.search(self.head) is not None:
            return True
        return len(self.uses) > 1 and (names_thing(self.head) or self._stands_alone_often())

    def _stands_alone_often(self) -> bool:
        """Whether it is a noun by its place, again and again: "the Lateral is ready", but "the English courts".

        What things are in, on or of alone may be a place: "the hops of the Hallertau".
        """
        text = self.around.text
        alone = [use for use in self.uses if use.determiner == "the" and _ENDS.match(text, use.end)]
        return len(alone) > 1 and any(not _AT_PLACE.search(text, max(0, use.start - 14), use.start) for use in alone)

    @property
    def is_explained(self) -> bool:
        """Whether the capitals are those of a name, an office, a title or a label."""
        printed, text = self.uses[0].text, self.around.text
        if self.key in CUSTOMARY and not self._takes_up(self.key):
            return True
        if self._is_customary() or (self.head in _SET_UP and not self._is_set_up_here()):
            return True
        if self.head in PAPERS and all(use.determiner == "this" for use in self.uses):
            return True
        if all(is_told(text, use) or (not use.marked and is_in_longer(text, use)) for use in self.uses):
            return True
        if any(_GOES_ON.match(text, use.end) for use in self.uses) or all(map(self._is_of_a_name, self.uses)):
            return True
        if names_part(self.words) and not (len(self.words) < MOST_WORDS and self._stands_behind(_OWNING)):
            return True
        if any(_CAMEL.search(use.text) for use in self.uses):
            return True
        if len(self.words) > MOST_WORDS - 1 and _DONE_BY.search(
            text, max(0, self.uses[0].start - 24), self.uses[0].start
        ):
            return True
        return self._is_called_so(printed)

    def _is_called_so(self, printed: str) -> bool:
        """Whether it is a name: of what is published, of the paper itself, of a firm or of an entry."""
        around = self.around
        if any(_has_capitals(use.text) for use in self.uses) and not self.is_described:
            return True
        published = _PUBLISHED if len(self.uses) > 1 else _PUBLISHED | _HANDED_OUT
        if self.head in published and len(self.words) > 1 and not self.has_antecedent:
            return True
        if is_own_title(around, self.key, printed.lower()) or is_name(around, self.key, self.uses):
            return True
        if begins_with_name(around, self.key, printed) or shortens_company(around.text, printed):
            return True
        return opens_entry(around.text, printed)

    def _is_of_a_name(self, use: Use) -> bool:
        """Whether words beside make a name of it: "Request for Proposal", "Office for Current Installations"."""
        text = self.around.text
        if _NAMED_BEHIND.match(text, use.end) is not None:
            return True
        return len(self.words) > 1 and _NAME_BEFORE.search(text, max(0, use.start - 30), use.start) is not None

    def _is_customary(self) -> bool:
        """Whether a lone word is written small as well, or a phrase is what things of the world are called by."""
        text, uses, once = self.around.text, self.uses, len(self.uses) == 1
        if self.key in self.around.terms.parts:
            return True
        if len(self.words) > 1:
            common = self.is_described and (self.is_known or self.has_antecedent)
            called = once and self.head in _CALLED and not self.has_antecedent and not selects(self.words[0])
            return not common or called
        if self.is_unknown or self._is_written_small() or not any(use.marked for use in uses):
            return True
        # "the Wieringermeer polder" is called so.
        named = once and not self.is_known and self.head not in self.around.small
        if named and _NOUN_BEHIND.match(text, uses[0].end) and not _ENDS.match(text, uses[0].end):
            return True
        return all(_OF.match(text, use.end) for use in uses)

    def _is_written_small(self) -> bool:
        """Whether the text writes "the salary" too, and not where it first speaks of it: "the dam at Cold Edge"."""
        first = self.uses[0].start
        text = self.around.text
        return any(
            text.startswith("the ", start - 4) and (start > first or not _TOLD_FIRST.match(text, end))
            for start, end in small_forms(text, self.key, 0, len(text))
            if end - start == len(self.key)
        )

    def _is_set_up_here(self) -> bool:
        """Whether the text says of such a body that there is to be one: "A committee of three … the Plan Committee"."""
        text, first = self.around.text, self.uses[0].start
        before = small_forms(text, self.head, max(0, first - NEAR), first)
        return any(_ONE_SUCH.search(text, max(0, start - 24), start) for start, _ in before)

    @property
    def is_striking(self) -> bool:
        """Whether it stands behind a determiner as terms do, and no words beside it tell what is meant."""
        if self.is_unknown or not any(use.marked for use in self.uses) or not set(self.words).isdisjoint(_OFFICERS):
            return False
        text = self.around.text
        return not any(is_told(text, use) or is_in_longer(text, use) for use in self.uses)

    @cached_property
    def has_antecedent(self) -> bool:
        """Whether the text spoke of such a thing in small letters just before: "an order of 8 March … the Order"."""
        first = self.uses[0].start
        return next(small_forms(self.around.text, self.head, max(0, first - NEAR), first), None) is not None

    def points(self, others: int) -> int:
        """Sum up what speaks for a term and against it; ``others`` are the other phrases that stand out."""
        return self._of_place(others) + self._of_words() + self._of_use()

    def _of_place(self, others: int) -> int:
        """Weigh how much the document defines, and what else it leaves undefined."""
        spelled = self.around.terms.spelled
        return (
            3 * (spelled >= SOME_DEFINED)
            + (spelled >= MANY_DEFINED)
            + (others <= FEW_OTHERS)
            + 3 * (others <= 1)
            + 2 * (others == 0)
        )

    def _of_words(self) -> int:
        """Weigh what kind of words they are."""
        count = len(self.words)
        return (
            max(2 * self.is_known, self.is_role)
            + self.is_described
            + (count == 2)
            + (count > 1 and selects(self.words[0]))
            + (count == 1 or all(is_printed_great(use.text) for use in self.uses))
            - (count == MOST_WORDS)
            - self.is_unknown
            - (self.head in NAMED_BY_CUSTOM)
            - (self.head in ROLES)
        )

    def _of_use(self) -> int:
        """Weigh what stands before the phrase and beside it, and whether the text writes it small too."""
        text, first, uses = self.around.text, self.uses[0], self.uses
        antecedent, marked = self.has_antecedent, [use.marked for use in uses]
        later = [*small_forms(text, self.head, first.start, len(text))]
        return (
            3 * self._stands_behind({"the"})
            + 2 * self._stands_behind({"a", "an"})
            + all(marked)
            + (len(uses) > 1)
            + 2 * (self.midst > 1)
            + antecedent
            + (antecedent and self._has_described_antecedent())
            - 2 * (not any(marked))
            - 2 * any(is_in_longer(text, use) for use in uses)
            - bool(later)
            - any(is_pointed_at(text, *span) for span in later)
        )

    def _stands_behind(self, determiners: frozenset[str] | set[str]) -> bool:
        return any(use.determiner in determiners for use in self.uses)

    def _has_described_antecedent(self) -> bool:
        """Whether another word of the phrase stands small before as well: "lost profit … the Profit Estimate"."""
        first = self.uses[0].start
        before = self.around.text[max(0, first - NEAR) : first]
        return any(len(word) > 3 and word in before for word in self.words[:-1])


def _has_capitals(phrase: str) -> bool:
    """Whether some word is an acronym or in capitals."""
    return any(len(word) > 1 and word.isupper() for word in phrase.split())
