"""Repeated passages that bands of diagonals divide: where words were added, a copy runs on in another band.

Which diagonals a band holds depends on how far copy and original stand apart, and so on what was written between them.
Joined, the copy is found whole wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qa_service.checks.structure.passages import BAND_BITS, GAP, Passages

MOST_DRIFT = 2 << BAND_BITS
_Row = tuple[int, int, int, int, int]


def with_joined(passages: Passages) -> Passages:
    """Return the passages, by start and the longer first, and whatever two or more of them make together."""
    rows = list(zip(*(part.tolist() for part in passages.parts()), strict=True))
    known = set(rows)
    added = [row for row in _joined(rows) if row not in known]
    if not added:
        return passages
    ordered = sorted(rows + added, key=lambda row: (row[0], -row[1], row[2]))
    return Passages(*np.array(ordered, np.int64).T)


def _joined(rows: list[_Row]) -> Iterator[_Row]:
    """Yield each chain of passages of which the next begins within the last and runs on beyond it, here and there."""
    last: _Row | None = None
    for row in rows:
        if last is not None and _runs_on(last, row):
            last = _together(last, row)
            continue
        if last is not None and row[1] <= last[1]:
            # Within the last, or the same with another original.
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _runs_on(last: _Row, row: _Row) -> bool:
    (_, end, source_start, source_end, _), (start, other_end, source, other_source, _) = last, row
    if start > end + GAP or other_end <= end:
        return False
    near = source_start < source <= source_end + GAP and other_source > source_start
    return near and abs((start - source) - (last[0] - source_start)) <= MOST_DRIFT


def _together(last: _Row, row: _Row) -> _Row:
    own = row[4] * (row[1] - last[1]) // (row[1] - row[0] + 1)
    return last[0], row[1], last[2], max(last[3], row[3]), last[4] + own
