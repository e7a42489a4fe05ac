"""Numerals before brackets that are not the number in them: enumerators, labels, years, telephone numbers."""

from __future__ import annotations

import re
from fractions import Fraction

from qa_service.documents.numbers.numerals_before import numeral_before

_LABEL = re.compile(
    r"\b(?:section|clause|article|schedule|exhibit|annex|appendix|table|figure|fig\.?|part|chapter|paragraph|note|"
    r"no\.?|number|page|item|step|phase|version|grade|class|category|level|type|unit|room|suite)\s*\Z",
    re.IGNORECASE,
)


# "week three (21 days)": the numeral names a week, a step or a question; the digits measure or rate it.
_ORDER = re.compile(r"\b(?:week|day|month|year|step|stage|question|phase|option|group)\s\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_REST_OF_TELEPHONE = re.compile(r"\s?\d{3}[-. ]?\d{4}\b")
_AND = r"\b(?:and|or|und|oder|et|ou|y|o|e|en|of)"
_UNIT_AND = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|minutes?|miles?)\sand\s\Z", re.IGNORECASE)
_EACH_QUARTER = re.compile(r"\b(?:once|twice|times|per|in|for|over|during|within|than)\s\Z", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:no|each|every|which|another|only)\s+\Z", re.IGNORECASE)
_ROUGH = re.compile(
    r"\b(?:(?P<not>not?\s)?(?:(?P<over>over|above|exceeding|(?:more|greater)\sthan)|(?P<under>under|below|(?:less|fewer)\sthan))"
    r"|about|around|roughly|approximately|nearly|almost|some|close\sto)\s\Z",
    re.IGNORECASE,
)
# How many points a rough share may be away: "about a fifth (22%)"; and which part of itself a large number.
_NEAR, _NEAR_PART = 6, Fraction(1, 20)


def year_like(digits: str) -> bool:
    """Whether digits may be a year of 1500 to 2199."""
    return _YEAR.fullmatch(digits) is not None


def labelled(text: str, start: int) -> bool:
    """Whether a number is that of a clause, a table or the like."""
    return _LABEL.search(text, max(0, start - 14), start) is not None


def is_rough(text: str, start: int, values: frozenset[Fraction], printed: frozenset[Fraction]) -> bool:
    """Whether words are only said to be near or beyond digits: "almost a third (31%)", "about a million (1.02m)"."""
    found = _ROUGH.search(text, max(0, start - 20), start)
    if found is None or found["not"]:
        return False
    parts = [value for value in values if value < 1]
    share = bool(parts)
    away = [each - 100 * value if share else each / value - 1 for each in printed for value in parts or values]
    if found["over"] or found["under"]:
        return share and all(gap > 0 if found["over"] else gap < 0 for gap in away)
    return all(abs(gap) <= (_NEAR if share else _NEAR_PART) for gap in away)


def not_a_pair(text: str, match: re.Match[str], start: int, values: frozenset[Fraction]) -> bool:
    """Whether the brackets behind a numeral number, date or dial something."""
    inside = match.group(1).strip()
    if year_like(inside) and max(values) < 1000:
        return True
    if _ORDER.search(text, max(0, start - 10), start):
        return True
    if max(values) < 1 and _UNIT_AND.search(text, max(0, start - 12), start):
        return True
    if (
        max(values) >= 1
        and text[start : start + 3].lower() == "one"
        and _PRONOUN.search(text, max(0, start - 10), start)
    ):
        return True
    if _EACH_QUARTER.search(text, max(0, start - 10), start) and text[start : start + 9].lower() == "a quarter":
        return True
    if _REST_OF_TELEPHONE.match(text, match.end()):
        return True
    return inside.isdigit() and Fraction(int(inside)) not in values and _enumerator(text, match, int(inside))


def _enumerator(text: str, match: re.Match[str], number: int) -> bool:
    """Whether "(n)" is one of "(1) …; (2) …": its successor or predecessor stands bare in the same passage."""
    ahead = re.compile(rf"(?:[,;:.]|{_AND}|\n)\s*[(\[]{number + 1}[)\]]")
    behind = re.compile(rf"(?:[,;:.]|{_AND}|\n|[a-z])\s*[(\[]{number - 1}[)\]]")
    if ahead.search(text, match.end(), match.end() + 600):
        return number == 1 or behind.search(text, max(0, match.start() - 600), match.start()) is not None
    bare = behind.search(text, max(0, match.start() - 600), match.start()) if number > 1 else None
    return bare is not None and numeral_before(text, text.index("(", bare.start())) is None
