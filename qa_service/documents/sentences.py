"""Sentence boundaries, in one linear pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import sentencex

PORTION = 3_000
# The library fails on a wide blank between a word and a full stop.
WIDE_BLANKS = (
    "\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# The library takes an item of a list, told by its mark or number, for one sentence.
ITEM = re.compile(r"\s*(?:(?:[*\u2022\u25cf\u25aa\u2013-]|\(?[A-Za-z0-9]{1,4}[.)]|\d{1,3}(?:\.\d{1,3})+)\s+)+")
INNER_END = re.compile(r"[.!?][\"\u201d\u2019')\]]*\s")
DAY = re.compile(r"(?<![\d.])\d{1,2}\.\Z")
# What is a month in English too may begin a sentence, but not before a year.
MONTH = re.compile(
    r"(?:Januar|J\u00e4nner|Februar|M\u00e4rz|Mai|Juni|Juli|Oktober|Dezember|[Aa]pril(?=\s\d{4})|August(?=\s\d{4})|"
    r"September(?=\s\d{4})|November(?=\s\d{4}))\b"
)
CUTS = ("\n\n", ".\n", ". ", "\n", " ")


class Sentence(NamedTuple):
    """A sentence without its surrounding blanks."""

    start: int
    end: int


def split_sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of ``text``; a blank line always ends one."""
    plain = text
    for blank in WIDE_BLANKS:
        plain = plain.replace(blank, " ")
    return tuple(each for start, end in _portions(text) for each in _split(plain[start:end], start, language))


def _split(portion: str, offset: int, language: str) -> list[Sentence]:
    """Return the sentences of a portion that begins at ``offset``."""
    out: list[Sentence] = []
    for start, end in _found(portion, language):
        item = ITEM.match(portion, start, end)
        if item is not None and INNER_END.search(portion, item.end(), end) is not None:
            # The sentences of an item, the first with the item's mark.
            inner = item.end()
            (_, first), *others = _found(portion[inner:end], language)
            out.append(Sentence(offset + start, offset + inner + first))
            out += [Sentence(offset + inner + at, offset + inner + to) for at, to in others]
        else:
            out.append(Sentence(offset + start, offset + end))
    return out


def _found(text: str, language: str) -> list[tuple[int, int]]:
    """Return what the library finds in a text, without the blanks around it; its pieces make up the whole text."""
    out: list[tuple[int, int]] = []
    at = 0
    for part in sentencex.segment(language, text):
        visible = part.strip()
        if visible:
            start = at if part[0] == visible[0] else at + len(part) - len(part.lstrip())
            # "zum 31. Dezember 2024" is a date.
            joined = out and text[out[-1][1] - 1] == "." and _goes_on_as_date(text, out[-1][1], start)
            out.append((out.pop()[0] if joined else start, start + len(visible)))
        at += len(part)
    return out


def _goes_on_as_date(text: str, end: int, start: int) -> bool:
    return DAY.search(text, max(0, end - 4), end) is not None and MONTH.match(text, start) is not None


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """Cut at paragraph ends: the library needs quadratic time for a text full of unclosed quotation marks."""
    start = 0
    while start < len(text):
        end = start + PORTION
        if end < len(text):
            cuts = ((text.rfind(mark, start + 1, end), len(mark)) for mark in CUTS)
            end = next((at + size for at, size in cuts if at > 0), end)
        yield start, min(end, len(text))
        start = end
