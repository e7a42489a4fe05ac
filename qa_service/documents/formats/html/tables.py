"""Tables of a page: cells over several rows and columns, and tables that only lay text out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.document import BlockKind
from qa_service.documents.formats.composing import Composer, Passage, refuse_cells

WIDEST: Final = 1_000
TALLEST: Final = 65_534


@dataclass(slots=True)
class Piece:
    """A complete paragraph; ``heading`` is its level, 0 for none."""

    passage: Passage
    kind: BlockKind = "paragraph"
    heading: int = 0

    def write(self, composer: Composer) -> None:
        """Write it into the text."""
        if self.heading:
            composer.heading(self.passage, self.heading)
        else:
            composer.paragraph(self.passage, self.kind)


@dataclass(slots=True)
class TablePiece:
    """A complete table in a table that lays text out."""

    rows: list[list[Passage]]

    def write(self, composer: Composer) -> None:
        """Write it into the text."""
        composer.table(self.rows)


@dataclass(slots=True)
class _Cell:
    pieces: list[Piece | TablePiece] = field(default_factory=list)


class TableBuilder:
    """A table under way."""

    def __init__(self, lays_out: bool) -> None:
        self.lays_out = lays_out
        self._rows: list[list[_Cell]] = []
        self._below: dict[int, int] = {}
        self._loose: list[Piece | TablePiece] = []
        self._cell: _Cell | None = None
        self._count = 0

    @property
    def is_data(self) -> bool:
        """Whether rows and columns mean something: more than one column, and no table inside."""
        return not self.lays_out and max(map(len, self._rows), default=0) > 1

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def start_row(self) -> None:
        """A row begins; cells that reach down from above take their place."""
        self._cell = None
        self._rows.append([])
        self._fill()

    def _fill(self) -> None:
        row = self._rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            self._append(row, _Cell())

    def _append(self, row: list[_Cell], cell: _Cell) -> None:
        row.append(cell)
        self._count += 1
        refuse_cells(self._count)

    def start_cell(self, rows: int | None, columns: int | None) -> None:
        """A cell begins that reaches over some rows and columns."""
        if not self._rows:
            self.start_row()
        row = self._rows[-1]
        self._fill()
        self._cell = _Cell()
        for at in range(min(max(columns or 1, 1), WIDEST)):
            if rows is not None and rows > 1:
                self._below[len(row)] = min(rows, TALLEST) - 1
            self._append(row, _Cell() if at else self._cell)
        self._fill()

    def leave(self) -> None:
        """What follows is outside of all cells."""
        self._cell = None

    def takes(self, piece: Piece | TablePiece) -> bool:
        """Take a paragraph into the cell under way; a caption stands above the table."""
        if self._cell is None and not self.lays_out and not self._rows:
            return False
        (self._loose if self._cell is None else self._cell.pieces).append(piece)
        return True

    def rows(self) -> list[list[Passage]]:
        """Return the text of all cells; words outside of them are put into the last one."""
        if self._loose and self._rows and self._rows[-1]:
            self._rows[-1][-1].pieces += self._loose
        return [[_joined(cell) for cell in row] for row in self._rows]

    def all_pieces(self) -> Iterator[Piece | TablePiece]:
        """Yield the paragraphs of a table that only lays text out."""
        for row in self._rows:
            for cell in row:
                yield from cell.pieces
        yield from self._loose


def _joined(cell: _Cell) -> Passage:
    whole = Passage()
    for piece in cell.pieces:
        if isinstance(piece, Piece):
            whole.join(piece.passage.stripped(), " ")
    return whole.close()
