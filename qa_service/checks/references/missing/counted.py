"""Entries of an agreement by a general word or none, "item 12 of this Agreement", "No. 9 above", that no mark begins.

Of a text's own numbers nothing is told but that it has them: where no line, bracket or title has the number at all, no
part can be meant by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa_service.checks.reading.scopes import unit_of
from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.missing.parts import names_rules_beside
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.checks.references.undivided_parts import tells_figure
from qa_service.documents import Document
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_PARTS = (
    "(?:sub-?)?clause|(?:sub-?)?paragraph|(?:sub-?)?section|item|point|provision|term|condition|covenant|obligation|"
    "undertaking|requirement|entry|heading|stipulation|exception|exclusion|restriction|warranty|representation|"
    "criterion|bullet|limb|case|event|category|number|numeral"
)
_SEVERAL = "criteria|entries|warranties|categories"
_WORDS = rf"(?:(?:{_PARTS})s?|{_SEVERAL})"
_OWN = r"(?:,?\s(?:above|below|here(?:of|in|to)|(?:of|in|to)\sth(?:is|ese)\s(?!section|clause|article|paragraph))\b)"
_LED = r"(?:(?<=\bin\s)|(?<=\bby\s)|(?<=\bsee\s)|(?<=\bunder\s)|(?<=\bof\s)|(?<=\bper\s)|(?<=\bwith\s)|(?<=\band\s))"
_JOINT = r"(?:,\s|,?\s(?:and(?:/or)?|or|to|through|thru)\s|\s?[\u2013-]\s?)"
_BOXED = rf"\(\d{{1,2}}\)(?:{_JOINT}\(\d{{1,2}}\)){{0,8}}"
# What goes on behind a part: "the cases in 7 above and", but not "in 7 above average years".
_ON = (
    r"(?:(?:and|or)(?!\s(?:above|below))|but|shall|is|are|was|were|do|does|has|have|may|must|will|appl(?:y|ies)|unless|until|if|"
    r"to\sthe\sextent)\b"
)
_FORM = rare_form(
    re.compile(
        rf"\b(?P<kind>{_WORDS})\s(?:No\.\s)?(?P<number>\d{{1,2}})(?={_OWN})"
        rf"|\b(?P<short>No\.|Nos\.|s\.)\s(?P<shown>\d{{1,2}})(?={_OWN})"
        rf"|\bletter\s\(?(?P<letter>[b-z])\)(?!\w)"
        rf"|{_LED}(?P<bare>\d{{1,2}})(?:\.?\([a-z]\)|\.(?=\s))?(?=\s(?:above|below)(?:[,.;)]|\s{_ON}))"
        rf"|(?:\b(?:(?P<numbered>(?:clause|paragraph|section|article)s?)|{_WORDS})\s|{_LED}(?={_BOXED}\s(?:above|below)\b))(?P<boxed>{_BOXED})(?!\s?\(|\w|\s(?:thereof|therein)\b)",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:{_WORDS.replace('i', LETTER_I)}{BLANK}(?:No\.{BLANK})?\(?\p{{Nd}}|(?:Nos?|s)\.{BLANK}\p{{Nd}})"
        rf"|\(\p{{Nd}}{{1,2}}\)(?:,|{BLANK}(?:and|or|to|through)){BLANK}|\bletter{BLANK}\(?[a-z]\)|"
        rf"\(?\b\p{{Nd}}{{1,2}}(?:\)|\.?\([a-z]\)|\.)?{BLANK}(?:above|below)\b",
        ignore_case=True,
    ),
    width=None,
)
_EACH = re.compile(r"\((?P<number>\d{1,2})\)")
_OF_ANOTHER = re.compile(r",?\s(?:of|in|to|under)\s(?!this\b|these\b)")
_OWN_BEHIND = re.compile(_OWN)
# "letter (b) of the third clause": the part has it.
_OF_PART = re.compile(
    r"\s(?:of|in|under)\s(?:the\s\w{5,11}\s(?:clause|section|article|paragraph)|(?:clause|section|article|paragraph)\s\d{1,2})"
    r"(?!\s(?:of|to)\s(?!this\b)|\s(?-i:[A-Z]))",
    re.IGNORECASE,
)
_LINE, _NEAR = 300, 1500


class _Marks:
    """What begins with a number or letter, but for the references to it, whose spans are in order."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Nothing is looked for before it is asked for, and then once."""
        self._text, self._spans = text, spans
        self.boxed, self.begins = cache(self._is_boxed), cache(self._begins)

    def _is_boxed(self, number: str) -> bool:
        """Tell whether it stands in brackets, or before the closing one."""
        return any(map(self._is_mark, re.finditer(rf"(?<!\w)\(?{number}\)", self._text)))

    def _begins(self, number: str) -> bool:
        """Tell whether a mark, a line or a title has it."""
        form = re.compile(
            rf"^[ \t>*#_|(\[]*(?:[A-Za-z]+\.?[ \t]+)?(?:No\.[ \t])?{number}(?:\b(?![ \t]?%|,\d))|"
            rf"(?<![\w.,]){number}[.)](?=\s|\Z)|"
            rf"\({number}\)|[.;:,]\s{number}\s(?=[A-Z])",
            re.MULTILINE,
        )
        return any(map(self._is_mark, form.finditer(self._text)))

    def _is_mark(self, found: re.Match[str]) -> bool:
        figure = found.group().startswith("(") and tells_figure(self._text, found.start())
        return self._is_outside(found) and not figure

    def _is_outside(self, found: re.Match[str]) -> bool:
        return unit_of(self._spans, (found.end() - 1, found.end())) is None


def missing_counted(document: Document) -> Iterator[TitledPart]:
    """Yield the numbers with words that say that they are this text's own, or of a list in it, that begin nothing."""
    found = list(_FORM.find_in(signed(document)))
    if not found or not is_instrument(document) or is_extract(document.text):
        return
    marks = _Marks(document.text, [each.span() for each in found])
    for each in found:
        start, end = each.span()
        inner = _OF_PART.match(document.text, end) is not None
        if part_at(document.quotations, start) is not None or (not inner and is_elsewhere(document.text, start, end)):
            continue
        if each["letter"]:
            if all(map(marks.boxed, "ab")) and not marks.begins(each["letter"]):
                yield TitledPart(start, end, "letter", each["letter"], frozenset(), "nothing has that letter")
            continue
        if each["boxed"]:
            yield from _boxed(document.text, each, marks)
            continue
        number = each["number"] or each["shown"] or each["bare"]
        if not marks.begins(number):
            yield TitledPart(
                start, end, (each["kind"] or "part").lower(), number, frozenset(), "nothing has that number"
            )


def _boxed(text: str, found: re.Match[str], marks: _Marks) -> Iterator[TitledPart]:
    """Yield the numbers in brackets that no list has, where there is such a list or they are told to be here."""
    start, end = found.span()
    own = _OWN_BEHIND.match(text, end) is not None
    listed = all(map(marks.boxed, "12")) or (found["numbered"] is not None and all(map(marks.begins, "123")))
    rule = names_rules_beside(text, start, end, _LINE)
    if not own and (not listed or rule or _OF_ANOTHER.match(text, end)):
        return
    near = text[max(0, start - _NEAR) : start]
    enumerated = "(1)" in near and "(2)" in near
    for each in _EACH.finditer(text, *found.span("boxed")):
        number = each["number"]
        if not (marks.boxed(number) if enumerated else marks.begins(number)):
            yield TitledPart(*each.span(), "part", number, frozenset(), "nothing has that number")
