"""Definitions with marks around the term: quotation marks of any country, bold or italics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.documents.definitions.definition import EDGE, Definition
from qa_service.documents.definitions.told import is_called_so, says_what_it_is
from qa_service.documents.definitions.words import (
    APPOSED,
    APPOSED_END,
    CLOSED,
    DEEMED,
    DENIED,
    DESCRIBED,
    GLOSSES,
    IDENTIFIES,
    INTRODUCED,
    IS,
    JOINED,
    JOINED_ON,
    LEADS,
    LINE_START,
    MEANS,
    NAMED,
    NAMING,
    POINTED,
    POINTED_ON,
    SET_OUT,
    TELLS,
)
from qa_service.documents.searching.anchors import places_of

MAX_WORDS = 8
# "hereinafter called the *Reserve*"
_NAMED_LATER = re.compile(
    r"\b(?:hereinafter|hereafter|herein|(?:called|referred\sto|known)\sbelow)\b[^.;\n*_]{0,40}\s(?:the|an?)\s\Z"
)
_CITING = ("see,", "e.g.,", "i.e.,", "of,", "including,", "includes,")
BEFORE, _ENTRY = 160, 400
_LETTER = "A-Za-z0-9\u00c0-\u024f"
_EMPHASIS = r"(?:\*{1,3}|_{1,3})?"
_BODY = r"(?:[^\"\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\n;()*]|\((?:e?s|ies)\))"
# An opening mark follows no word; `re` skips quickly to a character of the first set.
DOUBLE = re.compile(
    rf"[\"\u201c\u201d\u201e\u00ab\u00bb](?<![\w.,;:!?].){_EMPHASIS}[\u00a0\u202f ]?"
    rf"(?P<term>[{_LETTER}]{_BODY}{{0,78}}?(?:\n{_BODY}{{1,60}}?)?)"
    rf"[\u00a0\u202f ]?{_EMPHASIS}[\"\u201d\u201c\u00bb\u00ab]"
    rf"{_EMPHASIS}"
)
SINGLE = re.compile(
    rf"['\u2018\u201a\u2039\u203a](?<![\w'\u2019].){_EMPHASIS}(?P<term>(?:the\s)?[A-Z\u00c0-\u00de]{_BODY}{{0,60}}?){_EMPHASIS}"
    r"(?:['\u2019\u2018\u203a\u2039](?!\w)|[\u201d\"])"
)
EMPHASIZED = re.compile(
    r"[*_](?<![\w*_].)(?P<sign>[*_]{0,2})(?P<term>[A-Z\u00c0-\u00de][^*_\n;()]{0,60}?):?[*_](?P=sign)(?![\w*_])"
)


EMPHASES = {
    "*": re.compile(r"\*(?<!\*\*)[*_]{0,2}[A-Z\u00c0-\u00de]"),
    "_": re.compile(r"_(?<!__)[*_]{0,2}[A-Z\u00c0-\u00de]"),
}
DOUBLES = '"\u201c\u201d\u201e\u00ab\u00bb'
SINGLES = "\u2018\u201a\u2039\u203a"
# An apostrophe opens a quotation only behind these.
BEFORE_SINGLE = " \n\t\u00a0(*["
_LEAD = re.compile(
    rf"[{re.escape(EDGE)}]*(?:(?:the|an?|our|your|le|la|les|der|die|das|el|il)\s+(?=[A-Z\u00c0-\u00de]))?",
    re.IGNORECASE,
)
# ('(for example, "Carta" or "Pulley")'): quotations in such brackets name nothing.
_EXAMPLES = re.compile(r"\s*(?:e\.?g\b|for (?:example|instance)\b|such as\b|like\b|z\.\s?b\.|p\. ?ex)", re.IGNORECASE)
# "“Bank” Fen Bank plc;", "“Cap” £4,000;"
_NAMES = re.compile(r"[ \t]{1,3}[A-Z\u00c0-\u00de\d\u00a3$\u20ac]")
# The next of several such sentences stands this near.
_TURN, _UNTOLD, _ENDS_SENTENCE = 240, ("told", "bare", "quoted"), ("", ".", ";", ":", "\n")
_SCOPE = re.compile(r"inclu|compris|consist|deemed|reference", re.IGNORECASE)


_TAKEN_ON = ("means", "scope")


def marked_definitions(text: str) -> Iterator[Definition]:
    """Yield the terms in marks; those that nothing defines are ``quoted``, unless the marks are weak."""
    marks = [match for match in _marks(text) if _is_term(match.group("term").strip(EDGE))]
    kinds = [_kind(text, match) for match in marks]
    _join(text, marks, kinds)
    _tell_in_turn(text, marks, kinds)
    for match, kind in zip(marks, kinds, strict=True):
        term, start = _printed(match)
        if not kind or (kind != "means" and not (term[0].isupper() or term[0].isdigit())):
            continue
        if kind != "quoted" or (match.re is DOUBLE and not _is_line(text, *match.span())):
            yield Definition(start, start + len(term), term, kind)


def _marks(text: str) -> list[re.Match[str]]:
    found = list(_matches(DOUBLE, text, places_of(text, DOUBLES)))
    singles = places_of(text, SINGLES) + [at for at in places_of(text, "'") if not at or text[at - 1] in BEFORE_SINGLE]
    emphasized = [match.start() for sign in EMPHASES if sign in text for match in EMPHASES[sign].finditer(text)]
    weak = [*_matches(SINGLE, text, singles), *_matches(EMPHASIZED, text, emphasized)]
    if weak:
        taken = {match.start() + step for match in found for step in (-2, -1, 0, 1)}
        found = sorted([*found, *(match for match in weak if match.start() not in taken)], key=re.Match.start)
    return found


def _matches(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at these places, without overlaps."""
    reach = 0
    for at in sorted(places):
        match = pattern.match(text, at) if at >= reach else None
        if match is not None:
            yield match
            reach = match.end()


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line: the name of a party over its signature defines nothing."""
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : after if after >= 0 else len(text)].strip(" :.,")


def _printed(match: re.Match[str]) -> tuple[str, int]:
    """Return the term without blanks, marks and article around it, and where it starts."""
    raw = match.group("term")
    lead = _LEAD.match(raw)
    cut = lead.end() if lead else 0
    return raw[cut:].rstrip(EDGE), match.start("term") + cut


def _is_term(term: str) -> bool:
    """Whether so few words may be a term, and are no exclamation, question or case."""
    if not 0 < len(term.split()) <= MAX_WORDS or not any(map(str.isalpha, term)):
        return False
    return term[-1] not in "!?" and " v. " not in term and " v " not in term


def _weak(match: re.Match[str]) -> bool:
    return match.re is EMPHASIZED


def _kind(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - BEFORE) : match.start()].rstrip("*_")
    if text.startswith(")", match.end()) and before[before.rfind("(") + 1 :].strip().lower() in LEADS and "(" in before:
        return "label"
    means = MEANS.match(text, match.end())
    if DENIED.match(text, match.end()):
        return ""
    if means is not None and not _spoken(match, means.group()):
        return "scope" if _SCOPE.search(means.group()) else "means"
    if _weak(match) and not _bracketed(before):
        return "label" if _NAMED_LATER.search(before) else "quoted"
    if not _weak(match) and _title_case(match.group("term")) and says_what_it_is(text, before, match.end()):
        described = DESCRIBED.match(text, match.end()) is not None or _is_identified(text, before, match)
        return "means" if described else "told"
    pointed = _points(before)
    if not pointed and _labels(text, before, match):
        return "label"
    if match.re is DOUBLE and not pointed and DESCRIBED.match(text, match.end()):
        return "means"
    if SET_OUT.match(text, match.end()) and not _weak(match) and _opens_line(before):
        return "means" if _title_case(match.group("term")) else "quoted"
    if match.re is DOUBLE and (_is_entry(text, before, match) or _is_identified(text, before, match)):
        return "means"
    if pointed:
        return "quoted"
    if match.re is DOUBLE and _title_case(match.group("term")) and is_called_so(text, before, match.end()):
        return "told"
    return "bare" if _loosely(text, before, match) else "quoted"


def _points(before: str) -> bool:
    """Whether the words in front point to a text, a mark or a part: (see the “Risk Factors”)."""
    words = before[-40:].lower().split()
    if words and words[-1] in POINTED_ON and words[-2:] != ["known", "as"]:
        words.pop()
        # "(in this clause, the “Fee”)", "(from now on the “Fee”)"
        if words and ((words[-1][-1] == "," and words[-1] not in _CITING) or words[-2:] == ["now", "on"]):
            return False
    return bool(words) and words[-1].strip("(,") in POINTED


def _opens_line(before: str) -> bool:
    return LINE_START.search(before, max(0, len(before) - 40)) is not None or not before.strip()


def _spoken(match: re.Match[str], means: str) -> bool:
    """Whether weak marks stand before a verb that ordinary sentences have too: *Stage 2* includes."""
    return _weak(match) and "inclu" in means.lower()


def _bracketed(before: str) -> bool:
    return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")


def _labels(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether a term names what stands in front: in brackets, or behind "hereinafter" and the like."""
    if _bracketed(before):
        inside = before[max(before.rfind("("), before.rfind("[")) + 1 :]
        if _EXAMPLES.match(inside):
            return False
        if INTRODUCED.search(inside, max(0, len(inside) - 24)) and CLOSED.match(text, match.end()):
            return True
    return any(map(before.lower().__contains__, NAMING)) and NAMED.search(before) is not None


def _loosely(text: str, before: str, match: re.Match[str]) -> bool:
    if APPOSED.search(before, max(0, len(before) - 16)):
        return APPOSED_END.match(text, match.end()) is not None
    return DEEMED.search(before, max(0, len(before) - 40)) is not None or bool(IS.match(text, match.end()))


def _is_entry(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether a term opens an entry of a list of definitions without a verb: “Bank” Fen Bank plc;"""
    if not _NAMES.match(text, match.end()) or not _opens_line(before) or not _title_case(match.group("term")):
        return False
    stop = text.find("\n", match.end(), match.end() + _ENTRY)
    return stop > 0 and text[stop - 1] == ";"


def _is_identified(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether a line says who or which one a term is: The “Guarantor” is Mr Hale of Leith."""
    return IDENTIFIES.match(text, match.end()) is not None and _opens_line(before)


def _title_case(term: str) -> bool:
    words = [word for word in term.split() if len(word) > 3]
    return all(word[0].isupper() or word[0].isdigit() for word in words)


def _tell_in_turn(text: str, marks: Sequence[re.Match[str]], kinds: list[str]) -> None:
    """Take sentences that tell in turn what words are for definitions: “Joining Fee” is £35. “Term” is one year."""
    last = -2
    for at, match in enumerate(marks):
        if kinds[at] not in _UNTOLD or not _tells(text, match):
            continue
        if last == at - 1 and match.start() - marks[last].end() < _TURN:
            kinds[last] = kinds[at] = "means"
        last = at


def _tells(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence tells what a word is, or a line does so without a verb: "**Fee** the price in Schedule 1"."""
    before = text[max(0, match.start() - 3) : match.start()].rstrip(" ")
    if _weak(match):
        return before[-1:] in ("", "\n") and GLOSSES.match(text, match.end()) is not None
    told = match.re is DOUBLE and TELLS.match(text, match.end()) is not None
    return told and before[-1:] in _ENDS_SENTENCE and _title_case(match.group("term"))


def _titles(match: re.Match[str]) -> bool:
    """Whether the words in bold head what follows: "**What is confidential.**", "**Employee:**"."""
    return _weak(match) and match.group().rstrip("*_").endswith((".", ":"))


def _join(text: str, marks: Sequence[re.Match[str]], kinds: list[str]) -> None:
    """Give a term the kind of the next one when both are defined in one breath: “X” or “Y” means …"""
    for at in range(len(marks) - 2, -1, -1):
        start, end = marks[at].end(), marks[at + 1].start()
        if _titles(marks[at]):
            continue
        if kinds[at] == "quoted" and kinds[at + 1] in _TAKEN_ON and JOINED.fullmatch(text, start, max(start, end)):
            kinds[at] = kinds[at + 1]
    for at in range(1, len(marks)):
        start, end = marks[at - 1].end(), marks[at].start()
        if _titles(marks[at]):
            continue
        if _weak(marks[at]) and not _bracketed(text[max(0, start - BEFORE) : end]):
            continue
        if kinds[at] == "quoted" and kinds[at - 1] == "label" and JOINED_ON.fullmatch(text, start, max(start, end)):
            kinds[at] = "label"
