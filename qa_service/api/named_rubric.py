"""The published rubric that a request names, with what holds for all work under it."""

from __future__ import annotations

from qa_service.api.context import actor, store
from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.services import check_standing, rubrics
from qa_service.services.check_standing import Ground
from qa_service.services.rubrics import Published
from qa_service.storage.unit_of_work import UnitOfWork


def published_rubric(reference: str) -> Published:
    """The version that is named; an unknown one is refused with those that there are."""
    with store().read(actor().tenant_id) as uow:
        return _resolved(uow, reference)


def rubric_and_ground(reference: str, *, in_use: bool = False) -> tuple[Published, Ground]:
    """The version with what holds for everything that is handed in under it; refused where it takes no more work.

    With ``in_use`` that is refused here: in a bulk call it is the failure of a line and not of all.
    """
    with store().read(actor().tenant_id) as uow:
        published = _resolved(uow, reference)
        if in_use:
            rubrics.refuse_retired(uow, [published.id])
        return published, check_standing.ground(uow, published.rubric)


def _resolved(uow: UnitOfWork, reference: str) -> Published:
    try:
        return rubrics.resolve(uow, reference)
    except DomainError as error:
        allowed = tuple(rubrics.known_ids(uow))
        problem = Problem("/rubric", "unknown_rubric", error.detail, allowed=allowed)
        raise invalid_request([problem]) from None
