"""References as contracts of the civil law have them: "Art. 14 para. 6", "§ 4 (1) lit. d", "para. 1 lit. e".

Articles or paragraphs with a sign number their paragraphs each from one, and letter what these list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_sign, signed

_SIGN = rare_sign(r"\b(?:[Pp]ara\.|[Aa]bs\.|[Ll]it\.|[Ll]et\.|[Bb]uchst\.|al\.)[ \n]?(?:\p{Nd}|[a-z]\b)")
_HEAD = re.compile(
    r"^[ \t#*]*(?:Art(?:icle|\.)?|\u00a7)[ \t]?(?P<number>\d{1,3})\b(?![ \t]*(?:\(\d|para|Abs|lit))[^\n]{0,80}$",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(r"^[ \t]*\(?(?P<mark>\d{1,2})[.)]?[ \t]+(?=[A-Z\u00c0-\u00de\"\u201c\u201e(])", re.MULTILINE)
_LETTER = re.compile(r"^[ \t]*\(?(?P<mark>[a-z])[.)][ \t]+(?=\S)", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:(?P<head>\bArt(?:icle|\.)?|\u00a7)\s?(?P<top>\d{1,3})(?![\w.])\s?)?"
    r"(?:\b(?P<word>[Pp]ara\.|[Aa]bs\.|al\.)\s?(?P<para>\d{1,2})(?![\w.]\w)|(?<=\d\s)\((?P<boxed>\d{1,2})\))?"
    r"(?:,?\s?\b(?P<letter>[Ll]it\.|[Ll]et\.|[Bb]uchst\.)\s(?P<first>[a-z])\b(?:\s(?:and|or|to|und|oder|bis)\s(?P<last>[a-z])\b(?!\.))?)?"
)
# "Art. 5 para. 2 OR", "§ 312 BGB", "of the Swiss Code".
_ANOTHERS = re.compile(
    r"\)?,?\s(?:[A-Z][A-Za-z]*[A-Z]\w*\b|(?:of|under|in)\s(?:the\s|that\s|an?\s)?[A-Z]|(?:des|der)\s[A-Z]|sentence\s\d+\s[A-Z])"
)
_FEW, _MOST = 2, 3


class _Part(NamedTuple):
    mark: str
    start: int
    end: int


def missing_civil(document: Document) -> Iterator[TitledPart]:
    """Yield such references to paragraphs and letters behind the last of their list."""
    text = document.text
    if not _SIGN.occurs_in(signed(document)) or is_extract(text):
        return
    articles = _parts(_HEAD, text, 0, len(text), group="number")
    tops = {part.mark: part for part in articles}
    if len(articles) < _FEW or [part.mark for part in articles] != [str(at) for at in range(1, len(articles) + 1)]:
        return
    starts = [part.start for part in articles]
    for found in _REFERENCE.finditer(text):
        if not (found["word"] or found["letter"]) or _ANOTHERS.match(text, found.end()):
            continue
        around = bisect_right(starts, found.start()) - 1
        article = tops.get(found["top"]) if found["top"] else articles[around] if around >= 0 else None
        if article is None or part_at(document.quotations, found.start()) is not None:
            continue
        told = _missing(text, article, found)
        if told and not is_elsewhere(text, *found.span()):
            yield TitledPart(*found.span(), "part", found.group().strip(), frozenset(), told)


def _missing(text: str, article: _Part, found: re.Match[str]) -> str | None:
    paragraphs = _counted(_parts(_PARAGRAPH, text, article.start, article.end))
    number = found["para"] or found["boxed"]
    place, name = article, f"part {article.mark}"
    if number:
        if not paragraphs:
            return None
        place = next((part for part in paragraphs if part.mark == number), article)
        if place is article:
            return f"{name} has no paragraph {number}" if int(number) <= _MOST * len(paragraphs) + _MOST else None
        name = f"{name} ({number})"
    letters = [part.mark for part in _parts(_LETTER, text, place.start, place.end)]
    if letters != [chr(ord("a") + at) for at in range(len(letters))] or len(letters) < _FEW:
        return None
    asked = [mark for mark in (found["first"], found["last"]) if mark]
    return next((f"{name} has no {mark}" for mark in asked if mark not in letters), None)


def _counted(parts: Sequence[_Part]) -> Sequence[_Part]:
    """Return the parts where they count from one, two at least."""
    counts = [part.mark for part in parts] == [str(at) for at in range(1, len(parts) + 1)]
    return parts if counts and len(parts) >= _FEW else ()


def _parts(form: re.Pattern[str], text: str, start: int, end: int, *, group: str = "mark") -> list[_Part]:
    found = [(each[group], each.start(), each.end()) for each in form.finditer(text, start, end)]
    stops = [begun for _, begun, _ in found[1:]] + [end]
    return [_Part(mark, head, stop) for (mark, _, head), stop in zip(found, stops, strict=False)]
