"""What a passage says before a figure: which of the words that tell rows and columns apart it said last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from qa_service.checks.tables.tie_out.entries import Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.words import BAND, MONTHS, WORD, band_name, bands_in, key
from qa_service.documents import Document

# "BH-3", "Unit 12", "Q3": what numbers rows and columns whose words are the same.
CODE = re.compile(r"(?<![\w.,])(?P<word>[A-Za-z]{1,8})[-\s]?(?P<number>\d{1,3}[a-z]?)(?![\w%]|[.,]\d)")
MOST_CHARS, MOST_MORE = 900, 1
# How a part of a text begins that is about one row: "**Rigid plastics.** Sales fell", "*Interest.* We paid".
LEAD_IN = re.compile(
    r"\s*+(?:(?:[-*\u2022]|\d{1,2}[.)]|\([a-z\d]{1,2}\))\s+)?(?:[*_]{1,3}(?P<marked>[^*_\n]{2,80})[*_]{1,3}|(?P<plain>[^.:\n]{2,60}):\s)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a paragraph before a figure: where each word was said last, and what the paragraph is headed."""

    last: Mapping[str, int]
    head: Set[str]

    @classmethod
    def before(cls, document: Document, mention: Mention) -> Passage:
        """Return what is said before a figure."""
        text, end = document.text, mention.start
        start = max(text.rfind("\n\n", 0, mention.sentence[0]) + 2, end - MOST_CHARS, 0)
        said = {key(found.group().lower()): found.start() for found in WORD.finditer(text, start, end)}
        said |= {code: found.start() for found in CODE.finditer(text, start, end) if (code := code_of(found))}
        said |= {band_name(found): found.start() for found in BAND.finditer(text, start, end)}
        led = LEAD_IN.match(text, start, end)
        head = (led["marked"] or led["plain"]) if led is not None else _heading(text, start)
        return cls(said, names_in(head))

    def is_about(self, names: Set[str]) -> bool:
        """Tell whether the paragraph is headed by some names, and by little else."""
        return bool(names) and names <= self.head and len(self.head) <= len(names) + MOST_MORE

    def is_headed_by(self, names: Set[str]) -> bool:
        """Tell whether the paragraph is headed by some of the names alone, or by all of them and little else."""
        return bool(self.head) and (self.head <= names or self.is_about(names))

    def said(self, names: Set[str]) -> int:
        """Return where the last of some names is said, -1 for nowhere."""
        return max((self.last.get(name, -1) for name in names), default=-1)


def _heading(text: str, start: int) -> str:
    """Return the line of a heading right before a paragraph."""
    line = text[max(0, start - 2 - 120) : max(0, start - 2)].rpartition("\n")[2]
    return line if line.startswith(("#", "*")) else ""


def code_of(found: re.Match[str]) -> str:
    """Return a code in one form, "BH 3" like "BH-3"; nothing for a day of a month."""
    word = found["word"].lower()
    return "" if word in MONTHS else word + found["number"].lower()


def names_in(text: str) -> frozenset[str]:
    """Return the words and the codes of a text."""
    words = frozenset(key(word) for word in WORD.findall(text.lower()))
    codes = frozenset(code for found in CODE.finditer(text) if (code := code_of(found)))
    return words | codes | bands_in(text.lower())


@dataclass(frozen=True)
class Telling:
    """The words and codes that tell the rows and the columns of tables apart."""

    rows: dict[int, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    columns: dict[tuple[int, int], Mapping[int, frozenset[str]]] = field(default_factory=dict)

    def of_row(self, entry: Entry) -> frozenset[str]:
        """Return what tells the row of an entry from most others."""
        table = entry.table
        if id(table) not in self.rows:
            self.rows[id(table)] = _telling({at: names_in(label) for at, label in enumerate(table.labels)})
        return self.rows[id(table)].get(entry.cell.row, frozenset())

    def of_column(self, entry: Entry) -> frozenset[str]:
        """Return what tells the column of an entry from most others."""
        place = (id(entry.table), entry.block.start)
        if place not in self.columns:
            heads = entry.block.heads[entry.table.first_column :]
            named = {at: names_in(head) for at, head in enumerate(heads, entry.table.first_column)}
            self.columns[place] = _telling(named)
        return self.columns[place].get(entry.cell.column, frozenset())


def _telling(named: Mapping[int, frozenset[str]]) -> Mapping[int, frozenset[str]]:
    """Keep of names those that a quarter of the lines at most have."""
    often: dict[str, int] = {}
    for names in named.values():
        for name in names:
            often[name] = often.get(name, 0) + 1
    most = max(1, len(named) // 4)
    return {at: frozenset(name for name in names if often[name] <= most) for at, names in named.items()}


def telling_of(document: Document) -> Telling:
    """Return what tells rows and columns apart, read once."""
    return document.cached("what tells rows and columns", lambda _: Telling())


def nearer(passage: Passage, names: Set[str], others: Sequence[Set[str]]) -> int:
    """Return 1 where some names are said later than any of others, -1 where earlier, 0 where neither is said."""
    own, other = passage.said(names), max((passage.said(each) for each in others), default=-1)
    return (own > other) - (own < other)
