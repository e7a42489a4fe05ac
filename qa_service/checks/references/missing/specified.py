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
    r"(?m:^[ \t]*\p{Nd}{3}/\p{Nd}{1,2}[ \t]{2})|"
    r"\b[A-Z]\p{Nd}{2}[/-]\p{Nd}|\b[Dd]rawings?\b[^\n]{0,8}[\s\x{a0}][A-Z\p{Nd}]{1,8}-\p{Nd}{2}"
)
_SECTION = re.compile(
    r"^[ \t#*]*(?:Section[ \t]+)?(?P<mark>[A-Z]\d{2})[ \t:\u2013\u2014-]{1,6}[A-Z][^\n/]{2,80}$", re.MULTILINE
)
_CLAUSE = re.compile(r"^[ \t*]*(?P<number>\d{3})[A-Z]?[.*]{0,3}[ \t]{1,6}\S", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w/.-])(?P<mark>[A-Z]\d{2})/(?P<number>\d{3})(?![\w/-])")
_TABLE = re.compile(r"\bTable\s(?P<mark>[A-Z]\d{2})-(?P<number>\d{1,2})(?![\w/-])")
_CAPTION = re.compile(
    r"^[ \t>#*_|]*Table[ \t](?P<mark>[A-Z]\d{2})-(?P<number>\d{1,2})(?=[*_]{0,3}(?:[:.\u2013\u2014-]|[ \t]|$))",
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
_TO_SLASHED = re.compile(r"(?<=[a-z,(]\s)(?P<series>\d{3}/)(?P<number>\d{1,2})(?![\w/]|\.\d)")
_RANGE = re.compile(r"\s?(?:to|and|[-\u2013])\s?[A-Z\d]")
_FEW, _REGISTER = 2, 3


def missing_specified(document: Document) -> Iterator[TitledPart]:
    """Yield the references to clauses, tables and drawings that a specification does not have where it has others."""
    if not _SIGN.occurs_in(signed(document)) or is_extract(document.text):
        return
    text = document.text
    clauses = _clauses(text)
    for form, known, noun in (
        (_REFERENCE, clauses, "clause"),
        (_TABLE, _numbers(_CAPTION, text), "table"),
        (_DRAWING, _registered(text), "drawing"),
        (_TO_SLASHED, _slashed(text), "clause"),
    ):
        for found in form.finditer(text):
            series, number = found[1], found["number"]
            here = known.get(series, frozenset[str]())
            if here and number not in here and not is_elsewhere(text, *found.span()):
                last = max(here, key=int)
                told = f"{series} ends with {last}" if int(number) > int(last) else ""
                yield TitledPart(*found.span(), noun, text[found.start(1) : found.end()], here, told)


def _clauses(text: str) -> Mapping[str, frozenset[str]]:
    """Return the numbers of the clauses of each section; none of one that numbers fewer than two."""
    heads = [*_SECTION.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    found = {
        head["mark"]: frozenset(each["number"] for each in _CLAUSE.finditer(text, head.end(), end))
        for head, end in zip(heads, ends, strict=False)
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
