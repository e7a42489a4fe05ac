"""What is said of an amount between its figure and the same in words: "$900 plus GST (…)", "£50 per annum (…)".

Where a tax is told of one of the two only, the other may lawfully be the tax, or the amount with or without it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_TAX = (
    r"(?:(?:any|all|the|applicable|relevant|statutory|state|federal|local|import|additional)\s){0,3}"
    r"(?:[A-Z]{2,5}(?:/[A-Z]{2,5})?(?i:\stax)?|U\.?St\.?|MwSt\.?|"
    r"(?i:(?:[a-z]+[- ]){0,2}?(?:tax(?:es)?|dut(?:y|ies)|levies)))"
    r"(?i:\s(?:and|or)\s(?:other\s)?(?:taxes|duties|charges|levies))?"
    r"(?i:\s(?:thereon|if\s(?:any|applicable)|as\sapplicable|where\sapplicable|"
    r"at\sthe\s[a-z]+\srate|(?:then\s)?payable|due|chargeable))?"
)
_TAXED = re.compile(
    r",?\s\(?(?:(?i:plus|\+|and|with|without|before|after|net\sof|exclusive\sof|inclusive\sof|excluding|including|excl\.?|"
    rf"incl\.?|ex\.?|not\sincluding)\s{_TAX}|(?i:net|gross|exclusive|inclusive))\)?,?\s?\Z"
)
_PLAIN = re.compile(
    r",?\s(?:(?P<period>(?:per|each|every|a|an)\s(?:calendar\s|contract\s|business\s)?(?!cent\b)[a-z]{3,12}|p\.\s?a\.|"
    r"p\.\s?m\.|annually|monthly|weekly|yearly|quarterly|daily|each|in\s(?:the\s)?(?:aggregate|total|all)|altogether)|"
    r"in\s(?:cash|full)|only|exactly|"
    r"(?:of|in)\s(?:the\s)?lawful\s(?:money|currency)(?:\sof\s(?:the\s)?[A-Z]\w+(?:\s(?:of\s)?[A-Z]\w+){0,3})?)"
    r",?\s?\Z"
)
_LONGEST = 80
# No tax is a larger part, and rates are multiples of half a per cent.
_HIGHEST, _STEPS = Fraction(1, 3), 200
# Weeks, months and quarters of a year, and a few things of which each has its price; a nought too much is a slip.
_LEAST_TIMES, _MOST_TIMES, _NOUGHT = 3, 60, 10


class Remark(NamedTuple):
    """What is said at the end of an amount: where it begins, of which tax, and of which time, thing or total."""

    start: int
    tax: str
    period: str


def remark_at_end(text: str, end: int) -> Remark | None:
    """Return the remark that ends at a place of a text, or two of them: "£900 per annum, exclusive of VAT"."""
    last = _one_at_end(text, end)
    first = _one_at_end(text, last.start) if last else None
    if last is None or first is None:
        return last
    return Remark(first.start, first.tax or last.tax, first.period or last.period)


def _one_at_end(text: str, end: int) -> Remark | None:
    low = max(0, end - _LONGEST)
    for pattern, taxed in ((_TAXED, True), (_PLAIN, False)):
        found = pattern.search(text, low, end)
        if found and "\n\n" not in found.group():
            said = found.group().strip(" ,()").lower()
            return Remark(found.start(), said, "") if taxed else Remark(found.start(), "", found["period"] or "")
    return None


def may_differ(
    outer: Remark | None, inner: Remark | None, one: frozenset[Fraction], other: frozenset[Fraction]
) -> bool:
    """Whether a tax, or a length of time, may lawfully lie between two amounts, of which the inner is in brackets."""
    if (outer is None and inner is None) or not one.isdisjoint(other):
        return False
    if inner is not None and inner.period and (outer is None or outer.period != inner.period):
        return True
    if (outer.tax if outer else "") != (inner.tax if inner else ""):
        return any(_is_tax(first, second) for first in one for second in other)
    if outer is not None and outer.period and (inner is None or not inner.period):
        return any(_is_multiple(first, second) for first in one for second in other)
    return False


def is_of_other_period(inside: str, one: frozenset[Fraction], other: frozenset[Fraction]) -> bool:
    """Whether words in brackets give a yearly amount by the month, or the like: "$24,000 (two thousand a month)"."""
    if not one or not one.isdisjoint(other) or not min(*one, *other):
        return False
    times = max(*one, *other) / min(*one, *other)
    if not _LEAST_TIMES <= times <= _MOST_TIMES or times == _NOUGHT:
        return False
    remark = remark_at_end(inside, len(inside))
    return remark is not None and remark.period != ""


def _is_tax(outer: Fraction, inner: Fraction) -> bool:
    """Whether the amount in brackets may be the tax of the other, or may have it or be without it."""
    low, high = sorted((outer, inner))
    if not low or inner / outer <= _HIGHEST:
        return True
    rate = high / low - 1
    return rate <= _HIGHEST and abs(rate * _STEPS - round(rate * _STEPS)) < Fraction(1, 50)


def _is_multiple(one: Fraction, other: Fraction) -> bool:
    low, high = sorted((one, other))
    times = high / low if low else Fraction(1)
    return times.denominator == 1 and 1 < times <= _MOST_TIMES and times != _NOUGHT
