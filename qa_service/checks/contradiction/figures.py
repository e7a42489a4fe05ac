"""The figures and dates in which two statements differ, as far as they are quantities or dates of one event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from qa_service.checks.contradiction.words import MONTH, NUMBER, Sense
from qa_service.checks.dates.facts import dates_in
from qa_service.documents import Document, Number
from qa_service.documents.dates.date_span import DateSpan
from qa_service.documents.numbers.numerals import cardinal
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import words_of

UNITS = word_set(
    "percent percentage per cent point points day days week weeks month months year years hour hours minute minutes"
    " employees staff people persons unit units copies pages km mile miles metres meters yards feet inches acres"
    " hectares mm cm mg ml kg tonnes tons litres dollars euros pounds cents francs times shares votes customers"
    " respondents patients participants"
)
LABELS = word_set(
    "section clause article paragraph room phase lot unit pier floor hold figure table item no number part page exhibit"
    " house plot site line point step rule form in of since until by"
)
NO_PLURALS = word_set("does was has its this applies deals covers includes states provides requires shows says gives")
LARGE = 2
# What happens once to one thing: told with two days, one of them is wrong.
ONCE = word_set(
    "born died ended ends expires expired terminates terminated founded dated began begins commences commenced happened"
    " occurred joined resigned retired married"
)
# What may be done often, but not to one thing: "the lease was signed", but "he signed the log" each time.
DONE = word_set("signed executed completed concluded incorporated dismissed appointed hired")
PASSIVE = word_set("was were is been")


class Worded(Protocol):
    """A sentence with its words and their senses; ``first`` is the number of its first word in the text."""

    @property
    def first(self) -> int:
        """The number of the first word in the text."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words in small letters."""

    @property
    def senses(self) -> tuple[Sense, ...]:
        """What each word does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral as printed: its value and half of its last place, the date it is part of, whether it is a quantity."""

    shown: str
    value: Decimal | None = None
    half: Decimal = Decimal(0)
    quantity: bool = False
    date: DateSpan | None = None


def figures_apart(
    document: Document, first: Worded, second: Worded, pairs: Sequence[tuple[int, int]]
) -> list[tuple[str, str]]:
    """Return the figures in which the statements differ, as printed; one that settles nothing counts twice.

    A date is one figure. Two days settle something only for what happens once, or beside another day that is the same.
    """
    read = [
        (_figure(document, first, a), _figure(document, second, b))
        for a, b in pairs
        if first.senses[a].stem in (NUMBER, MONTH)
    ]
    apart = dict.fromkeys((one, other) for one, other in read if _differ(one, other))
    shared = any(one.date and other.date and not _differ(one, other) for one, other in read)
    once = shared or not ONCE.isdisjoint(first.words) or _done(first.words)
    return [(one.shown, other.shown) for one, other in apart for _ in range(_weight(one, other, once=once))]


def _done(words: Sequence[str]) -> bool:
    return any(word in DONE and before in PASSIVE for before, word in pairwise(words))


def _weight(one: Figure, other: Figure, *, once: bool) -> int:
    if one.date and other.date:
        return 1 if once else 2
    return 1 if one.quantity and other.quantity else 2


def _figure(document: Document, one: Worded, at: int) -> Figure:
    end = at + 1
    while end < len(one.senses) and one.senses[end].stem == NUMBER:
        end += 1
    words = words_of(document)
    start, stop = int(words.starts[one.first + at]), int(words.ends[one.first + end - 1])
    date = part_at(dates_in(document), start)
    if date is not None:
        return Figure(document.text[date.start : date.end], date=date)
    unit = (end < len(one.words) and one.words[end] in UNITS) or _counts(one, at, end)
    found = _numbers_within(document, start, stop)
    if found:
        number = found[-1]
        half = Decimal(5).scaleb(number.exponent - number.decimals - 1)
        quantity = unit or number.percent or number.currency is not None or number.scale is not None
        return Figure(document.text[number.start : number.end].strip(), number.amount, half, quantity)
    value = cardinal(one.words[at:end])
    return Figure(document.text[start:stop], None if value is None else Decimal(value), Decimal(0), unit)


def _counts(one: Worded, at: int, end: int) -> bool:
    """Tell whether a numeral counts things: one in words before a plural, or a large one that is no label."""
    following = one.words[end : end + 2]
    if one.words[at].isalpha():
        return any(_plural(word) for word in following)
    before = one.words[at - 1] if at else ""
    return len(one.words[at]) >= LARGE and before not in LABELS and any(map(_plural, following[:1]))


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in NO_PLURALS


def _numbers_within(document: Document, start: int, stop: int) -> Sequence[Number]:
    numbers = document.numbers
    low = bisect_left(numbers, start, key=lambda number: number.digits_start)
    high = bisect_right(numbers, stop, key=lambda number: number.digits_start)
    return [number for number in numbers[low:high] if number.digits_start < stop]


def _differ(one: Figure, other: Figure) -> bool:
    if one.date and other.date and one.date.dated and other.date.dated:
        return not set(one.date.readings) & set(other.date.readings)
    if one.value is None or other.value is None:
        return one.shown.casefold() != other.shown.casefold()
    slack = max(one.half, other.half) if one.half != other.half else Decimal(0)
    return abs(one.value - other.value) > slack
