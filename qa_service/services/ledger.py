"""Keeping the agreement ledger: every rating that comes or goes is a few counts up or down, in the same transaction.

The counts are additive: engagements, hosts and shards merge by adding, and a rebuild from the raw
ratings gives the same rows (`rebuild`, `differences`). On a number scale sums take the place of counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from qa_service.agreement.score_moments import Sums, in_units, item_sums, pair_sums, rater_sums
from qa_service.services import rubrics
from qa_service.services.ratings import scale_of
from qa_service.storage.engine import Store
from qa_service.storage.queries import access as access_queries
from qa_service.storage.queries import ledger as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.tables import LedgerPair, LedgerPattern, LedgerRater, LedgerScore, RatingRow
from qa_service.storage.unit_of_work import UnitOfWork

# Not a person's id: the agreed standard, which is compared with but never counted as a rater.
STANDARD = "~standard"
FORMAT = 2
"""Counted up when the ledger's rows change their meaning: older ones are then counted anew."""

Scope = tuple[str, int, str, str]  # rubric id, rubric major, engagement id, criterion
_SCOPE = ("rubric_id", "major", "engagement_id", "criterion")


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
    scores: dict[tuple[Any, ...], list[int]] = field(default_factory=dict)

    def count(self, scope: Scope, ratings: Sequence[Rated], sign: int = 1, *, numbers: bool = False) -> None:
        """Count one item's ratings on one criterion (``sign`` 1) or take them away (-1)."""
        ordinary = sorted((r for r in ratings if r.kind == "ordinary"), key=lambda r: r.reviewer_id)
        standards = [r for r in ratings if r.kind == "reference"]
        if numbers:
            self._count_scores(scope, ordinary, standards, sign)
            return
        if ordinary:
            self.patterns[*scope, pattern_text(r.value for r in ordinary)] += sign
        for i, a in enumerate(ordinary):
            self.raters[*scope, a.reviewer_id, a.value] += sign
            for b in ordinary[i + 1 :]:
                self.pairs[*scope, a.reviewer_id, b.reviewer_id, a.value, b.value] += sign
            for standard in standards:
                self.pairs[*scope, a.reviewer_id, STANDARD, a.value, standard.value] += sign

    def _count_scores(self, scope: Scope, ordinary: Sequence[Rated], standards: Sequence[Rated], sign: int) -> None:
        units = [in_units(r.value) for r in ordinary]
        if units:
            self._add(scope, "", "", len(units), item_sums(units), sign)
        for i, a in enumerate(ordinary):
            self._add(scope, a.reviewer_id, "", 0, rater_sums(units[i]), sign)
            for b, theirs in zip(ordinary[i + 1 :], units[i + 1 :], strict=True):
                self._add(scope, a.reviewer_id, b.reviewer_id, 0, pair_sums(units[i], theirs), sign)
            for standard in standards:
                self._add(scope, a.reviewer_id, STANDARD, 0, pair_sums(units[i], in_units(standard.value)), sign)

    def _add(self, scope: Scope, first: str, second: str, size: int, sums: Sums, sign: int) -> None:
        total = self.scores.setdefault((*scope, first, second, size), [0] * len(sums))
        for i, one in enumerate(sums):
            total[i] += sign * one

    def write(self, uow: UnitOfWork) -> None:
        """Add the counts to the store, in key order so that two writers never wait for each other in a ring."""
        for table, keys, counts, rows in self.rows():
            uow.add_counts(table, keys, rows, counts)

    def rows(self) -> Iterator[tuple[Any, tuple[str, ...], tuple[str, ...], list[dict[str, Any]]]]:
        """Each table with its key and count columns and the rows to add, those that change nothing left out."""
        named = [_pattern_row(key, n) for key, n in _some(self.patterns)]
        named.sort(key=lambda r: [r[k] for k in queries.PATTERN_KEYS])
        yield LedgerPattern, queries.PATTERN_KEYS, ("n",), named
        for table, names, counts in (
            (LedgerPair, ("rater_a", "rater_b", "value_a", "value_b"), self.pairs),
            (LedgerRater, ("rater", "value"), self.raters),
        ):
            rows = [{**dict(zip((*_SCOPE, *names), key, strict=True)), "n": n} for key, n in _some(counts)]
            yield table, (*_SCOPE, *names), ("n",), rows
        columns = (*_SCOPE, "rater_a", "rater_b", "size", *queries.SUMS)
        changed = sorted((key, sums) for key, sums in self.scores.items() if any(sums))
        scores = [dict(zip(columns, (*key, *sums), strict=True)) for key, sums in changed]
        yield LedgerScore, queries.SCORE_KEYS, queries.SUMS, scores


def _some(counts: Counter[tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], int]]:
    return sorted((key, n) for key, n in counts.items() if n)


def _pattern_row(key: tuple[Any, ...], n: int) -> dict[str, Any]:
    *scope, pattern = key
    named = dict(zip(_SCOPE, scope, strict=True))
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


def refresh(store: Store) -> int:
    """Count the ledgers anew that are of an older form, each in one transaction; return how many had to change."""
    with store.read() as uow:
        tenants = access_queries.tenants(uow)
    return sum(store.transact(tenant, _refreshed) for tenant in tenants)


def _refreshed(uow: UnitOfWork) -> bool:
    return queries.form(uow) != FORMAT and rebuild(uow) > 0


def rebuild(uow: UnitOfWork) -> int:
    """Make the ledger anew from the raw ratings, while no rating comes or goes; return the number of rows it has."""
    uow.lock_table(RatingRow)
    queries.clear(uow)
    delta = recount(uow)
    delta.write(uow)
    queries.set_form(uow, FORMAT)
    return sum(len(rows) for *_, rows in delta.rows())


def recount(uow: UnitOfWork) -> Delta:
    """What the ledger should be, counted from the raw ratings."""
    delta = Delta()
    numbers: dict[tuple[str, int, str], bool] = {}
    by_item = groupby(review_queries.all_ratings(uow), key=lambda r: (r.version_id, r.criterion))
    for _, group in by_item:
        rows = list(group)
        first = rows[0]
        kind = (first.rubric_id, first.major, first.criterion)
        if kind not in numbers:
            numbers[kind] = on_numbers(uow, *kind)
        scope = (first.rubric_id, first.major, first.engagement_id, first.criterion)
        delta.count(scope, rows, numbers=numbers[kind])
    return delta


def on_numbers(uow: UnitOfWork, rubric_id: str, major: int, criterion: str) -> bool:
    """Whether the ratings of a criterion are numbers; its scale is one for the whole major."""
    return scale_of(rubrics.newest_of_major(uow, rubric_id, major), criterion).numeric


def differences(uow: UnitOfWork) -> Mapping[str, int]:
    """How many rows of each table differ from a recount; all 0 when the ledger is right."""
    out = {}
    for table, keys, counts, rows in recount(uow).rows():
        columns = (*keys, *counts)
        stored = {tuple(getattr(row, c) for c in columns) for row in queries.everything(uow, table)}
        expected = {tuple(row[c] for c in columns) for row in rows}
        out[table.__tablename__] = len(stored ^ expected)
    return out
