"""Figures of the text that are another cell's than the sentence names, told by all that speaks for it and against it.

Where no single rule tells it, each cell that the sentence names better than those that hold the figure is weighed as a
slip is (`weighed_slip`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from heapq import nlargest

from qa_service.checks.tables.tie_out.cell_context import Cell, Sentence, signs_of_context
from qa_service.checks.tables.tie_out.companions import cited_by, said_together, usual_powers
from qa_service.checks.tables.tie_out.doubts import is_in_other_unit
from qa_service.checks.tables.tie_out.elsewhere import COMPARED, clause_of
from qa_service.checks.tables.tie_out.entries import Entries, Entry, lines_of
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import Near, powers_between
from qa_service.checks.tables.tie_out.naming import ASIDE_OPENING, Naming, opens
from qa_service.checks.tables.tie_out.of_none import is_beside_aim, is_of_all, is_of_another_thing, is_unpaired
from qa_service.checks.tables.tie_out.said import HUNDRED, Said, how_often, is_of_other_year, objections
from qa_service.checks.tables.tie_out.then_and_now import later
from qa_service.checks.tables.tie_out.weights import CELL, Signs, likeliest
from qa_service.documents import Document

# In long tables nearly every figure is met by accident.
MOST_CELLS = 250
MOST_CANDIDATES, MOST_HOLDERS, MOST_TIES = 8, 3, 4
MOST_RATIO = 20
YEAR_ASIDE, LONGEST_ASIDE = re.compile(r"\((?P<year>(?:19|20)\d\d):\s(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?)?\Z"), 16
# How well a cell counts as named whose row, or column, has no name.
UNNAMED = 40


@dataclass(frozen=True, slots=True)
class Names:
    """How well a sentence names a cell, in hundredths."""

    row: int
    row_sentence: int
    column: int
    column_sentence: int
    year: int
    cited: int

    @property
    def all(self) -> int:
        """All of it together."""
        return (
            self.row * 3 + self.row_sentence * 2 + self.column * 2 + self.column_sentence + self.year * 2 + self.cited
        )


@dataclass(frozen=True, slots=True)
class Held:
    """The cells that hold the figure, and how well the sentence names each."""

    cells: Sequence[Entry]
    names: Sequence[Names]

    @property
    def best(self) -> int:
        """How well the best named of them is."""
        return max(names.all for names in self.names)


def weighed_cell(document: Document, mention: Mention, entries: Entries) -> Near | None:
    """Return the cell that a sentence means though it prints another one's figure, None where none is likely."""
    cell = likeliest(CELL, weighable_cells(document, mention, entries))
    return Near(cell.entry, cell.right, Naming(1.0, 1.0, bool(cell.entry.years))) if cell is not None else None


def weighable_cells(document: Document, mention: Mention, entries: Entries) -> Iterator[tuple[Cell, Signs]]:
    """Yield the cells that the sentence of a table figure names best, with what speaks for each and against it."""
    if len(entries.values) > MOST_CELLS or mention.digits < 2:
        return
    holders = list(_holders(mention, entries))
    if not holders or len(holders) > MOST_HOLDERS or ASIDE_OPENING.match(document.text, mention.sentence[0]):
        return
    if is_unpaired(document, mention, holders, entries) or _is_of_row_before(document, mention, holders, entries):
        return
    said = Said.around(document, mention, entries)
    held = Held(holders, [_names(said, entry) for entry in holders])
    sentence = Sentence.of(document, said, entries)
    others = [each for each in _others(sentence, holders, entries) if each[1].all >= held.best]
    best = nlargest(MOST_CANDIDATES, others, key=lambda each: (each[1].all, -each[0].entry.cell.start))
    ties = [names.all for _, names in best]
    for cell, names in best:
        if is_of_other_year(said, cell.entry) or is_of_another_thing(document, mention, cell.entry):
            continue
        if is_of_all(document, mention, holders, cell.entry) or is_beside_aim(document, mention, cell.entry):
            continue
        if is_in_other_unit(document, mention, cell.entry):
            continue
        signs = _signs(document, said, cell, names, held, entries)
        told = signs_of_context(document, sentence, cell, _like(held, cell.entry), entries)
        yield cell, {**signs, **told, "ties": min(ties.count(names.all), MOST_TIES)}


def _is_of_row_before(document: Document, mention: Mention, holders: Sequence[Entry], entries: Entries) -> bool:
    """Whether the figure in front of a bracket is of the same row: "brought in £6.9 million (2022: £5.9 million)"."""
    aside = YEAR_ASIDE.search(document.text, max(mention.sentence[0], mention.start - LONGEST_ASIDE), mention.start)
    before = [each for each in said_together(document, mention) if aside and each.end <= aside.start()]
    if aside is None or not before:
        return False
    rows = {(id(entry.table), entry.cell.row) for entry in cited_by(before[-1], entries)}
    year = int(aside["year"])
    return any((id(each.table), each.cell.row) in rows and year in each.years for each in holders)


def _like(held: Held, entry: Entry) -> Entry:
    """Return the cell that holds the figure in the row, or the column, of another."""
    beside = [each for each in held.cells if _is_beside(each, entry)]
    row = [each for each in beside if each.cell.row == entry.cell.row]
    return min(row or beside, key=lambda each: later(entry, each))


def _is_beside(one: Entry, other: Entry) -> bool:
    return one.table is other.table and (one.cell.row == other.cell.row or one.cell.column == other.cell.column)


def _holders(mention: Mention, entries: Entries) -> Iterator[Entry]:
    """Yield the table figures that a figure of the text is."""
    for power in usual_powers(mention):
        low, high = ((mention.value + sign * mention.half).scaleb(power) for sign in (-1, 1))
        yield from (each for each in entries.between(low, high) if -power in powers_between(mention, each))


def _others(sentence: Sentence, holders: Sequence[Entry], entries: Entries) -> Iterator[tuple[Cell, Names]]:
    """Yield the other cells of the same rows and columns that hold a like figure, and that are named at all."""
    said, mention = sentence.said, sentence.said.mention
    unit = Decimal(1).scaleb(-mention.decimals)
    places = {(id(each.table), each.cell.row, each.cell.column) for each in holders}
    lines = {line for each in holders for line in lines_of(each)}
    beside = {id(entry): entry for line in lines for entry in entries.by_line[line]}
    for entry in sorted(beside.values(), key=lambda each: each.cell.start):
        if (id(entry.table), entry.cell.row, entry.cell.column) in places:
            continue
        for power in powers_between(mention, entry):
            right = abs(entry.figure.value).scaleb(power).quantize(unit, ROUND_HALF_UP)
            if right and right != mention.value and right / MOST_RATIO < mention.value < right * MOST_RATIO:
                names = _names(said, entry)
                if names.row_sentence or names.column_sentence or names.cited or sentence.named_before(entry, holders):
                    yield Cell(entry, right, power), names


def _names(said: Said, entry: Entry) -> Names:
    row, row_sentence = said.clause.share(entry.row_words), said.sentence.share(entry.row_words)
    year = 0 if not (said.years and entry.years) or said.undated else HUNDRED if said.years & entry.years else -HUNDRED
    return Names(
        row if entry.row_words else UNNAMED,
        row_sentence if entry.row_words else UNNAMED,
        said.clause.share(entry.column_words) if entry.column_words else UNNAMED,
        said.sentence.share(entry.column_words) if entry.column_words else UNNAMED,
        year,
        HUNDRED * ((id(entry.table), entry.cell.row) in said.rows),
    )


def _signs(
    document: Document,
    said: Said,
    cell: Cell,
    names: Names,
    held: Held,
    entries: Entries,
) -> Signs:
    mention, entry, right = said.mention, cell.entry, cell.right
    ratio = max(mention.value, right) / min(mention.value, right)
    same_table = [each for each in held.cells if each.table is entry.table]
    rare, rarest = said.rarity(entry, entries), max(said.rarity(each, entries) for each in held.cells)
    return {
        **said.common,
        **objections(document, said, entry, entries),
        "percent": int(mention.percent),
        "decimals": min(mention.decimals, 2),
        "level": int(said.manner == "level"),
        "holders": min(len(held.cells), MOST_HOLDERS),
        "same_row": int(any(each.cell.row == entry.cell.row for each in same_table)),
        "same_column": int(any(each.cell.column == entry.cell.column for each in same_table)),
        "ratio": int(ratio * 4).bit_length(),
        "told": int(
            not said.others.isdisjoint({right, entry.figure.value}) or any(entry is each for each in said.cited)
        ),
        "right_said": min(how_often(document, right), 2),
        "alike": int(entry.figure.decimals - cell.power == mention.decimals),
        "figures": len(entries.entries).bit_length(),
        "row": names.row,
        "row_sentence": names.row_sentence,
        "column": names.column,
        "year": names.year,
        "row_rare": rare,
        "row_cited": names.cited,
        "more_row": names.row - max(each.row for each in held.names),
        "more_row_sentence": names.row_sentence - max(each.row_sentence for each in held.names),
        "more_column": names.column - max(each.column for each in held.names),
        "more_column_sentence": names.column_sentence - max(each.column_sentence for each in held.names),
        "more_year": names.year - max(each.year for each in held.names),
        "more_rare": rare - rarest,
        "more_cited": names.cited - max(each.cited for each in held.names),
        "more": (names.all - held.best) // 10,
        "opens": int(opens(document, mention, entry)),
        "holder_opens": int(any(opens(document, mention, each) for each in held.cells)),
        "change": int(entry.change),
        "holder_change": int(any(each.change for each in held.cells)),
        # Two digits are said twice by accident.
        "repeated": int(how_often(document, mention.value) > 1 and mention.digits > 2),
        "compared": int(COMPARED.search(document.text, *clause_of(document, mention)) is not None),
    }
