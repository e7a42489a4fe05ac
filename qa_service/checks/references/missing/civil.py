"""References as contracts of the civil law have them: "Art. 14 para. 6", "§ 4 (1) lit. d", "para. 1 lit. e".

Articles or paragraphs with a sign number their paragraphs each from one, and letter what these list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
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
    r"\)?,?\s(?:[A-Z][A-Za-z]*[A-Z]\w*\b|(?:[A-Z]\w+\s)?Code\b|[A-Z\u00c4\u00d6\u00dc]\w+(?:gesetz|ordnung|buch)(?:es|s)?\b|(?:of|under|in)\s(?:the\s|that\s|an?\s)?[A-Z]|(?:des|der)\s[A-Z]|sentence\s\d+\s[A-Z])"
)
# "… and Art. 2 para. 5": what stands between a reference and the law at the end of the list.
_MARKED = r"(?:Art\.?|Article|\u00a7|para\.|Abs\.|al\.|lit\.|let\.|no\.|Nr\.)\s?[\w()]{1,6}"
_LISTED = re.compile(rf"(?:(?:,|,?\s(?:and|or|und|oder|et))\s{_MARKED}(?:\s{_MARKED}){{0,3}}){{1,6}}")
# Laws by their usual letters and words.
_LAW = re.compile(
    r"\b(?:GDPR|DSGVO|TFEU|TEU|[A-Z][a-z]*GB|[A-Z][A-Za-z]{1,6}G|[A-Z][a-z]*PO|InsO|OR)\b"
    r"|\b(?:Act|Code|Regulation|Directive|Law|Ordinance)\b|\w(?:gesetz|ordnung|verordnung|gesetzbuch)(?:es|s)?\b"
)
_FEW, _FAR, _NEAR = 2, 3, 120


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
    starts, lists = [part.start for part in articles], _Lists(text)
    for found in _REFERENCE.finditer(text):
        if not (found["word"] or found["letter"]) or _ANOTHERS.match(text, found.end()):
            continue
        around = bisect_right(starts, found.start()) - 1
        article = tops.get(found["top"]) if found["top"] else articles[around] if around >= 0 else None
        if article is None or part_at(document.quotations, found.start()) is not None:
            continue
        gap = _missing(lists, article, found)
        if gap and not (is_elsewhere(text, *found.span()) or _is_of_law(text, *found.span())):
            yield TitledPart(*found.span(), "part", found.group().strip(), frozenset(gap.known), gap.told)


class _Lists:
    """The paragraphs and letters of the articles of a text, each looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.paragraphs, self.letters = cache(self._paragraphs), cache(self._letters)

    def _paragraphs(self, article: _Part) -> Sequence[_Part]:
        """Return the paragraphs where they count from one, two at least."""
        parts = _parts(_PARAGRAPH, self._text, article.start, article.end)
        counts = [part.mark for part in parts] == [str(at) for at in range(1, len(parts) + 1)]
        return parts if counts and len(parts) >= _FEW else ()

    def _letters(self, part: _Part) -> Sequence[str]:
        """Return the letters that lines of a part begin with where they go on from a, two at least."""
        marks = [each.mark for each in _parts(_LETTER, self._text, part.start, part.end)]
        counts = marks == [chr(ord("a") + at) for at in range(len(marks))]
        return marks if counts and len(marks) >= _FEW else ()


class _Gap(NamedTuple):
    """What there is to say of a part that is not there, and the numbers or letters that are."""

    told: str
    known: Sequence[str]


def _missing(lists: _Lists, article: _Part, found: re.Match[str]) -> _Gap | None:
    """Return which paragraph or letter an article does not have."""
    number, name, place = found["para"] or found["boxed"], f"part {article.mark}", article
    if number:
        paragraphs = lists.paragraphs(article)
        named = next((part for part in paragraphs if part.mark == number), None)
        if named is None:
            # A number far behind the last is another text's.
            near = int(number) <= _FAR * len(paragraphs) + _FAR
            known = [part.mark for part in paragraphs]
            return _Gap(f"{name} has no paragraph {number}", known) if paragraphs and near else None
        place, name = named, f"{name} ({number})"
    letters = lists.letters(place)
    asked = [mark for mark in (found["first"], found["last"]) if mark]
    return next((_Gap(f"{name} has no {mark}", letters) for mark in asked if letters and mark not in letters), None)


def _is_of_law(text: str, start: int, end: int) -> bool:
    """Tell whether a law is named behind the list that a reference stands in, or just before it."""
    listed = _LISTED.match(text, end)
    if _ANOTHERS.match(text, listed.end() if listed else end):
        return True
    return _LAW.search(text, max(0, start - _NEAR), end) is not None


def _parts(form: re.Pattern[str], text: str, start: int, end: int, *, group: str = "mark") -> list[_Part]:
    found = [(each[group], each.start(), each.end()) for each in form.finditer(text, start, end)]
    stops = [begun for _, begun, _ in found[1:]] + [end]
    return [_Part(mark, head, stop) for (mark, _, head), stop in zip(found, stops, strict=bool(found))]
