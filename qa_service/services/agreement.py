"""Live agreement figures, read from the ledger: their cost does not grow with the number of reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import numpy as np

from qa_service.agreement import COEFFICIENTS, Rating, Scale, analyse
from qa_service.agreement.catalogue import from_summary
from qa_service.agreement.summary import LedgerSummary
from qa_service.errors import Problem, invalid
from qa_service.rubric import Rubric
from qa_service.services import rubrics
from qa_service.services.actor import Actor
from qa_service.services.ledger import STANDARD, pattern_values
from qa_service.services.ratings import rated_criteria, scale_of
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import ledger as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.unit_of_work import UnitOfWork

FEW_RATINGS = 20_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a figure covers. ``site``, ``since`` and ``until`` need the raw ratings; the rest comes from the ledger."""

    rubric: str
    criterion: str | None = None
    engagement: str | None = None
    site: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_items: int = 20
    names: tuple[str, ...] | None = None


def figures(uow: UnitOfWork, actor: Actor, filters: Filters) -> dict[str, Any]:
    """Every coefficient of every criterion of a rubric's major, with interval or the reason it is withheld."""
    actor.require_overview()
    rubric = rubrics.resolve(uow, filters.rubric).rubric
    criteria = _criteria(rubric, filters.criterion)
    engagement = _engagement(uow, filters.engagement)
    if filters.site or filters.since or filters.until:
        found = _from_ratings(uow, rubric, criteria, engagement, filters)
    else:
        found = _from_ledger(uow, rubric, criteria, engagement, filters)
    return {"rubric": rubric.id, "major": rubric.major, "min_items": filters.min_items, "criteria": found}


def _from_ledger(
    uow: UnitOfWork, rubric: Rubric, criteria: Sequence[str], engagement: str | None, filters: Filters
) -> dict[str, Any]:
    scope = (rubric.id, rubric.major, engagement, filters.criterion)
    found = _computed(uow, rubric, criteria, scope, filters)
    wanting = {c: names for c, body in found.items() if (names := _wanting(body))}
    if wanting and sum(found[c]["n_ratings"] for c in wanting) <= FEW_RATINGS:
        # Some figures need to know which rater gave which item what; while the ratings are few, they are asked.
        exact = _from_ratings(uow, rubric, list(wanting), engagement, filters)
        for c, names in wanting.items():
            found[c]["coefficients"] |= {name: exact[c]["coefficients"][name] for name in names}
    return found


def _wanting(body: Mapping[str, Any]) -> list[str]:
    """The figures that the ledger's counts alone do not give, or give without an interval."""
    figures = body["coefficients"].items()
    return [
        name
        for name, f in figures
        if str(f["withheld"]).startswith("needs_items") or (f["value"] is not None and f["se"] is None)
    ]


def _computed(
    uow: UnitOfWork, rubric: Rubric, criteria: Sequence[str], scope: tuple[Any, ...], filters: Filters
) -> dict[str, Any]:
    patterns = _by_criterion(queries.patterns(uow, *scope))
    pairs = _by_criterion(queries.pairs(uow, *scope))
    raters = _by_criterion(queries.raters(uow, *scope))
    handles = queries.handles(uow)
    return {
        c: _criterion(rubric, c, patterns.get(c, []), pairs.get(c, []), raters.get(c, []), handles, filters)
        for c in criteria
    }


def _criterion(
    rubric: Rubric,
    criterion: str,
    patterns: Sequence[Any],
    pairs: Sequence[Any],
    raters: Sequence[Any],
    handles: Mapping[str, str],
    filters: Filters,
) -> dict[str, Any]:
    scale = scale_of(rubric, criterion)
    tables = _tables(scale, pairs)
    summary = LedgerSummary(scale, _histogram(scale, patterns), tables, _rater_totals(scale, raters))
    items, pairable, paired, rated = summary.counted
    computed = from_summary(summary, filters.names, filters.min_items)
    return {
        "scale": {"type": scale.type, "levels": list(scale.levels) if scale.levels else None},
        "n_items": items,
        "n_raters": summary.n_raters,
        "n_ratings": rated,
        "n_pairable_items": pairable,
        "n_pairs": paired,
        "coverage": pairable / items if items else 0.0,
        "coefficients": {name: c.to_dict() for name, c in computed.items()},
        "raters": _rater_reports(raters, handles),
        "pairs": [_pair(a, b, table, handles) for (a, b), table in sorted(tables.items())],
    }


def _rater_reports(raters: Sequence[Any], handles: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for row in sorted(raters, key=lambda r: (handles.get(r.rater, r.rater), r.value)):
        found = out.setdefault(handles.get(row.rater, row.rater), {"n": 0, "levels": {}})
        found["n"] += row.n
        found["levels"][row.value] = row.n
    return out


def _rater_totals(scale: Scale, raters: Sequence[Any]) -> dict[str, Any]:
    """What the library wants per rater: level counts in scale order; for numbers, how many and their sum."""
    position = {level: i for i, level in enumerate(scale.levels or ())}
    out: dict[str, Any] = {}
    for row in raters:
        if scale.levels:
            out.setdefault(row.rater, np.zeros(len(position), dtype=np.int64))[position[row.value]] += row.n
        else:
            out.setdefault(row.rater, np.zeros(2))[:] += (row.n, row.n * float(row.value))
    return out


def _pair(a: str, b: str, table: Any, handles: Mapping[str, str]) -> dict[str, Any]:
    n = int(table.sum())
    return {
        "raters": [handles.get(a, a), handles.get(b, b)],
        "n": n,
        "exact": float(np.trace(table)) / n if n else None,
        "table": table.tolist(),
    }


def _histogram(scale: Scale, patterns: Sequence[Any]) -> dict[tuple[Any, ...], int]:
    """Patterns as the library takes them: level counts in scale order, or the sorted numbers."""
    out: dict[tuple[Any, ...], int] = {}
    position = {level: i for i, level in enumerate(scale.levels or ())}
    for row in patterns:
        values = pattern_values(row.pattern)
        if scale.levels:
            counts = [0] * len(scale.levels)
            for value, n in values:
                counts[position[value]] += n
            key: tuple[Any, ...] = tuple(counts)
        else:
            key = tuple(sorted(float(value) for value, n in values for _ in range(n)))
        out[key] = out.get(key, 0) + row.n
    return out


def _tables(scale: Scale, pairs: Sequence[Any]) -> dict[tuple[str, str], Any]:
    """Confusion tables of the rater pairs, the standard left out; for numbers, the paired values themselves."""
    if not scale.levels:
        return {}
    position = {level: i for i, level in enumerate(scale.levels)}
    out: dict[tuple[str, str], Any] = {}
    for row in pairs:
        if row.rater_b == STANDARD:
            continue
        table = out.setdefault((row.rater_a, row.rater_b), np.zeros((len(position), len(position)), dtype=np.int64))
        table[position[row.value_a], position[row.value_b]] += row.n
    return out


def _from_ratings(
    uow: UnitOfWork, rubric: Rubric, criteria: Sequence[str], engagement: str | None, filters: Filters
) -> dict[str, Any]:
    rows = review_queries.long_form(
        uow, rubric.id, rubric.major, engagement, filters.site, filters.since, filters.until, filters.criterion
    )
    records = [
        Rating(item=r.version_id, rater=r.handle, value=r.value, criterion=r.criterion, site=r.site)
        for r in rows
        if r.kind == "ordinary"
    ]
    scales = {c: scale_of(rubric, c) for c in criteria}
    answer = analyse(records, scales, min_items=filters.min_items, names=filters.names)
    found = cast(dict[str, Any], answer["criteria"])
    return {c: found[c] for c in criteria if c in found}


def _by_criterion(rows: Sequence[Any]) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for row in rows:
        out.setdefault(row.criterion, []).append(row)
    return out


def _criteria(rubric: Rubric, wanted: str | None) -> list[str]:
    known = rated_criteria(rubric)
    if wanted is None:
        return known
    if wanted not in known:
        raise invalid(
            "invalid_query",
            "The query is not valid",
            [
                Problem(
                    "/criterion",
                    "unknown_criterion",
                    f"{wanted!r} is not a criterion of {rubric.id}.",
                    allowed=tuple(known),
                )
            ],
        )
    return [wanted]


def _engagement(uow: UnitOfWork, name: str | None) -> str | None:
    if name is None:
        return None
    found = deliverable_queries.engagement_id(uow, name)
    if found is None:
        raise invalid(
            "invalid_query",
            "The query is not valid",
            [Problem("/engagement", "unknown_engagement", f"There is no engagement {name!r}.")],
        )
    return found


def known_coefficients() -> tuple[str, ...]:
    """The names that a request may choose from."""
    return tuple(COEFFICIENTS)
