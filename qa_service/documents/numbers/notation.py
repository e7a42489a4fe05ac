"""How digits are written: which mark divides decimals, and which groups thousands.

"12.500" is twelve and a half in one text and twelve thousand five hundred in another. Most other notations tell:
"1.234,50", "1,234.50", "1.234.567", "1'234.50", "1,00,000" and "3,5 %" can be read in one way only. What they tell of
a text decides how the rest of it is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from qa_service.documents.searching.word_sets import word_set

POINT, COMMA = ".", ","
BLANKS = " \u00a0\u2009\u202f"
APOSTROPHES = "'\u2019"
_GROUPED = re.compile(
    rf"(?P<first>\d{{1,3}})(?P<group>[.,{APOSTROPHES}{BLANKS}])\d{{3}}(?P<more>(?:(?P=group)\d{{3}})*)"
    r"(?:(?P<mark>[.,])(?P<rest>\d+))?"
)
_LAKH = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:(?P<mark>\.)(?P<rest>\d+))?")
_SIMPLE = re.compile(r"\d*(?:(?P<mark>[.,])(?P<rest>\d+))?")
_NO_GROUPS = str.maketrans("", "", f".,{APOSTROPHES}{BLANKS}")
_WORD = re.compile(r"[^\W\d_]+")
_COMMA_WORDS = word_set(
    "der die das und ist nicht mit von für auf den dem im ein eine wurde wurden werden sich bei auch zum zur "
    "le la les des et est pour dans une sur du au aux par sont ont avec el los las del para con una por que y se "
    "il di della delle per sono che gli het een van voor met op zijn och att som på är med og af til er w na się z "
    "não os da em uma ao dos"
)
_POINT_WORDS = word_set("the of and to is was were for with by that this from are be at which has have")
SAMPLE, REACH, ENOUGH = 4_000, 2_000, 3


@dataclass(frozen=True, slots=True)
class Shape:
    """Digits taken apart: what groups them, what divides the decimals, and how many groups and decimals there are.

    ``group`` is "" without groups, " " for any blank and "'" for any apostrophe; ``mark`` is "" without decimals. In
    doubt ("12.500") the one separator stands in ``mark`` and may as well be a group. ``lakh`` marks groups of two.
    """

    group: str = ""
    mark: str = ""
    groups: int = 0
    decimals: int = 0
    doubt: bool = False
    lakh: bool = False

    @property
    def tells(self) -> str:
        """The decimal mark of whoever writes so; "" where the shape does not tell."""
        if self.doubt:
            return ""
        if self.mark:
            return self.mark
        if self.group == COMMA:
            return POINT
        return COMMA if self.group == POINT else ""

    @property
    def telling(self) -> bool:
        """Whether it can be nothing but a number: groups with decimals, or several groups."""
        return not self.doubt and (self.groups > 1 or bool(self.groups and self.mark))


@lru_cache(maxsize=1 << 14)
def shape_of(digits: str) -> Shape | None:
    """Return how digits are written, or None when they are no one number ("1.2.3", "3,4,5", "1,2345,6")."""
    found = _GROUPED.fullmatch(digits)
    if found and not (found["first"].startswith("0") and found["group"] in ".,"):
        group, mark = _kind(found["group"]), found["mark"] or ""
        groups = 1 + len(found["more"]) // 4
        if groups == 1 and not mark and group in ".,":
            return Shape(mark=group, decimals=3, doubt=True)
        return None if mark == group else Shape(group, mark, groups, len(found["rest"] or ""))
    found = _LAKH.fullmatch(digits)
    if found:
        return Shape(COMMA, found["mark"] or "", digits.count(","), len(found["rest"] or ""), lakh=True)
    found = _SIMPLE.fullmatch(digits)
    return Shape(mark=found["mark"] or "", decimals=len(found["rest"] or "")) if found else None


def _kind(group: str) -> str:
    return " " if group in BLANKS else "'" if group in APOSTROPHES else group


def value_of(digits: str, shape: Shape, mark: str = POINT) -> Decimal:
    """Return the value of digits of this shape; ``mark`` is the decimal mark where the shape leaves it open."""
    point = mark if shape.doubt else shape.mark
    whole, _, rest = digits.rpartition(point) if point and point in digits else (digits, "", "")
    bare = whole.translate(_NO_GROUPS) if shape.groups or shape.doubt else whole
    return Decimal(f"{bare}.{rest}" if rest else bare or "0")


def other_mark(mark: str) -> str:
    """Return the other of the two decimal marks."""
    return COMMA if mark == POINT else POINT


@dataclass(frozen=True, slots=True)
class Notation:
    """What the numbers of a text tell of its decimal mark.

    ``points`` and ``commas`` are the offsets of numbers that can be read in one way only; ``mark`` is what most of
    them say, "" without any. ``weak`` is the mark of bare numbers such as "3.5", which may be sections or lists, and
    ``words`` the mark of the language.
    """

    points: Sequence[int] = ()
    commas: Sequence[int] = ()
    weak: str = ""
    words: str = ""

    @property
    def mark(self) -> str:
        """The decimal mark of the text as a whole, "" when it does not tell or is of two minds."""
        if len(self.points) == len(self.commas):
            return ""
        return POINT if len(self.points) > len(self.commas) else COMMA

    @property
    def mixed(self) -> bool:
        """Whether both marks are used."""
        return bool(self.points and self.commas)

    def within(self, start: int, end: int) -> str:
        """Return the mark that all telling numbers between two offsets have, "" when there is none."""
        points = bisect_left(self.points, end) - bisect_right(self.points, start - 1)
        commas = bisect_left(self.commas, end) - bisect_right(self.commas, start - 1)
        if bool(points) == bool(commas):
            return ""
        return POINT if points else COMMA


def mark_at(text: str, notation: Notation, at: int, *, money: bool) -> tuple[str, bool]:
    """Return the decimal mark for doubtful digits at an offset, and whether there is no doubt left.

    What the paragraph says goes before what the text says, and numbers go before words. Without numbers that tell,
    money has no three decimals; where nothing tells, there is a decimal point.
    """
    if notation.mark and not notation.mixed:
        return notation.mark, True
    mark = notation.within(*paragraph_at(text, at)) if notation.mixed else ""
    mark = mark or notation.mark
    separator = next(char for char in text[at : at + 4] if char in ".,")
    if money and not mark:
        mark = other_mark(separator)
    mark = mark or notation.weak or notation.words or POINT
    # A comma before three digits is hardly ever a decimal one unless the text says so.
    return mark, separator == COMMA and mark == POINT and not notation.mixed


def paragraph_at(text: str, at: int) -> tuple[int, int]:
    """Return where the paragraph around an offset begins and ends, as far as `REACH` either way."""
    start, end = text.rfind("\n\n", max(0, at - REACH), at), text.find("\n\n", at, at + REACH)
    return max(start + 1, at - REACH), end if end >= 0 else min(len(text), at + REACH)


def mark_of_words(text: str) -> str:
    """Return the decimal mark that goes with the language of the first prose of a text; "" if unknown."""
    words = list(map(str.lower, _WORD.findall(text[:SAMPLE])))
    commas, points = (sum(map(known.__contains__, words)) for known in (_COMMA_WORDS, _POINT_WORDS))
    if commas >= ENOUGH and commas > 2 * points:
        return COMMA
    return POINT if points >= ENOUGH and points > 2 * commas else ""
