"""Long figures that one slip parts from a table figure, where the text cites the table in words of its own.

"The council received £93,695" names no row of "Total receipts | 93,659", but where a text's figures are nearly all
those of its table, a long one that is none of them and has all but one of the digits of one is seldom an accident.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from qa_service.checks.table_arithmetic import one_edit, swapped
from qa_service.checks.table_change_words import manner_of
from qa_service.checks.table_companions import longer_tied
from qa_service.checks.table_derived import cued
from qa_service.checks.table_doubts import is_doubtful
from qa_service.checks.table_entries import Entries, Entry
from qa_service.checks.table_mentions import Mention, figures_beside
from qa_service.checks.table_misses import Near, powers_between
from qa_service.checks.table_naming import Naming
from qa_service.checks.table_words import all_words
from qa_service.checks.table_years import nearest_years
from qa_service.documents import Document
from qa_service.documents.spans_figures import figure_value

# Digits that a figure needs: with a swap, and with another digit, which is met by accident more often.
SWAP_DIGITS, DIGITS_LEAST = 4, 5
MOST_FIGURES = 300
LEAST_TIED, LEAST_SHARE = 2, 0.5
COMMON_LETTERS = 4


def slipped(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the only table figure that a long figure misses by one slip, in a text that cites its tables."""
    if mention.percent or mention.approximate or _telling_digits(mention) < SWAP_DIGITS:
        return None
    if len(entries.values) > MOST_FIGURES or not _cites(document, entries):
        return None
    found = {near.right: near for each in entries.entries if (near := _slip(document, mention, each)) is not None}
    if len(found) != 1:
        return None
    (near,) = found.values()
    if _is_explained(document, mention, near) or is_doubtful(document, mention, near.entry, entries):
        return None
    return near


def _telling_digits(mention: Mention) -> int:
    return len(f"{mention.value:f}".replace(".", "").strip("0"))


def _cites(document: Document, entries: Entries) -> bool:
    """Whether most figures of the text are figures of its tables."""
    tied, long = longer_tied(document, entries)
    return tied >= LEAST_TIED and tied / long >= LEAST_SHARE


def _slip(document: Document, mention: Mention, entry: Entry) -> Near | None:
    if entry.percent or (mention.currency and entry.times):
        return None
    for power in powers_between(mention, entry):
        right = abs(entry.figure.value).scaleb(power).quantize(Decimal(1).scaleb(-mention.decimals), ROUND_HALF_UP)
        same = len(f"{right:f}") == len(f"{mention.value:f}")
        if same and one_edit(mention.value, right, mention.decimals) and _tells(document, mention, entry, right):
            return Near(entry, right, Naming(0.0, 0.0, False))
    return None


def _tells(document: Document, mention: Mention, entry: Entry, right: Decimal) -> bool:
    """Whether the slip is a swap, or the sentence has a word akin to those of row or column."""
    if swapped(mention.value, right, mention.decimals):
        return True
    return _telling_digits(mention) >= DIGITS_LEAST and _is_akin(document, mention, entry)


def _is_akin(document: Document, mention: Mention, entry: Entry) -> bool:
    said = {word[:COMMON_LETTERS] for word in all_words(document.text[slice(*mention.sentence)])}
    named = (word for word in entry.row_words | entry.column_words if len(word) >= COMMON_LETTERS and word.isalpha())
    return any(word[:COMMON_LETTERS] in said for word in named)


def _is_explained(document: Document, mention: Mention, near: Near) -> bool:
    """Whether the sentence works the figure out, or tells the table's as well or another year, or the text repeats it.

    What is worked out is a swap of a figure of the table too seldom to be asked.
    """
    text, (start, end) = document.text, mention.sentence
    swap = swapped(mention.value, near.right, mention.decimals)
    if (cued(text[start:end]) and not swap) or text.count(text[mention.start : mention.end]) > 1:
        return True
    if near.entry.years and not near.entry.change and manner_of(document, mention) != "level":
        return True
    years = nearest_years(text, mention)
    if years and near.entry.years and years.isdisjoint(near.entry.years):
        return True
    others = set(_others(document, mention))
    return bool(others & {near.right, abs(near.right - mention.value)})


def _others(document: Document, mention: Mention) -> Iterator[Decimal]:
    values = (figure_value(found.group()) for found in figures_beside(document, mention))
    return (value for value in values if value is not None)
