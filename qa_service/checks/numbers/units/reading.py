"""What the numbers of a document measure: money, a unit, a share or a count; and where numbers are the author's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from qa_service.documents import Document, Number
from qa_service.documents.numbers.units import unit_at
from qa_service.documents.searching.lookup import part_at

MONEY, COUNT, SHARE, POINTS = "money", "count", "share", "points"
_POINT_WORDS = re.compile(
    r"\s?%?[\s-]?(?:percentage[\s-]points?|points?|pps?|ppts?|p\.p\.|Prozentpunkte[n]?)(?![^\W_])"
)
_QUOTES = {"\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", '"': '"'}
_LABELLED = re.compile(
    r"(?:\u00a7\s?|\b(?:sections?|sec\.|articles?|rules?|clauses?|paragraphs?|form|item)\s)\Z", re.IGNORECASE
)
LOOK, LABEL = 160, 12
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: ``unit`` is an ISO 4217 code for money, a symbol for a measure.

    ``end`` is where the unit ends, ``exponent`` the power of ten of a scale word.
    """

    number: Number
    dimension: str
    unit: str
    exponent: int
    end: int

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.number.start

    @property
    def value(self) -> Decimal:
        """The printed value."""
        return self.number.value

    @property
    def amount(self) -> Decimal:
        """The value with its scale word applied."""
        return self.value.scaleb(self.exponent)


def quantities(document: Document) -> Sequence[Quantity]:
    """Return the numbers of a document that say what they measure, in order."""
    return document.cached("quantities", lambda subject: [found for found in measured(subject) if found is not None])


def measured(document: Document) -> Sequence[Quantity | None]:
    """Return for each number of a document what it measures, None where nothing says so."""
    return document.cached("measured", lambda subject: [quantity(subject.text, number) for number in subject.numbers])


def quantity(text: str, number: Number) -> Quantity | None:
    """Return what a number measures, or None where nothing says so."""
    if number.percent or (not number.currency and _POINT_WORDS.match(text, number.digits_end)):
        points = _POINT_WORDS.match(text, number.digits_end)
        end = max(number.end, points.end()) if points else number.end
        return Quantity(number, POINTS if points else SHARE, "pp" if points else "%", 0, end)
    if number.currency:
        return Quantity(number, MONEY, number.currency, number.exponent, number.end)
    found = unit_at(text, number.end)
    if found is not None:
        return Quantity(number, found.unit.dimension, found.unit.symbol, number.exponent, found.end)
    if not number.scale or _is_label(text, number):
        return None
    return Quantity(number, COUNT, "", number.exponent, number.end)


def _is_label(text: str, number: Number) -> bool:
    """Tell whether a letter right behind the digits belongs to a label: "Section 1681m", "dgcl-141k"."""
    if number.end - number.digits_end > 1 or not text[number.digits_end : number.end].isalpha():
        return False
    before = text[max(0, number.start - LABEL) : number.start]
    return (before[-1:] == "-" and before[-2:-1].isalnum()) or _LABELLED.search(before) is not None


def own_words(document: Document, at: int) -> bool:
    """Tell whether an offset lies in the author's own running text: in no table, code or quotation."""
    if part_at(document.tables, at) is not None or part_at(document.quotations, at) is not None:
        return False
    block = part_at(document.blocks, at)
    if block is not None and block.kind in ("quote", "code"):
        return False
    return not _quoted(document.text, at)


def _quoted(text: str, at: int) -> bool:
    """Tell whether a quotation mark opens on the line before the offset and closes behind it."""
    before = text[max(text.rfind("\n", 0, at) + 1, at - LOOK) : at]
    for opening, closing in _QUOTES.items():
        start = before.rfind(opening)
        if start < 0 or closing in before[start + 1 :]:
            continue
        if opening == closing and before.count(opening) % 2 == 0:
            continue
        return closing in text[at : at + LOOK].partition("\n\n")[0]
    return False


def digit_starts(document: Document) -> Sequence[int]:
    """Return where the digits of each number begin."""
    return document.cached("digit_starts", lambda subject: [number.digits_start for number in subject.numbers])


def numbers_within(starts: Sequence[int], start: int, end: int) -> range:
    """Return which numbers have their digits between two offsets, by where digits begin."""
    low = bisect_left(starts, start)
    return range(low, bisect_left(starts, end, low))


def outside_tables(document: Document) -> Iterator[int]:
    """Yield which numbers begin in no table."""
    numbers, last = document.numbers, 0
    for table in document.tables:
        yield from range(last, bisect_left(numbers, table.start, key=_START))
        last = bisect_left(numbers, table.end, lo=last, key=_START)
    yield from range(last, len(numbers))


def plain(value: Decimal) -> str:
    """Return a decimal without exponent and without zeros at its end."""
    return format(value.normalize() if value else Decimal(0), "f")
