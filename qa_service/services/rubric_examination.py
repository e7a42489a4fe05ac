"""What publishing a rubric file would meet: beside what the file says itself, what changed and the number it takes."""

from __future__ import annotations

from dataclasses import replace

from qa_service.errors import Problem
from qa_service.rubric import Rubric
from qa_service.services.rubric_file import Examination, examine_file, id_problem
from qa_service.services.rubric_publishing import comparison_with_newest, number_refusal
from qa_service.storage.queries import rubrics as queries
from qa_service.storage.unit_of_work import UnitOfWork


def examine(uow: UnitOfWork, source: str | bytes, rubric_id: str = "") -> Examination:
    """Examine a file, as the next version of ``rubric_id`` where one is given; what is wrong is told, not raised."""
    examined = examine_file(source)
    published = bool(rubric_id) and queries.find(uow, rubric_id) is not None
    rubric = examined.rubric
    if rubric is None:
        return replace(examined, published=published)
    return replace(
        examined,
        problems=(*_other_id(rubric, rubric_id), *examined.problems),
        comparison=comparison_with_newest(uow, rubric),
        refusal=number_refusal(uow, rubric),
        published=published or queries.find(uow, rubric.id) is not None,
    )


def _other_id(rubric: Rubric, rubric_id: str) -> tuple[Problem, ...]:
    return () if rubric_id in ("", rubric.id) else (id_problem(rubric, rubric_id),)
