"""Exact amounts that differ by two swapped digits and stand with the same words: a slip in copying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.finding import Hit
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document, Number
from qa_service.documents.searching.lookup import last_begun, part_at

WORD = re.compile(r"\w+")
FEWEST_DIGITS, FEWEST_WORDS, MOST_AMOUNTS, AROUND = 4, 2, 400, 160
Key = tuple[str | None, str]


def swaps(document: Document) -> Iterator[Hit]:
    """Yield each amount of the running text that is another one with two neighbouring digits swapped.

    Both are printed once only and have at least four digits that count; their sentences share at least two words or
    numbers that say something.
    """
    once = _printed_once(document)
    if not 1 < len(once) <= MOST_AMOUNTS:
        return
    told = set[int]()
    for (currency, digits), number in once.items():
        for swapped in _neighbours(digits):
            other = once.get((currency, swapped))
            if other is None or other.start in told or other.start > number.start:
                continue
            shared = _words(document, number) & _words(document, other)
            if len(shared) >= FEWEST_WORDS:
                told.add(number.start)
                yield _hit(document.text, number, other, sorted(shared))


def _printed_once(document: Document) -> dict[Key, Number]:
    found, again = dict[Key, Number](), set[Key]()
    for number in document.numbers:
        if number.currency is None or number.scale or number.percent or number.other is not None:
            continue
        digits = f"{abs(number.value):f}"
        key = (number.currency, digits)
        if key in found:
            again.add(key)
        elif _counting(digits) >= FEWEST_DIGITS and part_at(document.tables, number.start) is None:
            found[key] = number
    return {key: number for key, number in found.items() if key not in again}


def _counting(digits: str) -> int:
    """Count the digits up to the last that is not nought."""
    return len(digits.replace(".", "").strip("0"))


def _neighbours(digits: str) -> Sequence[str]:
    swapped = (
        f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1] and "." not in digits[at : at + 2]
    )
    return [each for each in swapped if not each.startswith("0")]


def _words(document: Document, number: Number) -> frozenset[str]:
    """Return the stems of the words, and the numbers, of the sentence that an amount stands in."""
    sentence = last_begun(document.sentences, number.start)
    if sentence is None or number.start >= sentence.end:
        return frozenset()
    start, end = max(sentence.start, number.start - AROUND), min(sentence.end, number.end + AROUND)
    text = f"{document.text[start : number.start]} {document.text[number.end : end]}"
    words = (word.lower() for word in WORD.findall(text))
    return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS)


def _hit(text: str, number: Number, other: Number, shared: Sequence[str]) -> Hit:
    shown, said = text[number.start : number.end].strip(), text[other.start : other.end].strip()
    evidence = {
        "quantity": " ".join(shared),
        "value": f"{number.value:f}",
        "other": f"{other.value:f}",
        "difference": f"{abs(number.value - other.value):f}",
        "unit": number.currency,
        "other_text": said,
        "other_start": other.start,
        "other_end": other.end,
    }
    message = f"{shown} is {said} with two digits swapped, and both stand with the same words."
    return Hit(number.start, number.end, message, evidence, f"Write {said} or {shown} in both places.", code="swapped")
