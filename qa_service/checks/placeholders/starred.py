"""Notes of whoever drafts a text that stand out by asterisks: "***CK to add photo ref***"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.brackets import names_field
from qa_service.checks.placeholders.drafters import OFFICES
from qa_service.checks.placeholders.numbers import line_around
from qa_service.checks.placeholders.words import ROLES
from qa_service.checks.reading.given_names import GIVEN_NAMES

VERBS = (
    "add|check|confirm|insert|complete|update|supply|verify|revise|draft|find|fill|replace|rewrite|clarify|amend|finish"
    "|expand|cite|source|redo|reword|correct|fix"
)
# Minutes print actions in bold letters, with two.
TOLD = rf"\*{{3,}} ?@?[A-Za-z]{{2,12}} to (?:{VERBS})\b[^*\n]{{0,60}}\*{{3,}}"
ORDER = r"\*{3,} ?[a-z][^*\n]{2,60}\*{3,}"
# What texts are made of; other things are done outside them, as minutes tell: "CK to check the boiler".
OF_TEXT = re.compile(
    r"(?i) (?:(?:cross-?)?ref(?:erence|\.)?s?|photo(?:graph)?s?|pictures?|images?|figures?|tables?|charts?|graphs?"
    r"|wording|sources?|citations?|cites?|quotes?|quotations?|para(?:graph)?s?|sections?|clauses?|numbers?|amounts?|dates?|names?"
    r"|text|here|this|details?|links?|captions?|headings?|pages?|exhibits?|annexe?s?|appendi(?:x|ces)|footnotes?|values?"
    r"|totals?|titles?|spelling|drawings?|screenshots?|sentences?|bullets?|intro\w*|summary)\b[^*]{0,30}\Z"
)
BARE = re.compile(rf"@?\w+ to (?:{VERBS})[.!]?")
# A note stands behind what it is about, and an emphasis within it.
BEHIND = re.compile(r"(?:^|[.:;!?)|\]])\s*\Z")
CLOSES = re.compile(r"\s*(?:\Z|[|.)]|[A-Z])")


def told(text: str, start: int, end: int) -> bool:
    """ "***CK to add photo ref***": somebody who drafts is to do something to the text."""
    note = text[start:end].strip("* ")
    who = note.partition(" ")[0].lstrip("@")
    if who in OFFICES:
        return False
    drafts = (who.isupper() and len(who) <= 3) or who.lower() in ROLES or who.lower() in GIVEN_NAMES
    return drafts and (BARE.fullmatch(note) or OF_TEXT.search(note)) is not None


def ordered(text: str, start: int, end: int) -> bool:
    """ "***insert clause ref***" behind a sentence; a heading begins with a capital."""
    before, after = line_around(text, start, end)
    if BEHIND.search(before) is None or CLOSES.match(after) is None:
        return False
    return names_field(text[start:end].strip("* "), quoted=True)
