"""From the cells of a sheet to paragraphs and tables, and back to the places of its rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.document import Table
from qa_service.documents.formats.composing import Composer, Passage, passage, refuse_cells
from qa_service.documents.formats.xlsx.sheet import CellText, Sheet
from qa_service.documents.numbers.spans import parse_digits

# A financial table has single blank rows inside; two part it from the next.
PARTING: Final = 3
SHOWN: Final = 400
Row = Mapping[int, CellText]
Region = list[tuple[int, Row]]


def plain(cell: CellText) -> str:
    """Return the text of a cell."""
    return cell if isinstance(cell, str) else cell.text


def filled(row: Row) -> int:
    """Count the cells that show something."""
    return sum(1 for cell in row.values() if plain(cell).strip())


def sample(rows: Iterable[Row]) -> str:
    """Return the first words of some rows, as one line."""
    out: list[str] = []
    size = 0
    for row in rows:
        for column in sorted(row):
            text = " ".join(plain(row[column])[:SHOWN].split())
            if text:
                out.append(text)
                size += len(text) + 1
            if size > SHOWN:
                return " ".join(out)[:SHOWN] + "…"
    return " ".join(out)


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbours in sorted numbers."""
    first = last = -1
    for number in numbers:
        if number != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = number
        last = number
    if first >= 0:
        yield first, last


def write_sheet(composer: Composer, sheet: Sheet) -> None:
    """Write the tables of a sheet, each with the lines above and below it as paragraphs."""
    for region in _regions(sheet):
        head, body, foot = _cut(region)
        _write_lines(composer, head)
        if body:
            _write_table(composer, sheet, body)
        _write_lines(composer, foot)


def _regions(sheet: Sheet) -> Iterator[Region]:
    region: Region = []
    for number in sorted(sheet.rows):
        if not filled(sheet.rows[number]) and not any(isinstance(c, Passage) for c in sheet.rows[number].values()):
            continue
        if region and number - region[-1][0] >= PARTING:
            yield region
            region = []
        region.append((number, sheet.rows[number]))
    if region:
        yield region


def _cut(region: Region) -> tuple[Region, Region, Region]:
    """Split off single words or sentences above and below the table: titles, units, sources, notes."""
    wide = [at for at, (_, row) in enumerate(region) if filled(row) > 1]
    if not wide:
        figures = sum(1 for _, row in region if any(_is_figure(plain(cell)) for cell in row.values()))
        return ([], region, []) if figures > 1 else (region, [], [])
    first, last = wide[0], wide[-1] + 1
    while last < len(region) and any(_is_figure(plain(cell)) for cell in region[last][1].values()):
        last += 1
    return region[:first], region[first:last], region[last:]


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text[:40]) and parse_digits(text[:40].strip(" $€£¥%()-")) is not None


def _write_lines(composer: Composer, lines: Region) -> None:
    for _, row in lines:
        for column in sorted(row):
            content = row[column]
            composer.paragraph(passage(content) if isinstance(content, str) else content)


def _write_table(composer: Composer, sheet: Sheet, body: Region) -> None:
    used = [column for _, row in body for column in row]
    left, top = min(used), body[0][0]
    refuse_cells(sum(max(row) - left + 1 for _, row in body))
    rows: list[list[CellText]] = []
    for number, row in body:
        rows += [[] for _ in range(number - top - len(rows))]
        rows.append([row.get(column, "") for column in range(left, max(row) + 1)])
    composer.table(rows, sheet.name, top, left)


@dataclass(slots=True)
class Places:
    """Where rows and columns of a sheet lie in the text."""

    tables: Sequence[Table]
    _rows: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in self.tables:
            for number, row in enumerate(table.rows):
                if row:
                    self._rows[table.top + number] = row[0].start, row[-1].end

    def rows(self, first: int, last: int) -> tuple[int | None, int | None]:
        """Return the stretch of text of some rows; None when they are in no table."""
        found = [self._rows[row] for row in range(first, last + 1) if row in self._rows]
        return (found[0][0], found[-1][1]) if found else (None, None)

    def column(self, first: int, last: int) -> tuple[int | None, int | None]:
        """Return the first cell of some columns that shows something."""
        for table in self.tables:
            for row in table.rows:
                for cell in row[max(first - table.left, 0) : max(last - table.left + 1, 0)]:
                    if cell.text:
                        return cell.start, cell.end
        return None, None
