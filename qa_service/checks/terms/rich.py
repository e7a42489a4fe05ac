"""Phrases that a document uses once although it defines nearly all others: "the Cure Notice" among twenty definitions.

Where so much is defined, a capital within a sentence is no habit, and what no definition covers stands out: a phrase of
two or three words, and a common noun that is never written small ("less Downtime").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.terms.evidence import Surroundings
from qa_service.checks.terms.likeness import covered
from qa_service.checks.terms.names import begins_with_name, is_name, is_own_title, shortens_company
from qa_service.checks.terms.nouns import (
    BODIES,
    CUSTOMARY,
    EVENTS,
    LONE_THINGS,
    NAMED_BY_CUSTOM,
    PAPERS,
    PART_NAMES,
    PARTS,
    PUBLIC,
    ROLES,
    SET_UP,
    is_common,
    may_describe,
    may_stand_alone,
    names_part,
    names_thing,
)
from qa_service.checks.terms.plain import in_midst, is_labelled_apart, is_told
from qa_service.checks.terms.uses import Terms, Use

# A contract, and any other paper.
LEAST_IN_CONTRACT, LEAST_DEFINED = 6, 12
# One in so many defined terms may be left over; where more are, other things have capitals as well.
SHARE_LEFT, FEW_LEFT = 5, 2
MOST_WORDS, LONGEST_ACRONYM = 3, 3
LOOK_BACK = 40
_LINKS = frozenset({"of", "and", "in", "to", "for", "the"})
# "Travel and Expense Policy", "Psychology, or Social Work"; "3.5 Competing Products. During …" is a title.
_LONGER_BEFORE = re.compile(
    r"[A-Z][\w'\u2019-]*,?\s(?:&|and|or|of|for|to|in)\s(?:the\s)?\Z|[A-Z][\w'\u2019-]*,\s\Z|[:|]\s?\Z|"
    r"(?<![\w.])\d[\d.]*[A-Z]?\s\Z"
)
_NAMED_ALONE = PARTS | PART_NAMES | BODIES | SET_UP | PUBLIC | PAPERS
_ENDS_TITLE = re.compile(r"[.:][*_]")
# An award has a number, and an institute its rules.
_NUMBERED = frozenset({"no", "nos", "number", "rule"})
_MARKUP = frozenset("[`_*{<")
_LONGER_BEHIND = re.compile(
    r",?\s(?:&|and|of|for|de|des|du|der|von|van)\s(?:the\s)?[A-Z]|,\s(?:at\s)?[A-Z]|\s?[|:\u201d\"]|\s\d|\)\s(?:Act|Regulations?|Rules|Order|Directive)\b"
)


def may_be_rich(terms: Terms, *, contract: bool) -> bool:
    """Whether a document defines so much that what it leaves undefined stands out."""
    return terms.spelled >= (LEAST_IN_CONTRACT if contract else LEAST_DEFINED)


def rich_suspects(terms: Terms, counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the phrases that no definition covers and no custom explains."""
    for key in counts:
        words = key.split()
        if len(words) > MOST_WORDS or key in terms.defined or key in terms.mentioned or key in terms.parts:
            continue
        if len(words) == 1 and (key in _NAMED_ALONE or not may_stand_alone(key, terms.heads)):
            continue
        # Anybody knows a business day, but where so much is defined its capitals mean a definition.
        if (key not in CUSTOMARY or words[-1] == "day") and not names_part(words) and not covered(key, terms.defined):
            yield key


def left_over(around: Surroundings, found: Mapping[str, Sequence[Use]]) -> dict[str, Sequence[Use]]:
    """Return the phrases that are used like the defined terms around them, none where these are many."""
    left = {key: uses for key, uses in found.items() if uses and _stands_out(around, key, uses)}
    return left if len(left) <= max(FEW_LEFT, around.terms.spelled // SHARE_LEFT) else {}


def _stands_out(around: Surroundings, key: str, uses: Sequence[Use]) -> bool:
    words = [word for word in key.split() if word not in _LINKS]
    if not (_may_be_term(around, words, uses) if len(words) > 1 else _may_be_lone(around, key, uses)):
        return False
    if any(is_in_longer(around.text, use) for use in uses):
        return False
    plain = [use for use in uses if not is_labelled_apart(around.text, use)]
    if plain and (any(is_told(around.text, use) for use in plain) or is_name(around, key, plain)):
        return False
    printed = uses[0].text
    if is_own_title(around, key, printed.lower()) or begins_with_name(around, key, printed):
        return False
    return not shortens_company(around.text, printed)


def _may_be_term(around: Surroundings, words: Sequence[str], uses: Sequence[Use]) -> bool:
    """Whether common words name a thing; behind a determiner one of two is enough."""
    head, marked = words[-1], any(use.marked for use in uses)
    if (
        head in BODIES
        or (head in SET_UP and not (head == "protocol" and marked))
        or head in _NUMBERED
        or (len(words) > 2 and not PUBLIC.isdisjoint(words))
    ):
        return False
    if any(not is_printed_great(use.text) for use in uses):
        return False
    if head in NAMED_BY_CUSTOM and not all(use.determiner == "the" for use in uses):
        return False
    if head in ROLES and not marked:
        return False
    common = [may_describe(word) or word in around.small for word in words[:-1]]
    common.append(is_common(head) or head in around.small)
    if any(use.text.split()[-1].isupper() for use in uses):
        return all(common[:-1])
    common[-1] = common[-1] or (marked and names_thing(head))
    return all(common) or (marked and len(words) == 2 and any(common))


def _may_be_lone(around: Surroundings, word: str, uses: Sequence[Use]) -> bool:
    """Whether a common noun that the text never writes small stands with a capital within its sentences."""
    if word in around.small or any(use.text.isupper() or use.text[-1] in "_*" for use in uses):
        return False
    if word in ROLES or (word not in LONE_THINGS and word not in EVENTS):
        return False
    text = around.text
    if any(_ENDS_TITLE.match(text, use.end) for use in uses):
        return False
    return 2 * sum(use.marked or in_midst(text, use) for use in uses) >= len(uses)


def is_printed_great(phrase: str) -> bool:
    """Whether all words have a capital, and not all letters: no "Back-up copies" and no "IT IS AGREED"."""
    words = [word for word in re.split(r"[\s-]", phrase) if word not in _LINKS]
    if phrase[-1] in "_*" or phrase.isupper():
        return False
    # "Background IP" ends with an acronym.
    acronym = words[-1].isupper() and words[-1].isalpha() and 1 < len(words[-1]) <= LONGEST_ACRONYM
    spelled = words[:-1] if acronym else words
    return len(words) > 1 and all(word[:1].isupper() and word[1:2].islower() for word in spelled)


def is_in_longer(text: str, use: Use) -> bool:
    """Whether the words beside a phrase make a longer name or a title of it, or it is marked as one."""
    if text[use.start - 1 : use.start] in _MARKUP or _LONGER_BEHIND.match(text, use.end):
        return True
    return _LONGER_BEFORE.search(text, max(0, use.start - LOOK_BACK), use.start) is not None
