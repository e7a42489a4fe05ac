"""Where a deliverable that is handed in belongs, as far as the store knows it yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_service.storage.queries import deliverables as queries
from qa_service.storage.queries import related as related_queries
from qa_service.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from qa_service.services.submissions import Submission


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Ids; "" for an engagement, case or deliverable that is not there yet."""

    engagement: str = ""
    deliverable: str = ""
    case: str = ""


def find(uow: UnitOfWork, submission: Submission) -> Whereabouts:
    """Look up where a submission belongs: the case that it names, else that of its earlier version."""
    engagement = queries.engagement_id(uow, submission.engagement)
    if engagement is None:
        return Whereabouts()
    own = related_queries.own(uow, engagement, submission.external_id) if submission.external_id else None
    named = submission.case_external_id
    case = queries.case_id(uow, engagement, named) if named else own.case_id if own else None
    return Whereabouts(engagement, own.id if own else "", case or "")
