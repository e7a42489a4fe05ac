"""Numbers in digits: 1,234.50, (1,234), $3.2 million, 45 %, 1.234,50 EUR, CHF 1'234.50, TEUR 12,5, Rs 1,00,000."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qa_service.documents.numbers.digit_runs import digit_runs
from qa_service.documents.numbers.notation import (
    APOSTROPHES,
    BLANKS,
    COMMA,
    POINT,
    Notation,
    Shape,
    mark_at,
    mark_of_words,
    other_mark,
    shape_of,
    value_of,
)
from qa_service.documents.numbers.surroundings import SCALES, Around, around

MARKS = f".,{APOSTROPHES}{BLANKS[1:]}"
MORE = re.compile(rf"(?:[.,]\d+|[{MARKS[2:]}]\d{{3}}(?!\d))+")
SPACED = re.compile(r"\d{1,3}(?: \d{3}){1,6}(?P<decimals>,\d+|\.\d{1,2})?(?![\d.,]*\d)")
# "Sections 3,4", "[3,4]": numbers side by side and no decimals.
LISTED = re.compile(r"(?:[\[(]|\b[A-Z]?[a-z]{2,12}s\.?\s|\b(?:[Aa]rt|[Nn]o|[Nn]r|pp?)\.\s)\Z")
POINTER = re.compile(r"(?:(?:^|\n)[\s#*]*|\b[A-Z][a-z]{1,12}\.?\s|[§#vV])\Z")
SIDE = re.compile(r" \d")
PROSE = re.compile(r" [a-z\u00e0-\u00ff]|[,.;)](?:\s|\Z)")
WORDED = re.compile(
    r"(?<!\w)(?!(?i:account|no|nr|number|tel|phone|fax|call|ref|id|code|iban|vat)\b|[A-Z]{2,}\s)[^\W\d_]{2,17}\s\Z"
)
NEAR = 18
NOTATIONS = {POINT: Notation(points=(0,)), COMMA: Notation(commas=(0,))}


class Number(NamedTuple):
    """A number as printed.

    ``value`` is the printed value with its sign, ``amount`` the same times its scale word (and, for a
    percentage, still in percent); ``decimals`` counts printed decimals; ``currency`` is an ISO 4217 code ("kr" for a
    crown of no known country). ``digits_start`` and ``digits_end`` bound the digits alone. ``other`` is the value in
    the other notation, where neither the number nor its text tell whether "12.500" has three decimals.
    """

    start: int
    end: int
    value: Decimal
    decimals: int
    percent: bool = False
    currency: str | None = None
    scale: str | None = None
    digits_start: int = 0
    digits_end: int = 0
    other: Decimal | None = None

    @property
    def exponent(self) -> int:
        """The power of ten of the scale word; 0 without one."""
        return SCALES[self.scale] if self.scale else 0

    @property
    def amount(self) -> Decimal:
        """The value with its scale word applied."""
        return self.value.scaleb(self.exponent) if self.exponent else self.value


@dataclass(slots=True)
class _Token:
    """Digits with what stands around them, before it is known how the text divides decimals."""

    start: int
    end: int
    shape: Shape
    around: Around
    listed: bool


def find_numbers(text: str, mark: str = "") -> tuple[Number, ...]:
    """Return all numbers of ``text``, in order; ``mark`` is the decimal mark of the whole that it was taken from."""
    tokens = list(_tokens(text))
    notation = NOTATIONS[mark] if mark else _notation(text, tokens)
    return tuple(_number(text, token, notation) for token in tokens)


def find_notation(text: str) -> Notation:
    """Return what the numbers of ``text`` tell of its decimal mark."""
    return _notation(text, list(_tokens(text)))


@lru_cache(maxsize=1 << 12)
def parse_digits(digits: str, mark: str = POINT) -> Decimal | None:
    """Return the value of digits with separators ("1,234.5", "1.234.567,8", "1 234"); None if they are no number.

    ``mark`` divides the decimals where the digits leave it open ("1.234").
    """
    if not any(map(str.isdigit, digits)):
        return None
    shape = shape_of(digits)
    return value_of(digits, shape, mark) if shape else None


def _tokens(text: str) -> Iterator[_Token]:
    at = reach = 0
    for begin, end in digit_runs(text):
        if begin < reach:
            continue
        after = text[end : end + 1]
        more = MORE.match(text, end) if after in MARKS else None
        reach = more.end() if more else end
        # A point may stand before the first digit.
        start = begin - (text[begin - 1 : begin] == POINT)
        if start >= at:
            token = _spaced(text, start) if after == " " and start == begin else None
            token = token or _token(text, start, reach)
            if token is not None:
                at = token.end
                yield token


def _token(text: str, start: int, end: int) -> _Token | None:
    digits = text[start:end]
    shape = shape_of(digits)
    if shape is None:
        # Codes in a row ("1,2,3"): the first stands for all. With dots it is a version, a section or a date.
        end = start + digits.index(COMMA) if COMMA in digits else end
        shape = shape_of(text[start:end])
    if shape is None:
        return None
    beside = around(text, start, end)
    if beside is None:
        return None
    bare = not (beside.measured or shape.groups)
    listed = bare and shape.mark == COMMA and LISTED.search(text, max(0, start - NEAR), start) is not None
    return _Token(start, end, shape, beside, listed)


def _spaced(text: str, start: int) -> _Token | None:
    """Read groups with a plain blank between them, where decimals, a currency or a round sum say that they are one."""
    groups = SPACED.match(text, start)
    if groups is None:
        return None
    beside = around(text, groups.start(), groups.end())
    shape = shape_of(groups.group())
    if beside is None or shape is None:
        return None
    alone = not SIDE.match(text, groups.end())
    sure = groups["decimals"] or groups.group().endswith(" 000") or (beside.measured and alone and shape.groups == 1)
    sure = sure or (shape.groups > 1 and _in_prose(text, groups))
    return _Token(groups.start(), groups.end(), shape, beside, False) if sure else None


def _in_prose(text: str, groups: re.Match[str]) -> bool:
    """Tell whether groups stand between words: a row of figures does not, nor does the number of an account."""
    before = max(0, groups.start() - NEAR)
    return PROSE.match(text, groups.end()) is not None and WORDED.search(text, before, groups.start()) is not None


def _notation(text: str, tokens: Sequence[_Token]) -> Notation:
    points: list[int] = []
    commas: list[int] = []
    weak: list[str] = []
    for token in tokens:
        tells = token.shape.tells
        if not tells or token.listed:
            continue
        if token.shape.telling or (token.shape.mark and token.around.measured):
            (points if tells == POINT else commas).append(token.start)
        elif not POINTER.search(text, max(0, token.start - NEAR), token.start):
            weak.append(tells)
    alike = weak[0] if len(set(weak)) == 1 else ""
    # The words are asked only where no number tells.
    open_ones = not (points or commas or alike) and any(token.shape.doubt for token in tokens)
    return Notation(points, commas, alike, mark_of_words(text) if open_ones else "")


def _number(text: str, token: _Token, notation: Notation) -> Number:
    start, end, shape, beside = token.start, token.end, token.shape, token.around
    digits, mark, other = text[start:end], shape.mark, None
    if mark == COMMA and _side_by_side(token, notation):
        end = start + digits.index(COMMA)
        return Number(start, end, Decimal(text[start:end]), 0, digits_start=start, digits_end=end)
    if shape.doubt:
        mark, sure = mark_at(text, notation, start, money=beside.money)
        other = None if sure else value_of(digits, shape, other_mark(mark))
    value = value_of(digits, shape, mark)
    negative = beside.negative or (beside.bracketed and (beside.currency or shape.groups or shape.mark))
    return Number(
        beside.start,
        beside.end,
        # An accountant's (1,234) is negative; a bare "(2)" in running text is only a number in brackets.
        -value if negative else value,
        shape.decimals if shape.mark == mark else 0,
        beside.percent,
        beside.currency,
        beside.scale,
        start,
        end,
        other,
    )


def _side_by_side(token: _Token, notation: Notation) -> bool:
    """Tell whether "3,4" is a list, as in a text whose decimals have a point."""
    shape = token.shape
    if shape.doubt or shape.groups or token.around.measured:
        return False
    return token.listed or (notation.mark == POINT and not notation.mixed)
