"""Citations by author and year: "(Smith & Lee, 2019; Doe et al., 2020a)", "Smith and Lee (2019, p. 4)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.documents.references.lists import YEAR
from qa_service.documents.searching.anchors import Anchored, compile_anchor

_PARTICLE = r"(?:(?:van|von|de|der|den|du|la|le|di|da|dos|del|te)\s){0,3}"
_WORD = r"[A-Z\u00c0-\u00dd][\w'\u2019-]{1,30}"
_NAME = rf"{_PARTICLE}(?:[A-Z]\.[\s-]?){{0,3}}{_WORD}(?:\s(?!and\b){_WORD}){{0,4}}"
_NAMES = rf"(?P<first>{_NAME})(?:,?\s(?:and|&|und|et|y)\s{_NAME}|,\s{_NAME}){{0,7}}(?:,?\set\sal\.?)?(?:['\u2019]s)?"
_YEARS = rf"(?P<years>{YEAR}[a-z]?(?:,\s?(?:{YEAR}[a-z]?|[a-z]\b)){{0,5}})"
_PLACE = (
    r"(?:[,:]\s?(?:(?:pp?|chs?|chap|secs?|paras?|figs?|tab|S|Kap|vol|n)\.\s?|§\s?|(?:chapter|section|table|figure|page)\s)?"
    r"\d[\d.,\s\u2013-]{0,20}[a-z]?)?"
)
_BRACKETS = Anchored(re.compile(r"\((?P<body>[^()\n]{6,400})\)"), compile_anchor(r"\([^()\n]{6,400}\)"), width=1)
_LEAD = re.compile(
    r"\s*(?:(?:see(?:\salso)?|cf\.|e\.g\.,?|i\.e\.,?|for\sexample,?|also|and|but|compare|quoted\sin|cited\sin|in|following|after|vgl\.|"
    r"siehe|voir)\s){0,3}",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"{_NAMES},?\s{_YEARS}{_PLACE}\s*\Z")
_OPENING = Anchored(re.compile(rf"\s\({_YEARS}{_PLACE}\)"), compile_anchor(r"[\s\x{a0}]\((?:1[5-9]|20)\d\d"), width=1)
_BEFORE = re.compile(rf"(?<![\w'\u2019.-]){_NAMES}\Z")
_OF = re.compile(r"\b[A-Z]\w+\s(?:of|for|on|the|of\sthe)\s\Z")
_SIGNAL = re.compile(
    r"(?:As|See|In|And|But|Both|Cf|While|When|Although|Since|Like|Following|For|By|Per|The|That|If|Also|Yet|Where|After|Before|"
    r"Thus|Recently|Only|Even|Earlier|Later|Similarly|However|With|From|To|Against|According)\s"
)
# What stands before a year without having written anything.
_THING = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|"
    r"Q[1-4]|H[12]|Table|Figure|Fig|Section|Chapter|Appendix|Annex|Exhibit|Part|Acts?|Regulations?|Directive|Treaty|Law|Code|"
    r"Rules?|Order|Convention|Agreement|Report|Accounts|Budget|Census|Year|Version|Edition|Cir|Court|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\.?\Z|"
    r"\A(?:Hurricane|Storm|Typhoon|Cyclone|Operation|Project|World\sWar|Battle|Olympic|Super)\b"
)
_LOOK_BACK = 160
_LATER = re.compile(rf"{YEAR}[a-z]?|(?<=,)\s?[a-z]\b")


@dataclass(frozen=True, slots=True)
class AuthorCitation:
    """One work cited: the last word of the first author's name, in small letters, and the year with its letter.

    ``start`` and ``end`` lie around names and year, or around the year alone where it follows another of its authors.
    """

    start: int
    end: int
    name: str
    year: str


def find_author_citations(text: str, end: int) -> Iterator[AuthorCitation]:
    """Yield the citations of a text up to ``end``, in no order."""
    body = text[:end]
    for brackets in _BRACKETS.finditer(body):
        at = brackets.start("body")
        for piece in brackets["body"].split(";"):
            lead = _LEAD.match(piece)
            begin = lead.end() if lead else 0
            if found := _PIECE.match(piece, begin):
                yield from _each(found, at + found.start(), at)
            at += len(piece) + 1
    for opening in _OPENING.finditer(body):
        low = max(0, opening.start() - _LOOK_BACK)
        window = body[low : opening.start()]
        if (found := _BEFORE.search(window)) and not _OF.search(window, 0, found.start()):
            signal = _SIGNAL.match(found["first"])
            begin = low + found.start() + (signal.end() if signal else 0)
            yield from _each(opening, begin, 0, found["first"])


def _each(found: re.Match[str], start: int, base: int, name: str | None = None) -> Iterator[AuthorCitation]:
    first = (name or found["first"]).rstrip("'\u2019")
    if _THING.search(first):
        return
    last = re.sub(r"['\u2019]s\Z", "", first).split()[-1].lower()
    stem = ""
    for at, year in enumerate(_LATER.finditer(found["years"])):
        printed = year.group().strip()
        stem = printed[:4] if printed[:1].isdigit() else stem
        full = printed if printed[:1].isdigit() else stem + printed
        offset = base + found.start("years")
        yield AuthorCitation(offset + year.start() if at else start, offset + year.end(), last, full)
