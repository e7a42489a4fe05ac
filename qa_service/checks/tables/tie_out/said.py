"""What a sentence says around one of its figures: words, years, other figures, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from qa_service.checks.tables.tie_out.acronyms import spelled_out
from qa_service.checks.tables.tie_out.another_measure import another_measure
from qa_service.checks.tables.tie_out.change_words import Manner, manner_of
from qa_service.checks.tables.tie_out.companions import (
    all_mentions,
    cited_beside,
    is_from_before,
    is_held,
    is_summand,
    longer_tied,
    said_together,
)
from qa_service.checks.tables.tie_out.doubts import (
    is_among_strange,
    is_in_foreign_unit,
    is_in_other_unit,
    is_in_own_unit,
)
from qa_service.checks.tables.tie_out.elsewhere import clause_of
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention, figures_beside
from qa_service.checks.tables.tie_out.naming import (
    Named,
    Naming,
    is_in_no_money,
    is_in_other_time,
    is_of_other_period,
    is_part,
)
from qa_service.checks.tables.tie_out.other_measures import (
    AHEAD,
    EARLIER,
    KINDS,
    is_limit,
    limit_in,
    measures_in,
    other_measures,
)
from qa_service.checks.tables.tie_out.periods import periods_beside
from qa_service.checks.tables.tie_out.then_and_now import BEFORE
from qa_service.checks.tables.tie_out.weights import Signs
from qa_service.checks.tables.tie_out.words import YEAR, all_words
from qa_service.checks.tables.tie_out.years import years_beside
from qa_service.documents import Document
from qa_service.documents.numbers.figures import figure_value

HUNDRED = 100
MOST_DIGITS, MOST_PLACES = 7, 4
# "Personnel" says "person" as much as "persons" does, but not as surely.
ROOT, AKIN = 5, 80
BY = re.compile(r"(?i)\b(?:by|of|um|de)\s(?:about\s|some\s)?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?|[A-Z]{3}\s)?\Z")
REACH = 30


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a stretch of text says, and the roots of the longer ones."""

    whole: Set[str]
    roots: Set[str]
    shares: dict[Set[str], int] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, text: str, initials: Mapping[str, frozenset[str]]) -> Words:
        """Return the words of a text, and those for which its acronyms stand."""
        whole = all_words(text) | spelled_out(text, initials)
        return cls(whole, frozenset(word[:ROOT] for word in whole if len(word) >= ROOT - 1))

    def says(self, word: str) -> int:
        """Return how surely a word is said, in hundredths."""
        if word in self.whole:
            return HUNDRED
        return AKIN if len(word) >= ROOT - 1 and word[:ROOT] in self.roots else 0

    def share(self, words: Set[str]) -> int:
        """Return how much of a label is said, in hundredths; worked out once for all figures that have the label."""
        if words not in self.shares:
            self.shares[words] = self._share(words)
        return self.shares[words]

    def _share(self, words: Set[str]) -> int:
        telling = [word for word in words if not word.isdigit()]
        return sum(map(self.says, telling)) // len(telling) if telling else 0


@dataclass(frozen=True)
class Said:
    """What a sentence says around one of its figures, whichever table figure it may be a slip of."""

    mention: Mention
    printed: str
    clause: Words
    sentence: Words
    years: Set[int]
    periods: frozenset[str]
    measures: Sequence[tuple[str, str]]
    limit: str | None
    earlier: Set[str]
    dated: bool
    told_year: bool
    undated: bool
    cited: Sequence[Entry]
    rows: Set[tuple[int, int]]
    columns: Set[tuple[int, int]]
    others: Set[Decimal]
    manner: Manner
    common: Mapping[str, int]

    @classmethod
    def around(cls, document: Document, mention: Mention, entries: Entries) -> Said:
        """Return what the sentence of a figure says."""
        text = document.text
        cited = cited_beside(document, mention, entries)
        longer = (each.group() for each in figures_beside(document, mention) if len(each.group()) > 1)
        together = said_together(document, mention)
        before = text[max(mention.sentence[0], mention.start - REACH) : mention.start]
        printed = f"{mention.value:f}"
        clause, years = text[slice(*clause_of(document, mention))], years_beside(document, mention)
        return cls(
            mention,
            clause,
            Words.of(clause, entries.initials),
            Words.of(text[slice(*mention.sentence)], entries.initials),
            years,
            periods_beside(text, mention.sentence, mention.place) if entries.tell_periods else frozenset(),
            measures_in(clause),
            limit_in(text[mention.sentence[0] : mention.start], text[mention.end : mention.end + AHEAD]),
            {found.group().lower() for found in EARLIER.finditer(clause)},
            YEAR.search(clause) is not None,
            _tells_year(text, mention),
            not years or _is_undated(clause),
            cited,
            {(id(each.table), each.cell.row) for each in cited},
            {(id(each.table), each.cell.column) for each in cited},
            {value for value in map(figure_value, longer) if value is not None},
            manner_of(document, mention),
            {
                "digits": min(mention.digits, MOST_DIGITS),
                "noughts": len(printed) - len(printed.rstrip("0")),
                "short": int(mention.digits <= 2),
                "by": int(BY.search(before) is not None),
                "place": min(sum(other.start < mention.start for other in together), MOST_PLACES),
                "tied_beside": int(any(is_held(other, entries) for other in together)),
                "summand": int(is_summand(document, mention)),
                "from_before": int(is_from_before(document, mention)),
                "tied": _tied(document, entries),
                "untied": _untied(document, entries).bit_length(),
            },
        )

    def rarity(self, entry: Entry, entries: Entries) -> int:
        """Return how many halvings of the table's rows the words of a row tell that the sentence says."""
        table = id(entry.table)
        rows = len(entries.words_of_rows[table])
        words = (word for word in entry.row_words if self.sentence.says(word))
        return sum((rows // len(entries.rows_of_word[table, word])).bit_length() - 1 for word in words)

    def rarity_of_column(self, entry: Entry, entries: Entries) -> int:
        """Return how many halvings of the table's columns the words of a column tell that the sentence says."""
        heads = entries.words_of_columns[id(entry.table)]
        said = (word for word in entry.column_words if self.sentence.says(word))
        shares = (sum(word in words for words in heads.values()) for word in said)
        return sum((len(heads) // share).bit_length() - 1 for share in shares if share)


def _tells_year(text: str, mention: Mention) -> bool:
    """Whether a year stands between the semicolons around a figure."""
    start, end = mention.sentence
    before, behind = text.rfind("; ", start, mention.start), text.find("; ", mention.end, end)
    return YEAR.search(text, max(before, start), behind if behind >= 0 else end) is not None


def _is_undated(clause: str) -> bool:
    """Whether what is said of a figure behind a word such as "versus" tells no year of its own."""
    cues = [found.end() for found in BEFORE.finditer(clause)]
    return bool(cues) and YEAR.search(clause, cues[-1]) is None


def is_of_other_year(said: Said, entry: Entry) -> bool:
    """Tell whether the clause of a figure says years of which an entry is not."""
    return said.dated and _parts_from(said.years, entry.years)


def _parts_from(said: Set[int], told: Set[int]) -> bool:
    return bool(said and told) and said.isdisjoint(told)


def objections(document: Document, said: Said, entry: Entry, entries: Entries) -> Signs:
    """Return what makes a figure one of another period, unit, measure or part than an entry, or of its unit."""
    mention = said.mention
    named = Named(entry, Naming(said.sentence.share(entry.row_words) / HUNDRED, 0.0, bool(said.years & entry.years)))
    return {
        "other_year": int(_parts_from(said.years, entry.years)),
        "other_time": int(is_in_other_time(mention, entry)),
        "no_money": int(is_in_no_money(mention, entry)),
        "other_period": int(is_of_other_period(entry, said.periods)),
        "part": int(is_part(document, mention, named)),
        "other_measure": int(another_measure(document, mention, [entry])),
        **_other_measures(said, entry),
        "strange": int(is_among_strange(document, mention, entry, entries)),
        "other_unit": int(is_in_other_unit(document, mention, entry)),
        "foreign_unit": int(is_in_foreign_unit(document, mention, entry)),
        "own_unit": int(is_in_own_unit(document, mention, entry)),
    }


def called(entry: Entry) -> str:
    """Return what the row of an entry and the columns of its block are called."""
    return f"{entry.table.labels[entry.cell.row]} {' '.join(entry.block.heads)}".lower()


def _other_measures(said: Said, entry: Entry) -> Signs:
    own = called(entry)
    kinds = other_measures(said.measures, own, entry.periods)
    return {f"said_{kind}": int(kind in kinds) for kind in KINDS} | {"said_limit": int(is_limit(said.limit, own))}


def how_often(document: Document, value: Decimal) -> int:
    """Return how often a text says a figure outside of its tables."""
    return document.cached("how often figures are said", _how_often).get(value, 0)


def _how_often(document: Document) -> Mapping[Decimal, int]:
    often: dict[Decimal, int] = {}
    for each in all_mentions(document):
        often[each.value] = often.get(each.value, 0) + 1
    return often


def _tied(document: Document, entries: Entries) -> int:
    """Return how many tenths of the longer figures of a text are its tables', with one of each kind beforehand."""
    tied, long = longer_tied(document, entries)
    return (tied + 1) * 10 // (long + 2)


def _untied(document: Document, entries: Entries) -> int:
    """Return how many of the longer figures of a text are no table's: where there are many, one more is no wonder."""
    tied, long = longer_tied(document, entries)
    return long - tied
