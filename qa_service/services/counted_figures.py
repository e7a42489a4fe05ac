"""From counts of ratings, wherever they were counted, to the figures of one criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qa_service.agreement import Scale
from qa_service.agreement.benchmark_scale import described
from qa_service.agreement.catalogue import from_summary
from qa_service.agreement.score_moments import UNITS, PairOfScorers, ScoreSummary
from qa_service.agreement.summary import LedgerSummary, Summary
from qa_service.services.ledger import STANDARD, pattern_values


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one criterion: rows of patterns, pairs and raters, or on a number scale sums by their keys."""

    patterns: Sequence[Any] = ()
    pairs: Sequence[Any] = ()
    raters: Sequence[Any] = ()
    scores: Mapping[tuple[str, str, int], tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures, withheld below how many items, and whether every pair of raters is listed."""

    names: tuple[str, ...] | None
    min_items: int
    pairs: bool
    handles: Mapping[str, str]

    def name(self, rater: str) -> str:
        """A rater's handle."""
        return self.handles.get(rater, rater)


def figures_of(scale: Scale, counts: Counts, wanted: Wanted) -> dict[str, Any]:
    """The figures of one criterion."""
    return (_on_numbers if scale.numeric else _on_levels)(scale, counts, wanted)


def _on_levels(scale: Scale, counts: Counts, wanted: Wanted) -> dict[str, Any]:
    tables = pair_tables(scale, counts.pairs)
    summary = LedgerSummary(scale, histogram(scale, counts.patterns), tables, level_counts(scale, counts.raters))
    out = _body(scale, summary, wanted)
    out["raters"] = _level_use(counts.raters, wanted)
    if wanted.pairs:
        out["pairs"] = [_pair(a, b, table, wanted) for (a, b), table in sorted(tables.items())]
    return out


def _on_numbers(scale: Scale, counts: Counts, wanted: Wanted) -> dict[str, Any]:
    items = {size: sums for (a, _, size), sums in counts.scores.items() if not a}
    raters = {a: sums for (a, b, _), sums in counts.scores.items() if a and not b}
    out = _body(scale, ScoreSummary(scale, items, raters), wanted)
    out["raters"] = {
        wanted.name(a): {"n": sums[0], "mean": sums[1] / UNITS / sums[0]} for a, sums in sorted(raters.items())
    }
    if wanted.pairs:
        pairs = {(a, b): sums for (a, b, _), sums in counts.scores.items() if b and b != STANDARD}
        out["pairs"] = [_scorers(a, b, sums, wanted) for (a, b), sums in sorted(pairs.items())]
    return out


def _body(scale: Scale, summary: Summary, wanted: Wanted) -> dict[str, Any]:
    items, pairable, paired, rated = summary.counted
    computed = from_summary(summary, wanted.names, wanted.min_items)
    return {
        "scale": {"type": scale.type, "levels": list(scale.levels) if scale.levels else None},
        "n_items": items,
        "n_raters": summary.n_raters,
        "n_ratings": rated,
        "n_pairable_items": pairable,
        "n_pairs": paired,
        "coverage": pairable / items if items else 0.0,
        "coefficients": {name: described(c) for name, c in computed.items()},
    }


def _level_use(raters: Sequence[Any], wanted: Wanted) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for row in sorted(raters, key=lambda r: (wanted.name(r.rater), r.value)):
        found = out.setdefault(wanted.name(row.rater), {"n": 0, "levels": {}})
        found["n"] += row.n
        found["levels"][row.value] = row.n
    return out


def level_counts(scale: Scale, raters: Sequence[Any]) -> dict[str, Any]:
    """Level counts of each rater, in scale order."""
    position = {level: i for i, level in enumerate(scale.levels or ())}
    out: dict[str, Any] = {}
    for row in raters:
        out.setdefault(row.rater, np.zeros(len(position), dtype=np.int64))[position[row.value]] += row.n
    return out


def histogram(scale: Scale, patterns: Sequence[Any]) -> dict[tuple[float, ...], int]:
    """Patterns as the library takes them: level counts in scale order.

    Sorted, because the last digit of a sum depends on the order of what is added, and databases promise none.
    """
    out: dict[tuple[float, ...], int] = {}
    position = {level: i for i, level in enumerate(scale.levels or ())}
    for row in patterns:
        counts = [0] * len(position)
        for value, n in pattern_values(row.pattern):
            counts[position[value]] += n
        key: tuple[float, ...] = tuple(counts)
        out[key] = out.get(key, 0) + row.n
    return dict(sorted(out.items()))


def pair_tables(scale: Scale, pairs: Sequence[Any]) -> dict[tuple[str, str], Any]:
    """Confusion tables of the rater pairs, the standard left out."""
    position = {level: i for i, level in enumerate(scale.levels or ())}
    out: dict[tuple[str, str], Any] = {}
    for row in pairs:
        if row.rater_b == STANDARD:
            continue
        table = out.setdefault((row.rater_a, row.rater_b), np.zeros((len(position), len(position)), dtype=np.int64))
        table[position[row.value_a], position[row.value_b]] += row.n
    return out


def _pair(a: str, b: str, table: Any, wanted: Wanted) -> dict[str, Any]:
    n = int(table.sum())
    exact = float(np.trace(table)) / n if n else None
    return {"raters": [wanted.name(a), wanted.name(b)], "n": n, "exact": exact, "table": table.tolist()}


def _scorers(a: str, b: str, sums: tuple[int, ...], wanted: Wanted) -> dict[str, Any]:
    found = PairOfScorers.of(sums)
    return {
        "raters": [wanted.name(a), wanted.name(b)],
        "n": found.n,
        "exact": found.exact,
        "mean_difference": found.mean_difference,
        "sd_difference": found.sd_difference,
    }
