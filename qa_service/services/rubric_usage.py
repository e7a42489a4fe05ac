"""What the lint of a rubric may look at beside the file: its reviews and its cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from qa_service.rubric import Rubric
from qa_service.rubric.lint import Usage
from qa_service.services import rubrics
from qa_service.storage.queries import rubric_usage as queries
from qa_service.storage.queries import rubrics as rubric_queries
from qa_service.storage.unit_of_work import UnitOfWork

REVIEWS, CASES = 2000, 200


def usage_of(uow: UnitOfWork, rubric_id: str, major: int, *, most: int = REVIEWS) -> Usage:
    """How a major was used, by its newest ``most`` reviews and 200 cases; nothing where nothing is published.

    Error lists are not counted as answers, their scores are.
    """
    row = next((row for row in rubric_queries.versions(uow, rubric_id) if row.major == major), None)
    if row is None:
        return Usage()
    rubric = rubrics.resolve(uow, f"{rubric_id}@{row.version}").rubric
    reviews = [row for row in queries.reviews(uow, rubric_id, major, most) if row.result]
    results: list[Mapping[str, Mapping[str, Any]]] = [
        {one["id"]: one for one in review.result["criteria"]} for review in reviews
    ]
    return Usage(
        n_reviews=len(reviews),
        answers={name: _answers(rubric, name, results) for name in rubric.criteria},
        scores={name: [one[name]["score"] if name in one else None for one in results] for name in rubric.criteria},
        totals=[review.score for review in reviews],
        gates=_gates(rubric, [review.result for review in reviews]),
        cases=[
            {**row.facts, "checks": row.checked.get("facts", {})} for row in queries.cases(uow, rubric_id, major, CASES)
        ],
    )


def _gates(rubric: Rubric, results: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    """How often each criterion's own gate fired; a critical error, or N/A that fails work, is another matter."""
    own = {name: one.gate.reason for name, one in rubric.criteria.items() if one.gate is not None}
    hits = (gate for result in results for gate in result["gates"])
    return Counter(gate["criterion"] for gate in hits if own.get(gate["criterion"]) == gate["reason"])


def _answers(rubric: Rubric, name: str, results: Sequence[Mapping[str, Mapping[str, Any]]]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    scale = rubric.scale_of(name)
    for result in results:
        given = result.get(name)
        if given is None:
            continue
        value = given["value"]
        if given["state"] != "answered":
            counts[given["state"]] += 1
        elif isinstance(value, str):
            counts[value] += 1
        elif isinstance(value, int | float):
            band = scale.band_of(value)
            counts[band.id if band else "answered"] += 1
        else:
            counts["answered"] += 1
    return dict(counts)
