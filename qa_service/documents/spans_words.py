"""Places where one number is stated twice, in words and in digits.

Values are sets of readings: two notations agree when any of their readings agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial

from qa_service.documents import numerals_abroad
from qa_service.documents.numerals import NUMERAL_WORDS, cardinal, numeral_readings
from qa_service.documents.numerals_abroad import numeral_at_end, tongue_of
from qa_service.documents.numerals_before import LONGEST, may_end_numeral, numeral_before, split_tail, tokens_of
from qa_service.documents.same_measure import other_measure, unit_of_measure, units_differ
from qa_service.documents.spans_figures import digit_readings
from qa_service.documents.word_sets import word_set

# No numeral has fewer letters, but most things in brackets are the letters of items.
_SHORTEST = 3
_LONGEST_ABROAD = 90
# Signs of emphasis in Markdown, and blanks.
_MARKS = " *_\t"
_LED = re.compile(
    r"(?=\S)(?:(?:in\swords|say|i\.e\.|that\sis)\b[:,]?\s+)?(?:(?:U\.?S\.?\s|Indian\s|United\sStates\s)?"
    r"(?:Rupees|Dollars|Euros?|Pounds(?:\sSterling)?|Francs)\s+)?",
    re.IGNORECASE,
)
_AND_AT_END = re.compile(r"(?:,|\sand)?\s+\Z")
_OF_MANY = re.compile(
    r"(?P<rough>\b(?:almost|nearly|about|around|over|under|roughly|approximately|some|than|to|least|most|up|every|least)\s)?"
    r"\b(?P<part>one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?\Z",
    re.IGNORECASE,
)
_ONE_CHARACTER = re.compile("[\u00bc-\u00be\u2150-\u215e]")
_DIGIT = re.compile(r"\d")
# With what leads to a numeral: "in words", "say", "i.e.", "that is", a currency.
LEADS = word_set("in say i that rupees dollars euro euros pounds francs u us indian united")
BEGINNINGS = NUMERAL_WORDS | LEADS | {"of"}
_FIRST = re.compile(r"[A-Za-z]+")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{1,120})[)\]]")
_DIGITS_BEFORE = re.compile(
    r"(?<![\w.,/-])(?:(?:US|C|A|NZ|HK|S)?[$\u20ac\u00a3\u00a5\u20b9]\s?|(?:USD|EUR|GBP|INR|Rs\.?)\s)?"
    r"(\d[\d,.]*(?:/[-=]|\s?(?:bn|mn|[kKmM]\b)|\s?%|\s(?:percent|per cent|million|billion|thousand|lakh|crore|"
    r"days|months|years|weeks|hours|dollars|euros|pounds|rupees))?)\s?\Z"
)


@dataclass(frozen=True, slots=True)
class WordsDigits:
    """One number stated twice: ``words`` and ``digits`` as printed, with their lawful values."""

    start: int
    end: int
    words: str
    digits: str
    words_values: frozenset[Fraction]
    digits_values: frozenset[Fraction]

    @property
    def agree(self) -> bool:
        """Whether any reading of the words is a reading of the digits."""
        if self.words_values & self.digits_values or any(_rounds_to(value, self.digits) for value in self.words_values):
            return True
        return "%" in self.digits and "cent" not in self.words.lower() and _is_whole_part(self)


def words_and_digits(text: str) -> tuple[WordsDigits, ...]:
    """Return every place where a numeral in words stands beside the same number in digits, in text order.

    Both orders are read: "five (5)", "five dollars ($5)", "5 (five)". Enumerators such as "(1) … (2) …",
    years in brackets and telephone area codes are not pairs.
    """
    tongue = cache(partial(tongue_of, text))
    return tuple(pair for match in _BRACKETED.finditer(text) for pair in _pair(text, match, tongue))


def _pair(text: str, match: re.Match[str], tongue: Callable[[], str]) -> Iterator[WordsDigits]:
    inside = match.group(1).strip(_MARKS)
    if len(inside) < _SHORTEST and inside.isalpha():
        return
    if text[match.start() - 1 : match.start()] == "\t":
        # The bracket begins a cell of a table.
        return
    if _DIGIT.search(inside):
        yield from _words_then_digits(text, match, inside, tongue)
    elif inside[:1].isalpha():
        yield from _digits_then_words(text, match, inside)
        yield from _abroad_in_brackets(text, match, inside, tongue)


def _words_then_digits(
    text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]
) -> Iterator[WordsDigits]:
    end = _end_of_words(text, match.start())
    measured = _same_measure(text, end, inside)
    if measured is not None:
        end, inside = measured
    if not may_end_numeral(text, end):
        yield from _abroad(text, match, inside, tongue)
        return
    before = numeral_before(text, end, ordinal=_ORDINAL.search(inside) is not None)
    if before is None:
        yield from _abroad(text, match, inside, tongue)
        return
    if measured and unit_of_measure(_AND_AT_END.sub("", text[max(0, before[0] - LONGEST) : before[0]])):
        # "Five feet ten inches (70 inches)" adds two units up.
        return
    yield from _compared(text, match, before, inside, text[before[0] : end].strip())


def _compared(
    text: str, match: re.Match[str], before: tuple[int, frozenset[Fraction]], inside: str, words: str
) -> Iterator[WordsDigits]:
    digits = digit_readings(_spelled_out(inside))
    if not digits or _not_a_pair(text, match, before[0], before[1]):
        return
    start, values = before
    share = _one_in_many(text, start, values, inside) if "%" in inside else None
    if share is not None:
        start, values = share
        words = text[start : match.start()].strip()
    elif other_measure(text, start, match, values) or units_differ(words, inside):
        return
    values |= _unit_readings(values, words, inside)
    yield WordsDigits(start, match.end(), words, inside, values, digits)


def _end_of_words(text: str, end: int) -> int:
    """Return where the words before a bracket end, marks of emphasis aside."""
    while end and text[end - 1] in _MARKS:
        end -= 1
    return end


def _same_measure(text: str, end: int, inside: str) -> tuple[int, str] | None:
    """Return the ends of words and digits without the unit that both name: "ten kilograms (10 kg)"."""
    printed = unit_of_measure(inside)
    named = unit_of_measure(text[max(0, end - LONGEST) : end]) if printed else None
    if printed is None or named is None or printed[0] != named[0]:
        return None
    start = max(0, end - LONGEST) + named[1]
    return _end_of_words(text, start), inside[: printed[1]].strip()


def _one_in_many(
    text: str, start: int, values: frozenset[Fraction], inside: str
) -> tuple[int, frozenset[Fraction]] | None:
    """Read "one in four (20%)" as a share, unless it is rough or the percentage rounds to it."""
    found = _OF_MANY.search(text, max(0, start - 40), start)
    many = max(values)
    if found is None or found["rough"] or many.denominator > 1 or many < 2:
        return None
    part = Fraction(cardinal([found["part"].lower()]) or 0)
    shares = digit_readings(inside)
    # "One in four (24%)" is right: no other whole number comes nearer.
    near = any(share and abs(100 * part / share - many) < Fraction(1, 2) for share in shares)
    return None if near or not 0 < part < many else (found.start("part"), frozenset({part / many}))


def _abroad(text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]) -> Iterator[WordsDigits]:
    """Read "dreißig (14) Tage" in a German text, and the like in four other tongues."""
    figure = numerals_abroad.FIGURE.fullmatch(inside)
    if figure is None or _year_like(inside):
        return
    end = _end_of_words(text, match.start())
    first = max(0, end - _LONGEST_ABROAD)
    before = text[first:end]
    if "\n\n" in text[end : match.start()]:
        return
    tail = numerals_abroad.TAIL.search(before)
    if figure["percent"] and not (tail and tail["percent"]):
        return
    words = before[: tail.start()] if tail else before
    found = numeral_at_end(words, tongue()) if numerals_abroad.may_end_numeral(words) else None
    if found is not None and not _not_a_pair(text, match, first + found[0], frozenset({Fraction(found[1])})):
        start, values = first + found[0], frozenset({Fraction(found[1])})
        yield WordsDigits(start, match.end(), text[start:end].strip(), inside, values, numerals_abroad.whole(figure))


def _abroad_in_brackets(
    text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]
) -> Iterator[WordsDigits]:
    """Read "52.000 Euro (in Worten: zweiundfünfzigtausend Euro)"."""
    led = numerals_abroad.LED.match(inside)
    printed = numerals_abroad.FIGURE_AT_END.search(text, max(0, match.start() - 24), match.start()) if led else None
    if led is None or printed is None:
        return
    tail = numerals_abroad.TAIL.search(inside)
    words = inside[led.end() : tail.start() if tail else len(inside)]
    found = numeral_at_end(words, tongue())
    if found is not None and found[0] == 0:
        digits = printed.group().strip()
        yield WordsDigits(
            printed.start(),
            match.end(),
            inside,
            digits,
            frozenset({Fraction(found[1])}),
            numerals_abroad.whole(printed),
        )


def _digits_then_words(text: str, match: re.Match[str], inside: str) -> Iterator[WordsDigits]:
    if not _may_begin_numeral(inside):
        return
    found = _DIGITS_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if found is None:
        return
    tokens = tokens_of(inside, _lead(inside), len(inside))
    numeral = split_tail(tokens)
    numeral_words = [token.word for token in numeral if token.word.isalpha()]
    values = numeral_readings(numeral_words) or numeral_readings([w for w in numeral_words if w != "of"])
    if not values or numeral[0].start != _lead(inside) or _labelled(text, found.start()):
        return
    printed = found.group(0).strip()
    digits = digit_readings(printed)
    # "5 m" is a length.
    if printed[-1] in "kKmM" and printed[0].isdigit():
        return
    if not digits or (_year_like(printed) and max(values) < 100) or units_differ(printed, inside):
        return
    yield WordsDigits(
        found.start(), match.end(), inside, printed, values | _unit_readings(values, inside, printed), digits
    )


def _may_begin_numeral(inside: str) -> bool:
    """Tell from the first word alone whether a numeral stands here."""
    first = _FIRST.match(inside)
    return first is None or first.group().lower() in BEGINNINGS


def _lead(inside: str) -> int:
    """Return where the numeral starts after "in words:" or "say"."""
    led = _LED.match(inside)
    return led.end() if led else 0


def _spelled_out(printed: str) -> str:
    """Write a fraction that is one character as digits: "2½" is "2 1/2"."""
    if printed.isascii() or not _ONE_CHARACTER.search(printed):
        return printed
    parts = (unicodedata.normalize("NFKC", char).replace("⁄", "/") for char in printed)
    return "".join(f" {part}" if "/" in part else part for part in parts).strip()


def _unit_readings(values: frozenset[Fraction], words: str, digits: str) -> frozenset[Fraction]:
    """Return the same values in the unit of the other notation (a share against a percentage, basis points)."""
    lowered = words.lower()
    worded = "percent" in lowered or "per cent" in lowered or "%" in lowered or "basis" in lowered
    printed = "%" in digits or "percent" in digits.lower() or "per cent" in digits.lower()
    if "basis" in lowered and printed:
        return frozenset(value / 100 for value in values)
    if printed and not worded:
        return frozenset(value * 100 for value in values if value <= 1)
    return frozenset(value / 100 for value in values) if worded and not printed else frozenset()


def _rounds_to(value: Fraction, digits: str) -> bool:
    """Whether a repeating fraction was printed rounded: "one third (33.3%)"."""
    printed = re.search(r"\d*\.(\d+)", digits)
    if printed is None or 10**6 % value.denominator == 0:
        return False
    return abs(value - Fraction(printed.group())) <= Fraction(1, 10 ** len(printed.group(1)))


def _is_whole_part(pair: WordsDigits) -> bool:
    """Whether a share was printed as a whole percentage, rounded or cut: "two thirds (67%)", "two thirds (66%)"."""
    cut = {(value.numerator // value.denominator, round(value)) for value in pair.words_values if value > 1}
    return any(digits in each for digits in pair.digits_values for each in cut)


def _year_like(digits: str) -> bool:
    return _YEAR.fullmatch(digits) is not None


_LABEL = re.compile(
    r"\b(?:section|clause|article|schedule|exhibit|annex|appendix|table|figure|fig\.?|part|chapter|paragraph|note|"
    r"no\.?|number|page|item|step|phase|version|grade|class|category|level|type|unit|room|suite)\s*\Z",
    re.IGNORECASE,
)


# "week three (21 days)": the numeral names a week, a step or a question; the digits measure or rate it.
_ORDER = re.compile(r"\b(?:week|day|month|year|step|stage|question|phase|option|group)\s\Z", re.IGNORECASE)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\W*\Z")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_REST_OF_TELEPHONE = re.compile(r"\s?\d{3}[-. ]?\d{4}\b")
_AND = r"\b(?:and|or|und|oder|et|ou|y|o|e|en|of)"
_UNIT_AND = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|minutes?|miles?)\sand\s\Z", re.IGNORECASE)
_EACH_QUARTER = re.compile(r"\b(?:once|twice|times|per|in|for|over|during|within|than)\s\Z", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:no|each|every|which|another|only)\s+\Z", re.IGNORECASE)


def _labelled(text: str, start: int) -> bool:
    return _LABEL.search(text, max(0, start - 14), start) is not None


def _not_a_pair(text: str, match: re.Match[str], start: int, values: frozenset[Fraction]) -> bool:
    inside = match.group(1).strip()
    if _year_like(inside) and max(values) < 1000:
        return True
    if _ORDER.search(text, max(0, start - 10), start):
        return True
    if max(values) < 1 and _UNIT_AND.search(text, max(0, start - 12), start):
        return True
    if _PRONOUN.search(text, max(0, start - 10), start) and text[start : start + 3].lower() == "one":
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
