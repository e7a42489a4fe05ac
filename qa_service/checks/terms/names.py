"""Which capitalised phrases are names: of the document, its parts, bodies, statutes, cases, persons and firms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from qa_service.checks.terms.evidence import Surroundings
from qa_service.checks.terms.nouns import CONTRACTUAL, LONE, PAPERS, may_describe, names_common_thing
from qa_service.checks.terms.uses import Use, is_title, of_an_institution
from qa_service.documents.searching.anchors import places_of

TITLE_CHARS, HEAD_CHARS, NAMED_BEFORE, FEW_INTRODUCED = 120, 1500, 400, 3
_POINTING = frozenset({"this", "that", "these", "those", "said", "such"})
_ANTECEDENT = re.compile(r"(?:,?\s[A-Z][\w.&]*){0,3}\s?\((?:the\s|each\s)?[\u201c\"]")
_COMPANY_TAIL = re.compile(
    r"(?:['\u2019]s?)?(?:[ ](?:&|and|[A-Z][\w&'\u2019-]*)){0,4},?[ ]"
    r"(?:Inc|INC|Incorporated|LLC|L\.L\.C|LLP|LP|L\.P|Ltd|LTD|Limited|"
    r"LIMITED|Corp|Corporation|CORPORATION|PLC|plc|GmbH|AG|S\.A|N\.V|B\.V|Co|Company|COMPANY|Group|Holdings|Partners)\b"
)
# Companies are introduced where a text begins.
INTRODUCTION, COMPANY_PLACES = 100_000, 50
_ENDS_TITLE = re.compile(r"\W*(?:\Z|\s(?:of|for|and|with|between|in|on|to|by)\b|[^\w\s])")
# "subject to the Tolling During Breach section": the title of a part.
_NAMES_PART = re.compile(r"\s(?:section|clause|paragraph|heading|chapter)\b")
# "The Hire Period is the time shown below."
_EXPLAINED = re.compile(
    r"\s(?:is|are)\s(?:what\b|the\s(?:time|days?|date|period|sum|amount|price|rate|share|persons?|place|land|area|fee)\b)"
)
# "The Sponsor is Rexalin BV."
_IDENTIFIED = re.compile(r"\s(?:is|are)\s(?:the\s)?[A-Z]\w")
_NO_NAME_GOES_ON = re.compile(r"(?![\w-]|\s[A-Z])")
# What a paper is told by where it is first named: its day, its parties.
_DATED = re.compile(
    r",?\s(?:of\s\d{1,2}\s[A-Z]|dated\b|made\s(?:on|between)\b|entered\sinto\s(?:on|between|by)\b|between\s(?:the\s)?[A-Z]"
    r"|(?:that|which)\s(?:the\s)?\w+\s(?:have\s)?(?:signed|entered|made|concluded)\b)"
)
# A published form has its year: "the Design and Build Contract 2016".
_EDITION = re.compile(r",?\s(?:19|20)\d\d\b")
_VERSUS = re.compile(r"[^\n;()]{0,30}\sv\.\s[A-Z]")
# "the Federal Inspectorate for Heavy Current Installations"; "for the attention of its Financial Controller".
_BODY_BEFORE = re.compile(
    r"\b(?:Inspectorate|Office|Agency|Department|Ministry|Institute|Institution|Association|Authority|Bureau|Commission"
    r"|Committee|Council|Court|Centre|Center|Directorate|Society|Federation|Registry|Chamber|Academy|College|Faculty)"
    r"\s(?:for|of|on)\s{1,16}(?:the\s)?\Z"
)
_ATTENTION = re.compile(r"\battention\sof\s(?:the\s|its\s|their\s|our\s|your\s)?\Z")
# "a Vendor Declaration in the form published by Grain Trade Australia"
_PUBLISHED_BY = re.compile(
    r"\s(?:in\s(?:the|a)\s(?:current\s)?form\s)?(?:published|issued|prescribed|approved|maintained)\sby\s"
)
_OWNING = frozenset({"its", "their", "our", "your", "my"})
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Miss|Sir)\.?\s\Z|[a-z]\s[A-Z]\.\s\Z")


def is_own_title(around: Surroundings, key: str, printed: str) -> bool:
    """Whether the document calls itself so: the phrase stands in its first line, or names a kind of paper.

    A thing that only begins what the title names is none: the "Engagement" of an engagement letter.
    """
    if printed not in around.head:
        return False
    title, titles = _titles(around.text)
    if key.rpartition(" ")[2] in PAPERS:
        return printed in titles
    if printed not in title:
        return False
    return not names_common_thing(key.split()) or _ENDS_TITLE.match(title.partition(printed)[2]) is not None


@lru_cache(maxsize=4)
def _titles(text: str) -> tuple[str, str]:
    """Return the first line, if it is a title, and all titles at the head of a text, in lower case."""
    lines = [line.strip(" #*\ufeff") for line in text[:HEAD_CHARS].strip().split("\n")]
    titles = [line.lower() for line in lines if len(line) <= TITLE_CHARS and is_title(line)]
    return titles[0] if titles and titles[0] == lines[0].lower() else "", "\n".join(titles)


def is_name(around: Surroundings, key: str, uses: Sequence[Use]) -> bool:
    """Whether the phrase is a name: it gets its short form in brackets, or names a body or a part, or is explained."""
    text, head = around.text, key.rpartition(" ")[2]
    if _PERSON.search(text, max(0, uses[0].start - 6), uses[0].start) or _is_party_to_case(text, uses):
        return True
    if any(_is_of_a_body(text, use) for use in uses) or _is_office(key, text, uses):
        return True
    if any(_NAMES_PART.match(text, use.end) or _EXPLAINED.match(text, use.end) for use in uses):
        return True
    if key.startswith(("register of ", "registry of ")):
        return True
    if all(_EDITION.match(text, use.end) for use in uses) or any(_PUBLISHED_BY.match(text, use.end) for use in uses):
        return True
    if any(text.endswith("The ", 0, use.start) and _IDENTIFIED.match(text, use.end) for use in uses):
        return True
    if of_an_institution(text, uses, around.terms.defined) or (head in PAPERS and _is_published(uses)):
        return True
    if head in PAPERS and " " in key and any(use.determiner == "the" and _DATED.match(text, use.end) for use in uses):
        return True
    if " " not in key and all(_points_at_name(text, use) for use in uses):
        return True
    if head in CONTRACTUAL or head in LONE:
        return False
    # "A bonus of 40% of the Base Salary (the "Annual Bonus")" gives another thing its short form.
    introduced = sum(_ANTECEDENT.match(text, use.end) is not None for use in uses)
    return introduced * FEW_INTRODUCED >= len(uses) > 0 and not shortens_company(text, uses[0].text)


def _is_of_a_body(text: str, use: Use) -> bool:
    return _BODY_BEFORE.search(text, max(0, use.start - 40), use.start) is not None


def _is_office(key: str, text: str, uses: Sequence[Use]) -> bool:
    """Whether it is an office that a party has: "your Managing Member"."""
    if key.startswith("managing ") and all(use.determiner in _OWNING for use in uses):
        return True
    return all(_ATTENTION.search(text, max(0, use.start - 24), use.start) for use in uses)


def _points_at_name(text: str, use: Use) -> bool:
    """Whether a word takes up a name in which it stands: "the Swiss Rules of Arbitration … those Rules"."""
    if use.determiner not in _POINTING:
        return False
    word = re.escape(use.text)
    named = rf"\b[A-Z][\w-]+\s{word}\b|\b{word}\s(?:of|for|on)\s(?:the\s)?[A-Z]"
    return re.search(named, text[max(0, use.start - NAMED_BEFORE) : use.start]) is not None


def begins_with_name(around: Surroundings, key: str, printed: str) -> bool:
    """Whether the first word is a name by itself elsewhere: "the Denby Plant", with works "at Denby"."""
    first, _, rest = printed.partition(" ")
    word = key.partition(" ")[0]
    terms = around.terms
    if not rest or may_describe(word) or word in terms.parts or word in terms.defined or word in around.small:
        return False
    places = islice(places_of(around.text, (f" {first}",)), COMPANY_PLACES)
    return any(_stands_alone(around.text, at, at + len(first) + 1) for at in places)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word in small letters stands before a capitalised one, and no other capital behind it."""
    before = text[max(0, start - 20) : start].rpartition(" ")[2].rstrip(",")
    return before.isalpha() and before.islower() and _NO_NAME_GOES_ON.match(text, end) is not None


def _is_published(uses: Sequence[Use]) -> bool:
    """Whether a paper has its publisher's letters in front: "GNU General Public License", "ISDA Master Agreement"."""
    return all(not use.text.isupper() and use.text.partition(" ")[0].isupper() for use in uses)


def _is_party_to_case(text: str, uses: Sequence[Use]) -> bool:
    """Whether a case has the phrase in its name, "Belt Power, LLC v. Reed", or each use is a firm's name in full."""
    if any(_VERSUS.match(text, use.end) or text[use.start - 4 : use.start - 1] == " v." for use in uses):
        return True
    return all(_COMPANY_TAIL.match(text, use.end) for use in uses)


def shortens_company(text: str, name: str) -> bool:
    """Whether a company's name in full begins so: its short form has to be introduced."""
    places = islice(places_of(text[:INTRODUCTION], (name,)), COMPANY_PLACES)
    return any(_COMPANY_TAIL.match(text, at + len(name)) for at in places)
