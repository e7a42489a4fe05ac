"""Where a name ends: runs of capitalised words, and the neighbours in them that are names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.grounding.entity_runs import BODIES, TITLES
from qa_service.checks.grounding.openers import is_person
from qa_service.checks.reading.stems import FUNCTION_WORDS
from qa_service.documents.words import Words

JOINTS = re.compile(
    r"[ \u00a0]|-|[ \u00a0]?[&/][ \u00a0]?|[’']|(?<=[ .][A-Z])\.[ \u00a0]?|(?<=Mr|Ms|Dr|St)\.[ \u00a0]"
    r"|[ \u00a0](?:of|and|the|de|la|von|van|der|del|di|da|du|for)[ \u00a0]"
)
FORM = re.compile(r"(?:Inc|LLC|LLP|LP|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|SE|KG|SA|NV|BV|AB|Oy|SpA|Srl|SAS)\Z")
CONNECTORS = ("and", "of")

Run = tuple[int, int]


def run_around(words: Words, text: str, at: int) -> Run:
    """Extend a capitalised word over its capitalised neighbours and the small words between them."""
    first = last = at
    while first > 0 and _joined(words, text, first - 1, first):
        first -= 1
    while last + 1 < len(words.printed):
        if _joined(words, text, last, last + 1):
            last += 1
        elif (
            last + 2 < len(words.printed) and _joined(words, text, last, last + 2) and words.printed[last + 1].islower()
        ):
            last += 2
        else:
            break
    return first, last


def _joined(words: Words, text: str, left: int, right: int) -> bool:
    if not (words.printed[left][0].isupper() and words.printed[right][0].isupper()) or right - left > 2:
        return False
    return JOINTS.fullmatch(text, int(words.ends[left]), int(words.starts[right])) is not None


def names_apart(words: Words, first: int, last: int, company: frozenset[int]) -> Iterator[Run]:
    """Yield the names in a run: "John Smith of Deutsche Bank" are two, "Smith and Sons Ltd" is one."""
    begin = first
    for at in range(first + 1, last):
        if words.printed[at] in CONNECTORS and _parts(words, begin, at, last, company):
            yield from _trimmed(words, begin, at - 1)
            begin = at + 1
    yield from _trimmed(words, begin, last)


def _parts(words: Words, begin: int, at: int, last: int, company: frozenset[int]) -> bool:
    """Tell whether the small word there stands between two names: of a person and another, of two bodies."""
    while begin < at and words.printed[begin].lower() in FUNCTION_WORDS:
        begin += 1
    if begin == at:
        return False
    last_word, person = words.printed[at - 1], is_person(words.printed[begin : min(begin + 2, at)], TITLES)
    form = FORM.match(last_word) is not None
    if person or form:
        return True
    if words.printed[at] != "and" or (at in company and at - 1 in company):
        return False
    two_bodies = at - begin > 1 and last_word.lower() in BODIES and last - at > 1
    return two_bodies or is_person(words.printed[at + 1 : min(at + 3, last + 1)], TITLES)


def _trimmed(words: Words, first: int, last: int) -> Iterator[Run]:
    while first < last and words.printed[first].lower() in FUNCTION_WORDS:
        first += 1
    while first < last and words.printed[last].lower() in FUNCTION_WORDS:
        last -= 1
    yield first, last
