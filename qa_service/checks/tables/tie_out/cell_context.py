"""What speaks for one cell and against another of its row or column: what was said before, and now or then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from qa_service.checks.tables.tie_out.elsewhere import clause_of
from qa_service.checks.tables.tie_out.entries import Entries, Entry, lines_of
from qa_service.checks.tables.tie_out.habit import habit, how_often_cited
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import powers_between
from qa_service.checks.tables.tie_out.naming import ALL_IN
from qa_service.checks.tables.tie_out.near_short import NEUTRAL
from qa_service.checks.tables.tie_out.of_none import is_total, is_total_column, signs_of_none
from qa_service.checks.tables.tie_out.passage import Passage, Telling, nearer, telling_of
from qa_service.checks.tables.tie_out.said import Said, Words
from qa_service.checks.tables.tie_out.then_and_now import LONG_AGO, later, moved, tense
from qa_service.checks.tables.tie_out.weights import Signs
from qa_service.checks.tables.tie_out.words import YEAR, words_of, years_of
from qa_service.documents import Document

MOST_CITED, MOST_FOREIGN, MOST_SAID = 3, 5, 2
CODED = re.compile(r"\d")
# "Lines picked peaked at 233,910"
PEAK = re.compile(r"(?i)\b(?:peak\w*|highest|record|maximum|busiest|largest|biggest|best|longest)\b")
LOW = re.compile(r"(?i)\b(?:lowest|trough\w*|bottomed|minimum|smallest|quietest|weakest|worst|shortest)\b")
# "$33.7 million in fiscal 2023", "17,035 (2023)"
YEAR_RIGHT_BEHIND = re.compile(
    r"(?i)(?:\s?(?:%|per\scent|thousand|million|billion|bn|m|k)(?!\w))?"
    rf"\s?(?:\((?:{YEAR.pattern})\)|(?:in|for|at|of|during)\s(?:the\s)?(?:(?:fiscal|financial|calendar)\s)?(?:year\s)?(?:{YEAR.pattern}))"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that the sentence may mean: ``right`` is what the text would print."""

    entry: Entry
    right: Decimal
    power: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence, and the paragraph before it, tell of one of its figures."""

    said: Said
    before: Words
    passage: Passage
    telling: Telling
    tense: Mapping[str, int]
    moved: int
    foreign: int
    whole: int
    extreme: int
    year: Set[int]
    of_none: Signs

    @classmethod
    def of(cls, document: Document, said: Said, entries: Entries) -> Sentence:
        """Return what the sentence of a figure tells."""
        mention = said.mention
        foreign = words_of(said.printed) - NEUTRAL - entries.by_word.keys()
        return cls(
            said,
            Words.of(document.text[clause_of(document, mention)[0] : mention.start], entries.initials),
            Passage.before(document, mention),
            telling_of(document),
            tense(document, mention, said.printed),
            moved(document, mention, clause_of(document, mention)),
            min(len(foreign), MOST_FOREIGN),
            int(ALL_IN.search(said.printed) is not None),
            int(PEAK.search(said.printed) is not None) - int(LOW.search(said.printed) is not None),
            _year_right_behind(document, mention),
            signs_of_none(document, mention),
        )

    def named_before(self, entry: Entry, holders: Sequence[Entry]) -> bool:
        """Tell whether the paragraph named the row of an entry last, or is headed by it."""
        names, others = self.telling.of_row(entry), [self.telling.of_row(each) for each in holders]
        return self.passage.is_about(names) or nearer(self.passage, names, others) > 0


def signs_of_context(document: Document, sentence: Sentence, cell: Cell, holder: Entry, entries: Entries) -> Signs:
    """Return what tells a cell from the one of its row, or of its column, that holds the figure."""
    printed = [(each.figure.decimals, each.percent, each.figure.currency, each.scale) for each in (cell.entry, holder)]
    whole = sentence.whole * (is_total(cell.entry) - is_total(holder))
    alike = {
        "more_total": whole,
        "cell_said": min(how_often_cited(document, cell.entry, entries), MOST_SAID),
        "holder_said": min(how_often_cited(document, holder, entries) - 1, MOST_SAID),
        **sentence.of_none,
        "unlike": int(printed[0] != printed[1]),
        "foreign": sentence.foreign,
        "extreme": _is_extreme(sentence, cell.entry, holder, entries)
        - _is_extreme(sentence, holder, cell.entry, entries),
    }
    if cell.entry.cell.row == holder.cell.row:
        return {**_signs_of_column(document, sentence, cell, holder, entries), **alike}
    return {**_signs_of_row(sentence, cell, holder), **alike}


def _year_right_behind(document: Document, mention: Mention) -> Set[int]:
    found = YEAR_RIGHT_BEHIND.match(document.text, mention.place[1])
    return years_of(found.group()) if found is not None else frozenset()


def _is_extreme(sentence: Sentence, entry: Entry, other: Entry, entries: Entries) -> int:
    """Return 1 where an entry is the largest, or the smallest, of the line of two, and the sentence says so of it."""
    if not sentence.extreme:
        return 0
    line, whole = (0, is_total_column) if entry.cell.row == other.cell.row else (1, is_total)
    beside = [each for each in entries.by_line[lines_of(entry)[line]] if not whole(each)]
    values = [abs(each.figure.value) for each in beside if each.percent == entry.percent]
    best = max(values, default=None) if sentence.extreme > 0 else min(values, default=None)
    return int(best is not None and len(values) > 2 and abs(entry.figure.value) == best)


def _signs_of_column(document: Document, sentence: Sentence, cell: Cell, holder: Entry, entries: Entries) -> Signs:
    """Return what tells a column from another one of the same row."""
    said, telling, entry = sentence.said, sentence.telling, cell.entry
    names, others = telling.of_column(entry), telling.of_column(holder)
    after = later(entry, holder) * (LONG_AGO.search(said.printed) is None)
    undated = after * said.undated
    code = nearer(sentence.passage, _codes(names), [_codes(others)])
    larger = 1 if cell.right > said.mention.value else -1
    return {
        "nearer_column": nearer(sentence.passage, names, [others]),
        "nearer_code": code,
        "paired": _is_paired(said, entry) - _is_paired(said, holder),
        "more_column_cited": _is_cited(said, entry, 1) - _is_cited(said, holder, 1),
        "year_behind": bool(sentence.year & entry.years) - bool(sentence.year & holder.years),
        "later": after,
        "later_undated": undated,
        **{f"later_{name}": undated * told for name, told in sentence.tense.items()},
        "more_column_before": sentence.before.share(entry.column_words) - sentence.before.share(holder.column_words),
        # A column that is named needs no habit.
        "habit": 0 if code else habit(document, said.mention, entry, holder, entries),
        "moved": sentence.moved * larger,
        "difference": _differs_as_said(said, cell, holder, entries),
    }


def _signs_of_row(sentence: Sentence, cell: Cell, holder: Entry) -> Signs:
    """Return what tells a row from another one of the same column."""
    said, passage, telling = sentence.said, sentence.passage, sentence.telling
    names, others = telling.of_row(cell.entry), telling.of_row(holder)
    own, other = (_cited_of_row(said, each) for each in (cell.entry, holder))
    return {
        "nearer_row": nearer(passage, names, [others]),
        "headed": passage.is_about(names) - passage.is_about(others),
        "more_row_before": sentence.before.share(cell.entry.row_words) - sentence.before.share(holder.row_words),
        "holder_unsaid": int(passage.said(others) < 0 and not any(map(said.sentence.says, others))),
        "more_cited_often": min(own, MOST_CITED) - min(other, MOST_CITED),
        "holder_cited": int(other > 0),
    }


def _is_paired(said: Said, entry: Entry) -> int:
    """Return 1 where the sentence cites the same column of another year: "nine months 2023" beside those of 2024."""
    row = lines_of(entry)[0]
    return int(
        any(
            lines_of(each)[0] == row and each.column_words == entry.column_words and each.years != entry.years
            for each in said.cited
        )
    )


def _codes(names: Set[str]) -> Set[str]:
    return {name for name in names if CODED.search(name)}


def _is_cited(said: Said, entry: Entry, line: int) -> int:
    return int(any(lines_of(each)[line] == lines_of(entry)[line] for each in said.cited))


def _cited_of_row(said: Said, entry: Entry) -> int:
    """Return how many figures of a row the sentence cites."""
    row = lines_of(entry)[0]
    return len({each.cell.column for each in said.cited if lines_of(each)[0] == row})


def _differs_as_said(said: Said, cell: Cell, holder: Entry, entries: Entries) -> int:
    """Return 1 where a sentence says the difference of a cell from a third one, -1 where it says the holder's."""
    row = [each for each in entries.by_line[lines_of(holder)[0]] if each.percent == holder.percent]
    powers = powers_between(said.mention, holder)
    own, held = (
        any(
            abs(abs(each.figure.value) - abs(one.figure.value)).scaleb(power) in said.others
            for each in row
            if each is not cell.entry and each is not holder
            for power in powers
        )
        for one in (cell.entry, holder)
    )
    return int(own) - int(held)
