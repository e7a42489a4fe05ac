"""Keeping the agreement ledger: every rating that comes or goes is a few counts up or down, in the same transaction.

The counts are additive: engagements, hosts and shards merge by adding, and a rebuild from the raw
ratings gives the same rows (`rebuild`, `differences`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from qa_service.storage.queries import ledger as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.tables import LedgerPair, LedgerPattern, LedgerRater, RatingRow
from qa_service.storage.unit_of_work import UnitOfWork

# Not a person's id: the agreed standard, which is compared with but never counted as a rater.
STANDARD = "~standard"

Scope = tuple[str, int, str, str]  # rubric id, rubric major, engagement id, criterion


class Rated(Protocol):
    """One rating of one item on one criterion."""

    @property
    def reviewer_id(self) -> str:
        """Who gave it."""

    @property
    def kind(self) -> str:
        """``ordinary`` or ``reference``."""

    @property
    def value(self) -> str:
        """The level id or number."""


@dataclass(slots=True)
class Delta:
    """Changes of counts, gathered and then written once per table."""

    patterns: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    pairs: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    raters: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def count(self, scope: Scope, ratings: Sequence[Rated], sign: int = 1) -> None:
        """Count one item's ratings on one criterion (``sign`` 1) or take them away (-1)."""
        ordinary = sorted((r for r in ratings if r.kind == "ordinary"), key=lambda r: r.reviewer_id)
        if ordinary:
            self.patterns[*scope, pattern_text(r.value for r in ordinary)] += sign
        for i, a in enumerate(ordinary):
            self.raters[*scope, a.reviewer_id, a.value] += sign
            for b in ordinary[i + 1 :]:
                self.pairs[*scope, a.reviewer_id, b.reviewer_id, a.value, b.value] += sign
            for standard in (r for r in ratings if r.kind == "reference"):
                self.pairs[*scope, a.reviewer_id, STANDARD, a.value, standard.value] += sign

    def write(self, uow: UnitOfWork) -> None:
        """Add the counts to the store, in key order so that two writers never wait for each other in a ring."""
        for table, keys, rows in self.rows():
            uow.add_counts(table, keys, rows)

    def rows(self) -> Iterator[tuple[Any, tuple[str, ...], list[dict[str, Any]]]]:
        """Each table with its key columns and the rows to add, those that change nothing left out."""
        named = [_pattern_row(key, n) for key, n in _some(self.patterns)]
        yield LedgerPattern, queries.PATTERN_KEYS, sorted(named, key=lambda r: [r[k] for k in queries.PATTERN_KEYS])
        for table, keys, counts in (
            (LedgerPair, queries.PAIR_KEYS, self.pairs),
            (LedgerRater, queries.RATER_KEYS, self.raters),
        ):
            yield table, keys, [{**dict(zip(keys, key, strict=True)), "n": n} for key, n in _some(counts)]


def _some(counts: Counter[tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], int]]:
    return sorted((key, n) for key, n in counts.items() if n)


def _pattern_row(key: tuple[Any, ...], n: int) -> dict[str, Any]:
    *scope, pattern = key
    named = dict(zip(queries.SCOPE, scope, strict=True))
    return {**named, "n": n, "pattern": pattern, "pattern_key": pattern_key(pattern)}


def pattern_key(pattern: str) -> str:
    """The fixed-length name of a pattern."""
    return hashlib.sha256(pattern.encode()).hexdigest()


def pattern_text(values: Iterable[str]) -> str:
    """The multiset of an item's values as text: ``sound:2,rework:1`` in order of the values."""
    return ",".join(f"{value}:{n}" for value, n in sorted(Counter(values).items()))


def pattern_values(text: str) -> list[tuple[str, int]]:
    """Read `pattern_text` back."""
    pairs = (part.rsplit(":", 1) for part in text.split(","))
    return [(value, int(n)) for value, n in pairs]


def rebuild(uow: UnitOfWork) -> int:
    """Make the ledger anew from the raw ratings, while no rating comes or goes; return the number of rows it has."""
    uow.lock_table(RatingRow)
    queries.clear(uow)
    delta = recount(uow)
    delta.write(uow)
    return sum(len(rows) for _, _, rows in delta.rows())


def recount(uow: UnitOfWork) -> Delta:
    """What the ledger should be, counted from the raw ratings."""
    delta = Delta()
    by_item = groupby(review_queries.all_ratings(uow), key=lambda r: (r.version_id, r.criterion))
    for _, group in by_item:
        rows = list(group)
        first = rows[0]
        delta.count((first.rubric_id, first.major, first.engagement_id, first.criterion), rows)
    return delta


def differences(uow: UnitOfWork) -> Mapping[str, int]:
    """How many rows of each table differ from a recount; all 0 when the ledger is right."""
    out = {}
    for table, keys, rows in recount(uow).rows():
        stored = {(*(getattr(row, k) for k in keys), row.n) for row in queries.everything(uow, table)}
        expected = {(*(row[k] for k in keys), row["n"]) for row in rows}
        out[table.__tablename__] = len(stored ^ expected)
    return out
