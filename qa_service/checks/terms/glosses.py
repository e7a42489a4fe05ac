"""Words of another language in brackets that translate what stands before and define nothing: ("Treu und Glauben")."""

from __future__ import annotations

import re

from qa_service.documents.definitions.definition import Definition
from qa_service.documents.numbers.numerals_abroad import tongue_of
from qa_service.documents.searching.word_sets import word_set

# A bracket that holds nothing but the words; one that gives a name mostly has an article too: (the "Works").
_ALONE = re.compile(r"[(\[]\s?(?:(?:in\s)?[A-Z][a-z]+:\s)?[*_]{0,3}[\"\u201c\u201e\u00ab\u2018'][*_]{0,3}\Z")
_CLOSED = re.compile(r"[*_]{0,3}[\"\u201d\u201c\u00bb\u2019'][*_]{0,3}\s?[)\]]")
# Letters with marks, which English words have none of.
_MARKED = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]")
# Small words within a term; none of those from abroad is an English word.
_ENGLISH = word_set("of the and for with to by from on")
_ABROAD = word_set(
    "und oder von vom zum zur des dem der das f\u00fcr mit auf aus bei nach am"
    " et ou du de la le les aux \u00e0 en sur sans pour y del los las el por sin con"
    " di della dello dei degli delle il da nel van het een voor op"
)
_AROUND, _NAMED = 1200, 100


def is_gloss(text: str, definition: Definition) -> bool:
    """Tell whether a label is of another language than the text around it, and no part of the name before it."""
    start, end = definition.start, definition.end
    if definition.kind != "label" or _ALONE.search(text, max(0, start - 20), start) is None:
        return False
    if _CLOSED.match(text, end) is None or definition.term in text[max(0, start - _NAMED) : start]:
        return False
    around = tongue_of(text[max(0, start - _AROUND) : start] + " " + text[end : end + _AROUND])
    within = frozenset(definition.term.split()[1:])
    if around == "en":
        return not within.isdisjoint(_ABROAD) or _MARKED.search(definition.term) is not None
    return around != "" and not within.isdisjoint(_ENGLISH)
