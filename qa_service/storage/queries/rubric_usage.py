"""How a rubric's major was used: its newest counted reviews, and the facts of its newest deliverables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from qa_service.storage.tables import DeliverableVersion, Review, RubricVersion
from qa_service.storage.unit_of_work import UnitOfWork, scoped

_R, _V = Review, DeliverableVersion
_Newer = aliased(DeliverableVersion)
_REVIEWS = (
    scoped(_R, _R.score, _R.result)
    .where(
        _R.rubric_id == sa.bindparam("rubric_id"),
        _R.rubric_major == sa.bindparam("major"),
        _R.state == "submitted",
        _R.kind == "ordinary",
        _R.current == sa.true(),
        _R.blind == sa.true(),
    )
    .order_by(_R.submitted_at.desc(), _R.id.desc())
    .limit(sa.bindparam("most"))
)
_CASES = (
    scoped(_V, _V.facts, _V.checked)
    .join(RubricVersion, RubricVersion.id == _V.rubric_version_id)
    .where(
        RubricVersion.rubric_id == sa.bindparam("rubric_id"),
        RubricVersion.major == sa.bindparam("major"),
        # A deliverable that was handed in again is still one case.
        ~sa.exists().where(
            _Newer.tenant_id == _V.tenant_id, _Newer.deliverable_id == _V.deliverable_id, _Newer.number > _V.number
        ),
    )
    .order_by(_V.id.desc())  # ids rise with time
    .limit(sa.bindparam("most"))
)


def reviews(uow: UnitOfWork, rubric_id: str, major: int, most: int) -> Sequence[sa.Row[Any]]:
    """Score and result of the newest blind, submitted reviews, newest first."""
    return uow.all(_REVIEWS, {"rubric_id": rubric_id, "major": major, "most": most})


def cases(uow: UnitOfWork, rubric_id: str, major: int, most: int) -> Sequence[sa.Row[Any]]:
    """Facts of the newest deliverables, each in its last version, and what their checks found, newest first."""
    return uow.all(_CASES, {"rubric_id": rubric_id, "major": major, "most": most})
