"""What the rest of a sentence tells of a figure: others of its row, its column or its cell, and what it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from qa_service.checks.tables.coupled import coupled, is_coupled
from qa_service.checks.tables.tie_out.change_words import Manner
from qa_service.checks.tables.tie_out.entries import Entries, Entry
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.naming import Named, Naming, opens
from qa_service.checks.tables.tie_out.words import YEAR
from qa_service.documents import Document


def with_company(found: Sequence[Named], said: Set[Decimal]) -> list[Named]:
    """Name in full the figures of a column that the sentence names and of which it cites another: "103 of 168"."""
    alone = [each for each in found if each.naming.column == 1 and not each.naming.row] if said else []
    columns = {_column(each.entry): each.entry for each in alone}
    cited = {place for place, entry in columns.items() if not said.isdisjoint(_figures_of_column(entry))}
    fuller = {id(each): replace(each, naming=replace(each.naming, row=1.0)) for each in alone}
    return [fuller[id(each)] if id(each) in fuller and _column(each.entry) in cited else each for each in found]


def with_cited(
    document: Document, mention: Mention, found: Sequence[Named], cited: Sequence[Entry], manner: Manner
) -> list[Named]:
    """Tell of each figure whether the sentence cites another one of its row, or is about the row in its last year.

    What shares a cell with another cited figure is named in full: "262 subjects (83.4%)".
    """
    last = _last_of_subjects(document, mention, found)
    rows = frozenset(map(_row, cited))
    named: list[Named] = []
    for each in found:
        entry, naming = each.entry, each.naming
        moved = manner != "level" and entry.change and naming.row == 1
        only = not mention.bare and entry.table.width == entry.table.first_column + 1
        if shares_cell(entry, cited):
            naming = replace(naming, row=1.0, column=1.0, cited=True)
        elif moved or only or _row(entry) in rows or entry.cell.start in last:
            naming = replace(naming, cited=True)
        named.append(each if naming is each.naming else replace(each, naming=naming))
    return named


def in_cited_cells(cited: Sequence[Entry], entries: Entries) -> Iterator[Named]:
    """Yield the figures of cells of which the sentence cites another figure, whatever words it has."""
    for other in cited:
        if is_coupled(other.table.texts[other.cell.row][other.cell.column]):
            alike = (each for each in entries.of_table(other.table) if shares_cell(each, cited))
            yield from (Named(each, Naming(1.0, 1.0, year=False, cited=True)) for each in alike)
            return


def shares_cell(entry: Entry, cited: Sequence[Entry]) -> bool:
    """Whether another figure of the same cell is cited."""
    return any(entry.cell is other.cell for other in cited) and not any(entry is other for other in cited)


def is_second(entry: Entry) -> bool:
    """Whether a figure is the deviation behind a mean in its cell, which nobody tells without it."""
    text = entry.table.texts[entry.cell.row][entry.cell.column]
    if entry.percent or not is_coupled(text):
        return False
    two = coupled(text, comma=entry.table.comma)
    return bool(two) and two[0] != entry.figure


def _last_of_subjects(document: Document, mention: Mention, found: Sequence[Named]) -> Set[int]:
    """Return the figures of the last year of rows with which a sentence without a year begins."""
    dated = [each.entry for each in found if each.entry.years and each.naming.row == 1]
    if not dated or YEAR.search(document.text, *mention.sentence):
        return frozenset()
    last = max(year for entry in dated for year in entry.years)
    return {entry.cell.start for entry in dated if last in entry.years and opens(document, mention, entry)}


def _row(entry: Entry) -> tuple[int, int]:
    return id(entry.table), entry.cell.row


def _column(entry: Entry) -> tuple[int, int, int]:
    """Return what tells the column of an entry from those of other blocks and tables."""
    return entry.table.table.start, entry.block.start, entry.cell.column


def _figures_of_column(entry: Entry) -> Iterator[Decimal]:
    rows = entry.table.figures[entry.block.start : entry.block.end]
    return (abs(figure.value) for row in rows if (figure := row[entry.cell.column]) is not None)
