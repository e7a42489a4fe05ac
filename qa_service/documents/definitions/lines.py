"""Definitions without marks: "X means …", "hereinafter X", (the Seller), "as defined in the Lease".

One pass finds the words that define; what stands around each is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.definitions.definition import Definition
from qa_service.documents.searching.anchors import compile_anchor, spans
from qa_service.documents.searching.word_sets import word_set

_WORDS = compile_anchor(
    r"\b(?:means?\b|meanings?\b|MEANS?\b|refers?\b|referred to\b|[Rr]eferences?(?: in this \w+)? to\b|"
    r"(?:I|[Ww]e) (?:shall |will )?(?:call|refer to as)\b|defined\b|here(?:in)?after\b|"
    r"herein\b|called\b|known as\b|includes\b|denotes?\b|bezeichnet\b|bedeutet\b|nachfolgend\b|nachstehend\b)"
)
_REACH = 170
_CAPITAL = r"[A-Z\u00c0-\u00de]"
_CAP_REST = r"[\w&/-]*(?:['\u2019]s(?=\s))?"
_CAP = rf"{_CAPITAL}{_CAP_REST}"
_CAPS_REST = rf"{_CAP_REST}(?:[ ](?:(?:of|and|or|the|to|for|in|de)[ ]){{0,2}}{_CAP}){{0,5}}"
_CAPS = rf"{_CAPITAL}{_CAPS_REST}"
_ADVERBS = (
    r"(?:(?:shall|will|must|each|both|also|together|collectively|respectively|has|have|bears?|only|be|to),?"
    r"\s{1,3}){0,4}"
)
# A capital here is "(SC)", "(as used in this lease)" or the like between the term and the verb.
_BETWEEN = r"\s{1,3}(?:\([^()\n]{1,40}\)\s{1,3})?"
# The look-behind stands behind the first letter because `re` skips quickly to a known first character only.
_SUBJECT = re.compile(
    rf"(?P<terms>{_CAPITAL}(?<![\w\u201c\"\u2018'-].){_CAPS_REST}"
    rf"(?:(?:,\s(?:the\s)?{_CAPS}){{0,6}},?\s(?:and|or|und)\s(?:the\s)?{_CAPS})?)"
    rf"{_BETWEEN}{_ADVERBS}(?:the\s(?:same\s|respective\s)?)?\Z"
)
_LINE_START = re.compile(
    r"(?:\A|\n)[ \t>|*\u2022-]{0,12}(?:(?:\(?[A-Za-z0-9.]{1,6}\)|\d[\d.]*|[A-Za-z]\.)[ \t]{1,8})?"
    r"(?:[*-][ ])?(?:\[\[)?(?:[Tt]he\s(?:terms?|expressions?|words?)\s)?\Z"
)
_TERM_WORD = re.compile(r"(?:terms?|expressions?|words?|[Ii]n this \w+,?|[Pp]urposes? of this \w+,?)\s\Z")
_SENTENCE_START = re.compile(r"[.:;][\u201d\"]?\s{1,3}\Z")
# "… defined in the Lease shall have the meanings": the Lease is not what is defined.
_PREPOSITION = re.compile(r"\b(?:in|under|of|by|to|with|from|and)\s(?:the\s|this\s|that\s|such\s)?\Z")
_MANY = re.compile(r"\s{1,3}(?:any|all|each|those|such|either)\b")
_NO_MEANING = re.compile(r"\s{1,3}(?:to|well|that|of|business|by|which|for)\b")
_OBJECT = re.compile(
    r"\s{0,3}(?::|\b(?:any|all|the|an?|each|those|such|either|both|one|information|data|with|in)\b)", re.IGNORECASE
)
# "The Rent includes VAT" says nothing of what the word covers.
_SCOPE = re.compile(
    r"\s{0,3}(?:[,:(]|(?:any|all|both|each|every|either|the|an?|those|such|without|but|one|both|only|its|their|"
    r"references?|persons?)\b)"
)
_NAMED = re.compile(
    r"[,:]?\s{1,3}(?:(?:collectively|individually|together|each|jointly|below|throughout|simply|be|also|as|to|called|referred|known|or|simply|"
    r"herein|hereinafter|in\sthis\s\w{1,12}),?\s{1,3}){0,7}(?:(?:the|an?|der|die|das)\s{1,3})?"
    rf"[\u201c\"\u2018'*_]{{0,3}}(?P<term>{_CAP}(?:[ ]{_CAP}){{0,4}})"
)
# "(Moreton Grid Pty Ltd, referred to in this decision as the Network Operator)"
_HERE_AS = re.compile(rf"\s(?:in|throughout)\sthis\s\w{{1,14}}\s(?:as\s)?(?:the\s)?{_CAP}(?:[ ]{_CAP}){{0,4}}\)")
_CALLED = re.compile(r",?\s{1,3}(?:\w+\s){0,2}(?:called|referred|known|defined)\b")
_MEANT = re.compile(
    r"\s{1,3}(?:of|for|given\s{1,3}to|ascribed\s{1,3}to|assigned\s{1,3}to)\s{1,3}(?:the\sterms?\s)?[\u201c\"]?"
    rf"(?P<term>{_CAP}(?:[ ]{_CAP}){{0,3}})[\u201d\"]?\s{{1,3}}(?:in|under|set|as|by)\b"
)
_REFERENCE = re.compile(
    rf"\s{{1,3}}(?:(?:the|an?|any)\s)?[\u201c\"]?(?P<term>{_CAP}(?:[ ]{_CAP}){{0,4}})[\u201d\"]?\s"
    r"(?:are|is|includes?|shall|means?|will)\b(?!\s(?:made|found|not|given|to\sbe\smade))"
)
_ELSEWHERE = re.compile(
    rf"(?P<term>{_CAPS})[\u201d\"\u2019)]?\s{{0,3}}[,(]?\s{{0,3}}(?:(?:each|both|all|such|terms?|capitali[sz]ed|as|that|"
    r"which|is|are|be|being|shall|has|have|been|the|respectively|here\w{0,7}|further|later|more|fully|may|expressions?|those|words?|,)\s{1,3}){0,8}\Z"
)
_WHERE = re.compile(
    r"\s{1,3}(?P<where>below|above|here\w+|later|in\s{1,3}(?:this|section|clause|paragraph|article|"
    r"the\s{1,3}(?:preamble|recitals|introduction|next|following|first))\b|in|by|under|as|to|therein|thereunder)"
    r"|(?=[).,;])",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\s{0,3}[\d.()a-zA-Z]{0,9}\s{1,3}(?:(?:of|to)\s{1,3}(?:the|that|such|its)\s{1,3}[A-Z]|(?:U\.?S\.?C|C\.?F\.?R)\b)"
)
_FAR = ("in", "by", "under", "therein", "thereunder")
_OPENERS = word_set(
    "The A An This That It Which What Such These Those He She They We Each Any All No In If As For Of Otherwise "
    "Terms Term "
    "Capitalized Capitalised Words Expressions References Reference Section Clause Article Schedule Exhibit"
)
_VERBS = word_set(
    "shall will must each both also together collectively respectively has have bear bears only be to the same"
)
_VERBS |= word_set("respective has, have, shall, will, each, also,")
_LINKS = word_set(
    "each both all such term terms capitalized capitalised as that which is are be being shall has have been the"
)
_LINKS |= word_set(
    "may expression expressions those word words hereby herein further later fully hereinafter hereafter respectively "
    "respectively, ,"
)
_ENDS = '()]\u201d"\u2019,'
# "any Restricted or Secret Data (defined below)": two terms.
_JOINED = re.compile(r".*\s(?:and/or|and|or)\s(?=\S+\s\S)")
_PART = re.compile(r"[A-Z\u00c0-\u00de](?:(?!,?\s(?:and|or|und)\s)[^,])*")
_THIS = re.compile(r"\b[Tt]h(?:is|ese)\s\Z")
_BRACKETED = re.compile(
    r"\((?P<lead>(?:together,?\s|collectively,?\s|hereinafter,?\s|each,?\s|herein\s)?(?:the\s|an?\s)?)"
    r"[\u201c\"]?(?P<term>[A-Z][\w&-]+(?:(?:[ ]|\n[ \t]{0,12})[A-Z][\w&-]+){0,3})[\u201d\"]?\)"
)

_SENSE = re.compile(r"meanings?\b")
_LEFT_OPEN = re.compile(
    r"\b(?:terms?|expressions?|words)\b[^\n]{0,120}?\b(?:defined\s(?:in|by|under)\s(?:the|that|such)\s[A-Z]\w*|"
    r"(?:not|otherwise|unless)\b[^\n]{0,40}?\bdefined)\b|\b(?:capitali[sz]ed\s(?:terms?|words?)|in\scapitals?)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"[^\n.]{0,60}?\b(?:in|by|under|of|to)\s(?:the|that|such)\s"
    r"(?!(?:Recital|Preamble|Section|Article|Clause|Schedule|Annex|Appendix|Exhibit|Introduction)|\w+\s(?:below|above|hereof)\b)"
    rf"(?P<paper>{_CAPS})"
)


def plain_definitions(text: str) -> Iterator[Definition]:
    """Yield the terms that words or brackets alone define."""
    for start, end in spans(_WORDS, text):
        yield from _read(text, start, end)
    for match in _BRACKETED.finditer(text):
        lead, term = match.group("lead", "term")
        kind = "label" if lead or match.group()[1] in '\u201c"' else "bare"
        yield Definition(*match.span("term"), term, kind)


def _read(text: str, start: int, end: int) -> Iterator[Definition]:
    word = text[start:end].lower()
    if word.startswith("mean"):
        yield from _meant(text, start, end)
    elif word == "defined":
        yield from _referred(text, start, end)
    elif word.startswith("reference"):
        yield from _term(_REFERENCE.match(text, end), "bare")
    elif word.startswith(("refers", "includes", "denote", "bezeichnet", "bedeutet")):
        yield from _subjects(text, start, end)
    elif word == "herein":
        if _CALLED.match(text, end):
            yield from _term(_NAMED.match(text, end), "label")
    elif word != "refer":
        here = word.startswith(("here", "nach", "i ", "we ")) or _HERE_AS.match(text, end) is not None
        yield from _term(_NAMED.match(text, end), "label" if here else "bare")


def _term(match: re.Match[str] | None, kind: str) -> Iterator[Definition]:
    if match is not None and match.group("term") not in _OPENERS:
        yield Definition(*match.span("term"), match.group("term"), kind)


def _meant(text: str, start: int, end: int) -> Iterator[Definition]:
    """Read "X means …", "X has the meaning …" and "the meaning given to X in …"."""
    if "ing" in text[start:end]:
        yield from _term(_MEANT.match(text, end), "reference")
        yield from _subjects(text, start, end)
    elif not _NO_MEANING.match(text, end):
        yield from _subjects(text, start, end)


def _subjects(text: str, start: int, end: int) -> Iterator[Definition]:
    """Yield the terms that stand before a verb of meaning."""
    if not _may_precede(text, start, _VERBS, ")]"):
        return
    first = max(0, start - _REACH)
    # "[[Day Rate]] means …" of a wiki
    found = _SUBJECT.search(text[first:start].replace("]]", "  "))
    if found is None:
        return
    begin, stop = first + found.start("terms"), first + found.end("terms")
    if _PREPOSITION.search(text, max(0, begin - 12), begin):
        return
    kind = _strength(text, begin, stop, end)
    if not kind:
        return
    for term, at in _each(text[begin:stop]):
        if not _THIS.search(text, max(0, begin + at - 6), begin + at):
            yield Definition(begin + at, begin + at + len(term), term, kind)


def _may_precede(text: str, at: int, small: frozenset[str], ends: str) -> bool:
    """Whether the word before ends a term or is one of the small words that may stand behind it."""
    words = text[max(0, at - 30) : at].split()
    return bool(words) and (words[-1].lstrip("(") in small or words[-1][0].isupper() or words[-1][-1] in ends)


def _each(terms: str) -> Iterator[tuple[str, int]]:
    """Yield the terms of a list and where they stand; "X and Y" may be one term or two."""
    parts = list(_PART.finditer(terms))
    if "," not in terms and len(parts) > 1:
        yield terms, 0
    for part in parts:
        opener, _, rest = part.group().partition(" ")
        term = rest if opener in _OPENERS else part.group()
        if term:
            yield term, part.end() - len(term)


def _strength(text: str, begin: int, stop: int, end: int) -> str:
    """Return "means", or "bare" for what may be an ordinary sentence: "Growth means more jobs"."""
    verb = text[stop:end]
    if "shall" in verb or "will " in verb or "ing" in verb or "MEAN" in verb or text[begin - 2 : begin] == "[[":
        return "means"
    before = text[max(0, begin - 60) : begin]
    placed = _LINE_START.search(before) is not None or _TERM_WORD.search(before) is not None
    opens = _SENTENCE_START.search(before) is not None
    if verb.endswith("includes"):
        return "bare" if (opens or placed) and _SCOPE.match(text, end) else ""
    opens = opens and _MANY.match(text, end) is not None
    return "means" if opens or (placed and _OBJECT.match(text, end)) else "bare"


def _referred(text: str, start: int, end: int) -> Iterator[Definition]:
    """Yield the terms "as defined in …" another paper, and as ``promise`` those "as defined below"."""
    place = _WHERE.match(text, end) if _may_precede(text, start, _LINKS, _ENDS) else None
    if place is None:
        return
    line = max(text.rfind("\n", 0, start) + 1, start - 120)
    found = _ELSEWHERE.search(text[line:start])
    if found is None:
        return
    term = found.group("term")
    opener, _, rest = term.partition(" ")
    term = rest if opener in _OPENERS else term
    if term:
        stop, kind = line + found.end("term"), _kind_of_place(text, start, place)
        yield Definition(stop - len(term), stop, term, kind)
        joined = _JOINED.search(term) if kind == "promise" else None
        if joined is not None:
            yield Definition(stop - len(term) + joined.end(), stop, term[joined.end() :], kind)


def _kind_of_place(text: str, start: int, place: re.Match[str]) -> str:
    where = (place.group("where") or "").lower()
    late = text[max(0, start - 12) : start].rstrip().endswith(("hereinafter", "hereafter", "herein", "later"))
    if where in ("as", "to"):
        return "means"
    here = where not in _FAR and not _OF_ANOTHER.match(text, place.end())
    return "promise" if late or here else "reference"


def defers_to(text: str) -> str | None:
    """Return the paper in which terms are defined that this text does not define, None if it names none."""
    for match in _SENSE.finditer(text):
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 300)
        paper = _PAPER.match(text, match.end())
        if paper is not None and _LEFT_OPEN.search(text[line : match.start()]):
            return paper.group("paper")
    return None
