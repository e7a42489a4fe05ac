"""References in specifications of works: clause "C20/160" of a section C20 that ends at 140, "Table H71-3", drawings.

Sections bear a letter and two digits and number their clauses in hundreds, tables bear the section's mark, and drawings
stand in a register.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.searching.rare_signs import rare_sign, signed

_SIGN = rare_sign(
    r"(?m:^[ \t]*\p{Nd}{3}/\p{Nd}{1,2}[ \t]{2})|\b\p{Nd}\.\p{Nd}{2}\.[A-Z]|\bTable[\s]\p{Nd}{2}-\p{Nd}|"
    r"\b[A-Z]\p{Nd}{2}[/-]\p{Nd}|\b[Dd]rawings?\b[^\n]{0,8}[\s\x{a0}][A-Z\p{Nd}]{1,8}-\p{Nd}{2}"
)
_SECTION = re.compile(
    r"^[ \t#*]*(?:Section[ \t]+)?(?P<mark>[A-Z]\d{2})[ \t:\u2013\u2014-]{1,6}[A-Z][^\n/]{2,80}$", re.MULTILINE
)
_CLAUSE = re.compile(r"^[ \t*]*(?P<number>\d{3})[A-Z]?[.*]{0,3}[ \t]{1,6}\S", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w/.-])(?P<mark>[A-Z]\d{2})/(?P<number>\d{3})(?![\w/-])")
_TABLE = re.compile(r"\bTable\s(?P<mark>[A-Z]?\d{2})-(?P<number>\d{1,2})(?![\w/-])")
_CAPTION = re.compile(
    r"^[ \t>#*_|]*T(?:able|ABLE)[ \t](?P<mark>[A-Z]?\d{2})-(?P<number>\d{1,2})"
    r"(?=[*_]{0,3}(?:[:.\u2013\u2014-]|[ \t]|$))",
    re.MULTILINE,
)
_DRAWING = re.compile(
    r"\b[Dd]rawings?\s(?:[Nn]os?\.?\s)?(?P<series>[A-Z\d]{1,8}(?:-[A-Z]{1,3})?-)(?P<number>\d{2,4})(?![\w-]|\.\d)"
)
_LISTED = re.compile(
    r"^[ \t>*|\u2022-]*(?P<series>[A-Z\d]{1,8}(?:-[A-Z]{1,3})?-)(?P<number>\d{2,4})(?=[ \t|:])", re.MULTILINE
)
# "300/4   RE-USED SLATES": clauses that bear the number of their section, and what refers to them.
_SLASHED = re.compile(r"^[ \t]*(?P<series>\d{3}/)(?P<number>\d{1,2})[ \t]{2,}[A-Z]", re.MULTILINE)
_TO_SLASHED = re.compile(
    r"\b(?:under|in|by|see|with|clauses?|per|to)\s(?P<series>\d{3}/)(?P<number>\d{1,2})(?![\w/]|\.\d|\s?(?:[kmcdMG]?[mgNWPJsVA]|kPa|MPa|%)\b)"
)
# "3.02  PREPARATION" with "A." to "C." below, as American specifications have them: "Paragraph 3.02.C".
_ARTICLE = re.compile(r"^[ \t]*(?P<mark>\d\.\d{2})[ \t]{1,6}[A-Z][A-Z ,/&-]{3,60}$", re.MULTILINE)
_LETTER = re.compile(r"^[ \t]*(?P<number>[A-Z])\.[ \t]+(?=\S)", re.MULTILINE)
_LETTERED = re.compile(r"(?<![\d.])(?P<mark>\d\.\d{2})\.(?P<number>[A-Z])(?![\w.]\w)")
_RANGE = re.compile(r"\s?(?:to|and|[-\u2013])\s?[A-Z\d]")
_NAME_BEFORE = re.compile(r"(?<![.:;]\s)\b(?!Paragraph|Clause|Section|Article|See)[A-Z]\w+\s\Z")
_FEW, _REGISTER, _NEXT = 2, 3, 10


def missing_specified(document: Document) -> Iterator[TitledPart]:
    """Yield the references to clauses, tables and drawings that a specification does not have where it has others."""
    if not _SIGN.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    for form, known, noun in (
        (_REFERENCE, _below(_SECTION, _CLAUSE, text), "clause"),
        (_LETTERED, _below(_ARTICLE, _LETTER, text), "paragraph"),
        (_TABLE, _numbers(_CAPTION, text), "table"),
        (_DRAWING, _registered(text), "drawing"),
        (_TO_SLASHED, _slashed(text), "clause"),
    ):
        for found in form.finditer(text):
            series, number = found[1], found["number"]
            here = known.get(series, frozenset[str]())
            if not here or number in here or is_elsewhere(text, *found.span()):
                continue
            if not _is_of_others(text, found.start()) and (noun != "drawing" or _is_near(number, here)):
                last = max(here, key=_value)
                told = f"{series.rstrip('/-')} ends with {last}" if _value(number) > _value(last) else ""
                begins = found.start(1) if noun == "clause" else found.start()
                yield TitledPart(begins, found.end(), noun, text[found.start(1) : found.end()], here, told)


def _is_of_others(text: str, start: int) -> bool:
    """Tell whether a name stands right before: "NBS C20/310"."""
    return _NAME_BEFORE.search(text, max(0, start - 24), start) is not None


def _is_near(number: str, known: frozenset[str]) -> bool:
    """Tell whether a drawing would belong to those of the register: A-104 behind A-103, and not A-205."""
    return min(abs(int(number) - int(each)) for each in known) <= _NEXT


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else ord(number)


def _below(head: re.Pattern[str], entry: re.Pattern[str], text: str) -> Mapping[str, frozenset[str]]:
    """Return the numbers or letters below each head; none of one that has fewer than two."""
    heads = [*head.finditer(text)]
    ends = [*(each.start() for each in heads[1:]), len(text)]
    found = {
        each["mark"]: frozenset(below["number"] for below in entry.finditer(text, each.end(), end))
        for each, end in zip(heads, ends, strict=bool(heads))
    }
    return {mark: numbers for mark, numbers in found.items() if len(numbers) >= _FEW}


def _numbers(form: re.Pattern[str], text: str) -> Mapping[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for each in form.finditer(text):
        found[each[1]].add(each["number"])
    return {series: frozenset(numbers) for series, numbers in found.items()}


def _slashed(text: str) -> Mapping[str, frozenset[str]]:
    """Return the clauses of each section that count from one, two at least."""
    found = _numbers(_SLASHED, text)
    return {
        series: numbers
        for series, numbers in found.items()
        if len(numbers) >= _FEW and numbers == {str(at) for at in range(1, len(numbers) + 1)}
    }


def _registered(text: str) -> Mapping[str, frozenset[str]]:
    """Return the numbers of the drawings that lines of a register begin with, three at least and no ranges."""
    ranged = {found[1] for found in _LISTED.finditer(text) if _RANGE.match(text, found.end())}
    found = _numbers(_LISTED, text)
    return {series: numbers for series, numbers in found.items() if len(numbers) >= _REGISTER and series not in ranged}
