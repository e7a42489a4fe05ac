"""Counts of two digits, which are near so many others that the sentence has to say plainly which one it means."""

from __future__ import annotations

import re
from decimal import Decimal

from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import TIME_UNIT, Mention, figures_beside
from qa_service.checks.tables.tie_out.naming import Naming
from qa_service.checks.tables.tie_out.words import all_words, key, words_of
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value
from qa_service.documents.searching.word_sets import word_list

WITHIN = re.compile(r"(?i)\W*(?:among(?:st)?|in|within|of|for|at|with)\s([^,\d]{1,80}),")
OF_WHOLE = re.compile(r"\s(?:out\s)?of\s(?:the\s|its\s|their\s|our\s)?(?P<whole>\d[\d.,]*\d)")
CLAUSE_END = re.compile(r"[,;:](?!\d)")
LEAST_NAMED = 0.5
# Whatever a table counts is said with these; any other word may make the figure one of something else.
NEUTRAL = frozenset(
    map(
        key,
        word_list(
            "patients participants people persons subjects respondents group groups arm cases seen reported "
            "recorded found observed present counted had showed numbers stood came reached was were made averaged "
            "average mean only compared against respectively each both percent"
        ),
    )
)


def is_near_short(mention: Mention, entries: Entries) -> bool:
    """Tell whether a table holds two digits that differ in one, or stand in the other order."""
    tens, ones = divmod(int(mention.value), 10)
    near = (
        {tens * 10 + digit for digit in range(10)} | {digit * 10 + ones for digit in range(1, 10)} | {ones * 10 + tens}
    )
    return not near.isdisjoint(entries.short)


def is_plain(document: Document, mention: Mention, entry: Entry, naming: Naming, entries: Entries) -> bool:
    """Tell whether a sentence cites the table: it swaps two digits, or names row and column, and all else is there."""
    if f"{abs(entry.figure.value):f}"[::-1] == f"{mention.value:f}":
        return True
    others = said_beside(document, mention)
    row = {abs(figure.value) for figure in entry.table.figures[entry.cell.row] if figure is not None}
    full = naming.row == naming.column == 1 and not row.isdisjoint(others)
    whole = OF_WHOLE.match(document.text, mention.end)
    if full and whole and figure_value(whole["whole"]) in row:
        return True
    if not full and _own_words(document, mention) - NEUTRAL - entries.by_word.keys():
        return False
    if (
        naming.column < LEAST_NAMED
        or is_within(document, mention, entry)
        or not all(entries.holds(value, value) for value in others)
    ):
        return False
    return naming.column == 1 or not row.isdisjoint(others)


def _own_words(document: Document, mention: Mention) -> frozenset[str]:
    """Return what the clause of a figure says."""
    text, (start, end) = document.text, mention.sentence
    start = max((each.end() for each in CLAUSE_END.finditer(text, start, mention.start)), default=start)
    behind = CLAUSE_END.search(text, mention.end, end)
    return words_of(text[start : behind.start() if behind else end])


def said_beside(document: Document, mention: Mention) -> set[Decimal]:
    """Return the other figures of the sentence but for times."""
    found = figures_beside(document, mention)
    values = (figure_value(each.group()) for each in found if not TIME_UNIT.match(document.text, each.end()))
    return {value for value in values if value is not None}


def is_within(document: Document, mention: Mention, entry: Entry) -> bool:
    """Tell whether the sentence opens with what the row names, so that the figure may be a part of it."""
    opened = WITHIN.match(document.text, mention.sentence[0], mention.start)
    return opened is not None and entry.row_words <= all_words(opened[1])
