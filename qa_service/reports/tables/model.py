"""What a table is before it becomes a page, a CSV file or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Flag = Literal["", "bad", "warn", "good", "mute"]
Scalar = str | int | float | bool | None
Line = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Cell:
    """What people read: a figure, under it its interval or n, and a flag that the page shows as sign and words."""

    text: str
    detail: str = ""
    flag: Flag = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first cell of each row is its heading. ``dense`` is for matrices."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered table of the report: what people read (``tables``) and the same figures as data (``lines``)."""

    key: str
    title: str
    about: str
    fields: tuple[str, ...]
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    thresholds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the CSV file without its ending."""
        return f"{self.key.lower()}-{self.title.lower().replace(' ', '-')}"
