"""Live agreement figures, read from the ledger: their cost does not grow with the number of reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from qa_service.agreement import COEFFICIENTS, Rating, Scale, analyse
from qa_service.errors import Problem, invalid
from qa_service.rubric import Rubric
from qa_service.services import rubrics
from qa_service.services.actor import Actor
from qa_service.services.bars import statistics_of, verdict
from qa_service.services.counted_figures import Counts, Wanted, figures_of
from qa_service.services.ledger import Delta
from qa_service.services.ratings import rated_criteria, scale_of
from qa_service.storage.queries import access as people
from qa_service.storage.queries import counted_ratings as counting
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import ledger as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.queries.counted_ratings import Part as Part
from qa_service.storage.unit_of_work import UnitOfWork

FEW_RATINGS = 20_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a figure covers. A ``part`` is counted for the occasion; without one the ledger knows the counts."""

    rubric: str
    criterion: str | None = None
    engagement: str | None = None
    part: Part = field(default_factory=Part)
    min_items: int = 20
    names: tuple[str, ...] | None = None
    pairs: bool = False
    from_counts: bool = False
    """Never ask the ratings themselves, however few they are."""


def figures(uow: UnitOfWork, actor: Actor, filters: Filters) -> dict[str, Any]:
    """Every coefficient of every criterion of a rubric's major, with interval or the reason it is withheld."""
    actor.require_overview()
    rubric = rubrics.resolve(uow, filters.rubric).rubric
    _check_part(uow, filters.part)
    criteria = known_criteria(rubric, filters.criterion)
    where = (rubric.id, rubric.major, known_engagement(uow, filters.engagement), filters.criterion)
    scales = {c: scale_of(rubric, c) for c in criteria}
    counts = _counted(uow, where, scales, filters) if filters.part else _from_ledger(uow, where, filters)
    handles = queries.handles(uow)
    found = {}
    for c, scale in scales.items():
        wanted = Wanted(_names(rubric, c, filters), filters.min_items, filters.pairs, handles)
        found[c] = figures_of(scale, counts.get(c, Counts()), wanted)
    if not filters.from_counts:
        _complete(uow, rubric, where[2], filters, found)
    for c, body in found.items():
        body["bar"] = verdict(rubric, c, body)
    return {"rubric": rubric.id, "major": rubric.major, "min_items": filters.min_items, "criteria": found}


def _check_part(uow: UnitOfWork, part: Part) -> None:
    """Refuse a site that nobody works at, and a period that ends before it begins."""
    problems = []
    if part.site is not None and part.site not in (sites := people.sites(uow)):
        message = f"Nobody works at {part.site!r}."
        problems.append(Problem("/site", "unknown_site", message, allowed=tuple(sites)))
    if part.since and part.until and part.until <= part.since:
        problems.append(Problem("/to", "invalid_value", "The period ends before it begins."))
    if problems:
        raise invalid("invalid_query", "The query is not valid", problems)


def _names(rubric: Rubric, criterion: str, filters: Filters) -> tuple[str, ...]:
    """The coefficients that were asked for, or the usual ones with those that the rubric's bar is set on."""
    return filters.names or tuple(dict.fromkeys((*COEFFICIENTS, *statistics_of(rubric, criterion))))


def _complete(
    uow: UnitOfWork, rubric: Rubric, engagement: str | None, filters: Filters, found: dict[str, dict[str, Any]]
) -> None:
    """Some figures need to know which rater gave which item what; while the ratings are few, they are asked."""
    wanting = {c: names for c, body in found.items() if (names := _wanting(body))}
    if not wanting or sum(found[c]["n_ratings"] for c in wanting) > FEW_RATINGS:
        return
    exact = _from_ratings(uow, rubric, wanting, engagement, filters)
    for c, names in wanting.items():
        found[c]["coefficients"] |= {name: exact[c]["coefficients"][name] for name in names}


def _wanting(body: Mapping[str, Any]) -> list[str]:
    """The figures that the counts alone do not give, or give without an interval."""
    figures = body["coefficients"].items()
    return [
        name
        for name, f in figures
        if str(f["withheld"]).startswith("needs_items") or (f["value"] is not None and f["se"] is None)
    ]


def _from_ledger(uow: UnitOfWork, where: queries.Where, filters: Filters) -> dict[str, Counts]:
    raters = _by_criterion(queries.raters(uow, where))
    pairs = queries.pairs(uow, where) if filters.pairs else _needed_pairs(uow, where, raters)
    sums: dict[str, dict[tuple[str, str, int], tuple[int, ...]]] = {}
    for row in queries.scores(uow, where, of_pairs=filters.pairs):
        key = (row.rater_a, row.rater_b, row.size)
        sums.setdefault(row.criterion, {})[key] = tuple(getattr(row, name) for name in queries.SUMS)
    return _joined(_by_criterion(queries.patterns(uow, where)), _by_criterion(pairs), raters, sums)


def _needed_pairs(uow: UnitOfWork, where: queries.Where, raters: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    """Only coefficients of exactly two raters need a pair's table; those of many raters do not."""
    found: list[Any] = []
    for criterion, rows in raters.items():
        names = sorted({row.rater for row in rows})
        if len(names) == 2:
            found += queries.pairs(uow, (*where[:3], criterion), (names[0], names[1]))
    return found


def _counted(uow: UnitOfWork, where: queries.Where, scales: Mapping[str, Scale], filters: Filters) -> dict[str, Counts]:
    """The counts of a site or period, counted by the database for this one figure."""
    part = filters.part
    numbers = [c for c, scale in scales.items() if scale.numeric]
    delta = Delta()
    for (criterion, _), group in groupby(
        counting.scores(uow, where, part, numbers), lambda r: (r.criterion, r.version_id)
    ):
        delta.count((where[0], where[1], "", criterion), list(group), numbers=True)
    sums: dict[str, dict[tuple[str, str, int], tuple[int, ...]]] = {}
    for (*_, criterion, first, second, size), found in delta.scores.items():
        sums.setdefault(criterion, {})[first, second, size] = tuple(found)
    return _joined(
        _by_criterion(counting.patterns(uow, where, part)),
        _by_criterion(counting.pairs(uow, where, part)),
        _by_criterion(counting.raters(uow, where, part)),
        sums,
    )


def _joined(
    patterns: Mapping[str, Sequence[Any]],
    pairs: Mapping[str, Sequence[Any]],
    raters: Mapping[str, Sequence[Any]],
    sums: Mapping[str, Mapping[tuple[str, str, int], tuple[int, ...]]],
) -> dict[str, Counts]:
    return {
        c: Counts(patterns.get(c, ()), pairs.get(c, ()), raters.get(c, ()), sums.get(c, {}))
        for c in {*patterns, *raters, *sums}
    }


def _from_ratings(
    uow: UnitOfWork, rubric: Rubric, criteria: Mapping[str, Sequence[str]], engagement: str | None, filters: Filters
) -> dict[str, Any]:
    """The named figures of each criterion, from the ratings themselves."""
    part = filters.part
    scales = {c: scale_of(rubric, c) for c in criteria}
    names = tuple(dict.fromkeys(name for wanted in criteria.values() for name in wanted))
    rows = review_queries.long_form(
        uow, rubric.id, rubric.major, engagement, part.site, part.since, part.until, filters.criterion
    )
    records = [
        Rating(item=r.version_id, rater=r.handle, value=r.value, criterion=r.criterion, site=r.site)
        for r in rows
        if r.kind == "ordinary" and r.criterion in scales
    ]
    answer = analyse(records, scales, min_items=filters.min_items, names=names)
    found = cast(dict[str, Any], answer["criteria"])
    return {c: found[c] for c in criteria if c in found}


def _by_criterion(rows: Sequence[Any]) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for row in rows:
        out.setdefault(row.criterion, []).append(row)
    return out


def known_criteria(rubric: Rubric, wanted: str | None) -> list[str]:
    """The rated criteria of a rubric, or the one that is wanted; refused where there is no such."""
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


def known_engagement(uow: UnitOfWork, name: str | None) -> str | None:
    """The id of an engagement; refused where there is none of that name."""
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
