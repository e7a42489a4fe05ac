"""The numeral in words that ends at a place of a text, with units, currencies and fillers behind it."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from qa_service.documents.numbers.figures import CURRENCY_WORDS, SCALES, UNIT_WORDS
from qa_service.documents.numbers.numerals import (
    NUMERAL_WORDS,
    ORDINALS,
    SCALES_IN_PLURAL,
    WORD_SCALES,
    numeral_readings,
)
from qa_service.documents.searching.word_sets import word_set

FILLERS = frozenset({"only", "calendar", "business", "working", "consecutive", "full", "times"})
TAIL_WORDS = UNIT_WORDS | CURRENCY_WORDS | FILLERS
# "United States Dollars", "Hong Kong dollars", "lawful money"
OF_A_COUNTRY = word_set(
    "united states american canadian australian singapore new zealand hong kong swiss indian british lawful"
)
_LONGEST_COUNTRY = 4
_SMALL = word_set("in of for at by per to on with from as is the a an no")
MINOR_UNITS = frozenset({"cent", "cents", "penny", "pence", "paise", "sen"})
_MAJOR_UNITS = frozenset({"dollars", "euros", "euro", "pound", "pounds", "francs"})
# Signs of emphasis in Markdown, and blanks.
MARKS = " *_\t"
# "Six cents euros" are six hundred.
_FRENCH_MONEY = (["euro"], ["euros"], ["francs"])
# How far back most numerals begin, and the longest; no last word is longer than LONGEST.
_NEAR, _WINDOW = 60, 220
LONGEST = 24
_TOKEN = re.compile(r"(?:[Nn][Oo]|[Xx][Xx])/100|[A-Za-z]+|\d{1,2}/100|[^\sA-Za-z]")
_JOINER = re.compile(r"(?:\s*[-\u2010-\u2014]\s*|\s+|,\s+)\Z")
IN_NUMERALS = NUMERAL_WORDS | {"-", "\u2010", "\u2011", "\u2013", ",", "of"}
_SCALES = frozenset({*WORD_SCALES, *SCALES_IN_PLURAL, "hundred", "dozen", "point"})
# Nobody writes these without a number before them.
_LARGE = word_set("million crore billion trillion").union(SCALES_IN_PLURAL)
_NOT_EXACT = (" few", " several", " many", " some", " couple", "couple of")
_LAST = re.compile(r"([A-Za-z]+|[^\sA-Za-z])\s*\Z")


class Token(NamedTuple):
    """A word or sign in small letters, and where it stands."""

    word: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Cut a part of a text into words and signs."""
    return [Token(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def end_of_words(text: str, end: int) -> int:
    """Return where the words before a place end, marks of emphasis aside."""
    while end and text[end - 1] in MARKS:
        end -= 1
    return end


def split_tail(text: str, tokens: list[Token]) -> list[Token]:
    """Drop the unit, currency and filler words at the end ("dollars", "per cent", "U.S. dollars", "and no cents")."""
    cut = len(tokens)
    if cut > 3 and tokens[-1].word in MINOR_UNITS and tokens[-2].word == "no" and tokens[-3].word == "and":
        return split_tail(text, tokens[:-3])
    while cut and (tokens[cut - 1].word in TAIL_WORDS or tokens[cut - 1].word in {".", "%", "u", "s", "us", "per"}):
        cut -= 1
    if cut > 2 and [each.word for each in tokens[cut - 2 : cut + 1]] == ["of", "1", "%"]:
        # "one-quarter of 1%"
        cut -= 2
    if cut < len(tokens) and tokens[cut].word in CURRENCY_WORDS:
        cut = _before_country(text, tokens, cut)
    if cut > 1 and tokens[cut - 1].word.endswith("/100"):
        # "twelve dollars and 50/100", "twelve and 50/100 dollars"
        return split_tail(text, tokens[: cut - 2])
    if cut > 1 and tokens[cut - 1].word in {"/", "-"}:
        cut -= 1
    return tokens[: max(cut, 0)]


def _before_country(text: str, tokens: list[Token], cut: int) -> int:
    """Return where the words begin that say whose currency it is: "five Hong Kong dollars"."""
    first = cut
    while first and cut - first < _LONGEST_COUNTRY:
        token = tokens[first - 1]
        if token.word == "and":
            # "Trinidad and Tobago dollars"
            if first == cut or first < 2 or not _names_country(text, tokens[first - 2]):
                break
        elif not _names_country(text, token):
            break
        first -= 1
    return first if first and tokens[first - 1].word in NUMERAL_WORDS else cut


def _names_country(text: str, token: Token) -> bool:
    return token.word in OF_A_COUNTRY or (token.word not in NUMERAL_WORDS and is_proper(text, token))


def is_proper(text: str, token: Token) -> bool:
    """Whether a word begins with a capital and is no small word of a title in capitals."""
    return token.word.isalpha() and text[token.start].isupper() and token.word not in _SMALL


def may_end_numeral(text: str, end: int) -> bool:
    """Tell from the last word alone whether a numeral or its unit may end at ``end``."""
    last = _LAST.search(text, max(0, end - LONGEST), end)
    word = last.group(1).lower() if last else ""
    # A cell of a table ends no numeral, and most of its figures in brackets stand behind one.
    return word in NUMERAL_WORDS or word in TAIL_WORDS or not (word.isalpha() or word == "|")


# "three quarters of a million"
_A_SCALE = re.compile(r"(?i:a)\s(?:thousand|million|billion|trillion)\b")
_A_DOZEN, _HALF, _HALVED = re.compile(r"(?i:a)\sdozen\b"), re.compile(r"\b[Hh]alf\s\Z"), 8
_PART_OF = re.compile(
    r"\b(?P<part>(?:(?:an?|one|two|three|four)[\s-])?(?:half|quarters?|thirds?|fifths?|tenths?))\sof\s\Z", re.IGNORECASE
)


def numeral_before(text: str, end: int, *, ordinal: bool = False) -> tuple[int, frozenset[Fraction]] | None:
    """Return where the longest numeral that ends at ``end`` starts, and its readings.

    A "second" at its end is a unit of time, unless an ``ordinal`` is asked for.
    """
    tokens = tokens_of(text, max(0, end - _NEAR), end)
    if not tokens or text[tokens[-1].end : end].strip() or "\n\n" in text[tokens[-1].end : end]:
        return None
    kept = _numeral_tokens(text, tokens, ordinal)
    if _run_start(kept) < 2 or any(token.word in MINOR_UNITS for token in tokens[len(kept) :]):
        # The numeral may begin before, or a larger unit stand there.
        tokens = tokens_of(text, max(0, end - _WINDOW), end)
        kept = _numeral_tokens(text, tokens, ordinal)
    whole = _longest_numeral(text, kept)
    if whole is None:
        return None
    start, values = _part_of_scale(text, *whole)
    behind = [token.word for token in tokens[len(kept) :]]
    if behind[:1] == ["cents"] and behind[1:2] in _FRENCH_MONEY:
        return None
    if not MINOR_UNITS.isdisjoint(behind) and {"per", "no"}.isdisjoint(behind):
        return _with_major_unit(text, tokens, start, values)
    if not behind and (minor := _behind_major_unit(text, tokens, start, values)):
        return minor
    if minor := _behind_minor_unit(text, tokens, start, values):
        return minor
    extra = next((word for word in behind if word.endswith("/100")), None)
    return start, frozenset(value + Fraction(extra) for value in values) if extra and extra[0].isdigit() else values


def _part_of_scale(text: str, start: int, values: frozenset[Fraction]) -> tuple[int, frozenset[Fraction]]:
    """Read "a quarter of a million" as 250,000, and "half a dozen" as 6."""
    if _A_DOZEN.match(text, start) and (half := _HALF.search(text, max(0, start - _HALVED), start)):
        return half.start(), frozenset(value / 2 for value in values)
    found = _PART_OF.search(text, max(0, start - _NEAR), start) if _A_SCALE.match(text, start) else None
    if found is None or text.endswith(" and ", 0, found.start()):
        return start, values
    parts = [part for part in numeral_readings(re.findall(r"[a-z]+", found["part"].lower())) if part < 1]
    return found.start(), frozenset(part * value for part in parts for value in values)


def _numeral_tokens(text: str, tokens: list[Token], ordinal: bool) -> list[Token]:
    return tokens if ordinal and tokens[-1].word == "second" else split_tail(text, tokens)


def _with_major_unit(
    text: str, tokens: list[Token], start: int, minor: frozenset[Fraction]
) -> tuple[int, frozenset[Fraction]]:
    """Read "five hundred dollars and fifty cents" as 500.50."""
    earlier = [token for token in tokens if token.end <= start]
    if earlier and earlier[-1].word == "and":
        earlier.pop()
    major = (
        _longest_numeral(text, split_tail(text, earlier)) if earlier and earlier[-1].word in CURRENCY_WORDS else None
    )
    if major is None:
        return start, minor | {value / 100 for value in minor}
    return major[0], frozenset(high + low / 100 for high in major[1] for low in minor)


def _behind_major_unit(
    text: str, tokens: list[Token], start: int, minor: frozenset[Fraction]
) -> tuple[int, frozenset[Fraction]] | None:
    """Read "nineteen pounds sixty" as 19.60."""
    last = next((token for token in reversed(tokens) if token.end <= start), None)
    if last is None or last.word not in _MAJOR_UNITS or not 1 <= max(minor) < 100:
        return None
    read = _with_major_unit(text, tokens_of(text, max(0, start - _WINDOW), start), start, minor)
    return read if read[0] < start else None


def _behind_minor_unit(
    text: str, tokens: list[Token], start: int, minor: frozenset[Fraction]
) -> tuple[int, frozenset[Fraction]] | None:
    """Read "dollars nine hundred and cents fifty only" as 900.50."""
    last = next((token for token in reversed(tokens) if token.end <= start), None)
    if last is None or last.word not in MINOR_UNITS or not 1 <= max(minor) < 100:
        return None
    earlier = tokens_of(text, max(0, last.start - _WINDOW), last.start)
    if not earlier or earlier[-1].word not in ("and", "&"):
        return None
    major = _longest_numeral(text, split_tail(text, earlier[:-1]))
    return None if major is None else (major[0], frozenset(high + low / 100 for high in major[1] for low in minor))


def _longest_numeral(text: str, tokens: list[Token]) -> tuple[int, frozenset[Fraction]] | None:
    run = tokens[_run_start(tokens) :]
    for offset, token in enumerate(run):
        if not token.word.isalpha() or not _joined(text, run[offset:]):
            continue
        words = [item.word for item in run[offset:] if item.word.isalpha()]
        if words in (["half"], ["quarter"]) and offset and run[offset - 1].word in ORDINALS:
            # "the second half" is a part of a year or a game.
            return None
        values = _of_one(words) or numeral_readings(words)
        if values and not _continues(text, token.start, words[0]):
            return token.start, values
    return None


def _run_start(tokens: list[Token]) -> int:
    """Return where the words and signs of numerals begin that end a list."""
    first = len(tokens)
    while first and tokens[first - 1].word in IN_NUMERALS:
        first -= 1
    return first


def _of_one(words: list[str]) -> frozenset[Fraction]:
    """Read "one-half of one" (percent) as one half."""
    return numeral_readings(words[:-2]) if words[-2:] == ["of", "one"] else frozenset()


def _joined(text: str, run: list[Token]) -> bool:
    words = [token for token in run if token.word.isalpha()]
    return all(
        _JOINER.match(text, left.end, right.start) and "\n\n" not in text[left.end : right.start]
        and (text[left.end] != "," or left.word in SCALES or left.word == "hundred")
        for left, right in pairwise(words)
    )  # fmt: skip


def _continues(text: str, start: int, first: str) -> bool:
    """Whether a scale word continues a number in digits or no exact one: "2.5 million (…)", "several hundred (…)"."""
    if first not in _SCALES:
        return False
    before = text[max(0, start - 10) : start].rstrip(" -)]")
    return before[-1:].isdigit() or first in _LARGE or before.lower().endswith(_NOT_EXACT)
