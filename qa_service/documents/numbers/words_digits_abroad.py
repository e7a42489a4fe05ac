"""Numerals in five tongues beside the same number in digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from qa_service.documents.numbers import numerals_abroad
from qa_service.documents.numbers.numerals_abroad import numeral_at_end
from qa_service.documents.numbers.numerals_abroad_parts import is_rough, part_at_end, percentage
from qa_service.documents.numbers.numerals_before import end_of_words
from qa_service.documents.numbers.words_digits_other import not_a_pair, year_like
from qa_service.documents.numbers.words_digits_pair import WordsDigits

_LONGEST_ABROAD = 90
# How many points a share may be away from the part that it is told as.
_LOOSE = 2
# "rund zwanzigtausend Euro (19.812 €)"
_LARGE, _NEAR_PART = 500, Fraction(1, 20)
# What ends an amount or a number of days.
_FIGURE_ENDS = re.compile(r"(?:[0-9€-]|EUR|CHF|uros?|ncs?|nken)\s?\Z", re.IGNORECASE)
_TIME = re.compile(
    r"\s(?:(?:Werk|Kalender|Arbeits)?tagen?|Wochen|Monaten?|Jahren?|jours|semaines|mois|ans|d[ií]as|semanas|meses|años|"
    r"giorni|settimane|mesi|anni|dagen|weken|maanden)\b",
    re.IGNORECASE,
)


# "1 820 (mille huit cent vingt) euros"
_MONEY = re.compile(r"\s(?:euros?|EUR|CHF|francs?|Franken)\b|\s?€", re.IGNORECASE)
_SHARE = re.compile(r"(?P<count>\d{1,5})\s?/\s?(?P<whole>100|1[.\s]?000|10[.\s]?000)(?:\s?(?:i?èmes?|es?|stel))?")
_SHARE_AT_END = re.compile(rf"(?<![\w.,/-]){_SHARE.pattern}\s?\Z")
# "siebenundachtzig Tausendstel", "quatre-vingt-sept millièmes"
_WHOLES = {
    "de": {"hundertstel": 100, "tausendstel": 1_000, "zehntausendstel": 10_000},
    "fr": {"centièmes": 100, "millièmes": 1_000, "dix-millièmes": 10_000},
}
_WHOLE_AT_END = re.compile(r"\s(?P<whole>(?:dix-)?[^\W\d_]{7,16})\s?\Z")


def abroad(text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]) -> Iterator[WordsDigits]:
    """Read "dreißig (14) Tage" in a German text, and the like in four other tongues."""
    if "%" in inside:
        yield from _part(text, match, inside, tongue)
    if "/" in inside and (share := _SHARE.fullmatch(inside)):
        end = end_of_words(text, match.start())
        first = max(0, end - _LONGEST_ABROAD)
        said = _share_at_end(text[first:end], tongue())
        if said is not None:
            yield _share(first + said[0], match.end(), text[first + said[0] : end], said[1], share)
        return
    figure = numerals_abroad.FIGURE.fullmatch(inside)
    if figure is None or year_like(inside):
        return
    end = end_of_words(text, match.start())
    first = max(0, end - _LONGEST_ABROAD)
    before = text[first:end]
    if "\n\n" in text[end : match.start()]:
        return
    tail = numerals_abroad.TAIL.search(before)
    if figure["percent"] and not (tail and tail["percent"]):
        return
    words = before[: tail.start()] if tail else before
    found = numeral_at_end(words, tongue()) if numerals_abroad.may_end_numeral(words) else None
    if found is not None and not not_a_pair(text, match, first + found[0], frozenset({Fraction(found[1])})):
        start, values = first + found[0], frozenset({Fraction(found[1])})
        digits = numerals_abroad.whole(figure)
        if not (found[1] >= _LARGE and is_rough(text, start) and _is_near(values, digits)):
            pair = WordsDigits(start, match.end(), text[start:end].strip(), inside, values, digits)
            yield from _unless_converted(pair)


def abroad_in_brackets(
    text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]
) -> Iterator[WordsDigits]:
    """Read "52.000 Euro (in Worten: zweiundfünfzigtausend Euro)" and "14 (vierzehn) Tage"."""
    before = max(0, match.start() - 24)
    if text.find("/", before, match.start()) >= 0 and (share := _SHARE_AT_END.search(text, before, match.start())):
        worded = _share_at_end(f"{inside} ", tongue())
        if worded is not None and worded[0] == 0:
            yield _share(share.start(), match.end(), inside, worded[1], share)
        return
    if not _FIGURE_ENDS.search(text, max(0, match.start() - 6), match.start()):
        return
    led = numerals_abroad.LED.match(inside)
    tail = numerals_abroad.TAIL.search(inside)
    if not (led or (tail and not tail["percent"]) or _TIME.match(text, match.end()) or _MONEY.match(text, match.end())):
        return
    words = inside[led.end() if led else 0 : tail.start() if tail else len(inside)]
    printed = numerals_abroad.FIGURE_AT_END.search(text, before, match.start())
    found = numeral_at_end(words, tongue()) if printed and numerals_abroad.may_end_numeral(words) else None
    if printed is None or found is None or found[0] != 0:
        return
    digits, values = numerals_abroad.whole(printed), frozenset({Fraction(found[1])})
    yield from _unless_converted(
        WordsDigits(printed.start(), match.end(), inside, printed.group().strip(), values, digits)
    )


def _share_at_end(words: str, tongue: str) -> tuple[int, Fraction] | None:
    """Return where "quatre-vingt-sept millièmes" begins at the end of a text, and its value."""
    last = _WHOLE_AT_END.search(words)
    whole = _WHOLES.get(tongue, {}).get(last["whole"].lower()) if last else None
    found = numeral_at_end(words[: last.start()], tongue) if last and whole else None
    return (found[0], Fraction(found[1], whole)) if found and whole else None


def _share(start: int, end: int, words: str, value: Fraction, printed: re.Match[str]) -> WordsDigits:
    whole = int("".join(filter(str.isdecimal, printed["whole"])))
    digits = frozenset({Fraction(int(printed["count"]), whole)})
    return WordsDigits(start, end, words.strip(), printed.group().strip(), frozenset({value}), digits)


def _unless_converted(pair: WordsDigits) -> Iterator[WordsDigits]:
    """Yield a pair, but no amount beside the same in another currency."""
    if not pair.currencies_differ or pair.words_values == pair.digits_values:
        yield pair


def _is_near(values: frozenset[Fraction], digits: frozenset[Fraction]) -> bool:
    return abs(max(digits) / max(values) - 1) <= _NEAR_PART


def _part(text: str, match: re.Match[str], inside: str, tongue: Callable[[], str]) -> Iterator[WordsDigits]:
    """Read "zwei Drittel (75 %)"."""
    printed = percentage(inside)
    end = end_of_words(text, match.start())
    first = max(0, end - _LONGEST_ABROAD)
    found = part_at_end(text[first:end], tongue) if printed is not None else None
    if found is None or printed is None:
        return
    start, part = first + found[0], 100 * found[1]
    # A share that is rounded, or said loosely.
    share = printed if abs(printed - part) <= _LOOSE else part
    yield WordsDigits(start, match.end(), text[start:end], inside, frozenset({share}), frozenset({printed}))
