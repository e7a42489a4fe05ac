"""Places where one number is stated twice, in words and in digits.

Values are sets of readings: two notations agree when any of their readings agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import takewhile

from qa_service.documents.numbers.amount_remarks import Remark, is_of_other_period, may_differ, remark_at_end
from qa_service.documents.numbers.amounts_twice import SCALES_AT_END, amounts_twice
from qa_service.documents.numbers.digits_before import ORDINAL, DigitsBefore, digits_before, spelled_out
from qa_service.documents.numbers.figures import CURRENCY_WORDS, digit_readings
from qa_service.documents.numbers.numerals import NUMERAL_WORDS, ORDINALS, SCALE_ORDINALS, cardinal, numeral_readings
from qa_service.documents.numbers.numerals_abroad import tongue_of
from qa_service.documents.numbers.numerals_before import (
    LONGEST,
    MARKS,
    MINOR_UNITS,
    OF_A_COUNTRY,
    TAIL_WORDS,
    Token,
    end_of_words,
    is_proper,
    may_end_numeral,
    numeral_before,
    split_tail,
    tokens_of,
)
from qa_service.documents.numbers.same_measure import other_measure, unit_of_measure, units_differ
from qa_service.documents.numbers.words_digits_abroad import abroad, abroad_in_brackets
from qa_service.documents.numbers.words_digits_other import is_rough, labelled, not_a_pair, year_like
from qa_service.documents.numbers.words_digits_pair import WordsDigits, currencies_differ
from qa_service.documents.searching.word_sets import word_set

_SHORTEST = 3  # No numeral has fewer letters, but most things in brackets are the letters of items.
_LED = re.compile(
    r"(?=\S)(?:(?:in\swords|say|being|namely|i\.e\.|that\sis|(?:a|the)\s(?:sum|total|amount)\sof)(?!\w)[:,]?\s+)?",
    re.IGNORECASE,
)
# Numbers from here on are rounded in words.
_LARGE = 500
# How many points "four out of five" may be away from its share.
_LOOSE = 5
_AND_AT_END = re.compile(r"(?:,|\sand)?\s+\Z")
_OF_MANY = re.compile(
    r"(?P<rough>\b(?:almost|nearly|about|around|over|under|roughly|approximately|some|than|to|least|most|up|every|least)\s)?"
    r"\b(?P<part>one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?\Z",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
# A figure in digits stands at most so far before its words, and most brackets have none before them.
_FIGURE, _REACH = re.compile("[0-9\u00bc-\u00be\u2150-\u215e]"), 120
# "twelve and 50/100"
_HUNDREDTHS = re.compile(r"\band\s(?:\d{1,2}|[Nn][Oo])/100\b")
# With what leads to a numeral: "in words", "say", "i.e.", "that is", a currency.
LEADS = word_set("in say i that being namely rs inr rupees dollars euro euros pounds francs u us indian united")
BEGINNINGS = NUMERAL_WORDS | LEADS | {"of"}
# How many words name a currency before its amount: "Trinidad and Tobago dollars five hundred".
_MOST_LEADING = 5
_BETWEEN_LEADING = word_set("of the and , : .")
_TIMES = re.compile(r"(?:\d\s?x|\d\stimes)\s?\Z", re.IGNORECASE)
_NOUN = re.compile(r"\s([a-z]{4,20}s)\s?\Z")
_NONE: frozenset[Fraction] = frozenset()
_FIRST = re.compile(r"[A-Za-z]+")
_METRES = re.compile(r"\A\d+(?:\.\d+)?\s?m\Z")
# The cell of a table that goes on with the line before.
_CUT = re.compile(r"\|[ \t]*and\s\Z")
# "33 per cent" is "33%", and "1-1/2" is "1 1/2".
_PER_CENT = re.compile(r"(?<=\d)\s?per\s?cent\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:\n|\Z)|\s[A-Z]")
_MIXED = re.compile(r"(?<=\d)-(?=\d/\d)")
# A sentence that is wrapped by hand may break within.
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{1,120}(?:\n(?![ \t]*\n)[^()\[\]\n|\t]{1,120}){0,2})[)\]]")


def words_and_digits(text: str) -> tuple[WordsDigits, ...]:
    """Return every place where a numeral in words stands beside the same number in digits, in text order.

    Both orders are read: "five (5)", "five dollars ($5)", "5 (five)". Enumerators such as "(1) … (2) …",
    years in brackets and telephone area codes are not pairs.
    """
    tongue = cache(partial(tongue_of, text))
    return tuple(pair for match in _BRACKETED.finditer(text) for pair in _pair(text, match, tongue))


def _pair(text: str, match: re.Match[str], tongue: Callable[[], str]) -> Iterator[WordsDigits]:
    inside = match.group(1).strip(MARKS)
    if "\n" in inside:
        inside = " ".join(inside.split())
    if len(inside) < _SHORTEST and inside.isalpha():
        return
    if "cent" in inside:
        inside = _PER_CENT.sub("%", inside)
    if "-" in inside:
        inside = _MIXED.sub(" ", inside)
    if text[match.start() - 1 : match.start()] == "\t" or (inside.isdecimal() and _is_note(text, match)):
        # The bracket begins a cell of a table, or is the mark of a note.
        return
    if inside.endswith(SCALES_AT_END):
        yield from amounts_twice(text, match, inside)
    if _DIGIT.search(inside) and not ("/100" in inside and _HUNDREDTHS.search(inside)):
        yield from _words_then_digits(text, match, inside, tongue)
    elif inside[:1].isalpha() and _FIGURE.search(text, max(0, match.start() - _REACH), match.start()):
        yield from _digits_then_words(text, match, inside)
        yield from abroad_in_brackets(text, match, inside, tongue)


def _is_note(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands between a stop and the end of a line or the next sentence: "in six months.(2)"."""
    return text[match.start() - 1 : match.start()] in (".", ";", ":") and _NEXT.match(text, match.end()) is not None


def _words_then_digits(
    text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]
) -> Iterator[WordsDigits]:
    end = end_of_words(text, match.start())
    measured = _same_measure(text, end, inside)
    if measured is not None:
        end, inside = measured
    remark = None
    if not (inside.isdecimal() or may_end_numeral(text, end)) and (remark := remark_at_end(text, end)) is not None:
        end = remark.start
    if not may_end_numeral(text, end):
        yield from abroad(text, match, inside, tongue)
        return
    before = numeral_before(text, end, ordinal=ORDINAL.search(inside) is not None)
    if before is None:
        yield from abroad(text, match, inside, tongue)
        return
    if measured and unit_of_measure(_AND_AT_END.sub("", text[max(0, before[0] - LONGEST) : before[0]])):
        # "Five feet ten inches (70 inches)" adds two units up.
        return
    yield from _compared(text, match, before, inside, text[before[0] : end].strip(), remark)


def _compared(
    text: str,
    match: re.Match[str],
    before: tuple[int, frozenset[Fraction]],
    inside: str,
    words: str,
    remark: Remark | None,
) -> Iterator[WordsDigits]:
    digits, inner = digit_readings(spelled_out(inside)), None
    if not digits and (inner := remark_at_end(inside, len(inside))) is not None:
        inside = inside[: inner.start]
        digits = digit_readings(inside)
    if _METRES.search(inside):
        # "Two (2 m) boards" are no millions.
        digits |= digit_readings(inside[:-1])
    if may_differ(remark, inner, before[1], digits):
        return
    if words.endswith("times") and not _TIMES.search(inside):
        # "Cited three times (12)".
        return
    if not digits or not_a_pair(text, match, before[0], before[1]):
        return
    start, values = before
    if (words.split()[-1].lower() in ORDINALS and _is_part(values, digits)) or _CUT.search(
        text, max(0, start - 12), start
    ):
        # "The last tenth (1/10)" is no tenth thing, and "and a quarter per cent (1.25%)" begins on the line before.
        return
    share = _one_in_many(text, start, values, inside) if "%" in inside else None
    if share is not None:
        start, values = share
        words = text[start : match.start()].strip()
    elif other_measure(text, start, match, values) or units_differ(words, inside):
        return
    may_be_rough = min(values) < 1 if "%" in inside else min(values) >= _LARGE
    if may_be_rough and is_rough(text, start, values, digits):
        return
    values |= _unit_readings(values, words, inside)
    if not _converted(values, words, inside, digits):
        yield WordsDigits(start, match.end(), words, inside, values, digits)


def _is_part(values: frozenset[Fraction], digits: frozenset[Fraction]) -> bool:
    """Whether words read as a place in an order are the part that the digits tell: "tenth (1/10)"."""
    return any(value.denominator == 1 and value > 1 and 1 / value in digits for value in values)


def _same_measure(text: str, end: int, inside: str) -> tuple[int, str] | None:
    """Return the ends of words and digits without the unit that both name: "ten kilograms (10 kg)"."""
    if inside.isdecimal():
        return None
    printed = unit_of_measure(inside)
    named = unit_of_measure(text[max(0, end - LONGEST) : end]) if printed else None
    if printed is None:
        return _same_noun(text, end, inside)
    if named is None or printed[0] != named[0]:
        return None
    start = max(0, end - LONGEST) + named[1]
    return end_of_words(text, start), inside[: printed[1]].strip()


def _same_noun(text: str, end: int, inside: str) -> tuple[int, str] | None:
    """Return the ends of words and digits without the noun that both count: "three pages (3 pages)"."""
    noun = _NOUN.search(inside) if inside.endswith("s") else None
    if noun is None or noun[1] in TAIL_WORDS or noun[1] in BEGINNINGS or not text.endswith(noun[0].rstrip(), 0, end):
        return None
    return end_of_words(text, end - len(noun[0].rstrip())), inside[: noun.start()].strip()


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
    if part > 1:
        near = any(abs(100 * part / many - share) < _LOOSE for share in shares)
    return None if near or not 0 < part < many else (found.start("part"), frozenset({part / many}))


def _digits_then_words(text: str, match: re.Match[str], inside: str) -> Iterator[WordsDigits]:
    if not _may_begin_numeral(inside):
        return
    end = end_of_words(text, match.start())
    measured = _same_measure(text, end, inside)
    if measured is not None:
        end, inside = measured
    found, remark = _figure_before(text, end)
    if found is None or labelled(text, found.start):
        return
    inside, values, inner = _read_in_brackets(inside, found)
    if not values or may_differ(remark, inner, found.values, values):
        return
    printed, digits = found.printed, found.values
    # "5 m" is a length.
    if printed[-1] in "kKmM" and printed[0].isdigit() and "illion" not in inside:
        return
    # "3/4" may be a day or a page.
    if found.is_fraction and all(value.denominator == 1 for value in values):
        return
    if not digits or (year_like(printed) and max(values) < 100) or units_differ(printed, inside):
        return
    values |= _unit_readings(values, inside, printed)
    if not _converted(values, inside, printed, digits):
        yield WordsDigits(found.start, match.end(), inside, printed, values, digits)


def _figure_before(text: str, end: int) -> tuple[DigitsBefore | None, Remark | None]:
    """Return the figure before a bracket, and what is said of it between the two."""
    found = digits_before(text, end)
    if found is not None:
        return found, None
    remark = remark_at_end(text, end)
    return (digits_before(text, remark.start) if remark else None), remark


def _read_in_brackets(inside: str, found: DigitsBefore) -> tuple[str, frozenset[Fraction], Remark | None]:
    """Return the words in brackets that are a numeral, its readings, and the remark behind it."""
    values = whole_numeral(inside, ordinal=found.is_ordinal)
    if values and found.values.isdisjoint(values):
        return inside, _NONE if is_of_other_period(inside, found.values, values) else values, None
    inner = None if values else remark_at_end(inside, len(inside))
    if inner is not None:
        inside = inside[: inner.start]
        values = whole_numeral(inside)
    return inside, values, inner


def whole_numeral(inside: str, *, ordinal: bool = False) -> frozenset[Fraction]:
    """Return the readings of a bracket that is one numeral and its units; none where it is more or something else."""
    lead = _lead(inside)
    tokens = tokens_of(inside, lead, len(inside))
    if ordinal:
        words = [token.word for token in tokens if token.word.isalpha()]
        return numeral_readings(words) if _is_ordinal(tokens) else _NONE
    numeral = split_tail(inside, tokens)
    behind = [token.word for token in tokens[len(numeral) :]]
    if any(word in MINOR_UNITS or word.endswith("/100") for word in behind):
        sub_units = numeral_before(inside, len(inside))
        return sub_units[1] if sub_units and sub_units[0] == lead else _NONE
    words = [token.word for token in numeral if token.word.isalpha()]
    values = numeral_readings(words) or numeral_readings([w for w in words if w != "of"])
    return values if values and numeral[0].start == lead else _NONE


def _is_ordinal(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (tokens[-1].word in ORDINALS or tokens[-1].word in SCALE_ORDINALS)


def _converted(values: frozenset[Fraction], words: str, printed: str, digits: frozenset[Fraction]) -> bool:
    """Whether an amount is given in another currency: "one hundred pounds (€115)"."""
    return values.isdisjoint(digits) and currencies_differ(words, printed)


def _may_begin_numeral(inside: str) -> bool:
    """Tell from the first word alone, or from a currency among the first, whether a numeral stands in a bracket."""
    first = _FIRST.match(inside)
    if first is None or first.group().lower() in BEGINNINGS:
        return True
    words = inside.split(None, _MOST_LEADING)[:_MOST_LEADING]
    return not CURRENCY_WORDS.isdisjoint(map(str.lower, words))


def _lead(inside: str) -> int:
    """Return where the numeral starts after "in words:", "say" or a currency: "Norwegian kroner"."""
    led = _LED.match(inside)
    start = led.end() if led else 0
    tokens = tokens_of(inside, start, len(inside))
    leading = list(takewhile(lambda token: token.word not in NUMERAL_WORDS or token.word == "and", tokens))
    if not leading or len(leading) == len(tokens) or CURRENCY_WORDS.isdisjoint(token.word for token in leading):
        return start
    named = [token for token in leading if token.word not in _BETWEEN_LEADING]
    told = all(
        token.word in CURRENCY_WORDS or token.word in OF_A_COUNTRY or is_proper(inside, token) for token in named
    )
    return tokens[len(leading)].start if told and len(named) <= _MOST_LEADING else start


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
