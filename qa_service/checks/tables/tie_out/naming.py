"""How plainly a sentence names a figure of a table: the words of its row and column, its year, and in what way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from qa_service.checks.tables import kinds
from qa_service.checks.tables.tie_out.acronyms import spelled_out
from qa_service.checks.tables.tie_out.entries import NAMELESS, Entries, Entry, caption_of
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.periods import may_be_one, periods_beside, periods_in
from qa_service.checks.tables.tie_out.words import WORD, all_words, key, words_of
from qa_service.checks.tables.tie_out.years import years_beside
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun

# A word of every row, such as the head of a column, names none of them well.
MOST_CANDIDATES, MOST_NAMED = 2_000, 400
UNSAID_TOTAL = 0.75
# "Altogether" names a total, but not which of its columns.
SAID_TOTAL = 0.4
BESIDE, OPENING, SUBJECT_WORDS = 40, 120, 5
LONG_DIGITS = 6
UNDATED_DIGITS = 4
# What a figure is compared with comes behind it.
TAIL = re.compile(r";\s|\s(?:against|compared\s(?:to|with)|versus|vs\.?|(?:up|down)\sfrom|from)\s")
MONEY = re.compile(r"(?i)[$\u20ac\u00a3\u00a5\u20b9]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?)\b")
MEASURED = re.compile(
    r"(?i)\b(?:mm|cm|km|sq\.?\s(?:ft|m)|[mkg]?wh|tonnes?|litres?|hours|stunden|heures|days|kg|mg|hectares?|acres?)\b"
    r"|m[\u00b2\u00b3]"
)
PART_OF = re.compile(
    r"(?i)\b(?:of which|of whom|thereof|davon|darunter)\s(?:\w+\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"
)
OF_THESE = re.compile(
    r"(?i)\W*(?:(?:of|from|von|der)\s(?P<parted>[^,\d]{1,80}),|(?:of|von)\s(?P<whole>[^,\d]{1,80})\Z)"
)
OF_YEAR = re.compile(r"\((?:19|20)\d\d:\s?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z")
PRONOUN = re.compile(r"(?:Its?|They|Their|This|These|Sie|Ihre?|Sein|Seine|Dies\w*|Elle|Il)\b")
# "With Aldern sold, the largest position is …" is about another.
ASIDE_OPENING = re.compile(
    r"(?i)\W*(?:with(?!\s\d)|without|despite|besides?|unlike|like|after|before|since|beyond|apart)\b"
)
OF_CAUSE = re.compile(
    r"(?i)\s?(?:(?:thousand|million|billion|bn|m|k)\s)?of\s(?P<row>[^,.;\d]{3,60}?)\s(?:as a result of|resulting from|"
    r"related to|relating to|from|due to|arising from|attributable to|in connection with|caused by)\s"
)
# A row that digits alone name, such as a number of an account.
CODE = re.compile(r"\d{4}|\dx\d")
ALL_CASES = re.compile(r"(?i)(?:all|total|every|any)\s")
ALL_IN = re.compile(
    r"(?i)\b(?:total\w*|overall|altogether|in all|as a whole|sum|aggregate|together|combined|gesamt\w*|"
    r"insgesamt|summe|(?:of|for|across|in|over) all(?! (?:the )?(?:these|those|this|that))(?= \w))\b"
)


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """The shares of the row's and the column's words that a sentence says, and whether it says the year.

    ``alone`` tells that it says a word of the row that no other row of the table has, ``cited`` that it cites another
    figure of the row.
    """

    row: float
    column: float
    year: bool
    alone: bool = False
    cited: bool = False

    @property
    def beside_row(self) -> bool:
        """Whether more than the row is named."""
        return self.year or self.column > 0 or self.cited


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that a sentence may speak of."""

    entry: Entry
    naming: Naming


@dataclass(frozen=True, slots=True)
class Fitting:
    """The entries that the sentence of a figure may speak of, and what it says that names them."""

    entries: Sequence[Entry]
    words: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    sentence: str = ""

    def named(self, entries: Entries) -> list[Named]:
        """Return how plainly the sentence names each."""
        return [Named(each, _naming(each, self.words, self.years, self.sentence, entries)) for each in self.entries]


def fitting(document: Document, mention: Mention, entries: Entries) -> Fitting:
    """Return the entries that the sentence of a figure may speak of; none where it speaks of another period."""
    years = years_beside(document, mention)
    if years and not years & entries.years and (entries.years or mention.digits < UNDATED_DIGITS):
        return Fitting(())
    sentence = document.text[mention.sentence[0] : mention.sentence[1]]
    words = all_words(sentence) | _taken_up(document, mention) | spelled_out(sentence, entries.initials)
    # "12.0% (2023: 10.5%)" tells what a table without that year does not.
    dated = OF_YEAR.search(document.text, max(0, mention.start - 12), mention.start) is not None
    periods = frozenset[str]()
    if entries.tell_periods:
        periods, words = periods_beside(document.text, mention.sentence, mention.place), words | periods_in(sentence)
    looked_up = words | {NAMELESS} if ALL_IN.search(sentence) else words
    found = [
        entry
        for entry in _candidates(mention, entries, looked_up)
        if (not (years and (entry.years or dated)) or years & entry.years) and fits(mention, entry, periods)
    ]
    return Fitting(found, words, years, sentence)


def _taken_up(document: Document, mention: Mention) -> frozenset[str]:
    """Return what a sentence that begins with a pronoun takes up: "Rail systems led again. Its revenue was …"."""
    start = mention.sentence[0]
    before = last_begun(document.sentences, start - 1) if start and PRONOUN.match(document.text, start) else None
    if before is None or document.text.find("\n\n", before.end, start) >= 0:
        return frozenset()
    first = WORD.findall(document.text[before.start : before.start + OPENING].lower())[:SUBJECT_WORDS]
    return frozenset(map(key, first))


def fits(mention: Mention, entry: Entry, periods: frozenset[str]) -> bool:
    """Tell whether an entry is of a period, and in a unit of time, that a figure is said to be of."""
    return not (
        is_in_other_time(mention, entry) or is_in_no_money(mention, entry) or is_of_other_period(entry, periods)
    )


def is_in_other_time(mention: Mention, entry: Entry) -> bool:
    """Tell whether a figure is in a unit of time, and an entry is not known to be in it."""
    return bool(mention.unit) and mention.unit not in entry.row_words | entry.column_words | entry.times


def is_in_no_money(mention: Mention, entry: Entry) -> bool:
    """Tell whether a figure is an amount of money, and an entry is measured in something else."""
    return mention.currency and not entry.figure.currency and _is_measured(entry)


def is_of_other_period(entry: Entry, periods: frozenset[str]) -> bool:
    """Tell whether an entry is of periods, and none of them is said."""
    return bool(periods and entry.periods) and not may_be_one(periods, entry.periods)


def _is_measured(entry: Entry) -> bool:
    """Whether the head of a column, or the label of a row, names a unit of measurement and no money."""
    return _names_unit(f"{entry.block.heads[entry.cell.column]} {entry.table.labels[entry.cell.row]}")


@lru_cache(maxsize=1 << 12)
def _names_unit(label: str) -> bool:
    return MEASURED.search(label) is not None and MONEY.search(label) is None


def _candidates(mention: Mention, entries: Entries, words: frozenset[str]) -> Iterator[Entry]:
    # Figures as long as this are told by their digits alone.
    everywhere = mention.digits >= LONG_DIGITS
    chosen = range(min(len(entries.entries), MOST_CANDIDATES)) if everywhere else sorted(_places(entries, words))
    return (entries.entries[at] for at in chosen)


def _places(entries: Entries, words: frozenset[str]) -> Iterator[int]:
    """Yield the entries that the words name, those of the rarest words first, without repeats."""
    known = sorted(words & entries.by_word.keys(), key=lambda word: (len(entries.by_word[word]), word))
    every = dict.fromkeys(at for word in known for at in entries.by_word[word])
    return islice(every, MOST_NAMED)


def _naming(entry: Entry, words: frozenset[str], years: frozenset[int], sentence: str, entries: Entries) -> Naming:
    core = entries.cores.get((id(entry.table), entry.cell.row), entry.row_words)
    row = max(_share(entry.row_words, words), _share(core, words))
    column = _share(entry.column_words, words)
    total = _is_total(entry.table.labels[entry.cell.row])
    said = total and ALL_IN.search(sentence) is not None
    if entry.row_words:
        row *= 1 if said or not total else UNSAID_TOTAL
    elif CODE.search(entry.table.labels[entry.cell.row]) and not (entry.years or total):
        row = float(entry.table.labels[entry.cell.row] in sentence)
    elif not total or entry.column_words:
        row = max(column, SAID_TOTAL * said) if said or not total else column / 2
    else:
        row = float(said)
    rows = entries.rows_of_word
    alone = any(len(rows[id(entry.table), word]) == 1 for word in entry.row_words & words)
    return Naming(row, column, bool(years & entry.years), alone)


@lru_cache(maxsize=1 << 12)
def _is_total(label: str) -> bool:
    return kinds.TOTAL.search(label) is not None


def _share(wanted: frozenset[str], words: frozenset[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0


def opens(document: Document, mention: Mention, entry: Entry) -> bool:
    """Tell whether a sentence begins with the label of an entry's row."""
    start = mention.sentence[0]
    if ASIDE_OPENING.match(document.text, start):
        return False
    first = WORD.findall(document.text[start : min(mention.start, start + OPENING)].lower())[: len(entry.row_words) + 2]
    return bool(entry.row_words) and entry.row_words <= frozenset(map(key, first))


def is_part(document: Document, mention: Mention, each: Named) -> bool:
    """Tell whether a figure is a part of what an entry's row names: "of staff costs, 1,597 were wages"."""
    if _is_of_cause(document, mention, each.entry):
        return True
    start = mention.sentence[0]
    opened = OF_THESE.match(document.text, start, mention.start)
    row = each.entry.row_words
    if opened is not None and row and row <= all_words(opened["parted"] or opened["whole"]):
        return not _is_of_caption(document, mention, each.entry)
    said = PART_OF.search(document.text, start, mention.start)
    if said is None:
        return False
    # "Of which 96,150 is restricted" names a column of the row, "of which 12,480 for wages" the row itself.
    part = document.text[said.start() : mention.sentence[1]]
    return each.naming.column == 0 and not (row and row <= all_words(part))


def _is_of_cause(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a figure is what one cause made of a row: "136 million of operating income from the settlement"."""
    found = OF_CAUSE.match(document.text, mention.end, mention.sentence[1])
    return found is not None and bool(entry.row_words) and not entry.row_words.isdisjoint(words_of(found["row"]))


def _is_of_caption(document: Document, mention: Mention, entry: Entry) -> bool:
    """Whether a row of all cases counts what the caption names: "of the patients, 423 were randomised"."""
    if not ALL_CASES.match(entry.table.labels[entry.cell.row]):
        return False
    said = words_of(document.text[mention.end : mention.sentence[1]].partition(",")[0])
    return not (said - entry.row_words).isdisjoint(words_of(caption_of(document, entry.table)))
