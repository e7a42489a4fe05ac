"""Tables with a column, or a row, of amounts in words beside the same in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.document import Cell, Document, Table
from qa_service.documents.numbers.figures import CURRENCY_WORDS, digit_readings
from qa_service.documents.numbers.words_digits import whole_numeral
from qa_service.documents.numbers.words_digits_pair import WordsDigits, currencies_differ

_IN_WORDS = re.compile(r"\s*\(?\b(?:in|as)\s(?:the\s)?words\b\)?", re.IGNORECASE)
_IN_FIGURES = re.compile(r"\b(?:figures|digits|numerals)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = " *_\t"
_WORDS = ("words", "Words", "WORDS")
# As long as what leads to "words" may be.
_REACH = 12


def amounts_in_tables(document: Document) -> Iterator[WordsDigits]:
    """Yield the amounts of a table that it has in words and in figures."""
    if not _says_in_words(document.text):
        return
    for table in filter(_has_rows, document.tables):
        head = table.rows[0]
        worded = [at for at, cell in enumerate(head) if _IN_WORDS.search(cell.text)]
        if len(worded) != 1:
            yield from _in_rows(table)
            continue
        found = _columns_of_figures(head, worded[0])
        # "Length in words" may be a number of words: where no head tells of figures, the words must be of money.
        at, money = (found[0], False) if len(found) == 1 else (worded[0] - 1, True)
        for row in table.rows[1:]:
            if at >= 0 and max(at, worded[0]) < len(row):
                yield from _pair(row[worded[0]], row[at], money=money)


def _says_in_words(text: str) -> bool:
    """Tell whether anything is said to be in words, before any table is looked for."""
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            if _IN_WORDS.search(text, max(0, at - _REACH), at + len(word) + 1):
                return True
            at = text.find(word, at + 1)
    return False


def _has_rows(table: Table) -> bool:
    return len(table.rows) > 1


def _columns_of_figures(head: tuple[Cell, ...], worded: int) -> list[int]:
    """Return the columns that say they have figures, or have the name of the one with words."""
    named = _WORD.findall(_IN_WORDS.sub("", head[worded].text).lower())
    others = [at for at in range(len(head)) if at != worded]
    figures = [at for at in others if _IN_FIGURES.search(head[at].text)]
    return figures or [at for at in others if named and _WORD.findall(head[at].text.lower())[: len(named)] == named]


def _in_rows(table: Table) -> Iterator[WordsDigits]:
    """Yield "Amount | 1,200" and "Amount in words | one thousand two hundred", one below the other."""
    for above, row in zip(table.rows, table.rows[1:], strict=False):
        if len(row) == len(above) == 2 and _IN_WORDS.search(row[0].text):
            yield from _pair(row[1], above[1], money=False)


def _pair(words: Cell, figure: Cell, *, money: bool) -> Iterator[WordsDigits]:
    said, printed = words.text.strip(_MARKS), figure.text.strip(_MARKS)
    digits = digit_readings(printed)
    if money and CURRENCY_WORDS.isdisjoint(_WORD.findall(said.lower())):
        return
    values = whole_numeral(said) if digits else frozenset()
    start, end = min(words.start, figure.start), max(words.end, figure.end)
    if values and not currencies_differ(said, printed):
        yield WordsDigits(start, end, said, printed, values, digits)
