"""How plainly a sentence names a figure of a table: the words of its row and column, its year, and in what way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks import table_kinds as kinds
from qa_service.checks.table_entries import NAMELESS, Entries, Entry, all_words
from qa_service.checks.table_mentions import Mention, nearest_years
from qa_service.documents import Document

MOST_CANDIDATES = 2_000
UNSAID_TOTAL = 0.75
BESIDE = 40
LONG_DIGITS = 6
UNDATED_DIGITS = 4
CHANGED = re.compile(
    r"(?i)\b(?:increas\w*|decreas\w*|rose|ris\w+|fell|fall\w*|grew|grow\w*|declin\w*|up|down|gain\w*|drop\w*|improv\w*|"
    r"reduc\w*|stieg\w*|sank\w*|wuchs\w*|gestiegen|gesunken|change\w*)\s(?:(?:by|of|um|about|"
    r"approximately|around)\s){0,2}"
    r"(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
BY = re.compile(r"(?i)\b(?:by|um)\s(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z")
CHANGE_VERB = re.compile(
    r"(?i)\b(?:increas\w*|decreas\w*|rose|ris\w+|fell|fall\w*|gr[eo]w\w*|declin\w*|climb\w*|drop\w*|improv\w*|reduc\w*|chang\w*|"
    r"stieg\w*|sank\w*|wuchs\w*|higher|lower|up|down)\b"
)
# "by $2,415 or 17.9%": the second figure says the same change.
SAID_TWICE = re.compile(
    r"(?i)[\d][\d.,]*\s?(?:million|billion|thousand|bn|mn|m|%|per\s?cent)?,?\s?(?:or|and|"
    r"\()\s?(?:[$\u20ac\u00a3]\s?)?\Z"
)
MEASURE = re.compile(
    r"(?i)\b(?:adjusted|normali[sz]ed|underlying|organic|like-for-like|constant|pro forma|excluding|bereinigt\w*|"
    r"(?:first|second|third|fourth|1st|2nd)[\s-](?:half|quarter|months?)|h[12]\b|q[1-4]\b|expect\w*|forecast\w*|"
    r"guidance|anticipat\w*|budgeted|outlook|erwart\w*|prognos\w*)"
)
PART_OF = re.compile(
    r"(?i)\b(?:of which|of whom|thereof|davon|darunter)\s(?:\w+\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
OF_THESE = re.compile(r"(?i)\W*(?:of|from|von|der)\s([^,\d]{1,80}),")
ALL_IN = re.compile(
    r"(?i)\b(?:total\w*|overall|altogether|in all|sum|aggregate|together|combined|gesamt\w*|"
    r"insgesamt|summe)\b"
)


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """The shares of the row's and the column's words that a sentence says, and whether it says the year."""

    row: float
    column: float
    year: bool

    @property
    def beside_row(self) -> bool:
        """Whether more than the row is named."""
        return self.year or self.column > 0


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that a sentence may speak of."""

    entry: Entry
    naming: Naming


def named(document: Document, mention: Mention, entries: Entries) -> list[Named]:
    """Return the entries that the sentence of a figure may speak of; none where it speaks of another period."""
    years = nearest_years(document.text, mention)
    if years and not years & entries.years and (entries.years or mention.digits < UNDATED_DIGITS):
        return []
    sentence = document.text[mention.sentence[0] : mention.sentence[1]]
    words = all_words(sentence)
    looked_up = words | {NAMELESS} if ALL_IN.search(sentence) else words
    fitting = [
        entry
        for entry in _candidates(mention, entries, looked_up)
        if not (entry.years and years) or years & entry.years
    ]
    return [Named(entry, _naming(entry, words, years, sentence)) for entry in fitting]


def _candidates(mention: Mention, entries: Entries, words: frozenset[str]) -> Iterator[Entry]:
    places = sorted({at for word in words for at in entries.by_word.get(word, ())})
    # Figures as long as this are told by their digits alone.
    chosen: Sequence[int] = range(len(entries.entries)) if mention.digits >= LONG_DIGITS else places
    return (entries.entries[at] for at in chosen[:MOST_CANDIDATES])


def _naming(entry: Entry, words: frozenset[str], years: frozenset[int], sentence: str) -> Naming:
    row, column = _share(entry.row_words, words), _share(entry.column_words, words)
    total = kinds.TOTAL.search(entry.table.labels[entry.cell.row]) is not None
    said = total and ALL_IN.search(sentence) is not None
    if entry.row_words:
        row *= 1 if said or not total else UNSAID_TOTAL
    elif not total or entry.column_words:
        row = column if said or not total else column / 2
    else:
        row = float(said)
    return Naming(row, column, bool(years & entry.years))


def _share(wanted: frozenset[str], words: frozenset[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0


def another_measure(document: Document, mention: Mention, found: Sequence[Named]) -> bool:
    """Tell whether the words beside a figure make it an adjusted one, or one of a quarter or the future."""
    start, end = mention.sentence
    entries = [each.entry for each in found]
    known = " ".join({*entries[0].block.heads, *(entry.table.labels[entry.cell.row] for entry in entries)}).lower()
    near = mention.start - BESIDE, mention.end + BESIDE
    first, last = (max(start, near[0]), min(end, near[1])) if mention.digits > 2 else (start, end)
    said = (match.group().lower() for match in MEASURE.finditer(document.text, first, last))
    return any(word not in known for word in said)


def is_part(document: Document, mention: Mention, each: Named) -> bool:
    """Tell whether a figure is a part of what an entry's row names: "of staff costs, 1,597 were wages"."""
    start = mention.sentence[0]
    opened = OF_THESE.match(document.text, start, mention.start)
    row = each.entry.row_words
    if opened is not None and row and row <= all_words(opened[1]):
        return True
    # "Of which 96,150 is restricted" names a column of the row.
    return PART_OF.search(document.text[start : mention.start]) is not None and each.naming.column == 0


def is_change(document: Document, mention: Mention) -> bool:
    """Tell whether a figure says by how much something changed."""
    before = document.text[max(mention.sentence[0], mention.start - 60) : mention.start]
    before = SAID_TWICE.sub("", before)
    return CHANGED.search(before) is not None or (BY.search(before) and CHANGE_VERB.search(before)) is not None
