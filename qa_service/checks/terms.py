"""Capitalised phrases that no definition covers; registers the family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from qa_service.checks import terms_mentioned, terms_unused, terms_variant
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.checks.terms_likeness import FREQUENT, covered, heads_of, is_english, look_alike, may_qualify
from qa_service.checks.terms_nouns import (
    BODIES,
    COMMON,
    CONTRACTUAL,
    CUSTOMARY,
    LONE,
    LONE_THINGS,
    PAPERS,
    PART_NAMES,
    PUBLIC,
    ROLES,
    is_common,
    may_stand_alone,
    names_common_thing,
    names_part,
    names_thing,
    qualifies,
)
from qa_service.checks.terms_plain import MANY_DEFINED, defines_some, is_plain_term, is_told, may_be_plain
from qa_service.checks.terms_uses import (
    ANY,
    GENERIC,
    SmallWords,
    Terms,
    Use,
    as_defined,
    in_capitals,
    is_title,
    of_an_institution,
    runs_of,
    terms_of,
    uses_of,
)
from qa_service.documents import Document
from qa_service.documents.anchors import places_of
from qa_service.documents.capital_runs import run_key
from qa_service.documents.definition_lines import defers_to

__all__ = ["terms_mentioned", "terms_unused", "terms_variant", "undefined"]

MANY = 10
HABIT = 6
MIN_USES = 3
MIN_LONE = 4
TITLE_CHARS, HEAD_CHARS = 120, 1500
_ANTECEDENT = re.compile(r"(?:,?\s[A-Z][\w.&]*){0,3}\s?\((?:the\s|each\s)?[\u201c\"]")
_COMPANY_TAIL = re.compile(
    r"(?:[ ](?:&|and|[A-Z][\w&'\u2019-]*)){0,4},?[ ](?:Inc|INC|Incorporated|LLC|L\.L\.C|LLP|LP|L\.P|Ltd|LTD|Limited|"
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
_VERSUS = re.compile(r"[^\n;()]{0,30}\sv\.\s[A-Z]")
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Miss|Sir)\.?\s\Z|[a-z]\s[A-Z]\.\s\Z")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one document offers to judge its phrases by."""

    text: str
    terms: Terms
    small: SmallWords
    head: str


@check(
    "terms.undefined",
    title="Term that is never defined",
    description=(
        "A capitalised phrase used like a defined term although the document never defines it: a look-alike of a"
        " defined term, or a term used again and again behind an article. Names, offices and headings are left out."
    ),
    severity="major",
    fires=(
        "\u201cConfidential Information\u201d means all data. The Recipient shall protect the"
        " Confidential Information and shall not copy any Covered Information."
    ),
    quiet="\u201cConfidential Information\u201d means all data. The Recipient keeps the Confidential Information.",
)
def undefined(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first uses of each undefined term; evidence counts its uses and names the term it resembles."""
    document = ctx.document
    runs = runs_of(document)
    if not runs.counts or not is_english(document.text):
        return
    around = Surroundings(
        document.text, terms_of(document), SmallWords(document.text), document.text[:HEAD_CHARS].lower()
    )
    suspects = _suspects(around.terms, runs.counts)
    found: list[tuple[list[Use], str | None]] = []
    for key, uses in uses_of(document, suspects).items():
        real = [use for use in uses if not (as_defined(document.text, use) or in_capitals(document.text, use))]
        if not real or not _is_term(around, key, real, suspects[key]) or _names_own_part(document, key, real[0].text):
            continue
        if elsewhere(document) in (None, key):
            found.append((real, suspects[key]))
    # Where so many have no definition, capitals are the habit of the text: bodies, offices and forms of an institution.
    habit = sum(model is None for _, model in found) > max(HABIT, len(around.terms.defined) // 3)
    for uses, model in found:
        if model or not habit:
            yield from _hits(document.text, uses, model)


def _names_own_part(document: Document, key: str, printed: str) -> bool:
    """Whether a heading has these words, and they name a part of a paper: "Cover Terms", "Order Form"."""
    if key.rpartition(" ")[2] not in PART_NAMES:
        return False
    return any(heading.title.lower() == printed.lower() for heading in document.headings)


def elsewhere(document: Document) -> str | None:
    """Return the folded name of the paper that defines what this document does not, unless it is a part of it."""
    return document.cached("terms_elsewhere", _elsewhere)


def _elsewhere(document: Document) -> str | None:
    paper = run_key(defers_to(document.text) or "")
    if not paper or paper in {run_key(heading.title) for heading in document.headings}:
        return None
    return paper


def _suspects(terms: Terms, counts: Mapping[str, int]) -> dict[str, str | None]:
    """Return the phrases that may be undefined terms, each with the term that it resembles."""
    heads = heads_of(terms.defined | {key for key, count in counts.items() if count >= FREQUENT and " " in key})
    found: dict[str, str | None] = {}
    some = defines_some(terms)
    for key, count in counts.items():
        if key in terms.defined:
            continue
        if " " not in key:
            often = count >= MIN_LONE or (some and (key in LONE_THINGS or (count > 1 and names_thing(key))))
            if often and may_stand_alone(key, terms.parts):
                found[key] = None
            continue
        model = look_alike(key, heads)
        if not (model or count > 1 or key in terms.promised):
            first, _, last = key.partition(" ")
            if not (last in terms.defined and qualifies(first)) and not may_be_plain(terms, key):
                continue
        if key not in CUSTOMARY and not names_part(key.split()) and not covered(key, terms.defined):
            found[key] = model
    return found


def _is_term(around: Surroundings, key: str, uses: Sequence[Use], model: str | None) -> bool:
    if _is_own_title(around, key, uses[0].text.lower()) or _is_name(around, key, uses):
        return False
    if " " not in key:
        return _is_lone_term(around, key, uses)
    if len(uses) < FREQUENT and key in around.terms.parts:
        return False
    words = key.split()
    generic = sum(use.determiner in GENERIC for use in uses)
    if model and len(uses) < FREQUENT:
        if generic or may_qualify(key, model, around.small):
            return True
        return is_plain_term(around.text, around.terms, key, uses)
    if generic and words[-1] in around.terms.defined and qualifies(words[0]):
        return True
    if key in around.terms.mentioned and len(uses) < MANY:
        return False
    if len(uses) < FREQUENT and all(is_told(around.text, use) for use in uses):
        return False
    if is_plain_term(around.text, around.terms, key, uses):
        return True
    return _used_like_a_term(around, words, uses, generic)


def _is_own_title(around: Surroundings, key: str, printed: str) -> bool:
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


def _is_name(around: Surroundings, key: str, uses: Sequence[Use]) -> bool:
    """Whether the phrase is a name: it gets its short form in brackets, or names a body or a part, or is explained."""
    text, head = around.text, key.rpartition(" ")[2]
    if _PERSON.search(text, max(0, uses[0].start - 6), uses[0].start) or _is_party_to_case(text, uses):
        return True
    if any(_NAMES_PART.match(text, use.end) or _EXPLAINED.match(text, use.end) for use in uses):
        return True
    if of_an_institution(text, uses, around.terms.defined) or (head in PAPERS and _is_published(uses)):
        return True
    introduced = head not in CONTRACTUAL and head not in LONE and any(_ANTECEDENT.match(text, use.end) for use in uses)
    return introduced and not _shortens_company(text, uses[0].text)


def _is_published(uses: Sequence[Use]) -> bool:
    """Whether a paper has its publisher's letters in front: "GNU General Public License", "ISDA Master Agreement"."""
    return all(not use.text.isupper() and use.text.partition(" ")[0].isupper() for use in uses)


def _is_party_to_case(text: str, uses: Sequence[Use]) -> bool:
    """Whether a case has the phrase in its name, "Belt Power, LLC v. Reed", or each use is a firm's name in full."""
    if any(_VERSUS.match(text, use.end) or text[use.start - 4 : use.start - 1] == " v." for use in uses):
        return True
    return all(_COMPANY_TAIL.match(text, use.end) for use in uses)


def _used_like_a_term(around: Surroundings, words: Sequence[str], uses: Sequence[Use], generic: int) -> bool:
    """Weigh how often a phrase is used, the words before it, and whether its noun is one that contracts define."""
    count, marked = len(uses), sum(use.marked for use in uses)
    contract, known, small = len(around.terms.defined) > 1, words[-1] in CONTRACTUAL, around.small
    if count > MIN_USES and known:
        return True
    if (generic > 1 or (count >= MANY and contract)) and (known or words[-1] in small):
        return True
    if generic and ((count > 1 and marked == count) or count >= MIN_USES) and known:
        return True
    if contract and count > 1 and marked == count and sum(use.determiner in ANY for use in uses) * count > 2:
        return True
    if len(around.terms.defined) >= MANY_DEFINED and words[0] not in PUBLIC and count > 1:
        if marked * 5 >= count * 4:
            noun = words[-1] in COMMON or words[-1] in small or names_thing(words[-1])
            noun = noun or all(use.text.endswith("s") for use in uses)
            if known or (count >= MIN_USES and noun) or (marked == count and names_common_thing(words)):
                return True
        noun = known or words[-1] in COMMON
        if noun and count >= MIN_USES and (is_common(words[0]) or words[0] in small):
            return True
    if count < MIN_USES:
        return False
    if marked * 2 >= count:
        named = known or (generic > 0 and words[-1] in small)
        return named or (contract and qualifies(words[0]) and words[0] not in PUBLIC)
    return marked * 4 < count and _shortens_company(around.text, uses[0].text)


def _is_lone_term(around: Surroundings, key: str, uses: Sequence[Use]) -> bool:
    """Whether a contract uses a lone word like a term throughout: "the Seller", and "Seller" where roles need none."""
    if key in around.terms.mentioned or len(around.terms.defined) < 2:
        return False
    marked = sum(use.marked for use in uses)
    if _is_always_great(around, key, uses, marked):
        return True
    if len(around.terms.defined) < MANY_DEFINED:
        return key in LONE and marked >= MIN_LONE and f"the {key}" not in around.text
    if len(uses) < MIN_USES:
        return False
    if key in ROLES:
        return f"the {key}" not in around.text
    if marked < MIN_USES or marked * 5 < len(uses) * 3:
        return False
    known = key in LONE_THINGS or key in BODIES or names_thing(key) or key in around.small
    if not known and marked < max(MIN_LONE, len(uses)):
        return False
    small = len(re.findall(rf"\bthe {re.escape(key)}s?\b(?! of\b)", around.text)) if f"the {key}" in around.text else 0
    return small * 3 <= marked


def _is_always_great(around: Surroundings, key: str, uses: Sequence[Use], marked: int) -> bool:
    """Whether a common word has an article and a capital wherever it stands: "the Deadlock"."""
    often = len(uses) > MIN_LONE
    if marked * 5 < len(uses) * (4 if often else 5) or key in around.terms.parts or not defines_some(around.terms):
        return False
    if key in LONE_THINGS or (often and key in BODIES):
        small = f"the {key}"
    elif len(uses) > 1 and names_thing(key):
        small = f" {key}"
    else:
        return False
    return small not in around.text and not all(is_told(around.text, use) for use in uses)


def _shortens_company(text: str, name: str) -> bool:
    """Whether a company's name in full begins so: its short form has to be introduced."""
    places = islice(places_of(text[:INTRODUCTION], (name,)), COMPANY_PLACES)
    return any(_COMPANY_TAIL.match(text, at + len(name)) for at in places)


def _shown(text: str, uses: Sequence[Use]) -> Iterator[Use]:
    """Yield the first use and, of a frequent term, one in a later paragraph: the first may precede a definition."""
    yield uses[0]
    if len(uses) >= FREQUENT and " " in uses[0].text:
        yield from [use for use in uses if "\n" in text[uses[0].end : use.start]][:1]


def _hits(text: str, uses: Sequence[Use], model: str | None) -> Iterator[Hit]:
    for use in _shown(text, uses):
        evidence: dict[str, object] = {"term": use.text, "uses": len(uses)}
        if model:
            evidence["resembles"] = model
        message = f"\u201c{use.text}\u201d is used like a defined term but is not defined."
        yield Hit(use.start, use.end, message, evidence)
