"""Quantities as printed: a number with its unit, and whether two of them can be one quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa_service.checks.numbers.arithmetic.figures import is_loose
from qa_service.checks.parameters import compile_pattern
from qa_service.checks.reading.encoded import encoded
from qa_service.documents import Document, Number
from qa_service.documents.numbers.numerals import ONES, TENS, cardinal
from qa_service.documents.searching.word_sets import word_set

# Units that convert into each other: dimension and factor.
UNITS = {
    **dict.fromkeys(("month", "months", "monate", "monaten"), ("months", Decimal(1))),
    **dict.fromkeys(("year", "years", "jahre", "jahren"), ("months", Decimal(12))),
    **dict.fromkeys(("quarters",), ("months", Decimal(3))),
    **dict.fromkeys(("day", "days", "tage", "tagen"), ("days", Decimal(1))),
    **dict.fromkeys(("week", "weeks", "wochen"), ("days", Decimal(7))),
    **dict.fromkeys(("hour", "hours"), ("hours", Decimal(1))),
    **dict.fromkeys(("minutes",), ("minutes", Decimal(1))),
    **dict.fromkeys(("m", "metres", "meters"), ("m", Decimal(1))),
    **dict.fromkeys(("km", "kilometres", "kilometers"), ("m", Decimal(1000))),
    **dict.fromkeys(("cm",), ("m", Decimal("0.01"))),
    **dict.fromkeys(("mm",), ("m", Decimal("0.001"))),
    **dict.fromkeys(("m²", "sqm", "m2"), ("m²", Decimal(1))),
    **dict.fromkeys(("ha", "hectares"), ("m²", Decimal(10000))),
    **dict.fromkeys(("kg", "kilograms"), ("kg", Decimal(1))),
    **dict.fromkeys(("tonnes", "tons"), ("kg", Decimal(1000))),
    **dict.fromkeys(("mg",), ("mg", Decimal(1))),
    **dict.fromkeys(("kw",), ("kw", Decimal(1))),
    **dict.fromkeys(("mw",), ("kw", Decimal(1000))),
}
OWN = word_set(
    "mmhg bar psi miles feet acres litres liters units copies pages guests seats beds rooms persons people kwh mwh "
    "volts"
    " ml points bps shares hectolitres barrels tables apartments parcels bpm mph rpm knots storeys"
)
UNIT = re.compile(r"(?:[\s-]|\u00a0)?(?P<word>(?:square |cubic |sq |cu )?[A-Za-z]+[\u00b2\u00b32]?)(?![\w])")
_SPELLED = (
    rf"\b(?P<words>(?:{'|'.join((*TENS, *ONES))})(?:[ -](?:{'|'.join(ONES)}))?)(?P<digits> \(\d+\))?[ -]"
    r"(?P<unit>{}\b)"
)
_TIMES = r"months?|years?|days?|weeks?"
SPELLED = re.compile(_SPELLED.format(_TIMES), re.IGNORECASE)
SPELLED_FAST = compile_pattern(_SPELLED.format(rf"{_TIMES}|[a-z]{{3,20}}s"), ignore_case=True, capture=False)
PAIR_BEFORE = re.compile(rf"(?i)\b(?:{'|'.join((*TENS, *ONES))})(?:[ -](?:{'|'.join(ONES)}))? \(\Z")
RANGE_AFTER = re.compile(
    r"[ \u00a0]?(?:[-\u2013\u2014/]|(?:to|bis|or|and)\b)[ \u00a0]?(?:[\d$\u20ac\u00a3]|[A-Z]{3} ?\d)"
)
OR_LESS = re.compile(r"\)? or (?:less|more|fewer|greater|longer|shorter|below|above|higher|lower|over|under)\b")
RANGE_BEFORE = re.compile(r"(?:[\d%]\s?(?:[-\u2013\u2014/]|to|bis|or|and)|[<>\u2264\u2265\u00b1~])\s?\Z")
SIGNIFICANT, FINER = 4, 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value of a kind (a currency, "%", a dimension or a unit), with the bounds that round to it as printed."""

    start: int
    end: int
    kind: str
    value: Decimal
    low: Decimal
    high: Decimal

    def differs(self, other: Quantity) -> bool:
        """Tell whether no value rounds to both, not even one to the noughts at the end of the other."""
        if self.kind != other.kind or (self.low <= other.value <= self.high and other.low == other.high):
            return False
        if self.low == self.high and other.low <= self.value <= other.high:
            return False
        if self.value == other.value or (self.low < other.high and other.low < self.high):
            return False
        return not _rounded(self.value, other.value) and not _rounded(other.value, self.value)


def _rounded(fine: Decimal, rough: Decimal) -> bool:
    """Whether the second is the first with fewer digits: 4,218,000 and 4,200,000."""
    many, few = _digits(fine), _digits(rough)
    if many < max(SIGNIFICANT, few + FINER):
        return False
    place = rough.adjusted() - few + 1
    return abs(fine - rough) <= Decimal(1).scaleb(place) / 2


def _digits(value: Decimal) -> int:
    return len(str(abs(value).normalize().as_tuple().digits)) // 3


def quantities(document: Document) -> tuple[Quantity, ...]:
    """Return the measured numbers of a text that are no limit, no range and not approximate, read once."""
    return document.cached("quantities_stated", lambda given: tuple(_quantities(given)))


def spelled_spans(document: Document) -> Sequence[tuple[int, int]]:
    """Return where a number in words stands before a unit of time or a plural, found once."""
    return document.cached("spelled_numbers", lambda given: tuple(encoded(given).spans(SPELLED_FAST)))


def _quantities(document: Document) -> Iterator[Quantity]:
    text = document.text
    for number in document.numbers:
        found = _of_number(text, number)
        if found is not None and _plain(text, found):
            yield found
    for start, _ in spelled_spans(document):
        match = SPELLED.match(text, start)
        if match is not None and not text.startswith(("'", "\u2019"), match.end()):
            yield from _spelled(text, match)


def _spelled(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = cardinal(re.split(r"[\s-]+", match["words"].lower()))
    if value is None:
        return
    dimension, factor = UNITS[match["unit"].lower()]
    exact = value * factor
    found = Quantity(match.start(), match.end(), dimension, exact, exact, exact)
    if _plain(text, found):
        yield found


def _of_number(text: str, number: Number) -> Quantity | None:
    start, end = number.start + (text[number.start] == "("), number.end - (text[number.end - 1] == ")")
    if number.percent or number.currency:
        kind = "%" if number.percent else number.currency or ""
        open_or_points = "point" in text[start:end] or (number.percent and number.other)
        return None if open_or_points else _quantity(number, start, end, kind)
    if number.scale is not None:
        return _quantity(number, start, end, "#")
    # A letter follows, with at most one sign between: most numbers are told by that alone.
    unit = UNIT.match(text, end) if text[end : end + 1].isalpha() or text[end + 1 : end + 2].isalpha() else None
    if unit is None or text.startswith("/", unit.end()):
        return None
    word = unit["word"].lower()
    if not (word in OWN or word in UNITS or word.startswith(("square ", "cubic ", "sq ", "cu "))):
        return None
    if number.other or PAIR_BEFORE.search(text, max(0, start - 24), start):
        return None
    return _quantity(number, start, unit.end(), *UNITS.get(word, (word, Decimal(1))))


def _quantity(number: Number, start: int, end: int, kind: str, factor: Decimal = Decimal(1)) -> Quantity:
    exact = not (number.decimals or number.exponent or number.percent)
    half = Decimal(0) if exact else Decimal(5).scaleb(number.exponent - number.decimals - 1)
    value = number.amount
    return Quantity(start, end, kind, value * factor, (value - half) * factor, (value + half) * factor)


def _plain(text: str, found: Quantity) -> bool:
    before = text[max(0, found.start - 24) : found.start]
    if is_loose(before) or RANGE_BEFORE.search(before):
        return False
    return RANGE_AFTER.match(text, found.end) is None and OR_LESS.match(text, found.end) is None
