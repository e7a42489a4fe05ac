"""Cells of tables that hold means, with the n that a column, a head or the label of a row names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qa_service.checks.statistics.averages import PEOPLE
from qa_service.documents import Cell, Table
from qa_service.documents.statistics.notation import fold_notation

MEAN_COLUMN = re.compile(
    r"\W*(?:M|mean(?: (?:rating|score))?|average(?: rating)?|mittelwert|MW|moyenne|media)"
    r"(?:,? ?\(?(?:SD|ET|DE|DS)\)?| ?\([01]\D{1,4}\d{1,2}\)| ?± ?SD)?\W*",
    re.IGNORECASE,
)
N_COLUMN = re.compile(
    rf"\W*(?:n|(?:(?:number|no\.?) of )?(?:answers|replies|responses|forms|{PEOPLE})(?:,? \(?n\)?)?)\W*", re.IGNORECASE
)
_SIZE = re.compile(r"(?<![\w.])[nN] ?= ?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w.,]\d)")
PRINTED = re.compile(
    r"\W{0,3}(?P<mean>\d{1,2}[.,]\d{1,3})\W{0,3}"
    r"(?:(?:\((?:SD ?=? ?)?\d{1,2}[.,]\d{1,3}\)|± ?\d{1,2}[.,]\d{1,3})\W{0,3})?"
)
# What tells that the numbers of a row, a column or a table are means, and what is none beside means.
_MEANS = re.compile(r"\b(?i:means?|averages?|Mittelwerte?|moyennes?)\b|\bMW?\b")
_NO_MEANS = re.compile(
    r"\b(?:medians?|mdn|IQR|ranges?|max\w*|min(?:imum)?|sums?|totals?|CI|diff\w*|changes?|delta|effect|SEM?|Mediane?|"
    r"médianes?|Differenz|différence|Summe|somme)\b|(?<!\()(?<!and )\bstandard (?:deviations?|errors?)\b|%|"
    r"\A\W*(?:SD|ET|DE|DS|t|p|d|z|F|r|df)\W*\Z",
    re.IGNORECASE,
)
_COMPUTED = re.compile(
    r"\b(?:adjusted|estimated|marginal|weighted|predicted|imputed|standardi[sz]ed|normali[sz]ed|transformed|geometric|"
    r"least[- ]squares|pooled|gains?)\b",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\W*(?:notes?\b|(?:all )?(?:values|figures|numbers|entries|cells|data|ratings|scores|standard deviations)\b|"
    r"means?\b|M\b|n ?=)",
    re.IGNORECASE,
)
_CAPTION = 300


class MeanCell(NamedTuple):
    """A mean in a cell, what its label says was rated, and its n; ``apart`` when a head or a label names the n."""

    start: int
    end: int
    printed: str
    label: str
    n: int
    apart: bool


def has_counts(table: Table) -> bool:
    """Tell at little cost whether a table says of how many its columns or rows are."""
    labels = (cell.text for cell in (*table.rows[0], *(row[0] for row in table.rows[1:] if row)))
    return any(("=" in each and "n" in each.lower()) or N_COLUMN.fullmatch(each) for each in labels)


def mean_cells(table: Table, text: str) -> Iterator[MeanCell]:
    """Yield the means of a table whose n it names, each once."""
    head = [fold_notation(cell.text) for cell in table.rows[0]]
    beside = _beside(head)
    if beside:
        yield from _under_mean(text, table, beside)
    else:
        yield from _of_groups(text, table, head)


def _under_mean(text: str, table: Table, columns: Sequence[tuple[int, int]]) -> Iterator[MeanCell]:
    """Yield the cells under "M" with the count under the "n" before it."""
    for row in table.rows[1:]:
        for mean, n in columns:
            if mean < len(row) and row[n].text.strip().isdigit():
                yield from printed_mean(text, row[mean], row[0].text, int(row[n].text), apart=False)


def _beside(head: Sequence[str]) -> list[tuple[int, int]]:
    counts = [at for at, cell in enumerate(head) if at and N_COLUMN.fullmatch(cell)]
    means = [at for at, cell in enumerate(head) if at and MEAN_COLUMN.fullmatch(cell)]
    if not means or (len(counts) != 1 and len(counts) != len(means)):
        return []
    return [(mean, counts[0] if len(counts) == 1 else counts[at]) for at, mean in enumerate(means)]


def _of_groups(text: str, table: Table, head: Sequence[str]) -> Iterator[MeanCell]:
    """Yield the means of groups that stand side by side, or one below the other, with their sizes."""
    told = [head[0] if head else "", caption_of(text, table.start)]
    columns = sizes_in({at: text for at, text in enumerate(head) if at})
    columns = columns or row_of_sizes(table.rows[1:])
    counts = [] if columns else [at for at, cell in enumerate(head) if at and N_COLUMN.fullmatch(cell)]
    for row in table.rows[1:]:
        label = fold_notation(row[0].text) if row else ""
        own = 0 if columns else size_of_row(row, label, counts)
        for at, cell in enumerate(row[1:], start=1):
            n = columns.get(at) or own
            named = head[at] if at < len(head) else ""
            if n and tells_means(label, named, told):
                yield from printed_mean(text, cell, label if columns else named, n, apart=True)


def row_of_sizes(rows: Sequence[Sequence[Cell]]) -> dict[int, int]:
    """Return the counts of a row that is labelled "n", or "Number of answers"."""
    found = [
        row
        for row in rows
        if row
        and N_COLUMN.fullmatch(fold_notation(row[0].text))
        and any(cell.text.strip().isdigit() for cell in row[1:])
    ]
    if len(found) != 1:
        return {}
    return {at: int(cell.text) for at, cell in enumerate(found[0]) if at and cell.text.strip().isdigit()}


def size_of_row(row: Sequence[Cell], label: str, counts: Sequence[int]) -> int:
    """Return the n that the label of a row names, or its only column "n"."""
    if len(counts) == 1 and counts[0] < len(row) and row[counts[0]].text.strip().isdigit():
        return int(row[counts[0]].text)
    return sizes_in({0: label}).get(0, 0)


def sizes_in(labels: Mapping[int, str]) -> dict[int, int]:
    """Return the sizes that labels name: "Plain chair (n = 18)"."""
    found = {at: _SIZE.findall(label) for at, label in labels.items()}
    return {at: int(each[0].replace(",", "")) for at, each in found.items() if len(each) == 1}


def tells_means(label: str, head: str, told: Sequence[str]) -> bool:
    """Whether a row, a column or the table as a whole holds means."""
    if _NO_MEANS.search(_SIZE.sub(" ", label)) or _NO_MEANS.search(_SIZE.sub(" ", head)):
        return False
    if any(map(_COMPUTED.search, (label, head, *told))):
        return False
    own = any(map(_MEANS.search, (label, head)))
    return own or any(_MEANS.search(each) and not _NO_MEANS.search(each) for each in told)


def caption_of(text: str, start: int) -> str:
    """Return the paragraph before a table, where it is short enough to be its title."""
    before = text[max(0, start - 2 * _CAPTION) : start].rstrip()
    last = before.rpartition("\n\n")[2]
    return fold_notation(last) if len(last) <= _CAPTION else ""


def notes_of(text: str, end: int) -> str:
    """Return the paragraph behind a table, where it is short enough to be its notes and tells of the numbers."""
    behind = text[end : end + 2 * _CAPTION].lstrip().partition("\n\n")[0]
    return fold_notation(behind) if len(behind) <= _CAPTION and _NOTES.match(behind) else ""


def printed_mean(text: str, cell: Cell, label: str, n: int, *, apart: bool) -> Iterator[MeanCell]:
    """Yield the mean of a cell: "4.32", "4.32 (1.19)", "4.32 ± 1.19"."""
    match = PRINTED.fullmatch(fold_notation(cell.text))
    start = text.find(match["mean"], cell.start, cell.end) if match else -1
    if match and start >= 0:
        yield MeanCell(start, start + len(match["mean"]), match["mean"], label, n, apart)
