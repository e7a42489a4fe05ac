"""Whose a quantity is, where the sentence itself does not name the owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa_service.checks.numbers.restated.mentions import TOKEN, Mention
from qa_service.checks.numbers.restated.scopes import SMALL_WORDS, is_name, small_written
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.word_sets import word_set

BEARER = re.compile(r"\b(?:[Tt]he|[Tt]his|[Oo]ur) (?P<noun>[a-z]{3,20}) (?:has|have|had|with)[ \n]\Z")
CALENDAR = word_set(
    "january february march april may june july august september october november december part section clause article"
    " paragraph table figure exhibit annex appendix schedule page note"
)
POSSESSIVE = re.compile(r"(?i:its|their|his|her)\b")
LOOK_BACK = 300
# "Unit 4", "Patient A", "week 8", "scheme B": what a number or letter tells from others of its kind.
NUMBERED = re.compile(
    r"\b(?P<kind>[A-Z][a-z]{2,12}|option|scenario|case|site|plan|variant|phase|lot|week|day|month|year|visit|group|unit|"
    r"patient|scheme|stage|block|pier|plot|room|house|flat|building|store|pump|boiler|tank|cohort|study|trial|arm|batch|"
    r"sample|line|floor|zone|model|route|grade|tier|class|no\.) (?P<which>\d{1,3}|[A-Z])\b(?![.,]\d|\s?%)"
)


def possessor(document: Document, mention: Mention) -> Mention:
    """Return the mention with its "its" or "her", and the names in the sentence before that it may stand for."""
    found = POSSESSIVE.match(document.text, mention.phrase.start)
    if found is None:
        return mention
    return replace(mention, pronoun=found.group().lower(), behind=_antecedent(document, mention))


def _antecedent(document: Document, mention: Mention) -> frozenset[str]:
    text, sentence = document.text, last_begun(document.sentences, mention.quantity.start)
    before = last_begun(document.sentences, sentence.start - 1) if sentence else None
    if before is None:
        return frozenset()
    lowered = document.cached(SMALL_WORDS, small_written)
    tokens = TOKEN.finditer(text, max(before.start, before.end - LOOK_BACK), before.end)
    capital = [token for token in tokens if token.group()[0].isupper() and token.group() != "May"]
    names = (token.group().lower() for token in capital if is_name(text, token, before.start, lowered))
    # A name that begins the sentence is its subject, whatever verb follows.
    first = (token.group().lower() for token in capital[:1] if token.start() == before.start)
    return frozenset((*names, *(word for word in first if word not in lowered)))


def numbered(document: Document, mention: Mention) -> frozenset[str]:
    """Return the numbered things that the clause of a quantity names."""
    text, quantity, (begin, end) = document.text, mention.quantity, mention.bounds
    # A sentence may end with a letter that looks like an initial.
    stop = text.find(". ", quantity.end, end)
    begin, end = max(begin, text.rfind(". ", begin, mention.start)), end if stop < 0 else stop
    found = NUMBERED.finditer(text, max(begin, quantity.start - LOOK_BACK), min(end, quantity.end + LOOK_BACK))
    apart = (each for each in found if each.end() <= quantity.start or each.start("which") >= quantity.end)
    return frozenset(each.group().lower() for each in apart if each["kind"].lower() not in FUNCTION_WORDS | CALENDAR)


def borne(document: Document, group: Sequence[Mention]) -> list[Mention]:
    """Say of which thing each is ("the bridge has a span of") where the text tells by that which one is meant."""
    bearers = [_bearer(document.text, mention) for mention in group]
    known = {mention.narrowed for mention in group}
    told = len(set(filter(None, bearers))) > 1 or any(bearer in known for bearer in bearers if bearer)
    if not told:
        return list(group)
    return [
        replace(mention, narrowed=bearer) if bearer and not mention.narrowed else mention
        for mention, bearer in zip(group, bearers, strict=True)
    ]


def _bearer(text: str, mention: Mention) -> frozenset[str]:
    at = mention.phrase.start
    found = BEARER.search(text, max(0, at - 40), at) if mention.phrase.article == "an" else None
    return frozenset((stem(found["noun"]),)) if found else frozenset()
