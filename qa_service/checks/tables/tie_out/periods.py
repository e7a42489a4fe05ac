"""Quarters, halves and runs of months as heads and sentences name them: "Q3" is the third quarter, "9M" nine months."""

from __future__ import annotations

import re
from itertools import product

_NTH = {
    "first": 1, "1st": 1, "erst": 1, "second": 2, "2nd": 2, "zweit": 2, "third": 3, "3rd": 3, "dritt": 3, "fourth": 4,
    "4th": 4, "viert": 4, "opening": 1, "closing": 4, "final": 4,
}  # fmt: skip
_MONTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_PERIOD = re.compile(
    r"(?<![\w.,])(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|(?:opening|closing|final)(?=\s(?:quarter|qtr)\b)|(?:erst|zweit|dritt|viert)(?=e[nsr]?\s))(?:e[nsr]?)?[\s-]"
    r"(?P<part>quarter|qtr|half|quartal|halbjahr)|(?P<sign>[qh])\s?(?P<number>[1-4])|(?P<first>[1-4])(?P<then>[qh])|"
    r"(?P<count>three|six|nine|twelve|3|6|9|12)(?:[\s-]?m|[\s-]months?)|(?P<whole>full[\s-]year|fy))(?![^\W_])"
    # "For the third quarter running" counts quarters.
    r"(?!\s(?:running|in\s(?:a\srow|succession))\b)",
    re.IGNORECASE,
)
# "1.65 in the second quarter, 1.73 in the third": what the first figure is of is said right behind it.
_BOUND = re.compile(r"\d\s?%?\s(?:in|for|during|at)\s(?:the\s)?\Z")
_SHORT = re.compile(
    r"(?i)\s?%?\s(?:in|for|during)\s(?:the\s)?(?P<nth>first|second|third|fourth)(?=[,.;:)]|\s(?:and|but|or|to|before|then)\b)"
)
# Up to the next sign, or the next figure: "to $9.3m from $6.7m and should pass $10m in Q4".
_FIRST_SIGN = re.compile(
    r"[,;.(\n](?!\d)|[$\u20ac\u00a3]\s?\d|(?<![\w.,])\d[\d.,]*\s?(?:%|per cent|bn|million|billion)"
)
# "Three months ended 31 December" may be the fourth quarter.
_LENGTHS = {"q": "3m", "h": "6m", "f": "12m"}
REACH = 40


def periods_in(text: str) -> frozenset[str]:
    """Return the periods that a text names: "q3", "h1", "9m", "fy"."""
    return frozenset(map(_name, _PERIOD.finditer(text)))


def _name(found: re.Match[str]) -> str:
    if found["whole"]:
        return "fy"
    if found["count"]:
        return f"{_MONTHS.get(found['count'].lower(), found['count'])}m"
    sign = (found["part"] or found["sign"] or found["then"]).lower()[0]
    number = _NTH[found["nth"].lower()] if found["nth"] else found["number"] or found["first"]
    return f"{sign}{number}"


def may_be_one(said: frozenset[str], told: frozenset[str]) -> bool:
    """Tell whether a period that is said may be one of those that a table tells, which may give its length alone."""
    return bool(said & told) or any(_LENGTHS.get(a[0]) == b for a, b in [*product(said, told), *product(told, said)])


def periods_beside(text: str, sentence: tuple[int, int], place: tuple[int, int]) -> frozenset[str]:
    """Return the periods said right behind a figure, else the last one before it that is no other figure's."""
    behind = text[place[1] : min(sentence[1], place[1] + REACH)]
    cut = _FIRST_SIGN.search(behind)
    found = periods_in(behind[: cut.start()] if cut else behind)
    before = [] if found else [*_PERIOD.finditer(text, sentence[0], place[0])]
    short = _SHORT.match(behind)
    part = next((part for each in reversed(before) if (part := each["part"])), None)
    if short is not None and part is not None:
        return periods_in(f"{short['nth']} {part}")
    free = [each for each in before if not is_bound(text, each.start())]
    return found or frozenset(map(_name, free[-1:]))


def is_bound(text: str, period: int) -> bool:
    """Tell whether a period is said of the figure right before it: "1.65 in the second quarter"."""
    return _BOUND.search(text, max(0, period - REACH), period) is not None
